//! Checks the requested fields of a read, and collects the permissions they require.

use super::{
    arguments,
    problem::{Problem, ProblemKind, did_you_mean, listed},
    selection::{Selected, Selection},
};
use crate::{
    diagnostic::suggest,
    model::{
        Connection, Node, NodeId, PermissionId, PermissionRule, Requirement, Scalar, Schema, Type, Whose,
    },
};

/// The permissions that a part of a call requires.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Need {
    /// The field or operation.
    pub what: String,
    /// The permissions, such as `user_birthday` or, `user_checkins or user_status`.
    pub permissions: String,
    /// Whether the call works without them and only returns less.
    pub is_optional: bool,
}

/// Returns the node or object of a type, if any.
pub(super) fn node_of(ty: &Type) -> Option<NodeId> {
    match ty {
        Type::Ref(node) | Type::Node(node) | Type::Connection(node) => Some(*node),
        Type::List(item) | Type::Map(item) | Type::Keyed(_, item) | Type::Encoded(item) => node_of(item),
        Type::Scalar(_) | Type::Id(_) | Type::Enum(_) | Type::Union(_) => None,
    }
}

/// Returns what a rule requires for one kind of target. For an unknown target, returns what it requires for all.
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

/// Checks fields of a node, including nested ones.
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
                let named = |connection: &&Connection| connection.name == name || connection.path == name;
                described.connections.iter().find(named)
            };
            let (ty, below) = if let Some(field) = described.field(name) {
                if field.unasked {
                    self.problems.push(unasked(described, name));
                    continue;
                }
                self.needs.extend(need(schema, name, &field.permission, whose));
                arguments::check(schema, field, item, &mut self.problems);
                let below = if matches!(field.ty, Type::Node(_)) { whose } else { Whose::Unknown };
                (&field.ty, below)
            } else if let Some(connection) = connection() {
                self.needs.extend(need(schema, name, &connection.permission, whose));
                self.required(connection, item);
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
                // Its content is undocumented.
                None if matches!(ty, Type::Scalar(Scalar::Json | Scalar::Picture)) => {}
                None => {
                    let rule = format!("`{name}` of `{}` has no fields", described.name);
                    let remedy = format!("remove `{{{}}}`", inside.text);
                    let problem = Problem::new(ProblemKind::UnknownField, rule, remedy);
                    self.problems.push(problem.about("fields"));
                }
            }
        }
    }
}

impl Fields<'_> {
    /// Checks that a nested list has the parameters that it requires.
    fn required(&mut self, connection: &Connection, item: &Selected) {
        let is_given = |name: &str| item.modifiers.iter().any(|(modifier, _)| modifier == name);
        let missing = connection
            .params
            .iter()
            .filter(|param| connection.has_list && param.required && !is_given(&param.name));
        for param in missing {
            let rule = format!("`{}` requires the parameter `{}`", item.name, param.name);
            let remedy = format!("write `{}.{}(..)`", item.name, param.name);
            self.problems.push(Problem::new(ProblemKind::Missing, rule, remedy).about("fields"));
        }
    }
}

/// Returns whose data the items of a connection are, relative to the current user.
pub(super) fn items(items_are: Whose, whose: Whose) -> Whose {
    match (items_are, whose) {
        (Whose::Own, whose) => whose,
        (Whose::Friend, Whose::Own) => Whose::Friend,
        (Whose::Friend | Whose::Other, _) => Whose::Other,
        (Whose::Unknown, _) => Whose::Unknown,
    }
}

fn unasked(node: &Node, name: &str) -> Problem {
    let rule = format!("`{name}` of `{}` comes by itself and cannot be requested", node.name);
    Problem::new(ProblemKind::Unasked, rule, "remove it from the list").about("fields")
}

fn unknown(schema: &Schema, node: NodeId, name: &str) -> Problem {
    let node = &schema[node];
    let names = || {
        let fields = node.fields.iter().filter(|field| !field.unasked);
        let fields = fields.map(|field| field.name.as_str());
        fields.chain(node.connections.iter().map(|connection| connection.name.as_str()))
    };
    let remedy = did_you_mean(suggest(name, names()), || match names().count() {
        0 => "remove it".to_owned(),
        1..=12 => format!("its fields are {}", listed(names())),
        _ => format!("`graph schema show {}` lists its fields", node.name),
    });
    let rule = format!("`{}` has no field `{name}`", node.name);
    Problem::new(ProblemKind::UnknownField, rule, remedy).about("fields")
}
