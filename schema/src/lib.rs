//! The built-in schema as text, so that published crates and installed tools carry it.
//!
//! Data only: `graph-schema` reads it, nothing else should.

macro_rules! files {
    ($($name:literal),* $(,)?) => {
        /// Every file: its name relative to the manifest, and its text. The first one is the manifest.
        pub const FILES: &[(&str, &str)] = &[$(($name, include_str!(concat!("../", $name)))),*];
    };
}

files! {
    "graph.json",
    "objects.json",
    "enums.json",
    "permissions.json",
    "errors.json",
    "nodes/user.json",
    "nodes/page.json",
    "nodes/application.json",
    "nodes/album.json",
    "nodes/app_request.json",
    "nodes/event.json",
    "nodes/link.json",
    "nodes/note.json",
    "nodes/photo.json",
    "nodes/post.json",
    "nodes/question.json",
    "nodes/video.json",
    "nodes/messenger.json",
}

/// The JSON Schema of schema files, for editors.
pub const META: &str = include_str!("../meta/graph.schema.json");

/// The text of a file.
pub fn file(name: &str) -> Option<&'static str> {
    FILES.iter().find(|(known, _)| *known == name).map(|(_, text)| *text)
}
