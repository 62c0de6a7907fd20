//! Tables by name.
//!
//! Each pair of key and value types of a map of the standard library is compiled again, in every build of a user and
//! without optimization, and is as large as a file of this crate. So there is one map, from a name to a place, and what
//! a name has is in a list.

use std::collections::{BTreeMap, btree_map::Entry};

use crate::list::List as _;

/// A set of names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Set(BTreeMap<String, usize>);

impl Set {
    /// Whether it has a name.
    #[must_use]
    pub fn contains(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// Adds a name. Returns whether it is new.
    pub fn insert(&mut self, name: &str) -> bool {
        self.add(name).is_none()
    }

    /// Adds names.
    pub fn extend(&mut self, names: &[String]) {
        for name in names {
            self.add(name);
        }
    }

    /// The names, sorted.
    #[must_use]
    pub fn names(&self) -> Vec<&str> {
        self.0.keys().map(String::as_str).list()
    }

    /// Adds a name with the next number. Returns its number if it has one already.
    fn add(&mut self, name: &str) -> Option<usize> {
        let next = self.0.len();
        match self.0.entry(name.to_owned()) {
            Entry::Occupied(known) => Some(*known.get()),
            Entry::Vacant(free) => {
                free.insert(next);
                None
            }
        }
    }
}

/// Values by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table<V> {
    names: Set,
    values: Vec<V>,
}

impl<V> Default for Table<V> {
    fn default() -> Self {
        Self { names: Set::default(), values: Vec::new() }
    }
}

impl<V> Table<V> {
    /// Whether a name has a value.
    #[must_use]
    pub fn contains(&self, name: &str) -> bool {
        self.names.contains(name)
    }

    /// The value of a name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&V> {
        self.values.get(*self.names.0.get(name)?)
    }

    /// The names, sorted.
    #[must_use]
    pub fn names(&self) -> Vec<&str> {
        self.names.names()
    }

    /// The values, sorted by name.
    #[must_use]
    pub fn sorted(&self) -> Vec<&V> {
        self.names.0.values().map(|at| &self.values[*at]).list()
    }

    /// The values, in the order in which they were added.
    pub(crate) fn values_mut(&mut self) -> &mut [V] {
        &mut self.values
    }

    /// Sets the value of a name. Returns the one that it had.
    pub fn insert(&mut self, name: &str, value: V) -> Option<V> {
        match self.names.add(name).and_then(|at| self.values.get_mut(at)) {
            Some(known) => Some(std::mem::replace(known, value)),
            None => {
                self.values.push(value);
                None
            }
        }
    }

    /// Sets the value of a name that has none.
    pub fn insert_first(&mut self, name: &str, value: V) {
        if self.names.insert(name) {
            self.values.push(value);
        }
    }
}

impl<V: Default> Table<V> {
    /// The value of a name, by default an empty one.
    pub fn of(&mut self, name: &str) -> &mut V {
        let known = self.names.add(name);
        if known.is_none() {
            self.values.push(V::default());
        }
        let at = known.unwrap_or(self.values.len() - 1);
        &mut self.values[at]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_value_of_a_name_counts_or_the_first() {
        let mut table = Table::default();
        assert_eq!(table.insert("b", 1), None);
        assert_eq!(table.insert("a", 2), None);
        assert_eq!(table.insert("b", 3), Some(1));
        table.insert_first("a", 4);
        table.insert_first("c", 5);
        assert_eq!(
            ["a", "b", "c", "d"].map(|name| table.get(name).copied()),
            [Some(2), Some(3), Some(5), None]
        );
        *table.of("a") += 10;
        *table.of("e") += 20;
        assert_eq!(["a", "e"].map(|name| table.get(name).copied()), [Some(12), Some(20)]);
        assert_eq!(table.names.names(), ["a", "b", "c", "e"]);
        assert_eq!(table.sorted(), [&12, &3, &5, &20]);
    }

    #[test]
    fn a_set_has_a_name_once() {
        let mut set = Set::default();
        assert_eq!(["b", "a", "b"].map(|name| set.insert(name)), [true, true, false]);
        set.extend(&["c".to_owned(), "a".to_owned()]);
        assert_eq!(set.names(), ["a", "b", "c"]);
        assert!(set.contains("c") && !set.contains("d"));
    }
}
