//! Reduces page sizes if the server reports that a response would be too large. Does no I/O.

use serde_json::Value;

use crate::{decode::lenient_json, request::Request};

/// The platform's default page size.
const DEFAULT_LIMIT: u32 = 25;

/// Halves the page size, starting from the same item. Returns false if it cannot be halved further.
pub(crate) fn halve(request: &mut Request) -> bool {
    let given =
        request.params.iter().find(|(name, _)| name == "limit").map(|(_, value)| value.parse::<u32>());
    let half = match given {
        None => DEFAULT_LIMIT / 2,
        Some(Ok(limit)) => limit / 2,
        Some(Err(_)) => return false,
    };
    if half > 0 {
        request.params.set("limit", &half.to_string());
    }
    half > 0
}

/// Halves every `limit(..)` of a nested list in the selection. Returns false if none can be halved further. The
/// omitted items are available through the paging link of each list.
pub(crate) fn halve_nested(request: &mut Request) -> bool {
    let Some(fields) = fields(request) else { return false };
    let (mut halved, mut last, mut any) = (String::new(), 0, false);
    for Limit { from, to, limit, .. } in limits(&fields) {
        any |= limit > 1;
        halved += fields.get(last..from).unwrap_or_default();
        // Without items it is the summary that is asked for.
        halved += &(limit / 2).max(limit.min(1)).to_string();
        last = to;
    }
    halved += fields.get(last..).unwrap_or_default();
    if any {
        request.params.set("fields", &halved);
    }
    any
}

/// Whether a response contains a limited list without paging links, so that omitted items would be lost.
pub(crate) fn cuts_off(request: &Request, body: &[u8]) -> bool {
    let Some(fields) = fields(request) else { return false };
    let limits: Vec<Limit<'_>> = limits(&fields).collect();
    // A malformed response is reported as an error elsewhere.
    let response = lenient_json(body).unwrap_or(Value::Null);
    is_truncated(&response, &limits)
}

fn is_truncated(value: &Value, limits: &[Limit<'_>]) -> bool {
    match value {
        Value::Object(members) => members.iter().any(|(name, value)| {
            let full = |list: &Vec<Value>| {
                limits.iter().any(|limit| {
                    limit.name == name && limit.limit > 0 && list.len() as u64 >= u64::from(limit.limit)
                })
            };
            value.as_array().is_some_and(full) || is_truncated(value, limits)
        }),
        Value::Array(items) => items.iter().any(|item| is_truncated(item, limits)),
        _ => false,
    }
}

fn fields(request: &Request) -> Option<String> {
    let found = request.params.iter().find(|(name, _)| name == "fields");
    found.map(|(_, fields)| fields.into_owned())
}

/// A limit in a selection: the byte range of its digits, and the name of its list in the response.
struct Limit<'a> {
    from: usize,
    to: usize,
    limit: u32,
    name: &'a str,
}

fn limits(fields: &str) -> impl Iterator<Item = Limit<'_>> {
    fields.match_indices(".limit(").filter_map(|(at, word)| {
        let from = at + word.len();
        let (digits, rest) = fields.get(from..)?.split_once(')')?;
        let begin = fields.get(..at)?.rfind(['{', ',', '}']).map_or(0, |delimiter| delimiter + 1);
        let item = fields.get(begin..).unwrap_or_default();
        // The alias may be before or after the limit, but before the nested fields.
        let end = from + digits.len() + 1 + rest.find(['{', ',', '}']).unwrap_or(rest.len());
        let modifiers = fields.get(begin..end)?;
        let alias =
            modifiers.split_once(".as(").and_then(|(_, alias)| alias.split_once(')')).map(|(alias, _)| alias);
        let name = alias.or(item.split('.').next())?;
        Some(Limit { from, to: from + digits.len(), limit: digits.parse().ok()?, name })
    })
}

#[cfg(test)]
mod tests {
    use http::Method;
    use proptest::prelude::*;

    use super::*;

    fn request(fields: &str) -> Request {
        let mut request = Request::raw(crate::api::api(), Method::GET, "me");
        request.params.set("fields", fields);
        request
    }

    fn halves(given: &str) -> Vec<String> {
        let mut request = request(given);
        std::iter::from_fn(|| halve_nested(&mut request).then(|| fields(&request))?).collect()
    }

    #[test]
    fn a_list_without_items_stays_without() {
        assert_eq!(
            halves("comments.limit(0).summary(true),photos.limit(2){id}"),
            ["comments.limit(0).summary(true),photos.limit(1){id}"]
        );
        let request = request("comments.limit(0).summary(true)");
        assert!(!cuts_off(&request, br#"{"comments":[]}"#));
    }

    #[test]
    fn halves_every_limit_down_to_one() {
        assert_eq!(
            halves("id,albums.limit(8){id,photos.limit(3).order(chronological){id}},likes{id}"),
            [
                "id,albums.limit(4){id,photos.limit(1).order(chronological){id}},likes{id}",
                "id,albums.limit(2){id,photos.limit(1).order(chronological){id}},likes{id}",
                "id,albums.limit(1){id,photos.limit(1).order(chronological){id}},likes{id}",
            ]
        );
        for none in ["", "id", "id,albums{id}", "albums.limit(1){id}", "albums.limit(", "albums.limit(x)"] {
            assert_eq!(halves(none), [""; 0], "{none}");
        }
    }

    #[test]
    fn detects_limited_lists_without_paging_links() {
        let request = request("id,albums.limit(2).as(mine){id,photos.limit(1){id}}");
        for (body, cut) in [
            (r#"{"mine":{"data":[{"id":1},{"id":2}],"paging":{}}}"#, false),
            (r#"{"mine":[{"id":1}]}"#, false),
            (r#"{"mine":[{"id":1},{"id":2}]}"#, true),
            (r#"{"mine":{"data":[{"photos":[1]}]}}"#, true),
            (r#"{"albums":[1,2,3]}"#, false),
            ("no json", false),
        ] {
            assert_eq!(cuts_off(&request, body.as_bytes()), cut, "{body}");
        }
    }

    proptest! {
        #[test]
        fn halving_terminates_for_any_input(text in "[a-z{},.()0-9]{0,40}|(\\.limit\\([0-9]{1,12}\\)|[é{},a]){0,9}") {
            prop_assert!(halves(&text).len() <= 32);
        }
    }
}
