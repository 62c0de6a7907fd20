//! Everything about one call: how it is written, what it takes, what it answers.

use graph_schema::model::{Operation, Param, PermissionRule, Rule};

use super::{
    fields::permission,
    html::{chip, code, escape, facts, inline, prose, table},
    links::{self, Links, call_anchor},
    try_it,
};
use crate::about::{Call, Card, Subject, What, card, example, param};

/// A call, folded to one line until it is asked for.
pub(super) fn section(links: &Links<'_>, call: &Call<'_>, root: &str) -> String {
    let card = card(links.schema, &Subject::Call(*call));
    let anchor = call_anchor(call);
    let method = card.method.unwrap_or_default();
    let path = card.path.clone().unwrap_or_default();
    let short = card.name.rsplit('.').next().unwrap_or_default();
    let mut body = prose(card.doc);
    if let Some(why) = card.deprecated {
        body += &format!("<p class=\"warning\">Deprecated: {}</p>\n", inline(why));
    }
    body += &facts(&about(links, call, &card, root));
    body += &rule_of(call).map_or_else(String::new, |rule| permission(links, rule, root));
    if let Some(note) = card.note {
        body += &format!("<p class=\"note\">{}</p>\n", inline(note));
    }
    body += &card.rust.as_deref().map_or_else(String::new, |text| code("Rust", text));
    body += &card.curl.as_deref().map_or_else(String::new, |text| code("curl", text));
    body += &params(links, call, &card, root);
    if !card.rules.is_empty() {
        let rules: String = card.rules.iter().map(|rule| format!("<li>{}</li>\n", escape(rule))).collect();
        body += &format!("<h4>Rules</h4>\n<ul>\n{rules}</ul>\n");
    }
    if let Some(answer) = example::answer(links.schema, call) {
        body += "<h4>Answer</h4>\n";
        body += &code("JSON", &answer);
    }
    body += &errors(links, &card, root);
    body += &try_it::form(links, call);
    let gone = if card.deprecated.is_some() { chip("warn", "deprecated") } else { String::new() };
    let sum = format!(
        "<span class=\"method {class}\">{method}</span> <code class=\"path\">{path}</code> <span class=\"short\">{short}</span>{gone}",
        class = method.to_lowercase(),
        path = escape(&path),
        short = escape(short),
    );
    format!(
        "<details class=\"op\" id=\"{anchor}\">\n<summary>{sum}</summary>\n<div class=\"inside\">\n<p class=\"whole\"><code>{}</code> <a class=\"self\" href=\"#{anchor}\" aria-label=\"Link to this\">#</a></p>\n{body}</div>\n</details>\n",
        escape(&card.name)
    )
}

/// Who must have granted what; reading a node goes by its fields.
fn rule_of<'a>(call: &Call<'a>) -> Option<&'a PermissionRule> {
    match call.what {
        What::Get => None,
        What::List | What::Variant(_) => call.connection.map(|connection| &connection.permission),
        What::Operation(operation) => Some(&operation.permission),
    }
}

fn about(links: &Links<'_>, call: &Call<'_>, card: &Card<'_>, root: &str) -> Vec<(String, String)> {
    let mut list = Vec::new();
    if let Some(host) = card.host {
        list.push(("host".to_owned(), format!("<code>{}</code>", escape(host))));
    }
    for (name, value) in &card.facts {
        let html = match (*name, call.connection) {
            ("item", Some(connection)) => format!("<code>{}</code>", links.ty(&connection.item, root)),
            ("answer", _) => format!("<code>{}</code>", answer(links, call, value, root)),
            ("special case of", _) => match links.named(value) {
                Some(place) => links::link(root, place, value),
                None => escape(value),
            },
            // Said below, with links.
            ("permission", _) => continue,
            _ => escape(value),
        };
        list.push(((*name).to_owned(), html));
    }
    if let Some(access) = &card.access {
        let token = &access.token;
        let text = if token.own == token.friend && token.friend == token.other {
            token.own.clone()
        } else {
            format!("oneself: {}; a friend: {}; others: {}", token.own, token.friend, token.other)
        };
        list.push(("token".to_owned(), escape(&text)));
    }
    list
}

/// The answer with its types as links, where it is one type.
fn answer(links: &Links<'_>, call: &Call<'_>, words: &str, root: &str) -> String {
    use graph_schema::model::Returns;
    let linked = |members: &[(String, graph_schema::model::Type)]| -> String {
        let members: Vec<String> =
            members.iter().map(|(name, ty)| format!("{}: {}", escape(name), links.ty(ty, root))).collect();
        format!("{{ {} }}", members.join(", "))
    };
    match call.what {
        What::Operation(Operation { returns: Returns::Value(ty), .. }) => links.ty(ty, root),
        What::Operation(Operation { returns: Returns::Members(members), .. }) => linked(members),
        _ => escape(words),
    }
}

fn params(links: &Links<'_>, call: &Call<'_>, card: &Card<'_>, root: &str) -> String {
    let own: &[Param] = match call.what {
        What::Operation(operation) => &operation.params,
        What::List | What::Variant(_) => call.connection.map_or(&[], |connection| &connection.params),
        What::Get => &call.node.params,
    };
    let mut rows: Vec<[String; 4]> = own
        .iter()
        .enumerate()
        .map(|(at, item)| {
            let rust = card.params.get(at).map(|param| param.rust.as_str()).unwrap_or_default();
            let name = match rust {
                "" => format!("<code>{}</code>", escape(&item.name)),
                rust => {
                    format!("<code>{}</code><small><code>{}</code></small>", escape(&item.name), escape(rust))
                }
            };
            let required = if item.required { chip("yes", "required") } else { String::new() };
            let mut about = String::new();
            about += &inline(&item.doc);
            let limits = limits(links, call, at, item);
            if !limits.is_empty() {
                about += &format!("<small>{}</small>", inline(&limits.join("; ")));
            }
            if let Some(why) = &item.deprecated {
                about += &format!("<small class=\"warning\">Deprecated: {}</small>", inline(why));
            }
            if let Some(note) = &item.note {
                about += &format!("<small>{}</small>", inline(note));
            }
            [name, format!("<code>{}</code>", links.ty(&item.ty, root)), required, about]
        })
        .collect();
    let implied = match (call.what, call.connection) {
        (What::List | What::Variant(_), Some(connection)) => connection.paging.params(),
        _ => &[],
    };
    for (name, scalar) in implied.iter().filter(|(name, _)| !own.iter().any(|known| known.name == *name)) {
        rows.push([
            format!("<code>{name}</code>"),
            format!("<code>{}</code>", scalar.name()),
            String::new(),
            "Paging.".to_owned(),
        ]);
    }
    match rows.is_empty() {
        true => String::new(),
        false => format!("<h4>Parameters</h4>\n{}", table(["Name", "Type", "", "What it is"], &rows)),
    }
}

/// Limits, default, encoding, and the rules that it stands in.
fn limits(links: &Links<'_>, call: &Call<'_>, at: usize, item: &Param) -> Vec<String> {
    let mut limits = param::rules(links.schema, item);
    if let What::Operation(operation) = call.what {
        for rule in &operation.rules {
            match rule {
                Rule::OnlyWith { param: id, .. } | Rule::OnlyOn { param: id, .. } if id.0 == at => {
                    limits.push(param::rule(operation, rule));
                }
                _ => {}
            }
        }
    }
    limits
}

fn errors(links: &Links<'_>, card: &Card<'_>, root: &str) -> String {
    let rows: Vec<[String; 3]> = card
        .errors
        .iter()
        .map(|error| {
            let place = links::error(&format!("{}/{}", card.name, error.code));
            [
                links::link(root, &place, &error.code),
                format!("<code>{}</code>", escape(error.name)),
                inline(error.meaning),
            ]
        })
        .collect();
    let common = format!(
        "<p class=\"quiet\">Besides these, any call may answer the {}.</p>\n",
        links::link(root, "errors.html", "common codes")
    );
    match rows.is_empty() || links.schema.nodes.is_empty() {
        true => String::new(),
        false => format!("<h4>Errors of its own</h4>\n{}{common}", table(["Code", "Name", "Meaning"], &rows)),
    }
}
