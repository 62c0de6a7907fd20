//! `Clone`, `PartialEq` and `Debug` of all shapes.

use std::fmt;

use super::{
    Shape,
    any::{AnyShape, Table},
};

/// Implements `Clone`.
pub fn copied<S: Shape>(this: &S) -> S {
    let mut copy = S::make(this.at());
    copy_members(&mut copy, this);
    copy
}

fn copy_members(copy: &mut dyn AnyShape, of: &dyn AnyShape) {
    for at in members(of) {
        copy.member_mut(at).copy(of.member(at));
    }
}

/// Implements `PartialEq`. Both have the same type.
pub fn same(this: &dyn AnyShape, other: &dyn AnyShape) -> bool {
    this.variant() == other.variant() && members(this).all(|at| this.member(at).same(other.member(at)))
}

/// Implements `Debug`.
pub fn show(this: &dyn AnyShape, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let &Table { name, names, union, .. } = this.table();
    if let Some(facts) = union {
        let at = this.variant();
        let word = names.get(at).copied().unwrap_or("other");
        return match facts.is_empty(at) {
            true => f.write_str(word),
            false => f.debug_tuple(word).field(this.member(0).debug()).finish(),
        };
    }
    let mut out = f.debug_struct(name);
    for (at, name) in names.iter().chain(&["rest"]).enumerate() {
        out.field(name, this.member(at).debug());
    }
    out.finish()
}

/// The indices of the members: all and the rest of an object, the content of a union.
fn members(of: &dyn AnyShape) -> std::ops::RangeInclusive<usize> {
    let Table { names, union, .. } = of.table();
    0..=if union.is_some() { 0 } else { names.len() }
}
