//! Asks a type for its sub-selection without demanding that it has one.

use std::marker::PhantomData;

use crate::decode::ReadsAs;

/// Writes the sub-selection of a type that reads as `W`, and nothing for one that does not.
///
/// A type that does not fit is reported where it is read; asking here with a bound would report
/// it a second time. The inherent method wins where its bound holds, the trait's otherwise.
pub struct Probe<W, T>(PhantomData<(W, T)>);

impl<W, T> Probe<W, T> {
    /// The probe.
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

/// What [`Probe`] does for a type that does not fit.
pub trait NotNested {
    /// Nothing.
    fn nested(&self, _out: &mut String) {}
}

impl<W, T> NotNested for &Probe<W, T> {}
