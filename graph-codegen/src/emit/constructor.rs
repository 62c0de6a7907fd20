//! What an operation cannot be without: arguments of its constructor.
//!
//! Two neighbours of one Rust type could be swapped, and more than four are hard to read: then
//! they are one struct, of which rustc names the missing field.

use graph_schema::model::{Operation, Param, ParamId, Segment, Type};

use super::{
    arguments::{Arguments, argument_trait},
    docs,
};
use crate::{
    code::{Code, Name, code, name},
    names,
    plan::{CallPlan, Input, Scope, input, path_value, ready_type, set_by},
};

/// More arguments than these are a struct.
const MOST: usize = 4;

pub(super) struct Constructor {
    /// The struct of the arguments, where they are one.
    pub(super) item: Code,
    /// `name: impl Into<String>`
    pub(super) inputs: Vec<Code>,
    /// Takes the struct apart.
    pub(super) unpack: Code,
    /// Write parameters and path.
    steps: Vec<Step>,
}

/// One argument.
struct Argument {
    name: Name,
    /// As an argument by itself.
    ty: Code,
    /// As a field of the struct.
    owned: Code,
    docs: Code,
    put: Option<Step>,
}

/// What is done to a new call.
#[derive(Clone)]
enum Step {
    /// A function of the runtime that takes the call and gives it back.
    By { set: &'static str, param: String, value: Name },
    /// A statement about `__call`.
    Statement(Code),
}

impl Constructor {
    /// The body: one expression where there is one.
    pub(super) fn body(&self, call: Code) -> Code {
        let mut call = call;
        let mut statements = Vec::new();
        for step in &self.steps {
            match step {
                Step::By { set, param, value } => {
                    let set = Name::new(*set);
                    match statements.is_empty() {
                        true => call = code!(__rt::#set(#call, #param, #value)),
                        false => statements.push(code!(__call = __rt::#set(__call, #param, #value);)),
                    }
                }
                Step::Statement(statement) => statements.push(statement.clone()),
            }
        }
        match statements.is_empty() {
            true => call,
            false => code!(let mut __call = #call; #(#statements)* __call),
        }
    }
}

impl Step {
    /// Puts the argument `name` by a statement about `value` and `params`.
    fn put(name: &Name, put: &Code) -> Self {
        Self::Statement(code!({ let value = #name; let params = __rt::params(&mut __call); #put }))
    }

    /// The same for a parameter by itself.
    fn param(name: &Name, param: &Param, put: &Code) -> Self {
        match set_by(param) {
            Some(set) => Self::By { set, param: param.name.clone(), value: name.clone() },
            None => Self::put(name, put),
        }
    }
}

pub(super) fn new(
    operation: &Operation,
    plan: &CallPlan,
    scope: Scope<'_>,
    arguments: &Arguments<'_>,
) -> Constructor {
    let list: Vec<Argument> =
        plan.arguments.iter().map(|input| argument(input, operation, plan, scope, arguments)).collect();
    let mut steps: Vec<_> = list.iter().filter_map(|argument| argument.put.clone()).collect();
    steps.extend(path_steps(operation, &plan.path, scope));
    if !is_struct(&list) {
        let inputs = list.iter().map(|Argument { name, ty, .. }| code!(#name: #ty)).collect();
        return Constructor { item: Code::new(), inputs, unpack: Code::new(), steps };
    }
    let name = name!("{}Params", names::camel(&operation.name));
    let fields = list.iter().map(|Argument { name, owned, docs, .. }| code!(#docs pub #name: #owned,));
    let names = list.iter().map(|argument| &argument.name);
    let doc = format!(" What `{}` cannot be without.", operation.name);
    let item = code! {
        #[doc = #doc]
        #[derive(Clone, Debug, PartialEq)]
        pub struct #name {
            #(#fields)*
        }
    };
    Constructor {
        item,
        inputs: vec![code!(required: #name)],
        unpack: code!(let #name { #(#names),* } = required;),
        steps,
    }
}

/// The arguments of an operation that answers a list: each by itself, written in its order.
pub(super) fn of_list(operation: &Operation, scope: Scope<'_>) -> Constructor {
    let path = operation.path.clone();
    let on_path = |id: &ParamId| path.contains(&Segment::Param(*id));
    let required = operation.params().filter(|(id, param)| param.required || on_path(id));
    let mut steps = Vec::new();
    let mut inputs = Vec::new();
    for (id, param) in required {
        let (ty, put) = input(param, scope);
        let name = names::member(&param.rust);
        inputs.push(code!(#name: #ty));
        if !on_path(&id) {
            steps.push(Step::param(&name, param, &put));
        }
    }
    steps.extend(path_steps(operation, &operation.path, scope));
    Constructor { item: Code::new(), inputs, unpack: Code::new(), steps }
}

/// Whether two could be swapped, or there are too many.
fn is_struct(list: &[Argument]) -> bool {
    let types: Vec<&str> = list.iter().map(|argument| argument.ty.as_str()).collect();
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
            let put = (!on_path).then(|| Step::param(&name, param, &put));
            Argument { name, ty, owned, docs: docs::param(param).attributes(), put }
        }
        Input::Owner(id) => {
            let name = names::member(&operation.param(*id).rust);
            let docs = docs::param(operation.param(*id)).attributes();
            argument_type(name, arguments.owner_type(*id), docs, &arguments.put_owner(*id))
        }
        Input::Choice(choice) => {
            let docs = code!(#[doc = " What it is about."]);
            let ty = arguments.choice_type(*choice);
            let put = arguments.put_choice(*choice);
            argument_type(choice_name(operation, plan, *choice), ty, docs, &put)
        }
    }
}

/// What the argument of a group is called, beside the names of parameters: `message_or_link`.
fn choice_name(operation: &Operation, plan: &CallPlan, choice: usize) -> Name {
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
fn argument_type(name: Name, ty: Name, docs: Code, put: &Code) -> Argument {
    let takes = argument_trait(&ty);
    Argument { put: Some(Step::put(&name, put)), ty: code!(impl #takes), owned: code!(#ty), name, docs }
}

/// Write the path behind the node or connection.
fn path_steps(operation: &Operation, path: &[Segment], scope: Scope<'_>) -> impl Iterator<Item = Step> {
    path.iter()
        .map(move |segment| match segment {
            Segment::Literal(text) => code!(__rt::Holds::held(&mut __call).segment(#text);),
            Segment::Param(id) => {
                let param = operation.param(*id);
                let (name, wire_name) = (names::member(&param.rust), &param.name);
                let value = path_value(&param.ty, &name, scope);
                code!(__rt::Holds::held(&mut __call).value_segment(#wire_name, #value);)
            }
        })
        .map(Step::Statement)
}
