//! Waiting until the platform has finished a node.

use std::{fmt, future::IntoFuture, marker::PhantomData, time::Duration};

use serde_json::Value;

use super::Pending;
use crate::{
    answer::{Answer, Fields, reads},
    decode::wire,
    error::{Error, ErrorKind, Result},
    facts::{Job, Marker},
    request::Request,
    send::{Caller, Settings, call_settings, transport::BoxFuture},
};

/// How long to wait by default.
const TIMEOUT: Duration = Duration::from_secs(600);
/// The longest pause between two polls, unless the first one is longer.
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

/// The state of a node that is being waited for.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct JobState {
    /// The state as sent by the platform; `None` if it sends none.
    pub state: Option<String>,
    /// The progress in percent, if the platform sends it.
    pub percent: Option<f64>,
    /// The time waited so far.
    pub waited: Duration,
}

type OnProgress = Box<dyn FnMut(&JobState) + Send>;

/// A wait until the platform has finished a node. Created by [`Client::wait_for`](crate::Client::wait_for). Nothing is
/// sent until it is awaited; dropping it stops the wait.
#[must_use = "nothing is sent until it is awaited"]
pub struct Waiting<F> {
    caller: Caller,
    /// The request for the selection.
    request: Request,
    job: Job,
    every: Duration,
    progress: Option<OnProgress>,
    selection: Marker<F>,
}

impl<F: Fields> Waiting<F> {
    pub(crate) fn new(caller: Caller, request: Request, job: Job) -> Self {
        let every = Duration::from_secs(job.every);
        Self { caller, request, job, every, progress: None, selection: PhantomData }
    }

    /// Calls `progress` after each poll, including the last one.
    pub fn on_progress(mut self, progress: impl FnMut(&JobState) + Send + 'static) -> Self {
        self.progress = Some(Box::new(progress));
        self
    }

    /// Sets the first pause between two polls, instead of the schema's. Each further pause is half as long again, up to
    /// one minute, or `pause` if that is longer.
    pub fn every(mut self, pause: Duration) -> Self {
        self.every = pause;
        self
    }

    call_settings!(
        "Limits the whole wait, including all polls. The default is ten minutes. If the node is not finished by then, the \
         error has the kind [`Timeout`](crate::ErrorKind::Timeout) and names the state; the platform keeps working."
    );

    fn set(mut self, set: impl Fn(&mut Settings)) -> Self {
        set(&mut self.caller.settings);
        self
    }
}

impl<F: Fields> IntoFuture for Waiting<F> {
    type Output = Result<Answer<F>>;
    type IntoFuture = Pending<Answer<F>>;

    fn into_future(self) -> Self::IntoFuture {
        let Self { mut caller, request, job, every, progress, selection: _ } = self;
        let given = caller.settings.clone();
        let pending = Pending::new(move |settings| {
            // Several responses have no common ETag.
            caller.settings = Settings { validator: None, ..settings };
            let finished = until_finished(caller.clone(), request.clone(), job, every, progress);
            Box::pin(async move {
                caller.settings.timeout = Some(finished.await?);
                caller.run(request, reads::node::<F>).await
            })
        });
        pending.set(|settings| *settings = given)
    }
}

impl<F> fmt::Debug for Waiting<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Waiting")
            .field("request", &self.request)
            .field("every", &self.every)
            .finish_non_exhaustive()
    }
}

/// Polls until the node is finished, and returns the time that is left. Boxed, so that it is compiled once for all
/// selections.
fn until_finished(
    mut caller: Caller,
    mut request: Request,
    job: Job,
    every: Duration,
    mut progress: Option<OnProgress>,
) -> BoxFuture<Result<Duration>> {
    request.params.set("fields", job.fields);
    let timeout = caller.settings.timeout.unwrap_or(TIMEOUT);
    Box::pin(async move {
        let timer = caller.shared.timer.clone();
        let began = timer.now();
        // With prepared responses, the pauses are counted, but not waited for.
        let (is_prepared, mut skipped) = (caller.shared.answers.is_some(), Duration::ZERO);
        let mut pause = every;
        let mut asked = 0;
        loop {
            asked += 1;
            let waited = |skipped: Duration| timer.now().saturating_sub(began).saturating_add(skipped);
            caller.settings.timeout = Some(timeout.saturating_sub(waited(skipped)));
            let node = caller.clone().run(request.clone(), reads::value::<wire::Json, Value>).await?;
            if node == Value::Bool(false) {
                return Err(caller.finished(crate::error::not_visible(), &request, asked));
            }
            let state = JobState {
                state: at(&node, job.state).and_then(text),
                percent: job.progress.and_then(|path| percent(at(&node, path)?)),
                waited: waited(skipped),
            };
            if let Some(progress) = &mut progress {
                progress(&state);
            }
            let ended = judged(&job, &node, &state);
            let left = timeout.saturating_sub(state.waited);
            match ended {
                Some(Ok(())) => return Ok(left),
                Some(Err(error)) => return Err(caller.finished(error, &request, asked)),
                None if left <= pause => {
                    return Err(caller.finished(not_finished(&state, timeout), &request, asked));
                }
                None if is_prepared => skipped = skipped.saturating_add(pause),
                None => timer.sleep(pause).await,
            }
            pause = pause.saturating_mul(3).checked_div(2).unwrap_or(pause).min(LONGEST_PAUSE.max(every));
        }
    })
}

/// Whether the node is finished, or failed. `None` if the platform is still working, or sends an unknown state.
fn judged(job: &Job, node: &Value, state: &JobState) -> Option<Result<()>> {
    let is_one_of = |words: &[&str]| {
        state.state.as_deref().is_some_and(|state| words.iter().any(|word| word.eq_ignore_ascii_case(state)))
    };
    let failure = job.failed_if.iter().find_map(|path| reason(at(node, path)?));
    if failure.is_none() && !is_one_of(job.failed) {
        return is_one_of(job.done).then_some(Ok(()));
    }
    let reasons: Vec<String> = job.error.iter().filter_map(|path| reason(at(node, path)?)).collect();
    let reason = Some(reasons.join("; ")).filter(|reasons| !reasons.is_empty()).or(failure);
    Some(Err(Error::job_failed(state.state.clone(), reason, node)))
}

fn not_finished(state: &JobState, timeout: Duration) -> Error {
    let shown = match (&state.state, state.percent) {
        (Some(state), Some(percent)) => format!("its state is {state:?}, {percent} %"),
        (Some(state), None) => format!("its state is {state:?}"),
        (None, _) => "the response has no state".to_owned(),
    };
    let message =
        format!("not finished within {timeout:?}: {shown}; the platform is still working, so wait again");
    Error::new(ErrorKind::Timeout, message).in_state(state.state.clone()).retryable()
}

/// The value at a path.
fn at<'a>(node: &'a Value, path: &str) -> Option<&'a Value> {
    path.split('.').try_fold(node, |value, name| value.get(name))
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Bool(_) | Value::Number(_) => Some(value.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

fn percent(value: &Value) -> Option<f64> {
    let number =
        value.as_f64().or_else(|| value.as_str()?.trim().trim_end_matches('%').trim_end().parse().ok());
    number.filter(|number| number.is_finite())
}

/// The error that a value describes, as text: the messages in it, if any.
fn reason(value: &Value) -> Option<String> {
    match value {
        Value::Null | Value::Bool(false) => None,
        Value::String(text) => Some(text.clone()).filter(|text| !text.is_empty()),
        Value::Array(items) => {
            let reasons: Vec<String> = items.iter().filter_map(reason).collect();
            (!reasons.is_empty()).then(|| reasons.join("; "))
        }
        Value::Object(members) if members.is_empty() => None,
        Value::Object(members) => {
            let message =
                ["message", "error_message", "description"].iter().find_map(|key| members.get(*key));
            message.and_then(text).or_else(|| Some(value.to_string()))
        }
        Value::Bool(true) | Value::Number(_) => Some(value.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn reasons_are_found_in_any_form() {
        for (value, found) in [
            (json!(null), None),
            (json!(false), None),
            (json!(""), None),
            (json!([]), None),
            (json!({}), None),
            (json!([null, {}]), None),
            (json!("X"), Some("X")),
            (json!(2_207_026), Some("2207026")),
            (json!({"message": "m", "code": 1}), Some("m")),
            (json!({"code": 1}), Some("{\"code\":1}")),
            (json!([{"code": 1, "message": "a"}, "b"]), Some("a; b")),
        ] {
            assert_eq!(reason(&value).as_deref(), found, "{value}");
        }
    }

    #[test]
    fn progress_is_a_number_or_its_text() {
        for (value, found) in [
            (json!(42), Some(42.0)),
            (json!("42"), Some(42.0)),
            (json!("42.5 %"), Some(42.5)),
            (json!("half"), None),
            (json!("NaN"), None),
            (json!(null), None),
        ] {
            assert_eq!(percent(&value), found, "{value}");
        }
    }
}
