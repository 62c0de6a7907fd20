//! Sends a batch, in as many calls as it takes, until every call of it has an answer or an error.

use std::{collections::HashMap, sync::PoisonError, time::Duration};

use bytes::Bytes;
use serde_json::Value;

use super::{
    part::{Answers, Calls, Item},
    progress::Progress,
    reference::{names, part, replace},
    wire::{Element, Written, add, name, whole},
};
use crate::{
    error::{Error, ErrorKind, Result},
    request::Request,
    secrecy::encode_into,
    send::Caller,
};

/// A batch on its way.
struct Run {
    caller: Caller,
    items: Vec<Item>,
    /// Where the calls stand that others refer to.
    places: HashMap<u64, usize>,
    progress: Progress,
    results: Vec<Option<Result<Bytes>>>,
    /// How often each call was in a batch that came back without its answer.
    tries: Vec<u32>,
}

/// Sends the calls and gives their answers. An error where none of them has one.
pub(crate) async fn run(mut caller: Caller, calls: Calls) -> Result<Answers> {
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
            let texts = [item.request.path.as_str(), item.request.params.form()];
            let needs =
                texts.iter().flat_map(|text| names(text)).filter_map(|name| places.get(&name).copied());
            needs.filter(|need| *need < place).collect()
        })
        .collect();
    let (results, tries) = (items.iter().map(|_| None).collect(), vec![0; items.len()]);
    let mut run = Run { caller, items, places, progress: Progress::new(needs), results, tries };
    run.refuse();
    run.all().await?;
    let missing = || Err(Error::new(ErrorKind::Decode, "the batch has no answer to this call"));
    let results = run.results.into_iter().map(|result| result.unwrap_or_else(missing));
    let list: Vec<_> = results.zip(run.items).collect();
    Ok(Answers { caller: run.caller, list: list.into_iter() })
}

impl Run {
    fn end(&mut self, call: usize, result: Result<Bytes>) {
        self.progress.end(call, result.is_ok());
        if let Some(place) = self.results.get_mut(call) {
            *place = Some(result);
        }
    }

    /// A call that breaks a limit fails by itself; the others are sent. A batch goes to one host: a call of
    /// another API cannot go with it.
    fn refuse(&mut self) {
        let api = self.items.first().map(|first| first.request.api);
        let refused = self.items.iter().enumerate().filter_map(|(call, item)| {
            let another = || {
                let message = "this call is of another API than the first one of the batch";
                Some(Error::new(ErrorKind::Request, message).during(item.request.description))
            };
            let error = if Some(item.request.api) == api {
                self.caller.check(&item.request).err()
            } else {
                another()
            };
            Some((call, error?))
        });
        let refused: Vec<_> = refused.collect();
        refused.into_iter().for_each(|(call, error)| self.end(call, Err(error)));
    }

    async fn all(&mut self) -> Result<()> {
        let timer = self.caller.shared.timer.clone();
        let until = self.caller.settings.timeout.map(|timeout| timer.now().saturating_add(timeout));
        if self.caller.shared.answers.is_some() {
            // Prepared answers are for calls, whose references are to be values.
            self.progress.limit(1);
        }
        loop {
            for call in self.progress.skip() {
                let message = "this call was not run, since one of the batch that it needs failed";
                self.end(call, Err(Error::new(ErrorKind::Skipped, message)));
            }
            let round = self.progress.round();
            if round.is_empty() {
                return Ok(());
            }
            if let Some(until) = until {
                let left = until.saturating_sub(timer.now());
                if left.is_zero() {
                    let late = || Error::new(ErrorKind::Timeout, "there was no time left to send this call");
                    round.iter().for_each(|call| self.end(*call, Err(late().retryable())));
                    continue;
                }
                self.caller.settings.timeout = Some(left);
            }
            if let Some(wait) = self.round(round, until).await? {
                timer.sleep(wait).await;
            }
        }
    }

    /// Sends some calls. Gives how long to wait before those that are to go again.
    async fn round(&mut self, round: Vec<usize>, until: Option<Duration>) -> Result<Option<Duration>> {
        let (mut sent, mut written) = (Vec::new(), Vec::new());
        for call in &round {
            match self.write(*call, sent.len(), &round) {
                Ok(one) => {
                    sent.push(*call);
                    written.push(one);
                }
                Err(error) => self.end(*call, Err(error)),
            }
        }
        let answers = match self.send(&sent, written).await {
            Ok(answers) => answers,
            Err(error) => return self.failed(&sent, error),
        };
        let mut again = None;
        let policy = self.caller.settings.retry.clone().unwrap_or_else(|| self.caller.shared.retry.clone());
        let (random, now) = (self.caller.shared.timer.random(), self.caller.shared.timer.now());
        let good: Vec<bool> = answers.iter().map(|answer| matches!(answer, Some(Ok(_)))).collect();
        for (call, answer) in sent.iter().copied().zip(answers) {
            let Some(tries) = self.tries.get_mut(call) else { continue };
            *tries += 1;
            let tries = *tries;
            let error = match answer {
                Some(Ok(body)) => {
                    self.end(call, Ok(body));
                    continue;
                }
                Some(Err(error)) => error.tried(tries),
                None => self.without_answer(call, &sent, &good).tried(tries),
            };
            // Waiting only to have no time for the call helps nobody.
            let in_time = |wait: &Duration| until.is_none_or(|until| now.saturating_add(*wait) < until);
            let wait = policy.wait(&error, tries, random).filter(in_time);
            let paid = |wait: &Duration| {
                again.is_some_and(|known: Duration| known >= *wait) || {
                    let mut budget = self.caller.shared.budget.lock().unwrap_or_else(PoisonError::into_inner);
                    again.is_some() || budget.withdraw()
                }
            };
            match wait.filter(paid) {
                Some(wait) => again = again.max(Some(wait)),
                None => self.end(call, Err(error)),
            }
        }
        Ok(again)
    }

    /// What `null` in place of an answer means. A batch writes three things so: that a call went well whose answer
    /// only others want, that it was not run since one that it needs was not, and that time was over. Of the last
    /// nobody knows how far the call had come by then, so that it is repeated only where that does no harm.
    fn without_answer(&self, call: usize, sent: &[usize], good: &[bool]) -> Error {
        if self.was_used(call, sent, good) {
            let message = "the call was run, but the server left out its answer";
            return Error::new(ErrorKind::Decode, message);
        }
        let needs = self.items.get(call).map(|item| self.needs(&item.request)).unwrap_or_default();
        // Its address or its form could not even be written without the answer of the other one.
        let never_run = needs.iter().any(|need| {
            sent.iter().zip(good).any(|(other, good)| other == need && !good)
                && !self.was_used(*need, sent, good)
        });
        if never_run {
            let message = "this call was not run, since the batch ended before one that it needs";
            return Error::new(ErrorKind::Timeout, message).retryable();
        }
        if self.items.get(call).is_some_and(|item| self.caller.is_repeatable(&item.request)) {
            return Error::new(ErrorKind::Timeout, "the batch ended before this call was run").retryable();
        }
        let message = "the batch ended before this call was answered, which may have been run all the same";
        Error::new(ErrorKind::Timeout, message)
    }

    /// The calls whose answers stand in a call.
    fn needs(&self, request: &Request) -> Vec<usize> {
        let texts = [request.path.as_str(), request.params.form()];
        let named = texts.iter().flat_map(|text| names(text));
        named.filter_map(|name| self.places.get(&name).copied()).collect()
    }

    /// Whether a call that has no answer was needed by one that went well.
    fn was_used(&self, call: usize, sent: &[usize], good: &[bool]) -> bool {
        let uses = |other: &usize| {
            self.items.get(*other).is_some_and(|item| self.needs(&item.request).contains(&call))
        };
        sent.iter().zip(good).any(|(other, good)| *good && *other != call && uses(other))
    }

    /// The whole call failed. What surely did not happen goes again in smaller batches, where that may help.
    fn failed(&mut self, sent: &[usize], error: Error) -> Result<Option<Duration>> {
        let too_long = matches!(error.code(), Some(-3 | 960)) || error.wants_less_data();
        let smaller = too_long && sent.len() > 1 && self.progress.halve();
        let (mut ended, mut again) = (Vec::new(), 0);
        for call in sent {
            let Some(item) = self.items.get(*call) else { continue };
            if smaller && self.caller.is_repeatable(&item.request) { again += 1 } else { ended.push(*call) }
        }
        // Nothing of it all has an answer: the error is that of the batch.
        if again == 0 && ended.len() == self.items.len() {
            return Err(error);
        }
        ended.into_iter().for_each(|call| self.end(call, Err(error.clone())));
        Ok(None)
    }

    /// A call as it goes into a batch with these others.
    fn write(&self, call: usize, number: usize, round: &[usize]) -> Result<Written> {
        let Some(item) = self.items.get(call) else {
            return Err(Error::new(ErrorKind::Request, "there is no such call in the batch"));
        };
        let version = self.caller.shared.version.as_deref();
        let mut url = self.resolve(&item.request.relative_url(version), round)?;
        let mut form = item.request.form().map(|form| self.resolve(form, round)).transpose()?;
        if let (Some(token), Some(caller)) = (item.own_token(&self.caller), &item.caller) {
            add(&mut url, &mut form, "access_token", &token);
            for (name, value) in caller.proof().map(|proof| proof.pairs()).into_iter().flatten() {
                add(&mut url, &mut form, name, &value);
            }
        }
        let named = item.name.is_some_and(|name| {
            let others = round.iter().filter_map(|other| self.items.get(*other));
            let mut texts =
                others.flat_map(|other| [other.request.path.as_str(), other.request.params.form()]);
            texts.any(|text| names(text).contains(&name))
        });
        Ok(Written { number, url, form, named })
    }

    /// References as the platform writes them, or as values where the answer is there.
    fn resolve(&self, text: &str, round: &[usize]) -> Result<String> {
        replace(text, |referred, path| {
            let Some(place) = self.places.get(&referred) else {
                let message = "this call refers to the answer of a call that is not in the batch";
                return Err(Error::new(ErrorKind::Request, message));
            };
            if let Some(Some(Ok(body))) = self.results.get(*place) {
                let answer: Option<Value> = serde_json::from_slice(body).ok();
                let Some(value) = answer.and_then(|answer| part(&answer, path)) else {
                    let message = format!("the answer that this call builds upon has no `{path}`");
                    return Err(Error::new(ErrorKind::Skipped, message));
                };
                let mut encoded = String::new();
                encode_into(&mut encoded, &value);
                // In a path, a slash would begin another part of it.
                return Ok(Some(encoded.replace('/', "%2F")));
            }
            // Calls that cannot be written are none; the numbers are those of the ones that can.
            let number = round
                .iter()
                .filter(|call| !matches!(self.results.get(**call), Some(Some(_))))
                .position(|call| call == place);
            Ok(number.map(|number| format!("{{result={}:$.{path}}}", name(number))))
        })
    }

    async fn send(&self, sent: &[usize], written: Vec<Written>) -> Result<Vec<Option<Result<Bytes>>>> {
        let items: Vec<&Item> = sent.iter().filter_map(|call| self.items.get(*call)).collect();
        let Some(first) = items.first() else { return Ok(Vec::new()) };
        if self.caller.shared.answers.is_some() {
            let mut answers = Vec::new();
            for (item, written) in items.iter().zip(&written) {
                let mut request = item.request.clone();
                request.path = written.path(&request);
                if let Some(form) = &written.form {
                    request.params.replace_form(form.clone());
                }
                let caller = item.caller.as_ref().unwrap_or(&self.caller);
                answers.push(Some(caller.execute(&request).await));
            }
            return Ok(answers);
        }
        let count = written.len();
        let calls: Vec<(Written, &Item)> = written.into_iter().zip(items.iter().copied()).collect();
        let call = whole(first.request.api, &calls);
        let mut caller = self.caller.clone();
        // As a whole it may go again, where each of its calls may.
        caller.settings.idempotent = items.iter().all(|item| self.caller.is_repeatable(&item.request));
        let body = caller.execute(&call).await?;
        let elements: Vec<Option<Element>> = serde_json::from_slice(&body).map_err(|error| {
            let message = format!("the answer of the batch is no list of answers: {error}");
            Error::new(ErrorKind::Decode, message).redacted(&caller.redactor(&call))
        })?;
        if elements.len() != count {
            let counts = format!("the batch has {} answers to {count} calls", elements.len());
            return Err(Error::new(ErrorKind::Decode, counts));
        }
        let answers = elements.into_iter().zip(items).map(|(element, item)| {
            let caller = item.caller.as_ref().unwrap_or(&self.caller);
            let element = element?;
            caller.record(&item.request, &element.usage());
            let answer = element.into_answer(&item.request, caller, self.caller.is_repeatable(&item.request));
            Some(answer.map_err(|error| error.redacted(&self.caller.redactor(&item.request))))
        });
        Ok(answers.collect())
    }
}
