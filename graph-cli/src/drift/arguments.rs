//! Options of `graph drift`.

use std::path::PathBuf;

use clap::Args;
use graph_schema::Schema;

use crate::answers::Shape;

/// The recorded responses, and what they are.
#[derive(Args, Debug)]
#[command(group = clap::ArgGroup::new("what").required(true).args(["node", "object", "shape", "webhook"]))]
pub struct DriftOptions {
    /// Each response is this node, such as User
    #[arg(long, value_name = "NODE")]
    pub node: Option<String>,
    /// Each response is this object, such as Location
    #[arg(long, value_name = "OBJECT")]
    pub object: Option<String>,
    /// Each response is a page of this list, such as connection:User.likes
    #[arg(long = "as", value_name = "SHAPE")]
    pub shape: Option<String>,
    /// Each file has a webhook delivery, or one per line, as from `graph webhook listen --record`
    #[arg(long)]
    pub webhook: bool,
    /// A manifest, or a folder with a graph.json. Default: the built-in schema
    #[arg(long, value_name = "PATH")]
    pub schema: Option<PathBuf>,
    /// Print one JSON object per line: each finding, each file, then the totals
    #[arg(long)]
    pub json: bool,
    /// Files with one response or delivery each, as JSON
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
}

impl DriftOptions {
    /// What each response is.
    pub fn shape<'a>(&self, schema: &'a Schema) -> Result<Shape<'a>, String> {
        if self.webhook {
            return Ok(Shape::Delivery);
        }
        Shape::named(schema, self.node.as_deref(), self.object.as_deref(), self.shape.as_deref())
    }
}
