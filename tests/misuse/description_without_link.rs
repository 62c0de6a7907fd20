//~ says: `picture`, `name`, `caption` and `description` require `link`
//~ rule: only_with
//~ promise: Dependent parameters: The description of a link requires the link.
use graph_client::api::user::feed;

fn content(text: &str) -> feed::Message {
    feed::message(text).description("What it is about")
}

fn main() {}
