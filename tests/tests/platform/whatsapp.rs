//! The program of a WhatsApp bot as one would like to write it.

use bytes::Bytes;
use graph_client::{AppSecret, Graph, SystemUserToken, webhooks::Webhooks};
use graph_platform::whatsapp::{self as wa, message, phone_number, template, webhooks::Event};
use graph_sandbox::Sandbox;
use serde_json::{Value, json};

const FROM: &str = "1065";
const TO: &str = "4915700000001";
const DATA: &str = r#"{ "nodes": [{ "id": "1065", "node": "PhoneNumber" }] }"#;

#[tokio::test]
async fn a_bot_reads_as_it_is_meant() {
    let sandbox = Sandbox::builder().api("whatsapp").data(DATA).start().unwrap();
    let graph = Graph::builder().api(wa::api()).host(sandbox.url()).build();
    let bot = graph.with(SystemUserToken::new(sandbox.system_user_token()));

    let from = || phone_number::id(FROM);
    bot.send(from().messages().create(TO, message::text("Hello").preview_url(true))).await.unwrap();
    bot.send(from().messages().create(
        TO,
        message::template("order_confirmation", "en_US").component(template::body(["Zoe", "42"])),
    ))
    .await
    .unwrap();
    bot.send(
        from().messages().create(
            TO,
            message::list("Which tea?", "Choose").section(
                "Teas",
                [message::row("1", "Green"), message::row("2", "Black").description("strong")],
            ),
        ),
    )
    .await
    .unwrap();
    bot.send(from().messages().mark_read("wamid.1").typing()).await.unwrap();

    let kind = |form: &[(String, String)]| {
        let member =
            |wanted: &str| form.iter().find(|(name, _)| name == wanted).map(|(_, text)| text.clone());
        member("type").or(member("status")).unwrap_or_default()
    };
    let requests = sandbox.requests();
    let kinds: Vec<_> = requests.iter().map(|request| (request.status, kind(&request.form))).collect();
    let expected = ["text", "template", "interactive", "read"].map(|kind| (200, kind.to_owned()));
    assert_eq!(kinds, expected);
}

/// A signed delivery of these changes.
fn delivery(webhooks: &Webhooks, changes: &Value) -> http::Request<Bytes> {
    let entry =
        json!({ "object": "whatsapp_business_account", "entry": [{ "id": "1", "changes": changes }] });
    let body = entry.to_string();
    let signature = webhooks.sign(body.as_bytes());
    http::Request::post("/").header("X-Hub-Signature-256", signature).body(Bytes::from(body)).unwrap()
}

#[test]
fn events_are_matched_in_words_and_nothing_is_dropped() {
    let webhooks = Webhooks::new(AppSecret::new("secret"), "verify");
    let message = |kind: &str, content: Value| json!({ "id": "wamid.1", "from": TO, "timestamp": "1790000000", "type": kind, kind: content });
    let value = json!({
        "messaging_product": "whatsapp",
        "metadata": { "display_phone_number": "15550001", "phone_number_id": FROM },
        "messages": [message("text", json!({ "body": "Hi" })), message("hologram", json!({ "depth": 3 })), message("reaction", json!({ "message_id": "wamid.0", "emoji": "" }))]
    });
    let request = delivery(
        &webhooks,
        &json!([{ "field": "messages", "value": value }, { "field": "news", "value": { "of": 2027 } }]),
    );
    let (mut replies, mut logged, mut others) = (Vec::new(), Vec::new(), Vec::new());
    let mut reply = |text: String| replies.push(text);
    let mut log = |json: Value| logged.push(json);

    for event in webhooks.receive::<wa::Webhooks>(&request).unwrap().events() {
        match event {
            Event::Messages(change) => {
                for incoming in change.messages {
                    match incoming.content {
                        wa::Incoming::Text(text) => reply(text.body),
                        wa::Incoming::Other(json) => log(json),
                        _ => {}
                    }
                }
            }
            other => others.push(format!("{other:?}")),
        }
    }

    assert_eq!(replies, ["Hi"]);
    assert_eq!(logged, [json!({ "type": "hologram", "hologram": { "depth": 3 } })]);
    assert!(others.len() == 1 && others[0].contains("2027"), "{others:?}");
}
