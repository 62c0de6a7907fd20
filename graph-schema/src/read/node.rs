//! Reads nodes and objects.

use super::{
    members::{connection, field},
    object::{Object, names, wrong_kind},
    operation::{operations, params, rules},
    types::type_expr,
};
use crate::list::List as _;
use crate::{
    diagnostic::{Diagnostics, source::Sources},
    json::{Json, Kind},
    raw::{Members, Name, Node, Target, Updates},
};

pub(super) fn node(
    name: Name,
    json: &Json,
    is_object: bool,
    sources: &Sources,
    diags: &mut Diagnostics,
) -> Option<Node> {
    let mut object = Object::new(json, if is_object { "an object" } else { "a node" }, diags)?;
    let doc = object.text("doc").unwrap_or_default();
    let note = object.text("note");
    let module = object.name("module");
    let fields = object.entries("fields");
    let mut node = Node {
        name,
        is_object,
        doc,
        note,
        module,
        version: None,
        host: None,
        empty: None,
        bare: None,
        get: None,
        params: Vec::new(),
        targets: None,
        names: Vec::new(),
        fields: Vec::new(),
        rules: Vec::new(),
        function: None,
        connections: Vec::new(),
        operations: Vec::new(),
        updates: None,
        job: None,
    };
    let (mut target_list, mut name_list, mut connections, mut operation_list, mut update_list) =
        (None, Vec::new(), Vec::new(), None, None);
    let (mut param_list, mut rule_list, mut job) = (None, None, None);
    if is_object {
        node.bare = object.name("bare");
        node.function = object.name("function");
        rule_list = object.take("rules");
    } else {
        object.take("$schema");
        object.take("node");
        node.version = object.name("version");
        node.host = object.name("host");
        node.empty = object.name("empty");
        node.get = object.name("get");
        param_list = object.take("params");
        target_list = object.take("targets");
        name_list = object.entries("names");
        connections = object.entries("connections");
        operation_list = object.take("operations");
        update_list = object.take("updates");
        job = object.take("job");
    }
    object.finish();
    let fields = fields.into_iter();
    node.fields = fields.filter_map(|(name, json)| field(name, json, is_object, sources, diags)).list();
    node.rules = rule_list.map(|json| rules(json, diags)).unwrap_or_default();
    node.connections =
        connections.into_iter().filter_map(|(name, json)| connection(name, json, sources, diags)).list();
    node.operations = operation_list.map(|json| operations(json, sources, diags)).unwrap_or_default();
    node.names = name_list.into_iter().map(|(name, json)| (name, type_expr(json, sources, diags))).list();
    node.params = param_list.map(|json| params(json, sources, diags)).unwrap_or_default();
    node.targets = target_list.and_then(|json| targets(json, sources, diags));
    node.updates = update_list.and_then(|json| updates(json, diags));
    node.job = job.and_then(|json| super::job::job(json, diags));
    Some(node)
}

fn targets(json: &Json, sources: &Sources, diags: &mut Diagnostics) -> Option<Vec<Target>> {
    let Kind::Object(members) = &json.kind else {
        wrong_kind(diags, json, "\"targets\"", "an object that maps function names to targets");
        return None;
    };
    let mut targets = Vec::new();
    for member in members {
        let Some(mut object) = Object::new(&member.value, "a target", diags) else { continue };
        let path = object.name("path");
        let args = object.entries("args");
        let whose = object.name("whose");
        let doc = object.text("doc").unwrap_or_default();
        object.take("note");
        object.finish();
        let args = args.into_iter().map(|(name, json)| (name, type_expr(json, sources, diags))).list();
        targets.push(Target { name: member.key.clone(), path, args, whose, doc });
    }
    Some(targets)
}

fn updates(json: &Json, diags: &mut Diagnostics) -> Option<Updates> {
    let mut object = Object::new(json, "\"updates\"", diags)?;
    let word = object.name("object");
    let fields = object.take("fields");
    let connections = object.take("connections");
    let others = object.names("others");
    object.take("note");
    object.finish();
    let mut read =
        |json: Option<&Json>, key: &str| json.map(|json| chosen(json, key, diags)).unwrap_or_default();
    let (fields, connections) = (read(fields, "fields"), read(connections, "connections"));
    Some(Updates { object: word, fields, connections, others })
}

/// `"all"`, a list of names, or `{"except": [..]}`.
pub(super) fn chosen(json: &Json, key: &str, diags: &mut Diagnostics) -> Members {
    match &json.kind {
        Kind::String(word) if word == "all" => Members::All,
        Kind::Object(_) => {
            let Some(mut object) = Object::new(json, "a selection of names", diags) else {
                return Members::default();
            };
            let except = object.names("except");
            object.finish();
            Members::Except(except)
        }
        _ => Members::Only(names(json, key, diags)),
    }
}
