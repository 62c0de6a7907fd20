//! The page of an enum.

use graph_schema::model::EnumId;

use super::{
    Page,
    html::{chip, code, escape, inline, prose},
    layout::{self, Sheet, crumbs},
    links::{Links, anchor},
    used::Used,
};

pub(super) fn page(links: &Links<'_>, used: &Used, id: EnumId) -> Page {
    let item = &links.schema[id];
    let path = links.enumeration(id);
    let root = layout::root(path);
    // Without meanings they are a list; with them, rows.
    let is_plain = item.words.iter().all(|(_, doc)| doc.is_empty());
    let words: String = item
        .words
        .iter()
        .map(|(word, doc)| {
            let place = format!("word-{}", anchor(word));
            if is_plain {
                return format!("<li id=\"{place}\"><code>{}</code></li>\n", escape(word));
            }
            format!(
                "<article class=\"row\" id=\"{place}\">\n<div class=\"name\"><a class=\"self\" href=\"#{place}\">{}</a></div>\n<div class=\"about\">{}</div>\n</article>\n",
                escape(word),
                inline(doc)
            )
        })
        .collect();
    let (open, close) = match is_plain {
        true => ("<ul class=\"words\">", "</ul>"),
        false => ("<div class=\"rows short\">", "</div>"),
    };
    let mut body = crumbs(&root, "enums.html", "Enums");
    body += &format!("<h1>{} {}</h1>\n", escape(&item.name), chip("kind", "enum"));
    body += &format!("<div class=\"lead\">{}</div>\n", prose(&item.doc));
    body += "<p>An answer may hold a word that is not here; it survives as it came.</p>\n";
    body += &code("Rust", &format!("Open<{}>", item.name));
    body += &format!(
        "<section>\n<h2 id=\"words\">Words <span class=\"count\">{}</span></h2>\n{open}\n{words}{close}\n</section>\n",
        item.words.len()
    );
    body += &used.of_enum(id, &root);
    layout::page(links, Sheet { path, title: &item.name, places: Vec::new(), body })
}
