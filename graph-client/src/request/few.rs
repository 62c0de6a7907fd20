//! A list that is nearly always empty, and takes only one word: each setter moves the request, and moves of more than
//! 256 bytes are considerably slower.

use std::{fmt, mem, ops::Deref};

/// A list that is nearly always empty.
#[derive(Clone)]
pub(crate) struct Few<T>(
    #[expect(clippy::box_collection, reason = "one word instead of three")] Option<Box<Vec<T>>>,
);

impl<T> Few<T> {
    /// Adds an element.
    pub(crate) fn push(&mut self, item: T) {
        self.0.get_or_insert_default().push(item);
    }

    /// Keeps those elements that `keep` accepts.
    pub(crate) fn retain(&mut self, keep: impl FnMut(&T) -> bool) {
        if let Some(list) = &mut self.0 {
            list.retain(keep);
        }
    }

    /// Removes all elements.
    pub(crate) fn clear(&mut self) {
        self.0 = None;
    }

    /// Adds the elements of another list.
    pub(crate) fn extend(&mut self, other: Self) {
        match (&mut self.0, other.0) {
            (_, None) => {}
            (Some(list), Some(mut other)) => list.append(&mut other),
            (none, other) => *none = other,
        }
    }

    /// Removes and returns the elements.
    pub(crate) fn take(&mut self) -> Vec<T> {
        mem::take(&mut self.0).map_or_else(Vec::new, |list| *list)
    }
}

impl<T> Default for Few<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T> Deref for Few<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        self.0.as_deref().map_or(&[], Vec::as_slice)
    }
}

impl<T: PartialEq> PartialEq for Few<T> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl<T: fmt::Debug> fmt::Debug for Few<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::request::Request;

    fn few(items: &[u8]) -> Few<u8> {
        let mut few = Few::default();
        items.iter().for_each(|item| few.push(*item));
        few
    }

    #[test]
    fn is_a_list() {
        let mut list = few(&[1, 2, 3]);
        list.retain(|item| *item != 2);
        assert_eq!(*list, [1, 3]);
        list.extend(Few::default());
        list.extend(few(&[4]));
        assert_eq!(list, few(&[1, 3, 4]));
        let mut other = Few::default();
        other.extend(list.clone());
        assert_eq!(other.take(), [1, 3, 4]);
        assert_eq!(other, Few::default());
        // One that became empty is like one that always was.
        list.retain(|_| false);
        assert_eq!(list, Few::default());
        list.push(5);
        list.clear();
        assert!(list.is_empty());
        assert_eq!(format!("{:?}", few(&[1])), "[1]");
    }

    #[test]
    fn a_request_moves_in_one_piece() {
        assert!(size_of::<Request>() <= 256, "{} bytes", size_of::<Request>());
    }
}
