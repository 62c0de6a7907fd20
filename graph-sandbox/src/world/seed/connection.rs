//! The generated items of a connection.

use graph_schema::model::{Connection, NodeId, Type, Whose};
use serde_json::{Map, Value};

use super::{Generator, Random, START, Subject, special};

/// A generated item of a connection.
#[derive(Clone, Debug)]
pub(crate) struct Made {
    /// Its creation time.
    pub(crate) moment: i64,
    /// Whether everyone may see it.
    pub(crate) open: bool,
    /// The item itself.
    pub(crate) what: What,
}

/// The value of an item.
#[derive(Clone, Debug)]
pub(crate) enum What {
    /// An existing node.
    Known(String),
    /// A node that is created with the list.
    New {
        /// Its id.
        id: String,
        /// Its node type.
        node: NodeId,
        /// Fields that are set before the others are generated.
        values: Map<String, Value>,
    },
    /// A value that is not a node.
    Inline(Value),
}

impl Generator {
    /// The items of a connection of `owner`, newest first.
    pub(crate) fn items(&self, owner: &Subject<'_>, connection: &Connection) -> Vec<Made> {
        let name = connection.name.as_str();
        let mut random = Random::of(self.seed, &[owner.id, name, "items"]);
        let mut moment = START;
        let plans = self.plans(owner, connection, &mut random).into_iter().enumerate();
        let made = plans.filter_map(|(at, plan)| {
            moment -= 3600 + i64::try_from(random.below(40)).unwrap_or(0) * 1800;
            let open = at % 2 == 0;
            let path = format!("{}/{name}/{at}", owner.id);
            let subject = Subject {
                id: &path,
                moment,
                owner: owner.owner.or(Some(owner.id)),
                complete: false,
                ..*owner
            };
            let what = match plan {
                Plan::Known(id) => What::Known(id),
                Plan::New(node) => {
                    let id = special::id(
                        &self.schema,
                        node,
                        owner.id,
                        self.number(&[owner.id, name, &at.to_string()]),
                    );
                    What::New { id, node, values: special::visibility(self, node, open) }
                }
                Plan::Object(node, picked) => {
                    let mut object = self.object(node, &Subject { node, ..subject }, picked.as_deref(), 0);
                    object.extend(special::visibility(self, node, open));
                    What::Inline(Value::Object(object))
                }
                Plan::Reference(node, id) => What::Inline(self.reference(node, &id)),
                Plan::Id(id) => What::Inline(Value::String(id)),
                Plan::Value => What::Inline(self.value(&connection.item, name, &subject, 0)?),
            };
            Some(Made { moment, open, what })
        });
        made.collect()
    }

    fn plans(&self, owner: &Subject<'_>, connection: &Connection, random: &mut Random) -> Vec<Plan> {
        let name = connection.name.as_str();
        let is_first = self.people.ids.first().is_some_and(|first| first == owner.id);
        let count =
            if is_first { special::count(name) } else { 2 + usize::try_from(random.below(4)).unwrap_or(0) };
        let known = |node: NodeId| -> Vec<String> {
            let are_friends = connection.items_are == Whose::Friend || name == special::FRIENDS;
            if self.is_person(node) && are_friends {
                return self.people.friends_of(owner.id);
            }
            let others: Vec<String> = self.pool(node).iter().filter(|id| *id != owner.id).cloned().collect();
            Random::of(self.seed, &[owner.id, name, "order"])
                .shuffled(&others)
                .into_iter()
                .take(count)
                .collect()
        };
        match &connection.item {
            Type::Node(object) if self.schema[*object].is_object => {
                let behind = self.schema[*object].field("id").and_then(|field| match field.ty {
                    Type::Id(node) => Some(known(node)),
                    _ => None,
                });
                match behind {
                    Some(ids) => ids.into_iter().map(|id| Plan::Object(*object, Some(id))).collect(),
                    None => (0..count).map(|_| Plan::Object(*object, None)).collect(),
                }
            }
            Type::Node(node) if self.is_person(*node) || special::pool(&self.schema[*node].name).1 => {
                known(*node).into_iter().map(Plan::Known).collect()
            }
            Type::Node(node) => (0..count).map(|_| Plan::New(*node)).collect(),
            Type::Ref(node) => known(*node).into_iter().map(|id| Plan::Reference(*node, id)).collect(),
            Type::Id(node) => known(*node).into_iter().map(Plan::Id).collect(),
            Type::Map(_) | Type::Keyed(..) => vec![Plan::Value],
            Type::Scalar(_)
            | Type::Enum(_)
            | Type::Union(_)
            | Type::List(_)
            | Type::Encoded(_)
            | Type::Connection(_) => (0..count).map(|_| Plan::Value).collect(),
        }
    }
}

enum Plan {
    Known(String),
    New(NodeId),
    Object(NodeId, Option<String>),
    Reference(NodeId, String),
    Id(String),
    Value,
}
