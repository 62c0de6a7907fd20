//! Values as they are given: texts, or JSON.

use super::read;
use crate::{
    json::{Json, Kind},
    value::Tree,
};

/// A value as it is given.
#[derive(Clone, Copy, Debug)]
pub(super) enum Input<'v> {
    /// On a command line, or in a form.
    Text(&'v str),
    /// In a JSON body.
    Json(&'v Json),
}

/// The members of an object, as they are given.
pub(super) type Members<'v> = Vec<(&'v str, Input<'v>)>;

impl<'v> Input<'v> {
    /// The text: of a string without quotes, of anything else as JSON.
    pub(super) fn plain(self) -> String {
        match self {
            Self::Text(text) => text.to_owned(),
            Self::Json(json) => read::plain(json),
        }
    }

    /// Whether it is this JSON value, given as text or as JSON.
    pub(super) fn is(self, json: &Json) -> bool {
        match self {
            Self::Text(text) => {
                text == read::plain(json) || read::json(text).is_ok_and(|given| same(&given, json))
            }
            Self::Json(given) => same(given, json),
        }
    }
}

impl<'v> Tree<'v> for Input<'v> {
    fn members(self) -> Option<Members<'v>> {
        match self {
            Self::Json(Json { kind: Kind::Object(members), .. }) => Some(
                members.iter().map(|member| (member.key.value.as_str(), Self::Json(&member.value))).collect(),
            ),
            Self::Json(_) | Self::Text(_) => None,
        }
    }

    fn text(self) -> Option<&'v str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Json(json) => json.as_str(),
        }
    }

    fn is_scalar(self) -> bool {
        match self {
            Self::Text(_) => true,
            Self::Json(json) => matches!(json.kind, Kind::String(_) | Kind::Number(_) | Kind::Bool(_)),
        }
    }
}

/// Whether two values are equal, wherever they stand and in whatever order their members are.
pub(super) fn same(one: &Json, other: &Json) -> bool {
    match (&one.kind, &other.kind) {
        (Kind::Array(one), Kind::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other))
        }
        (Kind::Object(members), Kind::Object(others)) => {
            let has = |member: &crate::json::Member| {
                other.get(&member.key.value).is_some_and(|value| same(&member.value, value))
            };
            members.len() == others.len() && members.iter().all(has)
        }
        (one, other) => one == other,
    }
}
