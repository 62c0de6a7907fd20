//! The method that makes a call: what an operation requires is its arguments.

use graph_schema::{
    list::List as _,
    model::{BodyFormat, Operation, Segment},
};

use super::{
    arguments::Arguments,
    docs,
    given::{Generics, path_value, put},
    scope::Scope,
    types,
};
use crate::{
    code::{Code, Name, code},
    names,
    plan::{Argument, CallPlan, Input, Put},
};

pub(super) struct Constructor {
    /// The struct of the arguments, if they are one.
    pub(super) item: Option<Code>,
    /// The type parameters.
    pub(super) generics: Option<Code>,
    /// `name: impl AsText`.
    pub(super) inputs: Vec<Code>,
    /// The body.
    pub(super) body: Code,
}

/// What is done to a new call.
enum Step {
    /// A function of the runtime that takes the call and gives it back.
    By { set: &'static str, param: String, value: Name },
    /// A statement about its parameters, `__params`.
    Params(Code),
    /// A statement about `__call`.
    Statement(Code),
}

/// The constructor of an operation; `call` is the call without its parameters.
pub(super) fn new(plan: &CallPlan<'_>, scope: Scope<'_>, call: Code) -> Constructor {
    let body = body(call, steps(plan, scope));
    let Some(name) = &plan.arguments_struct else {
        let mut generics = Generics::default();
        let inputs = plan.arguments.iter().map(|argument| {
            let (name, ty) = (&argument.name, self::ty(plan, argument, &mut generics, scope));
            code!(#name: #ty)
        });
        let inputs = inputs.list();
        return Constructor { item: None, generics: generics.code(), inputs, body };
    };
    let fields = plan.arguments.iter().map(|argument| {
        let (name, docs, ty) =
            (&argument.name, argument_docs(plan, argument), owned_type(plan, argument, scope));
        code!(#docs pub #name: #ty,)
    });
    let arguments = plan.arguments.iter().map(|argument| &argument.name);
    let doc = format!(" The required parameters of `{}`.", plan.operation.name);
    Constructor {
        item: Some(code! {
            #[doc = #doc]
            #[derive(Clone, Debug, PartialEq)]
            pub struct #name {
                #(#fields)*
            }
        }),
        generics: None,
        inputs: vec![code!(required: #name)],
        body: code!(let #name { #(#arguments),* } = required; #body),
    }
}

/// The type of an argument by itself.
fn ty(plan: &CallPlan<'_>, argument: &Argument, generics: &mut Generics, scope: Scope<'_>) -> Code {
    match argument.input {
        Input::Param(id) => generics.argument_type(plan.operation.param(id), scope),
        Input::Owner(at) => {
            let conversion = &plan.owners[at].conversion;
            code!(impl #conversion)
        }
        Input::Choice(at) => {
            let conversion = &plan.choices[at].conversion;
            code!(impl #conversion)
        }
    }
}

/// The type of an argument as a field of the struct.
fn owned_type(plan: &CallPlan<'_>, argument: &Argument, scope: Scope<'_>) -> Code {
    match argument.input {
        Input::Param(id) => types::owned_type(&plan.operation.param(id).ty, scope),
        Input::Owner(at) => {
            let ty = &plan.owners[at].ty;
            code!(#ty)
        }
        Input::Choice(at) => {
            let ty = &plan.choices[at].ty;
            code!(#ty)
        }
    }
}

fn argument_docs(plan: &CallPlan<'_>, argument: &Argument) -> Code {
    match argument.input {
        Input::Param(id) => docs::param(plan.operation.param(id)).attributes(),
        Input::Owner(at) => docs::param(plan.operation.param(plan.owners[at].param)).attributes(),
        Input::Choice(_) => code!(#[doc = " The content."]),
    }
}

fn steps(plan: &CallPlan<'_>, scope: Scope<'_>) -> Vec<Step> {
    let arguments = Arguments::new(plan, scope);
    let params = code!(__params);
    let mut steps = Vec::new();
    if let Some(version) = &plan.operation.version {
        steps.push(Step::Statement(code!(__rt::HasRequest::request_mut(&mut __call).set_version(#version))));
    }
    if plan.operation.body == BodyFormat::Json {
        steps.push(Step::Params(code!(#params.start_json())));
    }
    for (name, json) in &plan.operation.constants {
        steps.push(Step::Params(code!(#params.constant(#name, #json))));
    }
    for Argument { name, input, on_path } in &plan.arguments {
        steps.push(match *input {
            // It is written with the path.
            Input::Param(_) if *on_path => continue,
            Input::Param(id) => {
                let param = plan.operation.param(id);
                match Put::new(param).set.filter(|_| param.constant.is_none() && param.brings.is_empty()) {
                    Some(set) => Step::By { set, param: param.name.clone(), value: name.clone() },
                    None => Step::Params(put(param, &params, name, scope)),
                }
            }
            Input::Owner(at) => {
                let owner = &plan.owners[at];
                let conversion = &owner.conversion;
                let value = code!(#conversion::into_argument(#name));
                Step::Params(arguments.put_owner(owner, &params, &value))
            }
            Input::Choice(at) => {
                let choice = &plan.choices[at];
                let conversion = &choice.conversion;
                let value = code!(#conversion::into_argument(#name));
                Step::Params(arguments.put_choice(choice, &params, &value))
            }
        });
    }
    steps.extend(path_steps(plan.operation, scope));
    steps
}

/// Write the path after that of the node or connection.
fn path_steps(operation: &Operation, scope: Scope<'_>) -> impl Iterator<Item = Step> {
    operation.path.iter().map(move |segment| {
        Step::Statement(match segment {
            Segment::Literal(text) => code!(__rt::HasRequest::request_mut(&mut __call).segment(#text)),
            Segment::Param(id) => {
                let param = operation.param(*id);
                let (name, wire_name) = (names::member(&param.rust), &param.name);
                let value = path_value(&param.ty, &name, scope);
                code!(__rt::HasRequest::request_mut(&mut __call).value_segment(#wire_name, #value))
            }
        })
    })
}

/// The steps as one expression, as far as they can be.
fn body(mut call: Code, steps: Vec<Step>) -> Code {
    let mut statements = Vec::new();
    let mut has_params = false;
    for step in steps {
        match step {
            Step::By { set, param, value } => {
                let set = Name::new(set);
                match statements.is_empty() {
                    true => call = code!(__rt::#set(#call, #param, #value)),
                    false => statements.push(code!(__call = __rt::#set(__call, #param, #value);)),
                }
            }
            Step::Params(statement) => {
                if !has_params {
                    statements.push(code!(let __params = __rt::params(&mut __call);));
                }
                has_params = true;
                statements.push(code!(#statement;));
                continue;
            }
            Step::Statement(statement) => statements.push(code!(#statement;)),
        }
        // The call is used in between.
        has_params = false;
    }
    match statements.is_empty() {
        true => call,
        false => code!(let mut __call = #call; #(#statements)* __call),
    }
}
