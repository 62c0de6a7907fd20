//! One page of a list.

use super::{
    Body, Decoder, Fields, Next,
    links::{Links, envelope},
    list::as_list,
};
use crate::{
    decode::{ReadsAs, Wire},
    error::{Result, not_visible},
    facts::Api,
};

/// One page of a list: the slice of its items. [`next`](Self::next) is the call for the next page.
///
/// A short or empty page is not the end of the list: the platform filters items after it has cut the page.
/// The list ends with the page that has no next page.
///
/// ```no_run
/// # use graph_client::{api::user, *};
/// # async fn f(me: Client<UserToken>) -> Result<()> {
/// let mut page = me.page(user::me().friends()).await?;
/// loop {
///     for friend in &page {
///         println!("{:?}", friend.name);
///     }
///     let Some(next) = page.next() else { break };
///     page = me.page(next).await?;
/// }
/// # Ok(()) }
/// ```
#[derive(Clone)]
pub struct Page<I> {
    pub(super) items: Vec<I>,
    pub(super) links: Links,
    pub(super) api: &'static Api,
    pub(super) decode: Decoder<Page<I>>,
}

impl<I> Page<I> {
    /// The items.
    pub fn into_items(self) -> Vec<I> {
        self.items
    }

    /// The call for the next page, if there is one. It contains no access token.
    pub fn next(&self) -> Option<Next<I>> {
        let link = self.links.next.as_deref()?;
        Some(Next::new(link, self.api, self.decode))
    }

    /// The call for the previous page, if there is one. It contains no access token.
    pub fn previous(&self) -> Option<Next<I>> {
        let link = self.links.previous.as_deref()?;
        Some(Next::new(link, self.api, self.decode))
    }

    /// The cursor after the last item.
    pub fn after(&self) -> Option<&str> {
        self.links.after.as_deref()
    }

    /// The cursor before the first item.
    pub fn before(&self) -> Option<&str> {
        self.links.before.as_deref()
    }

    /// The number of items on all pages, if the response has it. It may count items that are not visible.
    pub fn total_count(&self) -> Option<i64> {
        self.links.total_count()
    }

    /// The summary of the list, if the response has one: as the object that the documentation of the
    /// connection names, or as your own struct with `derive(Fields)`.
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

impl<I> Page<I> {
    /// The same page, without the items in `self`.
    pub(crate) fn take(&mut self) -> Self {
        let (items, links) = (std::mem::take(&mut self.items), self.links.clone());
        Self { items, links, api: self.api, decode: self.decode }
    }

    /// The call for the next page. If there is none, the call is refused.
    pub(crate) fn into_next(self) -> Next<I> {
        Next::new(self.links.next.as_deref().unwrap_or_default(), self.api, self.decode)
    }
}

as_list!(Page);

impl<I: PartialEq> PartialEq for Page<I> {
    fn eq(&self, other: &Self) -> bool {
        self.items == other.items && self.links == other.links
    }
}

/// Reads a page of items that are `W` on the wire.
pub fn page<W: Wire, I: ReadsAs<W>>(body: Body<'_>) -> Result<Page<I>> {
    if body.bytes.trim_ascii() == b"false" {
        return Err(not_visible());
    }
    let (items, links) = body.read(|reader| envelope::<W, I>(reader))?;
    Ok(Page { items, links, api: body.api, decode: page::<W, I> })
}
