//! Streams over all pages, guarded against servers that never end.

use std::{
    collections::VecDeque,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, ready},
};

use futures_core::Stream;

use super::{Next, Page, link::identity};
use crate::{
    error::{Error, ErrorKind, Result},
    pending::Pending,
};

/// More empty pages in a row than a server that ends has been seen to send.
const EMPTY_PAGES: usize = 20;

/// How the next page is fetched: the client without its type parameters.
pub(crate) type Fetch<I> = Arc<dyn Fn(Next<I>) -> Pending<Page<I>> + Send + Sync>;

/// All pages of a list, one after the other; made by [`Client::pages`](crate::Client::pages).
///
/// A [`Stream`], with the methods one needs most at hand. It ends with an error where the server
/// goes in circles, and after 20 empty pages in a row.
#[must_use = "a stream does nothing until it is asked for its items"]
pub struct Pages<I> {
    pending: Option<Pending<Page<I>>>,
    fetch: Fetch<I>,
    seen: Vec<u64>,
    empty: usize,
    /// What is wrong with the server's next page; told once the last good one was given.
    trouble: Option<Error>,
}

impl<I> Unpin for Pages<I> {}
impl<I> Unpin for Items<I> {}

impl<I: Send + 'static> Pages<I> {
    pub(crate) fn new(first: Pending<Page<I>>, fetch: Fetch<I>) -> Self {
        Self { pending: Some(first), fetch, seen: Vec::new(), empty: 0, trouble: None }
    }

    /// The next page; none at the end.
    pub async fn try_next(&mut self) -> Result<Option<Page<I>>> {
        std::future::poll_fn(|context| self.poll(context)).await.transpose()
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Page<I>>>> {
        let Some(pending) = &mut self.pending else { return Poll::Ready(self.trouble.take().map(Err)) };
        let answer = ready!(Pin::new(pending).poll(context));
        self.pending = None;
        let page = match answer {
            Ok(page) => page,
            Err(error) => return Poll::Ready(Some(Err(error))),
        };
        if let Some(next) = page.next() {
            self.empty = if page.is_empty() { self.empty + 1 } else { 0 };
            let mark = hash(&identity(&next));
            let trouble = if self.seen.contains(&mark) {
                Some("the server's next page is one that was read already")
            } else if self.empty >= EMPTY_PAGES {
                Some("the server sends empty pages without an end")
            } else {
                None
            };
            match trouble {
                Some(trouble) => self.trouble = Some(Error::new(ErrorKind::Server, trouble)),
                None => {
                    self.seen.push(mark);
                    self.pending = Some((self.fetch)(next));
                }
            }
        }
        Poll::Ready(Some(Ok(page)))
    }
}

fn hash(text: &str) -> u64 {
    use std::hash::{DefaultHasher, Hash, Hasher};
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
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
