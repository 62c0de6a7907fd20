//! A node's module: its marker, its id, how to name one, its fields and connections.

use graph_schema::model::{Node, NodeId, Target};
use proc_macro2::TokenStream;
use quote::quote;

use super::{connection, docs::Docs, errors::option, fields, node_path, operation};
use crate::{
    names,
    plan::{Scope, ready_type, target},
};

pub(super) fn module(id: NodeId, node: &Node, scope: Scope<'_>) -> TokenStream {
    let _ = id;
    let inner = scope.inner();
    let module = names::member(&node.module);
    let docs = Docs::new(&node.doc, format!("The node `{}`.", node.name)).note(node.note.as_deref()).tokens();
    let marker = marker(node);
    let targets = node.targets.iter().map(|target| self::target_fn(node, target));
    let aliases = node.names.iter().map(|(name, ty)| {
        let (ident, ty) = (names::member(name), ready_type(ty, inner));
        let doc = format!(" What `{}` takes and gives as `{name}`.", node.name);
        quote!(#[doc = #doc] pub type #ident = #ty;)
    });
    let id_type = (!node.is_object).then(|| {
        let doc = format!(" The id of a `{}`; ids of other nodes do not fit.", node.name);
        quote!(#[doc = #doc] pub type Id = __rt::Id<Node>;)
    });
    let fields = fields::module(node, inner.inner());
    let path = node_path(scope.schema, node);
    let connections =
        node.connections.iter().map(|connection| connection::module(node, connection, &path, inner));
    let operations = node
        .operations
        .iter()
        .filter(|operation| operation.variant_of.is_none())
        .map(|operation| operation::on_node(node, operation, &path, inner));
    quote! {
        #docs
        pub mod #module {
            #[doc(hidden)]
            pub use super::__rt;
            #marker
            #id_type
            #(#aliases)*
            #(#targets)*
            #fields
            #(#connections)*
            #(#operations)*
        }
    }
}

fn marker(node: &Node) -> TokenStream {
    let name = &node.name;
    let doc = format!(" Stands for `{name}` in types; it is never built.");
    let empty = node.empty_is_unavailable;
    let (answer, wrap) = match empty {
        true => (quote!(::core::option::Option<T>), quote!(::core::option::Option::Some(read))),
        false => (quote!(T), quote!(read)),
    };
    quote! {
        #[doc = #doc]
        pub struct Node;

        impl __rt::Node for Node {
            const NAME: &'static str = #name;
            const API: &'static __rt::Api = &super::__API;
            const EMPTY_IS_UNAVAILABLE: bool = #empty;
            type Answer<T> = #answer;

            #[inline]
            fn answer<T>(read: ::core::option::Option<T>) -> ::core::option::Option<Self::Answer<T>> {
                #wrap
            }
        }
    }
}

fn target_fn(node: &Node, item: &Target) -> TokenStream {
    let name = names::member(&item.name);
    let whose = target(item.whose);
    let version = option(node.version.as_deref());
    let docs = Docs::new(&item.doc, format!("A `{}` by its id.", node.name)).tokens();
    match &item.path {
        Some(path) => quote! {
            #docs
            pub fn #name() -> super::At<Node, #whose> {
                super::At::__new(#version, #path)
            }
        },
        None => quote! {
            #docs
            pub fn #name(id: impl __rt::IntoId<Node>) -> super::At<Node, #whose> {
                super::At::__of_id(#version, __rt::IntoId::<Node>::into_id(id).as_str())
            }
        },
    }
}
