//! Deliveries of Messenger: elements of `messaging`, and an envelope of another kind.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use bytes::Bytes;
use graph_client::{
    AppSecret,
    webhooks::{Received, Webhooks, Why},
};
use proptest::prelude::*;
use serde_json::{Value, json};

mod msg {
    graph_client::graph_api!("../../slices/messenger/graph.json");
}

use msg::{Consent, Messaging, webhooks::Event};

fn receive(body: &str) -> Received<msg::Webhooks> {
    let webhooks = Webhooks::new(AppSecret::new("secret"), "token");
    let request = http::Request::post("/").header("X-Hub-Signature-256", webhooks.sign(body.as_bytes()));
    webhooks.receive::<msg::Webhooks>(&request.body(Bytes::from(body.to_owned())).unwrap()).unwrap()
}

/// An element of `messaging` with this member.
fn element(member: &str, content: &Value) -> Value {
    json!({ "sender": { "id": "2540" }, "recipient": { "id": "1050" }, "timestamp": 1_790_000_000_123_i64, member: content })
}

fn messaging(elements: &[Value]) -> Vec<Event> {
    let entry = json!({ "id": "1050", "time": 1_790_000_000_500_i64, "messaging": elements });
    receive(&json!({ "object": "page", "entry": [entry] }).to_string()).events().collect()
}

fn kind(member: &str, content: Value) -> Messaging {
    match messaging(&[element(member, &content)]).pop() {
        Some(Event::Messaging(event)) => event.kind,
        other => panic!("{other:?}"),
    }
}

#[test]
fn events_that_no_node_contains_are_read_from_an_entry() {
    let elements = [element("read", &json!({ "watermark": 1_790_000_000_456_i64 })), json!(7)];
    let entry =
        json!({ "id": "1050", "messaging": elements, "changes": [{ "field": "x", "value": elements[0] }] });
    let Received::Delivery(delivery) = receive(&json!({ "object": "page", "entry": [entry] }).to_string())
    else {
        panic!()
    };
    let [entry] = delivery.entries() else { panic!("{delivery:?}") };
    let read: Vec<_> = entry.messaging_as::<msg::MessagingEvent>().map(|event| event.ok()).collect();
    assert!(matches!(&read[..], [Some(event), None] if matches!(event.kind, Messaging::Read(_))), "{read:?}");
    let event: msg::MessagingEvent = entry.changes[0].read_as().unwrap().unwrap();
    assert_eq!(event.kind, read[0].as_ref().unwrap().kind);
    let union: Messaging = entry.changes[0].read_as().unwrap().unwrap();
    assert_eq!(union, event.kind);
}

#[test]
fn the_member_that_is_present_decides() {
    let Messaging::Message(message) = kind(
        "message",
        json!({
            "mid": "m_1", "text": "Hi", "is_echo": true, "app_id": 263_902_037_430_900_i64,
            "attachments": [
                { "type": "image", "payload": { "url": "https://cdn.example/i", "sticker_id": 369 } },
                { "type": "ephemeral" },
                { "type": "appointment_booking", "payload": { "booking_id": "b1" } },
            ]
        }),
    ) else {
        panic!()
    };
    assert_eq!(
        (message.mid.as_str(), message.is_echo, message.app_id.as_deref()),
        ("m_1", Some(true), Some("263902037430900"))
    );
    let attachments = message.attachments;
    assert!(
        matches!(&attachments[0], msg::Attachment::Image(file) if file.sticker_id.as_deref() == Some("369"))
    );
    assert!(matches!(attachments[1], msg::Attachment::Ephemeral));
    assert!(matches!(&attachments[2], msg::Attachment::Other(json) if json["payload"]["booking_id"] == "b1"));

    assert!(matches!(kind("postback", json!({ "mid": "m_3", "title": "Help" })), Messaging::Postback(_)));
    assert!(matches!(kind("referral", json!({ "ref": "x", "source": "SHORTLINK" })), Messaging::Referral(_)));
    assert!(matches!(
        kind("delivery", json!({ "mids": ["m_2"], "watermark": 1_790_000_000_000_i64 })),
        Messaging::Delivery(_)
    ));
    let Messaging::Read(read) = kind("read", json!({ "watermark": 1_790_000_000_456_i64 })) else { panic!() };
    assert_eq!(read.watermark.unwrap().unix_seconds(), 1_790_000_000);
    assert!(matches!(
        kind("reaction", json!({ "mid": "m_2", "action": "react", "emoji": "❤" })),
        Messaging::Reaction(_)
    ));
    assert!(
        matches!(kind("message_edit", json!({ "mid": "m_1", "num_edit": "37" })), Messaging::MessageEdit(edit) if edit.num_edit == Some(37))
    );
    assert!(
        matches!(kind("app_roles", json!({ "123": ["primary_receiver"] })), Messaging::AppRoles(roles) if roles.len() == 1)
    );
    assert!(matches!(
        kind("policy-enforcement", json!({ "action": "block" })),
        Messaging::PolicyEnforcement(_)
    ));
    assert!(matches!(kind("optin", json!({ "ref": "x" })), Messaging::Optin(Consent::Plugin(_))));
    let token = json!({ "type": "notification_messages", "notification_messages_token": "t" });
    assert!(matches!(kind("optin", token), Messaging::Optin(Consent::NotificationMessages(_))));
}

#[test]
fn an_unknown_or_broken_kind_is_kept_as_json() {
    for (member, content) in
        [("game_play", json!({ "game_id": "1" })), ("message", json!({ "text": "no id" }))]
    {
        let Messaging::Other(json) = kind(member, content.clone()) else { panic!("{member}") };
        assert_eq!(json[member], content);
    }
}

#[test]
fn an_event_says_where_it_is_from() {
    let body = json!({
        "object": "page",
        "entry": [
            { "id": 1050, "time": 1_790_000_000_500_i64, "messaging": [element("message", &json!({ "mid": "m_1" }))] },
            { "id": "1051", "time": 1_790_000_001, "changes": [{ "field": "name", "value": "Bakery" }, { "field": "inbox_labels", "value": { "action": "add" } }] },
            { "id": "1052", "standby": [element("postback", &json!({ "title": "Help" }))] },
            { "id": "0", "changes": [{ "field": "messages", "value": element("message", &json!({ "mid": "m_2" })) }] },
        ]
    });
    let all: Vec<_> = receive(&body.to_string()).delivered().collect();
    let rows: Vec<_> = all
        .iter()
        .map(|one| {
            let variant = match &one.event {
                Event::Messaging(_) => "Messaging",
                Event::Standby(_) => "Standby",
                Event::Name(name) if name == "Bakery" => "Name",
                Event::InboxLabels(_) => "InboxLabels",
                other => panic!("{other:?}"),
            };
            (one.id.as_str(), one.field.as_str(), one.time.map(|time| time.to_string()), variant)
        })
        .collect();
    assert_eq!(
        rows,
        [
            ("1050", "messaging", Some("2026-09-21T14:13:20.500+0000".to_owned()), "Messaging"),
            ("1051", "name", Some("2026-09-21T14:13:21+0000".to_owned()), "Name"),
            ("1051", "inbox_labels", Some("2026-09-21T14:13:21+0000".to_owned()), "InboxLabels"),
            ("1052", "standby", None, "Standby"),
            ("0", "messages", None, "Messaging"),
        ]
    );
    assert_eq!(all[0].node::<msg::page::Node>().map(|id| id.to_string()).as_deref(), Some("1050"));
}

#[test]
fn fields_of_one_name_and_two_types_are_two_variants() {
    let comment = |object: &str| {
        let entry =
            json!({ "id": "1", "changes": [{ "field": "comments", "value": { "id": "7", "text": "Hi" } }] });
        receive(&json!({ "object": object, "entry": [entry] }).to_string()).events().next()
    };
    assert!(matches!(comment("page"), Some(Event::PageComments(json)) if json["id"] == "7"));
    assert!(matches!(comment("instagram"), Some(Event::InstagramComments(comment)) if comment.id == "7"));
}

#[test]
fn another_envelope_is_read() {
    let body = |field: &str, value: Value| {
        json!({
            "app_id": "4402817", "topic": "moderate", "target_id": "18061", "time": 1_786_012_345,
            "subscription_id": "77120", "has_uid_field": false, "values": { "value": value, "field": field }
        })
    };
    let replies = receive(
        &body("replies", json!({ "id": "180", "username": "early_bird", "text": "Rye!" })).to_string(),
    );
    let one = replies.delivered().next().unwrap();
    assert_eq!((one.object.as_str(), one.id.as_str(), one.field.as_str()), ("threads", "18061", "replies"));
    assert_eq!(one.time.map(|time| time.unix_seconds()), Some(1_786_012_345));
    assert!(matches!(one.event, Event::Replies(reply) if reply.text.as_deref() == Some("Rye!")));
    let publish: Vec<_> = receive(&body("publish", json!({ "id": "180" })).to_string()).events().collect();
    assert!(
        matches!(&publish[..], [Event::Other(other)] if matches!(other.why, Why::UnknownField)),
        "{publish:?}"
    );
    let broken: Vec<_> = receive(&body("replies", json!({ "text": "no id" })).to_string()).events().collect();
    assert!(
        matches!(&broken[..], [Event::Other(other)] if matches!(other.why, Why::Unreadable(_))),
        "{broken:?}"
    );
}

#[test]
fn members_of_an_envelope_may_repeat_and_stand_anywhere() {
    let value = |id: &str| json!({ "field": "replies", "value": { "id": id } });
    let (first, second) = (value("1"), value("2"));
    // The first of several counts, also for the values that stand before it.
    let ends = [
        r#""target_id":"18061","target_id":"7","time":1786012345,"time":5"#,
        r#""target_id":18061,"target_id":null,"time":"1786012345","time":{}"#,
    ];
    // If each list were a reason to search the whole body, the test would not end.
    let many = r#""values":[],"#.repeat(100_000);
    for (end, many) in [(ends[0], ""), (ends[1], ""), (ends[0], many.as_str())] {
        for body in [
            format!(r#"{{"values":{first},{many}"values":[{second}],{end}}}"#),
            format!(r#"{{{end},"values":{first},{many}"values":[{second}]}}"#),
            format!(r#"{{"values":{first},{end},{many}"values":[{second}]}}"#),
        ] {
            let delivered: Vec<_> = receive(&body).delivered().collect();
            assert_eq!(delivered.len(), 2);
            for (one, id) in delivered.iter().zip(["1", "2"]) {
                assert_eq!((one.object.as_str(), one.id.as_str()), ("threads", "18061"));
                assert_eq!(one.time.map(|time| time.unix_seconds()), Some(1_786_012_345));
                assert!(matches!(&one.event, Event::Replies(reply) if reply.id.as_str() == id), "{one:?}");
            }
        }
    }
    let without = receive(&format!(r#"{{"time":null,"values":{first},"time":5,"target_id":{{}}}}"#));
    let without = without.delivered().next().unwrap();
    assert_eq!((without.id.as_str(), without.time), ("", None));
}

/// An element of one of the lists of an entry. The number is found in the event that it becomes.
fn part(kind: usize, n: usize) -> (&'static str, Value) {
    match kind {
        0 => ("messaging", element("message", &json!({ "mid": n.to_string() }))),
        1 => ("messaging", element("message", &json!({ "text": n.to_string() }))),
        2 => ("messaging", element("unheard_of", &json!(n))),
        3 => ("messaging", json!(n)),
        4 => ("standby", element("read", &json!({ "mid": n.to_string() }))),
        5 => ("changes", json!({ "value": { "action": n.to_string() }, "field": "inbox_labels" })),
        6 => ("changes", json!({ "field": "inbox_labels", "value": [n] })),
        7 => ("changes", json!({ "field": "unheard_of", "value": n })),
        8 => ("changes", json!({ "field": n.to_string() })),
        9 => ("changes", json!([n])),
        _ => ("changed_fields", json!(n.to_string())),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn every_event_is_found_in_its_order(
        parts in proptest::collection::vec((0_usize..11, any::<bool>()), 1..12),
        object in prop_oneof![Just("page"), Just("instagram"), Just("planet")],
    ) {
        // A number for each event, and an entry for each group of events of one place.
        let (mut entries, mut open): (Vec<Value>, Option<(&str, Vec<Value>)>) = (Vec::new(), None);
        for (at, (kind, is_new)) in parts.iter().enumerate() {
            let (place, element) = part(*kind, 1000 + at);
            match &mut open {
                Some((known, elements)) if *known == place && !is_new => elements.push(element),
                _ => {
                    entries.extend(open.take().map(|(place, elements)| json!({ "id": "1", place: elements })));
                    open = Some((place, vec![element]));
                }
            }
        }
        entries.extend(open.map(|(place, elements)| json!({ "id": "1", place: elements })));
        let events: Vec<_> = receive(&json!({ "object": object, "entry": entries }).to_string()).delivered().collect();
        prop_assert_eq!(events.len(), parts.len());
        for (number, event) in events.iter().enumerate() {
            let text = format!("{:?}", event);
            prop_assert!(text.contains(&(1000 + number).to_string()), "{}: {}", 1000 + number, text);
        }
    }
}
