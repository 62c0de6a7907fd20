//! Decides the names of specs and enums in the schema.
//!
//! The names depend on the whole catalogue, not on the selected specs, so that imports of different parts
//! use the same names.

use std::collections::{BTreeMap, BTreeSet};

use graph_schema::model::Scalar;

use crate::{
    names::{camel, is_type},
    read::{Catalogue, EnumType, Spec},
};

/// Modules that every generated API has.
const RESERVED_MODULES: &[&str] = &["permission", "value"];

/// All names in the schema, by their names in the catalogue.
#[derive(Debug)]
pub(crate) struct Naming<'a> {
    pub(crate) specs: BTreeMap<&'a str, SpecName>,
    /// Enums with the same words share one name.
    pub(crate) enums: BTreeMap<&'a str, String>,
    /// The words of the enums, by their names in the schema.
    pub(crate) words: BTreeMap<String, &'a [String]>,
}

/// The names of a spec.
#[derive(Debug)]
pub(crate) struct SpecName {
    /// Its name in the schema.
    pub(crate) name: String,
    /// Its module, and the name of its file.
    pub(crate) module: String,
    /// Whether the module differs from the default one.
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
    // Specs with valid names come first, so that a generated name cannot take theirs.
    let (valid, invalid): (Vec<_>, Vec<_>) =
        catalogue.specs.iter().partition(|(name, _)| is_type(name) && !is_reserved(name));
    for (catalogue_name, spec) in valid.into_iter().chain(invalid) {
        let name = free(type_name(catalogue_name, spec), "", taken);
        let own = graph_schema::snake_case(&name);
        let wanted = match own.as_str() {
            module if RESERVED_MODULES.contains(&module) => format!("{module}_{}", what(spec).to_lowercase()),
            module => module.to_owned(),
        };
        let module = free(wanted, "_", &mut modules);
        specs.insert(catalogue_name.as_str(), SpecName { names_module: module != own, name, module });
    }
    specs
}

/// The name in the catalogue, changed if the schema language does not allow it.
fn type_name(name: &str, spec: &Spec) -> String {
    let name = camel(name);
    if is_reserved(&name) {
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

fn is_reserved(name: &str) -> bool {
    Scalar::from_name(name).is_some()
        || matches!(name, "Id" | "Ref" | "At" | "Call" | "Get" | "List" | "Listed")
}

/// Enums with the same words, each with a proposed name.
type SameWords<'a> = (&'a [String], Vec<(bool, &'a str, String)>);

/// Names of the schema by names of the catalogue, and words by names of the schema.
type Enums<'a> = (BTreeMap<&'a str, String>, BTreeMap<String, &'a [String]>);

fn enums<'a>(catalogue: &'a Catalogue, taken: &mut BTreeSet<String>) -> Enums<'a> {
    let mut groups: BTreeMap<BTreeSet<&str>, SameWords<'a>> = BTreeMap::new();
    for (name, item) in catalogue.enums.iter().filter(|(_, item)| !item.words.is_empty()) {
        let key = item.words.iter().map(String::as_str).collect();
        groups.entry(key).or_insert((&item.words, Vec::new())).1.push(proposal(name, item));
    }
    let mut groups: Vec<SameWords<'a>> = groups.into_values().collect();
    for (_, proposals) in &mut groups {
        proposals.sort();
    }
    // Enums of fields choose their names before enums of parameters.
    groups.sort_by(|(_, left), (_, right)| left.cmp(right));

    let (mut enums, mut words) = (BTreeMap::new(), BTreeMap::new());
    for (list, proposals) in groups {
        let wanted = proposals
            .iter()
            .map(|(_, _, wanted)| wanted)
            .find(|wanted| is_type(wanted) && !is_reserved(wanted) && !taken.contains(*wanted))
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

/// Whether the enum belongs to a parameter, its name, and the name proposed from its place.
fn proposal<'a>(name: &'a str, item: &EnumType) -> (bool, &'a str, String) {
    match (&item.node, &item.member) {
        (Some(node), Some(member)) => {
            (name != format!("{node}_{member}"), name, format!("{}{}", camel(node), camel(member)))
        }
        _ => (true, name, longer(name)),
    }
}

/// The name of an enum whose proposed name is taken.
fn longer(name: &str) -> String {
    let name = camel(name.strip_suffix("_enum_param").unwrap_or(name));
    if is_type(&name) && !is_reserved(&name) { name } else { format!("Enum{name}") }
}

/// The name, with a number appended if it is taken.
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
        for (name, named) in &naming.specs {
            let module = if named.names_module { named.module.as_str() } else { "" };
            text += &format!("{name} -> {} {module}\n", named.name);
        }
        for (name, named) in &naming.enums {
            text += &format!("{name} -> {named} {:?}\n", naming.words[named]);
        }
        expected.assert_eq(&text);
    }

    #[test]
    fn reserved_names_are_avoided() {
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
    fn enums_with_the_same_words_are_merged() {
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
