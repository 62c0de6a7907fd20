//! Sends a batch, in as many requests as needed, until every call has a response or an error.

use std::{borrow::Cow, collections::HashMap, sync::PoisonError, time::Duration};

use bytes::Bytes;

use super::{
    element::elements,
    part::{Answers, Calls, Item},
    progress::Progress,
    reference::{self, extract, replace},
    wire::{Names, Written, add, batch_request, has_foreign_reference},
};
use crate::{
    decode::lenient_json,
    error::{Error, ErrorKind, Result},
    request::Request,
    secrecy::encode_into,
    send::{Caller, Settings, too_late},
};

/// A batch that is being sent.
struct Run {
    caller: Caller,
    items: Vec<Item>,
    /// The index of each call that others refer to, by the name of the reference.
    places: HashMap<u64, usize>,
    progress: Progress,
    results: Vec<Option<Result<Bytes>>>,
    /// The number of attempts of each call.
    attempts: Vec<u32>,
}

/// Sends the calls and returns their responses. An error if no call has one.
pub(crate) async fn run(mut caller: Caller, calls: Calls) -> Result<Answers> {
    // The batch as a whole has no version.
    caller.settings.validator = None;
    let items = calls.0;
    for item in &items {
        let own = item.caller.as_ref().unwrap_or(&caller);
        let hidden = own.redactor(&item.request);
        caller.also_secret.extend(&hidden);
    }
    let places: HashMap<u64, usize> =
        items.iter().enumerate().filter_map(|(place, item)| Some((item.name?, place))).collect();
    let needs: Vec<Vec<usize>> = items
        .iter()
        .enumerate()
        .map(|(place, item)| {
            let form = item.request.params.form();
            let texts = [item.request.path.as_str(), &*form];
            let needs = texts
                .iter()
                .flat_map(|text| reference::names(text))
                .filter_map(|name| places.get(&name).copied());
            needs.filter(|need| *need < place).collect()
        })
        .collect();
    let (results, attempts) = (items.iter().map(|_| None).collect(), vec![0; items.len()]);
    let mut run = Run { caller, items, places, progress: Progress::new(needs), results, attempts };
    run.refuse();
    run.all().await?;
    let missing =
        || Err(Error::new(ErrorKind::Decode, "the response to the batch has no element for this call"));
    let results = run.results.into_iter().map(|result| result.unwrap_or_else(missing));
    let list: Vec<_> = results.zip(run.items).collect();
    Ok(Answers { caller: run.caller, list: list.into_iter() })
}

/// The error of a call that was not sent.
fn late() -> Error {
    Error::new(ErrorKind::Timeout, "timed out before the call was sent").retryable()
}

impl Run {
    fn finish(&mut self, call: usize, result: Result<Bytes>) {
        self.progress.finish(call, result.is_ok());
        if let Some(place) = self.results.get_mut(call) {
            *place = Some(result);
        }
    }

    /// Refuses invalid calls; the others are sent. A batch is sent to one host, which must be that of each call.
    fn refuse(&mut self) {
        let first = self.items.first().map(|first| (first.request.api, first.request.api.host));
        let refused = self.items.iter().enumerate().filter_map(|(call, item)| {
            let another = || {
                let message =
                    "this call is for another host than the first call of the batch; send it in a separate batch";
                Some(Error::new(ErrorKind::Request, message).during(item.request.description))
            };
            let api = item.request.api;
            let error = if first.is_some_and(|(first, host)| first == api || host == api.host) {
                let own = item.caller.as_ref().unwrap_or(&self.caller);
                self.caller.check(&item.request).and_then(|()| own.check_tag(&item.request)).err()
            } else {
                another()
            };
            Some((call, error?))
        });
        let refused: Vec<_> = refused.collect();
        refused.into_iter().for_each(|(call, error)| self.finish(call, Err(error)));
    }

    async fn all(&mut self) -> Result<()> {
        let timer = self.caller.shared.timer.clone();
        let until = self.caller.settings.timeout.map(|timeout| timer.now().saturating_add(timeout));
        loop {
            for call in self.progress.skip() {
                let message = "not sent: a call that this call depends on failed";
                self.finish(call, Err(Error::new(ErrorKind::Skipped, message)));
            }
            let round = self.progress.round();
            if round.is_empty() {
                return Ok(());
            }
            if self.is_late(until) {
                round.iter().for_each(|call| self.finish(*call, Err(late())));
                continue;
            }
            if let Some(wait) = self.locked(&round, until) {
                timer.sleep(wait).await;
                continue;
            }
            if let Some(wait) = self.round(round, until).await? {
                timer.sleep(wait).await;
            }
        }
    }

    /// Whether no time is left. If there is some, the next request has it.
    fn is_late(&mut self, until: Option<Duration>) -> bool {
        let Some(until) = until else { return false };
        let left = until.saturating_sub(self.caller.shared.timer.now());
        self.caller.settings.timeout = Some(left);
        left.is_zero()
    }

    /// How long to wait because the platform accepts no calls for the node of one. Calls that would wait too long fail.
    /// `None` if there is nothing to wait for.
    fn locked(&mut self, round: &[usize], until: Option<Duration>) -> Option<Duration> {
        let now = self.caller.shared.timer.now();
        let longest = self.caller.shared.throttle.longest();
        let mut longest_lock = Duration::ZERO;
        for call in round {
            let Some(item) = self.items.get(*call) else { continue };
            let lock = item.caller.as_ref().unwrap_or(&self.caller).locked_for(&item.request);
            let in_time = until.is_none_or(|until| now.saturating_add(lock) < until);
            if lock <= longest && in_time {
                longest_lock = longest_lock.max(lock);
                continue;
            }
            let error = self.caller.finished(too_late(lock, &self.caller.shared.throttle), &item.request, 0);
            self.finish(*call, Err(error));
            // The calls that depend on it are skipped.
            return Some(Duration::ZERO);
        }
        (!longest_lock.is_zero()).then_some(longest_lock)
    }

    /// Sends the calls of one round. Returns how long to wait before retrying those that can be retried;
    /// `None` if there are none.
    async fn round(&mut self, round: Vec<usize>, until: Option<Duration>) -> Result<Option<Duration>> {
        // A call with text that the platform would read as a reference is sent outside the batch.
        let new: Vec<usize> = round.iter().copied().filter(|call| self.must_be_isolated(*call)).collect();
        if !new.is_empty() {
            new.into_iter().for_each(|call| self.progress.isolate(call));
            return Ok(None);
        }
        let (alone, round): (Vec<usize>, Vec<usize>) =
            round.into_iter().partition(|call| self.progress.is_isolated(*call));
        for call in alone {
            let result = if self.is_late(until) { Err(late()) } else { self.send_alone(call).await };
            self.finish(call, result);
        }
        let names = Names::random();
        let (mut sent, mut written) = (Vec::new(), Vec::new());
        for call in &round {
            match self.write(*call, sent.len(), &round, &names) {
                Ok(one) => {
                    sent.push(*call);
                    written.push(one);
                }
                Err(error) => self.finish(*call, Err(error)),
            }
        }
        if self.is_late(until) {
            sent.iter().for_each(|call| self.finish(*call, Err(late())));
            return Ok(None);
        }
        let answers = match self.send(&sent, written, &names, until).await {
            Ok(answers) => answers,
            Err(error) => return self.request_failed(&sent, error),
        };
        let mut retry_in = None;
        let policy = self.caller.settings.retry.clone().unwrap_or_else(|| self.caller.shared.retry.clone());
        let (random, now) = (self.caller.shared.timer.random(), self.caller.shared.timer.now());
        let succeeded: Vec<bool> = answers.iter().map(|answer| matches!(answer, Some(Ok(_)))).collect();
        for (call, answer) in sent.iter().copied().zip(answers) {
            let Some(attempts) = self.attempts.get_mut(call) else { continue };
            *attempts += 1;
            let attempts = *attempts;
            let error = match answer {
                Some(Ok(body)) => {
                    self.finish(call, Ok(body));
                    continue;
                }
                Some(Err(error)) => error.tried(attempts),
                None => self.null_element(call, &sent, &succeeded).tried(attempts),
            };
            // Do not wait if no time would be left for the call.
            let in_time = |wait: &Duration| until.is_none_or(|until| now.saturating_add(*wait) < until);
            let wait = policy.wait(&error, attempts, random).filter(in_time);
            let in_budget = |wait: &Duration| {
                retry_in.is_some_and(|longest: Duration| longest >= *wait) || {
                    let mut budget = self.caller.shared.budget.lock().unwrap_or_else(PoisonError::into_inner);
                    retry_in.is_some() || budget.withdraw()
                }
            };
            match wait.filter(in_budget) {
                Some(wait) => retry_in = retry_in.max(Some(wait)),
                None => self.finish(call, Err(error)),
            }
        }
        Ok(retry_in)
    }

    /// The error of a call whose element is `null`. The platform sends `null` in three cases: the call
    /// succeeded and only other calls use its response; it was not run because a dependency was not; the
    /// batch timed out. In the last case the call may have taken effect, so it is retried only if it is
    /// repeatable.
    fn null_element(&self, call: usize, sent: &[usize], succeeded: &[bool]) -> Error {
        if self.was_used(call, sent, succeeded) {
            let message = "the call was run, but the server omitted its response";
            return Error::new(ErrorKind::Decode, message);
        }
        let needs = self.items.get(call).map(|item| self.needs(&item.request)).unwrap_or_default();
        // Its URL or form needs the response of the dependency.
        let never_run = needs.iter().any(|need| {
            sent.iter().zip(succeeded).any(|(other, succeeded)| other == need && !succeeded)
                && !self.was_used(*need, sent, succeeded)
        });
        if never_run {
            let message = "not run: the batch timed out before a call that this call depends on was run";
            return Error::new(ErrorKind::Timeout, message).retryable();
        }
        if self.items.get(call).is_some_and(|item| self.caller.is_repeatable(&item.request)) {
            return Error::new(ErrorKind::Timeout, "the batch timed out before this call had a response")
                .retryable();
        }
        let message = "the batch timed out before this call had a response; it may have taken effect";
        Error::new(ErrorKind::Timeout, message)
    }

    /// The calls that a request depends on.
    fn needs(&self, request: &Request) -> Vec<usize> {
        let form = request.params.form();
        let texts = [request.path.as_str(), &*form];
        let named = texts.iter().flat_map(|text| reference::names(text));
        named.filter_map(|name| self.places.get(&name).copied()).collect()
    }

    /// Whether a call without a response was used by a call that succeeded.
    fn was_used(&self, call: usize, sent: &[usize], succeeded: &[bool]) -> bool {
        let uses = |other: &usize| {
            self.items.get(*other).is_some_and(|item| self.needs(&item.request).contains(&call))
        };
        sent.iter().zip(succeeded).any(|(other, succeeded)| *succeeded && *other != call && uses(other))
    }

    /// Handles a failed request: retries repeatable calls in smaller requests if the batch was too large, and
    /// fails the others.
    fn request_failed(&mut self, sent: &[usize], error: Error) -> Result<Option<Duration>> {
        let too_long = matches!(error.code(), Some(-3 | 960)) || error.wants_less_data();
        let smaller = too_long && sent.len() > 1 && self.progress.halve();
        let (mut ended, mut again) = (Vec::new(), 0);
        for call in sent {
            let Some(item) = self.items.get(*call) else { continue };
            if smaller && self.caller.is_repeatable(&item.request) { again += 1 } else { ended.push(*call) }
        }
        // No call has a response, so the batch as a whole fails with this error.
        if again == 0 && ended.len() == self.items.len() {
            return Err(error);
        }
        ended.into_iter().for_each(|call| self.finish(call, Err(error.clone())));
        Ok(None)
    }

    /// A call as it is sent together with the others of the round.
    fn write(&self, call: usize, number: usize, round: &[usize], names: &Names) -> Result<Written> {
        let Some(item) = self.items.get(call) else {
            return Err(Error::new(ErrorKind::Request, "the batch has no such call"));
        };
        let version = self.caller.shared.version.as_deref();
        let mut url = self.resolve(&item.request.relative_url(version), round, names)?;
        let mut form = item.request.form().map(|form| self.resolve(&form, round, names)).transpose()?;
        if let (Some(token), Some(caller)) = (item.own_token(&self.caller), &item.caller) {
            add(&mut url, &mut form, "access_token", &token);
            for (name, value) in caller.proof().map(|proof| proof.pairs()).into_iter().flatten() {
                add(&mut url, &mut form, name, &value);
            }
        }
        let named = item.name.is_some_and(|name| {
            let others = round.iter().filter_map(|other| self.items.get(*other));
            let mut texts = others
                .flat_map(|other| [Cow::Borrowed(other.request.path.as_str()), other.request.params.form()]);
            texts.any(|text| reference::names(&text).contains(&name))
        });
        Ok(Written { number, url, form, named })
    }

    /// Replaces references by values if the response was received, and by the platform's form otherwise.
    fn resolve(&self, text: &str, round: &[usize], names: &Names) -> Result<String> {
        replace(text, |referred, path| {
            let Some(place) = self.places.get(&referred) else {
                let message = "this call refers to the response of a call that is not in the batch";
                return Err(Error::new(ErrorKind::Request, message));
            };
            if let Some(Some(Ok(body))) = self.results.get(*place) {
                let answer = lenient_json(body).ok();
                let Some(value) = answer.and_then(|answer| extract(&answer, path)) else {
                    let message = format!("the response that this call depends on has no `{path}`");
                    return Err(Error::new(ErrorKind::Skipped, message));
                };
                let mut encoded = String::new();
                encode_into(&mut encoded, &value);
                // In a path, a slash would start another segment.
                return Ok(Some(encoded.replace('/', "%2F")));
            }
            // Calls that already failed are not sent and have no number.
            let number = round
                .iter()
                .filter(|call| !matches!(self.results.get(**call), Some(Some(_))))
                .position(|call| call == place);
            Ok(number.map(|number| names.reference(number, path)))
        })
    }

    /// Whether the call must be sent outside the batch, because the platform would read a reference in its text, or in
    /// the response values that are inserted into it.
    fn must_be_isolated(&self, call: usize) -> bool {
        let Some(item) = self.items.get(call).filter(|_| !self.progress.is_isolated(call)) else {
            return false;
        };
        let prepared = self.caller.shared.answers.is_some();
        let form = item.request.params.form();
        let texts = [item.request.path.as_str(), &*form];
        // Without a round, references to calls that have no response yet keep our own placeholder format.
        prepared
            || texts.iter().any(|text| {
                let resolved = self.resolve(text, &[], &Names::random());
                resolved.is_ok_and(|resolved| has_foreign_reference(&resolved))
            })
    }

    /// Sends a call in a request of its own. All calls that it depends on have a response.
    async fn send_alone(&self, call: usize) -> Result<Bytes> {
        let Some(item) = self.items.get(call) else {
            return Err(Error::new(ErrorKind::Request, "the batch has no such call"));
        };
        let names = Names::random();
        let mut request = item.request.clone();
        request.path = self.resolve(&request.path, &[], &names)?;
        let form = self.resolve(&item.request.params.form(), &[], &names)?;
        // A JSON body without references is sent as it is.
        if form != *item.request.params.form() {
            request.params.replace_form(form);
        }
        let mut caller = item.caller.as_ref().unwrap_or(&self.caller).clone();
        let validator = item.caller.as_ref().and_then(|own| own.settings.validator.clone());
        caller.settings = Settings { validator, ..self.caller.settings.clone() };
        caller.execute(&request).await
    }

    async fn send(
        &self,
        sent: &[usize],
        written: Vec<Written>,
        names: &Names,
        until: Option<Duration>,
    ) -> Result<Vec<Option<Result<Bytes>>>> {
        let items: Vec<&Item> = sent.iter().filter_map(|call| self.items.get(*call)).collect();
        let Some(first) = items.first() else { return Ok(Vec::new()) };
        let calls: Vec<(Written, &Item)> = written.into_iter().zip(items.iter().copied()).collect();
        // A call that was throttled says in its headers how long to wait.
        let is_retry = sent.iter().any(|call| self.attempts.get(*call).is_some_and(|made| *made > 0));
        let call = batch_request(first.request.api, names, &calls, is_retry);
        let mut caller = self.caller.clone();
        // The request may be retried if each of its calls may.
        caller.settings.idempotent = items.iter().all(|item| self.caller.is_repeatable(&item.request));
        let body = caller.execute(&call).await?;
        let Some(elements) = elements(&body) else {
            let error = Error::new(ErrorKind::Decode, "the response to the batch is not a list");
            return Err(caller.finished(error.with_response(&body), &call, 1));
        };
        let (mut elements, mut reports) = (elements.into_iter(), Vec::new());
        let answers = items.iter().copied().map(|item| {
            let caller = item.caller.as_ref().unwrap_or(&self.caller);
            let Some(element) = elements.next() else {
                let message =
                    "the response to the batch has no element for this call, which may have been run";
                return Some(Err(Error::new(ErrorKind::Decode, message)));
            };
            reports.extend(caller.reports(&item.request, &element.usage()));
            let repeatable = self.caller.is_repeatable(&item.request);
            let result = element.into_result(&item.request, caller, repeatable)?;
            Some(result.map_err(|error| error.redacted(&self.caller.redactor(&item.request))))
        });
        let answers = answers.collect();
        self.caller.record(reports, until).await;
        Ok(answers)
    }
}
