//! Parameters with an argument type of their own: those that others depend on, and the members of groups.

use graph_schema::{
    list::List as _,
    model::{Operation, ParamId, Rule},
    reserved::{self, Names},
    table::Set,
};

use super::{Choice, ChoiceKind, Owner};
use crate::{
    code::{Name, name},
    names,
};

/// The members of a group, and how many of them may be given.
pub(super) type Group = (Vec<ParamId>, ChoiceKind);

/// The group that a rule makes of parameters.
pub(super) fn group(rule: &Rule) -> Option<Group> {
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
pub(super) fn owners(operation: &Operation, groups: &[Group], taken: &mut Names) -> Vec<Owner> {
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

pub(super) fn choice(
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

/// The trait that a setter or argument takes a type by.
pub(super) fn conversion(ty: &str) -> Name {
    name!("Into{ty}")
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
