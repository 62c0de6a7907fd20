//! Ready response structs: every field an `Option`, one table of names, one body each.

use graph_schema::model::{Node, NodeId, Type};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::{docs::Docs, fields::deprecated};
use crate::{
    names,
    plan::{Scope, ready_type, wire},
};

pub(super) fn item(id: NodeId, node: &Node, scope: Scope<'_>) -> TokenStream {
    let name = names::member(&node.name);
    let marker = scope.marker(id);
    let docs = Docs::new(&node.doc, format!("The fields of `{}`.", node.name))
        .say("Every field is optional. A struct of one's own with `derive(Fields)` holds just what one asks for.")
        .tokens();
    let idents: Vec<_> = node.fields.iter().map(|field| names::member(&field.rust)).collect();
    let members = node.fields.iter().zip(&idents).map(|(field, ident)| {
        let ty = ready_type(&field.ty, scope);
        let docs = Docs::new(&field.doc, format!("The field `{}`.", field.name)).tokens();
        let deprecated = deprecated(field.deprecated.as_deref());
        quote!(#docs #deprecated pub #ident: ::core::option::Option<#ty>,)
    });
    let wire_names: Vec<_> = node.fields.iter().map(|field| &field.name).collect();
    let wires = node.fields.iter().map(|field| wire(&field.ty, scope));
    let indices = 0..node.fields.len();
    let rest = names::member(if node.field("rest").is_some() { "rest_" } else { "rest" });
    quote! {
        #docs
        #[allow(deprecated)]
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct #name {
            #(#members)*
            /// Members that the schema does not know.
            pub #rest: __rt::Rest,
        }

        #[diagnostic::do_not_recommend]
        #[allow(deprecated)]
        impl __rt::ReadsAs<__rt::wire::Node<#marker>> for #name {
            fn read(reader: &mut __rt::Reader<'_>) -> __rt::Decoded<Self> {
                let mut this = Self::default();
                let mut rest: __rt::Rest = ::core::default::Default::default();
                __rt::object_with_rest::<#marker>(reader, &[#(#wire_names),*], &mut |at, reader| match at {
                    #(#indices => __rt::slot::<#wires, _>(reader, &mut this.#idents),)*
                    _ => reader.skip(),
                }, &mut rest)?;
                this.#rest = rest;
                ::core::result::Result::Ok(this)
            }
        }

        #[allow(deprecated)]
        impl __rt::serde::Serialize for #name {
            fn serialize<S: __rt::serde::Serializer>(&self, serializer: S) -> ::core::result::Result<S::Ok, S::Error> {
                __rt::serialize(serializer, &mut |members| {
                    #(members.add(#wire_names, &self.#idents);)*
                    members.rest(&self.#rest);
                })
            }
        }

        impl<'de> __rt::serde::Deserialize<'de> for #name {
            fn deserialize<D: __rt::serde::Deserializer<'de>>(deserializer: D) -> ::core::result::Result<Self, D::Error> {
                __rt::deserialize::<__rt::wire::Node<#marker>, Self, D>(deserializer)
            }
        }

        impl __rt::Fields for #name {
            type Node = #marker;
        }
        #[diagnostic::do_not_recommend]
        impl __rt::Of<#marker> for #name {}
        impl __rt::Ready for #name {}
        impl<T, K, S> __rt::Allowed<T, K, S> for #name {}
        impl<T, K, S> __rt::Below<T, K, S> for #name {}
    }
}

/// How the struct of an answer is read: one table of names, one body.
pub(super) fn reads<'a>(
    name: &Ident,
    marker: &TokenStream,
    members: impl Iterator<Item = (&'a str, &'a Type)>,
    scope: Scope<'_>,
) -> TokenStream {
    let members: Vec<(&str, &Type)> = members.collect();
    let wire_names = members.iter().map(|(name, _)| name);
    let idents = members.iter().map(|(name, _)| names::member(name));
    let wires = members.iter().map(|(_, ty)| wire(ty, scope));
    let indices = 0..members.len();
    quote! {
        // Not what somebody who made a mistake looks for: messages leave these impls out.
        #[diagnostic::do_not_recommend]
        #[allow(deprecated)]
        impl __rt::ReadsAs<__rt::wire::Node<#marker>> for #name {
            fn read(reader: &mut __rt::Reader<'_>) -> __rt::Decoded<Self> {
                let mut this = Self::default();
                reader.object(&[#(#wire_names),*], &mut |at, reader| match at {
                    #(#indices => __rt::slot::<#wires, _>(reader, &mut this.#idents),)*
                    _ => reader.skip(),
                })?;
                ::core::result::Result::Ok(this)
            }
        }
    }
}
