//! Operations: selecting, checking and running the one that a call means.

mod apply;
mod bind;
mod fields;
mod publish;
mod response;
mod rules;
mod schedule;
mod sent;
mod special;
mod strict;
mod value;

use graph_schema::model::{Connection, Method, Node, Returns, Whose};
use serde_json::Value;

use crate::{
    graph::{Visit, access, read::selection},
    protocol::{Call, File, Refusal, Verb},
};

use bind::Bound;

impl Visit<'_> {
    /// Runs an operation on a node or on one of its connections; `rest` is the path after that.
    pub(crate) fn operate(
        &mut self,
        call: &Call,
        id: &str,
        node: &Node,
        connection: Option<&Connection>,
        rest: &[&str],
    ) -> Result<Value, Refusal> {
        let operations = connection.map_or(&node.operations, |connection| &connection.operations);
        let Some(mut bound) = bind::choose(&self.schema, operations, call, rest) else {
            return Err(unknown(call, id, connection, rest));
        };
        let operation = bound.operation;
        let whose = self.whose(id);
        let granted = self.world.granted(&self.caller, id);
        access::kind(operation.token.of(whose), &self.caller)?;
        match connection {
            Some(connection) if operation.method == Method::Get => {
                access::list(&self.schema, connection, &operation.permission, whose, &granted, id)?;
            }
            _ => access::permission(&self.schema, &operation.permission, whose, &granted)?,
        }
        let is_hiding = operation.params.iter().any(|param| param.name == "is_hidden" && param.required);
        let may_moderate =
            (operation.method == Method::Delete || is_hiding) && self.world.moderates(&self.caller, id);
        let is_others = whose != Whose::Own && self.world.has_owner(id) && !may_moderate;
        if connection.is_none() && operation.method != Method::Get && is_others {
            return Err(Refusal::permission("Permissions error"));
        }
        value::check(&self.schema, &mut bound)?;
        rules::check(&bound, whose)?;
        self.check_time(id, connection, &bound)?;

        // Some operations have a parameter of this name, which selects nothing of what they create.
        let selects = operation.params.iter().all(|param| param.name != "fields");
        let fields = call.param("fields").filter(|_| selects);
        let selection = fields.map(selection::read).transpose()?.flatten();
        if let (Returns::Membership(_), Some(connection)) = (&operation.returns, connection) {
            let wanted = bound.path_value().unwrap_or_default().to_owned();
            return self.matching(id, connection, selection.as_ref(), &|item| item == wanted);
        }
        if let (Returns::List, Some(connection)) = (&operation.returns, connection) {
            let params: Vec<_> = call.params().cloned().collect();
            return self.list(id, connection, &params);
        }
        let name = match connection {
            Some(connection) => format!("{}.{}.{}", node.module, connection.name, operation.name),
            None => format!("{}.{}", node.module, operation.name),
        };
        self.may_send(&name, id, call)?;
        self.keep_files(&mut bound)?;
        let outcome = special::operate(self, &name, id, connection, &bound)?;
        let (mut answer, made) = self.apply(&name, id, connection, &bound, outcome);
        self.message_sent(&name, id, call, &mut answer);
        match (selection, made) {
            (Some(selection), Some(made)) if call.verb == Verb::Post => {
                self.read_back(id, connection, made, &selection).map_err(|refusal| refusal.original(answer))
            }
            _ => Ok(answer),
        }
    }
}

impl Visit<'_> {
    /// Stores uploaded files and replaces their values by URLs.
    fn keep_files(&mut self, bound: &mut Bound<'_>) -> Result<(), Refusal> {
        let world = &mut *self.world;
        world.uploads.check_room(bound.files.iter().flatten())?;
        let mut address = |file: File| {
            let number = world.uploads.add(file);
            world.file_url(number)
        };
        for (value, files) in bound.values.iter_mut().zip(std::mem::take(&mut bound.files)) {
            let is_list = matches!(value, Some(Value::Array(_)));
            let mut addresses = files.into_iter().map(&mut address).map(Value::from);
            if is_list {
                *value = Some(addresses.collect());
            } else if let Some(address) = addresses.next() {
                *value = Some(address);
            }
        }
        Ok(())
    }
}

fn unknown(call: &Call, id: &str, connection: Option<&Connection>, rest: &[&str]) -> Refusal {
    match (connection, rest) {
        (_, []) => Refusal::no_such_object(id, call.verb.name()),
        _ => Refusal::new(2500, format!("Unknown path components: /{}", rest.join("/"))),
    }
}
