//! Message bodies and events: reading unions against serde's tagged enums, writing against `json!` and derive.

use std::hint::black_box;

use graph_benches::{Pair, Row, by_hand::Change, pair};
use graph_client::{
    Describe as _,
    decode::{Reader, ReadsAs, wire},
};
use serde::Serialize;
use serde_json::json;

mod wa {
    graph_client::graph_api!("../../tests/slices/whatsapp/graph.json");
}

use wa::{phone_number, template};

const GROUP: &str = "values";

pub fn rows() -> Vec<Row> {
    let mut rows = decode();
    rows.extend(write());
    rows
}

fn decode() -> Vec<Row> {
    let body = &delivery(100);
    assert_eq!(ours(body).messages.len(), 100);
    assert_eq!(theirs(body).messages.len(), 100);
    let row = |name: &str, pair: Pair| Row::of_pair(GROUP, name, &pair);
    vec![
        row("100 incoming messages, serde's internally tagged enum", pair(|| ours(body), || theirs(body)))
            .goal(0.6)
            .note("seven kinds, every second one with the tag last"),
    ]
}

fn write() -> Vec<Row> {
    assert_eq!(
        serde_json::from_str::<serde_json::Value>(&our_template()).unwrap(),
        serde_json::from_str::<serde_json::Value>(&template_by_hand()).unwrap()
    );
    let row = |name: &str, pair: Pair| Row::of_pair(GROUP, name, &pair);
    vec![
        row("a template message, serde_json::json! by hand", pair(our_template, template_by_hand)).goal(1.0),
        row("a template message, derived structs", pair(our_template, template_by_derive))
            .note("checked, unlike theirs"),
    ]
}

fn ours(body: &str) -> wa::Change {
    Reader::whole(body.as_bytes(), <wa::Change as ReadsAs<wire::Shaped<wa::Change>>>::read).unwrap()
}

fn theirs(body: &str) -> Change {
    serde_json::from_str(body).unwrap()
}

/// A delivery with messages of all kinds.
fn delivery(count: usize) -> String {
    let media =
        r#"{"id":"884411220033","mime_type":"image/jpeg","sha256":"aGFzaGhhc2g=","caption":"New in"}"#;
    let content = |at: usize| match at % 7 {
        0 => {
            ("text", r#"{"body":"Is the oak table still in stock? I would come by on Saturday."}"#.to_owned())
        }
        1 => ("image", media.to_owned()),
        2 => (
            "audio",
            r#"{"id":"884411220034","mime_type":"audio/ogg","sha256":"aGFzaA==","voice":true}"#.to_owned(),
        ),
        3 => (
            "location",
            r#"{"latitude":52.5163,"longitude":13.3777,"name":"Showroom","address":"1 Example St"}"#
                .to_owned(),
        ),
        4 => ("reaction", "{\"message_id\":\"wamid.AAA1\",\"emoji\":\"\u{1f44d}\"}".to_owned()),
        5 => ("button", r#"{"payload":"ok-77","text":"Yes"}"#.to_owned()),
        _ => (
            "interactive",
            r#"{"type":"list_reply","list_reply":{"id":"d1","title":"Next day","description":"9 EUR"}}"#
                .to_owned(),
        ),
    };
    let message = |at: usize| {
        let (kind, content) = content(at);
        let rest =
            format!(r#""from":"4915700000001","id":"wamid.{at}","timestamp":"17900000{:02}""#, at % 100);
        match at % 2 {
            0 => format!(r#"{{{rest},"type":"{kind}","{kind}":{content}}}"#),
            _ => format!(r#"{{{rest},"{kind}":{content},"type":"{kind}"}}"#),
        }
    };
    let messages: Vec<String> = (0..count).map(message).collect();
    format!(
        r#"{{"messaging_product":"whatsapp","metadata":{{"display_phone_number":"15550001","phone_number_id":"1065"}},"contacts":[{{"profile":{{"name":"Zoe"}},"wa_id":"4915700000001"}}],"messages":[{}]}}"#,
        messages.join(",")
    )
}

const TO: &str = "4915700000001";

fn our_template() -> String {
    let template = wa::message::template("order_confirmation", "en_US")
        .component(template::body([black_box("Zoe"), "42", "tomorrow"]))
        .component(template::url_button(0, ["77"]));
    let call = phone_number::id("1065").messages().create(TO, template);
    assert!(call.faults().is_empty());
    call.json_body().unwrap()
}

fn template_by_hand() -> String {
    json!({
        "messaging_product": "whatsapp",
        "to": TO,
        "type": "template",
        "template": {
            "name": "order_confirmation",
            "language": { "code": "en_US" },
            "components": [
                {
                    "type": "body",
                    "parameters": [
                        { "type": "text", "text": black_box("Zoe") },
                        { "type": "text", "text": "42" },
                        { "type": "text", "text": "tomorrow" },
                    ],
                },
                {
                    "type": "button", "sub_type": "url", "index": 0,
                    "parameters": [{ "type": "text", "text": "77" }],
                },
            ],
        },
    })
    .to_string()
}

#[derive(Serialize)]
struct Outgoing {
    messaging_product: &'static str,
    to: String,
    #[serde(rename = "type")]
    kind: &'static str,
    template: Template,
}

#[derive(Serialize)]
struct Template {
    name: String,
    language: Language,
    components: Vec<Component>,
}

#[derive(Serialize)]
struct Language {
    code: String,
}

#[derive(Serialize)]
struct Component {
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    sub_type: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    index: Option<i64>,
    parameters: Vec<Parameter>,
}

#[derive(Serialize)]
struct Parameter {
    #[serde(rename = "type")]
    kind: &'static str,
    text: String,
}

fn template_by_derive() -> String {
    let text = |text: &str| Parameter { kind: "text", text: text.to_owned() };
    let outgoing = Outgoing {
        messaging_product: "whatsapp",
        to: TO.to_owned(),
        kind: "template",
        template: Template {
            name: "order_confirmation".to_owned(),
            language: Language { code: "en_US".to_owned() },
            components: vec![
                Component {
                    kind: "body",
                    sub_type: None,
                    index: None,
                    parameters: vec![text(black_box("Zoe")), text("42"), text("tomorrow")],
                },
                Component {
                    kind: "button",
                    sub_type: Some("url"),
                    index: Some(0),
                    parameters: vec![text("77")],
                },
            ],
        },
    };
    serde_json::to_string(&outgoing).unwrap()
}
