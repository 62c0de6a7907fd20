//! The page of real-time updates.

use super::{
    Page,
    layout::{self, Sheet},
    links::{Links, link},
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
            .map(|name| match links.update(node, name) {
                Some((kind, place)) => html!(
                    "<li><a href=\"{}\"><code>{}</code></a> <span class=\"quiet\">{kind}</span></li>\n",
                    place, name;
                    kind
                ),
                None => html!("<li><code>{}</code></li>\n", name),
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
