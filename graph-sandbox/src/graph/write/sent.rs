//! Messages that an app sends: the response of the platform, the receipts that follow, and the person who receives
//! them.

use serde_json::{Map, Value, json};

use crate::{
    graph::Visit,
    protocol::{Call, Refusal},
    world::{Happened, Heard, seed::Random},
};

/// Receipts of WhatsApp, in the order in which they come.
const STATUSES: [&str; 3] = ["sent", "delivered", "read"];

/// The operations that send a message.
const WHATSAPP: &[&str] = &[
    "phone_number.messages.create",
    "phone_number.messages.create_for_user",
    "phone_number.marketing_messages.create",
    "phone_number.marketing_messages.create_for_user",
];
const MESSENGER: &[&str] = &[
    "page.messages.create",
    "page.messages.create_tagged",
    "page.messages.create_from_file",
    "page.messages.create_utility",
    "page.messages.create_marketing",
];

impl Visit<'_> {
    /// Refuses a message that the platform refuses.
    pub(super) fn may_send(&mut self, name: &str, id: &str, call: &Call) -> Result<(), Refusal> {
        match name {
            name if WHATSAPP.contains(&name) => self.check_whatsapp(id, call),
            name if MESSENGER.contains(&name) => self.check_private_reply(call).map(drop),
            _ => Ok(()),
        }
    }

    /// If an operation sent a message, corrects the response, and triggers the events that follow.
    pub(super) fn message_sent(&mut self, name: &str, id: &str, call: &Call, answer: &mut Value) {
        match name {
            name if WHATSAPP.contains(&name) => self.on_whatsapp(id, call, answer),
            name if MESSENGER.contains(&name) => self.on_messenger(id, call, answer),
            _ => {}
        }
    }

    fn on_whatsapp(&mut self, number: &str, call: &Call, answer: &mut Value) {
        let body = members(call);
        let text = |name: &str| body.get(name).and_then(Value::as_str).filter(|text| !text.is_empty());
        let (contact, person) = match (text("to"), text("recipient")) {
            (Some(to), _) => {
                let digits: String = to.chars().filter(char::is_ascii_digit).collect();
                (json!({ "input": to, "wa_id": digits }), digits)
            }
            (None, Some(user)) => (json!({ "input": user, "user_id": user }), user.to_owned()),
            (None, None) => return,
        };
        let message = format!("wamid.{}", self.message_id());
        *answer = json!({
            "messaging_product": "whatsapp", "contacts": [contact], "messages": [{ "id": message }],
        });
        // A reaction is never delivered or read.
        let is_reaction = text("type") == Some("reaction");
        let time = self.world.clock.unix().to_string();
        let failure = self.failure(&person, &body);
        let statuses = match (&failure, is_reaction) {
            (Some(_), _) => &["failed"][..],
            (None, true) => &STATUSES[..1],
            (None, false) => &STATUSES[..],
        };
        for status in statuses {
            let mut one =
                json!({ "id": message, "status": status, "timestamp": time, "recipient_id": person });
            if let Some(data) = body.get("biz_opaque_callback_data") {
                one["biz_opaque_callback_data"] = data.clone();
            }
            if let Some(failure) = &failure {
                one["errors"] = json!([failure]);
            }
            let value = json!({
                "messaging_product": "whatsapp",
                "metadata": self.world.whatsapp_metadata(number),
                "statuses": [one],
            });
            let object = "whatsapp_business_account";
            self.world.happened.push(Happened {
                object,
                subscribed: "messages",
                field: "messages",
                id: None,
                value,
            });
        }
        if !is_reaction && failure.is_none() {
            self.world.hear(&person, Heard::whatsapp(&message, &body));
        }
    }

    fn on_messenger(&mut self, page: &str, call: &Call, answer: &mut Value) {
        let body = members(call);
        if let Ok(Some(comment)) = self.check_private_reply(call) {
            self.world.chat.replied.insert(comment);
        }
        let message = body.get("message").cloned().unwrap_or_default();
        let mid = format!("m_{}", self.message_id());
        if let Value::Object(answer) = answer {
            answer.retain(|name, _| name == "attachment_id" && message.pointer("/attachment").is_some());
            answer.insert("message_id".to_owned(), mid.as_str().into());
        }
        let person = body.get("recipient").and_then(|recipient| recipient.get("id")).and_then(Value::as_str);
        let Some(person) = person.map(str::to_owned) else { return };
        answer["recipient_id"] = person.as_str().into();
        let time = self.world.clock.unix().saturating_mul(1000);
        let mut echo = message.clone();
        if let Value::Object(echo) = &mut echo {
            echo.insert("mid".to_owned(), mid.as_str().into());
            echo.insert("is_echo".to_owned(), true.into());
            echo.insert("app_id".to_owned(), self.world.cast.app.as_str().into());
            // An echo reports the kind of message that was sent, but not the template itself.
            echo.retain(|name, _| {
                matches!(name.as_str(), "mid" | "is_echo" | "app_id" | "text" | "metadata")
            });
        }
        let receipts = [
            ("message_echoes", page, person.as_str(), "message", echo),
            ("message_deliveries", &*person, page, "delivery", json!({ "mids": [mid], "watermark": time })),
            ("message_reads", &*person, page, "read", json!({ "watermark": time })),
        ];
        for (subscribed, sender, recipient, kind, content) in receipts {
            let value = json!({
                "sender": { "id": sender }, "recipient": { "id": recipient }, "timestamp": time, kind: content,
            });
            let id = Some(page.to_owned());
            self.world.happened.push(Happened { object: "page", subscribed, field: "messaging", id, value });
        }
        self.world.hear(&person, Heard::messenger(&message));
    }

    /// The text of a new id, the same for the same calls.
    fn message_id(&mut self) -> String {
        let number = self.world.count().to_string();
        let mut random = Random::of(self.world.seed(), &["message", &number]);
        format!("{:016X}{:016X}", random.next(), random.next())
    }
}

/// The members of a JSON body, or the parameters of a form, whose values may be JSON.
pub(super) fn members(call: &Call) -> Map<String, Value> {
    if let Some(Value::Object(members)) =
        call.json.as_deref().and_then(|text| serde_json::from_str(text).ok())
    {
        return members;
    }
    let value = |text: &str| match text.starts_with(['{', '[']) {
        true => serde_json::from_str(text).unwrap_or_else(|_| text.into()),
        false => text.into(),
    };
    call.params().map(|(name, text)| (name.clone(), value(text))).collect()
}
