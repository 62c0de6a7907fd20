//! The fields of a node or object.

use graph_schema::{
    call::Request,
    model::{Field, Node, Presence},
};

use super::{
    links::{self, Links, field_anchor},
    parts::{chip, code, inline},
};
use crate::{
    Html,
    about::{Demands, example, limits, param, rust},
    html,
};

/// The section of all fields.
pub(super) fn section(links: &Links<'_>, node: &Node, root: &str) -> Html {
    if node.fields.is_empty() {
        return Html::new();
    }
    let reading = if node.is_object { None } else { example::reading(links.schema, node) };
    let rows: Html =
        node.fields.iter().map(|field| row(links, node, field, reading.as_ref(), root)).collect();
    html!(
        "<section>\n<h2 id=\"fields\">Fields <span class=\"count\">{}</span></h2>\n<div class=\"rows\">\n{rows}</div>\n</section>\n",
        node.fields.len();
        rows
    )
}

fn row(links: &Links<'_>, node: &Node, field: &Field, reading: Option<&Request>, root: &str) -> Html {
    let name = &field.name;
    let anchor = field_anchor(&field.name);
    let gone = if field.deprecated.is_some() { " gone" } else { "" };
    let mut about = Html::new();
    if !field.doc.is_empty() {
        about += html!("<p>{}</p>\n", inline(&field.doc));
    }
    if let Some(why) = &field.deprecated {
        about += html!("<p class=\"warning\">Deprecated: {}</p>\n", inline(why));
    }
    about += html!("<p class=\"chips\">{}</p>\n", chips(field));
    if !node.is_object {
        about += permission(links, &field.permission, root);
    }
    let sent = limits::member(field);
    if !sent.is_empty() {
        about += html!("<p><small>{}</small></p>\n", inline(&sent.join("; ")));
    }
    if !field.params.is_empty() {
        let arguments = field.params.iter().map(|argument| {
            let rules = param::rules(links.schema, argument).join(", ");
            let needed = if argument.required { "required" } else { "optional" };
            let rules = if rules.is_empty() { needed.to_owned() } else { format!("{needed}, {rules}") };
            html!(
                "<li><code>{}</code> <span class=\"type\">{}</span> <small>{}</small> {}</li>\n",
                argument.name,
                links.ty(&argument.ty, root),
                rules,
                inline(&argument.doc)
            )
        });
        about += html!("<p><small>Arguments</small></p>\n<ul>\n{}</ul>\n", arguments.collect::<Html>());
    }
    if let Some(note) = &field.note {
        about += html!("<p class=\"note\">{}</p>\n", inline(note));
    }
    let mut lines = code("Rust", &rust::field(links.schema, node, field));
    if let Some(request) = reading.filter(|_| !field.unasked) {
        lines += code("curl", &example::with_fields(request, &example::requested(links.schema, field)));
    }
    about += html!(
        "<details class=\"lines\"><summary>In Rust{}</summary>\n{lines}</details>\n",
        if reading.is_some() { " and as curl" } else { "" };
        lines
    );
    html!(
        "<article class=\"row{gone}\" id=\"{anchor}\">\n<div class=\"name\"><a class=\"self\" href=\"#{anchor}\">{name}</a><span class=\"type\">{}</span></div>\n<div class=\"about\">\n{about}</div>\n</article>\n",
        links.ty(&field.ty, root);
        gone, anchor, name, about
    )
}

fn chips(field: &Field) -> Html {
    let (class, presence) = match field.presence {
        Presence::Always => ("yes", "always present"),
        Presence::Usual => ("yes", "usually present"),
        Presence::Gated => ("maybe", "may be absent"),
    };
    let mut chips = vec![chip(class, presence)];
    if field.on_request {
        chips.push(chip("", "on request only"));
    }
    if field.unasked {
        chips.push(chip("", "comes unasked"));
    }
    match field.token.is_uniform() {
        true => chips.push(chip("token", &field.token.own.to_string())),
        false => {
            for (who, kinds) in [
                ("current user", field.token.own),
                ("friends", field.token.friend),
                ("others", field.token.other),
            ] {
                chips.push(chip("token", &format!("{who}: {kinds}")));
            }
        }
    }
    Html::join(chips, &html!(" "))
}

/// The required permissions, by whose data is accessed, with links.
pub(super) fn permission(links: &Links<'_>, rule: &graph_schema::model::PermissionRule, root: &str) -> Html {
    let words = Demands::new(rule, links.schema).each();
    let [own, friend, other] = words.each_ref().map(|text| linked(links, text, root));
    if own == friend && friend == other {
        return match words[0].as_str() {
            "none" => Html::new(),
            _ => html!("<p class=\"needs\"><b>Permission</b> {own}</p>\n"; own),
        };
    }
    let mut parts = vec![("Permission for the current user", own)];
    if friend == other {
        parts.push(("for everyone else", friend));
    } else {
        parts.extend([("for friends", friend), ("for others", other)]);
    }
    let parts: Vec<Html> =
        parts.into_iter().map(|(who, text)| html!("<b>{who}</b> {text}"; who, text)).collect();
    html!("<p class=\"needs\">{}</p>\n", Html::join(parts, &html!(" <span class=\"dot\">·</span> ")))
}

/// The text of a rule, with links for its permissions.
fn linked(links: &Links<'_>, text: &str, root: &str) -> Html {
    let words = text.split(' ').map(|word| {
        let name = word.trim_matches(['(', ')']);
        match (links.schema.permission(name), word.split_once(name)) {
            (Some(_), Some((before, after))) => {
                let page = links::permission(name);
                html!("{}<a href=\"{}{}\"><code>{}</code></a>{}", before, root, page, name, after)
            }
            _ => Html::text(word),
        }
    });
    Html::join(words, &html!(" "))
}
