//! Reports a failed call: the error, its details, and what to do.

use graph_client::{Error, ErrorKind};
use graph_schema::call::Need;

use super::{Redactor, note, report_error, sanitize};
use crate::status::Status;

/// Reports the error of a call. Returns the status that the command ends with.
pub fn report_server_error(error: &Error, redactor: &Redactor, needs: &[Need]) -> Status {
    let title = error.server_message().map_or_else(|| error.to_string(), str::to_owned);
    let mut text = title;
    for (label, detail) in details(error, needs) {
        text.push_str(&format!("\n  {label:<8} {detail}"));
    }
    report_error(&sanitize(&redactor.redact(&text)));
    match error.kind() {
        ErrorKind::Request => Status::CannotRun,
        _ => Status::Failure,
    }
}

fn details(error: &Error, needs: &[Need]) -> Vec<(&'static str, String)> {
    let mut lines = Vec::new();
    if error.server_message().is_some() {
        let code = match (error.code(), error.subcode()) {
            (Some(code), Some(subcode)) => format!("{code}/{subcode}"),
            (Some(code), None) => code.to_string(),
            (None, _) => "none".to_owned(),
        };
        let name = error.name().map(|name| format!(" {name}")).unwrap_or_default();
        lines.push(("code", format!("{code}{name}")));
        lines.extend(error.server_type().map(|kind| ("type", kind.to_owned())));
    }
    lines.extend(error.status().map(|status| ("status", format!("HTTP {status}"))));
    let meaning = error.meaning().filter(|meaning| !meaning.is_empty());
    lines.extend(meaning.map(|meaning| ("meaning", meaning.to_owned())));
    if let Some((title, text)) = error.user_message() {
        lines.push(("shown", if title.is_empty() { text.to_owned() } else { format!("{title}: {text}") }));
    }
    lines.extend(error.trace_id().map(|trace| ("trace", trace.to_owned())));
    if error.attempts() > 1 {
        lines.push(("tried", format!("{} times", error.attempts())));
    }
    if let Some(written) = error.original_response() {
        lines.push(("executed", format!("{written}; do not send the call again")));
    }
    if error.kind() == ErrorKind::Permission {
        let required = needs.iter().filter(|need| !need.is_optional);
        lines.extend(required.map(|need| ("needs", format!("{} for {}", need.permissions, need.what))));
    }
    lines.extend(error.remedy().map(|remedy| ("remedy", remedy.to_owned())));
    let label = if error.remedy().is_some() { "next" } else { "remedy" };
    lines.extend(next_step(error).map(|step| (label, step)));
    lines
}

/// What to do with this command, in addition to what the schema says about the code.
fn next_step(error: &Error) -> Option<String> {
    match error.kind() {
        ErrorKind::Authentication => Some("get a new token with `graph token login`".to_owned()),
        ErrorKind::Throttled | ErrorKind::Server if error.is_retryable() => Some(match error.retry_after() {
            Some(wait) => format!("try again in {} s", wait.as_secs() + 1),
            None => "try again later".to_owned(),
        }),
        ErrorKind::Network => Some("check --host, GRAPH_HOST, the profile and the network".to_owned()),
        ErrorKind::Server if error.wants_less_data() => {
            Some("request less data: use a lower --limit".to_owned())
        }
        _ => None,
    }
}

/// Notes which permissions a call needs, and which ones would add to its response.
pub fn note_permissions(needs: &[Need]) {
    let list = |optional: bool| -> String {
        let mut items = Vec::new();
        for need in needs.iter().filter(|need| need.is_optional == optional) {
            let item = format!("{} ({})", need.permissions, need.what);
            if !items.contains(&item) {
                items.push(item);
            }
        }
        items.join(", ")
    };
    let (required, optional) = (list(false), list(true));
    if !required.is_empty() {
        note(&format!("this call needs {required}"));
    }
    if !optional.is_empty() {
        note(&format!("the response contains more data with {optional}"));
    }
}
