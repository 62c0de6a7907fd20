//! A receiver of webhooks on one core: the signature and the events of a delivery, beside hmac and serde by hand.

use bytes::Bytes;
use graph_benches::{Row, by_hand, pair};
use graph_client::{
    AppSecret,
    webhooks::{Received, Webhooks},
};
use hmac::{Hmac, KeyInit as _, Mac as _};
use http::Request;
use serde::Deserialize;

mod wa {
    graph_client::graph_api!("../../tests/slices/whatsapp/graph.json");
}

use wa::webhooks::Event;

const SECRET: &str = "2bf00726952d57147e9859bfec804d7d";

pub fn rows() -> Vec<Row> {
    [1, 100].map(row).into()
}

fn row(messages: usize) -> Row {
    let webhooks = Webhooks::new(AppSecret::new(SECRET), "verify");
    let body = Bytes::from(delivery(messages));
    let request =
        Request::post("/hook").header("x-hub-signature-256", webhooks.sign(&body)).body(body).unwrap();
    assert_eq!(ours(&webhooks, &request), messages);
    assert_eq!(theirs(&request), messages);
    let pair = pair(|| ours(&webhooks, &request), || theirs(&request));
    let (ours, theirs) = (1.0 / pair.ours, 1.0 / pair.other);
    let what =
        if messages == 1 { "a delivery of a message".to_owned() } else { format!("one of {messages}") };
    let length = request.body().len();
    Row::of_pair("scale", &format!("{what}, signature included, hmac and serde by hand"), &pair)
        .goal(1.0)
        .note(&format!("{ours:.0} and {theirs:.0} a second, {length} bytes each"))
}

/// The messages of a delivery.
fn ours(webhooks: &Webhooks, request: &Request<Bytes>) -> usize {
    let received: Received<wa::Webhooks> = webhooks.receive(request).unwrap();
    let messages = received.events().map(|event| match event {
        Event::Messages(change) => change.messages.len(),
        other => panic!("{other:?}"),
    });
    messages.sum()
}

/// The same by hand.
fn theirs(request: &Request<Bytes>) -> usize {
    let signature =
        request.headers()["x-hub-signature-256"].to_str().unwrap().strip_prefix("sha256=").unwrap();
    let signature: Vec<u8> = (0..signature.len() / 2)
        .map(|at| u8::from_str_radix(&signature[2 * at..2 * at + 2], 16).unwrap())
        .collect();
    let mut mac = Hmac::<sha2::Sha256>::new_from_slice(SECRET.as_bytes()).unwrap();
    mac.update(request.body());
    mac.verify_slice(&signature).unwrap();
    let delivery: Delivery = serde_json::from_slice(request.body()).unwrap();
    assert_eq!(delivery.object, "whatsapp_business_account");
    let changes = delivery.entry.into_iter().flat_map(|entry| entry.changes);
    changes.filter(|change| change.field == "messages").map(|change| change.value.messages.len()).sum()
}

/// A delivery of messages of four kinds.
fn delivery(count: usize) -> String {
    let content = |at: usize| match at % 4 {
        0 => {
            r#""type":"text","text":{"body":"Is the oak table still in stock? I would come by on Saturday."}"#
        }
        1 => r#""type":"image","image":{"id":"884411220033","mime_type":"image/jpeg","sha256":"aGFzaA=="}"#,
        2 => r#""type":"reaction","reaction":{"message_id":"wamid.AAA1","emoji":"\ud83d\udc4d"}"#,
        _ => r#""type":"button","button":{"payload":"ok-77","text":"Yes"}"#,
    };
    let message = |at: usize| {
        format!(r#"{{"from":"4915700000001","id":"wamid.{at}","timestamp":"1790000000",{}}}"#, content(at))
    };
    let messages: Vec<String> = (0..count).map(message).collect();
    format!(
        r#"{{"object":"whatsapp_business_account","entry":[{{"id":"660","changes":[{{"value":{{"messaging_product":"whatsapp","metadata":{{"display_phone_number":"15550001","phone_number_id":"1065"}},"contacts":[{{"profile":{{"name":"Zoe"}},"wa_id":"4915700000001"}}],"messages":[{}]}},"field":"messages"}}]}}]}}"#,
        messages.join(",")
    )
}

/// What a user writes with serde.
#[derive(Deserialize)]
struct Delivery {
    object: String,
    entry: Vec<Entry>,
}

#[derive(Deserialize)]
#[allow(dead_code, reason = "read, not used")]
struct Entry {
    id: String,
    changes: Vec<Change>,
}

#[derive(Deserialize)]
struct Change {
    field: String,
    value: by_hand::Change,
}
