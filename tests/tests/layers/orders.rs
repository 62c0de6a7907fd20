//! The declared orders. This is the only place to edit when a folder is added, renamed or moved.
//!
//! Each line is a layer: a top-level folder or root file of `src/`. It may use the layers above it. Several names on
//! one line are independent of each other: none of them uses another one of that line. `lib` or `main` is the crate
//! root and comes last.

use crate::check::Order;

/// The crates in the order of their dependencies: each may depend on those before it.
pub const CRATES: &[&str] = &[
    "graph-wire",
    "graph-schema-files",
    "graph-schema",
    "graph-codegen",
    "graph-macros",
    "graph-client",
    "graph-reference",
    "graph-sandbox",
    "graph-import",
    "graph-cli",
];

/// Crates that nothing may depend on.
pub const LEAVES: &[&str] = &["graph-cli"];

/// What `graph-client` may depend on. It never reads a schema at run time: `graph-schema` stays behind the macros.
pub const CLIENT_DEPENDENCIES: &[&str] = &["graph-macros", "graph-wire"];

pub const ORDERS: &[Order] = &[
    Order {
        package: "graph-wire",
        layers: &["argument limits printable secret time", "lib"],
        exceptions: &[],
    },
    Order {
        package: "graph-schema",
        layers: &[
            "bytes list",
            "table",
            "diagnostic",
            "json model",
            "value",
            "call diff format raw reserved",
            "check read resolve",
            "load",
            "lib",
        ],
        exceptions: &[],
    },
    Order {
        package: "graph-codegen",
        layers: &["code permissions select", "names", "plan", "emit", "lib"],
        exceptions: &[],
    },
    Order { package: "graph-macros", layers: &["input", "api", "lib"], exceptions: &[] },
    Order {
        package: "graph-client",
        layers: &[
            "value",
            "secrecy",
            "decode",
            "facts",
            "request",
            "error",
            "answer",
            "call",
            "send",
            "client",
            "webhooks",
            "generated",
            "common",
            "api bounds",
            "lib",
        ],
        exceptions: &[
            // The composition root: a client calls the built-in API by default.
            ("client/graph.rs", "api"),
            ("client/graph.rs", "common"),
            // All APIs of the platform share their error codes.
            ("generated/rt.rs", "common"),
            // They call `graph_api!`, which the crate root defines.
            ("common.rs", "lib"),
            ("api.rs", "lib"),
        ],
    },
    Order { package: "graph-reference", layers: &["about html", "site", "lib"], exceptions: &[] },
    Order {
        package: "graph-sandbox",
        layers: &[
            "error", "protocol", "world", "keep", "graph", "login", "updates", "dispatch", "fault",
            "service", "http", "builder", "sandbox", "lib",
        ],
        exceptions: &[],
    },
    Order {
        package: "graph-import",
        layers: &[
            "corrections json names report spelling",
            "error",
            "read",
            "naming selection template",
            "convert",
            "import",
            "lib",
        ],
        exceptions: &[],
    },
    Order {
        package: "graph-cli",
        layers: &[
            "status",
            "output profile",
            "schema run",
            "answers session local_server",
            // The commands.
            "call batch token webhook sandbox check diff docs drift expand explain format import list meta search shell show",
            "arguments",
            "main",
        ],
        exceptions: &[],
    },
];
