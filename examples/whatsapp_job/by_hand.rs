//! The program of `main.rs` with `reqwest` and `serde_json`, for comparison.

mod platform;

use std::sync::Arc;

use bytes::Bytes;
use hmac::{Hmac, KeyInit, Mac};
use http::Method;
use platform::{Error, NUMBER, Platform, Request, Response, TO, VERIFY};
use serde_json::{Value, json};
use sha2::Sha256;

struct Bot {
    client: reqwest::Client,
    url: String,
    token: String,
    secret: String,
}

impl Bot {
    async fn send(&self, mut body: Value) -> Result<Value, Error> {
        body["messaging_product"] = json!("whatsapp");
        let url = format!("{}/v25.0/{NUMBER}/messages", self.url);
        let answer = self.client.post(url).bearer_auth(&self.token).json(&body).send().await?;
        Ok(answer.error_for_status()?.json().await?)
    }

    async fn greet(&self) -> Result<(), Error> {
        let text = json!({ "body": "Hello", "preview_url": true });
        self.send(json!({ "to": TO, "type": "text", "text": text })).await?;
        let parameters = json!([{ "type": "text", "text": "Zoe" }, { "type": "text", "text": "42" }]);
        let order = json!({
            "name": "order_confirmation",
            "language": { "code": "en_US" },
            "components": [{ "type": "body", "parameters": parameters }],
        });
        self.send(json!({ "to": TO, "type": "template", "template": order })).await?;
        let rows = json!([{ "id": "1", "title": "Green" }, { "id": "2", "title": "Black", "description": "strong" }]);
        let teas = json!({
            "type": "list",
            "body": { "text": "Which tea?" },
            "action": { "button": "Choose", "sections": [{ "title": "Teas", "rows": rows }] },
        });
        self.send(json!({ "to": TO, "type": "interactive", "interactive": teas })).await?;
        Ok(())
    }

    async fn receive(self: Arc<Self>, request: Request) -> Result<Response, Error> {
        if request.method() == Method::GET {
            let query = request.uri().query().unwrap_or_default();
            let part =
                |name: &str| query.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='));
            let is_ours = part("hub.verify_token") == Some(VERIFY);
            let challenge = part("hub.challenge").filter(|_| is_ours).ok_or("not a handshake")?;
            return Ok(Response::new(Bytes::copy_from_slice(challenge.as_bytes())));
        }
        let mut mac = Hmac::<Sha256>::new_from_slice(self.secret.as_bytes())?;
        mac.update(request.body());
        let signature = request.headers().get("x-hub-signature-256").ok_or("not signed")?.to_str()?;
        let digits = signature.strip_prefix("sha256=").ok_or("another signature")?;
        let bytes = digits
            .as_bytes()
            .chunks(2)
            .map(|pair| Ok::<_, Error>(u8::from_str_radix(std::str::from_utf8(pair)?, 16)?));
        let bytes = bytes.collect::<Result<Vec<u8>, _>>()?;
        mac.verify_slice(&bytes)?;
        let delivery: Value = serde_json::from_slice(request.body())?;
        let list = |value: &Value, name: &str| value[name].as_array().cloned().unwrap_or_default();
        for change in list(&delivery, "entry").iter().flat_map(|entry| list(entry, "changes")) {
            for message in list(&change["value"], "messages").iter().filter(|_| change["field"] == "messages")
            {
                let read = json!({
                    "status": "read", "message_id": message["id"], "typing_indicator": { "type": "text" }
                });
                self.send(read).await?;
                let Some(text) = message["text"]["body"].as_str().filter(|_| message["type"] == "text")
                else {
                    continue;
                };
                let text = json!({ "body": format!("You said: {text}") });
                let context = json!({ "message_id": message["id"] });
                self.send(json!({ "to": TO, "type": "text", "text": text, "context": context })).await?;
            }
        }
        Ok(Response::new(Bytes::new()))
    }
}

async fn run(platform: &Platform) -> Result<(), Error> {
    let bot = Arc::new(Bot {
        client: reqwest::Client::new(),
        url: platform.url().to_owned(),
        token: platform.token(),
        secret: platform.secret().to_owned(),
    });
    bot.greet().await?;
    platform.serve(bot, Bot::receive).await
}

#[tokio::main]
async fn main() -> Result<(), Error> {
    run(&Platform::start()?).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn it_sends_what_the_generated_client_sends() {
        let platform = Platform::start().unwrap();
        run(&platform).await.unwrap();
        assert_eq!(platform.sent(), platform::expected());
    }
}
