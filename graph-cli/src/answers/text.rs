//! Parses the text of an answer.

use serde_json::Value;

/// Parses an answer. The platform cuts strings inside surrogate pairs, which JSON parsers reject.
pub fn json(text: &str) -> Result<Value, String> {
    let text = text.trim_start_matches('\u{feff}');
    serde_json::from_str(text)
        .or_else(|_| serde_json::from_str(&replace_lone_surrogates(text)))
        .map_err(|error| error.to_string())
}

/// Parses one value, or one per line as a list.
pub fn one_or_lines(text: &str) -> Result<Value, String> {
    let whole = json(text);
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    match &whole {
        Err(_) if lines.clone().nth(1).is_some() => lines.map(json).collect::<Result<_, _>>().or(whole),
        _ => whole,
    }
}

/// Replaces each lone surrogate with `\ufffd`.
fn replace_lone_surrogates(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        let (before, escape) = rest.split_at(at);
        out.push_str(before);
        let length = match unit(escape) {
            Some(0xD800..=0xDBFF)
                if escape.get(6..).and_then(unit).is_some_and(|low| (0xDC00..=0xDFFF).contains(&low)) =>
            {
                12
            }
            Some(0xD800..=0xDFFF) => {
                out.push_str("\\ufffd");
                rest = escape.get(6..).unwrap_or("");
                continue;
            }
            Some(_) => 6,
            None => 1 + escape.chars().nth(1).map_or(0, char::len_utf8),
        };
        out.push_str(escape.get(..length).unwrap_or(escape));
        rest = escape.get(length..).unwrap_or("");
    }
    out + rest
}

/// The code unit of the `\u` escape at the start of a text.
fn unit(text: &str) -> Option<u32> {
    let digits = text.strip_prefix("\\u")?.get(..4)?;
    u32::from_str_radix(digits, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::json;

    #[test]
    fn lone_surrogates_are_replaced() {
        for (text, read) in [
            (r#""a\ud83d\udc4d""#, "a👍"),
            (r#""a\ud83d!""#, "a\u{fffd}!"),
            (r#""\udc4d\\ud83d""#, "\u{fffd}\\ud83d"),
            (r#""\ud83d\u0041""#, "\u{fffd}A"),
        ] {
            assert_eq!(json(text), Ok(read.into()), "{text}");
        }
        assert!(json("\"\\ud83d").is_err());
        assert!(json("\"\\").is_err());
    }
}
