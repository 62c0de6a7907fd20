//! Values that hold a request, and what generated code sets on them.

use std::fmt::Display;

use serde::Serialize;

use crate::{
    request::{Params, Request},
    value::{AsText, IntoWord, KnownEnum},
};

/// A node, list or call of a generated API.
pub trait Holds: Sized {
    /// Whose data it reaches.
    type Target;

    /// The request.
    fn held(&mut self) -> &mut Request;

    /// The request by itself.
    fn release(self) -> Request;
}

/// The parameters of a value.
#[inline]
pub fn params(value: &mut impl Holds) -> &mut Params {
    value.held().params()
}

/// Sets a text.
#[inline]
pub fn text<V: Holds>(mut of: V, name: &'static str, value: impl AsText) -> V {
    params(&mut of).text(name, value.as_text());
    of
}

/// Sets what is sent as it shows itself.
#[inline]
pub fn show<V: Holds>(mut of: V, name: &'static str, value: impl Display) -> V {
    params(&mut of).show(name, value);
    of
}

/// Sets a word of an enum.
#[inline]
pub fn word<E: KnownEnum, V: Holds>(mut of: V, name: &'static str, value: impl IntoWord<E>) -> V {
    params(&mut of).show(name, value.into_word());
    of
}

/// Sets what is sent as JSON.
#[inline]
pub fn json<V: Holds>(mut of: V, name: &'static str, value: impl Serialize) -> V {
    params(&mut of).json(name, value);
    of
}

/// Sets a list of texts.
#[inline]
pub fn texts<V: Holds>(mut of: V, name: &'static str, values: impl IntoIterator<Item = impl AsText>) -> V {
    params(&mut of).texts(name, values);
    of
}

/// Sets a list of words of an enum.
#[inline]
pub fn words<E: KnownEnum, V: Holds>(
    mut of: V,
    name: &'static str,
    values: impl IntoIterator<Item = impl IntoWord<E>>,
) -> V {
    params(&mut of).words(name, values);
    of
}

/// Sets a list of values.
#[inline]
pub fn list<V: Holds>(mut of: V, name: &'static str, values: impl IntoIterator<Item = impl Serialize>) -> V {
    params(&mut of).list(name, values);
    of
}
