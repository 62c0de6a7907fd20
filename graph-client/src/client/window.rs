//! The time window of a list: `since` and `until` of the first request, which pages must not leave.

use graph_wire::time;

use crate::request::Request;

const DAY: i64 = 86_400_000;

/// Bounds in milliseconds since 1970.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Window {
    since: Option<i64>,
    until: Option<i64>,
}

impl Window {
    /// The window of a request. A date without a time is in an unknown time zone and, as an upper bound, may include
    /// its own day: its bound is wide enough for every case.
    pub(super) fn of(request: &Request) -> Self {
        let bound = |name: &str, margin: i64| {
            let (_, text) = request.params.iter().find(|(known, _)| known == name)?;
            if let Some(millis) = time::unix(&text) {
                return Some(millis);
            }
            let written = time::written(&text)?;
            let margin = if written.clock.is_none() { margin } else { 0 };
            Some(written.unix_millis()?.saturating_add(margin))
        };
        Self { since: bound("since", -DAY), until: bound("until", 2 * DAY) }
    }

    /// Whether a page is entirely outside of this window. Lists such as insights always have a next page: their links
    /// move the window, into the future or into the past.
    pub(super) fn excludes(&self, page: &Request) -> bool {
        let page = Self::of(page);
        let after = |since: Option<i64>, until: Option<i64>| since.zip(until).is_some_and(|(a, b)| a >= b);
        after(page.since, self.until) || after(self.since, page.until)
    }
}

#[cfg(test)]
mod tests {
    use http::Method;

    use super::*;

    fn request(query: &str) -> Request {
        let mut request = Request::raw(crate::api::api(), Method::GET, "4/insights");
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap();
            request.params.append(name, value);
        }
        request
    }

    #[test]
    fn pages_outside_of_the_window_are_excluded_in_both_directions() {
        for (first, page, excluded) in [
            ("since=1000&until=2000", "since=2000&until=3000", true),
            ("since=1000&until=2000", "since=0&until=1000", true),
            ("since=1000&until=2000", "since=1500&until=2500", false),
            ("until=2000", "since=2000", true),
            ("since=1000", "until=1000&__paging_token=5", true),
            ("since=1000", "since=2000&until=3000", false),
            ("", "since=2000&until=3000", false),
            ("since=1000&until=2000", "after=abc", false),
            ("since=2024-04-01&until=2024-04-03", "since=1712127600&until=1712300400", false),
            ("since=2024-04-01&until=2024-04-03", "since=1712386800&until=1712559600", true),
            ("since=yesterday&until=now", "since=1&until=2", false),
        ] {
            assert_eq!(Window::of(&request(first)).excludes(&request(page)), excluded, "{first} {page}");
        }
    }
}
