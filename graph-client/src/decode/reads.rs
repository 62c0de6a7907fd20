//! Which Rust types a field can be read as, and when a field has no value.

use super::error::Decoded;
use super::reader::Reader;
use super::wire::{AsStruct, AsValue, BestFit, Unshaped, Wire};

/// A Rust type that a field of wire type `W` can be read as.
#[diagnostic::on_unimplemented(
    message = "this field cannot be read as `{Self}`",
    label = "wrong Rust type for this field",
    note = "see the field's documentation for the Rust type",
    note = "an enum is read as `Open<..>`, a nested node as a struct with `derive(Fields)`, a connection as `Connection<..>` of such a struct"
)]
pub trait ReadsAs<W>: Sized {
    /// The sub-selection of a nested value (`{id,name}`), if any.
    const NESTED: Option<Nested> = None;

    /// Reads the value at the reader's position.
    ///
    /// # Errors
    ///
    /// If the JSON is malformed or the value cannot be converted to this type.
    fn read(r: &mut Reader<'_>) -> Decoded<Self>;

    /// Reads the value as an element of a list. One without a value is skipped.
    #[doc(hidden)]
    fn read_onto(list: &mut Vec<Self>, r: &mut Reader<'_>) -> Decoded<()>
    where
        W: Wire,
    {
        list.extend(Option::<Self>::read(r)?);
        Ok(())
    }
}

/// A Rust type that a field can be read as. `Rust` is the one that fits best: it determines the wire type of the field,
/// and is the type that the message names.
#[diagnostic::on_unimplemented(
    message = "this field cannot be read as `{Self}`",
    label = "wrong Rust type for this field",
    note = "read it as `{Rust}`, or as another type that the documentation of the field names",
    note = "an enum is read as `Open<..>`, a nested node as a struct with `derive(Fields)`, a connection as `Connection<..>` of such a struct",
    note = "`Id<user::Node>` is `user::Id`; `YourStruct<user::Node>` is a struct of yours with `#[graph(node = user)]`; a word of an enum is matched as `Open::Known(..)`"
)]
pub trait FieldAs<Rust: BestFit, Kind>: ReadsAs<Rust::Wire> {}

// Omitted from messages, which would otherwise not name the type.
#[diagnostic::do_not_recommend]
impl<Rust: BestFit, T: ReadsAs<Rust::Wire>> FieldAs<Rust, AsValue> for T {}

// Not omitted: the messages are about the struct.
impl<Rust: BestFit, T: ReadsAs<Rust::Wire>> FieldAs<Rust, AsStruct> for T {}

/// The fields to select from a nested value, in braces.
#[derive(Clone, Copy, Debug)]
pub enum Nested {
    /// Known at compile time.
    Fixed(&'static str),
    /// Written by a function at run time.
    Made(fn(&mut String)),
    /// Like the above, without the fields that are sent without being asked.
    Without(&'static [&'static str], Asked),
}

/// The fields to select, some of which may be sent without being asked.
#[derive(Clone, Copy, Debug)]
pub enum Asked {
    /// Known at compile time.
    Fixed(&'static str),
    /// Written by a function at run time.
    Made(fn(&mut String)),
}

/// The maximum depth of a selection. A selection that contains itself would never end.
pub(crate) const DEEPEST: usize = 32;

impl Nested {
    /// Appends the fields to `to`. A selection that is too deep is replaced with `{\0}`, which is rejected before
    /// sending.
    pub fn write(self, to: &mut String) {
        let depth = to.matches('{').count().saturating_sub(to.matches('}').count());
        match self {
            _ if depth >= DEEPEST => to.push_str("{\0}"),
            Self::Fixed(text) => to.push_str(text),
            Self::Made(write) => write(to),
            Self::Without(names, asked) => {
                let start = to.len();
                match asked {
                    Asked::Fixed(text) => to.push_str(text),
                    Asked::Made(write) => write(to),
                }
                let kept = super::list::without(to.get(start..).unwrap_or_default(), names);
                to.truncate(start);
                to.push_str(&kept);
            }
        }
    }
}

/// Reads a field into its slot; `None` if it has no value.
///
/// # Errors
///
/// If the JSON is malformed or the value cannot be converted.
#[inline]
pub fn slot<W: Wire, T: ReadsAs<W>>(r: &mut Reader<'_>, slot: &mut Option<T>) -> Decoded<()> {
    *slot = if is_none::<W>(r) { None } else { Some(T::read(r)?) };
    Ok(())
}

/// Consumes a value that means none, if one is next.
#[inline]
pub(crate) fn is_none<W: Wire>(r: &mut Reader<'_>) -> bool {
    match r.peek() {
        Some(b'{') => W::IS_ID && super::nodes::object_without_id(r),
        _ => is_plain_none::<W>(r),
    }
}

/// [`is_none`], but for objects.
#[inline]
pub(super) fn is_plain_none<W: Wire>(r: &mut Reader<'_>) -> bool {
    match r.peek() {
        Some(b'n') => r.null(),
        Some(b'"') => W::EMPTY_TEXT_IS_NONE && r.eat_none(b"\"\""),
        Some(b'f') => W::FALSE_IS_NONE && r.eat_none(b"false"),
        Some(b'[') => W::EMPTY_LIST_IS_NONE && r.empty_list(),
        _ => false,
    }
}

impl<W: Wire, T: ReadsAs<W>> ReadsAs<W> for Option<T> {
    const NESTED: Option<Nested> = T::NESTED;

    #[inline]
    fn read(r: &mut Reader<'_>) -> Decoded<Self> {
        if is_none::<W>(r) { Ok(None) } else { T::read(r).map(Some) }
    }
}

impl<W: Unshaped, T: ReadsAs<W>> ReadsAs<W> for Box<T> {
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

    /// A small hand-written equivalent of the derive.
    #[derive(Debug, Default, PartialEq)]
    struct Card {
        id: Option<Id<Page>>,
        seen: Option<DateTime>,
        nested: Option<Box<Card>>,
        names: Option<Vec<String>>,
    }

    impl ReadsAs<wire::Node<Page>> for Card {
        const NESTED: Option<Nested> = Some(Nested::Fixed("{id,seen,nested,names}"));

        fn read(r: &mut Reader<'_>) -> Decoded<Self> {
            let mut card = Card::default();
            r.object(&["id", "seen", "nested", "names"], &mut |field, r| match field {
                0 => slot::<wire::Id<Page>, _>(r, &mut card.id),
                1 => slot::<wire::DateTime, _>(r, &mut card.seen),
                2 => slot::<wire::Node<Page>, _>(r, &mut card.nested),
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
    fn recognizes_all_forms_of_no_value() {
        let bare = Card { id: Some(Id::new("4")), ..Card::default() };
        for none in ["null", "\"\"", "[]", "false"] {
            let body = format!(r#"{{"id":4,"nested":{none},"unknown":{none}}}"#);
            assert_eq!(read(&body).as_ref(), Ok(&bare), "{body}");
        }
        for none in ["null", "\"\"", "[]"] {
            assert_eq!(read(&format!(r#"{{"id":4,"seen":{none}}}"#)).as_ref(), Ok(&bare));
            assert_eq!(read(&format!(r#"{{"id":{none}}}"#)).unwrap_err().missing_field(), Some("id"));
        }
        assert_eq!(read("[]").unwrap_err().to_string(), "field `id` is missing");
    }

    #[test]
    fn reads_nested_values_and_reports_paths() {
        let card = read(r#"{"id":1,"nested":{"id":2,"names":["a",null]},"seen":0}"#).unwrap();
        assert_eq!(card.nested.as_ref().and_then(|w| w.names.as_deref()), Some(&["a".to_owned()][..]));
        for (body, message) in [
            (
                r#"{"id":1,"nested":{"id":2,"seen":"soon"}}"#,
                "nested.seen: expected a date and time, found \"soon\" (byte 32)",
            ),
            (r#"{"id":1,"nested":{"seen":0}}"#, "nested: field `id` is missing"),
            (r#"{"id":1,"nested":true}"#, "nested: expected an object, found true (byte 17)"),
            (r#"{"id":1,"names":["a",{}]}"#, "names[1]: expected a string, found an object (byte 21)"),
        ] {
            assert_eq!(read(body).unwrap_err().to_string(), message);
        }
        let deep = r#"{"id":1,"nested":"#.repeat(100_000);
        assert!(read(&deep).unwrap_err().to_string().contains("nested more than 128 levels deep"));
    }

    #[test]
    fn wrappers_forward_the_sub_selection() {
        type Wrapped = Option<Vec<Option<Box<Card>>>>;
        let mut fields = String::new();
        if let Some(nested) = <Wrapped as ReadsAs<wire::List<wire::Node<Page>>>>::NESTED {
            nested.write(&mut fields);
        }
        assert_eq!(fields, "{id,seen,nested,names}");
        assert!(<Option<String> as ReadsAs<wire::Text>>::NESTED.is_none());
    }
}
