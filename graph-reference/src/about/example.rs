//! Examples: curl lines with example values, and answers.

use graph_codegen::names::article;
use graph_schema::{
    Schema,
    call::{self, Request},
    model::{Field, Method, Node, Operation, Param, ParamId, Returns, Rule, Scalar, Type},
    value::{Layout, is_described},
};
use serde_json::{Map, Value, json};

use super::{
    find::{Call, What},
    reach::reach,
    sample,
};

/// Deeper objects of an example are empty.
const DEEPEST: usize = 2;
/// The greatest number of fields in an example of an answer.
const MOST: usize = 7;

/// The curl line of a call, with example values for its required parameters.
pub fn curl(schema: &Schema, call: &Call<'_>) -> Option<String> {
    Some(line(&example(schema, call)?))
}

/// The JSON body of a call, with example values for its required parameters.
pub(crate) fn body(schema: &Schema, call: &Call<'_>) -> Option<String> {
    let body = example(schema, call)?.body?;
    let value: Value = serde_json::from_str(&body).ok()?;
    serde_json::to_string_pretty(&value).ok()
}

/// The request of a call, with example values for its required parameters.
pub fn example(schema: &Schema, call: &Call<'_>) -> Option<Request> {
    let target = target(schema, call)?;
    let target: Vec<&str> = target.iter().map(String::as_str).collect();
    let params = call.connection.map_or(&[][..], |connection| &connection.params);
    let values = match call.what {
        What::Operation(operation) => values(schema, operation),
        What::Get => required(schema, &call.node.params, &[]),
        What::List => required(schema, params, &[]),
        // It sets some of them itself.
        What::Variant(variant) => required(schema, params, &variant.with),
    };
    let values: Vec<(&str, &str)> =
        values.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    call::request(schema, &call.name(), &target, &values).ok()
}

/// The curl line that requests one field of a node. An object has no path.
pub(crate) fn curl_of_field(schema: &Schema, node: &Node, field: &Field) -> Option<String> {
    if field.unasked {
        return None;
    }
    let request = || reading(schema, node);
    (!node.is_object).then(|| Some(with_fields(&request()?, &requested(schema, field)))).flatten()
}

/// A field as it is requested, with example values for the arguments that it requires.
pub(crate) fn requested(schema: &Schema, field: &Field) -> String {
    let arguments = required(schema, &field.params, &[]);
    let arguments = arguments.iter().map(|(name, value)| format!(".{name}({value})"));
    [field.name.clone()].into_iter().chain(arguments).collect()
}

/// The request that reads a node, without fields.
pub(crate) fn reading(schema: &Schema, node: &Node) -> Option<Request> {
    let call = Call { node, connection: None, what: What::Get };
    let target = target(schema, &call)?;
    let target: Vec<&str> = target.iter().map(String::as_str).collect();
    call::request(schema, &node.get, &target, &[]).ok()
}

/// The same with fields, as a curl line.
pub(crate) fn with_fields(request: &Request, fields: &str) -> String {
    let mut request = request.clone();
    request.params.push(("fields".to_owned(), fields.to_owned()));
    line(&request)
}

/// An example answer of a call.
pub(crate) fn answer(schema: &Schema, call: &Call<'_>) -> Option<String> {
    let page = |ty: &Type| json!({ "data": [whole(schema, ty)], "paging": {} });
    let answer = match (call.what, call.connection) {
        (What::Get, _) => of_node(schema, call.node),
        (What::List | What::Variant(_), Some(connection)) => page(&connection.item),
        (What::Operation(operation), connection) => match &operation.returns {
            Returns::Success => json!(true),
            Returns::Written => json!({ "success": true }),
            Returns::List => page(&connection?.item),
            Returns::Membership(ty) => json!({ "data": [whole(schema, ty)] }),
            Returns::Value(ty) => whole(schema, ty),
            Returns::Members(members) => {
                let members = members.iter().map(|(name, ty)| (name.clone(), answered(schema, ty, name, 1)));
                Value::Object(members.collect())
            }
        },
        (What::List | What::Variant(_), None) => return None,
    };
    serde_json::to_string_pretty(&answer).ok()
}

fn whole(schema: &Schema, ty: &Type) -> Value {
    match ty {
        Type::Node(node) => of_node(schema, &schema[*node]),
        ty => answered(schema, ty, "value", 0),
    }
}

/// A value in an answer, where references and pictures are objects.
fn answered(schema: &Schema, ty: &Type, name: &str, depth: usize) -> Value {
    match ty {
        Type::Ref(node) => json!({ "id": "1234", "name": text(&schema[*node].name) }),
        Type::Scalar(Scalar::Picture) => json!({ "data": { "url": "https://example.com/a.jpg" } }),
        Type::Connection(_) => json!({ "data": [] }),
        Type::List(item) => json!([answered(schema, item, name, depth + 1)]),
        Type::Map(item) => json!({ "a key": answered(schema, item, name, depth + 1) }),
        Type::Keyed(key, item) => {
            json!({ plain(&value(schema, key, "id", depth)): answered(schema, item, name, depth + 1) })
        }
        Type::Encoded(item) => json!(answered(schema, item, name, depth + 1).to_string()),
        ty if Layout::describes(schema, ty) => {
            sample::described(schema, ty, depth).unwrap_or_else(|| json!({}))
        }
        Type::Node(node) if depth < DEEPEST => {
            let fields = schema[*node].fields.iter().filter(|field| field.deprecated.is_none()).take(3);
            let members =
                fields.map(|field| (field.name.clone(), answered(schema, &field.ty, &field.name, depth + 1)));
            Value::Object(members.collect())
        }
        ty => value(schema, ty, name, depth),
    }
}

/// A node with the fields that are nearly always present, and some others.
fn of_node(schema: &Schema, node: &Node) -> Value {
    if let (true, Some((id, _))) = (is_described(node), schema.node(&node.name)) {
        return sample::described(schema, &Type::Node(id), 0).unwrap_or_else(|| json!({}));
    }
    let sure = |field: &&graph_schema::model::Field| field.presence != graph_schema::model::Presence::Gated;
    let mut shown: Vec<_> = node.fields.iter().filter(sure).take(MOST).collect();
    let others =
        node.fields.iter().filter(|field| !sure(field) && !field.on_request && field.deprecated.is_none());
    shown.extend(others.take(MOST.saturating_sub(shown.len())));
    Value::Object(
        shown
            .into_iter()
            .map(|field| (field.name.clone(), answered(schema, &field.ty, &field.name, 1)))
            .collect(),
    )
}

/// One way to name the node: of the person of the token, where it can be.
fn target(schema: &Schema, call: &Call<'_>) -> Option<Vec<String>> {
    let target = reach(call)?.target;
    let mut words = vec![target.name.clone()];
    if target.path.is_none() {
        words.push("1234".to_owned());
    }
    words.extend(target.args.iter().map(|(name, ty)| plain(&value(schema, ty, name, 0))));
    Some(words)
}

/// Example values for what a read requires, but for what is set already.
fn required(schema: &Schema, params: &[Param], set: &[(String, String)]) -> Vec<(String, String)> {
    let is_set = |param: &Param| set.iter().any(|(name, _)| *name == param.name);
    let open = params.iter().filter(|param| param.required && !is_set(param));
    open.map(|param| (param.name.clone(), of_param(schema, param))).collect()
}

fn values(schema: &Schema, operation: &Operation) -> Vec<(String, String)> {
    let first_of_group = |id: ParamId| {
        operation.rules.iter().any(|rule| match rule {
            Rule::AtLeastOne(members) | Rule::ExactlyOne(members) => {
                // A variant requires one of the group.
                members.first() == Some(&id) && !members.iter().any(|id| operation.param(*id).required)
            }
            Rule::NotTogether { .. } | Rule::OnlyWith { .. } | Rule::OnlyOn { .. } => false,
        })
    };
    let needed = |id: ParamId, param: &Param| param.required || first_of_group(id);
    operation
        .params()
        .filter(|(id, param)| needed(*id, param))
        .map(|(_, param)| (param.name.clone(), of_param(schema, param)))
        .collect()
}

pub(crate) fn of_param(schema: &Schema, param: &Param) -> String {
    if let Some(constant) = &param.constant {
        return constant.clone();
    }
    match sample::limited(schema, &param.ty, &param.limits, &param.name, 0) {
        Some(value) => plain(&value),
        None => plain(&value(schema, &param.ty, &param.name, 0)),
    }
}

/// An example of a type.
pub(crate) fn value(schema: &Schema, ty: &Type, name: &str, depth: usize) -> Value {
    match ty {
        Type::Scalar(scalar) => scalar_value(schema, *scalar, name),
        Type::Id(_) | Type::Ref(_) => json!("1234"),
        Type::Enum(id) => json!(schema[*id].words.first().map_or("", |(word, _)| word.as_str())),
        Type::List(item) => json!([value(schema, item, name, depth + 1)]),
        ty if Layout::describes(schema, ty) => {
            sample::described(schema, ty, depth + 1).unwrap_or_else(|| json!({}))
        }
        Type::Encoded(item) => json!(value(schema, item, name, depth + 1).to_string()),
        Type::Map(_) | Type::Keyed(..) | Type::Connection(_) | Type::Union(_) => json!({}),
        Type::Node(_) if depth >= DEEPEST => json!({}),
        Type::Node(node) => {
            let fields = &schema[*node].fields;
            let usual = fields.iter().filter(|field| field.presence != graph_schema::model::Presence::Gated);
            let shown: Vec<_> = usual.chain(fields.first()).collect();
            let members: Map<String, Value> = shown
                .into_iter()
                .map(|field| (field.name.clone(), value(schema, &field.ty, &field.name, depth + 1)))
                .collect();
            Value::Object(members)
        }
    }
}

/// A text that says what belongs there: "an id".
fn text(name: &str) -> String {
    format!("{} {}", article(name), name.replace('_', " "))
}

fn scalar_value(schema: &Schema, scalar: Scalar, name: &str) -> Value {
    match scalar {
        Scalar::String | Scalar::Secret => json!(text(name)),
        Scalar::Url => json!("https://example.com/"),
        Scalar::Picture => json!("https://example.com/a.jpg"),
        Scalar::Integer => json!(1),
        Scalar::Number => json!(48.85),
        Scalar::Boolean => json!(true),
        Scalar::Date | Scalar::EventTime => json!("2012-07-04"),
        Scalar::DateTime => json!("2012-07-04T19:00:00+0000"),
        Scalar::Birthday => json!("07/04/1976"),
        Scalar::Money => json!("3.98"),
        Scalar::TimeZone => json!("Europe/Prague"),
        Scalar::Json => json!({}),
        Scalar::Permission => {
            json!(schema.permissions.first().map_or("", |permission| permission.name.as_str()))
        }
        Scalar::File => json!("file.jpg"),
    }
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// A request as a curl line, without the token.
fn line(request: &Request) -> String {
    let quote = |text: &str| format!("'{}'", text.replace('\'', r"'\''"));
    let mut line = String::from("curl");
    if request.method != Method::Get {
        line += &format!(" -X {}", request.method.name());
    }
    line += " -H 'Authorization: Bearer <token>'";
    let mut url = format!("{}{}", request.host.trim_end_matches('/'), request.path);
    let query = |params: &[(String, String)]| {
        let pairs = params.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value)));
        let pairs: Vec<String> = pairs.collect();
        if pairs.is_empty() { String::new() } else { format!("?{}", pairs.join("&")) }
    };
    if let Some(body) = &request.body {
        line += &format!(" -H 'Content-Type: application/json' -d {}", quote(body));
        url += &query(&request.query);
    } else if request.method == Method::Post {
        for (name, file) in &request.files {
            line += &format!(" -F {}", quote(&format!("{name}=@{file}")));
        }
        let option = if request.files.is_empty() { "--data-urlencode" } else { "--form-string" };
        for (name, value) in &request.params {
            line += &format!(" {option} {}", quote(&format!("{name}={value}")));
        }
    } else {
        url += &query(&request.params);
    }
    format!("{line} {}", quote(&url))
}

fn encoded(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        match byte {
            b'-' | b'.' | b'_' | b'~' => out.push(char::from(byte)),
            byte if byte.is_ascii_alphanumeric() => out.push(char::from(byte)),
            byte => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}
