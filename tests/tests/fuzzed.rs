//! Runs each file of the fuzz corpora through the function that is fuzzed: what was found once stays found.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

#[path = "../../fuzz/src/targets/mod.rs"]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a target fails by panicking")]
mod targets;

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz").join(name)
}

/// The paths in a folder, sorted.
fn paths(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

#[test]
fn each_file_of_the_corpora_passes() {
    // The stack of the compiler, in which macros run: `syn` reads nested expressions by recursion.
    let stack = std::thread::Builder::new().stack_size(16 << 20);
    stack.spawn(run_corpora).unwrap().join().unwrap();
}

fn run_corpora() {
    for (name, run) in targets::ALL {
        let files = paths(&folder("corpus").join(name));
        assert!((1..=60).contains(&files.len()), "{name} has {} files", files.len());
        for file in files {
            // A target that panics names no file.
            println!("{}", file.display());
            run(&fs::read(&file).unwrap());
        }
    }
}

#[test]
fn each_target_has_a_program_and_a_corpus() {
    let names: BTreeSet<&str> = targets::ALL.iter().map(|(name, _)| *name).collect();
    let programs = paths(&folder("fuzz_targets"));
    let corpora = paths(&folder("corpus"));
    let stem = |path: &PathBuf| path.file_stem().unwrap().to_str().unwrap().to_owned();
    assert_eq!(
        programs.iter().map(stem).collect::<BTreeSet<_>>(),
        names.iter().map(|name| (*name).to_owned()).collect()
    );
    assert_eq!(
        corpora.iter().map(stem).collect::<BTreeSet<_>>(),
        names.iter().map(|name| (*name).to_owned()).collect()
    );
    for program in programs {
        let text = fs::read_to_string(&program).unwrap();
        assert!(text.contains(&format!("targets::{}::run(data)", stem(&program))), "{}", program.display());
    }
}

#[test]
fn each_ready_struct_is_an_answer() {
    let schema = graph_schema::builtin().schema;
    let ready: BTreeSet<&str> =
        schema.nodes().filter(|(_, node)| node.is_ready).map(|(_, node)| node.name.as_str()).collect();
    assert_eq!(targets::answer::NAMES.iter().copied().collect::<BTreeSet<_>>(), ready);
}
