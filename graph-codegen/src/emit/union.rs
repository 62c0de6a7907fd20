//! Unions: an enum with the variants that the schema knows, and its tables.

use graph_schema::list::List as _;
use graph_schema::model::{Union, UnionForm, UnionId, Variant};

use super::{
    docs::Docs,
    fields::{deprecated, quiet},
    scope::Scope,
    types::{Held, member_type},
    value::{conversions, limits, of_union, vacant},
};
use crate::{
    code::{Code, Name, code},
    names,
};

pub(super) fn item(id: UnionId, union: &Union, scope: Scope<'_>) -> Code {
    let name = names::member(&union.name);
    let docs = Docs::new(&union.doc, format!("One of several kinds of `{}`.", union.name))
        .note(union.note.as_deref())
        .say("A kind that the schema does not know, or whose content cannot be read, is `Other` with its JSON.")
        .attributes();
    let variants = union.variants.iter().map(|variant| {
        let ident = names::member(&variant.rust);
        let docs = Docs::new(&variant.doc, format!("The kind `{}`.", variant.word))
            .note(variant.note.as_deref())
            .attributes();
        let deprecated = deprecated(variant.deprecated.as_deref());
        match &variant.ty {
            Some(ty) => {
                let ty = member_type(Held::Union(id), ty, scope);
                code!(#docs #deprecated #ident(#ty),)
            }
            None => code!(#docs #deprecated #ident,),
        }
    });
    let idents: Vec<Name> = union.variants.iter().map(|variant| names::member(&variant.rust)).list();
    let words = union.variants.iter().map(|variant| &variant.word);
    let numbers: Vec<usize> = (0..union.variants.len()).list();
    let made = union.variants.iter().zip(&idents).map(|(variant, ident)| match &variant.ty {
        Some(ty) => {
            let value = vacant(Held::Union(id), ty, scope);
            code!(Self::#ident(#value))
        }
        None => code!(Self::#ident),
    });
    let pattern = |variant: &Variant| variant.ty.as_ref().map(|_| code!((..)));
    let patterns = union.variants.iter().map(pattern);
    let slots: Vec<Code> = union
        .variants
        .iter()
        .zip(&idents)
        .map(|(variant, ident)| match variant.ty {
            Some(_) => code!(Self::#ident(content) => content,),
            None => code!(Self::#ident => __rt::nothing(),),
        })
        .list();
    let slots_mut = union.variants.iter().zip(&idents).map(|(variant, ident)| match variant.ty {
        Some(_) => code!(Self::#ident(content) => content,),
        None => code!(Self::#ident => __rt::nothing_mut(),),
    });
    let last = union.variants.len();
    let quiet = quiet(union.variants.iter().any(|variant| variant.deprecated.is_some()));
    let facts = facts(union);
    let plain = of_union(id, &name, scope);
    let conversions = scope.values.is_union_sent(id).then(|| conversions::union(id, scope));
    let union_name = &union.name;
    code! {
        #docs
        #[non_exhaustive]
        #[allow(clippy::large_enum_variant)]
        pub enum #name {
            #(#variants)*
            /// A kind that the schema does not know, or whose content cannot be read.
            Other(__rt::Json),
        }

        #quiet
        impl __rt::Shape for #name {
            const IS_UNION: __rt::bool = true;
            #[inline]
            fn table() -> &'static __rt::Table {
                &__rt::Table {
                    name: #union_name,
                    names: &[#(#words),*],
                    record: &__rt::RecordFacts::NONE,
                    union: __rt::Some(&__rt::UnionFacts { #facts ..__rt::UnionFacts::BY_MEMBER }),
                }
            }
            #[inline]
            fn make(at: __rt::usize) -> Self {
                match at { #(#numbers => #made,)* _ => Self::Other(__rt::Json::Null) }
            }
            #[inline]
            fn at(&self) -> __rt::usize {
                match self { #(Self::#idents #patterns => #numbers,)* Self::Other(_) => #last }
            }
            #[inline]
            fn slot(&self, _: __rt::usize) -> &dyn __rt::ready::Slot {
                match self { #(#slots)* Self::Other(content) => content }
            }
            #[inline]
            fn slot_mut(&mut self, _: __rt::usize) -> &mut dyn __rt::ready::Slot {
                match self { #(#slots_mut)* Self::Other(content) => content }
            }
        }

        #plain
        #conversions
    }
}

fn facts(union: &Union) -> Code {
    let tag = union.form.tag().map(|tag| code!(tag: #tag,));
    let content = match &union.form {
        UnionForm::Named { .. } | UnionForm::Member => {
            let others = union.variants.iter().enumerate();
            let others: Vec<Code> = others
                .filter(|(_, variant)| variant.member != variant.word)
                .map(|(at, variant)| {
                    let member = &variant.member;
                    code!((#at, #member))
                })
                .collect();
            (!others.is_empty()).then(|| code!(content: __rt::Content::Member(&[#(#others),*]),))
        }
        UnionForm::Inline { .. } => Some(code!(content: __rt::Content::Inline,)),
        UnionForm::Within { content, .. } => Some(code!(content: __rt::Content::Within(#content),)),
    };
    let default = union.default.map(|at| code!(default: __rt::Some(#at),));
    let aliases: Vec<Code> = union
        .variants
        .iter()
        .enumerate()
        .flat_map(|(at, variant)| variant.aliases.iter().map(move |alias| code!((#alias, #at))))
        .list();
    let aliases = (!aliases.is_empty()).then(|| code!(aliases: &[#(#aliases),*],));
    let limited: Vec<Code> = union
        .variants
        .iter()
        .enumerate()
        .filter(|(_, variant)| !variant.limits.is_empty())
        .map(|(at, variant)| {
            let limits = limits(&variant.limits);
            code!((#at, &[#(#limits),*]))
        })
        .list();
    let limited = (!limited.is_empty()).then(|| code!(limits: &[#(#limited),*],));
    let empty: Vec<usize> = union
        .variants
        .iter()
        .enumerate()
        .filter(|(_, variant)| variant.ty.is_none())
        .map(|(at, _)| at)
        .list();
    let empty = (!empty.is_empty()).then(|| code!(empty: &[#(#empty),*],));
    code!(#tag #content #default #aliases #limited #empty)
}

/// The content of a variant, from an argument.
pub(super) fn variant(union: UnionId, at: usize, content: Code, scope: Scope<'_>) -> Code {
    let path = scope.union(union);
    let variant = &scope.schema[union].variants[at];
    let ident = names::member(&variant.rust);
    match &variant.ty {
        Some(ty) if Held::Union(union).needs_box(ty, scope.schema) => {
            code!(#path::#ident(__rt::Box::new(#content)))
        }
        Some(_) => code!(#path::#ident(#content)),
        None => code!(#path::#ident),
    }
}
