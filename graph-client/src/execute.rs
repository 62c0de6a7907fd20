//! From a request to the body of its answer. Written once; nothing here is generic over operations.

use std::{
    hash::{DefaultHasher, Hash, Hasher},
    sync::{Arc, OnceLock, PoisonError},
    time::Duration,
};

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Method, StatusCode, header};

use crate::{
    app_secret::{AppSecret, Proof},
    body,
    error::{Error, ErrorKind, Result, check},
    graph::Shared,
    hide::Hidden,
    limits::{Lane, Usage},
    operation::Decoder,
    page::{cuts_off, halve, halve_nested},
    report::CallReport,
    request::Request,
    retry::{Attempts, RetryPolicy},
    timer::within,
    upload::{Upload, Wanted},
};

pub(crate) const FORM: &str = "application/x-www-form-urlencoded";

/// What was said for one call alone.
#[derive(Clone, Debug, Default)]
pub(crate) struct Options {
    /// For the call with all its attempts and waits.
    pub(crate) timeout: Option<Duration>,
    pub(crate) retry: Option<RetryPolicy>,
    /// Sending it twice does no harm.
    pub(crate) idempotent: bool,
}

/// Who calls: a client without its types.
#[derive(Clone)]
pub(crate) struct Caller {
    pub(crate) shared: Arc<Shared>,
    pub(crate) token: Option<Arc<str>>,
    pub(crate) options: Options,
    /// What proofs are made with.
    app_secret: Option<AppSecret>,
    /// Secrets of calls that go inside this one.
    pub(crate) also_hidden: Hidden,
    /// Made when it is first needed; the same for all attempts, so that all of them can be hidden.
    proof: OnceLock<Option<Proof>>,
}

/// What came of one attempt.
struct Outcome {
    status: Option<u16>,
    /// Most answers say nothing of limits.
    usage: Option<Box<Usage>>,
    result: Result<Bytes>,
}

impl Caller {
    pub(crate) fn new(shared: Arc<Shared>, token: Option<Arc<str>>, options: Options) -> Self {
        let app_secret = shared.app_secret.clone();
        Self { shared, token, options, app_secret, also_hidden: Hidden::default(), proof: OnceLock::new() }
    }

    /// For another app than that of the graph: proofs, where there are any, are those of that app.
    pub(crate) fn of_app(mut self, secret: &AppSecret) -> Self {
        self.app_secret = self.app_secret.map(|_| secret.clone());
        self
    }

    /// Sends a request and reads its answer.
    pub(crate) async fn run<A>(self, mut request: Request, decode: Decoder<A>) -> Result<A> {
        let body = self.execute_with_less(&mut request, |_| false).await?;
        self.read(&request, &body, decode)
    }

    /// The same for a page of a list, with half the items as long as the server asks for less data.
    pub(crate) async fn run_list<A>(self, mut request: Request, decode: Decoder<A>) -> Result<A> {
        let body = self.execute_with_less(&mut request, halve).await?;
        self.read(&request, &body, decode)
    }

    /// Sends a request. As long as the server asks for less data, what `halve` can make less is made less, and then
    /// the lists inside of what is read.
    pub(crate) async fn execute_with_less(
        &self,
        request: &mut Request,
        halve: fn(&mut Request) -> bool,
    ) -> Result<Bytes> {
        let timer = &self.shared.timer;
        let until = self.options.timeout.map(|timeout| timer.now().saturating_add(timeout));
        let mut too_much = None;
        // The same with the time that is left.
        let mut later: Option<Self> = None;
        loop {
            match later.as_ref().unwrap_or(self).execute(request).await {
                Err(error) if error.wants_less_data() && halve(request) => {}
                Err(error) if error.wants_less_data() && halve_nested(request) => too_much = Some(error),
                // A list that cannot be continued would have lost what it was made shorter by.
                Ok(body) if too_much.is_some() && cuts_off(request, &body) => {
                    return too_much.map_or(Ok(body), Err);
                }
                answer => return answer,
            }
            if let Some(until) = until {
                let caller = later.get_or_insert_with(|| self.clone());
                caller.options.timeout = Some(until.saturating_sub(timer.now()));
            }
        }
    }

    /// Reads a good answer.
    pub(crate) fn read<A>(&self, request: &Request, body: &[u8], decode: Decoder<A>) -> Result<A> {
        body::read(&self.shared, request, body, decode, &|| self.hidden(request))
    }

    /// Sends a request and gives the body of a good answer, after as many attempts as it takes.
    pub(crate) async fn execute(&self, request: &Request) -> Result<Bytes> {
        refuse(request)?;
        if let Some(answers) = &self.shared.answers {
            return answers
                .answer(request, self.repeatable(request))
                .map_err(|error| error.during(request.description));
        }
        let call = self.attempts(request);
        #[cfg(feature = "tracing")]
        let call = tracing::Instrument::instrument(call, crate::trace::span(request));
        call.await
    }

    async fn attempts(&self, request: &Request) -> Result<Bytes> {
        let (shared, timer) = (&self.shared, &*self.shared.timer);
        let until = self.options.timeout.map(|timeout| timer.now().saturating_add(timeout));
        let mut attempts = Attempts::new(self.options.retry.as_ref().unwrap_or(&shared.retry), until);
        let mut perhaps_deleted = false;
        loop {
            let attempt = attempts.begin();
            let waited = match self.take_turn(request, until).await {
                Ok(waited) => waited,
                // It was never sent.
                Err(error) => return Err(error.during(request.description).tried(attempts.made() - 1)),
            };
            let began = timer.now();
            let left = until.map(|until| until.saturating_sub(began));
            // How long a file takes nobody can say but the caller.
            let limit = [left, shared.timeout.filter(|_| !is_streamed(request))].into_iter().flatten().min();
            let mut outcome = within(timer, limit, self.attempt(request)).await.unwrap_or_else(|| {
                let message = "no answer came in time".to_owned();
                let error = Error::new(ErrorKind::Timeout, message).retryable_if(self.repeatable(request));
                Outcome { status: None, usage: None, result: Err(error) }
            });
            let now = timer.now();
            if let Some(usage) = &outcome.usage {
                self.record(request, usage);
            }
            // Deleted by the attempt before, whose answer was lost.
            if perhaps_deleted && outcome.result.as_ref().is_err_and(is_gone) {
                outcome.result = Ok(Bytes::from_static(b"true"));
            }
            perhaps_deleted = request.method == Method::DELETE
                && outcome.result.as_ref().is_err_and(|error| error.kind() != ErrorKind::Throttled);
            let wait = match &outcome.result {
                Ok(_) => {
                    shared.budget.lock().unwrap_or_else(PoisonError::into_inner).deposit();
                    None
                }
                Err(error) => {
                    let mut budget = shared.budget.lock().unwrap_or_else(PoisonError::into_inner);
                    attempts.after(error, now, timer.random(), &mut budget)
                }
            };
            outcome.result = outcome.result.map_err(|error| {
                let error = error.without(&self.hidden(request)).during(request.description);
                error.tried(attempts.made()).with_dialog(shared.dialog.as_ref())
            });
            let report = CallReport {
                operation: request.description.map(|description| description.name),
                method: &request.method,
                attempt,
                waited,
                took: now.saturating_sub(began),
                status: outcome.status,
                usage: outcome.usage.as_deref().unwrap_or(Usage::NONE),
                error: outcome.result.as_ref().err(),
                again_in: wait,
            };
            #[cfg(feature = "tracing")]
            crate::trace::attempt(&report);
            if let Some(observer) = &shared.calls {
                observer(&report);
            }
            match wait {
                Some(wait) => timer.sleep(wait).await,
                None => return outcome.result,
            }
        }
    }

    /// Waits for as long as the limits that are near ask for.
    async fn take_turn(&self, request: &Request, until: Option<Duration>) -> Result<Duration> {
        let (shared, now) = (&self.shared, self.shared.timer.now());
        let wait = {
            let mut limiter = shared.limiter.lock().unwrap_or_else(PoisonError::into_inner);
            if limiter.is_idle() {
                Ok(Duration::ZERO)
            } else {
                limiter.reserve(&shared.throttle, self.lane(request), now)
            }
        };
        match wait {
            Ok(Duration::ZERO) => Ok(Duration::ZERO),
            Ok(wait) if until.is_none_or(|until| now.saturating_add(wait) < until) => {
                shared.timer.sleep(wait).await;
                Ok(wait)
            }
            Ok(wait) | Err(wait) => {
                let message = format!(
                    "nothing was sent: a rate limit is near, and the next call may go in {} seconds",
                    wait.as_secs().saturating_add(1)
                );
                Err(Error::new(ErrorKind::Throttled, message).retryable().after(Some(wait)))
            }
        }
    }

    /// Hears what an answer says of limits.
    pub(crate) fn record(&self, request: &Request, usage: &Usage) {
        if !usage.is_empty() {
            let (shared, now) = (&self.shared, self.shared.timer.now());
            let mut limiter = shared.limiter.lock().unwrap_or_else(PoisonError::into_inner);
            limiter.record(&shared.throttle, self.lane(request), usage, now);
        }
    }

    fn lane(&self, request: &Request) -> Lane {
        let number = |text: &str| {
            let mut hasher = DefaultHasher::new();
            text.hash(&mut hasher);
            hasher.finish()
        };
        let node = request.path.split('/').next().unwrap_or_default();
        Lane { token: number(self.token.as_deref().unwrap_or_default()), node: number(node) }
    }

    /// Whether a call may be sent again of which nobody knows whether it has happened.
    pub(crate) fn repeatable(&self, request: &Request) -> bool {
        request.repeatable() || self.options.idempotent
    }

    async fn attempt(&self, request: &Request) -> Outcome {
        let outgoing = match self.http_request(request) {
            Ok(request) => request,
            Err(error) => return Outcome { status: None, usage: None, result: Err(error) },
        };
        let repeatable = self.repeatable(request);
        let _wanted = outgoing.wanted();
        let answer = match outgoing {
            Outgoing::Whole(request) => self.shared.transport.send(request),
            Outgoing::Pieces(request) => self.shared.transport.upload(request),
        };
        match answer.await {
            Err(error) => {
                let again = repeatable || error.never_sent();
                let error = error.into_error().retryable_if(again);
                Outcome { status: None, usage: None, result: Err(error) }
            }
            Ok(answer) => {
                let (head, body) = answer.into_parts();
                let usage = Some(Usage::of(&head.headers)).filter(|usage| !usage.is_empty()).map(Box::new);
                let result = self.judge(request, head.status, &head.headers, body);
                let result = result.map_err(|error| match error.kind() {
                    ErrorKind::Throttled | ErrorKind::Server => {
                        error.after(usage.as_ref().and_then(|usage| usage.wait()))
                    }
                    _ => error,
                });
                Outcome { status: Some(head.status.as_u16()), usage, result }
            }
        }
    }

    fn judge(
        &self,
        request: &Request,
        status: StatusCode,
        headers: &HeaderMap,
        body: Bytes,
    ) -> Result<Bytes> {
        let location = headers.get(header::LOCATION).and_then(|location| location.to_str().ok());
        if let Some(picture) = redirected(request, status, location) {
            return Ok(picture);
        }
        if status.is_redirection() {
            return Err(not_followed(status, location));
        }
        check(status, body, request.api, self.repeatable(request), &|| self.hidden(request))
    }

    /// All that must not be shown of a call.
    pub(crate) fn hidden(&self, request: &Request) -> Hidden {
        let mut hidden = request.hidden();
        hidden.extend(&self.also_hidden);
        if let Some(token) = &self.token {
            hidden.add(token);
        }
        if let Some(secret) = &self.app_secret {
            hidden.add(secret.text());
        }
        if let Some(proof) = self.proof() {
            hidden.add(&proof.text);
        }
        hidden
    }

    /// What a call with the client's token proves itself by.
    pub(crate) fn proof(&self) -> Option<&Proof> {
        let made = self.proof.get_or_init(|| {
            let (secret, token) = (self.app_secret.as_ref()?, self.token.as_deref()?);
            secret.proof(token, || self.shared.timer.unix_seconds())
        });
        made.as_ref()
    }

    fn http_request(&self, request: &Request) -> Result<Outgoing> {
        let shared = &self.shared;
        let host = shared.host.as_deref().unwrap_or(request.host());
        let mut url = request.url(host, shared.version.as_deref());
        let mut proof = self.proof().map(Proof::form);
        let post = request.method == Method::POST;
        if let Some(proof) = proof.take_if(|_| !post) {
            url.push(if url.contains('?') { '&' } else { '?' });
            url.push_str(&proof);
        }
        // The parts of a request by themselves: a builder checks and moves the whole at each step.
        let (mut head, ()) = http::Request::new(()).into_parts();
        head.method = request.method.clone();
        head.uri = http::Uri::try_from(url).map_err(no_address)?;
        if let Some(token) = &self.token {
            let mut value = String::with_capacity("Bearer ".len() + token.len());
            value.push_str("Bearer ");
            value.push_str(token);
            let mut value = HeaderValue::try_from(value).map_err(|_| {
                Error::new(ErrorKind::Request, "the access token holds characters that no token has")
            })?;
            value.set_sensitive(true);
            head.headers.insert(header::AUTHORIZATION, value);
        }
        let files = request.params.files();
        if !files.is_empty() {
            let own = proof.as_deref().map(crate::page::pairs).into_iter().flatten();
            let own: Vec<_> = own.map(|(name, value)| (name.into(), value.into())).collect();
            let random = || shared.timer.random();
            let (kind, parts) = crate::multipart::form(request.params.iter().chain(own), files, random);
            let kind = HeaderValue::try_from(kind).map_err(no_address)?;
            head.headers.insert(header::CONTENT_TYPE, kind);
            return Ok(match is_streamed(request) {
                true => Outgoing::Pieces(http::Request::from_parts(head, Upload::new(parts))),
                false => Outgoing::Whole(http::Request::from_parts(head, crate::multipart::in_one(&parts))),
            });
        }
        let body = match request.form() {
            Some(form) => {
                head.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(FORM));
                match proof {
                    None => Bytes::copy_from_slice(form.as_bytes()),
                    Some(proof) if form.is_empty() => proof.into(),
                    Some(proof) => format!("{form}&{proof}").into(),
                }
            }
            None => Bytes::new(),
        };
        debug_assert!(post || body.is_empty());
        Ok(Outgoing::Whole(http::Request::from_parts(head, body)))
    }
}

/// Whether an error says that there is no such thing (any more).
fn is_gone(error: &Error) -> bool {
    error.kind() == ErrorKind::NotFound || error.code() == Some(100) && error.subcode() == Some(33)
}

/// A request on its way out.
enum Outgoing {
    Whole(http::Request<Bytes>),
    Pieces(http::Request<Upload>),
}

impl Outgoing {
    fn wanted(&self) -> Option<Wanted> {
        match self {
            Self::Whole(_) => None,
            Self::Pieces(request) => Some(request.body().wanted()),
        }
    }
}

/// Whether a call has files that go piece by piece.
fn is_streamed(request: &Request) -> bool {
    request.params.files().iter().any(|(_, file)| file.is_streamed())
}

/// A redirect that the schema expects, as the JSON that would have been its other form.
pub(crate) fn redirected(request: &Request, status: StatusCode, location: Option<&str>) -> Option<Bytes> {
    let expected = request.description.is_some_and(|description| description.redirects());
    let location = location?;
    let body = serde_json::json!({ "data": { "url": location } });
    (expected && status.is_redirection()).then(|| body.to_string().into())
}

/// The error of a redirect that nobody expects. Following it could carry the token elsewhere.
fn not_followed(status: StatusCode, location: Option<&str>) -> Error {
    let uri: Option<http::Uri> = location.and_then(|location| location.parse().ok());
    let host = uri.as_ref().and_then(http::Uri::host);
    let to = host.map(|host| format!(" to {host}")).unwrap_or_default();
    let message =
        format!("the answer is a redirect{to}, which is not followed (HTTP status {})", status.as_u16());
    Error::new(ErrorKind::Decode, message).with_status(status.as_u16())
}

/// Parameters that break a limit of the schema are refused before anything is sent.
pub(crate) fn refuse(request: &Request) -> Result<()> {
    match request.params.refused() {
        None => Ok(()),
        Some(refused) => {
            let error = Error::new(
                ErrorKind::Request,
                format!("the parameter `{}` cannot be sent: {}", refused.param, refused.reason),
            );
            Err(error.during(request.description))
        }
    }
}

fn no_address(error: impl Into<http::Error>) -> Error {
    let error = error.into();
    Error::new(ErrorKind::Request, format!("no address can be made for this call: {error}"))
}
