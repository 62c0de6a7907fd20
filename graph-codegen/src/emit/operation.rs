//! Operations: a marker that carries the facts, a constructor, setters.

use graph_schema::model::{Node, Operation, OperationError, PerTarget, Requirement, Returns, Segment, Type};
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::{
    arguments::{self, Taken},
    docs, errors,
    fields::deprecated,
};
use crate::{
    names,
    plan::{CallPlan, Input, Scope, input, plan, ready_type, whose_word, wire},
};

/// An operation of a connection: a method of its list.
pub(super) fn on_connection(
    connection: &str,
    operation: &Operation,
    path: &str,
    scope: Scope<'_>,
    module: &str,
    taken: &mut Taken,
) -> TokenStream {
    let root = scope.to_root();
    let receiver = quote!(#root List<List, T>);
    let full_name = format!("{connection}.{}", operation.name);
    items(&full_name, operation, path, scope, &receiver, names::beside_list(&operation.name), module, taken)
}

/// An operation of a node: a method of the node.
pub(super) fn on_node(node: &Node, operation: &Operation, path: &str, scope: Scope<'_>) -> TokenStream {
    let inner = scope.inner();
    let root = inner.to_root();
    let receiver = quote!(#root At<super::Node, T>);
    let full_name = format!("{}.{}", node.module, operation.name);
    let module = names::connection_module(&operation.name);
    let method = names::beside_node(&operation.name);
    let items = items(
        &full_name,
        operation,
        path,
        inner,
        &receiver,
        method,
        &module.to_string(),
        &mut Taken::default(),
    );
    let doc = format!(" The operation `{full_name}`.");
    quote! {
        #[doc = #doc]
        pub mod #module {
            use super::__rt;
            #items
        }
    }
}

#[expect(clippy::too_many_arguments, reason = "the two callers differ in all of them")]
fn items(
    full_name: &str,
    operation: &Operation,
    path: &str,
    scope: Scope<'_>,
    receiver: &TokenStream,
    method: Ident,
    module: &str,
    taken: &mut Taken,
) -> TokenStream {
    let root = scope.to_root();
    let plan = plan(operation);
    let marker = names::camel(&operation.name);
    let path = full_path(path, operation);
    let docs = docs::operation(scope.schema, operation, &path).tokens_for(&method);
    let deprecated = deprecated(operation.deprecated.as_deref());
    let facts = facts(full_name, operation, &marker, scope);
    let errors = errors::own(operation, full_name);
    let arguments = arguments::Arguments::new(operation, &plan, scope, module, taken);
    let (names_of, types_of, puts) = constructor(operation, &plan, scope, &arguments);
    let segments = segments(operation, &plan, scope);
    let argument_items = arguments.items();
    let setters = setters(operation, &plan, scope, &marker, &arguments);
    quote! {
        #facts
        #errors
        #argument_items

        impl<T> #receiver {
            #docs
            #deprecated
            pub fn #method(self #(, #names_of: #types_of)*) -> #root Call<#marker, T> {
                let mut call = self.__call::<#marker>();
                #(#segments)*
                #(#puts)*
                call
            }
        }

        #setters
    }
}

fn full_path(path: &str, operation: &Operation) -> String {
    let mut path = path.to_owned();
    for segment in &operation.path {
        path += &match segment {
            Segment::Literal(text) => format!("/{text}"),
            Segment::Param(id) => format!("/{{{}}}", operation.param(*id).name),
        };
    }
    path
}

/// The marker type with what the schema says of the operation.
fn facts(full_name: &str, operation: &Operation, marker: &Ident, scope: Scope<'_>) -> TokenStream {
    let permission = scope.permission(&operation.permission);
    let token = scope.token(&operation.token);
    let description =
        description(full_name, operation.method.name(), &operation.permission, &operation.errors, scope);
    let (output, decode, extra) = answer(operation, marker, scope);
    let doc = format!(" Stands for `{full_name}` in types; it is never built.");
    quote! {
        #extra
        #[doc = #doc]
        pub struct #marker;

        impl __rt::Operation for #marker {
            type Output = #output;
            type Permission = #permission;
            type Token = #token;
            const DESCRIPTION: &'static __rt::Description = #description;

            #[inline]
            fn decode(body: &[u8], api: &'static __rt::Api) -> __rt::Result<Self::Output> {
                #decode(body, api)
            }
        }
    }
}

/// The Rust type of the answer, the function that reads it, and a struct of its own where it needs one.
fn answer(
    operation: &Operation,
    marker: &Ident,
    scope: Scope<'_>,
) -> (TokenStream, TokenStream, TokenStream) {
    let none = TokenStream::new();
    let item = |ty: &Type| match ty {
        Type::Node(node) => scope.ready(*node),
        ty => ready_type(ty, scope),
    };
    match &operation.returns {
        Returns::Success => (quote!(()), quote!(__rt::answer::success), none),
        Returns::Membership(ty) => {
            let (wire, item) = (wire(ty, scope), item(ty));
            (quote!(::core::option::Option<#item>), quote!(__rt::answer::membership::<#wire, #item>), none)
        }
        Returns::Value(ty) => {
            let (wire, item) = (wire(ty, scope), item(ty));
            (item.clone(), quote!(__rt::answer::value::<#wire, #item>), none)
        }
        Returns::Members(members) => match members.as_slice() {
            [(name, Type::Id(node))] if name == "id" => {
                let node = scope.marker(*node);
                (quote!(__rt::Created<#node>), quote!(__rt::answer::created::<#node>), none)
            }
            members => {
                let name = format_ident!("{marker}Answer");
                let item = answer_struct(&name, members, scope);
                (quote!(#name), quote!(__rt::answer::value::<__rt::wire::Node<#name>, #name>), item)
            }
        },
    }
}

fn answer_struct(name: &Ident, members: &[(String, Type)], scope: Scope<'_>) -> TokenStream {
    let idents: Vec<_> = members.iter().map(|(name, _)| names::member(name)).collect();
    let wire_names: Vec<_> = members.iter().map(|(name, _)| name).collect();
    let types = members.iter().map(|(_, ty)| ready_type(ty, scope));
    let wires = members.iter().map(|(_, ty)| wire(ty, scope));
    let indices = 0..members.len();
    let docs = wire_names.iter().map(|name| format!(" The member `{name}`."));
    quote! {
        /// The answer.
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct #name {
            #(#[doc = #docs] pub #idents: ::core::option::Option<#types>,)*
        }

        impl __rt::ReadsAs<__rt::wire::Node<#name>> for #name {
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

/// What is known of an operation or list at run time.
pub(super) fn description(
    name: &str,
    method: &str,
    permission: &PerTarget<Requirement>,
    errors: &[OperationError],
    scope: Scope<'_>,
) -> TokenStream {
    let method = format_ident!("{method}");
    let needed = [&permission.own, &permission.friend, &permission.other].map(|requirement| {
        let all = match requirement {
            Requirement::Needs(all) => all.as_slice(),
            _ => &[],
        };
        let all = all.iter().map(|any| {
            let names = any.iter().map(|id| &scope.schema[*id].name);
            quote!(&[#(#names),*])
        });
        quote!(&[#(#all),*])
    });
    let errors = errors.iter().map(|error| {
        let (code, name, meaning) = (error.code, &error.name, &error.meaning);
        quote!((#code, #name, #meaning))
    });
    quote! {
        &__rt::Description {
            name: #name, method: __rt::Method::#method, permissions: [#(#needed),*], errors: &[#(#errors),*],
        }
    }
}

/// Names, types and statements of the constructor's arguments.
fn constructor(
    operation: &Operation,
    plan: &CallPlan,
    scope: Scope<'_>,
    arguments: &arguments::Arguments<'_>,
) -> (Vec<Ident>, Vec<TokenStream>, Vec<TokenStream>) {
    let mut names = Vec::new();
    let mut types = Vec::new();
    let mut puts = Vec::new();
    for argument in &plan.arguments {
        let (name, ty, put) = match argument {
            Input::Param(id) => {
                let param = operation.param(*id);
                let (ty, put) = input(param, scope);
                let name = names::member(&param.name);
                // A part of the path is written with the path.
                let on_path = plan.path.contains(&Segment::Param(*id));
                let put = if on_path {
                    TokenStream::new()
                } else {
                    quote!({ let params = call.__params(); let value = #name; #put })
                };
                (name, ty, put)
            }
            Input::Owner(id) => {
                let name = names::member(&operation.param(*id).name);
                let owner = arguments.owner_type(*id);
                (
                    name.clone(),
                    quote!(impl __rt::Argument<#owner>),
                    quote!(call.__params().extend(__rt::Argument::<#owner>::into_argument(#name).0);),
                )
            }
            Input::Choice(choice) => {
                let ty = arguments.choice_type(*choice);
                (
                    format_ident!("content"),
                    quote!(impl __rt::Argument<#ty>),
                    quote!(call.__params().extend(__rt::Argument::<#ty>::into_argument(content).0);),
                )
            }
        };
        names.push(name);
        types.push(ty);
        puts.push(put);
    }
    (names, types, puts)
}

/// Statements that write the path behind the node or connection.
fn segments(operation: &Operation, plan: &CallPlan, scope: Scope<'_>) -> Vec<TokenStream> {
    plan.path
        .iter()
        .map(|segment| match segment {
            Segment::Literal(text) => quote!(call.__request().segment(#text);),
            Segment::Param(id) => {
                let param = operation.param(*id);
                let (name, wire_name) = (names::member(&param.name), &param.name);
                let value = crate::plan::path_value(&param.ty, &name, scope);
                quote!(call.__request().value_segment(#wire_name, #value);)
            }
        })
        .collect()
}

fn setters(
    operation: &Operation,
    plan: &CallPlan,
    scope: Scope<'_>,
    marker: &Ident,
    arguments: &arguments::Arguments<'_>,
) -> TokenStream {
    let root = scope.to_root();
    let mut targets = Vec::new();
    let setters: Vec<TokenStream> = plan
        .setters
        .iter()
        .map(|setter| {
            let (id, ty, put) = match setter {
                Input::Param(id) => {
                    let (ty, put) = input(operation.param(*id), scope);
                    (*id, ty, quote!({ let params = self.__params(); #put }))
                }
                Input::Owner(id) => {
                    let owner = arguments.owner_type(*id);
                    (
                        *id,
                        quote!(impl __rt::Argument<#owner>),
                        quote!(self.__params().extend(__rt::Argument::<#owner>::into_argument(value).0);),
                    )
                }
                Input::Choice(_) => unreachable!("plan: a choice is an argument of the constructor"),
            };
            let param = operation.param(id);
            let name = names::member(&param.name);
            let docs = docs::param(param).tokens();
            let deprecated = deprecated(param.deprecated.as_deref());
            let bound = operation.only_on(id).map(|whose| {
                let bound = format_ident!("{}Target", names::camel(&param.name));
                targets.push(target_trait(&bound, &param.name, whose));
                quote!(where T: #bound)
            });
            quote! {
                #docs
                #deprecated
                #[inline]
                pub fn #name(mut self, value: #ty) -> Self #bound {
                    #put
                    self
                }
            }
        })
        .collect();
    let misplaced = arguments.misplaced_on_call();
    if setters.is_empty() && misplaced.is_empty() {
        return TokenStream::new();
    }
    quote! {
        #(#targets)*
        impl<T> #root Call<#marker, T> {
            #(#setters)*
            #(#misplaced)*
        }
    }
}

/// That a parameter may be sent for a target.
fn target_trait(name: &Ident, param: &str, whose: graph_schema::model::Whose) -> TokenStream {
    let word = whose_word(whose);
    let message = format!("`{param}` may be sent only for {word}");
    let label = format!("this call is about another node than {word}");
    let note = format!("leave `{param}` out here, or make the call for {word}");
    let target = crate::plan::target(whose);
    quote! {
        #[doc(hidden)]
        #[diagnostic::on_unimplemented(message = #message, label = #label, note = #note)]
        pub trait #name {}
        impl #name for #target {}
    }
}
