//! Deliveries of WhatsApp: the fields of its webhooks, with odd events among them.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use bytes::Bytes;
use graph_client::{
    AppSecret, Open,
    webhooks::{Received, Webhooks, Why},
};
use serde_json::{Value, json};

mod wa {
    graph_client::graph_api!("../../slices/whatsapp/graph.json");
}

use wa::webhooks::Event;

fn receive(body: &Value) -> Received<wa::Webhooks> {
    let webhooks = Webhooks::new(AppSecret::new("secret"), "token");
    let body = body.to_string();
    let request = http::Request::post("/").header("X-Hub-Signature-256", webhooks.sign(body.as_bytes()));
    webhooks.receive::<wa::Webhooks>(&request.body(Bytes::from(body)).unwrap()).unwrap()
}

fn value(messages: &Value) -> Value {
    json!({
        "messaging_product": "whatsapp",
        "metadata": { "display_phone_number": "4930000000", "phone_number_id": "700200" },
        "contacts": [{ "profile": { "name": "Ada" }, "wa_id": "4915700000001" }],
        "messages": messages,
    })
}

fn entry(changes: &Value) -> Value {
    json!({ "object": "whatsapp_business_account", "entry": [{ "id": "900100", "changes": changes }] })
}

#[test]
fn messages_are_read_by_their_kind() {
    let text = json!({ "from": "4915700000001", "id": "wamid.1", "timestamp": "1790000000", "type": "text", "text": { "body": "Hi" } });
    let reply = json!({
        "from": "4915700000001", "id": "wamid.2", "timestamp": "1790000001", "type": "interactive",
        "interactive": { "type": "list_reply", "list_reply": { "id": "r1", "title": "Green" } }
    });
    let order = json!({ "from": "1", "id": "wamid.3", "type": "order", "order": { "catalog_id": "7" } });
    let received =
        receive(&entry(&json!([{ "value": value(&json!([text, reply, order])), "field": "messages" }])));
    let mut seen = Vec::new();
    for event in received.events() {
        match event {
            Event::Messages(change) => {
                assert_eq!(change.phone_number_id.as_ref().map(wa::phone_number::Id::as_str), Some("700200"));
                for incoming in change.messages {
                    match incoming.content {
                        wa::Incoming::Text(text) => seen.push(text.body),
                        wa::Incoming::Interactive(reply) => match reply {
                            wa::InteractiveReply::ListReply(chosen) => seen.push(chosen.id),
                            other => seen.push(format!("{other:?}")),
                        },
                        wa::Incoming::Other(json) => seen.push(json.to_string()),
                        other => seen.push(format!("{other:?}")),
                    }
                }
            }
            other => seen.push(format!("{other:?}")),
        }
    }
    assert_eq!(seen, ["Hi", "r1", r#"{"order":{"catalog_id":"7"},"type":"order"}"#]);
}

#[test]
fn one_odd_event_spoils_no_other() {
    let text = json!([{ "from": "1", "id": "wamid.1", "type": "text", "text": { "body": "Hi" } }]);
    let without_id = json!([{ "from": "1", "type": "text", "text": { "body": "Hi" } }]);
    let received = receive(&json!({
        "object": "whatsapp_business_account",
        "entry": [
            { "id": "900100", "changes": [
                { "field": "messages", "value": value(&text) },
                { "field": "messages", "value": value(&without_id) },
                { "field": "messages", "value": "text" },
                { "field": "security", "value": { "event": "PIN_CHANGED" } },
                { "field": "messages" },
                5,
            ] },
            "no entry",
            { "id": "900100", "time": 1_790_000_000, "changes": [
                { "field": "account_review_update", "value": { "decision": "APPROVED" } },
            ] },
        ]
    }));
    let all: Vec<_> = received
        .delivered()
        .map(|delivered| {
            let what = match &delivered.event {
                Event::Messages(_) => "messages".to_owned(),
                Event::AccountReviewUpdate(update) => format!("review: {:?}", update.decision),
                Event::Other(other) => format!("{other:?}"),
            };
            (
                delivered.object,
                delivered.id,
                delivered.time.map(|time| time.unix_seconds()),
                delivered.field,
                what,
            )
        })
        .collect();
    let row = |id: &str, time: Option<i64>, field: &str, what: &str| {
        ("whatsapp_business_account".to_owned(), id.to_owned(), time, field.to_owned(), what.to_owned())
    };
    let broken = value(&without_id).to_string();
    assert_eq!(all.len(), 8);
    assert_eq!(all[0], row("900100", None, "messages", "messages"));
    assert!(all[1].4.contains("`id`") && all[1].4.contains(&broken), "{}", all[1].4);
    assert!(all[2].4.contains("expected an object, found \"text\""), "{}", all[2].4);
    let security = "Other(a field that the schema does not describe: {\"event\":\"PIN_CHANGED\"})";
    assert_eq!(all[3], row("900100", None, "security", security));
    assert_eq!(
        all[4],
        row("900100", None, "messages", "Other(a change without a value: {\"field\":\"messages\"})")
    );
    assert_eq!(all[5], row("900100", None, "", "Other(no event: 5)"));
    assert_eq!(all[6], row("", None, "", "Other(no event: \"no entry\")"));
    let review = format!("review: {:?}", Open::Known(wa::ReviewDecision::Approved));
    assert_eq!(all[7], row("900100", Some(1_790_000_000), "account_review_update", &review));
}

#[test]
fn other_objects_and_bodies_are_kept() {
    let page = receive(&json!({ "object": "page", "entry": [{ "id": "1", "messaging": [{ "a": 1 }] }] }));
    let events: Vec<_> = page.events().collect();
    assert!(
        matches!(&events[..], [Event::Other(other)] if matches!(other.why, Why::UnknownObject)),
        "{events:?}"
    );
    for body in
        [json!([]), json!("text"), json!({ "a": 1 }), json!({ "object": "page" }), json!({ "entry": 5 })]
    {
        let events: Vec<_> = receive(&body).events().collect();
        assert!(
            matches!(&events[..], [Event::Other(other)] if matches!(other.why, Why::NoEvent)),
            "{body}: {events:?}"
        );
    }
}

#[test]
fn the_sample_of_the_app_dashboard_is_read() {
    let text = json!([{ "from": "1", "id": "wamid.1", "type": "text", "text": { "body": "this is a text message" } }]);
    let received = receive(&json!({ "field": "messages", "value": value(&text) }));
    let all: Vec<_> = received.delivered().collect();
    assert!(
        matches!(&all[..], [one] if one.object.is_empty() && matches!(one.event, Event::Messages(_))),
        "{all:?}"
    );
}

#[test]
fn a_handshake_has_no_events() {
    let webhooks = Webhooks::new(AppSecret::new("secret"), "token");
    let query = "hub.mode=subscribe&hub.challenge=42&hub.verify_token=token";
    let request = http::Request::get(format!("/hook?{query}")).body(Bytes::new()).unwrap();
    let received = webhooks.receive::<wa::Webhooks>(&request).unwrap();
    assert_eq!(received.events().count(), 0);
    assert_eq!(received.response().body(), "42");
}
