//! The values in the brackets of a list of fields: `picture.width(100)`.

/// The position of the bracket that closes the argument at the start of a text, if one does. Brackets inside are pairs,
/// and none of those in quotes counts.
#[must_use]
pub fn end(text: &str) -> Option<usize> {
    match scan(text) {
        Scan::Closed(at) => Some(at),
        Scan::Open | Scan::Broken => None,
    }
}

/// Whether a value is one argument: it neither closes the brackets around it nor leaves any of its own open, and has no
/// control characters. Only JSON has quotes, since nobody says what those in other text mean.
#[must_use]
pub fn fits(value: &str) -> bool {
    let is_json = value.starts_with(['[', '{']);
    let is_whole = matches!(scan(value), Scan::Open) && !value.chars().any(char::is_control);
    is_whole && (is_json || !value.contains('"'))
}

enum Scan {
    /// The argument ends here.
    Closed(usize),
    /// It could end behind the text.
    Open,
    /// A bracket or quote has no other.
    Broken,
}

fn scan(text: &str) -> Scan {
    let mut open = vec![')'];
    let (mut quoted, mut escaped) = (false, false);
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            _ if quoted => {}
            '(' => open.push(')'),
            '[' => open.push(']'),
            '{' => open.push('}'),
            ')' | ']' | '}' => {
                if open.pop() != Some(c) {
                    return Scan::Broken;
                }
                if open.is_empty() {
                    return Scan::Closed(at);
                }
            }
            _ => {}
        }
    }
    if open.len() == 1 && !quoted { Scan::Open } else { Scan::Broken }
}

#[cfg(test)]
mod tests {
    use super::{end, fits};

    #[test]
    fn an_argument_ends_at_its_own_bracket() {
        assert_eq!(end("5).as(a)"), Some(1));
        assert_eq!(end(r#"[{"a":")"}])"#), Some(11));
        assert_eq!(end("5"), None);
        assert_eq!(end("])"), None);
    }

    #[test]
    fn a_value_cannot_leave_its_brackets() {
        for value in ["", "blue bottle", "a,b", "a(b)", r#"[{"a":"),\"x"}]"#, "d\u{e9}j\u{e0}", "it's"] {
            assert!(fits(value), "{value}");
        }
        for value in ["a \"b\"", "x).limit(9", "a(b", "]", "{", "\"x", "x\"){id},y.z(\"", "a\u{1}b", "a\nb"] {
            assert!(!fits(value), "{value}");
        }
    }
}
