//! Untyped nodes and objects, for large schemas without ready structs.

use std::{collections::BTreeMap, fmt, marker::PhantomData};

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use super::{Allowed, Fields, Ready, Selectable, SelectionOf, deserialize, shape};
use crate::{
    decode::{Decoded, Reader, ReadsAs},
    facts::{Marker, Node},
    wire,
};

/// A node or object as a map from field names to JSON values.
///
/// In strict mode, members that the schema does not have are reported. The values of the others are not compared with
/// their types; `graph drift` does that.
///
/// It stands in for nodes without a ready struct; the schema's manifest lists those that have one under
/// `"ready"`. To select fields of any node, use your own struct with `derive(Fields)`.
pub struct Loose<N> {
    members: BTreeMap<String, Value>,
    node: Marker<N>,
}

impl<N> Loose<N> {
    /// The value of a field, if the response has it.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.members.get(name)
    }

    /// The value of a field, if the response has it and it is a string.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.get(name).and_then(Value::as_str)
    }

    /// All fields of the response with their values, sorted by name.
    pub fn members(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.members.iter().map(|(name, value)| (name.as_str(), value))
    }

    /// Adds a field, for sending the object. The name is not checked against the schema.
    #[must_use]
    pub fn with(mut self, name: impl Into<String>, value: impl Into<Value>) -> Self {
        self.members.insert(name.into(), value.into());
        self
    }
}

// These impls are never the fix for a compile error, so messages omit them.
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
        let mut bare_value = None;
        let mut set = |_: usize, reader: &mut Reader<'_>| {
            bare_value = Some(<Value as ReadsAs<wire::Json>>::read(reader)?);
            Ok(())
        };
        // The names of a node with a ready struct are not listed here.
        let (.., names) = N::NAMES;
        let is_known =
            |key: &str| names.is_empty() || names.lines().any(|name| !name.is_empty() && name == key);
        reader.object_by_name(N::BARE, bare, &is_known, &mut set, &mut this.members)?;
        this.members.extend(bare.iter().map(|name| (*name).to_owned()).zip(bare_value));
        Ok(this)
    }
}

impl<N: Node> Fields for Loose<N> {
    type Node = N;
}
#[diagnostic::do_not_recommend]
impl<N: Node> SelectionOf<N> for Loose<N> {}
impl<N: Node> Ready for Loose<N> {
    type Wire = wire::Node<N>;
    type Held = shape::WithoutShape;
}
impl<N, T, K, S> Allowed<T, K, S> for Loose<N> {}
impl<N, T, K, S> Selectable<T, K, S> for Loose<N> {}

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
