//! Checks rules that involve several parameters.

use super::problem::{Problem, ProblemKind, either, is_one_of, listed};
use crate::model::{Operation, ParamId, Rule, Whose};

/// The parameters of a call.
pub trait Sent {
    /// Whether a parameter is sent.
    fn has(&self, param: ParamId) -> bool;

    /// The value of a parameter: of a text without quotes, of anything else as JSON. `None` if it is not sent, or not a
    /// valid value.
    fn plain(&self, param: ParamId) -> Option<String>;
}

/// Returns a problem for every rule of an operation that a call with these parameters violates. If `whose` is
/// `None`, rules about the target are skipped.
pub fn broken(operation: &Operation, sent: &dyn Sent, whose: Option<Whose>) -> Vec<Problem> {
    operation.rules.iter().filter_map(|rule| breaks(operation, rule, sent, whose)).collect()
}

fn breaks(operation: &Operation, rule: &Rule, sent: &dyn Sent, whose: Option<Whose>) -> Option<Problem> {
    let name = |id: ParamId| operation.param(id).name.as_str();
    let names = |list: &[ParamId]| listed(list.iter().map(|id| name(*id)));
    let count = |list: &[ParamId]| list.iter().filter(|id| sent.has(**id)).count();
    let problem = |kind, params: &[ParamId], rule: String, remedy: String| {
        let params = params.iter().map(|id| name(*id).to_owned()).collect();
        Some(Problem { kind, params, rule, remedy })
    };
    match rule {
        Rule::AtLeastOne(list) if count(list) == 0 => problem(
            ProblemKind::AtLeastOne,
            list,
            format!("at least one of these parameters is required: {}", names(list)),
            "set at least one of them".to_owned(),
        ),
        Rule::ExactlyOne(list) if count(list) != 1 => {
            let given: Vec<ParamId> = list.iter().copied().filter(|id| sent.has(*id)).collect();
            problem(
                ProblemKind::ExactlyOne,
                list,
                format!("exactly one of these parameters is required: {}", names(list)),
                match given.as_slice() {
                    [] => "none is set; set one of them".to_owned(),
                    _ => format!("{} are set; keep only one", names(&given)),
                },
            )
        }
        Rule::NotTogether { sides, .. } if sides.iter().filter(|side| count(side) > 0).count() > 1 => {
            let shown: Vec<String> = sides.iter().map(|side| names(side)).collect();
            problem(
                ProblemKind::NotTogether,
                &sides.concat(),
                format!("these parameters may not be sent together: {}", shown.join(" with ")),
                "keep one of these alternatives".to_owned(),
            )
        }
        Rule::OnlyWith { param, with, values } if sent.has(*param) && !sent.has(*with) => problem(
            ProblemKind::OnlyWith,
            &[*param, *with],
            match values.as_slice() {
                [] => format!("the parameter `{}` may only be sent with `{}`", name(*param), name(*with)),
                _ => only_if(name(*param), name(*with), values),
            },
            format!("set `{}` too, or remove `{}`", name(*with), name(*param)),
        ),
        Rule::OnlyWith { param, with, values }
            if sent.has(*param)
                && !values.is_empty()
                && sent.plain(*with).is_some_and(|value| !is_one_of(&value, values)) =>
        {
            problem(
                ProblemKind::OnlyWith,
                &[*param, *with],
                only_if(name(*param), name(*with), values),
                format!("change `{}`, or remove `{}`", name(*with), name(*param)),
            )
        }
        Rule::OnlyOn { param, whose: only }
            if sent.has(*param) && *only != Whose::Unknown && whose.is_some_and(|whose| whose != *only) =>
        {
            problem(
                ProblemKind::OnlyOn,
                &[*param],
                format!("the parameter `{}` may only be sent for {}", name(*param), in_words(*only)),
                format!("remove it, or use a target for {}", in_words(*only)),
            )
        }
        Rule::AtLeastOne(_)
        | Rule::ExactlyOne(_)
        | Rule::NotTogether { .. }
        | Rule::OnlyWith { .. }
        | Rule::OnlyOn { .. } => None,
    }
}

fn only_if(param: &str, with: &str, values: &[String]) -> String {
    format!("the parameter `{param}` may only be sent with `{with}` {}", either(values))
}

/// Describes a kind of target.
pub(super) fn in_words(whose: Whose) -> &'static str {
    match whose {
        Whose::Own => "the current user",
        Whose::Friend => "a friend",
        Whose::Other => "another person",
        Whose::Unknown => "an unknown person",
    }
}
