//! Values: what the caller passes for one, and how it is written into a request.

use graph_schema::model::{Encoding, EnumId, Limits, NodeId, Param, ParamPlace, Scalar, Type, UnionId};

/// What the caller passes for a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Given {
    /// Anything that is text: `impl AsText`.
    Text,
    /// A word of an enum: `impl IntoWord<Privacy>`.
    Word(EnumId),
    /// The name of a permission: `impl IntoWord<permission::Name>`.
    Permission,
    /// The id of a node: `impl IntoId<user::Node>`.
    Id(NodeId),
    /// An object, or what converts into one: `impl IntoValue<Row>`.
    Struct(NodeId),
    /// A union, or what converts into one: `impl IntoValue<Message>`.
    Union(UnionId),
    /// A date or a time: `impl IntoDate`, `impl IntoDateTime`, `impl IntoEventTime`.
    Time(Scalar),
    /// The one Rust type that holds such a value: `i64`.
    Plain(Type),
    /// Anything that yields such values: `impl IntoList<V>`.
    List(Box<Given>),
}

impl Given {
    /// What the caller passes for a value of a type. Two equal ones have the same type in Rust.
    #[must_use]
    pub fn new(ty: &Type) -> Self {
        match ty {
            Type::Scalar(Scalar::String | Scalar::Url) => Self::Text,
            Type::Scalar(Scalar::Permission) => Self::Permission,
            Type::Scalar(scalar @ (Scalar::Date | Scalar::DateTime | Scalar::EventTime)) => {
                Self::Time(*scalar)
            }
            Type::Enum(id) => Self::Word(*id),
            Type::Id(node) | Type::Ref(node) => Self::Id(*node),
            Type::Node(node) => Self::Struct(*node),
            Type::Union(id) => Self::Union(*id),
            Type::List(item) => Self::List(Box::new(Self::new(item))),
            Type::Scalar(_) | Type::Map(_) | Type::Keyed(..) | Type::Encoded(_) | Type::Connection(_) => {
                Self::Plain(plain(ty))
            }
        }
    }
}

/// The type with one name for all that are the same in Rust.
fn plain(ty: &Type) -> Type {
    match ty {
        Type::Scalar(Scalar::Url) => Type::Scalar(Scalar::String),
        Type::List(item) => Type::List(Box::new(plain(item))),
        Type::Map(item) => Type::Map(Box::new(plain(item))),
        Type::Keyed(key, item) => Type::Keyed(key.clone(), Box::new(plain(item))),
        Type::Encoded(item) => Type::Encoded(Box::new(plain(item))),
        ty => ty.clone(),
    }
}

/// How the value of a parameter is written into a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Put {
    /// The method of `Params` that writes it.
    pub method: &'static str,
    /// What the method takes of the argument.
    pub form: PutForm,
    /// The limits that are checked when it is written.
    pub limits: Option<Limits>,
    /// The function of the runtime that sets it in one expression, if there is one.
    ///
    /// Function bodies are most of what a big schema costs to compile.
    pub set: Option<&'static str>,
}

/// What is written of an argument.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PutForm {
    /// The argument itself.
    Argument,
    /// The value that the argument converts into.
    Value,
    /// The text of that value.
    Text,
    /// The text of a secret.
    Secret,
}

/// Whether a value is an object or union, or a list or map of such: it is checked before it is written.
fn holds_value(ty: &Type) -> bool {
    match ty {
        Type::Node(_) | Type::Union(_) | Type::Encoded(_) => true,
        Type::List(item) | Type::Map(item) | Type::Keyed(_, item) => holds_value(item),
        _ => false,
    }
}

impl Put {
    /// How a parameter is written.
    #[must_use]
    pub fn new(param: &Param) -> Self {
        use PutForm::{Argument, Secret, Text, Value};
        let limits = (!param.limits.is_empty()).then_some(param.limits);
        if param.place == ParamPlace::Json {
            return Self { method: "member", form: Value, limits, set: None };
        }
        let is_counted = limits.is_some()
            && matches!(&param.ty, Type::List(item) | Type::Map(item) | Type::Keyed(_, item) if **item != Type::Scalar(Scalar::File))
            && matches!(param.encoding, Encoding::Json | Encoding::Text);
        if param.flat || holds_value(&param.ty) || is_counted {
            return Self { method: "value", form: Value, limits, set: None };
        }
        let (method, form, set) = match (&param.ty, param.encoding) {
            (Type::Scalar(Scalar::String | Scalar::Url), Encoding::Text) if limits.is_some() => {
                return Self { method: "limited_text", form: Value, limits, set: None };
            }
            (Type::Scalar(Scalar::Permission), Encoding::Text) if limits.is_some() => {
                return Self { method: "limited_text", form: Text, limits, set: None };
            }
            (Type::Scalar(Scalar::Integer | Scalar::Number), Encoding::Text) if limits.is_some() => {
                return Self { method: "limited_number", form: Value, limits, set: None };
            }
            (Type::Scalar(Scalar::Secret), _) => ("text", Secret, None),
            (Type::Scalar(Scalar::File), _) => ("file", Value, None),
            (Type::List(item), _) if **item == Type::Scalar(Scalar::File) => {
                ("several_files", Argument, None)
            }
            (Type::List(item), Encoding::Json | Encoding::Text) => match elements(item) {
                Some((method, set)) => (method, Argument, Some(set)),
                None => ("json", Value, None),
            },
            (_, Encoding::One) => ("one", Value, None),
            (_, Encoding::Commas) if limits.is_some() => {
                return Self { method: "limited_commas", form: Value, limits, set: None };
            }
            (_, Encoding::Commas) => ("commas", Value, None),
            (
                Type::Map(_) | Type::Keyed(..) | Type::Scalar(Scalar::Json),
                Encoding::Json | Encoding::Text,
            ) => ("json", Value, Some("set_json")),
            (_, Encoding::Json) => ("json", Value, None),
            (Type::Scalar(Scalar::String | Scalar::Url), Encoding::Text) => ("text", Value, Some("set_text")),
            (Type::Scalar(Scalar::EventTime), Encoding::Text) => ("event_time", Value, None),
            (Type::Scalar(Scalar::DateTime), Encoding::Text) => ("show", Value, Some("set_date_time")),
            (Type::Scalar(Scalar::Integer | Scalar::Number | Scalar::Boolean), Encoding::Text) => {
                ("show", Value, Some("set_show"))
            }
            (Type::Enum(_), Encoding::Text) => ("show", Value, Some("set_word")),
            (_, Encoding::Text) => ("show", Value, None),
        };
        // What has limits is checked in a body of its own.
        Self { method, form, limits: None, set: set.filter(|_| limits.is_none()) }
    }
}

/// The method of `Params` and the function of the runtime that write a list of such elements as JSON: with a
/// closure instead, every list would be three bodies.
fn elements(item: &Type) -> Option<(&'static str, &'static str)> {
    match item {
        Type::Scalar(Scalar::String | Scalar::Url) => Some(("texts", "set_texts")),
        Type::Enum(_) | Type::Scalar(Scalar::Permission) => Some(("words", "set_words")),
        Type::Id(_)
        | Type::Ref(_)
        | Type::List(_)
        | Type::Scalar(Scalar::File | Scalar::Date | Scalar::DateTime | Scalar::EventTime) => None,
        _ => Some(("list", "set_list")),
    }
}
