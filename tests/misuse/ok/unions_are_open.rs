use graph_platform::whatsapp::Media;

fn describe(media: &Media) -> &str {
    match media {
        Media::Id(id) => id,
        Media::Link(link) => link,
        _ => "unknown",
    }
}

fn main() {}
