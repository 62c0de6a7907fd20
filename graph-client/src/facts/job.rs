//! Nodes that the platform still works on.

use super::Node;

/// How to see whether the platform has finished a node. A path names a field, and members inside of it:
/// `status.video_status`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Job {
    /// The fields to ask for, with commas between them.
    pub fields: &'static str,
    /// The path of the state.
    pub state: &'static str,
    /// The states of a finished node.
    pub done: &'static [&'static str],
    /// The states of a node that will never be finished.
    pub failed: &'static [&'static str],
    /// Paths whose value, if there is one, means that it failed, whatever the state is.
    pub failed_if: &'static [&'static str],
    /// The path of the progress, in percent.
    pub progress: Option<&'static str>,
    /// The paths of the reason of a failure.
    pub error: &'static [&'static str],
    /// How often to ask at most, in seconds.
    pub every: u64,
}

/// A node that can be waited for. Implemented by the generated marker of a node with a `job` in the schema.
#[diagnostic::on_unimplemented(
    message = "the schema does not say how to wait for this node",
    label = "a node without a `job`",
    note = "read it with `get`, or add a `job` to the node in the schema: its state, and the words that mean done"
)]
pub trait HasJob: Node {
    /// How to wait for it.
    const JOB: Job;
}
