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
    let asked = |node: &graph_schema::model::Node| node.fields.iter().filter(|field| !field.unasked).count();
    let fields = |name: &str| schema.node(name).map_or(0, |(_, node)| asked(node));
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
        "pages" => {
            let metrics: usize =
                ["PageMetric", "PostMetric", "VideoMetric", "StoryMetric"].into_iter().map(words).sum();
            format!("{metrics} metrics, {} kinds of change in the feed", count("FeedItem"))
        }
        "instagram" | "instagram_login" => {
            format!(
                "{} kinds of post, {} metrics of posts and {} of accounts",
                count("NewMedia"),
                words("MediaMetric"),
                words("AccountMeasure")
            )
        }
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
        row("pages", "Pages: posts, media, comments, metrics and leads"),
        row("instagram", "Instagram with Facebook Login"),
        row("instagram_login", "Instagram with Instagram Login"),
        row("threads", "Threads"),
        row("ads", "Marketing API"),
    ] {
        assert!(readme.contains(&row), "the README lacks:\n{row}");
    }
}

/// Codes whose meaning the platform's pages do not tell, so that there is nothing to advise.
const WITHOUT_REMEDY: [&str; 20] = [
    "2593107",
    "2593108",
    "10/2534077",
    "2022",
    "10303",
    "36103",
    "24001",
    "24002",
    "24005",
    "2071010",
    "2071011",
    "2071014-2071025",
    "2018389-2018396",
    "413",
    "457",
    "3944",
    "3948",
    "3977",
    "3982",
    "42000",
];

#[test]
fn every_error_code_says_what_to_do() {
    for (api, schema) in [
        ("builtin", graph_schema::builtin().into_result().unwrap()),
        ("whatsapp", schema("whatsapp")),
        ("messenger", schema("messenger")),
        ("pages", schema("pages")),
        ("instagram", schema("instagram")),
        ("instagram_login", schema("instagram_login")),
        ("threads", schema("threads")),
        ("ads", schema("ads")),
    ] {
        let code = |error: &graph_schema::model::ErrorCode| {
            let range = error.code;
            let code = if range.first == range.last {
                range.first.to_string()
            } else {
                format!("{}-{}", range.first, range.last)
            };
            error.subcode.map(|subcode| format!("{code}/{subcode}")).unwrap_or(code)
        };
        let silent = schema.errors.iter().filter(|error| error.remedy.is_empty()).map(code);
        let silent: Vec<_> = silent.filter(|code| !WITHOUT_REMEDY.contains(&code.as_str())).collect();
        assert!(silent.is_empty(), "{api}: {silent:?}");
        // The meaning says what is wrong, and the remedy what to do: neither says the other.
        for error in &schema.errors {
            assert!(!error.meaning.is_empty() && error.meaning != error.remedy, "{api}: {}", code(error));
            assert!(error.remedy.is_empty() || error.remedy.ends_with('.'), "{api}: {}", error.remedy);
        }
        // Codes of operations have the remedy of the API's table.
        let of_connections =
            schema.nodes.iter().flat_map(|node| &node.connections).flat_map(|it| &it.operations);
        let operations = schema.nodes.iter().flat_map(|node| &node.operations).chain(of_connections);
        let errors = operations.flat_map(|operation| &operation.errors);
        let silent: Vec<_> = errors.filter(|error| error.remedy.is_empty()).map(|error| error.code).collect();
        assert!(silent.is_empty(), "{api}: {silent:?}");
    }
}

#[test]
fn rates_name_operations_of_the_schema() {
    use graph_platform::{instagram, instagram_login, messenger, pages, whatsapp};
    for (api, rates) in [
        ("whatsapp", vec![whatsapp::rate::pair(), whatsapp::rate::throughput(80)]),
        (
            "messenger",
            vec![messenger::rate::messages(), messenger::rate::conversations(), messenger::rate::profile()],
        ),
        ("pages", vec![pages::rate::reels()]),
        ("instagram", vec![instagram::rate::containers()]),
        ("instagram_login", vec![instagram_login::rate::containers()]),
    ] {
        let schema = schema(api);
        let known: BTreeSet<String> = call::operations(&schema).collect();
        for name in rates.iter().flat_map(|rate| rate.operations()) {
            assert!(known.contains(*name), "{api} has no operation {name}");
        }
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
    assert_eq!(
        graph_schema::shipped().collect::<Vec<_>>(),
        ["whatsapp", "messenger", "pages", "instagram", "instagram_login", "threads", "ads"]
    );
}
