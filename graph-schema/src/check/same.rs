//! Reports operations of one node or connection that send the same request.

use crate::list::List as _;
use crate::{
    diagnostic::{Diagnostic, Diagnostics, code, source::Span},
    model::{Operation, Param, ParamId, Rule, Schema, Segment},
    table::Table,
};

pub(super) fn check(schema: &Schema, diags: &mut Diagnostics) {
    for node in &schema.nodes {
        operations(schema, &node.operations, diags);
        for connection in &node.connections {
            operations(schema, &connection.operations, diags);
        }
    }
}

/// A special case is the same call by intent, and an operation may read the list of its connection in another way.
fn operations(schema: &Schema, all: &[Operation], diags: &mut Diagnostics) {
    let mut seen: Table<(&str, Span)> = Table::default();
    for operation in all.iter().filter(|operation| operation.variant_of.is_none()) {
        let request = request(schema, operation);
        let Some((first, place)) = seen.get(&request) else {
            seen.insert(&request, (&operation.name, operation.span));
            continue;
        };
        let diagnostic = Diagnostic::error(
            code::SAME_CALL,
            format!("`{first}` and `{}` send the same request", operation.name),
        )
        .at(operation.span, "the same method, path and parameters")
        .also(*place, "first use")
        .help("remove one of them, or add what tells them apart, such as a \"path\" or a required parameter");
        diags.push(diagnostic);
    }
}

/// What tells two calls apart, as a key: texts are quoted in it.
fn request(schema: &Schema, operation: &Operation) -> String {
    let path = operation.path.iter().map(|segment| match segment {
        Segment::Literal(text) => text.clone(),
        // Its name is not sent.
        Segment::Param(id) => format!("{{{}}}", operation.param(*id).ty.name(schema)),
    });
    let on_path = |param: &&Param| {
        operation.path.iter().any(
            |segment| matches!(segment, Segment::Param(id) if std::ptr::eq(operation.param(*id), *param)),
        )
    };
    let sent = operation.params.iter().filter(|param| !on_path(param));
    let mut rules: Vec<String> = operation.rules.iter().map(|rule| self::rule(operation, rule)).list();
    rules.sort_unstable();
    let mut constants: Vec<String> =
        operation.constants.iter().map(|(name, value)| format!("{name:?}: {value:?}")).list();
    constants.sort_unstable();
    let optional = |text: &Option<String>| text.iter().cloned().list();
    let parts = [
        vec![operation.method.name().to_owned()],
        path.list(),
        optional(&operation.host),
        optional(&operation.version),
        params(schema, sent),
        constants,
        rules,
    ];
    format!("{parts:?}")
}

fn params<'a>(schema: &Schema, params: impl IntoIterator<Item = &'a Param>) -> Vec<String> {
    let shown = |param: &Param| {
        let need = if param.required { "" } else { "?" };
        format!("{}{need}: {}", param.name, param.ty.name(schema))
    };
    let mut all: Vec<String> = params.into_iter().map(shown).list();
    all.sort_unstable();
    all
}

/// The rule by the names of its parameters.
fn rule(operation: &Operation, rule: &Rule) -> String {
    let names = |list: &[ParamId]| {
        let mut names: Vec<&str> = list.iter().map(|id| operation.param(*id).name.as_str()).list();
        names.sort_unstable();
        names.join(",")
    };
    match rule {
        Rule::AtLeastOne(list) => format!("at least one of {}", names(list)),
        Rule::ExactlyOne(list) => format!("exactly one of {}", names(list)),
        Rule::NotTogether { sides, .. } => {
            let mut sides: Vec<String> = sides.iter().map(|side| names(side)).list();
            sides.sort_unstable();
            format!("not together {}", sides.join(";"))
        }
        Rule::OnlyWith { param, with, values } => {
            format!("{} with {} {}", names(&[*param]), names(&[*with]), values.join(","))
        }
        Rule::OnlyOn { param, whose } => format!("{} on {}", names(&[*param]), whose.name()),
    }
}
