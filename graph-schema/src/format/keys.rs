//! The order of the keys of the schema language, and which of them share a line.

use crate::json::Json;

/// What an object of a schema file describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// A manifest, or a file listed in a manifest.
    File,
    /// The file of one node.
    NodeFile,
    /// A node or object in a section.
    Node,
    Target,
    Field,
    Connection,
    List,
    Operation,
    Param,
    Enum,
    Union,
    Variant,
    Error,
    OperationError,
    Updates,
    /// An object of webhooks.
    Webhook,
    /// A field of webhooks.
    Event,
    Job,
    /// The keys `self`, `friend` and `other`.
    PerTarget,
    /// User-defined names, each with a definition of the inner role.
    Names(&'static Role),
    /// Enum values or names with texts.
    Texts,
    /// Everything else; kept as it is.
    Free,
}

use Role::{
    Connection, Enum, Error, Event, Field, File, Free, Job, List, Names, Node, NodeFile, Operation,
    OperationError, Param, PerTarget, Target, Texts, Union, Updates, Variant, Webhook,
};

const SECTIONS: &[&[&str]] = &[
    &["$schema"],
    &["doc"],
    &["note"],
    &["extends"],
    &["host"],
    &["version"],
    &["dialog"],
    &["hosts"],
    &["files"],
    &["ready"],
    &["nodes"],
    &["objects"],
    &["enums"],
    &["unions"],
    &["permissions"],
    &["tasks"],
    &["features"],
    &["errors"],
    &["webhooks"],
];

const NODE: &[&[&str]] = &[
    &["$schema"],
    &["node"],
    &["module"],
    &["host", "version"],
    &["doc"],
    &["note"],
    &["bare", "function"],
    &["empty"],
    &["get"],
    &["targets"],
    &["names"],
    &["fields"],
    &["rules"],
    &["connections"],
    &["operations"],
    &["updates"],
    &["job"],
];

const CONNECTION: &[&[&str]] = &[
    &["doc"],
    &["path", "host", "item", "items_are", "list", "paging", "summary", "token"],
    &["permission", "task", "feature"],
    &["deprecated"],
    &["note"],
    &["params"],
    &["lists"],
    &["operations"],
];

const OPERATION: &[&[&str]] = &[
    &["variant_of", "requires"],
    &["doc"],
    &[
        "method",
        "path",
        "body",
        "permission",
        "task",
        "feature",
        "token",
        "host",
        "version",
        "redirects",
        "in_data",
    ],
    &["const"],
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
        "max_bytes",
        "min",
        "max",
        "min_items",
        "max_items",
        "pattern",
        "const",
        "flat",
        "brings",
        "only_with",
        "only_on",
        "permission",
        "deprecated",
    ],
    &["doc"],
    &["note"],
];

const FIELD: &[&[&str]] = &[
    &[
        "type",
        "required",
        "presence",
        "const",
        "at",
        "flat",
        "add",
        "aliases",
        "min_length",
        "max_length",
        "max_bytes",
        "min",
        "max",
        "min_items",
        "max_items",
        "pattern",
        "only_with",
        "deprecated",
        "on_request",
        "unasked",
        "params",
        "token",
        "permission",
    ],
    &["doc"],
    &["note"],
];

impl Role {
    /// The keys in order. Keys of one group share lines if the object spans several lines.
    pub(super) fn groups(self) -> &'static [&'static [&'static str]] {
        match self {
            File => SECTIONS,
            Node | NodeFile => NODE,
            Target => &[&["path", "args", "whose"], &["doc"], &["note"]],
            Field => FIELD,
            Connection => CONNECTION,
            List => &[&["called", "with", "whose"], &["doc"], &["note"]],
            Operation => OPERATION,
            Param => PARAM,
            Enum => &[&["doc"], &["note"], &["words"]],
            Union => &[
                &["module"],
                &["doc"],
                &["tag", "inline", "content_in", "default"],
                &["note"],
                &["variants"],
            ],
            Variant => &[
                &["type", "name", "function", "member", "aliases", "deprecated"],
                &["min_length", "max_length", "max_bytes", "min", "max", "min_items", "max_items", "pattern"],
                &["doc"],
                &["note"],
            ],
            Error => &[&["subcode", "name", "kind", "retry", "meaning", "remedy", "note"]],
            OperationError => &[&["name", "meaning", "remedy", "note"]],
            Job => &[&["state", "done", "failed", "failed_if", "progress", "error", "every"], &["note"]],
            Updates => &[&["note"], &["fields"], &["connections"]],
            Webhook => {
                &[&["node", "envelope", "id", "messaging", "standby"], &["doc"], &["note"], &["fields"]]
            }
            Event => &[&["type", "name", "permission", "deprecated"], &["doc"], &["note"]],
            PerTarget => &[&["self"], &["friend"], &["other"]],
            Names(_) | Texts | Free => &[],
        }
    }

    /// The role of the value of a key.
    pub(super) fn of(self, key: &str) -> Self {
        match (self, key) {
            (Names(role), _) => *role,
            (File, "nodes" | "objects") => Names(&Node),
            (File, "enums") => Names(&Enum),
            (File, "unions") => Names(&Union),
            (Union, "variants") => Names(&Variant),
            (File, "errors") => Names(&Error),
            (File, "webhooks") => Names(&Webhook),
            (Webhook, "fields") => Names(&Event),
            (Node | NodeFile, "targets") => Names(&Target),
            (Node | NodeFile, "fields") => Names(&Field),
            (Node | NodeFile, "connections") => Names(&Connection),
            (Node | NodeFile | Connection, "operations") => Names(&Operation),
            (Node | NodeFile, "updates") => Updates,
            (Node | NodeFile, "job") => Job,
            (Connection | Operation, "params") => Names(&Param),
            (Connection, "lists") => Names(&List),
            (Operation, "errors") => Names(&OperationError),
            (Field | Connection | Operation, "permission" | "token") => PerTarget,
            (Enum, "words") => Texts,
            _ => Free,
        }
    }

    /// Returns whether an object is never written on one line. Operations are, unless they are variants, and so are
    /// tables with more than one row.
    pub(super) fn is_tall(self, json: &Json, members: usize) -> bool {
        match self {
            File
            | NodeFile
            | Node
            | Union
            | Webhook
            | Names(Node | Error | Enum | Union | Target | Webhook) => true,
            Operation => json.get("variant_of").is_none(),
            Names(_) => members > 1,
            Target | Field | Connection | List | Param | Enum | Variant | Event | Error | OperationError
            | Updates | Job | PerTarget | Texts | Free => false,
        }
    }

    /// Returns whether an object is a table row, written on one line each.
    pub(super) fn is_row(self) -> bool {
        matches!(
            self,
            Target
                | Field
                | Param
                | Variant
                | Event
                | OperationError
                | List
                | Names(Param | Variant | Event | OperationError | List)
        )
    }

    /// Returns whether an object is always written on one line, however long, to keep tables of codes aligned.
    pub(super) fn is_flat(self) -> bool {
        self == Error
    }
}
