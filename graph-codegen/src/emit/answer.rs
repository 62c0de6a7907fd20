//! Answers of operations: the Rust type, and how it is read.

use graph_schema::{
    list::List as _,
    model::{Operation, Returns, Type},
};

use super::{
    ready::reads,
    scope::Scope,
    types::{ready_type, wire},
};
use crate::{
    code::{Code, Name, code, name},
    names,
};

/// The type that reads the answer, and the answer struct if there is one.
pub(super) fn answer(operation: &Operation, marker: &Name, scope: Scope<'_>) -> (Code, Code) {
    let (reads, item) = plain(operation, marker, scope);
    match operation.in_data {
        true => (code!(__rt::answer::AsInData<#reads>), item),
        false => (reads, item),
    }
}

fn plain(operation: &Operation, marker: &Name, scope: Scope<'_>) -> (Code, Code) {
    let none = Code::new();
    let item = |ty: &Type| match ty {
        Type::Node(node) => scope.ready(*node),
        ty => ready_type(ty, scope),
    };
    match &operation.returns {
        Returns::List => unreachable!("connection: lists are emitted as lists"),
        Returns::Success => (code!(__rt::answer::AsSuccess), none),
        Returns::Written => (code!(__rt::answer::AsWritten), none),
        Returns::Membership(ty) => {
            let (wire, item) = (wire(ty, scope), item(ty));
            (code!(__rt::answer::AsMembership<#wire, #item>), none)
        }
        Returns::Value(ty) => {
            let (wire, item) = (wire(ty, scope), item(ty));
            (code!(__rt::answer::AsValue<#wire, #item>), none)
        }
        Returns::Members(members) => match members.as_slice() {
            [(name, Type::Id(node))] if name == "id" => {
                let node = scope.marker(*node);
                (code!(__rt::answer::AsCreated<#node>), none)
            }
            members => {
                let name = name!("{marker}Answer");
                let item = answer_struct(&name, members, scope);
                (code!(__rt::answer::AsValue<__rt::wire::Node<#name>, #name>), item)
            }
        },
    }
}

fn answer_struct(name: &Name, members: &[(String, Type)], scope: Scope<'_>) -> Code {
    let idents: Vec<_> = members.iter().map(|(name, _)| names::member(name)).list();
    let wire_names: Vec<_> = members.iter().map(|(name, _)| name).list();
    let types = members.iter().map(|(_, ty)| ready_type(ty, scope));
    let listed = members.iter().map(|(name, ty)| (name.as_str(), ty));
    let rest = names::rest(listed.clone().map(|(name, _)| name));
    let reads = reads(name, &code!(#name), listed, &rest, scope);
    let docs = wire_names.iter().map(|name| format!(" The member `{name}`."));
    code! {
        /// The response.
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct #name {
            #(#[doc = #docs] pub #idents: __rt::Option<#types>,)*
            /// Members that the schema does not know.
            pub #rest: __rt::Rest,
        }

        #reads
    }
}
