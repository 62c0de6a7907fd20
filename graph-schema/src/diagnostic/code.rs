//! Diagnostic codes and the rule behind each.

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
    /// The rule behind this code, in one sentence.
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
    UNREADABLE = 1: "Every file that a schema names must exist and contain valid UTF-8 text.";
    SYNTAX = 2: "A schema file must be valid JSON, without comments or trailing commas.";
    DUPLICATE_KEY = 3: "An object must not contain the same key twice.";
    UNKNOWN_KEY = 4: "An object may only contain keys that the schema language defines for it.";
    WRONG_KIND = 5: "A key takes values of one kind: a string, list, object, number or boolean.";
    MISSING_KEY = 6: "Required keys must be present.";
    TYPE_SYNTAX = 7: "A type is a name, `Id<Node>`, `Ref<Node>`, `Connection<Type>`, `Json<Type>` for a text with JSON, `[Type]` for a list, or `{Type}` or `{Key: Type}` for a map.";
    UNKNOWN_TYPE = 8: "A type must be a scalar, or an enum, object or node of the schema, and must be allowed where it is used.";
    UNKNOWN_PERMISSION = 9: "A permission must be defined under `permissions`, a task under `tasks`, and a feature under `features`.";
    UNKNOWN_WORD = 10: "Some keys take one of a fixed set of values.";
    BAD_NAME = 11: "A name must be usable in Rust with at most its case changed; for other wire names, \"name\" sets the Rust name.";
    DESCRIBED_TWICE = 12: "A node, object, enum or union must be defined only once, and names must be unique: on the wire and in Rust.";
    UNKNOWN_PARAM = 13: "A rule may only refer to parameters of its own operation.";
    BAD_RULE = 14: "It must be possible to satisfy a rule, and to violate it.";
    PATH_PARAM = 15: "A path consists of segments separated by single slashes; every `{name}` in it must be a parameter with `\"in\": \"path\"`, and vice versa.";
    BAD_LIMIT = 16: "A limit must fit the type of the value, and the minimum must not exceed the maximum.";
    UNKNOWN_VARIANT_BASE = 17: "A variant must name an operation of the same node or connection that is not itself a variant.";
    BAD_ERROR_CODE = 18: "An error code is an integer, a code with a subcode such as `190/463`, or a range such as `200-299`.";
    UNKNOWN_MEMBER = 19: "A field or connection that is referred to must exist on the same node.";
    BAD_DEFAULT = 20: "A default must be a valid value of the parameter.";
    BAD_EXTENDS = 21: "`extends` takes \"builtin\", or the path of a manifest that does not extend this schema.";
    BAD_HOST = 22: "A host must be a URL such as `https://graph.example`, without a path, and a version one segment of a path.";
    BAD_ENCODING = 23: "An encoding must fit the parameter's type: `commas` requires a list, `one` a boolean.";
    BAD_UPDATE_OBJECT = 24: "The word for a node in webhooks consists of lower-case letters, digits and `_`; a name of several words has no default.";
    SAME_CALL = 25: "Two operations of one node or connection must differ in their method, path, host or parameters.";
    BAD_CONSTANT = 26: "A constant must be a value of its type, and no key beside it may leave a choice to the caller.";
    BAD_PLACE = 27: "Every member of an object has its own place: no two members at one path, and none inside another.";
    BAD_FLAT = 28: "`flat` requires a union, or for a parameter also an object, whose member names differ from those beside them; `add` requires a list.";
    ENDLESS = 29: "A value must end: nothing can require itself, directly or through other values.";
    BAD_UNION = 30: "The variants of a union must differ, and the content of each must be where the union says.";
    BAD_BODY = 31: "A parameter must be sent in a part that the call has: its path, its query, its form or its JSON body.";
    BAD_UNASKED = 32: "A field that comes unasked cannot be requested: it must not be `on_request`, and no job may read it.";
    BAD_ARGUMENT = 33: "A parameter of a field must be a single value that can be written as text into the list of fields.";
}
