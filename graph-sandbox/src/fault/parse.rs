//! Parsing faults: `error=4, times=2, path=/me/likes`.

use std::{fmt, str::FromStr, time::Duration};

use super::model::{BrokenPaging, Cut, Details, Fault, Filter, Form, Kind, Subject};
use crate::protocol::CONTENT_TYPE;

/// An error in the text of a fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FaultError {
    /// The invalid part of the text.
    part: String,
    why: String,
}

impl FaultError {
    fn new(part: &str, why: impl Into<String>) -> Self {
        Self { part: part.to_owned(), why: why.into() }
    }
}

impl fmt::Display for FaultError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "invalid fault at `{}`: {}", self.part, self.why)
    }
}

impl std::error::Error for FaultError {}

impl FromStr for Fault {
    type Err = FaultError;

    fn from_str(text: &str) -> Result<Self, FaultError> {
        match <[Fault; 1]>::try_from(Fault::all(text)?) {
            Ok([fault]) => Ok(fault),
            Err(_) => Err(FaultError::new(text, "expected exactly one fault")),
        }
    }
}

/// The names of all faults, for error messages.
const KINDS: &str = "latency, error, html, false, null, empty, plain, body, usage, limit, reduce, cut, slow, truncate, type, header, paging, redirect, unfinished";

const HTML: &str = "<!DOCTYPE html>\n<html><head><title>Error</title></head><body><h1>Sorry, something went wrong.</h1><p>We're working on it and we'll get it fixed as soon as we can.</p></body></html>\n";

impl Fault {
    /// Parses faults separated by `;`.
    pub(crate) fn all(text: &str) -> Result<Vec<Self>, FaultError> {
        let parts = split(text, ';')?;
        parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty()).map(one).collect()
    }
}

fn one(text: &str) -> Result<Fault, FaultError> {
    let mut words = split(text, ',')?.into_iter();
    let first = words.next().unwrap_or_default();
    let (kind, value) = named(&first)?;
    let mut fault = Fault {
        kind: kind_of(&kind, value.as_deref())?,
        filter: Filter::default(),
        details: Details::default(),
    };
    for word in words.filter(|word| !word.trim().is_empty()) {
        let (name, value) = named(&word)?;
        option(&mut fault, &name, value.as_deref())?;
    }
    Ok(fault)
}

fn kind_of(kind: &str, value: Option<&str>) -> Result<Kind, FaultError> {
    let wrong = |why: &str| FaultError::new(kind, why);
    let given = |why: &str| value.ok_or_else(|| wrong(why));
    Ok(match kind {
        "latency" => Kind::Latency(duration(given("a duration is required: latency=250ms")?)?),
        "error" => {
            let text = given("a code is required: error=4 or error=190/463")?;
            let (code, subcode) = text.split_once('/').map_or((text, None), |(code, sub)| (code, Some(sub)));
            let number = |text: &str| {
                text.trim()
                    .parse::<i64>()
                    .map_err(|_| FaultError::new(text, "expected a whole number as code"))
            };
            Kind::Error(number(code)?, subcode.map(number).transpose()?)
        }
        "html" => Kind::Body(HTML.to_owned(), "text/html; charset=utf-8"),
        "false" => Kind::Body("false".to_owned(), CONTENT_TYPE),
        "null" => Kind::Body("null".to_owned(), CONTENT_TYPE),
        "empty" => Kind::Body(String::new(), CONTENT_TYPE),
        "plain" => Kind::Body("Service Unavailable".to_owned(), "text/plain"),
        "body" => Kind::Body(given("a body is required: body=\"{}\"")?.to_owned(), CONTENT_TYPE),
        "usage" => {
            let (subject, percent) =
                subject_and(given("a subject and a percentage are required: usage=app:95")?)?;
            match percent.parse::<f64>() {
                Ok(percent) if percent.is_finite() && percent >= 0.0 => Kind::Usage(subject, percent),
                _ => return Err(FaultError::new(&percent, "expected a percentage")),
            }
        }
        "limit" => {
            let (subject, rest) =
                subject_and(given("a subject and a number of calls are required: limit=app:100/60s")?)?;
            let (most, window) = rest.split_once('/').unwrap_or((rest.as_str(), "3600s"));
            let most =
                most.trim().parse().map_err(|_| FaultError::new(most, "expected a whole number of calls"))?;
            Kind::Limit(subject, most, duration(window)?)
        }
        "reduce" => {
            Kind::Reduce(count(given("a maximum list length is required: reduce=50")?).and_then(|count| {
                usize::try_from(count).map_err(|_| FaultError::new(kind, "the number is too large"))
            })?)
        }
        "cut" => Kind::Cut(match value {
            Some("before") => Cut::Before,
            Some("head") => Cut::Head,
            None | Some("body") => Cut::Body,
            Some(other) => return Err(FaultError::new(other, "expected before, head or body")),
        }),
        "slow" => Kind::Slow(duration(value.unwrap_or("50ms"))?),
        "truncate" => Kind::Truncate,
        "type" => {
            let text = given("a content type is required: type=text/html")?;
            if text.is_empty() || text.bytes().any(|byte| !(b' '..=b'~').contains(&byte)) {
                return Err(FaultError::new(text, "a content type must be printable ASCII"));
            }
            Kind::ContentType(text.to_owned())
        }
        "header" => {
            let text = given("a header is required: header=\"X-App-Usage: nonsense\"")?;
            let is_name = |name: &str| {
                !name.is_empty()
                    && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
            };
            let is_value = |value: &str| value.bytes().all(|byte| (b' '..=b'~').contains(&byte));
            match text.split_once(':').map(|(name, value)| (name.trim(), value.trim())) {
                Some((name, value)) if is_name(name) && is_value(value) => {
                    Kind::Header(name.to_ascii_lowercase(), value.to_owned())
                }
                _ => {
                    return Err(FaultError::new(text, "expected a header name, a colon and printable ASCII"));
                }
            }
        }
        "paging" => Kind::Paging(match value.unwrap_or("same") {
            "same" => BrokenPaging::Same,
            "same_empty" => BrokenPaging::SameEmpty,
            "empty" => BrokenPaging::Empty(None),
            "blank" => BrokenPaging::Blank,
            other => match other.strip_prefix("empty:") {
                Some(pages) => BrokenPaging::Empty(Some(count(pages)?)),
                None => {
                    return Err(FaultError::new(other, "expected same, same_empty, empty, empty:3 or blank"));
                }
            },
        }),
        "redirect" => {
            let to = given("a target is required: redirect=https://elsewhere.example")?;
            let rest = to.strip_prefix("https://").or_else(|| to.strip_prefix("http://"));
            if rest.is_none_or(str::is_empty) || to.bytes().any(|byte| !(b'!'..=b'~').contains(&byte)) {
                return Err(FaultError::new(to, "expected http:// or https:// and a host"));
            }
            Kind::Redirect(to.trim_end_matches('/').to_owned())
        }
        "unfinished" => {
            let done = count(value.unwrap_or("1"))?;
            Kind::Unfinished(usize::try_from(done).unwrap_or(usize::MAX))
        }
        _ => return Err(wrong(&format!("expected one of {KINDS}"))),
    })
}

fn option(fault: &mut Fault, name: &str, value: Option<&str>) -> Result<(), FaultError> {
    let given = || value.ok_or_else(|| FaultError::new(name, "a value is required"));
    let (filter, details) = (&mut fault.filter, &mut fault.details);
    match name {
        "times" => filter.times = Some(count(given()?)?),
        "after" => filter.after = count(given()?)?,
        "rate" => {
            filter.rate = match given()?.parse::<f64>() {
                Ok(rate) if (0.0..=1.0).contains(&rate) => Some(rate),
                _ => return Err(FaultError::new(name, "expected a number between 0 and 1")),
            };
        }
        "path" => filter.path = Some(given()?.to_owned()),
        "method" => {
            let method = given()?.to_ascii_uppercase();
            if !matches!(method.as_str(), "GET" | "POST" | "DELETE") {
                return Err(FaultError::new(&method, "expected GET, POST or DELETE"));
            }
            filter.method = Some(method);
        }
        "items" => filter.items = true,
        "status" => {
            details.status = match given()?.parse::<u16>() {
                Ok(status @ 200..=599) => Some(status),
                _ => return Err(FaultError::new(name, "expected a status between 200 and 599")),
            };
        }
        "message" => details.message = Some(given()?.to_owned()),
        "title" => details.title = Some(given()?.to_owned()),
        "text" => details.text = Some(given()?.to_owned()),
        "transient" => {
            details.transient = match value {
                None | Some("true") => Some(true),
                Some("false") => Some(false),
                Some(other) => return Err(FaultError::new(other, "expected true or false")),
            };
        }
        "form" => {
            details.form = match given()? {
                "envelope" => Form::Envelope,
                "no_code" => Form::NoCode,
                "no_type" => Form::NoType,
                "bare" => Form::Bare,
                "flat" => Form::Flat,
                other => {
                    return Err(FaultError::new(other, "expected envelope, no_code, no_type, bare or flat"));
                }
            };
        }
        "done" => details.done = true,
        _ => {
            return Err(FaultError::new(
                name,
                "expected one of times, after, rate, path, method, items, status, message, title, text, transient, form, done",
            ));
        }
    }
    Ok(())
}

fn subject_and(text: &str) -> Result<(Subject, String), FaultError> {
    let (subject, rest) = text
        .split_once(':')
        .ok_or_else(|| FaultError::new(text, "expected a subject and a value: app:95"))?;
    let found = Subject::ALL.into_iter().find(|known| known.name() == subject.trim());
    match found {
        Some(found) => Ok((found, rest.trim().to_owned())),
        None => Err(FaultError::new(subject, "expected app, user, page, custom, business or ad_account")),
    }
}

fn count(text: &str) -> Result<u64, FaultError> {
    text.trim().parse().map_err(|_| FaultError::new(text, "expected a whole number"))
}

/// Parses `250`, `250ms`, `2s`, `5m` or `1h`.
fn duration(text: &str) -> Result<Duration, FaultError> {
    let text = text.trim();
    let (digits, unit) = text.split_at(text.bytes().take_while(u8::is_ascii_digit).count());
    let number = digits.parse::<u64>().ok().filter(|number| *number <= 1_000_000_000);
    match (number, unit) {
        (Some(number), "" | "ms") => Ok(Duration::from_millis(number)),
        (Some(number), "s") => Ok(Duration::from_secs(number)),
        (Some(number), "m") => Ok(Duration::from_secs(number.saturating_mul(60))),
        (Some(number), "h") => Ok(Duration::from_secs(number.saturating_mul(3600))),
        _ => Err(FaultError::new(text, "expected a duration such as 250ms, 2s, 5m or 1h")),
    }
}

/// Parses `name=value` or `name`; a value may be quoted.
fn named(text: &str) -> Result<(String, Option<String>), FaultError> {
    let text = text.trim();
    let Some((name, value)) = text.split_once('=') else { return Ok((text.to_owned(), None)) };
    let value = value.trim();
    let value = if value.starts_with('"') {
        serde_json::from_str(value)
            .map_err(|_| FaultError::new(value, "a quoted value must be a JSON string"))?
    } else {
        value.to_owned()
    };
    Ok((name.trim().to_owned(), Some(value)))
}

/// Splits at a separator outside quotes.
fn split(text: &str, separator: char) -> Result<Vec<String>, FaultError> {
    let (mut parts, mut part, mut quoted, mut escaped) = (Vec::new(), String::new(), false, false);
    for c in text.chars() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            _ if c == separator && !quoted => {
                parts.push(std::mem::take(&mut part));
                continue;
            }
            _ => {}
        }
        part.push(c);
    }
    if quoted {
        return Err(FaultError::new(text, "unclosed quote"));
    }
    parts.push(part);
    Ok(parts)
}
