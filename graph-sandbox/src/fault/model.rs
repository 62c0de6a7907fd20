//! A fault as data.

use std::time::Duration;

/// A fault to inject, and the calls it applies to.
///
/// Parse it from the text that `--fault` and the header `X-Sandbox-Fault` take, or build it with the
/// functions below; both give the same value. Without options it applies to every call.
///
/// ```
/// use graph_sandbox::Fault;
///
/// let fault: Fault = "error=190/463, times=2, path=/me/likes".parse()?;
/// assert_eq!(fault, Fault::error(190).subcode(463).times(2).path("/me/likes"));
/// assert_eq!(fault.to_string(), "error=190/463,times=2,path=/me/likes");
/// # Ok::<(), graph_sandbox::FaultError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    pub(super) kind: Kind,
    pub(super) filter: Filter,
    pub(super) details: Details,
}

/// What fails.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Kind {
    /// Delays the response.
    Latency(Duration),
    /// Responds with an error of this code and subcode.
    Error(i64, Option<i64>),
    /// Responds with this text and content type.
    Body(String, &'static str),
    /// Adds a usage header, in percent.
    Usage(Subject, f64),
    /// Allows this many calls per window.
    Limit(Subject, u64, Duration),
    /// Refuses lists longer than this.
    Reduce(usize),
    /// Closes the connection early.
    Cut(Cut),
    /// Sends the body in pieces, with this pause before each.
    Slow(Duration),
    /// Sends half of the JSON in a valid HTTP response.
    Truncate,
    /// Replaces the content type.
    ContentType(String),
    /// Sets a header.
    Header(String, String),
    /// Breaks paging links.
    Paging(BrokenPaging),
    /// Redirects to this host.
    Redirect(String),
    /// Runs only this many items of a batch.
    Unfinished(usize),
    /// Takes a message and reports in its status that it failed, with this code.
    Status(i64),
}

/// Whose calls count against a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Subject {
    /// All calls: code 4, `X-App-Usage`.
    App,
    /// Calls of one person: code 17, `X-App-Usage`.
    User,
    /// Calls of one Page: code 32, `X-Page-Usage`.
    Page,
    /// All calls, under a custom rule: code 613, no header.
    Custom,
    /// All calls, as a business use case: code 80001, `X-Business-Use-Case-Usage`.
    Business,
    /// All calls, as an ad account: code 17, subcode 2446079, `X-Ad-Account-Usage`.
    AdAccount,
}

/// Where the connection is closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cut {
    /// Before the call is executed.
    Before,
    /// After execution, in the middle of the response header.
    Head,
    /// After execution, in the middle of the response body.
    Body,
}

/// How paging links are broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BrokenPaging {
    /// `next` links to the same page.
    Same,
    /// The page is empty and `next` links to itself.
    SameEmpty,
    /// This many empty pages precede the list; `None` for an endless sequence.
    Empty(Option<u64>),
    /// `next` is an empty string on the last page.
    Blank,
}

/// The shape of an error response.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Form {
    /// `{"error": {..}}`
    #[default]
    Envelope,
    /// The envelope without `code`.
    NoCode,
    /// The envelope without `type`.
    NoType,
    /// `{"error": "message"}`
    Bare,
    /// `{"error_code": .., "error_msg": ".."}`
    Flat,
}

/// Which calls a fault applies to.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Filter {
    /// The maximum number of affected calls.
    pub(super) times: Option<u64>,
    /// How many matching calls to skip first.
    pub(super) after: u64,
    /// The share of matching calls that are affected.
    pub(super) rate: Option<f64>,
    /// A path prefix.
    pub(super) path: Option<String>,
    /// `GET`, `POST` or `DELETE`.
    pub(super) method: Option<String>,
    /// Whether it applies to batch items instead of whole calls.
    pub(super) items: bool,
}

/// Overrides for the response that a fault sends.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Details {
    pub(super) status: Option<u16>,
    pub(super) message: Option<String>,
    pub(super) title: Option<String>,
    pub(super) text: Option<String>,
    pub(super) transient: Option<bool>,
    pub(super) form: Form,
    /// Whether the call is executed before its response is replaced.
    pub(super) done: bool,
}
