//! The page of real-time updates.

use super::{
    Page,
    layout::{self, Sheet},
    links::{Links, connection_anchor, field_anchor, link},
};
use crate::{Html, html};

pub(super) fn page(links: &Links<'_>) -> Page {
    let mut body = html!(
        "<h1>Updates</h1>\n<div class=\"lead\"><p>Changes that the platform reports to subscribed apps, by node.</p></div>\n",
    );
    let mut any = false;
    for (id, node) in links.schema.nodes().filter(|(_, node)| !node.updates.is_empty()) {
        any = true;
        let page = links.node(id);
        let names: Html = node
            .updates
            .iter()
            .map(|name| {
                let (kind, anchor) = match node.field(name) {
                    Some(_) => ("field", field_anchor(name)),
                    None => ("connection", connection_anchor(name)),
                };
                html!(
                    "<li><a href=\"{}#{anchor}\"><code>{}</code></a> <span class=\"quiet\">{kind}</span></li>\n",
                    page, name;
                    anchor, kind
                )
            })
            .collect();
        body += html!(
            "<section>\n<h2>{}</h2>\n<ul class=\"opens\">\n{names}</ul>\n</section>\n",
            link("", page, &node.name);
            names
        );
    }
    if !any {
        body += html!("<p class=\"quiet\">The schema describes none.</p>\n");
    }
    layout::page(links, Sheet { path: "updates.html", title: "Updates", places: Vec::new(), body })
}
