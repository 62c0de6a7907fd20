//! The calls of a schema, each with its name.

use std::borrow::Cow;

use super::problem::{Problem, ProblemKind, listed};
use crate::{
    diagnostic::suggest,
    model::{
        Connection, Encoding, Limits, ListVariant, Method, Node, Operation, Param, ParamPlace, PerTarget,
        Requirement, Returns, Scalar, Schema, Type,
    },
};

/// A call that the schema describes: a read, a list or an operation.
#[derive(Clone, Copy, Debug)]
pub struct Call<'a> {
    /// The node whose targets it accepts.
    pub node: &'a Node,
    /// The connection it belongs to, if any.
    pub connection: Option<&'a Connection>,
    /// What the call does.
    pub what: What<'a>,
}

/// What a [`Call`] does.
#[derive(Clone, Copy, Debug)]
pub enum What<'a> {
    /// Reads a node.
    Get,
    /// Lists a connection.
    List,
    /// Lists a connection, as a special case.
    Variant(&'a ListVariant),
    /// Any other operation.
    Operation(&'a Operation),
}

impl<'a> Call<'a> {
    /// The full name, such as `user.events.create`.
    #[must_use]
    pub fn name(&self) -> String {
        let place = match self.connection {
            Some(connection) => format!("{}.{}", self.node.module, connection.name),
            None => self.node.module.clone(),
        };
        match self.what {
            What::Get => self.node.get.clone(),
            What::List => format!("{place}.list"),
            What::Variant(variant) => variant.name.clone(),
            What::Operation(operation) => format!("{place}.{}", operation.name),
        }
    }

    /// The base URL of the host that it is sent to.
    #[must_use]
    pub fn host(&self, schema: &'a Schema) -> &'a str {
        let host = match (self.operation(), self.connection) {
            (Some(operation), _) => operation.host.as_ref(),
            (None, Some(connection)) => connection.host.as_ref(),
            (None, None) => self.node.host.as_ref(),
        };
        host.unwrap_or(&schema.host)
    }

    /// The version at the start of its path.
    #[must_use]
    pub fn version(&self, schema: &'a Schema) -> Option<&'a str> {
        let own = self.operation().and_then(|operation| operation.version.as_deref());
        own.filter(|version| !version.is_empty())
            .or_else(|| schema.version_of(self.node).filter(|_| own.is_none()))
    }

    /// The operation, unless the call reads a node or a list.
    #[must_use]
    pub fn operation(&self) -> Option<&'a Operation> {
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

    /// The HTTP method.
    #[must_use]
    pub fn method(&self) -> Method {
        self.operation().map_or(Method::Get, |operation| operation.method)
    }

    /// The name of the list that a special case belongs to.
    pub(super) fn base(&self) -> String {
        let connection = self.connection.map_or("", |connection| connection.name.as_str());
        format!("{}.{connection}.list", self.node.module)
    }

    /// Returns all parameters: those in the schema, followed by those of every read and list.
    #[must_use]
    pub fn params(&self) -> Vec<Cow<'a, Param>> {
        let (own, lists): (&[Param], bool) = match (self.what, self.connection) {
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
        // Integers are item counts.
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
            limits: Limits { min, max, ..Limits::default() },
            constant: None,
            flat: false,
            brings: Vec::new(),
            permission: PerTarget::everybody(Requirement::None),
            encoding: Encoding::Text,
            deprecated: None,
            span: self.node.span,
        }
    }
}

/// Returns every call of a schema, in schema order.
#[must_use]
pub fn calls(schema: &Schema) -> Vec<Call<'_>> {
    let mut calls = Vec::new();
    for node in schema.nodes.iter().filter(|node| !node.is_object) {
        let mut add = |connection, what| calls.push(Call { node, connection, what });
        add(None, What::Get);
        node.operations.iter().for_each(|operation| add(None, What::Operation(operation)));
        for connection in &node.connections {
            let mut add = |what| add(Some(connection), what);
            if connection.has_list {
                add(What::List);
            }
            connection.lists.iter().map(What::Variant).for_each(&mut add);
            connection.operations.iter().map(What::Operation).for_each(add);
        }
    }
    calls
}

/// Finds a call by its name.
pub(super) fn named<'a>(schema: &'a Schema, name: &str) -> Result<Call<'a>, Problem> {
    let calls = calls(schema);
    let names: Vec<String> = calls.iter().map(Call::name).collect();
    if let Some(at) = names.iter().position(|known| known == name) {
        return Ok(calls[at]);
    }
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    Err(Problem::new(
        ProblemKind::UnknownOperation,
        format!("unknown operation `{name}`"),
        suggestion(name, &names),
    ))
}

/// Suggests a replacement for an unknown name.
fn suggestion(name: &str, names: &[&str]) -> String {
    let inside = |place: &str| -> Vec<&str> {
        let rest = |known: &&&str| known.strip_prefix(place).is_some_and(|rest| rest.starts_with('.'));
        names.iter().filter(rest).copied().collect()
    };
    // If the prefix exists, the last part is wrong.
    if let Some((place, last)) = name.rsplit_once('.') {
        let list = inside(place);
        let lasts = list.iter().filter_map(|known| known.strip_prefix(place)?.strip_prefix('.'));
        if let Some(near) = suggest(last, lasts) {
            return format!("did you mean `{place}.{near}`?");
        }
        if !list.is_empty() && place.contains('.') {
            return format!("the operations of `{place}` are {}", listed(list));
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
            format!("the operations of `{module}` are {}", listed(inside(module)))
        }
        _ => format!("names start with one of {}", listed(modules)),
    }
}
