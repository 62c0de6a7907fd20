//! The front page, and the lists of nodes, objects and enums.

use graph_schema::model::Node;

use super::{
    Page,
    layout::{self, Sheet, api},
    links::{Links, link},
    parts::{facts, inline, prose},
    webhooks,
};
use crate::{Html, html};

pub(super) fn pages(links: &Links<'_>) -> Vec<Page> {
    let mut pages = vec![front(links), nodes(links, false)];
    pages.extend(links.schema.nodes.iter().any(|node| node.is_object).then(|| nodes(links, true)));
    pages.extend((!links.schema.enums.is_empty()).then(|| enums(links)));
    pages.extend((!links.schema.unions.is_empty()).then(|| unions(links)));
    pages
}

fn front(links: &Links<'_>) -> Page {
    let schema = links.schema;
    let mut body = html!("<h1>{}</h1>\n<div class=\"lead\">{}</div>\n", api(links), prose(&schema.doc));
    let mut about = vec![("served at".to_owned(), html!("<code>{}</code>", schema.host))];
    if let Some(version) = &schema.version {
        about.push(("version".to_owned(), html!("<code>{}</code>", version)));
    }
    body += facts(&about);
    let count = |wanted: bool| schema.nodes.iter().filter(|node| node.is_object == wanted).count();
    let fields: usize = schema.nodes.iter().map(|node| node.fields.len()).sum();
    let updates: usize = schema.nodes.iter().map(|node| node.updates.len()).sum();
    let events: usize = schema.webhooks.iter().map(|webhook| webhook.events.len()).sum();
    let tiles: Html = [
        ("nodes.html", count(false), "nodes", "with an id and a path of their own"),
        ("objects.html", count(true), "objects", "parts of answers and parameters"),
        ("enums.html", schema.enums.len(), "enums", "sets of known words"),
        ("unions.html", schema.unions.len(), "unions", "values of one of several kinds"),
        ("permissions.html", schema.permissions.len(), "permissions", "and what they give access to"),
        ("errors.html", schema.errors.len(), "error codes", "and which to retry"),
        ("updates.html", updates, "updates", "reported in real time"),
        (webhooks::PATH, events, "events", "delivered to webhooks"),
    ]
    .into_iter()
    .filter(|(page, number, ..)| *number > 0 || *page == "nodes.html")
    .map(|(page, number, name, what)| {
        html!(
            "<a class=\"tile\" href=\"{page}\"><b>{number}</b> {name}<small>{what}</small></a>\n";
            page, number, name, what
        )
    })
    .collect();
    body += html!("<div class=\"tiles\">\n{tiles}</div>\n"; tiles);
    body += html!(
        "<p class=\"quiet\">{fields} fields and {} operations. Press <kbd>/</kbd> to search all of them.</p>\n",
        links.calls.len();
        fields
    );
    // The nodes with most members come first.
    let mut busy: Vec<_> = schema.nodes().filter(|(_, node)| !node.is_object).collect();
    busy.sort_by_key(|(_, node)| std::cmp::Reverse(node.connections.len() * 4 + node.fields.len()));
    busy.truncate(12);
    let cards: Html = busy
        .iter()
        .map(|(id, node)| {
            html!(
                "<a class=\"card\" href=\"{}\"><b>{}</b><span>{}</span><small>{}</small></a>\n",
                links.node(*id),
                node.name,
                node.doc.lines().next().unwrap_or_default().replace('`', ""),
                counts(node)
            )
        })
        .collect();
    if !cards.is_empty() {
        body += html!("<h2 id=\"begin\">Start here</h2>\n<div class=\"cards\">\n{cards}</div>\n"; cards);
    }
    layout::page(links, Sheet { path: "index.html", title: "Overview", places: Vec::new(), body })
}

fn nodes(links: &Links<'_>, objects: bool) -> Page {
    let (path, title, lead) = match objects {
        true => ("objects.html", "Objects", "Parts of answers and parameters: fields, without id or path."),
        false => ("nodes.html", "Nodes", "Everything with an id and a path."),
    };
    let rows = links
        .schema
        .nodes()
        .filter(|(_, node)| node.is_object == objects)
        .map(|(id, node)| entry(links.node(id), &node.name, &node.doc, &counts(node)));
    list(links, path, title, lead, rows.collect())
}

/// The number of a node's members.
fn counts(node: &Node) -> String {
    let of = |number: usize, what: &str| match number {
        0 => None,
        1 => Some(format!("1 {what}")),
        number => Some(format!("{number} {what}s")),
    };
    let counts = [of(node.fields.len(), "field"), of(node.connections.len(), "connection")];
    counts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn enums(links: &Links<'_>) -> Page {
    let rows = links.schema.enums().map(|(id, item)| {
        entry(links.enumeration(id), &item.name, &item.doc, &format!("{} words", item.words.len()))
    });
    list(links, "enums.html", "Enums", "Sets of known words. An answer may contain others.", rows.collect())
}

fn unions(links: &Links<'_>) -> Page {
    let rows = links.schema.unions().map(|(id, item)| {
        entry(links.union(id), &item.name, &item.doc, &format!("{} variants", item.variants.len()))
    });
    let lead = "Values of one of several kinds. An answer may contain others.";
    list(links, "unions.html", "Unions", lead, rows.collect())
}

fn entry(page: &str, name: &str, doc: &str, counts: &str) -> Html {
    html!(
        "<article class=\"row\">\n<div class=\"name\">{}</div>\n<div class=\"about\"><p>{} <span class=\"quiet\">{counts}</span></p></div>\n</article>\n",
        link("", page, name), inline(doc.lines().next().unwrap_or_default());
        counts
    )
}

fn list(links: &Links<'_>, path: &str, title: &str, lead: &str, rows: Html) -> Page {
    let body = html!(
        "<h1>{title}</h1>\n<div class=\"lead\"><p>{lead}</p></div>\n<div class=\"rows short\">\n{rows}</div>\n";
        title, lead, rows
    );
    layout::page(links, Sheet { path, title, places: Vec::new(), body })
}
