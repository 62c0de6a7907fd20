//! Operations: a marker that carries the facts, a constructor, setters.

use graph_schema::model::{Method, Node, Operation, Param, PerTarget, Requirement, Segment};

use super::{
    answer::answer,
    arguments::{self, Taken},
    checked,
    constructor::{self, Constructor},
    docs, errors,
    fields::deprecated,
};
use crate::{
    code::{Code, Name, code, name},
    names,
    plan::{CallPlan, ChoiceKind, Input, Scope, plan, setter_of, whose_word},
};

/// An operation of a connection: its items, and the method of the list that makes it.
pub(super) fn on_connection(
    connection: &str,
    operation: &Operation,
    path: &str,
    scope: Scope<'_>,
    module: &str,
    taken: &mut Taken,
) -> (Code, Code) {
    let full_name = format!("{connection}.{}", operation.name);
    items(&full_name, operation, path, scope, names::beside_list(&operation.name), module, taken)
}

/// An operation of a node: a method of the node.
pub(super) fn on_node(node: &Node, operation: &Operation, path: &str, scope: Scope<'_>) -> Code {
    let inner = scope.inner();
    let root = inner.to_root();
    let full_name = format!("{}.{}", node.module, operation.name);
    let module = names::connection_module(&operation.name);
    let method = names::beside_node(&operation.name);
    let (items, method) = items(
        &full_name,
        operation,
        path,
        inner,
        method,
        &module.to_string(),
        &mut Taken::of(std::iter::once(operation)),
    );
    let doc = format!(" The operation `{full_name}`.");
    code! {
        #[doc = #doc]
        pub mod #module {
            use super::__rt;
            #items
            impl<T> #root At<super::Node, T> { #method }
        }
    }
}

/// The items of an operation, and the method that makes it.
fn items(
    full_name: &str,
    operation: &Operation,
    path: &str,
    scope: Scope<'_>,
    method: Name,
    module: &str,
    taken: &mut Taken,
) -> (Code, Code) {
    let root = scope.to_root();
    let plan = plan(operation);
    let marker = names::camel(&operation.name);
    let path = full_path(path, operation);
    let docs = docs::operation(scope.schema, operation, &path).attributes_for(&method);
    let deprecated = deprecated(operation.deprecated.as_deref());
    let facts = facts(full_name, operation, &marker, scope);
    let begin = begin(full_name, operation, scope);
    let errors = errors::own(operation, full_name);
    let arguments = arguments::Arguments::new(operation, &plan, scope, module, taken);
    let constructor = constructor::new(operation, &plan, scope, &arguments);
    let body = constructor.body(begin);
    let Constructor { item, inputs, unpack, .. } = constructor;
    let argument_items = arguments.items();
    let setters = setters(operation, &plan, scope, &marker, &arguments);
    let checked = checked::functions(operation, module, taken);
    let items = code! {
        #facts
        #errors
        #argument_items
        #item
        #checked
        #setters
    };
    let method = code! {
        #docs
        #deprecated
        pub fn #method(self #(, #inputs)*) -> #root Call<#marker, T> {
            #unpack
            #body
        }
    };
    (items, method)
}

pub(super) fn full_path(path: &str, operation: &Operation) -> String {
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
fn facts(full_name: &str, operation: &Operation, marker: &Name, scope: Scope<'_>) -> Code {
    // `user.likes.check` is `likes.check` to its module.
    let subject = full_name.split_once('.').map_or(full_name, |(_, subject)| subject);
    let permission = scope.permission(&operation.permission, subject);
    let token = scope.token(&operation.token, subject);
    let (answer, extra) = answer(operation, marker, scope);
    let doc = format!(" Stands for `{full_name}` in types; it is never built.");
    code! {
        #extra
        #[doc = #doc]
        pub struct #marker;

        impl __rt::Operation for #marker {
            type Answer = #answer;
            type Permission = #permission;
            type Token = #token;
        }
    }
}

/// The call of an operation, without its parameters.
fn begin(full_name: &str, operation: &Operation, scope: Scope<'_>) -> Code {
    let root = scope.to_root();
    if let Some(more) = more(Some(operation), &operation.permission, scope) {
        let description = description(full_name, Some(operation), Some(&more));
        return code!(#root __call(self, #description));
    }
    match operation.method {
        Method::Get => code!(#root __get(self, #full_name)),
        Method::Post => code!(#root __post(self, #full_name)),
        Method::Delete => code!(#root __delete(self, #full_name)),
    }
}

/// What is known of an operation or list at run time.
pub(super) fn description(name: &str, operation: Option<&Operation>, more: Option<&Code>) -> Code {
    let verb = match operation.map(|operation| operation.method) {
        None | Some(Method::Get) => code!(Get),
        Some(Method::Post) => code!(Post),
        Some(Method::Delete) => code!(Delete),
    };
    let more = match more {
        Some(more) => code!(::core::option::Option::Some(&#more)),
        None => code!(::core::option::Option::None),
    };
    code!(__rt::Description { name: #name, verb: __rt::Verb::#verb, more: #more })
}

/// What only some operations and lists have to say at run time.
pub(super) fn more(
    operation: Option<&Operation>,
    permission: &PerTarget<Requirement>,
    scope: Scope<'_>,
) -> Option<Code> {
    let plain = operation.is_none_or(|it| it.errors.is_empty() && !it.redirects && it.host.is_none());
    let demands =
        |requirement: &Requirement| matches!(requirement, Requirement::Needs(all) if !all.is_empty());
    if plain && ![&permission.own, &permission.friend, &permission.other].into_iter().any(demands) {
        return None;
    }
    let errors = operation.map_or(&[][..], |operation| &operation.errors);
    let redirects = operation.is_some_and(|operation| operation.redirects);
    let host = errors::option(operation.and_then(|operation| operation.host.as_deref()));
    let needed = [&permission.own, &permission.friend, &permission.other].map(|requirement| {
        let all = match requirement {
            Requirement::Needs(all) => all.as_slice(),
            _ => &[],
        };
        let all = all.iter().map(|any| {
            let names = any.iter().map(|id| &scope.schema[*id].name);
            code!(&[#(#names),*])
        });
        code!(&[#(#all),*])
    });
    let errors = errors.iter().map(|error| {
        let (code, name, meaning) = (error.code, &error.name, &error.meaning);
        code!((#code, #name, #meaning))
    });
    Some(code! {
        __rt::More {
            permissions: [#(#needed),*], errors: &[#(#errors),*], redirects: #redirects, host: #host,
        }
    })
}

/// The setter of a parameter on a node or list.
pub(super) fn setter(name: &Name, docs: &Code, param: &Param, scope: Scope<'_>) -> Code {
    let (ty, body) = setter_of(param, scope);
    code! {
        #docs
        pub fn #name(self, value: #ty) -> Self {
            #body
        }
    }
}

fn setters(
    operation: &Operation,
    plan: &CallPlan,
    scope: Scope<'_>,
    marker: &Name,
    arguments: &arguments::Arguments<'_>,
) -> Code {
    let root = scope.to_root();
    let mut targets = Vec::new();
    let setters: Vec<Code> = plan
        .setters
        .iter()
        .map(|setter| {
            let (id, ty, put) = match setter {
                Input::Choice(at) => return choice_setter(*at, plan, arguments),
                Input::Param(id) => {
                    let (ty, body) = setter_of(operation.param(*id), scope);
                    (*id, ty, body)
                }
                Input::Owner(id) => {
                    let takes = arguments::argument_trait(&arguments.owner_type(*id));
                    let put_owner = arguments.put_owner(*id);
                    (
                        *id,
                        code!(impl #takes),
                        code!({ let mut this = self; let params = __rt::params(&mut this); #put_owner this }),
                    )
                }
            };
            let param = operation.param(id);
            let name = names::member(&param.rust);
            let docs = docs::param(param).attributes();
            let deprecated = deprecated(param.deprecated.as_deref());
            let bound = operation.only_on(id).map(|whose| {
                let bound = name!("{marker}{}Target", names::camel(&param.rust));
                targets.push(target_trait(&bound, &param.name, whose));
                code!(where T: #bound)
            });
            code! {
                #docs
                #deprecated
                pub fn #name(self, value: #ty) -> Self #bound {
                    #put
                }
            }
        })
        .collect();
    let misplaced = arguments.misplaced_on_call();
    if setters.is_empty() && misplaced.is_empty() {
        return Code::new();
    }
    code! {
        #(#targets)*
        impl<T> #root Call<#marker, T> {
            #(#setters)*
            #(#misplaced)*
        }
    }
}

/// The setter of a group of which none needs to be given.
fn choice_setter(at: usize, plan: &CallPlan, arguments: &arguments::Arguments<'_>) -> Code {
    let Some(ChoiceKind::AtMost { name, .. }) = plan.choices.get(at).map(|choice| &choice.kind) else {
        return Code::new();
    };
    let (ident, ty, put) = (names::member(name), arguments.choice_type(at), arguments.put_choice(at));
    let takes = arguments::argument_trait(&ty);
    let doc = format!(" The {}: see [`{ty}`] for what makes one.", name.replace('_', " "));
    code! {
        #[doc = #doc]
        pub fn #ident(mut self, value: impl #takes) -> Self {
            let params = __rt::params(&mut self);
            #put
            self
        }
    }
}

/// That a parameter may be sent for a target.
fn target_trait(name: &Name, param: &str, whose: graph_schema::model::Whose) -> Code {
    let word = whose_word(whose);
    let message = format!("`{param}` may be sent only for {word}");
    let label = format!("this call is about another node than {word}");
    let note = format!("leave `{param}` out here, or make the call for {word}");
    let target = crate::plan::target(whose);
    code! {
        #[doc(hidden)]
        #[diagnostic::on_unimplemented(message = #message, label = #label, note = #note)]
        pub trait #name {}
        impl #name for #target {}
    }
}
