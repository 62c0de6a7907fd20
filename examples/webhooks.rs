//! Real-time updates with axum: a subscription, its handshake, and what changed.
//!
//! ```sh
//! cargo run --example webhooks
//! ```
//!
//! A sandbox plays the platform: it asks whether the address is the right one, and delivers what changes, signed with
//! the secret of the app.

use std::{sync::Arc, time::Duration};

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::{Request, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use graph_client::{
    AppSecret, Graph, Method, UserToken,
    api::user::{self, feed},
    transport::{Reqwest, Transport},
    webhooks::{Changed, Received, Webhooks},
};
use graph_sandbox::Sandbox;
use tokio::sync::mpsc::{self, UnboundedReceiver, UnboundedSender};

type Error = Box<dyn std::error::Error + Send + Sync>;

/// A delivery of the platform's holds at most a thousand changes.
const LARGEST: usize = 1 << 20;
const VERIFY_TOKEN: &str = "our verify token";

struct App {
    webhooks: Webhooks,
    /// Whoever works with what changed: the platform wants its answer quickly.
    news: UnboundedSender<String>,
}

/// The whole of what an app needs.
async fn hook(State(app): State<Arc<App>>, request: Request) -> Response {
    let (head, body) = request.into_parts();
    let Ok(body) = to_bytes(body, LARGEST).await else {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    };
    let answer = match app.webhooks.receive(&http::Request::from_parts(head, body)) {
        Ok(Received::Delivery(delivery)) => {
            for change in delivery.about::<user::Node>() {
                let _ = app.news.send(told(&change));
            }
            return StatusCode::OK.into_response();
        }
        Ok(Received::Handshake(answer)) => {
            let _ = app.news.send("the handshake is answered".to_owned());
            answer
        }
        Err(rejected) => {
            let _ = app.news.send(format!("rejected: {rejected}"));
            rejected.response()
        }
    };
    answer.map(Body::from)
}

/// A change in words. Values are of the types that the schema says.
fn told(changed: &Changed<'_, user::Node>) -> String {
    let (id, change) = (&changed.id, changed.change);
    match changed.update.known() {
        Some(user::Updated::Bio) => match change.value_of::<user::fields::bio>() {
            Ok(bio) => format!("{id} says of itself: {}", bio.unwrap_or_default()),
            Err(error) => format!("{id} has a `bio` that is none: {error}"),
        },
        Some(user::Updated::Feed) => format!("the Timeline of {id}: {}", change.json()["value"]["message"]),
        Some(other) => format!("{id}: {other:?} changed"),
        // A word that the schema does not know yet.
        None => format!("{id}: {} changed", changed.update.as_str()),
    }
}

/// Does everything once, and tells what happened.
async fn play(say: impl Fn(&str)) -> Result<(), Error> {
    let sandbox = Sandbox::start()?;
    let (news, mut heard) = mpsc::unbounded_channel();
    let webhooks = Webhooks::new(AppSecret::new(sandbox.app_secret()), VERIFY_TOKEN);
    let service = Router::new().fallback(hook).with_state(Arc::new(App { webhooks, news }));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let address = format!("http://{}/hook", listener.local_addr()?);
    let serving = tokio::spawn(async move { axum::serve(listener, service).await });

    // With the app's own token; the platform asks at the address before it answers.
    let graph = Graph::builder().host(sandbox.url()).build();
    let app = graph.app(sandbox.app_id(), AppSecret::new(sandbox.app_secret()));
    graph
        .with(app.own_token())
        .raw(Method::POST, &format!("{}/subscriptions", sandbox.app_id()))
        .param("object", "user")
        .param("fields", "feed,bio")
        .param("callback_url", &address)
        .param("verify_token", VERIFY_TOKEN)
        .param("include_values", true)
        .await?;
    say(&next(&mut heard).await?);

    // A post of the person's, and what the person writes elsewhere.
    let me = graph.with(UserToken::new(sandbox.user_token()));
    me.send(user::me().feed().create_post(feed::message("Hello, hook"))).await?;
    say(&next(&mut heard).await?);
    let bio = format!(
        r#"{{"nodes":[{{"id":"{}","node":"User","fields":{{"bio":"Née in Zürich"}}}}]}}"#,
        sandbox.user_id()
    );
    send(http::Request::post(format!("{}/_sandbox/load", sandbox.url())).body(Bytes::from(bio))?).await?;
    say(&next(&mut heard).await?);

    // Anybody can send something; only the platform can sign it.
    let forged = http::Request::post(&address).header("X-Hub-Signature-256", "sha256=00");
    let body = sandbox.deliveries().last().map(|delivery| delivery.body.clone()).unwrap_or_default();
    let status = send(forged.body(Bytes::from(body))?).await?.status();
    say(&format!("{}; answered with {status}", next(&mut heard).await?));
    serving.abort();
    Ok(())
}

async fn next(heard: &mut UnboundedReceiver<String>) -> Result<String, Error> {
    let waited = tokio::time::timeout(Duration::from_secs(20), heard.recv()).await;
    Ok(waited.map_err(|_| "nothing was delivered")?.ok_or("the server has ended")?)
}

async fn send(request: http::Request<Bytes>) -> Result<http::Response<Bytes>, Error> {
    Ok(Reqwest::default().send(request).await?)
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    play(|line| println!("{line}")).await
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    #[tokio::test]
    async fn what_changes_is_delivered_and_what_is_forged_is_not() {
        let said = RefCell::new(Vec::new());
        super::play(|line| said.borrow_mut().push(line.to_owned())).await.unwrap();
        let [handshake, post, bio, forged] = &said.borrow()[..] else { panic!("{said:?}") };
        assert_eq!(handshake, "the handshake is answered");
        assert!(post.starts_with("the Timeline of ") && post.ends_with(": \"Hello, hook\""), "{post}");
        assert!(bio.ends_with(" says of itself: Née in Zürich"), "{bio}");
        assert!(forged.contains("signature") && forged.ends_with("answered with 403 Forbidden"), "{forged}");
    }
}
