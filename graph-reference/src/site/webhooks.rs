//! The page of the events that the platform delivers, each with an example.

use graph_schema::model::{Event, Webhook};

use super::{
    Page,
    layout::{self, Sheet},
    links::{Links, event_anchor, link},
    parts::{chip, code, inline, prose},
};
use crate::{
    Html,
    about::event::{delivery, event_name, permission, place, rust},
    html,
};

/// The path of the page.
pub(super) const PATH: &str = "webhooks.html";

pub(super) fn page(links: &Links<'_>) -> Page {
    let mut body = html!(
        "<h1>Webhooks</h1>\n<div class=\"lead\"><p>Events that the platform delivers to subscribed apps. A delivery may contain others; they are kept as JSON.</p></div>\n",
    );
    let mut places = Vec::new();
    for webhook in &links.schema.webhooks {
        let rows: Html = webhook.events.iter().map(|event| row(links, webhook, event)).collect();
        let about = webhook.node.map_or_else(Html::new, |id| {
            html!("<p class=\"quiet\">About {}.</p>\n", link("", links.node(id), &links.schema[id].name))
        });
        body += html!(
            "<section>\n<h2 id=\"{}\"><code>{}</code> <span class=\"count\">{}</span></h2>\n{}{about}",
            event_anchor(&webhook.object, None),
            webhook.object,
            webhook.events.len(),
            prose(&webhook.doc);
            about
        );
        body += webhook
            .note
            .as_ref()
            .map_or_else(Html::new, |note| html!("<p class=\"note\">{}</p>\n", inline(note)));
        body += html!("<div class=\"rows\">\n{rows}</div>\n</section>\n"; rows);
        let is_only = links.schema.webhooks.len() == 1;
        places.extend(webhook.events.iter().map(|event| {
            let name = event_name(webhook, event);
            (
                event_anchor(&webhook.object, Some(&event.field)),
                if is_only { event.field.clone() } else { name },
            )
        }));
    }
    let places = vec![("Events", places)];
    layout::page(links, Sheet { path: PATH, title: "Webhooks", places, body })
}

fn row(links: &Links<'_>, webhook: &Webhook, event: &Event) -> Html {
    let anchor = event_anchor(&webhook.object, Some(&event.field));
    let mut about = html!("<p>{}</p>\n", inline(&event.doc));
    if let Some(why) = &event.deprecated {
        about += html!("<p class=\"warning\">Deprecated: {}</p>\n", inline(why));
    }
    let needs = permission(links.schema, event);
    let needs = needs.map_or_else(Html::new, |needs| chip("", &needs));
    about += html!("<p><small>In {}</small></p>\n", inline(&place(webhook, event)));
    about += html!("<p class=\"chips\">{needs}</p>\n"; needs);
    if let Some(note) = &event.note {
        about += html!("<p class=\"note\">{}</p>\n", inline(note));
    }
    about += code("Rust", &rust(event));
    let example = serde_json::to_string_pretty(&delivery(links.schema, webhook, event)).unwrap_or_default();
    about += html!("<details><summary>A delivery</summary>\n{}</details>\n", code("JSON", &example));
    let ty = links.ty(&event.ty, "");
    html!(
        "<article class=\"row\" id=\"{anchor}\">\n<div class=\"name\"><a class=\"self\" href=\"#{anchor}\">{}</a><span class=\"type\">{ty}</span></div>\n<div class=\"about\">\n{about}</div>\n</article>\n",
        event.field;
        anchor, ty, about
    )
}
