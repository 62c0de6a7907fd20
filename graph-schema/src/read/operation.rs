//! Reads operations with their parameters, rules, responses and errors.

use super::{
    object::{Object, names, wrong_kind},
    rules::{grants, permission_rule, token_rule},
    types::type_expr,
    value::{limits, only_with},
};
use crate::list::List as _;
use crate::{
    diagnostic::{
        Diagnostics,
        source::{Sources, Span},
    },
    json::{Json, Kind, Member},
    raw::{Name, Operation, OperationError, Param, Returns, Rule, TypeExpr, TypeKind},
};

pub(super) fn operations(json: &Json, sources: &Sources, diags: &mut Diagnostics) -> Vec<Operation> {
    match &json.kind {
        Kind::Object(members) => members
            .iter()
            .filter_map(|member| operation(member.key.clone(), &member.value, sources, diags))
            .list(),
        _ => {
            wrong_kind(diags, json, "\"operations\"", "an object");
            Vec::new()
        }
    }
}

fn operation(name: Name, json: &Json, sources: &Sources, diags: &mut Diagnostics) -> Option<Operation> {
    let mut object = Object::new(json, "an operation", diags)?;
    let doc = object.text("doc").unwrap_or_default();
    let note = object.text("note");
    let variant_of = object.name("variant_of");
    let requires = object.names("requires");
    let deprecated = object.text("deprecated");
    // A variant inherits the call from its base.
    let method = if variant_of.is_none() { object.required_name("method") } else { object.name("method") };
    let path = object.name("path");
    let permission = object.take("permission");
    let token = object.take("token");
    let grants = grants(&mut object);
    let param_list = object.take("params");
    let rule_list = object.take("rules");
    let returned = object.take("returns");
    let redirects = object.flag("redirects");
    let in_data = object.marked("in_data");
    let body = object.name("body");
    let constants = object.entries("const");
    let host = object.name("host");
    let version = object.name("version");
    let error_list = object.entries("errors");
    if returned.is_none() && variant_of.is_none() {
        object.missing("returns");
    }
    object.finish();
    Some(Operation {
        name,
        doc,
        note,
        method,
        path,
        permission: permission.and_then(|json| permission_rule(json, diags)),
        token: token.and_then(|json| token_rule(json, diags)),
        grants,
        params: param_list.map(|json| params(json, sources, diags)).unwrap_or_default(),
        rules: rule_list.map(|json| rules(json, diags)).unwrap_or_default(),
        returns: returned.map(|json| returns(json, sources, diags)),
        redirects,
        in_data,
        body,
        constants: constants.into_iter().map(|(name, json)| (name, json.clone())).list(),
        host,
        version,
        errors: error_list.into_iter().filter_map(|(code, json)| operation_error(code, json, diags)).list(),
        variant_of,
        requires,
        deprecated,
    })
}

pub(super) fn params(json: &Json, sources: &Sources, diags: &mut Diagnostics) -> Vec<Param> {
    match &json.kind {
        Kind::Object(members) => members
            .iter()
            .filter_map(|member| param(member.key.clone(), &member.value, sources, diags))
            .list(),
        _ => {
            wrong_kind(diags, json, "\"params\"", "an object");
            Vec::new()
        }
    }
}

fn param(name: Name, json: &Json, sources: &Sources, diags: &mut Diagnostics) -> Option<Param> {
    let mut object = Object::new(json, "a parameter", diags)?;
    let rust = object.name("name");
    let doc = object.text("doc").unwrap_or_default();
    let note = object.text("note");
    let ty = object.take("type");
    let required = object.flag("required");
    let place = object.name("in");
    let default = object.take("default").cloned();
    let limits = limits(&mut object);
    let constant = object.take("const").cloned();
    let flat = object.marked("flat");
    let brings = object.entries("brings");
    let encoding = object.name("encoding");
    let only_with = only_with(&mut object);
    let only_on = object.name("only_on");
    let permission = object.take("permission");
    let deprecated = object.text("deprecated");
    if ty.is_none() && constant.is_none() {
        object.missing("type");
    }
    object.finish();
    let ty = match ty {
        Some(ty) => type_expr(ty, sources, diags),
        None => anything(name.span, constant.as_ref())?,
    };
    Some(Param {
        name,
        rust,
        doc,
        note,
        ty,
        required,
        place,
        default,
        limits,
        constant,
        flat,
        brings: brings.into_iter().map(|(name, json)| (name, json.clone())).list(),
        encoding,
        only_with,
        only_on,
        permission: permission.and_then(|json| permission_rule(json, diags)),
        deprecated,
    })
}

/// The type of what has a constant value: any JSON.
pub(super) fn anything(span: Span, constant: Option<&Json>) -> Option<TypeExpr> {
    constant.map(|_| TypeExpr { span, kind: TypeKind::Name("json".to_owned()) })
}

/// `[{"at_least_one": ["message", "link"]}, {"not_together": ["type", ["width", "height"]], "name": "size"}]`
pub(super) fn rules(json: &Json, diags: &mut Diagnostics) -> Vec<Rule> {
    let Kind::Array(items) = &json.kind else {
        wrong_kind(diags, json, "\"rules\"", "a list, such as [{\"at_least_one\": [\"message\", \"link\"]}]");
        return Vec::new();
    };
    let mut rules = Vec::new();
    for item in items {
        match &item.kind {
            Kind::Object(members) => {
                let kinds: Vec<_> = members.iter().filter(|member| member.key.value != "name").list();
                let [kind] = kinds.as_slice() else {
                    wrong_kind(diags, item, "a rule", ONE_RULE);
                    continue;
                };
                let named = members.iter().find(|member| member.key.value == "name");
                rules.push(Rule {
                    kind: kind.key.clone(),
                    sides: sides(kind, diags),
                    name: named.and_then(|member| names(&member.value, "name", diags).into_iter().next()),
                    span: item.span,
                });
            }
            _ => wrong_kind(diags, item, "a rule", ONE_RULE),
        }
    }
    rules
}

const ONE_RULE: &str = "an object with exactly one rule, such as {\"at_least_one\": [\"message\", \"link\"]}";

/// Reads the alternatives of a rule. Only `not_together` takes nested lists.
fn sides(rule: &Member, diags: &mut Diagnostics) -> Vec<Vec<Name>> {
    let key = rule.key.value.as_str();
    match &rule.value.kind {
        Kind::Array(items) if key == "not_together" => {
            items.iter().map(|item| names(item, key, diags)).list()
        }
        _ => names(&rule.value, key, diags).into_iter().map(|name| vec![name]).list(),
    }
}

fn returns(json: &Json, sources: &Sources, diags: &mut Diagnostics) -> Returns {
    match &json.kind {
        Kind::String(word) if word == "success" => Returns::Success,
        Kind::String(word) if word == "written" => Returns::Written,
        Kind::Object(members) => Returns::Members(
            members
                .iter()
                .map(|member| (member.key.clone(), type_expr(&member.value, sources, diags)))
                .list(),
        ),
        _ => Returns::Type(type_expr(json, sources, diags)),
    }
}

fn operation_error(code: Name, json: &Json, diags: &mut Diagnostics) -> Option<OperationError> {
    let mut object = Object::new(json, "an error of an operation", diags)?;
    let name = object.required_name("name");
    let meaning = object.text("meaning").unwrap_or_default();
    let remedy = object.text("remedy").unwrap_or_default();
    object.take("note");
    object.finish();
    Some(OperationError { code, name: name?, meaning, remedy })
}
