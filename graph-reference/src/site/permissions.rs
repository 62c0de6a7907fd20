//! What each permission opens, and for whose data.

use super::{
    Page,
    html::{escape, inline},
    layout::{self, Sheet},
    links::{Links, anchor},
};
use crate::about::{Card, Member, Subject, card};

pub(super) fn page(links: &Links<'_>) -> Page {
    let schema = links.schema;
    let mut sections = String::new();
    let mut names = Vec::new();
    for (id, item) in schema.permissions() {
        let card: Card<'_> = card(schema, &Subject::Permission(id));
        let place = anchor(&item.name);
        names.push((place.clone(), item.name.clone()));
        let mut body = String::new();
        if !item.doc.is_empty() {
            body += &format!("<p>{}</p>\n", inline(&item.doc));
        }
        for (title, members) in &card.members {
            let list: String = members.iter().map(|member| entry(links, member)).collect();
            body += &format!("<h3>{}</h3>\n<ul class=\"opens\">\n{list}</ul>\n", escape(&capital(title)));
        }
        if card.members.is_empty() {
            body += "<p class=\"quiet\">Nothing that is described here asks for it.</p>\n";
        }
        sections += &format!(
            "<article class=\"permission\" id=\"{place}\">\n<h2><a class=\"self\" href=\"#{place}\"><code>{}</code></a></h2>\n{body}</article>\n",
            escape(&item.name)
        );
    }
    let body = format!(
        "<h1>Permissions</h1>\n<div class=\"lead\"><p>What a person grants to an app, and what that opens: of their own, and of their friends.</p></div>\n{sections}"
    );
    let places = vec![("Permissions", names)];
    layout::page(links, Sheet { path: "permissions.html", title: "Permissions", places, body })
}

fn entry(links: &Links<'_>, member: &Member<'_>) -> String {
    let name = escape(&member.name);
    let name = match links.named(&member.name) {
        Some(place) => format!("<a href=\"{}\"><code>{name}</code></a>", escape(place)),
        None => format!("<code>{name}</code>"),
    };
    format!("<li>{name} <span class=\"quiet\">{}</span></li>\n", escape(&member.what))
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| format!("{}{}", first.to_uppercase(), letters.as_str()))
}
