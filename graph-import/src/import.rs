//! The whole way: catalogue to files.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use crate::{
    convert::{Converter, enums},
    error::Error,
    layout::Json,
    naming, read,
    report::Report,
    selection,
};

/// What is taken of the catalogue, and how it is labelled.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// The specs to take, by their names in the catalogue; the objects they are made of come
    /// along. Without it, everything is taken.
    pub only: Option<Vec<String>>,
    /// The version that paths begin with, such as `v25.0`.
    pub version: Option<String>,
}

/// Schema files, and what could not be said in them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// Relative names and texts; the first one is `graph.json`, the manifest of the others.
    pub files: Vec<(String, String)>,
    /// What did not become what the catalogue says.
    pub report: Report,
}

impl Imported {
    /// Writes the files into a folder, and makes it if it is missing. Other files stay as they are.
    ///
    /// # Errors
    ///
    /// [`Error::Io`] for the first file that cannot be written.
    pub fn write(&self, folder: &Path) -> Result<(), Error> {
        let failed = |path: PathBuf| move |error| Error::Io { path, error };
        for (name, text) in &self.files {
            let path = folder.join(name);
            if let Some(parent) = path.parent() {
                fs::create_dir_all(parent).map_err(failed(parent.to_owned()))?;
            }
            fs::write(&path, text).map_err(failed(path))?;
        }
        Ok(())
    }
}

/// Makes schema files of a catalogue: of a folder of specs, or of one with a folder `specs` in it.
///
/// The same catalogue gives the same files, whatever the machine and the day.
///
/// # Errors
///
/// [`Error`] where there is nothing to import, or something was asked for that is not there.
/// What is wrong with a part of the catalogue costs that part, and stands in the report.
pub fn import(catalogue: &Path, options: &Options) -> Result<Imported, Error> {
    let mut report = Report::default();
    let catalogue = read::catalogue(catalogue, &mut report)?;
    let naming = naming::names(&catalogue);
    let taken = selection::taken(&catalogue, options.only.as_deref())?;
    let mut converter = Converter {
        catalogue: &catalogue,
        naming: &naming,
        taken: &taken,
        used_enums: BTreeSet::new(),
        mentioned: BTreeSet::new(),
        report: &mut report,
    };

    let mut nodes = Vec::new();
    let mut objects = Vec::new();
    for name in &taken {
        let (Some(spec), Some(there)) = (catalogue.specs.get(*name), naming.specs.get(name)) else {
            continue;
        };
        if spec.is_node() {
            let members = converter.node(name, spec, there);
            nodes.push((format!("nodes/{}.json", there.module), Json::file(members)));
        } else {
            objects.push((there.name.clone(), converter.object(name, spec, there)));
        }
    }
    nodes.sort();
    objects.sort_by(|(left, _), (right, _)| left.cmp(right));
    let mentioned = std::mem::take(&mut converter.mentioned);
    let others = mentioned.iter().filter_map(|name| converter.mentioned(name)).collect::<BTreeMap<_, _>>();
    let used = converter.used_enums;
    let enums = match options.only {
        Some(_) => enums(&naming, used.into_iter()),
        None => enums(&naming, naming.words.keys().map(String::as_str)),
    };

    let mut files = vec![section("enums", enums), section("objects", Json::Object(objects))];
    if !others.is_empty() {
        files.push((
            "others.json".into(),
            Json::file(vec![("nodes".into(), Json::Object(others.into_iter().collect()))]),
        ));
    }
    files.append(&mut nodes);
    // Ready structs are most of what a big schema costs: what was asked for by name has one.
    let asked = options.only.iter().flatten().filter_map(|name| naming.specs.get(name.as_str()));
    let ready: BTreeSet<&str> = asked.map(|there| there.name.as_str()).collect();
    let ready = ready.into_iter().map(Json::text).collect();
    files.insert(0, manifest(options, ready, &files));
    Ok(Imported { files, report: report.sorted() })
}

/// A file that holds one section of the schema.
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
