//! Messages that the platform refuses, or accepts and then does not deliver.

use std::collections::BTreeSet;

use graph_schema::model::{ErrorCode, NodeId, Type};
use serde_json::{Map, Value, json};

use super::sent::members;
use crate::{
    graph::Visit,
    protocol::{Call, Refusal},
    world::store::Item,
};

/// How long after a person's message everything may be sent, in seconds.
const WINDOW: i64 = 24 * 3600;
/// Kinds of messages whose content is a file.
const FILES: &[&str] = &["audio", "document", "image", "sticker", "video"];

/// Error codes of WhatsApp.
const INVALID: i64 = 131_009;
const WINDOW_CLOSED: i64 = 131_047;
const WRONG_COUNT: i64 = 132_000;
const NO_TEMPLATE: i64 = 132_001;

impl Visit<'_> {
    /// Refuses a message on WhatsApp with a template, a number of parameters or a file that does not exist.
    pub(super) fn check_whatsapp(&mut self, number: &str, call: &Call) -> Result<(), Refusal> {
        if !self.world.is_strict {
            return Ok(());
        }
        let body = members(call);
        let kind = body.get("type").and_then(Value::as_str).unwrap_or("text");
        let content = body.get(kind).unwrap_or(&Value::Null);
        if kind == "template" {
            return self.check_template(number, content);
        }
        match FILES.contains(&kind) {
            true => self.check_file(content),
            false => Ok(()),
        }
    }

    fn check_template(&mut self, number: &str, sent: &Value) -> Result<(), Refusal> {
        let name = text(sent, "/name");
        let language = text(sent, "/language/code");
        let template = self.templates(number).into_iter().find(|template| {
            let is = |field: &str, wanted: &str| template.get(field).and_then(Value::as_str) == Some(wanted);
            is("name", name) && is("language", language) && is("status", "APPROVED")
        });
        let Some(template) = template else { return Err(self.of_whatsapp(NO_TEMPLATE)) };
        let parts =
            |value: &Value| value.get("components").and_then(Value::as_array).cloned().unwrap_or_default();
        let of_kind = |parts: &[Value], kind: &str| {
            let is_kind = |part: &&Value| text(part, "/type").eq_ignore_ascii_case(kind);
            parts.iter().find(is_kind).cloned().unwrap_or_default()
        };
        let sent = parts(sent);
        for kind in ["header", "body"] {
            let described = of_kind(&parts(&Value::Object(template.clone())), kind);
            let given = of_kind(&sent, kind);
            let given = given.get("parameters").and_then(Value::as_array).cloned().unwrap_or_default();
            for parameter in &given {
                if let Some(file) = FILES.iter().find_map(|kind| parameter.get(*kind)) {
                    self.check_file(file)?;
                }
            }
            // A header with a file has no variables, but one parameter.
            let is_text = described.get("text").is_some_and(Value::is_string);
            if (is_text || described.is_null()) && variables(text(&described, "/text")) != given.len() {
                return Err(self.of_whatsapp(WRONG_COUNT));
            }
        }
        Ok(())
    }

    fn check_file(&self, file: &Value) -> Result<(), Refusal> {
        let Some(id) = file.get("id").and_then(Value::as_str) else { return Ok(()) };
        let node = self.world.store.node(id).map(|node| &self.schema[node]);
        match node.is_some_and(|node| node.field("mime_type").is_some()) {
            true => Ok(()),
            false => Err(self.of_whatsapp(INVALID)),
        }
    }

    /// The templates of the account of a phone number, or else of the first account.
    fn templates(&mut self, number: &str) -> Vec<Map<String, Value>> {
        let schema = self.schema.clone();
        let Some((account, list)) =
            schema.nodes().find_map(|(id, node)| Some((id, node.connection("message_templates")?)))
        else {
            return Vec::new();
        };
        let id = self.account_of(number, account);
        let edges = self.world.store.edges(&id, list).to_vec();
        let values = edges.into_iter().filter_map(|edge| match edge.item {
            Item::Node(id) => self.world.store.object(&id).map(|values| Map::clone(values)),
            Item::Value(_) => None,
        });
        values.collect()
    }

    fn account_of(&self, number: &str, account: NodeId) -> String {
        let is_account = |id: &String| self.world.store.node(id) == Some(account);
        let holder = self.world.store.holders(number).into_iter().find(is_account);
        let owner = || self.world.store.owner(number).filter(is_account);
        let first = || self.world.store.generator.pool(account).first().cloned();
        holder.or_else(owner).or_else(first).unwrap_or_default()
    }

    /// Why a message is not delivered although the platform took it: a fault says so, or the person has not written for
    /// 24 hours.
    pub(super) fn failure(&mut self, person: &str, body: &Map<String, Value>) -> Option<Value> {
        let closed = self.world.is_strict
            && body.get("type").and_then(Value::as_str) != Some("template")
            && self.world.chat.wrote(person).is_none_or(|time| self.world.clock.unix() - time > WINDOW);
        let code = self.world.failing.take().or(closed.then_some(WINDOW_CLOSED))?;
        let meaning = self.meaning(code).map_or("Unknown error", |error| error.meaning.as_str());
        Some(
            json!({ "code": code, "title": meaning, "message": meaning, "error_data": { "details": meaning } }),
        )
    }

    fn meaning(&self, code: i64) -> Option<&ErrorCode> {
        self.schema.errors.iter().find(|error| error.code.first == code && error.subcode.is_none())
    }

    fn of_whatsapp(&self, code: i64) -> Refusal {
        let meaning = self.meaning(code).map_or("Invalid message", |error| error.meaning.as_str());
        Refusal::new(code, format!("(#{code}) {meaning}"))
    }

    /// Refuses a private reply to a comment that does not exist, and a second one. Returns the comment.
    pub(super) fn check_private_reply(&self, call: &Call) -> Result<Option<String>, Refusal> {
        let body = members(call);
        let comment = body.get("recipient").and_then(|recipient| recipient.get("comment_id"));
        let Some(comment) = comment.and_then(Value::as_str) else { return Ok(None) };
        // An API without comments does not know which there are.
        let is_known = self.world.has_node(comment, "Comment").unwrap_or(true);
        if !is_known {
            return Err(Refusal::no_such_object(comment, "post"));
        }
        match self.world.chat.replied.contains(comment) {
            true => Err(Refusal::new(10_900, "(#10900) Activity already replied to")),
            false => Ok(Some(comment.to_owned())),
        }
    }
}

fn text<'a>(value: &'a Value, pointer: &str) -> &'a str {
    value.pointer(pointer).and_then(Value::as_str).unwrap_or_default()
}

/// How many variables a text has: `{{1}}`, or `{{name}}`.
fn variables(text: &str) -> usize {
    let names = text.split("{{").skip(1).filter_map(|rest| Some(rest.split_once("}}")?.0.trim()));
    names.collect::<BTreeSet<_>>().len()
}

impl Visit<'_> {
    /// Refuses a template of the name and language of another one.
    pub(super) fn check_new_template(
        &mut self,
        account: &str,
        name: &str,
        language: &str,
    ) -> Result<(), Refusal> {
        let schema = self.schema.clone();
        let list =
            self.world.store.node(account).and_then(|node| schema[node].connection("message_templates"));
        let Some(list) = list.filter(|list| matches!(list.item, Type::Node(_))) else { return Ok(()) };
        let edges = self.world.store.edges(account, list).to_vec();
        let is_same = edges.iter().filter_map(|edge| edge.id()).any(|id| {
            let values = self.world.store.object(id);
            let is = |field: &str, wanted: &str| {
                values.is_some_and(|values| values.get(field).and_then(Value::as_str) == Some(wanted))
            };
            is("name", name) && is("language", language)
        });
        match is_same {
            false => Ok(()),
            true => {
                let message = format!("There is already {language} content for the template {name}");
                Err(Refusal::parameter(message).subcode(2_388_024))
            }
        }
    }
}
