//! Streams over all pages, guarded against servers that never end.

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

/// How the next page is fetched: the client without its type parameters.
pub(crate) type Fetch<I> = Arc<dyn Fn(Next<I>) -> Pending<Page<I>> + Send + Sync>;

/// All pages of a list, one after the other; made by [`Client::pages`](crate::Client::pages).
///
/// A [`Stream`], with the methods one needs most at hand. It ends with an error where the server
/// goes in circles, and after 20 empty pages in a row: nothing is left out silently. After an error it is
/// over; [`rest`](Self::rest) is what was not read.
#[must_use = "a stream does nothing until it is asked for its items"]
pub struct Pages<I> {
    pending: Option<Pending<Page<I>>>,
    /// The call that is pending, but for the first one.
    next: Option<Next<I>>,
    fetch: Fetch<I>,
    settings: Settings,
    guard: Guard,
    /// What is wrong with the server's next page; told once the last good one was given.
    trouble: Option<Error>,
}

impl<I> Unpin for Pages<I> {}
impl<I> Unpin for Items<I> {}

impl<I: Send + 'static> Pages<I> {
    pub(crate) fn new(first: Pending<Page<I>>, begin: Option<&Request>, fetch: Fetch<I>) -> Self {
        let mut guard = Guard::default();
        begin.into_iter().for_each(|first| guard.begin(first));
        let settings = Settings::default();
        Self { pending: Some(first), next: None, fetch, settings, guard, trouble: None }
    }

    /// The next page; none at the end.
    pub async fn try_next(&mut self) -> Result<Option<Page<I>>> {
        std::future::poll_fn(|context| self.poll(context)).await.transpose()
    }

    call_settings!("Cancels the request of a page after this time, all its attempts and waits included.");

    fn set(mut self, set: impl Fn(&mut Settings)) -> Self {
        set(&mut self.settings);
        self.pending = self.pending.map(|pending| pending.set(&set));
        self
    }

    /// The call for the page that was asked for last and not given: behind what was read, for going on later.
    /// None before the second page, and at the end.
    pub fn rest(&self) -> Option<&Next<I>> {
        self.next.as_ref()
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Page<I>>>> {
        let Some(pending) = &mut self.pending else { return Poll::Ready(self.trouble.take().map(Err)) };
        let answer = ready!(Pin::new(pending).poll(context));
        self.pending = None;
        let page = match answer {
            Ok(page) => page,
            Err(error) => return Poll::Ready(Some(Err(error))),
        };
        self.next = page.next();
        if let Some(next) = &self.next {
            match self.guard.go_on(page.len(), next.as_request()) {
                Err(trouble) => self.trouble = Some(trouble),
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

/// All items of a list, page by page; made by [`Client::items`](crate::Client::items).
///
/// A [`Stream`], with the methods one needs most at hand.
#[must_use = "a stream does nothing until it is asked for its items"]
pub struct Items<I> {
    pages: Pages<I>,
    ready: VecDeque<I>,
}

impl<I: Send + 'static> Items<I> {
    pub(crate) fn new(pages: Pages<I>) -> Self {
        Self { pages, ready: VecDeque::new() }
    }

    /// The next item; none at the end.
    pub async fn try_next(&mut self) -> Result<Option<I>> {
        std::future::poll_fn(|context| self.poll(context)).await.transpose()
    }

    call_settings!("Cancels the request of a page after this time, all its attempts and waits included.");

    fn set(mut self, set: impl Fn(&mut Settings)) -> Self {
        self.pages = self.pages.set(set);
        self
    }

    /// The next item, where its page was read already.
    #[cfg(feature = "blocking")]
    pub(crate) fn at_hand(&mut self) -> Option<I> {
        self.ready.pop_front()
    }

    /// The call for what was not read, after an error: see [`Pages::rest`].
    pub fn rest(&self) -> Option<&Next<I>> {
        self.pages.rest()
    }

    /// All items.
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
