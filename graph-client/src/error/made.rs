//! How errors are made and completed, inside of the crate.

use std::{error::Error as StdError, sync::Arc, time::Duration};

use http::StatusCode;
use serde_json::Value;

use super::{Cause, Error, ErrorKind, Inner, Server, server};
use crate::{
    decode::DecodeError,
    facts::{Api, Description},
    secrecy::Redactor,
};

impl Error {
    pub(crate) fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self(Box::new(Inner { kind, message: message.into(), ..Inner::default() }))
    }

    /// A response that could not be decoded.
    pub(crate) fn decode(error: DecodeError) -> Self {
        let mut this = Self::new(ErrorKind::Decode, format!("unexpected response: {error}"));
        this.0.decode = Some(error);
        this
    }

    /// A node that was waited for will never be finished. `node` holds the fields that were read.
    pub(crate) fn job_failed(state: Option<String>, reason: Option<String>, node: &Value) -> Self {
        let mut message = match &state {
            Some(state) => format!("the platform could not finish the node: its state is {state:?}"),
            None => "the platform could not finish the node".to_owned(),
        };
        if let Some(reason) = &reason {
            message = format!("{message}: {reason}");
        }
        let mut this = Self::new(ErrorKind::Api, message).in_state(state);
        let rest = node.as_object().cloned().unwrap_or_default();
        let message = reason.unwrap_or_else(|| "no reason".to_owned());
        this.0.server = Some(Server { status: 200, message, rest, ..Server::default() });
        this
    }

    /// Sets the state of a node that was waited for.
    pub(crate) fn in_state(mut self, state: Option<String>) -> Self {
        self.0.state = state;
        self
    }

    /// Required permissions are not granted.
    pub(crate) fn not_granted(missing: Vec<&'static str>) -> Self {
        let mut this =
            Self::new(ErrorKind::Permission, format!("permissions not granted: {}", missing.join(", ")));
        this.0.missing = missing;
        this
    }

    /// An error returned by the platform, classified by the error tables of the schema.
    pub(crate) fn from_server(server: Server, api: &'static Api, repeatable: bool) -> Self {
        let row = server.code.and_then(|code| api.error(code, server.subcode));
        let kind = match (row, server.kind.as_deref()) {
            (Some(row), _) => row.kind,
            (None, Some("OAuthException")) if matches!(server.status, 401 | 403) => ErrorKind::Authentication,
            _ if server.status >= 500 => ErrorKind::Server,
            _ => ErrorKind::Api,
        };
        // The user's own schema overrides the platform's `is_transient`; the built-in schema does not.
        let said = row.filter(|row| row.last_word).map(|row| row.retry).or(server.is_transient);
        let retryable =
            said.unwrap_or_else(|| row.is_some_and(|row| row.retry) || server.status >= 500 && row.is_none());
        let mut this = Self::new(kind, server.message.clone());
        // A write may have been executed, unless it was throttled, which rejects it before execution.
        let safe = repeatable || kind == ErrorKind::Throttled;
        this.0.retryable = retryable && safe && server.original_response.is_none();
        this.0.status = Some(server.status);
        this.0.row = row;
        this.0.server = Some(server);
        this
    }

    /// The status 429 is always throttling: the request was rejected before execution.
    pub(crate) fn throttled_if(mut self, status: StatusCode) -> Self {
        if status == StatusCode::TOO_MANY_REQUESTS {
            self.0.kind = ErrorKind::Throttled;
            self.0.retryable = self.0.server.as_ref().is_none_or(|server| server.original_response.is_none());
        }
        self
    }

    pub(crate) fn with_status(mut self, status: u16) -> Self {
        self.0.status = Some(status);
        self
    }

    /// Redacts secrets in strings of the server, which may quote a malformed token.
    pub(crate) fn redacted(mut self, redactor: &Redactor) -> Self {
        self.0.cause = self.0.cause.take().map(|cause| cause.redacted(redactor));
        if redactor.is_empty() {
            return self;
        }
        redactor.redact(&mut self.0.message);
        if let Some(state) = &mut self.0.state {
            redactor.redact(state);
        }
        if let Some(response) = self.0.response.take() {
            let mut text = String::from(response);
            redactor.redact(&mut text);
            self.0.response = Some(text.into());
        }
        if let Some(server) = &mut self.0.server {
            redactor.redact(&mut server.message);
            let texts = [
                &mut server.kind,
                &mut server.user_title,
                &mut server.user_message,
                &mut server.trace_id,
                &mut server.original_response,
            ];
            texts.into_iter().flatten().for_each(|text| redactor.redact(text));
            server.rest.values_mut().for_each(|value| server::redact(value, redactor));
        }
        if let Some(decode) = &mut self.0.decode {
            decode.clean(&|text| redactor.redact(text));
        }
        self
    }

    /// Keeps the transport's own error, as the [source](StdError::source).
    pub(crate) fn caused_by(mut self, cause: Option<Arc<dyn StdError + Send + Sync>>) -> Self {
        self.0.cause = cause.map(Cause::new);
        self
    }

    /// Keeps the body of a response that could not be read, cut to 1 MiB.
    pub(crate) fn with_response(mut self, body: &[u8]) -> Self {
        const LIMIT: usize = 1 << 20;
        let text = String::from_utf8_lossy(body.get(..LIMIT).unwrap_or(body));
        self.0.response = Some(text.into());
        self
    }

    /// Removes what is quoted of an answer that cannot be read, since it may contain a token that nothing else knows.
    pub(crate) fn without_answer(mut self) -> Self {
        self.0.response = None;
        if self.0.server.is_none() && self.0.kind == ErrorKind::Decode {
            self.0.decode = None;
            let status = self.0.status.map(|status| format!(" (HTTP status {status})")).unwrap_or_default();
            self.0.message =
                format!("the answer has no access token, and is not shown since it may contain one{status}");
        }
        self
    }

    /// Declares that the write took effect although its response could not be read. It is never retryable.
    pub(crate) fn after_write(mut self) -> Self {
        self.0.happened = true;
        self.0.retryable = false;
        self
    }

    /// Adds a note to the message.
    pub(crate) fn noting(mut self, note: &str) -> Self {
        self.0.message.push_str("; ");
        self.0.message.push_str(note);
        self
    }

    pub(crate) fn retryable(self) -> Self {
        self.retryable_if(true)
    }

    pub(crate) fn retryable_if(mut self, retryable: bool) -> Self {
        self.0.retryable = retryable;
        self
    }

    /// Sets how long to wait before the next call.
    pub(crate) fn after(mut self, wait: Option<Duration>) -> Self {
        self.0.retry_after = wait;
        self
    }

    /// Sets the URL of the login dialog.
    pub(crate) fn with_dialog(mut self, dialog: Option<&Arc<str>>) -> Self {
        self.0.dialog = dialog.cloned();
        self
    }

    /// Sets the number of attempts.
    pub(crate) fn tried(mut self, attempts: u32) -> Self {
        self.0.attempts = attempts;
        self
    }

    /// Sets the failed operation, which determines operation-specific codes and missing permissions.
    pub(crate) fn during(mut self, operation: Option<Description>) -> Self {
        let Some(operation) = operation else { return self };
        self.0.operation = Some(operation);
        if let Some(code) = self.code()
            && let Some(own) = operation.errors().iter().find(|own| own.code == code)
        {
            self.0.operation_code = Some(own);
        }
        if self.0.kind == ErrorKind::Permission && self.0.missing.is_empty() {
            self.0.missing = self.named_permissions(operation);
        }
        self
    }

    /// The permissions of the operation that the server's message names, or else all that may be required.
    fn named_permissions(&self, operation: Description) -> Vec<&'static str> {
        let all: Vec<&'static str> = operation
            .permissions
            .iter()
            .flat_map(|all| all.iter())
            .flat_map(|any| any.iter().copied())
            .collect();
        let words: Vec<&str> =
            self.0.message.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').collect();
        let mut missing: Vec<&'static str> =
            all.iter().copied().filter(|name| words.contains(name)).collect();
        if missing.is_empty() {
            missing = operation.own_permissions().iter().flat_map(|any| any.iter().copied()).collect();
        }
        let mut unique: Vec<&'static str> = Vec::new();
        for name in missing {
            if !unique.contains(&name) {
                unique.push(name);
            }
        }
        unique
    }
}
