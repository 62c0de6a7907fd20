//! What the description of an operation or a list says at run time.

use graph_schema::model::{Connection, Grants, Method, Operation, PerTarget, Requirement};

use super::{errors, scope::Scope};
use crate::code::{Code, code};

/// What the description of an operation or list says at run time.
#[derive(Clone, Copy)]
pub(super) struct Described<'a> {
    /// Without it, a list.
    operation: Option<&'a Operation>,
    permission: &'a PerTarget<Requirement>,
    grants: &'a Grants,
    host: Option<&'a str>,
}

impl<'a> Described<'a> {
    pub(super) fn operation(operation: &'a Operation) -> Self {
        Self {
            operation: Some(operation),
            permission: &operation.permission,
            grants: &operation.grants,
            host: operation.host.as_deref(),
        }
    }

    /// Of the list of a connection.
    pub(super) fn list(connection: &'a Connection) -> Self {
        Self {
            operation: None,
            permission: &connection.permission,
            grants: &connection.grants,
            host: connection.host.as_deref(),
        }
    }

    /// With the permission of an operation that is another list.
    pub(super) fn with_permission(self, permission: &'a PerTarget<Requirement>) -> Self {
        Self { permission, ..self }
    }

    /// Whether there is nothing to say but the name and the method.
    pub(super) fn is_plain(self) -> bool {
        !self.has_more()
            && self.permission.each().into_iter().all(|requirement| requirement.needs().is_empty())
    }

    /// Whether it has properties that only some operations and lists have.
    fn has_more(self) -> bool {
        self.operation.is_some_and(|operation| !operation.errors.is_empty() || operation.redirects)
            || self.host.is_some()
            || !self.grants.tasks.is_empty()
    }

    pub(super) fn description(self, name: &str, scope: Scope<'_>) -> Code {
        let verb = match self.operation.map(|operation| operation.method) {
            None | Some(Method::Get) => code!(Get),
            Some(Method::Post) => code!(Post),
            Some(Method::Delete) => code!(Delete),
        };
        let (permissions, more) = (self.permissions(scope), self.more());
        code!(__rt::Description { name: #name, verb: __rt::Verb::#verb, permissions: #permissions, more: #more })
    }

    /// For each kind of target, or once if they are all the same.
    fn permissions(self, scope: Scope<'_>) -> Code {
        let [own, friend, other] = self.permission.each().map(Requirement::needs);
        let each = match own == friend && own == other {
            true if own.is_empty() => vec![],
            true => vec![own],
            false => vec![own, friend, other],
        };
        let each = each.into_iter().map(|all| {
            let all = all.iter().map(|any| {
                let names = any.iter().map(|id| &scope.schema[*id].name);
                code!(&[#(#names),*])
            });
            code!(&[#(#all),*])
        });
        code!(&[#(#each),*])
    }

    fn more(self) -> Code {
        if !self.has_more() {
            return code!(__rt::None);
        }
        let errors = self.operation.map_or(&[][..], |operation| &operation.errors);
        let errors = errors.iter().map(|error| {
            let (code, name, meaning, remedy) = (error.code, &error.name, &error.meaning, &error.remedy);
            code!(__rt::OwnError { code: #code, name: #name, meaning: #meaning, remedy: #remedy })
        });
        let redirects = self.operation.is_some_and(|operation| operation.redirects);
        let host = errors::option(self.host);
        let tasks = self.grants.tasks.iter();
        code! {
            __rt::Some(&__rt::More {
                errors: &[#(#errors),*], redirects: #redirects, host: #host, tasks: &[#(#tasks),*],
            })
        }
    }
}
