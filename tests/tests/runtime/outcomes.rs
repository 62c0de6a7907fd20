//! What happened is never reported as an error that invites to do it again, and no text of a user is an instruction.

use graph_client::{
    api::{
        self as fb, album, event,
        user::{self, feed},
    },
    *,
};
use graph_sandbox::Sandbox;
use proptest::prelude::*;

use crate::stub::{Stub, json};

const UNREADABLE: &str = r#"{"recipient_id":"1","message_id":"m_5"}"#;

fn create() -> impl Fn() -> fb::Call<user::events::Create, target::Me> {
    || user::me().events().create("Picnic", event::Time::date(2012, 7, 4))
}

#[tokio::test]
async fn a_write_that_succeeded_says_so() {
    let stub = Stub::start(|_, _| json(UNREADABLE));
    let me = stub.me();
    let sent = me.send(create()()).idempotent().await.unwrap_err();
    let stub_of_batch =
        Stub::start(|_, _| json(serde_json::json!([{"code": 200, "body": UNREADABLE}]).to_string()));
    let (batched,) = stub_of_batch.me().batch((create()(),)).await.unwrap();
    let stub_of_raw = Stub::start(|_, _| json(r#"{"id":"#));
    let raw = stub_of_raw.me().raw(Method::POST, "me/events").await.unwrap_err();
    for (error, response) in [(sent, UNREADABLE), (batched.unwrap_err(), UNREADABLE), (raw, r#"{"id":"#)] {
        assert!(error.happened() && !error.is_retryable(), "{error}");
        assert_eq!(error.response(), Some(response));
        assert!(error.to_string().ends_with("the write took effect, do not send it again"), "{error}");
    }
    assert_eq!((stub.count(), stub_of_batch.count(), stub_of_raw.count()), (1, 1, 1));
    // A read did not change anything.
    let read = Stub::start(|_, _| json(r#"{"id":{}"#)).me().raw(Method::GET, "me").await.unwrap_err();
    assert!(!read.happened());
}

#[tokio::test]
async fn empty_secrets_and_tokens_are_refused_before_sending() {
    let stub = Stub::start(|_, _| json("{}"));
    let graph = stub.graph().app_secret(AppSecret::new(" ")).build();
    let proof = graph.with(UserToken::new("token")).raw(Method::GET, "me").await.unwrap_err();
    let graph = stub.graph().build();
    let token = graph.with(UserToken::new("")).raw(Method::GET, "me").await.unwrap_err();
    let login = graph.app("12", AppSecret::new("")).app_token().await.unwrap_err();
    for error in [proof, token, login] {
        assert_eq!(error.kind(), ErrorKind::Request);
        assert!(error.to_string().contains("is empty; is the variable or file"), "{error}");
    }
    assert_eq!(stub.count(), 0);
}

#[tokio::test]
async fn a_raw_path_stays_below_the_version() {
    let stub = Stub::start(|_, _| json("{}"));
    let me = stub.me();
    for (path, says) in [
        ("https://rupload.facebook.com/video-upload/v25.0/55", "is a URL, not a path"),
        ("//elsewhere.example/me", "is a URL, not a path"),
        ("me/../oauth/access_token", "leaves the version"),
        ("%2e%2E/me", "leaves the version"),
        ("./me", "leaves the version"),
        ("..%2Fme", "leaves the version"),
        ("me/..%5c..%5Coauth", "leaves the version"),
        ("..\\me", "write `/`"),
        ("/\\elsewhere.example/me", "write `/`"),
    ] {
        let error = me.raw(Method::POST, path).await.unwrap_err();
        assert!(error.to_string().contains(says), "{path}: {error}");
    }
    me.raw(Method::GET, "me/..hidden").await.unwrap();
    assert_eq!(stub.count(), 1);
}

/// Texts that the platform would read as references, in several disguises.
fn texts() -> impl Strategy<Value = String> {
    let reference = prop_oneof![
        Just("{result=call0:$.id}".to_owned()),
        Just("{result=nobody:$.id}".to_owned()),
        Just("{RESULT=call1:$.*.id}".to_owned()),
        Just("%7Bresult=call0:$.id}".to_owned()),
        Just("%257Bresult%3Dcall0:$.id}".to_owned()),
        Just("{result=".to_owned()),
    ];
    ("[a-z %{}=]{0,6}", reference, "[a-z %{}=]{0,6}").prop_map(|(a, b, c)| format!("{a}{b}{c}"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn no_text_changes_another_call(text in texts()) {
        tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
            let sandbox = Sandbox::start().unwrap();
            let me = Graph::builder().host(sandbox.url()).build().with(UserToken::new(sandbox.user_token()));
            let post = user::me().feed().create_post(feed::message(&text));
            let dependent = create()().then(|made| event::id(made.id()).delete());
            let (posted, (made, gone)) = me.batch((post, dependent)).await.unwrap();
            made.unwrap();
            gone.unwrap();
            let read = me.get::<fb::Post>(fb::post::id(posted.unwrap().id).fields([fb::post::fields::message]));
            // The sandbox trims white space at the ends, as the platform does.
            let message = read.await.unwrap().message.unwrap_or_default();
            prop_assert_eq!(message.trim(), text.trim());
            Ok(())
        })?;
    }
}

/// A selection with a connection, which is stored and read back.
#[derive(Debug, Clone, PartialEq, Fields, serde::Serialize, serde::Deserialize)]
#[graph(node = user)]
struct Stored {
    id: user::Id,
    #[graph(limit = 2)]
    albums: Connection<StoredAlbum>,
}

#[derive(Debug, Clone, PartialEq, Fields, serde::Serialize, serde::Deserialize)]
#[graph(node = album)]
struct StoredAlbum {
    id: album::Id,
}

#[tokio::test]
async fn connections_are_stored_and_read_back() {
    let answer = r#"{"id":"4","albums":{"data":[{"id":"5"}],"paging":{"next":"https://x/4/albums?after=a"},"summary":{"total_count":7}}}"#;
    let stored = Stub::start(move |_, _| json(answer)).me().get::<Stored>(user::me()).await.unwrap();
    let text = serde_json::to_string(&stored).unwrap();
    let read: Stored = serde_json::from_str(&text).unwrap();
    assert_eq!(read, stored);
    assert_eq!((read.albums.total_count(), read.albums.next().is_some()), (Some(7), true));
}

#[tokio::test]
async fn a_refused_write_did_not_happen() {
    for body in ["false", r#"{"success":false}"#, r#"{"success":"false","message":"closed"}"#] {
        let error = Stub::start(move |_, _| json(body)).me().send(create()()).await.unwrap_err();
        assert_eq!(
            (error.kind(), error.happened(), error.is_retryable()),
            (ErrorKind::Api, false, false),
            "{body}"
        );
        assert!(error.to_string().contains("refused the write"), "{error}");
    }
}

#[tokio::test]
async fn half_an_emoji_is_no_failure() -> Result<()> {
    let stub = Stub::start(|_, _| json(r#"{"success":true,"message":"hello \ud83d"}"#));
    stub.me().send(user::me().scores().create(5)).await?;
    // The second call leaves the batch, since its text looks like a reference, and needs the response of the first.
    let stub = Stub::start(|seen, _| match seen.text().contains("batch=") {
        true => json(r#"[{"code":200,"body":"{\"id\":\"55\",\"message\":\"\\ud83d\"}"}]"#),
        false => json(r#"{"id":"56"}"#),
    });
    let both = create()().then(|made| {
        let text = format!("see {} {{result=x:$.id}}", made.field("id"));
        user::me().feed().create_post(user::feed::message(text))
    });
    let (made, post) = stub.me().batch(both).await?;
    assert_eq!((made?.id.as_str(), post?.id.as_str()), ("55", "56"));
    Ok(())
}
