//! Names of the schema as Rust identifiers: case, keywords, collisions.

use graph_schema::{
    model::{PermissionId, Schema},
    reserved,
    table::Set,
};

use crate::code::Name;

/// Whether a word is an identifier only as `r#word`.
///
/// Asking the parser about every name would be slow for a big schema. As byte patterns the words are one decision,
/// not one comparison each.
fn is_keyword(word: &str) -> bool {
    matches!(
        word.as_bytes(),
        b"abstract"
            | b"as"
            | b"async"
            | b"await"
            | b"become"
            | b"box"
            | b"break"
            | b"const"
            | b"continue"
            | b"do"
            | b"dyn"
            | b"else"
            | b"enum"
            | b"extern"
            | b"false"
            | b"final"
            | b"fn"
            | b"for"
            | b"gen"
            | b"if"
            | b"impl"
            | b"in"
            | b"let"
            | b"loop"
            | b"macro"
            | b"match"
            | b"mod"
            | b"move"
            | b"mut"
            | b"override"
            | b"priv"
            | b"pub"
            | b"ref"
            | b"return"
            | b"static"
            | b"struct"
            | b"trait"
            | b"true"
            | b"try"
            | b"type"
            | b"typeof"
            | b"unsafe"
            | b"unsized"
            | b"use"
            | b"virtual"
            | b"where"
            | b"while"
            | b"yield"
    )
}

/// The name of a field, function or module, unchanged but for what Rust does not allow.
#[must_use]
pub fn member(name: &str) -> Name {
    let clean = reserved::member(name);
    match &*clean {
        // These cannot be written raw.
        "self" | "Self" | "super" | "crate" | "_" => Name::new(format!("{clean}_")),
        word if is_keyword(word) => Name::new(format!("r#{clean}")),
        _ => Name::new(clean),
    }
}

/// The name of the member with everything that the others, of these names, do not hold.
pub(crate) fn rest<'a>(mut others: impl Iterator<Item = &'a str>) -> Name {
    member(if others.any(|name| name == "rest") { "rest_" } else { "rest" })
}

/// The module of a connection or of a node's operation, beside the modules that every node has.
#[must_use]
pub fn connection_module(name: &str) -> Name {
    beside(name, reserved::NODE_MODULES)
}

/// A method beside those that every list has.
#[must_use]
pub fn beside_list(name: &str) -> Name {
    beside(name, reserved::LIST_METHODS)
}

/// The setter of a parameter of a list. One of paging gives way to it.
#[must_use]
pub fn list_setter(name: &str) -> Name {
    if reserved::PAGING_SETTERS.contains(&name) { member(name) } else { beside_list(name) }
}

/// A method beside those that every node has.
#[must_use]
pub fn beside_node(name: &str) -> Name {
    beside(name, reserved::NODE_METHODS)
}

/// A method beside those that the arguments of every field have.
#[must_use]
pub fn beside_arguments(name: &str) -> Name {
    beside(name, reserved::ARGUMENT_METHODS)
}

/// A method beside those that every value has.
#[must_use]
pub fn beside_value(name: &str) -> Name {
    beside(name, reserved::VALUE_METHODS)
}

fn beside(name: &str, taken: &[&str]) -> Name {
    if taken.contains(&name) { member(&format!("{name}_")) } else { member(name) }
}

/// The trait and the type of "any of these permissions": `user_photos_or_user_status`, `UserPhotosOrUserStatus`.
pub(crate) fn any_of(schema: &Schema, permissions: &[PermissionId]) -> (Name, Name) {
    let name = reserved::any_of(schema, permissions);
    (member(&name), camel(&name))
}

/// The indefinite article of a name or of words: "an" `Album`, "a" `User`.
pub fn article(words: &str) -> &'static str {
    let first = words.chars().find(char::is_ascii_alphabetic);
    if first.is_some_and(|first| "AEIOaeio".contains(first)) { "an" } else { "a" }
}

/// `create_post` and `It's complicated` as `CreatePost` and `ItsComplicated`.
#[must_use]
pub fn camel(name: &str) -> Name {
    member(&reserved::camel(name))
}

/// The variants for the words of an enum, in order. Words that would become the same variant are numbered.
pub fn variants<'a>(words: impl Iterator<Item = &'a str>) -> Vec<Name> {
    let mut seen = Set::default();
    let mut variants = Vec::new();
    for word in words {
        let name = reserved::camel(word);
        let mut text = name.clone();
        let mut number = 2;
        while seen.contains(&text) {
            text = format!("{name}{number}");
            number += 1;
        }
        variants.push(member(&text));
        seen.insert(&text);
    }
    variants
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_fit_their_words() {
        for (words, expected) in [("Album", "an"), ("User", "a"), ("[Event]", "an"), ("id", "an")] {
            assert_eq!(article(words), expected);
        }
    }

    #[test]
    fn names_become_identifiers() {
        for (name, expected) in [
            ("create_post", "CreatePost"),
            ("It's complicated", "ItsComplicated"),
            ("OPEN", "Open"),
            ("ALL_FRIENDS", "AllFriends"),
            ("not_replied", "NotReplied"),
            ("NotRegistered", "NotRegistered"),
            ("13-17", "_1317"),
            ("self", "Self_"),
            ("t", "T_"),
        ] {
            assert_eq!(camel(name).to_string(), expected, "{name}");
        }
        for (name, expected) in
            [("type", "r#type"), ("self", "self_"), ("first_name", "first_name"), ("", "__"), ("1st", "_1st")]
        {
            assert_eq!(member(name).to_string(), expected, "{name}");
        }
        let variants: Vec<_> =
            variants(["a b", "A_B", "cd"].into_iter()).iter().map(ToString::to_string).collect();
        assert_eq!(variants, ["AB", "AB2", "Cd"]);
    }
}
