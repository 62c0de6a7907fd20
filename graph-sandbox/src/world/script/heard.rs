//! What a person sees of a message, and what tapping a part of it sends.

use serde_json::{Map, Value, json};

/// A message to a person.
#[derive(Clone, Debug, Default)]
pub(crate) struct Heard {
    pub(crate) text: String,
    /// The id of the message, where a tap repeats it.
    pub(super) id: String,
    choices: Vec<(String, Map<String, Value>)>,
}

impl Heard {
    /// A message of WhatsApp, by the members of the call.
    pub(crate) fn whatsapp(id: &str, body: &Map<String, Value>) -> Self {
        let kind = body.get("type").and_then(Value::as_str).unwrap_or("text");
        let content = body.get(kind).unwrap_or(&Value::Null);
        let inner = content.pointer("/body/text").or_else(|| content.get("body")).and_then(Value::as_str);
        let text = match (kind, inner) {
            ("text" | "interactive", Some(text)) => text.to_owned(),
            ("template", _) => format!("template {}", text_of(content, "name")),
            (kind, _) => [kind, text_of(content, "caption")].join(" ").trim_end().to_owned(),
        };
        let mut heard = Self { text, id: id.to_owned(), choices: Vec::new() };
        let reply = |kind: &str, content: &Value| {
            let mut reply = Map::new();
            for name in ["id", "title", "description"] {
                reply.extend(content.get(name).map(|value| (name.to_owned(), value.clone())));
            }
            object(json!({ "type": "interactive", "interactive": { "type": kind, kind: reply } }))
        };
        let buttons = content.pointer("/action/buttons").and_then(Value::as_array).into_iter().flatten();
        for button in buttons.filter_map(|button| button.get("reply")) {
            heard.add(text_of(button, "title"), reply("button_reply", button));
        }
        let sections = content.pointer("/action/sections").and_then(Value::as_array).into_iter().flatten();
        for row in sections.filter_map(|section| section.get("rows")?.as_array()).flatten() {
            heard.add(text_of(row, "title"), reply("list_reply", row));
        }
        heard
    }

    /// A message of Messenger, by the member `message` of the call.
    pub(crate) fn messenger(message: &Value) -> Self {
        let template = message.pointer("/attachment/payload").unwrap_or(&Value::Null);
        let elements = template.get("elements").and_then(Value::as_array).into_iter().flatten();
        let cards: Vec<&str> = elements.clone().map(|card| text_of(card, "title")).collect();
        let text = match (text_of(message, "text"), text_of(template, "text")) {
            ("", "") if !cards.is_empty() => cards.join(", "),
            ("", "") => {
                message.pointer("/attachment/type").and_then(Value::as_str).unwrap_or("message").to_owned()
            }
            ("", text) | (text, _) => text.to_owned(),
        };
        let mut heard = Self { text, id: String::new(), choices: Vec::new() };
        for reply in message.get("quick_replies").and_then(Value::as_array).into_iter().flatten() {
            let (title, payload) = (text_of(reply, "title"), reply.get("payload"));
            let message = json!({ "message": { "text": title, "quick_reply": { "payload": payload } } });
            heard.add(title, object(message));
        }
        let of_cards = elements.filter_map(|card| card.get("buttons"));
        let buttons =
            template.get("buttons").into_iter().chain(of_cards).filter_map(Value::as_array).flatten();
        for button in buttons.filter(|button| text_of(button, "type") == "postback") {
            let (title, payload) = (text_of(button, "title"), button.get("payload"));
            heard.add(title, object(json!({ "postback": { "title": title, "payload": payload } })));
        }
        heard
    }

    fn add(&mut self, label: &str, content: Map<String, Value>) {
        self.choices.push((label.to_owned(), content));
    }

    /// The labels of what can be tapped.
    pub(crate) fn labels(&self) -> Vec<String> {
        self.choices.iter().map(|(label, _)| label.clone()).collect()
    }

    /// What tapping sends.
    pub(super) fn tapped(&self, label: &str) -> Result<Map<String, Value>, String> {
        let found = self.choices.iter().find(|(known, _)| known == label);
        found.map(|(_, content)| content.clone()).ok_or_else(|| match self.choices.is_empty() {
            true => format!("cannot tap `{label}`: the last message, `{}`, has nothing to tap", self.text),
            false => format!("cannot tap `{label}`: the last message has {}", self.labels().join(", ")),
        })
    }
}

fn text_of<'a>(value: &'a Value, name: &str) -> &'a str {
    value.get(name).and_then(Value::as_str).unwrap_or_default()
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(members) => members,
        _ => Map::new(),
    }
}
