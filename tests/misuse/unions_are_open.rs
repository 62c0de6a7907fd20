//~ says: non-exhaustive patterns
//~ promise: Values: The platform adds kinds of values, so a `match` has an arm for them.
use graph_platform::whatsapp::Media;

fn describe(media: &Media) -> &str {
    match media {
        Media::Id(id) => id,
        Media::Link(link) => link,
        Media::Other(_) => "unknown",
    }
}

fn main() {}
