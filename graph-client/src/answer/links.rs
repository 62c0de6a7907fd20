//! The envelope of a list: items, paging links, summary and count.

use serde_json::Value;

use super::Fields;
use crate::{
    decode::{Decoded, Reader, ReadsAs, Wire, slot},
    error::{Error, Result},
    secrecy::without_secrets,
};

/// Paging links, summary and count. On the wire, links contain the access token; here it is removed.
#[derive(Clone, Default)]
pub(crate) struct Links {
    pub(crate) next: Option<String>,
    pub(crate) previous: Option<String>,
    pub(crate) after: Option<String>,
    pub(crate) before: Option<String>,
    pub(crate) summary: Option<String>,
    pub(crate) count: Option<i64>,
}

impl Links {
    pub(crate) fn total_count(&self) -> Option<i64> {
        self.count.or_else(|| self.summary_value()?.get("total_count")?.as_i64())
    }

    /// The summary as a value, read like any other part of a response. One that cannot be represented as a value, such
    /// as a number out of range, is kept as text.
    pub(crate) fn summary_value(&self) -> Option<Value> {
        let text = self.summary.as_deref()?;
        let value = Reader::whole(text.as_bytes(), <Value as ReadsAs<crate::wire::Json>>::read);
        Some(value.unwrap_or_else(|_| Value::String(text.to_owned())))
    }

    pub(crate) fn summary<S: Fields>(&self) -> Result<Option<S>> {
        let read = |text: &String| Reader::whole(text.as_bytes(), S::read).map_err(Error::decode);
        self.summary.as_ref().map(read).transpose()
    }

    fn set_text(to: &mut Option<String>, reader: &mut Reader<'_>) -> Decoded<()> {
        *to = Some(reader.text()?).filter(|text| !text.is_empty());
        Ok(())
    }

    fn set_link(to: &mut Option<String>, reader: &mut Reader<'_>) -> Decoded<()> {
        *to = Some(reader.text()?).filter(|text| !text.is_empty()).map(without_secrets);
        Ok(())
    }
}

/// Summaries are compared as values: a server and `Serialize` differ in spaces and escapes.
impl PartialEq for Links {
    fn eq(&self, other: &Self) -> bool {
        let Self { next, previous, after, before, summary: _, count } = self;
        let same_links =
            (next, previous, after, before) == (&other.next, &other.previous, &other.after, &other.before);
        let same_summary = || {
            self.summary == other.summary
                || self.summary_value().is_some_and(|value| other.summary_value() == Some(value))
        };
        same_links && *count == other.count && same_summary()
    }
}

/// Reads `{"data": [..], "paging": {..}, "summary": {..}}`.
pub(crate) fn envelope<W: Wire, I: ReadsAs<W>>(reader: &mut Reader<'_>) -> Decoded<(Vec<I>, Links)> {
    let mut items = Vec::new();
    let mut links = Links::default();
    reader.object(&["data", "paging", "summary", "count", "total_count"], &mut |at, reader| match at {
        // Of a member that occurs twice, the last one counts.
        0 => {
            items.clear();
            reader.elements(&mut |reader| {
                items.push(I::read(reader)?);
                Ok(())
            })
        }
        1 => {
            links = Links { summary: links.summary.take(), count: links.count, ..Links::default() };
            reader.object(&["cursors", "next", "previous"], &mut |at, reader| match at {
                0 => {
                    (links.after, links.before) = (None, None);
                    reader.object(&["after", "before"], &mut |at, reader| match at {
                        0 => Links::set_text(&mut links.after, reader),
                        _ => Links::set_text(&mut links.before, reader),
                    })
                }
                1 => Links::set_link(&mut links.next, reader),
                _ => Links::set_link(&mut links.previous, reader),
            })
        }
        3 | 4 => slot::<crate::wire::Integer, _>(reader, &mut links.count),
        _ => {
            links.summary = Some(reader.raw()?.to_owned()).filter(|text| text != "[]" && text != "null");
            Ok(())
        }
    })?;
    Ok((items, links))
}

#[cfg(test)]
mod tests {
    use crate::{
        api as fb,
        decode::{Reader, ReadsAs as _},
    };

    #[test]
    fn of_a_member_that_occurs_twice_the_last_one_counts() {
        let body = r#"{"likes":{"data":[{"id":"1"}],"paging":{"cursors":{"after":"a"},"next":"https://x.example/1"},
            "data":[{"id":"2"}],"paging":{"cursors":{"before":"b"}}}}"#;
        let post = Reader::whole(body.as_bytes(), fb::Post::read).unwrap();
        let last = r#"{"likes":{"data":[{"id":"2"}],"paging":{"cursors":{"before":"b"}}}}"#;
        assert_eq!(post.likes, Reader::whole(last.as_bytes(), fb::Post::read).unwrap().likes);
    }

    #[test]
    fn a_connection_is_equal_after_it_was_written_and_read() {
        for summary in [r#"{"total_count": 7}"#, r#"{ "who":"\u00e9 \ud83d","total_count":7 }"#] {
            let body = format!(r#"{{"likes":{{"data":[{{"id":"1"}}],"summary":{summary}}}}}"#);
            let post = Reader::whole(body.as_bytes(), fb::Post::read).unwrap();
            assert_eq!(post.likes.as_ref().and_then(|likes| likes.total_count()), Some(7), "{summary}");
            let written = serde_json::to_string(&post).unwrap();
            assert_eq!(serde_json::from_str::<fb::Post>(&written).unwrap(), post, "{written}");
        }
        let body = r#"{"likes":{"data":[],"summary":{"x":1e999}}}"#;
        let post = Reader::whole(body.as_bytes(), fb::Post::read).unwrap();
        let written = serde_json::to_string(&post).unwrap();
        assert!(written.contains("1e999"), "{written}");
        assert_eq!(serde_json::from_str::<fb::Post>(&written).unwrap(), post, "{written}");
    }
}
