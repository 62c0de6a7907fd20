//! Decides the shape of each operation, and gives its items names that are free.

use graph_schema::{
    list::List as _,
    model::{Connection, Operation, Param, ParamId, ParamPlace, Returns, Scalar, Segment, Type},
    reserved::{self, Names},
    table::Set,
};

use super::{
    Argument, CallPlan, Checked, Input, Setter,
    groups::{self, conversion},
};
use crate::{
    code::Name,
    names,
    plan::{list::ListPlan, value::Given},
};

/// Above this number, arguments become one struct.
const MOST_ARGUMENTS: usize = 4;

/// The shapes of a connection's operations, but for those that are variants of others.
#[must_use]
pub fn of_connection(connection: &Connection) -> Vec<CallPlan<'_>> {
    named(connection).0
}

/// The table of the names in the module of a connection: its items have no other ones.
#[must_use]
pub fn names_in_connection(connection: &Connection) -> Names {
    named(connection).1
}

fn named(connection: &Connection) -> (Vec<CallPlan<'_>>, Names) {
    let module = names::connection_module(&connection.name);
    let mut taken = ListPlan::new(connection).names_left();
    let operations = connection.operations.iter().filter(|operation| operation.variant_of.is_none());
    let calls = operations
        .map(|operation| {
            let method = names::beside_list(&operation.name);
            match operation.returns {
                Returns::List => list(operation, method, module.clone()),
                _ => call(operation, method, module.clone(), &mut taken),
            }
        })
        .list();
    (calls, taken)
}

/// The shape of an operation of a node.
#[must_use]
pub fn of_node(operation: &Operation) -> CallPlan<'_> {
    let method = names::beside_node(&operation.name);
    let module = names::connection_module(&operation.name);
    call(operation, method, module, &mut Names::of_operations(std::slice::from_ref(operation)))
}

/// The table of the names in the module of a node's operation: its items have no other ones.
#[must_use]
pub fn names_in_operation(operation: &Operation) -> Names {
    let mut taken = Names::of_operations(std::slice::from_ref(operation));
    let module = names::connection_module(&operation.name);
    call(operation, names::beside_node(&operation.name), module, &mut taken);
    taken
}

/// An operation that answers a list takes what it requires, one argument for each parameter.
fn list(operation: &Operation, method: Name, module: Name) -> CallPlan<'_> {
    let params = operation.params().map(|(id, param)| (id, param, is_on_path(operation, id)));
    let arguments =
        params.filter(|(_, param, on_path)| param.required || *on_path).map(|(id, param, on_path)| {
            Argument { name: names::member(&param.rust), input: Input::Param(id), on_path }
        });
    CallPlan {
        operation,
        method,
        module,
        marker: names::camel(&operation.name),
        arguments: arguments.list(),
        arguments_struct: None,
        setters: Vec::new(),
        owners: Vec::new(),
        choices: Vec::new(),
        checked: Vec::new(),
    }
}

pub(in crate::plan) fn call<'a>(
    operation: &'a Operation,
    method: Name,
    module: Name,
    taken: &mut Names,
) -> CallPlan<'a> {
    let groups: Vec<groups::Group> = operation.rules.iter().filter_map(groups::group).list();
    let mut owners = groups::owners(operation, &groups, taken);
    let mut inputs = Set::default();
    for param in &operation.params {
        inputs.insert(&param.rust);
    }
    for name in groups.iter().filter_map(|(_, kind)| kind.name()) {
        inputs.insert(name);
    }
    let mut choices = Vec::new();
    for (at, (members, kind)) in groups.into_iter().enumerate() {
        choices.push(groups::choice(operation, at, &members, kind, &owners, taken, &mut inputs));
    }

    let (mut arguments, mut setters) = (Vec::new(), Vec::new());
    let mut is_placed = vec![false; choices.len()];
    for (id, param) in operation.params() {
        let owner = owners.iter().position(|owner| owner.param == id);
        let (name, input, required) = match owner.and_then(|at| owners[at].choice) {
            Some(at) if is_placed[at] => continue,
            Some(at) => {
                is_placed[at] = true;
                (choices[at].name.clone(), Input::Choice(at), choices[at].is_required())
            }
            // It is set on the parameter that it depends on.
            None if operation.only_with(id).is_some() => continue,
            None => {
                let required = param.required || param.place == ParamPlace::Path;
                (names::member(&param.rust), owner.map_or(Input::Param(id), Input::Owner), required)
            }
        };
        if let Input::Owner(at) = input {
            owners[at].conversion = Some(conversion(owners[at].ty.as_str()));
        }
        match required {
            true => arguments.push(Argument { name, input, on_path: is_on_path(operation, id) }),
            false => {
                let only_on = operation.only_on(id);
                let target = only_on.map(|_| target(operation, &name, taken));
                setters.push(Setter { name, input, only_on, target });
            }
        }
    }
    let arguments_struct = is_struct(operation, &arguments).then(|| {
        let name = taken.free(&operation.name, &format!("{}_params", operation.name), &|name| {
            vec![reserved::camel(name)]
        });
        names::camel(&name)
    });
    let checked = operation.params().filter(|(_, param)| is_checked(param)).map(|(id, param)| {
        let name =
            taken.free(&operation.name, &format!("checked_{}", param.rust), &|name| vec![name.to_owned()]);
        Checked { param: id, function: names::member(&name) }
    });
    CallPlan {
        operation,
        method,
        module,
        marker: names::camel(&operation.name),
        checked: checked.list(),
        arguments,
        arguments_struct,
        setters,
        owners,
        choices,
    }
}

/// The trait of the targets that a setter is for.
fn target(operation: &Operation, setter: &Name, taken: &mut Names) -> Name {
    let setter = setter.as_str().trim_start_matches("r#");
    let name = format!("{}_{setter}_target", operation.name);
    names::camel(&taken.free(&operation.name, &name, &|name| vec![reserved::camel(name)]))
}

fn is_on_path(operation: &Operation, id: ParamId) -> bool {
    operation.path.contains(&Segment::Param(id))
}

/// Whether two arguments could be swapped, or there are too many.
fn is_struct(operation: &Operation, arguments: &[Argument]) -> bool {
    let given = arguments.iter().filter_map(|argument| match argument.input {
        Input::Param(id) => Some(Given::new(&operation.param(id).ty)),
        // Each has a type of its own.
        Input::Owner(_) | Input::Choice(_) => None,
    });
    let given: Vec<Given> = given.list();
    let is_swappable = given.iter().enumerate().any(|(at, ty)| given[..at].contains(ty));
    is_swappable || arguments.len() > MOST_ARGUMENTS
}

/// Whether a constant can be checked against the limits while it is compiled.
fn is_checked(param: &Param) -> bool {
    match param.ty {
        Type::Scalar(Scalar::String | Scalar::Url) => {
            param.limits.min_length.is_some() || param.limits.max_length.is_some()
        }
        Type::Scalar(Scalar::Integer) => param.limits.min.is_some() || param.limits.max.is_some(),
        _ => false,
    }
}
