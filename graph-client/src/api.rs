//! The Graph API as its built-in schema describes it: generated code.

crate::graph_api!(builtin);
