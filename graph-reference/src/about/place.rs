//! The node or connection of an operation, and paths.

use graph_schema::{
    Schema,
    model::{Connection, Node, Operation, Segment},
};

/// The node or connection that operations belong to.
#[derive(Clone, Debug)]
pub struct Place<'a> {
    /// The name of the node.
    pub node: &'a str,
    /// The prefix of the operations' names: `user.events`.
    pub name: String,
    /// The prefix of their paths: `/{user}/events`.
    pub path: String,
}

impl<'a> Place<'a> {
    /// Operations of a node itself.
    #[must_use]
    pub fn of_node(schema: &Schema, node: &'a Node) -> Self {
        let version = schema.version_of(node);
        let version = version.map(|version| format!("/{version}")).unwrap_or_default();
        // An id of several values is shown as the template.
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

    /// The full name of an operation.
    #[must_use]
    pub fn name(&self, operation: &str) -> String {
        format!("{}.{operation}", self.name)
    }

    /// The full path of an operation.
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
