mod api {
    graph_client::graph_api!(builtin);
}

fn main() {}
