//! The layers of every crate: a folder uses only folders before it, and a crate depends only on crates before it.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod check;
mod orders;
mod source;

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use check::{Order, violations};
use serde_json::Value;
use source::read_crate;

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

#[test]
fn folders_use_only_the_folders_before_them() {
    let mut messages = Vec::new();
    for order in orders::ORDERS {
        let src = workspace().join(order.package).join("src");
        let root = format!("{}.rs", order.layers.last().unwrap());
        let found = read_crate(&root, &|path| fs::read_to_string(src.join(path)).ok()).unwrap();
        assert!(!found.uses.is_empty(), "{} has no uses", order.package);
        messages.extend(violations(order, &found));
    }
    assert!(messages.is_empty(), "{}", messages.join("\n"));
}

/// The packages of the workspace, with the workspace members that each depends on, and the kind of dependency.
fn dependencies() -> Vec<(String, String, String)> {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["metadata", "--no-deps", "--offline", "--format-version", "1"]).current_dir(workspace());
    let output = cargo.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let text = |value: &Value, key: &str| value[key].as_str().unwrap_or_default().to_owned();
    let packages = metadata["packages"].as_array().unwrap();
    let mut found = Vec::new();
    for package in packages {
        for dependency in package["dependencies"].as_array().unwrap() {
            if packages.iter().any(|member| member["name"] == dependency["name"]) {
                found.push((text(package, "name"), text(dependency, "name"), text(dependency, "kind")));
            }
        }
    }
    assert!(!found.is_empty());
    found
}

#[test]
fn crates_depend_only_on_the_crates_before_them() {
    let rank = |name: &str| orders::CRATES.iter().position(|known| *known == name);
    for (package, dependency, kind) in dependencies() {
        assert!(!orders::LEAVES.contains(&&*dependency), "{package} depends on {dependency}");
        if kind == "dev" {
            continue;
        }
        if let (Some(own), Some(other)) = (rank(&package), rank(&dependency)) {
            assert!(other < own, "{package} depends on {dependency}, which comes later in the order");
        } else {
            assert!(
                rank(&package).is_none(),
                "{package} depends on {dependency}, which is not in the order of crates"
            );
        }
        assert!(
            package != "graph-client" || orders::CLIENT_DEPENDENCIES.contains(&&*dependency),
            "graph-client depends on {dependency} at run time"
        );
    }
}

/// Checks a crate made of files in memory: `lib.rs`, and one file in each of `low`, `mid` and `top`.
#[track_caller]
fn check(low: &str, expected: &[&str]) {
    let files = [
        (
            "lib.rs",
            "mod low;\nmod mid;\nmod top;\npub use top::{Thing, inner::Other as Renamed};\npub fn here() {}",
        ),
        ("low/mod.rs", "mod file;"),
        ("low/file.rs", low),
        ("mid.rs", "#[macro_export]\nmacro_rules! shout { () => {} }"),
        ("top/mod.rs", "pub mod inner;\npub struct Thing;\nuse crate::{low, mid};"),
        ("top/inner.rs", "pub struct Other;"),
    ];
    check_files(&files, &["low", "mid", "top", "lib"], &[], expected);
}

#[track_caller]
fn check_files(
    files: &[(&str, &str)],
    layers: &'static [&'static str],
    exceptions: &'static [(&'static str, &'static str)],
    expected: &[&str],
) {
    let files: BTreeMap<PathBuf, String> =
        files.iter().map(|(name, text)| (PathBuf::from(name), (*text).to_owned())).collect();
    let found = read_crate("lib.rs", &|path| files.get(path).cloned()).unwrap();
    let order = Order { package: "made-up", layers, exceptions };
    assert_eq!(violations(&order, &found), expected);
}

/// The message for a use in `low/file.rs`.
fn upward(line: usize, to: &str, path: &str) -> String {
    format!(
        "made-up/src/low/file.rs:{line}: `low` uses `{to}` (`crate::{path}`), which comes later in the order: \
         low < mid < top < lib"
    )
}

#[test]
fn upward_uses_are_found_in_every_form() {
    for (code, to, path) in [
        ("use crate::top::Thing;", "top", "top::Thing"),
        ("use crate::{top::Thing as Own};", "top", "top::Thing"),
        ("use super::super::top::Thing;", "top", "top::Thing"),
        ("use super::{super::top, file};", "top", "top"),
        ("use crate::top::*;", "top", "top"),
        ("pub(crate) use crate::mid::X;", "mid", "mid::X"),
        ("fn f() { let _ = crate::top::Thing; }", "top", "top::Thing"),
        ("fn f() -> Vec<crate::top::inner::Other> { Vec::new() }", "top", "top::inner::Other"),
        ("fn f(x: &str) { println!(\"{}\", crate::top::name(x)); }", "top", "top::name"),
        ("macro_rules! m { () => { $crate::top::Thing } }", "top", "top::Thing"),
        ("mod inner { use super::super::super::top::Thing; }", "top", "top::Thing"),
        ("#[derive(Clone)] struct S { #[serde(with = \"x\")] a: crate::top::Thing }", "top", "top::Thing"),
        ("impl crate::top::Trait for u8 {}", "top", "top::Trait"),
        // Through the crate root.
        ("use crate::Thing;", "top", "Thing"),
        ("use crate::Renamed;", "top", "Renamed"),
        ("fn f() { crate::shout!(); }", "mid", "shout"),
        ("fn f() { crate::here(); }", "lib", "here"),
        ("use crate::*;", "lib", ""),
    ] {
        check(code, &[&upward(1, to, path)]);
    }
}

#[test]
fn groups_name_each_member_with_its_line() {
    check(
        "use crate::{\n    low,\n    mid::{A, B as C},\n    top::inner::{self, *},\n};",
        &[&upward(3, "mid", "mid::A"), &upward(3, "mid", "mid::B"), &upward(4, "top", "top::inner")],
    );
}

#[test]
fn uses_that_are_not_upward_code_are_ignored() {
    for code in [
        "use crate::low::file;",
        "use super::file; use self::inner::X;",
        "#[cfg(test)] mod tests { use crate::top::Thing; }",
        "#[cfg(test)] use crate::top::Thing;",
        "struct S; impl S { #[cfg(test)] fn f() { crate::top::f(); } }",
        "fn f() { #[cfg(test)] use crate::top::Thing; }",
        "// use crate::top::Thing;\n/// [`crate::top::Thing`]\nfn f() { let _ = \"crate::top::Thing\"; }",
        "use other::top::Thing; use ::top::Thing;",
        "pub(crate) struct S;",
        "fn f() { let _ = quote!(crate::#name); let _ = quote!(crate::); }",
    ] {
        check(code, &[]);
    }
}

#[test]
fn names_on_one_line_do_not_use_each_other() {
    check_files(
        &[("lib.rs", "mod a; mod b;"), ("a.rs", ""), ("b.rs", "use crate::a;")],
        &["a b", "lib"],
        &[],
        &["made-up/src/b.rs:1: `b` uses `a` (`crate::a`), which is on the same line of the order: a b < lib"],
    );
}

#[test]
fn every_folder_needs_a_place_in_the_order() {
    check_files(
        &[("lib.rs", "mod a; mod b;"), ("a.rs", ""), ("b/mod.rs", "")],
        &["a", "c", "lib"],
        &[],
        &[
            "made-up: `src/b` has no place in the order; add it to tests/tests/layers/orders.rs",
            "made-up: the order has `c`, but `src/` does not",
        ],
    );
}

#[test]
fn an_exception_covers_one_file() {
    check_files(
        &[
            ("lib.rs", "mod a; #[path = \"api.rs\"] mod other;"),
            ("a/mod.rs", "mod x; mod y;"),
            ("a/x.rs", "use crate::other::api;"),
            ("a/y.rs", "use crate::other::api;"),
            ("api.rs", ""),
        ],
        &["a", "api", "lib"],
        &[("a/x.rs", "api")],
        &[
            "made-up/src/a/y.rs:1: `a` uses `api` (`crate::other::api`), which comes later in the order: a < api < lib",
        ],
    );
}
