//! The nodes that the start of a path can refer to.

use crate::{
    call::target::beginning,
    model::{Node, NodeId, Schema, Target, Whose},
};

/// A node that the first segments of the path can refer to.
pub(super) struct Candidate<'a> {
    /// How many segments refer to it.
    pub segments: usize,
    pub node: &'a Node,
    pub id: NodeId,
    pub target: &'a Target,
    pub args: Vec<String>,
}

/// All candidates have the same number of segments: a path of a target is longer than an id, and a longer one wins.
pub(super) fn candidates<'a>(schema: &'a Schema, first: &String, segments: &[String]) -> Vec<Candidate<'a>> {
    let nodes = || schema.nodes().filter(|(_, node)| !node.is_object);
    // A template of one segment could be any id.
    let by_path = |target: &'a Target| {
        let path = target.path.as_deref()?;
        (target.args.is_empty() || path.contains('/')).then_some(())?;
        beginning(target, segments)
    };
    let mut by_word: Vec<Candidate<'_>> = nodes()
        .filter_map(|(id, node)| {
            let matching = node.targets.iter().filter_map(|target| Some((target, by_path(target)?)));
            let (target, (segments, args)) = matching.max_by_key(|(_, (segments, _))| *segments)?;
            Some(Candidate { segments, node, id, target, args })
        })
        .collect();
    if let Some(most) = by_word.iter().map(|candidate| candidate.segments).max() {
        by_word.retain(|candidate| candidate.segments == most);
        return by_word;
    }
    nodes()
        .filter_map(|(id, node)| {
            let by_id =
                || node.targets.iter().filter(|target| target.args.is_empty() && target.path.is_none());
            let target = by_id().find(|target| target.whose == Whose::Unknown).or_else(|| by_id().next());
            if let Some(target) = target {
                return Some(Candidate { segments: 1, node, id, target, args: vec![first.to_owned()] });
            }
            let of_values = node.targets.iter().filter(|target| !target.args.is_empty());
            let mut matching = of_values
                .filter_map(|target| Some((target, beginning(target, std::slice::from_ref(first))?.1)));
            let (target, args) = matching.next()?;
            Some(Candidate { segments: 1, node, id, target, args })
        })
        .collect()
}
