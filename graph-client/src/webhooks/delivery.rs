//! A delivery: entries about objects, each with changes.

use std::{
    fmt,
    marker::PhantomData,
    sync::{Arc, OnceLock},
};

use bytes::Bytes;

use super::{
    entry::{Change, Entry, Parts},
    event::Delivered,
    kinds::{Events, Untyped},
    walk::{self, Found},
};
use crate::{
    decode::Decoded,
    facts::Updates,
    value::{Id, Open},
};

/// One delivery of the platform: up to a thousand changes of any number of objects.
///
/// [`events`](Self::events) reads them as the schema describes them; [`entries`](Self::entries) and
/// [`unread`](Self::unread) are the parts as JSON.
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct Delivery<W: Events = Untyped> {
    /// The kind of objects that changed: `user`, `page`, `permissions`, or a kind that this crate does not know. Empty
    /// if it is missing or not a string. If the body has several, this is the first.
    pub object: String,
    body: Bytes,
    /// Where the events are in the body.
    found: Arc<Vec<Found>>,
    /// Decoded on first use.
    parts: OnceLock<Parts>,
    events: PhantomData<W>,
}

/// A change of a node that the schema describes. Returned by [`Delivery::about`].
#[non_exhaustive]
pub struct Changed<'a, N: Updates> {
    /// The id of the node.
    pub id: Id<N>,
    /// The field or connection that changed.
    pub update: Open<N::Update>,
    /// The change as delivered.
    pub change: &'a Change,
    /// The entry that contains the change.
    pub entry: &'a Entry,
}

impl<W: Events> Delivery<W> {
    pub(super) fn read(body: &Bytes) -> Decoded<Self> {
        let (object, found) = walk::events(body, W::OBJECTS)?;
        let (body, found) = (body.clone(), Arc::new(found));
        Ok(Self { object, body, found, parts: OnceLock::new(), events: PhantomData })
    }

    /// The same delivery with the events of another API: several APIs may deliver to one address, each with objects of its
    /// own. The signature was checked already.
    ///
    /// ```
    /// # use graph_client::{api as fb, webhooks::{Delivery, Untyped}};
    /// fn handle(delivery: &Delivery<Untyped>) {
    ///     match &*delivery.object {
    ///         "user" => delivery.of::<fb::Webhooks>().events().for_each(drop),
    ///         other => println!("no events of {other:?}"),
    ///     }
    /// }
    /// ```
    pub fn of<X: Events>(&self) -> Delivery<X> {
        // It was read once, so it is JSON.
        Delivery::read(&self.body).unwrap_or_default()
    }

    /// The objects that changed, with their changes as JSON.
    pub fn entries(&self) -> &[Entry] {
        &self.parts().entries
    }

    /// The parts of the body that are not entries, each as JSON: elements that are not objects, or the whole body if it
    /// has no entries, such as a sample that the app dashboard sends without an envelope.
    pub fn unread(&self) -> &[String] {
        &self.parts().unread
    }

    fn parts(&self) -> &Parts {
        self.parts.get_or_init(|| Parts::of(&self.body))
    }

    /// The events, in the order of the delivery.
    ///
    /// An event that the schema does not describe, or that cannot be decoded, is `Other`, with its JSON and the reason.
    /// It does not affect the other events, and none is left out.
    ///
    /// Each event is decoded when the iterator reaches it.
    pub fn events(&self) -> impl Iterator<Item = W::Event> + use<W> {
        self.each(|found, body| found.event::<W>(body))
    }

    /// The events, each with its context in the delivery: object, id, time and field.
    pub fn delivered(&self) -> impl Iterator<Item = Delivered<W::Event>> + use<W> {
        self.each(|found, body| found.delivered::<W>(body))
    }

    fn each<T>(&self, read: fn(&Found, &[u8]) -> T) -> impl Iterator<Item = T> + use<W, T> {
        let (found, body) = (Arc::clone(&self.found), self.body.clone());
        (0..found.len()).filter_map(move |at| found.get(at).map(|found| read(found, &body)))
    }

    /// All changes of nodes of the kind `N`. Empty if the delivery is about another kind of object. Fields
    /// that the schema does not know are [`Open::Other`].
    pub fn about<N: Updates>(&self) -> impl Iterator<Item = Changed<'_, N>> {
        let entries = self.entries().iter().filter(|_| self.object.eq_ignore_ascii_case(N::OBJECT));
        entries.flat_map(|entry| {
            entry.changes.iter().map(move |change| Changed {
                id: Id::new(entry.id.as_str()),
                update: Open::parse(&change.field),
                change,
                entry,
            })
        })
    }
}

impl<W: Events> PartialEq for Delivery<W> {
    fn eq(&self, other: &Self) -> bool {
        self.object == other.object && self.body == other.body
    }
}

impl<W: Events> fmt::Debug for Delivery<W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Delivery")
            .field("object", &self.object)
            .field("entries", &self.entries())
            .field("unread", &self.unread())
            .finish_non_exhaustive()
    }
}

impl<N: Updates> fmt::Debug for Changed<'_, N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Changed").field("id", &self.id).field("change", self.change).finish_non_exhaustive()
    }
}
