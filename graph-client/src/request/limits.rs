//! Limits of parameters, and parameters that depend on others. A violation makes the call invalid.

use std::fmt;

pub use graph_wire::limits::{Limit, Pattern};

use super::{json_body::plain, params::Params};

/// Values given as JSON text, in words: `` `IMAGE` or `VIDEO` ``.
pub(crate) fn either(values: &[&str]) -> String {
    let shown = |json: &&str| format!("`{}`", plain(json));
    match values {
        [others @ .., last] if !others.is_empty() => {
            let others: Vec<String> = others.iter().map(shown).collect();
            format!("{} or {}", others.join(", "), shown(last))
        }
        _ => values.iter().map(shown).collect(),
    }
}

/// The limits that a value is checked against.
#[derive(Clone, Copy, Debug)]
pub struct Within<'a> {
    pub(crate) limits: &'a [Limit],
    /// Whether the value is an element of the list with these limits, so that those on the number of elements do not
    /// apply.
    pub(crate) is_element: bool,
}

impl<'a> Within<'a> {
    /// No limits.
    pub const NOTHING: Self = Self::new(&[]);

    /// The limits of a value.
    pub const fn new(limits: &'a [Limit]) -> Self {
        Self { limits, is_element: false }
    }

    /// The limits of the elements, if the value is a list.
    pub(crate) fn of_elements(self) -> Self {
        Self { is_element: true, ..self }
    }
}

/// Why a text with this number of characters is not within a limit.
pub(crate) fn text_fault(limit: Limit, text: &str, length: u64) -> Option<String> {
    let bytes = text.len() as u64;
    match limit {
        Limit::MinLength(min) if length < min => {
            Some(format!("must have at least {}, but has {length}", counted(min, "character")))
        }
        Limit::MaxLength(max) if length > max => {
            Some(format!("must have at most {}, but has {length}", counted(max, "character")))
        }
        Limit::MaxBytes(max) if bytes > max => {
            Some(format!("must have at most {}, but has {bytes}", counted(max, "byte")))
        }
        Limit::Pattern(pattern) if !pattern.fits(text) => Some(pattern.rule().to_owned()),
        _ => None,
    }
}

/// Why a number is not within a limit.
pub(crate) fn number_fault(limit: Limit, number: f64, shown: impl fmt::Display) -> Option<String> {
    match limit {
        Limit::Min(min) if number < min as f64 => Some(format!("must be at least {min}, but is {shown}")),
        Limit::Max(max) if number > max as f64 => Some(format!("must be at most {max}, but is {shown}")),
        _ => None,
    }
}

/// Why a list of this length is not within a limit.
pub(crate) fn count_fault(limit: Limit, count: u64) -> Option<String> {
    match limit {
        Limit::MinItems(min) if count < min => {
            Some(format!("must have at least {}, but has {count}", counted(min, "element")))
        }
        Limit::MaxItems(max) if count > max => {
            Some(format!("must have at most {}, but has {count}", counted(max, "element")))
        }
        _ => None,
    }
}

fn counted(count: u64, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

impl Params {
    /// Sets a string with limits.
    pub fn limited_text(&mut self, name: &'static str, value: impl AsRef<str>, limits: &[Limit]) {
        let value = value.as_ref();
        self.text(name, value);
        let length = value.chars().count() as u64;
        for limit in limits {
            let Some(mut reason) = text_fault(*limit, value, length) else { continue };
            if matches!(limit, Limit::MaxLength(_)) {
                let excerpt: String = value.chars().take(40).collect();
                reason += &format!(" ({excerpt:?}..)");
            }
            self.refuse(name, reason);
        }
    }

    /// Sets a number with a limited range.
    pub fn limited_number(&mut self, name: &'static str, value: impl fmt::Display + Copy, limits: &[Limit]) {
        self.show(name, value);
        let Ok(number) = value.to_string().parse::<f64>() else { return };
        for limit in limits {
            if let Some(reason) = number_fault(*limit, number, value) {
                self.refuse(name, reason);
            }
        }
    }

    /// Refuses a parameter that was set, unless the parameter `with` has one of these values, given as JSON text.
    pub fn only_with(&mut self, name: &'static str, with: &str, values: &[&str]) {
        let given = self.iter().find(|(known, _)| known == with).map(|(_, value)| value.into_owned());
        if !given.is_some_and(|given| values.iter().any(|json| plain(json) == given)) {
            self.refuse(name, format!("may only be sent with `{with}` {}", either(values)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limit_errors_name_the_actual_value() {
        let mut params = Params::default();
        let limits = &[Limit::MinLength(2), Limit::MaxLength(3)];
        params.limited_text("name", "éé", limits);
        assert!(params.refused().is_empty());
        params.limited_text("name", "é", limits);
        assert_eq!(params.refused()[0].reason, "must have at least 2 characters, but has 1");
        params.limited_text("name", "éééé", limits);
        assert_eq!(params.refused()[0].reason, "must have at most 3 characters, but has 4 (\"éééé\"..)");
        params.limited_text("name", "ééé", limits);
        assert!(params.refused().is_empty());
        params.limited_number("score", -1, &[Limit::Min(0)]);
        assert_eq!(params.refused()[0].reason, "must be at least 0, but is -1");
    }

    #[test]
    fn text_has_bytes_and_a_pattern() {
        let mut params = Params::default();
        let limits = &[Limit::MaxBytes(3), Limit::Pattern(Pattern::Digits)];
        params.limited_text("code", "123", limits);
        assert!(params.refused().is_empty());
        params.limited_text("code", "éé", limits);
        let reasons: Vec<_> = params.refused().iter().map(|refused| &*refused.reason).collect();
        assert_eq!(reasons, ["must have at most 3 bytes, but has 4", "must have only digits"]);
    }

    #[test]
    fn a_value_decides_what_else_may_be_sent() {
        let mut params = Params::default();
        params.text("kind", "IMAGE");
        params.text("cover", "x");
        params.only_with("cover", "kind", &["\"IMAGE\""]);
        assert!(params.refused().is_empty());
        params.only_with("cover", "kind", &["\"REELS\"", "\"VIDEO\"", "\"STORY\""]);
        assert_eq!(params.refused()[0].param, "cover");
        assert_eq!(params.refused()[0].reason, "may only be sent with `kind` `REELS`, `VIDEO` or `STORY`");

        let mut json = Params::default();
        json.start_json();
        json.put_json("kind", "\"REELS\"".to_owned());
        json.only_with("cover", "kind", &["\"REELS\""]);
        assert!(json.refused().is_empty());
        json.only_with("cover", "missing", &["\"REELS\""]);
        assert_eq!(json.refused().len(), 1);
    }
}
