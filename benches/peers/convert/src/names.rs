//! Unique names.

use std::collections::BTreeSet;

/// The names in use.
#[derive(Default)]
pub struct Names(BTreeSet<String>);

impl Names {
    /// The name, with a number appended if it is in use.
    pub fn take(&mut self, name: String) -> String {
        let mut free = name.clone();
        let mut number = 2;
        while !self.0.insert(free.to_ascii_lowercase()) {
            free = format!("{name}_{number}");
            number += 1;
        }
        free
    }
}

/// `AdAccount` and `some edge` as `ad_account` and `some_edge`.
pub fn snake(name: &str) -> String {
    let mut out = String::new();
    let mut lower = false;
    for c in name.chars() {
        if c.is_ascii_uppercase() && lower {
            out.push('_');
        }
        lower = c.is_ascii_lowercase() || c.is_ascii_digit();
        if c.is_ascii_alphanumeric() {
            out.push(c.to_ascii_lowercase());
        } else if !out.ends_with('_') {
            out.push('_');
        }
    }
    out.trim_matches('_').to_owned()
}

/// `ad_account` as `AdAccount`.
pub fn pascal(name: &str) -> String {
    let mut out = String::new();
    for part in snake(name).split('_') {
        let mut chars = part.chars();
        out.extend(chars.next().map(|c| c.to_ascii_uppercase()));
        out.extend(chars);
    }
    out
}
