//! Parameters as they are sent, listed, shown and compared.

use std::{borrow::Cow, fmt};

use percent_encoding::percent_decode_str;

use super::{JsonBody, Params, Refused};
use crate::secrecy::encode_into;

impl Params {
    /// The invalid parameters.
    pub(crate) fn refused(&self) -> &[Refused] {
        &self.refused
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.form.is_empty() && self.files.is_empty() && self.json.is_none()
    }

    /// The decoded names and values.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (Cow<'_, str>, Cow<'_, str>)> + Clone {
        let members = self.json.as_ref().map(JsonBody::members).unwrap_or_default();
        let members = members.into_iter().map(|(name, value)| (Cow::Owned(name), Cow::Owned(value)));
        self.pairs().map(|(name, value)| (decode(name), decode(value))).chain(members)
    }

    /// The encoded names and values.
    fn pairs(&self) -> impl Iterator<Item = (&str, &str)> + Clone {
        self.form
            .split('&')
            .filter(|pair| !pair.is_empty())
            .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
    }

    /// The decoded names and values, with secrets hidden.
    pub(crate) fn shown(&self) -> impl Iterator<Item = (Cow<'_, str>, Cow<'_, str>)> {
        self.iter().map(|(name, value)| {
            let value = if self.is_secret(&name) { Cow::Borrowed("<hidden>") } else { value };
            (name, value)
        })
    }

    /// The percent-encoded form: `a=1&b=2`. The members of a JSON body are part of it.
    pub(crate) fn form(&self) -> Cow<'_, str> {
        let Some(body) = &self.json else { return Cow::Borrowed(&self.form) };
        let mut form = self.form.clone();
        for (name, value) in body.members() {
            append(&mut form, &name, &value);
        }
        Cow::Owned(form)
    }

    /// The form without the members of a JSON body: the query of such a call.
    pub(crate) fn query(&self) -> &str {
        &self.form
    }

    /// Whether the body is JSON.
    pub(crate) fn is_json(&self) -> bool {
        self.json.is_some()
    }

    /// The JSON body, with secrets hidden.
    pub(crate) fn shown_json(&self) -> Option<String> {
        self.json.as_ref().map(|body| body.shown(|name| self.is_secret(name)))
    }

    /// The percent-encoded form, with secrets hidden.
    pub(crate) fn shown_form(&self) -> String {
        let mut form = String::with_capacity(self.form.len());
        for (name, value) in self.shown() {
            append(&mut form, &name, &value);
        }
        form
    }
}

/// Appends a parameter to a form.
pub(super) fn append(form: &mut String, name: &str, value: &str) {
    if !form.is_empty() {
        form.push('&');
    }
    encode_into(form, name);
    form.push('=');
    encode_into(form, value);
}

pub(super) fn decode(text: &str) -> Cow<'_, str> {
    percent_decode_str(text).decode_utf8_lossy()
}

impl PartialEq for Params {
    /// Ignores the order of parameters.
    fn eq(&self, other: &Self) -> bool {
        let sorted = |params: &Self| {
            let mut pairs: Vec<String> = params.form.split('&').map(str::to_owned).collect();
            pairs.sort_unstable();
            pairs
        };
        let same_form = self.form == other.form || sorted(self) == sorted(other);
        same_form && self.files == other.files && self.refused == other.refused && self.json == other.json
    }
}

impl fmt::Debug for Params {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map()
            .entries(self.shown())
            .entries(self.files.iter().map(|(name, file)| (name, file)))
            .finish()
    }
}
