//! Makes cards from the model.

use graph_codegen::{names::beside_arguments, plan::Values};
use graph_schema::{
    Schema,
    model::{
        BodyFormat, Connection, Enum, Field, Node, Operation, Param, ParamId, PerTarget, PermissionRule,
        Returns, TokenKinds,
    },
};

use super::{
    card::{Access, ByTarget, Card, Error, Member, Param as ParamCard},
    demand::Demands,
    event, example,
    find::{self, Call, Subject, What},
    limits, makers, param,
    place::Place,
    rust, union, unlocks,
};

/// The card of a subject.
#[must_use]
pub fn card<'a>(schema: &'a Schema, subject: &Subject<'a>) -> Card<'a> {
    match subject {
        Subject::Node(node) => of_node(schema, node),
        Subject::Field(node, field) => of_field(schema, node, field),
        Subject::Connection(node, connection) => of_connection(schema, node, connection),
        Subject::Call(call) => of_call(schema, call),
        Subject::Enum(item) => Card {
            kind: "enum",
            name: item.name.clone(),
            doc: &item.doc,
            members: vec![(
                "words",
                item.words.iter().map(|(word, doc)| member(word, gone(item, word), doc)).collect(),
            )],
            ..Card::default()
        },
        Subject::Union(id) => union::of(schema, *id),
        Subject::Event(webhook, event) => event::card(schema, webhook, event),
        Subject::Permission(id) => Card {
            kind: "permission",
            name: schema[*id].name.clone(),
            doc: &schema[*id].doc,
            members: unlocks::of(schema, *id),
            ..Card::default()
        },
        Subject::Error(error) => Card {
            kind: "error",
            name: format!("{} {}", find::code(error.code, error.subcode), error.name),
            doc: &error.meaning,
            facts: remedy_of(&error.remedy)
                .chain([
                    ("family", error.kind.clone()),
                    ("retry", error.retry.name().to_owned()),
                    ("returned by", "any call".to_owned()),
                ])
                .collect(),
            ..Card::default()
        },
        Subject::OperationError(call, error) => Card {
            kind: "error",
            name: format!("{} {}", error.code, error.name),
            doc: &error.meaning,
            facts: remedy_of(&error.remedy)
                .chain([("retry", "never".to_owned()), ("returned by", call.name())])
                .collect(),
            ..Card::default()
        },
    }
}

/// What to do about an error, if the schema says so.
fn remedy_of(remedy: &str) -> impl Iterator<Item = (&'static str, String)> {
    (!remedy.is_empty()).then(|| ("remedy", remedy.to_owned())).into_iter()
}

fn of_node<'a>(schema: &'a Schema, node: &'a Node) -> Card<'a> {
    let mut card =
        Card { name: node.name.clone(), doc: &node.doc, note: node.note.as_deref(), ..Card::default() };
    let mut facts = Vec::new();
    if node.is_object {
        card.kind = "object";
        if let Some((id, _)) = schema.node(&node.name) {
            let values = Values::new(schema);
            facts.extend(values.has_module(schema, id).then(|| ("module", node.module.clone())));
            facts.extend(node.bare.clone().map(|bare| ("bare value is", bare)));
            let makers = makers::of_object(schema, &values, id);
            facts.extend((!makers.is_empty()).then(|| ("made by", makers.join(", "))));
        }
    } else {
        facts.push(("module", node.module.clone()));
        card.kind = "node";
        card.path = Some(Place::of_node(schema, node).path);
        facts.push(("read by", node.get.clone()));
        if node.empty_is_unavailable {
            facts.push(("empty response", "not available".to_owned()));
        }
        facts.extend(node.job.as_ref().map(|job| ("job", job.sentence())));
    }
    if !node.updates.is_empty() {
        facts.push(("announced changes", node.updates.join(", ")));
    }
    card.facts = facts;
    let fields = node.fields.iter().map(|field| {
        let mut what = vec![field.ty.name(schema), field.presence.name().to_owned()];
        what.extend(limits::member(field));
        member(&field.name, what.join(", "), &field.doc)
    });
    let targets = node
        .targets
        .iter()
        .map(|target| member(&target.name, format!("reaches {}", target.whose.name()), &target.doc));
    let connections = node.connections.iter().map(|connection| {
        member(&connection.name, format!("of {}", connection.item.name(schema)), &connection.doc)
    });
    let operations = node.operations.iter().map(|operation| {
        member(
            &format!("{}.{}", node.module, operation.name),
            operation.method.name().to_owned(),
            &operation.doc,
        )
    });
    card.members = vec![
        ("targets", if node.is_object { Vec::new() } else { targets.collect() }),
        ("fields", fields.collect()),
        ("connections", connections.collect()),
        ("operations", operations.collect()),
    ];
    card.members.retain(|(_, list)| !list.is_empty());
    card.rules = node.rules.iter().map(|rule| limits::rule(node, rule)).collect();
    card
}

fn of_field<'a>(schema: &'a Schema, node: &'a Node, field: &'a Field) -> Card<'a> {
    let mut facts = vec![("type", field.ty.name(schema)), ("presence", presence(field))];
    if field.on_request {
        facts.push(("on request", "returned only if it is requested by name".to_owned()));
    }
    if field.unasked {
        facts.push(("unasked", "comes by itself, and cannot be requested".to_owned()));
    }
    let sent = limits::member(field);
    if !sent.is_empty() {
        facts.push(("sent", sent.join(", ")));
    }
    Card {
        kind: "field",
        name: format!("{}.{}", node.name, field.name),
        doc: &field.doc,
        rust: Some(rust::field(schema, node, field)),
        curl: example::curl_of_field(schema, node, field),
        facts,
        access: Some(access(schema, &field.token, &field.permission)),
        params: field.params.iter().map(|param| argument_card(schema, param)).collect(),
        deprecated: field.deprecated.as_deref(),
        note: field.note.as_deref(),
        ..Card::default()
    }
}

fn presence(field: &Field) -> String {
    use graph_schema::model::Presence;
    let meaning = match field.presence {
        Presence::Always => "always present",
        Presence::Usual => "usually present",
        Presence::Gated => "may be absent: permission not granted, hidden, or unset",
    };
    format!("{}: {meaning}", field.presence.name())
}

fn of_connection<'a>(schema: &'a Schema, node: &'a Node, connection: &'a Connection) -> Card<'a> {
    let list = Call { node, connection: Some(connection), what: What::List };
    let mut card = of_list(schema, &list, connection, connection.note.as_deref());
    card.kind = "connection";
    card.name = format!("{}.{}", node.name, connection.name);
    if !connection.has_list {
        card.facts.push(("list", "cannot be listed".to_owned()));
        (card.method, card.rust, card.curl) = (None, None, None);
    }
    let calls = find::calls(schema);
    let operations =
        calls.iter().filter(|call| call.connection.is_some_and(|at| std::ptr::eq(at, connection)));
    let operations = operations.map(|call| match call.what {
        What::Operation(operation) => {
            member(&call.name(), operation.method.name().to_owned(), &operation.doc)
        }
        What::Variant(variant) => member(&call.name(), "GET".to_owned(), &variant.doc),
        What::Get | What::List => member(&call.name(), "GET".to_owned(), &connection.doc),
    });
    card.members = vec![("operations", operations.collect())];
    card.members.retain(|(_, list)| !list.is_empty());
    card
}

fn of_list<'a>(
    schema: &'a Schema,
    call: &Call<'a>,
    connection: &'a Connection,
    note: Option<&'a str>,
) -> Card<'a> {
    let mut facts = vec![
        ("item", connection.item.name(schema)),
        ("paging", paging(connection)),
        ("items are", connection.items_are.items_name().to_owned()),
    ];
    facts.extend(connection.summary.map(|summary| ("summary", schema[summary].name.clone())));
    let params =
        connection.params.iter().enumerate().map(|(at, param)| param_card(schema, call, ParamId(at), param));
    Card {
        kind: "operation",
        name: call.name(),
        doc: &connection.doc,
        method: Some("GET"),
        path: Some(Place::of_connection(schema, call.node, connection).path),
        rust: Some(rust::call(schema, call)),
        curl: example::curl(schema, call),
        facts,
        access: Some(access(schema, &connection.token, &connection.permission)),
        params: params.collect(),
        deprecated: connection.deprecated.as_deref(),
        note,
        ..Card::default()
    }
}

fn paging(connection: &Connection) -> String {
    let names: Vec<&str> = connection.paging.params().iter().map(|(name, _)| *name).collect();
    match names.as_slice() {
        [] => connection.paging.name().to_owned(),
        names => format!("{}: takes {}", connection.paging.name(), names.join(", ")),
    }
}

fn of_call<'a>(schema: &'a Schema, call: &Call<'a>) -> Card<'a> {
    match (call.what, call.connection) {
        (What::Operation(operation), _) => of_operation(schema, call, operation),
        (What::Variant(variant), Some(connection)) => {
            let mut card = of_list(schema, call, connection, variant.note.as_deref());
            card.doc = &variant.doc;
            let base = Call { what: What::List, ..*call };
            card.facts.push(("special case of", base.name()));
            let with = variant.with.iter().map(|(name, value)| ("always sent", format!("{name}={value}")));
            card.facts.extend(with);
            card.facts.extend(variant.whose.map(|whose| ("only on", whose.name().to_owned())));
            card
        }
        (What::List, Some(connection)) => of_list(schema, call, connection, connection.note.as_deref()),
        (What::Get | What::List | What::Variant(_), _) => Card {
            kind: "operation",
            name: call.name(),
            doc: &call.node.doc,
            method: Some("GET"),
            path: Some(Place::of_node(schema, call.node).path),
            rust: Some(rust::call(schema, call)),
            curl: example::curl(schema, call),
            facts: vec![
                ("response", call.node.name.clone()),
                ("token", "depends on the selected fields".to_owned()),
                ("permission", "depends on the selected fields".to_owned()),
            ],
            note: call.node.note.as_deref(),
            ..Card::default()
        },
    }
}

fn of_operation<'a>(schema: &'a Schema, call: &Call<'a>, operation: &'a Operation) -> Card<'a> {
    let place = match call.connection {
        Some(connection) => Place::of_connection(schema, call.node, connection),
        None => Place::of_node(schema, call.node),
    };
    let mut facts = vec![("response", answer(schema, operation))];
    if operation.body == BodyFormat::Json {
        facts.push(("body", "JSON".to_owned()));
    }
    let always = operation.constants.iter().map(|(name, json)| format!("{name}={json}"));
    let always: Vec<String> = always.collect();
    if !always.is_empty() {
        facts.push(("always sent", always.join(", ")));
    }
    if operation.in_data {
        facts.push(("form", "in `data`, alone or in a list".to_owned()));
    }
    if operation.redirects {
        facts.push(("redirects", "the server may redirect to the result".to_owned()));
    }
    facts.extend(operation.variant_of.as_ref().map(|base| ("special case of", place.name(base))));
    let errors = operation.errors.iter();
    Card {
        kind: "operation",
        name: call.name(),
        doc: &operation.doc,
        method: Some(operation.method.name()),
        path: Some(place.path_of(operation)),
        host: operation.host.as_deref(),
        rust: Some(rust::call(schema, call)),
        curl: example::curl(schema, call),
        facts,
        access: Some(access(schema, &operation.token, &operation.permission)),
        params: operation.params().map(|(id, param)| param_card(schema, call, id, param)).collect(),
        rules: operation.rules.iter().map(|rule| param::rule(operation, rule)).collect(),
        errors: errors
            .map(|error| Error {
                code: error.code.to_string(),
                name: &error.name,
                meaning: &error.meaning,
                remedy: &error.remedy,
            })
            .collect(),
        deprecated: operation.deprecated.as_deref(),
        note: operation.note.as_deref(),
        ..Card::default()
    }
}

/// Why a word of an enum should not be used any more.
fn gone(item: &Enum, word: &str) -> String {
    item.deprecation(word).map_or_else(String::new, |why| format!("deprecated: {why}"))
}

/// An argument of a field.
fn argument_card<'a>(schema: &'a Schema, param: &'a Param) -> ParamCard<'a> {
    ParamCard {
        name: &param.name,
        ty: param.ty.name(schema),
        required: param.required,
        rust: match param.required {
            true => "argument".to_owned(),
            false => format!(".{}(..)", beside_arguments(&param.rust)),
        },
        rules: param::rules(schema, param),
        doc: &param.doc,
        deprecated: param.deprecated.as_deref(),
        note: param.note.as_deref(),
    }
}

fn param_card<'a>(schema: &'a Schema, call: &Call<'_>, id: ParamId, param: &'a Param) -> ParamCard<'a> {
    ParamCard {
        name: &param.name,
        ty: param.ty.name(schema),
        required: param.required,
        rust: rust::place(call, id),
        rules: param::rules(schema, param),
        doc: &param.doc,
        deprecated: param.deprecated.as_deref(),
        note: param.note.as_deref(),
    }
}

fn answer(schema: &Schema, operation: &Operation) -> String {
    match &operation.returns {
        Returns::Success => "success".to_owned(),
        Returns::Written => "whatever the platform answers".to_owned(),
        Returns::List => "a list, in pages".to_owned(),
        Returns::Membership(ty) => format!("the requested `{}`, or none", ty.name(schema)),
        Returns::Value(ty) => ty.name(schema),
        Returns::Members(members) => {
            let members: Vec<String> =
                members.iter().map(|(name, ty)| format!("{name}: {}", ty.name(schema))).collect();
            format!("{{ {} }}", members.join(", "))
        }
    }
}

fn access<'a>(schema: &'a Schema, token: &PerTarget<TokenKinds>, permission: &PermissionRule) -> Access<'a> {
    let [own, friend, other] = [token.own, token.friend, token.other].map(|kinds| kinds.to_string());
    Access { token: ByTarget { own, friend, other }, permission: Demands::new(permission, schema) }
}

pub fn member<'a>(name: &str, what: String, doc: &'a str) -> Member<'a> {
    Member { name: name.to_owned(), what, doc }
}
