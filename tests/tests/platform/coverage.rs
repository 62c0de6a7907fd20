//! What is covered: the table of the README is counted from the schemas.

use std::collections::BTreeSet;

use graph_schema::{Schema, call};

fn schema(api: &str) -> Schema {
    graph_schema::embedded(api).unwrap().into_result().unwrap()
}

/// A line of the table.
fn row(api: &str, title: &str) -> String {
    let schema = schema(api);
    let count = |name: &str| {
        schema.unions.iter().find(|union| union.name == name).map_or(0, |union| union.variants.len())
    };
    let fields = |name: &str| schema.node(name).map_or(0, |(_, node)| node.fields.len());
    let words =
        |name: &str| schema.enums.iter().find(|item| item.name == name).map_or(0, |item| item.words.len());
    let events: BTreeSet<&str> =
        schema.webhooks.iter().flat_map(|webhook| &webhook.events).map(|event| event.rust.as_str()).collect();
    let kinds = match api {
        "whatsapp" => format!(
            "{} kinds of message, {} interactive ones, {} incoming ones",
            count("Message"),
            count("Interactive"),
            count("Incoming")
        ),
        "threads" => {
            format!("{} kinds of post, {} of carousel items", count("Thread"), count("CarouselItem"))
        }
        "ads" => format!("{} fields of insights, {} breakdowns", fields("AdsInsights"), words("Breakdown")),
        _ => format!("{} templates, {} kinds of event", count("Template"), count("EventKind")),
    };
    format!(
        "| `{api}` | {title} | {} | {kinds} | {} | {} |",
        call::operations(&schema).count(),
        events.len(),
        schema.errors.iter().filter(|error| !error.is_common).count()
    )
}

#[test]
fn the_table_of_the_readme_is_counted() {
    let readme = include_str!("../../../README.md");
    for row in [
        row("whatsapp", "WhatsApp Cloud API and Business accounts"),
        row("messenger", "Messenger: Page inbox and Instagram messaging"),
        row("threads", "Threads"),
        row("ads", "Marketing API"),
    ] {
        assert!(readme.contains(&row), "the README lacks:\n{row}");
    }
}

#[test]
fn every_shipped_schema_is_valid_and_laid_out() {
    for (api, files) in graph_schema_files::PLATFORM {
        let loaded = graph_schema::embedded(api).unwrap();
        assert!(loaded.diagnostics.is_empty(), "{api}");
        for (name, text) in *files {
            let laid_out = graph_schema::format::format(name, text).unwrap();
            assert!(laid_out == *text, "`graph schema fmt` changes {name}");
        }
    }
    assert_eq!(graph_schema::shipped().collect::<Vec<_>>(), ["whatsapp", "messenger", "threads", "ads"]);
}
