//~ says: comet.json
//~ says: [G0001]
//~ promise: Schemas and macros: A schema that is not there is named, with where it was looked for.
mod api {
    graph_client::graph_api!("schema/files.json");
}

fn main() {}
