//! Checks types that are only allowed in some places: files can only be sent, connections only read.

use crate::{
    diagnostic::{Diagnostic, Diagnostics, code, source::Span},
    model::{Method, Operation, Param, ParamPlace, Returns, Scalar, Schema, Type},
};

const FILE: Type = Type::Scalar(Scalar::File);

pub(super) fn check(schema: &Schema, diags: &mut Diagnostics) {
    for variant in schema.unions.iter().flat_map(|union| &union.variants) {
        if variant.ty.as_ref().is_some_and(holds_file) {
            misplaced(&variant.word, variant.span, "a union is JSON, but files are parts of a form", diags);
        }
        if matches!(variant.ty, Some(Type::Connection(_))) {
            connection("a connection cannot be the content of a variant", variant.span, diags);
        }
    }
    for node in &schema.nodes {
        for field in node.fields.iter().filter(|field| holds_file(&field.ty)) {
            let label = match node.is_object {
                true => "an object is JSON, but files are parts of a form",
                false => "fields are read, but files can only be sent",
            };
            misplaced(&field.name, field.span, label, diags);
        }
        let sent = node.fields.iter().filter(|field| field.required);
        for field in sent.filter(|field| matches!(field.ty, Type::Connection(_))) {
            connection("a connection cannot be a required member", field.span, diags);
        }
        for target in &node.targets {
            for (name, ty) in &target.args {
                if !super::params::is_plain(ty) {
                    diags.push(
                        Diagnostic::error(code::PATH_PARAM, format!("`{name}` cannot be part of a path"))
                            .at(node.span, "an argument of a target of this node")
                            .help("a path segment is a single string; use a scalar, enum or id"),
                    );
                }
            }
        }
        for param in &node.params {
            self::param(param, Method::Get, diags);
        }
        for operation in &node.operations {
            self::operation(operation, diags);
        }
        for connection in &node.connections {
            if holds_file(&connection.item) {
                misplaced(
                    &connection.name,
                    connection.span,
                    "items are read, but files can only be sent",
                    diags,
                );
            }
            for param in &connection.params {
                self::param(param, Method::Get, diags);
            }
            for operation in &connection.operations {
                self::operation(operation, diags);
            }
        }
    }
}

fn operation(operation: &Operation, diags: &mut Diagnostics) {
    if operation.variant_of.is_some() {
        return;
    }
    for param in &operation.params {
        self::param(param, operation.method, diags);
    }
    let returns_file = match &operation.returns {
        Returns::Success | Returns::Written | Returns::List => false,
        Returns::Membership(ty) | Returns::Value(ty) => holds_file(ty),
        Returns::Members(members) => members.iter().any(|(_, ty)| holds_file(ty)),
    };
    if returns_file {
        misplaced(&operation.name, operation.span, "responses are read, but files can only be sent", diags);
    }
}

fn param(param: &Param, method: Method, diags: &mut Diagnostics) {
    match &param.ty {
        Type::Connection(_) => connection("a connection cannot be a parameter", param.span, diags),
        ty if is_or_holds(ty, Scalar::Picture) => diags.push(
            Diagnostic::error(code::UNKNOWN_TYPE, "a picture cannot be a parameter")
                .at(param.span, "`Picture` is only allowed as the type of a field")
                .help("to send a picture, use `file` or, for its address, `url`"),
        ),
        // Each file of a list is sent as a separate part.
        Type::List(item) if **item == FILE => file(param, method, diags),
        ty if *ty == FILE => file(param, method, diags),
        ty if holds_file(ty) => {
            misplaced(&param.name, param.span, "a file parameter must be `file` or `[file]`", diags)
        }
        _ => {}
    }
}

fn connection(title: &str, span: Span, diags: &mut Diagnostics) {
    diags.push(
        Diagnostic::error(code::UNKNOWN_TYPE, title)
            .at(span, "`Connection<..>` is only allowed as the type of a field that is read")
            .help("to send a list, use `[..]`"),
    );
}

fn file(param: &Param, method: Method, diags: &mut Diagnostics) {
    if method != Method::Post || param.place == ParamPlace::Path {
        misplaced(&param.name, param.span, "files can only be sent in the form of a POST", diags);
    }
}

/// Returns whether it is a file, or a list or map of files.
fn holds_file(ty: &Type) -> bool {
    is_or_holds(ty, Scalar::File)
}

fn is_or_holds(ty: &Type, scalar: Scalar) -> bool {
    match ty {
        Type::List(item) | Type::Map(item) | Type::Keyed(_, item) | Type::Encoded(item) => {
            is_or_holds(item, scalar)
        }
        ty => *ty == Type::Scalar(scalar),
    }
}

fn misplaced(name: &str, span: Span, label: &str, diags: &mut Diagnostics) {
    let title = format!("type `file` is not allowed in `{name}`");
    diags.push(Diagnostic::error(code::UNKNOWN_TYPE, title).at(span, label));
}
