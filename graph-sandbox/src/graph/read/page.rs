//! Paging: the items of a page and the links to its neighbors.

use graph_schema::model::Paging;
use serde_json::{Map, Value};

use crate::{protocol::Refusal, world::moment};

/// The default page size.
const DEFAULT: usize = 25;
/// The maximum page size; larger limits are reduced to it.
const MOST: usize = 5000;
/// Parameters that select a page; links set their own.
const POSITION: &[&str] = &[
    "limit",
    "offset",
    "after",
    "before",
    "since",
    "until",
    "__paging_token",
    "__previous",
    "access_token",
    "appsecret_proof",
    "appsecret_time",
    "method",
    "ids",
];

/// The name and value of a parameter.
type Param = (String, String);

/// The position of an item in a list.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub(super) key: u64,
    pub(super) time: i64,
}

/// A page: a range of items, and the parameters of its links.
#[derive(Debug)]
pub(super) struct Page {
    pub(super) from: usize,
    pub(super) to: usize,
    cursors: Option<(String, String)>,
    next: Option<Vec<Param>>,
    previous: Option<Vec<Param>>,
}

/// Selects a page of a list; `params` are those of the call.
pub(super) fn cut(places: &[Place], style: Paging, params: &[Param]) -> Result<Page, Refusal> {
    let request = Request { places, limit: limit(params)?, params };
    match style {
        // Who asks for no items wants the summary.
        _ if request.limit == 0 => Ok(Page { from: 0, to: 0, cursors: None, next: None, previous: None }),
        Paging::Cursor => request.by_cursor(),
        Paging::Time => request.by_time(),
        Paging::Offset | Paging::Unknown => request.by_offset(),
        Paging::None => Ok(Page { from: 0, to: places.len(), cursors: None, next: None, previous: None }),
    }
}

impl Page {
    /// The `paging` object; `None` if it would be empty.
    pub(super) fn paging(&self, address: impl Fn(&[Param]) -> String) -> Option<Value> {
        let mut paging = Map::new();
        if let Some((before, after)) = &self.cursors {
            let cursors = [("before", before), ("after", after)];
            paging.insert(
                "cursors".to_owned(),
                cursors
                    .into_iter()
                    .map(|(name, cursor)| (name.to_owned(), Value::from(cursor.as_str())))
                    .collect(),
            );
        }
        for (name, params) in [("next", &self.next), ("previous", &self.previous)] {
            if let Some(params) = params {
                paging.insert(name.to_owned(), address(params).into());
            }
        }
        (!paging.is_empty()).then_some(Value::Object(paging))
    }
}

struct Request<'a> {
    places: &'a [Place],
    limit: usize,
    params: &'a [Param],
}

impl Request<'_> {
    fn param(&self, name: &str) -> Option<&str> {
        param(self.params, name)
    }

    /// The parameters of a link: those of the call, with this position.
    fn link(&self, position: &[(&str, String)]) -> Vec<Param> {
        let is_kept = |name: &str| !POSITION.contains(&name) && !name.starts_with("_fb_");
        let kept = self.params.iter().filter(|(name, _)| is_kept(name)).cloned();
        let limit = ("limit".to_owned(), self.limit.to_string());
        let position = position.iter().map(|(name, value)| ((*name).to_owned(), value.clone()));
        kept.chain([limit]).chain(position).collect()
    }

    fn find(&self, cursor: &str) -> Result<usize, Refusal> {
        let key = u64::from_str_radix(cursor.strip_prefix(CURSOR).unwrap_or("-"), 16);
        let key = key.map_err(|_| Refusal::parameter(format!("Invalid cursor: {cursor}")))?;
        let found = self.places.iter().position(|place| place.key == key);
        found.ok_or_else(|| Refusal::parameter("The item of this cursor was removed").subcode(1_349_125))
    }

    fn by_cursor(&self) -> Result<Page, Refusal> {
        let end = self.places.len();
        let (from, to) = match (self.param("after"), self.param("before")) {
            (Some(after), _) if !after.is_empty() => {
                let from = self.find(after)? + 1;
                (from, from.saturating_add(self.limit).min(end))
            }
            (_, Some(before)) if !before.is_empty() => {
                let to = self.find(before)?;
                (to.saturating_sub(self.limit), to)
            }
            _ => (0, self.limit.min(end)),
        };
        let on_page = self.places.get(from..to).unwrap_or_default();
        let cursors =
            on_page.first().zip(on_page.last()).map(|(first, last)| (cursor(first.key), cursor(last.key)));
        let (next, previous) = match &cursors {
            Some((before, after)) => (
                (to < end).then(|| self.link(&[("after", after.clone())])),
                (from > 0).then(|| self.link(&[("before", before.clone())])),
            ),
            None => (None, None),
        };
        Ok(Page { from, to, cursors, next, previous })
    }

    fn by_time(&self) -> Result<Page, Refusal> {
        let since = self.moment("since")?;
        let until = self.moment("until")?;
        // The list is sorted newest first, so the bounds remove a head and a tail.
        let first = self
            .places
            .iter()
            .position(|place| until.is_none_or(|until| place.time <= until))
            .unwrap_or(self.places.len());
        let end = self
            .places
            .iter()
            .rposition(|place| since.is_none_or(|since| place.time >= since))
            .map_or(first, |last| last + 1)
            .max(first);
        let token = self.param("__paging_token").filter(|token| !token.is_empty());
        let backwards = self.param("__previous").is_some_and(|value| value == "1");
        let (from, to) = match token {
            None => (first, first.saturating_add(self.limit).min(end)),
            Some(token) => {
                let at = self.find(token)?;
                if backwards {
                    let to = at.clamp(first, end);
                    (to.saturating_sub(self.limit).max(first), to)
                } else {
                    let from = (at + 1).clamp(first, end);
                    (from, from.saturating_add(self.limit).min(end))
                }
            }
        };
        let on_page = self.places.get(from..to).unwrap_or_default();
        let (mut next, mut previous) = (None, None);
        if let Some((newest, oldest)) = on_page.first().zip(on_page.last()) {
            // With a token, one of the two is the page's position, and only the other is a bound to keep.
            let since = since.filter(|_| token.is_none() || !backwards);
            let until = until.filter(|_| token.is_none() || backwards);
            let bound = |name: &'static str, value: Option<i64>| value.map(|value| (name, value.to_string()));
            if to < end {
                let mut position =
                    vec![("until", oldest.time.to_string()), ("__paging_token", cursor(oldest.key))];
                position.extend(bound("since", since));
                next = Some(self.link(&position));
            }
            let mut position = vec![
                ("since", newest.time.to_string()),
                ("__paging_token", cursor(newest.key)),
                ("__previous", "1".to_owned()),
            ];
            position.extend(bound("until", until));
            previous = Some(self.link(&position));
        }
        Ok(Page { from, to, cursors: None, next, previous })
    }

    fn by_offset(&self) -> Result<Page, Refusal> {
        let end = self.places.len();
        let offset = match self.param("offset").filter(|text| !text.is_empty()) {
            None => 0,
            Some(text) => text
                .parse::<usize>()
                .map_err(|_| Refusal::parameter("Param offset must be a whole number"))?,
        };
        let from = offset.min(end);
        let to = from.saturating_add(self.limit).min(end);
        let next = (to < end).then(|| self.link(&[("offset", to.to_string())]));
        Ok(Page { from, to, cursors: None, next, previous: None })
    }

    fn moment(&self, name: &str) -> Result<Option<i64>, Refusal> {
        match self.param(name).filter(|text| !text.is_empty()) {
            None => Ok(None),
            Some(text) => match moment::parse(text) {
                Some(moment) => Ok(Some(moment)),
                None => Err(Refusal::parameter(format!("Param {name} must be a time"))),
            },
        }
    }
}

const CURSOR: &str = "QVFI";

fn cursor(key: u64) -> String {
    format!("{CURSOR}{key:x}")
}

fn limit(params: &[Param]) -> Result<usize, Refusal> {
    match param(params, "limit").filter(|text| !text.is_empty()).map(str::parse::<usize>) {
        None => Ok(DEFAULT),
        Some(Ok(limit)) => Ok(limit.min(MOST)),
        Some(Err(_)) => Err(Refusal::parameter("Param limit must be a whole number")),
    }
}

fn param<'a>(params: &'a [Param], name: &str) -> Option<&'a str> {
    params.iter().rev().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
}
