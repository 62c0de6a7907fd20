//! Faults built in code.

use std::time::Duration;

use super::model::{Details, Fault, Filter, Kind};
use crate::protocol::CONTENT_TYPE;

impl Fault {
    fn new(kind: Kind) -> Self {
        Self { kind, filter: Filter::default(), details: Details::default() }
    }

    /// Delays every response.
    #[must_use]
    pub fn latency(time: Duration) -> Self {
        Self::new(Kind::Latency(time))
    }

    /// Responds with an error of this code. The call is not executed unless [`done`](Self::done) is set.
    #[must_use]
    pub fn error(code: i64) -> Self {
        Self::new(Kind::Error(code, None))
    }

    /// Takes a message on WhatsApp, and reports in its status that it failed with this code. Other calls are not affected.
    ///
    /// ```
    /// use graph_sandbox::Fault;
    ///
    /// assert_eq!("status=131049,times=1".parse(), Ok(Fault::failed_status(131_049).times(1)));
    /// ```
    #[must_use]
    pub fn failed_status(code: i64) -> Self {
        Self::new(Kind::Status(code))
    }

    /// Responds with this text, with status 200 unless [`status`](Self::status) is set.
    #[must_use]
    pub fn body(text: impl Into<String>) -> Self {
        Self::new(Kind::Body(text.into(), CONTENT_TYPE))
    }

    /// Sets the subcode of an error.
    #[must_use]
    pub fn subcode(mut self, subcode: i64) -> Self {
        if let Kind::Error(_, known) = &mut self.kind {
            *known = Some(subcode);
        }
        self
    }

    /// Sets the HTTP status of an error or a custom body.
    #[must_use]
    pub fn status(mut self, status: u16) -> Self {
        self.details.status = Some(status);
        self
    }

    /// Sets the message of an error.
    #[must_use]
    pub fn message(mut self, message: impl Into<String>) -> Self {
        self.details.message = Some(message.into());
        self
    }

    /// Sets `is_transient` of an error.
    #[must_use]
    pub fn transient(mut self, transient: bool) -> Self {
        self.details.transient = Some(transient);
        self
    }

    /// Executes the call before its response is replaced: a write takes effect although the response is an error.
    #[must_use]
    pub fn done(mut self) -> Self {
        self.details.done = true;
        self
    }

    /// Limits the fault to this many calls.
    #[must_use]
    pub fn times(mut self, times: u64) -> Self {
        self.filter.times = Some(times);
        self
    }

    /// Skips this many matching calls before the first affected one.
    #[must_use]
    pub fn after(mut self, calls: u64) -> Self {
        self.filter.after = calls;
        self
    }

    /// Affects only this share of the calls, between 0 and 1. The seed decides which ones.
    #[must_use]
    pub fn rate(mut self, rate: f64) -> Self {
        self.filter.rate = Some(rate);
        self
    }

    /// Affects only calls whose path starts with these segments, in any version: `/me/likes` includes
    /// everything below it.
    #[must_use]
    pub fn path(mut self, path: impl Into<String>) -> Self {
        self.filter.path = Some(path.into());
        self
    }

    /// Affects only calls of this method: `GET`, `POST` or `DELETE`.
    #[must_use]
    pub fn method(mut self, method: impl AsRef<str>) -> Self {
        self.filter.method = Some(method.as_ref().to_ascii_uppercase());
        self
    }

    /// Affects batch items instead of whole calls.
    #[must_use]
    pub fn items(mut self) -> Self {
        self.filter.items = true;
        self
    }
}
