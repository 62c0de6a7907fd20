//! What specs and enums are called in the schema.
//!
//! Decided over the whole catalogue, whatever is taken of it, so that a second import of other
//! parts calls everything the same.

use std::collections::{BTreeMap, BTreeSet};

use graph_schema::model::Scalar;

use crate::{
    names::{camel, is_type},
    read::{Catalogue, EnumType, Spec},
};

/// Modules of the generated API itself.
const TAKEN_MODULES: &[&str] = &["permission", "value"];

/// The names of everything, by the names of the catalogue.
#[derive(Debug)]
pub(crate) struct Naming<'a> {
    pub(crate) specs: BTreeMap<&'a str, SpecName>,
    /// Several enums with the same words have one name.
    pub(crate) enums: BTreeMap<&'a str, String>,
    /// The words of the enums, by their names in the schema.
    pub(crate) words: BTreeMap<String, &'a [String]>,
}

/// What a spec is called.
#[derive(Debug)]
pub(crate) struct SpecName {
    /// Its name in the schema.
    pub(crate) name: String,
    /// Its module, which is also the name of its file.
    pub(crate) module: String,
    /// Whether it would get another module by itself.
    pub(crate) names_module: bool,
}

/// Decides all names.
pub(crate) fn names(catalogue: &Catalogue) -> Naming<'_> {
    let mut taken = BTreeSet::new();
    let specs = specs(catalogue, &mut taken);
    let (enums, words) = enums(catalogue, &mut taken);
    Naming { specs, enums, words }
}

fn specs<'a>(catalogue: &'a Catalogue, taken: &mut BTreeSet<String>) -> BTreeMap<&'a str, SpecName> {
    let (mut specs, mut modules) = (BTreeMap::new(), BTreeSet::new());
    // Whoever may keep its name keeps it, wherever it stands.
    let (good, bad): (Vec<_>, Vec<_>) =
        catalogue.specs.iter().partition(|(name, _)| is_type(name) && !of_the_language(name));
    for (catalogue_name, spec) in good.into_iter().chain(bad) {
        let name = free(type_name(catalogue_name, spec), "", taken);
        let own = graph_schema::snake_case(&name);
        let wanted = match own.as_str() {
            module if TAKEN_MODULES.contains(&module) => format!("{module}_{}", what(spec).to_lowercase()),
            module => module.to_owned(),
        };
        let module = free(wanted, "_", &mut modules);
        specs.insert(catalogue_name.as_str(), SpecName { names_module: module != own, name, module });
    }
    specs
}

/// The name of the catalogue, or the nearest one that the schema language allows.
fn type_name(name: &str, spec: &Spec) -> String {
    let name = camel(name);
    if of_the_language(&name) {
        name + what(spec)
    } else if is_type(&name) {
        name
    } else {
        format!("{}{name}", what(spec))
    }
}

fn what(spec: &Spec) -> &'static str {
    if spec.is_node() { "Node" } else { "Object" }
}

fn of_the_language(name: &str) -> bool {
    Scalar::from_name(name).is_some()
        || matches!(name, "Id" | "Ref" | "At" | "Call" | "Get" | "List" | "Listed")
}

/// The enums of one list of words, each with what it would call it.
type Alike<'a> = (&'a [String], Vec<(bool, &'a str, String)>);

/// Names of the schema by names of the catalogue, and words by names of the schema.
type Enums<'a> = (BTreeMap<&'a str, String>, BTreeMap<String, &'a [String]>);

fn enums<'a>(catalogue: &'a Catalogue, taken: &mut BTreeSet<String>) -> Enums<'a> {
    let mut groups: BTreeMap<BTreeSet<&str>, Alike<'a>> = BTreeMap::new();
    for (name, item) in catalogue.enums.iter().filter(|(_, item)| !item.words.is_empty()) {
        let key = item.words.iter().map(String::as_str).collect();
        groups.entry(key).or_insert((&item.words, Vec::new())).1.push(proposal(name, item));
    }
    let mut groups: Vec<Alike<'a>> = groups.into_values().collect();
    for (_, proposals) in &mut groups {
        proposals.sort();
    }
    // The words of a node's own field have the first choice, then those of parameters.
    groups.sort_by(|(_, left), (_, right)| left.cmp(right));

    let (mut enums, mut words) = (BTreeMap::new(), BTreeMap::new());
    for (list, proposals) in groups {
        let wanted = proposals
            .iter()
            .map(|(_, _, wanted)| wanted)
            .find(|wanted| is_type(wanted) && !of_the_language(wanted) && !taken.contains(*wanted))
            .cloned()
            .unwrap_or_else(|| {
                let longer = longer(proposals.first().map_or("", |(_, name, _)| *name));
                if taken.contains(&longer) { longer + "Enum" } else { longer }
            });
        let name = free(wanted, "", taken);
        for (_, enum_name, _) in proposals {
            enums.insert(enum_name, name.clone());
        }
        words.insert(name, list);
    }
    (enums, words)
}

/// Whether it is a parameter's, its own name, and what it would be called for its place.
fn proposal<'a>(name: &'a str, item: &EnumType) -> (bool, &'a str, String) {
    match (&item.node, &item.member) {
        (Some(node), Some(member)) => {
            (name != format!("{node}_{member}"), name, format!("{}{}", camel(node), camel(member)))
        }
        _ => (true, name, longer(name)),
    }
}

/// What an enum is called whose place has the name of another one.
fn longer(name: &str) -> String {
    let name = camel(name.strip_suffix("_enum_param").unwrap_or(name));
    if is_type(&name) && !of_the_language(&name) { name } else { format!("Enum{name}") }
}

/// The name, or the first one with a number behind it that is not taken.
fn free(wanted: String, between: &str, taken: &mut BTreeSet<String>) -> String {
    let mut name = wanted.clone();
    let mut number = 2;
    while !taken.insert(name.clone()) {
        name = format!("{wanted}{between}{number}");
        number += 1;
    }
    name
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::names;
    use crate::read::{Api, Catalogue, EnumType, Spec};

    fn check(specs: &[&str], enums: &[(&str, &str, &str)], expected: &Expect) {
        let api = |_| Api {
            method: "GET".into(),
            endpoint: None,
            name: None,
            base_path: None,
            returns: "Object".into(),
            params: Vec::new(),
        };
        let spec = |name: &&str| {
            let apis = name.ends_with('!').then_some(()).map(api).into_iter().collect();
            (name.trim_end_matches('!').to_owned(), Spec { fields: Vec::new(), apis })
        };
        let item = |(name, place, words): &(&str, &str, &str)| {
            let (node, member) =
                place.split_once('.').map(|(node, member)| (node.into(), member.into())).unzip();
            (
                (*name).to_owned(),
                EnumType { node, member, words: words.split_whitespace().map(str::to_owned).collect() },
            )
        };
        let catalogue =
            Catalogue { specs: specs.iter().map(spec).collect(), enums: enums.iter().map(item).collect() };
        let naming = names(&catalogue);
        let mut text = String::new();
        for (name, there) in &naming.specs {
            let module = if there.names_module { there.module.as_str() } else { "" };
            text += &format!("{name} -> {} {module}\n", there.name);
        }
        for (name, there) in &naming.enums {
            text += &format!("{name} -> {there} {:?}\n", naming.words[there]);
        }
        expected.assert_eq(&text);
    }

    #[test]
    fn names_of_the_language_are_left_to_it() {
        check(
            &[
                "Date",
                "Money!",
                "Value!",
                "Permission",
                "sun_spot",
                "SunSpot",
                "IOMoon",
                "IoMoon",
                "Iomoon",
                "9",
            ],
            &[],
            &expect![[r#"
                9 -> Object9 
                Date -> DateObject 
                IOMoon -> IOMoon 
                IoMoon -> IoMoon 
                Iomoon -> Iomoon iomoon_2
                Money -> MoneyNode 
                Permission -> PermissionObject 
                SunSpot -> SunSpot 
                Value -> Value value_node
                sun_spot -> SunSpot2 
            "#]],
        );
    }

    #[test]
    fn enums_with_the_same_words_are_one() {
        check(
            &["MoonState"],
            &[
                ("Planet_state", "Planet.state", "A B"),
                ("planetmoons_state_enum_param", "Moon.state", "C D"),
                ("sunmoons_state_enum_param", "Moon.state", "D C"),
                ("sunplanets_state_enum_param", "Planet.state", "A B C"),
                ("moon_phase", "", "new full"),
                ("Moon_state", "Moon.state", "up down"),
                ("void", "Planet.void", ""),
            ],
            &expect![[r#"
                MoonState -> MoonState 
                Moon_state -> MoonStateEnum ["up", "down"]
                Planet_state -> PlanetState ["A", "B"]
                moon_phase -> MoonPhase ["new", "full"]
                planetmoons_state_enum_param -> PlanetmoonsState ["C", "D"]
                sunmoons_state_enum_param -> PlanetmoonsState ["C", "D"]
                sunplanets_state_enum_param -> SunplanetsState ["A", "B", "C"]
            "#]],
        );
    }
}
