//! Ready response structs: every field an `Option`, one table of names, one function body each.

use graph_schema::{
    list::List as _,
    model::{Node, NodeId, Type},
};

use super::{
    docs::Docs,
    fields::{deprecated, quiet},
    scope::Scope,
    types::{Held, member_type, wire},
};
use crate::{
    code::{Code, Name, code},
    names,
};

pub(super) fn item(id: NodeId, node: &Node, scope: Scope<'_>) -> Code {
    let name = names::member(&node.name);
    let marker = scope.marker(id);
    let docs = Docs::new(&node.doc, format!("The fields of `{}`.", node.name))
        .say("Every field is optional. Your own struct with `derive(Fields)` requests only the fields it contains.")
        .attributes();
    if !node.is_ready {
        let doc = format!(" The members of `{}` by name: it has no ready struct.", node.name);
        return code!(#[doc = #doc] pub type #name = __rt::Loose<#marker>;);
    }
    let idents: Vec<_> = node.fields.iter().map(|field| names::member(&field.rust)).list();
    let members = node.fields.iter().zip(&idents).map(|(field, ident)| {
        let ty = member_type(Held::Node(id), &field.ty, scope);
        let docs = Docs::new(&field.doc, format!("The field `{}`.", field.name)).attributes();
        let deprecated = deprecated(field.deprecated.as_deref());
        code!(#docs #deprecated pub #ident: __rt::Option<#ty>,)
    });
    let quiet = quiet(node.fields.iter().any(|field| field.deprecated.is_some()));
    let wire_names = node.fields.iter().map(|field| &field.name);
    let rest = names::rest(node.fields.iter().map(|field| field.rust.as_str()));
    let numbers: Vec<usize> = (0..idents.len()).list();
    code! {
        #docs
        pub struct #name {
            #(#members)*
            /// Members that the schema does not know.
            pub #rest: __rt::Rest,
        }

        #quiet
        impl __rt::ready::Members for #name {
            const NAMES: &'static [&'static __rt::str] = &[#(#wire_names),*];
            #[inline]
            fn slot(&self, at: __rt::usize) -> &dyn __rt::ready::Slot {
                match at { #(#numbers => &self.#idents,)* _ => &self.#rest }
            }
            #[inline]
            fn slot_mut(&mut self, at: __rt::usize) -> &mut dyn __rt::ready::Slot {
                match at { #(#numbers => &mut self.#idents,)* _ => &mut self.#rest }
            }
        }

        #quiet
        impl ::core::default::Default for #name {
            #[inline]
            fn default() -> Self {
                Self { #(#idents: __rt::None,)* #rest: __rt::Rest::new() }
            }
        }

        #[diagnostic::do_not_recommend]
        impl __rt::ReadsAs<__rt::wire::Node<#marker>> for #name {
            #[inline]
            fn read(reader: &mut __rt::Reader<'_>) -> __rt::Decoded<Self> {
                __rt::ready::read(reader)
            }
        }

        impl ::core::clone::Clone for #name {
            #[inline]
            fn clone(&self) -> Self {
                __rt::ready::copied(self)
            }
        }

        impl ::core::cmp::PartialEq for #name {
            #[inline]
            fn eq(&self, other: &Self) -> __rt::bool {
                __rt::ready::same(self, other)
            }
        }

        impl __rt::fmt::Debug for #name {
            #[inline]
            fn fmt(&self, f: &mut __rt::fmt::Formatter<'_>) -> __rt::fmt::Result {
                __rt::ready::show(self, f)
            }
        }

        impl __rt::serde::Serialize for #name {
            #[inline]
            fn serialize<S: __rt::serde::Serializer>(&self, serializer: S) -> ::core::result::Result<S::Ok, S::Error> {
                __rt::ready::write(self, serializer)
            }
        }

        impl<'de> __rt::serde::Deserialize<'de> for #name {
            #[inline]
            fn deserialize<D: __rt::serde::Deserializer<'de>>(deserializer: D) -> ::core::result::Result<Self, D::Error> {
                __rt::ready::deserialize(deserializer)
            }
        }

        impl __rt::Fields for #name {
            type Node = #marker;
        }
        #[diagnostic::do_not_recommend]
        impl __rt::SelectionOf<#marker> for #name {}
        impl __rt::Ready for #name {
            type Wire = __rt::wire::Node<#marker>;
            type Held = __rt::shape::WithoutShape;
        }
        // Not `T`: a node may be called so.
        impl<__T, __K, __S> __rt::Allowed<__T, __K, __S> for #name {}
        impl<__T, __K, __S> __rt::Selectable<__T, __K, __S> for #name {}
    }
}

/// Reads the struct of an answer: one table of names, one function body.
pub(super) fn reads<'a>(
    name: &Name,
    marker: &Code,
    members: impl Iterator<Item = (&'a str, &'a Type)>,
    rest: &Name,
    scope: Scope<'_>,
) -> Code {
    let members: Vec<(&str, &Type)> = members.list();
    let wire_names = members.iter().map(|(name, _)| name);
    let idents = members.iter().map(|(name, _)| names::member(name));
    let wires = members.iter().map(|(_, ty)| wire(ty, scope));
    let indices = 0..members.len();
    code! {
        // Of no use in an error message.
        #[diagnostic::do_not_recommend]
        #[allow(deprecated)]
        impl __rt::ReadsAs<__rt::wire::Node<#marker>> for #name {
            #[inline]
            fn read(reader: &mut __rt::Reader<'_>) -> __rt::Decoded<Self> {
                let mut this = <Self as ::core::default::Default>::default();
                this.#rest = __rt::members(reader, &[#(#wire_names),*], &mut |at, reader| match at {
                    #(#indices => __rt::slot::<#wires, _>(reader, &mut this.#idents),)*
                    _ => reader.skip(),
                })?;
                __rt::Ok(this)
            }
        }
    }
}
