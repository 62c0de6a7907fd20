//! What objects that are sent and unions have in common.

pub(super) mod conversions;

use graph_schema::model::{Limit, Limits, NodeId, Pattern, Type, UnionId};

use super::{scope::Scope, types::Held};
use crate::code::{Code, Name, code};

/// The implementations of an object that only call the runtime.
pub(super) fn of_object(id: NodeId, name: &Name, scope: Scope<'_>) -> Code {
    let marker = scope.marker(id);
    match scope.values.has_fields(id) {
        true => code!(__rt::shape_impls! { #name: #marker }),
        false => code!(__rt::shape_impls! { #name }),
    }
}

/// Those of a union.
pub(super) fn of_union(id: UnionId, name: &Name, scope: Scope<'_>) -> Code {
    match scope.values.is_union_selected(id) {
        true => code!(__rt::shape_impls! { #name, selected }),
        false => code!(__rt::shape_impls! { #name }),
    }
}

/// A value to read into, for what a type must have.
pub(super) fn vacant(holder: Held, ty: &Type, scope: Scope<'_>) -> Code {
    let is_shaped = match ty {
        Type::Node(node) => scope.values.is_shaped(*node),
        Type::Union(_) => true,
        _ => false,
    };
    match (is_shaped, holder.needs_box(ty, scope.schema)) {
        (true, true) => code!(__rt::Box::new(__rt::shape::made())),
        (true, false) => code!(__rt::shape::made()),
        (false, _) => code!(__rt::vacant()),
    }
}

/// The limits of a member or parameter, one by one.
pub(super) fn limits(limits: &Limits) -> impl Iterator<Item = Code> {
    limits.each().map(|limit| match limit {
        Limit::MinLength(limit) => code!(__rt::Limit::MinLength(#limit)),
        Limit::MaxLength(limit) => code!(__rt::Limit::MaxLength(#limit)),
        Limit::MaxBytes(limit) => code!(__rt::Limit::MaxBytes(#limit)),
        Limit::Min(limit) => code!(__rt::Limit::Min(#limit)),
        Limit::Max(limit) => code!(__rt::Limit::Max(#limit)),
        Limit::MinItems(limit) => code!(__rt::Limit::MinItems(#limit)),
        Limit::MaxItems(limit) => code!(__rt::Limit::MaxItems(#limit)),
        Limit::Pattern(pattern) => {
            let pattern = Name::new(match pattern {
                Pattern::Digits => "Digits",
                Pattern::Alphanumeric => "Alphanumeric",
                Pattern::Snake => "Snake",
                Pattern::Https => "Https",
                Pattern::OneLine => "OneLine",
            });
            code!(__rt::Limit::Pattern(__rt::Pattern::#pattern))
        }
    })
}
