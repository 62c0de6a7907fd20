//! A connection that was read as a field of a node.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize, Serializer, ser::SerializeMap};
use serde_json::Value;

use super::{
    Fields, Next, Page, Selectable, SelectionOf, deserialize,
    links::{Links, envelope},
    list::as_list,
    page,
};
use crate::{
    decode::{AsStruct, BestFit, Decoded, Nested, Reader, ReadsAs, Wire, YourStruct},
    error::Result,
    facts::OfApi as _,
    wire::{self, Node},
};

/// The items of a connection that was selected as a field. [`next`](Self::next) is the call for more of them.
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
/// The platform usually omits a connection without items; it then decodes as empty.
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

    /// The number of items of the whole connection, if the response has it. `self` may hold only some of
    /// them.
    pub fn total_count(&self) -> Option<i64> {
        self.links.total_count()
    }

    /// The summary of the connection, if the response has one, as a struct with `derive(Fields)`.
    pub fn summary<S: Fields>(&self) -> Result<Option<S>> {
        self.links.summary()
    }

    /// The summary as JSON text.
    pub fn summary_json(&self) -> Option<&str> {
        self.links.summary.as_deref()
    }
}

impl<F: Fields> Connection<F> {
    /// The call for the items that follow, if there are more. Pass it to
    /// [`Client::page`](crate::Client::page) or [`Client::items`](crate::Client::items). Pass the connection
    /// itself to `items` to start with the items that it already holds.
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
        Some(Next::new(link, <F::Node as crate::facts::Node>::Api::API, page::<Node<F::Node>, F>))
    }
}

impl<F: Fields> Connection<F> {
    pub(crate) fn into_page(self) -> Page<F> {
        let api = <F::Node as crate::facts::Node>::Api::API;
        Page { items: self.items, links: self.links, api, decode: page::<Node<F::Node>, F> }
    }
}

as_list!(Connection);

impl<F> Default for Connection<F> {
    fn default() -> Self {
        Self { items: Vec::new(), links: Links::default() }
    }
}

impl<N> Wire for wire::Connection<N> {
    type Rust = Connection<YourStruct<N>>;
    type Kind = AsStruct;
    const FALSE_IS_NONE: bool = true;
}

impl<N> BestFit for Connection<YourStruct<N>> {
    type Wire = wire::Connection<N>;
}

impl<N, F: SelectionOf<N>> ReadsAs<wire::Connection<N>> for Connection<F> {
    const NESTED: Option<Nested> = <F as ReadsAs<Node<F::Node>>>::NESTED;

    fn read(reader: &mut Reader<'_>) -> Decoded<Self> {
        // Old API versions send only the number of items.
        if let Some(b'0'..=b'9') = reader.peek() {
            let links = Links { count: Some(i64::read(reader)?), ..Links::default() };
            return Ok(Self { items: Vec::new(), links });
        }
        // Some connections are a bare list.
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

impl<'de, F: SelectionOf<<F as Fields>::Node>> Deserialize<'de> for Connection<F> {
    /// From the form that `Serialize` writes.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        deserialize::<wire::Connection<F::Node>, Self, D>(deserializer)
    }
}

/// In the platform's format: `{"data": [..], "paging": {..}, "summary": {..}, "count": 3}`.
impl<F: Serialize> Serialize for Connection<F> {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let Links { next, previous, after, before, summary: _, count } = &self.links;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("data", &self.items)?;
        let present = |pairs: [(&'static str, &Option<String>); 2]| -> BTreeMap<&'static str, Value> {
            let texts = pairs.into_iter().filter_map(|(name, text)| Some((name, text.clone()?.into())));
            texts.collect()
        };
        let mut paging = present([("next", next), ("previous", previous)]);
        let cursors = present([("after", after), ("before", before)]);
        if !cursors.is_empty() {
            paging.insert("cursors", serde_json::json!(cursors));
        }
        if !paging.is_empty() {
            map.serialize_entry("paging", &paging)?;
        }
        if let Some(summary) = self.links.summary_value() {
            map.serialize_entry("summary", &summary)?;
        }
        if let Some(count) = count {
            map.serialize_entry("count", count)?;
        }
        map.end()
    }
}

impl<F: Selectable<T, K, S>, T, K, S> Selectable<T, K, S> for Connection<F> {}
