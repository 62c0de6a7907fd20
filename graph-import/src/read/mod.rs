//! Reads the files of a catalogue into specs and enums, without interpreting them.

mod entry;
mod spec;

use std::{
    collections::BTreeMap,
    fs,
    io::Read as _,
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
    let texts = files(&folder)?.into_iter().filter_map(|path| {
        let name = path.file_stem()?.to_string_lossy().into_owned();
        Some((name, text(&path)))
    });
    let catalogue = of_texts(texts, report);
    match catalogue.specs.is_empty() {
        true if report.is_empty() => Err(Error::Empty { path: folder }),
        true => Err(Error::Unreadable { path: folder, report: std::mem::take(report).sorted() }),
        false => Ok(catalogue),
    }
}

/// Reads files by their names without `.json`. One that cannot be read is omitted.
pub(crate) fn of_texts(
    texts: impl Iterator<Item = (String, Result<Vec<u8>, String>)>,
    report: &mut Report,
) -> Catalogue {
    let mut catalogue = Catalogue::default();
    for (name, text) in texts {
        let json: Value = match text
            .and_then(|text| serde_json::from_slice(&text).map_err(|error| format!("invalid JSON: {error}")))
        {
            Ok(json) => json,
            Err(problem) => {
                report.add(Kind::Malformed, &name, "", problem);
                continue;
            }
        };
        if name == ENUMS {
            catalogue.enums = spec::enums(&json, report);
        } else if let Some(spec) = spec::spec(&json, &name, report) {
            catalogue.specs.insert(name, spec);
        }
    }
    catalogue
}

/// The most that a file may have. The longest one of the platform is shorter than 1 MB.
const MOST_BYTES: u64 = 64 << 20;

/// The text of a file, or why it is omitted.
fn text(path: &Path) -> Result<Vec<u8>, String> {
    let cannot_read = |error| format!("cannot be read: {error}; omitted");
    // Opening a pipe would wait for somebody to write to it.
    if !fs::metadata(path).map_err(cannot_read)?.is_file() {
        return Err("not a file; omitted".to_owned());
    }
    let mut text = Vec::new();
    let file = fs::File::open(path).map_err(cannot_read)?;
    file.take(MOST_BYTES + 1).read_to_end(&mut text).map_err(cannot_read)?;
    if text.len() as u64 > MOST_BYTES {
        return Err(format!("longer than {} MB; omitted", MOST_BYTES >> 20));
    }
    Ok(text)
}

/// The JSON files of a folder, sorted.
fn files(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let failed = |error| Error::Io { path: folder.to_owned(), error };
    if !fs::metadata(folder).map_err(failed)?.is_dir() {
        return Err(Error::NotAFolder { path: folder.to_owned() });
    }
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
