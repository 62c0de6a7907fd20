//! Which Rust types a field may be read as, and when a field has no value.

use super::error::Decoded;
use super::reader::Reader;
use super::wire::Wire;

/// A Rust type that a field of the wire type `W` reads as.
#[diagnostic::on_unimplemented(
    message = "this field cannot be read as `{Self}`",
    label = "wrong Rust type for this field",
    note = "on the wire it is a `{W}`; its documentation names the Rust type",
    note = "an enum is read as `Open<..>`, nested fields as a struct with `derive(Fields)` of their node, a connection as `Connection<..>` of one"
)]
pub trait ReadsAs<W>: Sized {
    /// The sub-selection of a nested value (`{id,name}`), where there is one.
    const NESTED: Option<Nested> = None;

    /// Reads the value that the reader is at.
    fn read(r: &mut Reader<'_>) -> Decoded<Self>;
}

/// The fields to ask for of a nested value, in braces.
#[derive(Clone, Copy, Debug)]
pub enum Nested {
    /// They are known when the program is compiled.
    Fixed(&'static str),
    /// What writes them.
    Made(fn(&mut String)),
}

/// A list of fields deeper than any API takes: a selection that contains itself has no end.
pub(crate) const DEEPEST: usize = 32;

impl Nested {
    /// Writes them; what is too deep is marked as a list that cannot be sent.
    pub fn write(self, to: &mut String) {
        let depth = to.matches('{').count().saturating_sub(to.matches('}').count());
        match self {
            _ if depth >= DEEPEST => to.push_str("{\0}"),
            Self::Fixed(text) => to.push_str(text),
            Self::Made(write) => write(to),
        }
    }
}

/// Reads a field into its slot, which stays empty where there is no value.
#[inline]
pub fn slot<W: Wire, T: ReadsAs<W>>(r: &mut Reader<'_>, slot: &mut Option<T>) -> Decoded<()> {
    *slot = Option::<T>::read(r)?;
    Ok(())
}

impl<W: Wire, T: ReadsAs<W>> ReadsAs<W> for Option<T> {
    const NESTED: Option<Nested> = T::NESTED;

    #[inline]
    fn read(r: &mut Reader<'_>) -> Decoded<Self> {
        let none = match r.peek() {
            Some(b'n') => r.null(),
            Some(b'"') => W::EMPTY_TEXT_IS_NONE && r.none(b"\"\""),
            Some(b'f') => W::FALSE_IS_NONE && r.none(b"false"),
            Some(b'[') => W::EMPTY_LIST_IS_NONE && r.empty_list(),
            _ => false,
        };
        if none { Ok(None) } else { T::read(r).map(Some) }
    }
}

impl<W, T: ReadsAs<W>> ReadsAs<W> for Box<T> {
    const NESTED: Option<Nested> = T::NESTED;

    fn read(r: &mut Reader<'_>) -> Decoded<Self> {
        T::read(r).map(Box::new)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{DecodeError, wire};
    use super::*;
    use crate::value::{DateTime, Id};

    enum Page {}

    /// What a derive writes, in small.
    #[derive(Debug, Default, PartialEq)]
    struct Card {
        id: Option<Id<Page>>,
        seen: Option<DateTime>,
        within: Option<Box<Card>>,
        names: Option<Vec<String>>,
    }

    impl ReadsAs<wire::Node<Page>> for Card {
        const NESTED: Option<Nested> = Some(Nested::Fixed("{id,seen,within,names}"));

        fn read(r: &mut Reader<'_>) -> Decoded<Self> {
            let mut card = Card::default();
            r.object(&["id", "seen", "within", "names"], &mut |field, r| match field {
                0 => slot::<wire::Id<Page>, _>(r, &mut card.id),
                1 => slot::<wire::DateTime, _>(r, &mut card.seen),
                2 => slot::<wire::Node<Page>, _>(r, &mut card.within),
                3 => slot::<wire::List<wire::Text>, _>(r, &mut card.names),
                _ => r.skip(),
            })?;
            if card.id.is_none() {
                return Err(DecodeError::missing("id"));
            }
            Ok(card)
        }
    }

    fn read(body: &str) -> Decoded<Card> {
        Reader::whole(body.as_bytes(), Card::read)
    }

    #[test]
    fn no_value_in_every_form() {
        let bare = Card { id: Some(Id::new("4")), ..Card::default() };
        for none in ["null", "\"\"", "[]", "false"] {
            let body = format!(r#"{{"id":4,"within":{none},"unknown":{none}}}"#);
            assert_eq!(read(&body).as_ref(), Ok(&bare), "{body}");
        }
        for none in ["null", "\"\"", "[]"] {
            assert_eq!(read(&format!(r#"{{"id":4,"seen":{none}}}"#)).as_ref(), Ok(&bare));
            assert_eq!(read(&format!(r#"{{"id":{none}}}"#)).unwrap_err().missing_field(), Some("id"));
        }
        assert_eq!(read("[]").unwrap_err().to_string(), "field `id` is missing");
    }

    #[test]
    fn nested_values_and_their_errors() {
        let card = read(r#"{"id":1,"within":{"id":2,"names":["a",null]},"seen":0}"#).unwrap();
        assert_eq!(card.within.as_ref().and_then(|w| w.names.as_deref()), Some(&["a".to_owned()][..]));
        for (body, message) in [
            (
                r#"{"id":1,"within":{"id":2,"seen":"soon"}}"#,
                "within.seen: expected a date and time, found \"soon\" (byte 32)",
            ),
            (r#"{"id":1,"within":{"seen":0}}"#, "within: field `id` is missing"),
            (r#"{"id":1,"within":true}"#, "within: expected an object, found true (byte 17)"),
            (r#"{"id":1,"names":["a",{}]}"#, "names[1]: expected a text, found an object (byte 21)"),
        ] {
            assert_eq!(read(body).unwrap_err().to_string(), message);
        }
        let deep = r#"{"id":1,"within":"#.repeat(100_000);
        assert!(read(&deep).unwrap_err().to_string().contains("nested deeper than 128"));
    }

    #[test]
    fn the_sub_selection_passes_through() {
        type Wrapped = Option<Vec<Option<Box<Card>>>>;
        let mut fields = String::new();
        if let Some(nested) = <Wrapped as ReadsAs<wire::List<wire::Node<Page>>>>::NESTED {
            nested.write(&mut fields);
        }
        assert_eq!(fields, "{id,seen,within,names}");
        assert!(<Option<String> as ReadsAs<wire::Text>>::NESTED.is_none());
    }
}
