//! Names that the schema language allows, and conversions between spellings.

use std::collections::BTreeSet;

use graph_schema::snake_case;

/// Whether this is a valid name for a node, an object or an enum, such as `AgeRange`.
pub fn is_type(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_uppercase()) && name.chars().all(|c| c.is_ascii_alphanumeric())
}

/// Whether this is a valid name for a field, a connection, an operation or a parameter, such as `first_name`.
pub fn is_member(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
        && !name.contains("__")
        && !name.ends_with('_')
        && !matches!(name, "self" | "super" | "crate")
}

/// Whether the schema language allows this path: segments with single slashes between them.
pub(crate) fn is_path(path: &str) -> bool {
    let is_wrong = |c: char| c.is_control() || matches!(c, '?' | '#' | '%' | '\\' | '{' | '}');
    !path.contains(is_wrong) && path.split('/').all(|segment| !segment.is_empty())
}

/// `icon_size` as `IconSize`, `test-users` as `TestUsers`. Capitals are kept.
pub(crate) fn camel(name: &str) -> String {
    let mut out = String::new();
    for part in name.split(|c: char| !c.is_ascii_alphanumeric()) {
        let mut chars = part.chars();
        out.extend(chars.next().map(|c| c.to_ascii_uppercase()));
        out.push_str(chars.as_str());
    }
    out
}

/// A path such as `ad-sets/2` as `ad_sets_2`. `None` if no character of it is valid in a name.
pub(crate) fn member(path: &str) -> Option<String> {
    let words = words(path)?;
    Some(if is_member(&words) { words } else { format!("edge_{words}") })
}

/// Whether the schema language allows this as the name of something that has another name in Rust.
fn is_wire_name(name: &str) -> bool {
    name.chars().all(|c| c.is_ascii_graphic() && !matches!(c, '{' | '}' | '(' | ')' | ',' | '"'))
}

/// The Rust name of a field whose own name is invalid: `_1d_click` for `1d_click`.
pub fn field_rust_name(name: &str, taken: &BTreeSet<String>) -> Option<String> {
    free(&format!("_{}", words(name).filter(|_| is_wire_name(name))?), taken)
}

/// The Rust name of a parameter whose own name is invalid or taken.
pub(crate) fn param_rust_name(name: &str, taken: &BTreeSet<String>) -> Option<String> {
    let words = words(name).filter(|_| is_wire_name(name))?;
    let name = if is_member(&words) && !taken.contains(&words) { words } else { format!("param_{words}") };
    free(&name, taken)
}

/// Lower-case words, joined by `_`.
fn words(name: &str) -> Option<String> {
    let parts: Vec<String> = name
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|part| !part.is_empty())
        .map(snake_case)
        .collect();
    Some(parts.join("_")).filter(|name| !name.is_empty())
}

/// The name, with a number appended if it is taken.
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
    fn valid_names() {
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
    fn valid_paths() {
        for (path, valid) in [
            ("a", true),
            ("ad-sets/2", true),
            ("a//b", false),
            ("/", false),
            ("a%", false),
            ("{a}", false),
            ("a\u{7f}", false),
        ] {
            assert_eq!(is_path(path), valid, "{path:?}");
        }
    }

    #[test]
    fn names_are_converted() {
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
        assert_eq!(field_rust_name("1d_rain", &taken), Some("_1d_rain".into()));
        assert_eq!(field_rust_name("1d.click", &taken), Some("_1d_click_2".into()));
        assert_eq!(field_rust_name("+", &taken), None);
        assert_eq!((field_rust_name("a{b}", &taken), param_rust_name("a\u{7f}b", &taken)), (None, None));
        assert_eq!(param_rust_name("sortOrder", &taken), Some("sort_order".into()));
        assert_eq!(param_rust_name("order", &taken), Some("param_order".into()));
        assert_eq!(param_rust_name("7d", &taken), Some("param_7d".into()));
    }
}
