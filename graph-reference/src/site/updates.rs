//! What the platform announces as it happens.

use super::{
    Page,
    html::escape,
    layout::{self, Sheet},
    links::{Links, connection_anchor, field_anchor, link},
};

pub(super) fn page(links: &Links<'_>) -> Page {
    let mut body = String::from(
        "<h1>Updates</h1>\n<div class=\"lead\"><p>Changes that the platform announces to apps that subscribed to them, by node.</p></div>\n",
    );
    let mut any = false;
    for (id, node) in links.schema.nodes().filter(|(_, node)| !node.updates.is_empty()) {
        any = true;
        let page = links.node(id);
        let names: String = node
            .updates
            .iter()
            .map(|name| {
                let (kind, anchor) = match node.field(name) {
                    Some(_) => ("field", field_anchor(name)),
                    None => ("connection", connection_anchor(name)),
                };
                format!(
                    "<li><a href=\"{}#{anchor}\"><code>{}</code></a> <span class=\"quiet\">{kind}</span></li>\n",
                    escape(page),
                    escape(name)
                )
            })
            .collect();
        body += &format!(
            "<section>\n<h2>{}</h2>\n<ul class=\"opens\">\n{names}</ul>\n</section>\n",
            link("", page, &node.name)
        );
    }
    if !any {
        body += "<p class=\"quiet\">The schema describes none.</p>\n";
    }
    layout::page(links, Sheet { path: "updates.html", title: "Updates", places: Vec::new(), body })
}
