//! What a field can be: unasked, and with arguments.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]
#![allow(dead_code, missing_docs, reason = "many selections are only requested")]

mod arguments;
mod unasked;
mod values;

pub mod bakery {
    graph_client::graph_api!("../../fields/graph.json");
}

/// The schema of these tests, as the tools read it.
pub fn schema() -> graph_schema::Schema {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/fields/graph.json");
    graph_schema::load(std::path::Path::new(file)).into_result().unwrap()
}

/// A sandbox with these nodes.
pub fn sandbox(name: &str, nodes: &str) -> graph_sandbox::Sandbox {
    let data = std::env::temp_dir().join(format!("graph-tests-fields-{name}-{}.json", std::process::id()));
    std::fs::write(&data, nodes).unwrap();
    let sandbox = graph_sandbox::Sandbox::builder().schema(schema()).load(&data).start().unwrap();
    std::fs::remove_file(&data).unwrap();
    sandbox
}

/// The list of fields that a call requests.
pub fn fields_of(call: &impl graph_client::Describe) -> Option<String> {
    assert_eq!(call.faults(), []);
    let curl = call.curl();
    let (_, rest) = curl.split_once("fields=")?;
    let text = rest.split(['&', '\'', '"']).next()?;
    Some(percent_encoding::percent_decode_str(text).decode_utf8().unwrap().into_owned())
}
