//! Tokens of businesses and devices, and signed requests, over HTTP.

use std::time::Duration;

use graph_platform::{
    AppSecret, ErrorKind, Graph, Secret, Timer,
    login::{App, DeviceState},
    webhooks::Webhooks,
    whatsapp as wa,
};
use graph_sandbox::{Fault, Sandbox};

/// A clock that a wait advances, so that no test waits.
#[derive(Clone, Default)]
pub(super) struct Skipping(std::sync::Arc<std::sync::Mutex<Duration>>);

impl Timer for Skipping {
    fn now(&self) -> Duration {
        *self.0.lock().unwrap()
    }

    fn sleep(&self, time: Duration) -> graph_platform::transport::BoxFuture<()> {
        *self.0.lock().unwrap() += time;
        Box::pin(async {})
    }

    fn random(&self) -> u64 {
        7
    }
}

fn app(sandbox: &Sandbox, timer: Skipping) -> App {
    let graph = Graph::builder()
        .api(wa::api())
        .host(sandbox.url())
        .timeout(None)
        .idle_timeout(None)
        .timer(timer)
        .build();
    graph.app(sandbox.app_id(), AppSecret::new(sandbox.app_secret()))
}

#[tokio::test]
async fn the_code_of_a_signup_becomes_a_token_of_a_system_user() {
    let sandbox = Sandbox::builder().api("whatsapp").start().unwrap();
    let app = app(&sandbox, Skipping::default());
    let code = Secret::new(sandbox.signup_code(&["102290129340398"]));
    let grant = app.exchange_signup_code(&code).await.unwrap();
    assert_eq!(grant.expires_in, None);
    let info = app.debug_token(&grant.token).await.unwrap();
    assert!(info.is_valid);
    assert_eq!(info.kind.as_deref(), Some("SYSTEM_USER"));
    assert_eq!(info.targets("whatsapp_business_management").collect::<Vec<_>>(), ["102290129340398"]);
    // A code is exchanged once, and the code of a dialog needs its redirect URI.
    let error = app.exchange_signup_code(&code).await.unwrap_err();
    assert_eq!((error.code(), error.subcode()), (Some(100), Some(36_009)));
    assert!(!format!("{error:?}").contains(code.expose()), "the code is shown");
}

#[tokio::test]
async fn a_person_allows_the_login_of_a_device() {
    let sandbox = Sandbox::builder().api("whatsapp").start().unwrap();
    let app = app(&sandbox, Skipping::default());
    let client_token = Secret::new(sandbox.client_token());
    let login = app.device_login(&client_token, ["whatsapp_business_messaging"]).await.unwrap();
    assert_eq!((login.expires_in.as_secs(), login.interval.as_secs()), (420, 5));
    assert!(login.verification_uri.starts_with(sandbox.url()), "{login:?}");
    assert_eq!(login.poll().await.unwrap(), DeviceState::Pending);
    // What the person does on another device: the same page as on the platform.
    let http = Graph::builder().host(sandbox.url()).build().without_token();
    let _ = http
        .raw(graph_platform::Method::POST, "device")
        .param("user_code", login.user_code.to_lowercase())
        .param("decision", "allow")
        .await;
    // Questions that come too often, and failures, do not end the wait.
    sandbox.fault("error=17/1349172,times=1".parse().unwrap());
    sandbox.fault(Fault::error(2).times(1));
    let DeviceState::Done(grant) = login.wait().await.unwrap() else { panic!("not allowed") };
    let info = app.debug_token(&grant.token).await.unwrap();
    assert_eq!(
        (info.kind.as_deref(), info.scopes),
        (Some("USER"), vec!["whatsapp_business_messaging".to_owned()])
    );
    // The code works once.
    assert_eq!(login.poll().await.unwrap(), DeviceState::Expired);
}

#[tokio::test]
async fn a_login_of_a_device_is_declined_or_expires() {
    let sandbox = Sandbox::builder().api("whatsapp").start().unwrap();
    let graph = Graph::builder().api(wa::api()).host(sandbox.url()).build();
    let app = graph.app(sandbox.app_id(), AppSecret::new(sandbox.app_secret()));
    let client_token = Secret::new(sandbox.client_token());
    let login = app.device_login(&client_token, [""; 0]).await.unwrap();
    assert!(!sandbox.decide_device("WRONG", true));
    assert!(sandbox.decide_device(&login.user_code, false));
    assert_eq!(login.wait().await.unwrap(), DeviceState::Declined);

    let login = app.device_login(&client_token, [""; 0]).await.unwrap();
    let error = login.wait().timeout(Duration::from_secs(4)).await.unwrap_err();
    assert_eq!((error.kind(), error.is_retryable()), (ErrorKind::Timeout, true));
    sandbox.advance(Duration::from_secs(421));
    assert_eq!(login.wait().await.unwrap(), DeviceState::Expired);

    let wrong = Secret::new("hUsHsEcReTmArK");
    let error = app.device_login(&wrong, ["email"]).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Authentication);
    assert!(!format!("{error:?}").contains(wrong.expose()), "the client token is shown");
}

#[tokio::test]
async fn a_signed_request_arrives_as_a_form() {
    let sandbox = Sandbox::builder().api("messenger").start().unwrap();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}/deauthorized", listener.local_addr().unwrap());
    let client = Graph::builder().host(sandbox.url()).build().without_token();
    client
        .raw(graph_platform::Method::POST, "_sandbox/signed_request")
        .param("to", &address)
        .param("user_id", "218471")
        .await
        .unwrap();
    let (mut stream, _) = listener.accept().await.unwrap();
    let mut received = Vec::new();
    let text = loop {
        use tokio::io::AsyncReadExt as _;
        let mut part = [0; 1024];
        let read = stream.read(&mut part).await.unwrap();
        received.extend(&part[..read]);
        let text = String::from_utf8_lossy(&received).into_owned();
        let body = text.split_once("\r\n\r\n").map(|(_, body)| body.to_owned());
        if let Some(body) = body.filter(|body| body.contains('.')) {
            break body;
        }
    };
    let webhooks = Webhooks::new(AppSecret::new(sandbox.app_secret()), "");
    let signed = text.strip_prefix("signed_request=").unwrap();
    assert_eq!(webhooks.signed_request(signed).unwrap().user_id.as_deref(), Some("218471"));
    let others = Webhooks::new(AppSecret::new("another"), "");
    assert_eq!(others.signed_request(signed).unwrap_err().status(), 403);
}
