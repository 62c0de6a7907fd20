//! Ids, references, pictures, secrets, time zones and enum values.

use super::error::{DecodeError, Decoded};
use super::note::Noticed;
use super::reader::Reader;
use super::reads::{ReadsAs, is_plain_none, slot};
use super::wire;
use crate::value::{Id, KnownEnum, Open, Picture, Ref, Secret, TimeZone};

impl<N> ReadsAs<wire::Id<N>> for Id<N> {
    fn read(r: &mut Reader<'_>) -> Decoded<Self> {
        id_text(r, |text| Id::new(text))
    }
}

impl<N> ReadsAs<wire::Id<N>> for String {
    fn read(r: &mut Reader<'_>) -> Decoded<Self> {
        if r.peek() == Some(b'{') { id_text(r, str::to_owned) } else { r.text() }
    }
}

/// An id: a string, the digits of an integer of any size, or the `id` of an object in its place.
fn id_text<T>(r: &mut Reader<'_>, make: fn(&str) -> T) -> Decoded<T> {
    const EXPECTED: &str = "an id";
    match r.peek() {
        Some(b'"') => r.parse_text(EXPECTED, make),
        Some(b'-' | b'0'..=b'9') => {
            let start = r.offset();
            let digits = r.number()?;
            // A float may have lost digits.
            let integer = !digits.contains(['.', 'e', 'E']);
            r.note(start, Noticed::Coerced("an id as a string"));
            if integer { Ok(make(digits)) } else { Err(r.invalid(start, EXPECTED)) }
        }
        Some(b'{') => id_of_object(r, make)?.ok_or_else(|| DecodeError::missing("id")),
        _ => Err(r.at(EXPECTED)),
    }
}

/// The `id` of an object in place of an id, if it has one.
fn id_of_object<T>(r: &mut Reader<'_>, make: fn(&str) -> T) -> Decoded<Option<T>> {
    r.coerced("an id");
    let mut id = None;
    r.object(&["id"], &mut |_, r| {
        // Its objects are not looked at before they are read, which would double at each level.
        id = match r.peek() {
            Some(b'{') => id_of_object(r, make)?,
            _ if is_plain_none::<wire::Id<()>>(r) => None,
            _ => Some(id_text(r, make)?),
        };
        Ok(())
    })?;
    Ok(id)
}

/// Consumes an object in place of an id, if it has none.
#[cold]
pub(super) fn object_without_id(r: &mut Reader<'_>) -> bool {
    let start = r.offset();
    let is_without = matches!(r.quietly(|r| id_of_object(r, |_| ())), Ok(None));
    r.return_to(start);
    // It was read already, so nothing in it is malformed.
    is_without && {
        r.coerced("an id");
        r.entries(&mut Reader::pass).is_ok()
    }
}

impl<N> ReadsAs<wire::Ref<N>> for Ref<N> {
    fn read(r: &mut Reader<'_>) -> Decoded<Self> {
        let mut to = Self::default();
        match r.peek() {
            Some(b'"') => {
                // A string of digits is an id; anything else is a name.
                r.coerced("an object");
                let text = r.string()?;
                let is_id = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
                if is_id { to.id = Some(Id::new(text)) } else { to.name = Some(text) }
            }
            Some(b'-' | b'0'..=b'9') => to.id = Some(Id::read(r)?),
            _ => r.object(&["id", "name"], &mut |field, r| match field {
                0 => {
                    to.id = Option::<Id<N>>::read(r)?;
                    Ok(())
                }
                _ => {
                    to.name = <Option<String> as ReadsAs<wire::Text>>::read(r)?;
                    Ok(())
                }
            })?,
        }
        Ok(to)
    }
}

/// A nested node can be read as a reference.
impl<N> ReadsAs<wire::Node<N>> for Ref<N> {
    fn read(r: &mut Reader<'_>) -> Decoded<Self> {
        <Self as ReadsAs<wire::Ref<N>>>::read(r)
    }
}

impl ReadsAs<wire::Picture> for Picture {
    fn read(r: &mut Reader<'_>) -> Decoded<Self> {
        let mut picture = Self::default();
        match r.peek() {
            Some(b'"') => picture.url = Some(r.string()?),
            _ => picture_object(r, &mut picture)?,
        }
        Ok(picture)
    }
}

impl ReadsAs<wire::Picture> for String {
    fn read(r: &mut Reader<'_>) -> Decoded<Self> {
        let picture = Picture::read(r)?;
        picture.url.ok_or_else(|| DecodeError::missing("url"))
    }
}

/// Reads `{"url": ..}`, or the same nested in `data`.
fn picture_object(r: &mut Reader<'_>, to: &mut Picture) -> Decoded<()> {
    r.object(&["data", "url", "is_silhouette", "width", "height"], &mut |field, r| match field {
        0 => picture_object(r, to),
        1 => slot::<wire::Text, _>(r, &mut to.url),
        2 => slot::<wire::Boolean, _>(r, &mut to.is_silhouette),
        3 => slot::<wire::Integer, _>(r, &mut to.width),
        _ => slot::<wire::Integer, _>(r, &mut to.height),
    })
}

impl ReadsAs<wire::Secret> for Secret {
    fn read(r: &mut Reader<'_>) -> Decoded<Self> {
        r.text().map(Secret::new)
    }
}

impl ReadsAs<wire::TimeZone> for TimeZone {
    fn read(r: &mut Reader<'_>) -> Decoded<Self> {
        r.scalar("a time zone").map(|text| Self::from_text(&text))
    }
}

impl ReadsAs<wire::TimeZone> for f64 {
    fn read(r: &mut Reader<'_>) -> Decoded<Self> {
        r.peek();
        let start = r.offset();
        TimeZone::read(r)?.hours().ok_or_else(|| r.invalid(start, "the hours of a time zone"))
    }
}

impl<E: KnownEnum> ReadsAs<wire::Enum<E>> for Open<E> {
    fn read(r: &mut Reader<'_>) -> Decoded<Self> {
        r.peek();
        let start = r.offset();
        let name = r.lenient("an enum value")?;
        let open = Open::parse(&name);
        match &open {
            Open::Other(_) => r.note(start, Noticed::UnknownWord),
            known if known.as_str() != &*name => r.note(start, Noticed::Coerced("the schema's spelling")),
            Open::Known(_) => {}
        }
        Ok(open)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Page;

    fn shown<W, T: ReadsAs<W> + std::fmt::Debug>(body: &str) -> String {
        match Reader::whole(body.as_bytes(), T::read) {
            Ok(value) => format!("{value:?}"),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn reads_ids() {
        for (body, expected) in [
            ("\"4\"", "Id(\"4\")"),
            ("\"act_4\"", "Id(\"act_4\")"),
            ("\"\"", "Id(\"\")"),
            ("0", "Id(\"0\")"),
            ("9007199254740993", "Id(\"9007199254740993\")"),
            ("123456789012345678901234567890", "Id(\"123456789012345678901234567890\")"),
            (r#"{"name":"x","id":9007199254740993}"#, "Id(\"9007199254740993\")"),
            (r#"{"name":"x"}"#, "field `id` is missing"),
            (r#"{"id":null}"#, "field `id` is missing"),
            (r#"{"id":true}"#, "id: expected an id, found true (byte 6)"),
            ("1.5", "expected an id, found 1.5 (byte 0)"),
            ("1e20", "expected an id, found 1e20 (byte 0)"),
            ("null", "expected an id, found null (byte 0)"),
            ("[]", "expected an id, found a list (byte 0)"),
        ] {
            assert_eq!(shown::<wire::Id<Page>, Id<Page>>(body), expected);
        }
        for (body, expected) in [
            ("null", "None"),
            ("\"\"", "None"),
            ("[]", "None"),
            ("4", "Some(Id(\"4\"))"),
            (r#"{"id":"4","name":"x"}"#, "Some(Id(\"4\"))"),
            (r#"{"name":"x","id":{"id":""}}"#, "None"),
            (r#"{"id":null}"#, "None"),
            (r#"{"name":"x"}"#, "None"),
            ("{}", "None"),
            (r#"{"id":{} ""}"#, "expected `,` or `}`, found \"\" (byte 9)"),
            (r#"{"id":{"x":1},"id":"4"}"#, "Some(Id(\"4\"))"),
            (r#"{"id":"4","id":[]}"#, "None"),
            (r#"{"id":true}"#, "id: expected an id, found true (byte 6)"),
        ] {
            assert_eq!(shown::<wire::Id<Page>, Option<Id<Page>>>(body), expected);
        }
        let nested = r#"{"id":"#.repeat(200);
        assert!(
            shown::<wire::Id<Page>, Id<Page>>(&nested)
                .ends_with("nested more than 128 levels deep (byte 768)")
        );
    }

    #[test]
    fn reads_references() {
        for (body, expected) in [
            (r#"{"id":"4","name":"Ann"}"#, r#"Ref { id: Some(Id("4")), name: Some("Ann") }"#),
            (r#"{"name":"Ann","x":{},"id":4}"#, r#"Ref { id: Some(Id("4")), name: Some("Ann") }"#),
            (r#"{"id":"","name":""}"#, r#"Ref { id: None, name: Some("") }"#),
            (r#"{"id":null,"name":null}"#, "Ref { id: None, name: None }"),
            (r#""Ann""#, r#"Ref { id: None, name: Some("Ann") }"#),
            (r#""100002""#, r#"Ref { id: Some(Id("100002")), name: None }"#),
            ("4", r#"Ref { id: Some(Id("4")), name: None }"#),
            ("[]", "Ref { id: None, name: None }"),
            (r#"{"id":{}}"#, "Ref { id: None, name: None }"),
            ("true", "expected an object, found true (byte 0)"),
        ] {
            assert_eq!(shown::<wire::Ref<Page>, Ref<Page>>(body), expected);
        }
        for body in ["null", "false", "\"\"", "[]"] {
            assert_eq!(shown::<wire::Ref<Page>, Option<Ref<Page>>>(body), "None");
        }
    }

    #[test]
    fn reads_pictures() {
        let whole = |body: &str| Reader::whole(body.as_bytes(), Picture::read).unwrap();
        assert_eq!(whole(r#""http://x""#).url.as_deref(), Some("http://x"));
        for body in [
            r#"{"data":{"url":"http://x","is_silhouette":false,"width":"50"}}"#,
            r#"{"url":"http://x","is_silhouette":"false","width":50,"more":[]}"#,
        ] {
            let expected = Picture {
                url: Some("http://x".into()),
                is_silhouette: Some(false),
                width: Some(50),
                height: None,
            };
            assert_eq!(whole(body), expected);
        }
        assert_eq!(shown::<wire::Picture, String>(r#"{"data":{"url":"u"}}"#), "\"u\"");
        for body in ["null", "false", "[]", "\"\""] {
            assert_eq!(shown::<wire::Picture, Option<Picture>>(body), "None");
        }
    }

    #[test]
    fn reads_time_zones() {
        for (body, zone) in [("-7", "Some(Hours(-7.0))"), ("\"-4.5\"", "Some(Hours(-4.5))"), ("\"\"", "None")]
        {
            assert_eq!(shown::<wire::TimeZone, Option<TimeZone>>(body), zone);
        }
        assert_eq!(shown::<wire::TimeZone, TimeZone>("\"Asia/Tokyo\""), "Name(\"Asia/Tokyo\")");
        assert_eq!(shown::<wire::TimeZone, f64>("\"-4.5\""), "-4.5");
        let expected = "expected the hours of a time zone, found \"Asia/Tokyo\" (byte 0)";
        assert_eq!(shown::<wire::TimeZone, f64>("\"Asia/Tokyo\""), expected);
    }

    #[test]
    fn reads_enum_values() {
        #[derive(Clone, Copy)]
        struct Active;
        impl KnownEnum for Active {
            fn words() -> (&'static [&'static str], &'static [Self]) {
                (&["ACTIVE"], &[Active])
            }
        }
        for (body, expected) in [
            ("\"ACTIVE\"", "Some(Known(ACTIVE))"),
            ("\"active\"", "Some(Known(ACTIVE))"),
            ("\"BRAND_NEW\"", "Some(Other(\"BRAND_NEW\"))"),
            ("3", "Some(Other(\"3\"))"),
            ("true", "Some(Other(\"true\"))"),
            ("\"\"", "None"),
            ("null", "None"),
            ("{}", "expected an enum value, found an object (byte 0)"),
        ] {
            assert_eq!(shown::<wire::Enum<Active>, Option<Open<Active>>>(body), expected);
        }
    }
}
