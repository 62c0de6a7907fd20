//! Targets with their own path, such as `home` or `repos/{owner}/{name}`, or without one: `search?q=..`.

use graph_schema::model::{NodeId, Whose};

use crate::world::{Caller, World, named};

/// The node that the path begins with, and the number of segments that name it. `None` for an id or `me`.
pub(super) fn target(world: &World, caller: &Caller, segments: &[&str]) -> Option<(String, usize)> {
    let first = segments.first()?;
    if *first == "me" || world.store.node(first).is_some() {
        return None;
    }
    let schema = world.schema.clone();
    let (taken, node, target) = named(&schema, segments).max_by_key(|(taken, ..)| *taken)?;
    Some((id(world, caller, node, target.whose, segments.get(..taken)?)?, taken))
}

/// The caller's own node, or one that depends on the names alone, so that it is the same in every call.
fn id(world: &World, caller: &Caller, node: NodeId, whose: Whose, names: &[&str]) -> Option<String> {
    let own = caller.who.as_ref().filter(|who| whose == Whose::Own && world.store.node(who) == Some(node));
    if let Some(own) = own {
        return Some(own.clone());
    }
    let pool = world.store.generator.pool(node);
    let number = world.store.generator.number(names);
    let at = usize::try_from(number.checked_rem(u64::try_from(pool.len()).ok()?)?).ok()?;
    pool.get(at).cloned()
}
