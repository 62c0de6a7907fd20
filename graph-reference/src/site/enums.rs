//! The page of an enum.

use graph_schema::model::EnumId;

use super::{
    Page,
    layout::{self, Sheet, crumbs},
    links::{Links, anchor},
    parts::{chip, code, inline, prose},
    used::Used,
};
use crate::{Html, html};

pub(super) fn page(links: &Links<'_>, used: &Used, id: EnumId) -> Page {
    let item = &links.schema[id];
    let path = links.enumeration(id);
    let root = layout::root(path);
    // Words without descriptions are a list, with descriptions rows.
    let is_plain = item.deprecated.is_empty() && item.words.iter().all(|(_, doc)| doc.is_empty());
    let words: Html = item
        .words
        .iter()
        .map(|(word, doc)| {
            let place = format!("word-{}", anchor(word));
            if is_plain {
                return html!("<li id=\"{place}\"><code>{}</code></li>\n", word; place);
            }
            let gone = match item.deprecation(word) {
                Some(why) => html!("<p class=\"warning\">Deprecated: {}</p>\n", inline(why)),
                None => Html::new(),
            };
            html!(
                "<article class=\"row\" id=\"{place}\">\n<div class=\"name\"><a class=\"self\" href=\"#{place}\">{}</a></div>\n<div class=\"about\">{}{gone}</div>\n</article>\n",
                word, inline(doc);
                place, gone
            )
        })
        .collect();
    let (open, close) = match is_plain {
        true => (html!("<ul class=\"words\">"), html!("</ul>")),
        false => (html!("<div class=\"rows short\">"), html!("</div>")),
    };
    let mut body = crumbs(&root, "enums.html", "Enums");
    body += html!("<h1>{} {}</h1>\n", item.name, chip("kind", "enum"));
    body += html!("<div class=\"lead\">{}</div>\n", prose(&item.doc));
    body += html!("<p>A response may contain other values; they are kept unchanged.</p>\n");
    body += code("Rust", &format!("Open<{}>", item.name));
    body += html!(
        "<section>\n<h2 id=\"words\">Words <span class=\"count\">{}</span></h2>\n{open}\n{words}{close}\n</section>\n",
        item.words.len();
        open, words, close
    );
    body += used.of_enum(id, &root);
    layout::page(links, Sheet { path, title: &item.name, places: Vec::new(), body })
}
