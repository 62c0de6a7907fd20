//! Checks values whose members stand in the object or call that holds them, and setters that add to a list.

use crate::list::List as _;
use crate::{
    diagnostic::{Diagnostic, Diagnostics, code, source::Span},
    model::{Node, NodeId, Operation, ParamPlace, Schema, Type, UnionForm, UnionId},
    raw::{self, Document, Name},
    table::{Set, Table},
};

pub(super) fn check(raw: &Document, schema: &Schema, diags: &mut Diagnostics) {
    for (object, node) in super::objects(raw, schema) {
        for field in &object.fields {
            member(field, node, schema, diags);
        }
        let flats = flat_members(object, node, schema);
        if !flats.is_empty() {
            meet(own_members(object), flats, diags);
        }
    }
    for (raw, param) in super::params(raw, schema) {
        let Some(flat) = raw.flat else { continue };
        match &param.ty {
            Type::Union(_) => {}
            Type::Node(id) if schema[*id].is_object => {}
            ty => not_flat(&raw.name.value, &ty.name(schema), raw.ty.span, PARAM, diags),
        }
        if matches!(param.place, ParamPlace::Path | ParamPlace::Query) {
            no_effect(&raw.name.value, "in", raw.place.as_ref().map_or(flat, |place| place.span), diags);
        }
        if let Some(encoding) = &raw.encoding {
            no_effect(&raw.name.value, "encoding", encoding.span, diags);
        }
    }
    for (raw, operation) in super::calls(raw, schema) {
        call(raw, operation, schema, diags);
    }
    for (raw, params) in super::read_params(raw, schema) {
        if !has_flat(raw) {
            continue;
        }
        let own = own(raw.iter().filter(|param| param.flat.is_none()).map(|param| &param.name));
        let types = raw.iter().zip(params).filter(|(raw, _)| raw.flat.is_some());
        let flats = types.map(|(raw, param)| (raw.name.span, of_type(schema, &param.ty))).list();
        meet(own, flats, diags);
    }
}

const MEMBER: &str = "in an object, only a union can be flat";
const PARAM: &str = "as a parameter, only a union or object can be flat";

fn member(field: &raw::Field, node: &Node, schema: &Schema, diags: &mut Diagnostics) {
    let Some(sent) = field.sent.as_ref().filter(|sent| sent.flat.is_some() || sent.add.is_some()) else {
        return;
    };
    let Some(ty) = node.field(&field.name.value).map(|field| &field.ty) else { return };
    let name = &field.name.value;
    if sent.constant.is_some() {
        return; // reported as such
    }
    if sent.flat.is_some() {
        if !matches!(ty, Type::Union(_)) {
            not_flat(name, &ty.name(schema), field.ty.span, MEMBER, diags);
        }
        if let Some(at) = &sent.at {
            no_effect(name, "at", at.span, diags);
        }
        if let Some(alias) = sent.aliases.first() {
            no_effect(name, "aliases", alias.span, diags);
        }
    }
    if let Some(add) = sent.add.as_ref().filter(|_| !matches!(ty, Type::List(_))) {
        diags.push(
            Diagnostic::error(code::BAD_FLAT, format!("`add` on `{name}`, which is not a list"))
                .at(add.span, "a setter of this name would add one element")
                .help(format!("remove \"add\", or make it a list: `[{}]`", ty.name(schema))),
        );
    }
}

fn not_flat(name: &str, ty: &str, span: Span, label: &str, diags: &mut Diagnostics) {
    diags.push(
        Diagnostic::error(code::BAD_FLAT, format!("`flat` on `{name}`, which has the type `{ty}`"))
            .at(span, label)
            .help("remove \"flat\", or use a union"),
    );
}

fn no_effect(name: &str, key: &str, span: Span, diags: &mut Diagnostics) {
    diags.push(
        Diagnostic::error(code::BAD_FLAT, format!("`{name}` has both \"flat\" and \"{key}\""))
            .at(span, "a flat value is not sent under its own name: its members are sent here")
            .help(format!("remove \"{key}\" or \"flat\"")),
    );
}

/// The names on the wire of what is not flat.
type Own = Table<Span>;
/// What is flat: its place, and the names of its members.
type Flats = Vec<(Span, Set)>;

fn own<'a>(names: impl Iterator<Item = &'a Name>) -> Own {
    let mut own = Own::default();
    for name in names {
        own.insert(&name.value, name.span);
    }
    own
}

fn own_members(object: &raw::Node) -> Own {
    let mut own = Own::default();
    for field in &object.fields {
        let sent = field.sent.as_ref();
        if sent.is_some_and(|sent| sent.flat.is_some()) {
            continue;
        }
        let path = sent.and_then(|sent| sent.at.as_ref()).unwrap_or(&field.name);
        own.insert_first(first_part(&path.value), field.name.span);
        for alias in sent.into_iter().flat_map(|sent| &sent.aliases) {
            own.insert_first(&alias.value, alias.span);
        }
    }
    own
}

fn flat_members(object: &raw::Node, node: &Node, schema: &Schema) -> Flats {
    let flats =
        object.fields.iter().filter(|field| field.sent.as_ref().is_some_and(|sent| sent.flat.is_some()));
    let known = flats.filter_map(|raw| Some((raw.name.span, &node.field(&raw.name.value)?.ty)));
    known.map(|(span, ty)| (span, of_type(schema, ty))).list()
}

fn call(raw: &raw::Operation, operation: &Operation, schema: &Schema, diags: &mut Diagnostics) {
    if !has_flat(&raw.params) {
        return;
    }
    let params = raw.params.iter().filter(|param| param.flat.is_none()).map(|param| &param.name);
    let brought =
        raw.params.iter().flat_map(|param| &param.brings).chain(&raw.constants).map(|(name, _)| name);
    let own = own(params.chain(brought));
    let flats = raw.params.iter().zip(&operation.params).filter(|(raw, _)| raw.flat.is_some());
    let flats = flats.map(|(raw, param)| (raw.name.span, of_type(schema, &param.ty))).list();
    meet(own, flats, diags);
}

fn has_flat(params: &[raw::Param]) -> bool {
    params.iter().any(|param| param.flat.is_some())
}

/// Reports members of flat values with the name of another one.
fn meet(mut own: Own, flats: Flats, diags: &mut Diagnostics) {
    for (span, members) in flats {
        let names = members.names();
        for name in &names {
            if let Some(first) = own.get(name) {
                diags.push(
                    Diagnostic::error(
                        code::BAD_FLAT,
                        format!("two members have the name `{name}` on the wire"),
                    )
                    .at(span, format!("a member of this flat value is `{name}`"))
                    .also(*first, format!("`{name}` is sent here, too"))
                    .help("remove \"flat\", so that the value is sent under its name, or rename one of them"),
                );
            }
        }
        for name in names {
            own.insert(name, span);
        }
    }
}

fn first_part(path: &str) -> &str {
    path.split_once('.').map_or(path, |(first, _)| first)
}

fn of_type(schema: &Schema, ty: &Type) -> Set {
    let mut all = Set::default();
    collect(schema, ty, &mut Set::default(), &mut all);
    all
}

/// The names of the members that a value has on the wire. Of the variants of a union, those of all.
pub(super) fn of_union(schema: &Schema, union: UnionId) -> Set {
    of_type(schema, &Type::Union(union))
}

/// The names of the members of an object on the wire.
pub(super) fn of_object(schema: &Schema, node: NodeId) -> Set {
    of_type(schema, &Type::Node(node))
}

fn collect<'a>(schema: &'a Schema, ty: &'a Type, seen: &mut Set, all: &mut Set) {
    match ty {
        Type::Node(id) if seen.insert(&format!("object {}", id.0)) => {
            for field in &schema[*id].fields {
                match field.flat {
                    true => collect(schema, &field.ty, seen, all),
                    false => {
                        all.insert(field.at.first().unwrap_or(&field.name));
                    }
                }
            }
        }
        Type::Union(id) if seen.insert(&format!("union {}", id.0)) => {
            let union = &schema[*id];
            if let Some(tag) = union.form.tag() {
                all.insert(tag);
            }
            let contents = union.variants.iter().filter_map(|variant| Some((variant, variant.ty.as_ref()?)));
            match &union.form {
                UnionForm::Within { content, .. } => {
                    all.insert(content);
                }
                UnionForm::Named { .. } | UnionForm::Member => {
                    for (variant, _) in contents {
                        all.insert(&variant.member);
                    }
                }
                UnionForm::Inline { .. } => contents.for_each(|(_, ty)| collect(schema, ty, seen, all)),
            }
        }
        _ => {}
    }
}
