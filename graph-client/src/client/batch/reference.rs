//! What one call of a batch takes from the answer of another one.
//!
//! While a batch is put together nobody knows where its calls will stand. A reference therefore is a word that
//! occurs nowhere else and needs no encoding; when the batch is sent, it becomes the platform's
//! `{result=name:path}`, or the value itself where the answer is there already.

use std::{fmt, marker::PhantomData};

use serde_json::Value;

use crate::{
    answer::{Created, Fields},
    facts::{Marker, Node},
    secrecy::random_bytes,
    value::Id,
};

/// The answer of a call, before there is one: parts of it can be given wherever a later call of the same batch
/// takes an id or a text.
///
/// ```no_run
/// use graph_client::{api::{event, user}, *};
///
/// # async fn f(me: Client<UserToken>) -> Result<()> {
/// let trip = user::me().events().create("Trip", event::Time::date(2012, 7, 4));
/// let (made, gone) = me.batch(trip.then(|trip| event::id(trip.id()).delete())).await?;
/// # Ok(()) }
/// ```
pub struct Reference<A> {
    name: u64,
    answer: Marker<A>,
}

impl<A> Reference<A> {
    pub(crate) fn new() -> Self {
        // Random, so that no text of a user is a reference, by accident or by design.
        Self { name: u64::from_le_bytes(random_bytes()), answer: PhantomData }
    }

    pub(crate) fn name(&self) -> u64 {
        self.name
    }

    /// A part of the answer as a text, by its way from the outermost value: `post_id`, `from.id`; `data.*.id`
    /// is the ids of a list, joined by commas.
    pub fn field(&self, path: &str) -> String {
        let path: String = path.bytes().map(|byte| format!("{byte:02x}")).collect();
        format!("{BEGIN}{:016x}{path}{END}", self.name)
    }
}

impl<N> Reference<Created<N>> {
    /// The id of what will have been created.
    pub fn id(&self) -> Id<N> {
        Id::new(self.field("id"))
    }
}

impl<F: Fields> Reference<F> {
    /// The id of the node that will have been read; its selection has to have `id`.
    pub fn id(&self) -> Id<<F as Fields>::Node>
    where
        F::Node: Node,
    {
        Id::new(self.field("id"))
    }
}

impl<A> Clone for Reference<A> {
    fn clone(&self) -> Self {
        Self { name: self.name, answer: PhantomData }
    }
}

impl<A> fmt::Debug for Reference<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Reference")
    }
}

const BEGIN: &str = "graphResultOf";
const END: char = 'z';

/// A reference in a text: where, to what, and to which part of it.
#[derive(Debug, PartialEq)]
struct Place<'a> {
    before: &'a str,
    name: u64,
    path: String,
    after: &'a str,
}

fn first(text: &str) -> Option<Place<'_>> {
    let mut from = 0;
    loop {
        let at = from + text.get(from..)?.find(BEGIN)?;
        from = at + BEGIN.len();
        let read = || {
            let (word, after) = text.get(from..)?.split_once(END)?;
            let name = u64::from_str_radix(word.get(..16)?, 16).ok()?;
            let path = word.get(16..)?;
            let bytes: Option<Vec<u8>> = (0..path.len())
                .step_by(2)
                .map(|at| u8::from_str_radix(path.get(at..at + 2)?, 16).ok())
                .collect();
            Some(Place { before: text.get(..at)?, name, path: String::from_utf8(bytes?).ok()?, after })
        };
        if let Some(place) = read() {
            return Some(place);
        }
    }
}

/// What a text refers to.
pub(super) fn names(text: &str) -> Vec<u64> {
    let (mut names, mut rest) = (Vec::new(), text);
    while let Some(place) = first(rest) {
        names.push(place.name);
        rest = place.after;
    }
    names
}

/// The text with each reference replaced; what `replace` does not know stays.
pub(super) fn replace<E>(
    text: &str,
    mut with: impl FnMut(u64, &str) -> Result<Option<String>, E>,
) -> Result<String, E> {
    let (mut out, mut rest) = (String::with_capacity(text.len()), text);
    while let Some(place) = first(rest) {
        out.push_str(place.before);
        match with(place.name, &place.path)? {
            Some(value) => out.push_str(&value),
            None => {
                let length = rest.len() - place.before.len() - place.after.len();
                out.extend(rest.get(place.before.len()..place.before.len() + length));
            }
        }
        rest = place.after;
    }
    out.push_str(rest);
    Ok(out)
}

/// The part of an answer that a path names, as text.
pub(super) fn part(answer: &Value, path: &str) -> Option<String> {
    let mut values = vec![answer];
    for step in path.split('.') {
        values = match step {
            "*" => values.into_iter().filter_map(Value::as_array).flatten().collect(),
            step => values.into_iter().filter_map(|value| value.get(step)).collect(),
        };
    }
    let texts: Option<Vec<String>> = values
        .into_iter()
        .map(|value| match value {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            Value::Bool(truth) => Some(truth.to_string()),
            _ => None,
        })
        .collect();
    texts.filter(|texts| !texts.is_empty()).map(|texts| texts.join(","))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_found_and_replaced() {
        let (one, two) = (Reference::<()>::new(), Reference::<()>::new());
        let text = format!(
            "{}/x?{BEGIN}&a={}&b={}{BEGIN}zz",
            one.field("id"),
            two.field("data.*.id"),
            one.field("é")
        );
        assert_eq!(names(&text), [one.name, two.name, one.name]);
        let shown = replace(&text, |name, path| -> Result<_, ()> {
            Ok((name == one.name).then(|| format!("<{path}>")))
        });
        let expected = format!("<id>/x?{BEGIN}&a={}&b=<é>{BEGIN}zz", two.field("data.*.id"));
        assert_eq!(shown, Ok(expected));
        assert_eq!(replace(&text, |_, _| Err::<Option<String>, _>(7)), Err(7));
    }

    #[test]
    fn parts_of_answers_are_texts() {
        let answer =
            serde_json::json!({"id": 5, "from": {"id": "6"}, "data": [{"id": "7"}, {"id": 8}], "none": null});
        for (path, value) in [
            ("id", Some("5")),
            ("from.id", Some("6")),
            ("data.*.id", Some("7,8")),
            ("nothing", None),
            ("none", None),
            ("data", None),
            ("", None),
        ] {
            assert_eq!(part(&answer, path).as_deref(), value, "{path}");
        }
    }
}
