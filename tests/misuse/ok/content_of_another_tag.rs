use graph_platform::whatsapp::{Message, media, message};

fn picture() -> Message {
    Message::Image(message::image(media::id("5")))
}

fn main() {}
