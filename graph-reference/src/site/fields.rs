//! The fields of a node or object.

use graph_schema::{
    call::Request,
    model::{Field, Node, Presence},
};

use super::{
    html::{chip, code, escape, inline},
    links::{self, Links, field_anchor},
};
use crate::about::{Demands, example, rust};

/// The section of all fields.
pub(super) fn section(links: &Links<'_>, node: &Node, root: &str) -> String {
    if node.fields.is_empty() {
        return String::new();
    }
    let reading = if node.is_object { None } else { example::reading(links.schema, node) };
    let rows: String =
        node.fields.iter().map(|field| row(links, node, field, reading.as_ref(), root)).collect();
    format!(
        "<section>\n<h2 id=\"fields\">Fields <span class=\"count\">{}</span></h2>\n<div class=\"rows\">\n{rows}</div>\n</section>\n",
        node.fields.len()
    )
}

fn row(links: &Links<'_>, node: &Node, field: &Field, reading: Option<&Request>, root: &str) -> String {
    let name = escape(&field.name);
    let anchor = field_anchor(&field.name);
    let gone = if field.deprecated.is_some() { " gone" } else { "" };
    let mut about = String::new();
    if !field.doc.is_empty() {
        about += &format!("<p>{}</p>\n", inline(&field.doc));
    }
    if let Some(why) = &field.deprecated {
        about += &format!("<p class=\"warning\">Deprecated: {}</p>\n", inline(why));
    }
    about += &format!("<p class=\"chips\">{}</p>\n", chips(field));
    if !node.is_object {
        about += &permission(links, &field.permission, root);
    }
    if let Some(note) = &field.note {
        about += &format!("<p class=\"note\">{}</p>\n", inline(note));
    }
    let mut lines = code("Rust", &rust::field(links.schema, field));
    if let Some(request) = reading {
        lines += &code("curl", &example::with_fields(request, &field.name));
    }
    about += &format!(
        "<details class=\"lines\"><summary>In Rust{}</summary>\n{lines}</details>\n",
        if reading.is_some() { " and as curl" } else { "" }
    );
    format!(
        "<article class=\"row{gone}\" id=\"{anchor}\">\n<div class=\"name\"><a class=\"self\" href=\"#{anchor}\">{name}</a><span class=\"type\">{}</span></div>\n<div class=\"about\">\n{about}</div>\n</article>\n",
        links.ty(&field.ty, root)
    )
}

fn chips(field: &Field) -> String {
    let (class, presence) = match field.presence {
        Presence::Always => ("yes", "always there"),
        Presence::Usual => ("yes", "usually there"),
        Presence::Gated => ("maybe", "may be missing"),
    };
    let mut chips = vec![chip(class, presence)];
    if field.on_request {
        chips.push(chip("", "on request only"));
    }
    match field.token.is_uniform() {
        true => chips.push(chip("token", &field.token.own.to_string())),
        false => {
            for (who, kinds) in [
                ("oneself", field.token.own),
                ("a friend", field.token.friend),
                ("others", field.token.other),
            ] {
                chips.push(chip("token", &format!("{who}: {kinds}")));
            }
        }
    }
    chips.join(" ")
}

/// What must have been granted for whose data, each permission a link.
pub(super) fn permission(
    links: &Links<'_>,
    rule: &graph_schema::model::PermissionRule,
    root: &str,
) -> String {
    let words = Demands::new(rule, links.schema).each();
    let [own, friend, other] = words.each_ref().map(|text| linked(links, text, root));
    if own == friend && friend == other {
        return match words[0].as_str() {
            "none" => String::new(),
            _ => format!("<p class=\"needs\"><b>Permission</b> {own}</p>\n"),
        };
    }
    let mut parts = vec![("Permission for oneself", own)];
    if friend == other {
        parts.push(("for everybody else", friend));
    } else {
        parts.extend([("for a friend", friend), ("for others", other)]);
    }
    let parts: Vec<String> = parts.into_iter().map(|(who, text)| format!("<b>{who}</b> {text}")).collect();
    format!("<p class=\"needs\">{}</p>\n", parts.join(" <span class=\"dot\">·</span> "))
}

/// The words of a demand with links on the permissions in it.
fn linked(links: &Links<'_>, text: &str, root: &str) -> String {
    let mut words = Vec::new();
    for word in text.split(' ') {
        let name = word.trim_matches(['(', ')']);
        words.push(match links.schema.permission(name) {
            Some(_) => escape(word).replace(
                &escape(name),
                &format!(
                    "<a href=\"{root}{}\"><code>{}</code></a>",
                    escape(&links::permission(name)),
                    escape(name)
                ),
            ),
            None => escape(word),
        });
    }
    words.join(" ")
}
