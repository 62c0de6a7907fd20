//! Keeps paging from running forever: decisions only, no I/O.

use std::hash::{DefaultHasher, Hash, Hasher};

use super::{seen::Seen, window::Window};
use crate::{
    error::{Error, ErrorKind},
    request::Request,
};

/// The maximum number of consecutive empty pages. Lists that end were seen to have fewer.
const MAX_EMPTY_PAGES: usize = 20;

/// The pages that were read, for detecting lists without an end.
#[derive(Debug, Default)]
pub(crate) struct Guard {
    seen: Seen,
    empty: usize,
    window: Window,
}

impl Guard {
    /// Moves on from a page with `items` items to the next page. An error if that would never end.
    pub(crate) fn advance(&mut self, items: usize, next: &Request) -> Result<(), Error> {
        self.empty = if items == 0 { self.empty + 1 } else { 0 };
        let message = if !self.seen.insert(fingerprint(next)) {
            "endless list: the server's link to the next page leads to a page that was already read"
        } else if self.empty >= MAX_EMPTY_PAGES {
            "endless list: the server keeps sending empty pages"
        } else {
            return Ok(());
        };
        Err(Error::new(ErrorKind::Server, message).during(next.description))
    }

    /// Whether the list ends before a page, since the page is outside of the time window that was requested.
    pub(crate) fn ends_before(&self, next: &Request) -> bool {
        self.window.excludes(next)
    }

    /// Records the first page.
    pub(crate) fn begin(&mut self, first: &Request) {
        self.seen.insert(fingerprint(first));
        self.window = Window::of(first);
    }
}

/// A hash that identifies a page: of everything in its request except `limit`.
fn fingerprint(request: &Request) -> u64 {
    let mut params = request.params.clone();
    params.remove("limit");
    let form = params.form();
    let mut pairs: Vec<&str> = form.split('&').collect();
    pairs.sort_unstable();
    let mut hasher = DefaultHasher::new();
    (&request.version, &request.path, pairs).hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use http::Method;
    use proptest::prelude::*;

    use super::*;
    use crate::{answer::Next, request::halve};

    fn request(link: &str) -> Request {
        Next::<()>::new(link, crate::api::api(), |_| Err(Error::new(ErrorKind::Decode, ""))).into_parts().0
    }

    /// A server with visible and hidden items. It cuts pages before it filters them, and refuses pages that
    /// are too large.
    struct Server {
        visible: Vec<bool>,
        most: u32,
        by_cursor: bool,
        /// The offset from which on its links lead back to the first page.
        circles_at: Option<usize>,
    }

    impl Server {
        fn answer(&self, request: &Request) -> Result<(Vec<usize>, Option<String>), ()> {
            let number = |name: &str| {
                request
                    .params
                    .iter()
                    .find(|(known, _)| known == name)
                    .and_then(|(_, value)| value.parse::<usize>().ok())
            };
            let limit = number("limit").unwrap_or(25);
            if limit > self.most as usize {
                return Err(());
            }
            let from = number("offset").or(number("after")).unwrap_or(0);
            let to = self.visible.len().min(from + limit);
            let items = (from..to).filter(|at| self.visible[*at]).collect();
            let name = if self.by_cursor { "after" } else { "offset" };
            let on = match self.circles_at {
                Some(at) if to >= at => Some(0),
                _ => (to < self.visible.len()).then_some(to),
            };
            Ok((
                items,
                on.map(|on| format!("https://x/v1.0/me/friends?limit={limit}&{name}={on}&access_token=T")),
            ))
        }

        fn walk(&self, limit: Option<u32>) -> (Vec<usize>, Option<Error>) {
            let (mut guard, mut items) = (Guard::default(), Vec::new());
            let mut next = Request::raw(crate::api::api(), Method::GET, "me/friends");
            if let Some(limit) = limit {
                next.params.set("limit", &limit.to_string());
            }
            guard.begin(&next);
            loop {
                match self.answer(&next) {
                    Err(()) if halve(&mut next) => {}
                    Err(()) => return (items, Some(Error::new(ErrorKind::Server, "too much"))),
                    Ok((page, on)) => {
                        let count = page.len();
                        items.extend(page);
                        let Some(on) = on else { return (items, None) };
                        next = request(&on);
                        if let Err(error) = guard.advance(count, &next) {
                            return (items, Some(error));
                        }
                    }
                }
            }
        }
    }

    proptest! {
        #[test]
        fn every_item_is_read_once_and_paging_ends(
            visible in proptest::collection::vec(proptest::bool::weighted(0.7), 0..300),
            most in 1_u32..120, limit in proptest::option::of(1_u32..200), by_cursor: bool,
        ) {
            // Fewer consecutive empty pages than the guard allows.
            prop_assume!(!visible.split(|visible| *visible).any(|run| run.len() >= MAX_EMPTY_PAGES));
            let server = Server { visible, most, by_cursor, circles_at: None };
            let (items, error) = server.walk(limit);
            prop_assert!(error.is_none());
            let all: Vec<usize> = (0..server.visible.len()).filter(|at| server.visible[*at]).collect();
            prop_assert_eq!(items, all);
        }

        #[test]
        fn a_server_that_repeats_pages_is_an_error(
            length in 1_usize..200, most in 1_u32..60, at in 1_usize..200, by_cursor: bool,
        ) {
            let server = Server { visible: vec![true; length], most, by_cursor, circles_at: Some(at.min(length)) };
            let (items, error) = server.walk(Some(10));
            prop_assert_eq!(error.map(|error| error.kind()), Some(ErrorKind::Server));
            // No item was lost before. The first page may be read twice, since the link to it differs.
            let once: std::collections::BTreeSet<usize> = items.iter().copied().collect();
            prop_assert_eq!(once.len(), once.last().map_or(0, |last| last + 1));
            prop_assert!(items.len() <= 2 * once.len());
        }
    }

    #[test]
    fn pages_are_identified_by_everything_but_their_limit() {
        let go = |links: &[&str]| {
            let mut guard = Guard::default();
            links.iter().map(|link| guard.advance(1, &request(link)).is_ok()).collect::<Vec<_>>()
        };
        let same = [
            "https://a/v1.0/4/likes?after=x&limit=5",
            "https://b/v1.0/4/likes?limit=9&after=x&access_token=Q",
        ];
        assert_eq!(go(&same), [true, false]);
        assert_eq!(
            go(&["https://a/4/likes?after=x", "https://a/4/likes?after=y", "https://a/5/likes?after=x"]),
            [true; 3]
        );
    }

    #[test]
    fn a_page_is_halved_down_to_one_item() {
        let mut request = request("https://x/me/friends?after=x");
        let limits: Vec<String> =
            std::iter::from_fn(|| halve(&mut request).then(|| request.relative_url(None))).collect();
        let limit = |limit| format!("me/friends?after=x&limit={limit}");
        assert_eq!(limits, [limit(12), limit(6), limit(3), limit(1)]);
        request.params.set("limit", "not a number");
        assert!(!halve(&mut request));
    }
}
