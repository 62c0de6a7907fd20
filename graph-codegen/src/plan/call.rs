//! The shape of an operation in Rust: which parameters are arguments, which are setters, and which are set on the
//! argument that they depend on.

use graph_schema::{
    list::List as _,
    model::{Connection, Operation, Param, ParamId, ParamPlace, Returns, Rule, Scalar, Segment, Type, Whose},
    reserved::{self, Names},
    table::Set,
};

use super::{list::ListPlan, value::Given};
use crate::{
    code::{Name, name},
    names,
};

/// Above this number, arguments become one struct.
const MOST_ARGUMENTS: usize = 4;

/// The shape of one operation.
#[derive(Clone, Debug)]
pub struct CallPlan<'a> {
    /// The operation.
    pub operation: &'a Operation,
    /// The method that makes the call.
    pub method: Name,
    /// The module of the operation's items, inside the module of its node.
    pub module: Name,
    /// The marker type.
    pub marker: Name,
    /// What the method takes, in schema order.
    pub arguments: Vec<Argument>,
    /// The struct that the arguments are fields of, if two of them could be swapped or if they are many.
    pub arguments_struct: Option<Name>,
    /// What can be set on the call, in schema order.
    pub setters: Vec<Setter>,
    /// Parameters with an argument type of their own.
    pub owners: Vec<Owner>,
    /// Groups of parameters that exclude or replace each other.
    pub choices: Vec<Choice>,
    /// Functions that check a constant against the limits of its parameter.
    pub checked: Vec<Checked>,
}

/// An argument of the method that makes a call.
#[derive(Clone, Debug)]
pub struct Argument {
    /// Its name.
    pub name: Name,
    /// What it holds.
    pub input: Input,
    /// Whether it is part of the path; all others are parameters of the request.
    pub on_path: bool,
}

/// A method that sets something optional.
#[derive(Clone, Debug)]
pub struct Setter {
    /// Its name.
    pub name: Name,
    /// What it takes.
    pub input: Input,
    /// The only kind of target that it may be used for.
    pub only_on: Option<Whose>,
    /// The trait of those targets.
    pub target: Option<Name>,
}

/// What the caller passes in one place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Input {
    /// The value of a parameter.
    Param(ParamId),
    /// The argument type of a parameter: an index of [`CallPlan::owners`].
    Owner(usize),
    /// The argument type of a group: an index of [`CallPlan::choices`].
    Choice(usize),
}

/// A parameter with an argument type of its own: others depend on it, or it is a member of a group.
#[derive(Clone, Debug)]
pub struct Owner {
    /// The parameter.
    pub param: ParamId,
    /// The function that makes the argument: `link` of `feed::link(..)`.
    pub function: Name,
    /// That function's name in documentation, without `r#`.
    pub plain: String,
    /// The argument type.
    pub ty: Name,
    /// The parameters that are set on the argument.
    pub dependents: Vec<ParamId>,
    /// The group that it is a member of: an index of [`CallPlan::choices`].
    pub choice: Option<usize>,
    /// The conversion trait, if an argument or setter takes this type. Members of a group use the trait of the group.
    pub conversion: Option<Name>,
    /// The trait of the message that a dependent is set elsewhere.
    pub only_with: Name,
    /// The trait of the message that it is not set on the call.
    pub not_on_call: Name,
}

/// A group of parameters.
#[derive(Clone, Debug)]
pub struct Choice {
    /// The members: indices of [`CallPlan::owners`].
    pub members: Vec<usize>,
    /// How many of them may be given.
    pub kind: ChoiceKind,
    /// The argument type.
    pub ty: Name,
    /// The conversion trait: implemented by the group's type and by those of the members.
    pub conversion: Name,
    /// The struct of options.
    pub form: Name,
    /// The trait of the message that there is one member already.
    pub only_one: Name,
    /// The name of its setter or argument.
    pub name: Name,
}

/// How many of a group may be given.
#[derive(Clone, Debug)]
pub enum ChoiceKind {
    /// At least one.
    Several,
    /// Exactly one.
    One,
    /// None, or those of one side.
    AtMost {
        /// The name of the setter.
        name: String,
        /// The parameters that may be given together.
        sides: Vec<Vec<ParamId>>,
    },
}

/// A function that checks a constant against the limits of its parameter.
#[derive(Clone, Debug)]
pub struct Checked {
    /// The parameter.
    pub param: ParamId,
    /// The function.
    pub function: Name,
}

impl ChoiceKind {
    /// The name that the schema gives the group.
    fn name(&self) -> Option<&str> {
        match self {
            Self::AtMost { name, .. } => Some(name),
            Self::Several | Self::One => None,
        }
    }
}

impl Choice {
    /// Whether two members may be given together.
    #[must_use]
    pub fn together(&self, one: ParamId, other: ParamId) -> bool {
        match &self.kind {
            ChoiceKind::Several => true,
            ChoiceKind::One => false,
            ChoiceKind::AtMost { sides, .. } => {
                sides.iter().any(|side| side.contains(&one) && side.contains(&other))
            }
        }
    }

    fn is_required(&self) -> bool {
        !matches!(self.kind, ChoiceKind::AtMost { .. })
    }
}

impl CallPlan<'_> {
    /// The argument type of a parameter, if it has one of its own.
    #[must_use]
    pub fn owner(&self, param: ParamId) -> Option<&Owner> {
        self.owners.iter().find(|owner| owner.param == param)
    }

    /// The members of a group.
    pub fn members<'b>(&'b self, choice: &'b Choice) -> impl Iterator<Item = &'b Owner> + Clone {
        choice.members.iter().filter_map(|at| self.owners.get(*at))
    }
}

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

pub(super) fn call<'a>(
    operation: &'a Operation,
    method: Name,
    module: Name,
    taken: &mut Names,
) -> CallPlan<'a> {
    let groups: Vec<(Vec<ParamId>, ChoiceKind)> = operation.rules.iter().filter_map(group).list();
    let mut owners = owners(operation, &groups, taken);
    let mut inputs = Set::default();
    for param in &operation.params {
        inputs.insert(&param.rust);
    }
    for name in groups.iter().filter_map(|(_, kind)| kind.name()) {
        inputs.insert(name);
    }
    let mut choices = Vec::new();
    for (at, (members, kind)) in groups.into_iter().enumerate() {
        choices.push(choice(operation, at, &members, kind, &owners, taken, &mut inputs));
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

fn group(rule: &Rule) -> Option<(Vec<ParamId>, ChoiceKind)> {
    match rule {
        Rule::AtLeastOne(members) => Some((members.clone(), ChoiceKind::Several)),
        Rule::ExactlyOne(members) => Some((members.clone(), ChoiceKind::One)),
        Rule::NotTogether { name, sides } => {
            Some((sides.concat(), ChoiceKind::AtMost { name: name.clone(), sides: sides.clone() }))
        }
        Rule::OnlyWith { .. } | Rule::OnlyOn { .. } => None,
    }
}

/// Members of a group have an argument type even without dependents: they are chosen by it.
fn owners(operation: &Operation, groups: &[(Vec<ParamId>, ChoiceKind)], taken: &mut Names) -> Vec<Owner> {
    let mut owners = Vec::new();
    let with_owner = operation.params().filter_map(|(id, _)| Some((id, operation.only_with(id)?)));
    let with_owner: Vec<(ParamId, ParamId)> = with_owner.list();
    if with_owner.is_empty() && groups.is_empty() {
        return owners;
    }
    for (id, param) in operation.params() {
        let choice = groups.iter().position(|(members, _)| members.contains(&id));
        let of_this = with_owner.iter().filter(|(_, owner)| *owner == id);
        let dependents: Vec<ParamId> = of_this.map(|(dependent, _)| *dependent).list();
        if dependents.is_empty() && choice.is_none() {
            continue;
        }
        let marker = reserved::camel(&operation.name);
        let traits = |ty: &str| [format!("OnlyWith{ty}"), format!("GivenWith{marker}{ty}")];
        let plain = taken.free(&operation.name, &param.rust, &|name| {
            let ty = reserved::camel(name);
            let [only_with, not_on_call] = traits(&ty);
            vec![name.to_owned(), conversion(&ty).to_string(), only_with, not_on_call, ty]
        });
        let (function, ty) = (names::member(&plain), names::camel(&plain));
        let [only_with, not_on_call] = traits(ty.as_str()).map(Name::new);
        owners.push(Owner {
            param: id,
            function,
            plain,
            ty,
            dependents,
            choice,
            conversion: None,
            only_with,
            not_on_call,
        });
    }
    owners
}

fn choice(
    operation: &Operation,
    at: usize,
    members: &[ParamId],
    kind: ChoiceKind,
    owners: &[Owner],
    taken: &mut Names,
    inputs: &mut Set,
) -> Choice {
    let about = match &kind {
        ChoiceKind::AtMost { name, .. } => name.clone(),
        ChoiceKind::Several | ChoiceKind::One if at == 0 => "content".to_owned(),
        ChoiceKind::Several | ChoiceKind::One => format!("content{}", at + 1),
    };
    let more = |ty: &str| {
        [format!("{}Form", ty.trim_end_matches("Content")), format!("OnlyOneFor{ty}"), format!("Into{ty}")]
    };
    let ty = taken.free("the", &format!("{}_{about}", operation.name), &|name| {
        let ty = reserved::camel(name);
        more(&ty).into_iter().chain([ty.clone()]).list()
    });
    let ty = names::camel(&ty);
    let [form, only_one, conversion] = more(ty.as_str()).map(Name::new);
    let name = choice_name(operation, members, &kind, inputs);
    let members = members.iter().filter_map(|id| owners.iter().position(|owner| owner.param == *id)).list();
    Choice { members, kind, conversion, ty, form, only_one, name }
}

fn conversion(ty: &str) -> Name {
    name!("Into{ty}")
}

/// The trait of the targets that a setter is for.
fn target(operation: &Operation, setter: &Name, taken: &mut Names) -> Name {
    let setter = setter.as_str().trim_start_matches("r#");
    let name = format!("{}_{setter}_target", operation.name);
    names::camel(&taken.free(&operation.name, &name, &|name| vec![reserved::camel(name)]))
}

/// The name of a group's setter, or of its argument: `message_or_link`. rustc shows it if the argument is missing.
fn choice_name(operation: &Operation, members: &[ParamId], kind: &ChoiceKind, inputs: &mut Set) -> Name {
    if let Some(name) = kind.name() {
        return names::member(name);
    }
    let members: Vec<&str> = members.iter().map(|id| operation.param(*id).rust.as_str()).list();
    let name = if members.len() > 3 { "what_changes".to_owned() } else { members.join("_or_") };
    let mut free = name.clone();
    let mut number = 2;
    while !inputs.insert(&free) {
        free = format!("{name}{number}");
        number += 1;
    }
    names::member(&free)
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
