//! Rules across parameters.

use graph_schema::model::{ParamId, Rule, Whose};

use super::Bound;
use crate::answer::Refusal;

/// Refuses a call that breaks a rule.
pub(super) fn check(bound: &Bound<'_>, whose: Whose) -> Result<(), Refusal> {
    match bound.operation.rules.iter().find_map(|rule| breaks(bound, rule, Some(whose))) {
        Some(message) => Err(Refusal::parameter(message)),
        None => Ok(()),
    }
}

/// How much is wrong with a call, if it means this operation.
pub(super) fn broken(bound: &Bound<'_>) -> usize {
    let missing = bound.operation.params().filter(|(id, param)| param.required && !bound.has(*id)).count();
    missing + bound.operation.rules.iter().filter(|rule| breaks(bound, rule, None).is_some()).count()
}

fn breaks(bound: &Bound<'_>, rule: &Rule, whose: Option<Whose>) -> Option<String> {
    let name = |id: ParamId| bound.operation.param(id).name.as_str();
    let names = |list: &[ParamId]| list.iter().map(|id| name(*id)).collect::<Vec<_>>().join(", ");
    let sent = |list: &[ParamId]| list.iter().filter(|id| bound.has(**id)).count();
    match rule {
        Rule::AtLeastOne(list) if sent(list) == 0 => {
            Some(format!("At least one of these parameters is required: {}", names(list)))
        }
        Rule::ExactlyOne(list) if sent(list) != 1 => {
            Some(format!("Exactly one of these parameters is required: {}", names(list)))
        }
        Rule::NotTogether { sides, .. } if sides.iter().filter(|side| sent(side) > 0).count() > 1 => {
            let sides: Vec<String> = sides.iter().map(|side| names(side)).collect();
            Some(format!("These parameters may not be sent together: {}", sides.join("; ")))
        }
        Rule::OnlyWith { param, with } if bound.has(*param) && !bound.has(*with) => {
            Some(format!("The parameter {} may only be sent with {}", name(*param), name(*with)))
        }
        Rule::OnlyOn { param, whose: only }
            if bound.has(*param) && whose.is_some_and(|whose| whose != *only) =>
        {
            let target = match only {
                Whose::Own => "what is one's own",
                Whose::Friend => "what is a friend's",
                Whose::Other => "what is somebody else's",
                Whose::Unknown => return None,
            };
            Some(format!("The parameter {} may only be sent for {target}", name(*param)))
        }
        Rule::AtLeastOne(_)
        | Rule::ExactlyOne(_)
        | Rule::NotTogether { .. }
        | Rule::OnlyWith { .. }
        | Rule::OnlyOn { .. } => None,
    }
}
