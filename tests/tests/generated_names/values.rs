//! Schemas of objects that are sent and unions in every form, nested and flat, of names that are likely to meet.

use serde_json::{Map, Value, json};

use crate::invented::Dice;

const OBJECTS: &[&str] = &["Card", "Row", "Text", "Media", "CardParams"];
const UNIONS: &[&str] = &["Message", "Button", "Header", "Texts", "Other"];
const MEMBERS: &[&str] = &[
    "text", "row", "rows", "body", "type", "self_a", "new", "value", "rest", "required", "content", "kind",
    "id",
];
const WORDS: &[&str] =
    &["text", "Text", "a b", "a_b", "row", "self", "13-17", "type", "id", "link", "other", "fn"];
const MODULES: &[&str] = &["message", "card", "n", "row", "fn"];
const PLAIN: &[&str] = &[
    "string", "url", "integer", "number", "boolean", "json", "Date", "Secret", "Picture", "Shade", "Id<N>",
    "Ref<N>",
];

pub fn schema(seed: u64) -> String {
    let mut dice = Dice::new(seed);
    let mut known = dice.some(OBJECTS, 4);
    known.push("Card");
    known.sort_unstable();
    known.dedup();
    let mut unions = dice.some(UNIONS, 3);
    unions.push("Message");
    unions.sort_unstable();
    unions.dedup();
    let types = Types { objects: known.clone(), unions: unions.clone() };
    let objects: Map<String, Value> =
        known.iter().map(|name| ((*name).to_owned(), object(&types, &mut dice))).collect();
    let unions: Map<String, Value> =
        unions.iter().map(|name| ((*name).to_owned(), union(&types, &mut dice))).collect();
    let operations: Map<String, Value> =
        (0..3).map(|at| (format!("send{at}"), operation(at, &types, &mut dice))).collect();
    let schema = json!({
        "host": "https://graph.example",
        "nodes": { "N": { "fields": { "card": { "type": "Card" } }, "operations": operations } },
        "objects": objects,
        "unions": unions,
        "enums": { "Shade": { "words": ["LIGHT", "DARK"] } },
    });
    format!("{schema:#}")
}

struct Types {
    objects: Vec<&'static str>,
    unions: Vec<&'static str>,
}

impl Types {
    fn one(&self, dice: &mut Dice) -> String {
        let inner = match dice.below(4) {
            0 => dice.one(&self.objects),
            1 => dice.one(&self.unions),
            _ => dice.one(PLAIN),
        };
        match dice.below(6) {
            0 => format!("[{inner}]"),
            1 if dice.is(3) => format!("{{{inner}}}"),
            _ => inner.to_owned(),
        }
    }
}

fn limits(ty: &str, body: &mut Value, dice: &mut Dice) {
    if !dice.is(3) {
        return;
    }
    let inner = ty.trim_matches(['[', ']', '{', '}']);
    match inner {
        "string" | "url" => body["max_length"] = json!(5 + dice.below(50)),
        "integer" | "number" => body["min"] = json!(dice.below(9)),
        _ => {}
    }
    if ty.starts_with('[') {
        body["max_items"] = json!(1 + dice.below(9));
    }
}

fn object(types: &Types, dice: &mut Dice) -> Value {
    let names = dice.some(MEMBERS, 5);
    let mut fields = Map::new();
    for name in &names {
        let ty = types.one(dice);
        let mut body = json!({ "type": ty });
        let is_union = types.unions.contains(&ty.as_str());
        match dice.below(9) {
            0 | 1 => body["required"] = json!(true),
            2 => body = json!({ "const": dice.one(&["a", "b"]) }),
            3 => body["at"] = json!(format!("{}.{name}", dice.one(&["head", "text"]))),
            4 if ty.starts_with('[') => body["add"] = json!(dice.one(MEMBERS)),
            5 => body["aliases"] = json!([dice.one(WORDS).replace(' ', "")]),
            6 => {
                body["required"] = json!(true);
                body["presence"] = json!("gated");
            }
            _ => {}
        }
        if body.get("const").is_none() {
            match is_union && dice.is(2) && body.get("at").is_none() && body.get("aliases").is_none() {
                true => body["flat"] = json!(true),
                false => limits(&ty, &mut body, dice),
            }
        }
        fields.insert((*name).to_owned(), body);
    }
    let free: Vec<&str> = names
        .iter()
        .copied()
        .filter(|name| fields[*name].get("required").is_none() && fields[*name].get("const").is_none())
        .collect();
    let mut object = json!({ "fields": fields });
    if free.len() > 1 && dice.is(2) {
        let kind = dice.one(&["at_least_one", "exactly_one", "not_together", "together"]);
        object["rules"] = json!([{ (kind): free }]);
    }
    if dice.is(3) {
        object["function"] = json!(format!("{}::{}", dice.one(MODULES), dice.one(MEMBERS)));
    }
    object
}

fn union(types: &Types, dice: &mut Dice) -> Value {
    let form = dice.below(4);
    let mut words = dice.some(WORDS, 3);
    words.push("text");
    words.sort_unstable();
    words.dedup();
    let mut variants = Map::new();
    for word in &words {
        let mut body = json!({});
        let ty = match form {
            0 if dice.is(2) => dice.one(&types.objects).to_owned(),
            0 if dice.is(2) => dice.one(&types.unions).to_owned(),
            0 => String::new(),
            _ if dice.is(5) && form != 3 => String::new(),
            _ => types.one(dice),
        };
        if !ty.is_empty() {
            body["type"] = json!(ty);
            limits(&ty, &mut body, dice);
        }
        match dice.below(8) {
            0 => body["function"] = json!(dice.one(MEMBERS)),
            1 => body["function"] = json!(format!("{}::{}", dice.one(MODULES), dice.one(MEMBERS))),
            2 => body["name"] = json!(dice.one(&["Self", "Text", "T", "Kind", "Other"])),
            3 if matches!(form, 1 | 3) => body["member"] = json!(dice.one(MEMBERS)),
            4 if form != 3 => body["aliases"] = json!([dice.one(WORDS)]),
            _ => {}
        }
        if word.contains(' ') && matches!(form, 1 | 3) {
            body["member"] = json!("ab");
        }
        variants.insert((*word).to_owned(), body);
    }
    let mut union = json!({ "variants": variants });
    match form {
        0 => union["inline"] = json!(true),
        2 => union["content_in"] = json!(dice.one(&["payload", "content"])),
        _ => {}
    }
    if form != 3 {
        union["tag"] = json!(dice.one(&["kind", "type", "media_type", "button_type"]));
        if dice.is(2) {
            union["default"] = json!(dice.one(&words));
        }
    }
    if dice.is(2) {
        union["module"] = json!(dice.one(MODULES));
    }
    union
}

fn operation(at: usize, types: &Types, dice: &mut Dice) -> Value {
    let is_json = dice.is(2);
    let mut params = Map::new();
    for name in dice.some(MEMBERS, 5) {
        let ty = types.one(dice).replace("Picture", "string");
        let mut body = json!({ "type": ty });
        match dice.below(6) {
            0 | 1 => body["required"] = json!(true),
            2 => body = json!({ "const": { "a": 1 } }),
            3 => body["brings"] = json!({ "published": false }),
            4 if is_json && PLAIN.contains(&ty.as_str()) => body["in"] = json!("query"),
            _ => {}
        }
        let can_be_flat = types.unions.contains(&ty.as_str()) || types.objects.contains(&ty.as_str());
        if can_be_flat && dice.is(2) && body.get("const").is_none() {
            body["flat"] = json!(true);
        } else if body.get("const").is_none() {
            limits(&ty, &mut body, dice);
        }
        params.insert(name.to_owned(), body);
    }
    let mut body =
        json!({ "method": "POST", "path": format!("/{at}"), "params": params, "returns": types.one(dice) });
    if is_json {
        body["body"] = json!("json");
        body["const"] = json!({ "product": "x" });
    }
    body
}
