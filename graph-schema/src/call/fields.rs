//! The fields that a read asks for: whether there are such, and who must have granted what.

use super::{
    problem::{Problem, ProblemKind, listed, meant},
    selection::Selection,
};
use crate::{
    diagnostic::suggest,
    model::{NodeId, PermissionId, PermissionRule, Requirement, Scalar, Schema, Type, Whose},
};

/// What one part of a call needs, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Need {
    /// The field, or the operation.
    pub what: String,
    /// The permissions: `user_birthday`, `user_checkins or user_status`.
    pub permissions: String,
    /// Whether it works without them, and only answers less.
    pub is_optional: bool,
}

/// The node that values of a type are, if they are one.
pub(super) fn node_of(ty: &Type) -> Option<NodeId> {
    match ty {
        Type::Ref(node) | Type::Node(node) | Type::Connection(node) => Some(*node),
        Type::List(item) | Type::Map(item) => node_of(item),
        Type::Scalar(_) | Type::Id(_) | Type::Enum(_) => None,
    }
}

/// What a rule demands of one kind of person; of one who is not known, what it demands of everybody.
pub(super) fn need(schema: &Schema, what: &str, rule: &PermissionRule, whose: Whose) -> Option<Need> {
    let requirement = rule.of(whose).or_else(|| rule.is_uniform().then_some(&rule.own))?;
    let names =
        |any: &[PermissionId]| any.iter().map(|id| schema[*id].name.clone()).collect::<Vec<_>>().join(" or ");
    let (permissions, is_optional) = match requirement {
        Requirement::None | Requirement::Never | Requirement::Unknown => return None,
        Requirement::Needs(all) => {
            (all.iter().map(|any| names(any)).collect::<Vec<_>>().join(" and "), false)
        }
        Requirement::Widens(any) => (names(any), true),
    };
    Some(Need { what: what.to_owned(), permissions, is_optional })
}

/// Looks at fields of a node and at all that is inside of them.
pub(super) struct Fields<'a> {
    pub(super) schema: &'a Schema,
    pub(super) problems: Vec<Problem>,
    pub(super) needs: Vec<Need>,
}

impl Fields<'_> {
    pub(super) fn check(&mut self, node: NodeId, selection: &Selection, whose: Whose) {
        let schema = self.schema;
        let described = &schema[node];
        for item in &selection.items {
            let name = item.name.as_str();
            let connection = || {
                let named = |connection: &&crate::model::Connection| {
                    connection.name == name || connection.path == name
                };
                described.connections.iter().find(named)
            };
            let (ty, below) = if let Some(field) = described.field(name) {
                self.needs.extend(need(schema, name, &field.permission, whose));
                let below = if matches!(field.ty, Type::Node(_)) { whose } else { Whose::Unknown };
                (&field.ty, below)
            } else if let Some(connection) = connection() {
                self.needs.extend(need(schema, name, &connection.permission, whose));
                (&connection.item, items(connection.items_are, whose))
            } else if name == "id" && !described.is_object {
                continue;
            } else {
                self.problems.push(unknown(schema, node, name));
                continue;
            };
            let Some(inside) = &item.inside else { continue };
            match node_of(ty) {
                Some(node) => self.check(node, inside, below),
                // Nobody wrote down what is in it.
                None if matches!(ty, Type::Scalar(Scalar::Json | Scalar::Picture)) => {}
                None => {
                    let rule = format!("`{name}` of `{}` has no fields of its own", described.name);
                    let remedy = format!("leave out `{{{}}}`", inside.text);
                    let problem = Problem::new(ProblemKind::UnknownField, rule, remedy);
                    self.problems.push(problem.about("fields"));
                }
            }
        }
    }
}

/// Whose the items of a connection are, seen from the person of the token.
pub(super) fn items(items_are: Whose, whose: Whose) -> Whose {
    match (items_are, whose) {
        (Whose::Own, whose) => whose,
        (Whose::Friend, Whose::Own) => Whose::Friend,
        (Whose::Friend | Whose::Other, _) => Whose::Other,
        (Whose::Unknown, _) => Whose::Unknown,
    }
}

fn unknown(schema: &Schema, node: NodeId, name: &str) -> Problem {
    let node = &schema[node];
    let names = || {
        let fields = node.fields.iter().map(|field| field.name.as_str());
        fields.chain(node.connections.iter().map(|connection| connection.name.as_str()))
    };
    let remedy = meant(suggest(name, names()), || match names().count() {
        0 => "leave it out".to_owned(),
        1..=12 => format!("it has {}", listed(names())),
        _ => format!("`graph schema show {}` lists what it has", node.name),
    });
    let rule = format!("`{}` has no field `{name}`", node.name);
    Problem::new(ProblemKind::UnknownField, rule, remedy).about("fields")
}
