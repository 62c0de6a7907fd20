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
        Rule::OnlyWith { param, with } => format!("{} only with {}", name(param), name(with)),
        Rule::OnlyOn { param, whose: only } => format!("{} only on {}", name(param), only.name()),
    }
}
