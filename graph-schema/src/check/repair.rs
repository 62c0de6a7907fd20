//! Repairs a schema with errors. Code is generated from it anyway, so that the errors are not buried in follow-up
//! errors of the compiler. Parts that would not compile are removed or renamed.

use super::params::is_plain;
use crate::list::List as _;
use crate::{
    model::{Encoding, Operation, Param, ParamId, ParamPlace, Returns, Rule, Scalar, Schema, Type},
    reserved::{MOST_ALTERNATIVES, OTHER_EVENT, WEBHOOK_MODULES, WEBHOOK_TYPES},
    table::Set,
};

pub(super) fn repair(schema: &mut Schema) {
    webhooks(schema);
    for node in &mut schema.nodes {
        for field in &mut node.fields {
            read(&mut field.ty);
            field.params.iter_mut().for_each(param);
        }
        node.params.iter_mut().for_each(param);
        for (_, ty) in
            node.targets.iter_mut().flat_map(|target| &mut target.args).filter(|(_, ty)| !is_plain(ty))
        {
            *ty = Type::Scalar(Scalar::String);
        }
        node.operations.iter_mut().for_each(operation);
        for connection in &mut node.connections {
            read(&mut connection.item);
            connection.params.iter_mut().for_each(param);
            connection.operations.iter_mut().for_each(operation);
        }
    }
}

/// Drops kinds of event whose variant another has, or whose variant is not a name.
fn webhooks(schema: &mut Schema) {
    let mut seen: Vec<(String, Type)> = Vec::new();
    for webhook in &mut schema.webhooks {
        webhook.events.retain_mut(|event| {
            read(&mut event.ty);
            let is_taken = seen.iter().any(|(name, ty)| *name == event.rust && *ty != event.ty);
            let is_name = event.rust.starts_with(|c: char| c.is_ascii_uppercase())
                && event.rust.chars().all(|c| c.is_ascii_alphanumeric())
                && event.rust != OTHER_EVENT;
            seen.push((event.rust.clone(), event.ty.clone()));
            is_name && !is_taken
        });
    }
    let is_reserved = |name: &str| WEBHOOK_TYPES.contains(&name);
    let enums = schema.enums.iter().any(|item| is_reserved(&item.name));
    let unions = schema.unions.iter().any(|union| is_reserved(&union.name));
    let nodes = schema
        .nodes
        .iter()
        .any(|node| is_reserved(&node.name) || WEBHOOK_MODULES.contains(&node.module.as_str()));
    let of_variants = schema.unions.iter().flat_map(|union| &union.variants).map(|variant| &variant.function);
    let mut functions = of_variants.chain(schema.nodes.iter().filter_map(|node| node.function.as_ref()));
    let functions = functions.any(|function| WEBHOOK_MODULES.contains(&function.module.as_str()));
    if enums || unions || nodes || functions {
        schema.webhooks.clear();
    }
}

fn operation(operation: &mut Operation) {
    operation.params.iter_mut().for_each(param);
    match &mut operation.returns {
        Returns::Success | Returns::Written | Returns::List => {}
        Returns::Membership(ty) | Returns::Value(ty) => read(ty),
        Returns::Members(members) => members.iter_mut().for_each(|(_, ty)| read(ty)),
    }
    rules(operation);
}

fn param(param: &mut Param) {
    sent(&mut param.ty);
    if param.place == ParamPlace::Path && !is_plain(&param.ty) {
        param.ty = Type::Scalar(Scalar::String);
    }
    let fits = match (param.encoding, &param.ty) {
        (Encoding::Commas, Type::List(item)) => is_plain(item),
        (Encoding::One, ty) => *ty == Type::Scalar(Scalar::Boolean),
        (Encoding::Commas, _) => false,
        (Encoding::Text | Encoding::Json, _) => true,
    };
    if !fits {
        param.encoding = Encoding::Json;
    }
}

/// Drops what the check refuses in rules: of parameters that depend on others in a circle or are in two groups, code
/// would be written twice.
fn rules(operation: &mut Operation) {
    let dependents: Vec<bool> = operation.params().map(|(id, _)| operation.only_with(id).is_some()).list();
    let required: Vec<bool> =
        operation.params().map(|(_, param)| param.required || param.place == ParamPlace::Path).list();
    let is_in = |marks: &[bool], id: ParamId| marks.get(id.0).is_some_and(|mark| *mark);
    let mut grouped = vec![false; operation.params.len()];
    let mut names = Set::default();
    let mut member = |id: &ParamId| {
        !is_in(&dependents, *id)
            && !is_in(&required, *id)
            && grouped.get_mut(id.0).is_some_and(|mark| !std::mem::replace(mark, true))
    };
    operation.rules.retain_mut(|rule| match rule {
        Rule::AtLeastOne(list) | Rule::ExactlyOne(list) => {
            list.retain(&mut member);
            list.truncate(MOST_ALTERNATIVES);
            list.len() > 1
        }
        Rule::NotTogether { name, sides } => {
            sides.iter_mut().for_each(|side| side.retain(&mut member));
            sides.retain(|side| !side.is_empty());
            let most = sides.iter().map(Vec::len).sum::<usize>() <= MOST_ALTERNATIVES;
            sides.len() > 1 && most && names.insert(name)
        }
        Rule::OnlyWith { param, with, .. } => !is_in(&required, *param) && !is_in(&dependents, *with),
        Rule::OnlyOn { param, .. } => !is_in(&required, *param),
    });
}

/// Replaces files, which cannot be read.
pub(super) fn read(ty: &mut Type) {
    match ty {
        Type::List(item) | Type::Map(item) | Type::Keyed(_, item) | Type::Encoded(item) => read(item),
        Type::Scalar(Scalar::File) => *ty = Type::Scalar(Scalar::Json),
        _ => {}
    }
}

/// Replaces types that cannot be sent: nested files and connections.
fn sent(ty: &mut Type) {
    match ty {
        Type::List(item) if **item == Type::Scalar(Scalar::File) => {}
        Type::List(item) | Type::Map(item) | Type::Keyed(_, item) | Type::Encoded(item) => read(item),
        Type::Connection(_) | Type::Scalar(Scalar::Picture) => *ty = Type::Scalar(Scalar::Json),
        _ => {}
    }
}
