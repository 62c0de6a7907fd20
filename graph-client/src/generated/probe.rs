//! The sub-selection of a type that may not have one.

use std::marker::PhantomData;

use crate::decode::ReadsAs;

/// Writes the sub-selection of a type that reads as `W`, and nothing for any other type.
///
/// A type that does not fit is reported where it is read; a bound here would report it a second time. Method
/// resolution picks the inherent method if its bound holds, and the trait's method otherwise.
pub struct Probe<W, T>(PhantomData<(W, T)>);

impl<W, T> Probe<W, T> {
    /// The only value.
    pub const NEW: Self = Self(PhantomData);
}

impl<W, T: ReadsAs<W>> Probe<W, T> {
    /// Writes the sub-selection.
    pub fn nested(&self, out: &mut String) {
        if let Some(nested) = T::NESTED {
            nested.write(out);
        }
    }
}

/// The fallback of [`Probe`] for a type that does not fit.
pub trait NotNested {
    /// Writes nothing.
    fn nested(&self, _out: &mut String) {}
}

impl<W, T> NotNested for &Probe<W, T> {}
