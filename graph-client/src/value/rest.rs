//! Members of a response that have no field in a struct.

use std::{
    collections::{BTreeMap, btree_map},
    fmt,
    hash::{Hash, Hasher},
    ops::{Deref, DerefMut},
};

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

/// The members of a response that the schema does not know, by name.
///
/// Dereferences to a [`BTreeMap`]. It takes the space of one pointer, and allocates nothing until it is borrowed
/// mutably.
///
/// ```
/// use graph_client::Rest;
///
/// let mut rest = Rest::new();
/// assert!(rest.is_empty());
/// rest.insert("badge".to_owned(), "gold".into());
/// assert_eq!(rest["badge"], "gold");
/// ```
#[derive(Clone, Default)]
pub struct Rest(Option<Box<Members>>);

type Members = BTreeMap<String, Value>;

static NOTHING: Members = Members::new();

impl Rest {
    /// Creates an empty map.
    pub const fn new() -> Self {
        Self(None)
    }
}

impl Deref for Rest {
    type Target = Members;

    fn deref(&self) -> &Members {
        self.0.as_deref().unwrap_or(&NOTHING)
    }
}

impl DerefMut for Rest {
    fn deref_mut(&mut self) -> &mut Members {
        self.0.get_or_insert_default()
    }
}

impl From<Members> for Rest {
    fn from(members: Members) -> Self {
        Self((!members.is_empty()).then(|| Box::new(members)))
    }
}

impl From<Rest> for Members {
    fn from(rest: Rest) -> Self {
        rest.0.map(|members| *members).unwrap_or_default()
    }
}

impl FromIterator<(String, Value)> for Rest {
    fn from_iter<I: IntoIterator<Item = (String, Value)>>(members: I) -> Self {
        Members::from_iter(members).into()
    }
}

impl IntoIterator for Rest {
    type Item = (String, Value);
    type IntoIter = btree_map::IntoIter<String, Value>;

    fn into_iter(self) -> Self::IntoIter {
        Members::from(self).into_iter()
    }
}

impl Extend<(String, Value)> for Rest {
    fn extend<I: IntoIterator<Item = (String, Value)>>(&mut self, members: I) {
        for (name, value) in members {
            self.insert(name, value);
        }
    }
}

impl<'a> IntoIterator for &'a mut Rest {
    type Item = (&'a String, &'a mut Value);
    type IntoIter = btree_map::IterMut<'a, String, Value>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter_mut()
    }
}

impl<'a> IntoIterator for &'a Rest {
    type Item = (&'a String, &'a Value);
    type IntoIter = btree_map::Iter<'a, String, Value>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl PartialEq for Rest {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for Rest {}

impl Hash for Rest {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (**self).hash(state);
    }
}

impl fmt::Debug for Rest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl Serialize for Rest {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (**self).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Rest {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Members::deserialize(deserializer).map(Self::from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_one_is_one_word_and_equal_however_it_was_made() {
        assert_eq!(size_of::<Rest>(), size_of::<usize>());
        let mut emptied = Rest::from_iter([("a".to_owned(), Value::from(1))]);
        assert_eq!(emptied["a"], 1);
        emptied.remove("a");
        assert_eq!((emptied.clone(), emptied), (Rest::new(), Rest::default()));
        assert_eq!(Rest::new().get("a"), None);
        assert_eq!(serde_json::to_string(&Rest::new()).unwrap(), "{}");
    }

    #[test]
    fn members_are_kept_through_all_conversions() {
        let text = r#"{"a":[1],"b":null}"#;
        let rest: Rest = serde_json::from_str(text).unwrap();
        let map = Members::from(rest.clone());
        assert_eq!(Rest::from(map), rest);
        let mut extended = Rest::new();
        extended.extend(rest.clone());
        (&mut extended).into_iter().for_each(|(_, value)| drop(value.take()));
        assert_eq!(extended, Rest::from_iter(["a", "b"].map(|name| (name.to_owned(), Value::Null))));
        assert_eq!(rest.clone().into_iter().collect::<Rest>(), rest);
        assert_eq!((&rest).into_iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["a", "b"]);
        assert_eq!(serde_json::to_string(&rest).unwrap(), text);
        assert_eq!(format!("{rest:?}"), r#"{"a": Array [Number(1)], "b": Null}"#);
    }
}
