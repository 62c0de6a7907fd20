//~ says: exactly one of `text` and `sound` can be set
//~ rule: exactly_one
//~ promise: Dependent parameters: A parameter of one alternative is refused with another.
mod api {
    graph_client::graph_api!("schema/planets.json");
}
use api::planet::signals;

fn signal() -> signals::Sound {
    signals::sound("https://example.com/hi.mp3").volume(11).text("hi")
}

fn main() {}
