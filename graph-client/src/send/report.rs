//! What is told of every attempt, for metrics and logs.

use std::time::Duration;

use http::Method;

use crate::{error::Error, send::Usage};

/// One attempt of a call, told to the function of [`GraphBuilder::on_call`](crate::GraphBuilder::on_call).
///
/// It holds no address, no token and nothing of the answer's content.
#[derive(Debug)]
#[non_exhaustive]
pub struct CallReport<'a> {
    /// The operation, such as `user.likes.list`; none for a raw call, a further page, a batch.
    pub operation: Option<&'static str>,
    /// The method.
    pub method: &'a Method,
    /// Which attempt it was, from 1 on.
    pub attempt: u32,
    /// How long it was held back because a limit was near.
    pub waited: Duration,
    /// How long it took from then on.
    pub took: Duration,
    /// The HTTP status, where an answer came.
    pub status: Option<u16>,
    /// What the answer said about limits.
    pub usage: &'a Usage,
    /// What went wrong, if anything.
    pub error: Option<&'a Error>,
    /// When the next attempt follows, if one does.
    pub again_in: Option<Duration>,
}
