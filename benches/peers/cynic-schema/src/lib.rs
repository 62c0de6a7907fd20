//! The schema module of cynic, in a separate crate as cynic recommends for big schemas.

#[allow(missing_docs, non_snake_case, non_camel_case_types, reason = "generated")]
#[cynic::schema("catalogue")]
pub mod schema {}
