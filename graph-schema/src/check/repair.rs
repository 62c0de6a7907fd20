//! Repairs a schema with errors. Code is generated from it anyway, so that the errors are not buried in follow-up
//! errors of the compiler. Parts that would not compile are removed or renamed.

use crate::model::{Operation, Returns, Rule, Scalar, Schema, Type};

pub(super) fn repair(schema: &mut Schema) {
    for node in &mut schema.nodes {
        node.fields.iter_mut().for_each(|field| read(&mut field.ty));
        node.operations.iter_mut().for_each(operation);
        for connection in &mut node.connections {
            read(&mut connection.item);
            connection.params.iter_mut().for_each(|param| sent(&mut param.ty));
            connection.operations.iter_mut().for_each(operation);
        }
    }
    // A name with `_or_` could clash with the trait for "any of these permissions".
    for permission in schema.permissions.iter_mut().filter(|permission| permission.name.contains("_or_")) {
        permission.name.push_str("_itself");
    }
}

fn operation(operation: &mut Operation) {
    operation.params.iter_mut().for_each(|param| sent(&mut param.ty));
    match &mut operation.returns {
        Returns::Success | Returns::Written | Returns::List => {}
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

/// Replaces files, which cannot be read.
fn read(ty: &mut Type) {
    match ty {
        Type::List(item) | Type::Map(item) => read(item),
        Type::Scalar(Scalar::File) => *ty = Type::Scalar(Scalar::Json),
        _ => {}
    }
}

/// Replaces types that cannot be sent: nested files and connections.
fn sent(ty: &mut Type) {
    match ty {
        Type::List(item) if **item == Type::Scalar(Scalar::File) => {}
        Type::List(item) | Type::Map(item) => read(item),
        Type::Connection(_) => *ty = Type::Scalar(Scalar::Json),
        _ => {}
    }
}
