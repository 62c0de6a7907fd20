//! Decides the names of specs and enums in the schema.
//!
//! The names depend on the whole catalogue, not on the selected specs, so that imports of different parts
//! use the same names.

mod enums;

use std::collections::{BTreeMap, BTreeSet};

use graph_schema::model::Scalar;

use crate::{
    names::{camel, is_type},
    read::{Catalogue, Spec},
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

impl<'a> Naming<'a> {
    /// The words of an enum, by its name in the catalogue.
    pub(crate) fn words_of(&self, name: &str) -> Option<&'a [String]> {
        self.words.get(self.enums.get(name)?).copied()
    }
}

/// Decides all names.
pub(crate) fn names(catalogue: &Catalogue) -> Naming<'_> {
    let mut taken = BTreeSet::new();
    let specs = specs(catalogue, &mut taken);
    let (enums, words) = enums::enums(catalogue, &mut taken);
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
    use crate::read::{Api, Catalogue, EnumType, Param, Spec};

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

    /// `Object` is what calls answer that answer anything.
    #[test]
    fn enums_of_one_place_are_named_after_it() {
        let param = |name: &str, ty: &str| Param { name: name.into(), ty: ty.into(), required: false };
        let api = |endpoint: &str, params: Vec<Param>| Api {
            method: "POST".into(),
            endpoint: (!endpoint.is_empty()).then(|| endpoint.into()),
            name: None,
            base_path: None,
            returns: "Object".into(),
            params,
        };
        let planet = vec![
            api("moon_calls", vec![param("action", "list<planetmoon_calls_action_enum_param>")]),
            api("visits", vec![param("kind", "planetvisits_kind_enum_param")]),
            api("landings", vec![param("kind", "planetlandings_kind_enum_param")]),
            api("", vec![param("planet_size", "planet_planet_size_enum_param")]),
        ];
        let star = vec![api("visits", vec![param("speed", "planetvisits_speed_enum_param")])];
        let planet_visits = api("visits", vec![param("speed", "planetvisits_speed_enum_param")]);
        let spec = |apis| Spec { fields: Vec::new(), apis };
        let item = |(name, node, member, word): (&str, &str, &str, &str)| {
            let (node, member) = (Some(node.to_owned()), Some(member.to_owned()));
            (name.to_owned(), EnumType { node, member, words: vec![word.to_owned()] })
        };
        let enums = [
            ("planetmoon_calls_action_enum_param", "Object", "action", "A"),
            ("planetvisits_kind_enum_param", "Object", "kind", "B"),
            ("planetlandings_kind_enum_param", "Object", "kind", "C"),
            ("planetvisits_speed_enum_param", "Object", "speed", "D"),
            ("planet_planet_size_enum_param", "Planet", "planet_size", "E"),
        ];
        let specs = [("Planet", [planet, vec![planet_visits]].concat()), ("Star", star)];
        let catalogue = Catalogue {
            specs: specs.into_iter().map(|(name, apis)| (name.to_owned(), spec(apis))).collect(),
            enums: enums.into_iter().map(item).collect(),
        };
        let naming = names(&catalogue);
        let names: Vec<_> = naming.enums.iter().map(|(name, named)| format!("{name} -> {named}")).collect();
        expect![[r#"
            planet_planet_size_enum_param -> PlanetSize
            planetlandings_kind_enum_param -> PlanetLandingsKind
            planetmoon_calls_action_enum_param -> PlanetAction
            planetvisits_kind_enum_param -> PlanetVisitsKind
            planetvisits_speed_enum_param -> StarVisitsSpeed"#]]
        .assert_eq(&names.join("\n"));
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
