//! Posts a picture on Threads, and thanks everybody who replies.
//!
//! ```sh
//! cargo run --example threads_post
//! ```
//!
//! By default, it runs against a sandbox. With `GRAPH_TOKEN`, it lists your posts on the platform; with `--write`,
//! `APP_SECRET` and `VERIFY_TOKEN` it also posts, and serves webhooks on port 8080.

use std::{env, sync::Arc};

use axum::{Router, body::Body, extract::State, http::Request, response::Response};
use bytes::Bytes;
use graph_platform::{
    AppSecret, Client, Fields, Graph, Secret, UserToken,
    threads::{self, container, media, thread, user, webhooks::Event},
    webhooks::Webhooks,
};
use graph_sandbox::Sandbox;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

type Error = Box<dyn std::error::Error + Send + Sync>;
type Lines = UnboundedReceiver<String>;

#[derive(Debug, Clone, Fields)]
#[graph(node = container)]
struct Prepared {
    id: container::Id,
}

/// Prepares a post, waits until the platform has loaded its picture, and publishes it.
async fn post(me: &Client<UserToken>) -> Result<media::Id, Error> {
    let picture =
        thread::image("https://harbour.example/rye.jpg").alt_text("A loaf of rye").topic_tag("bread");
    let made = me.send(user::me().threads().create(picture)).await?;
    let prepared = me.wait_for::<Prepared>(container::id(made.id)).await?;
    Ok(me.send(user::me().publish(prepared.id)).await?.id)
}

struct Bot {
    me: Client<UserToken>,
    webhooks: Webhooks,
    seen: UnboundedSender<String>,
}

async fn hook(State(bot): State<Arc<Bot>>, head: axum::http::request::Parts, body: Bytes) -> Response {
    let received = match bot.webhooks.receive::<threads::Webhooks>(&Request::from_parts(head, body)) {
        Ok(received) => received,
        Err(rejected) => return rejected.response().map(Body::from),
    };
    for event in received.events() {
        let (Event::Reply(reply), bot) = (event, bot.clone()) else { continue };
        tokio::spawn(async move {
            let thanks = thread::text("Thank you!").reply_to_id(reply.id);
            let line = match bot.me.send(user::me().threads().publish_text(thanks)).await {
                Ok(_) => format!("thanked {}", reply.username.unwrap_or_default()),
                Err(error) => error.to_string(),
            };
            let _ = bot.seen.send(line);
        });
    }
    received.response().map(Body::from)
}

/// Serves webhooks. Returns the URL, and a channel with a line for each answer.
async fn serve(me: Client<UserToken>, webhooks: Webhooks, address: &str) -> Result<(String, Lines), Error> {
    let (seen, lines) = unbounded_channel();
    let listener = tokio::net::TcpListener::bind(address).await?;
    let url = format!("http://{}/hook", listener.local_addr()?);
    let service = Router::new().fallback(hook).with_state(Arc::new(Bot { me, webhooks, seen }));
    tokio::spawn(async move { axum::serve(listener, service).await });
    Ok((url, lines))
}

async fn scripted() -> Result<String, Error> {
    let sandbox = Sandbox::builder().api("threads").start()?;
    let graph = Graph::builder().api(threads::api()).host(sandbox.url()).build();
    let (me, secret) =
        (graph.with(UserToken::new(sandbox.user_token())), AppSecret::new(sandbox.app_secret()));
    println!("posted {}", post(&me).await?);
    let (url, mut lines) = serve(me, Webhooks::new(secret.clone(), "verify"), "127.0.0.1:0").await?;
    // On the platform, this is set in the App Dashboard.
    let app = graph.app(sandbox.app_id(), secret);
    app.subscribe("threads", ["replies"], &url, &Secret::new("verify")).await?;
    sandbox.deliver(
        "threads",
        "replies",
        Some(r#"{ "id": "18", "username": "early_bird", "text": "Rye!" }"#),
    )?;
    Ok(lines.recv().await.ok_or("the bot stopped")?)
}

#[tokio::main]
async fn main() -> Result<(), Error> {
    let Ok(token) = env::var("GRAPH_TOKEN") else { return scripted().await.map(|line| println!("{line}")) };
    let me = Graph::builder().api(threads::api()).build().with(UserToken::new(token));
    for post in me.page(user::me().threads().limit(5)).await?.iter() {
        println!("{post:?}");
    }
    if env::args().any(|arg| arg == "--write") {
        let webhooks = Webhooks::new(AppSecret::new(env::var("APP_SECRET")?), env::var("VERIFY_TOKEN")?);
        println!("posted {}", post(&me).await?);
        let (_, mut lines) = serve(me, webhooks, "127.0.0.1:8080").await?;
        while let Some(line) = lines.recv().await {
            println!("{line}");
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #[tokio::test]
    async fn a_post_is_published_and_a_reply_is_answered() {
        assert_eq!(super::scripted().await.unwrap(), "thanked early_bird");
    }
}
