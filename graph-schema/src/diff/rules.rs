//! Descriptions of rules.

use crate::model::{Operation, ParamId, Rule};

/// Describes a rule by the names of its parameters, so that rules of two schemas can be compared.
pub(super) fn rule_text(operation: &Operation, rule: &Rule) -> String {
    let name = |id: &ParamId| operation.param(*id).name.as_str();
    let names = |list: &[ParamId]| list.iter().map(name).collect::<Vec<_>>().join(", ");
    match rule {
        Rule::AtLeastOne(list) => format!("at least one of {}", names(list)),
        Rule::ExactlyOne(list) => format!("exactly one of {}", names(list)),
        Rule::NotTogether { name: about, sides } => {
            let sides: Vec<String> =
                sides.iter().map(|side| side.iter().map(name).collect::<Vec<_>>().join(" with ")).collect();
            format!("not together ({about}): {}", sides.join("; "))
        }
        Rule::OnlyWith { param, with, values } => {
            format!("{} only with {}", name(param), with_values(name(with), values))
        }
        Rule::OnlyOn { param, whose: only } => format!("{} only on {}", name(param), only.name()),
    }
}

/// What something is only sent with: `link`, or `kind of "IMAGE" or "VIDEO"`.
pub(super) fn with_values(with: &str, values: &[String]) -> String {
    if values.is_empty() { with.to_owned() } else { format!("{with} of {}", values.join(" or ")) }
}
