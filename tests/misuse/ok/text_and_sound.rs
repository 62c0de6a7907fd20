mod api {
    graph_client::graph_api!("../schema/planets.json");
}
use api::planet::signals;

fn signal() -> signals::Sound {
    signals::sound("https://example.com/hi.mp3").volume(11)
}

fn main() {}
