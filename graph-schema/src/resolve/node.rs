//! Resolves nodes with their fields and connections.

use super::{Resolver, words};
use crate::list::List as _;
use crate::{
    diagnostic::{Diagnostic, code, suggest},
    model::{
        Connection, Encoding, Field, Job, ListVariant, Node, Operation, Paging, Param, PerTarget, Presence,
        Requirement, Scalar, Target, TokenKinds, Type, Whose,
    },
    raw::{self, Members, Name},
};

impl Resolver<'_> {
    pub(super) fn node(&mut self, raw: &raw::Node) -> Node {
        let fields: Vec<Field> = raw.fields.iter().filter_map(|field| self.field(field)).list();
        let connections: Vec<Connection> = raw
            .connections
            .iter()
            .filter_map(|connection| self.connection(connection, &raw.name.value, raw.module.as_ref()))
            .list();
        let mut connections = connections;
        let host = raw.host.as_ref().map(super::base);
        for connection in &mut connections {
            connection.host = connection.host.take().or_else(|| host.clone());
            let host = &connection.host;
            connection.operations.iter_mut().for_each(|operation| inherit(operation, host.as_ref()));
        }
        let mut operations = self.operations(
            &raw.operations,
            &PerTarget::everybody(Requirement::None),
            &PerTarget::everybody(TokenKinds::ANY),
        );
        operations.iter_mut().for_each(|operation| inherit(operation, host.as_ref()));
        let names = raw.names.iter().filter_map(|(name, ty)| Some((name.value.clone(), self.ty(ty)?))).list();
        let targets = match &raw.targets {
            Some(targets) => targets.iter().map(|target| self.target(target)).list(),
            None if raw.is_object => Vec::new(),
            None => {
                let doc = String::new();
                vec![Target { name: "id".into(), path: None, args: Vec::new(), whose: Whose::Unknown, doc }]
            }
        };
        let module =
            raw.module.as_ref().map_or_else(|| snake_case(&raw.name.value), |module| module.value.clone());
        Node {
            name: raw.name.value.clone(),
            get: raw.get.as_ref().map_or_else(|| format!("{module}.get"), |name| name.value.clone()),
            module,
            is_object: raw.is_object,
            is_ready: true,
            doc: raw.doc.clone(),
            note: raw.note.clone(),
            version: raw.version.as_ref().map(super::version),
            host: raw.host.as_ref().map(super::base),
            bare: self.bare(raw),
            empty_is_unavailable: self.word("\"empty\"", raw.empty.as_ref(), words::EMPTY, false),
            params: self.list_params(&raw.params, "reading a node"),
            targets,
            names,
            rules: self.member_rules(raw),
            function: raw.function.as_ref().and_then(|function| self.function(function)),
            updates: self.updates(raw),
            job: raw.job.as_ref().map(job),
            update_object: raw.updates.as_ref().map(|updates| self.update_object(raw, updates)),
            fields,
            connections,
            operations,
            span: raw.name.span,
        }
    }

    fn bare(&mut self, raw: &raw::Node) -> Option<String> {
        let name = raw.bare.as_ref()?;
        let mut fields = raw.fields.iter().map(|field| field.name.value.as_str());
        if fields.clone().any(|field| field == name.value) {
            return Some(name.value.clone());
        }
        self.diags.push(
            Diagnostic::error(
                code::UNKNOWN_MEMBER,
                format!("`{}` has no field `{}`", raw.name.value, name.value),
            )
            .at(name.span, "not a field of this object")
            .suggest(suggest(&name.value, &mut fields)),
        );
        None
    }

    fn target(&mut self, raw: &raw::Target) -> Target {
        Target {
            name: raw.name.value.clone(),
            args: self.target_args(raw),
            path: raw.path.as_ref().map(|path| path.value.clone()),
            whose: self.word("\"whose\"", raw.whose.as_ref(), Whose::WORDS, Whose::Unknown),
            doc: raw.doc.clone(),
        }
    }

    /// Resolves the arguments of a target. They must match the `{name}` placeholders of its path.
    fn target_args(&mut self, raw: &raw::Target) -> Vec<(String, Type)> {
        let path = raw.path.as_ref().map_or("", |path| path.value.as_str());
        let is_closed = path.matches('{').count() == path.matches('}').count();
        for (name, _) in
            raw.args.iter().filter(|(name, _)| is_closed && !path.contains(&format!("{{{}}}", name.value)))
        {
            self.diags.push(
                Diagnostic::error(
                    code::PATH_PARAM,
                    format!("the path of `{}` does not contain `{{{}}}`", raw.name.value, name.value),
                )
                .at(name.span, format!("add `{{{}}}` to \"path\"", name.value)),
            );
        }
        if let Some(path) =
            raw.path.as_ref().filter(|path| is_closed && path.value.matches('{').count() > raw.args.len())
        {
            self.diags.push(
                Diagnostic::error(
                    code::PATH_PARAM,
                    format!("the path of `{}` has more placeholders than arguments", raw.name.value),
                )
                .at(path.span, "every `{name}` must be one of \"args\""),
            );
        }
        raw.args.iter().filter_map(|(name, ty)| Some((name.value.clone(), self.ty(ty)?))).list()
    }

    fn field(&mut self, raw: &raw::Field) -> Option<Field> {
        let ty = self.ty(&raw.ty);
        Some(Field {
            name: raw.name.value.clone(),
            rust: raw.rust.as_ref().unwrap_or(&raw.name).value.clone(),
            doc: raw.doc.clone(),
            note: raw.note.clone(),
            presence: {
                // What must be sent is there when it is read, unless the schema says otherwise.
                let required = raw.sent.as_ref().is_some_and(|sent| sent.required);
                let default = if required { Presence::Always } else { Presence::Gated };
                self.word("\"presence\"", raw.presence.as_ref(), Presence::WORDS, default)
            },
            on_request: raw.on_request,
            unasked: raw.unasked.is_some(),
            params: self.field_params(&raw.params),
            deprecated: raw.deprecated.clone(),
            permission: self
                .permission_rule(raw.permission.as_ref(), PerTarget::everybody(Requirement::None)),
            token: self.token_rule(raw.token.as_ref(), PerTarget::everybody(TokenKinds::ANY)),
            required: raw.sent.as_ref().is_some_and(|sent| sent.required),
            limits: raw.sent.as_ref().map(|sent| self.limits(&sent.limits)).unwrap_or_default(),
            constant: raw.sent.as_ref().and_then(|sent| sent.constant.as_ref()).map(|json| json.to_text()),
            at: raw.sent.as_ref().map(|sent| self.place(sent)).unwrap_or_default(),
            flat: raw.sent.as_ref().is_some_and(|sent| sent.flat.is_some()),
            add: raw.sent.as_ref().and_then(|sent| sent.add.as_ref()).map(|name| name.value.clone()),
            aliases: raw.sent.iter().flat_map(|sent| &sent.aliases).map(|name| name.value.clone()).list(),
            span: raw.name.span,
            ty: ty?,
        })
    }

    fn connection(&mut self, raw: &raw::Connection, node: &str, module: Option<&Name>) -> Option<Connection> {
        let module = module.map_or_else(|| snake_case(node), |module| module.value.clone());
        let lists = self.list_variants(raw, &module);
        let item = self.ty(&raw.item);
        let permission =
            self.permission_rule(raw.permission.as_ref(), PerTarget::everybody(Requirement::None));
        let token = self.token_rule(raw.token.as_ref(), PerTarget::everybody(TokenKinds::ANY));
        Some(Connection {
            name: raw.name.value.clone(),
            path: raw.path.as_ref().unwrap_or(&raw.name).value.clone(),
            host: raw.host.as_ref().map(super::base),
            doc: raw.doc.clone(),
            note: raw.note.clone(),
            has_list: raw.list.unwrap_or(true),
            items_are: self.word("\"items_are\"", raw.items_are.as_ref(), Whose::ITEMS, Whose::Own),
            summary: raw.summary.as_ref().and_then(|name| self.object_name(name)),
            paging: self.word("\"paging\"", raw.paging.as_ref(), Paging::WORDS, Paging::Unknown),
            params: self.list_params(&raw.params, "a list"),
            lists,
            operations: self.connection_operations(&raw.operations, item.as_ref(), &permission, &token),
            permission,
            token,
            grants: self.grants(&raw.grants),
            deprecated: raw.deprecated.clone(),
            span: raw.name.span,
            item: item?,
        })
    }

    /// Resolves parameters of a read. They cannot depend on each other.
    fn list_params(&mut self, raw: &[raw::Param], what: &str) -> Vec<Param> {
        let with = raw.iter().filter_map(|param| Some(&param.only_with.as_ref()?.name));
        for rule in with.chain(raw.iter().filter_map(|param| param.only_on.as_ref())) {
            self.diags.push(
                Diagnostic::error(code::BAD_RULE, format!("a rule on a parameter of {what}"))
                    .at(rule.span, "only parameters of operations can have rules"),
            );
        }
        self.params(raw)
    }

    /// Resolves the parameters of a field, where lists are separated by commas unless the schema says otherwise.
    fn field_params(&mut self, raw: &[raw::Param]) -> Vec<Param> {
        let mut params = self.list_params(raw, "a field");
        for (param, raw) in params.iter_mut().zip(raw).filter(|(_, raw)| raw.encoding.is_none()) {
            if matches!(&raw.ty.kind, raw::TypeKind::List(item) if matches!(item.kind, raw::TypeKind::Name(_) | raw::TypeKind::Id(_)))
                && matches!(&param.ty, Type::List(item) if !matches!(**item, Type::Node(_) | Type::Union(_) | Type::Scalar(Scalar::Json)))
            {
                param.encoding = Encoding::Commas;
            }
        }
        params
    }

    fn list_variants(&mut self, raw: &raw::Connection, module: &str) -> Vec<ListVariant> {
        let mut variants = Vec::new();
        for variant in &raw.lists {
            for (name, _) in &variant.with {
                if !raw.params.iter().any(|param| param.name.value == name.value) {
                    self.unknown_param(name, raw.params.iter().map(|param| param.name.value.as_str()));
                }
            }
            let with = variant.with.iter().map(|(name, value)| {
                (name.value.clone(), value.as_str().map_or_else(|| value.to_text(), str::to_owned))
            });
            let own_name = || format!("{module}.{}.{}", raw.name.value, variant.name.value);
            variants.push(ListVariant {
                name: variant.called.as_ref().map_or_else(own_name, |name| name.value.clone()),
                doc: variant.doc.clone(),
                note: variant.note.clone(),
                with: with.list(),
                whose: variant
                    .whose
                    .as_ref()
                    .map(|whose| self.word("\"whose\"", Some(whose), Whose::WORDS, Whose::Unknown)),
            });
        }
        variants
    }

    fn updates(&mut self, raw: &raw::Node) -> Vec<String> {
        let Some(updates) = &raw.updates else { return Vec::new() };
        let fields: Vec<&Name> = raw.fields.iter().map(|field| &field.name).list();
        let connections: Vec<&Name> = raw.connections.iter().map(|connection| &connection.name).list();
        let mut chosen = self.chosen(&updates.fields, &fields, &raw.name.value, "field");
        chosen.extend(self.chosen(&updates.connections, &connections, &raw.name.value, "connection"));
        for name in &updates.others {
            let is_part = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
            let is_name = name.value.starts_with(|c: char| c.is_ascii_lowercase())
                && name.value.chars().all(is_part)
                && !name.value.contains("__")
                && !name.value.ends_with('_');
            if is_name {
                chosen.push(name.value.clone());
                continue;
            }
            self.diags.push(
                Diagnostic::error(code::BAD_NAME, format!("invalid name `{}` of a change", name.value))
                    .at(name.span, "not lower-case words, joined by `_`"),
            );
        }
        chosen
    }

    /// The word for the node in deliveries.
    fn update_object(&mut self, raw: &raw::Node, updates: &raw::Updates) -> String {
        let Some(word) = &updates.object else {
            let default = raw.name.value.to_lowercase();
            if raw.name.value.chars().filter(char::is_ascii_uppercase).count() > 1 {
                self.diags.push(
                    Diagnostic::warning(
                        code::BAD_UPDATE_OBJECT,
                        format!("webhooks about `{}` are expected as `{default}`", raw.name.value),
                    )
                    .at(raw.name.span, "its name in deliveries is not the lower-case name of the node")
                    .help("set the name that deliveries use: `\"updates\": { \"object\": \"instagram\" }`"),
                );
            }
            return default;
        };
        let is_word = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        let starts_well = word.value.starts_with(|c: char| c.is_ascii_lowercase());
        if !starts_well || !word.value.chars().all(is_word) {
            self.diags.push(
                Diagnostic::error(
                    code::BAD_UPDATE_OBJECT,
                    format!("invalid word `{}` for \"object\"", word.value),
                )
                .at(word.span, "no delivery can contain it")
                .help("use lower-case letters, digits and `_`, such as `whatsapp_business_account`"),
            );
        }
        word.value.clone()
    }

    fn chosen(&mut self, members: &Members, all: &[&Name], node: &str, what: &str) -> Vec<String> {
        let (listed, except) = match members {
            Members::All => (&[][..], true),
            Members::Only(names) => (names.as_slice(), false),
            Members::Except(names) => (names.as_slice(), true),
        };
        for name in listed.iter().filter(|name| !all.iter().any(|known| known.value == name.value)) {
            self.diags.push(
                Diagnostic::error(code::UNKNOWN_MEMBER, format!("`{node}` has no {what} `{}`", name.value))
                    .at(name.span, format!("not a {what} of this node"))
                    .suggest(suggest(&name.value, all.iter().map(|known| known.value.as_str()))),
            );
        }
        all.iter()
            .filter(|name| listed.iter().any(|listed| listed.value == name.value) != except)
            .map(|name| name.value.clone())
            .list()
    }
}

/// How to wait for a node. Its paths are checked with all types at hand.
fn job(raw: &raw::Job) -> Job {
    let texts = |names: &[Name]| names.iter().map(|name| name.value.clone()).list();
    Job {
        state: raw.state.value.clone(),
        done: texts(&raw.done),
        failed: texts(&raw.failed),
        failed_if: texts(&raw.failed_if),
        progress: raw.progress.as_ref().map(|path| path.value.clone()),
        error: texts(&raw.error),
        every: raw.every.as_ref().map_or(1, |every| every.value),
    }
}

/// An operation goes to the host of its connection or node, unless it has its own.
fn inherit(operation: &mut Operation, host: Option<&String>) {
    operation.host = operation.host.take().or_else(|| host.cloned());
}

/// Converts `AgeRange` to `age_range`, the default module name of a node.
pub fn snake_case(name: &str) -> String {
    let mut out = String::with_capacity(name.len() + 4);
    let mut previous_lower = false;
    let mut rest = name;
    while let [byte @ 0..=127, ..] = rest.as_bytes() {
        if byte.is_ascii_uppercase() && previous_lower {
            out.push('_');
        }
        previous_lower = byte.is_ascii_lowercase() || byte.is_ascii_digit();
        out.push(char::from(byte.to_ascii_lowercase()));
        rest = &rest[1..];
    }
    // The characters of other languages, which names cannot have: they are reported later.
    for c in rest.chars() {
        if c.is_uppercase() && previous_lower {
            out.push('_');
        }
        previous_lower = c.is_lowercase() || c.is_ascii_digit();
        out.extend(c.to_lowercase());
    }
    out
}
