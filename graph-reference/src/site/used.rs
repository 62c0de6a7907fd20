//! Where each type is used.

use std::collections::BTreeMap;

use graph_schema::model::{EnumId, NodeId, Param, Returns, Type, UnionId};

use super::links::{Links, variant_anchor};
use crate::{
    Html,
    about::{Call, What},
    html,
};

/// The greatest number of uses that are listed; the others are counted.
const MOST: usize = 40;

/// The names and addresses of the uses of each node, object, enum and union.
#[derive(Default)]
pub(super) struct Used {
    nodes: BTreeMap<NodeId, Vec<(String, String)>>,
    enums: BTreeMap<EnumId, Vec<(String, String)>>,
    unions: BTreeMap<UnionId, Vec<(String, String)>>,
}

impl Used {
    pub(super) fn new(links: &Links<'_>) -> Self {
        let mut used = Self::default();
        for node in &links.schema.nodes {
            for field in &node.fields {
                let name = format!("{}.{}", node.name, field.name);
                let place = links.named(&name).unwrap_or_default().to_owned();
                used.add(&field.ty, &name, &place);
            }
        }
        for (id, union) in links.schema.unions() {
            for variant in &union.variants {
                let Some(ty) = &variant.ty else { continue };
                let place = format!("{}#{}", links.union(id), variant_anchor(&variant.word));
                used.add(ty, &format!("{}.{}", union.name, variant.word), &place);
            }
        }
        for call in &links.calls {
            let (name, place) = (call.name(), links.call(call));
            for ty in types(call) {
                used.add(ty, &name, &place);
            }
        }
        used
    }

    fn add(&mut self, ty: &Type, name: &str, place: &str) {
        let list = match ty {
            Type::Scalar(_) => return,
            Type::List(item) | Type::Map(item) | Type::Keyed(_, item) | Type::Encoded(item) => {
                return self.add(item, name, place);
            }
            Type::Id(id) | Type::Ref(id) | Type::Connection(id) | Type::Node(id) => {
                self.nodes.entry(*id).or_default()
            }
            Type::Enum(id) => self.enums.entry(*id).or_default(),
            Type::Union(id) => self.unions.entry(*id).or_default(),
        };
        if list.last().is_none_or(|(last, _)| last != name) {
            list.push((name.to_owned(), place.to_owned()));
        }
    }

    pub(super) fn of_node(&self, id: NodeId, root: &str) -> Html {
        section(self.nodes.get(&id), root)
    }

    pub(super) fn of_union(&self, id: UnionId, root: &str) -> Html {
        section(self.unions.get(&id), root)
    }

    pub(super) fn of_enum(&self, id: EnumId, root: &str) -> Html {
        section(self.enums.get(&id), root)
    }
}

/// Every type in a call.
fn types<'a>(call: &Call<'a>) -> Vec<&'a Type> {
    let of = |params: &'a [Param]| params.iter().map(|param| &param.ty);
    match (call.what, call.connection) {
        (What::Operation(operation), _) => {
            let answer: Vec<&Type> = match &operation.returns {
                Returns::Success | Returns::Written | Returns::List => Vec::new(),
                Returns::Membership(ty) | Returns::Value(ty) => vec![ty],
                Returns::Members(members) => members.iter().map(|(_, ty)| ty).collect(),
            };
            of(&operation.params).chain(answer).collect()
        }
        (What::List, Some(connection)) => of(&connection.params).chain([&connection.item]).collect(),
        (What::Get | What::List | What::Variant(_), _) => Vec::new(),
    }
}

fn section(list: Option<&Vec<(String, String)>>, root: &str) -> Html {
    let Some(list) = list.filter(|list| !list.is_empty()) else { return Html::new() };
    let items: Html = list
        .iter()
        .take(MOST)
        .map(|(name, place)| html!("<li><a href=\"{root}{}\"><code>{}</code></a></li>\n", place, name; root))
        .collect();
    let rest = match list.len().saturating_sub(MOST) {
        0 => Html::new(),
        more => html!("<p class=\"quiet\">and {more} more</p>\n"; more),
    };
    html!(
        "<section>\n<h2 id=\"used\">Used by</h2>\n<ul class=\"names\">\n{items}</ul>\n{rest}</section>\n";
        items, rest
    )
}
