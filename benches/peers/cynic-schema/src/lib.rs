//! What cynic checks fragments against, in a crate of its own as it advises for big schemas.

#[allow(missing_docs, non_snake_case, non_camel_case_types, reason = "generated")]
#[cynic::schema("catalogue")]
pub mod schema {}
