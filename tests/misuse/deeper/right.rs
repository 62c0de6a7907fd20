//! A module in a folder of its own: the path is relative to this file.

pub mod api {
    graph_client::graph_api!("../schema/no_json_mended.json");
}
