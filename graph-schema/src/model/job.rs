//! Nodes that the platform processes in the background.

use crate::list::List as _;

/// How to tell whether the platform has finished a node: the fields to request, and what their values mean. A path
/// names a field and, after dots, members inside of it: `status.video_status`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    /// The path of the state.
    pub state: String,
    /// The states of a finished node.
    pub done: Vec<String>,
    /// The states of a node that will never be finished.
    pub failed: Vec<String>,
    /// Paths whose value, if present, means that the node has failed, whatever its state.
    pub failed_if: Vec<String>,
    /// The path of the progress, in percent.
    pub progress: Option<String>,
    /// The paths of the reason of a failure.
    pub error: Vec<String>,
    /// The first pause between two polls, in seconds. Later pauses are at least as long.
    pub every: u64,
}

impl Job {
    /// All paths, each with the key that it is written under.
    pub fn paths(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let state = std::iter::once(("state", self.state.as_str()));
        let progress = self.progress.iter().map(|path| ("progress", path.as_str()));
        let failed = self.failed_if.iter().map(|path| ("failed_if", path.as_str()));
        let error = self.error.iter().map(|path| ("error", path.as_str()));
        state.chain(progress).chain(failed).chain(error)
    }

    /// The fields to ask for, each once.
    pub fn fields(&self) -> Vec<&str> {
        let mut fields = Vec::new();
        for (_, path) in self.paths() {
            let field = path.split('.').next().unwrap_or_default();
            if !fields.contains(&field) {
                fields.push(field);
            }
        }
        fields
    }

    /// One sentence: `Finished when status_code is FINISHED`.
    pub fn sentence(&self) -> String {
        let words = |words: &[String]| words.iter().map(|word| format!("`{word}`")).list().join(" or ");
        let mut text = format!("finished when `{}` is {}", self.state, words(&self.done));
        if !self.failed.is_empty() {
            text += &format!(", failed when it is {}", words(&self.failed));
        }
        if !self.failed_if.is_empty() {
            text += &format!(", failed when there is {}", words(&self.failed_if));
        }
        text
    }
}
