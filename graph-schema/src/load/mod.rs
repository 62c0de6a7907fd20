//! Loads a schema: merges the manifest, the files it lists and the schemas it extends into one JSON document.

mod common;
mod laid_over;
mod origin;
mod sections;
mod spread;

use std::{ops::Range, path::Path};

use crate::{
    check,
    diagnostic::{
        Diagnostic, Diagnostics, code, render,
        source::{FileId, Sources, Span},
        suggest,
    },
    json::{self, Json, Kind},
    list::List as _,
    model::Schema,
    read, resolve,
};
use origin::Origin;

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

/// Limit on `extends` levels, which ends the recursion of a schema that extends itself.
const MAX_LAYERS: usize = 16;

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
}
