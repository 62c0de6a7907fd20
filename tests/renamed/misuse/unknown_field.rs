//~ says: cannot find type `nmae` in module `api::planet::fields`
//~ says: similarly named type alias `name`
mod api {
    renamed_client::graph_api!("planets.json");
}

#[derive(renamed_client::Fields)]
#[graph(node = api::planet)]
struct Planet {
    nmae: String,
}

fn main() {}
