//! What went wrong with a call, on the standard error: what, why, and what to do.

use std::io::{self, Write};

use graph_client::{Error, ErrorKind};
use graph_schema::call::Need;

use super::hide::{Hide, tame};
use crate::status::{Status, complain};

/// How a command ends that an error ended.
pub fn status(error: &Error) -> Status {
    match error.kind() {
        ErrorKind::Request => Status::Unusable,
        _ => Status::Wrong,
    }
}

/// Says what a server answered, or that it did not.
pub fn server(error: &Error, hide: &Hide, needs: &[Need]) {
    let mut said = error.server_message().map_or_else(|| error.to_string(), str::to_owned);
    let mut line = |name: &str, text: String| said.push_str(&format!("\n  {name:<8} {text}"));
    if error.server_message().is_some() {
        let code = match (error.code(), error.subcode()) {
            (Some(code), Some(subcode)) => format!("{code}/{subcode}"),
            (Some(code), None) => code.to_string(),
            (None, _) => "none".to_owned(),
        };
        let name = error.name().map(|name| format!(" {name}")).unwrap_or_default();
        line("code", format!("{code}{name}"));
        if let Some(kind) = error.server_type() {
            line("type", kind.to_owned());
        }
    }
    if let Some(status) = error.status() {
        line("status", format!("HTTP {status}"));
    }
    if let Some(meaning) = error.meaning().filter(|meaning| !meaning.is_empty()) {
        line("meaning", meaning.to_owned());
    }
    if let Some((title, text)) = error.user_message() {
        line("shown", if title.is_empty() { text.to_owned() } else { format!("{title}: {text}") });
    }
    if let Some(trace) = error.trace_id() {
        line("trace", trace.to_owned());
    }
    if error.attempts() > 1 {
        line("tried", format!("{} times", error.attempts()));
    }
    if let Some(written) = error.original_response() {
        line("written", format!("{written}; do not send it again"));
    }
    if error.kind() == ErrorKind::Permission {
        for need in needs.iter().filter(|need| !need.is_optional) {
            line("needs", format!("{} for {}", need.permissions, need.what));
        }
    }
    let remedy = match error.kind() {
        ErrorKind::Authentication => Some("get another token: `graph token login`".to_owned()),
        ErrorKind::Throttled | ErrorKind::Server if error.is_retryable() => Some(match error.retry_after() {
            Some(wait) => format!("try again in {} s", wait.as_secs() + 1),
            None => "try again later".to_owned(),
        }),
        ErrorKind::Network => Some("look at --host, GRAPH_HOST and the network".to_owned()),
        ErrorKind::Server if error.wants_less_data() => Some("ask for less: a lower --limit".to_owned()),
        _ => None,
    };
    if let Some(remedy) = remedy {
        line("remedy", remedy);
    }
    complain(&tame(&hide.text(&said)));
}

/// Says what must have been granted.
pub fn note_needs(needs: &[Need]) {
    let words = |optional: bool| -> Vec<String> {
        let mut words = Vec::new();
        for need in needs.iter().filter(|need| need.is_optional == optional) {
            let word = format!("{} ({})", need.permissions, need.what);
            if !words.contains(&word) {
                words.push(word);
            }
        }
        words
    };
    let (needed, wider) = (words(false), words(true));
    if !needed.is_empty() {
        let _ = writeln!(io::stderr(), "note: this needs {}", needed.join(", "));
    }
    if !wider.is_empty() {
        let _ = writeln!(io::stderr(), "note: the answer holds more with {}", wider.join(", "));
    }
}
