//! Logins, proofs and Page tokens at a sandbox, and uploaded files.

use futures_util::StreamExt;
use graph_client::{
    api::{
        self as fb,
        user::{self, feed, photos},
    },
    login::State,
    transport::{Reqwest, Transport},
    *,
};
use graph_sandbox::Sandbox;

use crate::faults::Card;

permissions! { struct Writer in fb: [publish_stream, user_likes]; }

const BACK: &str = "https://app.example/login?own=1";

fn app_and_graph(sandbox: &Sandbox) -> (App, Graph) {
    let secret = AppSecret::new(sandbox.app_secret());
    let graph = Graph::builder().host(sandbox.url()).app_secret(secret.clone()).build();
    (graph.app(sandbox.app_id(), secret), graph)
}

/// Acts as the browser.
async fn browse(method: Method, address: &str) -> http::Response<bytes::Bytes> {
    let request = http::Request::builder().method(method).uri(address).body(bytes::Bytes::new());
    Reqwest::default().send(request.unwrap()).await.unwrap()
}

/// Returns the query with which the dialog redirects back.
async fn decide(address: &str, decision: &str) -> String {
    let answer = browse(Method::POST, &format!("{address}&{decision}")).await;
    assert_eq!(answer.status(), 302);
    let location = answer.headers()["location"].to_str().unwrap().to_owned();
    assert!(location.starts_with(BACK), "it leads to another place");
    location.split_once('?').unwrap().1.to_owned()
}

#[tokio::test]
async fn logs_in_through_the_dialog() -> Result<()> {
    let sandbox = Sandbox::start().unwrap();
    let (app, graph) = app_and_graph(&sandbox);
    let state = State::random();
    let dialog = app.dialog(BACK, &state).permissions::<Writer>();
    assert!(!format!("{dialog:?}").contains(state.as_str()), "the state is shown");
    let address = dialog.url();
    assert!(address.starts_with(&format!("{}/dialog/oauth?", sandbox.url())), "{address}");
    let page = browse(Method::GET, &address).await;
    assert!(String::from_utf8_lossy(page.body()).contains("publish_stream"));

    // Rejects a denied login and a mismatched state.
    let refused = app.code(&decide(&address, "decision=deny").await, &state).unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::Permission, "{refused}");
    let query = decide(&address, "decision=allow").await;
    let strange = app.code(&query, &State::random()).unwrap_err();
    assert_eq!(strange.kind(), ErrorKind::Authentication);

    let code = app.code(&query, &state)?;
    let elsewhere = app.exchange_code(&code, "https://app.example/other").await.unwrap_err();
    assert!(elsewhere.code().is_some(), "{elsewhere}");
    let code = app.code(&decide(&address, "decision=allow").await, &state)?;
    let short = app.exchange_code(&code, BACK).await?;
    assert!(app.exchange_code(&code, BACK).await.is_err(), "a code is good for once");
    let long = app.long_lived(&short.token).await?;
    assert!(long.expires_in > short.expires_in && short.expires_in.is_some());
    // The granted permissions are now known as a type.
    let me = graph.with(long.token).verify::<Writer>().await?;
    me.send(user::me().feed().create_post(feed::message("let in"))).await?;

    // If a permission was declined, the error names it and the dialog on the same host.
    let query = decide(&address, "decision=allow&boxes=1&granted=user_likes").await;
    let grant = app.exchange_code(&app.code(&query, &state)?, BACK).await?;
    let error = graph.with(grant.token).verify::<Writer>().await.unwrap_err();
    assert_eq!(error.missing_permissions(), ["publish_stream"]);
    let again = error.login_url(sandbox.app_id(), BACK).unwrap();
    assert!(again.starts_with(&format!("{}/dialog/oauth?", sandbox.url())), "{again}");
    Ok(())
}

#[tokio::test]
async fn page_token_comes_from_accounts() -> Result<()> {
    let sandbox = Sandbox::start().unwrap();
    let (app, graph) = app_and_graph(&sandbox);
    let me = graph.with(UserToken::new(sandbox.user_token()));
    let accounts = me.items(user::me().accounts()).try_collect().await?;
    let account = accounts.iter().find(|account| account.access_token.is_some()).unwrap();
    let secret = account.access_token.as_ref().unwrap();
    assert!(!format!("{accounts:?}").contains(secret.expose()), "the token of a Page is shown");
    let token = PageToken::from(secret);
    let info = app.debug_token(&token).await?;
    assert!(info.is_valid && info.kind.as_deref() == Some("PAGE"), "{info:?}");
    let page = graph.with(token);
    let id = page.raw(Method::GET, "me").await?["id"].as_str().map(str::to_owned);
    assert_eq!(id.as_deref(), account.id.as_deref());
    Ok(())
}

#[tokio::test]
async fn every_call_sends_a_required_proof() -> Result<()> {
    let sandbox = Sandbox::builder().demand_proof().start().unwrap();
    let without = Graph::builder().host(sandbox.url()).build().with(UserToken::new(sandbox.user_token()));
    let error = without.get::<Card>(user::me()).await.unwrap_err();
    assert!(error.to_string().contains("appsecret_proof"), "{error}");
    assert!(!error.is_retryable());

    for timed in [false, true] {
        let secret = AppSecret::new(sandbox.app_secret());
        let secret = if timed { secret.with_time() } else { secret };
        let graph = Graph::builder().host(sandbox.url()).app_secret(secret).build();
        let me = graph.with(UserToken::new(sandbox.user_token()));
        let friend = graph.with(UserToken::new(sandbox.friend_token_with(&["publish_stream"])));
        me.get::<Card>(user::me()).await?;
        // On further pages, nested lists, forms with and without files, and several nodes at once.
        assert!(me.items(user::me().likes().limit(3)).try_collect().await?.len() > 3);
        me.send(user::me().feed().create_post(feed::message("proven"))).await?;
        let file = File::from_reader("a.txt", 5, || Ok(&b"bytes"[..]));
        me.send(user::me().photos().create(photos::source(file))).await?;
        let mut nodes = me.nodes::<Card>([sandbox.friend_id(), sandbox.user_id()]);
        while let Some((_, card)) = StreamExt::next(&mut nodes).await {
            card?;
        }
        // In a batch, one per token.
        let post = || user::me().feed().create_post(feed::message("proven"));
        let (one, two, card) =
            me.batch((post(), friend.prepare(post()), friend.prepare(user::me().get::<Card>()))).await?;
        one?;
        two?;
        assert_eq!(card?.id.as_str(), sandbox.friend_id());
    }
    Ok(())
}

#[tokio::test]
async fn stores_files_unchanged() -> Result<()> {
    let sandbox = Sandbox::start().unwrap();
    let (_, graph) = app_and_graph(&sandbox);
    let me = graph.with(UserToken::new(sandbox.user_token()));
    // Arbitrary bytes, including boundaries and line breaks.
    let bytes: Vec<u8> = (0..300_000_u32)
        .flat_map(|number| [number as u8, (number >> 8) as u8])
        .chain(*b"\r\n--graph-client-part-0--\r\n")
        .collect();
    let read = bytes.clone();
    let whole = File::new("whole.jpg", bytes.clone()).content_type("image/jpeg");
    let length = bytes.len() as u64;
    let pieces = File::from_reader("pieces.jpg", length, move || Ok(std::io::Cursor::new(read.clone())))
        .content_type("image/jpeg");
    let mut made = Vec::new();
    for file in [whole.clone(), pieces] {
        made.push(me.send(user::me().photos().create(photos::source(file)).message("a photo")).await?);
    }
    let (in_batch, post) = me
        .batch((
            user::me().photos().create(photos::source(whole)),
            user::me().feed().create_post(feed::message("beside it")),
        ))
        .await?;
    post?;
    made.push(in_batch?);
    for made in made {
        let photo = me.get::<fb::Photo>(fb::photo::id(made.id.unwrap())).await?;
        let kept = browse(Method::GET, photo.source.as_deref().unwrap()).await;
        assert_eq!(kept.headers()["content-type"], "image/jpeg");
        assert!(kept.body()[..] == bytes[..], "{} bytes of {length} came back", kept.body().len());
    }
    Ok(())
}
