//! Types of fields and parameters.

use super::{EnumId, NodeId, Schema, UnionId};

/// A built-in type of the schema language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scalar {
    /// Text.
    String,
    /// A URL.
    Url,
    /// A whole number.
    Integer,
    /// Any number.
    Number,
    /// True or false.
    Boolean,
    /// A calendar date: `2012-07-04`.
    Date,
    /// A date and time: `2012-12-06T13:28:21+0000`.
    DateTime,
    /// A full or partial date of birth: `07/04/1976`, `07/04`, `1976`.
    Birthday,
    /// The time of an event: a date, or a date and time with a UTC offset.
    EventTime,
    /// A decimal amount as text: `3.98`.
    Money,
    /// A time zone: an offset from UTC in hours, or a name.
    TimeZone,
    /// A secret, such as an access token, that is never displayed.
    Secret,
    /// A picture: a URL, or an object that contains one.
    Picture,
    /// Any JSON value.
    Json,
    /// The name of a permission.
    Permission,
    /// A file to upload.
    File,
}

impl Scalar {
    /// Every scalar with its name in the schema language.
    pub const ALL: &'static [(&'static str, Self)] = &[
        ("string", Self::String),
        ("url", Self::Url),
        ("integer", Self::Integer),
        ("number", Self::Number),
        ("boolean", Self::Boolean),
        ("Date", Self::Date),
        ("DateTime", Self::DateTime),
        ("Birthday", Self::Birthday),
        ("EventTime", Self::EventTime),
        ("Money", Self::Money),
        ("TimeZone", Self::TimeZone),
        ("Secret", Self::Secret),
        ("Picture", Self::Picture),
        ("json", Self::Json),
        ("Permission", Self::Permission),
        ("file", Self::File),
    ];

    /// Finds a scalar by name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(known, _)| *known == name).map(|(_, scalar)| *scalar)
    }

    /// The name of this scalar.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, scalar)| *scalar == self).map_or("", |(name, _)| name)
    }
}

/// The type of a field, a parameter or an item.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Type {
    /// A scalar.
    Scalar(Scalar),
    /// The id of a node.
    Id(NodeId),
    /// A node's id and name.
    Ref(NodeId),
    /// Connection items embedded in another response: `{"data": [..], "count": 3}`, a list, or only a count.
    Connection(NodeId),
    /// A value of an enum.
    Enum(EnumId),
    /// A nested node or object.
    Node(NodeId),
    /// One of several kinds of value.
    Union(UnionId),
    /// A list.
    List(Box<Type>),
    /// A map with arbitrary keys.
    Map(Box<Type>),
    /// A map whose keys are ids, words of an enum, numbers or dates.
    Keyed(Box<Type>, Box<Type>),
    /// A string that contains JSON of a type.
    Encoded(Box<Type>),
}

impl Type {
    /// Formats the type in the schema language.
    pub fn name(&self, schema: &Schema) -> String {
        match self {
            Self::Scalar(scalar) => scalar.name().to_owned(),
            Self::Id(node) => format!("Id<{}>", schema[*node].name),
            Self::Ref(node) => format!("Ref<{}>", schema[*node].name),
            Self::Connection(node) => format!("Connection<{}>", schema[*node].name),
            Self::Enum(id) => schema[*id].name.clone(),
            Self::Node(node) => schema[*node].name.clone(),
            Self::Union(id) => schema[*id].name.clone(),
            Self::List(item) => format!("[{}]", item.name(schema)),
            Self::Map(item) => format!("{{{}}}", item.name(schema)),
            Self::Keyed(key, item) => format!("{{{}: {}}}", key.name(schema), item.name(schema)),
            Self::Encoded(item) => format!("Json<{}>", item.name(schema)),
        }
    }
}
