//! The `fields` module of a node: a type alias with the facts of each field and connection.

use graph_schema::model::{Connection, Field, Node, Presence, TokenKinds, Type, Whose};

use super::{
    docs::{Docs, presence_text},
    never,
    scope::{Scope, mapping},
    types::{plain_field, reads_as, wire},
};
use crate::{
    code::{Code, code, name},
    names,
    plan::{self, FieldPlan, Never, demands_nothing},
};

pub(super) fn module(node: &Node, scope: Scope<'_>) -> Code {
    let plans = plan::with_arguments(node);
    let fields = node.fields.iter().enumerate().map(|(at, field)| {
        let plan = plans.iter().find(|(of, _)| *of == at).map(|(_, plan)| plan);
        self::field(field, plan, node, scope)
    });
    // If a field and a connection share a name, the field has it.
    let connections = node
        .connections
        .iter()
        .filter(|connection| node.field(&connection.name).is_none())
        .filter_map(|connection| self::connection(connection, scope));
    let values = match node.is_ready {
        true => "Each field is also a constant of the same name, for an explicit list: `fields([..])`.",
        false => "An explicit list (`fields([..])`) takes names made by `FieldName::new`.",
    };
    let doc = format!(
        " Fields and connections of `{}`, each as a type that carries its facts: `derive(Fields)` looks up the members \
         of a struct here. {values}",
        node.name
    );
    code! {
        #[doc = #doc]
        #[allow(non_camel_case_types, non_upper_case_globals)]
        pub mod fields {
            use super::__rt;
            #(#fields)*
            #(#connections)*
        }
    }
}

fn field(field: &Field, plan: Option<&FieldPlan>, node: &Node, scope: Scope<'_>) -> Code {
    let ident = names::member(&field.rust);
    let name = &field.name;
    let reads = reads_as(&field.ty, scope.schema);
    let docs = Docs::new(&field.doc, format!("The field `{name}`."))
        .say(format!("Type: `{reads}`. {}", presence_text(field)))
        .needs(scope.schema, &field.permission, &field.token)
        .note(field.note.as_deref())
        .attributes_for(&ident);
    let deprecated = deprecated(field.deprecated.as_deref());
    let mut ty = field_type(field, scope);
    if field.unasked {
        ty = code!(__rt::Unasked<#ty>);
    }
    if let Some(args) = plan.map(|plan| &plan.ty) {
        ty = match never::missing_arguments(field) {
            None => code!(__rt::Takes<#ty, super::args::#args>),
            Some(missing) => {
                let never = scope.never(Never::Missing, &missing);
                let refused = field_with(field, Some(never), scope);
                code!(__rt::Needs<#refused, #ty, super::args::#args>)
            }
        };
    }
    if let Some(list) = list_of(field, node) {
        let edge = edge(list, scope);
        ty = code!(__rt::Takes<#ty, __rt::OfEdge<#edge>>);
    }
    let named = (field.rust != field.name).then(|| {
        let marker = name!("__name{}", field.rust);
        ty = code!(__rt::Named<#ty, #marker>);
        code! {
            #[doc(hidden)]
            pub struct #marker;
            impl __rt::WireName for #marker {
                const NAME: &'static __rt::str = #name;
            }
        }
    });
    // The same name as a constant, for an explicit list; the type has the documentation. Only ready structs are read
    // with such lists, and each constant adds to every build.
    let needs_arguments = field.required_params().next().is_some();
    let value = node.is_ready.then(|| match field.unasked {
        // Of a type that no list of names takes.
        _ if needs_arguments => code! {
            #[doc(hidden)]
            #deprecated
            pub const #ident: __rt::NeedsArguments<super::Node> = __rt::NeedsArguments::NAME;
        },
        false => code! {
            #[doc(hidden)]
            #deprecated
            pub const #ident: __rt::FieldName<super::Node> = __rt::field_name(#name);
        },
        true => code! {
            #[doc(hidden)]
            #deprecated
            pub const #ident: __rt::ComesUnasked<super::Node> = __rt::ComesUnasked::NAME;
        },
    });
    code! {
        #named
        #docs
        #deprecated
        pub type #ident = #ty;
        #value
    }
}

/// The connection that has a list as well as the field: a selection gives the field the parameters of that list.
fn list_of<'a>(field: &Field, node: &'a Node) -> Option<&'a Connection> {
    let Type::Connection(item) = field.ty else { return None };
    let list = node.connection(&field.name).filter(|_| field.params.is_empty())?;
    let takes_any = list.has_list && plan::required(list).next().is_none();
    (takes_any && list.item == Type::Node(item)).then_some(list)
}

fn field_type(field: &Field, scope: Scope<'_>) -> Code {
    field_with(field, None, scope)
}

/// The same, with another rule for tokens.
fn field_with(field: &Field, other_token: Option<Code>, scope: Scope<'_>) -> Code {
    let presence = name!(
        "{}",
        match field.presence {
            Presence::Always => "Always",
            Presence::Usual => "Usual",
            Presence::Gated => "Gated",
        }
    );
    // The owner of a nested node is not known from the call; an object has the owner of its node.
    let nested_node = match &field.ty {
        Type::Node(id) | Type::Connection(id) => !scope.schema[*id].is_object,
        Type::List(item) => matches!(&**item, Type::Node(id) if !scope.schema[*id].is_object),
        _ => false,
    };
    let any_token = field.token.is_uniform() && field.token.own == TokenKinds::ANY;
    if !nested_node && any_token && demands_nothing(&field.permission) && other_token.is_none() {
        // Defaults are left out: each name adds to every build.
        return match field.presence {
            Presence::Gated => plain_field(&field.ty, scope),
            Presence::Always | Presence::Usual => {
                let wire = wire(&field.ty, scope);
                code!(__rt::Field<#wire, __rt::#presence>)
            }
        };
    }
    let wire = wire(&field.ty, scope);
    let permission = scope.permission(&field.permission, &field.name);
    let token = other_token.unwrap_or_else(|| scope.token(&field.token, &field.name));
    match nested_node {
        true => code!(__rt::Field<#wire, __rt::#presence, #permission, #token, __rt::UnknownTarget>),
        false => code!(__rt::Field<#wire, __rt::#presence, #permission, #token>),
    }
}

fn connection(connection: &Connection, scope: Scope<'_>) -> Option<Code> {
    let ident = names::member(&connection.name);
    let docs = Docs::new(&connection.doc, format!("The connection `{}`.", connection.path))
        .say("Type: a `Connection` of a selection of its items.")
        .needs(scope.schema, &connection.permission, &connection.token)
        .attributes_for(&ident);
    let deprecated = deprecated(connection.deprecated.as_deref());
    let edge = match never::missing(connection) {
        None => edge(connection, scope),
        // A selection gives what the list requires with `args`.
        Some(missing) => {
            let refused = edge_with(connection, scope.never(Never::Missing, &missing), scope);
            let (edge, module) = (edge(connection, scope), names::connection_module(&connection.name));
            code!(__rt::Needs<#refused, #edge, __rt::OfList<super::#module::List>>)
        }
    };
    // Items without fields cannot be selected.
    matches!(connection.item, Type::Node(_)).then(|| {
        code! {
            #docs
            #deprecated
            pub type #ident = #edge;
        }
    })
}

/// A connection as a type.
pub(super) fn edge(connection: &Connection, scope: Scope<'_>) -> Code {
    let item = edge_item(connection, scope);
    let any_token = connection.token.is_uniform() && connection.token.own == TokenKinds::ANY;
    if any_token && connection.items_are == Whose::Own && demands_nothing(&connection.permission) {
        return code!(__rt::Edge<#item>);
    }
    edge_with(connection, scope.token(&connection.token, &connection.name), scope)
}

fn edge_with(connection: &Connection, token: Code, scope: Scope<'_>) -> Code {
    let item = edge_item(connection, scope);
    let whose = mapping(connection.items_are);
    let permission = scope.permission(&connection.permission, &connection.name);
    code!(__rt::Edge<#item, #whose, #permission, #token>)
}

fn edge_item(connection: &Connection, scope: Scope<'_>) -> Code {
    match connection.item {
        Type::Node(node) => scope.marker(node),
        _ => code!(()),
    }
}

/// For items that name each other, if one of them is deprecated.
pub(super) fn quiet(is_deprecated: bool) -> Option<Code> {
    is_deprecated.then(|| code!(#[allow(deprecated)]))
}

pub(super) fn deprecated(note: Option<&str>) -> Option<Code> {
    note.map(|note| code!(#[deprecated(note = #note)]))
}
