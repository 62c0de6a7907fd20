//! Natural text to what is sent: a value is read by its type, checked in all its parts, and written as
//! its parameter's encoding says.

use super::{
    problem::{listed, meant},
    value::{self, Notation, Wrong, described},
};
use crate::{
    diagnostic::{Diagnostics, source::Span, suggest},
    json::{self, Json, Kind, Member},
    model::{Encoding, NodeId, Param, Scalar, Schema, Type},
};

/// The text that is sent for a natural one, or all that is wrong with it; nothing is sent for a false
/// that is written as nothing.
pub(super) fn written(schema: &Schema, param: &Param, text: &str) -> Result<Option<String>, Vec<Wrong>> {
    value::limits(param, text).map_err(|wrong| vec![wrong])?;
    let value = read(schema, &param.ty, text, Notation::Natural)?;
    let commas = |item: &Json| plain(item).contains(',');
    match (param.encoding, &value.kind) {
        (Encoding::One, Kind::Bool(yes)) => Ok(yes.then(|| "1".to_owned())),
        (Encoding::Commas, Kind::Array(items)) => match items.iter().position(commas) {
            Some(at) => Err(vec![
                Wrong::ty("must be without a comma", "commas part the elements; write this one without")
                    .at(&format!("[{at}]")),
            ]),
            None => Ok(Some(items.iter().map(plain).collect::<Vec<_>>().join(","))),
        },
        (Encoding::Json, _) => Ok(Some(value.to_text())),
        (Encoding::Text | Encoding::One | Encoding::Commas, _) => Ok(Some(plain(&value))),
    }
}

/// The text of a value of a target or a path.
pub(super) fn part(schema: &Schema, ty: &Type, text: &str) -> Result<String, Vec<Wrong>> {
    read(schema, ty, text, Notation::Natural).map(|value| plain(&value))
}

/// JSON out of a text; the error says what is wrong with it.
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

/// A checked value out of a text.
pub(super) fn read(schema: &Schema, ty: &Type, text: &str, notation: Notation) -> Result<Json, Vec<Wrong>> {
    let mut reader = Reader { schema, notation, wrong: Vec::new() };
    let value = reader.text(ty, text, "");
    if reader.wrong.is_empty() { Ok(made(value)) } else { Err(reader.wrong) }
}

/// A value by itself: text without quotes, everything else as JSON.
fn plain(value: &Json) -> String {
    value.as_str().map_or_else(|| value.to_text(), str::to_owned)
}

/// A value that stands in no file.
fn made(kind: Kind) -> Json {
    Json { span: Span::NOWHERE, kind }
}

struct Reader<'a> {
    schema: &'a Schema,
    notation: Notation,
    wrong: Vec<Wrong>,
}

impl Reader<'_> {
    fn refuse(&mut self, place: &str, wrong: Wrong) -> Kind {
        self.wrong.push(wrong.at(place));
        Kind::Bad
    }

    /// A value in its natural form.
    fn text(&mut self, ty: &Type, text: &str, place: &str) -> Kind {
        match ty {
            Type::Scalar(Scalar::Json) => self.nested(ty, text, place, "must be valid JSON"),
            Type::Scalar(scalar) => self.scalar(*scalar, text, place),
            Type::Enum(id) => match value::word(self.schema, *id, text) {
                Ok(()) => Kind::String(text.to_owned()),
                Err(wrong) => self.refuse(place, wrong),
            },
            Type::Ref(_) if self.notation == Notation::Wire || text.trim_start().starts_with('{') => {
                self.nested(ty, text, place, "must be a JSON object")
            }
            Type::Id(_) | Type::Ref(_) => self.id(text, place),
            Type::List(item) => {
                let is_plain = match **item {
                    Type::Scalar(scalar) => scalar != Scalar::Json,
                    Type::Id(_) | Type::Ref(_) | Type::Enum(_) => true,
                    Type::Node(_) | Type::List(_) | Type::Map(_) | Type::Connection(_) => false,
                };
                if !is_plain || text.trim_start().starts_with(['[', '{']) {
                    return self.nested(ty, text, place, "must be an array");
                }
                let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
                let parts = parts.enumerate();
                Kind::Array(
                    parts.map(|(at, part)| made(self.text(item, part, &format!("{place}[{at}]")))).collect(),
                )
            }
            // A connection is no parameter; it stands in objects at most.
            Type::Node(_) | Type::Map(_) | Type::Connection(_) => {
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
        let nameless = self.notation == Notation::Natural
            && matches!(scalar, Scalar::File | Scalar::TimeZone)
            && text.is_empty();
        let (rule, remedy) = described(scalar);
        let fits = match nameless {
            true => Err(Wrong::ty(format!("{rule}, and cannot be empty"), remedy)),
            false => value::scalar(self.schema, scalar, text),
        };
        if let Err(wrong) = fits {
            return self.refuse(place, wrong);
        }
        match scalar {
            Scalar::Boolean => Kind::Bool(text == "true"),
            // As the number is written by itself: no plus, no needless zeros.
            Scalar::Integer => {
                Kind::Number(text.parse::<i64>().map_or_else(|_| text.to_owned(), |n| n.to_string()))
            }
            Scalar::Number => {
                Kind::Number(text.parse::<f64>().map_or_else(
                    |_| text.to_owned(),
                    |n| match self.notation {
                        Notation::Natural => n.to_string(),
                        // With a decimal point, so that it stays a number that is no integer.
                        Notation::Wire => format!("{n:?}"),
                    },
                ))
            }
            _ => Kind::String(text.to_owned()),
        }
    }

    fn id(&mut self, text: &str, place: &str) -> Kind {
        if text.is_empty() {
            return self.refuse(place, Wrong::ty("must be an id, and cannot be empty", "give the node's id"));
        }
        let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | ':' | '-');
        if self.notation == Notation::Wire && !text.chars().all(is_plain) {
            return self.refuse(place, Wrong::ty("must be a valid ID", "give the node's id"));
        }
        Kind::String(text.to_owned())
    }

    /// A value that is given as JSON text.
    fn nested(&mut self, ty: &Type, text: &str, place: &str, rule: &str) -> Kind {
        match json(text) {
            Ok(value) => self.json(ty, value, place),
            Err(error) => self.refuse(place, Wrong::ty(rule, format!("mend the JSON: {error}"))),
        }
    }

    /// A value inside JSON.
    fn json(&mut self, ty: &Type, value: Json, place: &str) -> Kind {
        let given = value.describe();
        match (ty, value.kind) {
            (Type::Scalar(Scalar::Json) | Type::Connection(_), kind) => kind,
            (Type::Scalar(Scalar::Boolean), kind @ Kind::Bool(_)) => kind,
            // Many clients write every scalar as text.
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
                    Err(wrong) => self.refuse(place, wrong),
                }
            }
            (Type::Scalar(Scalar::TimeZone), kind @ Kind::Number(_))
            | (Type::Scalar(Scalar::Picture), kind @ Kind::Object(_)) => kind,
            (Type::Scalar(scalar @ (Scalar::Boolean | Scalar::Integer | Scalar::Number)), _) => {
                let (rule, remedy) = described(*scalar);
                self.refuse(
                    place,
                    Wrong::ty(format!("{rule}, not {given}"), format!("{remedy}, without quotes")),
                )
            }
            (Type::Scalar(scalar), Kind::String(text)) => self.scalar(*scalar, &text, place),
            (Type::Scalar(scalar), _) => {
                let (rule, remedy) = described(*scalar);
                self.refuse(place, Wrong::ty(format!("{rule}, not {given}"), remedy))
            }
            (Type::Ref(_), Kind::String(_) | Kind::Number(_)) if self.notation == Notation::Wire => {
                let remedy = "write it such as {\"id\": ..}";
                self.refuse(place, Wrong::ty(format!("must be a JSON object, not {given}"), remedy))
            }
            (Type::Id(_) | Type::Ref(_), Kind::String(text) | Kind::Number(text)) => self.id(&text, place),
            (Type::Ref(_), kind @ Kind::Object(_)) => kind,
            (Type::Id(_) | Type::Ref(_), _) => {
                self.refuse(place, Wrong::ty(format!("must be an id, not {given}"), "give the node's id"))
            }
            (Type::Enum(_), Kind::String(text)) => self.text(ty, &text, place),
            (Type::Enum(id), _) => match value::word(self.schema, *id, "") {
                Ok(()) => Kind::Bad,
                Err(wrong) => self.refuse(place, wrong),
            },
            (Type::List(item), Kind::Array(items)) => {
                let items = items.into_iter().enumerate();
                let items = items.map(|(at, value)| {
                    let span = value.span;
                    Json { span, kind: self.json(item, value, &format!("{place}[{at}]")) }
                });
                Kind::Array(items.collect())
            }
            (Type::List(_), _) => self.refuse(
                place,
                Wrong::ty(format!("must be an array, not {given}"), "put the elements between `[` and `]`"),
            ),
            (Type::Map(item), Kind::Object(members)) => {
                Kind::Object(members.into_iter().map(|member| self.member(item, member, place)).collect())
            }
            (Type::Node(node), Kind::Object(members)) => self.object(*node, members, place),
            (Type::Node(_) | Type::Map(_), _) => self.refuse(
                place,
                Wrong::ty(format!("must be a JSON object, not {given}"), "write it such as {\"member\": ..}"),
            ),
        }
    }

    fn object(&mut self, node: NodeId, members: Vec<Member>, place: &str) -> Kind {
        let node = &self.schema[node];
        let mut out = Vec::with_capacity(members.len());
        for member in members {
            let key = &member.key.value;
            match node.field(key) {
                Some(field) => out.push(self.member(&field.ty, member, place)),
                None if self.notation == Notation::Wire => out.push(member),
                None => {
                    let fields = || node.fields.iter().map(|field| field.name.as_str());
                    let rule = format!("must be a member of `{}`, which has no `{key}`", node.name);
                    let remedy =
                        meant(suggest(key, fields()), || format!("its members are {}", listed(fields())));
                    self.refuse(&format!("{place}.{key}"), Wrong::ty(rule, remedy));
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
