//! Parameters in wire format, with validation errors.
//!
//! Stored as the percent-encoded form that is sent: most parameters are written once and never read back.

mod read;

use std::{
    borrow::Cow,
    fmt::{self, Write as _},
};

use graph_wire::secret::is_secret_parameter;
use serde::{Serialize, Serializer as _};

use read::decode;

use super::{
    encoder::Encoder,
    few::Few,
    json_body::{self, JsonBody},
    quoted::Quoted,
};
use crate::{
    secrecy::encode_into,
    value::{AsText, EventTime, File, IntoList, IntoWord, KnownEnum},
};

/// An invalid parameter. The call is rejected before it is sent.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Refused {
    pub(crate) param: &'static str,
    /// The path inside the value, such as `.components[0]`.
    pub(crate) path: String,
    pub(crate) reason: String,
}

/// Parameters in insertion order. Setting one again replaces it.
#[derive(Clone, Default)]
pub struct Params {
    /// `a=1&b=2`, percent-encoded.
    form: String,
    /// A bit set of hashed names that may be in the form. Avoids most searches.
    seen: u64,
    files: Few<(Cow<'static, str>, File)>,
    refused: Few<Refused>,
    /// The names of secret parameters, by their types.
    secrets: Few<&'static str>,
    /// The members of the body, if it is JSON. Then the form is the query.
    json: Option<JsonBody>,
}

/// The bit of a name in `Params::seen`. Names may share a bit.
fn name_bit(name: &str) -> u64 {
    let ends = |byte: Option<&u8>| byte.map_or(0, |byte| usize::from(*byte));
    let bytes = name.as_bytes();
    1 << ((bytes.len() + 7 * ends(bytes.first()) + 13 * ends(bytes.last())) % 64)
}

/// The initial capacity of the form, enough for most calls.
const INITIAL_CAPACITY: usize = 128;

impl Params {
    /// Starts a pair, and removes an existing value and error of the same name.
    fn begin(&mut self, name: &'static str) {
        self.refused.retain(|refused| refused.param != name);
        self.begin_replacing(name);
    }

    /// Starts a pair of any name, and removes an existing value of the same name.
    fn begin_replacing(&mut self, name: &str) {
        self.remove(name);
        self.begin_appending(name);
    }

    fn begin_appending(&mut self, name: &str) {
        self.seen |= name_bit(name);
        if self.form.is_empty() {
            self.form.reserve(INITIAL_CAPACITY);
        } else {
            self.form.push('&');
        }
        encode_into(&mut self.form, name);
        self.form.push('=');
    }

    /// Sets a parameter with any name.
    pub(crate) fn set(&mut self, name: &str, value: &str) {
        self.begin_replacing(name);
        encode_into(&mut self.form, value);
    }

    /// Adds a parameter with any name. Names may repeat: `m[]=1&m[]=2`.
    pub(crate) fn append(&mut self, name: &str, value: &str) {
        self.begin_appending(name);
        encode_into(&mut self.form, value);
    }

    /// Replaces everything but files with a percent-encoded form. The members of a JSON body are part of the
    /// form, as in [`Self::form`], and are sent in it.
    pub(crate) fn replace_form(&mut self, form: String) {
        self.json = None;
        self.form = form;
        // It may contain any name.
        self.seen = u64::MAX;
    }

    /// Removes a parameter.
    pub(crate) fn remove(&mut self, name: &str) {
        if let Some(body) = &mut self.json {
            body.remove(name);
        }
        if self.seen & name_bit(name) == 0 {
            return;
        }
        let mut encoded = String::new();
        // Names in the schema need no encoding.
        let name = if name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_') {
            name
        } else {
            encode_into(&mut encoded, name);
            &encoded
        };
        while let Some((start, end)) = self.find(name) {
            // Including the `&` after it, or else the one before it.
            let end_with = if self.form.as_bytes().get(end) == Some(&b'&') { end + 1 } else { end };
            let start = if end_with == end { start.saturating_sub(1) } else { start };
            self.form.replace_range(start..end_with, "");
        }
    }

    /// The byte range of the pair with an encoded name.
    fn find(&self, name: &str) -> Option<(usize, usize)> {
        let (form, name) = (self.form.as_bytes(), name.as_bytes());
        let mut start = 0;
        while let Some(rest) = form.get(start..).filter(|rest| !rest.is_empty()) {
            let length = rest.iter().position(|byte| *byte == b'&').unwrap_or(rest.len());
            if rest.get(name.len()) == Some(&b'=') && rest.starts_with(name) {
                return Some((start, start + length));
            }
            start += length + 1;
        }
        None
    }

    /// The value of a parameter as text, also of a member of the JSON body that is not flat.
    pub(crate) fn text_of(&self, name: &str) -> Option<Cow<'_, str>> {
        let member = || self.json.as_ref()?.value(name).map(|json| Cow::Owned(json_body::plain(json)));
        self.encoded(name).map(decode).or_else(member)
    }

    /// The encoded value of a parameter.
    pub(crate) fn encoded(&self, name: &str) -> Option<&str> {
        if self.seen & name_bit(name) == 0 {
            return None;
        }
        let (start, end) = self.find(name)?;
        self.form.get(start + name.len() + 1..end)
    }

    /// Marks a parameter as secret, whatever its name.
    pub fn hide(&mut self, name: &'static str) {
        self.secrets.push(name);
    }

    /// Whether the value of a parameter is secret.
    pub(crate) fn is_secret(&self, name: &str) -> bool {
        is_secret_parameter(name) || self.secrets.contains(&name)
    }

    /// Sets a string.
    pub fn text(&mut self, name: &'static str, value: impl AsRef<str>) {
        self.begin(name);
        encode_into(&mut self.form, value.as_ref());
    }

    /// Sets a value whose `Display` is its wire format: numbers, ids, enum values, times.
    pub fn show(&mut self, name: &'static str, value: impl fmt::Display) {
        self.begin(name);
        let start = self.form.len();
        // Writing to a String cannot fail.
        let _ = write!(self.form, "{value}");
        // Most values need no encoding.
        let written = self.form.get(start..).unwrap_or_default();
        if !written.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.')) {
            let written = written.to_owned();
            self.form.truncate(start);
            encode_into(&mut self.form, &written);
        }
    }

    /// Sets an event time. An invalid one makes the call invalid.
    pub fn event_time(&mut self, name: &'static str, value: EventTime) {
        self.show(name, value);
        if let Err(reason) = value.check() {
            self.refuse(name, reason);
        }
    }

    /// Sets a list of values, joined by commas.
    pub fn commas(&mut self, name: &'static str, values: impl IntoIterator<Item = impl fmt::Display>) {
        self.begin(name);
        for (at, value) in values.into_iter().enumerate() {
            let comma = if at > 0 { "," } else { "" };
            // Writing to a String cannot fail.
            let _ = write!(Encoder(&mut self.form), "{comma}{value}");
        }
    }

    /// Sets a value as JSON.
    pub fn json(&mut self, name: &'static str, value: impl Serialize) {
        self.begin(name);
        if let Err(error) = serde_json::to_writer(Encoder(&mut self.form), &value) {
            self.remove(name);
            self.refuse(name, error.to_string());
        }
    }

    /// Sets a list of strings as JSON.
    pub fn texts<V: AsText>(&mut self, name: &'static str, values: impl IntoList<V>) {
        self.list(name, values.into_list().map(Quoted));
    }

    /// Sets a list of enum values as JSON.
    pub fn words<E: KnownEnum, V: IntoWord<E>>(&mut self, name: &'static str, values: impl IntoList<V>) {
        self.list(name, values.into_list().map(IntoWord::into_word));
    }

    /// Sets a list of values as JSON.
    pub fn list<V: Serialize>(&mut self, name: &'static str, values: impl IntoList<V>) {
        self.begin(name);
        let mut serializer = serde_json::Serializer::new(Encoder(&mut self.form));
        if let Err(error) = serializer.collect_seq(values.into_list()) {
            self.remove(name);
            self.refuse(name, error.to_string());
        }
    }

    /// Adds a file.
    pub fn file(&mut self, name: impl Into<Cow<'static, str>>, file: File) {
        let name = name.into();
        self.files.retain(|(known, _)| *known != name);
        self.files.push((name, file));
    }

    /// Sets several files: `name[0]`, `name[1]`.
    pub fn several_files(&mut self, name: &'static str, files: impl IntoList<File>) {
        let prefix = format!("{name}[");
        self.files.retain(|(known, _)| !known.starts_with(&prefix));
        for (at, file) in files.into_list().enumerate() {
            self.file(format!("{prefix}{at}]"), file);
        }
    }

    /// The files, by parameter name.
    pub(crate) fn files(&self) -> &[(Cow<'static, str>, File)] {
        &self.files
    }

    /// Sets `1` for true, and removes the parameter for false.
    pub fn one(&mut self, name: &'static str, value: bool) {
        if value {
            self.text(name, "1");
        } else {
            self.remove(name);
        }
    }

    /// Marks a parameter as invalid.
    pub(crate) fn refuse(&mut self, param: &'static str, reason: String) {
        self.refuse_at(param, "", reason);
    }

    /// Marks a part of a parameter as invalid.
    pub fn refuse_at(&mut self, param: &'static str, path: &str, reason: String) {
        let dot = if path.is_empty() || path.starts_with('[') { "" } else { "." };
        self.refused.push(Refused { param, path: format!("{dot}{path}"), reason });
    }

    /// From now on, parameters are members of a JSON body.
    pub fn start_json(&mut self) {
        self.json.get_or_insert_default();
    }

    /// Sets a value that is JSON already.
    pub fn put_json(&mut self, name: &'static str, value: String) {
        match &mut self.json {
            Some(body) => {
                self.refused.retain(|refused| refused.param != name);
                body.put(name, value);
            }
            None => self.text(name, value),
        }
    }

    /// Sets the members of a JSON object as parameters.
    pub fn put_flat(&mut self, name: &'static str, object: String) {
        match &mut self.json {
            Some(body) => {
                self.refused.retain(|refused| refused.param != name);
                body.put_flat(name, object);
            }
            None => {
                for (name, value) in json_body::members(&object) {
                    self.set(&name, &value);
                }
            }
        }
    }

    /// Sets a value that is always the same, as JSON.
    pub fn constant(&mut self, name: &'static str, json: &str) {
        match &mut self.json {
            Some(body) => body.put(name, json.to_owned()),
            None => self.set(name, &json_body::plain(json)),
        }
    }

    /// The JSON body.
    pub(crate) fn json_body(&self) -> Option<String> {
        self.json.as_ref().map(JsonBody::text)
    }

    /// Removes all values, but keeps errors: a call on an invalid node id stays invalid.
    pub fn forget(&mut self) {
        self.json = None;
        self.form.clear();
        self.files.clear();
    }

    /// Replaces an argument, which may set several parameters, with all related errors.
    pub fn replace(&mut self, names: &[&str], other: Self) {
        for name in names {
            self.remove(name);
        }
        self.files.retain(|(known, _)| !names.contains(&known.as_ref()));
        self.refused.retain(|refused| !names.contains(&refused.param));
        self.extend(other);
    }

    /// Adds all parameters of `other`, and replaces those with the same name.
    pub fn extend(&mut self, mut other: Self) {
        self.seen |= other.seen;
        if self.form.is_empty() {
            self.form = other.form;
        } else {
            for (name, value) in other.iter() {
                self.set(&name, &value);
            }
        }
        self.secrets.extend(std::mem::take(&mut other.secrets));
        for (name, file) in other.files.take() {
            self.file(name, file);
        }
        self.refused.extend(other.refused);
        if let Some(other) = other.json {
            self.json.get_or_insert_default().extend(other);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replaces_and_removes_pairs() {
        let mut params = Params::default();
        params.text("name", "A & B");
        params.show("limit", 5);
        params.text("named", "x");
        assert_eq!(params.form(), "name=A%20%26%20B&limit=5&named=x");
        params.text("name", "é");
        assert_eq!(params.form(), "limit=5&named=x&name=%C3%A9");
        params.remove("name");
        params.remove("nothing");
        assert_eq!(params.form(), "limit=5&named=x");
        params.remove("limit");
        params.append("m[]", "1");
        params.append("m[]", "2");
        assert_eq!(params.form(), "named=x&m%5B%5D=1&m%5B%5D=2");
        params.remove("m[]");
        params.one("named", false);
        assert!(params.is_empty());
    }

    #[test]
    fn a_replaced_form_has_the_members_of_a_json_body_once() {
        let mut params = Params::default();
        params.text("access", "a");
        params.start_json();
        params.put_json("text", "\"{result=x}\"".to_owned());
        let form = params.form().into_owned();
        assert_eq!(form, "access=a&text=%7Bresult%3Dx%7D");
        params.replace_form(form.clone());
        assert_eq!(params.form(), form);
        assert_eq!(params.json_body(), None);
    }

    #[test]
    fn encodes_lists_and_json() {
        let mut params = Params::default();
        params.json("tags", ["a b", "é\"&"]);
        params.commas("ids", ["1", "2,3"]);
        params.one("flag", true);
        let pairs: Vec<_> =
            params.iter().map(|(name, value)| (name.into_owned(), value.into_owned())).collect();
        let expected = [("tags", r#"["a b","é\"&"]"#), ("ids", "1,2,3"), ("flag", "1")];
        assert_eq!(pairs, expected.map(|(name, value)| (name.to_owned(), value.to_owned())));
        let mut other = Params::default();
        other.one("flag", true);
        other.commas("ids", ["1,2", "3"]);
        other.texts("tags", ["a b", "é\"&"]);
        assert_eq!(params, other);
        other.list("tags", ["a b".to_owned(), "é\"&".to_owned()]);
        assert_eq!(params, other);
        other.text("ids", "1");
        assert_ne!(params, other);
    }
}
