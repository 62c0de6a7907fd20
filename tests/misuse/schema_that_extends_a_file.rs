//~ says: "extends" takes "builtin" [G0021]
//~ says: leave "extends" out for a schema of its own
//~ promise: Schemas and macros: A schema extends the built-in one, or none.
mod api {
    graph_client::graph_api!("schema/extends_another.json");
}

fn main() {}
