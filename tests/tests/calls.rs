//! Edge cases of calls: hosts, rejected arguments and redaction.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::sync::{Arc, Mutex};

use bytes::Bytes;
use graph_client::{
    api::{self as fb, user},
    transport::{BoxFuture, Transport, TransportError},
    *,
};

mod planets {
    graph_client::graph_api!("../own/graph.json");
}

/// The same schema a second time, to check that nothing clashes.
mod again {
    graph_client::graph_api!("../own/graph.json");
}

use planets::planet::{self, notes};

/// Responds to everything alike, and records the method, URL and body of each call.
#[derive(Clone)]
struct Canned {
    status: u16,
    body: &'static str,
    sent: Arc<Mutex<Vec<(String, String)>>>,
}

impl Transport for Canned {
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<Result<http::Response<Bytes>, TransportError>> {
        let body = String::from_utf8(request.body().to_vec()).unwrap();
        self.sent.lock().unwrap().push((format!("{} {}", request.method(), request.uri()), body));
        let answer =
            http::Response::builder().status(self.status).body(Bytes::from_static(self.body.as_bytes()));
        Box::pin(async move { Ok(answer.unwrap()) })
    }
}

fn client(status: u16, body: &'static str) -> (Client<UserToken>, Canned) {
    let canned = Canned { status, body, sent: Arc::default() };
    let graph = Graph::builder().transport(canned.clone()).build();
    (graph.with(UserToken::new("hUsHsEcReTmArKTOKEN")), canned)
}

permissions! { struct Crew in planets: [pa, pb, pc, pd]; }

#[tokio::test]
async fn sends_the_token_only_to_the_api_host() -> Result<()> {
    let (me, canned) = client(200, r#"{"data":[{"pa":1,"pb":1,"pc":1,"pd":1}]}"#);
    let crew = me.verify::<Crew>().await?;
    // Five permissions in two alternatives: four are enough for one.
    crew.page(planet::id("3").notes()).await?;
    me.raw(Method::GET, "3/anything?q=a+b&m[]=1&m[]=2").of(planets::api()).await?;
    let sent = canned.sent.lock().unwrap().clone();
    let addresses: Vec<&str> = sent.iter().map(|(address, _)| address.as_str()).collect();
    assert_eq!(
        addresses,
        [
            "GET https://api.planets.example/v7/me/permissions",
            "GET https://api.planets.example/v7/3/notes",
            "GET https://api.planets.example/v7/3/anything?q=a%20b&m%5B%5D=1&m%5B%5D=2",
        ]
    );
    let (me, _) = client(400, r#"{"error":{"message":"x","code":190}}"#);
    assert_eq!(me.verify::<Crew>().await.unwrap_err().kind(), ErrorKind::Authentication);
    Ok(())
}

#[tokio::test]
async fn a_batch_uses_one_host() -> Result<()> {
    let (me, canned) = client(200, r#"[{"code":200,"body":"{\"id\":\"4\"}"}]"#);
    let calls = (user::me().get::<fb::User>(), planet::id("3").get::<planets::Planet>());
    let (first, second) = me.batch(calls).await?;
    assert!(first.is_ok());
    assert_eq!(second.unwrap_err().kind(), ErrorKind::Request);
    let sent = canned.sent.lock().unwrap().clone();
    assert_eq!(sent.len(), 1);
    assert!(!sent[0].1.contains("%223%22") && sent[0].1.contains("relative_url"), "{}", sent[0].1);
    Ok(())
}

#[tokio::test]
async fn redacts_tokens_echoed_by_the_server() {
    for (status, body) in [
        (
            400,
            r#"{"error":{"message":"Malformed access token hUsHsEcReTmArKTOKEN","code":190,"error_user_msg":"hUsHsEcReTmArKTOKEN"}}"#,
        ),
        (502, "<html>hUsHsEcReTmArKTOKEN</html>"),
    ] {
        let error = client(status, body).0.get::<fb::User>(user::me()).await.unwrap_err();
        let shown = format!("{error} {error:?} {:?}", error.user_message());
        assert!(!shown.contains("hUsHsEcReTmArKTOKEN") && shown.contains("<hidden>"), "{shown}");
    }
}

#[derive(Debug, Fields)]
#[graph(node = user)]
struct Open {
    #[graph(rest)]
    rest: std::collections::BTreeMap<String, serde_json::Value>,
}

#[tokio::test]
async fn redacts_links_and_secret_parameters() -> Result<()> {
    let body =
        r#"{"photos":{"paging":{"next":"https:\/\/x.example\/4?access_token=hUsHsEcReTmArKTOKEN&after=y"}}}"#;
    let (me, _) = client(200, body);
    let open = me.get::<Open>(user::me()).await?;
    assert_eq!(open.rest["photos"]["paging"]["next"], "https://x.example/4?after=y");
    let raw = me.raw(Method::GET, "me").await?;
    assert!(!raw.to_string().contains("hUsHsEcReTmArKTOKEN"), "{raw}");
    let call = me.raw(Method::POST, "oauth/access_token").param("client_secret", "hUsHsEcReTmArKTOKEN");
    let shown = format!("{call:?} {}", call.curl());
    assert!(!shown.contains("hUsHsEcReTmArKTOKEN") && shown.contains("<hidden>"), "{shown}");
    Ok(())
}

/// Only a text that is a link as a whole is changed: other text is what a person wrote.
#[tokio::test]
async fn keeps_text_that_is_no_link() -> Result<()> {
    let texts = [
        "Why does /me?access_token=abc&fields=id fail?",
        "see https://x.example/me?access_token=abc&a=1 please",
        "?access_token=abc",
    ];
    let body = serde_json::json!({ "notes": texts, "more": { "note": texts[0] } }).to_string();
    let (me, _) = client(200, body.clone().leak());
    let open = me.get::<Open>(user::me()).await?;
    assert_eq!(open.rest["notes"], serde_json::json!(texts));
    assert_eq!(
        me.raw(Method::GET, "me").await?.to_string(),
        serde_json::from_str::<serde_json::Value>(&body).unwrap().to_string()
    );
    Ok(())
}

#[tokio::test]
async fn rejects_ids_that_change_the_path() {
    let (me, canned) = client(200, "true");
    for id in ["", ".", ".."] {
        for error in [
            me.send(user::id(id).feed().create_post(user::feed::message("hi"))).await.unwrap_err(),
            me.page(user::id(id).likes()).await.unwrap_err(),
            me.get::<fb::User>(user::id(id)).await.unwrap_err(),
            me.send(fb::event::id(id).delete()).await.unwrap_err(),
        ] {
            assert_eq!(error.kind(), ErrorKind::Request, "{id:?}: {error}");
        }
    }
    assert!(canned.sent.lock().unwrap().is_empty());
    assert!(planet::sun().curl().ends_with("/v7/sun/planet'"), "{}", planet::sun().curl());
}

#[test]
fn setting_an_argument_again_replaces_it() {
    let call =
        |place: user::feed::Place| user::me().feed().create_post(user::feed::message("hi")).place(place);
    let first = user::feed::place("1").tags(["5"]);
    assert_eq!(call(first).place("2"), call(user::feed::place("2")));

    let content = || notes::text("hi");
    let call = || planet::id("3").notes().write("ok", content());
    assert_eq!(call().note("much too long").note("ok"), call().note("ok"));
    assert_eq!(call().note(notes::note("a").ink("red")).note("b"), call().note("b"));
}

#[test]
fn a_parameter_of_a_rule_brings_others_with_it() {
    let sent = |call: planets::Call<notes::Pin, target::Anyone>| call.curl();
    let text_only = || planet::id("3").notes().pin(notes::pin_text("hi"));
    let text = sent(text_only());
    assert!(!text.contains("published"), "{text}");
    let with_text = planet::id("3").notes().pin(notes::pin_text("hi").photo("p"));
    for photo in [sent(with_text), sent(planet::id("3").notes().pin(notes::photo("p")))] {
        assert!(photo.contains("photo=p") && photo.contains("published=false"), "{photo}");
    }
    let placed =
        |call: planets::Call<notes::Pin, target::Anyone>| call.place(notes::place("here").pose("still"));
    let once = sent(placed(text_only()));
    let all = ["place=here", "zoom=3", "pose=still", "flat=true"];
    assert!(all.iter().all(|param| once.contains(param)), "{once}");
    assert_eq!(sent(placed(placed(text_only()))), once);
}

#[tokio::test]
async fn false_depends_on_the_call() -> Result<()> {
    let (me, _) = client(200, "false");
    assert!(!me.send(planet::id("3").is_round()).await?);
    assert_eq!(me.get::<planets::Planet>(planet::id("3")).await.unwrap_err().kind(), ErrorKind::NotFound);
    assert_eq!(me.page(planet::id("3").moons()).await.unwrap_err().kind(), ErrorKind::NotFound);
    let refused = me.send(user::me().permissions().revoke_all()).await.unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::Api);
    Ok(())
}

#[tokio::test]
async fn empty_responses_mean_no_profile() -> Result<()> {
    let canned = client(200, " { } ").1;
    let bot = Graph::builder().transport(canned).build().with(PageToken::new("x"));
    let profile = bot.get::<fb::MessengerProfile>(fb::messenger::profile("1")).await?;
    assert!(profile.is_none());
    Ok(())
}

/// Two selections that contain each other.
#[derive(Debug, Fields)]
#[graph(node = planet)]
struct Day {
    moons: Connection<Night>,
}

#[derive(Debug, Fields)]
#[graph(node = planet)]
struct Night {
    moons: Connection<Day>,
}

#[test]
fn endless_selections_do_not_crash() {
    let line = planet::id("3").get::<Day>().curl();
    assert!(!line.contains("fields="), "{line}");
    let _ = |day: Day| day.moons.into_items().into_iter().map(|night| night.moons);
}

/// Field name constants in scope do not affect the derive.
mod glob {
    use super::planets::planet::{self, fields::*};

    #[derive(Debug, graph_client::Fields)]
    #[graph(node = planet)]
    pub(super) struct Card {
        pub(super) set: Option<String>,
        pub(super) out: Option<i32>,
    }

    pub(super) const LIST: [&str; 2] = [set.as_str(), out.as_str()];
}

#[test]
fn derive_is_hygienic() {
    assert_eq!(glob::LIST, ["set", "out"]);
    assert!(planet::id("3").get::<glob::Card>().curl().contains("fields=set,out"));
    let again = again::planet::id("3").curl();
    assert_eq!(again, planet::id("3").curl());
    let _ = |card: glob::Card| (card.set, card.out);
}

#[tokio::test]
async fn only_expected_redirects_are_responses() -> Result<()> {
    let body = r#"[{"code":302,"headers":[{"name":"Location","value":"https://x.example/a.jpg"}],"body":null},
                   {"code":302,"headers":[{"name":"Location","value":"https://x.example/a.jpg"}],"body":null}]"#;
    let (me, _) = client(200, body);
    let (picture, person) = me.batch((user::me().picture().get(), user::me().get::<fb::User>())).await?;
    assert_eq!(picture?.url.as_deref(), Some("https://x.example/a.jpg"));
    assert_eq!(person.unwrap_err().kind(), ErrorKind::Decode);
    Ok(())
}
