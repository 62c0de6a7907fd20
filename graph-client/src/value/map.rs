//! Maps with typed keys, in the order of the response.

use std::{borrow::Cow, fmt, iter, slice, vec};

use serde::{Serialize, Serializer};

use super::{Date, Id, KnownEnum, Open};

/// A key of a [`Map`], which is a string in JSON.
pub trait MapKey: Sized + 'static {
    /// Parses the key; `None` if it is not a key of this type.
    fn from_key(text: &str) -> Option<Self>;

    /// The text of the key.
    fn to_key(&self) -> Cow<'_, str>;
}

impl<N: 'static> MapKey for Id<N> {
    fn from_key(text: &str) -> Option<Self> {
        Some(Self::new(text))
    }

    fn to_key(&self) -> Cow<'_, str> {
        Cow::Borrowed(self.as_str())
    }
}

impl<E: KnownEnum> MapKey for Open<E> {
    fn from_key(text: &str) -> Option<Self> {
        Some(Self::parse(text))
    }

    fn to_key(&self) -> Cow<'_, str> {
        Cow::Borrowed(self.as_str())
    }
}

impl MapKey for i64 {
    fn from_key(text: &str) -> Option<Self> {
        text.parse().ok()
    }

    fn to_key(&self) -> Cow<'_, str> {
        Cow::Owned(self.to_string())
    }
}

impl MapKey for Date {
    fn from_key(text: &str) -> Option<Self> {
        text.parse().ok()
    }

    fn to_key(&self) -> Cow<'_, str> {
        Cow::Owned(self.to_string())
    }
}

/// A map with typed keys, in the order of the response: reactions by kind, followers by hour, posts by id.
///
/// Two maps are equal if they have the same entries in any order, since most stores of JSON do not keep it. Look-ups take linear time; `into_iter().collect()` turns the
/// map into any other collection.
///
/// ```
/// use graph_client::Map;
///
/// let mut reactions: Map<String, u32> = Map::new();
/// reactions.insert("LOVE".to_owned(), 2);
/// assert_eq!(reactions.get("LOVE"), Some(&2));
/// ```
#[derive(Clone)]
pub struct Map<K, V> {
    entries: Vec<(K, V)>,
}

impl<K, V> Map<K, V> {
    /// An empty map.
    pub const fn new() -> Self {
        Self { entries: Vec::new() }
    }

    /// The number of entries.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether it has no entries.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The entries in order.
    pub fn iter(&self) -> Iter<'_, K, V> {
        self.into_iter()
    }

    /// The keys in order.
    pub fn keys(&self) -> impl Iterator<Item = &K> {
        self.entries.iter().map(|(key, _)| key)
    }

    /// The values in order.
    pub fn values(&self) -> impl Iterator<Item = &V> {
        self.entries.iter().map(|(_, value)| value)
    }

    /// The value of a key, such as an enum value, an id or a number.
    pub fn get<Q: ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: PartialEq<Q>,
    {
        self.entries.iter().find(|(known, _)| known == key).map(|(_, value)| value)
    }

    /// Adds an entry of which the key is known to be new.
    pub(crate) fn push(&mut self, key: K, value: V) {
        self.entries.push((key, value));
    }

    /// Sets the value of a key, and returns the previous one.
    pub fn insert(&mut self, key: K, value: V) -> Option<V>
    where
        K: PartialEq,
    {
        match self.entries.iter_mut().find(|(known, _)| *known == key) {
            Some((_, old)) => Some(std::mem::replace(old, value)),
            None => {
                self.entries.push((key, value));
                None
            }
        }
    }
}

/// The entries of a [`Map`].
pub type Iter<'a, K, V> = iter::Map<slice::Iter<'a, (K, V)>, fn(&'a (K, V)) -> (&'a K, &'a V)>;

impl<'a, K, V> IntoIterator for &'a Map<K, V> {
    type Item = (&'a K, &'a V);
    type IntoIter = Iter<'a, K, V>;

    fn into_iter(self) -> Self::IntoIter {
        self.entries.iter().map(|(key, value)| (key, value))
    }
}

impl<K, V> IntoIterator for Map<K, V> {
    type Item = (K, V);
    type IntoIter = vec::IntoIter<(K, V)>;

    fn into_iter(self) -> Self::IntoIter {
        self.entries.into_iter()
    }
}

impl<K: PartialEq, V> Extend<(K, V)> for Map<K, V> {
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, entries: I) {
        for (key, value) in entries {
            self.insert(key, value);
        }
    }
}

impl<K: PartialEq, V, Q: Into<K>> FromIterator<(Q, V)> for Map<K, V> {
    fn from_iter<I: IntoIterator<Item = (Q, V)>>(entries: I) -> Self {
        let mut map = Self::new();
        map.extend(entries.into_iter().map(|(key, value)| (key.into(), value)));
        map
    }
}

impl<K: PartialEq, V, Q: Into<K>, const N: usize> From<[(Q, V); N]> for Map<K, V> {
    fn from(entries: [(Q, V); N]) -> Self {
        entries.into_iter().collect()
    }
}

impl<K: PartialEq, V: PartialEq> PartialEq for Map<K, V> {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len()
            && (self.entries == other.entries
                || self.iter().all(|(key, value)| other.get(key) == Some(value)))
    }
}

impl<K: Eq, V: Eq> Eq for Map<K, V> {}

impl<K, V> Default for Map<K, V> {
    fn default() -> Self {
        Self::new()
    }
}

impl<K: fmt::Debug, V: fmt::Debug> fmt::Debug for Map<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self).finish()
    }
}

impl<K: MapKey, V: Serialize> Serialize for Map<K, V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter().map(|(key, value)| (key.to_key(), value)))
    }
}

#[cfg(test)]
mod tests {
    use super::Map;

    #[test]
    fn keeps_the_order_and_one_entry_for_each_key() {
        let mut map: Map<i64, &str> = Map::from([(9, "a"), (1, "b"), (9, "c")]);
        assert_eq!(map.iter().collect::<Vec<_>>(), [(&9, &"c"), (&1, &"b")]);
        assert_eq!(map.insert(1, "d"), Some("b"));
        assert_eq!((map.get(&1), map.get(&2), map.len()), (Some(&"d"), None, 2));
        assert_eq!(serde_json::to_string(&map).unwrap(), r#"{"9":"c","1":"d"}"#);
        assert_eq!(format!("{map:?}"), r#"{9: "c", 1: "d"}"#);
    }

    #[test]
    fn is_equal_in_any_order() {
        let map: Map<i64, i64> = Map::from([(9, 1), (10, 2), (11, 3)]);
        assert_eq!(map, Map::from([(10, 2), (11, 3), (9, 1)]));
        for other in [&[(9, 1), (10, 2), (11, 4)][..], &[(9, 1), (10, 2), (12, 3)], &[(9, 1), (10, 2)]] {
            assert_ne!(map, other.iter().copied().collect());
        }
    }
}
