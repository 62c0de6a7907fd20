//! Values that hold a request, and the functions with which generated code sets their parameters.

use std::fmt::Display;

use serde::Serialize;

use crate::{
    answer::{
        Ready,
        shape::{self, Held as _},
    },
    request::{Limit, Params, Request, Within},
    value::{AsText, IntoDateTime, IntoList, IntoWord, JsonText, KnownEnum},
};

/// A node, list or call of a generated API, which holds a request.
pub trait HasRequest: Sized {
    /// The target: whose data it reaches.
    type Target;

    /// The request, mutable.
    fn request_mut(&mut self) -> &mut Request;

    /// Takes the request out.
    fn into_request(self) -> Request;
}

/// The parameters of a value's request.
#[inline]
pub fn params(value: &mut impl HasRequest) -> &mut Params {
    value.request_mut().params()
}

/// Sets a string.
#[inline]
pub fn text<V: HasRequest>(mut of: V, name: &'static str, value: impl AsText) -> V {
    params(&mut of).text(name, value.as_text());
    of
}

/// Sets a value that is sent in its `Display` form.
#[inline]
pub fn show<V: HasRequest>(mut of: V, name: &'static str, value: impl Display) -> V {
    params(&mut of).show(name, value);
    of
}

/// Sets a point in time.
#[inline]
pub fn date_time<V: HasRequest>(mut of: V, name: &'static str, value: impl IntoDateTime) -> V {
    params(&mut of).show(name, value.into_date_time());
    of
}

/// Sets a value of an enum.
#[inline]
pub fn word<E: KnownEnum, V: HasRequest>(mut of: V, name: &'static str, value: impl IntoWord<E>) -> V {
    params(&mut of).show(name, value.into_word());
    of
}

/// Sets a value that is sent as JSON.
#[inline]
pub fn json<V: HasRequest>(mut of: V, name: &'static str, value: impl Serialize) -> V {
    params(&mut of).json(name, value);
    of
}

/// Sets a list of strings.
#[inline]
pub fn texts<V: HasRequest, T: AsText>(mut of: V, name: &'static str, values: impl IntoList<T>) -> V {
    params(&mut of).texts(name, values.into_list());
    of
}

/// Sets a list of values of an enum.
#[inline]
pub fn words<E: KnownEnum, V: HasRequest, T: IntoWord<E>>(
    mut of: V,
    name: &'static str,
    values: impl IntoList<T>,
) -> V {
    params(&mut of).words(name, values.into_list());
    of
}

/// Sets a list of values that are sent as JSON.
#[inline]
pub fn list<V: HasRequest, T: Serialize>(mut of: V, name: &'static str, values: impl IntoList<T>) -> V {
    params(&mut of).list(name, values.into_list());
    of
}

/// The initial capacity of a value as JSON, enough for most.
const INITIAL_CAPACITY: usize = 256;

impl Params {
    /// Checks a value and sets it: as a member of a JSON body, or as JSON in a parameter.
    pub fn value<V: Ready>(&mut self, name: &'static str, value: &V, limits: &[Limit]) {
        let mut json = String::with_capacity(INITIAL_CAPACITY);
        value.write(&mut json);
        self.put_json(name, json);
        refuse(self, name, value, limits);
    }

    /// Checks a list of values and sets it, joined by commas.
    pub fn limited_commas<V: Ready + Display>(
        &mut self,
        name: &'static str,
        values: Vec<V>,
        limits: &[Limit],
    ) {
        self.commas(name, &values);
        refuse(self, name, &values, limits);
    }

    /// Checks a text that holds JSON and sets it.
    pub fn json_text<V: Ready>(&mut self, name: &'static str, value: &JsonText<V>, limits: &[Limit]) {
        self.text(name, value.text());
        refuse(self, name, value, limits);
    }

    /// Checks a value and sets its members as parameters.
    pub fn flat<V: Ready>(&mut self, name: &'static str, value: &V, limits: &[Limit]) {
        let mut json = String::with_capacity(INITIAL_CAPACITY);
        if let Some(value) = V::Held::shape(value) {
            shape::Members::object(&mut json, |out| shape::members(value, out));
        }
        self.put_flat(name, json);
        refuse(self, name, value, limits);
    }
}

fn refuse<V: Ready>(params: &mut Params, name: &'static str, value: &V, limits: &[Limit]) {
    for shape::Fault { path, reason } in shape::faults_within(value, Within::new(limits)) {
        params.refuse_at(name, &path, reason);
    }
}
