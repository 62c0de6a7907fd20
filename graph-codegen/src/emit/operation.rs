//! Operations: a marker type that carries the facts, the method that makes the call, its setters.

use graph_schema::{
    list::List as _,
    model::{Method, Node, Operation, Param, Segment, Whose},
};

use super::{
    answer::answer,
    arguments::Arguments,
    checked,
    constructor::{self, Constructor},
    described::Described,
    docs::{self, Docs},
    errors,
    fields::deprecated,
    given::{Generics, put},
    scope::{Scope, target},
};
use crate::{
    code::{Code, Name, code, name},
    plan::{self, CallPlan, Input, Put, Setter},
};

/// An operation of a connection: its items, and the method of the list that makes the call.
pub(super) fn on_connection(
    connection: &str,
    plan: &CallPlan<'_>,
    path: &str,
    scope: Scope<'_>,
) -> (Code, Code) {
    items(&format!("{connection}.{}", plan.operation.name), plan, path, scope)
}

/// An operation of a node: a method of the node.
pub(super) fn on_node(node: &Node, operation: &Operation, path: &str, scope: Scope<'_>) -> Code {
    let inner = scope.inner();
    let root = inner.to_root();
    let full_name = format!("{}.{}", node.module, operation.name);
    let plan = plan::of_node(operation);
    let module = &plan.module;
    let (items, method) = items(&full_name, &plan, path, inner);
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

/// The items of an operation, and the method that makes the call.
fn items(full_name: &str, plan: &CallPlan<'_>, path: &str, scope: Scope<'_>) -> (Code, Code) {
    let CallPlan { operation, method, marker, .. } = plan;
    let root = scope.to_root();
    let path = full_path(path, operation);
    let docs = docs::operation(scope.schema, operation, &path, &plan.setters).attributes_for(method);
    let deprecated = deprecated(operation.deprecated.as_deref());
    let facts = facts(full_name, operation, marker, scope);
    let begin = begin(full_name, operation, scope);
    let errors = errors::own(operation, full_name);
    let Constructor { item, generics, inputs, body } = constructor::new(plan, scope, begin);
    let arguments = Arguments::new(plan, scope).items();
    let setters = setters(plan, scope);
    let checked = checked::functions(plan);
    let items = code! {
        #facts
        #errors
        #arguments
        #item
        #checked
        #setters
    };
    let method = code! {
        #docs
        #deprecated
        pub fn #method #generics(self #(, #inputs)*) -> #root Call<#marker, T> {
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

/// The marker type with the facts of the operation.
fn facts(full_name: &str, operation: &Operation, marker: &Name, scope: Scope<'_>) -> Code {
    // `user.likes.check` is `likes.check` to its module.
    let subject = full_name.split_once('.').map_or(full_name, |(_, subject)| subject);
    let permission = scope.permission(&operation.permission, subject);
    let token = scope.token(&operation.token, subject);
    let (answer, extra) = answer(operation, marker, scope);
    let doc = format!(" Marker type for `{full_name}`.");
    code! {
        #extra
        #[doc = #doc]
        pub struct #marker;

        impl __rt::Operation for #marker {
            type Answer = #answer;
            type Access = __rt::Access<#permission, #token>;
        }
    }
}

/// The call of an operation, without its parameters.
fn begin(full_name: &str, operation: &Operation, scope: Scope<'_>) -> Code {
    let root = scope.to_root();
    let described = Described::operation(operation);
    if !described.is_plain() {
        let description = described.description(full_name, scope);
        return code!(#root __call(self, #description));
    }
    match operation.method {
        Method::Get => code!(#root __get(self, #full_name)),
        Method::Post => code!(#root __post(self, #full_name)),
        Method::Delete => code!(#root __delete(self, #full_name)),
    }
}

/// The setter of a parameter on a node or list.
pub(super) fn setter(name: &Name, docs: &Code, param: &Param, scope: Scope<'_>) -> Code {
    let (receiver, body) = setter_body(param, scope);
    let mut generics = Generics::default();
    let input = input(param, generics.argument_type(param, scope));
    let generics = generics.code().filter(|_| input.is_some());
    code! {
        #docs
        pub fn #name #generics(#receiver #input) -> Self {
            #body
        }
    }
}

/// The input of a setter; none if the value is always the same.
fn input(param: &Param, ty: Code) -> Option<Code> {
    param.constant.is_none().then(|| code!(, value: #ty))
}

/// The receiver and the body of a setter of a parameter.
fn setter_body(param: &Param, scope: Scope<'_>) -> (Code, Code) {
    match Put::new(param).set.filter(|_| param.constant.is_none() && param.brings.is_empty()) {
        Some(set) => {
            let (set, name) = (Name::new(set), &param.name);
            (code!(self), code!(__rt::#set(self, #name, value)))
        }
        None => {
            let put = put(param, &code!(__rt::params(&mut self)), &name!("value"), scope);
            (code!(mut self), code!(#put; self))
        }
    }
}

fn setters(plan: &CallPlan<'_>, scope: Scope<'_>) -> Option<Code> {
    let (root, marker) = (scope.to_root(), &plan.marker);
    let arguments = Arguments::new(plan, scope);
    let setters: Vec<Code> =
        plan.setters.iter().map(|setter| call_setter(plan, setter, arguments, scope)).list();
    let targets = plan.setters.iter().filter_map(|setter| target_trait(plan, setter));
    let misplaced = arguments.misplaced_on_call();
    if setters.is_empty() && misplaced.is_empty() {
        return None;
    }
    Some(code! {
        #(#targets)*
        impl<T> #root Call<#marker, T> {
            #(#setters)*
            #(#misplaced)*
        }
    })
}

/// A setter of a call.
fn call_setter(plan: &CallPlan<'_>, setter: &Setter, arguments: Arguments<'_>, scope: Scope<'_>) -> Code {
    let name = &setter.name;
    let params = code!(__rt::params(&mut self));
    let mut generics = Generics::default();
    let (docs, param, ty, receiver, body) = match setter.input {
        Input::Param(id) => {
            let param = plan.operation.param(id);
            let (receiver, body) = setter_body(param, scope);
            (
                docs::param_of_call(param, scope.schema),
                Some(param),
                generics.argument_type(param, scope),
                receiver,
                body,
            )
        }
        Input::Owner(at) => {
            let owner = &plan.owners[at];
            let (param, conversion) = (plan.operation.param(owner.param), &owner.conversion);
            let put = arguments.put_owner(owner, &params, &code!(#conversion::into_argument(value)));
            let body = code!(#put; self);
            (docs::param(param), Some(param), code!(impl #conversion), code!(mut self), body)
        }
        Input::Choice(at) => {
            let choice = &plan.choices[at];
            let (ty, conversion) = (&choice.ty, &choice.conversion);
            let put = arguments.put_choice(choice, &params, &code!(#conversion::into_argument(value)));
            let about = name.as_str().trim_start_matches("r#").replace('_', " ");
            let docs = Docs::new("", format!("The {about}: see [`{ty}`] for what makes one."));
            (docs, None, code!(impl #conversion), code!(mut self), code!(#put; self))
        }
    };
    let docs = docs.attributes();
    let deprecated = deprecated(param.and_then(|param| param.deprecated.as_deref()));
    let bound = target_bound(setter).map(|(bound, _)| code!(where T: #bound));
    let input = match param {
        Some(param) => input(param, ty),
        None => Some(code!(, value: #ty)),
    };
    let generics = generics.code().filter(|_| input.is_some());
    code! {
        #docs
        #deprecated
        pub fn #name #generics(#receiver #input) -> Self #bound {
            #body
        }
    }
}

/// The bound of a setter that is only for one kind of target, and that kind.
fn target_bound(setter: &Setter) -> Option<(&Name, Whose)> {
    setter.target.as_ref().zip(setter.only_on)
}

/// The trait of that bound.
fn target_trait(plan: &CallPlan<'_>, setter: &Setter) -> Option<Code> {
    let (name, whose) = target_bound(setter)?;
    let param = match setter.input {
        Input::Param(id) => &plan.operation.param(id).name,
        Input::Owner(at) => &plan.operation.param(plan.owners[at].param).name,
        Input::Choice(_) => return None,
    };
    let person = match whose {
        Whose::Own => "the current user (`me()`)",
        Whose::Friend => "a friend (`friend(id)`)",
        Whose::Other => "other people",
        Whose::Unknown => "anyone",
    };
    let message = format!("`{param}` may be sent only for {person}");
    let label = format!("the target of this call is not {person}");
    let note = format!("remove `{param}`, or make the call for {person}");
    let target = target(whose);
    Some(code! {
        #[doc(hidden)]
        #[diagnostic::on_unimplemented(message = #message, label = #label, note = #note)]
        pub trait #name {}
        impl #name for #target {}
    })
}
