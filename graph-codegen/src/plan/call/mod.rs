//! The shape of an operation in Rust: which parameters are arguments, which are setters, and which are set on the
//! argument that they depend on.

mod decide;
mod groups;

use graph_schema::model::{Operation, ParamId, Whose};

use crate::code::Name;

pub(super) use decide::call;
pub use decide::{names_in_connection, names_in_operation, of_connection, of_node};

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
