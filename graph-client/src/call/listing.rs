//! Lists that were read in part: pages, connections, and the calls for the items that follow.

use super::{Describe, Listing, Sealed};
use crate::{
    answer::{Connection, Decoder, Fields, Next, Page},
    request::Request,
};

impl<I> Sealed for Next<I> {}

impl<I> Describe for Next<I> {
    fn request(&self) -> &Request {
        self.as_request()
    }
}

impl<I: Send + 'static, K, S> Listing<K, S> for Next<I> {
    type Item = I;

    fn into_list(self) -> (Request, Decoder<Page<I>>) {
        self.into_parts()
    }
}

/// This page, then the pages that follow.
impl<I: Send + 'static, K, S> Listing<K, S> for Page<I> {
    type Item = I;

    fn into_list(self) -> (Request, Decoder<Page<I>>) {
        self.into_next().into_parts()
    }

    fn at_hand(&mut self) -> Option<Page<I>> {
        Some(self.take())
    }
}

/// The items of the connection, then those of the pages that follow: `me.items(profile.albums)`.
impl<F: Fields + Send + 'static, K, S> Listing<K, S> for Connection<F> {
    type Item = F;

    fn into_list(self) -> (Request, Decoder<Page<F>>) {
        Listing::<K, S>::into_list(self.into_page())
    }

    fn at_hand(&mut self) -> Option<Page<F>> {
        Some(std::mem::take(self).into_page())
    }
}
