//! The search index. It is a script, since a page that is opened from a folder may load scripts but no data.

use graph_schema::Schema;
use serde_json::{Value, json};

use super::{
    Page,
    links::{self, Links, anchor, code_of, connection_anchor, event_anchor, variant_anchor},
    webhooks,
};
use crate::about::{What, event_name};

/// Longer texts are truncated in the results.
const SHOWN: usize = 90;

/// Something that can be searched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What it is: `node`, `object`, `field`, `connection`, `operation`, `enum`, `word`, `union`, `variant`, `permission`,
    /// `error` or `event`.
    pub kind: &'static str,
    /// Its full name.
    pub name: String,
    /// Its address in the site, such as `node/User.html#field-birthday`.
    pub place: String,
    /// The first line of its description, in plain text.
    pub about: String,
}

/// Finds everything in a schema that matches all of these words, best matches first: exact names, names that begin with
/// a word, names that contain it, descriptions. The search of the site ranks in the same way.
#[must_use]
pub fn search(schema: &Schema, words: &str) -> Vec<Entry> {
    let words: Vec<String> = words.split_whitespace().map(str::to_lowercase).collect();
    let entries = entries(&Links::new(schema)).into_iter();
    let ranked = entries.filter_map(|entry| Some((rank(&entry, &words)?, entry)));
    let mut found: Vec<(usize, Entry)> = ranked.collect();
    found.sort_by_key(|(rank, _)| *rank);
    found.into_iter().map(|(_, entry)| entry).collect()
}

/// Lower is better; `None` if a word is missing.
fn rank(entry: &Entry, words: &[String]) -> Option<usize> {
    let (name, about) = (entry.name.to_lowercase(), entry.about.to_lowercase());
    let last = name.rsplit('.').next().unwrap_or_default();
    let mut sum = 0;
    for word in words {
        sum += match name.find(word) {
            _ if name == *word || last == word => 0,
            _ if last.starts_with(word) => 2,
            Some(0) => 3,
            Some(_) => 5,
            None if about.contains(word) => 20,
            None => return None,
        };
    }
    Some(sum * 1000 + entry.name.len())
}

fn entries(links: &Links<'_>) -> Vec<Entry> {
    let schema = links.schema;
    let mut index = Entries::default();
    for (id, node) in schema.nodes() {
        let page = links.node(id);
        index.add(if node.is_object { "object" } else { "node" }, &node.name, page, &node.doc);
        for field in &node.fields {
            let name = format!("{}.{}", node.name, field.name);
            index.add("field", &name, links.named(&name).unwrap_or(page), &field.doc);
        }
        for connection in &node.connections {
            let place = format!("{page}#{}", connection_anchor(&connection.name));
            index.add("connection", &format!("{}.{}", node.name, connection.name), &place, &connection.doc);
        }
    }
    for call in &links.calls {
        let doc = match call.what {
            What::Operation(operation) => operation.doc.as_str(),
            What::Variant(variant) => variant.doc.as_str(),
            What::List => call.connection.map_or("", |connection| connection.doc.as_str()),
            What::Get => call.node.doc.as_str(),
        };
        index.add("operation", &call.name(), &links.call(call), doc);
    }
    for (id, item) in schema.enums() {
        let page = links.enumeration(id);
        index.add("enum", &item.name, page, &item.doc);
        for (word, doc) in &item.words {
            index.add(
                "word",
                &format!("{}.{word}", item.name),
                &format!("{page}#word-{}", anchor(word)),
                doc,
            );
        }
    }
    for (id, item) in schema.unions() {
        let page = links.union(id);
        index.add("union", &item.name, page, &item.doc);
        for variant in &item.variants {
            let name = format!("{}.{}", item.name, variant.word);
            index.add("variant", &name, &format!("{page}#{}", variant_anchor(&variant.word)), &variant.doc);
        }
    }
    for item in &schema.permissions {
        index.add("permission", &item.name, &links::permission(&item.name), &item.doc);
    }
    for error in &schema.errors {
        let code = code_of(error);
        index.add("error", &format!("{code} {}", error.name), &links::error(&code), &error.meaning);
    }
    for call in &links.calls {
        let What::Operation(operation) = call.what else { continue };
        for error in &operation.errors {
            let place = links::error(&format!("{}/{}", call.name(), error.code));
            index.add("error", &format!("{} {}", error.code, error.name), &place, &error.meaning);
        }
    }
    for webhook in &schema.webhooks {
        for event in &webhook.events {
            let name = event_name(webhook, event);
            let place = format!("{}#{}", webhooks::PATH, event_anchor(&webhook.object, Some(&event.field)));
            index.add("event", &name, &place, &event.doc);
        }
    }
    index.0
}

#[derive(Default)]
struct Entries(Vec<Entry>);

impl Entries {
    fn add(&mut self, kind: &'static str, name: &str, place: &str, doc: &str) {
        let about = doc.lines().next().unwrap_or_default().replace('`', "");
        self.0.push(Entry { kind, name: name.to_owned(), place: place.to_owned(), about });
    }
}

/// Entries `[kind, name, page, anchor, text]`; kinds and pages are indices of separate lists.
pub(super) fn index(links: &Links<'_>) -> Page {
    let mut index = Index::default();
    for entry in entries(links) {
        index.add(&entry);
    }
    let Index { kinds, pages, entries } = index;
    let text = json!({ "kinds": kinds, "pages": pages, "entries": entries });
    Page::new("assets/search-index.js", format!("window.REFERENCE_INDEX = {text};\n"))
}

#[derive(Default)]
struct Index {
    kinds: Vec<&'static str>,
    pages: Vec<String>,
    entries: Vec<Value>,
}

impl Index {
    fn add(&mut self, entry: &Entry) {
        let Entry { kind, name, place, about } = entry;
        let (page, anchor) = place.split_once('#').unwrap_or((place, ""));
        let kind = match self.kinds.iter().position(|known| known == kind) {
            Some(at) => at,
            None => {
                self.kinds.push(*kind);
                self.kinds.len() - 1
            }
        };
        // Members of a page follow each other, so the search starts at the end.
        let page = match self.pages.iter().rposition(|known| known == page) {
            Some(at) => at,
            None => {
                self.pages.push(page.to_owned());
                self.pages.len() - 1
            }
        };
        let mut text: String = about.chars().take(SHOWN).collect();
        if about.chars().nth(SHOWN).is_some() {
            text.push('…');
        }
        self.entries.push(json!([kind, name, page, anchor, text]));
    }
}
