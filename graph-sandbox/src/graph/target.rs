//! Calls to a node or to anything below it.

use graph_schema::model::{Connection, Method, Node, Param};

use super::{Visit, params, read::selection};
use crate::protocol::{Answer, Call, Refusal, Verb};

impl Visit<'_> {
    /// A call to a node, a connection or an operation.
    pub(crate) fn target(&mut self, call: &Call, id: &str, path: &[&str]) -> Result<Answer, Refusal> {
        let Some(kind) = self.world.store.node(id) else {
            return Err(Refusal::no_such_object(id, call.verb.name()));
        };
        let schema = self.schema.clone();
        let node = &schema[kind];
        let params: Vec<_> = call.params().cloned().collect();
        if path.is_empty() && call.verb == Verb::Get && !is_operation(node, call) {
            params::check(&schema, &node.params, &|name| call.param(name))?;
            let selection = call.param("fields").map(selection::read).transpose()?.flatten();
            self.may_read(id)?;
            return self.node(id, selection.as_ref(), false).map(Answer::ok);
        }
        // The longest path wins: `photos/uploaded` before `photos`.
        let below = node
            .connections
            .iter()
            .filter_map(|connection| {
                let own: Vec<&str> = connection.path.split('/').filter(|part| !part.is_empty()).collect();
                Some((connection, path.strip_prefix(own.as_slice())?))
            })
            .min_by_key(|(_, rest)| rest.len());
        match below {
            Some((connection, [])) if call.verb == Verb::Get && self.is_picture(connection) => {
                self.may_list(id, connection, &connection.permission)?;
                Ok(self.picture(call, id))
            }
            Some((connection, [])) if call.verb == Verb::Get && !connection.has_list => {
                self.unlisted(call, id, node, connection)
            }
            Some((connection, [])) if call.verb == Verb::Get => {
                self.may_list(id, connection, &connection.permission)?;
                params::check(&schema, &connection.params, &|name| call.param(name))?;
                self.list(id, connection, &params).map(Answer::ok)
            }
            Some((connection, rest)) => self.operate(call, id, node, Some(connection), rest).map(Answer::ok),
            None => self.operate(call, id, node, None, path).map(Answer::ok),
        }
    }
}

impl Visit<'_> {
    /// A GET of a connection without a list: runs its operation, or redirects to a picture if the schema says so.
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
}

/// Whether a GET of a node is one of its operations: it has a parameter that only an operation accepts.
fn is_operation(node: &Node, call: &Call) -> bool {
    let gets = node.operations.iter().filter(|operation| {
        operation.method == Method::Get && operation.path.is_empty() && !operation.params.is_empty()
    });
    let is_sent = |param: &&Param| {
        call.param(&param.name).is_some() && node.params.iter().all(|known| known.name != param.name)
    };
    let mut sent_counts = gets.map(|operation| operation.params.iter().filter(is_sent).count());
    sent_counts.any(|sent| sent > 0)
}
