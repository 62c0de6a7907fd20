//! Names of operations, and what stands behind each.

use std::borrow::Cow;

use super::problem::{Problem, ProblemKind, listed};
use crate::{
    diagnostic::suggest,
    model::{
        Connection, Encoding, ListVariant, Method, Node, Operation, Param, ParamPlace, Returns, Scalar,
        Schema, Type,
    },
};

/// One operation of a schema.
pub(super) struct Found<'a> {
    /// The whole name, such as `user.events.create`.
    pub(super) name: String,
    /// The node whose targets it takes.
    pub(super) node: &'a Node,
    /// The connection that it belongs to, if it belongs to one.
    pub(super) connection: Option<&'a Connection>,
    /// What it does.
    pub(super) what: What<'a>,
}

pub(super) enum What<'a> {
    /// Reads a node.
    Get,
    /// Lists a connection.
    List,
    /// Lists a connection in a special case.
    Variant(&'a ListVariant),
    /// Everything else.
    Operation(&'a Operation),
}

impl<'a> Found<'a> {
    pub(super) fn operation(&self) -> Option<&'a Operation> {
        match self.what {
            What::Operation(operation) => Some(operation),
            What::Get | What::List | What::Variant(_) => None,
        }
    }

    pub(super) fn variant(&self) -> Option<&'a ListVariant> {
        match self.what {
            What::Variant(variant) => Some(variant),
            What::Get | What::List | What::Operation(_) => None,
        }
    }

    pub(super) fn method(&self) -> Method {
        self.operation().map_or(Method::Get, |operation| operation.method)
    }

    /// The list that a special case is one of.
    pub(super) fn base(&self) -> String {
        let connection = self.connection.map_or("", |connection| connection.name.as_str());
        format!("{}.{connection}.list", self.node.module)
    }

    /// All parameters: first those that are described, then those that every read and every list has.
    pub(super) fn params(&self) -> Vec<Cow<'a, Param>> {
        let (own, lists): (&[Param], bool) = match (&self.what, self.connection) {
            (What::List | What::Variant(_), Some(connection)) => (&connection.params, true),
            (What::Get | What::List | What::Variant(_), _) => (&self.node.params, false),
            (What::Operation(operation), _) => (&operation.params, operation.returns == Returns::List),
        };
        let mut params: Vec<Cow<'_, Param>> = own.iter().map(Cow::Borrowed).collect();
        let fields = [("fields", Scalar::String)];
        let of_read = if self.method() == Method::Get { &fields[..] } else { &[] };
        let of_list =
            self.connection.filter(|_| lists).map_or(&[][..], |connection| connection.paging.params());
        for (name, scalar) in of_read.iter().chain(of_list) {
            if !params.iter().any(|param| param.name == *name) {
                params.push(Cow::Owned(self.implied(name, *scalar)));
            }
        }
        params
    }

    fn implied(&self, name: &str, scalar: Scalar) -> Param {
        // Counts of items.
        let (min, max) = match scalar {
            Scalar::Integer => (Some(0), Some(i64::from(u32::MAX))),
            _ => (None, None),
        };
        Param {
            name: name.to_owned(),
            rust: name.to_owned(),
            doc: String::new(),
            note: None,
            ty: Type::Scalar(scalar),
            required: false,
            place: ParamPlace::Call,
            default: None,
            max_length: None,
            min_length: None,
            min,
            max,
            encoding: Encoding::Text,
            deprecated: None,
            span: self.node.span,
        }
    }
}

/// Every operation of a schema, in its order.
pub(super) fn all(schema: &Schema) -> Vec<Found<'_>> {
    let mut all = Vec::new();
    for node in schema.nodes.iter().filter(|node| !node.is_object) {
        let mut add = |name, connection, what| all.push(Found { name, node, connection, what });
        add(node.get.clone(), None, What::Get);
        for operation in &node.operations {
            add(format!("{}.{}", node.module, operation.name), None, What::Operation(operation));
        }
        for connection in &node.connections {
            let place = format!("{}.{}", node.module, connection.name);
            if connection.has_list {
                add(format!("{place}.list"), Some(connection), What::List);
            }
            for variant in &connection.lists {
                add(variant.name.clone(), Some(connection), What::Variant(variant));
            }
            for operation in &connection.operations {
                let name = format!("{place}.{}", operation.name);
                add(name, Some(connection), What::Operation(operation));
            }
        }
    }
    all
}

/// The operation of a name.
pub(super) fn operation<'a>(schema: &'a Schema, name: &str) -> Result<Found<'a>, Problem> {
    let mut all = all(schema);
    if let Some(at) = all.iter().position(|found| found.name == name) {
        return Ok(all.swap_remove(at));
    }
    let names: Vec<&str> = all.iter().map(|found| found.name.as_str()).collect();
    Err(Problem::new(
        ProblemKind::UnknownOperation,
        format!("there is no operation `{name}`"),
        instead(name, &names),
    ))
}

/// What could be called in the place of a name that there is not.
fn instead(name: &str, names: &[&str]) -> String {
    let inside = |place: &str| -> Vec<&str> {
        let rest = |known: &&&str| known.strip_prefix(place).is_some_and(|rest| rest.starts_with('.'));
        names.iter().filter(rest).copied().collect()
    };
    // Where the place is right, the last part is wrong.
    if let Some((place, last)) = name.rsplit_once('.') {
        let list = inside(place);
        let lasts = list.iter().filter_map(|known| known.strip_prefix(place)?.strip_prefix('.'));
        if let Some(near) = suggest(last, lasts) {
            return format!("did you mean `{place}.{near}`?");
        }
        if !list.is_empty() && place.contains('.') {
            return format!("`{place}` has {}", listed(list));
        }
    }
    if let Some(near) = suggest(name, names.iter().copied()) {
        return format!("did you mean `{near}`?");
    }
    let mut modules: Vec<&str> = names.iter().filter_map(|known| known.split('.').next()).collect();
    modules.sort_unstable();
    modules.dedup();
    match name.split_once('.') {
        Some((module, _)) if modules.contains(&module) => {
            format!("`{module}` has {}", listed(inside(module)))
        }
        _ => format!("names begin with {}", listed(modules)),
    }
}
