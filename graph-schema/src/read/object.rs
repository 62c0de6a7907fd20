//! Reads a JSON object key by key, and reports the keys that are left as unknown.

use crate::list::List as _;
use crate::{
    diagnostic::{
        Diagnostic, Diagnostics, code,
        source::{Span, Spanned},
        suggest,
    },
    json::{Json, Kind, Member},
    raw::{Name, Word},
};

pub(super) struct Object<'a, 'd> {
    span: Span,
    what: &'static str,
    members: &'a [Member],
    known: Vec<&'static str>,
    diags: &'d mut Diagnostics,
}

impl<'a, 'd> Object<'a, 'd> {
    /// Starts reading. `what` names the object in messages ("a field").
    pub(super) fn new(json: &'a Json, what: &'static str, diags: &'d mut Diagnostics) -> Option<Self> {
        match &json.kind {
            Kind::Object(members) => Some(Self { span: json.span, what, members, known: Vec::new(), diags }),
            Kind::Bad => None,
            _ => {
                wrong_kind(diags, json, what, "an object");
                None
            }
        }
    }

    /// Takes the value of a key, of any kind.
    pub(super) fn take(&mut self, key: &'static str) -> Option<&'a Json> {
        self.known.push(key);
        // Hot path in unoptimized macros: slice patterns and a length check avoid calls.
        let mut rest = self.members;
        while let [member, others @ ..] = rest {
            if member.key.value.len() == key.len() && member.key.value == key {
                return Some(&member.value);
            }
            rest = others;
        }
        None
    }

    /// Whether it has one of these keys.
    pub(super) fn has_any(&self, keys: &[&str]) -> bool {
        self.members.iter().any(|member| keys.contains(&member.key.value.as_str()))
    }

    /// Makes these keys valid. None of them is there.
    pub(super) fn allow(&mut self, keys: &[&'static str]) {
        self.known.extend_from_slice(keys);
    }

    pub(super) fn text(&mut self, key: &'static str) -> Option<String> {
        self.name(key).map(|name| name.value)
    }

    pub(super) fn name(&mut self, key: &'static str) -> Option<Name> {
        let value = self.take(key)?;
        match &value.kind {
            Kind::String(text) => Some(Spanned::new(text.clone(), value.span)),
            _ => self.wrong(value, key, "a string"),
        }
    }

    pub(super) fn required_name(&mut self, key: &'static str) -> Option<Name> {
        if self.take(key).is_none() {
            self.missing(key);
        }
        self.name(key)
    }

    pub(super) fn missing(&mut self, key: &'static str) {
        self.diags.push(
            Diagnostic::error(code::MISSING_KEY, format!("{} requires the key \"{key}\"", self.what)).at(
                Span { end: self.span.start + 1, ..self.span },
                format!("\"{key}\" is missing from this object"),
            ),
        );
    }

    pub(super) fn flag(&mut self, key: &'static str) -> bool {
        let Some(value) = self.take(key) else { return false };
        match value.kind {
            Kind::Bool(value) => value,
            _ => self.wrong(value, key, "a boolean").unwrap_or(false),
        }
    }

    /// The place of a flag that is set.
    pub(super) fn marked(&mut self, key: &'static str) -> Option<Span> {
        let is_set = self.flag(key);
        self.take(key).filter(|_| is_set).map(|value| value.span)
    }

    pub(super) fn integer(&mut self, key: &'static str) -> Option<Spanned<i64>> {
        let value = self.take(key)?;
        match &value.kind {
            Kind::Number(text) => match text.parse() {
                Ok(number) => Some(Spanned::new(number, value.span)),
                Err(_) => self.wrong(value, key, "an integer"),
            },
            _ => self.wrong(value, key, "an integer"),
        }
    }

    pub(super) fn count(&mut self, key: &'static str) -> Option<Spanned<u64>> {
        let number = self.integer(key)?;
        match u64::try_from(number.value) {
            Ok(count) => Some(Spanned::new(count, number.span)),
            Err(_) => {
                self.diags.push(
                    Diagnostic::error(code::BAD_LIMIT, format!("\"{key}\" is negative"))
                        .at(number.span, "must be 0 or more"),
                );
                None
            }
        }
    }

    /// Takes the members of the object under a key.
    pub(super) fn entries(&mut self, key: &'static str) -> Vec<(Name, &'a Json)> {
        let Some(value) = self.take(key) else { return Vec::new() };
        match &value.kind {
            Kind::Object(members) => members.iter().map(|member| (member.key.clone(), &member.value)).list(),
            _ => self.wrong(value, key, "an object").unwrap_or_default(),
        }
    }

    /// Takes the words of an enum: `{"OPEN": "Visible to everyone."}`, with an object in place of a text that says more, or
    /// a plain list of names.
    pub(super) fn words(&mut self, key: &'static str) -> Vec<Word> {
        let Some(value) = self.take(key) else {
            self.missing(key);
            return Vec::new();
        };
        let plain = |name| Word { name, doc: String::new(), deprecated: None };
        match &value.kind {
            Kind::Object(members) => {
                members.iter().filter_map(|member| word(member.key.clone(), &member.value, self.diags)).list()
            }
            Kind::Array(_) => self.names(key).into_iter().map(plain).list(),
            _ => self.wrong(value, key, "an object, or a list of names").unwrap_or_default(),
        }
    }

    /// Takes a list of names, or one name.
    pub(super) fn names(&mut self, key: &'static str) -> Vec<Name> {
        let Some(value) = self.take(key) else { return Vec::new() };
        names(value, key, self.diags)
    }

    pub(super) fn wrong<T>(&mut self, value: &Json, key: &str, expected: &str) -> Option<T> {
        wrong_kind(self.diags, value, &format!("\"{key}\""), expected);
        None
    }

    /// Reports every key that was not taken.
    pub(super) fn finish(self) {
        for member in self.members {
            if !self.known.contains(&member.key.value.as_str()) {
                unknown_key(&member.key, self.what, &self.known, self.diags);
            }
        }
    }
}

/// A word of an enum, with its description, or with an object that has it.
fn word(name: Name, json: &Json, diags: &mut Diagnostics) -> Option<Word> {
    match &json.kind {
        Kind::String(doc) => Some(Word { name, doc: doc.clone(), deprecated: None }),
        Kind::Object(_) => {
            let mut object = Object::new(json, "a word of an enum", diags)?;
            let doc = object.text("doc").unwrap_or_default();
            object.take("note");
            let deprecated = object.text("deprecated");
            object.finish();
            Some(Word { name, doc, deprecated })
        }
        _ => {
            wrong_kind(
                diags,
                json,
                &format!("the documentation of `{}`", name.value),
                "a string, or an object",
            );
            None
        }
    }
}

pub(crate) fn unknown_key(key: &Name, what: &str, known: &[&str], diags: &mut Diagnostics) {
    let found = suggest(&key.value, known.iter().copied());
    let mut diagnostic =
        Diagnostic::error(code::UNKNOWN_KEY, format!("unknown key \"{}\" in {what}", key.value))
            .at(key.span, "not a valid key here")
            .suggest(found);
    if found.is_none() {
        let mut known: Vec<_> =
            known.iter().filter(|key| !key.starts_with('$')).map(|key| format!("\"{key}\"")).list();
        known.sort();
        known.dedup();
        diagnostic = diagnostic.help(format!("valid keys are {}", known.join(", ")));
    }
    diags.push(diagnostic);
}

pub(super) fn names(value: &Json, key: &str, diags: &mut Diagnostics) -> Vec<Name> {
    let items = match &value.kind {
        Kind::Array(items) => items.as_slice(),
        _ => std::slice::from_ref(value),
    };
    items
        .iter()
        .filter_map(|item| match &item.kind {
            Kind::String(text) => Some(Spanned::new(text.clone(), item.span)),
            _ => {
                wrong_kind(diags, item, &format!("\"{key}\""), "a name, or a list of names");
                None
            }
        })
        .list()
}

pub(super) fn wrong_kind(diags: &mut Diagnostics, value: &Json, what: &str, expected: &str) {
    if value.kind == Kind::Bad {
        return;
    }
    diags.push(
        Diagnostic::error(code::WRONG_KIND, format!("{what} must be {expected}"))
            .at(value.span, format!("found {}", value.describe())),
    );
}
