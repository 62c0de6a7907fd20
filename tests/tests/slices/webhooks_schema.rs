//! Webhooks in schemas: overlays, layout, comparison, and what is generated without them.

#![expect(clippy::panic, reason = "a test fails by panicking")]

use std::{fs, path::PathBuf};

use graph_schema::{Schema, diff};

fn schema(text: &str) -> Schema {
    graph_schema::parse(&[("graph.json", text)]).into_result().unwrap_or_else(|errors| panic!("{errors}"))
}

/// Everything that a change of webhooks can be.
const BASE: &str = r#"{
  "nodes": { "Page": { "fields": { "id": { "type": "Id<Page>" } } } },
  "permissions": { "read": "" },
  "webhooks": {
    "page": {
      "node": "Page", "messaging": "json",
      "fields": { "feed": { "type": "string", "permission": "read" }, "name": { "type": "string" } }
    },
    "threads": { "envelope": "values", "id": "target_id", "fields": { "replies": { "type": "json" } } }
  }
}"#;

#[test]
fn changes_have_their_verdicts() {
    for (from, to, verdict, shown) in [
        (r#""messaging": "json","#, "", "major", "webhooks of page.messaging: event removed"),
        (
            r#""name": {"#,
            r#""about": { "type": "string" }, "name": {"#,
            "minor",
            "webhooks of page.about: event added",
        ),
        (
            r#""type": "string", "permission": "read""#,
            r#""type": "integer", "permission": "read""#,
            "major",
            "webhooks of page.feed: type changed from `string` to `integer`",
        ),
        (
            r#""name": { "type": "string""#,
            r#""name": { "type": "string", "name": "Title""#,
            "major",
            "webhooks of page.name: Rust name changed from `Name` to `Title`",
        ),
        (
            r#", "permission": "read""#,
            "",
            "patch",
            "webhooks of page.feed: permission changed from `read` to `unknown`",
        ),
        (r#""node": "Page", "#, "", "major", "webhooks of page: node changed from `Page` to `none`"),
        (
            r#", "id": "target_id""#,
            "",
            "major",
            "webhooks of threads: envelope changed from `values of target_id` to `values of nothing`",
        ),
        (
            r#""fields": { "replies""#,
            r#""doc": "Threads.", "fields": { "replies""#,
            "patch",
            "webhooks of threads: documentation changed",
        ),
    ] {
        assert!(BASE.contains(from), "{from}");
        let changes = diff::compare(&schema(BASE), &schema(&BASE.replacen(from, to, 1)));
        let list: Vec<_> =
            changes.list.iter().map(|change| (change.verdict.name(), change.to_string())).collect();
        assert_eq!(list, [(verdict, shown.to_owned())]);
    }
}

#[test]
fn an_overlay_adds_to_an_object_and_changes_a_field() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("webhooks-overlay");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("base.json"), BASE).unwrap();
    let overlay = r#"{
      "extends": "base.json",
      "webhooks": { "page": { "fields": { "feed": { "type": "json" }, "mention": { "type": "json" } } } }
    }"#;
    fs::write(folder.join("graph.json"), overlay).unwrap();
    let schema = graph_schema::load(&folder.join("graph.json")).into_result().unwrap();
    let events = &schema.webhook("page").unwrap().events;
    let shown: Vec<_> = events
        .iter()
        .map(|event| format!("{} {} {}", event.field, event.rust, event.ty.name(&schema)))
        .collect();
    assert_eq!(
        shown,
        ["feed Feed json", "name Name string", "mention Mention json", "messaging Messaging json"]
    );
}

#[test]
fn webhooks_are_laid_out_like_tables() {
    let text = r#"{ "webhooks": { "page": { "fields": { "feed": { "doc": "Posts.", "type": "json" }, "name": { "type": "string" } }, "messaging": "json", "node": "Page" } } }"#;
    let laid_out = r#"{
  "webhooks": {
    "page": {
      "node": "Page", "messaging": "json",
      "fields": {
        "feed": { "type": "json", "doc": "Posts." },
        "name": { "type": "string" }
      }
    }
  }
}
"#;
    assert_eq!(graph_schema::format::format("graph.json", text).unwrap(), laid_out);
}

#[test]
fn nothing_is_generated_without_the_section() {
    let with = graph_codegen::api(&schema(BASE), "mark");
    assert!(with.contains("Webhooks") && with.contains("Event"));
    let mut without = schema(BASE);
    without.webhooks.clear();
    let without = graph_codegen::api(&without, "mark");
    assert!(!without.contains("ebhook"), "{without}");
}

#[test]
fn a_type_of_webhooks_has_a_ready_struct() {
    let text = r#"{
      "ready": ["Other"],
      "objects": {
        "Post": { "fields": { "by": { "type": "Person" } } },
        "Person": { "fields": { "name": { "type": "string" } } },
        "Other": { "fields": { "name": { "type": "string" } } },
        "Unused": { "fields": { "name": { "type": "string" } } }
      },
      "webhooks": { "page": { "fields": { "feed": { "type": "[Post]" } } } }
    }"#;
    let schema = schema(text);
    let ready: Vec<_> =
        schema.nodes.iter().filter(|node| node.is_ready).map(|node| node.name.as_str()).collect();
    assert_eq!(ready, ["Post", "Person", "Other"]);
}
