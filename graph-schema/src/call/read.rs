//! Converts a value from its input form to the form that is sent: parses it by its type, checks all its parts, and
//! encodes it for its parameter.

use super::{
    limits,
    problem::{Problem, ProblemKind, did_you_mean, listed},
    value::{self, Notation, Wrong, described},
};
use crate::{
    diagnostic::{Diagnostics, source::Span, suggest},
    json::{self, Json, Kind, Member},
    model::{Encoding, NodeId, Param, Scalar, Schema, Type},
    value::Layout,
};

/// Returns the text to send, or all problems of the value. Returns `None` for a false value that is omitted.
pub(super) fn written(schema: &Schema, param: &Param, text: &str) -> Result<Option<String>, Vec<Wrong>> {
    let is_list = matches!(param.ty, Type::List(_) | Type::Map(_));
    if !is_list {
        value::limits(&param.limits, text)?;
    }
    let value = read(schema, &param.ty, text, Notation::Natural)?;
    if is_list {
        let mut wrong = Vec::new();
        limits::check(&param.limits, &value.kind, "", &mut wrong);
        if !wrong.is_empty() {
            return Err(wrong);
        }
    }
    encoded(param, &value)
}

/// The text of a checked value. Returns `None` for a false value that is omitted.
pub(super) fn encoded(param: &Param, value: &Json) -> Result<Option<String>, Vec<Wrong>> {
    let commas = |item: &Json| plain(item).contains(',');
    match (param.encoding, &value.kind) {
        (Encoding::One, Kind::Bool(yes)) => Ok(yes.then(|| "1".to_owned())),
        (Encoding::Commas, Kind::Array(items)) => match items.iter().position(commas) {
            Some(at) => Err(vec![
                Wrong::ty("must not contain a comma", "commas separate the elements; remove it")
                    .at(&format!("[{at}]")),
            ]),
            None => Ok(Some(items.iter().map(plain).collect::<Vec<_>>().join(","))),
        },
        (Encoding::Json, _) => Ok(Some(value.to_text())),
        (Encoding::Text | Encoding::One | Encoding::Commas, _) => Ok(Some(plain(value))),
    }
}

/// Parses a JSON body.
pub(super) fn body(text: &str) -> Result<Json, Problem> {
    let wrong = |rule: String, remedy: &str| Err(Problem::new(ProblemKind::Type, rule, remedy));
    match json(text) {
        Ok(json) if matches!(json.kind, Kind::Object(_)) => Ok(json),
        Ok(json) => wrong(
            format!("the body must be a JSON object, not {}", json.describe()),
            "enclose it in `{` and `}`",
        ),
        Err(error) => wrong(format!("the body is not valid JSON: {error}"), "fix the JSON"),
    }
}

/// Returns the text of a value in a target or path.
pub(super) fn part(schema: &Schema, ty: &Type, text: &str) -> Result<String, Vec<Wrong>> {
    read(schema, ty, text, Notation::Natural).map(|value| plain(&value))
}

/// Parses JSON. The error describes the first problem.
pub(super) fn json(text: &str) -> Result<Json, String> {
    let mut diags = Diagnostics::default();
    let value = json::parse(Span::NOWHERE.file, text, &mut diags);
    match diags.iter().next() {
        None => Ok(value),
        Some(first) => {
            let at = first.primary.as_ref().and_then(|place| text.get(..place.span.start));
            let at = at.map_or(0, |before| before.chars().count()) + 1;
            Err(format!("{} (character {at})", first.title))
        }
    }
}

/// A value that was read from text and checked.
pub(super) fn read(schema: &Schema, ty: &Type, text: &str, notation: Notation) -> Result<Json, Vec<Wrong>> {
    let mut reader = Reader::new(schema, notation);
    let value = reader.text(ty, text, "");
    if reader.wrong.is_empty() { Ok(unlocated(value)) } else { Err(reader.wrong) }
}

/// Formats a value: strings without quotes, everything else as JSON.
pub(super) fn plain(value: &Json) -> String {
    value.as_str().map_or_else(|| value.to_text(), str::to_owned)
}

/// Creates a value without a source location.
pub(super) fn unlocated(kind: Kind) -> Json {
    Json { span: Span::NOWHERE, kind }
}

pub(super) struct Reader<'a> {
    pub(super) schema: &'a Schema,
    pub(super) notation: Notation,
    pub(super) wrong: Vec<Wrong>,
    /// The number of objects and unions around the value of which the schema says every member.
    pub(super) depth: usize,
}

impl<'a> Reader<'a> {
    pub(super) fn new(schema: &'a Schema, notation: Notation) -> Self {
        Self { schema, notation, wrong: Vec::new(), depth: 0 }
    }

    pub(super) fn reject(&mut self, place: &str, wrong: Wrong) -> Kind {
        self.wrong.push(wrong.at(place));
        Kind::Bad
    }

    /// Reads a value in its input form.
    pub(super) fn text(&mut self, ty: &Type, text: &str, place: &str) -> Kind {
        match ty {
            Type::Scalar(Scalar::Json) => self.nested(ty, text, place, "must be valid JSON"),
            Type::Scalar(scalar) => self.scalar(*scalar, text, place),
            Type::Enum(id) => match value::word(self.schema, *id, text) {
                Ok(()) => Kind::String(text.to_owned()),
                Err(wrong) => self.reject(place, wrong),
            },
            Type::Ref(_) if self.notation == Notation::Wire || text.trim_start().starts_with('{') => {
                self.nested(ty, text, place, "must be a JSON object")
            }
            Type::Id(_) | Type::Ref(_) => self.id(text, place),
            Type::List(item) => {
                let is_plain = match **item {
                    Type::Scalar(scalar) => scalar != Scalar::Json,
                    Type::Id(_) | Type::Ref(_) | Type::Enum(_) => true,
                    Type::Node(_)
                    | Type::Union(_)
                    | Type::List(_)
                    | Type::Map(_)
                    | Type::Keyed(..)
                    | Type::Encoded(_)
                    | Type::Connection(_) => false,
                };
                if !is_plain || text.trim_start().starts_with(['[', '{']) {
                    return self.nested(ty, text, place, "must be an array");
                }
                let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
                let parts = parts.enumerate();
                Kind::Array(
                    parts
                        .map(|(at, part)| unlocated(self.text(item, part, &format!("{place}[{at}]"))))
                        .collect(),
                )
            }
            Type::Encoded(item) => self.encoded(item, text, place),
            // A connection cannot be a parameter; it only occurs inside objects.
            Type::Node(_) | Type::Union(_) | Type::Map(_) | Type::Keyed(..) | Type::Connection(_) => {
                self.nested(ty, text, place, "must be a JSON object")
            }
        }
    }

    fn scalar(&mut self, scalar: Scalar, text: &str, place: &str) -> Kind {
        if let (Notation::Wire, Scalar::Boolean, Some(truth)) = (self.notation, scalar, value::truth(text)) {
            return Kind::Bool(truth);
        }
        let trimmed = text.trim();
        let text = match scalar {
            Scalar::Integer | Scalar::Number | Scalar::Boolean => trimmed,
            _ => text,
        };
        let is_empty = self.notation == Notation::Natural
            && matches!(scalar, Scalar::File | Scalar::TimeZone)
            && text.is_empty();
        let (rule, remedy) = described(scalar);
        let fits = match is_empty {
            true => Err(Wrong::ty(format!("{rule} and must not be empty"), remedy)),
            false => value::scalar(self.schema, scalar, text),
        };
        if let Err(wrong) = fits {
            return self.reject(place, wrong);
        }
        match scalar {
            Scalar::Boolean => Kind::Bool(text == "true"),
            // Normalize: no plus sign, no leading zeros.
            Scalar::Integer => {
                Kind::Number(text.parse::<i64>().map_or_else(|_| text.to_owned(), |n| n.to_string()))
            }
            Scalar::Number => {
                Kind::Number(text.parse::<f64>().map_or_else(
                    |_| text.to_owned(),
                    |n| match self.notation {
                        Notation::Natural => n.to_string(),
                        // With a decimal point, so that it is not read as an integer.
                        Notation::Wire => format!("{n:?}"),
                    },
                ))
            }
            _ => Kind::String(text.to_owned()),
        }
    }

    fn id(&mut self, text: &str, place: &str) -> Kind {
        if text.is_empty() {
            return self.reject(place, Wrong::ty("must be an id and must not be empty", "use the node's id"));
        }
        let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | ':' | '-');
        if self.notation == Notation::Wire && !text.chars().all(is_plain) {
            return self.reject(place, Wrong::ty("must be a valid ID", "use the node's id"));
        }
        Kind::String(text.to_owned())
    }

    /// Reads a value given as JSON text.
    fn nested(&mut self, ty: &Type, text: &str, place: &str, rule: &str) -> Kind {
        match json(text) {
            Ok(value) => self.json(ty, value, place),
            Err(error) => self.reject(place, Wrong::ty(rule, format!("fix the JSON: {error}"))),
        }
    }

    /// Reads a value inside JSON.
    pub(super) fn json(&mut self, ty: &Type, value: Json, place: &str) -> Kind {
        let given = value.describe();
        if matches!(value.kind, Kind::Object(_)) && Layout::describes(self.schema, ty) {
            return self.described(ty, &value, place);
        }
        match (ty, value.kind) {
            (Type::Scalar(Scalar::Json) | Type::Connection(_), kind) => kind,
            (Type::Scalar(Scalar::Boolean), kind @ Kind::Bool(_)) => kind,
            // Many clients send every scalar as a string.
            (
                Type::Scalar(scalar @ (Scalar::Boolean | Scalar::Integer | Scalar::Number)),
                Kind::String(text),
            ) if self.notation == Notation::Wire => match self.scalar(*scalar, &text, place) {
                Kind::Bad => Kind::Bad,
                _ => Kind::String(text),
            },
            (Type::Scalar(scalar @ (Scalar::Integer | Scalar::Number)), Kind::Number(text)) => {
                match value::scalar(self.schema, *scalar, &text) {
                    Ok(()) => Kind::Number(text),
                    Err(wrong) => self.reject(place, wrong),
                }
            }
            (Type::Scalar(Scalar::TimeZone), kind @ Kind::Number(_))
            | (Type::Scalar(Scalar::Picture), kind @ Kind::Object(_)) => kind,
            (Type::Scalar(scalar @ (Scalar::Boolean | Scalar::Integer | Scalar::Number)), _) => {
                let (rule, remedy) = described(*scalar);
                self.reject(
                    place,
                    Wrong::ty(format!("{rule}, not {given}"), format!("{remedy}, without quotes")),
                )
            }
            // Many clients send texts of digits as numbers.
            (Type::Scalar(Scalar::String | Scalar::Secret | Scalar::Money), Kind::Number(text))
                if self.notation == Notation::Wire =>
            {
                Kind::String(text)
            }
            (Type::Scalar(scalar), Kind::String(text)) => self.scalar(*scalar, &text, place),
            (Type::Scalar(scalar), _) => {
                let (rule, remedy) = described(*scalar);
                self.reject(place, Wrong::ty(format!("{rule}, not {given}"), remedy))
            }
            (Type::Ref(_), Kind::String(_) | Kind::Number(_)) if self.notation == Notation::Wire => {
                let remedy = "write it such as {\"id\": ..}";
                self.reject(place, Wrong::ty(format!("must be a JSON object, not {given}"), remedy))
            }
            (Type::Id(_) | Type::Ref(_), Kind::String(text) | Kind::Number(text)) => self.id(&text, place),
            (Type::Ref(_), kind @ Kind::Object(_)) => kind,
            (Type::Id(_) | Type::Ref(_), _) => {
                self.reject(place, Wrong::ty(format!("must be an id, not {given}"), "use the node's id"))
            }
            (Type::Enum(_), Kind::String(text)) => self.text(ty, &text, place),
            (Type::Enum(id), _) => match value::word(self.schema, *id, "") {
                Ok(()) => Kind::Bad,
                Err(wrong) => self.reject(place, wrong),
            },
            (Type::List(item), Kind::Array(items)) => {
                let items = items.into_iter().enumerate();
                let items = items.map(|(at, value)| {
                    let span = value.span;
                    Json { span, kind: self.json(item, value, &format!("{place}[{at}]")) }
                });
                Kind::Array(items.collect())
            }
            (Type::List(_), _) => self.reject(
                place,
                Wrong::ty(format!("must be an array, not {given}"), "enclose the elements in `[` and `]`"),
            ),
            (Type::Encoded(item), Kind::String(text)) => self.encoded(item, &text, place),
            // Who writes JSON by hand writes the value itself.
            (Type::Encoded(item), kind) if self.notation == Notation::Natural => {
                self.encoded(item, &unlocated(kind).to_text(), place)
            }
            (Type::Encoded(_), _) => self.reject(
                place,
                Wrong::ty(
                    format!("must be a string that contains JSON, not {given}"),
                    "write the JSON as a string",
                ),
            ),
            (Type::Keyed(key, item), Kind::Object(members)) => {
                for member in &members {
                    self.key(key, &member.key.value, place);
                }
                Kind::Object(members.into_iter().map(|member| self.member(item, member, place)).collect())
            }
            (Type::Map(item), Kind::Object(members)) => {
                Kind::Object(members.into_iter().map(|member| self.member(item, member, place)).collect())
            }
            (Type::Node(node), Kind::Object(members)) => self.object(*node, members, place),
            (Type::Node(_) | Type::Union(_) | Type::Map(_) | Type::Keyed(..), _) => self.reject(
                place,
                Wrong::ty(
                    format!("must be a JSON object, not {given}"),
                    "use an object such as {\"member\": ..}",
                ),
            ),
        }
    }

    /// Reads a text that holds JSON. What is sent is the text.
    fn encoded(&mut self, item: &Type, text: &str, place: &str) -> Kind {
        match json(text) {
            Ok(value) => {
                self.json(item, value, place);
                Kind::String(text.to_owned())
            }
            Err(error) => {
                let wrong = Wrong::ty(format!("must hold JSON: {error}"), "write valid JSON into the string");
                self.reject(place, wrong)
            }
        }
    }

    /// Checks the key of a map.
    fn key(&mut self, key: &Type, text: &str, place: &str) {
        let wrong = match key {
            Type::Scalar(scalar) => value::scalar(self.schema, *scalar, text).err(),
            Type::Enum(id) => value::word(self.schema, *id, text).err(),
            _ => None,
        };
        if let Some(Wrong { kind, rule, remedy, .. }) = wrong {
            self.reject(
                place,
                Wrong::new(kind, format!("has the key `{}`, which {rule}", value::shown(text)), remedy),
            );
        }
    }

    fn object(&mut self, node: NodeId, members: Vec<Member>, place: &str) -> Kind {
        let node = &self.schema[node];
        let mut out = Vec::with_capacity(members.len());
        for member in members {
            let key = &member.key.value;
            match node.field(key) {
                Some(field) => out.push(self.member(&field.ty, member, place)),
                None if self.notation == Notation::Wire && self.depth == 0 => out.push(member),
                None => {
                    let fields = || node.fields.iter().map(|field| field.name.as_str());
                    let rule = format!("is not a member of `{}`", node.name);
                    let remedy = did_you_mean(suggest(key, fields()), || {
                        format!("its members are {}", listed(fields()))
                    });
                    let wrong = Wrong::new(ProblemKind::UnknownMember, rule, remedy);
                    self.reject(&format!("{place}.{key}"), wrong);
                }
            }
        }
        Kind::Object(out)
    }

    fn member(&mut self, ty: &Type, member: Member, place: &str) -> Member {
        let place = format!("{place}.{}", member.key.value);
        let span = member.value.span;
        Member { key: member.key, value: Json { span, kind: self.json(ty, member.value, &place) } }
    }
}
