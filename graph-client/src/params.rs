//! Parameters as they go on the wire, with what is wrong with them.

use std::{borrow::Cow, fmt};

use serde::Serialize;

use crate::{
    page::is_secret,
    request::encode_value,
    value::{EventTime, File},
};

/// Limits of one parameter.
#[derive(Clone, Copy, Debug, Default)]
pub struct Limits {
    /// The fewest characters.
    pub min_length: Option<u64>,
    /// The most characters.
    pub max_length: Option<u64>,
    /// The lowest number.
    pub min: Option<i64>,
    /// The highest number.
    pub max: Option<i64>,
}

/// A parameter that cannot be sent.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Refused {
    pub(crate) param: &'static str,
    pub(crate) reason: String,
}

/// Parameters in the order in which they were given; giving one again replaces it.
#[derive(Clone, Default)]
pub struct Params {
    list: Vec<(Cow<'static, str>, String)>,
    files: Vec<(Cow<'static, str>, File)>,
    refused: Vec<Refused>,
}

impl Params {
    fn put(&mut self, name: &'static str, value: String) {
        self.refused.retain(|refused| refused.param != name);
        self.set(Cow::Borrowed(name), value);
    }

    /// Sets a parameter of any name.
    pub(crate) fn set(&mut self, name: Cow<'static, str>, value: String) {
        match self.list.iter_mut().find(|(known, _)| *known == name) {
            Some(slot) => slot.1 = value,
            None => self.list.push((name, value)),
        }
    }

    /// Adds a parameter of any name, also a second time: `m[]=1&m[]=2`.
    pub(crate) fn append(&mut self, name: Cow<'static, str>, value: String) {
        self.list.push((name, value));
    }

    /// Takes a parameter out.
    pub(crate) fn remove(&mut self, name: &str) {
        self.list.retain(|(known, _)| known != name);
    }

    /// Text.
    pub fn text(&mut self, name: &'static str, value: impl Into<String>) {
        self.put(name, value.into());
    }

    /// Anything whose text is its wire form: numbers, ids, words, moments.
    pub fn show(&mut self, name: &'static str, value: impl fmt::Display) {
        self.put(name, value.to_string());
    }

    /// The time of an event.
    pub fn event_time(&mut self, name: &'static str, value: EventTime) {
        self.put(name, value.to_string());
        if let Err(reason) = value.check() {
            self.refuse(name, reason);
        }
    }

    /// Elements joined by commas.
    pub fn commas(&mut self, name: &'static str, values: impl IntoIterator<Item = impl fmt::Display>) {
        let values: Vec<String> = values.into_iter().map(|value| value.to_string()).collect();
        self.put(name, values.join(","));
    }

    /// JSON text.
    pub fn json(&mut self, name: &'static str, value: impl Serialize) {
        match serde_json::to_string(&value) {
            Ok(text) => self.put(name, text),
            Err(error) => self.refuse(name, error.to_string()),
        }
    }

    /// A file.
    pub fn file(&mut self, name: impl Into<Cow<'static, str>>, file: File) {
        let name = name.into();
        self.files.retain(|(known, _)| *known != name);
        self.files.push((name, file));
    }

    /// Several files: `name[0]`, `name[1]`.
    pub fn several_files(&mut self, name: &'static str, files: impl IntoIterator<Item = File>) {
        let prefix = format!("{name}[");
        self.files.retain(|(known, _)| !known.starts_with(&prefix));
        for (at, file) in files.into_iter().enumerate() {
            self.file(format!("{prefix}{at}]"), file);
        }
    }

    /// All files.
    pub(crate) fn files(&self) -> &[(Cow<'static, str>, File)] {
        &self.files
    }

    /// `1` for true, nothing for false.
    pub fn one(&mut self, name: &'static str, value: bool) {
        if value {
            self.put(name, "1".to_owned());
        } else {
            self.remove(name);
        }
    }

    /// Checks the value that was put last under a name.
    pub fn limit(&mut self, name: &'static str, limits: Limits) {
        let Some((_, value)) = self.list.iter().find(|(known, _)| known == name) else { return };
        let length = value.chars().count() as u64;
        let number = value.parse::<f64>().ok();
        let shown: String = value.chars().take(40).collect();
        let reason = if limits.min_length.is_some_and(|min| length < min) {
            format!(
                "at least {} characters are needed, {length} were given",
                limits.min_length.unwrap_or_default()
            )
        } else if limits.max_length.is_some_and(|max| length > max) {
            format!(
                "at most {} characters go, {length} were given ({shown:?}..)",
                limits.max_length.unwrap_or_default()
            )
        } else if limits.min.zip(number).is_some_and(|(min, number)| number < min as f64) {
            format!("the lowest value is {}, {shown} was given", limits.min.unwrap_or_default())
        } else if limits.max.zip(number).is_some_and(|(max, number)| number > max as f64) {
            format!("the highest value is {}, {shown} was given", limits.max.unwrap_or_default())
        } else {
            return;
        };
        self.refuse(name, reason);
    }

    /// Marks a parameter as one that cannot be sent.
    pub(crate) fn refuse(&mut self, param: &'static str, reason: String) {
        self.refused.push(Refused { param, reason });
    }

    /// Forgets the values, and keeps what cannot be sent: a call about a refused node stays refused.
    pub fn forget(&mut self) {
        self.list.clear();
        self.files.clear();
    }

    /// Puts an argument in the place of what was given for it before, with all that goes with it.
    pub fn replace(&mut self, names: &[&str], other: Self) {
        self.list.retain(|(known, _)| !names.contains(&known.as_ref()));
        self.files.retain(|(known, _)| !names.contains(&known.as_ref()));
        self.refused.retain(|refused| !names.contains(&refused.param));
        self.extend(other);
    }

    /// Adds all parameters of another list.
    pub fn extend(&mut self, other: Self) {
        for (name, value) in other.list {
            self.set(name, value);
        }
        for (name, file) in other.files {
            self.file(name, file);
        }
        self.refused.extend(other.refused);
    }

    /// The first parameter that cannot be sent.
    pub(crate) fn refused(&self) -> Option<&Refused> {
        self.refused.first()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.list.is_empty() && self.files.is_empty()
    }

    /// Names and values.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &str)> + Clone {
        self.list.iter().map(|(name, value)| (name.as_ref(), value.as_str()))
    }

    /// Names and values as anybody may see them.
    pub(crate) fn shown(&self) -> impl Iterator<Item = (&str, &str)> {
        self.iter().map(|(name, value)| (name, if is_secret(name) { "<hidden>" } else { value }))
    }

    /// Writes `a=1&b=2`, percent-encoded.
    pub(crate) fn write_form(&self, out: &mut String) {
        write_form(self.iter(), out);
    }
}

/// Writes `a=1&b=2`, percent-encoded.
pub(crate) fn write_form<'a>(pairs: impl Iterator<Item = (&'a str, &'a str)>, out: &mut String) {
    use fmt::Write as _;
    for (at, (name, value)) in pairs.enumerate() {
        let and = if at > 0 { "&" } else { "" };
        // Writing to a String cannot fail.
        let _ = write!(out, "{and}{}={}", encode_value(name), encode_value(value));
    }
}

impl PartialEq for Params {
    /// The order in which parameters were given means nothing.
    fn eq(&self, other: &Self) -> bool {
        self.list.len() == other.list.len()
            && self.list.iter().all(|pair| other.list.contains(pair))
            && self.files == other.files
            && self.refused == other.refused
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
