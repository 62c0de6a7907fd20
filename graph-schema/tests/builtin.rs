//! Checks the built-in schema.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use graph_schema::render;

#[test]
fn builtin_schema_has_no_diagnostics() {
    let loaded = graph_schema::builtin();
    let all: Vec<String> =
        loaded.diagnostics.iter().map(|diagnostic| render::plain(diagnostic, &loaded.sources)).collect();
    assert!(all.is_empty(), "{}", all.join("\n\n"));
}

#[test]
fn manifest_lists_every_file() {
    let files: Vec<&str> = graph_schema_files::FILES.iter().map(|(name, _)| *name).collect();
    let manifest = graph_schema_files::file("graph.json").unwrap();
    for name in files.iter().filter(|name| **name != "graph.json") {
        assert!(manifest.contains(&format!("\"{name}\"")), "{name} is not in the manifest");
    }
    let loaded = graph_schema::builtin();
    assert_eq!(loaded.sources.iter().count(), files.len());
}

#[test]
fn model_matches_the_builtin_schema() {
    use graph_schema::model::{Requirement, Rule, TokenKinds};
    let schema = graph_schema::builtin().into_result().unwrap();
    let (_, user) = schema.node("User").unwrap();
    let birthday = user.field("birthday").unwrap();
    let needs = |name: &str| Requirement::Needs(vec![vec![schema.permission(name).unwrap()]]);
    assert_eq!(birthday.permission.own, needs("user_birthday"));
    assert_eq!(birthday.permission.friend, needs("friends_birthday"));
    assert_eq!(birthday.permission.other, birthday.permission.friend, "others fall back to friends");
    assert_eq!(user.field("email").unwrap().permission.friend, Requirement::Never);
    assert_eq!(user.field("name").unwrap().token.own, TokenKinds::NONE_NEEDED);

    let feed = user.connection("feed").unwrap();
    let [create, link, status] = feed.operations.as_slice() else { panic!("expected three operations") };
    assert_eq!(create.name, "create_post");
    assert!(matches!(create.rules[0], Rule::AtLeastOne(ref list) if list.len() == 2));
    assert_eq!(create.rules.iter().filter(|rule| matches!(rule, Rule::OnlyWith { .. })).count(), 5);
    for (variant, demanded) in [(link, "link"), (status, "message")] {
        assert_eq!(variant.variant_of.as_deref(), Some("create_post"));
        assert!(variant.params.iter().all(|param| param.required == (param.name == demanded)));
        assert!(!variant.rules.iter().any(|rule| matches!(rule, Rule::AtLeastOne(_))));
    }
    assert!(!user.updates.contains(&"verified".to_owned()) && user.updates.contains(&"email".to_owned()));
}

/// Reading a pipe would wait for a writer.
#[cfg(unix)]
#[test]
fn a_schema_is_read_from_regular_files() {
    let folder = std::env::temp_dir().join(format!("graph-schema-pipe-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("graph.json"), r#"{ "files": ["pipe.json"] }"#).unwrap();
    let made = std::process::Command::new("mkfifo").arg(folder.join("pipe.json")).status();
    let loaded = made.is_ok_and(|status| status.success()).then(|| graph_schema::load(&folder));
    std::fs::remove_dir_all(&folder).unwrap();
    if let Some(loaded) = loaded {
        let error = loaded.into_result().unwrap_err();
        assert!(error.contains("not a regular file"), "{error}");
    }
}
