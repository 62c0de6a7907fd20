//! Repairs objects that are sent, unions and JSON bodies of a schema with errors, so that code can be generated.

use crate::model::{BodyFormat, Field, Method, Operation, ParamId, ParamPlace, Rule, Scalar, Schema, Type};

pub(super) fn repair(schema: &mut Schema) {
    for node in &mut schema.nodes {
        node.fields.iter_mut().for_each(field);
        let own = node.connections.iter_mut().flat_map(|connection| &mut connection.operations);
        own.chain(&mut node.operations).for_each(operation);
        let reads = node.connections.iter_mut().flat_map(|connection| &mut connection.params);
        for param in reads.chain(&mut node.params) {
            param.flat &= is_flat(&param.ty);
            param.place = ParamPlace::Call;
        }
    }
    for variant in schema.unions.iter_mut().flat_map(|union| &mut union.variants) {
        variant.ty.iter_mut().for_each(|ty| {
            super::repair::read(ty);
            value(ty);
        });
    }
}

fn is_flat(ty: &Type) -> bool {
    matches!(ty, Type::Union(_) | Type::Node(_))
}

/// Replaces what has no value before it is read.
fn value(ty: &mut Type) {
    if matches!(ty, Type::Connection(_)) {
        *ty = Type::Scalar(Scalar::Json);
    }
}

fn field(field: &mut Field) {
    field.required &= field.constant.is_none();
    if field.required {
        value(&mut field.ty);
    }
    field.flat &= matches!(field.ty, Type::Union(_));
    if !matches!(field.ty, Type::List(_)) {
        field.add = None;
    }
}

fn operation(operation: &mut Operation) {
    if operation.method == Method::Get {
        operation.body = BodyFormat::Form;
    }
    let is_json = operation.body == BodyFormat::Json;
    let mut ruled = vec![false; operation.params.len()];
    let mut mark = |ids: &[ParamId]| {
        for id in ids {
            if let Some(mark) = ruled.get_mut(id.0) {
                *mark = true;
            }
        }
    };
    for rule in &operation.rules {
        match rule {
            Rule::AtLeastOne(list) | Rule::ExactlyOne(list) => mark(list),
            Rule::NotTogether { sides, .. } => sides.iter().for_each(|side| mark(side)),
            Rule::OnlyWith { param, with, .. } => mark(&[*param, *with]),
            Rule::OnlyOn { .. } => {}
        }
    }
    for (param, is_ruled) in operation.params.iter_mut().zip(ruled) {
        if is_ruled {
            param.constant = None;
        }
        param.flat &= is_flat(&param.ty) && param.constant.is_none();
        if param.constant.is_some() && param.place != ParamPlace::Path {
            param.required = false;
        }
        match (param.place, is_json) {
            (ParamPlace::Json | ParamPlace::Query, false) => param.place = ParamPlace::Call,
            (ParamPlace::Json, true) => super::repair::read(&mut param.ty),
            _ => {}
        }
    }
}
