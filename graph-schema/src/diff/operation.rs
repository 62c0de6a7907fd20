//! Compares operations with their parameters, rules, responses and errors.

use super::{
    Both, ChangeKind, Changes, Verdict, pairs,
    rules::{rule_text, values},
    value::{flat, limits},
};
use crate::model::{
    BodyFormat, Operation, OperationError, Param, ParamId, ParamPlace, Returns, Rule, Scalar, Schema,
    Segment, Type,
};

/// Functions with more arguments take a struct.
const MAX_ARGUMENTS: usize = 4;

impl Both<'_> {
    /// Compares the operations of a node or connection, such as `user.events`.
    pub(super) fn operations(
        self,
        place: &str,
        (old, new): (&[Operation], &[Operation]),
        changes: &mut Changes,
    ) {
        for pair in pairs(old, new, |old, new| old.name == new.name) {
            let name = |operation: &Operation| format!("{place}.{}", operation.name);
            match pair {
                (Some(old), Some(new)) => self.operation(&name(old), old, new, changes),
                // Special cases generate no code.
                (Some(old), None) if old.variant_of.is_some() => {
                    changes.add(ChangeKind::Removed, Verdict::Patch, &name(old), "special case removed");
                }
                (None, Some(new)) if new.variant_of.is_some() => {
                    changes.add(ChangeKind::Added, Verdict::Patch, &name(new), "special case added");
                }
                (Some(old), None) => changes.removed(&name(old), "operation"),
                (None, Some(new)) => changes.added(&name(new), "operation"),
                (None, None) => {}
            }
        }
    }

    fn operation(self, place: &str, old: &Operation, new: &Operation, changes: &mut Changes) {
        changes.deprecated(place, old.deprecated.as_deref(), new.deprecated.as_deref());
        changes.doc(place, (&old.doc, old.note.as_deref()), (&new.doc, new.note.as_deref()));
        if old.variant_of != new.variant_of {
            let verdict = if new.variant_of.is_some() { Verdict::Major } else { Verdict::Minor };
            let text =
                |operation: &Operation| operation.variant_of.clone().unwrap_or_else(|| "none".to_owned());
            let both = (text(old), text(new));
            changes.changed((ChangeKind::Type, verdict), place, "base operation", both);
            return;
        }
        // Changes of the base are reported there.
        if old.variant_of.is_some() {
            return;
        }
        let wire = (ChangeKind::Wire, Verdict::Major);
        changes.changed(wire, place, "method", (old.method.name(), new.method.name()));
        changes.changed(wire, place, "path", (path(old), path(new)));
        let host = |operation: &Operation| operation.host.clone().unwrap_or_else(|| "the API's".to_owned());
        changes.changed(wire, place, "host", (host(old), host(new)));
        let version =
            |operation: &Operation| operation.version.clone().unwrap_or_else(|| "the node's".to_owned());
        changes.changed(wire, place, "version", (version(old), version(new)));
        changes.changed(wire, place, "body", (body(old), body(new)));
        for pair in pairs(&old.constants, &new.constants, |old: &(String, String), new| old.0 == new.0) {
            let at = |(name, _): &(String, String)| format!("{place}({name})");
            let (name, what) = match pair {
                (Some(old), Some(new)) => {
                    changes.changed(wire, &at(old), "constant", (&old.1, &new.1));
                    continue;
                }
                (Some(old), None) => (at(old), format!("constant {} removed", old.1)),
                (None, Some(new)) => (at(new), format!("constant {} added", new.1)),
                (None, None) => continue,
            };
            changes.add(ChangeKind::Wire, Verdict::Major, &name, what);
        }
        let answers = (answer(&old.returns, self.old), answer(&new.returns, self.new));
        self.answer(place, &old.returns, &new.returns, answers, changes);
        // What stands in `data` is read in either form.
        let verdict = if new.in_data { Verdict::Minor } else { Verdict::Major };
        let place_of = |operation: &Operation| if operation.in_data { "in `data`" } else { "by itself" };
        changes.changed((ChangeKind::Answer, verdict), place, "answer", (place_of(old), place_of(new)));
        let redirects = |operation: &Operation| if operation.redirects { "may redirect" } else { "direct" };
        changes.changed(
            (ChangeKind::Answer, Verdict::Major),
            place,
            "response",
            (redirects(old), redirects(new)),
        );
        self.permission(place, (&old.permission, &new.permission), changes);
        self.grants(place, (&old.grants, &new.grants), changes);
        self.token(place, (&old.token, &new.token), changes);
        self.params(place, (&old.params, &new.params), changes);
        let are_named = are_named(old, self.old) && are_named(new, self.new);
        self.order(place, (&old.params, &new.params), are_named, changes);
        rules(self, place, old, new, changes);
        for pair in pairs(&old.errors, &new.errors, |old: &OperationError, new| old.code == new.code) {
            let at = |error: &OperationError| format!("{place} error {}", error.code);
            match pair {
                (Some(old), None) => changes.removed(&at(old), "error code"),
                (None, Some(new)) => changes.added(&at(new), "error code"),
                (Some(old), Some(new)) => {
                    let major = (ChangeKind::Type, Verdict::Major);
                    changes.changed(major, &at(old), "name", (&old.name, &new.name));
                    changes.doc(&at(old), (&old.meaning, None), (&new.meaning, None));
                    let doc = (ChangeKind::Doc, Verdict::Patch);
                    changes.changed(doc, &at(old), "remedy", (&old.remedy, &new.remedy));
                }
                (None, None) => {}
            }
        }
    }

    /// Compares responses. Additional members are compatible; any other change is a change of type.
    fn answer(
        self,
        place: &str,
        old: &Returns,
        new: &Returns,
        texts: (String, String),
        changes: &mut Changes,
    ) {
        if texts.0 == texts.1 {
            return;
        }
        let verdict = match (old, new) {
            // A lone id is required; with other members, every member is optional.
            (Returns::Members(old), _) if is_id(old) => Verdict::Major,
            (Returns::Members(old), Returns::Members(new)) => {
                let kept = old.iter().all(|(name, ty)| {
                    new.iter()
                        .any(|(other, new_ty)| other == name && ty.name(self.old) == new_ty.name(self.new))
                });
                if kept { Verdict::Minor } else { Verdict::Major }
            }
            _ => Verdict::Major,
        };
        changes.changed((ChangeKind::Answer, verdict), place, "response", texts);
    }

    /// Compares the parameters of an operation or list.
    pub(super) fn params(self, call: &str, (old, new): (&[Param], &[Param]), changes: &mut Changes) {
        for pair in pairs(old, new, |old: &Param, new| old.name == new.name) {
            let place = |param: &Param| format!("{call}({})", param.name);
            match pair {
                (Some(old), None) => changes.removed(&place(old), "parameter"),
                (None, Some(new)) if new.required => {
                    let what = "required parameter added";
                    changes.add(ChangeKind::Required, Verdict::Major, &place(new), what);
                }
                (None, Some(new)) => changes.added(&place(new), "optional parameter"),
                (Some(old), Some(new)) => self.param(&place(old), old, new, changes),
                (None, None) => {}
            }
        }
    }

    /// Compares the parameters of a list.
    pub(super) fn list_params(self, call: &str, (old, new): (&[Param], &[Param]), changes: &mut Changes) {
        self.params(call, (old, new), changes);
        let named = |params: &[Param], schema: &Schema| {
            let required = params.iter().filter(|param| param.required);
            are_many(&required.map(|param| given(param, schema)).collect::<Vec<_>>(), 0)
        };
        self.order(call, (old, new), named(old, self.old) && named(new, self.new), changes);
    }

    /// Compares the order of arguments, which matters unless they are one struct.
    fn order(self, call: &str, (old, new): (&[Param], &[Param]), are_named: bool, changes: &mut Changes) {
        let required = |params: &[Param], others: &[Param]| -> Vec<String> {
            let kept = |param: &&Param| {
                param.required && others.iter().any(|other| other.name == param.name && other.required)
            };
            params.iter().filter(kept).map(|param| param.name.clone()).collect()
        };
        let before = required(old, new).join(", ");
        let after = required(new, old).join(", ");
        let verdict = if are_named { Verdict::Patch } else { Verdict::Major };
        changes.changed((ChangeKind::Required, verdict), call, "order of arguments", (before, after));
    }

    fn param(self, place: &str, old: &Param, new: &Param, changes: &mut Changes) {
        let types = (old.ty.name(self.old), new.ty.name(self.new));
        changes.changed((ChangeKind::Type, Verdict::Major), place, "type", types);
        changes.changed((ChangeKind::Type, Verdict::Major), place, "Rust name", (&old.rust, &new.rust));
        // An argument became a setter, or vice versa.
        let needed = |param: &Param| if param.required { "required" } else { "optional" };
        changes.changed(
            (ChangeKind::Required, Verdict::Major),
            place,
            "parameter",
            (needed(old), needed(new)),
        );
        let on_path = |param: &Param| match param.place {
            ParamPlace::Path => "path",
            ParamPlace::Query => "query",
            // Which of them is a change of the operation.
            ParamPlace::Call | ParamPlace::Json => "call",
        };
        changes.changed((ChangeKind::Wire, Verdict::Major), place, "place", (on_path(old), on_path(new)));
        let written = (old.encoding.name(), new.encoding.name());
        changes.changed((ChangeKind::Wire, Verdict::Major), place, "encoding", written);
        let wire = (ChangeKind::Wire, Verdict::Major);
        changes.changed(wire, place, "form", (flat(old.flat), flat(new.flat)));
        let constant = match (&old.constant, &new.constant) {
            (Some(_), Some(_)) => wire,
            // A setter without an argument became one with an argument, or vice versa.
            _ => (ChangeKind::Type, Verdict::Major),
        };
        let text = |text: &Option<String>| text.clone().unwrap_or_else(|| "none".to_owned());
        changes.changed(constant, place, "constant", (text(&old.constant), text(&new.constant)));
        let brings = |param: &Param| {
            let each = param.brings.iter().map(|(name, json)| format!("{name}={json}"));
            each.collect::<Vec<_>>().join(", ")
        };
        changes.changed(wire, place, "parameters sent with it", (brings(old), brings(new)));
        limits(place, &old.limits, &new.limits, changes);
        self.permission(place, (&old.permission, &new.permission), changes);
        let default = |param: &Param| param.default.clone().unwrap_or_else(|| "none".to_owned());
        // Only documentation: the default is applied by the server.
        changes.changed((ChangeKind::Doc, Verdict::Patch), place, "default", (default(old), default(new)));
        changes.deprecated(place, old.deprecated.as_deref(), new.deprecated.as_deref());
        changes.doc(place, (&old.doc, old.note.as_deref()), (&new.doc, new.note.as_deref()));
    }
}

/// Compares a limit. A narrower limit rejects values that were accepted before.
pub(super) fn limit(
    place: &str,
    what: &str,
    is_lowest: bool,
    (old, new): (Option<i128>, Option<i128>),
    changes: &mut Changes,
) {
    let narrower = match (old, new) {
        (None, Some(_)) => true,
        (Some(old), Some(new)) if is_lowest => new > old,
        (Some(old), Some(new)) => new < old,
        (_, None) => false,
    };
    let verdict = if narrower { Verdict::Major } else { Verdict::Minor };
    let text = |limit: Option<i128>| limit.map_or_else(|| "none".to_owned(), |limit| limit.to_string());
    let name = format!("{} {what}", if is_lowest { "minimum" } else { "maximum" });
    changes.changed((ChangeKind::Limit, verdict), place, &name, (text(old), text(new)));
}

/// Returns whether a response consists of an id only.
fn is_id(members: &[(String, Type)]) -> bool {
    matches!(members, [(name, Type::Id(_))] if name == "id")
}

/// Returns whether the arguments of an operation are one struct with named fields. This is so if two have the same
/// type, or if there are more than four. Arguments with dependent parameters, and groups, have their own types.
fn are_named(operation: &Operation, schema: &Schema) -> bool {
    let mut arguments: Vec<String> = Vec::new();
    for (id, param) in operation.params() {
        let is_grouped = operation.rules.iter().any(|rule| match rule {
            Rule::AtLeastOne(members) | Rule::ExactlyOne(members) => members.contains(&id),
            Rule::NotTogether { sides, .. } => sides.iter().any(|side| side.contains(&id)),
            Rule::OnlyWith { .. } | Rule::OnlyOn { .. } => false,
        });
        let is_argument = param.required || param.place == ParamPlace::Path;
        if is_grouped || !is_argument || operation.only_with(id).is_some() {
            continue;
        }
        let has_dependents = operation.params().any(|(other, _)| operation.only_with(other) == Some(id));
        arguments.push(match has_dependents {
            true => format!("the value of {}", param.name),
            false => given(param, schema),
        });
    }
    let groups = operation
        .rules
        .iter()
        .filter(|rule| matches!(rule, Rule::AtLeastOne(_) | Rule::ExactlyOne(_)))
        .count();
    operation.returns != Returns::List && are_many(&arguments, groups)
}

/// The type of an argument, as far as two can be swapped.
fn given(param: &Param, schema: &Schema) -> String {
    match &param.ty {
        Type::Scalar(Scalar::Url) => Scalar::String.name().to_owned(),
        Type::Ref(node) => Type::Id(*node).name(schema),
        ty => ty.name(schema),
    }
}

/// Whether two arguments have one type, or there are too many of them and of other arguments.
fn are_many(arguments: &[String], others: usize) -> bool {
    let swappable = arguments.iter().enumerate().any(|(at, ty)| arguments[..at].contains(ty));
    swappable || arguments.len() + others > MAX_ARGUMENTS
}

/// Returns whether a rule accepts all that another one did, with the same Rust arguments. It may offer additional
/// new parameters, and allow more of them at once.
fn is_wider(old: &Operation, before: &Rule, new: &Operation, after: &Rule) -> bool {
    let names = |operation: &Operation, list: &[ParamId]| -> Vec<String> {
        list.iter().map(|id| operation.param(*id).name.clone()).collect()
    };
    let (few, many) = match (before, after) {
        (Rule::ExactlyOne(few), Rule::ExactlyOne(many) | Rule::AtLeastOne(many))
        | (Rule::AtLeastOne(few), Rule::AtLeastOne(many)) => (names(old, few), names(new, many)),
        _ => return false,
    };
    let is_new = |name: &String| !old.params.iter().any(|param| param.name == *name);
    few.iter().all(|name| many.contains(name)) && many.iter().all(|name| few.contains(name) || is_new(name))
}

/// Compares rules. A rule turns its parameters into one argument, so adding or removing one changes the call.
fn rules(both: Both<'_>, place: &str, old: &Operation, new: &Operation, changes: &mut Changes) {
    let texts = |operation: &Operation| -> Vec<String> {
        operation.rules.iter().map(|rule| rule_text(operation, rule)).collect()
    };
    let (mut before, mut after) = (texts(old), texts(new));
    // The argument of a group only has a name, made of its members, if the arguments are one struct.
    if !are_named(old, both.old) && !are_named(new, both.new) {
        for rule in &old.rules {
            let text = rule_text(old, rule);
            let Some(wider) = new.rules.iter().find(|other| is_wider(old, rule, new, other)) else {
                continue;
            };
            let wider = rule_text(new, wider);
            if text != wider {
                let what = format!("rule \"{text}\" widened to \"{wider}\"");
                changes.add(ChangeKind::Rule, Verdict::Minor, place, what);
                before.retain(|known| *known != text);
                after.retain(|known| *known != wider);
            }
        }
    }
    for (id, param) in old.params() {
        let same = new.params().find(|(_, other)| other.name == param.name).map(|(id, _)| id);
        let Some(same) = same else { continue };
        let with = |operation: &Operation, id| {
            operation.only_with(id).map(|with: ParamId| operation.param(with).name.clone())
        };
        if with(old, id).is_some() && with(old, id) == with(new, same) {
            let place = format!("{place}({})", param.name);
            values(&place, old.only_with_values(id), new.only_with_values(same), changes);
        }
    }
    let is_new_param = |rule: &str| {
        // A rule about a new parameter cannot break existing calls.
        let fresh =
            new.params.iter().filter(|param| !old.params.iter().any(|known| known.name == param.name));
        fresh.into_iter().any(|param| rule.starts_with(&format!("{} only ", param.name)))
    };
    for rule in before.iter().filter(|rule| !after.contains(rule)) {
        changes.add(ChangeKind::Rule, Verdict::Major, place, format!("rule \"{rule}\" removed"));
    }
    for rule in after.iter().filter(|rule| !before.contains(rule)) {
        let verdict = if is_new_param(rule) { Verdict::Minor } else { Verdict::Major };
        changes.add(ChangeKind::Rule, verdict, place, format!("rule \"{rule}\" added"));
    }
}

fn body(operation: &Operation) -> &'static str {
    match operation.body {
        BodyFormat::Form => "form",
        BodyFormat::Json => "json",
    }
}

fn path(operation: &Operation) -> String {
    let segments = operation.path.iter().map(|segment| match segment {
        Segment::Literal(text) => format!("/{text}"),
        Segment::Param(id) => format!("/{{{}}}", operation.param(*id).name),
    });
    segments.collect()
}

fn answer(returns: &Returns, schema: &Schema) -> String {
    match returns {
        Returns::Success => "success".to_owned(),
        Returns::Written => "written".to_owned(),
        Returns::List => "list".to_owned(),
        Returns::Membership(ty) => format!("membership of {}", ty.name(schema)),
        Returns::Value(ty) => ty.name(schema),
        Returns::Members(members) => {
            let members: Vec<String> =
                members.iter().map(|(name, ty)| format!("{name}: {}", ty.name(schema))).collect();
            format!("{{ {} }}", members.join(", "))
        }
    }
}
