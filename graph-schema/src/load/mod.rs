//! Loads a schema: merges the manifest, the files it lists and the schemas it extends into one JSON document.

use crate::list::List as _;
mod common;
mod laid_over;
mod spread;

use std::{
    fs,
    ops::Range,
    path::{Path, PathBuf},
};

use crate::{
    check,
    diagnostic::{
        Diagnostic, Diagnostics, code, render,
        source::{FileId, Source, Sources, Span, Spanned},
        suggest,
    },
    json::{self, Json, Kind, Member},
    model::Schema,
    read, resolve,
    table::Table,
};

/// A schema, as far as it could be read, and its diagnostics.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// All files that were read.
    pub sources: Sources,
    /// The model. If there are errors, the parts without errors.
    pub schema: Schema,
    /// Errors and warnings.
    pub diagnostics: Diagnostics,
}

impl Loaded {
    /// Returns the schema, or all errors rendered in the style of rustc.
    pub fn into_result(self) -> Result<Schema, String> {
        if !self.diagnostics.has_errors() {
            return Ok(self.schema);
        }
        let all: Vec<_> =
            self.diagnostics.iter().map(|diagnostic| render::plain(diagnostic, &self.sources)).list();
        Err(all.join("\n\n"))
    }
}

/// Reads a schema from disk. `path` is a manifest, or a directory that contains a `graph.json`.
pub fn load(path: &Path) -> Loaded {
    let manifest = if path.is_dir() { path.join("graph.json") } else { path.to_owned() };
    let folder = manifest.parent().map(Path::to_owned).unwrap_or_default();
    let name = manifest.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    read_all(&Origin::Folder(folder), &name)
}

/// Reads a schema from `(name, text)` pairs. The first one is the manifest.
pub fn parse(files: &[(&str, &str)]) -> Loaded {
    let manifest = files.first().map_or("graph.json", |(name, _)| *name);
    read_all(&Origin::Memory(files, String::new()), manifest)
}

/// Reads the built-in schema.
pub fn builtin() -> Loaded {
    read_all(&Origin::BUILTIN, "graph.json")
}

/// The names of the other schemas that are shipped, such as `whatsapp`.
pub fn shipped() -> impl Iterator<Item = &'static str> {
    graph_schema_files::platform()
}

/// Reads a shipped schema by its name: `builtin`, or one of [`shipped`]. The schema `common` has only the error codes
/// that all of them share. `None` if there is no such schema.
pub fn embedded(name: &str) -> Option<Loaded> {
    let (origin, manifest) = Origin::named(name)?;
    Some(read_all(&origin, manifest))
}

fn read_all(origin: &Origin<'_>, manifest: &str) -> Loaded {
    let mut loader = Loader::default();
    let mut document = loader.layers(origin, manifest, None, MAX_LAYERS);
    if let (Some(document), false) = (&mut document, origin.has_common_errors()) {
        loader.add_common_errors(document);
    }
    let mut diags = std::mem::take(&mut loader.diags);
    let schema = match document {
        Some(document) => {
            let mut raw = read::document(&document, &loader.sources, &mut diags);
            loader.mark_common(&mut raw);
            // Diagnostics up to here concern single files, not the merge.
            let read = diags.len();
            let mut schema = resolve::document(&raw, &mut diags);
            check::all(&raw, &mut schema, &mut diags);
            laid_over::point(&document, &loader.below, &mut diags, read);
            laid_over::point_at_removed(&loader.removed, &mut diags, read);
            schema
        }
        None => Schema::default(),
    };
    Loaded { sources: loader.sources, schema, diagnostics: diags }
}

enum Origin<'a> {
    Folder(PathBuf),
    /// Files by name, and the directory that names are relative to, with a trailing slash.
    Memory(&'a [(&'a str, &'a str)], String),
    /// A folder of the shipped files, with a trailing slash; empty for the built-in schema.
    Embedded(String),
}

impl Origin<'_> {
    const BUILTIN: Self = Self::Embedded(String::new());

    /// The folder and the manifest of a shipped schema.
    fn named(name: &str) -> Option<(Origin<'static>, &'static str)> {
        match name {
            "builtin" => Some((Origin::BUILTIN, "graph.json")),
            "common" => Some((Origin::BUILTIN, "common.json")),
            name if graph_schema_files::platform().any(|known| known == name) => {
                Some((Origin::Embedded(format!("platform/{name}/")), "graph.json"))
            }
            _ => None,
        }
    }

    /// Whether the files have the error codes that all APIs of the platform share.
    fn has_common_errors(&self) -> bool {
        matches!(self, Self::Embedded(folder) if folder.is_empty())
    }

    fn source(&self, name: &str) -> Result<Source, String> {
        match self {
            Self::Folder(folder) => {
                let path = folder.join(name);
                let shown = shown_path(&path);
                // Reading a pipe or a device could wait forever.
                let is_file = fs::metadata(&path).map(|found| found.is_file() || found.is_dir());
                if let Ok(false) = is_file {
                    return Err(format!("cannot read `{shown}`: not a regular file"));
                }
                match fs::read(&path) {
                    Ok(bytes) => match String::from_utf8(bytes) {
                        Ok(text) => Ok(Source { name: shown, path: Some(path), text }),
                        Err(_) => Err(format!("`{shown}` is not UTF-8 text")),
                    },
                    Err(error) => Err(format!("cannot read `{shown}`: {error}")),
                }
            }
            Self::Memory(files, folder) => {
                let name = format!("{folder}{name}");
                match files.iter().find(|(known, _)| *known == name) {
                    Some((_, text)) => Ok(Source { name, path: None, text: (*text).to_owned() }),
                    None => Err(format!("file not found: `{name}`")),
                }
            }
            Self::Embedded(folder) => {
                let path = joined(folder, name);
                match graph_schema_files::file(&path) {
                    Some(text) => {
                        Ok(Source { name: format!("<builtin>/{path}"), path: None, text: text.to_owned() })
                    }
                    None => Err(format!("the built-in schema has no file `{path}`")),
                }
            }
        }
    }

    /// Resolves the path of another manifest to its origin and its file name.
    fn beside(&self, path: &str) -> Option<(Self, String)> {
        let (inner, name) = path.rsplit_once('/').map_or(("", path), |(inner, name)| (inner, name));
        let origin = match self {
            Self::Folder(folder) => Self::Folder(folder.join(inner)),
            Self::Memory(files, folder) if inner.is_empty() => Self::Memory(files, folder.clone()),
            Self::Memory(files, folder) => Self::Memory(files, format!("{folder}{inner}/")),
            Self::Embedded(_) => return None,
        };
        Some((origin, name.to_owned()))
    }
}

/// A path with its `..` resolved: `platform/whatsapp/` and `../common.json` are `platform/common.json`.
fn joined(folder: &str, name: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in folder.split('/').chain(name.split('/')).filter(|part| !part.is_empty()) {
        match part {
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// Limit on `extends` levels, which ends the recursion of a schema that extends itself.
const MAX_LAYERS: usize = 16;

/// The path relative to the working directory if it is inside, so that terminals can link to it.
fn shown_path(path: &Path) -> String {
    let relative =
        std::env::current_dir().ok().and_then(|here| path.strip_prefix(here).ok().map(Path::to_owned));
    relative.as_deref().unwrap_or(path).display().to_string()
}

#[derive(Default)]
struct Loader {
    sources: Sources,
    diags: Diagnostics,
    /// The indexes of the files of the extended schemas.
    below: Range<usize>,
    /// Whether the built-in error codes are part of the schema, which is not the built-in one.
    has_builtin: bool,
    /// The error codes of all files that are not built in.
    own_codes: Vec<String>,
    own_retries: Vec<String>,
    /// The items that overlays remove, with the places where they do so.
    removed: Vec<(String, Span)>,
}

impl Loader {
    /// Reads the manifest with its files and merges them over the schema that it extends.
    fn layers(
        &mut self,
        origin: &Origin<'_>,
        manifest: &str,
        named: Option<Span>,
        layers: usize,
    ) -> Option<Json> {
        let (file, root) = self.file(origin, manifest, named.map(|span| (span, "extended here")))?;
        let base = root.get("extends");
        let named = base.and_then(Json::as_str).and_then(Origin::named);
        let below = match (base, named) {
            (None, _) => None,
            (Some(_), Some((origin, manifest))) => {
                self.has_builtin |= origin.has_common_errors();
                self.layers(&origin, manifest, None, layers)
            }
            (Some(base), _) if layers == 0 => {
                self.diags.push(
                    Diagnostic::error(code::BAD_EXTENDS, "the schema extends itself")
                        .at(base.span, "circular, or more than 16 levels deep"),
                );
                None
            }
            (Some(Json { kind: Kind::String(path), span }), _) if path.ends_with(".json") => {
                let (origin, name) = origin.beside(path)?;
                self.layers(&origin, &name, Some(*span), layers - 1)
            }
            (Some(base), _) => {
                let known = || ["builtin"].into_iter().chain(graph_schema_files::platform());
                let meant = base.as_str().and_then(|word| suggest(word, known()));
                let shipped = known().map(|name| format!("\"{name}\"")).list().join(", ");
                self.diags.push(
                    Diagnostic::error(code::BAD_EXTENDS, "invalid value of \"extends\"")
                        .at(base.span, format!("must be {shipped} or a path that ends in `.json`"))
                        .suggest(meant)
                        .help("to extend no schema, remove \"extends\""),
                );
                // The intended schema is known: without it, everything that it defines would be reported as unknown.
                match meant.and_then(Origin::named) {
                    Some((origin, manifest)) => self.layers(&origin, manifest, None, layers),
                    None => None,
                }
            }
        };
        if layers == MAX_LAYERS {
            self.below = file.index() + 1..self.sources.iter().count();
        }
        let own = self.manifest(origin, root);
        Some(match below {
            Some(below) => self.merged(below, own),
            None => own,
        })
    }

    fn merged(&mut self, below: Json, own: Json) -> Json {
        json::Merge { diags: &mut self.diags, removed: &mut self.removed }.merge(below, own)
    }

    fn file(
        &mut self,
        origin: &Origin<'_>,
        name: &str,
        named: Option<(Span, &str)>,
    ) -> Option<(FileId, Json)> {
        match origin.source(name) {
            Ok(source) => {
                let text = source.text.clone();
                let id = self.sources.add(source);
                Some((id, json::parse(id, &text, &mut self.diags)))
            }
            Err(title) => {
                let mut diagnostic = Diagnostic::error(code::UNREADABLE, title);
                if let Some((span, label)) = named {
                    diagnostic = diagnostic
                        .at(span, label)
                        .help("paths are relative to the manifest that contains them");
                }
                self.diags.push(diagnostic);
                None
            }
        }
    }

    /// Merges the manifest's sections with those of the files it lists.
    fn manifest(&mut self, origin: &Origin<'_>, root: Json) -> Json {
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
            if !matches!(
                name,
                "nodes"
                    | "objects"
                    | "enums"
                    | "unions"
                    | "permissions"
                    | "tasks"
                    | "features"
                    | "errors"
                    | "webhooks"
            ) {
                let known = [
                    "node",
                    "nodes",
                    "objects",
                    "enums",
                    "unions",
                    "permissions",
                    "tasks",
                    "features",
                    "errors",
                    "webhooks",
                    "doc",
                    "note",
                ];
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
