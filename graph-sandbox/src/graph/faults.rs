//! Faults of values, in the words of the platform.

use graph_schema::call::{ProblemKind, value::Wrong};

use crate::protocol::Refusal;

/// Refuses a value inside a parameter: `Param template['name'] must be a string`.
pub(in crate::graph) fn refusal(wrong: &Wrong) -> Refusal {
    let rule = wrong.rule.replace('`', "");
    let message = match wrong.kind {
        ProblemKind::Missing if wrong.rule == "is required" => {
            format!("The parameter {} is required.", place(&wrong.place))
        }
        ProblemKind::UnknownMember => match parent(&wrong.place) {
            (key, "") => format!("Unexpected key \"{key}\""),
            (key, above) => format!("Unexpected key \"{key}\" on param \"{}\".", place(above)),
        },
        _ => format!("Param {} {rule}", place(&wrong.place)),
    };
    Refusal::parameter(message)
}

/// A place as the platform writes it: `template['components'][0]`.
pub(in crate::graph) fn place(path: &str) -> String {
    let mut parts = path.split('.');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, index) = part.split_at(part.find('[').unwrap_or(part.len()));
        out += &format!("['{name}']{index}");
    }
    out
}

/// The last name of a place, and the place above it.
fn parent(path: &str) -> (&str, &str) {
    path.rsplit_once('.').map_or((path, ""), |(above, key)| (key, above))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_have_the_form_of_the_platform() {
        assert_eq!(place("to"), "to");
        assert_eq!(
            place("template.components[0].parameters[12]"),
            "template['components'][0]['parameters'][12]"
        );
        assert_eq!(parent("a.b[0].c"), ("c", "a.b[0]"));
        assert_eq!(parent("a"), ("a", ""));
    }
}
