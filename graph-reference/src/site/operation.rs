//! Everything about one call: its lines, parameters and answer.

use graph_schema::model::{Operation, Param, PermissionRule, Rule};

use super::{
    fields::permission,
    links::{self, Links, call_anchor},
    parts::{chip, code, facts, inline, part, prose, table},
    try_it,
};
use crate::{
    Html,
    about::{Call, Card, Subject, What, card, example, param},
    html,
};

/// A call, folded to one line.
pub(super) fn section(links: &Links<'_>, call: &Call<'_>, root: &str) -> Html {
    let card = card(links.schema, &Subject::Call(*call));
    let anchor = call_anchor(call);
    let method = card.method.unwrap_or_default();
    let path = card.path.clone().unwrap_or_default();
    let short = card.name.rsplit('.').next().unwrap_or_default();
    let mut body = prose(card.doc);
    if let Some(why) = card.deprecated {
        body += html!("<p class=\"warning\">Deprecated: {}</p>\n", inline(why));
    }
    body += facts(&about(links, call, &card, root));
    body += rule_of(call).map_or_else(Html::new, |rule| permission(links, rule, root));
    if let Some(note) = card.note {
        body += html!("<p class=\"note\">{}</p>\n", inline(note));
    }
    body += card.rust.as_deref().map_or_else(Html::new, |text| code("Rust", text));
    body += card.curl.as_deref().map_or_else(Html::new, |text| code("curl", text));
    // Below the heading of a connection, everything is a level deeper.
    let level = if call.connection.is_some() { 4 } else { 3 };
    body += params(links, call, &card, root, level + 1);
    if !card.rules.is_empty() {
        let rules: Html = card.rules.iter().map(|rule| html!("<li>{}</li>\n", rule)).collect();
        body += html!("{}<ul>\n{rules}</ul>\n", part(level + 1, "Rules"); rules);
    }
    if let Some(answer) = example::answer(links.schema, call) {
        body += part(level + 1, "Answer");
        body += code("JSON", &answer);
    }
    body += errors(links, &card, root, level + 1);
    body += try_it::form(links, call, level + 1);
    let gone = if card.deprecated.is_some() { chip("warn", "deprecated") } else { Html::new() };
    let sum = html!(
        "<span class=\"method {class}\">{method}</span> <code class=\"path\">{path}</code> <span class=\"short\">{short}</span>{gone}";
        class = method.to_lowercase(), path = &path, short, method, gone
    );
    html!(
        "<details class=\"op\" id=\"{anchor}\">\n<summary>{sum}</summary>\n<div class=\"inside\">\n<h{level} class=\"whole\"><code>{}</code> <a class=\"self\" href=\"#{anchor}\" aria-label=\"Link to this\">#</a></h{level}>\n{body}</div>\n</details>\n",
        card.name;
        anchor, sum, body, level
    )
}

/// The required permissions; those of a read depend on its fields.
fn rule_of<'a>(call: &Call<'a>) -> Option<&'a PermissionRule> {
    match call.what {
        What::Get => None,
        What::List | What::Variant(_) => call.connection.map(|connection| &connection.permission),
        What::Operation(operation) => Some(&operation.permission),
    }
}

fn about(links: &Links<'_>, call: &Call<'_>, card: &Card<'_>, root: &str) -> Vec<(String, Html)> {
    let mut list = Vec::new();
    if let Some(host) = card.host {
        list.push(("host".to_owned(), html!("<code>{}</code>", host)));
    }
    for (name, value) in &card.facts {
        let html = match (*name, call.connection) {
            ("item", Some(connection)) => html!("<code>{}</code>", links.ty(&connection.item, root)),
            ("response", _) => html!("<code>{}</code>", answer(links, call, value, root)),
            ("special case of", _) => match links.named(value) {
                Some(place) => links::link(root, place, value),
                None => Html::text(value),
            },
            // Shown below, with links.
            ("permission", _) => continue,
            _ => Html::text(value),
        };
        list.push(((*name).to_owned(), html));
    }
    if let Some(access) = &card.access {
        let token = &access.token;
        let text = if token.own == token.friend && token.friend == token.other {
            token.own.clone()
        } else {
            format!("current user: {}; friends: {}; others: {}", token.own, token.friend, token.other)
        };
        list.push(("token".to_owned(), Html::text(&text)));
    }
    list
}

/// The answer, with links for its types.
fn answer(links: &Links<'_>, call: &Call<'_>, words: &str, root: &str) -> Html {
    use graph_schema::model::Returns;
    let linked = |members: &[(String, graph_schema::model::Type)]| -> Html {
        let members: Vec<Html> =
            members.iter().map(|(name, ty)| html!("{}: {}", name, links.ty(ty, root))).collect();
        html!("{{ {} }}", Html::join(members, &html!(", ")))
    };
    match call.what {
        What::Operation(Operation { returns: Returns::Value(ty), .. }) => links.ty(ty, root),
        What::Operation(Operation { returns: Returns::Members(members), .. }) => linked(members),
        _ => Html::text(words),
    }
}

fn params(links: &Links<'_>, call: &Call<'_>, card: &Card<'_>, root: &str, level: usize) -> Html {
    let own: &[Param] = match call.what {
        What::Operation(operation) => &operation.params,
        What::List | What::Variant(_) => call.connection.map_or(&[], |connection| &connection.params),
        What::Get => &call.node.params,
    };
    let mut rows: Vec<[Html; 4]> = own
        .iter()
        .enumerate()
        .map(|(at, item)| {
            let rust = card.params.get(at).map(|param| param.rust.as_str()).unwrap_or_default();
            let name = match rust {
                "" => html!("<code>{}</code>", item.name),
                rust => {
                    html!("<code>{}</code><small><code>{}</code></small>", item.name, rust)
                }
            };
            let required = if item.required { chip("yes", "required") } else { Html::new() };
            let mut about = Html::new();
            about += inline(&item.doc);
            let limits = limits(links, call, at, item);
            if !limits.is_empty() {
                about += html!("<small>{}</small>", inline(&limits.join("; ")));
            }
            if let Some(why) = &item.deprecated {
                about += html!("<small class=\"warning\">Deprecated: {}</small>", inline(why));
            }
            if let Some(note) = &item.note {
                about += html!("<small>{}</small>", inline(note));
            }
            [name, html!("<code>{}</code>", links.ty(&item.ty, root)), required, about]
        })
        .collect();
    let implied = match (call.what, call.connection) {
        (What::List | What::Variant(_), Some(connection)) => connection.paging.params(),
        _ => &[],
    };
    for (name, scalar) in implied.iter().filter(|(name, _)| !own.iter().any(|known| known.name == *name)) {
        rows.push([
            html!("<code>{name}</code>"; name),
            html!("<code>{}</code>", scalar.name()),
            Html::new(),
            Html::text("Paging."),
        ]);
    }
    match rows.is_empty() {
        true => Html::new(),
        false => part(level, "Parameters") + table(["Name", "Type", "", "Description"], &rows),
    }
}

/// Limits, default, encoding, and the rules of the parameter.
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

fn errors(links: &Links<'_>, card: &Card<'_>, root: &str, level: usize) -> Html {
    let rows: Vec<[Html; 3]> = card
        .errors
        .iter()
        .map(|error| {
            let place = links::error(&format!("{}/{}", card.name, error.code));
            [
                links::link(root, &place, &error.code),
                html!("<code>{}</code>", error.name),
                html!("{} {}", inline(error.meaning), inline(error.remedy)),
            ]
        })
        .collect();
    let common = html!(
        "<p class=\"quiet\">Any call may also return the {}.</p>\n",
        links::link(root, "errors.html", "common codes")
    );
    match rows.is_empty() || links.schema.nodes.is_empty() {
        true => Html::new(),
        false => part(level, "Errors") + table(["Code", "Name", "Meaning"], &rows) + common,
    }
}
