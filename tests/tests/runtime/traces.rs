//! Spans and events have the names of OpenTelemetry.

use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, Ordering},
    },
};

use graph_client::{api::user, *};
use graph_sandbox::Sandbox;
use tracing::{
    Event, Metadata, Subscriber,
    field::{Field, Visit},
    span,
};

use crate::stub::{Instantly, Stub, TOKEN, failed, json, status};

#[derive(Debug, Clone, Fields)]
#[graph(node = user)]
struct Card {
    #[expect(dead_code, reason = "it is only read from answers")]
    id: user::Id,
}

/// The values of fields, as text.
type Values = BTreeMap<String, String>;

/// The number, name and fields of a span.
type Spanned = (u64, &'static str, Values);

/// Keeps spans and events.
#[derive(Clone, Default)]
struct Kept {
    next: Arc<AtomicU64>,
    spans: Arc<Mutex<Vec<Spanned>>>,
    events: Arc<Mutex<Vec<Values>>>,
}

struct Reads<'a>(&'a mut Values);

impl Visit for Reads<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        self.0.insert(field.name().to_owned(), format!("{value:?}").trim_matches('"').to_owned());
    }
}

impl Subscriber for Kept {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("graph_client")
    }

    fn new_span(&self, span: &span::Attributes<'_>) -> span::Id {
        let id = self.next.fetch_add(1, Ordering::SeqCst) + 1;
        let mut values = Values::new();
        span.record(&mut Reads(&mut values));
        self.spans.lock().unwrap().push((id, span.metadata().name(), values));
        span::Id::from_u64(id)
    }

    fn record(&self, id: &span::Id, values: &span::Record<'_>) {
        let mut spans = self.spans.lock().unwrap();
        let span = spans.iter_mut().find(|(known, ..)| *known == id.into_u64()).unwrap();
        values.record(&mut Reads(&mut span.2));
    }

    fn record_follows_from(&self, _: &span::Id, _: &span::Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut values = Values::new();
        event.record(&mut Reads(&mut values));
        self.events.lock().unwrap().push(values);
    }

    fn enter(&self, _: &span::Id) {}

    fn exit(&self, _: &span::Id) {}
}

impl Kept {
    fn spans(&self) -> Vec<Values> {
        let spans = self.spans.lock().unwrap();
        assert!(spans.iter().all(|(_, name, _)| *name == "graph.call"));
        spans.iter().map(|(.., values)| values.clone()).collect()
    }
}

#[track_caller]
fn assert_has(values: &Values, expected: &[(&str, &str)]) {
    for (name, value) in expected {
        assert_eq!(values.get(*name).map(String::as_str), Some(*value), "{name} of {values:?}");
    }
}

#[tokio::test]
async fn a_call_is_a_span_with_the_names_of_opentelemetry() -> Result<()> {
    let kept = Kept::default();
    let _guard = tracing::subscriber::set_default(kept.clone());
    let sandbox = Sandbox::start().unwrap();
    let me = Graph::builder().host(sandbox.url()).build().with(UserToken::new(sandbox.user_token()));
    me.get::<Card>(user::me()).await?;
    me.raw(Method::GET, "999999999").await.unwrap_err();
    let port = sandbox.url().rsplit(':').next().unwrap().trim_end_matches('/').to_owned();
    let spans = kept.spans();
    assert_has(
        &spans[0],
        &[
            ("otel.name", "GET user.get"),
            ("otel.kind", "client"),
            ("operation", "user.get"),
            ("http.request.method", "GET"),
            ("http.response.status_code", "200"),
            ("server.address", "127.0.0.1"),
            ("server.port", port.as_str()),
            ("url.scheme", "http"),
        ],
    );
    for absent in ["error.type", "otel.status_code", "http.request.resend_count", "graph.error.code"] {
        assert!(!spans[0].contains_key(absent), "{absent}");
    }
    assert_has(
        &spans[1],
        &[
            ("otel.name", "GET"),
            ("otel.status_code", "ERROR"),
            ("error.type", "NotFound"),
            ("graph.error.code", "100"),
            ("http.response.status_code", "400"),
        ],
    );
    assert!(spans[1]["graph.trace_id"].starts_with('S'));
    Ok(())
}

#[tokio::test]
async fn a_call_that_was_sent_again_is_one_span_with_an_event_for_each_attempt() -> Result<()> {
    let kept = Kept::default();
    let _guard = tracing::subscriber::set_default(kept.clone());
    let stub = Stub::start(|_, before| match before {
        0 => status(500, "{}"),
        1 => failed(2),
        2 => json(r#"{"id":"4"}"#),
        _ => failed(190),
    });
    let graph = stub.graph().timer(Instantly::default()).timeout(None).build();
    let me = graph.with(UserToken::new(TOKEN));
    me.get::<Card>(user::me()).await?;
    me.get::<Card>(user::me()).await.unwrap_err();
    let spans = kept.spans();
    assert_has(&spans[0], &[("http.request.resend_count", "2"), ("http.response.status_code", "200")]);
    // It succeeded in the end.
    assert!(!spans[0].contains_key("error.type"), "{:?}", spans[0]);
    assert_has(&spans[1], &[("error.type", "Authentication"), ("graph.error.code", "190")]);
    let events = kept.events.lock().unwrap();
    let outcome = |event: &Values| (event["attempt"].clone(), event.get("error.type").cloned());
    let outcomes: Vec<_> = events.iter().map(outcome).collect();
    let expected = [("1", Some("Server")), ("2", Some("Server")), ("3", None), ("1", Some("Authentication"))];
    assert_eq!(outcomes, expected.map(|(attempt, kind)| (attempt.to_owned(), kind.map(str::to_owned))));
    assert!(events[0].contains_key("again_in_ms") && !events[3].contains_key("again_in_ms"));
    assert_has(&events[2], &[("http.response.status_code", "200"), ("message", "response received")]);
    Ok(())
}

#[tokio::test]
async fn no_user_of_the_host_and_no_status_without_a_response() {
    let kept = Kept::default();
    let _guard = tracing::subscriber::set_default(kept.clone());
    let host = crate::transport_errors::nobody().replace("http://", "http://ada:hUsHsEcReTmArK@");
    let me = Graph::builder().host(host).build().with(UserToken::new(TOKEN));
    me.raw(Method::GET, "me").no_retry().await.unwrap_err();
    let spans = kept.spans();
    assert_has(&spans[0], &[("server.address", "127.0.0.1"), ("error.type", "Network")]);
    assert!(!spans[0].contains_key("http.response.status_code"));
    assert!(!format!("{spans:?} {:?}", kept.events.lock().unwrap()).contains("hUsHs"), "a secret is shown");
}
