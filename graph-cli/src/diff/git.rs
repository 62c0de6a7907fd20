//! Reads a schema from a revision of a git repository, with the `git` command.

use std::{path::Path, process::Command};

use graph_schema::Loaded;
use serde_json::Value;

/// The schema at a path relative to the root of the repository: `HEAD:schema`.
pub fn object(revision: &str, path: &str) -> Result<Loaded, String> {
    read(Path::new("."), revision, path)
}

/// The schema that a path on the disk had at a revision.
pub fn path(revision: &str, path: &Path) -> Result<Loaded, String> {
    if !path.exists() {
        return Err(format!("`{}` does not exist", path.display()));
    }
    match path.is_dir() {
        true => read(path, revision, "./"),
        false => {
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
            read(folder.unwrap_or(Path::new(".")), revision, &format!("./{name}"))
        }
    }
}

fn read(folder: &Path, revision: &str, path: &str) -> Result<Loaded, String> {
    // Git would take it for an option.
    if revision.starts_with('-') {
        return Err(format!("invalid revision `{revision}`"));
    }
    let name = format!("{revision}:{path}");
    let is_folder = git(folder, &["cat-file", "-t", &name])?.trim() == "tree";
    let (root, manifest) = match (is_folder, path.rsplit_once('/')) {
        (true, _) => (path.trim_end_matches('/').to_owned(), "graph.json".to_owned()),
        (false, Some((root, manifest))) => (root.to_owned(), manifest.to_owned()),
        (false, None) => (String::new(), path.to_owned()),
    };
    let within = |file: &str| match root.as_str() {
        "" => format!("{revision}:{file}"),
        root => format!("{revision}:{root}/{file}"),
    };
    let text = git(folder, &["show", &within(&manifest)])?;
    let listed = serde_json::from_str::<Value>(&text).ok();
    let listed = listed.as_ref().and_then(|json| json.get("files")).and_then(Value::as_array);
    let names = listed.into_iter().flatten().filter_map(Value::as_str);
    let mut files = vec![(manifest, text)];
    for file in names {
        // A listed file that is missing becomes an error of the schema.
        if let Ok(text) = git(folder, &["show", &within(file)]) {
            files.push((file.to_owned(), text));
        }
    }
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    Ok(graph_schema::parse(&files))
}

fn git(folder: &Path, arguments: &[&str]) -> Result<String, String> {
    let output = Command::new("git").arg("-C").arg(folder).args(arguments).output();
    let output = output.map_err(|error| format!("cannot run git: {error}"))?;
    if !output.status.success() {
        let message = String::from_utf8_lossy(&output.stderr);
        let message =
            message.lines().next().unwrap_or("no error message").trim_start_matches("fatal: ").to_owned();
        return Err(format!("git cannot read {}: {message}", arguments.last().unwrap_or(&"")));
    }
    String::from_utf8(output.stdout)
        .map_err(|_| format!("{} is not valid UTF-8", arguments.last().unwrap_or(&"")))
}
