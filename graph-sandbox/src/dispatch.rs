//! From a call to its answer.

use graph_schema::model::{Connection, Method, Node, Param, TokenKind, Type};
use serde_json::{Map, Value};

use crate::{
    answer::{Answer, Refusal},
    batch,
    call::{Call, Verb},
    dialog, hook, oauth,
    read::{Visit, selection},
    token::Caller,
    world::World,
    write,
};

/// `?ids=` takes so many.
const MOST_IDS: usize = 50;

/// Answers a call.
pub(crate) fn answer(world: &mut World, call: &Call) -> Answer {
    world.look_at_clock();
    let trace = world.count();
    let mut answer = respond(world, call).unwrap_or_else(|refusal| refusal.answer(trace));
    if let (Some("all" | "info" | "warning"), Some(Value::Object(body))) =
        (call.param("debug"), &mut answer.body)
    {
        body.insert("__debug__".to_owned(), Value::Object(Map::new()));
    }
    if call.verb == Verb::Get && answer.status == 200 {
        answer.tag(call.if_none_match.as_deref());
    }
    if call.flag("suppress_http_code") == Some(true) && answer.status >= 400 {
        answer.status = 200;
    }
    answer
}

fn respond(world: &mut World, call: &Call) -> Result<Answer, Refusal> {
    let segments: Vec<&str> = call.segments.iter().map(String::as_str).collect();
    match segments.as_slice() {
        ["oauth", "access_token"] => return oauth::access_token(world, call),
        ["dialog", "oauth"] => return dialog::answer(world, call),
        _ => {}
    }
    if !call.in_batch && call.params().any(|(name, _)| name.starts_with("_fb_batch_")) {
        return Err(Refusal::new(1, "Invalid parameters of a batch in a request that is none"));
    }
    let caller = world.tokens.caller(call.token.as_deref())?;
    oauth::proof(world, call)?;
    if hook::is_meant(world, call) {
        return hook::answer(world, &caller, call);
    }
    match (call.verb, segments.as_slice()) {
        (Verb::Post, []) if call.param("batch").is_some() => batch::answer(world, call),
        (Verb::Get, ["debug_token"]) => oauth::debug_token(world, &caller, call),
        (Verb::Get, path) if call.param("ids").is_some() => many(world, caller, call, path),
        (_, []) => match call.param("id") {
            Some(id) => one(world, caller, call, id, &[]),
            None => Err(Refusal::new(100, format!("Unsupported {} request.", call.verb.name()))),
        },
        (_, [id, path @ ..]) => one(world, caller, call, id, path),
    }
}

fn one(world: &mut World, caller: Caller, call: &Call, name: &str, path: &[&str]) -> Result<Answer, Refusal> {
    let id = resolve(world, &caller, call, name)?;
    let mut visit = Visit::new(world, caller, call);
    let mut answer = visit.target(call, &id, path)?;
    if call.verb == Verb::Get
        && path.is_empty()
        && call.flag("metadata") == Some(true)
        && let Some(Value::Object(body)) = &mut answer.body
    {
        body.insert("metadata".to_owned(), visit.metadata(&id));
    }
    Ok(answer)
}

/// An object keyed by the names as they were sent.
fn many(world: &mut World, caller: Caller, call: &Call, path: &[&str]) -> Result<Answer, Refusal> {
    let ids = call.param("ids").unwrap_or_default();
    let names: Vec<String> = match serde_json::from_str::<Vec<String>>(ids) {
        Ok(names) => names,
        Err(_) => ids.split(',').map(|id| id.trim().to_owned()).filter(|id| !id.is_empty()).collect(),
    };
    if names.is_empty() {
        return Err(Refusal::parameter("Param ids must name at least one object"));
    }
    if names.len() > MOST_IDS {
        return Err(Refusal::parameter(format!(
            "Too many IDs. Maximum: {MOST_IDS}. Provided: {}.",
            names.len()
        )));
    }
    let mut out = Map::new();
    for name in names {
        let answer = one(world, caller.clone(), call, &name, path)?;
        let body = answer.body.unwrap_or(Value::Null);
        // An empty list comes as PHP has it.
        let is_empty = body.get("data").and_then(Value::as_array).is_some_and(Vec::is_empty);
        let is_bare = is_empty && !path.is_empty() && body.get("summary").is_none();
        out.insert(name, if is_bare { Value::Array(Vec::new()) } else { body });
    }
    Ok(Answer::ok(Value::Object(out)))
}

/// The id behind `me`, an id or a vanity name.
fn resolve(world: &mut World, caller: &Caller, call: &Call, name: &str) -> Result<String, Refusal> {
    if name == "me" {
        return match (caller.kind, &caller.who) {
            (Some(TokenKind::User | TokenKind::Page), Some(who)) => Ok(who.clone()),
            _ => Err(Refusal::new(
                2500,
                "An active access token must be used to query information about the current user.",
            )),
        };
    }
    if world.store.node(name).is_some() {
        return Ok(name.to_owned());
    }
    let is_number = name.bytes().all(|byte| byte.is_ascii_digit() || byte == b'_');
    if is_number {
        return Err(Refusal::no_such_object(name, call.verb.name()));
    }
    match world.store.by_username(name) {
        Some(id) => Ok(id),
        None => {
            Err(Refusal::new(803, format!("(#803) Some of the aliases you requested do not exist: {name}"))
                .status(404))
        }
    }
}

impl Visit<'_> {
    /// A call to a node, or to what lies below it.
    fn target(&mut self, call: &Call, id: &str, path: &[&str]) -> Result<Answer, Refusal> {
        let Some(kind) = self.world.store.node(id) else {
            return Err(Refusal::no_such_object(id, call.verb.name()));
        };
        let schema = self.schema.clone();
        let node = &schema[kind];
        let params: Vec<_> = call.params().cloned().collect();
        if path.is_empty() && call.verb == Verb::Get && !reads_otherwise(node, call) {
            write::params(&schema, &node.params, call)?;
            let selection = call.param("fields").map(selection::read).transpose()?.flatten();
            self.may_read(id)?;
            return self.node(id, selection.as_ref(), false).map(Answer::ok);
        }
        // `photos/uploaded` before `photos`.
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
                self.list(id, connection, &params).map(Answer::ok)
            }
            Some((connection, rest)) => self.operate(call, id, node, Some(connection), rest).map(Answer::ok),
            None => self.operate(call, id, node, None, path).map(Answer::ok),
        }
    }
}

impl Visit<'_> {
    /// Whether a list is the picture that answers with a redirect: a catalogue says no more of it than that
    /// it lists objects with an address.
    fn is_picture(&self, connection: &Connection) -> bool {
        let Type::Node(item) = connection.item else { return false };
        connection.has_list
            && connection.name == "picture"
            && self.schema[item].field("is_silhouette").is_some()
    }
}

/// Whether a GET of a node itself means one of its operations: one with parameters that reading has not.
fn reads_otherwise(node: &Node, call: &Call) -> bool {
    let gets = node.operations.iter().filter(|operation| {
        operation.method == Method::Get && operation.path.is_empty() && !operation.params.is_empty()
    });
    let is_sent = |param: &&Param| {
        call.param(&param.name).is_some() && node.params.iter().all(|known| known.name != param.name)
    };
    let mut fitting = gets.map(|operation| operation.params.iter().filter(is_sent).count());
    fitting.any(|sent| sent > 0)
}
