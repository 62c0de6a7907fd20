//! What the type of a field says, as it is written: macros do not see more of it.

use syn::{GenericArgument, PathArguments, PathSegment, Type};

/// What is known of the type of a field. Asked once: each name of a token is a call into the compiler.
pub(super) struct Shape {
    pub(super) outer: Outer,
    /// Whether it may hold fields of its own.
    pub(super) holds_fields: bool,
}

/// What a type is around another one.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Outer {
    Option,
    Connection,
    Plain,
}

impl Shape {
    pub(super) fn of(ty: &Type) -> Self {
        let outer = match named(ty).as_deref() {
            Some("Option") => Outer::Option,
            Some("Connection") => Outer::Connection,
            _ => Outer::Plain,
        };
        Self { outer, holds_fields: nested(ty).is_some() }
    }
}

/// The innermost type with its name, unless it is one that holds no fields of its own.
pub(super) fn nested(ty: &Type) -> Option<(&Type, String)> {
    let Some(segment) = last(ty) else { return Some((ty, String::new())) };
    let name = segment.ident.to_string();
    match name.as_str() {
        "Option" | "Vec" | "Box" | "Connection" => match argument(segment) {
            Some(inner) => nested(inner),
            None => Some((ty, name)),
        },
        "String" | "bool" | "i8" | "i16" | "i32" | "i64" | "u8" | "u16" | "u32" | "u64" | "f32" | "f64" => {
            None
        }
        _ => Some((ty, name)),
    }
}

/// The first type between the angle brackets.
pub(super) fn inside(ty: &Type) -> Option<&Type> {
    argument(last(ty)?)
}

fn argument(segment: &PathSegment) -> Option<&Type> {
    let PathArguments::AngleBracketed(arguments) = &segment.arguments else { return None };
    arguments.args.iter().find_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    })
}

fn named(ty: &Type) -> Option<String> {
    last(ty).map(|segment| segment.ident.to_string())
}

/// The last part of the path that a type is, without the invisible groups and parentheses around it.
fn last(ty: &Type) -> Option<&PathSegment> {
    match ty {
        Type::Group(group) => last(&group.elem),
        Type::Paren(paren) => last(&paren.elem),
        Type::Path(path) => path.path.segments.last(),
        _ => None,
    }
}
