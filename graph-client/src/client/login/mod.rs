//! Login: the dialog, and exchanging codes and tokens.
//!
//! ```no_run
//! use graph_client::{login::State, *};
//!
//! permissions! { pub struct MyApp in graph_client::api: [user_likes, publish_stream]; }
//!
//! # async fn f(query: &str) -> Result<()> {
//! let graph = Graph::new();
//! let app = graph.app("the app's id", AppSecret::new("the app's secret"));
//!
//! // Before: keep the state with the person's session, and send the person to the dialog.
//! let state = State::random();
//! let address = app.dialog("https://app.example/login", &state).permissions::<MyApp>().url();
//!
//! // After: the person comes back to https://app.example/login?code=..&state=..
//! let code = app.code(query, &state)?;
//! let grant = app.exchange_code(&code, "https://app.example/login").await?;
//! let grant = app.long_lived(&grant.token).await?;
//! let me = graph.with(grant.token);
//! # Ok(()) }
//! ```

mod device;
mod dialog;
mod grant;
mod state;
mod subscribe;
mod token_info;

use std::{fmt, sync::Arc};

use http::Method;

use super::Pending;
use crate::{
    answer::Decoder,
    error::{Error, ErrorKind, Result},
    facts::{Api, AppToken, DIALOG, SystemUserToken, TokenKind, UserToken},
    request::Request,
    secrecy::{AppSecret, pairs},
    send::{Caller, Settings, Shared},
    value::Secret,
};

pub use device::{DeviceLogin, DeviceState};
pub use dialog::Dialog;
pub use grant::Grant;
pub use state::State;
pub use token_info::{GranularScope, TokenInfo, TokenProblem};

/// An app, by its id and secret. Created by [`Graph::app`](crate::Graph::app). A process can have several.
#[derive(Clone)]
pub struct App {
    shared: Arc<Shared>,
    api: &'static Api,
    id: String,
    secret: AppSecret,
}

impl App {
    pub(crate) fn new(shared: Arc<Shared>, id: String, secret: AppSecret) -> Self {
        Self { api: shared.api, shared, id, secret }
    }

    /// Uses the host and error codes of another API, such as `planets::api()`.
    #[must_use]
    pub fn of(mut self, api: &'static Api) -> Self {
        self.api = api;
        self
    }

    /// The login dialog of the graph's host. It sends the person back to `redirect_uri`.
    pub fn dialog(&self, redirect_uri: &str, state: &State) -> Dialog {
        let address = self.shared.dialog.as_deref().unwrap_or(DIALOG);
        Dialog::new(address.to_owned())
            .part("client_id", &self.id)
            .part("redirect_uri", redirect_uri)
            .part("state", state.as_str())
            .part("response_type", "code")
    }

    /// Extracts the code that the dialog sent back. `query` is the query string of the redirect, as received.
    ///
    /// # Errors
    ///
    /// If the person declined, if the dialog failed, or if the state differs from the one that was sent to the dialog,
    /// which indicates CSRF.
    pub fn code(&self, query: &str, state: &State) -> Result<Secret> {
        let query = query.trim_start_matches('?').split('#').next().unwrap_or_default();
        let part = |wanted: &str| pairs(query).find(|(name, _)| name == wanted).map(|(_, value)| value);
        if !part("state").is_some_and(|given| state.matches(&given)) {
            let message = "possible CSRF: the `state` of the redirect is not the one that was sent to the dialog; start the login again";
            return Err(Error::new(ErrorKind::Authentication, message));
        }
        if let Some(code) = part("code").filter(|code| !code.is_empty()) {
            return Ok(Secret::new(code));
        }
        let reasons: Vec<String> = ["error", "error_reason", "error_description", "error_message"]
            .iter()
            .filter_map(|name| part(name))
            .collect();
        let kind = if part("error_reason").as_deref() == Some("user_denied")
            || part("error").as_deref() == Some("access_denied")
        {
            ErrorKind::Permission
        } else {
            ErrorKind::Api
        };
        let why =
            if reasons.is_empty() { "the redirect has no `code`".to_owned() } else { reasons.join(": ") };
        Err(Error::new(kind, format!("the login dialog failed: {why}")))
    }

    /// Exchanges a code for the person's token. `redirect_uri` must be exactly the one of the dialog.
    pub fn exchange_code(&self, code: &Secret, redirect_uri: &str) -> Pending<Grant<UserToken>> {
        let parts = [("code", code.expose()), ("redirect_uri", redirect_uri)];
        self.pending(self.token_request(&parts), grant::read)
    }

    /// Exchanges the code of an Embedded Signup for the token of the client's business: a system user token, which
    /// usually does not expire. The code expires soon and can be used only once, and there is no redirect URI.
    ///
    /// The [`granular_scopes`](TokenInfo::granular_scopes) from [`debug_token`](Self::debug_token) show which WhatsApp
    /// accounts the business shared.
    ///
    /// ```no_run
    /// # use graph_client::*;
    /// # async fn f(graph: Graph, app: login::App, code: Secret) -> Result<()> {
    /// let grant = app.exchange_signup_code(&code).await?;
    /// let info = app.debug_token(&grant.token).await?;
    /// for account in info.targets("whatsapp_business_management") {
    ///     println!("{account}");
    /// }
    /// let business = graph.with(grant.token);
    /// # Ok(()) }
    /// ```
    pub fn exchange_signup_code(&self, code: &Secret) -> Pending<Grant<SystemUserToken>> {
        self.pending(self.token_request(&[("code", code.expose())]), grant::read)
    }

    /// Exchanges a person's token for one that is valid for about 60 days.
    pub fn long_lived(&self, token: &UserToken) -> Pending<Grant<UserToken>> {
        let token = token.secret().unwrap_or_default();
        let parts = [("grant_type", "fb_exchange_token"), ("fb_exchange_token", &*token)];
        self.pending(self.token_request(&parts), grant::read)
    }

    /// Requests the app's own token. [`own_token`](Self::own_token) builds one without a request.
    pub fn app_token(&self) -> Pending<Grant<AppToken>> {
        self.pending(self.token_request(&[("grant_type", "client_credentials")]), grant::read)
    }

    /// Builds the app's own token from its id and secret, without a request.
    pub fn own_token(&self) -> AppToken {
        AppToken::from_secret(&self.id, self.secret.text())
    }

    /// Inspects a token: its person, permissions and expiry. An invalid token is not an error: see
    /// [`TokenInfo::is_valid`].
    pub fn debug_token(&self, token: &impl TokenKind) -> Pending<TokenInfo> {
        let mut request = Request::raw(self.api, Method::GET, "debug_token");
        request.params.text("input_token", token.secret().unwrap_or_default());
        let (this, own) = (self.clone(), self.own_token().secret());
        Pending::new(move |settings| {
            let caller = Caller::new(this.shared, own, settings).of_app(&this.secret);
            Box::pin(caller.run(request, token_info::read))
        })
    }

    /// Secrets go in the body, since URLs are logged.
    fn token_request(&self, parts: &[(&'static str, &str)]) -> Request {
        let mut request = Request::raw(self.api, Method::POST, "oauth/access_token");
        request.params.text("client_id", &self.id);
        request.params.text("client_secret", self.secret.text());
        if self.secret.text().is_empty() {
            let reason = "the app secret is empty; is the variable or file that it comes from set?";
            request.params.refuse("client_secret", reason.to_owned());
        }
        for (name, value) in parts {
            request.params.text(name, value);
        }
        request
    }

    fn pending<A: Send + 'static>(&self, request: Request, decode: Decoder<A>) -> Pending<A> {
        let shared = self.shared.clone();
        Pending::new(move |settings: Settings| {
            Box::pin(Caller::new(shared, None, settings).run(request, decode))
        })
    }
}

impl fmt::Debug for App {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("App").field("id", &self.id).finish_non_exhaustive()
    }
}
