//! The front page of a site with several APIs.

use graph_schema::Schema;

use super::{Page, layout, parts::inline};
use crate::{Html, about::calls, html};

pub(super) fn page(apis: &[(&str, &Schema)], folders: &[(&str, String)]) -> Page {
    let cards: Html = apis
        .iter()
        .zip(folders)
        .map(|((name, schema), (_, folder))| {
            let events: usize = schema.webhooks.iter().map(|webhook| webhook.events.len()).sum();
            let counts = [
                (schema.nodes.iter().filter(|node| !node.is_object).count(), "nodes"),
                (calls(schema).len(), "operations"),
                (events, "events"),
                (schema.errors.len(), "error codes"),
            ];
            let counts = counts.into_iter().filter(|(number, _)| *number > 0);
            let counts: Vec<String> = counts.map(|(number, what)| format!("{number} {what}")).collect();
            html!(
                "<a class=\"card\" href=\"{}/index.html\"><b>{}</b><span>{}</span><small>{}</small></a>\n",
                folder,
                name,
                inline(first_sentence(&schema.doc)),
                counts.join(", ")
            )
        })
        .collect();
    let body = html!("<h1>APIs</h1>\n<div class=\"cards\">\n{cards}</div>\n"; cards);
    layout::bare("index.html", "APIs", body)
}

fn first_sentence(doc: &str) -> &str {
    let line = doc.lines().next().unwrap_or_default();
    line.find(". ").map_or(line, |end| &line[..=end])
}
