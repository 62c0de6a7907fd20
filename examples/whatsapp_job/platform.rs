//! The platform for both programs: a sandbox, a web server in front of the program, and a person who writes.

use std::{future::Future, sync::Arc, time::Duration};

use axum::{
    Router,
    body::{Body, to_bytes},
    http::StatusCode,
    response::IntoResponse,
};
use bytes::Bytes;
use graph_platform::{AppSecret, Graph, Method};
use graph_sandbox::Sandbox;
#[cfg(test)]
use serde_json::{Map, Value};

pub type Error = Box<dyn std::error::Error + Send + Sync>;
pub type Request = http::Request<Bytes>;
pub type Response = http::Response<Bytes>;

/// The phone number of the business.
pub const NUMBER: &str = "1065";
/// The phone number of the person.
pub const TO: &str = "4915700000001";
/// What the platform and the program have agreed on for the handshake.
pub const VERIFY: &str = "our-verify-token";

const DATA: &str = r#"{ "nodes": [{ "id": "1065", "node": "PhoneNumber" }] }"#;
/// What the person writes: a text, a choice, something new, another text.
const WRITTEN: [&str; 4] = [
    r#""type":"text","text":{"body":"Do you have tea?"}"#,
    r#""type":"interactive","interactive":{"type":"list_reply","list_reply":{"id":"1","title":"Green"}}"#,
    r#""type":"hologram","hologram":{"depth":3}"#,
    r#""type":"text","text":{"body":"Thanks"}"#,
];

pub struct Platform(Sandbox);

impl Platform {
    pub fn start() -> Result<Self, Error> {
        // For the `reqwest` of the program by hand. A second start finds it installed.
        let _ = rustls::crypto::ring::default_provider().install_default();
        Ok(Self(Sandbox::builder().api("whatsapp").data(DATA).start()?))
    }

    pub fn url(&self) -> &str {
        self.0.url()
    }

    pub fn token(&self) -> String {
        self.0.user_token()
    }

    pub fn secret(&self) -> &str {
        self.0.app_secret()
    }

    /// Serves a program while a person writes to it.
    pub async fn serve<B, R>(&self, bot: Arc<B>, receive: fn(Arc<B>, Request) -> R) -> Result<(), Error>
    where
        B: Send + Sync + 'static,
        R: Future<Output = Result<Response, Error>> + Send + 'static,
    {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
        let url = format!("http://{}/", listener.local_addr()?);
        let service = Router::new().fallback(move |request| handle(request, move |read| receive(bot, read)));
        tokio::spawn(async move { axum::serve(listener, service).await });
        let graph = Graph::builder().host(self.url()).build();
        let app = graph.app(self.0.app_id(), AppSecret::new(self.secret()));
        graph
            .with(app.own_token())
            .raw(Method::POST, &format!("{}/subscriptions", self.0.app_id()))
            .param("object", "whatsapp_business_account")
            .param("fields", "messages")
            .param("callback_url", &url)
            .param("verify_token", VERIFY)
            .await?;
        for (at, content) in WRITTEN.iter().enumerate() {
            let value = format!(
                r#"{{"messaging_product":"whatsapp","metadata":{{"phone_number_id":"{NUMBER}"}},"messages":[{{"from":"{TO}","id":"wamid.{at}",{content}}}]}}"#
            );
            self.0.deliver("whatsapp_business_account", "messages", Some(&value))?;
            // One after the other, so that the answers have an order. Statuses of messages are delivered in between.
            let id = format!("\"id\":\"wamid.{at}\"");
            while !self.0.deliveries().iter().any(|delivery| delivery.body.contains(&id)) {
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        }
        let failed = self.0.deliveries().into_iter().find(|delivery| delivery.status != Some(200));
        match failed {
            Some(delivery) => Err(format!("a delivery failed: {delivery:?}").into()),
            None => Ok(()),
        }
    }

    /// The messages that were sent, in order.
    #[cfg(test)]
    pub fn sent(&self) -> Vec<Value> {
        let is_message = |path: &str| path.ends_with("/messages");
        let requests = self.0.requests().into_iter().filter(|request| is_message(&request.path));
        let body = |form: Vec<(String, String)>| -> Map<String, Value> {
            let json = |text: String| serde_json::from_str(&text).unwrap_or(Value::String(text));
            form.into_iter().map(|(name, text)| (name, json(text))).collect()
        };
        requests.map(|request| Value::Object(body(request.form))).collect()
    }
}

async fn handle<R>(
    request: axum::extract::Request,
    program: impl FnOnce(Request) -> R,
) -> axum::response::Response
where
    R: Future<Output = Result<Response, Error>>,
{
    let (head, body) = request.into_parts();
    let Ok(body) = to_bytes(body, 3 << 20).await else {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    };
    match program(Request::from_parts(head, body)).await {
        Ok(response) => response.map(Body::from),
        Err(error) => {
            eprintln!("{error}");
            StatusCode::BAD_REQUEST.into_response()
        }
    }
}

/// What both programs send.
#[cfg(test)]
pub fn expected() -> Vec<Value> {
    let expected = serde_json::json!([
        { "messaging_product": "whatsapp", "to": TO.parse::<u64>().unwrap(), "type": "text",
          "text": { "body": "Hello", "preview_url": true } },
        { "messaging_product": "whatsapp", "to": TO.parse::<u64>().unwrap(), "type": "template", "template": {
            "name": "order_confirmation", "language": { "code": "en_US" },
            "components": [{ "type": "body", "parameters": [
                { "type": "text", "text": "Zoe" }, { "type": "text", "text": "42" }] }] } },
        { "messaging_product": "whatsapp", "to": TO.parse::<u64>().unwrap(), "type": "interactive", "interactive": {
            "type": "list", "body": { "text": "Which tea?" }, "action": { "button": "Choose", "sections": [
                { "title": "Teas", "rows": [{ "id": "1", "title": "Green" },
                    { "id": "2", "title": "Black", "description": "strong" }] }] } } },
        { "messaging_product": "whatsapp", "status": "read", "message_id": "wamid.0", "typing_indicator": { "type": "text" } },
        { "messaging_product": "whatsapp", "to": TO.parse::<u64>().unwrap(), "type": "text",
          "text": { "body": "You said: Do you have tea?" }, "context": { "message_id": "wamid.0" } },
        { "messaging_product": "whatsapp", "status": "read", "message_id": "wamid.1", "typing_indicator": { "type": "text" } },
        { "messaging_product": "whatsapp", "status": "read", "message_id": "wamid.2", "typing_indicator": { "type": "text" } },
        { "messaging_product": "whatsapp", "status": "read", "message_id": "wamid.3", "typing_indicator": { "type": "text" } },
        { "messaging_product": "whatsapp", "to": TO.parse::<u64>().unwrap(), "type": "text",
          "text": { "body": "You said: Thanks" }, "context": { "message_id": "wamid.3" } }
    ]);
    expected.as_array().cloned().unwrap_or_default()
}
