//! The import: from a catalogue to schema files.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use crate::{
    convert::{Converter, enums},
    corrections,
    error::Error,
    json::Json,
    naming, read,
    report::Report,
    selection, template,
};

/// What to import.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// The specs to import, by their names in the catalogue. The objects that they contain are included, and the fields of
    /// the nodes in their answers. `None` imports everything.
    pub only: Option<Vec<String>>,
    /// With `only`: nodes in answers have only an id.
    pub shallow: bool,
    /// The API version for paths, such as `v25.0`.
    pub version: Option<String>,
}

/// Schema files, and a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// Relative paths and contents. The first one is `graph.json`, the manifest.
    pub files: Vec<(String, String)>,
    /// A first schema that extends the manifest beside it: where to say what the catalogue does not. It has the requested
    /// nodes; without a request, those that have a documented path besides their id.
    pub overlay: String,
    /// What could not be converted, or not exactly.
    pub report: Report,
}

impl Imported {
    /// Writes the files to a folder, which is created if missing. Other files in it are not changed.
    ///
    /// # Errors
    ///
    /// [`Error::Io`] for the first file that cannot be written, [`Error::NotAFile`] if something else has its name.
    pub fn write(&self, folder: &Path) -> Result<(), Error> {
        let failed = |path: PathBuf| move |error| Error::Io { path, error };
        for (name, text) in &self.files {
            let path = folder.join(name);
            if let Some(parent) = path.parent() {
                fs::create_dir_all(parent).map_err(failed(parent.to_owned()))?;
            }
            // Writing to a pipe would wait for somebody to read it.
            if fs::metadata(&path).is_ok_and(|found| !found.is_file()) {
                return Err(Error::NotAFile { path });
            }
            fs::write(&path, text).map_err(failed(path))?;
        }
        Ok(())
    }
}

impl Imported {
    /// Writes the overlay to `overlay.json` in a folder, unless there is something of this name. Returns whether it was
    /// written.
    ///
    /// # Errors
    ///
    /// [`Error::Io`] if it cannot be written.
    pub fn write_overlay(&self, folder: &Path) -> Result<bool, Error> {
        let path = folder.join("overlay.json");
        let written =
            fs::File::create_new(&path).and_then(|mut file| file.write_all(self.overlay.as_bytes()));
        match written {
            Ok(()) => Ok(true),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
            Err(error) => Err(Error::Io { path, error }),
        }
    }
}

/// Converts a catalogue to schema files. The path is a folder of specs, or one that contains a folder `specs`.
///
/// The output is deterministic.
///
/// # Errors
///
/// [`Error`] if there is nothing to import, or if a requested spec does not exist. A problem with a part of the
/// catalogue is no error: the part is omitted and listed in the report.
pub fn import(catalogue: &Path, options: &Options) -> Result<Imported, Error> {
    let mut report = Report::default();
    let catalogue = read::catalogue(catalogue, &mut report)?;
    converted(&catalogue, options, report)
}

/// Converts files in memory, by their names without `.json`.
#[doc(hidden)]
pub fn import_texts(files: &[(&str, &[u8])], options: &Options) -> Result<Imported, Error> {
    let mut report = Report::default();
    let texts = files.iter().map(|(name, text)| ((*name).to_owned(), Ok(text.to_vec())));
    let catalogue = read::of_texts(texts, &mut report);
    converted(&catalogue, options, report)
}

fn converted(catalogue: &read::Catalogue, options: &Options, mut report: Report) -> Result<Imported, Error> {
    let naming = naming::names(catalogue);
    let selected = selection::select(catalogue, options.only.as_deref(), options.shallow)?;
    let mut converter = Converter {
        catalogue,
        naming: &naming,
        selected: &selected,
        used_enums: BTreeSet::new(),
        referenced: BTreeSet::new(),
        report: &mut report,
    };

    let (mut nodes, mut described) = (Vec::new(), BTreeMap::new());
    let mut objects = Vec::new();
    for name in selected.whole.iter().chain(&selected.fields) {
        let (Some(spec), Some(spec_name)) = (catalogue.specs.get(*name), naming.specs.get(name)) else {
            continue;
        };
        if spec.is_node() {
            let members = match selected.whole.contains(name) {
                true => converter.node(name, spec, spec_name),
                false => converter.node_without_calls(name, spec, spec_name),
            };
            let has_path = corrections::targets(name).next().is_some();
            if selected.whole.contains(name) && (options.only.is_some() || has_path) {
                described.insert(spec_name.name.as_str(), members.clone());
            }
            nodes.push((format!("nodes/{}.json", spec_name.module), Json::file(members)));
        } else {
            objects.push((spec_name.name.clone(), converter.object(name, spec, spec_name)));
        }
    }
    nodes.sort();
    objects.sort_by(|(left, _), (right, _)| left.cmp(right));
    let referenced = std::mem::take(&mut converter.referenced);
    let stubs = referenced.iter().filter_map(|name| converter.stub(name)).collect::<BTreeMap<_, _>>();
    let used = converter.used_enums;
    let enums = match options.only {
        Some(_) => enums(&naming, used.into_iter()),
        None => enums(&naming, naming.words.keys().map(String::as_str)),
    };

    let mut files = vec![section("enums", enums), section("objects", Json::Object(objects))];
    if !stubs.is_empty() {
        files.push((
            "others.json".into(),
            Json::file(vec![("nodes".into(), Json::Object(stubs.into_iter().collect()))]),
        ));
    }
    files.append(&mut nodes);
    // Ready structs dominate the compile time of a big schema, so only requested specs get one.
    let requested = options.only.iter().flatten().filter_map(|name| naming.specs.get(name.as_str()));
    let ready: BTreeSet<&str> = requested.map(|spec_name| spec_name.name.as_str()).collect();
    let ready = ready.into_iter().map(Json::text).collect();
    files.insert(0, manifest(options, ready, &files));
    let described: Vec<_> = described.iter().map(|(name, members)| (*name, members)).collect();
    Ok(Imported { files, overlay: template::overlay(&described), report: report.sorted() })
}

/// A file with one section of the schema.
fn section(name: &str, section: Json) -> (String, String) {
    (format!("{name}.json"), Json::file(vec![(name.to_owned(), section)]))
}

fn manifest(options: &Options, ready: Vec<Json>, files: &[(String, String)]) -> (String, String) {
    let mut members =
        vec![("doc".to_owned(), Json::text("Imported from the platform's published catalogue."))];
    if let Some(version) = &options.version {
        members.push(("version".to_owned(), Json::text(version)));
    }
    members.push(("ready".to_owned(), Json::List(ready)));
    let names = files.iter().map(|(name, _)| Json::text(name)).collect();
    members.push(("files".to_owned(), Json::List(names)));
    ("graph.json".to_owned(), Json::file(members))
}
