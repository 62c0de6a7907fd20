//! `Clone`, `PartialEq` and `Debug` of all shapes.

use std::fmt;

use super::Shape;

/// Implements `Clone`.
pub fn copied<S: Shape>(this: &S) -> S {
    let mut copy = S::make(this.at());
    for at in slots::<S>() {
        copy.slot_mut(at).copy(this.slot(at));
    }
    copy
}

/// Implements `PartialEq`.
pub fn same<S: Shape>(this: &S, other: &S) -> bool {
    this.at() == other.at() && slots::<S>().all(|at| this.slot(at).same(other.slot(at)))
}

/// Implements `Debug`.
pub fn show<S: Shape>(this: &S, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    if let Some(facts) = S::UNION {
        let at = this.at();
        let word = S::NAMES.get(at).copied().unwrap_or("other");
        return match facts.is_empty(at) {
            true => f.write_str(word),
            false => f.debug_tuple(word).field(this.slot(0).debug()).finish(),
        };
    }
    let mut out = f.debug_struct(S::NAME);
    for (at, name) in S::NAMES.iter().chain(&["rest"]).enumerate() {
        out.field(name, this.slot(at).debug());
    }
    out.finish()
}

/// The indices of the slots: all members and the rest of an object, the content of a union.
fn slots<S: Shape>() -> std::ops::RangeInclusive<usize> {
    0..=if S::UNION.is_some() { 0 } else { S::NAMES.len() }
}
