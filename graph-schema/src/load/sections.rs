//! The sections of a manifest, and of the files that it lists.

use super::{Loader, origin::Origin, spread};
use crate::{
    diagnostic::{
        Diagnostic, code,
        source::{Span, Spanned},
    },
    json::{Json, Kind, Member},
    list::List as _,
    read,
    table::Table,
};

impl Loader {
    /// Merges the manifest's sections with those of the files it lists.
    pub(super) fn manifest(&mut self, origin: &Origin<'_>, root: Json) -> Json {
        let mut whole = self.as_sections(root);
        self.note_codes(origin, &whole);
        let listed: Vec<Spanned<String>> = match whole.get("files").map(|files| &files.kind) {
            Some(Kind::Array(files)) => files
                .iter()
                .filter_map(|file| match file.as_str() {
                    Some(name) => Some(Spanned::new(name.to_owned(), file.span)),
                    None => {
                        self.diags.push(
                            Diagnostic::error(code::WRONG_KIND, "\"files\" must be a list of file names")
                                .at(file.span, format!("found {}", file.describe())),
                        );
                        None
                    }
                })
                .list(),
            Some(_) => {
                let span = whole.get("files").map_or(whole.span, |files| files.span);
                self.diags.push(
                    Diagnostic::error(code::WRONG_KIND, "\"files\" must be a list of file names")
                        .at(span, format!("found {}", whole.get("files").map_or("nothing", Json::describe))),
                );
                Vec::new()
            }
            None => Vec::new(),
        };
        let mut seen: Table<Span> = Table::default();
        for name in listed {
            if let Some(first) = seen.insert(&name.value, name.span) {
                self.diags.push(
                    Diagnostic::error(
                        code::DESCRIBED_TWICE,
                        format!("the file `{}` is listed twice", name.value),
                    )
                    .at(name.span, "second use")
                    .also(first, "first use")
                    .help("remove one of them"),
                );
                continue;
            }
            if let Some((_, json)) = self.file(origin, &name.value, Some((name.span, "listed here"))) {
                let sections = self.as_sections(json);
                self.note_codes(origin, &sections);
                self.add_sections(&mut whole, sections);
            }
        }
        whole
    }

    /// Converts the file of one node, `{"node": "User", ..}`, to `{"nodes": {"User": {..}}}`.
    fn as_sections(&mut self, json: Json) -> Json {
        let Some(name) = json.get("node") else { return json };
        let Some(text) = name.as_str() else {
            self.diags.push(
                Diagnostic::error(code::WRONG_KIND, "\"node\" must be the name of the node")
                    .at(name.span, format!("found {}", name.describe())),
            );
            return Json { span: json.span, kind: Kind::Object(Vec::new()) };
        };
        let key = Spanned::new(text.to_owned(), name.span);
        let span = json.span;
        let node = Json { span, kind: Kind::Object(vec![Member { key, value: json }]) };
        let section = Member { key: Spanned::new("nodes".to_owned(), span), value: node };
        Json { span, kind: Kind::Object(vec![section]) }
    }

    /// Adds the sections of a file to those of its manifest. Reports items defined twice within one schema.
    fn add_sections(&mut self, whole: &mut Json, file: Json) {
        let (Kind::Object(sections), Kind::Object(added)) = (&mut whole.kind, file.kind) else { return };
        for section in added {
            let name = section.key.value.as_str();
            if matches!(name, "$schema" | "doc" | "note") {
                continue;
            }
            if !read::SECTIONS.contains(&name) {
                let known = ["node"].into_iter().chain(read::SECTIONS).chain(["doc", "note"]).list();
                let what =
                    if read::MANIFEST_KEYS.contains(&name) { "a listed file" } else { "a schema file" };
                read::unknown_key(&section.key, what, &known, &mut self.diags);
                continue;
            }
            let Some(at) = sections.iter().position(|known| known.key.value == name) else {
                sections.push(section);
                continue;
            };
            let (Kind::Object(known), Kind::Object(new)) = (&mut sections[at].value.kind, section.value.kind)
            else {
                continue;
            };
            let what = section.key.value.as_str();
            spread::add(known, new, matches!(what, "nodes" | "objects"), &mut self.diags);
        }
    }
}
