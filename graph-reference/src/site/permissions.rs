//! The page of permissions: what each gives access to, and for whose data.

use super::{
    Page,
    layout::{self, Sheet},
    links::{Links, anchor},
    parts::inline,
};
use crate::{
    Html,
    about::{Card, Member, Subject, card},
    html,
};

pub(super) fn page(links: &Links<'_>) -> Page {
    let schema = links.schema;
    let mut sections = Html::new();
    let mut names = Vec::new();
    for (id, item) in schema.permissions() {
        let card: Card<'_> = card(schema, &Subject::Permission(id));
        let place = anchor(&item.name);
        names.push((place.clone(), item.name.clone()));
        let mut body = Html::new();
        if !item.doc.is_empty() {
            body += html!("<p>{}</p>\n", inline(&item.doc));
        }
        for (title, members) in &card.members {
            let list: Html = members.iter().map(|member| entry(links, member)).collect();
            body += html!("<h3>{}</h3>\n<ul class=\"opens\">\n{list}</ul>\n", capital(title); list);
        }
        if card.members.is_empty() {
            body += html!("<p class=\"quiet\">Nothing in this schema requires it.</p>\n");
        }
        sections += html!(
            "<article class=\"permission\" id=\"{place}\">\n<h2><a class=\"self\" href=\"#{place}\"><code>{}</code></a></h2>\n{body}</article>\n",
            item.name;
            place, body
        );
    }
    let body = html!(
        "<h1>Permissions</h1>\n<div class=\"lead\"><p>What a person grants to an app, and which data it gives access to: their own, and their friends'.</p></div>\n{sections}";
        sections
    );
    let places = vec![("Permissions", names)];
    layout::page(links, Sheet { path: "permissions.html", title: "Permissions", places, body })
}

fn entry(links: &Links<'_>, member: &Member<'_>) -> Html {
    let name = &member.name;
    let name = match links.named(&member.name) {
        Some(place) => html!("<a href=\"{}\"><code>{name}</code></a>", place; name),
        None => html!("<code>{name}</code>"; name),
    };
    html!("<li>{name} <span class=\"quiet\">{}</span></li>\n", member.what; name)
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| format!("{}{}", first.to_uppercase(), letters.as_str()))
}
