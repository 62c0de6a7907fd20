//! Input that is no catalogue, or only in part: a message, and never a wait.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use graph_import::{Error, Options, import};

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("strange-{name}"));
    drop(fs::remove_dir_all(&folder));
    fs::create_dir_all(&folder).unwrap();
    folder
}

#[cfg(unix)]
fn pipe(path: &Path) {
    assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
}

/// Files that cannot be read are omitted and reported; the others are imported.
#[cfg(unix)]
#[test]
fn what_is_no_file_is_omitted() {
    let folder = folder("parts");
    fs::write(folder.join("Moon.json"), r#"{"apis":[],"fields":[{"name":"id","type":"string"}]}"#).unwrap();
    fs::create_dir(folder.join("Folder.json")).unwrap();
    pipe(&folder.join("Pipe.json"));
    std::os::unix::fs::symlink("/dev/zero", folder.join("Endless.json")).unwrap();
    std::os::unix::fs::symlink("Loop.json", folder.join("Loop.json")).unwrap();
    fs::File::create(folder.join("Huge.json")).unwrap().set_len(10 << 30).unwrap();
    fs::write(folder.join("Deep.json"), "[".repeat(100_000)).unwrap();
    let imported = import(&folder, &Options::default()).unwrap();
    let report = imported.report.to_string();
    for line in [
        "Folder: not a file; omitted",
        "Pipe: not a file; omitted",
        "Endless: not a file; omitted",
        "Loop: cannot be read: ",
        "Huge: longer than 64 MB; omitted",
        "Deep: invalid JSON: recursion limit exceeded",
    ] {
        assert!(report.contains(line), "{line} is missing in\n{report}");
    }
    assert!(imported.files.iter().any(|(name, _)| name == "nodes/moon.json"));
    assert_eq!(imported.report.losses().count(), 6);
}

#[test]
fn nothing_that_can_be_read_is_an_error() {
    let folder = folder("nothing");
    fs::create_dir(folder.join("Folder.json")).unwrap();
    fs::write(folder.join("Torn.json"), "{").unwrap();
    let error = import(&folder, &Options::default()).unwrap_err();
    assert!(matches!(error, Error::Unreadable { .. }));
    let text = error.to_string();
    assert!(text.contains("no spec in `") && text.contains("Torn: invalid JSON"), "{text}");

    let error = import(&folder.join("Torn.json"), &Options::default()).unwrap_err();
    assert!(error.to_string().contains("is not a folder; name the folder"), "{error}");
}

#[cfg(unix)]
#[test]
fn a_pipe_is_not_written_to() {
    let catalogue = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/people");
    let imported = import(&catalogue, &Options::default()).unwrap();
    let out = folder("out");
    pipe(&out.join("graph.json"));
    let error = imported.write(&out).unwrap_err();
    assert!(error.to_string().contains("is not a file and cannot be replaced"), "{error}");
}

/// The documentation of a call names a node that this catalogue has as an object.
#[test]
fn an_id_of_an_object_is_a_string() {
    let folder = folder("object");
    let feed = r#"{"apis":[{"method":"POST","endpoint":"feed","return":"Page","params":[]}],"fields":[]}"#;
    fs::write(folder.join("Page.json"), feed).unwrap();
    fs::write(folder.join("PagePost.json"), r#"{"apis":[],"fields":[]}"#).unwrap();
    let imported = import(&folder, &Options::default()).unwrap();
    let files: Vec<(&str, &str)> =
        imported.files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let loaded = graph_schema::parse(&files).into_result();
    assert!(loaded.is_ok(), "{}", loaded.unwrap_err());
}

#[test]
fn a_file_that_is_read_is_text() {
    let folder = folder("file");
    let spec = r#"{"apis":[{"method":"GET","endpoint":"rings","return":"Moon",
        "params":[{"name":"shape","type":"file","required":false}]}],"fields":[{"name":"id","type":"string"}]}"#;
    fs::write(folder.join("Moon.json"), spec).unwrap();
    let imported = import(&folder, &Options::default()).unwrap();
    let report = imported.report.to_string();
    let line = "Moon, GET rings, parameter shape: a file, which only a POST can send; imported as text";
    assert!(report.contains(line), "{report}");
    let moon = imported.files.iter().find(|(name, _)| name == "nodes/moon.json").unwrap();
    assert!(moon.1.contains(r#""shape": { "type": "string" }"#), "{}", moon.1);
}
