//! Sending files to addresses that the platform hands out.

use std::{fmt, future::IntoFuture};

use http::{HeaderMap, HeaderName, HeaderValue, header};
use serde_json::Value;

use super::{Pending, raw::wrong_path};
use crate::{
    error::{Error, ErrorKind, Result},
    facts::Api,
    send::{
        Caller, Settings,
        address::{Given, RawUpload},
        call_settings,
    },
};

/// How often an upload goes on after a cut, by default.
const RESUMES: u32 = 5;

/// An upload to an address. Created by [`Client::upload_to`](crate::Client::upload_to). Nothing is sent until it is awaited.
#[must_use = "nothing is sent until it is awaited"]
pub struct UploadTo {
    caller: Caller,
    upload: RawUpload,
    /// The id of an upload session, in place of an address.
    session: Option<String>,
    refused: Option<String>,
}

impl UploadTo {
    pub(crate) fn new(caller: Caller, to: String, given: Given) -> Self {
        let api = caller.shared.api;
        let session = Some(to.clone()).filter(|to| to.starts_with("upload:"));
        let upload = RawUpload { url: to, api, given, headers: HeaderMap::new(), resumes: RESUMES };
        Self { caller, upload, session, refused: None }
    }

    /// Sets a header besides those that every upload has: `Authorization`, the offset and the size.
    pub fn header(mut self, name: &str, value: impl fmt::Display) -> Self {
        let pair = (name.parse::<HeaderName>(), HeaderValue::try_from(value.to_string()));
        match pair {
            (Ok(name), Ok(value)) if !is_own(&name) => drop(self.upload.headers.insert(name, value)),
            (Ok(name), Ok(_)) => self.refused = Some(format!("the client itself sends the header `{name}`")),
            _ => self.refused = Some(format!("the header {name:?} or its value is invalid")),
        }
        self
    }

    /// How often it may go on after a cut; by default 5 times. 0 means that a cut is an error.
    pub fn resumes(mut self, times: u32) -> Self {
        self.upload.resumes = times;
        self
    }

    /// Allows the hosts of another API, such as `planets::api()`.
    pub fn of(mut self, api: &'static Api) -> Self {
        self.upload.api = api;
        self
    }

    call_settings!(
        "Cancels the upload after `timeout`, including all attempts and waits. By default it may take as long as bytes \
         move: see [`GraphBuilder::idle_timeout`](crate::GraphBuilder::idle_timeout)."
    );

    fn set(mut self, set: impl Fn(&mut Settings)) -> Self {
        set(&mut self.caller.settings);
        self
    }

    /// The address of an upload session: its id below the version, unchanged, since it has a signature.
    fn resolve(&mut self) -> Result<(), String> {
        if let Some(refused) = self.refused.take() {
            return Err(refused);
        }
        let Some(id) = &self.session else { return Ok(()) };
        if let Some(reason) = wrong_path(id, id.split('?').next().unwrap_or_default()) {
            return Err(format!("the id of the upload session {reason}"));
        }
        let (shared, api) = (&self.caller.shared, self.upload.api);
        let host = shared.host.as_deref().unwrap_or(api.host).trim_end_matches('/');
        let version = shared.version.as_deref().or(api.version).filter(|version| !version.is_empty());
        let version = version.map(|version| format!("{version}/")).unwrap_or_default();
        let mut url = format!("{host}/{version}{id}");
        if let Some(proof) = self.caller.proof() {
            url.push(if url.contains('?') { '&' } else { '?' });
            url.push_str(&proof.form());
        }
        self.upload.url = url;
        Ok(())
    }
}

/// Whether a header belongs to the protocol.
fn is_own(name: &HeaderName) -> bool {
    const OWN: [HeaderName; 5] = [
        header::AUTHORIZATION,
        header::HOST,
        header::CONTENT_LENGTH,
        header::TRANSFER_ENCODING,
        header::CONNECTION,
    ];
    OWN.contains(name) || matches!(name.as_str(), "offset" | "file_offset" | "file_size" | "file_url")
}

impl IntoFuture for UploadTo {
    type Output = Result<Uploaded>;
    type IntoFuture = Pending<Uploaded>;

    fn into_future(mut self) -> Self::IntoFuture {
        let given = self.caller.settings.clone();
        let pending = Pending::new(move |settings| {
            Box::pin(async move {
                self.resolve().map_err(|reason| {
                    Error::new(ErrorKind::Request, format!("nothing was sent: {reason}"))
                })?;
                self.caller.settings = settings;
                self.caller.upload_raw(&self.upload).await.map(|answer| Uploaded { answer })
            })
        });
        pending.set(|settings| *settings = given)
    }
}

impl fmt::Debug for UploadTo {
    /// Omits the address, which may contain a secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UploadTo").field("resumes", &self.upload.resumes).finish_non_exhaustive()
    }
}

/// The answer to an upload to an address.
#[derive(Clone, Debug, PartialEq)]
pub struct Uploaded {
    answer: Value,
}

impl Uploaded {
    /// The handle of an upload session, `h`, which parameters such as `header_handle` take.
    pub fn handle(&self) -> Option<&str> {
        self.answer.get("h")?.as_str()
    }

    /// The whole answer; `null` if it was empty.
    pub fn answer(&self) -> &Value {
        &self.answer
    }
}
