//! How the catalogue spells types: `unsigned int`, `list<map<string, Object>>`.

/// As deep as the schema language nests types.
const DEEPEST: usize = 8;

/// A spelling, taken apart.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Spelling<'a> {
    /// A scalar, an enum, a node: whatever the name stands for.
    Name(&'a str),
    /// A list of something.
    List(Box<Spelling<'a>>),
    /// An object with free keys; the keys are text on the wire, whatever the catalogue calls them.
    Map(Box<Spelling<'a>>),
}

/// Takes a spelling apart; none if it is none.
pub(crate) fn parse(text: &str) -> Option<Spelling<'_>> {
    parse_within(text, DEEPEST)
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
    fn spellings_are_taken_apart() {
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
    fn a_very_deep_spelling_is_no_trouble() {
        let text = format!("{}int{}", "list<".repeat(100_000), ">".repeat(100_000));
        assert_eq!(parse(&text), None);
    }
}
