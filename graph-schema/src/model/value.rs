//! What is demanded of a value that is sent.

/// A function that makes a value: `message::row`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Function {
    /// The module below the root of the API.
    pub module: String,
    /// The name in the module.
    pub name: String,
}

/// The limits of a value that is sent. Those of text and numbers hold for each element of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
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
    /// Whether nothing is limited.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
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
}

/// A rule that involves several fields of an object, by position.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MemberRule {
    /// At least one of them must be sent.
    AtLeastOne(Vec<usize>),
    /// Exactly one of them must be sent.
    ExactlyOne(Vec<usize>),
    /// At most one of them may be sent.
    NotTogether(Vec<usize>),
    /// All of them are sent, or none.
    Together(Vec<usize>),
    /// A member that can only be sent together with another one.
    OnlyWith {
        /// The dependent member.
        member: usize,
        /// The member it requires.
        with: usize,
        /// The values that the other one must have, as JSON text; any, if there are none.
        values: Vec<String>,
    },
}
