//! Deliveries of the sandbox: each kind of event that a schema describes is read by the API of that schema.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::{
    collections::BTreeSet,
    fmt::Debug,
    io::{Read as _, Write as _},
    net::{TcpListener, TcpStream},
    path::PathBuf,
};

use bytes::Bytes;
use graph_client::webhooks::{Events, Received, Webhooks};
use graph_sandbox::Sandbox;
use graph_schema::Schema;
use serde_json::{Value, json};

mod wa {
    graph_client::graph_api!("../../slices/whatsapp/graph.json");
}
mod msg {
    graph_client::graph_api!("../../slices/messenger/graph.json");
}

/// An address that nothing listens to: what is delivered there is only looked at.
const NOWHERE: &str = "http://127.0.0.1:9/";

fn sandbox(slice: &str) -> (Sandbox, Schema) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("slices/{slice}/graph.json"));
    let schema = graph_schema::load(&path).into_result().unwrap_or_else(|errors| panic!("{errors}"));
    (Sandbox::builder().schema(schema.clone()).people(10).start().unwrap(), schema)
}

/// Calls the control endpoint. Returns the answer.
fn deliver(sandbox: &Sandbox, params: &[(&str, &str)]) -> Value {
    let escaped = |text: &str| text.bytes().map(|byte| format!("%{byte:02x}")).collect::<String>();
    let pairs: Vec<_> = params.iter().map(|(name, value)| format!("{name}={}", escaped(value))).collect();
    let body = pairs.join("&");
    let host = sandbox.url().trim_start_matches("http://");
    let mut stream = TcpStream::connect(host).unwrap();
    let head = format!("POST /_sandbox/deliver HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n");
    let kind = "Content-Type: application/x-www-form-urlencoded";
    write!(stream, "{head}{kind}\r\nContent-Length: {}\r\n\r\n{body}", body.len()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let (_, body) = answer.split_once("\r\n\r\n").unwrap();
    serde_json::from_str(body).unwrap_or_else(|error| panic!("{error}: {answer}"))
}

fn receive<W: Events>(body: &str) -> Received<W> {
    let webhooks = Webhooks::new(graph_client::AppSecret::new("secret"), "token");
    let request = http::Request::post("/").header("X-Hub-Signature-256", webhooks.sign(body.as_bytes()));
    webhooks.receive::<W>(&request.body(Bytes::from(body.to_owned())).unwrap()).unwrap()
}

/// Delivers each kind of event with each variant, and reads it. Returns what was delivered, as `field.variant`.
fn deliver_all<W: Events<Event: Debug>>(slice: &str) -> BTreeSet<String> {
    let (sandbox, schema) = sandbox(slice);
    let words: BTreeSet<&str> =
        schema.unions.iter().flat_map(|union| &union.variants).map(|variant| variant.word.as_str()).collect();
    let mut delivered = BTreeSet::new();
    for webhook in &schema.webhooks {
        for event in &webhook.events {
            let with_variant = words.iter().map(|word| format!("{}.{word}", event.field));
            for field in std::iter::once(event.field.clone()).chain(with_variant) {
                let params = [("object", webhook.object.as_str()), ("field", &field), ("to", NOWHERE)];
                let answer = deliver(&sandbox, &params);
                let Some(body) = answer["body"].as_str() else {
                    // A variant of another event.
                    assert!(answer["error"]["message"].as_str().unwrap().contains("variant"), "{answer}");
                    continue;
                };
                let all: Vec<_> = receive::<W>(body).delivered().collect();
                let shown = format!("{all:?}");
                assert!(all.len() == 1 && !shown.contains("Other("), "{field}: {shown}: {body}");
                assert_eq!(all[0].object, webhook.object);
                assert!(all[0].time.is_some() && !all[0].id.is_empty(), "{shown}");
                if let Some((_, variant)) = field.split_once('.') {
                    assert!(body.contains(&format!("\"{variant}\"")), "{field}: {body}");
                }
                delivered.insert(field);
            }
        }
    }
    delivered
}

#[test]
fn every_kind_of_event_is_delivered_and_read() {
    let delivered = deliver_all::<wa::Webhooks>("whatsapp");
    for field in ["messages", "messages.text", "messages.list_reply", "account_review_update"] {
        assert!(delivered.contains(field), "{field}: {delivered:?}");
    }
    let delivered = deliver_all::<msg::Webhooks>("messenger");
    for field in
        ["messaging.postback", "messaging.notification_messages", "standby.read", "messages.image", "replies"]
    {
        assert!(delivered.contains(field), "{field}: {delivered:?}");
    }
}

#[test]
fn a_member_can_be_wanted_and_a_value_given() {
    let (sandbox, _) = sandbox("whatsapp");
    let object = ("object", "whatsapp_business_account");
    let statuses = deliver(&sandbox, &[object, ("field", "messages.statuses"), ("to", NOWHERE)]);
    let body: Value = serde_json::from_str(statuses["body"].as_str().unwrap()).unwrap();
    let value = &body["entry"][0]["changes"][0]["value"];
    assert!(value["statuses"][0]["id"].is_string() && value.get("messages").is_none(), "{value}");
    assert!(value["metadata"]["phone_number_id"].is_string(), "{value}");

    let given =
        [object, ("field", "messages"), ("value", r#"{"messages":[]}"#), ("id", "7"), ("to", NOWHERE)];
    let body: Value = serde_json::from_str(deliver(&sandbox, &given)["body"].as_str().unwrap()).unwrap();
    assert_eq!(
        (&body["entry"][0]["id"], &body["entry"][0]["changes"][0]["value"]),
        (&json!("7"), &json!({ "messages": [] }))
    );
}

#[test]
fn what_cannot_be_delivered_is_refused() {
    let (sandbox, _) = sandbox("messenger");
    for (params, reason) in [
        (&[("object", "pages"), ("field", "messaging")][..], "did you mean page?"),
        (&[("object", "page"), ("field", "message.text"), ("to", NOWHERE)], "did you mean messages?"),
        (&[("object", "page"), ("field", "messaging.postbak"), ("to", NOWHERE)], "did you mean postback?"),
        (&[("object", "page"), ("field", "messaging")], "no subscription to page"),
        (
            &[("object", "page"), ("field", "messaging"), ("to", "https://127.0.0.1/")],
            "must be an http:// address",
        ),
        (&[("object", "page"), ("field", "messaging"), ("to", NOWHERE), ("value", "{")], "must be JSON"),
        (&[("object", "page")], "field is required"),
    ] {
        let answer = deliver(&sandbox, params);
        assert!(
            answer["error"]["message"].as_str().is_some_and(|message| message.contains(reason)),
            "{answer}"
        );
    }
}

#[test]
fn a_delivery_is_signed_and_sent() {
    let (sandbox, _) = sandbox("messenger");
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let to = format!("http://{}/", listener.local_addr().unwrap());
    let answer = deliver(&sandbox, &[("object", "page"), ("field", "messaging.message"), ("to", &to)]);
    let (mut stream, _) = listener.accept().unwrap();
    let mut request = Vec::new();
    let body = answer["body"].as_str().unwrap();
    while !request.ends_with(body.as_bytes()) {
        let mut part = [0; 1024];
        let read = stream.read(&mut part).unwrap();
        assert!(read > 0, "{}", String::from_utf8_lossy(&request));
        request.extend_from_slice(&part[..read]);
    }
    write!(stream, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n").unwrap();
    let head = String::from_utf8(request).unwrap();
    let signature = head.lines().find_map(|line| line.strip_prefix("x-hub-signature-256: ")).unwrap();
    let secret = graph_client::AppSecret::new(sandbox.app_secret());
    assert_eq!(signature, Webhooks::new(secret, "").sign(body.as_bytes()));
}
