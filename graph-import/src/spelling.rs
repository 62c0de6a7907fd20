//! The type syntax of the catalogue: `unsigned int`, `list<map<string, Object>>`.

/// The maximum nesting of types in the schema language.
const MAX_DEPTH: usize = 8;

/// A parsed type.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Spelling<'a> {
    /// A scalar, an enum, an object or a node.
    Name(&'a str),
    /// A list.
    List(Box<Spelling<'a>>),
    /// An object with arbitrary keys. The type of the keys is ignored: they are strings in JSON.
    Map(Box<Spelling<'a>>),
}

/// Parses a type. `None` if the syntax is invalid.
pub(crate) fn parse(text: &str) -> Option<Spelling<'_>> {
    parse_within(text, MAX_DEPTH)
}

fn parse_within(text: &str, depth: usize) -> Option<Spelling<'_>> {
    let text = text.trim();
    let depth = depth.checked_sub(1)?;
    let Some((outer, inner)) = text.split_once('<') else {
        return is_name(text).then_some(Spelling::Name(text));
    };
    let inner = inner.strip_suffix('>')?;
    match outer.trim() {
        "list" => parse_within(inner, depth).map(|item| Spelling::List(Box::new(item))),
        "map" => {
            let (key, value) = inner.split_once(',')?;
            if !is_name(key.trim()) {
                return None;
            }
            parse_within(value, depth).map(|value| Spelling::Map(Box::new(value)))
        }
        _ => None,
    }
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | ' '))
}

impl<'a> Spelling<'a> {
    /// The name inside all lists and maps.
    pub(crate) fn leaf(&self) -> &'a str {
        match self {
            Self::Name(name) => name,
            Self::List(inner) | Self::Map(inner) => inner.leaf(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Spelling, parse};

    fn shown(spelling: &Spelling<'_>) -> String {
        match spelling {
            Spelling::Name(name) => (*name).to_owned(),
            Spelling::List(item) => format!("[{}]", shown(item)),
            Spelling::Map(value) => format!("{{{}}}", shown(value)),
        }
    }

    #[test]
    fn types_are_parsed() {
        for (text, expected) in [
            ("unsigned int", Some("unsigned int")),
            ("list", Some("list")),
            ("list<string>", Some("[string]")),
            ("map<string,Moon>", Some("{Moon}")),
            ("list<map<unsigned int, list<float>>>", Some("[{[float]}]")),
            ("list<map<datetime, list<map<int, Object>>>>", Some("[{[{Object}]}]")),
            ("list<list<list<list<list<list<list<int>>>>>>>", Some("[[[[[[[int]]]]]]]")),
            ("list<list<list<list<list<list<list<list<int>>>>>>>>", None),
            ("map<string>", None),
            ("map<list<int>, int>", None),
            ("set<int>", None),
            ("list<int", None),
            ("list<>", None),
            ("int|string", None),
            ("", None),
        ] {
            assert_eq!(parse(text).as_ref().map(shown).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn deep_nesting_is_rejected() {
        let text = format!("{}int{}", "list<".repeat(100_000), ">".repeat(100_000));
        assert_eq!(parse(&text), None);
    }
}
