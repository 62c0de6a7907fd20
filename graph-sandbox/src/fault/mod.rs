//! Trouble on demand: what goes wrong, with which calls, and how often.

mod apply;
mod limit;
mod parse;
mod plan;
mod text;

use std::time::Duration;

pub use parse::FaultError;

pub(crate) use apply::answer;
pub(crate) use limit::Windows;
pub(crate) use plan::{Effects, Faults, Set};

/// Something that goes wrong on demand, and when it does.
///
/// It is made from a text, as `--fault` and the header `X-Sandbox-Fault` have it, or by a function; both are
/// the same. Without further words it goes wrong with every call.
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
    pub(crate) what: What,
    pub(crate) when: When,
    pub(crate) details: Details,
}

/// What goes wrong.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum What {
    /// The answer comes later.
    Latency(Duration),
    /// An error of a code in place of the answer.
    Error(i64, Option<i64>),
    /// This text in place of the answer, with its content type.
    Body(String, &'static str),
    /// A header that tells how much was used, in percent.
    Usage(Subject, f64),
    /// No more than so many calls in a time.
    Limit(Subject, u64, Duration),
    /// Lists longer than this are too much.
    Reduce(usize),
    /// The connection ends early.
    Cut(Cut),
    /// The body comes in pieces, so long after one another.
    Slow(Duration),
    /// Half of the JSON, and all is well with HTTP.
    Truncate,
    /// Another content type.
    ContentType(String),
    /// A header of this name and value.
    Header(String, String),
    /// Links that lead nowhere.
    Paging(Loop),
    /// A redirect to this host.
    Redirect(String),
    /// Only so many items of a batch are done.
    Unfinished(usize),
}

/// Whose calls are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Subject {
    /// All: code 4, `X-App-Usage`.
    App,
    /// Those of a person: code 17, `X-App-Usage`.
    User,
    /// Those of a Page: code 32, `X-Page-Usage`.
    Page,
    /// All, by a rule of their own: code 613, no header.
    Custom,
    /// All, as a business use case: code 80001, `X-Business-Use-Case-Usage`.
    Business,
    /// All, as those of an ad account: code 17, subcode 2446079, `X-Ad-Account-Usage`.
    AdAccount,
}

/// Where a connection ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cut {
    /// Nothing is done, and nothing is answered.
    Before,
    /// The call is done, and its answer ends in the middle of the header.
    Head,
    /// The call is done, and its answer ends in the middle of the body.
    Body,
}

/// Which links lead nowhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Loop {
    /// The next page is the same one, under the same link.
    Same,
    /// The page is empty, and the next one is the same, under the same link.
    SameEmpty,
    /// So many pages are empty before the list goes on; without a number all of them are.
    Empty(Option<u64>),
    /// `next` is an empty text on the last page.
    Blank,
}

/// The form of an error.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Form {
    /// `{"error": {..}}`
    #[default]
    Envelope,
    /// The same without its `code`.
    NoCode,
    /// The same without its `type`.
    NoType,
    /// `{"error": "message"}`
    Bare,
    /// `{"error_code": .., "error_msg": ".."}`
    Flat,
}

/// With which calls it goes wrong.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct When {
    /// How often, and never again.
    pub(crate) times: Option<u64>,
    /// How many calls pass first.
    pub(crate) after: u64,
    /// The share of calls.
    pub(crate) rate: Option<f64>,
    /// The beginning of the path.
    pub(crate) path: Option<String>,
    /// `GET`, `POST` or `DELETE`.
    pub(crate) method: Option<String>,
    /// Whether it is about the items of batches in place of calls.
    pub(crate) items: bool,
}

/// The rest of an answer that is not the usual one.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Details {
    pub(crate) status: Option<u16>,
    pub(crate) message: Option<String>,
    pub(crate) title: Option<String>,
    pub(crate) text: Option<String>,
    pub(crate) transient: Option<bool>,
    pub(crate) form: Form,
    /// Whether the call is done all the same.
    pub(crate) done: bool,
}

impl Fault {
    fn new(what: What) -> Self {
        Self { what, when: When::default(), details: Details::default() }
    }

    /// Every answer comes so much later.
    #[must_use]
    pub fn latency(time: Duration) -> Self {
        Self::new(What::Latency(time))
    }

    /// An error of this code in place of the answer; nothing is done, unless [`done`](Self::done) says so.
    #[must_use]
    pub fn error(code: i64) -> Self {
        Self::new(What::Error(code, None))
    }

    /// This text in place of the answer, with status 200 unless [`status`](Self::status) says otherwise.
    #[must_use]
    pub fn body(text: impl Into<String>) -> Self {
        Self::new(What::Body(text.into(), crate::answer::CONTENT_TYPE))
    }

    /// The subcode of an error.
    #[must_use]
    pub fn subcode(mut self, subcode: i64) -> Self {
        if let What::Error(_, known) = &mut self.what {
            *known = Some(subcode);
        }
        self
    }

    /// The HTTP status of an answer that is an error or a text of one's own.
    #[must_use]
    pub fn status(mut self, status: u16) -> Self {
        self.details.status = Some(status);
        self
    }

    /// The message of an error.
    #[must_use]
    pub fn message(mut self, message: impl Into<String>) -> Self {
        self.details.message = Some(message.into());
        self
    }

    /// What an error says of `is_transient`.
    #[must_use]
    pub fn transient(mut self, transient: bool) -> Self {
        self.details.transient = Some(transient);
        self
    }

    /// The call is done, and goes wrong only then: a write happened, though its answer is an error.
    #[must_use]
    pub fn done(mut self) -> Self {
        self.details.done = true;
        self
    }

    /// It goes wrong so often, and then never again.
    #[must_use]
    pub fn times(mut self, times: u64) -> Self {
        self.when.times = Some(times);
        self
    }

    /// So many calls pass before the first one that goes wrong.
    #[must_use]
    pub fn after(mut self, calls: u64) -> Self {
        self.when.after = calls;
        self
    }

    /// Only this share of the calls goes wrong, between 0 and 1; which ones, the seed says.
    #[must_use]
    pub fn rate(mut self, rate: f64) -> Self {
        self.when.rate = Some(rate);
        self
    }

    /// Only calls whose path begins so: `/me/likes` stands for all below it, whatever the version.
    #[must_use]
    pub fn path(mut self, path: impl Into<String>) -> Self {
        self.when.path = Some(path.into());
        self
    }

    /// Only calls of this method: `GET`, `POST` or `DELETE`.
    #[must_use]
    pub fn method(mut self, method: impl AsRef<str>) -> Self {
        self.when.method = Some(method.as_ref().to_ascii_uppercase());
        self
    }

    /// It goes wrong with the items of batches in place of whole calls.
    #[must_use]
    pub fn items(mut self) -> Self {
        self.when.items = true;
        self
    }
}
