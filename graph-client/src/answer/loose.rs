//! Nodes and objects of a big schema that have no struct of their own.

use std::{collections::BTreeMap, fmt, marker::PhantomData};

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use super::{Allowed, Below, Fields, Of, Ready, deserialize, object_with_rest};
use crate::{
    decode::{Decoded, Reader, ReadsAs},
    facts::{Marker, Node},
    wire,
};

/// What came of a node or object, by the names of its members.
///
/// The manifest of a schema says under `"ready"` which nodes have a struct with all their fields instead;
/// a struct of one's own with `derive(Fields)` selects from any node.
pub struct Loose<N> {
    members: BTreeMap<String, Value>,
    node: Marker<N>,
}

impl<N> Loose<N> {
    /// The value of a member, if it came.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.members.get(name)
    }

    /// The text of a member, if it came and is text.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.get(name).and_then(Value::as_str)
    }

    /// Names and values of all that came, by name.
    pub fn members(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.members.iter().map(|(name, value)| (name.as_str(), value))
    }

    /// The same with a member of this value, for sending it. Nothing checks the name.
    #[must_use]
    pub fn with(mut self, name: impl Into<String>, value: impl Into<Value>) -> Self {
        self.members.insert(name.into(), value.into());
        self
    }
}

// Not what somebody who made a mistake looks for: messages leave these impls out.
#[diagnostic::do_not_recommend]
impl<N: Node> ReadsAs<wire::Node<N>> for Loose<N> {
    fn read(reader: &mut Reader<'_>) -> Decoded<Self> {
        let mut this = Self::default();
        let bare: &'static [&'static str] = const {
            match N::BARE {
                Some(name) => &[name],
                None => &[],
            }
        };
        let mut first = None;
        let set = |first: &mut Option<Value>, _: usize, reader: &mut Reader<'_>| {
            *first = Some(<Value as ReadsAs<wire::Json>>::read(reader)?);
            Ok(())
        };
        object_with_rest::<N, _>(reader, bare, &mut first, set, &mut this.members)?;
        this.members.extend(bare.iter().map(|name| (*name).to_owned()).zip(first));
        Ok(this)
    }
}

impl<N: Node> Fields for Loose<N> {
    type Node = N;
}
#[diagnostic::do_not_recommend]
impl<N: Node> Of<N> for Loose<N> {}
impl<N: Node> Ready for Loose<N> {
    type Wire = wire::Node<N>;
}
impl<N, T, K, S> Allowed<T, K, S> for Loose<N> {}
impl<N, T, K, S> Below<T, K, S> for Loose<N> {}

impl<N> Default for Loose<N> {
    fn default() -> Self {
        Self { members: BTreeMap::new(), node: PhantomData }
    }
}

impl<N> Clone for Loose<N> {
    fn clone(&self) -> Self {
        Self { members: self.members.clone(), node: PhantomData }
    }
}

impl<N> PartialEq for Loose<N> {
    fn eq(&self, other: &Self) -> bool {
        self.members == other.members
    }
}

impl<N> fmt::Debug for Loose<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(&self.members).finish()
    }
}

impl<N> Serialize for Loose<N> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.members.serialize(serializer)
    }
}

impl<'de, N: Node> Deserialize<'de> for Loose<N> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize::<wire::Node<N>, Self, D>(deserializer)
    }
}
