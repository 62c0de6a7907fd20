//! Types of the schema as Rust types: on the wire, in a ready struct, in a struct of arguments.

use graph_schema::{
    list::List as _,
    model::{NodeId, Scalar, Schema, Type, UnionId},
};

use super::scope::Scope;
use crate::code::{Code, Name, code, name};

/// The type of a field on the wire.
pub(super) fn wire(ty: &Type, scope: Scope<'_>) -> Code {
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
        Type::Node(node) if !scope.values.has_fields(*node) => wrap("Shaped", &scope.ready(*node)),
        Type::Node(node) => wrap("Node", &scope.marker(*node)),
        Type::Union(id) => wrap("Shaped", &scope.union(*id)),
        Type::List(item) => wrap("List", &wire(item, scope)),
        Type::Map(item) => wrap("Map", &wire(item, scope)),
        Type::Keyed(key, item) => {
            let (key, item) = (ready_type(key, scope), wire(item, scope));
            code!(__rt::wire::Keyed<#key, #item>)
        }
        Type::Encoded(item) => wrap("Encoded", &wire(item, scope)),
    }
}

/// The type of a scalar on the wire; a permission is an enum of the API itself.
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

/// A field with no facts but its type. Most fields are such scalars: each has one short name.
pub(super) fn plain_field(ty: &Type, scope: Scope<'_>) -> Code {
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

/// The type of a field in a ready struct, without its `Option`.
pub(super) fn ready_type(ty: &Type, scope: Scope<'_>) -> Code {
    match ty {
        Type::Scalar(scalar) => match scalar {
            Scalar::String | Scalar::Url => code!(__rt::String),
            Scalar::Integer => code!(__rt::i64),
            Scalar::Number => code!(__rt::f64),
            Scalar::Boolean => code!(__rt::bool),
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
        Type::Node(node) => scope.ready(*node),
        Type::Union(id) => scope.union(*id),
        Type::List(item) => {
            let item = match &**item {
                // A list allocates already.
                Type::Node(node) => scope.ready(*node),
                Type::Union(id) => scope.union(*id),
                item => ready_type(item, scope),
            };
            code!(__rt::Vec<#item>)
        }
        Type::Map(item) => {
            let item = ready_type(item, scope);
            code!(__rt::BTreeMap<__rt::String, #item>)
        }
        Type::Keyed(key, item) => {
            let (key, item) = (ready_type(key, scope), ready_type(item, scope));
            code!(__rt::Map<#key, #item>)
        }
        Type::Encoded(item) => {
            // It is on the heap already.
            let item = match &**item {
                Type::Node(node) => scope.ready(*node),
                Type::Union(id) => scope.union(*id),
                item => ready_type(item, scope),
            };
            code!(__rt::JsonText<#item>)
        }
    }
}

/// The type of a field that holds an argument: what is sent as an id is an id.
pub(super) fn owned_type(ty: &Type, scope: Scope<'_>) -> Code {
    match ty {
        Type::Node(node) => scope.ready(*node),
        Type::Union(id) => scope.union(*id),
        Type::Ref(node) => ready_type(&Type::Id(*node), scope),
        Type::List(item) => {
            let item = owned_type(item, scope);
            code!(__rt::Vec<#item>)
        }
        ty => ready_type(ty, scope),
    }
}

/// The type of a field in documentation: `Vec<Open<Gender>>`.
pub(super) fn reads_as(ty: &Type, schema: &Schema) -> String {
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
        Type::Node(node) => schema[*node].name.clone(),
        Type::Union(id) => schema[*id].name.clone(),
        Type::List(item) => match &**item {
            Type::Node(node) => format!("Vec<{}>", schema[*node].name),
            Type::Union(id) => format!("Vec<{}>", schema[*id].name),
            item => format!("Vec<{}>", reads_as(item, schema)),
        },
        Type::Map(item) => format!("BTreeMap<String,{}>", reads_as(item, schema)),
        Type::Keyed(key, item) => format!("Map<{}, {}>", reads_as(key, schema), reads_as(item, schema)),
        Type::Encoded(item) => format!("JsonText<{}>", reads_as(item, schema)),
    }
}

/// The type of a member of a value, or of the content of a variant: `ready_type`, in a box where it leads back to its
/// holder.
pub(super) fn member_type(holder: Held, ty: &Type, scope: Scope<'_>) -> Code {
    let ready = ready_type(ty, scope);
    if holder.needs_box(ty, scope.schema) { code!(__rt::Box<#ready>) } else { ready }
}

/// A value that can hold others.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Held {
    Node(NodeId),
    Union(UnionId),
}

impl Held {
    fn of(schema: &Schema, ty: &Type) -> Option<Self> {
        match ty {
            Type::Node(node) if schema[*node].is_ready => Some(Self::Node(*node)),
            Type::Union(union) => Some(Self::Union(*union)),
            _ => None,
        }
    }

    /// Whether a member of this type can contain its holder again, without a list in between. What has no ready struct
    /// holds its members by name, which are boxed already.
    pub(super) fn needs_box(self, ty: &Type, schema: &Schema) -> bool {
        let nodes = schema.nodes.len();
        let mut seen = vec![false; nodes + schema.unions.len()];
        let mut open: Vec<Self> = Self::of(schema, ty).into_iter().list();
        while let Some(held) = open.pop() {
            if held == self {
                return true;
            }
            let place = match held {
                Self::Node(node) => node.place(),
                Self::Union(union) => nodes + union.place(),
            };
            if !std::mem::replace(&mut seen[place], true) {
                open.extend(held.contents(schema));
            }
        }
        false
    }

    fn contents(self, schema: &Schema) -> Vec<Self> {
        match self {
            Self::Node(node) => {
                schema[node].fields.iter().filter_map(|field| Self::of(schema, &field.ty)).list()
            }
            Self::Union(union) => {
                let contents = schema[union].variants.iter().filter_map(|variant| variant.ty.as_ref());
                contents.filter_map(|ty| Self::of(schema, ty)).list()
            }
        }
    }
}
