//! Infers a type from all values of a field.

use std::collections::BTreeMap;

use graph_schema::{Schema, call::value, model::Scalar};
use serde_json::{Map, Value};

use crate::answers::is_part_of_page;

/// A type of the schema language.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ty {
    Scalar(&'static str),
    List(Box<Self>),
    Map(Box<Self>),
    /// An object with these members.
    Object(Vec<(String, Self)>),
}

/// The maximum nesting of lists and maps; the schema language allows a little more.
const DEEPEST: usize = 6;

/// The values of one field.
#[derive(Debug, Default)]
pub struct Seen {
    values: Vec<Value>,
}

/// What the values are. Absent ones are not counted: `null`, and what the platform sends in its place.
#[derive(Default)]
struct Kinds<'v> {
    flags: Vec<bool>,
    numbers: Vec<&'v serde_json::Number>,
    texts: Vec<&'v str>,
    items: Option<Vec<&'v Value>>,
    objects: Vec<&'v Map<String, Value>>,
    has_empty_list: bool,
}

impl Seen {
    pub fn add(&mut self, value: Value) {
        self.values.push(value);
    }

    /// The type that all values have; `json` if there is none. The name identifies ids, which may be written as
    /// numbers.
    pub fn ty(&self, name: &str, schema: &Schema) -> Ty {
        of_all(&self.values.iter().collect::<Vec<_>>(), name, schema, 0)
    }
}

fn of_all(values: &[&Value], name: &str, schema: &Schema, depth: usize) -> Ty {
    let json = Ty::Scalar("json");
    let kinds = kinds(values);
    let Kinds { flags, numbers, texts, items, objects, has_empty_list } = &kinds;
    let is_container = items.is_some() || !objects.is_empty();
    // The platform writes `false` for an object or a list that is not there.
    let has_flags = flags.iter().any(|flag| *flag || !is_container);
    match (has_flags, !numbers.is_empty(), !texts.is_empty(), items, !objects.is_empty()) {
        (true, false, false, None, false) => Ty::Scalar("boolean"),
        (false, true, false, None, false) => Ty::Scalar(number(numbers, name)),
        (false, false, true, None, false) => Ty::Scalar(text(texts, name, schema)),
        // A text that is sometimes written as a number.
        (false, true, true, None, false) => Ty::Scalar("string"),
        (false, false, false, Some(_), false) if depth >= DEEPEST => json,
        (false, false, false, Some(items), false) => {
            Ty::List(Box::new(of_all(items, name, schema, depth + 1)))
        }
        (false, false, false, None, true) => object(objects, schema, depth),
        (false, false, false, None, false) if *has_empty_list => Ty::List(Box::new(json)),
        _ => json,
    }
}

fn kinds<'v>(values: &[&'v Value]) -> Kinds<'v> {
    let mut kinds = Kinds::default();
    for value in values {
        match value {
            Value::Null => {}
            Value::Bool(flag) => kinds.flags.push(*flag),
            Value::Number(number) => kinds.numbers.push(number),
            Value::String(text) => kinds.texts.push(text),
            // An object without members is written like this, too.
            Value::Array(items) if items.is_empty() => kinds.has_empty_list = true,
            Value::Array(items) => kinds.items.get_or_insert_default().extend(items),
            Value::Object(members) => match page(members) {
                Some(items) => kinds.items.get_or_insert_default().extend(items),
                None => kinds.objects.push(members),
            },
        }
    }
    kinds
}

/// The items of a list with an envelope: `{"data": [..], "paging": {..}}`.
fn page(members: &Map<String, Value>) -> Option<&Vec<Value>> {
    let is_page = members.keys().all(|key| is_part_of_page(key));
    is_page.then(|| members.get("data")?.as_array()).flatten()
}

fn is_id(name: &str) -> bool {
    name == "id" || name.ends_with("_id") || name == "ids" || name.ends_with("_ids")
}

/// An id beyond 64 bits does not fit an integer, and a smaller id may grow beyond.
fn number(numbers: &[&serde_json::Number], name: &str) -> &'static str {
    if is_id(name) {
        "string"
    } else if numbers.iter().all(|number| number.is_i64()) {
        "integer"
    } else if numbers.iter().any(|number| number.is_u64() && !number.is_i64()) {
        "string"
    } else {
        "number"
    }
}

fn text(texts: &[&str], name: &str, schema: &Schema) -> &'static str {
    let all = |fits: &dyn Fn(&str) -> bool| {
        let mut texts = texts.iter().filter(|text| !text.is_empty()).peekable();
        texts.peek().is_some() && texts.all(|text| fits(text))
    };
    let fits = |scalar, text: &str| value::scalar(schema, scalar, text).is_ok();
    let is_date = |text: &str| text.len() == 10 && text.matches('-').count() == 2 && fits(Scalar::Date, text);
    let is_time = |text: &str| text.contains('T') && text.contains(':') && fits(Scalar::DateTime, text);
    if is_id(name) {
        "string"
    } else if all(&is_time) {
        "DateTime"
    } else if all(&is_date) {
        "Date"
    } else if all(&|text| is_time(text) || is_date(text)) {
        "EventTime"
    } else if all(&|text| text.starts_with("https://") || text.starts_with("http://")) {
        "url"
    } else {
        "string"
    }
}

fn object(objects: &[&Map<String, Value>], schema: &Schema, depth: usize) -> Ty {
    let mut members: BTreeMap<&str, Vec<&Value>> = BTreeMap::new();
    for (name, value) in objects.iter().flat_map(|object| object.iter()) {
        members.entry(name).or_default().push(value);
    }
    // If all names are ids, numbers or dates, they are data.
    let is_key = |name: &&str| {
        name.starts_with(|c: char| c.is_ascii_digit())
            && name.bytes().all(|c| matches!(c, b'0'..=b'9' | b'_' | b'-'))
    };
    if members.is_empty() {
        return Ty::Scalar("json");
    }
    if objects.iter().all(|object| is_picture(object)) {
        return Ty::Scalar("Picture");
    }
    if members.keys().all(is_key) {
        let values: Vec<&Value> = members.into_values().flatten().collect();
        return match depth >= DEEPEST {
            true => Ty::Scalar("json"),
            false => Ty::Map(Box::new(of_all(&values, "", schema, depth + 1))),
        };
    }
    let typed = members.into_iter().map(|(name, values)| (name.to_owned(), of_all(&values, name, schema, 0)));
    Ty::Object(typed.collect())
}

/// `{"data": {"url": ..}}`
fn is_picture(members: &Map<String, Value>) -> bool {
    let Some(Value::Object(data)) = members.get("data").filter(|_| members.len() == 1) else { return false };
    let is_part = |key: &String| matches!(key.as_str(), "url" | "is_silhouette" | "width" | "height");
    data.contains_key("url") && data.keys().all(is_part)
}
