//! Selects the operation that a call means.

use graph_schema::{
    Schema,
    call::{self as schema_call, ProblemKind, Received},
    model::{Method, Operation, Param, ParamId, ParamPlace, Scalar, Segment, Type},
};
use serde_json::Value;

use super::rules;
use crate::protocol::{Call, File, Refusal, Verb};

/// An operation with a call's arguments.
#[derive(Clone, Debug)]
pub(crate) struct Bound<'a> {
    pub(crate) operation: &'a Operation,
    /// The arguments as sent, in parameter order.
    pub(super) texts: Vec<Option<String>>,
    /// The checked values, in parameter order.
    pub(super) values: Vec<Option<Value>>,
    /// The uploaded files of each parameter.
    pub(super) files: Vec<Vec<File>>,
    /// What arrived, if the operation has more than plain parameters.
    pub(super) received: Option<Received>,
}

impl Bound<'_> {
    pub(super) fn has(&self, id: ParamId) -> bool {
        self.texts.get(id.0).is_some_and(Option::is_some)
    }

    /// The argument of a parameter as sent.
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        let at = self.operation.params.iter().position(|param| param.name == name)?;
        self.texts.get(at)?.as_deref()
    }

    /// All that was sent, each member of a flat parameter by itself, with the constants of the operation.
    pub(super) fn given(&self) -> Vec<(String, String)> {
        let plain = |value: &Value| match value {
            Value::String(text) => text.clone(),
            value => value.to_string(),
        };
        let constants = self.operation.constants.iter().map(|(name, json)| {
            let value = serde_json::from_str(json).unwrap_or_else(|_| json.as_str().into());
            (name.clone(), plain(&value))
        });
        let mut all: Vec<(String, String)> = constants.collect();
        for (at, param) in self.operation.params.iter().enumerate() {
            match (param.flat, self.values.get(at)) {
                (true, Some(Some(Value::Object(members)))) => {
                    all.extend(members.iter().map(|(name, value)| (name.clone(), plain(value))));
                }
                _ => all.extend(self.texts.get(at).cloned().flatten().map(|text| (param.name.clone(), text))),
            }
        }
        all
    }

    /// The argument of the path parameter.
    pub(super) fn path_value(&self) -> Option<&str> {
        let at = self.operation.params.iter().position(|param| param.place == ParamPlace::Path)?;
        self.texts.get(at)?.as_deref()
    }

    /// An error that the operation documents.
    pub(crate) fn documented(&self, code: i64) -> Refusal {
        let meaning =
            self.operation.errors.iter().find(|error| error.code == code).map_or("", |error| &error.meaning);
        Refusal::new(code, format!("(#{code}) {meaning}"))
    }
}

/// The operation that matches a call best: by method, path, then parameters.
pub(super) fn choose<'a>(
    schema: &Schema,
    operations: &'a [Operation],
    call: &Call,
    rest: &[&str],
) -> Option<Bound<'a>> {
    let method = match call.verb {
        Verb::Get => Method::Get,
        Verb::Post => Method::Post,
        Verb::Delete => Method::Delete,
    };
    let candidates = operations.iter().filter(|operation| operation.method == method);
    let bound = candidates.filter_map(|operation| bind(schema, operation, call, rest));
    bound.min_by_key(|bound| {
        let in_path = bound.operation.params.iter().filter(|param| param.place == ParamPlace::Path).count();
        let (other_constants, unknown, wrong) = match &bound.received {
            Some(Received { wrong, unknown, .. }) => {
                let other = wrong.iter().filter(|wrong| wrong.kind == ProblemKind::Fixed);
                (other.count(), unknown.len(), wrong.len())
            }
            None => {
                let is_unknown = |name: &str| bound.operation.params.iter().all(|param| param.name != name);
                (0, call.params().filter(|(name, _)| is_unknown(name)).count(), 0)
            }
        };
        // Of two that fit, the one with more constants is the special case.
        let constants =
            bound.operation.constants.iter().filter(|(name, _)| call.param(name).is_some()).count();
        let is_variant = bound.operation.variant_of.is_some();
        let fit = (other_constants, rules::violations(bound), unknown, wrong);
        (usize::MAX - in_path, fit, usize::MAX - constants, is_variant)
    })
}

fn bind<'a>(schema: &Schema, operation: &'a Operation, call: &Call, rest: &[&str]) -> Option<Bound<'a>> {
    let files = files(operation, call);
    let received = schema_call::is_described(operation).then(|| received(schema, operation, call));
    let mut texts: Vec<Option<String>> = operation
        .params
        .iter()
        .zip(&files)
        .map(|(param, files)| match (&param.ty, files.first()) {
            (Type::List(_), Some(_)) => {
                Some(Value::from_iter(files.iter().map(|file| file.name.as_str())).to_string())
            }
            (_, Some(file)) => Some(file.name.clone()),
            (_, None) => call.param(&param.name).map(str::to_owned),
        })
        .collect();
    if rest.is_empty() {
        // Old clients send path parameters in the query.
        let all_sent = operation.path.iter().all(|segment| match segment {
            Segment::Literal(_) => false,
            Segment::Param(id) => texts.get(id.0).is_some_and(Option::is_some),
        });
        if !all_sent {
            return None;
        }
    } else {
        if operation.path.len() != rest.len() {
            return None;
        }
        for (segment, part) in operation.path.iter().zip(rest) {
            match segment {
                Segment::Literal(literal) if literal == part => {}
                Segment::Literal(_) => return None,
                Segment::Param(id) => *texts.get_mut(id.0)? = Some((*part).to_owned()),
            }
        }
    }
    for (at, text) in texts.iter_mut().enumerate() {
        let Some(received) = &received else { break };
        let is_given = received.is_given.get(at).copied().unwrap_or_default();
        if text.is_none() && is_given {
            *text = received.values.get(at).cloned().flatten().or_else(|| Some(String::new()));
        }
    }
    Some(Bound { operation, texts, values: Vec::new(), files, received })
}

/// What arrives at an operation that has more than plain parameters.
fn received(schema: &Schema, operation: &Operation, call: &Call) -> Received {
    let form = if call.json.is_some() { &[][..] } else { &call.form };
    let texts = call.query.iter().chain(form).map(|(name, value)| (name.as_str(), value.as_str()));
    let texts: Vec<(&str, &str)> = texts.collect();
    let assumed = operation.params.iter().find_map(|param| assumed(schema, param, &texts));
    let texts: Vec<(&str, &str)> = texts.into_iter().chain(assumed).collect();
    // A body that is not JSON was refused before.
    let mut received =
        schema_call::received(schema, operation, &texts, call.json.as_deref()).unwrap_or_default();
    received.unknown.retain(|name| !is_of_any_call(name));
    received.wrong.retain(|wrong| !is_of_any_call(&wrong.place));
    received
}

/// The tag of a flat union that was not sent, if the file of the first variant was: an image needs no `media_type`.
fn assumed<'a>(schema: &'a Schema, param: &Param, texts: &[(&str, &str)]) -> Option<(&'a str, &'a str)> {
    let Type::Union(union) = param.ty else { return None };
    let union = &schema[union];
    let (tag, first) = (union.form.tag().filter(|_| param.flat)?, union.variants.first()?);
    let is_sent = |name: &str| texts.iter().any(|(known, _)| *known == name);
    let Some(Type::Node(content)) = first.ty else { return None };
    let mut required = schema[content].fields.iter().filter(|field| field.required).peekable();
    required.peek()?;
    let is_first = required.all(|field| field.ty == Type::Scalar(Scalar::Url) && is_sent(&field.name));
    (is_first && !is_sent(tag)).then_some((tag, first.word.as_str()))
}

/// Parameters of the protocol.
fn is_of_any_call(name: &str) -> bool {
    const NAMES: [&str; 10] = [
        "access_token",
        "appsecret_proof",
        "appsecret_time",
        "debug",
        "fields",
        "format",
        "locale",
        "method",
        "pretty",
        "suppress_http_code",
    ];
    NAMES.contains(&name)
}

/// Whether a parameter is a file or a list of files.
pub(super) fn is_file(param: &Param) -> bool {
    match &param.ty {
        Type::Scalar(Scalar::File) => true,
        Type::List(item) => matches!(**item, Type::Scalar(Scalar::File)),
        _ => false,
    }
}

/// The uploaded files of each parameter, by part name: `photo`, `photos`, `photos[0]`. If there is a single
/// file parameter and no part of its name, it takes all files.
fn files(operation: &Operation, call: &Call) -> Vec<Vec<File>> {
    let named = |param: &Param| -> Vec<File> {
        let fits = |part: &str| {
            part.strip_prefix(param.name.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('['))
        };
        call.files.iter().filter(|(part, _)| fits(part)).map(|(_, file)| file.clone()).collect()
    };
    let only = operation.params.iter().filter(|param| is_file(param)).count() == 1;
    let of = |param: &Param| match (is_file(param), named(param)) {
        (false, _) => Vec::new(),
        (true, files) if files.is_empty() && only => {
            call.files.iter().map(|(_, file)| file.clone()).collect()
        }
        (true, files) => files,
    };
    operation.params.iter().map(of).collect()
}

#[cfg(test)]
mod tests {
    use graph_reference::{What, calls, example};

    use super::*;

    /// The calls of each API that is shipped mean the operations that they are examples of.
    #[test]
    fn each_operation_is_chosen_by_its_call() {
        let (mut count, mut wrong) = (0, Vec::new());
        for api in graph_schema::shipped().chain(["builtin"]) {
            let schema = graph_schema::embedded(api).unwrap().schema;
            for found in calls(&schema) {
                let What::Operation(operation) = found.what else { continue };
                let Some(request) = example(&schema, &found) else { continue };
                // Files are parts of a form, which the example does not have.
                if !request.files.is_empty() {
                    continue;
                }
                let form = |pairs: &[(String, String)]| {
                    form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
                };
                let (method, content_type) = (request.method.name(), "application/x-www-form-urlencoded");
                let (query, content_type, body) = match &request.body {
                    Some(body) => (form(&request.query), "application/json", body.clone()),
                    None if method == "GET" => (form(&request.params), content_type, String::new()),
                    None => (String::new(), content_type, form(&request.params)),
                };
                let target = format!("{}?{query}", request.path);
                let call = Call::read(method, &target, None, Some(content_type), body.as_bytes()).unwrap();
                let all =
                    found.connection.map_or(&found.node.operations, |connection| &connection.operations);
                let rest: Vec<&str> = call.segments.iter().map(String::as_str).collect();
                let rest = &rest[rest.len() - operation.path.len()..];
                let chosen = choose(&schema, all, &call, rest).map(|bound| bound.operation.name.as_str());
                let is_same = chosen.is_some() && chosen == operation.variant_of.as_deref();
                if chosen != Some(operation.name.as_str()) && !is_same {
                    wrong.push(format!("{api}: {} as {chosen:?}: {target} {body}", found.name()));
                }
                count += 1;
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        assert!(count > 350, "{count}");
    }
}
