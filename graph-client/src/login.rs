//! Login and tokens: the dialog's address, and what codes and tokens are exchanged for.
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

use std::{
    fmt,
    hash::{BuildHasher, Hasher, RandomState},
    time::Duration,
};

use http::Method;
use percent_encoding::utf8_percent_encode;
use serde_json::Value;

use crate::{
    app_secret::AppSecret,
    body::Body,
    description::Api,
    error::{Error, ErrorKind, Result},
    execute::{Caller, Options},
    graph::Graph,
    operation::Decoder,
    page::pairs,
    pending::Pending,
    permission::PermissionSet,
    request::{Request, UNRESERVED},
    token::{AnyToken, AppToken, TokenKind, UserToken},
    value::Secret,
};

/// Where people log in.
pub(crate) const DIALOG: &str = "https://www.facebook.com/dialog/oauth";

/// An app: its id and its secret; made by [`Graph::app`]. A process can have several.
#[derive(Clone)]
pub struct App {
    graph: Graph,
    api: &'static Api,
    id: String,
    secret: AppSecret,
}

impl App {
    pub(crate) fn new(graph: Graph, id: String, secret: AppSecret) -> Self {
        Self { graph, api: crate::api::api(), id, secret }
    }

    /// For an API other than the built-in one, such as `planets::api()`: its host and error codes.
    #[must_use]
    pub fn of(mut self, api: &'static Api) -> Self {
        self.api = api;
        self
    }

    /// The dialog where a person logs in, and then comes back to `redirect_uri`: that of the graph's host.
    pub fn dialog(&self, redirect_uri: &str, state: &State) -> Dialog {
        Dialog {
            parts: vec![
                ("client_id", self.id.clone()),
                ("redirect_uri", redirect_uri.to_owned()),
                ("state", state.as_str().to_owned()),
                ("response_type", "code".to_owned()),
            ],
            address: self.graph.shared.dialog.as_deref().unwrap_or(DIALOG).to_owned(),
            scope: Vec::new(),
        }
    }

    /// The code with which a person came back from the dialog: from the query of the address, as it came.
    ///
    /// An error where the person refused or the dialog failed, and where the state is not the one that was
    /// given: then somebody else sent the person here.
    pub fn code(&self, query: &str, state: &State) -> Result<Secret> {
        let query = query.trim_start_matches('?').split('#').next().unwrap_or_default();
        let part = |wanted: &str| pairs(query).find(|(name, _)| name == wanted).map(|(_, value)| value);
        if !part("state").is_some_and(|given| state.is(&given)) {
            let message = "the state that came back from the dialog is not the one that was given: this login was begun by somebody else";
            return Err(Error::new(ErrorKind::Authentication, message));
        }
        if let Some(code) = part("code").filter(|code| !code.is_empty()) {
            return Ok(Secret::new(code));
        }
        let words: Vec<String> = ["error", "error_reason", "error_description", "error_message"]
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
        let why = if words.is_empty() { "it gave no code".to_owned() } else { words.join(": ") };
        Err(Error::new(kind, format!("the login dialog failed: {why}")))
    }

    /// A code for the token of the person. `redirect_uri` must be that of the dialog, letter by letter.
    pub fn exchange_code(&self, code: &Secret, redirect_uri: &str) -> Pending<Grant<UserToken>> {
        let parts = [("code", code.expose()), ("redirect_uri", redirect_uri)];
        self.pending(self.token_request(&parts), grant)
    }

    /// A person's token for one that is good for about 60 days.
    pub fn long_lived(&self, token: &UserToken) -> Pending<Grant<UserToken>> {
        let token = token.secret().unwrap_or_default();
        let parts = [("grant_type", "fb_exchange_token"), ("fb_exchange_token", &*token)];
        self.pending(self.token_request(&parts), grant)
    }

    /// The app's own token, from the platform. [`own_token`](Self::own_token) makes one without asking.
    pub fn app_token(&self) -> Pending<Grant<AppToken>> {
        self.pending(self.token_request(&[("grant_type", "client_credentials")]), grant)
    }

    /// The token that an app may make for itself, without a call.
    pub fn own_token(&self) -> AppToken {
        AppToken::from_secret(&self.id, self.secret.text())
    }

    /// What the platform knows of a token: whose it is, what was granted, until when. One that is not valid is
    /// no error: see [`TokenInfo::is_valid`].
    pub fn debug_token(&self, token: &impl TokenKind) -> Pending<TokenInfo> {
        let mut request = Request::raw(self.api, Method::GET, "debug_token");
        request.params.text("input_token", token.secret().unwrap_or_default());
        let (this, own) = (self.clone(), self.own_token().secret());
        Pending::new(move |options| {
            let caller = Caller::new(this.graph.shared, own, options).of_app(&this.secret);
            Box::pin(caller.run(request, info))
        })
    }

    /// Secrets go in the body: addresses are logged.
    fn token_request(&self, parts: &[(&'static str, &str)]) -> Request {
        let mut request = Request::raw(self.api, Method::POST, "oauth/access_token");
        request.params.text("client_id", &self.id);
        request.params.text("client_secret", self.secret.text());
        for (name, value) in parts {
            request.params.text(name, value);
        }
        request
    }

    fn pending<A: Send + 'static>(&self, request: Request, decode: Decoder<A>) -> Pending<A> {
        let shared = self.graph.shared.clone();
        Pending::new(move |options: Options| {
            Box::pin(Caller::new(shared, None, options).run(request, decode))
        })
    }
}

impl fmt::Debug for App {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("App").field("id", &self.id).finish_non_exhaustive()
    }
}

/// The address of the login dialog; made by [`App::dialog`].
#[derive(Clone)]
#[must_use]
pub struct Dialog {
    address: String,
    parts: Vec<(&'static str, String)>,
    scope: Vec<String>,
}

impl Dialog {
    /// Asks for all that a set of permissions names.
    pub fn permissions<P: PermissionSet>(self) -> Self {
        self.scope(P::NAMES.iter().copied())
    }

    /// Asks for permissions by their names.
    pub fn scope(mut self, names: impl IntoIterator<Item = impl Into<String>>) -> Self {
        for name in names.into_iter().map(Into::into) {
            if !self.scope.contains(&name) {
                self.scope.push(name);
            }
        }
        self
    }

    /// Asks also for what the person refused before; else the dialog does not.
    pub fn ask_again(self) -> Self {
        self.part("auth_type", "rerequest")
    }

    /// Any other parameter of the dialog, such as `display`.
    pub fn part(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.parts.push((name, value.into()));
        self
    }

    /// Another dialog than that of the graph.
    pub fn at(mut self, address: impl Into<String>) -> Self {
        self.address = address.into();
        self
    }

    /// The address. It holds the state, and no secret of the app.
    pub fn url(&self) -> String {
        let mut url = self.address.clone();
        let scope = (!self.scope.is_empty()).then(|| ("scope", self.scope.join(",")));
        for (place, (name, value)) in self.parts.iter().cloned().chain(scope).enumerate() {
            let mark = if place > 0 || url.contains('?') { '&' } else { '?' };
            url += &format!("{mark}{name}={}", utf8_percent_encode(&value, UNRESERVED));
        }
        url
    }
}

impl fmt::Debug for Dialog {
    /// Without the state.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Dialog")
            .field("address", &self.address)
            .field("scope", &self.scope)
            .finish_non_exhaustive()
    }
}

/// What ties a login to the session in which it was begun: kept with the session, sent to the dialog, and
/// compared with what comes back.
#[derive(Clone, PartialEq, Eq)]
pub struct State(String);

impl State {
    /// One that nobody can guess.
    pub fn random() -> Self {
        // Keyed with randomness of the system; each number is a keyed hash.
        let number = |_| RandomState::new().build_hasher().finish();
        Self((0..4).map(number).map(|number: u64| format!("{number:016x}")).collect())
    }

    /// One that was kept.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// Its text, for keeping it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// In a time that does not tell how far it is the same.
    fn is(&self, other: &str) -> bool {
        let differences = self.0.bytes().zip(other.bytes()).fold(0, |all, (a, b)| all | (a ^ b));
        !self.0.is_empty() && self.0.len() == other.len() && differences == 0
    }
}

impl fmt::Debug for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("State(hidden)")
    }
}

/// A token that was given.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Grant<K> {
    /// The token.
    pub token: K,
    /// How long it is good for; none where it does not end, or nobody says.
    pub expires_in: Option<Duration>,
}

/// A token from its text.
trait FromText {
    fn from_text(text: String) -> Self;
}

impl FromText for UserToken {
    fn from_text(text: String) -> Self {
        Self::new(text)
    }
}

impl FromText for AppToken {
    fn from_text(text: String) -> Self {
        Self::new(text)
    }
}

impl FromText for AnyToken {
    fn from_text(text: String) -> Self {
        Self::new(text)
    }
}

/// Reads `{"access_token": ..}`, and of old `access_token=..&expires=..`.
fn grant<K: FromText>(body: Body<'_>) -> Result<Grant<K>> {
    let text = String::from_utf8_lossy(body.bytes.trim_ascii());
    let (token, expires) = match serde_json::from_slice::<Value>(body.bytes) {
        Ok(json) => {
            let token = json.get("access_token").and_then(Value::as_str).map(str::to_owned);
            (token, json.get("expires_in").or_else(|| json.get("expires")).and_then(number))
        }
        Err(_) => {
            let part = |wanted: &[&str]| {
                pairs(&text).find(|(name, _)| wanted.contains(&name.as_str())).map(|(_, value)| value)
            };
            (part(&["access_token"]), part(&["expires_in", "expires"]).and_then(|text| text.parse().ok()))
        }
    };
    match token.filter(|token| !token.is_empty()) {
        Some(token) => {
            let expires_in = expires.filter(|seconds| *seconds > 0).map(Duration::from_secs);
            Ok(Grant { token: K::from_text(token), expires_in })
        }
        None => Err(Error::new(ErrorKind::Decode, "the answer has no `access_token`")),
    }
}

/// What the platform knows of a token; see [`App::debug_token`].
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct TokenInfo {
    /// The app it was given to.
    pub app_id: Option<String>,
    /// The name of that app.
    pub application: Option<String>,
    /// Its kind: `USER`, `PAGE`, `APP`.
    pub kind: Option<String>,
    /// Whether it is accepted.
    pub is_valid: bool,
    /// When it ends, in seconds since the beginning of 1970; none where it does not.
    pub expires_at: Option<u64>,
    /// When the app may not read the person's data any more, in the same way.
    pub data_access_expires_at: Option<u64>,
    /// When it was given.
    pub issued_at: Option<u64>,
    /// The permissions that were granted.
    pub scopes: Vec<String>,
    /// Permissions that were granted for some objects only, with these objects; none for all of them.
    pub granular_scopes: Vec<(String, Option<Vec<String>>)>,
    /// Whose it is.
    pub user_id: Option<String>,
    /// The Page it is for.
    pub profile_id: Option<String>,
    /// Why it is not accepted: code, subcode and text.
    pub problem: Option<(Option<i64>, Option<i64>, String)>,
}

fn info(body: Body<'_>) -> Result<TokenInfo> {
    let json: Value = serde_json::from_slice(body.bytes).map_err(|error| {
        Error::new(ErrorKind::Decode, format!("what is known of the token is not JSON: {error}"))
    })?;
    let data = json.get("data").unwrap_or(&Value::Null);
    let get = |name: &str| data.get(name).filter(|value| !value.is_null());
    let words = |value: &Value| {
        let list = value.as_array().map_or(&[][..], Vec::as_slice);
        list.iter().filter_map(text).collect::<Vec<String>>()
    };
    let granular = get("granular_scopes").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let moment = |name: &str| get(name).and_then(number).filter(|seconds| *seconds > 0);
    Ok(TokenInfo {
        app_id: get("app_id").and_then(text),
        application: get("application").and_then(text),
        kind: get("type").and_then(text),
        is_valid: get("is_valid").and_then(Value::as_bool).unwrap_or(false),
        expires_at: moment("expires_at"),
        data_access_expires_at: moment("data_access_expires_at"),
        issued_at: moment("issued_at"),
        scopes: get("scopes").map(words).unwrap_or_default(),
        granular_scopes: granular
            .iter()
            .filter_map(|row| Some((text(row.get("scope")?)?, row.get("target_ids").map(words))))
            .collect(),
        user_id: get("user_id").and_then(text),
        profile_id: get("profile_id").and_then(text),
        problem: get("error").map(|error| {
            let code = |name: &str| error.get(name).and_then(Value::as_i64);
            let message = error.get("message").and_then(text).unwrap_or_default();
            (code("code"), code("subcode"), message)
        }),
    })
}

/// Text, or a number: ids come as both.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn number(value: &Value) -> Option<u64> {
    value.as_u64().or_else(|| value.as_str()?.parse().ok())
}
