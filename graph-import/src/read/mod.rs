//! Reads the files of a catalogue into specs and enums, without interpreting them.

mod entry;
mod spec;

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use serde_json::Value;

pub(crate) use spec::{Api, EnumType, Field, Param, Spec};

use crate::{
    error::Error,
    report::{Kind, Report},
};

/// The file with the enums.
pub(crate) const ENUMS: &str = "enum_types";

/// A catalogue.
#[derive(Debug, Default)]
pub(crate) struct Catalogue {
    /// The specs by name.
    pub(crate) specs: BTreeMap<String, Spec>,
    /// The enums by name.
    pub(crate) enums: BTreeMap<String, EnumType>,
}

/// Reads the folder, or the folder `specs` in it.
pub(crate) fn catalogue(folder: &Path, report: &mut Report) -> Result<Catalogue, Error> {
    let inner = folder.join("specs");
    let folder = if inner.is_dir() { inner } else { folder.to_owned() };
    let mut catalogue = Catalogue::default();
    for path in files(&folder)? {
        let Some(name) = path.file_stem().map(|name| name.to_string_lossy().into_owned()) else { continue };
        let text = fs::read(&path).map_err(|error| Error::Io { path: path.clone(), error })?;
        let json: Value = match serde_json::from_slice(&text) {
            Ok(json) => json,
            Err(error) => {
                report.add(Kind::Malformed, &name, "", format!("invalid JSON: {error}"));
                continue;
            }
        };
        if name == ENUMS {
            catalogue.enums = spec::enums(&json, report);
        } else if let Some(spec) = spec::spec(&json, &name, report) {
            catalogue.specs.insert(name, spec);
        }
    }
    if catalogue.specs.is_empty() && report.is_empty() {
        return Err(Error::Empty { path: folder });
    }
    Ok(catalogue)
}

/// The JSON files of a folder, sorted.
fn files(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let failed = |error| Error::Io { path: folder.to_owned(), error };
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if path.extension().is_some_and(|extension| extension == "json") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}
