use graph_client::api::user::feed;

fn content(text: &str) -> feed::Link {
    feed::link("https://example.com").message(text).description("What it is about")
}

fn main() {}
