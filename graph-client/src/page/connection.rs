//! A connection inside an answer.

use std::{fmt, ops::Deref};

use super::{Links, Next, envelope};
use crate::{
    decode::{Decoded, Reader, ReadsAs},
    fields::{Below, Fields, Of},
    wire::{self, Node},
};

/// The items of a connection that was selected as a field, with the link to more of them.
///
/// ```
/// # use graph_client::{api::{album, user}, *};
/// # #[derive(Debug, Clone, Fields)] #[graph(node = album)] struct AlbumCard { id: album::Id }
/// #[derive(Debug, Clone, Fields)]
/// #[graph(node = user)]
/// struct Profile {
///     id: user::Id,
///     #[graph(limit = 5)]
///     albums: Connection<AlbumCard>,
/// }
/// ```
///
/// A connection without items is usually absent from an answer; it then is empty.
#[derive(Clone, PartialEq)]
pub struct Connection<F> {
    items: Vec<F>,
    links: Links,
}

impl<F> Connection<F> {
    /// The items.
    pub fn into_items(self) -> Vec<F> {
        self.items
    }

    /// The summary as JSON text, where one was asked for.
    pub fn summary(&self) -> Option<&str> {
        self.links.summary.as_deref()
    }
}

impl<F: Fields> Connection<F> {
    /// The call for the items that follow, where there are more: give it to
    /// [`Client::page`](crate::Client::page) or [`Client::items`](crate::Client::items).
    ///
    /// ```no_run
    /// # use graph_client::{api::{album, user}, *};
    /// # #[derive(Debug, Clone, Fields)] #[graph(node = album)] struct AlbumCard { id: album::Id }
    /// # async fn f(me: Client<UserToken>, albums: Connection<AlbumCard>) -> Result<()> {
    /// if let Some(more) = albums.next() {
    ///     let page = me.page(more).await?;
    /// }
    /// # Ok(()) }
    /// ```
    pub fn next(&self) -> Option<Next<F>> {
        let link = self.links.next.as_deref()?;
        Some(Next::new(link, <F::Node as crate::fields::Node>::API, super::page::<Node<F::Node>, F>))
    }
}

impl<F: fmt::Debug> fmt::Debug for Connection<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(&self.items).finish()
    }
}

impl<F> Default for Connection<F> {
    fn default() -> Self {
        Self { items: Vec::new(), links: Links::default() }
    }
}

impl<F> Deref for Connection<F> {
    type Target = [F];
    fn deref(&self) -> &[F] {
        &self.items
    }
}

impl<F> IntoIterator for Connection<F> {
    type Item = F;
    type IntoIter = std::vec::IntoIter<F>;
    fn into_iter(self) -> Self::IntoIter {
        self.items.into_iter()
    }
}

impl<'a, F> IntoIterator for &'a Connection<F> {
    type Item = &'a F;
    type IntoIter = std::slice::Iter<'a, F>;
    fn into_iter(self) -> Self::IntoIter {
        self.items.iter()
    }
}

impl<N, F: Of<N>> ReadsAs<wire::Connection<N>> for Connection<F> {
    const NESTED: Option<fn(&mut String)> = <F as ReadsAs<Node<F::Node>>>::NESTED;

    fn read(reader: &mut Reader<'_>) -> Decoded<Self> {
        // Some answers hold the bare list.
        if reader.peek() == Some(b'[') {
            let mut items = Vec::new();
            reader.elements(&mut |reader| {
                items.push(F::read(reader)?);
                Ok(())
            })?;
            return Ok(Self { items, links: Links::default() });
        }
        let (items, links) = envelope::<Node<F::Node>, F>(reader)?;
        Ok(Self { items, links })
    }
}

impl<F: Below<T, K, S>, T, K, S> Below<T, K, S> for Connection<F> {}
