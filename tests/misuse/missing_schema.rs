//~ says: cannot read `$DIR/misuse/schema/nowhere.json`
//~ promise: Schemas and macros: A schema that is not there is named, with where it was looked for.
mod api {
    graph_client::graph_api!("schema/nowhere.json");
}

fn main() {}
