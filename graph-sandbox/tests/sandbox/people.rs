//! Scripted people, receipts of messages, and several APIs in one sandbox.

use std::{sync::mpsc::Receiver, time::Duration};

use graph_sandbox::{Error, Line, Person, Sandbox};
use serde_json::{Value, json};

use crate::{
    common::{Answer, get, post, raw},
    updates::{Came, listen, next},
};

pub fn send(sandbox: &Sandbox, token: &str, path: &str, body: &Value) -> Answer {
    let authorization = format!("Bearer {token}");
    let headers = [("Authorization", authorization.as_str()), ("Content-Type", "application/json")];
    raw(sandbox.url(), "POST", path, &headers, body.to_string().as_bytes())
}

pub fn subscribe(sandbox: &Sandbox, object: &str, fields: &str, url: &str) {
    let path = format!("/{}/subscriptions", sandbox.app_id());
    let params = [("object", object), ("fields", fields), ("callback_url", url), ("verify_token", "v")];
    post(sandbox, &sandbox.app_token(), &path, &params).ok();
}

fn finished(sandbox: &Sandbox, within: Duration) -> Result<Vec<Line>, Error> {
    tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(sandbox.finished(within))
}

const LONG: Duration = Duration::from_secs(20);

/// The value of the next change.
fn change(came: &Receiver<Came>) -> Value {
    let body: Value = serde_json::from_str(&next(came).body).unwrap();
    body["entry"][0]["changes"][0]["value"].clone()
}

/// The next element of `messaging`.
fn messaging(came: &Receiver<Came>) -> Value {
    let body: Value = serde_json::from_str(&next(came).body).unwrap();
    body["entry"][0]["messaging"][0].clone()
}

fn lines(conversation: &[Line]) -> Vec<(bool, &str)> {
    conversation.iter().map(|line| (line.from_person, line.text.as_str())).collect()
}

fn tea() -> Value {
    json!({
        "messaging_product": "whatsapp", "to": "+49 157 0000 0001", "type": "interactive",
        "interactive": {
            "type": "list", "body": { "text": "Which tea?" },
            "action": { "button": "Choose", "sections": [{ "title": "Teas", "rows": [
                { "id": "1", "title": "Green", "description": "mild" }, { "id": "2", "title": "Black" },
            ] }] },
        },
    })
}

#[test]
fn a_person_on_whatsapp_waits_for_answers_and_taps_what_was_sent() {
    let ada = Person::whatsapp("4915700000001")
        .named("Ada")
        .says("Tea?")
        .taps("Green")
        .says("Thanks")
        .without_answer();
    let sandbox = Sandbox::builder().api("whatsapp").person(ada).start().unwrap();
    let (token, number) = (sandbox.user_token(), sandbox.phone_number_id());
    let missing = finished(&sandbox, Duration::ZERO).unwrap_err().to_string();
    assert!(missing.contains("4915700000001 has not said anything: nothing is subscribed"), "{missing}");

    let (url, came) = listen(&[]);
    subscribe(&sandbox, "whatsapp_business_account", "messages", &url);
    next(&came);
    let first = change(&came);
    assert_eq!(first["messages"][0]["text"]["body"], "Tea?");
    assert_eq!(first["contacts"][0], json!({ "profile": { "name": "Ada" }, "wa_id": "4915700000001" }));
    assert_eq!(first["metadata"]["phone_number_id"], number.as_str());

    let sent = send(&sandbox, &token, &format!("/v25.0/{number}/messages"), &tea()).ok();
    let id = sent["messages"][0]["id"].clone();
    assert_eq!(sent["contacts"][0], json!({ "input": "+49 157 0000 0001", "wa_id": "4915700000001" }));
    // The receipts come by themselves and in order, then the person goes on.
    for status in ["sent", "delivered", "read"] {
        let value = change(&came);
        let one = &value["statuses"][0];
        assert_eq!(
            (&one["id"], &one["status"], &one["recipient_id"]),
            (&id, &json!(status), &json!("4915700000001"))
        );
    }
    let reply = &change(&came)["messages"][0]["interactive"];
    assert_eq!(
        reply,
        &json!({ "type": "list_reply", "list_reply": { "id": "1", "title": "Green", "description": "mild" } })
    );
    assert!(
        finished(&sandbox, Duration::ZERO)
            .unwrap_err()
            .to_string()
            .contains("waits for an answer to message 2")
    );

    let text = json!({ "messaging_product": "whatsapp", "to": "4915700000001", "type": "text", "text": { "body": "On its way" } });
    send(&sandbox, &token, &format!("/v25.0/{number}/messages"), &text).ok();
    let conversation = finished(&sandbox, LONG).unwrap();
    let expected =
        [(true, "Tea?"), (false, "Which tea?"), (true, "Green"), (false, "On its way"), (true, "Thanks")];
    assert_eq!(lines(&conversation), expected);
    assert_eq!(conversation[1].choices, ["Green", "Black"]);
    assert_eq!(
        get(&sandbox, "", "/_sandbox/conversation", &[]).ok()["data"][1]["choices"],
        json!(["Green", "Black"])
    );
}

#[test]
fn a_reaction_is_only_sent() {
    let sandbox = Sandbox::builder().api("whatsapp").start().unwrap();
    let (url, came) = listen(&[]);
    subscribe(&sandbox, "whatsapp_business_account", "messages", &url);
    next(&came);
    let (token, path) = (sandbox.user_token(), format!("/{}/messages", sandbox.phone_number_id()));
    let reaction = json!({ "messaging_product": "whatsapp", "to": "491", "type": "reaction", "reaction": { "message_id": "wamid.1", "emoji": "x" } });
    send(&sandbox, &token, &path, &reaction).ok();
    send(
        &sandbox,
        &token,
        &path,
        &json!({ "messaging_product": "whatsapp", "to": "492", "type": "text", "text": { "body": "Hi" } }),
    )
    .ok();
    let received: Vec<_> = (0..4).map(|_| change(&came)["statuses"][0].clone()).collect();
    let statuses: Vec<_> = received
        .iter()
        .map(|one| (one["recipient_id"].as_str().unwrap(), one["status"].as_str().unwrap()))
        .collect();
    assert_eq!(statuses, [("491", "sent"), ("492", "sent"), ("492", "delivered"), ("492", "read")]);
}

#[test]
fn a_person_on_messenger_and_the_receipts_that_are_subscribed() {
    let grace = Person::messenger("2540").says("Hello").taps("Red").taps("Details");
    let sandbox = Sandbox::builder().api("messenger").person(grace).start().unwrap();
    let (token, page) = (sandbox.page_token(), sandbox.page_id());
    let (url, came) = listen(&[]);
    subscribe(&sandbox, "page", "messages,message_deliveries,message_reads,messaging_postbacks", &url);
    next(&came);
    let first = messaging(&came);
    assert_eq!(
        (&first["sender"]["id"], &first["recipient"]["id"], &first["message"]["text"]),
        (&json!("2540"), &json!(page), &json!("Hello"))
    );
    let answer = |message: Value| {
        let body = json!({ "recipient": { "id": "2540" }, "message": message });
        send(&sandbox, &token, &format!("/v25.0/{page}/messages"), &body).ok()
    };
    let sent = answer(
        json!({ "text": "Which color?", "quick_replies": [{ "content_type": "text", "title": "Red", "payload": "RED" }] }),
    );
    assert_eq!(sent["recipient_id"], "2540");
    // Echoes are not subscribed.
    assert_eq!(messaging(&came)["delivery"]["mids"], json!([sent["message_id"]]));
    assert!(messaging(&came)["read"]["watermark"].is_number());
    assert_eq!(messaging(&came)["message"]["quick_reply"], json!({ "payload": "RED" }));
    let card = json!({ "title": "Chair", "buttons": [{ "type": "postback", "title": "Details", "payload": "MORE" }] });
    answer(
        json!({ "attachment": { "type": "template", "payload": { "template_type": "generic", "elements": [card] } } }),
    );
    // The receipts come first.
    assert!(messaging(&came)["delivery"].is_object() && messaging(&came)["read"].is_object());
    let postback = messaging(&came);
    assert_eq!(
        (&postback["postback"]["title"], &postback["postback"]["payload"]),
        (&json!("Details"), &json!("MORE"))
    );
    answer(json!({ "text": "Oak" }));
    let expected = [
        (true, "Hello"),
        (false, "Which color?"),
        (true, "Red"),
        (false, "Chair"),
        (true, "Details"),
        (false, "Oak"),
    ];
    assert_eq!(lines(&finished(&sandbox, LONG).unwrap()), expected);
}

#[test]
fn a_script_that_cannot_go_on_says_why() {
    let sandbox = |person| Sandbox::builder().api("whatsapp").person(person).start().unwrap();
    let stuck = sandbox(Person::whatsapp("4915700000001").says("Tea?").taps("Red"));
    let (url, came) = listen(&[]);
    subscribe(&stuck, "whatsapp_business_account", "messages", &url);
    next(&came);
    send(&stuck, &stuck.user_token(), &format!("/{}/messages", stuck.phone_number_id()), &tea()).ok();
    let error = finished(&stuck, LONG).unwrap_err().to_string();
    assert_eq!(error, "4915700000001: cannot tap `Red`: the last message has Green, Black");

    // The app refuses what it is sent.
    let refused = sandbox(Person::whatsapp("4915700000001").says("Tea?"));
    let (url, came) = listen(&[403]);
    subscribe(&refused, "whatsapp_business_account", "messages", &url);
    next(&came);
    next(&came);
    let error = finished(&refused, Duration::from_millis(200)).unwrap_err().to_string();
    assert!(error.contains("4915700000001 waits for an answer to message 1"), "{error}");
    assert!(error.contains("answered a delivery with 403"), "{error}");
}

#[test]
fn people_are_read_from_a_file() {
    let path = std::env::temp_dir().join(format!("graph-people-{}.json", std::process::id()));
    std::fs::write(
        &path,
        r#"{"people":[{"whatsapp":"491","steps":[{"send":{"type":"sticker"},"answered":false}]}]}"#,
    )
    .unwrap();
    let sandbox = Sandbox::builder().api("whatsapp").people_of(&path).start().unwrap();
    let (url, came) = listen(&[]);
    subscribe(&sandbox, "whatsapp_business_account", "messages", &url);
    next(&came);
    assert_eq!(change(&came)["messages"][0]["type"], "sticker");
    std::fs::write(&path, r#"{"people":[{"steps":[]}]}"#).unwrap();
    let error = Sandbox::builder().people_of(&path).start().unwrap_err().to_string();
    assert!(
        error.contains("either `whatsapp`, a phone number, or `messenger`")
            && error.contains(&path.display().to_string()),
        "{error}"
    );
    std::fs::remove_file(&path).unwrap();
}

#[test]
fn several_apis_are_served_at_once() {
    let data = r#"{ "nodes": [{ "id": "1065", "node": "PhoneNumber" }, { "id": "1050", "node": "Page", "fields": { "name": "Chairs" } }] }"#;
    let sandbox =
        Sandbox::builder().api("whatsapp").api("messenger").api("whatsapp").data(data).start().unwrap();
    let (user, page) = (sandbox.user_token(), sandbox.page_token());
    assert_eq!(get(&sandbox, &user, "/v25.0/1065", &[("fields", "id")]).ok(), json!({ "id": "1065" }));
    assert_eq!(get(&sandbox, &user, "/v25.0/1050", &[("fields", "name")]).ok()["name"], "Chairs");
    let own = get(&sandbox, &page, "/v25.0/me", &[("fields", "id")]).ok();
    assert_eq!(own, json!({ "id": sandbox.page_id() }));
    // Each API checks its own calls.
    let refused = send(
        &sandbox,
        &user,
        "/1065/messages",
        &json!({ "messaging_product": "whatsapp", "to": "491", "type": "text" }),
    );
    assert_eq!(refused.status, 400, "{refused:?}");
    let hello =
        json!({ "messaging_product": "whatsapp", "to": "491", "type": "text", "text": { "body": "Hi" } });
    assert!(
        send(&sandbox, &user, "/1065/messages", &hello).ok()["messages"][0]["id"]
            .as_str()
            .unwrap()
            .starts_with("wamid.")
    );
    let hi = json!({ "recipient": { "id": "2540" }, "message": { "text": "Hi" } });
    assert_eq!(
        send(&sandbox, &page, &format!("/{}/messages", sandbox.page_id()), &hi).ok()["recipient_id"],
        "2540"
    );
    // The items of a batch belong to either.
    let batch = r#"[{"method":"GET","relative_url":"1065?fields=id"},{"method":"GET","relative_url":"1050?fields=name"}]"#;
    let answers = post(&sandbox, &user, "/", &[("batch", batch)]).ok();
    assert_eq!((&answers[0]["code"], &answers[1]["code"]), (&json!(200), &json!(200)), "{answers}");
    // Events go to the subscription of their object.
    let (url, came) = listen(&[]);
    subscribe(&sandbox, "page", "messages", &url);
    next(&came);
    let (other, changes) = listen(&[]);
    subscribe(&sandbox, "whatsapp_business_account", "messages", &other);
    next(&changes);
    sandbox.deliver("page", "messaging.postback", None).unwrap();
    assert!(messaging(&came)["postback"].is_object());
    // The name of an API stands for its object.
    sandbox.deliver("whatsapp", "messages.image", None).unwrap();
    assert_eq!(change(&changes)["messages"][0]["type"], "image");
    let error = sandbox.deliver("pages", "messaging", None).unwrap_err().to_string();
    assert!(error.contains("did you mean page?"), "{error}");
    // The reference has a part for each.
    assert!(get(&sandbox, "", "/docs/", &[]).text.contains("/docs/messenger/index.html"));
    assert!(get(&sandbox, "", "/docs/whatsapp/errors.html", &[]).text.contains("Send a template."));
    assert_eq!(get(&sandbox, "", "/docs/index.html", &[]).status, 404);
    // What was loaded is dumped.
    let dump = get(&sandbox, "", "/_sandbox/dump", &[]).ok();
    let dumped: Vec<_> =
        dump["nodes"].as_array().unwrap().iter().map(|node| node["id"].as_str().unwrap()).collect();
    assert!(dumped.contains(&"1065") && dumped.contains(&"1050"), "{dumped:?}");

    let several = Sandbox::builder().api("whatsapp").api("messenger");
    let error = several.clone().db("never.redb").start().unwrap_err().to_string();
    assert!(error.contains("a database file keeps the data of one API"), "{error}");
    let error = several.api("telegram").start().unwrap_err().to_string();
    assert!(error.contains("unknown API `telegram`"), "{error}");
    let wrong = r#"{ "nodes": [{ "id": "1", "node": "Pag" }] }"#;
    let error =
        Sandbox::builder().api("whatsapp").api("messenger").data(wrong).start().unwrap_err().to_string();
    assert!(error.contains("the schema has no node `Pag`"), "{error}");
}

#[test]
fn a_comment_is_answered_privately_once() {
    let data = r#"{ "nodes": [{ "id": "70_1", "node": "Comment", "fields": { "message": "Any left?" } }] }"#;
    let sandbox = Sandbox::builder().api("pages").api("messenger").data(data).start().unwrap();
    let answer = |comment: &str| {
        let body = json!({ "recipient": { "comment_id": comment }, "message": { "text": "Yes" } });
        send(&sandbox, &sandbox.page_token(), &format!("/v25.0/{}/messages", sandbox.page_id()), &body)
    };
    assert!(answer("70_1").ok()["message_id"].is_string());
    answer("70_1").refused(400, 10_900, "already replied");
    answer("70_2").refused(400, 100, "70_2");
}
