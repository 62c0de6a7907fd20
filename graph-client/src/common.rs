//! The error codes that all APIs of the platform share, and nothing else: generated code.

crate::graph_api!(common);
