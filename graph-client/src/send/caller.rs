//! A client without its type parameters: the token, the settings of one call, and the secrets to redact.

use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderValue, Method};

use super::{Settings, Shared, Validator};
use crate::{
    answer::Decoder,
    error::{Error, ErrorKind, Result},
    request::{Request, cuts_off, halve, halve_nested},
    secrecy::{AppSecret, Proof, Proofs, Redactor, user_of},
};

/// Sends requests with one token. Nothing here is generic over operations.
#[derive(Clone)]
pub(crate) struct Caller {
    pub(crate) shared: Arc<Shared>,
    pub(crate) token: Option<Arc<str>>,
    pub(crate) settings: Settings,
    /// The key of `appsecret_proof`.
    app_secret: Option<AppSecret>,
    /// Secrets of other calls that are sent inside this one, as in a batch.
    pub(crate) also_secret: Redactor,
    proofs: Proofs,
}

impl Caller {
    pub(crate) fn new(shared: Arc<Shared>, token: Option<Arc<str>>, settings: Settings) -> Self {
        let app_secret = shared.app_secret.clone();
        Self {
            shared,
            token,
            settings,
            app_secret,
            also_secret: Redactor::default(),
            proofs: Proofs::default(),
        }
    }

    /// Proves calls with the secret of an app other than that of the graph.
    pub(crate) fn of_app(mut self, secret: &AppSecret) -> Self {
        self.app_secret = self.app_secret.map(|_| secret.clone());
        self
    }

    /// Sends a request and decodes its response.
    pub(crate) fn run<A>(
        self,
        request: Request,
        decode: Decoder<A>,
    ) -> impl Future<Output = Result<A>> + Send {
        self.run_with(request, decode, |_| false)
    }

    /// Sends the request of a page and decodes it. Halves the page while the server asks for less data.
    pub(crate) fn run_list<A>(
        self,
        page: Request,
        decode: Decoder<A>,
    ) -> impl Future<Output = Result<A>> + Send {
        self.run_with(page, decode, halve)
    }

    /// A block, since an `async fn` would hold its arguments twice. It is moved before it is polled.
    #[expect(clippy::manual_async_fn, reason = "see above")]
    fn run_with<A>(
        self,
        mut request: Request,
        decode: Decoder<A>,
        halve: fn(&mut Request) -> bool,
    ) -> impl Future<Output = Result<A>> + Send {
        async move {
            let body = self.execute_with_less(&mut request, halve).await?;
            self.read(&request, &body, decode)
        }
    }

    /// Sends a request. While the server asks for less data, first `halve` makes the request smaller, then
    /// the limits of nested lists are halved.
    pub(crate) async fn execute_with_less(
        &self,
        request: &mut Request,
        halve: fn(&mut Request) -> bool,
    ) -> Result<Bytes> {
        let timer = &self.shared.timer;
        let until = self.settings.timeout.map(|timeout| timer.now().saturating_add(timeout));
        let mut too_much = None;
        // The same caller with the time that is left.
        let mut later: Option<Box<Self>> = None;
        loop {
            match later.as_deref().unwrap_or(self).execute(request).await {
                Err(error) if error.wants_less_data() && halve(request) => {}
                Err(error) if error.wants_less_data() && halve_nested(request) => too_much = Some(error),
                // The items cut off from a list without a next page would be lost.
                Ok(body) if too_much.is_some() && cuts_off(request, &body) => {
                    return too_much.map_or(Ok(body), Err);
                }
                answer => return answer,
            }
            if let Some(until) = until {
                let caller = later.get_or_insert_with(|| Box::new(self.clone()));
                caller.settings.timeout = Some(until.saturating_sub(timer.now()));
            }
        }
    }

    /// Sends a request and returns the body of a successful response.
    pub(crate) async fn execute(&self, request: &Request) -> Result<Bytes> {
        self.check(request)?;
        self.check_tag(request)?;
        if let Some(answers) = &self.shared.answers {
            let answer = answers.answer(request, self.is_repeatable(request), self.validator(request));
            return answer.map_err(|error| self.finished(error, request, 0));
        }
        #[cfg(feature = "tracing")]
        {
            let span = super::trace::span(self, request);
            let call = self.attempts(request, |report| {
                self.report(report);
                super::trace::record(&span, report);
            });
            tracing::Instrument::instrument(call, span.clone()).await
        }
        #[cfg(not(feature = "tracing"))]
        self.attempts(request, |report| self.report(report)).await
    }

    /// Refuses a request with a parameter that violates the schema. Nothing was sent.
    pub(crate) fn check(&self, request: &Request) -> Result<()> {
        // Anyone can compute the proof of an empty secret.
        if self.app_secret.as_ref().is_some_and(|secret| secret.text().is_empty()) {
            let message = "the app secret is empty; is the variable or file that it comes from set?";
            return Err(self.finished(Error::new(ErrorKind::Request, message), request, 0));
        }
        let refused = request.params.refused();
        if refused.is_empty() {
            return Ok(());
        }
        let each = refused.iter();
        let each = each.map(|refused| format!("`{}{}`: {}", refused.param, refused.path, refused.reason));
        let message = match each.collect::<Vec<_>>().as_slice() {
            [only] => format!("invalid parameter {only}"),
            several => format!("invalid parameters: {}", several.join("; ")),
        };
        Err(self.finished(Error::new(ErrorKind::Request, message), request, 0))
    }

    /// Refuses a tag that is not valid in a header. Nothing was sent.
    pub(crate) fn check_tag(&self, request: &Request) -> Result<()> {
        let Some(tag) = self.validator(request).and_then(Validator::known) else { return Ok(()) };
        if HeaderValue::try_from(tag).is_ok() {
            return Ok(());
        }
        let message = format!("the ETag {tag:?} contains invalid characters; pass the tag of a response");
        Err(self.finished(Error::new(ErrorKind::Request, message), request, 0))
    }

    /// Completes an error on its way to the user: secrets are redacted, the operation is named, the attempts
    /// are counted, and the login dialog of the host is set. Every error of a request passes through here.
    pub(crate) fn finished(&self, error: Error, request: &Request, attempts: u32) -> Error {
        let error = if request.asks_for_token() { error.without_answer() } else { error };
        error
            .redacted(&self.redactor(request))
            .during(request.description)
            .tried(attempts)
            .with_dialog(self.shared.dialog.as_ref())
    }

    /// The tag that a read is compared with. A write has none.
    pub(crate) fn validator(&self, request: &Request) -> Option<&Validator> {
        self.settings.validator.as_deref().filter(|_| request.method == Method::GET && !request.writes())
    }

    /// Whether a request may be sent again without knowing whether it took effect.
    pub(crate) fn is_repeatable(&self, request: &Request) -> bool {
        request.is_repeatable() || self.settings.idempotent
    }

    /// The secrets of a call: token, app secret, proof, and secret parameters.
    pub(crate) fn redactor(&self, request: &Request) -> Redactor {
        let mut redactor = request.redactor();
        redactor.extend(&self.also_secret);
        if let Some(token) = &self.token {
            redactor.add(token);
        }
        // As in `https://user:password@gate.example`.
        if let Some(user) = self.shared.host.as_deref().and_then(user_of) {
            redactor.add(user.split_once(':').map_or(user, |(_, password)| password));
        }
        if let Some(secret) = &self.app_secret {
            redactor.add(secret.text());
        }
        if self.proof().is_some() {
            self.proofs.redact(&mut redactor);
        }
        redactor
    }

    /// The `appsecret_proof` of the token, for an attempt that is sent now.
    pub(crate) fn proof(&self) -> Option<Proof> {
        let (secret, token) = (self.app_secret.as_ref()?, self.token.as_deref()?);
        self.proofs.current(secret, token, || self.shared.timer.unix_seconds())
    }
}
