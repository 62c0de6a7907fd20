//! Sending the bytes of a file to a URL, and resuming after an interruption.

use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Method, header};
use serde_json::Value;

use super::{
    super::{
        Caller, Usage,
        idle::Activity,
        outgoing::{Outgoing, authorization},
        upload::{Part, Upload, rest},
    },
    Address,
    again::Tried,
};
use crate::{
    error::{Error, ErrorKind, Result, check_bytes},
    facts::Api,
    request::Request,
    value::File,
};

/// What is sent to a URL.
#[derive(Clone)]
pub(crate) enum Given {
    /// The bytes of a file.
    File(File),
    /// The URL of a file, which the host fetches itself.
    Link(String),
}

/// Bytes that are sent unchanged, and can be sent in several parts.
#[derive(Clone)]
pub(crate) struct RawUpload {
    pub(crate) url: String,
    pub(crate) api: &'static Api,
    pub(crate) given: Given,
    /// Headers besides those of the protocol.
    pub(crate) headers: HeaderMap,
    /// How many times it may resume after an interruption.
    pub(crate) resumes: u32,
}

/// The names of a host's headers.
struct Protocol {
    offset: &'static str,
    size: Option<&'static str>,
}

/// The hosts of videos and reels.
const RUPLOAD: Protocol = Protocol { offset: "offset", size: Some("file_size") };
/// Sessions of the Resumable Upload API.
const SESSION: Protocol = Protocol { offset: "file_offset", size: None };

impl RawUpload {
    fn protocol(&self) -> Protocol {
        let path = self.url.split(['?', '#']).next().unwrap_or_default();
        if path.contains("/upload:") { SESSION } else { RUPLOAD }
    }

    fn length(&self) -> u64 {
        match &self.given {
            Given::File(file) => file.length(),
            Given::Link(_) => 0,
        }
    }

    fn is_file(&self) -> bool {
        matches!(self.given, Given::File(_))
    }
}

impl Caller {
    /// Sends the bytes, and returns the host's response.
    pub(crate) async fn upload_raw(self, upload: &RawUpload) -> Result<Value> {
        let request = Request::raw(upload.api, Method::POST, "");
        let (until, timer) = (self.deadline(), &self.shared.timer);
        let address = self.allowed(&upload.url, upload.api, &request)?;
        let (mut attempts, mut resumed, mut offset) = (0, 0, 0);
        let policy = self.settings.retry.as_ref().unwrap_or(&self.shared.retry);
        let resumes = if policy.retries() { upload.resumes } else { 0 };
        let policy = policy.clone().attempts(u32::MAX);
        if let Some(answers) = &self.shared.answers {
            let body = answers.at_address(&upload.url);
            let read = body
                .and_then(|body| check_bytes(http::StatusCode::OK, body, &request, false, &Default::default));
            return read.map_err(|error| self.finished(error, &request, 0));
        }
        loop {
            attempts += 1;
            let began = timer.now();
            let sent = self.while_it_moves(|activity| self.send_rest(upload, &address, offset, activity));
            let Tried { status, result } = self.in_time(until, sent).await;
            let error = match result {
                Ok(answer) => {
                    let took = timer.now().saturating_sub(began);
                    self.report_attempt(&Method::POST, attempts, took, status, None, None);
                    return Ok(answer);
                }
                // The host may already be fetching the file.
                Err(error) if !upload.is_file() && error.kind() == ErrorKind::Timeout => {
                    error.retryable_if(false)
                }
                Err(error) => error,
            };
            let left = until.map(|until| until.saturating_sub(timer.now()));
            let wait = match resumed < resumes {
                true => policy.wait(&error, resumed + 1, timer.random()),
                false => None,
            };
            let wait = wait.filter(|wait| left.is_none_or(|left| *wait < left));
            let mut error = self.finished(error, &request, attempts);
            let took = timer.now().saturating_sub(began);
            self.report_attempt(&Method::POST, attempts, took, status, Some(&error), wait);
            let Some(wait) = wait else {
                if resumed > 0 {
                    error = error.noting(&format!(
                        "the upload was resumed {resumed} times, the last time at byte {offset}"
                    ));
                }
                return Err(error);
            };
            timer.sleep(wait).await;
            resumed += 1;
            if upload.is_file() {
                offset = match self.offset(upload, &address, until).await {
                    Ok(offset) => offset,
                    Err(why) => {
                        return Err(error.noting(&format!("cannot determine how much has arrived: {why}")));
                    }
                };
            }
        }
    }

    /// Sends the bytes from an offset on.
    async fn send_rest(
        &self,
        upload: &RawUpload,
        address: &Address,
        offset: u64,
        activity: Option<Activity>,
    ) -> Tried<Value> {
        let mut outgoing = match self.outgoing(upload, address, offset) {
            Ok(outgoing) => outgoing,
            Err(error) => return Tried::failed(error),
        };
        if let Some(activity) = &activity {
            outgoing.report_to(activity);
        }
        let guard = outgoing.cancel_on_drop();
        let response = match outgoing {
            Outgoing::Whole(request) => self.shared.transport.send(request),
            Outgoing::Streamed(request) => self.shared.transport.upload(request),
        };
        match response.await {
            Err(error) => {
                // A file that cannot be read is not an interruption: it would fail at the same byte again.
                let is_cut = !error.is_unusable() && !guard.is_some_and(|guard| guard.file_failed());
                let retryable = is_cut && (upload.is_file() || error.never_sent());
                Tried::failed(error.into_error().retryable_if(retryable))
            }
            Ok(response) => {
                let (head, body) = response.into_parts();
                let request = Request::raw(upload.api, Method::POST, "");
                let redactor = || self.redactor(&request);
                let result = check_bytes(head.status, body, &request, upload.is_file(), &redactor)
                    .map_err(|error| error.after(Usage::of(&head.headers).wait()));
                Tried { status: Some(head.status.as_u16()), result }
            }
        }
    }

    fn outgoing(&self, upload: &RawUpload, address: &Address, offset: u64) -> Result<Outgoing> {
        let mut head = http::Request::new(());
        *head.method_mut() = Method::POST;
        *head.uri_mut() = address.uri();
        let headers = head.headers_mut();
        headers.extend(upload.headers.clone());
        self.authorize(headers)?;
        let file = match &upload.given {
            Given::Link(link) => {
                let link = HeaderValue::try_from(link).map_err(|_| {
                    let message =
                        "the URL of the file contains characters that a header cannot have; percent-encode them";
                    Error::new(ErrorKind::Request, message)
                })?;
                headers.insert("file_url", link);
                return Ok(Outgoing::Whole(head.map(|()| Bytes::new())));
            }
            Given::File(file) => file,
        };
        let protocol = upload.protocol();
        headers.insert(protocol.offset, offset.into());
        if let Some(size) = protocol.size {
            headers.insert(size, file.length().into());
        }
        if !headers.contains_key(header::CONTENT_TYPE) {
            let invalid = |_| Error::new(ErrorKind::Request, "the content type of the file is invalid");
            headers.insert(header::CONTENT_TYPE, HeaderValue::try_from(file.kind()).map_err(invalid)?);
        }
        Ok(match file.bytes().filter(|_| !file.is_streamed()) {
            Some(bytes) => Outgoing::Whole(head.map(|()| rest(bytes, offset))),
            None => {
                let part = Part::Rest(file.clone(), offset);
                Outgoing::Streamed(head.map(|()| Upload::new(vec![part])))
            }
        })
    }

    fn authorize(&self, headers: &mut HeaderMap) -> Result<()> {
        if let Some(token) = &self.token {
            headers.insert(header::AUTHORIZATION, authorization("OAuth", token)?);
        }
        Ok(())
    }

    /// Asks how many bytes have arrived.
    async fn offset(&self, upload: &RawUpload, address: &Address, until: Option<Duration>) -> Result<u64> {
        let request = Request::raw(upload.api, Method::GET, "");
        let (shared, wanted) = (&self.shared, &request);
        let ask = |activity: Option<Activity>| async move {
            let mut asking = http::Request::new(Bytes::new());
            *asking.uri_mut() = address.uri();
            if let Err(error) = self.authorize(asking.headers_mut()) {
                return Tried::failed(error);
            }
            if let Some(activity) = activity {
                asking.extensions_mut().insert(activity);
            }
            match shared.transport.send(asking).await {
                Err(error) => {
                    let retryable = !error.is_unusable();
                    Tried::failed(error.into_error().retryable_if(retryable))
                }
                Ok(response) => {
                    let (head, body) = response.into_parts();
                    let redactor = || self.redactor(wanted);
                    let result = check_bytes(head.status, body, wanted, true, &redactor)
                        .map_err(|error| error.after(Usage::of(&head.headers).wait()));
                    Tried { status: Some(head.status.as_u16()), result }
                }
            }
        };
        let answer = self.again(&request, until, || self.while_it_moves(ask)).await?;
        let offset = ["offset", "file_offset"].iter().find_map(|key| number(answer.get(key)?));
        let wrong = |message: String| self.finished(Error::new(ErrorKind::Decode, message), &request, 1);
        match offset {
            Some(offset) if offset <= upload.length() => Ok(offset),
            Some(offset) => Err(wrong(format!(
                "the host reports that {offset} bytes have arrived, but the file has only {}",
                upload.length()
            ))),
            None => Err(wrong("the response of the host has no `offset` or `file_offset`".to_owned())),
        }
    }
}

/// A number, or its text.
fn number(value: &Value) -> Option<u64> {
    value.as_u64().or_else(|| value.as_str()?.parse().ok())
}
