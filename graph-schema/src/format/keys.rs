//! The order of the schema language's own keys, and which of them share a line.

use crate::json::Json;

/// What an object of a schema file describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// A manifest, or a file that a manifest lists.
    File,
    /// The file of one node.
    NodeFile,
    /// A node or object among others.
    Node,
    Target,
    Field,
    Connection,
    List,
    Operation,
    Param,
    Enum,
    Error,
    OperationError,
    Updates,
    /// Self, friend, other.
    PerTarget,
    /// Names that the author chose, each with the description of one of these.
    Names(&'static Role),
    /// Words or names with texts.
    Texts,
    /// Everything else stays as it is.
    Free,
}

use Role::{
    Connection, Enum, Error, Field, File, Free, List, Names, Node, NodeFile, Operation, OperationError,
    Param, PerTarget, Target, Texts, Updates,
};

const SECTIONS: &[&[&str]] = &[
    &["$schema"],
    &["doc"],
    &["note"],
    &["extends"],
    &["host"],
    &["version"],
    &["files"],
    &["nodes"],
    &["objects"],
    &["enums"],
    &["permissions"],
    &["errors"],
];

const NODE: &[&[&str]] = &[
    &["$schema"],
    &["node"],
    &["module"],
    &["version"],
    &["doc"],
    &["note"],
    &["bare"],
    &["empty"],
    &["get"],
    &["targets"],
    &["names"],
    &["fields"],
    &["connections"],
    &["operations"],
    &["updates"],
];

const CONNECTION: &[&[&str]] = &[
    &["doc"],
    &["path", "item", "items_are", "list", "paging", "summary", "token"],
    &["permission"],
    &["deprecated"],
    &["note"],
    &["params"],
    &["lists"],
    &["operations"],
];

const OPERATION: &[&[&str]] = &[
    &["variant_of", "requires"],
    &["doc"],
    &["method", "path", "permission", "token", "host", "redirects"],
    &["deprecated"],
    &["note"],
    &["params"],
    &["rules"],
    &["returns"],
    &["errors"],
];

const PARAM: &[&[&str]] = &[
    &[
        "type",
        "in",
        "required",
        "default",
        "encoding",
        "min_length",
        "max_length",
        "min",
        "max",
        "only_with",
        "only_on",
        "deprecated",
    ],
    &["doc"],
    &["note"],
];

impl Role {
    /// The keys in their order; those of one group share lines where the object is several.
    pub(super) fn groups(self) -> &'static [&'static [&'static str]] {
        match self {
            File => SECTIONS,
            Node | NodeFile => NODE,
            Target => &[&["path", "args", "whose"], &["doc"], &["note"]],
            Field => &[
                &["type", "presence", "deprecated", "on_request", "token", "permission"],
                &["doc"],
                &["note"],
            ],
            Connection => CONNECTION,
            List => &[&["called", "with", "whose"], &["doc"], &["note"]],
            Operation => OPERATION,
            Param => PARAM,
            Enum => &[&["doc"], &["note"], &["words"]],
            Error => &[&["subcode", "name", "kind", "retry", "meaning", "note"]],
            OperationError => &[&["name", "meaning", "note"]],
            Updates => &[&["note"], &["fields"], &["connections"]],
            PerTarget => &[&["self"], &["friend"], &["other"]],
            Names(_) | Texts | Free => &[],
        }
    }

    /// What the value of a key describes.
    pub(super) fn of(self, key: &str) -> Self {
        match (self, key) {
            (Names(role), _) => *role,
            (File, "nodes" | "objects") => Names(&Node),
            (File, "enums") => Names(&Enum),
            (File, "errors") => Names(&Error),
            (Node | NodeFile, "targets") => Names(&Target),
            (Node | NodeFile, "fields") => Names(&Field),
            (Node | NodeFile, "connections") => Names(&Connection),
            (Node | NodeFile | Connection, "operations") => Names(&Operation),
            (Node | NodeFile, "updates") => Updates,
            (Connection | Operation, "params") => Names(&Param),
            (Connection, "lists") => Names(&List),
            (Operation, "errors") => Names(&OperationError),
            (Field | Connection | Operation, "permission" | "token") => PerTarget,
            (Enum, "words") => Texts,
            _ => Free,
        }
    }

    /// What is never one line, however small it is. Of operations, only those that are nothing but a
    /// special case of another one may be, and of tables, those with a single row.
    pub(super) fn is_tall(self, json: &Json, members: usize) -> bool {
        match self {
            File | NodeFile | Node | Names(Node | Error | Enum | Target) => true,
            Operation => json.get("variant_of").is_none(),
            Names(_) => members > 1,
            Target | Field | Connection | List | Param | Enum | Error | OperationError | Updates
            | PerTarget | Texts | Free => false,
        }
    }

    /// What stands among many of its kind, a line each.
    pub(super) fn is_row(self) -> bool {
        matches!(self, Target | Field | Param | OperationError | List | Names(Param | OperationError | List))
    }

    /// What is always one line, however long: a table of codes is read by its columns.
    pub(super) fn is_flat(self) -> bool {
        self == Error
    }
}
