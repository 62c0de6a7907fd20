//! Reads how to wait for a node that the platform processes in the background.

use super::object::Object;
use crate::{diagnostic::Diagnostics, json::Json, raw::Job};

pub(super) fn job(json: &Json, diags: &mut Diagnostics) -> Option<Job> {
    let mut object = Object::new(json, "a job", diags)?;
    let state = object.required_name("state");
    for key in ["done", "every"] {
        if object.take(key).is_none() {
            object.missing(key);
        }
    }
    let job = Job {
        state: state?,
        done_is_missing: object.take("done").is_none(),
        done: object.names("done"),
        failed: object.names("failed"),
        failed_if: object.names("failed_if"),
        progress: object.name("progress"),
        error: object.names("error"),
        every: object.count("every"),
    };
    object.take("note");
    object.finish();
    Some(job)
}
