//~ says: unknown type `numbr` [G0008]
//~ says: did you mean `number`?
mod api {
    renamed_client::graph_api!("broken.json");
}

#[derive(renamed_client::Fields)]
#[graph(node = api::planet)]
struct Planet {
    name: String,
}

fn main() {}
