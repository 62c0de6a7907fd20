//! Resolves webhooks, and names the variants of their events.

use super::Resolver;
use crate::list::List as _;
use crate::{
    diagnostic::{Diagnostic, code},
    model::{Envelope, Event, EventPlace, Requirement, Webhook},
    raw::{self, TypeExpr},
    reserved,
};

impl Resolver<'_> {
    pub(super) fn webhooks(&mut self, raw: &[raw::Webhook]) -> Vec<Webhook> {
        let mut webhooks: Vec<_> = raw.iter().map(|webhook| self.webhook(webhook)).list();
        name_variants(&mut webhooks);
        webhooks
    }

    fn webhook(&mut self, raw: &raw::Webhook) -> Webhook {
        let envelope = self.envelope(raw);
        let mut events: Vec<Event> = raw.fields.iter().filter_map(|field| self.webhook_field(field)).list();
        events.extend(self.element(EventPlace::Messaging, raw.messaging.as_ref()));
        events.extend(self.element(EventPlace::Standby, raw.standby.as_ref()));
        Webhook {
            object: raw.object.value.clone(),
            node: raw.node.as_ref().and_then(|node| self.node_name(node)),
            doc: raw.doc.clone(),
            note: raw.note.clone(),
            envelope,
            events,
            span: raw.object.span,
        }
    }

    fn envelope(&mut self, raw: &raw::Webhook) -> Envelope {
        let Some(values) = &raw.envelope else {
            if let Some(id) = &raw.id {
                self.diags.push(
                    Diagnostic::error(code::MISSING_KEY, "\"id\" requires the key \"envelope\"")
                        .at(id.span, "the entries of deliveries have their id in `id`")
                        .help("for deliveries without entries, name the member with the value: `\"envelope\": \"values\"`"),
                );
            }
            return Envelope::Entries;
        };
        for (key, element) in [("messaging", &raw.messaging), ("standby", &raw.standby)] {
            if let Some((span, _)) = element {
                self.diags.push(
                    Diagnostic::error(
                        code::BAD_RULE,
                        format!("\"envelope\" and \"{key}\" exclude each other"),
                    )
                    .at(*span, "an element of an entry, ...")
                    .also(values.span, "... but these deliveries have no entries"),
                );
            }
        }
        Envelope::Single { values: values.value.clone(), id: raw.id.as_ref().map(|id| id.value.clone()) }
    }

    fn webhook_field(&mut self, raw: &raw::WebhookField) -> Option<Event> {
        let permission = match &raw.permission {
            None => Requirement::Unknown,
            Some(raw::PermissionRule::Everybody(expr)) => self.requirement(expr),
            Some(raw::PermissionRule::PerTarget { .. }) => {
                self.diags.push(
                    Diagnostic::error(code::BAD_RULE, "a field of webhooks has one permission rule for all")
                        .at(raw.name.span, "its rule is by target")
                        .help("write the permissions without \"self\", \"friend\" and \"other\""),
                );
                Requirement::Unknown
            }
        };
        Some(Event {
            place: EventPlace::Field,
            field: raw.name.value.clone(),
            rust: raw.rust.as_ref().map(|rust| rust.value.clone()).unwrap_or_default(),
            ty: self.ty(&raw.ty)?,
            doc: raw.doc.clone(),
            note: raw.note.clone(),
            permission,
            deprecated: raw.deprecated.clone(),
            span: raw.rust.as_ref().unwrap_or(&raw.name).span,
        })
    }

    fn element(
        &mut self,
        place: EventPlace,
        raw: Option<&(crate::diagnostic::source::Span, TypeExpr)>,
    ) -> Option<Event> {
        let (span, ty) = raw?;
        Some(Event {
            place,
            field: place.member().to_owned(),
            rust: String::new(),
            ty: self.ty(ty)?,
            doc: String::new(),
            note: None,
            permission: Requirement::Unknown,
            deprecated: None,
            span: *span,
        })
    }
}

/// Names the variants after their fields. Kinds of the same field and type share one; if the types differ, the word of
/// the object comes first.
fn name_variants(webhooks: &mut [Webhook]) {
    let all: Vec<(String, crate::model::Type)> = webhooks
        .iter()
        .flat_map(|webhook| &webhook.events)
        .map(|event| (short(event), event.ty.clone()))
        .list();
    for webhook in webhooks {
        for event in webhook.events.iter_mut().filter(|event| event.rust.is_empty()) {
            let name = short(event);
            let is_shared = all.iter().any(|(other, ty)| *other == name && *ty != event.ty);
            event.rust = match is_shared || name == reserved::OTHER_EVENT {
                true => reserved::camel(&webhook.object) + &name,
                false => name,
            };
        }
    }
}

fn short(event: &Event) -> String {
    match event.rust.as_str() {
        "" => reserved::camel(&event.field),
        name => name.to_owned(),
    }
}
