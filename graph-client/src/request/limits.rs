//! Limits of parameters, and values that others depend on. What they refuse makes the call invalid.

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
    /// Whether it is an element of the list that has them: those of the number of elements do not apply.
    pub(crate) is_element: bool,
}

impl<'a> Within<'a> {
    /// No limits.
    pub const NOTHING: Self = Self::new(&[]);

    /// Those of the value.
    pub const fn new(limits: &'a [Limit]) -> Self {
        Self { limits, is_element: false }
    }

    /// Those of the elements, if the value is a list.
    pub(crate) fn of_elements(self) -> Self {
        Self { is_element: true, ..self }
    }
}

impl Params {
    /// Sets a string with limits.
    pub fn limited_text(&mut self, name: &'static str, value: impl AsRef<str>, limits: &[Limit]) {
        let value = value.as_ref();
        self.text(name, value);
        let (length, bytes) = (value.chars().count() as u64, value.len() as u64);
        for limit in limits {
            let reason = match *limit {
                Limit::MinLength(min) if length < min => {
                    format!("must have at least {min} characters, but has {length}")
                }
                Limit::MaxLength(max) if length > max => {
                    let excerpt: String = value.chars().take(40).collect();
                    format!("must have at most {max} characters, but has {length} ({excerpt:?}..)")
                }
                Limit::MaxBytes(max) if bytes > max => {
                    format!("must have at most {max} bytes, but has {bytes}")
                }
                Limit::Pattern(pattern) if !pattern.fits(value) => pattern.rule().to_owned(),
                _ => continue,
            };
            self.refuse(name, reason);
        }
    }

    /// Sets a number with a limited range.
    pub fn limited_number(&mut self, name: &'static str, value: impl fmt::Display + Copy, limits: &[Limit]) {
        self.show(name, value);
        let Ok(number) = value.to_string().parse::<f64>() else { return };
        for limit in limits {
            let reason = match *limit {
                Limit::Min(min) if number < min as f64 => format!("must be at least {min}, but is {value}"),
                Limit::Max(max) if number > max as f64 => format!("must be at most {max}, but is {value}"),
                _ => continue,
            };
            self.refuse(name, reason);
        }
    }

    /// Refuses a parameter that was set, unless another one has one of these values, given as JSON text.
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
