//! Secrets must not appear in output, traces or errors.

use std::{
    fmt::Write as _,
    sync::{Arc, Mutex},
};

use graph_client::{
    api::{event, user},
    transport::{BoxFuture, Transport, TransportError},
    *,
};
use tracing::{Event, Metadata, Subscriber, field::Visit, span};

use crate::stub::{MARK, Reply, Stub, TOKEN, failed, json, status};

#[derive(Debug, Clone, Fields)]
#[graph(node = user)]
struct Card {
    #[expect(dead_code, reason = "it is only read from answers")]
    id: user::Id,
}

fn secret() -> AppSecret {
    AppSecret::new(format!("{MARK}-app"))
}

/// HMAC-SHA256 of the token with the app secret.
async fn proof() -> String {
    let stub = Stub::start(|_, _| json(r#"{"id":"4"}"#));
    stub.graph()
        .app_secret(secret())
        .build()
        .with(UserToken::new(TOKEN))
        .raw(Method::GET, "me")
        .await
        .unwrap();
    stub.seen()[0].param("appsecret_proof").unwrap()
}

#[test]
fn no_secret_in_debug_output() {
    let graph = Graph::builder().app_secret(secret()).host("http://127.0.0.1:9");
    let shown = format!("{graph:?}");
    let graph = graph.build();
    let me = graph.with(UserToken::new(TOKEN));
    let app = graph.app("12", secret());
    let state = login::State::new(format!("{MARK}-state"));
    let call = user::me().events().create("x", event::Time::date(2012, 7, 4));
    let other = graph.with(AnyToken::new(TOKEN));
    let raw = me
        .raw(Method::POST, "oauth/access_token")
        .param("client_secret", format!("{MARK}-app"))
        .param("fb_exchange_token", TOKEN)
        .param("code", TOKEN)
        .param("Access_Token", TOKEN);
    let shown = format!(
        "{shown} {graph:?} {me:?} {app:?} {state:?} {:?} {:#?} {raw:?} {} {} {:?} {:?} {:?}",
        UserToken::new(TOKEN),
        AppToken::from_secret("12", TOKEN),
        raw.curl(),
        me.curl(&call),
        other.prepare(call.clone()),
        call.then(|event| event::id(event.id()).delete()),
        app.code(&format!("code={MARK}&state={MARK}-state"), &state).unwrap(),
    );
    assert!(!shown.contains(MARK), "{}", shown.replace(MARK, "***"));
}

/// Hosts of files repeat the token in every place that they have.
#[tokio::test]
async fn no_secret_in_errors_of_addresses() {
    let stub = Stub::start(|seen, _| {
        let token =
            seen.header("authorization").unwrap_or_default().split(' ').next_back().unwrap_or_default();
        match seen.path.as_str() {
            "/graph" => {
                status(400, format!(r#"{{"error":{{"message":"{token}","type":"{token}","code":1}}}}"#))
            }
            "/bytes" => status(
                400,
                format!(r#"{{"debug_info":{{"type":"{token}","message":"{token}","x":["{token}"]}}}}"#),
            ),
            "/moved" => Reply::Http(302, vec![("location", format!("https://{token}"))], vec![]),
            _ => status(500, token.to_owned()),
        }
    });
    let me = stub.me();
    for path in ["/graph", "/bytes", "/moved", "/html", "/%68UsHsEcReTmArK"] {
        let url = format!("{}{path}", stub.host());
        let download = me.download(&url).no_retry();
        let upload = me.upload_to(&url, File::new("a", "b")).no_retry();
        assert!(!format!("{download:?} {upload:?}").contains(MARK), "{path}");
        for error in [download.await.unwrap_err(), upload.await.unwrap_err()] {
            let members = format!("{:?} {:?}", error.server_type(), error.server_member("x"));
            let shown =
                format!("{error} {error:?} {members} {:?} {:?}", error.response(), error.server_message());
            assert!(!shown.contains(MARK), "{path}: a secret is shown");
        }
    }
}

#[tokio::test]
async fn no_secret_in_call_errors() {
    let proof = proof().await;
    // The server echoes everything: URL, headers and body.
    let stub = Stub::start(|seen, _| {
        let all = format!("{} {:?} {}", seen.path, seen.headers, seen.text());
        status(
            400,
            serde_json::json!({"error": {"message": all, "code": 100, "error_user_msg": all}}).to_string(),
        )
    });
    let graph = stub.graph().app_secret(secret()).build();
    let me = graph.with(UserToken::new(TOKEN));
    let app = graph.app("12", secret());
    let other = graph.with(UserToken::new(format!("{MARK}-another/token")));
    let code = app.code(&format!("code={MARK}-code&state=s"), &login::State::new("s")).unwrap();
    let picture = user::me().photos().create(user::photos::source(File::new("a.jpg", "bytes")));
    let errors = [
        me.get::<Card>(user::me()).await.unwrap_err(),
        me.send(user::me().scores().create(5)).await.unwrap_err(),
        me.send(picture).await.unwrap_err(),
        me.page(user::me().friends()).await.unwrap_err(),
        me.raw(Method::GET, "me").param("input_token", TOKEN).await.unwrap_err(),
        app.exchange_code(&code, "https://app.example").await.unwrap_err(),
        app.long_lived(&UserToken::new(TOKEN)).await.unwrap_err(),
        app.debug_token(&PageToken::new(format!("{MARK}-page"))).await.unwrap_err(),
        me.batch((user::me().scores().create(5), other.prepare(user::me().scores().create(6))))
            .await
            .unwrap_err(),
    ];
    for error in errors {
        let shown = format!("{error} {error:?} {:?}", error.user_message());
        assert!(shown.contains("<hidden>"), "the server did not repeat it: {}", shown.replace(MARK, "***"));
        assert!(!shown.contains(MARK) && !shown.contains(&proof), "{}", shown.replace(MARK, "***"));
    }
}

/// Records all traces as text.
#[derive(Clone, Default)]
struct Traced(Arc<Mutex<String>>);

struct Line<'a>(&'a mut String);

impl Visit for Line<'_> {
    fn record_debug(&mut self, field: &tracing::field::Field, value: &dyn std::fmt::Debug) {
        let _ = write!(self.0, "{}={value:?} ", field.name());
    }
}

impl Subscriber for Traced {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &span::Attributes<'_>) -> span::Id {
        let mut all = self.0.lock().unwrap();
        let _ = write!(all, "\nspan {} ", span.metadata().name());
        span.record(&mut Line(&mut all));
        span::Id::from_u64(1)
    }

    fn record(&self, _: &span::Id, values: &span::Record<'_>) {
        values.record(&mut Line(&mut self.0.lock().unwrap()));
    }

    fn record_follows_from(&self, _: &span::Id, _: &span::Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut all = self.0.lock().unwrap();
        let _ = write!(all, "\n{} ", event.metadata().target());
        event.record(&mut Line(&mut all));
    }

    fn enter(&self, _: &span::Id) {}

    fn exit(&self, _: &span::Id) {}
}

#[tokio::test]
async fn no_secret_in_traces() {
    let traced = Traced::default();
    // Process-wide: also covers traces of other tests.
    tracing::subscriber::set_global_default(traced.clone()).unwrap();
    let proof = proof().await;
    let stub = Stub::start(|seen, before| match before {
        0 => status(500, format!(r#"{{"error":{{"message":"{TOKEN}","code":2,"fbtrace_id":"{TOKEN}"}}}}"#)),
        _ if seen.path.contains("friends") => json(format!(
            r#"{{"data":[],"paging":{{"next":"http://x/me/friends?access_token={MARK}&a=1"}}}}"#
        )),
        _ => json(r#"{"id":"4"}"#),
    });
    let me = stub.graph().app_secret(secret()).build().with(UserToken::new(TOKEN));
    me.get::<Card>(user::me()).await.unwrap();
    me.pages(user::me().friends()).try_next().await.unwrap();
    let all = traced.0.lock().unwrap().clone();
    assert!(
        all.contains("operation=\"user.get\" http.request.method=\"GET\""),
        "{}",
        all.replace(MARK, "***")
    );
    assert!(all.contains("error.type=\"Server\" graph.error.code=2"), "{}", all.replace(MARK, "***"));
    assert!(all.contains("operation=\"user.friends.list\""));
    assert!(!all.contains(MARK) && !all.contains(&proof), "{}", all.replace(MARK, "***"));
}

#[tokio::test]
async fn no_secret_from_a_panicking_hook() {
    let stub = Stub::start(|seen, _| match seen.path.contains("friends") {
        true => json(format!(r#"{{"data":[{{"id":"1","{TOKEN}":"{TOKEN}","gender":"{TOKEN}"}}]}}"#)),
        false => json(r#"{"id":"4"}"#),
    });
    let strict = stub.graph().on_deviation(|deviation| panic!("{deviation} {deviation:?}")).build();
    let metrics = stub.graph().on_call(|call| {
        assert!(call.operation != Some("user.friends.list"), "{call:?}");
    });
    let metrics = metrics.build();
    for graph in [strict, metrics] {
        let me = graph.with(UserToken::new(TOKEN));
        let call = me.page(user::me().friends());
        let broken = tokio::spawn(call).await.unwrap_err().into_panic();
        let message = broken.downcast_ref::<String>().unwrap();
        assert!(!message.contains(MARK), "{}", message.replace(MARK, "***"));
        // Nothing is left locked or incomplete.
        me.get::<Card>(user::me()).await.unwrap();
    }
}

#[test]
fn no_secret_in_process_output() {
    let tests = ["no_secret_from_a_panicking_hook", "no_secret_from_a_verbose_transport"];
    let mut child = std::process::Command::new(std::env::current_exe().unwrap());
    for test in tests {
        child.arg(format!("secrets::{test}"));
    }
    child
        .args(["--exact", "--nocapture", "--test-threads=1"])
        .env("RUST_BACKTRACE", "full")
        .env("RUST_LOG", "trace");
    let output = child.output().unwrap();
    let all = [output.stdout, output.stderr].concat();
    let all = String::from_utf8_lossy(&all);
    assert!(
        output.status.success() && all.contains("panicked at") && all.contains("2 passed"),
        "{}",
        all.replace(MARK, "***")
    );
    // In plain text, and in base64 at each of the three alignments.
    for form in [MARK, "aFVzSHNFY1JlVG1B", "VXNIc0VjUmVUbUFy", "c0hzRWNSZVRtQXJL"] {
        assert!(!all.contains(form), "a secret is shown");
    }
}

#[tokio::test]
async fn no_secret_from_a_verbose_transport() {
    struct Talkative;
    impl Transport for Talkative {
        fn send(
            &self,
            request: http::Request<bytes::Bytes>,
        ) -> BoxFuture<Result<http::Response<bytes::Bytes>, TransportError>> {
            let header = request.headers()["authorization"].to_str().unwrap().to_owned();
            // The header is marked sensitive, so printing all headers does not show it.
            assert!(!format!("{:?}", request.headers()).contains(MARK));
            Box::pin(async move {
                Err(TransportError::new(format!("cannot send {} with {header}", request.uri())))
            })
        }
    }
    let graph =
        Graph::builder().transport(Talkative).app_secret(secret()).retry(RetryPolicy::never()).build();
    let error = graph.with(UserToken::new(TOKEN)).get::<Card>(user::me()).await.unwrap_err();
    assert!(error.to_string().contains("<hidden>") && !error.to_string().contains(MARK));
    assert!(!error.to_string().contains(&proof().await));
}

#[test]
fn no_secret_in_settings() {
    let builder = transport::Reqwest::builder().proxy(format!("http://user:{MARK}@proxy.example:3128"));
    let transport = builder.clone().build();
    let wrong = transport::Reqwest::builder().proxy(format!("no address {MARK}")).build();
    let state = login::State::new(format!("{MARK}-state"));
    let graph = Graph::builder().app_secret(secret()).transport(transport.clone());
    let by_password = Graph::builder().host(format!("https://user:{MARK}@graph.example:8080"));
    assert!(format!("{by_password:?} {:?}", by_password.clone().build()).contains("graph.example:8080"));
    let app = graph.clone().build().app("12", secret());
    let dialog = app.dialog("https://app.example", &state);
    let hook = webhooks::Webhooks::new(secret(), format!("{MARK}-verify"));
    let grant = graph.clone().build().with(UserToken::new(TOKEN));
    for shown in [
        format!("{builder:?} {builder:#?}"),
        format!("{transport:?} {wrong:?}"),
        format!("{state:?} {dialog:?} {dialog:#?}"),
        format!("{graph:?} {app:?} {hook:?} {grant:?}"),
        format!(
            "{by_password:?} {:?} {:?}",
            by_password.clone().build(),
            by_password.clone().build().with(UserToken::new(TOKEN))
        ),
    ] {
        assert!(!shown.contains(MARK), "{}", shown.replace(MARK, "***"));
    }
}

#[tokio::test]
async fn no_secret_in_proxy_errors() {
    let refuses = Stub::start(|_, _| Reply::Http(407, vec![], vec![]));
    let refusing = refuses.host().replace("http://", &format!("http://user:{MARK}@"));
    let proxies = [
        format!("no address {MARK}"),
        format!("http://user:{MARK}@"),
        format!("ftp://user:{MARK}@127.0.0.1:1"),
        format!("http://user:{MARK}@127.0.0.1:1"),
        refusing,
    ];
    for (proxy, host) in proxies
        .iter()
        .flat_map(|proxy| ["http://graph.invalid", "https://graph.invalid"].map(|host| (proxy, host)))
    {
        let transport = transport::Reqwest::builder().proxy(proxy).build();
        let graph = Graph::builder().host(host).transport(transport).retry(RetryPolicy::never());
        let error = graph.build().with(UserToken::new(TOKEN)).get::<Card>(user::me()).await.unwrap_err();
        let mut shown = format!("{error} {error:?}");
        for source in crate::transport_errors::sources(&error) {
            let _ = write!(shown, " {source} {source:?} {source:#?}");
        }
        assert!(!shown.contains(MARK), "{}", shown.replace(MARK, "***"));
    }
}

#[tokio::test]
async fn no_secret_outside_the_header() {
    let stub = Stub::start(|seen, _| {
        if seen.path.contains("batch") { failed(1) } else { Reply::Http(200, vec![], b"[]".to_vec()) }
    });
    let me = stub.me();
    let _ = me.get::<Card>(user::me()).await;
    let _ = me.send(user::me().scores().create(5)).await;
    let _ = me.batch((user::me().scores().create(5),)).await;
    let _ = me.nodes::<Card>(["1"]).next().await;
    for seen in stub.seen() {
        assert!(!seen.path.contains(MARK) && !seen.text().contains(MARK), "{}", seen.method);
        let holders = seen.headers.iter().filter(|(_, value)| value.contains(MARK));
        assert_eq!(holders.map(|(name, _)| name.to_lowercase()).collect::<Vec<_>>(), ["authorization"]);
    }
}

#[tokio::test]
async fn a_parameter_is_secret_by_its_type() {
    let secret = format!("{MARK}-of-another-service");
    let stub = Stub::start({
        let secret = secret.clone();
        move |_, _| status(400, format!(r#"{{"error":{{"message":"bad {secret}","code":100}}}}"#))
    });
    let client = stub.graph().build().with(PageToken::new("page"));
    let call = || graph_platform::messenger::page::id("9").nlp_configs().custom_token(Secret::new(&*secret));
    let raw = client
        .raw(Method::POST, "oauth/access_token")
        .json(format!(r#"{{"a":1,"client_secret":"{secret}"}}"#));
    let shown =
        [call().curl(), format!("{:?}", call()), client.curl(&call()), client.curl(&raw), format!("{raw:?}")];
    for shown in shown {
        assert!(shown.contains("hidden") && !shown.contains(&secret), "{shown}");
    }
    let error = client.send(call()).await.unwrap_err();
    assert!(!format!("{error} {error:?}").contains(&secret), "{error}");
    assert!(stub.seen()[0].text().contains(&secret));
}

#[tokio::test]
async fn a_token_that_was_just_issued_is_in_no_error() {
    let new = format!("{MARK}-just-issued");
    for body in [
        format!(r#"{{"access_token":"{new}","expires_in":5"#),
        format!(r#"{{"token":"{new}"}}"#),
        format!(r#"{{"access_token":["{new}"]}}"#),
        format!("Token {new}"),
    ] {
        let stub = Stub::start(move |_, _| json(body.clone()));
        let app = stub.graph().build().app("12", AppSecret::new("secret of the app"));
        let error = app.exchange_code(&Secret::new("the code"), "https://app.example").await.unwrap_err();
        assert!(!format!("{error} {error:?} {:?}", error.response()).contains(&new), "{error}");
        assert!(error.to_string().contains("no access token"), "{error}");
    }
}
