//! Names: what the schema language allows, and how one spelling becomes another.

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

/// A path such as `ad-sets/2` as `ad_sets_2`; none if that is no name either.
pub(crate) fn member(path: &str) -> Option<String> {
    let parts: Vec<String> = path
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|part| !part.is_empty())
        .map(snake_case)
        .collect();
    Some(parts.join("_")).filter(|name| is_member(name))
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
        assert_eq!(member("2/moons"), None);
        assert_eq!(member("/"), None);
    }
}
