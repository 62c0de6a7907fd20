//! What an operation cannot be without: arguments of its constructor.
//!
//! Two neighbours of one Rust type could be swapped, and more than four are hard to read: then
//! they are one struct, of which rustc names the missing field.

use graph_schema::model::{Operation, ParamId, Segment, Type};
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::{
    arguments::{Arguments, argument_trait},
    docs,
};
use crate::{
    names,
    plan::{CallPlan, Input, Scope, input, path_value, ready_type},
};

/// More arguments than these are a struct.
const MOST: usize = 4;

pub(super) struct Constructor {
    /// The struct of the arguments, where they are one.
    pub(super) item: TokenStream,
    /// `name: impl Into<String>`
    pub(super) inputs: Vec<TokenStream>,
    /// Takes the struct apart.
    pub(super) unpack: TokenStream,
    /// Writes path and parameters; the call is `__call`, the arguments have their own names.
    pub(super) statements: Vec<TokenStream>,
}

/// One argument.
struct Argument {
    name: Ident,
    /// As an argument by itself.
    ty: TokenStream,
    /// As a field of the struct.
    owned: TokenStream,
    docs: TokenStream,
    put: TokenStream,
}

pub(super) fn new(
    operation: &Operation,
    plan: &CallPlan,
    scope: Scope<'_>,
    arguments: &Arguments<'_>,
) -> Constructor {
    let list: Vec<Argument> =
        plan.arguments.iter().map(|input| argument(input, operation, plan, scope, arguments)).collect();
    let mut statements = path_statements(operation, &plan.path, scope);
    statements.extend(list.iter().map(|argument| argument.put.clone()));
    if !is_struct(&list) {
        let inputs = list.iter().map(|Argument { name, ty, .. }| quote!(#name: #ty)).collect();
        return Constructor { item: TokenStream::new(), inputs, unpack: TokenStream::new(), statements };
    }
    let name = format_ident!("{}Params", names::camel(&operation.name));
    let fields = list.iter().map(|Argument { name, owned, docs, .. }| quote!(#docs pub #name: #owned,));
    let names = list.iter().map(|argument| &argument.name);
    let doc = format!(" What `{}` cannot be without.", operation.name);
    let item = quote! {
        #[doc = #doc]
        #[derive(Clone, Debug, PartialEq)]
        pub struct #name {
            #(#fields)*
        }
    };
    Constructor {
        item,
        inputs: vec![quote!(required: #name)],
        unpack: quote!(let #name { #(#names),* } = required;),
        statements,
    }
}

/// The arguments of an operation that answers a list: each by itself, written in its order.
pub(super) fn of_list(operation: &Operation, scope: Scope<'_>) -> Constructor {
    let path = operation.path.clone();
    let on_path = |id: &ParamId| path.contains(&Segment::Param(*id));
    let required = operation.params().filter(|(id, param)| param.required || on_path(id));
    let mut statements = Vec::new();
    let mut inputs = Vec::new();
    for (id, param) in required {
        let (ty, put) = input(param, scope);
        let name = names::member(&param.rust);
        inputs.push(quote!(#name: #ty));
        if !on_path(&id) {
            statements.push(quote!({ let value = #name; let params = __rt::params(&mut __call); #put }));
        }
    }
    statements.extend(path_statements(operation, &operation.path, scope));
    Constructor { item: TokenStream::new(), inputs, unpack: TokenStream::new(), statements }
}

/// Whether two could be swapped, or there are too many.
fn is_struct(list: &[Argument]) -> bool {
    let types: Vec<String> = list.iter().map(|argument| argument.ty.to_string()).collect();
    let swappable = types.iter().enumerate().any(|(at, ty)| types[..at].contains(ty));
    swappable || list.len() > MOST
}

fn argument(
    argument: &Input,
    operation: &Operation,
    plan: &CallPlan,
    scope: Scope<'_>,
    arguments: &Arguments<'_>,
) -> Argument {
    match argument {
        Input::Param(id) => {
            let param = operation.param(*id);
            let (ty, put) = input(param, scope);
            let name = names::member(&param.rust);
            let owned = match &param.ty {
                Type::Node(node) => scope.ready(*node),
                ty => ready_type(ty, scope),
            };
            // A part of the path is written with the path.
            let on_path = plan.path.contains(&Segment::Param(*id));
            let put = if on_path {
                TokenStream::new()
            } else {
                quote!({ let value = #name; let params = __rt::params(&mut __call); #put })
            };
            Argument { name, ty, owned, docs: docs::param(param).tokens(), put }
        }
        Input::Owner(id) => {
            let name = names::member(&operation.param(*id).rust);
            let docs = docs::param(operation.param(*id)).tokens();
            argument_type(name, arguments.owner_type(*id), docs, &arguments.put_owner(*id))
        }
        Input::Choice(choice) => {
            let docs = quote!(#[doc = " What it is about."]);
            let ty = arguments.choice_type(*choice);
            let put = arguments.put_choice(*choice);
            argument_type(choice_name(operation, plan, *choice), ty, docs, &put)
        }
    }
}

/// What the argument of a group is called, beside the names of parameters: `message_or_link`.
fn choice_name(operation: &Operation, plan: &CallPlan, choice: usize) -> Ident {
    // rustc shows the name where the argument is missing.
    let members = plan.choices.get(choice).map_or(&[][..], |choice| choice.members.as_slice());
    let names: Vec<&str> = members.iter().map(|id| operation.param(*id).rust.as_str()).collect();
    let mut name = if names.len() > 3 { "what_changes".to_owned() } else { names.join("_or_") };
    while operation.params.iter().any(|param| param.rust == name) {
        name.push('_');
    }
    names::member(&name)
}

/// An argument that is a type of its own.
fn argument_type(name: Ident, ty: Ident, docs: TokenStream, put: &TokenStream) -> Argument {
    let takes = argument_trait(&ty);
    Argument {
        put: quote!({ let value = #name; let params = __rt::params(&mut __call); #put }),
        ty: quote!(impl #takes),
        owned: quote!(#ty),
        name,
        docs,
    }
}

/// Statements that write the path behind the node or connection.
fn path_statements(operation: &Operation, path: &[Segment], scope: Scope<'_>) -> Vec<TokenStream> {
    path.iter()
        .map(|segment| match segment {
            Segment::Literal(text) => quote!(__rt::Holds::held(&mut __call).segment(#text);),
            Segment::Param(id) => {
                let param = operation.param(*id);
                let (name, wire_name) = (names::member(&param.rust), &param.name);
                let value = path_value(&param.ty, &name, scope);
                quote!(__rt::Holds::held(&mut __call).value_segment(#wire_name, #value);)
            }
        })
        .collect()
}
