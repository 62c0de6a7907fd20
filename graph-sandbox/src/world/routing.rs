//! Decides which of several APIs answers a call. On the platform, the host decides; here, all APIs share one host.

use graph_schema::{
    Schema, call,
    model::{Connection, Method, Node, NodeId, Operation, Segment, Target, Type},
};

use super::{World, store::Store, tokens::Caller};
use crate::protocol::{Call, Verb};

/// How well an API fits a call. The fields are compared in their order.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Fit {
    reach: Reach,
    /// Whether the version is that of the API.
    is_version: bool,
    /// Whether the API has all permissions of the token.
    is_granting: bool,
    /// How many of the fields and parameters the API describes.
    names: usize,
}

/// How much of the path and method of a call an API describes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Reach {
    /// It has the object.
    Object,
    /// It describes the path, but not with this method.
    Path,
    /// It describes the path with this method.
    Call,
}

impl World {
    /// Turns to the API that answers a call; to the first one if none fits.
    pub(crate) fn turn_to_call(&mut self, call: &Call) {
        if !self.has_several_apis() {
            return;
        }
        let caller = self.tokens.caller(call.token.as_deref()).ok();
        self.turn_to(0);
        self.turn_to_best(|schema, store| fit(schema, store, call, caller.as_ref()));
    }
}

/// `None` if the API does not know the object of the call.
fn fit(schema: &Schema, store: &Store, call: &Call, caller: Option<&Caller>) -> Option<Fit> {
    let segments: Vec<&str> = call.segments.iter().map(String::as_str).collect();
    let ids = call.param("ids").and_then(|ids| ids.split(',').next());
    let first = segments.first().copied().or(ids).or(call.param("id"))?;
    let id = if first == "me" { caller?.who.as_deref()? } else { first };
    let called: Vec<(NodeId, &[&str])> = match store.node(id) {
        Some(node) => vec![(node, segments.get(1..).unwrap_or_default())],
        None => named(schema, &segments)
            .filter_map(|(taken, node, _)| Some((node, segments.get(taken..)?)))
            .collect(),
    };
    let best = called.into_iter().map(|(node, below)| (reach(&schema[node], call.verb, below), node, below));
    let (reach, node, below) = best.max_by_key(|(reach, ..)| *reach)?;
    let granted = caller.map(|caller| &caller.granted);
    Some(Fit {
        reach,
        is_version: call.version.is_some() && call.version == schema.version,
        is_granting: granted.is_some_and(|granted| {
            !granted.is_empty() && granted.iter().all(|name| schema.permission(name).is_some())
        }),
        names: names(schema, &schema[node], call, below),
    })
}

/// The targets other than ids that a path can begin with: the number of segments that each takes, its node, and itself.
pub(crate) fn named<'a>(
    schema: &'a Schema,
    segments: &'a [&'a str],
) -> impl Iterator<Item = (usize, NodeId, &'a Target)> {
    let taken = |node: &Node, target: &Target| match target.path.as_deref() {
        // Searches and the like, whose operations have the whole path.
        Some("" | "/") => segments.first().is_some_and(|first| leads(node, first)).then_some(0),
        Some("me") => None,
        // A template of one segment is an id.
        Some(path) if target.args.is_empty() || path.contains('/') => {
            Some(call::beginning(target, segments)?.0)
        }
        _ => None,
    };
    let nodes = schema.nodes().filter(|(_, node)| !node.is_object);
    nodes.flat_map(move |(id, node)| {
        node.targets.iter().filter_map(move |target| Some((taken(node, target)?, id, target)))
    })
}

fn reach(node: &Node, verb: Verb, below: &[&str]) -> Reach {
    let is_called = |operation: &&Operation| method(verb) == operation.method;
    let Some(first) = below.first() else {
        let is_read = verb == Verb::Get && !node.fields.is_empty();
        let mut own = node.operations.iter().filter(|operation| operation.path.is_empty());
        return if is_read || own.any(|operation| is_called(&operation)) {
            Reach::Call
        } else {
            Reach::Object
        };
    };
    let is_listed =
        |connection: &Connection| verb == Verb::Get && (connection.has_list || is_operated(connection, verb));
    let calls = connections(node, first).any(|one| is_listed(one) || is_operated(one, verb))
        || operations(node, first).any(|operation| is_called(&operation));
    match calls {
        true => Reach::Call,
        false if leads(node, first) => Reach::Path,
        false => Reach::Object,
    }
}

fn is_operated(connection: &Connection, verb: Verb) -> bool {
    connection.operations.iter().any(|operation| operation.method == method(verb))
}

/// Whether a node has a connection or an operation whose path begins with this segment.
fn leads(node: &Node, first: &str) -> bool {
    connections(node, first).next().is_some() || operations(node, first).next().is_some()
}

fn connections<'a>(node: &'a Node, first: &'a str) -> impl Iterator<Item = &'a Connection> {
    node.connections.iter().filter(move |connection| connection.path.split('/').next() == Some(first))
}

fn operations<'a>(node: &'a Node, first: &'a str) -> impl Iterator<Item = &'a Operation> {
    node.operations.iter().filter(move |operation| match operation.path.first() {
        Some(Segment::Literal(text)) => text.split('/').find(|part| !part.is_empty()) == Some(first),
        Some(Segment::Param(_)) | None => false,
    })
}

/// How many of the fields and parameters of a call are described.
fn names(schema: &Schema, node: &Node, call: &Call, below: &[&str]) -> usize {
    let connections: Vec<&Connection> =
        below.first().map(|first| connections(node, first).collect()).unwrap_or_default();
    let operations = || {
        let own = node.operations.iter().filter(|_| connections.is_empty());
        let of_connections = connections.iter().flat_map(|connection| &connection.operations);
        own.chain(of_connections).filter(|operation| operation.method == method(call.verb))
    };
    let is_param = |name: &str| {
        operations().flat_map(|operation| &operation.params).any(|param| param.name == name)
            || connections.iter().flat_map(|connection| &connection.params).any(|param| param.name == name)
            || below.is_empty() && node.params.iter().any(|param| param.name == name)
    };
    let read = match connections.first().map(|connection| &connection.item) {
        Some(Type::Node(item) | Type::Ref(item)) => Some(&schema[*item]),
        Some(_) => None,
        None => Some(node),
    };
    let is_field = |name: &&str| {
        read.is_some_and(|read| {
            read.field(name).is_some() || read.connections.iter().any(|connection| connection.name == **name)
        })
    };
    let params = call.params().filter(|(name, _)| is_param(name)).count();
    params + top_level(call.param("fields").unwrap_or_default()).filter(is_field).count()
}

/// The top-level names of a selection: `a` and `b` of `a,b.limit(1){c,d}`.
fn top_level(fields: &str) -> impl Iterator<Item = &str> {
    let mut depth = 0usize;
    let parts = fields.split(move |letter| {
        match letter {
            '{' | '(' => depth += 1,
            '}' | ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        letter == ',' && depth == 0
    });
    parts.map(|part| part.split(['{', '(', '.']).next().unwrap_or_default().trim())
}

fn method(verb: Verb) -> Method {
    match verb {
        Verb::Get => Method::Get,
        Verb::Post => Method::Post,
        Verb::Delete => Method::Delete,
    }
}
