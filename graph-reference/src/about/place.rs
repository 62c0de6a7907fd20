//! Where operations hang, and their paths.

use graph_schema::{
    Schema,
    model::{Connection, Node, Operation, Segment},
};

/// What operations hang on.
#[derive(Clone, Debug)]
pub struct Place<'a> {
    /// The name of the node that it belongs to.
    pub node: &'a str,
    /// What the operations' names begin with: `user.events`.
    pub name: String,
    /// What their paths begin with: `/{user}/events`.
    pub path: String,
}

impl<'a> Place<'a> {
    /// Operations of a node itself.
    #[must_use]
    pub fn of_node(schema: &Schema, node: &'a Node) -> Self {
        let version = node.version.as_ref().or(schema.version.as_ref());
        let version = version.map(|version| format!("/{version}")).unwrap_or_default();
        // An id that is made of several values is shown as they make it.
        let composed = node.targets.iter().find(|target| !target.args.is_empty());
        let id =
            composed.and_then(|target| target.path.clone()).unwrap_or_else(|| format!("{{{}}}", node.module));
        Self { node: &node.name, name: node.module.clone(), path: format!("{version}/{id}") }
    }

    /// Operations of a connection.
    #[must_use]
    pub fn of_connection(schema: &Schema, node: &'a Node, connection: &'a Connection) -> Self {
        let Self { name, path, .. } = Self::of_node(schema, node);
        Self {
            node: &node.name,
            name: format!("{name}.{}", connection.name),
            path: format!("{path}/{}", connection.path.trim_matches('/')),
        }
    }

    /// The whole name of an operation of this place.
    #[must_use]
    pub fn name(&self, operation: &str) -> String {
        format!("{}.{operation}", self.name)
    }

    /// The whole path of an operation of this place.
    #[must_use]
    pub fn path_of(&self, operation: &Operation) -> String {
        let mut path = self.path.clone();
        for segment in &operation.path {
            path += "/";
            match segment {
                Segment::Literal(text) => path += text,
                Segment::Param(id) => path += &format!("{{{}}}", operation.param(*id).name),
            }
        }
        path
    }
}
