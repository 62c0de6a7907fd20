//! Profile pictures: a redirect to a file, or its JSON form.

use serde_json::{Value, json};

use crate::{
    answer::{Answer, Refusal},
    call::Call,
    control,
    read::Visit,
};
use graph_schema::model::{Connection, Node};

impl Visit<'_> {
    /// A GET of a connection that has no list: its operation says what may be asked, and where the
    /// schema expects a redirect there is one.
    pub(crate) fn unlisted(
        &mut self,
        call: &Call,
        id: &str,
        node: &Node,
        connection: &Connection,
    ) -> Result<Answer, Refusal> {
        let value = self.operate(call, id, node, Some(connection), &[])?;
        let redirects = connection.operations.iter().any(|operation| operation.redirects);
        if !redirects {
            return Ok(Answer::ok(value));
        }
        Ok(self.picture(call, id))
    }

    /// The picture of a node: a redirect to it, or where it is.
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
        let url = format!("{}/{}/pictures/{id}/{width}x{height}.png", self.world.url, control::PREFIX);
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
}
