//! Streams over all pages or items of a list, which stop on endless lists.

use std::{
    collections::VecDeque,
    future::Future,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, ready},
};

use futures_core::Stream;

use super::{Pending, guard::Guard};
use crate::{
    answer::{Next, Page},
    error::{Error, Result},
    request::Request,
    send::{Settings, call_settings},
};

/// Fetches the next page: the client without its type parameters.
pub(crate) type Fetch<I> = Arc<dyn Fn(Next<I>) -> Pending<Page<I>> + Send + Sync>;

/// All pages of a list, one after the other. Created by [`Client::pages`](crate::Client::pages).
///
/// A [`Stream`] that can also be read without a stream library. It ends with an error if the server repeats a page, and
/// after 20 empty pages in a row, so that no items are skipped silently. It ends after any error; [`rest`](Self::rest)
/// is then the call for the pages that were not read. Memory use does not grow with the length of the list.
#[must_use = "streams do nothing unless polled"]
pub struct Pages<I> {
    pending: Option<Pending<Page<I>>>,
    /// The call that is pending. `None` for the first one.
    next: Option<Next<I>>,
    fetch: Fetch<I>,
    settings: Settings,
    guard: Guard,
    /// What is wrong with the next page. Returned after the last valid page.
    guard_error: Option<Error>,
}

impl<I> Unpin for Pages<I> {}
impl<I> Unpin for Items<I> {}

impl<I: Send + 'static> Pages<I> {
    pub(crate) fn new(first: Pending<Page<I>>, request: Option<&Request>, fetch: Fetch<I>) -> Self {
        let mut guard = Guard::default();
        request.into_iter().for_each(|request| guard.begin(request));
        let settings = Settings::default();
        Self { pending: Some(first), next: None, fetch, settings, guard, guard_error: None }
    }

    /// The next page. `None` at the end.
    pub async fn try_next(&mut self) -> Result<Option<Page<I>>> {
        std::future::poll_fn(|context| self.poll(context)).await.transpose()
    }

    call_settings!("Cancels the request of a page after `timeout`, including all attempts and waits.");

    fn set(mut self, set: impl Fn(&mut Settings)) -> Self {
        set(&mut self.settings);
        self.pending = self.pending.map(|pending| pending.set(&set));
        self
    }

    /// The call for the first page that was not read, for continuing later. `None` before the first page was
    /// read, and at the end.
    pub fn rest(&self) -> Option<&Next<I>> {
        self.next.as_ref()
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Page<I>>>> {
        let Some(pending) = &mut self.pending else { return Poll::Ready(self.guard_error.take().map(Err)) };
        let answer = ready!(Pin::new(pending).poll(context));
        self.pending = None;
        let page = match answer {
            Ok(page) => page,
            Err(error) => return Poll::Ready(Some(Err(error))),
        };
        self.next = page.next().filter(|next| !self.guard.ends_before(next.as_request()));
        if let Some(next) = &self.next {
            match self.guard.advance(page.len(), next.as_request()) {
                Err(guard_error) => self.guard_error = Some(guard_error),
                Ok(()) => {
                    let settings = self.settings.clone();
                    self.pending = Some((self.fetch)(next.clone()).set(|own| *own = settings));
                }
            }
        }
        Poll::Ready(Some(Ok(page)))
    }
}

impl<I: Send + 'static> Stream for Pages<I> {
    type Item = Result<Page<I>>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll(context)
    }
}

/// All items of a list, page by page. Created by [`Client::items`](crate::Client::items).
///
/// A [`Stream`] that can also be read without a stream library. It ends like [`Pages`].
#[must_use = "streams do nothing unless polled"]
pub struct Items<I> {
    pages: Pages<I>,
    ready: VecDeque<I>,
}

impl<I: Send + 'static> Items<I> {
    pub(crate) fn new(pages: Pages<I>) -> Self {
        Self { pages, ready: VecDeque::new() }
    }

    /// The next item. `None` at the end.
    pub async fn try_next(&mut self) -> Result<Option<I>> {
        std::future::poll_fn(|context| self.poll(context)).await.transpose()
    }

    call_settings!("Cancels the request of a page after `timeout`, including all attempts and waits.");

    fn set(mut self, set: impl Fn(&mut Settings)) -> Self {
        self.pages = self.pages.set(set);
        self
    }

    /// The next item, if its page was already read.
    #[cfg(feature = "blocking")]
    pub(crate) fn take_buffered(&mut self) -> Option<I> {
        self.ready.pop_front()
    }

    /// The call for the pages that were not read, after an error: see [`Pages::rest`].
    pub fn rest(&self) -> Option<&Next<I>> {
        self.pages.rest()
    }

    /// Reads all items.
    ///
    /// # Errors
    ///
    /// If reading a page fails. The items that were read before are dropped; use [`try_next`](Self::try_next)
    /// to keep them.
    pub async fn try_collect(mut self) -> Result<Vec<I>> {
        let mut all = Vec::new();
        while let Some(item) = self.try_next().await? {
            all.push(item);
        }
        Ok(all)
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<I>>> {
        loop {
            if let Some(item) = self.ready.pop_front() {
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(self.pages.poll(context)) {
                Some(Ok(page)) => self.ready = page.into_items().into(),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

impl<I: Send + 'static> Stream for Items<I> {
    type Item = Result<I>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll(context)
    }
}
