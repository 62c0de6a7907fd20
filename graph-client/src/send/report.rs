//! Per-attempt report for metrics and logs.

use std::time::Duration;

use http::Method;

use crate::{error::Error, send::Usage};

/// The report of one attempt of a call, passed to the callback of
/// [`GraphBuilder::on_call`](crate::GraphBuilder::on_call).
///
/// It contains no URL, no token and no content of the response.
#[derive(Debug)]
#[non_exhaustive]
pub struct CallReport<'a> {
    /// The operation, such as `user.likes.list`; `None` for a raw call, a further page or a batch.
    pub operation: Option<&'static str>,
    /// The HTTP method.
    pub method: &'a Method,
    /// The number of the attempt, from 1 on.
    pub attempt: u32,
    /// How long the attempt waited because a rate limit was near.
    pub waited: Duration,
    /// How long the attempt took after that wait.
    pub took: Duration,
    /// The HTTP status, if there was a response.
    pub status: Option<u16>,
    /// The rate limit usage that the response reported.
    pub usage: &'a Usage,
    /// The error, if the attempt failed.
    pub error: Option<&'a Error>,
    /// The wait before the next attempt, if there is one.
    pub again_in: Option<Duration>,
}
