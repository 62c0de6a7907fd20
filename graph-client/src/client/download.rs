//! Downloads of files from URLs that the platform provides.

use std::{fmt, future::IntoFuture};

use bytes::Bytes;

use super::Pending;
use crate::{
    error::Result,
    facts::Api,
    send::{Caller, Incoming, Settings, call_settings},
};

/// The default maximum length of a file, in bytes. The largest media files of messages have 100 MB.
const LIMIT: u64 = 128 << 20;

/// A download. Created by [`Client::download`](crate::Client::download). Nothing is sent until it is awaited.
///
/// Awaiting it opens the file and returns an [`Incoming`], which is read chunk by chunk. [`bytes`](Self::bytes) reads a
/// small file into memory instead.
#[must_use = "nothing is sent until it is awaited"]
pub struct Download {
    caller: Caller,
    url: String,
    api: &'static Api,
    limit: u64,
}

impl Download {
    pub(crate) fn new(caller: Caller, url: String) -> Self {
        let api = caller.shared.api;
        Self { caller, url, api, limit: LIMIT }
    }

    /// Sets the maximum length of the file, in bytes. The default is 128 MiB.
    ///
    /// A longer file is an error: before any of it is read if the server sends its length, otherwise as soon as the
    /// limit is exceeded.
    pub fn limit(mut self, bytes: u64) -> Self {
        self.limit = bytes;
        self
    }

    /// Allows the hosts of another API, such as `planets::api()`, instead of the hosts of the client's API.
    pub fn of(mut self, api: &'static Api) -> Self {
        self.api = api;
        self
    }

    call_settings!(
        "Cancels the download after `timeout`, however much has arrived. By default, there is no time limit while bytes \
         keep arriving: see [`GraphBuilder::idle_timeout`](crate::GraphBuilder::idle_timeout)."
    );

    fn set(mut self, set: impl Fn(&mut Settings)) -> Self {
        set(&mut self.caller.settings);
        self
    }

    /// Opens the file. Retried like any other read until the first bytes have arrived.
    pub fn open(self) -> Pending<Incoming> {
        let Self { mut caller, url, api, limit } = self;
        let given = caller.settings.clone();
        let pending = Pending::new(move |settings| {
            caller.settings = settings;
            Box::pin(async move { caller.open(&url, api, limit).await })
        });
        pending.set(|settings| *settings = given)
    }

    /// Reads the whole file into memory. Retried like any other read, even if the connection is lost midway.
    pub fn bytes(self) -> Pending<Bytes> {
        let Self { mut caller, url, api, limit } = self;
        let given = caller.settings.clone();
        let pending = Pending::new(move |settings| {
            caller.settings = settings;
            Box::pin(async move { caller.load(&url, api, limit).await })
        });
        pending.set(|settings| *settings = given)
    }
}

impl IntoFuture for Download {
    type Output = Result<Incoming>;
    type IntoFuture = Pending<Incoming>;

    fn into_future(self) -> Self::IntoFuture {
        self.open()
    }
}

impl fmt::Debug for Download {
    /// Omits the URL, which may contain a secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Download").field("limit", &self.limit).finish_non_exhaustive()
    }
}
