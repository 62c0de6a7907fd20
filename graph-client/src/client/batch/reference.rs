//! References to the response of another call in the same batch.
//!
//! The position of a call is not known while the batch is assembled. Until then, a reference is a unique
//! random placeholder that needs no encoding. When the batch is sent, it is replaced by the platform's
//! `{result=name:path}`, or by the value itself if the response was already received.

use std::{fmt, marker::PhantomData};

use serde_json::Value;

use crate::{
    answer::{Created, Fields},
    facts::{Marker, Node},
    secrecy::random_bytes,
    value::Id,
};

/// A reference to the future response of a call. Parts of it can be used as ids and strings in later calls of
/// the same batch.
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
        // Random, so that user text is never mistaken for a reference, even deliberately.
        Self { name: u64::from_le_bytes(random_bytes()), answer: PhantomData }
    }

    pub(crate) fn name(&self) -> u64 {
        self.name
    }

    /// The part of the response at `path`, such as `post_id` or `from.id`, as a string. A `*` stands for every element
    /// of a list: `data.*.id` is the id of each element, separated by commas.
    pub fn field(&self, path: &str) -> String {
        let path: String = path.bytes().map(|byte| format!("{byte:02x}")).collect();
        format!("{BEGIN}{:016x}{path}{END}", self.name)
    }
}

impl<N> Reference<Created<N>> {
    /// The id of the created node.
    pub fn id(&self) -> Id<N> {
        Id::new(self.field("id"))
    }
}

impl<F: Fields> Reference<F> {
    /// The id of the node that was read. The selection must contain `id`.
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

/// A reference inside a text.
#[derive(Debug, PartialEq)]
struct Place<'a> {
    before: &'a str,
    name: u64,
    path: String,
    after: &'a str,
}

fn find_first(text: &str) -> Option<Place<'_>> {
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

/// The names of the references in a text.
pub(super) fn names(text: &str) -> Vec<u64> {
    let (mut names, mut rest) = (Vec::new(), text);
    while let Some(place) = find_first(rest) {
        names.push(place.name);
        rest = place.after;
    }
    names
}

/// Replaces each reference in a text by the result of `with`; `None` keeps the reference.
pub(super) fn replace<E>(
    text: &str,
    mut with: impl FnMut(u64, &str) -> Result<Option<String>, E>,
) -> Result<String, E> {
    let (mut out, mut rest) = (String::with_capacity(text.len()), text);
    while let Some(place) = find_first(rest) {
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

/// The part of a response at a path, as a string. `None` if it is missing or not a scalar.
pub(super) fn extract(answer: &Value, path: &str) -> Option<String> {
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
    fn parts_of_responses_are_strings() {
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
            assert_eq!(extract(&answer, path).as_deref(), value, "{path}");
        }
    }
}
