//! Nodes that the platform processes in the background.

use super::Node;

/// How to tell whether the platform has finished a node. A path names a field and, after dots, members inside of it:
/// `status.video_status`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Job {
    /// The fields to ask for, with commas between them.
    pub fields: &'static str,
    /// The path of the state.
    pub state: &'static str,
    /// The states of a finished node.
    pub done: &'static [&'static str],
    /// The states of a node that has failed.
    pub failed: &'static [&'static str],
    /// Paths whose value, if present, means that the node has failed, whatever its state.
    pub failed_if: &'static [&'static str],
    /// The path of the progress, in percent.
    pub progress: Option<&'static str>,
    /// The paths of the reasons for a failure.
    pub error: &'static [&'static str],
    /// The first pause between two polls, in seconds. Later pauses are at least as long.
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
