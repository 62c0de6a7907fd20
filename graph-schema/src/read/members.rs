//! Reads fields and connections.

use super::{
    object::Object,
    operation::{anything, operations, params},
    rules::{grants, permission_rule, token_rule},
    types::type_expr,
    value,
};
use crate::list::List as _;
use crate::{
    diagnostic::{Diagnostics, source::Sources},
    json::Json,
    raw::{Connection, Field, ListVariant, Name},
};

pub(super) fn field(
    name: Name,
    json: &Json,
    of_object: bool,
    sources: &Sources,
    diags: &mut Diagnostics,
) -> Option<Field> {
    let mut object = Object::new(json, "a field", diags)?;
    let rust = object.name("name");
    let doc = object.text("doc").unwrap_or_default();
    let note = object.text("note");
    let ty = object.take("type");
    let presence = object.name("presence");
    let on_request = object.flag("on_request");
    let unasked = object.marked("unasked");
    let param_list = object.take("params");
    let deprecated = object.text("deprecated");
    let permission = object.take("permission");
    let token = object.take("token");
    let sent = if of_object { value::sent(&mut object) } else { None };
    let constant = sent.as_ref().and_then(|sent| sent.constant.as_ref());
    if ty.is_none() && constant.is_none() {
        object.missing("type");
    }
    object.finish();
    let ty = match ty {
        Some(ty) => type_expr(ty, sources, diags),
        None => anything(name.span, constant)?,
    };
    Some(Field {
        name,
        rust,
        doc,
        note,
        ty,
        presence,
        on_request,
        unasked,
        params: param_list.map(|json| params(json, sources, diags)).unwrap_or_default(),
        deprecated,
        permission: permission.and_then(|json| permission_rule(json, diags)),
        token: token.and_then(|json| token_rule(json, diags)),
        sent,
    })
}

pub(super) fn connection(
    name: Name,
    json: &Json,
    sources: &Sources,
    diags: &mut Diagnostics,
) -> Option<Connection> {
    let mut object = Object::new(json, "a connection", diags)?;
    let doc = object.text("doc").unwrap_or_default();
    let note = object.text("note");
    let path = object.name("path");
    let host = object.name("host");
    let item = object.take("item");
    let list = object.take("list").is_some().then(|| object.flag("list"));
    let items_are = object.name("items_are");
    let paging = object.name("paging");
    let summary = object.name("summary");
    let deprecated = object.text("deprecated");
    let permission = object.take("permission");
    let token = object.take("token");
    let grants = grants(&mut object);
    let param_list = object.take("params");
    let list_variants = object.entries("lists");
    let operation_list = object.take("operations");
    if item.is_none() {
        object.missing("item");
    }
    object.finish();
    Some(Connection {
        name,
        doc,
        note,
        path,
        host,
        item: type_expr(item?, sources, diags),
        list,
        items_are,
        paging,
        summary,
        permission: permission.and_then(|json| permission_rule(json, diags)),
        token: token.and_then(|json| token_rule(json, diags)),
        grants,
        deprecated,
        params: param_list.map(|json| params(json, sources, diags)).unwrap_or_default(),
        lists: list_variants.into_iter().filter_map(|(name, json)| list_variant(name, json, diags)).list(),
        operations: operation_list.map(|json| operations(json, sources, diags)).unwrap_or_default(),
    })
}

/// Reads a special case of a list: with some parameters fixed, or for one kind of target.
fn list_variant(name: Name, json: &Json, diags: &mut Diagnostics) -> Option<ListVariant> {
    let mut object = Object::new(json, "a variant of a list", diags)?;
    let called = object.name("called");
    let doc = object.text("doc").unwrap_or_default();
    let note = object.text("note");
    let with = object.entries("with");
    let whose = object.name("whose");
    object.finish();
    let with = with.into_iter().map(|(name, json)| (name, json.clone())).list();
    Some(ListVariant { name, called, doc, note, with, whose })
}
