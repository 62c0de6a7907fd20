//~ says: this field cannot be read as `u64`
mod api {
    renamed_client::graph_api!("planets.json");
}

#[derive(renamed_client::Fields)]
#[graph(node = api::planet)]
struct Planet {
    name: u64,
}

fn main() {}
