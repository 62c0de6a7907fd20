//! How a list takes its parameters: what it requires is an argument, and everything else a setter.

use graph_schema::{
    list::List as _,
    model::{BodyFormat, Connection, Method, Operation, Param, ParamPlace, Returns},
    reserved::{self, Names},
};

use super::call::{self, CallPlan, Input, Setter};
use crate::{
    code::{Name, name},
    names,
};

/// Where a list takes what it requires.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListForm {
    /// It requires nothing: `user::me().likes()`.
    Plain,
    /// The connection is nothing but its list: `page::id(..).insights(metric)`.
    Arguments,
    /// The connection has operations, which do not take the parameters of its list: `page::id(..).roles().list(app)`.
    Method,
}

impl ListForm {
    /// Where the list of a connection takes what it requires.
    #[must_use]
    pub fn of(connection: &Connection) -> Self {
        let has_operations = || connection.operations.iter().any(|operation| operation.variant_of.is_none());
        match required(connection).next() {
            None => Self::Plain,
            Some(_) if has_operations() => Self::Method,
            Some(_) => Self::Arguments,
        }
    }
}

/// The list of a connection, with its parameters.
#[derive(Clone, Debug)]
pub struct ListPlan {
    /// Where it takes what it requires.
    pub form: ListForm,
    /// The list as an operation; the numbers of its parameters are those of the connection.
    operation: Operation,
    module: Name,
    method: Name,
    taken: Names,
    /// The marker type of the connection before its list has what it requires.
    pub handle: Name,
}

impl ListPlan {
    /// Decides about the list of a connection.
    #[must_use]
    pub fn new(connection: &Connection) -> Self {
        let form = ListForm::of(connection);
        let mut taken = Names::of_operations(&connection.operations);
        let handle = match form {
            ListForm::Plain | ListForm::Arguments => name!("List"),
            ListForm::Method => {
                names::camel(&taken.free("the", "handle", &|name| vec![reserved::camel(name)]))
            }
        };
        Self {
            form,
            operation: operation(connection),
            module: names::connection_module(&connection.name),
            method: match form {
                ListForm::Plain | ListForm::Arguments => names::beside_node(&connection.name),
                ListForm::Method => name!("list"),
            },
            taken,
            handle,
        }
    }

    /// The shape of the call that lists it.
    #[must_use]
    pub fn call(&self) -> CallPlan<'_> {
        self.take(&mut self.taken.clone())
    }

    /// The names that are left to the operations of the connection.
    pub(super) fn names_left(&self) -> Names {
        let mut taken = self.taken.clone();
        if self.form != ListForm::Plain {
            self.take(&mut taken);
        }
        taken
    }

    fn take(&self, taken: &mut Names) -> CallPlan<'_> {
        let (method, module) = (self.method.clone(), self.module.clone());
        let mut plan = call::call(&self.operation, method, module, taken);
        plan.setters = self
            .operation
            .params()
            .filter(|(_, param)| !param.required)
            .map(|(id, param)| Setter {
                name: names::list_setter(&param.rust),
                input: Input::Param(id),
                only_on: None,
                target: None,
            })
            .list();
        plan
    }
}

/// What the list of a connection requires. A connection that cannot be listed requires nothing.
pub(crate) fn required(connection: &Connection) -> impl Iterator<Item = &Param> {
    connection.params.iter().filter(|param| connection.has_list && param.required)
}

fn operation(connection: &Connection) -> Operation {
    // All are sent in the query; a connection has no placeholders in its path.
    let params = connection.params.iter().map(|param| Param {
        place: ParamPlace::Call,
        required: param.required && connection.has_list,
        ..param.clone()
    });
    Operation {
        body: BodyFormat::Form,
        constants: Vec::new(),
        name: "list".to_owned(),
        doc: connection.doc.clone(),
        note: connection.note.clone(),
        method: Method::Get,
        path: Vec::new(),
        params: params.list(),
        rules: Vec::new(),
        permission: connection.permission.clone(),
        token: connection.token.clone(),
        returns: Returns::List,
        redirects: false,
        in_data: false,
        host: None,
        grants: connection.grants.clone(),
        version: None,
        errors: Vec::new(),
        variant_of: None,
        deprecated: connection.deprecated.clone(),
        span: connection.span,
    }
}
