//! Reads webhooks: what the platform delivers.

use super::{object::Object, rules::permission_rule, types::type_expr};
use crate::list::List as _;
use crate::{
    diagnostic::{Diagnostics, source::Sources},
    json::Json,
    raw::{Name, Webhook, WebhookField},
};

pub(super) fn webhook(
    name: Name,
    json: &Json,
    sources: &Sources,
    diags: &mut Diagnostics,
) -> Option<Webhook> {
    let mut object = Object::new(json, "an object of webhooks", diags)?;
    let node = object.name("node");
    let doc = object.text("doc").unwrap_or_default();
    let note = object.text("note");
    let envelope = object.name("envelope");
    let id = object.name("id");
    let fields = object.entries("fields");
    let (messaging, standby) = (object.take("messaging"), object.take("standby"));
    object.finish();
    let is_empty = fields.is_empty() && messaging.is_none() && standby.is_none();
    let fields = fields.into_iter().filter_map(|(name, json)| field(name, json, sources, diags)).list();
    let mut event = |json: Option<&Json>| json.map(|json| (json.span, type_expr(json, sources, diags)));
    let (messaging, standby) = (event(messaging), event(standby));
    Some(Webhook { object: name, node, doc, note, envelope, id, fields, is_empty, messaging, standby })
}

fn field(name: Name, json: &Json, sources: &Sources, diags: &mut Diagnostics) -> Option<WebhookField> {
    let mut object = Object::new(json, "a field of webhooks", diags)?;
    let rust = object.name("name");
    let ty = object.take("type");
    let doc = object.text("doc").unwrap_or_default();
    let note = object.text("note");
    let permission = object.take("permission");
    let deprecated = object.text("deprecated");
    if ty.is_none() {
        object.missing("type");
    }
    object.finish();
    Some(WebhookField {
        name,
        rust,
        ty: type_expr(ty?, sources, diags),
        doc,
        note,
        permission: permission.and_then(|json| permission_rule(json, diags)),
        deprecated,
    })
}
