//! References to a node: `{id, name}` inside another node.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::Id;

/// A reference to a node of type `N`, as other nodes contain it.
#[derive(Serialize, Deserialize)]
#[serde(bound = "", default)]
pub struct Ref<N> {
    /// The node's id. Old nodes contain only the name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<Id<N>>,
    /// The node's name, if it has one that is visible to the token.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

// Implemented by hand: a derive would add bounds on the marker `N`.

impl<N> Default for Ref<N> {
    fn default() -> Self {
        Self { id: None, name: None }
    }
}

impl<N> Clone for Ref<N> {
    fn clone(&self) -> Self {
        Self { id: self.id.clone(), name: self.name.clone() }
    }
}

impl<N> PartialEq for Ref<N> {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id && self.name == other.name
    }
}

impl<N> Eq for Ref<N> {}

impl<N> fmt::Debug for Ref<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Ref").field("id", &self.id).field("name", &self.name).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Page;

    #[test]
    fn round_trips_without_bounds_on_the_marker() {
        for text in [r#"{"id":"4","name":"Ann"}"#, r#"{"name":"Ann"}"#, "{}"] {
            let value: Ref<Page> = serde_json::from_str(text).unwrap();
            assert_eq!(serde_json::to_string(&value).unwrap(), text);
            assert_eq!(value, value.clone());
        }
        assert_eq!(format!("{:?}", Ref::<Page>::default()), "Ref { id: None, name: None }");
    }
}
