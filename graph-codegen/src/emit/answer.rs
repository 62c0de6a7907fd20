//! Answers of operations: which Rust type, and what reads it.

use graph_schema::model::{Operation, Returns, Type};
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::ready::reads;
use crate::{
    names,
    plan::{Scope, ready_type, wire},
};

/// What reads the answer, and a struct of its own where it needs one.
pub(super) fn answer(operation: &Operation, marker: &Ident, scope: Scope<'_>) -> (TokenStream, TokenStream) {
    let none = TokenStream::new();
    let item = |ty: &Type| match ty {
        Type::Node(node) => scope.ready(*node),
        ty => ready_type(ty, scope),
    };
    match &operation.returns {
        Returns::List => unreachable!("connection: lists are emitted as lists"),
        Returns::Success => (quote!(__rt::answer::AsSuccess), none),
        Returns::Membership(ty) => {
            let (wire, item) = (wire(ty, scope), item(ty));
            (quote!(__rt::answer::AsMembership<#wire, #item>), none)
        }
        Returns::Value(ty) => {
            let (wire, item) = (wire(ty, scope), item(ty));
            (quote!(__rt::answer::AsValue<#wire, #item>), none)
        }
        Returns::Members(members) => match members.as_slice() {
            [(name, Type::Id(node))] if name == "id" => {
                let node = scope.marker(*node);
                (quote!(__rt::answer::AsCreated<#node>), none)
            }
            members => {
                let name = format_ident!("{marker}Answer");
                let item = answer_struct(&name, members, scope);
                (quote!(__rt::answer::AsValue<__rt::wire::Node<#name>, #name>), item)
            }
        },
    }
}

fn answer_struct(name: &Ident, members: &[(String, Type)], scope: Scope<'_>) -> TokenStream {
    let idents: Vec<_> = members.iter().map(|(name, _)| names::member(name)).collect();
    let wire_names: Vec<_> = members.iter().map(|(name, _)| name).collect();
    let types = members.iter().map(|(_, ty)| ready_type(ty, scope));
    let listed = members.iter().map(|(name, ty)| (name.as_str(), ty));
    let reads = reads(name, &quote!(#name), listed, scope);
    let docs = wire_names.iter().map(|name| format!(" The member `{name}`."));
    quote! {
        /// The answer.
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct #name {
            #(#[doc = #docs] pub #idents: ::core::option::Option<#types>,)*
        }

        #reads
    }
}
