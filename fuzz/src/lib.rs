//! What is fuzzed, as plain functions: the fuzz targets and a test of the workspace call the same ones.

pub mod targets;
