//! Resolves type names.

use super::{Resolver, TypeName};
use crate::{
    diagnostic::{Diagnostic, code, source::Span, suggest},
    model::{NodeId, Scalar, Type},
    raw::{Name, TypeExpr, TypeKind},
};

impl Resolver<'_> {
    /// Resolves a type. Returns `None` if it was reported.
    pub(super) fn ty(&mut self, expr: &TypeExpr) -> Option<Type> {
        match &expr.kind {
            TypeKind::Bad => None,
            TypeKind::Name(name) => self.named(name, expr.span),
            TypeKind::Id(node) => self.node_name(node).map(Type::Id),
            TypeKind::Ref(node) => self.node_name(node).map(Type::Ref),
            TypeKind::Connection(item) => self.object_name(item).map(Type::Connection),
            TypeKind::List(item) => self.ty(item).map(|item| Type::List(Box::new(item))),
            TypeKind::Map(item) => self.ty(item).map(|item| Type::Map(Box::new(item))),
            TypeKind::Encoded(item) => self.ty(item).map(|item| Type::Encoded(Box::new(item))),
            TypeKind::Keyed(key, item) => {
                let (key, item) = (self.key(key), self.ty(item));
                Some(match (key?, Box::new(item?)) {
                    (Type::Scalar(Scalar::String), item) => Type::Map(item),
                    (key, item) => Type::Keyed(Box::new(key), item),
                })
            }
        }
    }

    /// Resolves the type of the keys of a map.
    fn key(&mut self, expr: &TypeExpr) -> Option<Type> {
        let ty = self.ty(expr)?;
        if matches!(
            ty,
            Type::Id(_) | Type::Enum(_) | Type::Scalar(Scalar::String | Scalar::Integer | Scalar::Date)
        ) {
            return Some(ty);
        }
        self.diags.push(
            Diagnostic::error(code::UNKNOWN_TYPE, "invalid type of the keys of a map".to_owned())
                .at(expr.span, "a key is an id, an enum, `integer`, `Date` or `string`"),
        );
        None
    }

    /// Returns whether a type has this name.
    pub(super) fn is_type(&self, name: &str) -> bool {
        Scalar::from_name(name).is_some() || self.names.types.contains(name)
    }

    /// Resolves the name of a node or object.
    pub(super) fn object_name(&mut self, name: &Name) -> Option<NodeId> {
        match self.named(&name.value, name.span)? {
            Type::Node(node) => Some(node),
            _ => {
                self.diags.push(
                    Diagnostic::error(
                        code::UNKNOWN_TYPE,
                        format!("`{}` is not a node or object", name.value),
                    )
                    .at(name.span, "expected the name of a node or object"),
                );
                None
            }
        }
    }

    fn named(&mut self, name: &str, span: Span) -> Option<Type> {
        if let Some(scalar) = Scalar::from_name(name) {
            return Some(Type::Scalar(scalar));
        }
        match self.names.types.get(name) {
            Some((TypeName::Node(id, _), _)) => Some(Type::Node(*id)),
            Some((TypeName::Enum(id), _)) => Some(Type::Enum(*id)),
            Some((TypeName::Union(id), _)) => Some(Type::Union(*id)),
            None => {
                let scalars = Scalar::ALL.iter().map(|(name, _)| *name);
                let found = alias(name).or_else(|| suggest(name, scalars.chain(self.names.types.names())));
                self.diags.push(
                    Diagnostic::error(code::UNKNOWN_TYPE, format!("unknown type `{name}`"))
                        .at(span, "not a scalar, enum, union, object or node")
                        .suggest(found),
                );
                None
            }
        }
    }

    /// Resolves the node in `Id<Node>` or `Ref<Node>`.
    pub(super) fn node_name(&mut self, name: &Name) -> Option<NodeId> {
        match self.names.types.get(&name.value) {
            Some((TypeName::Node(id, false), _)) => Some(*id),
            Some((kind, place)) => {
                let what = match kind {
                    TypeName::Enum(_) => "an enum",
                    TypeName::Union(_) => "a union, which has no id",
                    TypeName::Node(..) => "an object, which has no id",
                };
                self.diags.push(
                    Diagnostic::error(code::UNKNOWN_TYPE, format!("`{}` is not a node", name.value))
                        .at(name.span, format!("this is {what}"))
                        .also(*place, "defined here"),
                );
                None
            }
            None => {
                let types = &self.names.types;
                let mut nodes = types.names();
                nodes.retain(|name| matches!(types.get(name), Some((TypeName::Node(_, false), _))));
                let found = suggest(&name.value, nodes);
                self.diags.push(
                    Diagnostic::error(code::UNKNOWN_TYPE, format!("unknown node `{}`", name.value))
                        .at(name.span, "not a node of this schema")
                        .suggest(found),
                );
                None
            }
        }
    }
}

/// The scalar that other languages call so.
fn alias(name: &str) -> Option<&'static str> {
    Some(match name.to_ascii_lowercase().as_str() {
        "int" | "int32" | "int64" | "i32" | "i64" | "u32" | "u64" | "uint" | "long" | "numeric string" => {
            "integer"
        }
        "float" | "double" | "f32" | "f64" | "decimal" | "real" => "number",
        "bool" => "boolean",
        "str" | "text" | "char" => "string",
        "datetime" | "timestamp" | "time" | "date_time" => "DateTime",
        "uri" | "href" => "url",
        "any" | "object" | "map" | "dict" => "json",
        "currency" | "amount" => "Money",
        "blob" | "binary" | "bytes" => "file",
        _ => return None,
    })
}
