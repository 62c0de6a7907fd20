//! Publishes a reel on Instagram, waits until the platform has converted it, and answers comments on it.
//!
//! `cargo run --example instagram_publish` uses a sandbox. With `GRAPH_TOKEN` (from Instagram Login) it reads the account on
//! the platform. With `--write`, `VIDEO_URL`, `APP_SECRET` and `VERIFY_TOKEN` it publishes, and serves webhooks on port 8080.

use std::{env, sync::Arc, time::Duration};

use axum::body::{Body, Bytes};
use axum::{Router, extract::State, http::request::Parts, response::Response};
use graph_platform::{
    AppSecret, Client, Fields, Graph, JobState, Secret, UserToken,
    instagram_login::{self as ig, CommentChange, account, comment, container, media, webhooks::Event},
    webhooks::Webhooks,
};
use graph_sandbox::Sandbox;

type Error = Box<dyn std::error::Error + Send + Sync>;

#[derive(Debug, Clone, Fields)]
#[graph(node = media)]
struct Post {
    permalink: Option<String>,
}

/// Publishes a reel. `progress` is called after each poll.
async fn publish(
    client: &Client<UserToken>,
    video: &str,
    every: Duration,
    progress: impl FnMut(&JobState) + Send + 'static,
) -> Result<Post, Error> {
    let reel = media::reel(video).caption("Bread at six #bread").share_to_feed(true);
    let made = client.send(account::me().media().create(reel)).await?;
    client.wait_for::<ig::Container>(container::id(&made.id)).every(every).on_progress(progress).await?;
    let posted = client.send(account::me().publish(made.id)).await?;
    Ok(client.get::<Post>(media::id(posted.id)).await?)
}

struct Bot {
    client: Client<UserToken>,
    webhooks: Webhooks,
}

impl Bot {
    async fn answer(&self, change: CommentChange) -> Result<(), Error> {
        // The account's own comments are delivered too.
        if change.from.is_none_or(|author| author.self_ig_scoped_id.is_none()) {
            self.client.send(comment::id(change.id).replies().create("We bake at six.")).await?;
        }
        Ok(())
    }
}

async fn hook(State(bot): State<Arc<Bot>>, head: Parts, body: Bytes) -> Response {
    let received = match bot.webhooks.receive::<ig::Webhooks>(&http::Request::from_parts(head, body)) {
        Ok(received) => received,
        Err(rejected) => return rejected.response().map(Body::from),
    };
    for event in received.events() {
        match (event, bot.clone()) {
            (Event::Comments(change), bot) => drop(tokio::spawn(async move {
                bot.answer(change).await.unwrap_or_else(|error| eprintln!("{error}"));
            })),
            (other, _) => eprintln!("{other:?}"),
        }
    }
    received.response().map(Body::from)
}

/// A comment for the sandbox.
const DATA: &str = r#"{ "nodes": [{ "id": "1792", "node": "Comment" }] }"#;

async fn scripted() -> Result<Vec<String>, Error> {
    let sandbox = Arc::new(Sandbox::builder().api("instagram_login").data(DATA).start()?);
    let graph = Graph::builder().api(ig::api()).host(sandbox.url()).build();
    let client = graph.with(UserToken::new(sandbox.user_token()));
    let secret = || AppSecret::new(sandbox.app_secret());
    let (clock, pause) = (sandbox.clone(), Duration::from_millis(50));
    let turn = move |_: &_| clock.advance(Duration::from_secs(10));
    publish(&client, "https://cdn.example/bread.mp4", pause, turn).await?;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}/", listener.local_addr()?);
    let bot = Arc::new(Bot { client, webhooks: Webhooks::new(secret(), "verify") });
    tokio::spawn(async { axum::serve(listener, Router::new().fallback(hook).with_state(bot)).await });
    let app = graph.app(sandbox.app_id(), secret());
    app.subscribe("instagram", ["comments"], &url, &Secret::new("verify")).await?;
    sandbox.deliver("instagram", "comments", Some(r#"{ "id": "1792", "text": "Which flour?" }"#))?;
    while !sandbox.requests().iter().any(|request| request.path.ends_with("/replies")) {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let posts = sandbox.requests().into_iter().filter(|request| request.method == "POST");
    let ours = posts.map(|post| post.path).filter(|path| !path.ends_with("/subscriptions"));
    Ok(ours.inspect(|path| println!("{path}")).collect())
}

#[tokio::main]
async fn main() -> Result<(), Error> {
    let Ok(token) = env::var("GRAPH_TOKEN") else { return scripted().await.map(drop) };
    let client = Graph::builder().api(ig::api()).build().with(UserToken::new(token));
    println!("{:#?}", client.send(account::me().content_publishing_limit()).await?);
    println!("{:#?}", client.page(account::me().media().select::<Post>()).await?);
    if env::args().any(|arg| arg == "--write") {
        let show = |state: &JobState| println!("{:?}", state.state);
        println!("{:?}", publish(&client, &env::var("VIDEO_URL")?, Duration::from_secs(5), show).await?);
        let webhooks = Webhooks::new(AppSecret::new(env::var("APP_SECRET")?), env::var("VERIFY_TOKEN")?);
        let service = Router::new().fallback(hook).with_state(Arc::new(Bot { client, webhooks }));
        axum::serve(tokio::net::TcpListener::bind("127.0.0.1:8080").await?, service).await?;
    }
    Ok(())
}

#[cfg(test)]
#[tokio::test]
async fn publishes_and_answers() {
    let sent = scripted().await.unwrap();
    assert_eq!(sent, ["/v25.0/me/media", "/v25.0/me/media_publish", "/v25.0/1792/replies"]);
}
