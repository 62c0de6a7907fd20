//! State and settings that all clients of a `Graph` share.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use super::{
    CallReport, RetryPolicy, Throttle, Timer,
    limits::{LimitStore, Limiter},
    retry::Budget,
    testing::Answers,
    transport::Transport,
};
use crate::{answer::Deviation, facts::Api, secrecy::AppSecret};

/// Settings and state of a [`Graph`](crate::Graph).
pub(crate) struct Shared {
    /// The API of calls that do not name one, such as raw calls.
    pub(crate) api: &'static Api,
    pub(crate) host: Option<String>,
    pub(crate) version: Option<String>,
    /// The URL of the login dialog, if it is not the public one.
    pub(crate) dialog: Option<Arc<str>>,
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) observer: Option<Observer>,
    pub(crate) calls: Option<CallObserver>,
    pub(crate) timer: Arc<dyn Timer>,
    /// The time limit of an attempt.
    pub(crate) timeout: Option<Duration>,
    /// The time limit of an attempt without progress.
    pub(crate) idle_timeout: Option<Duration>,
    pub(crate) retry: RetryPolicy,
    pub(crate) budget: Mutex<Budget>,
    pub(crate) throttle: Throttle,
    pub(crate) limiter: Mutex<Limiter>,
    /// The limits that others share.
    pub(crate) limits: Option<Arc<dyn LimitStore>>,
    pub(crate) app_secret: Option<AppSecret>,
    pub(crate) answers: Option<Answers>,
}

pub(crate) type Observer = Arc<dyn Fn(&Deviation) + Send + Sync>;
pub(crate) type CallObserver = Arc<dyn Fn(&CallReport<'_>) + Send + Sync>;
