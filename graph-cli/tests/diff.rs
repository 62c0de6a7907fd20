//! `graph schema diff`: every kind of change with its place and verdict, and the sources of schemas.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod support;

use std::{fs, path::Path, process::Command};

use serde_json::{Value, json};
use support::{fine, folder, graph, lines};

/// A schema with every construct.
fn base() -> Value {
    json!({
        "nodes": {
            "User": {
                "targets": { "me": { "path": "me", "whose": "self" }, "id": { "whose": "unknown" } },
                "fields": {
                    "id": { "type": "Id<User>", "presence": "always" },
                    "name": { "type": "string", "presence": "usual", "token": "none" },
                    "birthday": { "type": "Birthday", "permission": { "self": "mine", "friend": "theirs" } }
                },
                "connections": {
                    "gifts": {
                        "item": "Gift", "paging": "cursor", "token": ["user", "app"],
                        "permission": { "any": ["mine", "other"] },
                        "params": { "kind": { "type": "Kind" } },
                        "operations": {
                            "create": {
                                "method": "POST",
                                "params": {
                                    "title": { "type": "string", "required": true, "max_length": 20 },
                                    "size": { "type": "integer", "min": 1 },
                                    "note": { "type": "string" }
                                },
                                "returns": { "id": "Id<User>" },
                                "errors": { "9001": { "name": "TooMany" } }
                            }
                        }
                    }
                }
            }
        },
        "objects": { "Gift": { "fields": { "title": { "type": "string" } } } },
        "enums": { "Kind": { "words": ["BIG", "SMALL"] } },
        "permissions": { "mine": "One.", "theirs": "Another.", "other": "A third." },
        "errors": { "190": { "name": "TokenInvalid", "kind": "authentication", "meaning": "It is not valid." } }
    })
}

/// Changes the base schema, and returns the exit code and the rows of the diff.
fn compared(name: &str, change: &dyn Fn(&mut Value)) -> (i32, Vec<Value>) {
    let mut new = base();
    change(&mut new);
    let files = [("old.json", base().to_string()), ("new.json", new.to_string())];
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let folder = folder(&format!("diff-{name}"), &files);
    let path = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    let (status, out, err) = graph(&["schema", "diff", &path("old.json"), &path("new.json"), "--json"]);
    assert_eq!(err, "", "{name}");
    (status, lines(&out))
}

const USER: &str = "/nodes/User";
const GIFTS: &str = "/nodes/User/connections/gifts";
const CREATE: &str = "/nodes/User/connections/gifts/operations/create";

#[test]
fn each_change_has_its_kind_place_and_verdict() {
    // Place, key, new value (`null` removes it), and the expected kind, verdict and place.
    let cases: &[(&str, &str, Value, &str, &str, &str)] = &[
        (USER, "doc", json!("A person."), "doc", "patch", "User"),
        (USER, "version", json!("v2.6"), "wire", "major", "User"),
        (USER, "job", json!({ "state": "name", "done": "x", "every": 5 }), "answer", "minor", "User"),
        ("/nodes/User/fields", "name", json!(null), "removed", "major", "User.name"),
        ("/nodes/User/fields", "age", json!({ "type": "integer" }), "added", "minor", "User.age"),
        ("/nodes/User/fields/name", "type", json!("integer"), "type", "major", "User.name"),
        ("/nodes/User/fields/name", "presence", json!("gated"), "presence", "major", "User.name"),
        ("/nodes/User/fields/id", "presence", json!("usual"), "presence", "patch", "User.id"),
        ("/nodes/User/fields/birthday", "presence", json!("usual"), "presence", "minor", "User.birthday"),
        ("/nodes/User/fields/name", "token", json!("any"), "token", "major", "User.name"),
        ("/nodes/User/fields/birthday", "permission", json!(null), "permission", "minor", "User.birthday"),
        ("/nodes/User/fields/name", "permission", json!("mine"), "permission", "major", "User.name"),
        (
            "/nodes/User/fields/name",
            "permission",
            json!({ "widens": "mine" }),
            "permission",
            "minor",
            "User.name",
        ),
        ("/nodes/User/fields/name", "deprecated", json!("It goes."), "deprecated", "minor", "User.name"),
        ("/nodes/User/fields/name", "on_request", json!(true), "doc", "patch", "User.name"),
        ("/nodes/User/targets", "me", json!(null), "removed", "major", "User by `me`"),
        ("/nodes/User/targets/id", "whose", json!("other"), "permission", "major", "User by `id`"),
        (GIFTS, "paging", json!("time"), "paging", "major", "User.gifts"),
        (GIFTS, "item", json!("string"), "type", "major", "User.gifts"),
        (GIFTS, "path", json!("presents"), "wire", "major", "User.gifts"),
        (GIFTS, "permission", json!("mine"), "permission", "major", "User.gifts"),
        (
            GIFTS,
            "permission",
            json!({ "any": ["mine", "other", "theirs"] }),
            "permission",
            "minor",
            "User.gifts",
        ),
        (GIFTS, "token", json!("any"), "token", "minor", "User.gifts"),
        (GIFTS, "items_are", json!("friend"), "permission", "major", "User.gifts"),
        (
            "/nodes/User/connections/gifts/params",
            "kind",
            json!(null),
            "removed",
            "major",
            "user.gifts.list(kind)",
        ),
        (
            "/nodes/User/connections/gifts/params",
            "year",
            json!({ "type": "integer", "required": true }),
            "required",
            "major",
            "user.gifts.list(year)",
        ),
        (CREATE, "method", json!("GET"), "wire", "major", "user.gifts.create"),
        (CREATE, "permission", json!("mine"), "permission", "major", "user.gifts.create"),
        (
            CREATE,
            "returns",
            json!({ "id": "Id<User>", "more": "string" }),
            "answer",
            // An id alone is always present; among other members it is optional.
            "major",
            "user.gifts.create",
        ),
        (CREATE, "returns", json!("success"), "answer", "major", "user.gifts.create"),
        (
            CREATE,
            "rules",
            json!([{ "not_together": ["size", "note"] }]),
            "rule",
            "major",
            "user.gifts.create",
        ),
        ("P", "note", json!(null), "removed", "major", "user.gifts.create(note)"),
        ("P", "more", json!({ "type": "string" }), "added", "minor", "user.gifts.create(more)"),
        (
            "P",
            "more",
            json!({ "type": "string", "required": true }),
            "required",
            "major",
            "user.gifts.create(more)",
        ),
        ("P/note", "required", json!(true), "required", "major", "user.gifts.create(note)"),
        ("P/title", "max_length", json!(10), "limit", "major", "user.gifts.create(title)"),
        ("P/title", "max_length", json!(30), "limit", "minor", "user.gifts.create(title)"),
        ("P/title", "min_length", json!(1), "limit", "major", "user.gifts.create(title)"),
        ("P/size", "min", json!(0), "limit", "minor", "user.gifts.create(size)"),
        ("P/size", "max", json!(9), "limit", "major", "user.gifts.create(size)"),
        ("P/size", "default", json!(2), "doc", "patch", "user.gifts.create(size)"),
        ("P/note", "only_with", json!("size"), "rule", "major", "user.gifts.create"),
        (
            "/nodes/User/connections/gifts/operations/create/errors",
            "9002",
            json!({ "name": "TooFew" }),
            "added",
            "minor",
            "user.gifts.create error 9002",
        ),
        (
            "/nodes/User/connections/gifts/operations/create/errors/9001",
            "name",
            json!("Many"),
            "type",
            "major",
            "user.gifts.create error 9001",
        ),
        ("/enums/Kind", "words", json!(["BIG"]), "removed", "major", "Kind.SMALL"),
        ("/enums/Kind", "words", json!(["BIG", "SMALL", "TINY"]), "added", "minor", "Kind.TINY"),
        ("/permissions", "fourth", json!("A fourth."), "added", "minor", "fourth"),
        ("/errors/190", "retry", json!("soon"), "retry", "major", "error 190"),
        ("/errors/190", "meaning", json!("It is old."), "doc", "patch", "error 190"),
        ("/errors/190", "remedy", json!("Log in."), "doc", "patch", "error 190"),
    ];
    for (at, (place, key, value, kind, verdict, shown)) in cases.iter().enumerate() {
        let place = place.replacen('P', &format!("{CREATE}/params"), usize::from(place.starts_with('P')));
        let (status, rows) = compared(&at.to_string(), &|schema| {
            let object = schema.pointer_mut(&place).and_then(Value::as_object_mut).unwrap();
            match value {
                Value::Null => object.remove(*key),
                value => object.insert((*key).to_owned(), value.clone()),
            };
        });
        let what = format!("{place} {key} = {value}: {rows:?}");
        let found = rows.iter().find(|row| row["kind"] == *kind && row["place"] == *shown);
        let found = found.unwrap_or_else(|| panic!("{what}"));
        assert_eq!(found["verdict"], *verdict, "{what}");
        let summary = rows.last().unwrap();
        assert_eq!((&summary["kind"], &summary["verdict"]), (&json!("summary"), &json!(verdict)), "{what}");
        assert_eq!(status, i32::from(*verdict == "major"), "{what}");
    }
}

#[test]
fn equal_schemas_have_no_changes() {
    assert_eq!(fine(&["schema", "diff", "builtin", "builtin"]), "no changes\n");
    let (status, rows) = compared("same", &|_| {});
    assert_eq!((status, rows.len(), &rows[0]["verdict"]), (0, 1, &json!("patch")));
}

#[test]
fn the_order_of_arguments_matters() {
    let (_, rows) = compared("order", &|schema| {
        *schema.pointer_mut(&format!("{CREATE}/params")).unwrap() = json!({
            "size": { "type": "integer", "min": 1, "required": true },
            "title": { "type": "string", "required": true, "max_length": 20 },
            "note": { "type": "string" }
        });
    });
    assert!(rows.iter().any(|row| row["kind"] == "required" && row["verdict"] == "major"), "{rows:?}");
}

#[test]
fn the_text_lists_breaking_changes_first() {
    let files = [
        ("old/graph.json", r#"{ "enums": { "Kind": { "words": ["BIG", "SMALL"] } } }"#),
        ("new/graph.json", r#"{ "doc": "More.", "enums": { "Kind": { "words": ["BIG", "TINY"] } } }"#),
    ];
    let folder = folder("diff-text", &files);
    let path = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    let (status, out, _) = graph(&["schema", "diff", &path("old"), &path("new")]);
    assert_eq!(status, 1);
    assert_eq!(
        out,
        "Breaking (1)\n  removed     Kind.SMALL: value removed\n\n\
         Additions (not breaking) (1)\n  added       Kind.TINY: value added\n\n\
         No effect on code (1)\n  doc         the API: documentation changed\n\n\
         3 changes: this is a major version\n"
    );
}

fn git(folder: &Path, arguments: &[&str]) {
    let output = Command::new("git")
        .arg("-C")
        .arg(folder)
        .args(["-c", "user.name=A", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"])
        .args(arguments)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn a_git_revision_is_compared_with_the_working_tree() {
    let folder = folder(
        "diff-git",
        &[
            ("api/graph.json", r#"{ "files": ["enums.json"] }"#),
            ("api/enums.json", r#"{ "enums": { "Kind": { "words": ["BIG", "SMALL"] } } }"#),
        ],
    );
    git(&folder, &["init", "-q"]);
    git(&folder, &["add", "."]);
    git(&folder, &["commit", "-qm", "First"]);
    fs::write(folder.join("api/enums.json"), r#"{ "enums": { "Kind": { "words": ["BIG"] } } }"#).unwrap();
    let api = folder.join("api");
    let manifest = api.join("graph.json");
    for path in [&api, &manifest] {
        let (status, out, err) = graph(&["schema", "diff", "--git", "HEAD", path.to_str().unwrap()]);
        assert_eq!((status, err.as_str()), (1, ""));
        assert!(out.contains("Kind.SMALL"), "{out}");
    }
    let output = Command::new(env!("CARGO_BIN_EXE_graph"))
        .current_dir(&folder)
        .args(["schema", "diff", "HEAD:api", "api"])
        .output()
        .unwrap();
    assert!(String::from_utf8(output.stdout).unwrap().contains("Kind.SMALL"));
    let (status, _, err) = graph(&["schema", "diff", "--git", "nowhere", api.to_str().unwrap()]);
    assert_eq!(status, 2);
    assert!(err.contains("git cannot read nowhere:"), "{err}");
}

#[test]
fn invalid_comparisons_are_reported() {
    let broken = folder("diff-broken", &[("graph.json", r#"{ "nodes": 7 }"#)]);
    let broken = broken.to_str().unwrap();
    for (arguments, message) in [
        (&["builtin"][..], "nothing to compare with"),
        (&["builtin", "builtin", "--git", "HEAD"], "give one path only"),
        (&["builtin", "/nowhere/graph.json"], "cannot read"),
        (&["builtin", broken], "error[G0005]"),
        (&["--git=--upload-pack=x", "."], "invalid revision"),
        (&["--git", "HEAD", "/nowhere"], "`/nowhere` does not exist"),
    ] {
        let (status, out, err) = graph(&[&["schema", "diff"], arguments].concat());
        assert_eq!((status, out.as_str()), (2, ""), "{arguments:?}: {err}");
        assert!(err.contains(message), "{arguments:?}: {err}");
    }
}
