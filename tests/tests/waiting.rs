//! Nodes that the platform works on for a while: what is asked, how often, and how the waiting ends.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::{
    collections::VecDeque,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use bytes::Bytes;
use graph_client::{
    blocking::Blocking,
    testing::Answers,
    transport::{BoxFuture, Transport, TransportError},
    *,
};

mod bakery {
    graph_client::graph_api!("../waiting/graph.json");
}

use bakery::{container, video};

#[derive(Debug, Clone, Fields)]
#[graph(node = container)]
struct Container {
    id: container::Id,
    name: Option<String>,
}

#[derive(Debug, Clone, Fields)]
#[graph(node = video)]
struct Video {
    id: video::Id,
    title: Option<String>,
}

/// Gives its answers one after the other, the last one for ever. Keeps the queries.
#[derive(Clone, Default)]
struct Script {
    answers: Arc<Mutex<VecDeque<(u16, String)>>>,
    seen: Arc<Mutex<Vec<String>>>,
}

impl Script {
    fn new(answers: &[&str]) -> Self {
        Self::with_status(&answers.iter().map(|answer| (200, *answer)).collect::<Vec<_>>())
    }

    fn with_status(answers: &[(u16, &str)]) -> Self {
        let answers = answers.iter().map(|(status, body)| (*status, (*body).to_owned())).collect();
        Self { answers: Arc::new(Mutex::new(answers)), seen: Arc::default() }
    }

    fn seen(&self) -> Vec<String> {
        self.seen.lock().unwrap().clone()
    }

    fn client(&self, clock: &Clock) -> Client<UserToken> {
        let graph = Graph::builder().api(bakery::api()).transport(self.clone()).timer(clock.clone());
        graph.timeout(None).build().with(UserToken::new("a token"))
    }
}

impl Transport for Script {
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<Result<http::Response<Bytes>, TransportError>> {
        self.seen.lock().unwrap().push(request.uri().path_and_query().unwrap().to_string());
        let mut answers = self.answers.lock().unwrap();
        let (status, body) = match answers.len() {
            1 => answers[0].clone(),
            _ => answers.pop_front().unwrap(),
        };
        let mut response = http::Response::new(Bytes::from(body));
        *response.status_mut() = http::StatusCode::from_u16(status).unwrap();
        Box::pin(async move { Ok(response) })
    }
}

/// A clock whose sleeps take no time and are kept.
#[derive(Clone, Default)]
struct Clock {
    now: Arc<AtomicU64>,
    pauses: Arc<Mutex<Vec<f64>>>,
}

impl Clock {
    fn pauses(&self) -> Vec<f64> {
        self.pauses.lock().unwrap().clone()
    }
}

impl Timer for Clock {
    fn now(&self) -> Duration {
        Duration::from_millis(self.now.load(Ordering::SeqCst))
    }

    fn sleep(&self, time: Duration) -> BoxFuture<()> {
        let (clock, mut is_first) = (self.clone(), true);
        // As limits are sleeps that rarely end, only what is waited for counts.
        Box::pin(std::future::poll_fn(move |context| {
            if std::mem::take(&mut is_first) {
                context.waker().wake_by_ref();
                return std::task::Poll::Pending;
            }
            clock.pauses.lock().unwrap().push(time.as_secs_f64());
            clock.now.fetch_add(time.as_millis() as u64, Ordering::SeqCst);
            std::task::Poll::Ready(())
        }))
    }

    fn random(&self) -> u64 {
        0
    }
}

#[tokio::test]
async fn it_asks_until_the_node_is_finished() {
    let script = Script::new(&[
        r#"{"status_code":"IN_PROGRESS","id":"5"}"#,
        r#"{"id":"5"}"#,
        r#"{"status_code":"BEING_BAKED","id":"5"}"#,
        r#"{"status_code":"FINISHED","id":"5"}"#,
        r#"{"id":"5","name":"Rye"}"#,
    ]);
    let clock = Clock::default();
    let states = Arc::<Mutex<Vec<JobState>>>::default();
    let kept = states.clone();
    let waiting = script.client(&clock).wait_for::<Container>(container::id("5"));
    let done = waiting.on_progress(move |state| kept.lock().unwrap().push(state.clone())).await.unwrap();
    assert_eq!((done.id.as_str(), done.name.as_deref()), ("5", Some("Rye")));
    let asked = "/v3/5?fields=status_code,status";
    assert_eq!(script.seen(), [asked, asked, asked, asked, "/v3/5?fields=id,name"]);
    assert_eq!(clock.pauses(), [4.0, 6.0, 9.0]);
    let states = states.lock().unwrap();
    let said: Vec<_> = states.iter().map(|state| (state.state.as_deref(), state.waited.as_secs())).collect();
    assert_eq!(
        said,
        [(Some("IN_PROGRESS"), 0), (None, 4), (Some("BEING_BAKED"), 10), (Some("FINISHED"), 19)]
    );
}

#[tokio::test]
async fn a_failure_names_the_state_and_the_reason() {
    let (script, clock) = (
        Script::new(&[r#"{"status_code":"ERROR","status":"Error: 2207026 unsupported format","id":"5"}"#]),
        Clock::default(),
    );
    let error = script.client(&clock).wait_for::<Container>(container::id("5")).await.unwrap_err();
    assert_eq!((error.kind(), error.is_retryable()), (ErrorKind::Api, false));
    assert_eq!(error.job_state(), Some("ERROR"));
    assert_eq!(error.server_message(), Some("Error: 2207026 unsupported format"));
    assert_eq!(error.server_member("status_code").unwrap(), "ERROR");
    assert_eq!(
        error.to_string(),
        "container.get: the platform could not finish the node: its state is \"ERROR\": Error: 2207026 unsupported format"
    );
    assert_eq!(script.seen().len(), 1);
    // Without a reason.
    let script = Script::new(&[r#"{"status_code":"EXPIRED","id":"5"}"#]);
    let error = script.client(&clock).wait_for::<Container>(container::id("5")).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "container.get: the platform could not finish the node: its state is \"EXPIRED\""
    );
}

#[tokio::test]
async fn an_error_in_a_phase_is_a_failure_whatever_the_state_is() {
    let script = Script::new(&[
        r#"{"status":{"video_status":"processing","processing_progress":12,"processing_phase":{"status":"not_started","errors":[]}}}"#,
        r#"{"status":{"video_status":"processing","processing_progress":"57","processing_phase":{"status":"not_started","errors":[{"code":1363008,"message":"no sound"}]}}}"#,
    ]);
    let (clock, percents) = (Clock::default(), Arc::<Mutex<Vec<Option<f64>>>>::default());
    let kept = percents.clone();
    let waiting = script.client(&clock).wait_for::<Video>(video::id("7"));
    let waiting = waiting.on_progress(move |state| kept.lock().unwrap().push(state.percent));
    let error = waiting.await.unwrap_err();
    assert_eq!((error.job_state(), error.server_message()), (Some("processing"), Some("no sound")));
    assert_eq!(*percents.lock().unwrap(), [Some(12.0), Some(57.0)]);
    assert_eq!(script.seen(), ["/v3/7?fields=status"; 2]);
    // The selection of the finished node.
    let script = Script::new(&[r#"{"status":{"video_status":"ready"}}"#, r#"{"id":"7","title":"Rye"}"#]);
    let done = script.client(&clock).wait_for::<Video>(video::id("7")).await.unwrap();
    assert_eq!((done.id.as_str(), done.title.as_deref()), ("7", Some("Rye")));
}

#[tokio::test]
async fn it_ends_with_its_time() {
    let unknown = r#"{"status_code":"BEING_BAKED","id":"5"}"#;
    let (script, clock) = (Script::new(&[unknown]), Clock::default());
    let error = script.client(&clock).wait_for::<Container>(container::id("5")).await.unwrap_err();
    assert_eq!((error.kind(), error.job_state()), (ErrorKind::Timeout, Some("BEING_BAKED")), "{error}");
    assert!(error.to_string().contains("not finished within 600s: its state is \"BEING_BAKED\""), "{error}");
    // Pauses grow to a minute, and none is longer than what is left.
    let pauses = clock.pauses();
    assert!(pauses.iter().sum::<f64>() < 600.0 && pauses.last() == Some(&60.0), "{pauses:?}");

    let (script, clock) = (Script::new(&[unknown]), Clock::default());
    let waiting = script.client(&clock).wait_for::<Container>(container::id("5"));
    let error = waiting.every(Duration::from_secs(1)).timeout(Duration::from_secs(3)).await.unwrap_err();
    assert_eq!((error.kind(), clock.pauses()), (ErrorKind::Timeout, vec![1.0, 1.5]), "{error}");
    assert_eq!(script.seen().len(), 3);
}

#[tokio::test]
async fn a_question_that_fails_ends_it_after_retries() {
    let busy = (503, r#"{"error":{"message":"busy","code":2}}"#);
    let script = Script::with_status(&[
        (200, r#"{"status_code":"IN_PROGRESS","id":"5"}"#),
        busy,
        (200, r#"{"status_code":"FINISHED","id":"5"}"#),
        (200, r#"{"id":"5"}"#),
    ]);
    script.client(&Clock::default()).wait_for::<Container>(container::id("5")).await.unwrap();
    for (status, answer, kind) in [
        (400, r#"{"error":{"message":"no","code":190}}"#, ErrorKind::Api),
        (200, "false", ErrorKind::NotFound),
    ] {
        let script = Script::with_status(&[(status, answer)]);
        let waiting = script.client(&Clock::default()).wait_for::<Container>(container::id("5"));
        assert_eq!(waiting.await.unwrap_err().kind(), kind);
        assert_eq!(script.seen().len(), 1);
    }
}

#[tokio::test]
async fn dropping_it_ends_the_questions() {
    let script = Script::new(&[r#"{"status_code":"IN_PROGRESS","id":"5"}"#]);
    let graph = Graph::builder().api(bakery::api()).transport(script.clone()).build();
    let me = graph.with(UserToken::new("a token"));
    let waiting = me.wait_for::<Container>(container::id("5")).every(Duration::from_millis(10));
    let ended = tokio::time::timeout(Duration::from_millis(100), waiting.into_future()).await;
    assert!(ended.is_err());
    let asked = script.seen().len();
    assert!(asked >= 2, "{asked}");
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert_eq!(script.seen().len(), asked);
}

#[test]
fn a_blocking_client_waits_and_prepared_answers_do_not() {
    let script = Script::new(&[r#"{"status_code":"FINISHED","id":"5"}"#, r#"{"id":"5"}"#]);
    let me = Blocking::new().unwrap().client(script.client(&Clock::default()));
    assert_eq!(me.wait_for::<Container>(container::id("5")).unwrap().id.as_str(), "5");
    // A state that never changes ends at once.
    let fields = [FieldName::new("status_code"), FieldName::new("status")];
    let call = container::id("5").fields(fields);
    let answers = Answers::new().on(&call, r#"{"status_code":"IN_PROGRESS"}"#);
    let graph = Graph::builder().api(bakery::api()).answers(&answers).build();
    let me = Blocking::new().unwrap().client(graph.with(UserToken::new("a token")));
    let error = me.wait_for::<Container>(container::id("5")).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout, "{error}");
}

#[test]
fn the_module_says_how_it_ends() {
    let loaded = graph_schema::parse(&[("graph.json", include_str!("../waiting/graph.json"))]);
    let code = graph_codegen::api(&loaded.schema, "");
    assert!(code.contains(
        "`wait_for` of a client waits for it: it is finished when `status_code` is `FINISHED` or `PUBLISHED`, failed \
         when it is `ERROR` or `EXPIRED`."
    ));
}
