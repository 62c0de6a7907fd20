//! The envelope of a list: items, paging links, summary and count.

use super::Fields;
use crate::{
    decode::{Decoded, Reader, ReadsAs, Wire, slot},
    error::{Error, Result},
    secrecy::without_secrets,
};

/// Paging links, summary and count. On the wire, links contain the access token; here it is removed.
#[derive(Clone, Default, PartialEq)]
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
        let in_summary = || {
            let summary: serde_json::Value = serde_json::from_str(self.summary.as_deref()?).ok()?;
            summary.get("total_count")?.as_i64()
        };
        self.count.or_else(in_summary)
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

/// Reads `{"data": [..], "paging": {..}, "summary": {..}}`.
pub(crate) fn envelope<W: Wire, I: ReadsAs<W>>(reader: &mut Reader<'_>) -> Decoded<(Vec<I>, Links)> {
    let mut items = Vec::new();
    let mut links = Links::default();
    reader.object(&["data", "paging", "summary", "count", "total_count"], &mut |at, reader| match at {
        0 => reader.elements(&mut |reader| {
            items.push(I::read(reader)?);
            Ok(())
        }),
        1 => reader.object(&["cursors", "next", "previous"], &mut |at, reader| match at {
            0 => reader.object(&["after", "before"], &mut |at, reader| match at {
                0 => Links::set_text(&mut links.after, reader),
                _ => Links::set_text(&mut links.before, reader),
            }),
            1 => Links::set_link(&mut links.next, reader),
            _ => Links::set_link(&mut links.previous, reader),
        }),
        3 | 4 => slot::<crate::wire::Integer, _>(reader, &mut links.count),
        _ => {
            links.summary = Some(reader.raw()?.to_owned()).filter(|text| text != "[]" && text != "null");
            Ok(())
        }
    })?;
    Ok((items, links))
}
