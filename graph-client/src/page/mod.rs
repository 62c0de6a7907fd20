//! Lists: one page, its link to the next one, and streams over all of them.

mod connection;
mod guard;
mod link;
mod nested;
mod stream;
pub mod style;

pub use connection::Connection;
pub(crate) use guard::halve;
pub use link::Next;
pub(crate) use link::{pairs, without_secrets};
pub(crate) use nested::{cuts_off, halve_nested};
pub use stream::{Items, Pages};

use std::{fmt, ops::Deref};

use crate::{
    body::Body,
    decode::{Decoded, Reader, ReadsAs, Wire, slot},
    description::Api,
    error::{Error, Result},
    fields::Fields,
    operation::Decoder,
};

/// One page of a list. It is the list of its items; [`next`](Self::next) goes on.
///
/// A short or empty page is not the end: the platform filters items after it has cut the page.
/// The end is where there is no next page.
#[derive(Clone)]
pub struct Page<I> {
    items: Vec<I>,
    links: Links,
    api: &'static Api,
    decode: Decoder<Page<I>>,
}

/// What stands beside the items. On the wire the link embeds the token; here it does not.
#[derive(Clone, Default, PartialEq)]
pub(crate) struct Links {
    pub(crate) next: Option<String>,
    pub(crate) previous: Option<String>,
    pub(crate) after: Option<String>,
    pub(crate) before: Option<String>,
    pub(crate) summary: Option<String>,
    pub(crate) count: Option<i64>,
}

impl<I> Page<I> {
    /// The items.
    pub fn into_items(self) -> Vec<I> {
        self.items
    }

    /// The call for the next page, where there is one. It holds no token.
    pub fn next(&self) -> Option<Next<I>> {
        let link = self.links.next.as_deref()?;
        Some(Next::new(link, self.api, self.decode))
    }

    /// The call for the page before, where there is one. It holds no token.
    pub fn previous(&self) -> Option<Next<I>> {
        let link = self.links.previous.as_deref()?;
        Some(Next::new(link, self.api, self.decode))
    }

    /// The cursor behind the last item.
    pub fn after(&self) -> Option<&str> {
        self.links.after.as_deref()
    }

    /// The cursor before the first item.
    pub fn before(&self) -> Option<&str> {
        self.links.before.as_deref()
    }

    /// How many items there are on all pages, where the answer says so. It may count items that
    /// nobody gets to see.
    pub fn total_count(&self) -> Option<i64> {
        self.links.total_count()
    }

    /// The summary beside the items, where one came: as the object that the connection's
    /// documentation names, or a struct with `derive(Fields)` of it.
    ///
    /// ```no_run
    /// # use graph_client::{api::{self as fb, user}, *};
    /// # async fn f(me: Client<UserToken>) -> Result<()> {
    /// let requests = me.page(user::me().friendrequests()).await?;
    /// let unread = requests.summary::<fb::FriendRequestSummary>()?.and_then(|summary| summary.unread_count);
    /// # Ok(()) }
    /// ```
    pub fn summary<S: Fields>(&self) -> Result<Option<S>> {
        self.links.summary()
    }

    /// The summary as JSON text.
    pub fn summary_json(&self) -> Option<&str> {
        self.links.summary.as_deref()
    }
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
        *to = Some(reader.text()?).filter(|text| !text.is_empty()).map(link::without_secrets);
        Ok(())
    }
}

impl<I: PartialEq> PartialEq for Page<I> {
    fn eq(&self, other: &Self) -> bool {
        self.items == other.items && self.links == other.links
    }
}

impl<I: fmt::Debug> fmt::Debug for Page<I> {
    /// The items.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(&self.items).finish()
    }
}

impl<I> Deref for Page<I> {
    type Target = [I];
    fn deref(&self) -> &[I] {
        &self.items
    }
}

impl<I> IntoIterator for Page<I> {
    type Item = I;
    type IntoIter = std::vec::IntoIter<I>;
    fn into_iter(self) -> Self::IntoIter {
        self.items.into_iter()
    }
}

impl<'a, I> IntoIterator for &'a Page<I> {
    type Item = &'a I;
    type IntoIter = std::slice::Iter<'a, I>;
    fn into_iter(self) -> Self::IntoIter {
        self.items.iter()
    }
}

/// Reads a page of items that are `W` on the wire.
pub fn page<W: Wire, I: ReadsAs<W>>(body: Body<'_>) -> Result<Page<I>> {
    if body.bytes.trim_ascii() == b"false" {
        return Err(crate::error::not_visible());
    }
    let (items, links) = body.read(|reader| envelope::<W, I>(reader))?;
    Ok(Page { items, links, api: body.api, decode: page::<W, I> })
}

/// `{"data": [..], "paging": {..}, "summary": {..}}`
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
