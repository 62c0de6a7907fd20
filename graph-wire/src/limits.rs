//! Limits of the values that are sent.

/// The limits of a value. Those of text and numbers hold for each element of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Limits {
    /// The minimum number of characters.
    pub min_length: Option<u64>,
    /// The maximum number of characters.
    pub max_length: Option<u64>,
    /// The maximum number of bytes in UTF-8.
    pub max_bytes: Option<u64>,
    /// The minimum value.
    pub min: Option<i64>,
    /// The maximum value.
    pub max: Option<i64>,
    /// The minimum number of elements.
    pub min_items: Option<u64>,
    /// The maximum number of elements.
    pub max_items: Option<u64>,
    /// The characters that a text consists of.
    pub pattern: Option<Pattern>,
}

impl Limits {
    /// No limits.
    pub const NONE: Self = Self {
        min_length: None,
        max_length: None,
        max_bytes: None,
        min: None,
        max: None,
        min_items: None,
        max_items: None,
        pattern: None,
    };

    /// Whether nothing is limited.
    pub fn is_empty(&self) -> bool {
        *self == Self::NONE
    }

    /// The limits of the elements of a list: all but those of their number.
    pub fn of_elements(&self) -> Self {
        Self { min_items: None, max_items: None, ..*self }
    }
}

/// One limit. Tables of generated code list those of a value: a struct with a field for each, most of them `None`, takes
/// several times as long to compile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// The minimum number of characters.
    MinLength(u64),
    /// The maximum number of characters.
    MaxLength(u64),
    /// The maximum number of bytes in UTF-8.
    MaxBytes(u64),
    /// The minimum value.
    Min(i64),
    /// The maximum value.
    Max(i64),
    /// The minimum number of elements.
    MinItems(u64),
    /// The maximum number of elements.
    MaxItems(u64),
    /// The characters that a text consists of.
    Pattern(Pattern),
}

impl Limits {
    /// The limits that are given.
    pub fn each(&self) -> impl Iterator<Item = Limit> {
        let Self { min_length, max_length, max_bytes, min, max, min_items, max_items, pattern } = *self;
        [
            min_length.map(Limit::MinLength),
            max_length.map(Limit::MaxLength),
            max_bytes.map(Limit::MaxBytes),
            min.map(Limit::Min),
            max.map(Limit::Max),
            min_items.map(Limit::MinItems),
            max_items.map(Limit::MaxItems),
            pattern.map(Limit::Pattern),
        ]
        .into_iter()
        .flatten()
    }
}

/// The characters that a text may consist of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Pattern {
    /// ASCII digits.
    Digits,
    /// ASCII letters and digits.
    Alphanumeric,
    /// Lower-case ASCII letters, digits and underscores.
    Snake,
    /// A URL with `https`.
    Https,
    /// No line breaks.
    OneLine,
}

impl Pattern {
    /// Every pattern with its keyword in a schema.
    pub const WORDS: &'static [(&'static str, Self)] = &[
        ("digits", Self::Digits),
        ("alphanumeric", Self::Alphanumeric),
        ("snake", Self::Snake),
        ("https", Self::Https),
        ("one_line", Self::OneLine),
    ];

    /// The keyword.
    pub fn name(self) -> &'static str {
        Self::WORDS.iter().find(|(_, pattern)| *pattern == self).map_or("", |(word, _)| word)
    }

    /// Whether a text has the characters of this pattern.
    pub fn fits(self, text: &str) -> bool {
        let bytes = text.as_bytes();
        match self {
            Self::Digits => !bytes.is_empty() && bytes.iter().all(u8::is_ascii_digit),
            Self::Alphanumeric => bytes.iter().all(u8::is_ascii_alphanumeric),
            Self::Snake => {
                bytes.iter().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || *byte == b'_')
            }
            Self::Https => text.get(..8).is_some_and(|start| start.eq_ignore_ascii_case("https://")),
            Self::OneLine => !text.contains(['\n', '\r']),
        }
    }

    /// What a text of this kind consists of, in words.
    pub fn describe(self) -> &'static str {
        match self {
            Self::Digits => "only digits",
            Self::Alphanumeric => "only letters and digits",
            Self::Snake => "only lower-case letters, digits and `_`",
            Self::Https => "a URL that starts with `https://`",
            Self::OneLine => "no line breaks",
        }
    }

    /// What is demanded of the text, to follow its name.
    pub fn rule(self) -> &'static str {
        match self {
            Self::Digits => "must have only digits",
            Self::Alphanumeric => "must have only letters and digits",
            Self::Snake => "must have only lower-case letters, digits and `_`",
            Self::Https => "must be a URL that starts with `https://`",
            Self::OneLine => "must have no line breaks",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_limit_is_listed() {
        let limits = Limits {
            min_length: Some(1),
            max_length: Some(2),
            max_bytes: Some(3),
            min: Some(-4),
            max: Some(5),
            min_items: Some(6),
            max_items: Some(7),
            pattern: Some(Pattern::Snake),
        };
        let list: Vec<Limit> = limits.each().collect();
        let expected = [
            Limit::MinLength(1),
            Limit::MaxLength(2),
            Limit::MaxBytes(3),
            Limit::Min(-4),
            Limit::Max(5),
            Limit::MinItems(6),
            Limit::MaxItems(7),
            Limit::Pattern(Pattern::Snake),
        ];
        assert_eq!(list, expected);
        assert_eq!(Limits::NONE.each().count(), 0);
    }

    #[test]
    fn a_pattern_fits_what_its_rule_says() {
        for (pattern, right, wrong) in [
            (Pattern::Digits, &["0", "4915"][..], &["", "49 15", "+49", "\u{663}"][..]),
            (Pattern::Alphanumeric, &["", "aZ9"], &["a-b", "\u{e9}"]),
            (Pattern::Snake, &["", "a_1"], &["A", "a-b"]),
            (Pattern::Https, &["https://a.example", "HTTPS://x"], &["", "http://a.example", "https:/"]),
            (Pattern::OneLine, &["", "a b"], &["a\nb", "a\r"]),
        ] {
            for (texts, fits) in [(right, true), (wrong, false)] {
                for text in texts {
                    assert_eq!(pattern.fits(text), fits, "{text:?} {}", pattern.rule());
                }
            }
        }
    }
}
