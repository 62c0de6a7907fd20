//! Descriptions of rules.

use super::{ChangeKind, Changes, Verdict};
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
        // Which values is compared by itself.
        Rule::OnlyWith { param, with, .. } => format!("{} only with {}", name(param), name(with)),
        Rule::OnlyOn { param, whose: only } => format!("{} only on {}", name(param), only.name()),
    }
}

/// Compares the values with which something can be sent; any, if there are none.
pub(super) fn values(place: &str, old: &[String], new: &[String], changes: &mut Changes) {
    let is_wider = new.is_empty() || !old.is_empty() && old.iter().all(|value| new.contains(value));
    let verdict = if is_wider { Verdict::Minor } else { Verdict::Major };
    let text = |values: &[String]| {
        let mut values: Vec<&str> = values.iter().map(String::as_str).collect();
        values.sort_unstable();
        if values.is_empty() { "any".to_owned() } else { values.join(" or ") }
    };
    changes.changed((ChangeKind::Limit, verdict), place, "value of the other one", (text(old), text(new)));
}
