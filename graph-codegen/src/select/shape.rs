//! The type of a field as it is written; macros see no more of it.

use syn::{GenericArgument, PathArguments, PathSegment, Type};

/// The shape of a field's type. It is read once, since each look at a token calls into the compiler.
pub(super) struct Shape {
    pub(super) outer: Outer,
    /// The innermost type, unless it is a type without fields.
    pub(super) inner: Option<Inner>,
}

/// The outermost type constructor.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Outer {
    Option,
    Connection,
    Plain,
}

/// A type inside others.
pub(super) struct Inner {
    /// The number of types around it.
    depth: usize,
    /// The last part of its path.
    pub(super) name: String,
}

impl Shape {
    pub(super) fn of(ty: &Type) -> Self {
        let mut outer = Outer::Plain;
        let mut depth = 0;
        let mut ty = ty;
        loop {
            let Some(segment) = last(ty) else {
                return Self { outer, inner: Some(Inner { depth, name: String::new() }) };
            };
            let name = segment.ident.to_string();
            if depth == 0 {
                outer = match name.as_str() {
                    "Option" => Outer::Option,
                    "Connection" => Outer::Connection,
                    _ => Outer::Plain,
                };
            }
            match (name.as_str(), argument(segment)) {
                ("Option" | "Vec" | "Box" | "Connection", Some(inside)) => {
                    depth += 1;
                    ty = inside;
                }
                (
                    "String" | "bool" | "i8" | "i16" | "i32" | "i64" | "u8" | "u16" | "u32" | "u64" | "f32"
                    | "f64",
                    _,
                ) => return Self { outer, inner: None },
                _ => return Self { outer, inner: Some(Inner { depth, name }) },
            }
        }
    }
}

impl Inner {
    /// The inner type of the type in which it was found.
    pub(super) fn of<'a>(&self, ty: &'a Type) -> Option<&'a Type> {
        (0..self.depth).try_fold(ty, |ty, _| inside(ty))
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

/// The last segment of a type's path, without invisible groups and parentheses around it.
fn last(ty: &Type) -> Option<&PathSegment> {
    match ty {
        Type::Group(group) => last(&group.elem),
        Type::Paren(paren) => last(&paren.elem),
        Type::Path(path) => path.path.segments.last(),
        _ => None,
    }
}
