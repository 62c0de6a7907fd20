//! Types of the schema as Rust types: on the wire, in a ready struct, as an argument.

use std::collections::BTreeSet;

use graph_schema::model::{Encoding, NodeId, Param, Scalar, Schema, Type};

use super::Scope;
use crate::code::{Code, Name, code, name};

/// What a field is on the wire.
pub(crate) fn wire(ty: &Type, scope: Scope<'_>) -> Code {
    match ty {
        Type::Scalar(scalar) => match of_scalar(*scalar) {
            Some(name) => {
                let name = Name::new(name);
                code!(__rt::wire::#name)
            }
            None => {
                let root = scope.to_root();
                code!(__rt::wire::Enum<#root permission::Name>)
            }
        },
        Type::Id(node) => wrap("Id", &scope.marker(*node)),
        Type::Ref(node) => wrap("Ref", &scope.marker(*node)),
        Type::Connection(node) => wrap("Connection", &scope.marker(*node)),
        Type::Enum(id) => wrap("Enum", &scope.enumeration(*id)),
        Type::Node(node) => wrap("Node", &scope.marker(*node)),
        Type::List(item) => wrap("List", &wire(item, scope)),
        Type::Map(item) => wrap("Map", &wire(item, scope)),
    }
}

/// What a scalar is on the wire; a permission is an enum of the API's own.
fn of_scalar(scalar: Scalar) -> Option<&'static str> {
    Some(match scalar {
        Scalar::String | Scalar::Url => "Text",
        Scalar::Integer => "Integer",
        Scalar::Number => "Number",
        Scalar::Boolean => "Boolean",
        Scalar::Date => "Date",
        Scalar::DateTime => "DateTime",
        Scalar::Birthday => "Birthday",
        Scalar::EventTime => "EventTime",
        Scalar::Money => "Money",
        Scalar::TimeZone => "TimeZone",
        Scalar::Secret => "Secret",
        Scalar::Picture => "Picture",
        Scalar::Json | Scalar::File => "Json",
        Scalar::Permission => return None,
    })
}

/// A field of which nothing but the type is to be said: a scalar by one name, since most fields are such.
pub(crate) fn plain_field(ty: &Type, scope: Scope<'_>) -> Code {
    let scalar = match ty {
        Type::Scalar(scalar) => of_scalar(*scalar),
        _ => None,
    };
    match scalar {
        Some(name) => {
            let name = name!("{name}Field");
            code!(__rt::#name)
        }
        None => {
            let wire = wire(ty, scope);
            code!(__rt::Field<#wire>)
        }
    }
}

fn wrap(name: &str, inner: &Code) -> Code {
    let name = name!("{name}");
    code!(__rt::wire::#name<#inner>)
}

/// What a field is in a ready struct, without its `Option`.
pub(crate) fn ready_type(ty: &Type, scope: Scope<'_>) -> Code {
    match ty {
        Type::Scalar(scalar) => match scalar {
            Scalar::String | Scalar::Url => code!(::std::string::String),
            Scalar::Integer => code!(i64),
            Scalar::Number => code!(f64),
            Scalar::Boolean => code!(bool),
            Scalar::Date => code!(__rt::Date),
            Scalar::DateTime => code!(__rt::DateTime),
            Scalar::Birthday => code!(__rt::Birthday),
            Scalar::EventTime => code!(__rt::EventTime),
            Scalar::Money => code!(__rt::Money),
            Scalar::TimeZone => code!(__rt::TimeZone),
            Scalar::Secret => code!(__rt::Secret),
            Scalar::Picture => code!(__rt::Picture),
            Scalar::Json => code!(__rt::Json),
            Scalar::File => code!(__rt::File),
            Scalar::Permission => {
                let root = scope.to_root();
                code!(__rt::Open<#root permission::Name>)
            }
        },
        Type::Id(node) => {
            let module = scope.module(*node);
            code!(#module::Id)
        }
        Type::Ref(node) => {
            let marker = scope.marker(*node);
            code!(__rt::Ref<#marker>)
        }
        Type::Enum(id) => {
            let name = scope.enumeration(*id);
            code!(__rt::Open<#name>)
        }
        Type::Connection(node) => {
            let ready = scope.ready(*node);
            code!(__rt::Connection<#ready>)
        }
        Type::Node(node) => {
            let ready = scope.ready(*node);
            if needs_box(scope.schema, *node) { code!(::std::boxed::Box<#ready>) } else { ready }
        }
        Type::List(item) => {
            let item = match &**item {
                // A list is a box already.
                Type::Node(node) => scope.ready(*node),
                item => ready_type(item, scope),
            };
            code!(::std::vec::Vec<#item>)
        }
        Type::Map(item) => {
            let item = ready_type(item, scope);
            code!(__rt::BTreeMap<::std::string::String, #item>)
        }
    }
}

/// The same for people: `Vec<Open<Gender>>`.
pub(crate) fn reads_as(ty: &Type, schema: &Schema) -> String {
    match ty {
        Type::Scalar(scalar) => match scalar {
            Scalar::String | Scalar::Url => "String".into(),
            Scalar::Integer => "i64".into(),
            Scalar::Number => "f64".into(),
            Scalar::Boolean => "bool".into(),
            Scalar::Json => "Json".into(),
            Scalar::File => "File".into(),
            Scalar::Permission => "Open<permission::Name>".into(),
            Scalar::Date
            | Scalar::DateTime
            | Scalar::Birthday
            | Scalar::EventTime
            | Scalar::Money
            | Scalar::TimeZone
            | Scalar::Secret
            | Scalar::Picture => scalar.name().to_owned(),
        },
        Type::Id(node) => format!("{}::Id", schema[*node].module),
        Type::Ref(node) => format!("Ref<{}::Node>", schema[*node].module),
        Type::Enum(id) => format!("Open<{}>", schema[*id].name),
        Type::Connection(node) => format!("Connection<{}>", schema[*node].name),
        Type::Node(node) if needs_box(schema, *node) => format!("Box<{}>", schema[*node].name),
        Type::Node(node) => schema[*node].name.clone(),
        Type::List(item) => match &**item {
            Type::Node(node) => format!("Vec<{}>", schema[*node].name),
            item => format!("Vec<{}>", reads_as(item, schema)),
        },
        Type::Map(item) => format!("BTreeMap<String,{}>", reads_as(item, schema)),
    }
}

/// Whether a value can hold one of its own type without a list between them. What has no struct of its own
/// holds its members by name, in boxes already.
fn needs_box(schema: &Schema, of: NodeId) -> bool {
    schema[of].is_ready && reaches(schema, of, of)
}

fn reaches(schema: &Schema, from: NodeId, to: NodeId) -> bool {
    let mut seen = BTreeSet::from([from]);
    let mut open = vec![from];
    while let Some(node) = open.pop() {
        for field in &schema[node].fields {
            let Type::Node(next) = field.ty else { continue };
            if next == to {
                return true;
            }
            if schema[next].is_ready && seen.insert(next) {
                open.push(next);
            }
        }
    }
    false
}

/// How a parameter is given: the type of the Rust argument, and the statement that puts `value`
/// into `params`.
pub(crate) fn input(param: &Param, scope: Scope<'_>) -> (Code, Code) {
    let name = &param.name;
    let (ty, value) = argument(&param.ty, scope);
    let limits = limits(param);
    let put = match (&param.ty, param.encoding) {
        (Type::Scalar(Scalar::String | Scalar::Url), Encoding::Text) if limits.is_some() => {
            code!(params.limited_text(#name, #value, #limits);)
        }
        (Type::Scalar(Scalar::Permission), Encoding::Text) if limits.is_some() => {
            code!(params.limited_text(#name, #value.as_str(), #limits);)
        }
        (Type::Scalar(Scalar::Integer | Scalar::Number), Encoding::Text) if limits.is_some() => {
            code!(params.limited_number(#name, #value, #limits);)
        }
        (Type::Scalar(Scalar::Secret), _) => code!(params.text(#name, #value.expose());),
        (Type::Scalar(Scalar::File), _) => code!(params.file(#name, #value);),
        (Type::List(item), _) if **item == Type::Scalar(Scalar::File) => {
            code!(params.several_files(#name, value);)
        }
        (Type::List(item), Encoding::Json | Encoding::Text) if elements(item).is_some() => {
            let write = name!("{}", elements(item).unwrap_or_default());
            code!(params.#write(#name, value);)
        }
        (_, Encoding::Json) => code!(params.json(#name, #value);),
        (_, Encoding::One) => code!(params.one(#name, #value);),
        (_, Encoding::Commas) => code!(params.commas(#name, #value);),
        (Type::Scalar(Scalar::String | Scalar::Url), Encoding::Text) => code!(params.text(#name, #value);),
        (Type::Scalar(Scalar::EventTime), Encoding::Text) => code!(params.event_time(#name, #value);),
        (Type::List(_) | Type::Map(_) | Type::Node(_) | Type::Scalar(Scalar::Json), Encoding::Text) => {
            code!(params.json(#name, #value);)
        }
        (_, Encoding::Text) => code!(params.show(#name, #value);),
    };
    (ty, put)
}

/// The method of `Params` that writes a list of such elements as JSON: with closures in their place every list
/// would be three bodies.
fn elements(item: &Type) -> Option<&'static str> {
    match item {
        Type::Scalar(Scalar::String | Scalar::Url) => Some("texts"),
        Type::Enum(_) | Type::Scalar(Scalar::Permission) => Some("words"),
        Type::Id(_) | Type::Ref(_) | Type::List(_) | Type::Scalar(Scalar::File) => None,
        _ => Some("list"),
    }
}

/// The function of the runtime that sets a parameter in one expression, where there is one: bodies are most of
/// what a big schema costs.
pub(crate) fn set_by(param: &Param) -> Option<&'static str> {
    match (&param.ty, param.encoding) {
        _ if limits(param).is_some() => None,
        (Type::Scalar(Scalar::String | Scalar::Url), Encoding::Text) => Some("set_text"),
        (
            Type::Scalar(Scalar::Integer | Scalar::Number | Scalar::Boolean | Scalar::DateTime),
            Encoding::Text,
        ) => Some("set_show"),
        (Type::Enum(_), Encoding::Text) => Some("set_word"),
        (Type::Scalar(Scalar::Json) | Type::Node(_) | Type::Map(_), Encoding::Json | Encoding::Text) => {
            Some("set_json")
        }
        (Type::List(item), Encoding::Json | Encoding::Text) => match elements(item)? {
            "texts" => Some("set_texts"),
            "words" => Some("set_words"),
            _ => Some("set_list"),
        },
        _ => None,
    }
}

/// The type and the body of a setter.
pub(crate) fn setter_of(param: &Param, scope: Scope<'_>) -> (Code, Code) {
    let name = &param.name;
    let (ty, put) = input(param, scope);
    let body = match set_by(param) {
        Some(set) => {
            let set = name!("{set}");
            code!(__rt::#set(self, #name, value))
        }
        None => code!({
            let mut this = self;
            let params = __rt::params(&mut this);
            #put
            this
        }),
    };
    (ty, body)
}

fn limits(param: &Param) -> Option<Code> {
    let lengths = [("min_length", param.min_length), ("max_length", param.max_length)];
    let ranges = [("min", param.min), ("max", param.max)];
    let lengths = lengths.into_iter().filter_map(|(key, limit)| {
        let key = name!("{key}");
        limit.map(|limit| code!(#key: ::core::option::Option::Some(#limit)))
    });
    let ranges = ranges.into_iter().filter_map(|(key, limit)| {
        let key = name!("{key}");
        limit.map(|limit| code!(#key: ::core::option::Option::Some(#limit)))
    });
    let set: Vec<_> = lengths.chain(ranges).collect();
    (!set.is_empty()).then(|| code!(__rt::Limits { #(#set,)* ..::core::default::Default::default() }))
}

/// The type of an argument and the expression that makes of `value` what is written.
pub(crate) fn argument(ty: &Type, scope: Scope<'_>) -> (Code, Code) {
    let plain = |ty: Code| (ty, code!(value));
    let word =
        |name: Code| (code!(impl __rt::IntoWord<#name>), code!(__rt::IntoWord::<#name>::into_word(value)));
    match ty {
        Type::Scalar(Scalar::String | Scalar::Url) => {
            (code!(impl __rt::AsText), code!(__rt::AsText::as_text(&value)))
        }
        Type::Enum(id) => word(scope.enumeration(*id)),
        Type::Scalar(Scalar::Permission) => {
            let root = scope.to_root();
            word(code!(#root permission::Name))
        }
        Type::Scalar(_) => plain(ready_type(ty, scope)),
        Type::Id(node) | Type::Ref(node) => {
            let marker = scope.marker(*node);
            (code!(impl __rt::IntoId<#marker>), code!(__rt::IntoId::<#marker>::into_id(value)))
        }
        Type::Node(node) => plain(scope.ready(*node)),
        Type::Map(_) | Type::Connection(_) => plain(ready_type(ty, scope)),
        Type::List(item) => {
            let is_text = matches!(**item, Type::Scalar(Scalar::String | Scalar::Url));
            let (item_ty, item) = argument(item, scope);
            // What is borrowed of an element ends with it.
            let item = if is_text { code!(#item.to_owned()) } else { item };
            let ty = code!(impl ::core::iter::IntoIterator<Item = #item_ty>);
            (
                ty,
                code!(::core::iter::IntoIterator::into_iter(value).map(|value| #item).collect::<::std::vec::Vec<_>>()),
            )
        }
    }
}

/// The Rust types that may stand for a value where it alone is an argument: `(type, expression)`.
pub(crate) fn stand_ins(ty: &Type, scope: Scope<'_>) -> Vec<Code> {
    match ty {
        Type::Scalar(Scalar::String | Scalar::Url) => {
            vec![code!(&str), code!(::std::string::String), code!(&::std::string::String)]
        }
        Type::Id(node) | Type::Ref(node) => {
            let marker = scope.marker(*node);
            vec![
                code!(__rt::Id<#marker>),
                code!(&__rt::Id<#marker>),
                code!(&str),
                code!(::std::string::String),
                code!(u64),
            ]
        }
        Type::Enum(id) => {
            let name = scope.enumeration(*id);
            vec![name.clone(), code!(__rt::Open<#name>)]
        }
        _ => vec![ready_type(ty, scope)],
    }
}

/// A value of the caller's as a part of the path.
pub(crate) fn path_value(ty: &Type, name: &Name, scope: Scope<'_>) -> Code {
    match ty {
        Type::Scalar(Scalar::String | Scalar::Url) => code!(__rt::AsText::as_text(&#name)),
        ty => {
            let (_, value) = argument(ty, scope);
            code!({ let value = #name; #value })
        }
    }
}
