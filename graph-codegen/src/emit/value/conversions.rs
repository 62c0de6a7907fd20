//! What converts into a union: the content of its variants. What converts into an object: its only required member.

use graph_schema::model::{NodeId, Type, UnionId};

use crate::{
    code::{Code, code, name},
    emit::{fields::quiet, scope::Scope, union},
    plan::values::{self, Source},
};

/// The conversions into a union.
pub(in crate::emit) fn union(id: UnionId, scope: Scope<'_>) -> Code {
    let to = scope.union(id);
    // The variant may be one of another union within this one.
    let mut variants = scope.schema.unions.iter().flat_map(|union| &union.variants);
    let quiet = quiet(variants.any(|variant| variant.deprecated.is_some()));
    let all = values::paths(scope.schema, id).into_iter().map(|(source, at)| {
        let value = name!("value");
        let is_nested = match (&scope.schema[id].variants[at].ty, source) {
            (Some(Type::Union(inner)), source) => source != Source::Union(*inner),
            _ => false,
        };
        let content = match (is_nested, source) {
            (true, Source::Text) => code!(::core::convert::Into::into(__rt::owned(value))),
            (true, _) => code!(::core::convert::Into::into(value)),
            (false, Source::Text) => code!(__rt::owned(value)),
            (false, _) => code!(#value),
        };
        let made = union::variant(id, at, content, scope);
        from(source, &to, &made, quiet.as_ref(), scope)
    });
    all.collect()
}

/// The conversions into an object.
pub(in crate::emit) fn object(id: NodeId, scope: Scope<'_>) -> Code {
    let to = scope.ready(id);
    let all = values::object_sources(scope.schema, id);
    all.into_iter().map(|source| from(source, &to, &code!(Self::new(value)), None, scope)).collect()
}

fn from(source: Source, to: &Code, made: &Code, quiet: Option<&Code>, scope: Scope<'_>) -> Code {
    let (generics, ty) = match source {
        Source::Text => (code!(<__T: __rt::AsText>), code!(__T)),
        Source::Object(node) => (Code::default(), scope.ready(node)),
        Source::Union(union) => (Code::default(), scope.union(union)),
    };
    code! {
        #quiet
        impl #generics ::core::convert::From<#ty> for #to {
            #[inline]
            fn from(value: #ty) -> Self {
                #made
            }
        }
    }
}
