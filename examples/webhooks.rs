//! Real-time updates with axum: the handshake, a delivery, and what changed.
//!
//! ```sh
//! cargo run --example webhooks
//! ```
//!
//! It plays the platform as well, and ends when its delivery was received.

use std::sync::Arc;

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::{Request, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use graph_client::{
    AppSecret,
    api::user,
    webhooks::{Received, Webhooks},
};

/// A delivery of the platform's holds at most a thousand changes.
const LARGEST: usize = 1 << 20;

/// The whole of what an app needs.
async fn hook(State(webhooks): State<Arc<Webhooks>>, request: Request) -> Response {
    let (head, body) = request.into_parts();
    let Ok(body) = to_bytes(body, LARGEST).await else {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    };
    match webhooks.receive(&http::Request::from_parts(head, body)) {
        Ok(Received::Delivery(delivery)) => {
            for change in delivery.about::<user::Node>() {
                match change.update.known() {
                    Some(user::Update::Likes) => println!("{} likes something else now", change.id),
                    Some(other) => println!("{}: {other:?} changed", change.id),
                    None => println!("{}: {} changed", change.id, change.update.as_str()),
                }
            }
            StatusCode::OK.into_response()
        }
        Ok(Received::Handshake(answer)) => answer.map(Body::from),
        Ok(_) => StatusCode::OK.into_response(),
        Err(rejected) => {
            println!("rejected: {rejected}");
            rejected.response().map(Body::from)
        }
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let webhooks = Arc::new(Webhooks::new(AppSecret::new("an app's secret"), "our verify token"));
    let app = Router::new().fallback(hook).with_state(webhooks.clone());
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let host = format!("http://{}/hook", listener.local_addr()?);
    tokio::spawn(async move { axum::serve(listener, app).await });

    // The platform asks whether this is the right place, and then tells what changed.
    let handshake =
        format!("{host}?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=our%20verify%20token");
    let answer = send(http::Request::get(handshake).body(Bytes::new())?).await?;
    println!("the handshake is answered with {}", String::from_utf8_lossy(answer.body()));

    let body =
        r#"{"object":"user","entry":[{"id":"4","time":1335845740,"changed_fields":["likes","name"]}]}"#;
    let signature = webhooks.sign(body.as_bytes());
    let delivery = http::Request::post(&host).header("X-Hub-Signature-256", signature);
    let answer = send(delivery.body(Bytes::from(body))?).await?;
    println!("the delivery is answered with {}", answer.status());

    let forged = http::Request::post(&host).header("X-Hub-Signature-256", "sha256=00");
    let answer = send(forged.body(Bytes::from(body))?).await?;
    println!("a forged one is answered with {}", answer.status());
    Ok(())
}

async fn send(request: http::Request<Bytes>) -> Result<http::Response<Bytes>, Box<dyn std::error::Error>> {
    use graph_client::transport::{Reqwest, Transport};
    Ok(Reqwest::default().send(request).await?)
}
