//! What all clients of a process share: connections, host, version.

use std::{fmt, sync::Arc};

use crate::{
    client::Client,
    deviation::Deviation,
    token::{NoToken, TokenKind},
    transport::Transport,
};

/// The door to an API: one per process. It holds the connections; [`with`](Self::with) makes a
/// cheap [`Client`] for each access token.
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

pub(crate) struct Shared {
    pub(crate) host: Option<String>,
    pub(crate) version: Option<String>,
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) observer: Option<Observer>,
}

pub(crate) type Observer = Arc<dyn Fn(&Deviation) + Send + Sync>;

impl Graph {
    /// With the host and version of the schema, over HTTPS.
    pub fn new() -> Self {
        Self::builder().build()
    }

    /// For another host, another version, another transport.
    pub fn builder() -> GraphBuilder {
        GraphBuilder::default()
    }

    /// A client for one access token.
    pub fn with<K: TokenKind>(&self, token: K) -> Client<K> {
        Client::new(self.shared.clone(), token)
    }

    /// A client for what needs no token.
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
            .field("host", &self.shared.host)
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
    host: Option<String>,
    version: Option<String>,
    transport: Option<Arc<dyn Transport>>,
    observer: Option<Observer>,
}

impl GraphBuilder {
    /// Where to send calls, in place of the schema's host: a sandbox, a proxy.
    pub fn host(mut self, host: impl Into<String>) -> Self {
        self.host = Some(host.into());
        self
    }

    /// The version for paths that carry none of their own, such as `v2.6`.
    pub fn version(mut self, version: impl Into<String>) -> Self {
        self.version = Some(version.into());
        self
    }

    /// What sends the requests, in place of `reqwest`.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// Strict mode: tells a function whatever an answer has that is not as the schema says. The
    /// answer is read all the same; in a test, the function may panic.
    ///
    /// ```
    /// # use graph_client::*;
    /// let graph = Graph::builder().on_deviation(|deviation| eprintln!("{deviation}")).build();
    /// ```
    ///
    /// It is called once for each place, before the answer is given, and should be quick.
    pub fn on_deviation(mut self, observer: impl Fn(&Deviation) + Send + Sync + 'static) -> Self {
        self.observer = Some(Arc::new(observer));
        self
    }

    /// The finished graph. Without a transport of one's own and without the feature `reqwest`,
    /// every call of it fails before anything is sent.
    pub fn build(self) -> Graph {
        let transport = self.transport.unwrap_or_else(default_transport);
        let (host, version, observer) = (self.host, self.version, self.observer);
        Graph { shared: Arc::new(Shared { host, version, transport, observer }) }
    }
}

#[cfg(feature = "reqwest")]
fn default_transport() -> Arc<dyn Transport> {
    Arc::new(crate::transport::Reqwest::default())
}

#[cfg(not(feature = "reqwest"))]
fn default_transport() -> Arc<dyn Transport> {
    Arc::new(crate::transport::Missing)
}

impl fmt::Debug for GraphBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("GraphBuilder")
            .field("host", &self.host)
            .field("version", &self.version)
            .finish_non_exhaustive()
    }
}
