//! Names: what the schema language allows, and how one spelling becomes another.

use std::collections::BTreeSet;

use graph_schema::snake_case;

/// Whether it may name a node, an object or an enum: `AgeRange`.
pub(crate) fn is_type(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_uppercase()) && name.chars().all(|c| c.is_ascii_alphanumeric())
}

/// Whether it may name a field, a connection, an operation or a parameter: `first_name`.
pub(crate) fn is_member(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
        && !name.contains("__")
        && !name.ends_with('_')
        && !matches!(name, "self" | "super" | "crate")
}

/// `icon_size` and `test-users` as `IconSize` and `TestUsers`; what is a capital stays one.
pub(crate) fn camel(name: &str) -> String {
    let mut out = String::new();
    for part in name.split(|c: char| !c.is_ascii_alphanumeric()) {
        let mut chars = part.chars();
        out.extend(chars.next().map(|c| c.to_ascii_uppercase()));
        out.push_str(chars.as_str());
    }
    out
}

/// A path such as `ad-sets/2` as `ad_sets_2`; none if nothing of it can be in a name.
pub(crate) fn member(path: &str) -> Option<String> {
    let words = words(path)?;
    Some(if is_member(&words) { words } else { format!("edge_{words}") })
}

/// What Rust calls a field that it cannot call by its own name: `1d_click` is `_1d_click`.
pub(crate) fn field_in_rust(name: &str, taken: &BTreeSet<String>) -> Option<String> {
    free(&format!("_{}", words(name)?), taken)
}

/// What Rust calls a parameter that it cannot call by its own name, or whose name is taken.
pub(crate) fn param_in_rust(name: &str, taken: &BTreeSet<String>) -> Option<String> {
    let words = words(name)?;
    let name = if is_member(&words) && !taken.contains(&words) { words } else { format!("param_{words}") };
    free(&name, taken)
}

/// Small words with single `_` between them.
fn words(name: &str) -> Option<String> {
    let parts: Vec<String> = name
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|part| !part.is_empty())
        .map(snake_case)
        .collect();
    Some(parts.join("_")).filter(|name| !name.is_empty())
}

/// The name, or the first one with a number behind it that is not taken.
fn free(name: &str, taken: &BTreeSet<String>) -> Option<String> {
    if !taken.contains(name) {
        return Some(name.to_owned());
    }
    (2..).map(|number| format!("{name}_{number}")).find(|name| !taken.contains(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_apart() {
        for (name, type_name, member_name) in [
            ("AgeRange", true, false),
            ("age_range", false, true),
            ("Age_Range", false, false),
            ("age__range", false, false),
            ("7d_volume", false, false),
            ("page.parent", false, false),
            ("sortOrder", false, false),
            ("", false, false),
        ] {
            assert_eq!((is_type(name), is_member(name)), (type_name, member_name), "{name}");
        }
    }

    #[test]
    fn names_change_their_spelling() {
        assert_eq!(camel("icon_size"), "IconSize");
        assert_eq!(camel("test-users"), "TestUsers");
        assert_eq!(camel("IGUser"), "IGUser");
        assert_eq!(snake_case("AgeRange"), "age_range");
        assert_eq!(snake_case("IGUser"), "iguser");
        assert_eq!(member("ad-sets/2"), Some("ad_sets_2".into()));
        assert_eq!(member("likedPages"), Some("liked_pages".into()));
        assert_eq!(member("2/moons"), Some("edge_2_moons".into()));
        assert_eq!(member("/"), None);
        let taken = BTreeSet::from(["_1d_click".to_owned(), "order".to_owned()]);
        assert_eq!(field_in_rust("1d_rain", &taken), Some("_1d_rain".into()));
        assert_eq!(field_in_rust("1d.click", &taken), Some("_1d_click_2".into()));
        assert_eq!(field_in_rust("+", &taken), None);
        assert_eq!(param_in_rust("sortOrder", &taken), Some("sort_order".into()));
        assert_eq!(param_in_rust("order", &taken), Some("param_order".into()));
        assert_eq!(param_in_rust("7d", &taken), Some("param_7d".into()));
    }
}
