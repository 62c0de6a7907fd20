//! Lists in generated code: it may be in a module in which the methods of iterators are not in scope.

use crate::value::IntoList;

/// Converts the elements of a list.
#[inline]
pub fn each<T, U>(list: impl IntoList<T>, convert: impl FnMut(T) -> U) -> Vec<U> {
    list.into_list().map(convert).collect()
}

/// How many are true.
#[must_use]
pub fn count(given: &[bool]) -> usize {
    given.iter().filter(|given| **given).count()
}

/// Whether a text is empty.
#[must_use]
pub fn some_empty(texts: &[&String]) -> bool {
    texts.iter().any(|text| text.is_empty())
}
