//! The codes of all diagnostics, each with the rule it stands for.

use std::fmt;

/// The code of a diagnostic, such as `G0007`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Code(u16);

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "G{:04}", self.0)
    }
}

impl Code {
    /// The rule in one sentence.
    pub fn rule(self) -> &'static str {
        ALL.iter().find(|(code, _)| *code == self).map_or("", |(_, rule)| rule)
    }
}

macro_rules! codes {
    ($($name:ident = $number:literal: $rule:literal;)*) => {
        $(#[doc = $rule] pub const $name: Code = Code($number);)*

        /// Every code with its rule, in order.
        pub const ALL: &[(Code, &str)] = &[$(($name, $rule)),*];
    };
}

codes! {
    UNREADABLE = 1: "Every file that a schema names must be there and be readable text.";
    SYNTAX = 2: "A schema file is JSON (without comments and trailing commas).";
    DUPLICATE_KEY = 3: "A key stands once in an object.";
    UNKNOWN_KEY = 4: "Only the keys of the schema language may be used.";
    WRONG_KIND = 5: "A key takes a value of its own kind (text, list, object, number, true or false).";
    MISSING_KEY = 6: "Some keys must be there.";
    TYPE_SYNTAX = 7: "A type is a name, `Id<Node>`, `Ref<Node>`, `[Type]` for a list or `{Type}` for a map.";
    UNKNOWN_TYPE = 8: "A type is a scalar, or an enum, object or node of the schema.";
    UNKNOWN_PERMISSION = 9: "A permission must be described under `permissions` before it is used.";
    UNKNOWN_WORD = 10: "Some keys take one word out of a fixed set.";
    BAD_NAME = 11: "A name must become a Rust name without being changed beyond its case; one that cannot has another in \"name\".";
    DESCRIBED_TWICE = 12: "A node, object or enum is described once, and its Rust name belongs to it alone.";
    UNKNOWN_PARAM = 13: "A rule speaks of parameters of its own operation.";
    BAD_RULE = 14: "A rule must be able to hold and must be able to be broken.";
    PATH_PARAM = 15: "Every `{name}` of a path is a parameter with `\"in\": \"path\"`, and the reverse.";
    BAD_LIMIT = 16: "A limit fits the parameter's type, and the lower one is not above the upper.";
    UNKNOWN_VARIANT_BASE = 17: "A variant names another operation of the same place that is no variant itself.";
    BAD_ERROR_CODE = 18: "An error code is a whole number, or a range such as `200-299`.";
    UNKNOWN_MEMBER = 19: "A field or connection that is named is one of the same node.";
    BAD_DEFAULT = 20: "A default is a value that the parameter could take.";
    BAD_EXTENDS = 21: "`extends` takes \"builtin\", or the manifest of a schema that does not extend this one.";
    BAD_HOST = 22: "A host is an address such as `https://graph.example`, without a path.";
    BAD_ENCODING = 23: "An encoding fits the parameter's type: `commas` a list, `one` a boolean.";
}
