//! Login and token exchange.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use graph_client::{
    api::{self as fb, user},
    login::{DeviceState, State},
    transport::BoxFuture,
    *,
};

use crate::stub::{MARK, Reply, Stub, TOKEN, json, status};

permissions! { struct Reader in fb: [user_likes, user_events]; }

fn app(stub: &Stub) -> App {
    stub.graph().build().app("12", AppSecret::new(format!("{MARK}-app")))
}

#[test]
fn dialog_requests_the_permission_set() {
    let state = State::new("a state");
    let app = Graph::new().app("12", AppSecret::new(format!("{MARK}-app")));
    let dialog = app
        .dialog("https://app.example/in?x=1", &state)
        .permissions::<Reader>()
        .scope(["email", "user_likes"]);
    assert_eq!(
        dialog.ask_again().url(),
        "https://www.facebook.com/dialog/oauth?client_id=12&redirect_uri=https%3A%2F%2Fapp.example%2Fin%3Fx%3D1\
         &state=a%20state&response_type=code&auth_type=rerequest&scope=user_likes%2Cuser_events%2Cemail"
    );
    // The dialog is on the configured host.
    for (graph, dialog) in [
        (Graph::builder().host("http://127.0.0.1:8080/"), "http://127.0.0.1:8080/dialog/oauth?"),
        (
            Graph::builder().host("https://graph.beta.example.com"),
            "https://www.beta.example.com/dialog/oauth?",
        ),
        (Graph::builder().host("http://a.example").dialog("https://b.example/in"), "https://b.example/in?"),
    ] {
        let url = graph.build().app("12", AppSecret::new("x")).dialog("https://app.example/in", &state).url();
        assert!(url.starts_with(dialog), "{url}");
    }
    let (one, two) = (State::random(), State::random());
    assert!(one != two && one.as_str().len() == 64);
}

#[test]
fn rejects_a_mismatched_state() {
    let (app, state) = (Graph::new().app("12", AppSecret::new("x")), State::new("s t"));
    assert_eq!(app.code("?code=a%2Bb&state=s+t#_=_", &state).unwrap().expose(), "a+b");
    for query in ["code=a", "code=a&state=", "code=a&state=s+u", "code=a&state=s+tt", ""] {
        assert_eq!(app.code(query, &state).unwrap_err().kind(), ErrorKind::Authentication, "{query}");
    }
    assert_eq!(app.code("code=a&state=", &State::new("")).unwrap_err().kind(), ErrorKind::Authentication);
    let refused = "error=access_denied&error_reason=user_denied&error_description=The+user+denied&state=s+t";
    let error = app.code(refused, &state).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Permission);
    assert!(error.to_string().contains("The user denied"), "{error}");
    // Anybody can write such an address.
    let forged = "error=x%0D%0A2026-01-01+INFO+logged+in&error_message=%1B[2J&state=s+t";
    let error = app.code(forged, &state).unwrap_err().to_string();
    assert!(error.contains(r"\r\n") && !error.contains(char::is_control), "{error:?}");
}

#[tokio::test]
async fn exchanges_codes_and_tokens_in_bodies() -> Result<()> {
    let token = format!("{MARK}-new");
    for (answer, expires) in [
        (
            format!(r#"{{"access_token":"{token}","token_type":"bearer","expires_in":5184000}}"#),
            Some(5_184_000),
        ),
        (format!(r#"{{"access_token":"{token}","expires":"60"}}"#), Some(60)),
        (format!(r#"{{"access_token":"{token}"}}"#), None),
        (format!("access_token={token}&expires=5184000"), Some(5_184_000)),
        (format!("access_token={token}"), None),
    ] {
        let stub = Stub::start(move |_, _| json(answer.clone()));
        let app = app(&stub);
        let code = app.code(&format!("code={MARK}-code&state=s"), &State::new("s"))?;
        let grant = app.exchange_code(&code, "https://app.example/in").await?;
        assert_eq!(grant.token, UserToken::new(token.as_str()));
        assert_eq!(grant.expires_in, expires.map(Duration::from_secs));
        assert_eq!(app.long_lived(&grant.token).await?.token, UserToken::new(token.as_str()));
        assert_eq!(app.app_token().await?.token, AppToken::new(token.as_str()));
        let seen = stub.seen();
        for seen in &seen {
            assert_eq!((seen.method.as_str(), seen.path.as_str()), ("POST", "/v2.0/oauth/access_token"));
            assert_eq!(seen.header("authorization"), None);
            assert_eq!(seen.param("client_secret"), Some(format!("{MARK}-app")));
        }
        assert_eq!(seen[0].param("code"), Some(format!("{MARK}-code")));
        assert_eq!(seen[1].param("fb_exchange_token").as_deref(), Some(token.as_str()));
        assert_eq!(seen[2].param("grant_type").as_deref(), Some("client_credentials"));
    }
    for nothing in ["{}", "", "[]", r#"{"access_token":""}"#, "null"] {
        let stub = Stub::start(move |_, _| json(nothing));
        assert_eq!(app(&stub).app_token().await.unwrap_err().kind(), ErrorKind::Decode, "{nothing}");
    }
    Ok(())
}

#[tokio::test]
async fn token_info_is_typed_in_any_form() -> Result<()> {
    let known = r#"{"data":{"app_id":138483919580948,"type":"PAGE","application":"Social","expires_at":0,"is_valid":true,"issued_at":"1347235328","scopes":["user_likes","user_events"],"granular_scopes":[{"scope":"user_likes","target_ids":["1",2]},{"scope":"email"}],"user_id":"1207059","profile_id":5}}"#;
    let stub = Stub::start(move |_, _| json(known));
    let token = PageToken::new(format!("{MARK}-page"));
    let info = app(&stub).debug_token(&token).await?;
    assert_eq!(
        (info.app_id.as_deref(), info.user_id.as_deref(), info.profile_id.as_deref()),
        (Some("138483919580948"), Some("1207059"), Some("5"))
    );
    assert_eq!(
        (info.expires_at, info.issued_at, info.is_valid),
        (None, DateTime::from_unix_seconds(1_347_235_328), true)
    );
    let granular: Vec<_> = info
        .granular_scopes
        .iter()
        .map(|granted| (granted.scope.as_str(), granted.target_ids.as_ref().map(|ids| ids.join(","))))
        .collect();
    assert_eq!(granular, [("user_likes", Some("1,2".to_owned())), ("email", None)]);
    let seen = stub.seen().remove(0);
    assert_eq!(seen.header("authorization"), Some(format!("Bearer 12|{MARK}-app").as_str()));
    assert_eq!(seen.param("input_token"), Some(format!("{MARK}-page")));
    // The proof is that of the requesting app, whatever app the graph belongs to.
    let proof = async |graph: Graph| {
        let app = graph.app("12", AppSecret::new(format!("{MARK}-app")));
        app.debug_token(&token)
            .await
            .map(|_| stub.seen().pop().and_then(|seen| seen.param("appsecret_proof")))
    };
    let same = proof(stub.graph().app_secret(AppSecret::new(format!("{MARK}-app"))).build()).await?;
    let other = proof(stub.graph().app_secret(AppSecret::new(format!("{MARK}-other"))).build()).await?;
    assert!(same.is_some() && same == other && proof(stub.graph().build()).await?.is_none());
    // An invalid token is not an error of the call.
    let invalid = r#"{"data":{"error":{"code":190,"message":"Error validating access token","subcode":463},"is_valid":false,"scopes":[]}}"#;
    let stub = Stub::start(move |_, _| json(invalid));
    let info = app(&stub).debug_token(&token).await?;
    let problem = info.problem.unwrap();
    assert_eq!(
        (problem.code, problem.subcode, problem.message.as_str()),
        (Some(190), Some(463), "Error validating access token")
    );
    assert!(!info.is_valid);
    let stub = Stub::start(|_, _| json(r#"{"data":[]}"#));
    assert!(!app(&stub).debug_token(&token).await?.is_valid);
    Ok(())
}

#[tokio::test]
async fn app_verifies_a_page_token() -> Result<()> {
    let answer = |data: &'static str| Stub::start(move |_, _| json(format!(r#"{{"data":{data}}}"#)));
    let verify = async |stub: &Stub| {
        let bot = stub.graph().build().with(PageToken::new(format!("{MARK}-page")));
        bot.verify::<Reader>(&app(stub)).await.map(drop)
    };
    verify(&answer(r#"{"is_valid":true,"scopes":["user_events","user_likes"]}"#)).await?;
    let error = verify(&answer(r#"{"is_valid":true,"scopes":["user_events"]}"#)).await.unwrap_err();
    assert_eq!((error.kind(), error.missing_permissions()), (ErrorKind::Permission, &["user_likes"][..]));
    let gone = answer(r#"{"is_valid":false,"error":{"code":190,"message":"expired hUsHsEcReTmArK-page"}}"#);
    let error = verify(&gone).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Authentication);
    assert!(error.to_string().ends_with("expired <hidden>"), "{error}");
    Ok(())
}

#[tokio::test]
async fn apps_and_users_are_isolated() -> Result<()> {
    let stub = Stub::start(|seen, _| match seen.path.contains("accounts") {
        true => json(format!(r#"{{"data":[{{"id":"5","name":"A Page","access_token":"{MARK}-of-page"}}]}}"#)),
        false => json(r#"{"id":"4"}"#),
    });
    let graphs =
        ["one", "two"].map(|app| stub.graph().app_secret(AppSecret::new(format!("{MARK}-{app}"))).build());
    for graph in &graphs {
        for person in ["a", "b"] {
            let me = graph.with(UserToken::new(format!("{MARK}-{person}")));
            me.get::<fb::User>(user::me().fields([user::fields::id])).await?;
        }
    }
    let proofs: Vec<_> = stub.seen().iter().map(|seen| seen.param("appsecret_proof").unwrap()).collect();
    let once: std::collections::BTreeSet<_> = proofs.iter().collect();
    assert_eq!(once.len(), 4);
    // The Page token comes from the person's list of Pages.
    let me = graphs[0].with(UserToken::new(format!("{MARK}-a")));
    let pages = me.page(user::me().accounts()).await?;
    assert!(!format!("{pages:?}").contains(MARK), "{pages:?}");
    let token = pages[0].access_token.as_ref().unwrap();
    let page = graphs[0].with(PageToken::from(token));
    page.raw(Method::GET, "me").await?;
    assert_eq!(
        stub.seen().last().unwrap().header("authorization"),
        Some(format!("Bearer {MARK}-of-page").as_str())
    );
    Ok(())
}

#[tokio::test]
async fn proof_can_include_the_time() -> Result<()> {
    let stub = Stub::start(|_, _| json(r#"{"id":"4"}"#));
    let secret = AppSecret::new(format!("{MARK}-app")).with_time();
    let me = stub.graph().app_secret(secret).build().with(UserToken::new("hUsHsEcReTmArK"));
    me.raw(Method::GET, "me").await?;
    me.raw(Method::POST, "me/feed").param("message", "x").await?;
    for seen in stub.seen() {
        assert_eq!(seen.param("appsecret_time").as_deref(), Some("1700000000"));
        // HMAC-SHA256 of `hUsHsEcReTmArK|1700000000`, computed with openssl.
        assert_eq!(
            seen.param("appsecret_proof").as_deref(),
            Some("11f895e3d8432ac12c1d5e803acdf0d5efb85cac9086e163ebc59c6905725afa")
        );
    }
    let stub =
        Stub::start(|_, _| status(400, r#"{"error":{"message":"Invalid appsecret_proof","code":100}}"#));
    let graph = stub.graph().app_secret(AppSecret::new(format!("{MARK}-app"))).build();
    assert_eq!(graph.with(UserToken::new("x")).raw(Method::GET, "me").await.unwrap_err().code(), Some(100));
    Ok(())
}

/// The time passes while a call waits, and only then.
#[derive(Clone, Default)]
struct Passing(Arc<AtomicU64>);

impl Timer for Passing {
    fn now(&self) -> Duration {
        Duration::from_secs(self.0.load(Ordering::SeqCst))
    }

    fn unix_seconds(&self) -> u64 {
        1_700_000_000 + self.0.load(Ordering::SeqCst)
    }

    fn sleep(&self, time: Duration) -> BoxFuture<()> {
        self.0.fetch_add(time.as_secs().max(1), Ordering::SeqCst);
        Box::pin(std::future::ready(()))
    }

    fn random(&self) -> u64 {
        0
    }
}

#[tokio::test]
async fn a_proof_with_the_time_is_made_again_for_a_later_attempt() -> Result<()> {
    let stub = Stub::start(|seen, before| match before {
        0 => Reply::Http(429, vec![("retry-after", "1800".to_owned())], vec![]),
        // It quotes the first proof.
        1 => status(400, format!(r#"{{"error":{{"message":"{}","code":100}}}}"#, seen.path)),
        _ => json(r#"{"id":"4"}"#),
    });
    let graph = stub.graph().timer(Passing::default()).app_secret(AppSecret::new("app").with_time());
    let patient = RetryPolicy::default().longest_wait(Duration::from_secs(3600));
    let me = graph.retry(patient).build().with(UserToken::new(TOKEN));
    let error = me.raw(Method::GET, "me").await.unwrap_err();
    let sent = |name: &str| stub.seen().iter().map(|seen| seen.param(name).unwrap()).collect::<Vec<_>>();
    let (times, proofs) = (sent("appsecret_time"), sent("appsecret_proof"));
    assert_eq!(times, ["1700000000", "1700001800"]);
    assert_ne!(proofs[0], proofs[1]);
    assert!(proofs.iter().all(|proof| !error.to_string().contains(proof)), "{error}");
    Ok(())
}

#[tokio::test]
async fn a_device_login_goes_on_after_failures_of_a_gateway() -> Result<()> {
    let stub = Stub::start(|seen, before| match (seen.path.contains("login_status"), before) {
        (false, _) => json(
            r#"{"code":"c0de12345","user_code":"AB12","verification_uri":"https://x","expires_in":420,"interval":1}"#,
        ),
        (true, 1) => status(429, ""),
        (true, 2) => json("<html>Sorry"),
        (true, 3) => status(502, ""),
        (true, _) => json(r#"{"access_token":"EAABdevice","expires_in":5}"#),
    });
    let app = stub.graph().timer(Passing::default()).build().app("12", AppSecret::new("secret"));
    let login = app.device_login(&Secret::new("clienttoken"), ["email"]).await?;
    assert!(matches!(login.wait().await?, DeviceState::Done(_)));
    assert_eq!(stub.count(), 5);
    Ok(())
}
