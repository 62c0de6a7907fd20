//! The whole client.

progenitor::generate_api!(spec = "openapi.json");
