//! Compares webhooks.

use super::{Both, ChangeKind, Changes, Verdict, pairs};
use crate::model::{Envelope, Event, PermissionId, Requirement, Schema, Webhook};

impl Both<'_> {
    pub(super) fn webhooks(self, changes: &mut Changes) {
        for pair in pairs(&self.old.webhooks, &self.new.webhooks, |old, new| old.object == new.object) {
            match pair {
                (Some(old), Some(new)) => self.webhook(old, new, changes),
                (Some(old), None) => changes.removed(&place(&old.object), "object"),
                (None, Some(new)) => changes.added(&place(&new.object), "object"),
                (None, None) => {}
            }
        }
    }

    fn webhook(self, old: &Webhook, new: &Webhook, changes: &mut Changes) {
        let place = place(&old.object);
        let node = |webhook: &Webhook, schema: &Schema| {
            webhook.node.map_or_else(|| "none".to_owned(), |id| schema[id].name.clone())
        };
        let verdict = if old.node.is_none() { Verdict::Minor } else { Verdict::Major };
        let nodes = (node(old, self.old), node(new, self.new));
        changes.changed((ChangeKind::Type, verdict), &place, "node", nodes);
        let envelopes = (envelope(&old.envelope), envelope(&new.envelope));
        changes.changed((ChangeKind::Wire, Verdict::Major), &place, "envelope", envelopes);
        changes.doc(&place, (&old.doc, old.note.as_deref()), (&new.doc, new.note.as_deref()));
        let same = |old: &Event, new: &Event| (old.place, &old.field) == (new.place, &new.field);
        for pair in pairs(&old.events, &new.events, same) {
            self.event(&place, pair, changes);
        }
    }

    fn event(self, object: &str, pair: (Option<&Event>, Option<&Event>), changes: &mut Changes) {
        let place = |event: &Event| format!("{object}.{}", event.field);
        match pair {
            (Some(old), None) => changes.removed(&place(old), "event"),
            (None, Some(new)) => changes.added(&place(new), "event"),
            (Some(old), Some(new)) => {
                let place = place(old);
                let major = (ChangeKind::Type, Verdict::Major);
                changes.changed(major, &place, "Rust name", (&old.rust, &new.rust));
                let types = (old.ty.name(self.old), new.ty.name(self.new));
                changes.changed(major, &place, "type", types);
                // Nothing is checked by it: a subscription is made elsewhere.
                let needs = (needs(&old.permission, self.old), needs(&new.permission, self.new));
                changes.changed((ChangeKind::Permission, Verdict::Patch), &place, "permission", needs);
                changes.deprecated(&place, old.deprecated.as_deref(), new.deprecated.as_deref());
                changes.doc(&place, (&old.doc, old.note.as_deref()), (&new.doc, new.note.as_deref()));
            }
            (None, None) => {}
        }
    }
}

fn place(object: &str) -> String {
    format!("webhooks of {object}")
}

fn envelope(envelope: &Envelope) -> String {
    match envelope {
        Envelope::Entries => "entries".to_owned(),
        Envelope::Single { values, id } => format!("{values} of {}", id.as_deref().unwrap_or("nothing")),
    }
}

fn needs(requirement: &Requirement, schema: &Schema) -> String {
    let any = |any: &Vec<PermissionId>| {
        any.iter().map(|id| schema[*id].name.as_str()).collect::<Vec<_>>().join(" or ")
    };
    match requirement {
        Requirement::None => "none".to_owned(),
        Requirement::Never => "never".to_owned(),
        Requirement::Unknown => "unknown".to_owned(),
        Requirement::Needs(all) => all.iter().map(any).collect::<Vec<_>>().join(" and "),
        Requirement::Widens(list) => format!("more with {}", any(list)),
    }
}
