//! Nodes that the platform still processes after a call has created them.

use std::{collections::HashMap, sync::Arc, time::Duration};

use graph_schema::{
    Schema,
    model::{Job, Node, Type},
};
use serde_json::{Map, Value, json};

/// The nodes with a job that calls have created.
#[derive(Debug, Default)]
pub(crate) struct Jobs {
    /// The time of their creation.
    begun: HashMap<String, Duration>,
    /// The parameters of the calls that created them.
    asked: HashMap<String, Vec<(String, String)>>,
}

impl Jobs {
    /// A call has created a node.
    pub(crate) fn begin(&mut self, id: &str, now: Duration) {
        self.begun.insert(id.to_owned(), now);
    }

    /// The state of a node is now what is stored.
    pub(crate) fn end(&mut self, id: &str) {
        self.begun.remove(id);
    }

    /// Keeps what the call asked for that created a node.
    pub(crate) fn ask(&mut self, id: &str, params: Vec<(String, String)>) {
        if self.begun.contains_key(id) {
            self.asked.insert(id.to_owned(), params);
        }
    }

    /// What the call asked for that created a node.
    pub(crate) fn asked(&self, id: &str) -> Option<&[(String, String)]> {
        self.asked.get(id).map(Vec::as_slice)
    }

    /// Sets the job state of a node, which is finished after twice the time between two polls.
    pub(crate) fn show(
        &self,
        id: &str,
        node: &Node,
        schema: &Schema,
        now: Duration,
        values: &mut Arc<Map<String, Value>>,
    ) {
        let Some((job, begun)) = node.job.as_ref().zip(self.begun.get(id)) else { return };
        let values = Arc::make_mut(values);
        let (passed, whole) = (now.saturating_sub(*begun), Duration::from_secs(job.every.saturating_mul(2)));
        let is_done = passed >= whole;
        let state = if is_done { job.done.first().cloned() } else { at_work(job, node, schema) };
        set(values, &job.state, state.map(Value::from));
        let percent = if is_done { 100.0 } else { 100.0 * passed.as_secs_f64() / whole.as_secs_f64() };
        if let Some(path) = &job.progress {
            set(values, path, Some((percent as u64).into()));
        }
        for path in job.failed_if.iter().chain(&job.error) {
            set(values, path, None);
        }
    }
}

/// A state that is neither done nor failed.
fn at_work(job: &Job, node: &Node, schema: &Schema) -> Option<String> {
    let is_end = |word: &String| job.done.contains(word) || job.failed.contains(word);
    let mut owner = node;
    let mut ty = None;
    for part in job.state.split('.') {
        ty = owner.field(part).map(|field| &field.ty);
        if let Some(Type::Node(inside)) = ty {
            owner = &schema[*inside];
        }
    }
    match ty {
        Some(Type::Enum(id)) => {
            schema[*id].words.iter().map(|(word, _)| word).find(|word| !is_end(word)).cloned()
        }
        _ => Some("IN_PROGRESS".to_owned()),
    }
}

/// Sets or removes the value at a path.
fn set(values: &mut Map<String, Value>, path: &str, value: Option<Value>) {
    match (path.split_once('.'), value) {
        (None, Some(value)) => drop(values.insert(path.to_owned(), value)),
        (None, None) => drop(values.remove(path)),
        (Some((name, rest)), value) => {
            let inside = values.get_mut(name).and_then(Value::as_object_mut);
            match (inside, value) {
                (Some(inside), value) => set(inside, rest, value),
                (None, None) => {}
                (None, value) => {
                    let mut inside = Map::new();
                    set(&mut inside, rest, value);
                    values.insert(name.to_owned(), json!(inside));
                }
            }
        }
    }
}
