//! What can go wrong with a call: one opaque type that can be asked.

mod envelope;

use std::{fmt, sync::Arc, time::Duration};

use crate::{
    decode::DecodeError,
    facts::{Api, DIALOG, Description, ErrorRow, KnownError},
    secrecy::{Redactor, UNRESERVED},
};

pub use crate::facts::ErrorKind;
pub(crate) use envelope::{check, not_visible, refused_write};

/// The answer of a call, or what went wrong.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What went wrong with a call.
///
/// Ask it: [`kind`](Self::kind) for the family, [`code`](Self::code) and
/// [`subcode`](Self::subcode) for the platform's numbers, [`known`](Self::known) for the codes
/// that the operation itself documents, [`is_retryable`](Self::is_retryable) for what to do.
/// No access token is ever part of it.
#[derive(Clone)]
pub struct Error(Box<Inner>);

#[derive(Clone, Default)]
struct Inner {
    kind: ErrorKind,
    /// What happened, for people.
    message: String,
    operation: Option<Description>,
    row: Option<&'static ErrorRow>,
    own: Option<(&'static str, &'static str)>,
    server: Option<Server>,
    missing: Vec<&'static str>,
    decode: Option<DecodeError>,
    status: Option<u16>,
    retryable: bool,
    retry_after: Option<Duration>,
    attempts: u32,
    /// Where people log in, where that is not the public site.
    dialog: Option<Arc<str>>,
}

/// What the platform itself said.
#[derive(Clone, Debug, Default)]
pub(crate) struct Server {
    pub(crate) status: u16,
    pub(crate) message: String,
    pub(crate) kind: Option<String>,
    pub(crate) code: Option<i64>,
    pub(crate) subcode: Option<i64>,
    pub(crate) is_transient: Option<bool>,
    pub(crate) user_title: Option<String>,
    pub(crate) user_message: Option<String>,
    pub(crate) trace_id: Option<String>,
    pub(crate) original_response: Option<String>,
}

impl Error {
    pub(crate) fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self(Box::new(Inner { kind, message: message.into(), ..Inner::default() }))
    }

    /// An answer that does not fit the schema.
    pub(crate) fn decode(error: DecodeError) -> Self {
        let mut this = Self::new(ErrorKind::Decode, format!("the answer does not fit: {error}"));
        this.0.decode = Some(error);
        this
    }

    /// Permissions that were asked for and not granted.
    pub(crate) fn not_granted(missing: Vec<&'static str>) -> Self {
        let mut this = Self::new(ErrorKind::Permission, format!("not granted: {}", missing.join(", ")));
        this.0.missing = missing;
        this
    }

    /// An error that the platform answered, judged by the tables of the schema.
    pub(crate) fn from_server(server: Server, api: &'static Api, repeatable: bool) -> Self {
        let row = server.code.and_then(|code| row(api, code, server.subcode));
        let kind = match (row, server.kind.as_deref()) {
            (Some(row), _) => row.kind,
            (None, Some("OAuthException")) if matches!(server.status, 401 | 403) => ErrorKind::Authentication,
            _ if server.status >= 500 => ErrorKind::Server,
            _ => ErrorKind::Api,
        };
        // The server's own word beats the table, both ways.
        let retryable = server
            .is_transient
            .unwrap_or_else(|| row.is_some_and(|row| row.retry) || server.status >= 500 && row.is_none());
        let mut this = Self::new(kind, server.message.clone());
        // A call that changes something may have done so, unless it was turned away at the door.
        let safe = repeatable || kind == ErrorKind::Throttled;
        this.0.retryable = retryable && safe && server.original_response.is_none();
        this.0.status = Some(server.status);
        this.0.row = row;
        this.0.server = Some(server);
        this
    }

    pub(crate) fn with_status(mut self, status: u16) -> Self {
        self.0.status = Some(status);
        self
    }

    /// Takes secrets out of what the server wrote: platforms repeat a malformed token.
    pub(crate) fn redacted(mut self, redactor: &Redactor) -> Self {
        if redactor.is_empty() {
            return self;
        }
        redactor.redact(&mut self.0.message);
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
        }
        if let Some(decode) = &mut self.0.decode {
            decode.clean(&|text| redactor.redact(text));
        }
        self
    }

    pub(crate) fn retryable(self) -> Self {
        self.retryable_if(true)
    }

    pub(crate) fn retryable_if(mut self, retryable: bool) -> Self {
        self.0.retryable = retryable;
        self
    }

    /// Says for how long the platform takes no further call.
    pub(crate) fn after(mut self, wait: Option<Duration>) -> Self {
        self.0.retry_after = wait;
        self
    }

    /// Says where people log in.
    pub(crate) fn with_dialog(mut self, dialog: Option<&Arc<str>>) -> Self {
        self.0.dialog = dialog.cloned();
        self
    }

    /// Says how often it was tried.
    pub(crate) fn tried(mut self, attempts: u32) -> Self {
        self.0.attempts = attempts;
        self
    }

    /// Says which operation failed, which names its own codes and the permissions it needs.
    pub(crate) fn during(mut self, operation: Option<Description>) -> Self {
        let Some(operation) = operation else { return self };
        self.0.operation = Some(operation);
        if let Some(code) = self.code()
            && let Some((_, name, meaning)) = operation.errors().iter().find(|(known, ..)| *known == code)
        {
            self.0.own = Some((name, meaning));
        }
        if self.0.kind == ErrorKind::Permission && self.0.missing.is_empty() {
            self.0.missing = self.named_permissions(operation);
        }
        self
    }

    /// The permissions of the operation that the server's message names; else all it may need.
    fn named_permissions(&self, operation: Description) -> Vec<&'static str> {
        let all: Vec<&'static str> = operation
            .permissions()
            .iter()
            .flat_map(|all| all.iter())
            .flat_map(|any| any.iter().copied())
            .collect();
        let words: Vec<&str> =
            self.0.message.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').collect();
        let mut missing: Vec<&'static str> =
            all.iter().copied().filter(|name| words.contains(name)).collect();
        if missing.is_empty() {
            missing = operation.permissions()[0].iter().flat_map(|any| any.iter().copied()).collect();
        }
        let mut once: Vec<&'static str> = Vec::new();
        for name in missing {
            if !once.contains(&name) {
                once.push(name);
            }
        }
        once
    }

    /// The family.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// The platform's code.
    pub fn code(&self) -> Option<i64> {
        self.0.server.as_ref()?.code
    }

    /// The platform's subcode.
    pub fn subcode(&self) -> Option<i64> {
        self.0.server.as_ref()?.subcode
    }

    /// The name that the schema has for the code: the operation's own one, else the common one.
    pub fn name(&self) -> Option<&'static str> {
        self.0.own.map(|(name, _)| name).or(self.0.row.map(|row| row.name))
    }

    /// What the schema says the code means, and what to do.
    pub fn meaning(&self) -> Option<&'static str> {
        self.0.own.map(|(_, meaning)| meaning).or(self.0.row.map(|row| row.meaning))
    }

    /// The platform's type, such as `OAuthException`. It does not classify errors; the code does.
    pub fn server_type(&self) -> Option<&str> {
        self.0.server.as_ref()?.kind.as_deref()
    }

    /// The platform's own message.
    pub fn server_message(&self) -> Option<&str> {
        Some(self.0.server.as_ref()?.message.as_str())
    }

    /// The code as one that the operation documents, where it is one.
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

    /// Whether the same call may be sent again. Never where a write may have happened, unless the
    /// call was said to be [`idempotent`](crate::Pending::idempotent).
    pub fn is_retryable(&self) -> bool {
        self.0.retryable
    }

    /// How long to wait before the call is sent again, where the platform or a limit that is near says so.
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }

    /// How often the call was sent. 0 where nothing was.
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// Whether the platform asks for less data at once. Lists do by themselves: with half the items on a page.
    pub fn wants_less_data(&self) -> bool {
        self.0.server.as_ref().is_some_and(|server| {
            server.message.to_ascii_lowercase().contains("reduce the amount of data")
                || server.subcode == Some(99) && server.code == Some(1)
        })
    }

    /// The HTTP status, where there was an answer. It says little: errors come with 200 too.
    pub fn status(&self) -> Option<u16> {
        self.0.status
    }

    /// The platform's identifier of this very call, for its support.
    pub fn trace_id(&self) -> Option<&str> {
        self.0.server.as_ref()?.trace_id.as_deref()
    }

    /// Title and text that the platform wrote for the person in front of the screen.
    pub fn user_message(&self) -> Option<(&str, &str)> {
        let server = self.0.server.as_ref()?;
        let text = server.user_message.as_deref()?;
        Some((server.user_title.as_deref().unwrap_or(""), text))
    }

    /// The permissions that are missing, as far as schema and answer tell.
    pub fn missing_permissions(&self) -> &[&'static str] {
        &self.0.missing
    }

    /// The address of the dialog where the person can grant what is missing: that of the graph's host.
    ///
    /// `redirect_uri` is the address of the app that the person comes back to.
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

    /// Where and why an answer did not fit.
    pub fn decode_error(&self) -> Option<&DecodeError> {
        self.0.decode.as_ref()
    }

    /// The result of a write that happened although its answer is an error: reading the new
    /// object back failed. Sending the write again would do it twice.
    pub fn original_response(&self) -> Option<&str> {
        self.0.server.as_ref()?.original_response.as_deref()
    }
}

/// The row that says most: one about the subcode, then the narrowest range; of equals the last,
/// which is the one that was laid over the others.
fn row(api: &'static Api, code: i64, subcode: Option<i64>) -> Option<&'static ErrorRow> {
    let fits = |row: &&ErrorRow| {
        (row.first..=row.last).contains(&code) && (row.subcode.is_none() || row.subcode == subcode)
    };
    api.errors.iter().rev().filter(fits).min_by_key(|row| (row.subcode.is_none(), row.last - row.first))
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inner = &self.0;
        if let Some(operation) = inner.operation {
            write!(f, "{}: ", operation.name)?;
        }
        f.write_str(&inner.message)?;
        if let Some(server) = &inner.server {
            let code = server.code.map(|code| match self.name() {
                Some(name) => format!("code {code} {name}"),
                None => format!("code {code}"),
            });
            let subcode = server.subcode.map(|subcode| format!("subcode {subcode}"));
            let trace = server.trace_id.as_ref().map(|trace| format!("trace {trace}"));
            let facts: Vec<String> = [code, subcode, trace].into_iter().flatten().collect();
            if !facts.is_empty() {
                write!(f, " ({})", facts.join(", "))?;
            }
        }
        if inner.attempts > 1 {
            write!(f, "; tried {} times", inner.attempts)?;
        }
        if inner.kind == ErrorKind::Permission && inner.server.is_some() && !inner.missing.is_empty() {
            write!(f, "; by the schema this needs {}", inner.missing.join(", "))?;
        }
        Ok(())
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}({self})", self.0.kind)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.decode.as_ref().map(|error| error as _)
    }
}
