//! Types of fields and parameters.

use super::{EnumId, NodeId, Schema};

/// A type that the language itself knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scalar {
    /// Text.
    String,
    /// Text that is an address.
    Url,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// True or false.
    Boolean,
    /// A day: `2012-07-04`.
    Date,
    /// A moment: `2012-12-06T13:28:21+0000`.
    DateTime,
    /// A day of birth, or what is shown of it: `07/04/1976`, `07/04`, `1976`.
    Birthday,
    /// When an event is: a day, or a moment with its offset.
    EventTime,
    /// A decimal amount as text: `3.98`.
    Money,
    /// A time zone: hours from UTC, or a name.
    TimeZone,
    /// A secret, such as an access token, that nothing shows.
    Secret,
    /// A picture: an address, or an object that holds one.
    Picture,
    /// Anything.
    Json,
    /// The name of a permission.
    Permission,
    /// A file that is sent.
    File,
}

impl Scalar {
    /// Every scalar with the name the schema language has for it.
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

    /// The scalar of a name.
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
    /// The items of a connection as they stand inside another answer: `{"data": [..], "count": 3}`,
    /// a list, or their number alone.
    Connection(NodeId),
    /// A word of an enum.
    Enum(EnumId),
    /// A nested node or object.
    Node(NodeId),
    /// A list.
    List(Box<Type>),
    /// An object with free keys.
    Map(Box<Type>),
}

impl Type {
    /// The type as the schema language writes it.
    pub fn name(&self, schema: &Schema) -> String {
        match self {
            Self::Scalar(scalar) => scalar.name().to_owned(),
            Self::Id(node) => format!("Id<{}>", schema[*node].name),
            Self::Ref(node) => format!("Ref<{}>", schema[*node].name),
            Self::Connection(node) => format!("Connection<{}>", schema[*node].name),
            Self::Enum(id) => schema[*id].name.clone(),
            Self::Node(node) => schema[*node].name.clone(),
            Self::List(item) => format!("[{}]", item.name(schema)),
            Self::Map(item) => format!("{{{}}}", item.name(schema)),
        }
    }
}
