//! Every operation below a person's connections succeeds, and is refused for each violation of its schema.

use std::collections::BTreeMap;

use graph_sandbox::Sandbox;
use graph_schema::{
    Schema,
    model::{
        Connection, Method, Node, Operation, Param, ParamId, ParamPlace, Requirement, Rule, Scalar, Segment,
        TokenKind, Type, Whose,
    },
};

use crate::common::{Answer, raw};

/// An operation and the arguments of a valid call.
struct Case<'a> {
    sandbox: &'a Sandbox,
    schema: &'a Schema,
    name: String,
    operation: &'a Operation,
    path: String,
    params: BTreeMap<String, String>,
}

impl Case<'_> {
    fn send(&self, token: &str, params: &BTreeMap<String, String>) -> Answer {
        let mut path = self.path.clone();
        for segment in &self.operation.path {
            path.push('/');
            path.push_str(match segment {
                Segment::Literal(text) => text,
                Segment::Param(id) => &self.params[&self.operation.param(*id).name],
            });
        }
        let in_path = |name: &str| {
            self.operation.params.iter().any(|param| param.place == ParamPlace::Path && param.name == name)
        };
        let has_file =
            self.operation.params.iter().any(|param| is_file(param) && params.contains_key(&param.name));
        let authorization = format!("Bearer {token}");
        let mut headers = vec![("Authorization", authorization.as_str())];
        let sent: Vec<_> = params.iter().filter(|(name, _)| !in_path(name)).collect();
        let form = form_urlencoded::Serializer::new(String::new()).extend_pairs(&sent).finish();
        let method = match self.operation.method {
            Method::Get => "GET",
            Method::Post => "POST",
            Method::Delete => "DELETE",
        };
        if has_file {
            headers.push(("Content-Type", "multipart/form-data; boundary=b"));
            let parts: String = sent
                .iter()
                .map(|(name, value)| {
                    let is_file =
                        self.operation.params.iter().any(|param| is_file(param) && param.name == **name);
                    let file = if is_file { "; filename=\"f\"" } else { "" };
                    format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n{value}\r\n")
                })
                .collect();
            return raw(self.sandbox.url(), method, &path, &headers, format!("{parts}--b--\r\n").as_bytes());
        }
        match method {
            "POST" => raw(self.sandbox.url(), method, &path, &headers, form.as_bytes()),
            _ => raw(self.sandbox.url(), method, &format!("{path}?{form}"), &headers, b""),
        }
    }

    /// Checks that an invalid call is refused.
    fn refused(&self, token: &str, without: &[ParamId], with: &[ParamId], code: i64, part: &str) {
        let mut params = self.params.clone();
        for id in without {
            params.remove(&self.operation.param(*id).name);
        }
        for id in with {
            let param = self.operation.param(*id);
            params.insert(param.name.clone(), sample(self.sandbox, self.schema, param));
        }
        let answer = self.send(token, &params);
        let (_, is, message) = answer.error();
        assert_eq!(is, code, "{} {params:?}: {answer:?}", self.name);
        assert!(message.contains(part), "{}: `{message}` does not hold `{part}`", self.name);
    }
}

fn is_file(param: &Param) -> bool {
    param.ty == Type::Scalar(Scalar::File)
}

/// A valid value of a parameter.
fn sample(sandbox: &Sandbox, schema: &Schema, param: &Param) -> String {
    if param.name == "achievement" {
        return sandbox.achievement_url();
    }
    fn of(sandbox: &Sandbox, schema: &Schema, ty: &Type) -> String {
        match ty {
            Type::Scalar(Scalar::Integer) => "1".to_owned(),
            Type::Scalar(Scalar::Number | Scalar::Money) => "1.50".to_owned(),
            Type::Scalar(Scalar::Boolean) => "1".to_owned(),
            Type::Scalar(Scalar::Url) => "http://x.example/".to_owned(),
            Type::Scalar(Scalar::Date | Scalar::EventTime | Scalar::DateTime) => "2013-08-01".to_owned(),
            Type::Scalar(Scalar::Json) => "{}".to_owned(),
            Type::Scalar(Scalar::Permission) => "email".to_owned(),
            Type::Scalar(_) => "x".to_owned(),
            Type::Id(node) if schema[*node].name == "User" => sandbox.friend_id(),
            Type::Id(_) => sandbox.page_id(),
            Type::Enum(id) => schema[*id].words[0].0.clone(),
            Type::List(item) if matches!(**item, Type::Scalar(_) | Type::Id(_) | Type::Enum(_)) => {
                of(sandbox, schema, item)
            }
            Type::List(_) => "[]".to_owned(),
            Type::Node(node) if schema[*node].field("value").is_some() => r#"{"value":"SELF"}"#.to_owned(),
            Type::Node(_)
            | Type::Union(_)
            | Type::Ref(_)
            | Type::Map(_)
            | Type::Keyed(..)
            | Type::Encoded(_)
            | Type::Connection(_) => "{}".to_owned(),
        }
    }
    of(sandbox, schema, &param.ty)
}

fn cases<'a>(sandbox: &'a Sandbox, schema: &'a Schema) -> Vec<Case<'a>> {
    let case = |node: &Node, connection: Option<&Connection>, operation: &'a Operation| {
        let own = match node.name.as_str() {
            "User" => sandbox.user_id(),
            _ => return None,
        };
        let connection = connection?;
        let mut params: BTreeMap<String, String> = BTreeMap::new();
        let mut add = |param: &Param| params.insert(param.name.clone(), sample(sandbox, schema, param));
        for param in operation.params.iter().filter(|param| param.required || param.place == ParamPlace::Path)
        {
            add(param);
        }
        for rule in &operation.rules {
            if let Rule::AtLeastOne(group) | Rule::ExactlyOne(group) = rule {
                add(operation.param(group[0]));
            }
        }
        let name = format!("{}.{}.{}", node.module, connection.name, operation.name);
        Some(Case { sandbox, schema, name, operation, path: format!("/{own}/{}", connection.path), params })
    };
    let of_node = |node: &'a Node| {
        let own = node.operations.iter().filter_map(move |operation| case(node, None, operation));
        let below = node.connections.iter().flat_map(move |connection| {
            connection.operations.iter().filter_map(move |operation| case(node, Some(connection), operation))
        });
        own.chain(below)
    };
    schema.nodes.iter().flat_map(of_node).collect()
}

/// A token of an accepted kind, with all permissions.
fn token(sandbox: &Sandbox, case: &Case<'_>) -> String {
    let kinds = case.operation.token.own;
    if kinds.none || kinds.accepts(TokenKind::User) { sandbox.user_token() } else { sandbox.app_token() }
}

#[test]
fn every_operation_enforces_its_schema() {
    let schema = graph_schema::builtin().into_result().unwrap_or_else(|text| panic!("{text}"));
    let sandbox = Sandbox::start().unwrap();
    let cases = cases(&sandbox, &schema);
    assert!(cases.len() > 15, "{}", cases.len());
    let (mut kinds, mut rules) = (0, [0; 5]);
    for case in &cases {
        let Operation { params, rules: own, .. } = case.operation;
        let granted = token(&sandbox, case);

        for kind in TokenKind::ALL {
            if case.operation.token.own.none || case.operation.token.own.accepts(kind) {
                continue;
            }
            let other = match kind {
                TokenKind::User => sandbox.user_token(),
                TokenKind::App => sandbox.app_token(),
                TokenKind::Page => sandbox.page_token(),
            };
            let answer = case.send(&other, &case.params);
            assert!(matches!(answer.error().1, 10 | 200), "{} with {}: {answer:?}", case.name, kind.name());
            kinds += 1;
        }
        if let (Requirement::Needs(all), true) =
            (&case.operation.permission.own, case.operation.token.own.accepts(TokenKind::User))
        {
            let any: Vec<_> = all[0].iter().map(|id| schema[*id].name.clone()).collect();
            case.refused(&sandbox.user_token_with(&[]), &[], &[], 200, &any.join(" or "));
        }
        for (at, param) in params.iter().enumerate().filter(|(_, param)| param.place == ParamPlace::Call) {
            if param.required {
                case.refused(&granted, &[ParamId(at)], &[], 100, "required");
            }
            let too_long = param.limits.max_length.map(|most| "x".repeat(usize::try_from(most).unwrap() + 1));
            if let Some(text) = too_long.filter(|_| !is_file(param)) {
                let mut params = case.params.clone();
                params.insert(param.name.clone(), text);
                case.send(&granted, &params).refused(400, 100, &param.name);
            }
            if let Type::Enum(_) = param.ty {
                let mut params = case.params.clone();
                params.insert(param.name.clone(), "no such word".to_owned());
                case.send(&granted, &params).refused(400, 100, &param.name);
            }
        }
        // A variant that violates its own rule is taken as the operation it is a variant of.
        for rule in own.iter().filter(|_| case.operation.variant_of.is_none()) {
            match rule {
                Rule::AtLeastOne(group) => {
                    case.refused(&granted, group, &[], 100, "At least one");
                    rules[0] += 1;
                }
                Rule::ExactlyOne(group) => {
                    case.refused(&granted, group, &[], 100, "Exactly one");
                    case.refused(&granted, &[], group, 100, "Exactly one");
                    rules[1] += 1;
                }
                Rule::NotTogether { sides, .. } => {
                    let one_of_each: Vec<ParamId> = sides.iter().map(|side| side[0]).collect();
                    case.refused(&granted, &[], &one_of_each, 100, "together");
                    rules[2] += 1;
                }
                Rule::OnlyWith { param, with, .. } => {
                    case.refused(&granted, &[*with], &[*param], 100, "may only be sent with");
                    rules[3] += 1;
                }
                Rule::OnlyOn { param, whose } => {
                    let mut other = Case {
                        path: case.path.clone(),
                        params: case.params.clone(),
                        name: case.name.clone(),
                        ..*case
                    };
                    let (own, theirs) = (sandbox.user_id(), sandbox.friend_id());
                    if *whose == Whose::Own {
                        other.path = other.path.replace(&own, &theirs);
                    }
                    other.refused(&granted, &[], &[*param], 100, "may only be sent for");
                    rules[4] += 1;
                }
            }
        }
    }
    assert!(kinds > 10 && rules.iter().all(|count| *count > 0), "{kinds} {rules:?}");

    // Valid calls succeed. The operation that revokes all permissions comes last.
    let (last, first): (Vec<_>, Vec<_>) =
        cases.iter().partition(|case| case.operation.name.starts_with("revoke"));
    for case in first.iter().chain(&last) {
        let answer = case.send(&token(&sandbox, case), &case.params);
        assert!(matches!(answer.status, 200 | 302), "{}: {answer:?}", case.name);
    }
}
