//! Assigns the members of a JSON object to the places of a value.

use super::{Layout, Tree};

/// What stands at a place.
#[derive(Clone, Debug)]
pub struct Found<T> {
    /// The path as it is written, such as `body.text`.
    pub path: String,
    /// The value.
    pub value: T,
}

/// The members of a JSON object, assigned to places.
#[derive(Debug)]
pub struct Filled<T> {
    /// What stands at each place of [`Layout::slots`].
    pub slots: Vec<Option<Found<T>>>,
    /// Members without a place.
    pub unknown: Vec<Found<T>>,
}

impl<T> Filled<T> {
    /// Whether something stands at a place.
    #[must_use]
    pub fn has(&self, slot: usize) -> bool {
        self.slots.get(slot).is_some_and(Option::is_some)
    }
}

impl Layout<'_> {
    /// Assigns members to places.
    pub fn fill<'v, T: Tree<'v>>(&self, members: &[(&'v str, T)]) -> Filled<T> {
        let slots = self.slots.iter().map(|_| None).collect();
        let mut filled = Filled { slots, unknown: Vec::new() };
        self.level(members, &mut Vec::new(), &mut filled);
        filled
    }

    fn level<'v, T: Tree<'v>>(
        &self,
        members: &[(&'v str, T)],
        path: &mut Vec<&'v str>,
        filled: &mut Filled<T>,
    ) {
        for (name, value) in members {
            path.push(name);
            let at = self.slots.iter().position(|slot| slot.path == *path).or_else(|| self.by_alias(path));
            let found = Found { path: path.join("."), value: *value };
            match at.and_then(|at| filled.slots.get_mut(at)).filter(|slot| slot.is_none()) {
                Some(slot) => *slot = Some(found),
                None => match value.members().filter(|_| at.is_none() && self.has_below(path)) {
                    Some(below) => self.level(&below, path, filled),
                    None => filled.unknown.push(found),
                },
            }
            path.pop();
        }
    }

    fn by_alias(&self, path: &[&str]) -> Option<usize> {
        let [name] = path else { return None };
        self.slots.iter().position(|slot| slot.aliases.iter().any(|alias| alias == name))
    }

    /// Whether a place is below this path.
    #[must_use]
    pub fn has_below(&self, path: &[&str]) -> bool {
        self.slots.iter().any(|slot| slot.path.len() > path.len() && slot.path.starts_with(path))
    }

    /// Whether something of a flat value is given.
    #[must_use]
    pub fn is_given<T>(&self, group: usize, filled: &Filled<T>) -> bool {
        let stands_in = |mut of: Option<usize>| {
            while let Some(at) = of {
                if at == group {
                    return true;
                }
                of = self.groups.get(at).and_then(|group| group.parent);
            }
            false
        };
        self.slots.iter().enumerate().any(|(at, slot)| filled.has(at) && stands_in(slot.group))
    }

    /// The outermost flat value around a place.
    #[must_use]
    pub fn root(&self, group: Option<usize>) -> Option<usize> {
        let mut at = group?;
        while let Some(parent) = self.groups.get(at).and_then(|group| group.parent) {
            at = parent;
        }
        Some(at)
    }

    /// Whether what belongs to a flat value is needed: the value is required, or a part of it is given.
    #[must_use]
    pub fn is_needed<T>(&self, group: Option<usize>, filled: &Filled<T>) -> bool {
        let Some((at, of)) = group.and_then(|at| Some((at, self.groups.get(at)?))) else { return true };
        self.is_given(at, filled) || (of.required && !of.is_whole && self.is_needed(of.parent, filled))
    }
}
