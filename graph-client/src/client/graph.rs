//! The entry point: what all clients of a process share, such as connections, host and version.

use std::{
    fmt,
    sync::{Arc, Mutex},
    time::Duration,
};

use super::{App, Client};
#[cfg(feature = "tower")]
use crate::send::transport::{Tower, TransportService};
use crate::{
    answer::Deviation,
    facts::{Api, NoToken, TokenKind},
    secrecy::{AppSecret, without_user},
    send::{
        CallObserver, CallReport, Observer, RetryPolicy, Shared, SystemTimer, Throttle, Timer,
        limits::LimitStore, testing::Answers, transport::Transport,
    },
};

/// Entry point to an API. Create one per process: it holds the connections, and [`with`](Self::with) creates
/// a cheap [`Client`] for each access token.
///
/// ```
/// use graph_client::*;
///
/// let graph = Graph::new();
/// let me = graph.with(UserToken::new("a person's access token"));
/// ```
#[derive(Clone)]
pub struct Graph {
    pub(crate) shared: Arc<Shared>,
}

/// The default time limit of an attempt. No successful response of the platform has been observed to take longer.
const TIMEOUT: Duration = Duration::from_secs(60);

impl Graph {
    /// Creates a graph with the host and version of the schema, and the default transport.
    pub fn new() -> Self {
        Self::builder().build()
    }

    /// Returns a builder, to set another host, version, transport or policy.
    pub fn builder() -> GraphBuilder {
        GraphBuilder::default()
    }

    /// A client for an access token.
    pub fn with<K: TokenKind>(&self, token: K) -> Client<K> {
        Client::new(self.shared.clone(), token)
    }

    /// An app, for logins and for exchanging codes and tokens.
    pub fn app(&self, id: impl Into<String>, secret: AppSecret) -> App {
        App::new(self.shared.clone(), id.into(), secret)
    }

    /// A client for calls that need no token.
    pub fn without_token(&self) -> Client<NoToken> {
        self.with(NoToken)
    }
}

impl Default for Graph {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Graph {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Graph")
            .field("host", &self.shared.host.as_deref().map(without_user))
            .field("version", &self.shared.version)
            .finish_non_exhaustive()
    }
}

/// Settings of a [`Graph`].
///
/// ```
/// # use graph_client::*;
/// let graph = Graph::builder().host("http://127.0.0.1:8080").version("v2.6").build();
/// ```
#[derive(Clone, Default)]
#[must_use]
pub struct GraphBuilder {
    api: Option<&'static Api>,
    host: Option<String>,
    version: Option<String>,
    dialog: Option<String>,
    transport: Option<Arc<dyn Transport>>,
    observer: Option<Observer>,
    calls: Option<CallObserver>,
    timer: Option<Arc<dyn Timer>>,
    /// `Some(None)` removes the default limit.
    timeout: Option<Option<Duration>>,
    /// `None` is the limit of an attempt, `Some(None)` is no limit.
    idle_timeout: Option<Option<Duration>>,
    retry: Option<RetryPolicy>,
    throttle: Option<Throttle>,
    limits: Option<Arc<dyn LimitStore>>,
    app_secret: Option<AppSecret>,
    answers: Option<Answers>,
}

impl GraphBuilder {
    /// The API of calls that do not belong to one: raw calls and logins. The default is the built-in API.
    pub fn api(mut self, api: &'static Api) -> Self {
        self.api = Some(api);
        self
    }

    /// The host for all calls, such as `http://127.0.0.1:8080`, instead of the schema's host. It is also the
    /// host of the login dialog, with `www.` instead of a leading `graph.`, unless [`dialog`](Self::dialog)
    /// is set.
    pub fn host(mut self, host: impl Into<String>) -> Self {
        self.host = Some(host.into());
        self
    }

    /// The API version, such as `v2.6`, for paths without their own version.
    pub fn version(mut self, version: impl Into<String>) -> Self {
        self.version = Some(version.into());
        self
    }

    /// The URL of the login dialog, such as `https://www.facebook.com/dialog/oauth`.
    pub fn dialog(mut self, address: impl Into<String>) -> Self {
        self.dialog = Some(address.into());
        self
    }

    /// The transport that sends the requests, instead of `reqwest`.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// Wraps the transport in a layer: `layer` gets the current transport and returns the new one. For
    /// example, to add a header to every request:
    ///
    /// ```
    /// use std::sync::Arc;
    /// use bytes::Bytes;
    /// use graph_client::{transport::{BoxFuture, Transport, TransportError}, Graph};
    ///
    /// struct Tagged(Arc<dyn Transport>);
    ///
    /// impl Transport for Tagged {
    ///     fn send(&self, mut request: http::Request<Bytes>) -> BoxFuture<Result<http::Response<Bytes>, TransportError>> {
    ///         request.headers_mut().insert("x-team", http::HeaderValue::from_static("maps"));
    ///         self.0.send(request)
    ///     }
    /// }
    ///
    /// let graph = Graph::builder().layer(Tagged).build();
    /// ```
    ///
    /// The layer that is added last is called first. It is called for every attempt. The token is in the
    /// `Authorization` header, which is marked as sensitive.
    pub fn layer<T: Transport>(mut self, layer: impl FnOnce(Arc<dyn Transport>) -> T) -> Self {
        let inner = self.transport.take().unwrap_or_else(default_transport);
        self.transport = Some(Arc::new(layer(inner)));
        self
    }

    /// Sends the requests through a `tower::Service`, such as a client of `hyper-util` or a stack of layers around one:
    /// see [`Tower`](crate::transport::Tower) for its requirements.
    ///
    /// ```
    /// use graph_client::{transport::Body, Graph, Method, UserToken};
    ///
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> graph_client::Result<()> {
    /// // A function stands in for the platform here. An axum router works, too.
    /// let service = tower::service_fn(|request: http::Request<Body>| async move {
    ///     let body = format!(r#"{{"id":"{}"}}"#, request.uri().path().trim_start_matches("/v2.6/"));
    ///     Ok::<_, std::io::Error>(http::Response::new(http_body_util::Full::new(bytes::Bytes::from(body))))
    /// });
    /// let me = Graph::builder().tower_service(service).version("v2.6").build().with(UserToken::new("a token"));
    /// assert_eq!(me.raw(Method::GET, "4").await?["id"], "4");
    /// # Ok(()) }
    /// ```
    #[cfg(feature = "tower")]
    pub fn tower_service<S>(self, service: S) -> Self
    where
        Tower<S>: Transport,
    {
        self.transport(Tower::new(service))
    }

    /// Wraps the transport in a `tower` layer, or in several with a `ServiceBuilder`: timeouts, concurrency limits,
    /// circuit breakers, headers. The layer is called for every attempt; retries happen outside of it.
    ///
    /// ```
    /// use std::time::Duration;
    /// use graph_client::{transport::{BoxError, TransportError}, Graph};
    /// use tower::{timeout::error::Elapsed, ServiceBuilder};
    ///
    /// let layers = ServiceBuilder::new()
    ///     // `timeout` fails with its own type of error: map it to a transport error.
    ///     .map_err(|error: BoxError| match error.downcast::<Elapsed>() {
    ///         Ok(elapsed) => TransportError::timeout("no response within 20 seconds").caused_by(*elapsed),
    ///         Err(other) => other.into(),
    ///     })
    ///     .concurrency_limit(8)
    ///     .timeout(Duration::from_secs(20));
    /// let graph = Graph::builder().tower_layer(layers).build();
    /// ```
    ///
    /// As with [`layer`](Self::layer), the layer that is added last is called first. The resulting service must be
    /// `Clone`: wrap one that is not in a `buffer`. All clones should share their limits, as the layers of `tower` do.
    #[cfg(feature = "tower")]
    pub fn tower_layer<L>(self, layer: L) -> Self
    where
        L: tower_layer::Layer<TransportService>,
        Tower<L::Service>: Transport,
    {
        self.layer(|inner| Tower::new(layer.layer(TransportService::new(inner))))
    }

    /// Replaces the system clock and randomness, for tests.
    pub fn timer(mut self, timer: impl Timer) -> Self {
        self.timer = Some(Arc::new(timer));
        self
    }

    /// The time limit of each attempt of a call; `None` for no limit. The default is one minute. To limit a whole call
    /// with all its attempts, see [`Pending::timeout`](crate::Pending::timeout).
    ///
    /// It does not apply to calls with files that are [read during the upload](crate::File::stream) or that report
    /// their [progress](crate::File::on_progress): these are limited only by the [`idle_timeout`](Self::idle_timeout).
    pub fn timeout(mut self, timeout: impl Into<Option<Duration>>) -> Self {
        self.timeout = Some(timeout.into());
        self
    }

    /// The time after which an attempt without any progress fails; `None` for no limit. The default is the
    /// [`timeout`](Self::timeout).
    ///
    /// An upload may take as long as it needs while its bytes keep moving. The attempt fails with the kind
    /// [`Timeout`](crate::ErrorKind::Timeout) if, for this long,
    ///
    /// * no connection is established, or the server accepts no more of the request,
    /// * the reader of a [`File`](crate::File) yields nothing,
    /// * the response does not begin after the last byte of the request was passed to the connection, or
    /// * a response that has begun makes no progress.
    ///
    /// The operating system may buffer a few megabytes that a slow connection has yet to send: make the limit long
    /// enough for these. If your own [`transport`](Self::transport) does not report to the
    /// [`Activity`](crate::transport::Activity) of a request, the whole response must arrive within this time.
    ///
    /// ```
    /// use std::time::Duration;
    /// use graph_client::Graph;
    ///
    /// // Reads fail after ten seconds, uploads after half a minute without progress.
    /// let graph = Graph::builder()
    ///     .timeout(Duration::from_secs(10))
    ///     .idle_timeout(Duration::from_secs(30))
    ///     .build();
    /// ```
    pub fn idle_timeout(mut self, timeout: impl Into<Option<Duration>>) -> Self {
        self.idle_timeout = Some(timeout.into());
        self
    }

    /// How calls are retried.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = Some(policy);
        self
    }

    /// How calls are slowed down when the platform reports that a rate limit is near, and which [rates](crate::Rate)
    /// they stay within.
    pub fn throttle(mut self, throttle: Throttle) -> Self {
        self.throttle = Some(throttle);
        self
    }

    /// Shares the state of rate limits with other clients, such as those of other processes: see [`LimitStore`]. By
    /// default, each graph keeps its own state in memory. The store is consulted before every attempt, unless the
    /// [`throttle`](Self::throttle) is off. All clients that share a store should have the same throttle.
    pub fn limits(mut self, store: impl LimitStore) -> Self {
        self.limits = Some(Arc::new(store));
        self
    }

    /// Sets a callback for every attempt of every call, for metrics and logs. It should not block.
    ///
    /// ```
    /// # use graph_client::*;
    /// let graph = Graph::builder()
    ///     .on_call(|call| println!("{:?} {:?} {:?}", call.operation, call.status, call.took))
    ///     .build();
    /// ```
    pub fn on_call(mut self, observer: impl Fn(&CallReport<'_>) + Send + Sync + 'static) -> Self {
        self.calls = Some(Arc::new(observer));
        self
    }

    /// The secret of the app. Every call with a token then has an `appsecret_proof`, which proves that it
    /// comes from the app. This includes further pages and the calls of a batch.
    #[cfg(feature = "proof")]
    pub fn app_secret(mut self, secret: AppSecret) -> Self {
        self.app_secret = Some(secret);
        self
    }

    /// Uses prepared responses instead of a server: see [`Answers`].
    pub fn answers(mut self, answers: &Answers) -> Self {
        self.answers = Some(answers.clone());
        self
    }

    /// Strict mode: sets a callback for every place where a response deviates from the schema. The response is decoded
    /// anyway. In a test, the callback may panic.
    ///
    /// ```
    /// # use graph_client::*;
    /// let graph = Graph::builder().on_deviation(|deviation| eprintln!("{deviation}")).build();
    /// ```
    ///
    /// The callback runs before the call returns, and should not block. For nodes and objects without a ready struct
    /// ([`Loose`](crate::Loose)), only the names of the members are compared with the schema.
    pub fn on_deviation(mut self, observer: impl Fn(&Deviation) + Send + Sync + 'static) -> Self {
        self.observer = Some(Arc::new(observer));
        self
    }

    /// Builds the graph. Without the feature `reqwest` and without a [`transport`](Self::transport), every
    /// call fails before anything is sent.
    pub fn build(self) -> Graph {
        let api = self.api.unwrap_or_else(default_api);
        let dialog = self.dialog.or_else(|| self.host.as_deref().map(dialog_of));
        let dialog = dialog.or_else(|| api.dialog.map(str::to_owned));
        let timeout = self.timeout.unwrap_or(Some(TIMEOUT));
        let shared = Shared {
            api,
            dialog: dialog.map(Into::into),
            transport: self.transport.unwrap_or_else(default_transport),
            host: self.host,
            version: self.version,
            observer: self.observer,
            calls: self.calls,
            timer: self.timer.unwrap_or_else(|| Arc::new(SystemTimer::new())),
            timeout,
            idle_timeout: self.idle_timeout.unwrap_or(timeout),
            retry: self.retry.unwrap_or_default(),
            budget: Mutex::default(),
            throttle: self.throttle.unwrap_or_default(),
            limiter: Mutex::default(),
            limits: self.limits,
            app_secret: self.app_secret,
            answers: self.answers,
        };
        Graph { shared: Arc::new(shared) }
    }
}

/// The API of calls that do not name one. The only place outside of generated code that refers to a generated API.
fn default_api() -> &'static Api {
    #[cfg(feature = "documents")]
    return crate::api::api();
    #[cfg(not(feature = "documents"))]
    return crate::common::api();
}

/// The login dialog of a host.
fn dialog_of(host: &str) -> String {
    let host = host.trim_end_matches('/');
    let host = match host.split_once("://graph.") {
        Some((scheme, rest)) => format!("{scheme}://www.{rest}"),
        None => host.to_owned(),
    };
    format!("{host}/dialog/oauth")
}

#[cfg(feature = "reqwest")]
fn default_transport() -> Arc<dyn Transport> {
    Arc::new(crate::send::transport::Reqwest::default())
}

#[cfg(not(feature = "reqwest"))]
fn default_transport() -> Arc<dyn Transport> {
    Arc::new(crate::send::transport::Missing)
}

impl fmt::Debug for GraphBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("GraphBuilder")
            .field("host", &self.host.as_deref().map(without_user))
            .field("version", &self.version)
            .finish_non_exhaustive()
    }
}
