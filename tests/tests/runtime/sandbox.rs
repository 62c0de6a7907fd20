//! Batches, logins, nested lists and files against a sandbox, which enforces the rules of the platform.

use futures_util::StreamExt;
use graph_client::{
    api::{
        self as fb, event,
        user::{self, feed},
    },
    *,
};
use graph_sandbox::Sandbox;

#[derive(Debug, Clone, Fields)]
#[graph(node = user)]
struct Card {
    id: user::Id,
    first_name: Option<String>,
}

permissions! { struct Reader in fb: [user_likes]; }
permissions! { struct Manager in fb: [manage_pages, publish_stream]; }

fn graph(sandbox: &Sandbox) -> Graph {
    Graph::builder().host(sandbox.url()).app_secret(AppSecret::new(sandbox.app_secret())).build()
}

#[tokio::test]
async fn sandbox_supports_dependent_calls() -> Result<()> {
    let sandbox = Sandbox::start().unwrap();
    let me = graph(&sandbox).with(UserToken::new(sandbox.user_token()));
    let picnic = || user::me().events().create("Picnic", event::Time::date(2013, 7, 4));
    let (made, (read, gone)) = me
        .batch(
            picnic().then(|event| (event::id(event.id()).get::<fb::Event>(), event::id(event.id()).delete())),
        )
        .await?;
    let made = made?;
    assert_eq!(read?.id.as_ref(), Some(&made.id));
    gone?;
    assert!(me.get::<fb::Event>(event::id(&made.id)).await.is_err());
    // More calls than fit into one batch, in pairs that must not be split.
    let pairs: Vec<_> = (0..40).map(|_| picnic().then(|event| event::id(event.id()).delete())).collect();
    for (made, gone) in me.batch(pairs).await? {
        made?;
        gone?;
    }
    // A call that depends on a rejected call was not run.
    let refused = user::me().feed().create_post(feed::link("not an address"));
    let (post, event) = me.batch((refused, picnic())).await?;
    event?;
    drop(post);
    Ok(())
}

#[tokio::test]
async fn reads_many_nodes_with_one_missing() {
    let sandbox = Sandbox::start().unwrap();
    let me = graph(&sandbox).with(UserToken::new(sandbox.user_token()));
    let ids = vec![sandbox.user_id(), "999999999999".to_owned(), sandbox.friend_id(), sandbox.user_id()];
    let rows: Vec<_> = me.nodes::<Card>(ids).collect().await;
    let found: Vec<_> = rows.iter().map(|(id, row)| row.as_ref().is_ok_and(|card| card.id == *id)).collect();
    assert_eq!(found, [true, false, true, true], "{rows:?}");
    let missing = rows[1].1.as_ref().unwrap_err();
    assert_eq!((missing.code(), missing.subcode()), (Some(100), Some(33)), "{missing}");
    assert!(rows[0].1.as_ref().unwrap().first_name.is_some());
}

#[tokio::test]
async fn accepts_proofs_logins_and_tokens() -> Result<()> {
    let sandbox = Sandbox::start().unwrap();
    let graph = graph(&sandbox);
    let app = graph.app(sandbox.app_id(), AppSecret::new(sandbox.app_secret()));
    let token = UserToken::new(sandbox.user_token());
    let me = graph.with(app.long_lived(&token).await?.token);
    me.get::<Card>(user::me()).await?;
    assert!(!sandbox.requests().is_empty());
    assert_eq!(app.app_token().await?.token, app.own_token());
    let info = app.debug_token(&token).await?;
    assert!(info.is_valid && info.user_id == Some(sandbox.user_id()), "{info:?}");
    assert!(!app.debug_token(&UserToken::new("nonsense")).await?.is_valid);
    me.verify::<Reader>().await?;
    let wrong = Graph::builder().host(sandbox.url()).app_secret(AppSecret::new("wrong")).build();
    let error = wrong.with(token).get::<Card>(user::me()).await.unwrap_err();
    assert_eq!(error.code(), Some(100), "{error}");
    let bot = graph.with(PageToken::new(sandbox.page_token()));
    if let Err(error) = bot.verify::<Manager>(&app).await {
        assert_eq!(error.kind(), ErrorKind::Permission, "{error}");
    }
    Ok(())
}

#[tokio::test]
async fn pages_nested_lists_with_proofs() -> Result<()> {
    #[derive(Debug, Clone, Fields)]
    #[graph(node = user)]
    struct Liked {
        #[graph(limit = 2)]
        likes: Connection<fb::PageLike>,
    }
    let sandbox = Sandbox::start().unwrap();
    let me = graph(&sandbox).with(UserToken::new(sandbox.user_token()));
    let all: Vec<_> = me.items(user::me().likes()).try_collect().await?;
    let liked = me.get::<Liked>(user::me()).await?;
    assert!(liked.likes.len() <= 2 && all.len() > 2, "{}", all.len());
    let nested = me.items(liked.likes).try_collect().await?;
    assert_eq!(nested.len(), all.len());
    Ok(())
}

#[tokio::test]
async fn lists_and_files_by_path() -> Result<()> {
    let sandbox = Sandbox::start().unwrap();
    let me = graph(&sandbox).with(UserToken::new(sandbox.user_token()));
    let ids = |items: &[serde_json::Value]| items.iter().map(|item| item["id"].clone()).collect::<Vec<_>>();
    let all = me.items(me.raw(Method::GET, "me/likes").param("limit", 4)).try_collect().await?;
    let typed = me.items(user::me().likes()).try_collect().await?;
    assert!(all.len() > 10 && all.len() == typed.len());
    let page = me.page(me.raw(Method::GET, "me/likes").param("limit", 4)).await?;
    assert_eq!(ids(&page), ids(&all[..4]));
    let photo =
        me.raw(Method::POST, "me/photos").file("source", File::new("a.png", "bytes".as_bytes())).await?;
    assert!(photo["id"].is_string(), "{photo}");
    assert!(me.raw(Method::GET, "/").param("ids", sandbox.user_id()).await?.is_object());
    assert!(me.raw(Method::GET, "").await.is_err());
    // Error codes of the platform, then of the schema.
    let error = me.raw(Method::GET, "nobody_here").await.unwrap_err();
    assert_eq!((error.code(), error.server_type()), (Some(803), Some("OAuthException")));
    assert!(error.meaning().is_some_and(|meaning| !meaning.is_empty()));
    assert!(error.server_message().unwrap().contains("nobody_here"));
    Ok(())
}
