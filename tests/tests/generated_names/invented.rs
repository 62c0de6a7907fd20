//! Schemas of names that are likely to meet.

use std::fmt::Write as _;

use serde_json::{Map, Value, json};

/// Names of members. Most pairs are the same after a change of case, or with a suffix that generated code adds.
const MEMBERS: &[&str] = &[
    "a",
    "a1",
    "a_1",
    "b",
    "a_or_b",
    "b_or_c",
    "c",
    "a_token",
    "a_list",
    "token",
    "list",
    "create",
    "create_error",
    "create_params",
    "create_answer",
    "create_content",
    "create_content_form",
    "into_a",
    "only_with_a",
    "checked_a",
    "what_changes",
    "type",
    "fn",
    "get",
    "fields",
    "clone",
    "limit",
    "required",
    "value",
    "params",
    "form",
    "given",
    "name",
    "t",
    "k",
    "s",
    "self_a",
    "nobody",
    "content",
    "the_create_content",
    "a_1_a",
    "create_a",
    "rest",
    "id",
];

const TYPES: &[&str] =
    &["K", "S", "T", "F", "H", "Never", "Node", "Nodes", "Updated", "Bb", "Value", "Permission2"];

/// A small generator of numbers, so that a seed always gives the same schema.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9) + 1)
    }

    pub fn below(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % sides as u64).unwrap()
    }

    pub fn one(&mut self, of: &[&'static str]) -> &'static str {
        of[self.below(of.len())]
    }

    pub fn some(&mut self, of: &[&'static str], most: usize) -> Vec<&'static str> {
        let mut some: Vec<&str> = (0..self.below(most + 1)).map(|_| self.one(of)).collect();
        some.sort_unstable();
        some.dedup();
        some
    }

    pub fn is(&mut self, one_in: usize) -> bool {
        self.below(one_in) == 0
    }
}

pub fn schema(seed: u64) -> String {
    let mut dice = Dice::new(seed);
    let permissions = dice.some(MEMBERS, 5);
    let mut nodes: Vec<&str> = dice.some(TYPES, 2);
    nodes.push("N");
    let nodes: Map<String, Value> =
        nodes.iter().map(|name| ((*name).to_owned(), node(name, &permissions, &mut dice))).collect();
    let permissions: Map<String, Value> =
        permissions.iter().map(|name| ((*name).to_owned(), json!("A permission."))).collect();
    let schema = json!({"host": "https://graph.example", "permissions": permissions, "nodes": nodes});
    let mut text = String::new();
    write!(text, "{schema:#}").unwrap();
    text
}

fn node(name: &str, permissions: &[&'static str], dice: &mut Dice) -> Value {
    let mut fields: Map<String, Value> = dice
        .some(MEMBERS, 3)
        .into_iter()
        .map(|field| (field.to_owned(), with_access(json!({"type": "string"}), permissions, dice)))
        .collect();
    fields.insert("id".to_owned(), json!({"type": format!("Id<{name}>")}));
    let connections: Map<String, Value> = dice
        .some(MEMBERS, 2)
        .into_iter()
        .map(|connection| {
            let mut body = with_access(
                json!({"item": name, "operations": operations(name, permissions, dice)}),
                permissions,
                dice,
            );
            if dice.is(3) {
                body["list"] = json!(false);
            }
            (connection.to_owned(), body)
        })
        .collect();
    let names: Map<String, Value> =
        dice.some(TYPES, 1).into_iter().map(|ty| (ty.to_owned(), json!("string"))).collect();
    let targets: Map<String, Value> =
        dice.some(MEMBERS, 1).into_iter().map(|target| (target.to_owned(), json!({}))).collect();
    json!({
        "fields": fields, "connections": connections, "operations": operations(name, permissions, dice),
        "names": names, "targets": targets,
    })
}

fn operations(name: &str, permissions: &[&'static str], dice: &mut Dice) -> Value {
    let operations: Map<String, Value> = dice
        .some(MEMBERS, 3)
        .into_iter()
        .map(|operation| (operation.to_owned(), self::operation(name, permissions, dice)))
        .collect();
    json!(operations)
}

fn operation(node: &str, permissions: &[&'static str], dice: &mut Dice) -> Value {
    let params = dice.some(MEMBERS, 12);
    let ty = dice.one(&["string", "integer"]);
    let mut bodies: Map<String, Value> = params
        .iter()
        .map(|param| {
            ((*param).to_owned(), json!({"type": ty, (if ty == "string" { "max_length" } else { "max" }): 5}))
        })
        .collect();
    let mut rules = Vec::new();
    let mut rest = params.as_slice();
    while rest.len() > 1 && dice.is(2) {
        let (group, others) = rest.split_at((2 + dice.below(4)).min(rest.len()));
        rules.push(json!({(dice.one(&["at_least_one", "exactly_one", "not_together"])): group}));
        rest = others;
    }
    for param in rest {
        match dice.below(4) {
            0 => bodies[*param]["required"] = json!(true),
            1 => bodies[*param]["type"] = json!(node),
            2 if params[0] != *param => {
                let value = match bodies[params[0]]["type"].as_str() {
                    Some("string") => json!(["a", "b"]),
                    Some("integer") => json!(5),
                    _ => Value::Null,
                };
                let any = value.is_null() || dice.is(2);
                let (with, values) = (params[0], json!({(params[0]): value}));
                bodies[*param]["only_with"] = if any { json!(with) } else { values };
            }
            _ => {}
        }
        if bodies[*param]["type"] == node {
            bodies[*param] = json!({"type": node});
        }
    }
    let returns = match dice.below(3) {
        0 => json!("success"),
        1 => json!({"id": format!("Id<{node}>")}),
        _ => json!({"a": "string", "id": "string"}),
    };
    let mut body = json!({"method": "POST", "params": bodies, "rules": rules, "returns": returns});
    if dice.is(3) {
        body["errors"] = json!({"1": {"name": "One"}, "2": {"name": "Two"}});
    }
    with_access(body, permissions, dice)
}

/// With a rule about permissions or tokens, or without.
fn with_access(mut body: Value, permissions: &[&'static str], dice: &mut Dice) -> Value {
    match dice.below(4) {
        0 => body["permission"] = json!("never"),
        1 => body["token"] = json!("never"),
        2 if permissions.len() > 1 => {
            let at = dice.below(permissions.len() - 1);
            body["permission"] = json!({"any": permissions[at..at + 2]});
        }
        _ => {}
    }
    body
}
