//! Rules across parameters.

use super::problem::{Problem, ProblemKind, listed};
use crate::model::{Operation, ParamId, Rule, Whose};

/// Every rule of an operation that a call breaks which sends these parameters. Rules about the target
/// are passed over where it is not known whose it is asked for.
pub fn broken(operation: &Operation, sent: &dyn Fn(ParamId) -> bool, whose: Option<Whose>) -> Vec<Problem> {
    operation.rules.iter().filter_map(|rule| breaks(operation, rule, sent, whose)).collect()
}

fn breaks(
    operation: &Operation,
    rule: &Rule,
    sent: &dyn Fn(ParamId) -> bool,
    whose: Option<Whose>,
) -> Option<Problem> {
    let name = |id: ParamId| operation.param(id).name.as_str();
    let names = |list: &[ParamId]| listed(list.iter().map(|id| name(*id)));
    let count = |list: &[ParamId]| list.iter().filter(|id| sent(**id)).count();
    let problem = |kind, params: &[ParamId], rule: String, remedy: String| {
        let params = params.iter().map(|id| name(*id).to_owned()).collect();
        Some(Problem { kind, params, rule, remedy })
    };
    match rule {
        Rule::AtLeastOne(list) if count(list) == 0 => problem(
            ProblemKind::AtLeastOne,
            list,
            format!("at least one of these parameters is required: {}", names(list)),
            "give one of them, or several".to_owned(),
        ),
        Rule::ExactlyOne(list) if count(list) != 1 => {
            let given: Vec<ParamId> = list.iter().copied().filter(|id| sent(*id)).collect();
            problem(
                ProblemKind::ExactlyOne,
                list,
                format!("exactly one of these parameters is required: {}", names(list)),
                match given.as_slice() {
                    [] => "none was given; give one of them".to_owned(),
                    _ => format!("{} were given; leave out all but one", names(&given)),
                },
            )
        }
        Rule::NotTogether { sides, .. } if sides.iter().filter(|side| count(side) > 0).count() > 1 => {
            let shown: Vec<String> = sides.iter().map(|side| names(side)).collect();
            problem(
                ProblemKind::NotTogether,
                &sides.concat(),
                format!("these parameters may not be sent together: {}", shown.join("; ")),
                "give those of one side, and leave out the others".to_owned(),
            )
        }
        Rule::OnlyWith { param, with } if sent(*param) && !sent(*with) => problem(
            ProblemKind::OnlyWith,
            &[*param, *with],
            format!("the parameter `{}` may only be sent with `{}`", name(*param), name(*with)),
            format!("give `{}` too, or leave out `{}`", name(*with), name(*param)),
        ),
        Rule::OnlyOn { param, whose: only }
            if sent(*param) && *only != Whose::Unknown && whose.is_some_and(|whose| whose != *only) =>
        {
            problem(
                ProblemKind::OnlyOn,
                &[*param],
                format!("the parameter `{}` may only be sent for {}", name(*param), in_words(*only)),
                format!("leave it out, or call it for {}", in_words(*only)),
            )
        }
        Rule::AtLeastOne(_)
        | Rule::ExactlyOne(_)
        | Rule::NotTogether { .. }
        | Rule::OnlyWith { .. }
        | Rule::OnlyOn { .. } => None,
    }
}

/// Whose data it is.
pub(super) fn in_words(whose: Whose) -> &'static str {
    match whose {
        Whose::Own => "what is one's own",
        Whose::Friend => "what is a friend's",
        Whose::Other => "what is somebody else's",
        Whose::Unknown => "what nothing is known of",
    }
}
