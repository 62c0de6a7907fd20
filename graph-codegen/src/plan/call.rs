//! What an operation looks like in Rust: which parameters are arguments, which are setters, and
//! which stand on the argument that they depend on.

use graph_schema::model::{Operation, ParamId, ParamPlace, Rule, Segment, Whose};

/// The shape of one operation.
pub(crate) struct CallPlan {
    /// Arguments of the constructor, in schema order.
    pub(crate) arguments: Vec<Input>,
    /// Optional parameters that are set on the call.
    pub(crate) setters: Vec<Input>,
    /// Parameters that others depend on: each is an argument type of its own.
    pub(crate) owners: Vec<Owner>,
    /// Groups of parameters that are chosen from: an argument of the constructor each, or a setter's
    /// where nothing needs to be chosen.
    pub(crate) choices: Vec<Choice>,
    /// Parts of the path behind the connection.
    pub(crate) path: Vec<Segment>,
}

/// One value that the caller gives.
#[derive(Clone)]
pub(crate) enum Input {
    /// A parameter by itself.
    Param(ParamId),
    /// A parameter that others depend on.
    Owner(ParamId),
    /// One of a group.
    Choice(usize),
}

/// A parameter with those that go only with it.
pub(crate) struct Owner {
    pub(crate) param: ParamId,
    pub(crate) dependents: Vec<ParamId>,
    /// The choice it is a member of.
    pub(crate) choice: Option<usize>,
}

/// A group of parameters.
pub(crate) struct Choice {
    pub(crate) members: Vec<ParamId>,
    pub(crate) kind: ChoiceKind,
}

/// How many of a group may be given.
pub(crate) enum ChoiceKind {
    /// At least one.
    Several,
    /// One, and no second one.
    One,
    /// None, or those of one side.
    AtMost { name: String, sides: Vec<Vec<ParamId>> },
}

impl Choice {
    /// Whether two members may be given together.
    pub(crate) fn together(&self, one: ParamId, other: ParamId) -> bool {
        match &self.kind {
            ChoiceKind::Several => true,
            ChoiceKind::One => false,
            ChoiceKind::AtMost { sides, .. } => {
                sides.iter().any(|side| side.contains(&one) && side.contains(&other))
            }
        }
    }

    /// Whether one of it must be given.
    pub(crate) fn is_demanded(&self) -> bool {
        !matches!(self.kind, ChoiceKind::AtMost { .. })
    }
}

/// Decides the shape of an operation.
pub(crate) fn plan(operation: &Operation) -> CallPlan {
    let choices: Vec<Choice> = operation
        .rules
        .iter()
        .filter_map(|rule| match rule {
            Rule::AtLeastOne(members) => Some(Choice { members: members.clone(), kind: ChoiceKind::Several }),
            Rule::ExactlyOne(members) => Some(Choice { members: members.clone(), kind: ChoiceKind::One }),
            Rule::NotTogether { name, sides } => Some(Choice {
                members: sides.concat(),
                kind: ChoiceKind::AtMost { name: name.clone(), sides: sides.clone() },
            }),
            Rule::OnlyWith { .. } | Rule::OnlyOn { .. } => None,
        })
        .collect();
    let choice_of = |param: ParamId| choices.iter().position(|choice| choice.members.contains(&param));
    let dependents_of = |owner: ParamId| -> Vec<ParamId> {
        operation.params().map(|(id, _)| id).filter(|id| operation.only_with(*id) == Some(owner)).collect()
    };
    // Members of a choice have an argument type even without dependents: it is what they are chosen by.
    let owners: Vec<Owner> = operation
        .params()
        .map(|(id, _)| Owner { param: id, dependents: dependents_of(id), choice: choice_of(id) })
        .filter(|owner| !owner.dependents.is_empty() || owner.choice.is_some())
        .collect();

    let mut arguments = Vec::new();
    let mut setters = Vec::new();
    let mut chosen = vec![false; choices.len()];
    for (id, param) in operation.params() {
        if let Some(choice) = choice_of(id) {
            if !chosen[choice] {
                chosen[choice] = true;
                let list = if choices[choice].is_demanded() { &mut arguments } else { &mut setters };
                list.push(Input::Choice(choice));
            }
            continue;
        }
        if operation.only_with(id).is_some() {
            continue;
        }
        let input =
            if owners.iter().any(|owner| owner.param == id) { Input::Owner(id) } else { Input::Param(id) };
        let list =
            if param.required || param.place == ParamPlace::Path { &mut arguments } else { &mut setters };
        list.push(input);
    }
    CallPlan { arguments, setters, owners, choices, path: operation.path.clone() }
}

/// In words, whose node a parameter is bound to.
pub(crate) fn whose_word(whose: Whose) -> &'static str {
    match whose {
        Whose::Own => "oneself (`me()`)",
        Whose::Friend => "a friend (`friend(id)`)",
        Whose::Other => "somebody else",
        Whose::Unknown => "anyone",
    }
}
