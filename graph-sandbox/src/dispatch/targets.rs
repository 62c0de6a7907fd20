//! Targets with a path of their own: `home`, `repos/{owner}/{name}`.

use graph_schema::{
    call,
    model::{NodeId, Target, Whose},
};

use crate::world::{Caller, World};

/// The node that the path begins with, and how many segments name it. An id is none of them, and neither is `me`.
pub(super) fn named(world: &World, caller: &Caller, segments: &[&str]) -> Option<(String, usize)> {
    let first = segments.first()?;
    if *first == "me" || world.store.node(first).is_some() {
        return None;
    }
    let schema = world.schema.clone();
    let taken = &|target: &Target| {
        // A template of one segment is an id.
        let has_path =
            target.args.is_empty() || target.path.as_deref().is_some_and(|path| path.contains('/'));
        has_path.then(|| call::beginning(target, segments)).flatten().map(|(taken, _)| taken)
    };
    let nodes = schema.nodes().filter(|(_, node)| !node.is_object);
    let matching = nodes.flat_map(|(id, node)| {
        node.targets.iter().filter_map(move |target| Some((taken(target)?, id, target.whose)))
    });
    let (taken, node, whose) = matching.max_by_key(|(taken, ..)| *taken)?;
    Some((id(world, caller, node, whose, segments.get(..taken)?)?, taken))
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
