//! The response to a batch: an element for each call.

use bytes::Bytes;
use http::StatusCode;
use serde_json::{Map, Value};

use crate::{
    decode::Reader,
    error::{Error, ErrorKind, Result, check},
    request::Request,
    send::{Caller, Usage, redirected},
};

/// An element of the response.
#[derive(Debug, PartialEq)]
pub(super) enum Element {
    /// The response of a call.
    Response {
        status: u16,
        /// Names and values.
        headers: Vec<(String, String)>,
        body: String,
    },
    /// `null`: the call was not run, or its response was left out.
    Null,
    /// Anything else, as JSON. The call may have been run.
    Unreadable(String),
}

/// Reads the elements one by one, so that a malformed one does not affect the others. `None` if the body is not a list.
pub(super) fn elements(body: &[u8]) -> Option<Vec<Element>> {
    let text = body.trim_ascii();
    let text = text.strip_prefix("\u{feff}".as_bytes()).unwrap_or(text);
    if !text.starts_with(b"[") {
        return None;
    }
    let mut elements = Vec::new();
    // A truncated list yields the elements before the cut.
    let _ = Reader::whole(text, |reader| {
        reader.items(&mut |reader| {
            elements.push(Element::read(reader.raw()?));
            Ok(())
        })
    });
    Some(elements)
}

impl Element {
    fn read(json: &str) -> Self {
        if json.trim() == "null" {
            return Self::Null;
        }
        match members(json) {
            Some(mut members) => {
                let Some(status) = members.get("code").and_then(code) else {
                    return Self::Unreadable(json.to_owned());
                };
                let headers = members.get("headers").map(headers).unwrap_or_default();
                let body = match members.remove("body") {
                    Some(Value::String(body)) => body,
                    None | Some(Value::Null) => String::new(),
                    // JSON instead of JSON in a string.
                    Some(body) => body.to_string(),
                };
                Self::Response { status, headers, body }
            }
            None => Self::Unreadable(json.to_owned()),
        }
    }

    fn header(&self, name: &str) -> Option<&str> {
        let Self::Response { headers, .. } = self else { return None };
        let found = headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }

    pub(super) fn usage(&self) -> Usage {
        Usage::read(|name| self.header(name))
    }

    /// The body, if the element is a success; `None` for `null`.
    pub(super) fn into_result(
        self,
        request: &Request,
        caller: &Caller,
        repeatable: bool,
    ) -> Option<Result<Bytes>> {
        let (usage, location) = (self.usage(), self.header("location").map(str::to_owned));
        let tag = self.header("etag").map(str::to_owned);
        let (status, body) = match self {
            Self::Null => return None,
            Self::Unreadable(json) => {
                let error = Error::new(ErrorKind::Decode, "unexpected element in the response to the batch");
                return Some(Err(error.with_response(json.as_bytes())));
            }
            Self::Response { status, body, .. } => (status, body),
        };
        let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        if caller.validator(request).is_some_and(|validator| validator.saw(status.as_u16(), tag.as_deref())) {
            return Some(Ok(Bytes::new()));
        }
        if let Some(picture) = redirected(request, status, location.as_deref()) {
            return Some(Ok(picture));
        }
        let result = check(status, Bytes::from(body), request, repeatable, &|| caller.redactor(request));
        Some(result.map_err(|error| error.after(usage.wait())))
    }
}

/// The members of an object. Strings that serde_json refuses, such as those with half a surrogate pair, are read too.
fn members(json: &str) -> Option<Map<String, Value>> {
    if let Ok(value) = serde_json::from_str(json) {
        return match value {
            Value::Object(members) => Some(members),
            _ => None,
        };
    }
    let mut members = Map::new();
    let read = Reader::whole(json.as_bytes(), |reader| {
        reader.entries(&mut |name, reader| {
            let value = match reader.peek() {
                Some(b'"') => Value::String(reader.string()?),
                _ => serde_json::from_str(reader.raw()?).unwrap_or(Value::Null),
            };
            members.insert(name.to_owned(), value);
            Ok(())
        })
    });
    read.ok().map(|()| members)
}

/// A status as a number, or as a number in a string.
fn code(value: &Value) -> Option<u16> {
    match value {
        Value::Number(number) => u16::try_from(number.as_u64()?).ok(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}

/// Headers as a list of names and values, or as an object. Those without a value are left out.
fn headers(value: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    };
    match value {
        Value::Array(rows) => {
            rows.iter().filter_map(|row| Some((text(row.get("name")?)?, text(row.get("value")?)?))).collect()
        }
        Value::Object(members) => {
            members.iter().filter_map(|(name, value)| Some((name.clone(), text(value)?))).collect()
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(body: &str) -> Vec<String> {
        let each = |element: Element| match element {
            Element::Response { status, headers, body } => format!("{status} {headers:?} {body}"),
            Element::Null => "null".to_owned(),
            Element::Unreadable(json) => format!("unreadable {json}"),
        };
        elements(body.as_bytes()).unwrap().into_iter().map(each).collect()
    }

    #[test]
    fn an_odd_element_does_not_affect_the_others() {
        for (odd, read) in [
            ("null", "null"),
            ("false", "unreadable false"),
            (r#"{"body":"x"}"#, r#"unreadable {"body":"x"}"#),
            (r#"{"code":"200","body":"x"}"#, "200 [] x"),
            (r#"{"code":70000,"body":"x"}"#, r#"unreadable {"code":70000,"body":"x"}"#),
            (r#"{"code":200,"body":{"id":"1"}}"#, r#"200 [] {"id":"1"}"#),
            (r#"{"code":200,"body":null}"#, "200 [] "),
            (r#"{"code":200,"headers":{"A":"b"},"body":""}"#, r#"200 [("A", "b")] "#),
            (
                r#"{"code":200,"headers":[{"name":"A","value":null},{"name":"B","value":"c"}],"body":""}"#,
                r#"200 [("B", "c")] "#,
            ),
            (r#"{"code":200,"headers":"none","body":""}"#, "200 [] "),
            (r#"{"code":200,"body":"\ud83d"}"#, "200 [] \u{fffd}"),
        ] {
            let body = format!(r#"[{{"code":200,"body":"first"}}, {odd}, {{"code":400,"body":"last"}}]"#);
            assert_eq!(shown(&body), ["200 [] first", read, "400 [] last"], "{odd}");
        }
    }

    #[test]
    fn a_list_that_breaks_off_has_the_elements_before() {
        assert_eq!(shown(r#"[{"code":200,"body":"a"},{"code":2"#), ["200 [] a"]);
        assert_eq!(elements(b"{}"), None);
    }
}
