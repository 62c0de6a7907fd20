//! Names of enums.
//!
//! The catalogue names an enum after the node that its call returns and the parameter. That is the name here, too, if it
//! is free. Otherwise the enum is named after where it is used: the node and the parameter, or the node, the edge and the
//! parameter.

use std::collections::{BTreeMap, BTreeSet};

use graph_schema::snake_case;

use super::{free, is_reserved};
use crate::{
    names::{camel, is_type},
    read::{Catalogue, EnumType},
    spelling,
};

/// Names of the schema by names of the catalogue, and words by names of the schema.
type Enums<'a> = (BTreeMap<&'a str, String>, BTreeMap<String, &'a [String]>);

/// Enums with the same words, which share one name.
struct Group<'a> {
    words: &'a [String],
    /// Sorted: enums of fields come first.
    members: Vec<Member<'a>>,
    places: BTreeSet<Place<'a>>,
}

/// An enum of the catalogue: whether it belongs to a parameter, its name, and the node and member in its entry.
type Member<'a> = (bool, &'a str, Option<(&'a str, &'a str)>);

/// Where an enum is used.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Place<'a> {
    spec: &'a str,
    /// The edge, if it is a parameter of one.
    edge: Option<&'a str>,
    member: &'a str,
}

impl Place<'_> {
    /// `PageCategory`
    fn short(&self) -> String {
        camel(self.spec) + &camel(self.member)
    }

    /// `PageMessageTemplatesCategory`
    fn long(&self) -> String {
        camel(self.spec) + &self.edge.map(camel).unwrap_or_default() + &camel(self.member)
    }
}

pub(super) fn enums<'a>(catalogue: &'a Catalogue, taken: &mut BTreeSet<String>) -> Enums<'a> {
    let groups = groups(catalogue);
    let is_free = |name: &String, taken: &BTreeSet<String>| {
        is_type(name) && !is_reserved(name) && !taken.contains(name)
    };
    // Enums of fields choose their names before enums of parameters.
    let mut names: Vec<Option<String>> = Vec::new();
    for group in &groups {
        let mut wanted = group.members.iter().flat_map(|(_, _, owner)| of_owner(*owner));
        let name = wanted.find(|name| is_free(name, taken));
        taken.extend(name.clone());
        names.push(name);
    }
    // The short name of a place is nobody's if several want it, so that it does not depend on their order.
    let mut wanting: BTreeMap<String, usize> = BTreeMap::new();
    let short = |group: &Group<'_>| match (group.places.len(), group.places.first()) {
        (1, Some(place)) => Some(place.short()),
        _ => None,
    };
    for (group, _) in groups.iter().zip(&names).filter(|(_, name)| name.is_none()) {
        short(group).into_iter().for_each(|name| *wanting.entry(name).or_default() += 1);
    }
    for (group, name) in groups.iter().zip(&mut names).filter(|(_, name)| name.is_none()) {
        let short = short(group).filter(|name| wanting.get(name) == Some(&1));
        let long = group.places.iter().map(Place::long).min_by_key(|name| (name.len(), name.clone()));
        let wanted = short.into_iter().chain(long).find(|name| is_free(name, taken));
        *name = Some(free(wanted.unwrap_or_else(|| own_name(group, taken)), "", taken));
    }

    let (mut enums, mut words) = (BTreeMap::new(), BTreeMap::new());
    for (group, name) in groups.into_iter().zip(names) {
        let Some(name) = name else { continue };
        for (_, enum_name, _) in group.members {
            enums.insert(enum_name, name.clone());
        }
        words.insert(name, group.words);
    }
    (enums, words)
}

/// The enums with words, by these.
fn groups(catalogue: &Catalogue) -> Vec<Group<'_>> {
    let mut places = places(catalogue);
    let mut groups: BTreeMap<BTreeSet<&str>, Group<'_>> = BTreeMap::new();
    for (name, item) in catalogue.enums.iter().filter(|(_, item)| !item.words.is_empty()) {
        let group = groups.entry(item.words.iter().map(String::as_str).collect()).or_insert_with(|| Group {
            words: &item.words,
            members: Vec::new(),
            places: BTreeSet::new(),
        });
        group.members.push(member(name, item));
        group.places.extend(places.remove(name.as_str()).unwrap_or_default());
    }
    let mut groups: Vec<Group<'_>> = groups.into_values().collect();
    groups.iter_mut().for_each(|group| group.members.sort());
    groups.sort_by(|left, right| (&left.members, left.words).cmp(&(&right.members, right.words)));
    groups
}

fn member<'a>(name: &'a str, item: &'a EnumType) -> Member<'a> {
    match (&item.node, &item.member) {
        (Some(node), Some(member)) => (name != format!("{node}_{member}"), name, Some((node, member))),
        _ => (true, name, None),
    }
}

/// The places of all enums.
fn places(catalogue: &Catalogue) -> BTreeMap<&str, BTreeSet<Place<'_>>> {
    let mut places: BTreeMap<&str, BTreeSet<Place<'_>>> = BTreeMap::new();
    for (spec, found) in &catalogue.specs {
        let fields = found.fields.iter().map(|field| (&field.ty, None, &field.name));
        let params = found
            .apis
            .iter()
            .flat_map(|api| api.params.iter().map(|param| (&param.ty, api.endpoint.as_deref(), &param.name)));
        for (ty, edge, member) in fields.chain(params) {
            let Some(spelling) = spelling::parse(ty) else { continue };
            if let Some((name, _)) = catalogue.enums.get_key_value(spelling.leaf()) {
                places.entry(name).or_default().insert(Place { spec, edge, member });
            }
        }
    }
    places
}

/// The names after the node and member of an enum. `Event` and `event_state_filter` are `EventStateFilter`, or else
/// `EventEventStateFilter`. `Object` is not a node: it is the type of calls that answer anything.
fn of_owner(owner: Option<(&str, &str)>) -> impl Iterator<Item = String> {
    let known = owner.filter(|(node, _)| *node != "Object");
    known.into_iter().flat_map(|(node, member)| {
        let (node, member) = (camel(node), camel(member));
        [format!("{node}{}", without_repetition(&node, &member)), format!("{node}{member}")]
    })
}

/// The second name without the words that end the first one.
fn without_repetition<'n>(first: &str, second: &'n str) -> &'n str {
    let (ends, mut starts) = (snake_case(first), String::new());
    let mut rest = second;
    let mut at = 0;
    for word in snake_case(second).split('_') {
        at += word.len();
        starts += if starts.is_empty() { "" } else { "_" };
        starts += word;
        let is_repeated = ends == starts || ends.ends_with(&format!("_{starts}"));
        if let Some(left) = second.get(at..).filter(|left| is_repeated && !left.is_empty()) {
            rest = left;
        }
    }
    rest
}

/// The name of an enum that is used nowhere, or whose other names are taken.
fn own_name(group: &Group<'_>, taken: &BTreeSet<String>) -> String {
    let name = group.members.first().map_or("", |(_, name, _)| *name);
    let name = camel(name.strip_suffix("_enum_param").unwrap_or(name));
    let name = if is_type(&name) && !is_reserved(&name) { name } else { format!("Enum{name}") };
    if taken.contains(&name) { name + "Enum" } else { name }
}

#[cfg(test)]
mod tests {
    use super::without_repetition;

    #[test]
    fn repeated_words_are_left_out() {
        for (first, second, expected) in [
            ("Event", "EventStateFilter", "StateFilter"),
            ("AdAccountDefaultObjective", "DefaultObjectiveForUser", "ForUser"),
            ("Vehicle", "Vehicle", "Vehicle"),
            ("Event", "Events", "Events"),
            ("Prevent", "EventType", "EventType"),
            ("Page", "Type", "Type"),
        ] {
            assert_eq!(without_repetition(first, second), expected, "{first} {second}");
        }
    }
}
