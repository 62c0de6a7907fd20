//! The error type of all calls: opaque, with accessors.

mod cause;
mod display;
mod envelope;
mod made;
mod server;
mod upload;

use std::{sync::Arc, time::Duration};

use serde_json::Value;

use crate::{
    decode::DecodeError,
    facts::{DIALOG, Description, ErrorRow, KnownError, OwnError},
    secrecy::UNRESERVED,
};

use cause::Cause;
#[cfg(any(feature = "reqwest", feature = "tower"))]
pub(crate) use cause::links;

pub use crate::facts::ErrorKind;
pub(crate) use envelope::{check, not_visible, refused_write};
pub(crate) use server::Server;
pub(crate) use upload::check_bytes;

/// The result of a call.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// A failed call.
///
/// [`kind`](Self::kind) classifies the error. [`code`](Self::code) and [`subcode`](Self::subcode)
/// are the platform's numbers, [`known`](Self::known) is the code as an enum of the operation, and
/// [`is_retryable`](Self::is_retryable) tells whether to try again. Errors never contain access
/// tokens.
///
/// ```
/// # use graph_client::{Error, ErrorKind};
/// fn advice(error: &Error) -> &'static str {
///     match error.kind() {
///         ErrorKind::Authentication => "log in again",
///         ErrorKind::Permission => "grant the missing permissions",
///         _ if error.is_retryable() => "try again later",
///         _ => "report this error",
///     }
/// }
/// ```
///
/// `Display` is complete: there is no need to print the sources, too. The [`source`](std::error::Error::source) is for programs:
/// the [`DecodeError`] of a response that could not be decoded, or, if there was no response, the transport's own
/// error, such as `reqwest::Error`. It can be downcast:
///
/// ```
/// # use graph_client::Error;
/// fn is_refused(error: &Error) -> bool {
///     let mut source = std::error::Error::source(error);
///     while let Some(cause) = source {
///         if let Some(io) = cause.downcast_ref::<std::io::Error>() {
///             return io.kind() == std::io::ErrorKind::ConnectionRefused;
///         }
///         source = cause.source();
///     }
///     false
/// }
/// ```
///
/// If the text of the transport's error contains a secret of the call, only the redacted text is kept, which cannot be
/// downcast.
#[derive(Clone)]
pub struct Error(Box<Inner>);

#[derive(Clone, Default)]
struct Inner {
    kind: ErrorKind,
    /// For humans: what happened.
    message: String,
    operation: Option<Description>,
    row: Option<&'static ErrorRow>,
    /// The code, if the operation documents it.
    operation_code: Option<&'static OwnError>,
    server: Option<Server>,
    missing: Vec<&'static str>,
    decode: Option<DecodeError>,
    /// Why there is no response.
    cause: Option<Cause>,
    status: Option<u16>,
    /// The body of a response that could not be read.
    response: Option<Box<str>>,
    /// The write certainly took effect.
    happened: bool,
    retryable: bool,
    retry_after: Option<Duration>,
    attempts: u32,
    /// The state of a node that was waited for.
    state: Option<String>,
    /// The URL of the login dialog, if not the default.
    dialog: Option<Arc<str>>,
}

impl Error {
    /// The kind of error.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// The platform's error code. `None` if the error is not from the platform or has no code.
    pub fn code(&self) -> Option<i64> {
        self.0.server.as_ref()?.code
    }

    /// The platform's error subcode.
    pub fn subcode(&self) -> Option<i64> {
        self.0.server.as_ref()?.subcode
    }

    /// The name of the code in the schema: operation-specific if there is one, else general.
    pub fn name(&self) -> Option<&'static str> {
        self.0.operation_code.map(|own| own.name).or(self.0.row.map(|row| row.name))
    }

    /// The meaning of the code according to the schema.
    pub fn meaning(&self) -> Option<&'static str> {
        self.0.operation_code.map(|own| own.meaning).or(self.0.row.map(|row| row.meaning))
    }

    /// What to do about the code according to the schema, in a sentence or two, such as "Send a template." `None` if the
    /// error has no code or the schema does not say.
    ///
    /// To look up a code inside a response or webhook, such as that of a message status, use [`Api::error`](crate::Api::error).
    pub fn remedy(&self) -> Option<&'static str> {
        let remedy = self.0.operation_code.map(|own| own.remedy).or(self.0.row.map(|row| row.remedy));
        remedy.filter(|remedy| !remedy.is_empty())
    }

    /// The platform's error type, such as `OAuthException`. Not reliable for classification: use the code.
    pub fn server_type(&self) -> Option<&str> {
        self.0.server.as_ref()?.kind.as_deref()
    }

    /// The platform's error message, with secrets redacted.
    pub fn server_message(&self) -> Option<&str> {
        Some(self.0.server.as_ref()?.message.as_str())
    }

    /// The code as an enum of the codes that the operation documents.
    ///
    /// `None` if the code is not documented for the operation, or if `C` belongs to another operation.
    ///
    /// ```no_run
    /// # use graph_client::{api::user::{self, achievements}, *};
    /// # async fn f(me: Client<UserToken>) -> Result<()> {
    /// match me.send(user::me().achievements().create("https://game.example/won")).await {
    ///     Err(e) if matches!(e.known(), Some(achievements::CreateError::AlreadyAchieved)) => {}
    ///     other => { other?; }
    /// }
    /// # Ok(()) }
    /// ```
    pub fn known<C: KnownError>(&self) -> Option<C> {
        let operation = self.0.operation?;
        if operation.name != C::OPERATION {
            return None;
        }
        C::from_code(self.code()?)
    }

    /// The name of the operation that failed, such as `user.events.create`.
    pub fn operation(&self) -> Option<&'static str> {
        self.0.operation.map(|operation| operation.name)
    }

    /// Whether the same call can be retried. Always false if a write may have been executed, unless
    /// the call was marked as [`idempotent`](crate::Pending::idempotent).
    pub fn is_retryable(&self) -> bool {
        self.0.retryable
    }

    /// Whether the cause is likely to pass, by what the platform or the code's entry in the schema says: the call may succeed
    /// later.
    ///
    /// Unlike [`is_retryable`](Self::is_retryable), it says nothing about a write that may have been executed. Send such a
    /// write again only if doing it twice does no harm, such as a message that is worse lost than doubled.
    pub fn is_transient(&self) -> bool {
        let this = &self.0;
        let by_kind = matches!(
            this.kind,
            ErrorKind::Network | ErrorKind::Timeout | ErrorKind::Throttled | ErrorKind::Server
        );
        let last_word = this.row.filter(|row| row.last_word).map(|row| row.retry);
        let said = last_word.or(this.server.as_ref().and_then(|server| server.is_transient));
        let by_code = said.or(this.row.map(|row| row.retry));
        this.retryable || !self.happened() && by_code.unwrap_or(by_kind)
    }

    /// How long to wait before the next call, if the platform or a rate limit requires it: taken from the headers of
    /// the response, whatever its error code.
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }

    /// The number of attempts. 0 if nothing was sent.
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// Whether the platform asks for requests of less data. Lists handle this automatically by halving the page size.
    pub fn wants_less_data(&self) -> bool {
        self.0.server.as_ref().is_some_and(|server| {
            server.message.to_ascii_lowercase().contains("reduce the amount of data")
                || server.subcode == Some(99) && server.code == Some(1)
        })
    }

    /// The HTTP status, if there was a response. Not reliable for classification: errors may have status 200.
    pub fn status(&self) -> Option<u16> {
        self.0.status
    }

    /// The state of a node that was [waited for](crate::Client::wait_for), and that failed or was not finished in time.
    /// [`server_message`](Self::server_message) is the reason of a failure, and [`server_member`](Self::server_member)
    /// returns the fields that were read.
    pub fn job_state(&self) -> Option<&str> {
        self.0.state.as_deref()
    }

    /// The platform's trace id of the call, for support requests.
    pub fn trace_id(&self) -> Option<&str> {
        self.0.server.as_ref()?.trace_id.as_deref()
    }

    /// The platform's title and message for the end user. The title may be empty.
    pub fn user_message(&self) -> Option<(&str, &str)> {
        let server = self.0.server.as_ref()?;
        let text = server.user_message.as_deref()?;
        Some((server.user_title.as_deref().unwrap_or(""), text))
    }

    /// The missing permissions, as far as known from the schema and the response.
    pub fn missing_permissions(&self) -> &[&'static str] {
        &self.0.missing
    }

    /// The URL of the login dialog at which the person can grant the missing permissions. `None` if
    /// [`missing_permissions`](Self::missing_permissions) is empty.
    ///
    /// `redirect_uri` is the URL of the app to which the dialog redirects.
    pub fn login_url(&self, app_id: &str, redirect_uri: &str) -> Option<String> {
        if self.0.missing.is_empty() {
            return None;
        }
        let encode = |text| percent_encoding::utf8_percent_encode(text, UNRESERVED);
        Some(format!(
            "{}?client_id={}&redirect_uri={}&scope={}",
            self.0.dialog.as_deref().unwrap_or(DIALOG),
            encode(app_id),
            encode(redirect_uri),
            self.0.missing.join(",")
        ))
    }

    /// Where and why the response could not be decoded.
    pub fn decode_error(&self) -> Option<&DecodeError> {
        self.0.decode.as_ref()
    }

    /// Whether the write certainly took effect, although the call returned an error: the server reported success, but
    /// its response could not be read, or reading the new object back failed. Sending the write again would execute it
    /// twice. See [`response`](Self::response) and [`original_response`](Self::original_response).
    ///
    /// False if it is not certain: a write whose connection was lost or that timed out may or may not have taken
    /// effect. It is then not [retryable](Self::is_retryable).
    pub fn happened(&self) -> bool {
        self.0.happened || self.original_response().is_some()
    }

    /// The body of a response that could not be read, with secrets redacted, cut to 1 MiB.
    pub fn response(&self) -> Option<&str> {
        self.0.response.as_deref()
    }

    /// The member `error_data` of the platform's error, which often holds the only explanation, in `details` or
    /// `blame_field_specs`. JSON in a string is parsed.
    pub fn error_data(&self) -> Option<&Value> {
        self.server_member("error_data")
    }

    /// `error_data.details`, or `error_data` if it is a string.
    pub fn details(&self) -> Option<&str> {
        let data = self.error_data()?;
        data.get("details").unwrap_or(data).as_str()
    }

    /// Any other member of the platform's error, by its name.
    pub fn server_member(&self, name: &str) -> Option<&Value> {
        self.0.server.as_ref()?.rest.get(name)
    }

    /// The result of a write that was executed although the response is an error, because reading
    /// the new object back failed. A retry would execute the write twice.
    pub fn original_response(&self) -> Option<&str> {
        self.0.server.as_ref()?.original_response.as_deref()
    }
}
