//! Uploads of files to URLs that the platform provides.

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

/// How many times an upload resumes after an interruption, by default.
const RESUMES: u32 = 5;

/// An upload to a URL or an upload session. Created by [`Client::upload_to`](crate::Client::upload_to). Nothing is sent
/// until it is awaited.
#[must_use = "nothing is sent until it is awaited"]
pub struct UploadTo {
    caller: Caller,
    upload: RawUpload,
    /// The id of an upload session, instead of a URL.
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

    /// Sets an additional header. Headers of the upload protocol, such as `Authorization`, the offset and the size,
    /// cannot be set: the upload then fails before anything is sent.
    pub fn header(mut self, name: &str, value: impl fmt::Display) -> Self {
        let pair = (name.parse::<HeaderName>(), HeaderValue::try_from(value.to_string()));
        match pair {
            (Ok(name), Ok(value)) if !is_own(&name) => drop(self.upload.headers.insert(name, value)),
            (Ok(name), Ok(_)) => {
                self.refused =
                    Some(format!("the header `{name}` is set by the client and cannot be replaced"))
            }
            _ => self.refused = Some(format!("the header {name:?} or its value is invalid")),
        }
        self
    }

    /// Sets how many times the upload may resume after an interruption. The default is 5; with 0, an interruption is an
    /// error.
    pub fn resumes(mut self, times: u32) -> Self {
        self.upload.resumes = times;
        self
    }

    /// Allows the hosts of another API, such as `planets::api()`, instead of the hosts of the client's API.
    pub fn of(mut self, api: &'static Api) -> Self {
        self.upload.api = api;
        self
    }

    call_settings!(
        "Cancels the upload after `timeout`, including all attempts and waits. By default, there is no time limit \
         while bytes keep moving: see [`GraphBuilder::idle_timeout`](crate::GraphBuilder::idle_timeout)."
    );

    fn set(mut self, set: impl Fn(&mut Settings)) -> Self {
        set(&mut self.caller.settings);
        self
    }

    /// Sets the URL of an upload session: its id after the version, unmodified because it is signed.
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
    /// Omits the URL, which may contain a secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UploadTo").field("resumes", &self.upload.resumes).finish_non_exhaustive()
    }
}

/// The response to an upload. Returned by [`UploadTo`].
#[derive(Clone, Debug, PartialEq)]
pub struct Uploaded {
    answer: Value,
}

impl Uploaded {
    /// The handle of an upload session (`h`), for parameters such as `header_handle`.
    pub fn handle(&self) -> Option<&str> {
        self.answer.get("h")?.as_str()
    }

    /// The whole response; `null` if it was empty.
    pub fn answer(&self) -> &Value {
        &self.answer
    }
}
