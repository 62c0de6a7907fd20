//! Limits, places and rules of the members of objects, as text.

use graph_schema::model::{Field, Limits, MemberRule, Node, Union, UnionForm, Variant};

/// Limits in words.
pub(crate) fn limits(limits: &Limits) -> Vec<String> {
    let counted =
        |count: u64, of: &str| if count == 1 { format!("1 {of}") } else { format!("{count} {of}s") };
    let mut words = Vec::new();
    words.extend(limits.min_length.map(|least| format!("at least {}", counted(least, "character"))));
    words.extend(limits.max_length.map(|most| format!("at most {}", counted(most, "character"))));
    words.extend(limits.max_bytes.map(|most| format!("at most {}", counted(most, "byte"))));
    words.extend(limits.min.map(|least| format!("at least {least}")));
    words.extend(limits.max.map(|most| format!("at most {most}")));
    words.extend(limits.min_items.map(|least| format!("at least {}", counted(least, "element"))));
    words.extend(limits.max_items.map(|most| format!("at most {}", counted(most, "element"))));
    words.extend(limits.pattern.map(|pattern| pattern.describe().to_owned()));
    words
}

/// How a member of an object is sent, in words.
pub(crate) fn member(field: &Field) -> Vec<String> {
    let mut words = Vec::new();
    if field.required {
        words.push("required".to_owned());
    }
    words.extend(field.constant.as_ref().map(|json| format!("always {json}")));
    if field.flat {
        words.push("its members stand in the object".to_owned());
    }
    if !field.at.is_empty() {
        words.push(format!("at {}", field.at.join(".")));
    }
    words.extend(limits(&field.limits));
    if !field.aliases.is_empty() {
        words.push(format!("also read as {}", field.aliases.join(", ")));
    }
    words
}

/// A variant of a union, in words.
pub(crate) fn variant(union: &Union, variant: &Variant) -> Vec<String> {
    let mut words = limits(&variant.limits);
    let has_member = matches!(union.form, UnionForm::Named { .. } | UnionForm::Member);
    if has_member && variant.member != variant.word {
        words.push(format!("content in {}", variant.member));
    }
    if !variant.aliases.is_empty() {
        words.push(format!("also read as {}", variant.aliases.join(", ")));
    }
    words
}

/// How JSON says which variant a value is, in words.
pub(crate) fn form(union: &Union) -> String {
    match &union.form {
        UnionForm::Named { tag } => {
            format!("`{tag}` names the variant; the content is in the member of that name")
        }
        UnionForm::Inline { tag } => format!("`{tag}` stands among the members of the content"),
        UnionForm::Within { tag, content } => {
            format!("`{tag}` names the variant; the content is in `{content}`")
        }
        UnionForm::Member => "the member that is present has the content".to_owned(),
    }
}

/// What something is only sent with: `link`, or `kind IMAGE or VIDEO`.
pub(crate) fn with_values(with: &str, values: &[String]) -> String {
    let values: Vec<String> = values.iter().map(|json| graph_schema::call::plain(json)).collect();
    if values.is_empty() { with.to_owned() } else { format!("{with} {}", values.join(" or ")) }
}

/// A rule about members, in words.
pub(crate) fn rule(node: &Node, rule: &MemberRule) -> String {
    let name = |at: &usize| node.fields.get(*at).map_or("", |field| field.name.as_str());
    let names = |list: &[usize]| list.iter().map(name).collect::<Vec<_>>().join(", ");
    match rule {
        MemberRule::AtLeastOne(list) => format!("at least one of {}", names(list)),
        MemberRule::ExactlyOne(list) => format!("exactly one of {}", names(list)),
        MemberRule::NotTogether(list) => format!("not together: {}", names(list)),
        MemberRule::Together(list) => format!("all of {}, or none", names(list)),
        MemberRule::OnlyWith { member, with, values } => {
            format!("{} only with {}", name(member), with_values(name(with), values))
        }
    }
}
