//! The words of the schema language for what changed.

use crate::model::{Encoding, Operation, Paging, ParamId, Presence, Retry, Rule, Whose};

pub(super) fn presence(presence: Presence) -> &'static str {
    match presence {
        Presence::Always => "always",
        Presence::Usual => "usual",
        Presence::Gated => "gated",
    }
}

pub(super) fn paging(paging: Paging) -> &'static str {
    match paging {
        Paging::Cursor => "cursor",
        Paging::Time => "time",
        Paging::Offset => "offset",
        Paging::None => "none",
        Paging::Unknown => "unknown",
    }
}

pub(super) fn whose(whose: Whose) -> &'static str {
    match whose {
        Whose::Own => "own",
        Whose::Friend => "friend",
        Whose::Other => "other",
        Whose::Unknown => "unknown",
    }
}

pub(super) fn retry(retry: Retry) -> &'static str {
    match retry {
        Retry::Never => "never",
        Retry::Soon => "soon",
        Retry::Later => "later",
    }
}

pub(super) fn encoding(encoding: Encoding) -> &'static str {
    match encoding {
        Encoding::Text => "text",
        Encoding::Json => "json",
        Encoding::Commas => "commas",
        Encoding::One => "one",
    }
}

/// A rule by the names of its parameters, so that rules of two schemas can be compared.
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
        Rule::OnlyOn { param, whose: only } => format!("{} only on {}", name(param), whose(*only)),
    }
}
