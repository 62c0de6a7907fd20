//! A connection's module: its list and its operations.

use graph_schema::{
    list::List as _,
    model::{Connection, Node, Paging, PerTarget, Requirement, Returns, Rule, TokenKinds, Type},
    reserved,
};

use super::{
    checked,
    constructor::{self, Constructor},
    described::Described,
    docs::{self, Docs},
    fields::{deprecated, edge},
    never, operation,
    scope::Scope,
    types::{ready_type, wire},
};
use crate::{
    code::{Code, Name, code, name},
    names,
    plan::{self, CallPlan, Input, ListForm, ListPlan, Never},
};

/// The method of the node that names a connection, and the module of the connection.
///
/// Methods share as few impls as possible: each impl adds to every build.
pub(super) fn module(
    node: &Node,
    connection: &Connection,
    node_path: &str,
    scope: Scope<'_>,
) -> (Code, Code) {
    let inner = scope.inner();
    let full_name = format!("{}.{}", node.module, connection.name);
    let path = format!("{node_path}/{}", connection.path);
    let module = names::connection_module(&connection.name);
    let method = names::beside_node(&connection.name);
    let docs = facts(connection, &path, scope).attributes_for(&method);
    let module_docs = facts(connection, &path, scope)
        .text(&table(node, connection, &method, &path))
        .attributes_for(&module);
    let deprecated = deprecated(connection.deprecated.as_deref());
    let parts: Vec<_> = connection.path.split('/').filter(|part| !part.is_empty()).list();
    let parts = parts.join("/");
    let list_name = format!("{full_name}.list");
    let described = Described::list(connection);
    let description = (!described.is_plain()).then(|| described.description(&list_name, scope));
    let begin = match &description {
        None => code!(super::__list(self, #list_name, #parts)),
        Some(description) => code!(super::__list_with(self, #description, #parts)),
    };
    let plan = ListPlan::new(connection);
    let list = list(connection, &full_name, inner);
    let call = plan.call();
    let setters = list_setters(connection, &call, inner);
    let (lists, calls): (Vec<_>, Vec<_>) =
        plan::of_connection(connection).into_iter().partition(|plan| plan.operation.returns == Returns::List);
    let (lists, list_methods): (Vec<_>, Vec<_>) =
        lists.iter().map(|plan| list_operation(connection, plan, &full_name, &path, inner)).unzip();
    let (operations, methods): (Vec<_>, Vec<_>) =
        calls.iter().map(|plan| operation::on_connection(&full_name, plan, &path, inner)).unzip();
    let root = inner.to_root();
    let marker = &plan.handle;
    let (handle, required, list_method) = match plan.form {
        ListForm::Plain | ListForm::Method => {
            let handle = code! {
                #docs
                #deprecated
                pub fn #method(self) -> super::List<#module::#marker, T> {
                    #begin
                }
            };
            match plan.form {
                ListForm::Plain | ListForm::Arguments => (handle, None, None),
                ListForm::Method => {
                    let (items, method) = listed(connection, &plan, &call, &full_name, &path, inner);
                    (handle, Some(items), Some(method))
                }
            }
        }
        // It is written in the connection's module, which the types of its arguments are in.
        ListForm::Arguments => {
            let begin = match &description {
                None => code!(#root __list(self, #list_name, #parts)),
                Some(description) => code!(#root __list_with(self, #description, #parts)),
            };
            let Constructor { item, generics, inputs, body } = constructor::new(&call, inner, begin);
            let checked = checked::functions(&call);
            let required = code! {
                #item
                #checked
                impl<T> #root At<super::Node, T> {
                    #docs
                    #deprecated
                    pub fn #method #generics(self #(, #inputs)*) -> #root List<List, T> {
                        #body
                    }
                }
            };
            (Code::default(), Some(required), None)
        }
    };
    let methods: Code = list_method.into_iter().chain(list_methods).chain(methods).collect();
    let methods = (!methods.is_empty()).then(|| code!(impl<T> #root List<#marker, T> { #methods }));
    let module = code! {
        #module_docs
        pub mod #module {
            use super::__rt;
            #list
            #setters
            #required
            #methods
            #(#lists)*
            #(#operations)*
        }
    };
    (handle, module)
}

/// The method that gives a list what it requires, for a connection with operations; and the items that it needs.
fn listed(
    connection: &Connection,
    plan: &ListPlan,
    call: &CallPlan<'_>,
    full_name: &str,
    path: &str,
    scope: Scope<'_>,
) -> (Code, Code) {
    let root = scope.to_root();
    let name = format!("{full_name}.list");
    let marker = marker(connection, &name, &plan.handle, scope);
    let description = Described::list(connection).description(&name, scope);
    let begin = code!(#root __other(self, #description));
    let Constructor { item, generics, inputs, body } = constructor::new(call, scope, begin);
    let checked = checked::functions(call);
    let (docs, method) = (facts(connection, path, scope).attributes_for(&call.method), &call.method);
    let method = code! {
        #docs
        pub fn #method #generics(self #(, #inputs)*) -> #root List<List, T> {
            #body
        }
    };
    (code!(#marker #item #checked), method)
}

/// Documentation of the connection as a whole.
fn facts(connection: &Connection, path: &str, scope: Scope<'_>) -> Docs {
    let docs = Docs::new(&connection.doc, format!("The connection `{}`.", connection.path));
    let docs = match connection.has_list {
        true => docs.say(format!("`GET {path}`")),
        false => docs,
    };
    let docs = docs.needs(scope.schema, &connection.permission, &connection.token).grants(&connection.grants);
    let docs = if connection.has_list { docs.say(paging_text(connection.paging)) } else { docs };
    let docs = match connection.summary {
        Some(summary) => {
            let name = &scope.schema[summary].name;
            docs.say(format!("The `summary` of a page is {}.", docs::a(name)))
        }
        None => docs,
    };
    docs.note(connection.note.as_deref())
}

/// Usage: one row per call.
fn table(node: &Node, connection: &Connection, method: &Name, path: &str) -> String {
    let target = node.targets.first().map_or_else(String::new, |target| {
        let args: Vec<&str> = match (&target.path, target.args.as_slice()) {
            (Some(_), []) => Vec::new(),
            (None, _) => vec!["id"],
            (Some(_), args) => args.iter().map(|(name, _)| name.as_str()).list(),
        };
        format!("{}::{}({})", node.module, target.name, args.join(", "))
    });
    let handle = format!("{target}.{method}()");
    let mut rows = vec!["| call | |".to_owned(), "| --- | --- |".to_owned()];
    let list = ListPlan::new(connection);
    let handle = match list.form {
        ListForm::Arguments => format!("{target}.{method}(..)"),
        ListForm::Plain | ListForm::Method => handle,
    };
    if connection.has_list {
        let list = if list.form == ListForm::Method { format!("{handle}.list(..)") } else { handle.clone() };
        rows.push(format!("| `{list}` | read it with `page`, `pages` or `items` of a client |"));
    }
    for operation in connection.operations.iter().filter(|operation| operation.variant_of.is_none()) {
        let name = names::beside_list(&operation.name);
        let demands = |rule: &Rule| matches!(rule, Rule::AtLeastOne(_) | Rule::ExactlyOne(_));
        let needs_some =
            operation.params.iter().any(|param| param.required) || operation.rules.iter().any(demands);
        let args = if needs_some { ".." } else { "" };
        let what = format!("`{} {}`", operation.method.name(), operation::full_path(path, operation));
        rows.push(format!("| `{handle}.{name}({args})` | {} {what} |", operation.doc.replace('|', "\\|")));
    }
    rows.join("\n")
}

/// The marker type of a connection whose list has not been given what it requires.
fn marker(connection: &Connection, name: &str, marker: &Name, scope: Scope<'_>) -> Code {
    let token = match never::missing(connection) {
        Some(missing) => scope.never(Never::Missing, &missing),
        None => scope.token(&connection.token, &connection.name),
    };
    let facts = ListFacts {
        permission: &connection.permission,
        token: &connection.token,
        subject: connection.name.clone(),
        name: name.to_owned(),
        marker: marker.clone(),
    };
    marker_with(connection, &facts, token, scope)
}

fn list(connection: &Connection, full_name: &str, scope: Scope<'_>) -> Code {
    let facts = ListFacts {
        permission: &connection.permission,
        token: &connection.token,
        subject: connection.name.clone(),
        name: format!("{full_name}.list"),
        marker: name!("List"),
    };
    list_marker(connection, &facts, scope)
}

/// The facts in which lists of one connection differ.
struct ListFacts<'a> {
    permission: &'a PerTarget<Requirement>,
    token: &'a PerTarget<TokenKinds>,
    /// Its name in messages.
    subject: String,
    name: String,
    marker: Name,
}

fn list_marker(connection: &Connection, facts: &ListFacts<'_>, scope: Scope<'_>) -> Code {
    let token = match connection.has_list || facts.marker.as_str() != "List" {
        true => scope.token(facts.token, &facts.subject),
        false => scope.never(Never::List, &facts.subject),
    };
    marker_with(connection, facts, token, scope)
}

fn marker_with(connection: &Connection, facts: &ListFacts<'_>, token: Code, scope: Scope<'_>) -> Code {
    let ListFacts { permission, subject, name, marker, .. } = facts;
    let wire = wire(&connection.item, scope);
    let item = match connection.item {
        Type::Node(node) => scope.ready(node),
        ref item => ready_type(item, scope),
    };
    let edge = edge(connection, scope);
    let paging = name!(
        "{}",
        match connection.paging {
            Paging::Cursor => "Cursors",
            Paging::Time => "Times",
            Paging::Offset => "Offsets",
            Paging::None => "OnePage",
            Paging::Unknown => "Unknown",
        }
    );
    let setters = paging_setters(connection, marker);
    let permission = scope.permission(permission, subject);
    let doc = format!(" Marker type for the list `{name}`.");
    code! {
        #[doc = #doc]
        pub struct #marker;

        impl __rt::ListOperation for #marker {
            type Wire = #wire;
            type Item = #item;
            type Paging = __rt::style::#paging;
            type Setters = __rt::style::#setters;
            type Edge = #edge;
            type Access = __rt::Access<#permission, #token>;
        }
    }
}

/// Which setters of paging the list has from all lists. Only the list itself has the parameters of the connection.
fn paging_setters(connection: &Connection, marker: &Name) -> Name {
    let is_own =
        |name: &str| marker.as_str() == "List" && connection.params.iter().any(|param| param.rust == name);
    if !reserved::PAGING_SETTERS.iter().any(|name| is_own(name)) {
        return name!("AllShared");
    }
    let each = reserved::PAGING_SETTERS.iter().map(|name| if is_own(name) { "Own" } else { "Shared" });
    let each: Vec<String> = each.map(|name| format!("__rt::style::{name}")).list();
    name!("Setters<{}>", each.join(","))
}

/// An operation that answers a list: a method of the connection that gives another list.
fn list_operation(
    connection: &Connection,
    plan: &CallPlan<'_>,
    full_name: &str,
    path: &str,
    scope: Scope<'_>,
) -> (Code, Code) {
    let CallPlan { operation, method, marker, .. } = plan;
    let root = scope.to_root();
    let facts = ListFacts {
        permission: &operation.permission,
        token: &operation.token,
        subject: format!("{}.{}", connection.name, operation.name),
        name: format!("{full_name}.{}", operation.name),
        marker: marker.clone(),
    };
    let item = list_marker(connection, &facts, scope);
    let description =
        Described::list(connection).with_permission(facts.permission).description(&facts.name, scope);
    let docs =
        docs::operation(scope.schema, operation, &operation::full_path(path, operation), &plan.setters)
            .attributes_for(method);
    let begin = code!(#root __other(self, #description));
    let Constructor { generics, inputs, body, .. } = constructor::new(plan, scope, begin);
    let method = code! {
        #docs
        pub fn #method #generics(self #(, #inputs)*) -> #root List<#marker, T> {
            #body
        }
    };
    (item, method)
}

fn list_setters(connection: &Connection, call: &CallPlan<'_>, scope: Scope<'_>) -> Option<Code> {
    if call.setters.is_empty() {
        return None;
    }
    let root = scope.to_root();
    let setters = call.setters.iter().filter_map(|setter| {
        let Input::Param(id) = setter.input else { return None };
        let param = connection.params.get(id.0)?;
        let docs = docs::read_param(param).attributes();
        Some(operation::setter(&setter.name, &docs, param, scope))
    });
    let setters: Vec<_> = setters.list();
    Some(code!(impl<T, I> #root List<List, T, I> { #(#setters)* }))
}

fn paging_text(paging: Paging) -> &'static str {
    match paging {
        Paging::Cursor => "Paged by cursors (`after`, `before`).",
        Paging::Time => "Paged by time (`since`, `until`).",
        Paging::Offset => "Paged by `offset`.",
        Paging::None => "Not paged: the response contains all items.",
        Paging::Unknown => "The paging style is not documented; links to further pages are followed.",
    }
}
