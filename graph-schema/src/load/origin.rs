//! The places that schema files are read from: a folder, memory, or the files that are shipped.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::diagnostic::source::Source;

/// Where the files of a schema are.
pub(super) enum Origin<'a> {
    Folder(PathBuf),
    /// Files by name, and the directory that names are relative to, with a trailing slash.
    Memory(&'a [(&'a str, &'a str)], String),
    /// A folder of the shipped files, with a trailing slash; empty for the built-in schema.
    Embedded(String),
}

impl Origin<'_> {
    pub(super) const BUILTIN: Self = Self::Embedded(String::new());

    /// The folder and the manifest of a shipped schema.
    pub(super) fn named(name: &str) -> Option<(Origin<'static>, &'static str)> {
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
    pub(super) fn has_common_errors(&self) -> bool {
        matches!(self, Self::Embedded(folder) if folder.is_empty())
    }

    pub(super) fn source(&self, name: &str) -> Result<Source, String> {
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
    pub(super) fn beside(&self, path: &str) -> Option<(Self, String)> {
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

/// The path relative to the working directory if it is inside, so that terminals can link to it.
fn shown_path(path: &Path) -> String {
    let relative =
        std::env::current_dir().ok().and_then(|here| path.strip_prefix(here).ok().map(Path::to_owned));
    relative.as_deref().unwrap_or(path).display().to_string()
}
