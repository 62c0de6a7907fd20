//! Real-time updates with axum: a subscription, the handshake, and the changes.
//!
//! ```sh
//! cargo run --example webhooks
//! ```
//!
//! It runs against a sandbox, which verifies the callback URL and delivers changes, signed with the app secret.

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
    webhooks::{Changed, Received, Untyped, Webhooks},
};
use graph_sandbox::Sandbox;
use tokio::sync::mpsc::{self, UnboundedReceiver, UnboundedSender};

type Error = Box<dyn std::error::Error + Send + Sync>;

/// The maximum size of a delivery. The platform sends at most 1000 changes at once.
const MAX_BODY_BYTES: usize = 1 << 20;
const VERIFY_TOKEN: &str = "our verify token";

struct App {
    webhooks: Webhooks,
    /// Passes changes to a worker, since the platform expects a quick response.
    events: UnboundedSender<String>,
}

/// The complete webhook handler of an app.
async fn hook(State(app): State<Arc<App>>, request: Request) -> Response {
    let (head, body) = request.into_parts();
    let Ok(body) = to_bytes(body, MAX_BODY_BYTES).await else {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    };
    let answer = match app.webhooks.receive::<Untyped>(&http::Request::from_parts(head, body)) {
        Ok(Received::Delivery(delivery)) => {
            for change in delivery.about::<user::Node>() {
                let _ = app.events.send(describe(&change));
            }
            return StatusCode::OK.into_response();
        }
        Ok(Received::Handshake(answer)) => {
            let _ = app.events.send("answered the handshake".to_owned());
            answer
        }
        Err(rejected) => {
            let _ = app.events.send(format!("rejected: {rejected}"));
            rejected.response()
        }
    };
    answer.map(Body::from)
}

/// Describes a change. Values have the types of the schema.
fn describe(changed: &Changed<'_, user::Node>) -> String {
    let (id, change) = (&changed.id, changed.change);
    match changed.update.known() {
        Some(user::Updated::Bio) => match change.value_of::<user::fields::bio>() {
            Ok(bio) => format!("{id} has a new bio: {}", bio.unwrap_or_default()),
            Err(error) => format!("{id} has an invalid `bio`: {error}"),
        },
        Some(user::Updated::Feed) => format!("{id} has a new post: {}", change.json()["value"]["message"]),
        Some(other) => format!("{id}: {other:?} changed"),
        // A name that the schema does not have.
        None => format!("{id}: {} changed", changed.update.as_str()),
    }
}

/// Runs all steps, and reports each of them.
async fn run(report: impl Fn(&str)) -> Result<(), Error> {
    let sandbox = Sandbox::start()?;
    let (events, mut received) = mpsc::unbounded_channel();
    let webhooks = Webhooks::new(AppSecret::new(sandbox.app_secret()), VERIFY_TOKEN);
    let service = Router::new().fallback(hook).with_state(Arc::new(App { webhooks, events }));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let address = format!("http://{}/hook", listener.local_addr()?);
    let serving = tokio::spawn(async move { axum::serve(listener, service).await });

    // Subscribe with the app token. The platform sends a handshake to the URL before it responds.
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
    report(&next(&mut received).await?);

    // A post through the API, and a change from elsewhere.
    let me = graph.with(UserToken::new(sandbox.user_token()));
    me.send(user::me().feed().create_post(feed::message("Hello, hook"))).await?;
    report(&next(&mut received).await?);
    let bio = format!(
        r#"{{"nodes":[{{"id":"{}","node":"User","fields":{{"bio":"Née in Zürich"}}}}]}}"#,
        sandbox.user_id()
    );
    send(http::Request::post(format!("{}/_sandbox/load", sandbox.url())).body(Bytes::from(bio))?).await?;
    report(&next(&mut received).await?);

    // Anyone can send a request, but only the platform can sign it.
    let forged = http::Request::post(&address).header("X-Hub-Signature-256", "sha256=00");
    let body = sandbox.deliveries().last().map(|delivery| delivery.body.clone()).unwrap_or_default();
    let status = send(forged.body(Bytes::from(body))?).await?.status();
    report(&format!("{}; responded with {status}", next(&mut received).await?));
    serving.abort();
    Ok(())
}

async fn next(received: &mut UnboundedReceiver<String>) -> Result<String, Error> {
    let received = tokio::time::timeout(Duration::from_secs(20), received.recv()).await;
    Ok(received.map_err(|_| "timed out waiting for a delivery")?.ok_or("the server stopped")?)
}

async fn send(request: http::Request<Bytes>) -> Result<http::Response<Bytes>, Error> {
    Ok(Reqwest::default().send(request).await?)
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    run(|line| println!("{line}")).await
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    #[tokio::test]
    async fn changes_are_delivered_and_forgeries_are_rejected() {
        let lines = RefCell::new(Vec::new());
        super::run(|line| lines.borrow_mut().push(line.to_owned())).await.unwrap();
        let [handshake, post, bio, forged] = &lines.borrow()[..] else { panic!("{lines:?}") };
        assert_eq!(handshake, "answered the handshake");
        assert!(post.ends_with(" has a new post: \"Hello, hook\""), "{post}");
        assert!(bio.ends_with(" has a new bio: Née in Zürich"), "{bio}");
        assert!(forged.contains("signature") && forged.ends_with("responded with 403 Forbidden"), "{forged}");
    }
}
