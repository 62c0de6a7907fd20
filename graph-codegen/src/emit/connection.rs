//! A connection's module: its list and its operations.

use graph_schema::model::{Connection, Node, Paging, Type};
use proc_macro2::TokenStream;
use quote::quote;

use super::{
    arguments::Taken,
    docs::{self, Docs},
    fields::{deprecated, edge},
    operation,
};
use crate::{
    names,
    plan::{Scope, input, ready_type, wire},
};

pub(super) fn module(node: &Node, connection: &Connection, node_path: &str, scope: Scope<'_>) -> TokenStream {
    let inner = scope.inner();
    let full_name = format!("{}.{}", node.module, connection.name);
    let path = format!("{node_path}/{}", connection.path);
    let module = names::connection_module(&connection.name);
    let method = names::beside_node(&connection.name);
    let docs = Docs::new(&connection.doc, format!("The connection `{}`.", connection.path))
        .say(format!("`GET {path}`"))
        .needs(scope.schema, &connection.permission, &connection.token)
        .say(paging_text(connection.paging))
        .note(connection.note.as_deref())
        .tokens_for(&method);
    let deprecated = deprecated(connection.deprecated.as_deref());
    let parts: Vec<_> = connection.path.split('/').filter(|part| !part.is_empty()).collect();
    let module_doc = format!(" Operations of the connection `{}` of `{}`.", connection.path, node.name);
    let list = list(connection, &full_name, inner);
    let setters = list_setters(connection, inner);
    let mut taken = Taken::of(connection.operations.iter());
    let operations: Vec<_> = connection
        .operations
        .iter()
        .filter(|operation| operation.variant_of.is_none())
        .map(|operation| {
            operation::on_connection(&full_name, operation, &path, inner, &module.to_string(), &mut taken)
        })
        .collect();
    quote! {
        impl<T> super::At<Node, T> {
            #docs
            #deprecated
            #[inline]
            pub fn #method(self) -> super::List<#module::List, T> {
                self.__list(&[#(#parts),*])
            }
        }

        #[doc = #module_doc]
        pub mod #module {
            use super::__rt;
            #list
            #setters
            #(#operations)*
        }
    }
}

fn list(connection: &Connection, full_name: &str, scope: Scope<'_>) -> TokenStream {
    let name = format!("{full_name}.list");
    let wire = wire(&connection.item, scope);
    let item = match connection.item {
        Type::Node(node) => scope.ready(node),
        ref item => ready_type(item, scope),
    };
    let edge = edge(connection, scope);
    let permission = scope.permission(&connection.permission);
    let token = scope.token(&connection.token);
    let description = operation::description(&name, "GET", &connection.permission, &[], scope);
    let doc = format!(" Stands for the list `{name}` in types; it is never built.");
    quote! {
        #[doc = #doc]
        pub struct List;

        impl __rt::ListOperation for List {
            type Wire = #wire;
            type Item = #item;
            type Edge = #edge;
            type Permission = #permission;
            type Token = #token;
            const DESCRIPTION: &'static __rt::Description = #description;
        }
    }
}

fn list_setters(connection: &Connection, scope: Scope<'_>) -> Option<TokenStream> {
    if connection.params.is_empty() {
        return None;
    }
    let root = scope.to_root();
    let setters = connection.params.iter().map(|param| {
        let name = names::beside_list(&param.name);
        let docs = docs::param(param).tokens();
        let (ty, put) = input(param, scope);
        quote! {
            #docs
            #[inline]
            pub fn #name(mut self, value: #ty) -> Self {
                let params = self.__params();
                #put
                self
            }
        }
    });
    Some(quote!(impl<T, I> #root List<List, T, I> { #(#setters)* }))
}

fn paging_text(paging: Paging) -> &'static str {
    match paging {
        Paging::Cursor => "Paged by cursors (`after`, `before`).",
        Paging::Time => "Paged by time (`since`, `until`).",
        Paging::Offset => "Paged by `offset`.",
        Paging::None => "Everything is on one page.",
        Paging::Unknown => {
            "Nobody wrote down how it is paged; links to further pages are followed all the same."
        }
    }
}
