//! What fails: the first part of a fault.

use super::{
    FaultError,
    text::{count, duration},
};
use crate::{
    fault::model::{BrokenPaging, Cut, Kind, Subject},
    protocol::CONTENT_TYPE,
};

/// The names of all faults, for error messages.
const KINDS: &str = "latency, error, html, false, null, empty, plain, body, usage, limit, reduce, cut, slow, truncate, type, header, paging, redirect, unfinished, status";

const HTML: &str = "<!DOCTYPE html>\n<html><head><title>Error</title></head><body><h1>Sorry, something went wrong.</h1><p>We're working on it and we'll get it fixed as soon as we can.</p></body></html>\n";

/// Parses the first part of a fault, such as `error=4`.
pub(super) fn parse(kind: &str, value: Option<&str>) -> Result<Kind, FaultError> {
    let wrong = |why: &str| FaultError::new(kind, why);
    let required = |why: &str| value.ok_or_else(|| wrong(why));
    Ok(match kind {
        "latency" => Kind::Latency(duration(required("a duration is required: latency=250ms")?)?),
        "error" => {
            let text = required("a code is required: error=4 or error=190/463")?;
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
        "body" => Kind::Body(required("a body is required: body=\"{}\"")?.to_owned(), CONTENT_TYPE),
        "usage" => {
            let (subject, percent) =
                subject_and(required("a subject and a percentage are required: usage=app:95")?)?;
            match percent.parse::<f64>() {
                Ok(percent) if percent.is_finite() && percent >= 0.0 => Kind::Usage(subject, percent),
                _ => return Err(FaultError::new(&percent, "expected a percentage")),
            }
        }
        "limit" => {
            let (subject, rest) =
                subject_and(required("a subject and a number of calls are required: limit=app:100/60s")?)?;
            let (most, window) = rest.split_once('/').unwrap_or((rest.as_str(), "3600s"));
            let most =
                most.trim().parse().map_err(|_| FaultError::new(most, "expected a whole number of calls"))?;
            Kind::Limit(subject, most, duration(window)?)
        }
        "reduce" => Kind::Reduce(count(required("a maximum list length is required: reduce=50")?).and_then(
            |count| usize::try_from(count).map_err(|_| FaultError::new(kind, "the number is too large")),
        )?),
        "cut" => Kind::Cut(match value {
            Some("before") => Cut::Before,
            Some("head") => Cut::Head,
            None | Some("body") => Cut::Body,
            Some(other) => return Err(FaultError::new(other, "expected before, head or body")),
        }),
        "slow" => Kind::Slow(duration(value.unwrap_or("50ms"))?),
        "truncate" => Kind::Truncate,
        "type" => {
            let text = required("a content type is required: type=text/html")?;
            if text.is_empty() || text.bytes().any(|byte| !(b' '..=b'~').contains(&byte)) {
                return Err(FaultError::new(text, "a content type must be printable ASCII"));
            }
            Kind::ContentType(text.to_owned())
        }
        "header" => {
            let text = required("a header is required: header=\"X-App-Usage: nonsense\"")?;
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
            let to = required("a target is required: redirect=https://elsewhere.example")?;
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
        "status" => {
            let code = required("a code is required: status=131049")?.trim();
            let code = code.parse().map_err(|_| FaultError::new(code, "expected a whole number as code"))?;
            Kind::Status(code)
        }
        _ => return Err(wrong(&format!("expected one of {KINDS}"))),
    })
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
