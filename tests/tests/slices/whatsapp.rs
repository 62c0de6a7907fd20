//! Messages of WhatsApp.

use std::{borrow::Cow, sync::Arc};

use graph_client::{
    Describe,
    decode::{Reader, ReadsAs},
};
use serde_json::{Value, json};

pub(super) mod wa {
    graph_client::graph_api!("../../slices/whatsapp/graph.json");
}

use wa::{media, message, phone_number, template};

const TO: &str = "4915700000001";

fn body(call: &impl Describe) -> Value {
    serde_json::from_str(&call.json_body().expect("a JSON body")).unwrap()
}

#[test]
fn messages_are_written_as_the_platform_reads_them() {
    let from = || phone_number::id("1065").messages();
    let text = from().create(TO, message::text("Hello").preview_url(true));
    assert_eq!(
        body(&text),
        json!({
            "messaging_product": "whatsapp", "to": TO, "type": "text", "text": { "body": "Hello", "preview_url": true }
        })
    );
    let image = from().create(TO, message::image(media::link("https://cdn.example/a.png")).caption("New"));
    assert_eq!(
        body(&image),
        json!({
            "messaging_product": "whatsapp", "to": TO, "type": "image",
            "image": { "link": "https://cdn.example/a.png", "caption": "New" }
        })
    );
    let list = message::list("Which tea?", "Choose")
        .section("Teas", [message::row("1", "Green"), message::row("2", "Black").description("strong")]);
    assert_eq!(
        body(&from().create(TO, list)),
        json!({
            "messaging_product": "whatsapp", "to": TO, "type": "interactive",
            "interactive": {
                "type": "list", "body": { "text": "Which tea?" },
                "action": {
                    "button": "Choose",
                    "sections": [{
                        "title": "Teas",
                        "rows": [{ "id": "1", "title": "Green" }, { "id": "2", "title": "Black", "description": "strong" }]
                    }]
                }
            }
        })
    );
    let order = message::template("order_confirmation", "en_US").component(template::body(["Zoe", "42"]));
    assert_eq!(
        body(&from().create(TO, order).reply_to("wamid.1")),
        json!({
            "messaging_product": "whatsapp", "to": TO, "type": "template", "context": { "message_id": "wamid.1" },
            "template": {
                "name": "order_confirmation", "language": { "code": "en_US" },
                "components": [{
                    "type": "body",
                    "parameters": [{ "type": "text", "text": "Zoe" }, { "type": "text", "text": "42" }]
                }]
            }
        })
    );
    assert_eq!(
        body(&from().mark_read("wamid.1").typing()),
        json!({
            "messaging_product": "whatsapp", "status": "read", "message_id": "wamid.1",
            "typing_indicator": { "type": "text" }
        })
    );
}

#[test]
fn every_fault_of_a_value_is_reported_with_its_path() {
    let list = message::list("Which tea?", "A label that is much too long")
        .section("Teas", Vec::<wa::Row>::new())
        .section("", [message::row("1", "A title that is longer than allowed"), message::row("2", "Black")]);
    let call = phone_number::id("1065").messages().create(TO, list).biz_opaque_callback_data("x".repeat(513));
    let faults: Vec<String> = call.faults().iter().map(ToString::to_string).collect();
    assert_eq!(
        faults,
        [
            "`message.interactive.action.button`: must have at most 20 characters, but has 29",
            "`message.interactive.action.sections[0].rows`: must have at least 1 element, but has 0",
            "`message.interactive.action.sections[1].rows[0].title`: must have at most 24 characters, but has 35",
            "`biz_opaque_callback_data`: must have at most 512 characters, but has 513",
        ]
    );
    let nobody = message::contact("Ada Example");
    let call = phone_number::id("1065").messages().create(TO, wa::Message::Contacts(vec![nobody]));
    let faults: Vec<String> = call.faults().iter().map(ToString::to_string).collect();
    assert_eq!(
        faults,
        ["`message.contacts[0]`: must have at least one of `name.first_name`, `name.last_name`"]
    );
}

#[test]
fn the_number_of_elements_is_that_of_the_outer_list() {
    let faults = |examples: &[&[&str]]| -> Vec<String> {
        let template = message::template("order", "en").examples(examples.iter().map(|list| list.to_vec()));
        let call = phone_number::id("1065").messages().create(TO, template);
        call.faults().iter().map(ToString::to_string).collect()
    };
    assert_eq!(faults(&[&["a", "b"]]), [""; 0]);
    let long = "`message.template.examples[0][1]`: must have at most 3 characters, but has 4";
    assert_eq!(faults(&[&["a", "long"]]), [long]);
    let many = "`message.template.examples`: must have at most 1 element, but has 2";
    assert_eq!(faults(&[&["a"], &["b"]]), [many]);
}

#[test]
fn incoming_messages_are_read_wherever_the_tag_stands() {
    let delivered = r#"{
        "messaging_product": "whatsapp",
        "metadata": { "display_phone_number": "15550001", "phone_number_id": "1065" },
        "contacts": [{ "profile": { "name": "Zoe" }, "wa_id": "4915" }],
        "messages": [
            { "from": "4915", "id": "wamid.1", "timestamp": "1790000000", "type": "text", "text": { "body": "Hi" } },
            { "text": { "body": "tag last" }, "id": "wamid.2", "type": "TEXT" },
            { "id": "wamid.3", "type": "interactive", "interactive": { "type": "list_reply", "list_reply": { "id": "1", "title": "Green" } } },
            { "id": "wamid.4", "type": "hologram", "hologram": { "depth": 3 } },
            { "id": "wamid.5", "type": "image", "image": "not an object" },
            { "id": "wamid.6", "type": "location", "location": { "latitude": "52.5", "longitude": 13.25 } },
            { "id": "wamid.7", "type": "interactive", "interactive": { "list_reply": { "id": "2" }, "type": "list_reply" }, "context": { "id": "wamid.1" } },
            { "id": "wamid.8", "errors": [{ "code": 131051 }] }
        ]
    }"#;
    let change: wa::Change = serde_json::from_str(delivered).unwrap();
    assert_eq!(change.phone_number_id.as_ref().map(|id| id.as_str()), Some("1065"));
    let messages = &change.messages;
    let shown: Vec<String> =
        messages.iter().map(|message| format!("{} {:?}", message.id, message.content)).collect();
    let expected = [
        r#"wamid.1 text(IncomingText { body: "Hi", rest: {} })"#,
        r#"wamid.2 text(IncomingText { body: "tag last", rest: {} })"#,
        r#"wamid.3 interactive(list_reply(Chosen { id: "1", title: Some("Green"), description: None, rest: {} }))"#,
        r#"wamid.4 other(Object {"hologram": Object {"depth": Number(3)}, "type": String("hologram")})"#,
        r#"wamid.5 other(Object {"image": String("not an object"), "type": String("image")})"#,
        r#"wamid.6 location(Location { latitude: 52.5, longitude: 13.25, name: None, address: None, rest: {} })"#,
        r#"wamid.7 interactive(list_reply(Chosen { id: "2", title: None, description: None, rest: {} }))"#,
        r#"wamid.8 other(Object {"errors": Array [Object {"code": Number(131051)}]})"#,
    ];
    assert_eq!(shown, expected);
    // Nothing is lost on the way back.
    let again = serde_json::to_value(&change).unwrap();
    let keys = ["id", "type", "hologram", "errors", "list_reply", "context"];
    let (before, after) = (serde_json::from_str::<Value>(delivered).unwrap().to_string(), again.to_string());
    for key in keys.map(|key| format!("\"{key}\"")) {
        assert_eq!(after.matches(&key).count(), before.matches(&key).count(), "{key}: {after}");
    }
    assert_eq!(serde_json::from_value::<wa::Change>(again).unwrap(), change);
}

/// All orders of some elements.
fn orders<'a>(of: &[&'a str]) -> Vec<Vec<&'a str>> {
    if of.is_empty() {
        return vec![Vec::new()];
    }
    let each = (0..of.len()).flat_map(|at| {
        let mut others = of.to_vec();
        let first = others.remove(at);
        orders(&others).into_iter().map(move |order| [vec![first], order].concat())
    });
    each.collect()
}

fn read_message(json: &str) -> wa::IncomingMessage {
    Reader::whole(json.as_bytes(), <wa::IncomingMessage as ReadsAs<_>>::read).unwrap()
}

/// Members in the expected places are read without a search for their names, but not if space is around them.
#[test]
fn members_are_the_same_with_space_around_them() {
    let members = [
        r#""text":{"body":"Hi","new":1}"#,
        r#""text":{"body":"Ho"}"#,
        r#""text":7"#,
        r#""image":{"id":"5"}"#,
        r#""type":"text""#,
        r#""type":"image""#,
        r#""type":"hologram""#,
        r#""type":null"#,
        r#""content":{"type":"text"}"#,
        r#""late":[]"#,
    ];
    for order in 0..members.len().pow(4) {
        let four = (0..4).map(|place| members[order / members.len().pow(place) % members.len()]);
        let json = format!(r#"{{"id":"wamid.1",{}}}"#, four.collect::<Vec<_>>().join(","));
        let spaced = [":", ",", "{", "}"]
            .iter()
            .fold(json.clone(), |json, mark| json.replace(mark, &format!(" {mark}\n\t")));
        assert_eq!(read_message(&json), read_message(&spaced), "{json}");
    }
}

#[test]
fn of_two_tags_the_first_one_counts() {
    let (text, image) = (r#""type":"text""#, r#""type":"image""#);
    let body = r#""text":{"body":"Hi"}"#;
    for members in [[text, image, body], [text, body, image], [body, text, image]] {
        let message = read_message(&format!(r#"{{"id":"wamid.1",{}}}"#, members.join(",")));
        let shown = format!("{:?} {:?}", message.content, message.rest);
        assert_eq!(shown, r#"text(IncomingText { body: "Hi", rest: {} }) {}"#, "{members:?}");
    }
    // A tag with escapes, and one that is no word.
    for tag in [r#""\u0074ype":"te\u0078t""#, r#""type":"text""#] {
        let message = read_message(&format!(r#"{{"id":"wamid.1",{tag},{body}}}"#));
        assert!(matches!(message.content, wa::Incoming::Text(_)), "{message:?}");
    }
    let message = read_message(&format!(r#"{{"id":"wamid.1","type":["text"],{body}}}"#));
    assert!(format!("{message:?}").contains("Hi"), "{message:?}");
}

#[test]
fn an_incoming_message_is_the_same_in_each_order_of_its_members() {
    let (text, image) = (r#""text":{"body":"Hi","new":1}"#, r#""image":{"id":"5"}"#);
    let read_text = r#"text(IncomingText { body: "Hi", rest: {"new": Number(1)} })"#;
    for (members, content, rest) in [
        ([text, r#""type":"text""#, r#""from":"4915""#], read_text, "{}"),
        ([text, r#""type":"TEXT""#, r#""late":2"#], read_text, r#"{"late": Number(2)}"#),
        ([text, r#""late":2"#, r#""from":"4915""#], read_text, r#"{"late": Number(2)}"#),
        // The tag counts, not the member that may stand before it.
        ([text, image, r#""type":"text""#], read_text, r#"{"image": Object {"id": String("5")}}"#),
        (
            [text, image, r#""type":"hologram""#],
            r#"other(Object {"image": Object {"id": String("5")}, "text": Object {"body": String("Hi"), "new": Number(1)}, "type": String("hologram")})"#,
            "{}",
        ),
        (
            [text, r#""from":"4915""#, r#""type":"image""#],
            r#"other(Object {"text": Object {"body": String("Hi"), "new": Number(1)}, "type": String("image")})"#,
            "{}",
        ),
        (
            [r#""image":{"id":[1]}"#, r#""from":"4915""#, r#""type":"image""#],
            r#"other(Object {"image": Object {"id": Array [Number(1)]}, "type": String("image")})"#,
            "{}",
        ),
        ([text, image, r#""type":null"#], "", ""),
    ] {
        for order in orders(&[&members[..], &[r#""id":"wamid.1""#]].concat()) {
            let json = format!("{{{}}}", order.join(","));
            let message = read_message(&json);
            assert_eq!(message.id, "wamid.1");
            if content.is_empty() {
                // Without a tag, the first one counts, and nothing is lost.
                assert!(matches!(message.content, wa::Incoming::Text(_) | wa::Incoming::Image(_)), "{json}");
                assert_eq!(message.rest.len(), 1, "{json}");
                continue;
            }
            let shown = (format!("{:?}", message.content), format!("{:?}", message.rest));
            assert_eq!(shown, (content.to_owned(), rest.to_owned()), "{json}");
        }
    }
}

#[test]
fn of_a_member_that_occurs_twice_the_last_one_counts() {
    let metadata = |members: &str| {
        let json = format!(r#"{{"metadata":{{{members}}}}}"#);
        let change = Reader::whole(json.as_bytes(), <wa::Change as ReadsAs<_>>::read).unwrap();
        let id = change.phone_number_id.map(|id| id.to_string()).unwrap_or_default();
        (id, serde_json::to_string(&change.rest).unwrap())
    };
    let (whole, id) = (r#""phone_number_id":{"id":"1","name":"x"}"#, r#""phone_number_id":"2""#);
    let rest = r#"{"metadata":{"phone_number_id":{"id":"1","name":"x"}}}"#;
    assert_eq!(metadata(whole), ("1".to_owned(), rest.to_owned()));
    assert_eq!(metadata(&format!("{id},{whole}")), ("1".to_owned(), rest.to_owned()));
    assert_eq!(metadata(&format!("{whole},{id}")), ("2".to_owned(), "{}".to_owned()));
}

#[test]
fn a_member_that_stands_in_its_object_may_have_the_name_of_a_tag() {
    let delivered = r#"{ "calls": [
        { "id": "1", "event": "terminate", "status": "COMPLETED", "duration": 60 },
        { "duration": 60, "event": "ringing", "id": "2" },
        { "id": "3", "event": "ringing" }
    ] }"#;
    let change: wa::CallsChange = serde_json::from_str(delivered).unwrap();
    let shown: Vec<String> =
        change.calls.iter().flatten().map(|call| format!("{:?} {:?}", call.event, call.rest)).collect();
    let expected = [
        r#"terminate(CallEnded { status: Some("COMPLETED"), duration: Some(60), rest: {} }) {}"#,
        r#"ringing {"duration": Number(60)}"#,
        "ringing {}",
    ];
    assert_eq!(shown, expected);
    assert_eq!(serde_json::to_value(&change).unwrap(), serde_json::from_str::<Value>(delivered).unwrap());
}

#[test]
fn values_that_are_sent_can_be_read_back() {
    let values = [
        wa::Message::from(message::text("Hello").preview_url(true)),
        message::audio(media::id("5")).voice(true).into(),
        message::list("Which?", "Choose").section("Teas", [message::row("1", "Green")]).footer("f").into(),
        message::cta_url(wa::cta_url::CtaUrlParams {
            body: "Dates".into(),
            display_text: "See".into(),
            url: "https://shop.example".into(),
        })
        .into(),
        message::template("order", "en")
            .component(template::body(["a"]))
            .component(template::url_button(0, ["77"]))
            .component(template::catalog_button())
            .into(),
        wa::Message::Other(json!({ "type": "new", "new": 1 })),
    ];
    for value in values {
        let json = serde_json::to_string(&value).unwrap();
        assert_eq!(serde_json::from_str::<wa::Message>(&json).unwrap(), value, "{json}");
        assert_eq!(value.clone(), value);
    }
}

#[test]
fn every_kind_of_string_becomes_what_takes_a_text() {
    let long = "A text that no small string holds in its place.".to_owned();
    let place = long.as_ptr();
    let text = wa::Text::from(long);
    assert_eq!(text.body.as_ptr(), place, "a String is not copied");
    for other in [
        wa::Text::from(text.body.as_str()),
        wa::Text::from(&text.body),
        wa::Text::from(Cow::Borrowed(text.body.as_str())),
        wa::Text::from(Arc::<str>::from(text.body.as_str())),
    ] {
        assert_eq!(other, text);
    }
}
