//! Profile pictures: a redirect to a file, or its JSON form.

use graph_schema::model::{Connection, Type};
use serde_json::{Value, json};

use crate::{
    graph::Visit,
    protocol::{Answer, Call, PREFIX},
};

impl Visit<'_> {
    /// The picture of a node: a redirect, or its URL as JSON.
    pub(crate) fn picture(&self, call: &Call, id: &str) -> Answer {
        let side = |name: &str| call.param(name).and_then(|text| text.parse::<u32>().ok());
        let (width, height) = match (side("width"), side("height")) {
            (None, None) => (50, 50),
            (Some(side), None) | (None, Some(side)) => (side, side),
            (Some(width), Some(height)) => (width, height),
        };
        let (width, height) = match (call.param("type"), call.param("width").or(call.param("height"))) {
            (Some("small"), None) => (50, 75),
            (Some("normal"), None) => (100, 150),
            (Some("large"), None) => (200, 300),
            _ => (width, height),
        };
        let url = format!("{}/{}/pictures/{id}/{width}x{height}.png", self.world.url, PREFIX);
        if call.param("redirect").is_some_and(|word| matches!(word, "false" | "0")) {
            let data = json!({ "url": url, "is_silhouette": false, "width": width, "height": height });
            return Answer::ok(json!({ "data": data }));
        }
        Answer {
            status: 302,
            headers: vec![("content-type", "image/png".to_owned()), ("location", url)],
            body: None::<Value>,
            raw: None,
        }
    }

    /// Whether a connection is the profile picture. A schema from a catalogue describes it only as a list of
    /// objects with a URL.
    pub(crate) fn is_picture(&self, connection: &Connection) -> bool {
        let Type::Node(item) = connection.item else { return false };
        connection.has_list
            && connection.name == "picture"
            && self.schema[item].field("is_silhouette").is_some()
    }
}
