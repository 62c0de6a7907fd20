//! Keeps a walk over pages from going on for ever, and pages from being too much for the server: decisions
//! only, no I/O.

use std::{
    collections::HashSet,
    hash::{DefaultHasher, Hash, Hasher},
};

use crate::{
    error::{Error, ErrorKind},
    request::Request,
};

/// More empty pages in a row than a server that ends has been seen to send.
const EMPTY_PAGES: usize = 20;

/// What was seen of a walk over pages.
#[derive(Debug, Default)]
pub(crate) struct Guard {
    seen: HashSet<u64>,
    empty: usize,
}

impl Guard {
    /// Goes on from a page with so many items to the next one; an error where that would never end.
    pub(crate) fn go_on(&mut self, items: usize, next: &Request) -> Result<(), Error> {
        self.empty = if items == 0 { self.empty + 1 } else { 0 };
        let trouble = if !self.seen.insert(mark(next)) {
            "the list cannot be read to its end: the server's next page is one that was read already"
        } else if self.empty >= EMPTY_PAGES {
            "the list cannot be read to its end: the server sends empty pages without an end"
        } else {
            return Ok(());
        };
        Err(Error::new(ErrorKind::Server, trouble).during(next.description))
    }

    /// The walk begins with this page.
    pub(crate) fn begin(&mut self, first: &Request) {
        self.seen.insert(mark(first));
    }
}

/// What makes a page its own: all but how many items are to be on it.
fn mark(request: &Request) -> u64 {
    let mut params = request.params.clone();
    params.remove("limit");
    let mut pairs: Vec<&str> = params.form().split('&').collect();
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

    /// A server with items that are visible or not, which cuts pages before it filters them, and which
    /// refuses more than it can do.
    struct Server {
        visible: Vec<bool>,
        most: u32,
        by_cursor: bool,
        /// The page at which it begins to repeat itself.
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
                        if let Err(error) = guard.go_on(count, &next) {
                            return (items, Some(error));
                        }
                    }
                }
            }
        }
    }

    proptest! {
        #[test]
        fn no_item_is_lost_none_comes_twice_and_it_always_ends(
            visible in proptest::collection::vec(proptest::bool::weighted(0.7), 0..300),
            most in 1_u32..120, limit in proptest::option::of(1_u32..200), by_cursor: bool,
        ) {
            // So that no run of empty pages is as long as one without an end.
            prop_assume!(!visible.split(|visible| *visible).any(|run| run.len() >= EMPTY_PAGES));
            let server = Server { visible, most, by_cursor, circles_at: None };
            let (items, error) = server.walk(limit);
            prop_assert!(error.is_none());
            let all: Vec<usize> = (0..server.visible.len()).filter(|at| server.visible[*at]).collect();
            prop_assert_eq!(items, all);
        }

        #[test]
        fn a_server_that_goes_in_circles_is_told_of(
            length in 1_usize..200, most in 1_u32..60, at in 1_usize..200, by_cursor: bool,
        ) {
            let server = Server { visible: vec![true; length], most, by_cursor, circles_at: Some(at.min(length)) };
            let (items, error) = server.walk(Some(10));
            prop_assert_eq!(error.map(|error| error.kind()), Some(ErrorKind::Server));
            // Nothing was lost until then; the first page may have come again, since its link had another name.
            let once: std::collections::BTreeSet<usize> = items.iter().copied().collect();
            prop_assert_eq!(once.len(), once.last().map_or(0, |last| last + 1));
            prop_assert!(items.len() <= 2 * once.len());
        }
    }

    #[test]
    fn pages_differ_by_all_but_their_length() {
        let go = |links: &[&str]| {
            let mut guard = Guard::default();
            links.iter().map(|link| guard.go_on(1, &request(link)).is_ok()).collect::<Vec<_>>()
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
    fn pages_are_halved_down_to_one_item() {
        let mut request = request("https://x/me/friends?after=x");
        let limits: Vec<String> =
            std::iter::from_fn(|| halve(&mut request).then(|| request.relative_url(None))).collect();
        let limit = |limit| format!("me/friends?after=x&limit={limit}");
        assert_eq!(limits, [limit(12), limit(6), limit(3), limit(1)]);
        request.params.set("limit", "many");
        assert!(!halve(&mut request));
    }
}
