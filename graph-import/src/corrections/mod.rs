//! What the platform's catalogue says wrong or leaves out, and its documentation says.
//!
//! Each table names the pages of the documentation that its facts are from. What no page says is not in a table.

mod answers;
mod fields;
mod files;
mod jobs;
mod paging;
mod renamed;
mod targets;
mod webhooks;

pub(crate) use answers::{Answer, answer};
pub(crate) use fields::{Comes, missing_fields};
pub(crate) use files::{is_file, missing_files};
pub(crate) use jobs::job;
pub(crate) use paging::paging;
pub(crate) use renamed::{edge_name, type_name};
pub(crate) use targets::{host, targets};
pub(crate) use webhooks::{SUBSCRIPTION, update_object};

/// Whether a row of a table is about a spec: `*` is about all of them.
fn is_about(of: &str, spec: &str) -> bool {
    of == "*" || of == spec
}
