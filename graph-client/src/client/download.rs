//! Loading files from addresses that the platform hands out.

use std::{fmt, future::IntoFuture};

use bytes::Bytes;

use super::Pending;
use crate::{
    error::Result,
    facts::Api,
    send::{Caller, Incoming, Settings, call_settings},
};

/// The default maximum length of a file, in bytes. The largest media of messages have 100 MB.
const LIMIT: u64 = 128 << 20;

/// A download. Created by [`Client::download`](crate::Client::download). Nothing is sent until it is awaited.
///
/// Awaiting it opens the file: an [`Incoming`], which is read chunk by chunk. [`bytes`](Self::bytes) reads a small file as
/// a whole.
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

    /// The maximum length of the file, in bytes; by default 128 MiB. A longer file is an error: before anything of it is
    /// read if the server says its length, else when the limit is passed.
    pub fn limit(mut self, bytes: u64) -> Self {
        self.limit = bytes;
        self
    }

    /// Allows the hosts of another API, such as `planets::api()`.
    pub fn of(mut self, api: &'static Api) -> Self {
        self.api = api;
        self
    }

    call_settings!(
        "Cancels the download after `timeout`, however much has arrived. By default it may take as long as bytes arrive: \
         see [`GraphBuilder::idle_timeout`](crate::GraphBuilder::idle_timeout)."
    );

    fn set(mut self, set: impl Fn(&mut Settings)) -> Self {
        set(&mut self.caller.settings);
        self
    }

    /// Opens the file. Retries as every read does, until the first bytes have arrived.
    pub fn open(self) -> Pending<Incoming> {
        let Self { mut caller, url, api, limit } = self;
        let given = caller.settings.clone();
        let pending = Pending::new(move |settings| {
            caller.settings = settings;
            Box::pin(async move { caller.open(&url, api, limit).await })
        });
        pending.set(|settings| *settings = given)
    }

    /// Reads the whole file into memory. Retries as every read does, also if the connection is lost in the middle.
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
    /// Omits the address, which may contain a secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Download").field("limit", &self.limit).finish_non_exhaustive()
    }
}
