//! What WhatsApp refuses, and does not deliver; its templates; and events with values of the sandbox's own.

use std::{sync::mpsc::Receiver, time::Duration};

use graph_sandbox::{Fault, Person, Sandbox};
use serde_json::{Value, json};

use crate::{
    common::{Answer, get, raw},
    people::{send, subscribe},
    updates::{Came, listen, next},
};

const ADA: &str = "4915700000001";

/// The value of the next change.
fn change(came: &Receiver<Came>) -> Value {
    let body: Value = serde_json::from_str(&next(came).body).unwrap();
    body["entry"][0]["changes"][0]["value"].clone()
}

fn listening(sandbox: &Sandbox) -> Receiver<Came> {
    let (url, came) = listen(&[]);
    subscribe(sandbox, "whatsapp_business_account", "messages", &url);
    next(&came);
    came
}

/// Sends a message of this kind to Ada.
fn message(sandbox: &Sandbox, kind: &str, content: &Value) -> Answer {
    let body = json!({
        "messaging_product": "whatsapp", "to": ADA, "type": kind, kind: content, "biz_opaque_callback_data": "order-77",
    });
    send(sandbox, &sandbox.user_token(), &format!("/v25.0/{}/messages", sandbox.phone_number_id()), &body)
}

fn text(sandbox: &Sandbox) -> Answer {
    message(sandbox, "text", &json!({ "body": "Hi" }))
}

/// The code with which the next message fails; `None` if it is sent.
fn failure(came: &Receiver<Came>) -> Option<i64> {
    let status = change(came)["statuses"][0].clone();
    assert_eq!(status["biz_opaque_callback_data"], "order-77", "{status}");
    assert_eq!(status["status"] == "failed", status.get("errors").is_some(), "{status}");
    if status["status"] == "sent" {
        assert_eq!(
            (change(came)["statuses"][0]["status"].clone(), change(came)["statuses"][0]["status"].clone()),
            (json!("delivered"), json!("read"))
        );
    }
    status["errors"][0]["code"].as_i64()
}

#[test]
fn a_text_needs_a_person_who_wrote_within_a_day() {
    let sandbox = Sandbox::builder().api("whatsapp").strict_messages().start().unwrap();
    let came = listening(&sandbox);
    text(&sandbox).ok();
    assert_eq!(failure(&came), Some(131_047));
    let wrote =
        json!({ "messages": [{ "from": ADA, "id": "wamid.1", "type": "text", "text": { "body": "Hi" } }] });
    sandbox.deliver("whatsapp", "messages", Some(&wrote.to_string())).unwrap();
    change(&came);
    text(&sandbox).ok();
    assert_eq!(failure(&came), None);
    sandbox.advance(Duration::from_secs(25 * 3600));
    text(&sandbox).ok();
    assert_eq!(failure(&came), Some(131_047));
}

#[test]
fn a_scripted_person_who_wrote_may_be_answered() {
    let ada = Person::whatsapp(ADA).says("Tea?");
    let sandbox = Sandbox::builder().api("whatsapp").strict_messages().person(ada).start().unwrap();
    let came = listening(&sandbox);
    assert_eq!(change(&came)["messages"][0]["from"], ADA);
    text(&sandbox).ok();
    assert_eq!(failure(&came), None);
}

#[test]
fn templates_and_files_have_to_exist() {
    let sandbox = Sandbox::builder().api("whatsapp").strict_messages().start().unwrap();
    let (token, list) = (sandbox.user_token(), format!("/v25.0/{}/message_templates", sandbox.waba_id()));
    let new = json!({
        "name": "order_ready", "language": "en_US", "category": "UTILITY",
        "components": [{ "type": "BODY", "text": "Hello {{1}}, order {{2}} is ready.", "example": { "body_text": [["Ada", "7"]] } }],
    });
    let made = send(&sandbox, &token, &list, &new).ok();
    assert_eq!((&made["status"], &made["category"]), (&json!("PENDING"), &json!("UTILITY")));
    let again = send(&sandbox, &token, &list, &new);
    assert_eq!(again.json()["error"]["error_subcode"], 2_388_024);
    let named = |language: &str, words: &[&str]| {
        let parameters: Vec<Value> =
            words.iter().map(|word| json!({ "type": "text", "text": word })).collect();
        let components = json!([{ "type": "body", "parameters": parameters }]);
        let content =
            json!({ "name": "order_ready", "language": { "code": language }, "components": components });
        message(&sandbox, "template", &content)
    };
    // It is not approved yet.
    named("en_US", &["Ada", "7"]).refused(400, 132_001, "not approved");
    let id = made["id"].as_str().unwrap();
    let approved = json!({ "nodes": [{ "id": id, "node": "MessageTemplate", "fields": {
        "name": "order_ready", "language": "en_US", "status": "APPROVED", "components": new["components"],
    } }] });
    sandbox.load(&approved.to_string()).unwrap();
    let came = listening(&sandbox);
    named("en_US", &["Ada", "7"]).ok();
    assert_eq!(failure(&came), None);
    named("en_US", &["Ada"]).refused(400, 132_000, "number of parameters");
    named("de", &["Ada", "7"]).refused(400, 132_001, "does not exist");

    message(&sandbox, "image", &json!({ "id": "5" })).refused(400, 131_009, "");
    let known = raw(sandbox.url(), "GET", "/_sandbox/nodes/MediaFile", &[], b"").ok();
    message(&sandbox, "image", &json!({ "id": known["data"][0]["id"] })).ok();
    assert!(sandbox.load("{").is_err());
}

#[test]
fn a_list_is_filtered_by_the_fields_of_its_items() {
    let sandbox = Sandbox::builder().api("whatsapp").start().unwrap();
    let (token, list) = (sandbox.user_token(), format!("/v25.0/{}/message_templates", sandbox.waba_id()));
    let data = json!({
        "nodes": [
            { "id": "81", "node": "MessageTemplate", "fields": { "name": "order_ready", "language": "de", "status": "APPROVED" } },
            { "id": "82", "node": "MessageTemplate", "fields": { "name": "order_late", "language": "de", "status": "PAUSED" } },
            { "id": "83", "node": "MessageTemplate", "fields": { "name": "hello", "language": "en", "status": "PENDING" } },
        ],
        "lists": [{ "of": sandbox.waba_id(), "connection": "message_templates", "items": ["81", "82", "83"] }],
    });
    sandbox.load(&data.to_string()).unwrap();
    let listed = |params: &[(&str, &str)]| crate::common::ids(&get(&sandbox, &token, &list, params).ok());
    assert_eq!(listed(&[]), ["81", "82", "83"]);
    assert_eq!(listed(&[("status", r#"["APPROVED","PENDING"]"#)]), ["81", "83"]);
    assert_eq!(listed(&[("name", "order")]), ["81", "82"]);
    assert_eq!(listed(&[("name", "order"), ("status", r#"["PAUSED"]"#)]), ["82"]);
    assert_eq!(listed(&[("language", r#"["en"]"#)]), ["83"]);
}

#[test]
fn a_fault_lets_a_message_fail_in_its_status() {
    let sandbox =
        Sandbox::builder().api("whatsapp").fault(Fault::failed_status(131_049).times(1)).start().unwrap();
    let came = listening(&sandbox);
    // Other calls do not use it up.
    get(&sandbox, &sandbox.user_token(), &format!("/{}", sandbox.phone_number_id()), &[]).ok();
    text(&sandbox).ok();
    assert_eq!(failure(&came), Some(131_049));
    text(&sandbox).ok();
    assert_eq!(failure(&came), None);
}

#[test]
fn a_tap_names_the_message_with_the_button() {
    let ada = Person::whatsapp(ADA).says("Tea?").taps("Yes").without_answer();
    let sandbox = Sandbox::builder().api("whatsapp").person(ada).start().unwrap();
    let came = listening(&sandbox);
    change(&came);
    let button = json!({ "type": "button", "body": { "text": "Green?" }, "action": {
        "buttons": [{ "type": "reply", "reply": { "id": "y", "title": "Yes" } }],
    } });
    let sent = message(&sandbox, "interactive", &button).ok()["messages"][0]["id"].clone();
    assert_eq!(failure(&came), None);
    let tapped = change(&came)["messages"][0].clone();
    assert_eq!(tapped["context"], json!({ "from": "15550001065", "id": sent }));
    assert_eq!(tapped["interactive"]["button_reply"]["id"], "y");
}

#[test]
fn a_generated_event_has_the_numbers_and_files_of_the_sandbox() {
    let sandbox = Sandbox::builder().api("whatsapp").start().unwrap();
    let came = listening(&sandbox);
    sandbox.deliver("whatsapp", "messages.image", None).unwrap();
    let value = change(&came);
    let is_number =
        |value: &Value| value.as_str().is_some_and(|text| text.bytes().all(|byte| byte.is_ascii_digit()));
    assert_eq!(value["metadata"]["phone_number_id"], sandbox.phone_number_id());
    assert!(
        is_number(&value["metadata"]["display_phone_number"]) && is_number(&value["contacts"][0]["wa_id"]),
        "{value}"
    );
    let message = &value["messages"][0];
    assert_eq!(message["from"], value["contacts"][0]["wa_id"]);
    assert!(message["id"].as_str().unwrap().starts_with("wamid."), "{message}");
    assert_eq!(message["image"]["mime_type"], "image/jpeg");
    let url = message["image"]["url"].as_str().unwrap().strip_prefix(sandbox.url()).unwrap().to_owned();
    let authorization = format!("Bearer {}", sandbox.user_token());
    let file = raw(sandbox.url(), "HEAD", &url, &[("Authorization", &authorization)], b"");
    assert_eq!((file.status, file.header("content-type")), (200, Some("image/png")));
    get(&sandbox, &sandbox.user_token(), &format!("/{}", message["image"]["id"].as_str().unwrap()), &[]).ok();
    assert!(value.get("statuses").is_none() && value.get("errors").is_none(), "{value}");
    sandbox.deliver("whatsapp", "messages.statuses", None).unwrap();
    let value = change(&came);
    assert!(value["statuses"].is_array() && value.get("messages").is_none(), "{value}");
}
