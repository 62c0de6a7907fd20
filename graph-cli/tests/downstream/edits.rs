//! Compares the verdict of each kind of change with the result of compiling a program that uses the changed item.

use std::collections::{BTreeMap, BTreeSet};

use graph_schema::{
    Schema,
    diff::{Change, ChangeKind, Changes, Verdict, compare},
};

use crate::{
    list::{Edit, base, edits},
    package::Package,
};

/// The imports of a program.
const USES: &str = "use super::api::{self, gift, page, user::{self, gifts, photos}};\nuse graph_client::*;\n\
                    permissions! { pub struct Mine in api: [mine]; }\npermissions! { pub struct Theirs in api: [theirs]; }\n";

/// The new schema.
fn edited(edit: &Edit) -> String {
    let mut new = base();
    (edit.change)(&mut new);
    let text = new.to_string();
    match edit.order {
        None => text,
        Some((old, new)) => {
            assert!(text.contains(old), "{}: {text}", edit.name);
            text.replace(old, new)
        }
    }
}

fn schema(text: &str) -> Result<Schema, String> {
    graph_schema::parse(&[("graph.json", text)]).into_result()
}

#[test]
fn the_verdict_matches_the_compiler() {
    let edits = edits();
    assert!(edits.len() >= 30, "{}", edits.len());
    let names: BTreeSet<&str> = edits.iter().map(|edit| edit.name).collect();
    assert_eq!(names.len(), edits.len(), "names must be unique");

    // Every program compiles against the schema it was written for.
    let package = Package::new("edits", &[]);
    std::fs::create_dir_all(package.folder.join("src")).unwrap();
    package.write("base.json", &base().to_string());
    let module = |at: usize, api: &str| {
        format!("#![allow(warnings)]\n{api}\nmod program {{\n{USES}{}\n}}\n", edits[at].program)
    };
    for at in 0..edits.len() {
        package.write(&format!("src/e{at}.rs"), &module(at, "pub use crate::base as api;"));
    }
    let lib = |modules: &BTreeSet<usize>, base: &str| {
        let modules: String = modules.iter().map(|at| format!("mod e{at};\n")).collect();
        format!("#![allow(warnings)]\n{base}{modules}")
    };
    let all: BTreeSet<usize> = (0..edits.len()).collect();
    package.write("src/lib.rs", &lib(&all, "pub mod base { graph_client::graph_api!(\"../base.json\"); }\n"));
    assert_eq!(package.check(), BTreeMap::new(), "the programs must compile");

    // Then against the new one. An error in an early compiler phase hides those of later ones, so the failed
    // programs are removed until the rest compiles.
    for (at, edit) in edits.iter().enumerate() {
        package.write(&format!("src/e{at}.json"), &edited(edit));
        package.write(
            &format!("src/e{at}.rs"),
            &module(at, &format!("pub mod api {{ graph_client::graph_api!(\"e{at}.json\"); }}")),
        );
    }
    let mut failed = BTreeMap::<usize, Vec<String>>::new();
    loop {
        let left: BTreeSet<usize> = all.iter().copied().filter(|at| !failed.contains_key(at)).collect();
        package.write("src/lib.rs", &lib(&left, ""));
        let errors = package.check();
        if errors.is_empty() {
            break;
        }
        for (file, texts) in errors {
            let number = file.trim_start_matches("src/e").trim_end_matches(".rs");
            failed.insert(number.parse().unwrap_or_else(|_| panic!("{file}: {texts:?}")), texts);
        }
    }

    let mut wrong = Vec::new();
    for (at, edit) in edits.iter().enumerate() {
        let changes = match (schema(&base().to_string()), schema(&edited(edit))) {
            (Ok(old), Ok(new)) => compare(&old, &new),
            (_, Err(error)) | (Err(error), _) => {
                wrong.push(format!("{}: {error}", edit.name));
                continue;
            }
        };
        if let Err(reason) = judge(edit, &changes, failed.get(&at)) {
            wrong.push(format!("{}: {reason}\n  {changes:?}", edit.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn judge(edit: &Edit, changes: &Changes, failed: Option<&Vec<String>>) -> Result<(), String> {
    let verdict = changes.verdict();
    if changes.list.is_empty() {
        return Err("nothing changed".to_owned());
    }
    if verdict != edit.verdict {
        return Err(format!("{} and not {}", verdict.name(), edit.verdict.name()));
    }
    match (failed, verdict) {
        (Some(_), Verdict::Major) | (None, Verdict::Minor | Verdict::Patch) => Ok(()),
        (Some(errors), _) => Err(format!("a {} change must compile: {}", verdict.name(), errors.join("\n"))),
        // A program that compiles may still behave differently at run time.
        (None, Verdict::Major) => {
            let at_run_time = |change: &Change| match change.kind {
                ChangeKind::Limit | ChangeKind::Wire | ChangeKind::Retry => true,
                // Only the server checks tasks, features, and what a parameter needs besides.
                ChangeKind::Permission => {
                    change.what.starts_with("task")
                        || change.what.starts_with("feature")
                        || change.place.ends_with(')')
                }
                _ => false,
            };
            match changes.list.iter().filter(|change| change.is_breaking()).all(at_run_time) {
                true => Ok(()),
                false => Err("a major change, but the program compiles".to_owned()),
            }
        }
    }
}
