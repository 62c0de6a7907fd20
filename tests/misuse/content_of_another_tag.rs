//~ says: mismatched types
//~ says: expected `Text`, found `Image`
//~ promise: Values: A kind has the content that the schema describes for it.
use graph_platform::whatsapp::{Message, media, message};

fn picture() -> Message {
    Message::Text(message::image(media::id("5")))
}

fn main() {}
