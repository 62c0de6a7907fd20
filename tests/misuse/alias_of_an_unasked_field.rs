//~ says: this field comes unasked: it is not requested, so it has no alias, limit or order
//~ says: use `field = ..` instead of `alias`
//~ promise: Fields: A field that comes unasked has no alias.
use graph_client::*;

mod api {
    graph_client::graph_api!("schema/columns.json");
}
use api::row;

#[derive(Fields)]
#[graph(node = row)]
struct Row {
    visits: i64,
    #[graph(field = moon, alias = place)]
    place: Option<String>,
}

fn main() {}
