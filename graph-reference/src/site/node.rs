//! The page of a node or object.

use graph_codegen::plan::Values;
use graph_schema::{
    model::{Connection, Node, NodeId, Target, Type},
    value::is_described,
};

use super::{
    Page, fields,
    layout::{self, Sheet, crumbs},
    links::{Links, call_anchor, connection_anchor, field_anchor},
    operation,
    parts::{chip, code, facts, inline, part, prose, table},
    used::Used,
};
use crate::{
    Html,
    about::{Call, What, limits, makers, rust, sample},
    html,
};

pub(super) fn page(links: &Links<'_>, used: &Used, values: &Values, id: NodeId) -> Page {
    let node = &links.schema[id];
    let path = links.node(id);
    let root = layout::root(path);
    let calls: Vec<&Call<'_>> = links.calls.iter().filter(|call| std::ptr::eq(call.node, node)).collect();
    let kind = if node.is_object { "object" } else { "node" };
    let up = if node.is_object { ("objects.html", "Objects") } else { ("nodes.html", "Nodes") };
    let mut body = crumbs(&root, up.0, up.1);
    body += html!("<h1>{} {}</h1>\n", node.name, chip("kind", kind));
    body += html!("<div class=\"lead\">{}</div>\n", prose(&node.doc));
    if let Some(note) = &node.note {
        body += html!("<p class=\"note\">{}</p>\n", inline(note));
    }
    body += facts(&about(node, values.has_module(links.schema, id)));
    if is_described(node) {
        body += described(links, values, id);
    }
    if !node.is_object {
        body += targets(node);
        let own: Html = calls
            .iter()
            .filter(|call| call.connection.is_none())
            .map(|call| operation::section(links, call, &root))
            .collect();
        body += html!("<section>\n<h2 id=\"operations\">Operations</h2>\n{own}</section>\n"; own);
    }
    body += fields::section(links, node, &root);
    if !node.connections.is_empty() {
        let all: Html = node
            .connections
            .iter()
            .map(|connection| of_connection(links, &calls, connection, &root))
            .collect();
        body += html!(
            "<section>\n<h2 id=\"connections\">Connections <span class=\"count\">{}</span></h2>\n{all}</section>\n",
            node.connections.len();
            all
        );
    }
    body += updates(links, node, &root);
    body += used.of_node(id, &root);
    layout::page(links, Sheet { path, title: &node.name, places: places(node, &calls), body })
}

/// How an object is made, its rules, and an example.
fn described(links: &Links<'_>, values: &Values, id: NodeId) -> Html {
    let node = &links.schema[id];
    let makers = makers::of_object(links.schema, values, id);
    let mut body: Html = makers.iter().map(|line| code("Rust", line)).collect();
    let example = sample::described(links.schema, &Type::Node(id), 0);
    let example = example.and_then(|example| serde_json::to_string_pretty(&example).ok());
    body += example.map_or_else(Html::new, |example| code("JSON", &example));
    if !node.rules.is_empty() {
        let rules: Html =
            node.rules.iter().map(|rule| html!("<li>{}</li>\n", limits::rule(node, rule))).collect();
        body += html!("{}<ul>\n{rules}</ul>\n", part(2, "Rules"); rules);
    }
    body
}

fn about(node: &Node, has_module: bool) -> Vec<(String, Html)> {
    let mut list = Vec::new();
    if has_module {
        list.push(("Rust module".to_owned(), html!("<code>{}</code>", node.module)));
    }
    if let Some(version) = &node.version {
        list.push(("version".to_owned(), html!("<code>{}</code>", version)));
    }
    if let Some(bare) = &node.bare {
        list.push(("bare value is".to_owned(), html!("<code>{}</code>", bare)));
    }
    if node.empty_is_unavailable {
        list.push(("empty response".to_owned(), Html::text("not available")));
    }
    if let Some(job) = &node.job {
        list.push(("job".to_owned(), inline(&job.sentence())));
    }
    list
}

fn targets(node: &Node) -> Html {
    let rows: Vec<[Html; 3]> = node
        .targets
        .iter()
        .map(|target| {
            [
                html!("<code>{}</code>", rust::by(node, target)),
                html!("<code>/{}</code>", path(target)),
                inline(&target.doc),
            ]
        })
        .collect();
    match rows.is_empty() {
        true => Html::new(),
        false => {
            html!("<h2 id=\"targets\">Targets</h2>\n{}", table(["In Rust", "Path", "Description"], &rows))
        }
    }
}

fn path(target: &Target) -> String {
    target.path.clone().unwrap_or_else(|| "{id}".to_owned())
}

fn of_connection(links: &Links<'_>, calls: &[&Call<'_>], connection: &Connection, root: &str) -> Html {
    let anchor = connection_anchor(&connection.name);
    let name = &connection.name;
    let calls: Html = calls
        .iter()
        .filter(|call| call.connection.is_some_and(|own| std::ptr::eq(own, connection)))
        .map(|call| operation::section(links, call, root))
        .collect();
    let gone = match &connection.deprecated {
        Some(why) => html!("<p class=\"warning\">Deprecated: {}</p>\n", inline(why)),
        None => Html::new(),
    };
    let doc =
        if connection.doc.is_empty() { Html::new() } else { html!("<p>{}</p>\n", inline(&connection.doc)) };
    let note = match &connection.note {
        Some(note) => html!("<p class=\"note\">{}</p>\n", inline(note)),
        None => Html::new(),
    };
    html!(
        "<article class=\"connection\" id=\"{anchor}\">\n<h3><a class=\"self\" href=\"#{anchor}\">{name}</a> <span class=\"type\">{}</span></h3>\n{doc}{gone}{note}{calls}</article>\n",
        links.ty(&connection.item, root);
        anchor, name, doc, gone, note, calls
    )
}

fn updates(links: &Links<'_>, node: &Node, root: &str) -> Html {
    if node.updates.is_empty() {
        return Html::new();
    }
    let names: Html = node
        .updates
        .iter()
        .map(|name| match links.update(node, name) {
            Some((_, place)) => {
                html!("<li><a href=\"{root}{}\"><code>{}</code></a></li>\n", place, name; root)
            }
            None => html!("<li><code>{}</code></li>\n", name),
        })
        .collect();
    html!(
        "<section>\n<h2 id=\"updates\">Updates</h2>\n<p>Real-time updates report changes of these.</p>\n<ul class=\"names\">\n{names}</ul>\n</section>\n";
        names
    )
}

/// The anchors listed beside the page.
fn places(node: &Node, calls: &[&Call<'_>]) -> Vec<(&'static str, Vec<(String, String)>)> {
    let fields = node.fields.iter().map(|field| (field_anchor(&field.name), field.name.clone())).collect();
    let connections = node
        .connections
        .iter()
        .map(|connection| (connection_anchor(&connection.name), connection.name.clone()))
        .collect();
    let operations = calls.iter().filter(|call| call.connection.is_none()).map(|call| {
        let name = match call.what {
            What::Operation(operation) => operation.name.clone(),
            What::Get | What::List | What::Variant(_) => "get".to_owned(),
        };
        (call_anchor(call), name)
    });
    vec![("Operations", operations.collect()), ("Fields", fields), ("Connections", connections)]
}
