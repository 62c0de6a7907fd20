//~ says: `picture`, `name`, `caption` and `description` require `link`
//~ rule: only_with
//~ promise: Parameters that depend on each other: What describes a link goes only with it.
use graph_client::api::user::feed;

fn content(text: &str) -> feed::Message {
    feed::message(text).description("What it is about")
}

fn main() {}
