//! A schema with mistakes is still generated, so that one of them does not drown in what follows from it.
//! What would not compile is left out or called something else.

use crate::model::{Operation, Returns, Rule, Scalar, Schema, Type};

pub(super) fn mend(schema: &mut Schema) {
    for node in &mut schema.nodes {
        node.fields.iter_mut().for_each(|field| read(&mut field.ty));
        node.operations.iter_mut().for_each(operation);
        for connection in &mut node.connections {
            read(&mut connection.item);
            connection.params.iter_mut().for_each(|param| sent(&mut param.ty));
            connection.operations.iter_mut().for_each(operation);
        }
    }
    // "Any of these permissions" is called by their names.
    for permission in schema.permissions.iter_mut().filter(|permission| permission.name.contains("_or_")) {
        permission.name.push_str("_itself");
    }
}

fn operation(operation: &mut Operation) {
    operation.params.iter_mut().for_each(|param| sent(&mut param.ty));
    match &mut operation.returns {
        Returns::Success | Returns::List => {}
        Returns::Membership(ty) | Returns::Value(ty) => read(ty),
        Returns::Members(members) => members.iter_mut().for_each(|(_, ty)| read(ty)),
    }
    let mut names = Vec::new();
    operation.rules.retain(|rule| match rule {
        Rule::NotTogether { name, .. } if names.contains(name) => false,
        Rule::NotTogether { name, .. } => {
            names.push(name.clone());
            true
        }
        Rule::AtLeastOne(_) | Rule::ExactlyOne(_) | Rule::OnlyWith { .. } | Rule::OnlyOn { .. } => true,
    });
}

/// A file is never read.
fn read(ty: &mut Type) {
    match ty {
        Type::List(item) | Type::Map(item) => read(item),
        Type::Scalar(Scalar::File) => *ty = Type::Scalar(Scalar::Json),
        _ => {}
    }
}

/// Only a file by itself or in a list is sent, and no connection.
fn sent(ty: &mut Type) {
    match ty {
        Type::List(item) if **item == Type::Scalar(Scalar::File) => {}
        Type::List(item) | Type::Map(item) => read(item),
        Type::Connection(_) => *ty = Type::Scalar(Scalar::Json),
        _ => {}
    }
}
