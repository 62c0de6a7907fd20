//! The generated client.

progenitor::generate_api!(spec = "openapi.json");
