//! The people of a sandbox and their friendships.

use std::collections::HashMap;

use graph_schema::{Schema, model::NodeId};

use super::{Random, special};

/// The people of a sandbox. The first one is the user of the user tokens.
#[derive(Clone, Debug, Default)]
pub(crate) struct People {
    /// Their node type, if the schema has one.
    pub(crate) node: Option<NodeId>,
    /// Their ids.
    pub(crate) ids: Vec<String>,
    positions: HashMap<String, usize>,
    /// The friends of each person, in list order.
    friends: Vec<Vec<usize>>,
}

/// The number of friends of the first person, if there are enough people.
const FRIENDS: usize = 28;

impl People {
    pub(super) fn new(schema: &Schema, seed: u64, count: usize) -> Self {
        let count = count.clamp(3, 5000);
        // A schema generated from a catalogue has people but no `me`.
        // A Page is `me` for its own tokens, a person for those of people.
        let by_target = schema.nodes().filter(|(_, node)| special::is_person(node));
        let by_target = by_target.min_by_key(|(_, node)| node.name == special::PAGE);
        let by_name = || schema.node("User").filter(|(_, node)| !node.is_object);
        let node = by_target.or_else(by_name).map(|(id, _)| id);
        let first = 100_000_000_000_000 + Random::of(seed, &["people"]).below(900_000_000) * 1000;
        let ids: Vec<String> = (0..count).map(|at| (first + 17 * at as u64).to_string()).collect();
        let positions = ids.iter().enumerate().map(|(at, id)| (id.clone(), at)).collect();
        let mut friends = vec![Vec::new(); count];
        let mut befriend = |one: usize, other: usize| {
            for (who, whom) in [(one, other), (other, one)] {
                if let Some(list) = friends.get_mut(who)
                    && !list.contains(&whom)
                {
                    list.push(whom);
                }
            }
        };
        for at in 1..count {
            if at <= FRIENDS.min(count - 2) {
                befriend(0, at);
            }
            // A few friends per person; a fixed share of all pairs would grow quadratically.
            for step in [1, 2, 5, 11] {
                if at + step < count
                    && !Random::of(seed, &["friends", &at.to_string(), &step.to_string()]).once_in(3)
                {
                    befriend(at, at + step);
                }
            }
        }
        for list in &mut friends {
            list.sort_unstable();
        }
        Self { node, ids, positions, friends }
    }

    /// The id of the person at a position.
    pub(crate) fn id(&self, at: usize) -> String {
        self.ids.get(at).cloned().unwrap_or_default()
    }

    /// A person who is not a friend of the first person.
    pub(crate) fn stranger(&self) -> String {
        self.ids.last().cloned().unwrap_or_default()
    }

    pub(crate) fn are_friends(&self, one: &str, other: &str) -> bool {
        match (self.position(one), self.position(other)) {
            (Some(one), Some(other)) => self.friends.get(one).is_some_and(|list| list.contains(&other)),
            _ => false,
        }
    }

    /// The friends of a person, in list order.
    pub(crate) fn friends_of(&self, id: &str) -> Vec<String> {
        let Some(at) = self.position(id) else { return Vec::new() };
        let friends = self.friends.get(at).into_iter().flatten();
        friends.filter_map(|at| self.ids.get(*at).cloned()).collect()
    }

    fn position(&self, id: &str) -> Option<usize> {
        self.positions.get(id).copied()
    }
}
