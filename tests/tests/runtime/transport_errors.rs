//! The transport's own error is the source of the call's error, and shows no secret.

use std::{error::Error as StdError, fmt, net::TcpListener};

use bytes::Bytes;
use graph_client::{
    transport::{BoxFuture, Transport, TransportError},
    *,
};

use crate::stub::{Instantly, MARK, TOKEN};

/// All errors of a chain but the first.
pub fn sources(error: &Error) -> Vec<&(dyn StdError + 'static)> {
    std::iter::successors(error.source(), |error| {
        let error: &(dyn StdError + 'static) = *error;
        error.source()
    })
    .collect()
}

/// A host that nothing listens at.
pub fn nobody() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    format!("http://{}", listener.local_addr().unwrap())
}

#[tokio::test]
async fn a_refused_connection_can_be_told_from_the_source() {
    let graph = Graph::builder().host(nobody()).timer(Instantly::default()).timeout(None).build();
    let error = graph.with(UserToken::new(TOKEN)).raw(Method::GET, "me").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Network);
    let refused = sources(&error).into_iter().filter_map(|source| source.downcast_ref::<std::io::Error>());
    assert!(
        refused.into_iter().any(|error| error.kind() == std::io::ErrorKind::ConnectionRefused),
        "{error:?}"
    );
    // The message says it as well, and once.
    assert_eq!(error.to_string().matches("refused").count(), 1, "{error}");
    // A clone keeps it.
    assert_eq!(sources(&error.clone()).len(), sources(&error).len());
}

/// An error that quotes a header.
#[derive(Debug)]
struct Quotes {
    #[expect(dead_code, reason = "it is shown by `Debug`")]
    header: String,
}

impl fmt::Display for Quotes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the proxy refused the request")
    }
}

impl StdError for Quotes {}

/// Fails with an error of its own, with or without what the `Authorization` header holds.
struct Failing {
    quotes: bool,
}

impl Transport for Failing {
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<std::result::Result<http::Response<Bytes>, TransportError>> {
        let header = request.headers()["authorization"].to_str().unwrap().to_owned();
        let header = if self.quotes { header } else { String::new() };
        let error = TransportError::unusable("no proxy").caused_by(Quotes { header });
        Box::pin(async { Err(error) })
    }
}

#[tokio::test]
async fn an_error_that_shows_a_token_is_kept_as_text() {
    for quotes in [true, false] {
        let graph = Graph::builder().transport(Failing { quotes }).build();
        let error = graph.with(UserToken::new(TOKEN)).raw(Method::GET, "me").await.unwrap_err();
        let source = error.source().unwrap();
        assert_eq!(source.is::<Quotes>(), !quotes);
        assert_eq!(source.to_string(), "the proxy refused the request");
        let shown = format!("{error} {error:?} {source} {source:?} {source:#?}");
        assert!(!shown.contains(MARK), "a secret is shown");
        assert_eq!(format!("{source:?}").contains("<hidden>"), quotes);
        assert_eq!((error.kind(), error.to_string().as_str()), (ErrorKind::Request, "no proxy"));
    }
}
