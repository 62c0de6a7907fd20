//! Names of the schema in the case of Rust. The code generator writes them, and the checks compare them.

use std::borrow::Cow;

use crate::bytes;

/// The name of a field, function or module: unchanged but for characters that Rust does not allow. The result can be a
/// keyword.
#[must_use]
pub fn member(name: &str) -> Cow<'_, str> {
    let is_plain = |byte| matches!(byte, b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_');
    let is_name = !matches!(name.as_bytes(), [] | [b'0'..=b'9', ..]) && bytes::all(name, is_plain);
    if is_name { Cow::Borrowed(name) } else { Cow::Owned(cleaned(name)) }
}

fn cleaned(name: &str) -> String {
    let clean: String = name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
    match clean.starts_with(|c: char| c.is_ascii_digit()) || clean.is_empty() {
        true => format!("_{clean}"),
        false => clean,
    }
}

/// `create_post` and `It's complicated` as `CreatePost` and `ItsComplicated`.
#[must_use]
pub fn camel(name: &str) -> String {
    let mut out = String::with_capacity(name.len() + 1);
    let mut upper = true;
    let shouting = bytes::all(name, |byte| !byte.is_ascii_lowercase());
    let mut rest = name.as_bytes();
    while let [byte, others @ ..] = rest {
        rest = others;
        if *byte == b'\'' {
            continue;
        }
        // So are the bytes of all other characters.
        if !byte.is_ascii_alphanumeric() {
            upper = true;
            continue;
        }
        out.push(char::from(match (upper, shouting) {
            (true, _) => byte.to_ascii_uppercase(),
            (false, true) => byte.to_ascii_lowercase(),
            (false, false) => *byte,
        }));
        upper = false;
    }
    // A single letter could be a type parameter in generated code.
    if out.len() == 1 {
        out.push('_');
    }
    out
}
