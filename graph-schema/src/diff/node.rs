//! Compares nodes with their members, enums, permissions and error codes.

use super::{Both, ChangeKind, Changes, Verdict, pairs};
use crate::model::{Connection, ErrorCode, Field, ListVariant, Node, NodeId, Presence, Schema, Target};

impl Both<'_> {
    pub(super) fn api(self, changes: &mut Changes) {
        let (old, new) = (self.old, self.new);
        let wire = (ChangeKind::Wire, Verdict::Major);
        changes.changed(wire, "the API", "host", (&old.host, &new.host));
        let version = |version: &Option<String>| version.clone().unwrap_or_else(|| "none".to_owned());
        changes.changed(wire, "the API", "version", (version(&old.version), version(&new.version)));
        self.hosts(changes);
        changes.doc("the API", (&old.doc, None), (&new.doc, None));
    }

    pub(super) fn nodes(self, changes: &mut Changes) {
        let same = |old: &Node, new: &Node| old.name == new.name;
        for pair in pairs(&self.old.nodes, &self.new.nodes, same) {
            match pair {
                (Some(old), Some(new)) => self.node(old, new, changes),
                (Some(old), None) => changes.removed(&old.name, kind(old)),
                (None, Some(new)) => changes.added(&new.name, kind(new)),
                (None, None) => {}
            }
        }
    }

    fn node(self, old: &Node, new: &Node, changes: &mut Changes) {
        let place = &old.name;
        if old.is_object != new.is_object {
            let what = format!("changed from {} to {}", kind(old), kind(new));
            changes.add(ChangeKind::Type, Verdict::Major, place, what);
        }
        let major = |kind| (kind, Verdict::Major);
        let text = |text: &Option<String>| text.clone().unwrap_or_else(|| "none".to_owned());
        changes.changed(major(ChangeKind::Type), place, "Rust module", (&old.module, &new.module));
        changes.changed(major(ChangeKind::Wire), place, "host", (text(&old.host), text(&new.host)));
        changes.changed(major(ChangeKind::Wire), place, "version", (text(&old.version), text(&new.version)));
        let empty = |node: &Node| if node.empty_is_unavailable { "unavailable" } else { "empty" };
        changes.changed(major(ChangeKind::Answer), place, "meaning of {}", (empty(old), empty(new)));
        // With a bare form, values that were errors can be read, and vice versa.
        let bare = if old.bare.is_none() { Verdict::Minor } else { Verdict::Major };
        changes.changed((ChangeKind::Answer, bare), place, "bare form", (text(&old.bare), text(&new.bare)));
        let get = (ChangeKind::Doc, Verdict::Patch);
        changes.changed(get, place, "name of the read operation", (&old.get, &new.get));
        changes.doc(place, (&old.doc, old.note.as_deref()), (&new.doc, new.note.as_deref()));
        for pair in pairs(&old.targets, &new.targets, |old: &Target, new| old.name == new.name) {
            self.target(place, pair, changes);
        }
        let ready = |node: &Node| if node.is_ready { "a ready struct" } else { "no ready struct" };
        let verdict = if old.is_ready { Verdict::Major } else { Verdict::Minor };
        changes.changed((ChangeKind::Type, verdict), place, "Rust form", (ready(old), ready(new)));
        self.params(&old.get, (&old.params, &new.params), changes);
        self.names(old, new, changes);
        self.object(place, old, new, changes);
        let is_sent = self.is_sent(place);
        for pair in pairs(&old.fields, &new.fields, |old: &Field, new| old.name == new.name) {
            self.field(place, pair, is_sent, changes);
        }
        for pair in pairs(&old.connections, &new.connections, |old: &Connection, new| old.name == new.name) {
            self.connection(new, place, pair, changes);
        }
        self.operations(&old.module, (&old.operations, &new.operations), changes);
        let job = |node: &Node| {
            let job = node.job.as_ref();
            job.map_or_else(
                || "none".to_owned(),
                |job| format!("{}, asked every {} s", job.sentence(), job.every),
            )
        };
        let verdict = match (&old.job, &new.job) {
            // Code that waits for it no longer compiles.
            (Some(_), None) => Verdict::Major,
            _ => Verdict::Minor,
        };
        changes.changed((ChangeKind::Answer, verdict), place, "job", (job(old), job(new)));
        let word = |node: &Node| node.update_object.clone().unwrap_or_else(|| "none".to_owned());
        let verdict = if old.update_object.is_some() { Verdict::Major } else { Verdict::Minor };
        changes.changed((ChangeKind::Wire, verdict), place, "word in webhooks", (word(old), word(new)));
        for pair in pairs(&old.updates, &new.updates, |old: &String, new| old == new) {
            match pair {
                (Some(old), None) => changes.removed(&format!("{place}.{old}"), "webhook for changes"),
                (None, Some(new)) => changes.added(&format!("{place}.{new}"), "webhook for changes"),
                _ => {}
            }
        }
    }

    fn target(self, node: &str, pair: (Option<&Target>, Option<&Target>), changes: &mut Changes) {
        let place = |target: &Target| format!("{node} by `{}`", target.name);
        match pair {
            (Some(old), None) => changes.removed(&place(old), "target"),
            (None, Some(new)) => changes.added(&place(new), "target"),
            (Some(old), Some(new)) => {
                let place = place(old);
                let path = |target: &Target| target.path.clone().unwrap_or_else(|| "{id}".to_owned());
                changes.changed((ChangeKind::Wire, Verdict::Major), &place, "path", (path(old), path(new)));
                let args = |target: &Target, schema| {
                    let args = target.args.iter();
                    args.map(|(name, ty)| format!("{name}: {}", ty.name(schema)))
                        .collect::<Vec<_>>()
                        .join(", ")
                };
                let args = (args(old, self.old), args(new, self.new));
                changes.changed((ChangeKind::Type, Verdict::Major), &place, "arguments", args);
                let whose = (old.whose.name(), new.whose.name());
                changes.changed((ChangeKind::Permission, Verdict::Major), &place, "kind of target", whose);
                changes.doc(&place, (&old.doc, None), (&new.doc, None));
            }
            (None, None) => {}
        }
    }

    fn names(self, old: &Node, new: &Node, changes: &mut Changes) {
        for (name, ty) in &old.names {
            let place = format!("{}::{name}", old.module);
            match new.names.iter().find(|(other, _)| other == name) {
                None => changes.removed(&place, "type alias"),
                Some((_, other)) => {
                    let types = (ty.name(self.old), other.name(self.new));
                    changes.changed((ChangeKind::Type, Verdict::Major), &place, "type", types);
                }
            }
        }
        for (name, _) in
            new.names.iter().filter(|(name, _)| !old.names.iter().any(|(other, _)| other == name))
        {
            changes.added(&format!("{}::{name}", new.module), "type alias");
        }
    }

    fn field(self, node: &str, pair: (Option<&Field>, Option<&Field>), is_sent: bool, changes: &mut Changes) {
        let place = |field: &Field| format!("{node}.{}", field.name);
        match pair {
            (Some(old), None) => self.lone_field(node, old, false, is_sent, changes),
            (None, Some(new)) => self.lone_field(node, new, true, is_sent, changes),
            (Some(old), Some(new)) => {
                let place = place(old);
                changes.changed(
                    (ChangeKind::Type, Verdict::Major),
                    &place,
                    "Rust name",
                    (&old.rust, &new.rust),
                );
                let types = (old.ty.name(self.old), new.ty.name(self.new));
                changes.changed((ChangeKind::Type, Verdict::Major), &place, "type", types);
                self.member(&place, old, new, is_sent, changes);
                // `always` and `usual` fields have the same Rust types.
                let verdict = match (old.presence, new.presence) {
                    (Presence::Always | Presence::Usual, Presence::Gated) => Verdict::Major,
                    (Presence::Always, Presence::Usual) => Verdict::Patch,
                    _ => Verdict::Minor,
                };
                let both = (old.presence.name(), new.presence.name());
                changes.changed((ChangeKind::Presence, verdict), &place, "presence", both);
                let asked = |field: &Field| if field.on_request { "on request" } else { "by default" };
                let both = (asked(old), asked(new));
                changes.changed(
                    (ChangeKind::Doc, Verdict::Patch),
                    &place,
                    "condition for returning it",
                    both,
                );
                self.list_params(&place, (&old.params, &new.params), changes);
                // A field that cannot be asked for has no place in a list of names, and no alias.
                let verdict = if new.unasked { Verdict::Major } else { Verdict::Minor };
                let asked = |field: &Field| if field.unasked { "unasked" } else { "when requested" };
                changes.changed((ChangeKind::Presence, verdict), &place, "comes", (asked(old), asked(new)));
                self.permission(&place, (&old.permission, &new.permission), changes);
                self.token(&place, (&old.token, &new.token), changes);
                changes.deprecated(&place, old.deprecated.as_deref(), new.deprecated.as_deref());
                changes.doc(&place, (&old.doc, old.note.as_deref()), (&new.doc, new.note.as_deref()));
            }
            (None, None) => {}
        }
    }

    fn connection(
        self,
        new_node: &Node,
        node: &str,
        pair: (Option<&Connection>, Option<&Connection>),
        changes: &mut Changes,
    ) {
        let place = |connection: &Connection| format!("{node}.{}", connection.name);
        let (old, new) = match pair {
            (Some(old), None) => return changes.removed(&place(old), "connection"),
            (None, Some(new)) => return changes.added(&place(new), "connection"),
            (Some(old), Some(new)) => (old, new),
            (None, None) => return,
        };
        let place = place(old);
        let major = |kind| (kind, Verdict::Major);
        changes.changed(major(ChangeKind::Wire), &place, "path", (&old.path, &new.path));
        let items = (old.item.name(self.old), new.item.name(self.new));
        changes.changed(major(ChangeKind::Type), &place, "item", items);
        match (old.has_list, new.has_list) {
            (true, false) => changes.removed(&place, "list"),
            (false, true) => changes.added(&place, "list"),
            _ => {}
        }
        let people = (old.items_are.items_name(), new.items_are.items_name());
        changes.changed(major(ChangeKind::Permission), &place, "owner of the items", people);
        changes.changed(major(ChangeKind::Paging), &place, "paging", (old.paging.name(), new.paging.name()));
        let summary = |id: Option<NodeId>, schema: &Schema| {
            id.map_or_else(|| "json".to_owned(), |id| schema[id].name.clone())
        };
        let summaries = (summary(old.summary, self.old), summary(new.summary, self.new));
        changes.changed(major(ChangeKind::Answer), &place, "summary", summaries);
        let host =
            |connection: &Connection| connection.host.clone().unwrap_or_else(|| "the node's".to_owned());
        changes.changed(major(ChangeKind::Wire), &place, "host", (host(old), host(new)));
        self.permission(&place, (&old.permission, &new.permission), changes);
        self.grants(&place, (&old.grants, &new.grants), changes);
        self.token(&place, (&old.token, &new.token), changes);
        changes.deprecated(&place, old.deprecated.as_deref(), new.deprecated.as_deref());
        changes.doc(&place, (&old.doc, old.note.as_deref()), (&new.doc, new.note.as_deref()));
        let module = format!("{}.{}", new_node.module, old.name);
        let list = format!("{module}.list");
        self.list_params(&list, (&old.params, &new.params), changes);
        // With operations, the arguments are those of `list(..)`, and not of the connection's own method.
        let requires = |connection: &Connection| {
            connection.has_list && connection.params.iter().any(|param| param.required)
        };
        if requires(old) && requires(new) {
            let place = |connection: &Connection| {
                let has_operations = connection.operations.iter().any(|it| it.variant_of.is_none());
                if has_operations { "arguments of `list`" } else { "arguments of the connection" }
            };
            let both = (place(old), place(new));
            changes.changed(major(ChangeKind::Required), &list, "required parameters", both);
        }
        for pair in pairs(&old.lists, &new.lists, |old: &ListVariant, new| old.name == new.name) {
            self.list_variant(pair, changes);
        }
        self.operations(&module, (&old.operations, &new.operations), changes);
    }

    fn list_variant(self, pair: (Option<&ListVariant>, Option<&ListVariant>), changes: &mut Changes) {
        match pair {
            // Special cases generate no code.
            (Some(old), None) => {
                changes.add(ChangeKind::Removed, Verdict::Patch, &old.name, "special case removed");
            }
            (None, Some(new)) => {
                changes.add(ChangeKind::Added, Verdict::Patch, &new.name, "special case added");
            }
            (Some(old), Some(new)) => {
                if (&old.with, old.whose) != (&new.with, new.whose) {
                    changes.add(ChangeKind::Doc, Verdict::Patch, &old.name, "special case changed");
                }
                changes.doc(&old.name, (&old.doc, old.note.as_deref()), (&new.doc, new.note.as_deref()));
            }
            (None, None) => {}
        }
    }

    pub(super) fn enums(self, changes: &mut Changes) {
        for pair in pairs(&self.old.enums, &self.new.enums, |old, new| old.name == new.name) {
            let (old, new) = match pair {
                (Some(old), Some(new)) => (old, new),
                (Some(old), None) => {
                    changes.removed(&old.name, "enum");
                    continue;
                }
                (None, Some(new)) => {
                    changes.added(&new.name, "enum");
                    continue;
                }
                (None, None) => continue,
            };
            for (word, doc) in &old.words {
                let place = format!("{}.{word}", old.name);
                match new.words.iter().find(|(other, _)| other == word) {
                    None => changes.removed(&place, "value"),
                    Some((_, other)) => {
                        changes.deprecated(&place, old.deprecation(word), new.deprecation(word));
                        changes.doc(&place, (doc, None), (other, None));
                    }
                }
            }
            let fresh =
                new.words.iter().filter(|(word, _)| !old.words.iter().any(|(other, _)| other == word));
            for (word, _) in fresh {
                changes.added(&format!("{}.{word}", new.name), "value");
            }
            changes.doc(&old.name, (&old.doc, None), (&new.doc, None));
        }
    }

    pub(super) fn permissions(self, changes: &mut Changes) {
        for pair in pairs(&self.old.permissions, &self.new.permissions, |old, new| old.name == new.name) {
            match pair {
                (Some(old), None) => changes.removed(&old.name, "permission"),
                (None, Some(new)) => changes.added(&new.name, "permission"),
                (Some(old), Some(new)) => changes.doc(&old.name, (&old.doc, None), (&new.doc, None)),
                (None, None) => {}
            }
        }
    }

    pub(super) fn errors(self, changes: &mut Changes) {
        let same = |old: &ErrorCode, new: &ErrorCode| (old.code, old.subcode) == (new.code, new.subcode);
        let place = |error: &ErrorCode| {
            let mut text = format!("error {}", error.code.first);
            if error.code.last != error.code.first {
                text += &format!("-{}", error.code.last);
            }
            text + &error.subcode.map(|subcode| format!("/{subcode}")).unwrap_or_default()
        };
        for pair in pairs(&self.old.errors, &self.new.errors, same) {
            match pair {
                // The common codes come and go with the host, which is a change of its own.
                (Some(common), None) | (None, Some(common)) if common.is_common => {}
                (Some(old), None) => changes.removed(&place(old), "code"),
                (None, Some(new)) => changes.added(&place(new), "code"),
                (Some(old), Some(new)) => {
                    let place = place(old);
                    let doc = (ChangeKind::Doc, Verdict::Patch);
                    changes.changed(doc, &place, "name", (&old.name, &new.name));
                    let major = (ChangeKind::Retry, Verdict::Major);
                    changes.changed(major, &place, "category", (&old.kind, &new.kind));
                    changes.changed(major, &place, "retry", (old.retry.name(), new.retry.name()));
                    changes.doc(&place, (&old.meaning, None), (&new.meaning, None));
                    changes.changed(doc, &place, "remedy", (&old.remedy, &new.remedy));
                }
                (None, None) => {}
            }
        }
    }
}

fn kind(node: &Node) -> &'static str {
    if node.is_object { "object" } else { "node" }
}
