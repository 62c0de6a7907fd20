//! Which faults meet a call.

use std::{
    collections::HashMap,
    time::{Duration, Instant},
};

use graph_schema::model::TokenKind;

use super::{Cut, Fault, Loop, Subject, What, When, Windows, apply, limit::Standing};
use crate::{
    answer::Refusal,
    call::{Call, Verb},
    seed::Random,
    world::World,
};

/// Faults that were asked for, and how often they came.
#[derive(Debug)]
pub(crate) struct Faults {
    seed: u64,
    last: u64,
    set: Vec<Set>,
    /// Those of headers: a header that says `times` means so many calls that carry it.
    by_header: HashMap<String, Vec<Set>>,
    /// How many items the next batch gets done.
    pub(crate) unfinished: Option<usize>,
    started: Instant,
    /// Time that was skipped.
    skipped: Duration,
}

/// A fault with its past.
#[derive(Clone, Debug)]
pub(crate) struct Set {
    pub(crate) id: u64,
    pub(crate) fault: Fault,
    /// Calls that it could have met.
    seen: u64,
    /// Calls that it met.
    pub(crate) met: u64,
    windows: Windows,
}

/// What a call meets.
#[derive(Debug, Default)]
pub(crate) struct Effects {
    pub(crate) latency: Duration,
    /// What is answered in place of the answer.
    pub(crate) instead: Option<Fault>,
    /// A limit that was reached.
    pub(crate) limited: Option<Refusal>,
    /// What headers tell of the use.
    pub(crate) usage: Vec<(&'static str, String)>,
    pub(crate) reduce: Option<usize>,
    pub(crate) paging: Option<Loop>,
    unfinished: Option<usize>,
    pub(crate) cut: Option<Cut>,
    pub(crate) slow: Option<Duration>,
    pub(crate) truncate: bool,
    pub(crate) content_type: Option<String>,
    pub(crate) headers: Vec<(String, String)>,
}

/// More headers than this are not told apart; no test has so many.
const MOST_HEADERS: usize = 4096;

impl Faults {
    pub(crate) fn new(seed: u64, faults: Vec<Fault>) -> Self {
        let mut new = Self {
            seed,
            last: 0,
            set: Vec::new(),
            by_header: HashMap::new(),
            unfinished: None,
            started: Instant::now(),
            skipped: Duration::ZERO,
        };
        for fault in faults {
            new.add(fault);
        }
        new
    }

    /// Adds a fault; the number takes it away again.
    pub(crate) fn add(&mut self, fault: Fault) -> u64 {
        self.last += 1;
        self.set.push(Set::new(self.last, fault));
        self.last
    }

    pub(crate) fn remove(&mut self, id: u64) -> bool {
        let before = self.set.len();
        self.set.retain(|set| set.id != id);
        self.set.len() < before
    }

    pub(crate) fn clear(&mut self) {
        self.set.clear();
        self.by_header.clear();
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Set> {
        self.set.iter()
    }

    /// Time since the start, with what was skipped.
    pub(crate) fn now(&self) -> Duration {
        self.started.elapsed().saturating_add(self.skipped)
    }

    pub(crate) fn skip(&mut self, time: Duration) {
        self.skipped = self.skipped.saturating_add(time);
    }

    /// The faults that meet a call, and where it stands with the limits among them.
    fn meet(
        &mut self,
        call: &Call,
        in_batch: bool,
        whose: &Whose,
        header: &[Fault],
    ) -> Vec<(Fault, Option<Standing>)> {
        let (seed, now) = (self.seed, self.now());
        let mut met = Vec::new();
        if self.by_header.len() > MOST_HEADERS {
            self.by_header.clear();
        }
        let of_header = match header {
            [] => None,
            faults => {
                let key: Vec<String> = faults.iter().map(ToString::to_string).collect();
                let new = || faults.iter().map(|fault| Set::new(0, fault.clone())).collect();
                Some(self.by_header.entry(key.join(";")).or_insert_with(new))
            }
        };
        for set in self.set.iter_mut().chain(of_header.into_iter().flatten()) {
            if !set.fault.is_about(call, in_batch) {
                continue;
            }
            let standing = match &set.fault.what {
                What::Limit(subject, most, window) => match whose.of(*subject) {
                    Some(key) => Some(set.windows.count(key, *most, *window, now)),
                    None => continue,
                },
                _ => None,
            };
            if set.comes(seed) {
                met.push((set.fault.clone(), standing));
            }
        }
        met
    }
}

impl Set {
    fn new(id: u64, fault: Fault) -> Self {
        Self { id, fault, seen: 0, met: 0, windows: Windows::default() }
    }

    /// Whether it comes this time.
    fn comes(&mut self, seed: u64) -> bool {
        self.seen += 1;
        let When { times, after, rate, .. } = self.fault.when;
        let in_turn = self.seen > after && times.is_none_or(|times| self.met < times);
        let by_lot = rate.is_none_or(|rate| {
            let lot =
                Random::of(seed, &["fault", &self.id.to_string(), &self.seen.to_string()]).below(1 << 30);
            (lot as f64) < rate * f64::from(1 << 30)
        });
        let comes = in_turn && by_lot;
        self.met += u64::from(comes);
        comes
    }
}

impl Fault {
    fn is_about(&self, call: &Call, in_batch: bool) -> bool {
        let is_batch = call.is_batch();
        let place = match &self.what {
            // The items of a batch count, the batch does not.
            What::Limit(..) => !is_batch,
            What::Unfinished(_) => is_batch,
            _ => self.when.items == in_batch,
        };
        let method = match call.verb {
            Verb::Get => "GET",
            Verb::Post => "POST",
            Verb::Delete => "DELETE",
        };
        let path = self.when.path.as_deref().is_none_or(|path| {
            let mut wanted = path.split('/').filter(|part| !part.is_empty());
            let mut segments = call.segments.iter();
            wanted.all(|part| segments.next().is_some_and(|segment| segment == part || part == "*"))
        });
        place && path && self.when.method.as_deref().is_none_or(|wanted| wanted == method)
    }
}

/// By whom calls are counted.
#[derive(Debug)]
struct Whose {
    user: Option<String>,
    page: Option<String>,
    app: String,
}

impl Whose {
    fn of(&self, subject: Subject) -> Option<&str> {
        match subject {
            Subject::App | Subject::Custom | Subject::Business | Subject::AdAccount => Some(&self.app),
            Subject::User => self.user.as_deref(),
            Subject::Page => self.page.as_deref(),
        }
    }
}

impl World {
    /// What a call meets; `header` is what its own header asks for.
    pub(crate) fn effects(&mut self, call: &Call, in_batch: bool, header: &[Fault]) -> Effects {
        if header.is_empty() && self.faults.set.is_empty() {
            return Effects::default();
        }
        let caller = self.tokens.caller(call.token.as_deref()).ok();
        let of_kind = |kind| {
            caller.as_ref().filter(|caller| caller.kind == Some(kind)).and_then(|caller| caller.who.clone())
        };
        let whose = Whose {
            user: of_kind(TokenKind::User),
            page: of_kind(TokenKind::Page),
            app: self.cast.app.clone(),
        };
        let met = self.faults.meet(call, in_batch, &whose, header);
        let id = whose.page.unwrap_or_else(|| self.cast.page.clone());
        let mut effects = Effects::default();
        for (fault, standing) in met {
            match &fault.what {
                What::Latency(time) => effects.latency = effects.latency.saturating_add(*time),
                What::Error(..) | What::Body(..) | What::Redirect(_) => effects.instead = Some(fault),
                What::Usage(subject, percent) => {
                    effects.usage.extend(subject.header(*percent, Duration::from_secs(3600), &id));
                }
                What::Limit(subject, ..) => {
                    if let Some(Standing { percent, left }) = standing {
                        effects.usage.extend(
                            subject.header(percent, left, &id).filter(|_| *subject != Subject::Custom),
                        );
                        if percent > 100.0 {
                            let (code, subcode) = subject.code();
                            effects.limited =
                                Some(apply::refusal(&self.schema, code, subcode, &fault.details));
                        }
                    }
                }
                What::Reduce(most) => effects.reduce = Some(*most),
                What::Cut(cut) => effects.cut = Some(*cut),
                What::Slow(time) => effects.slow = Some(*time),
                What::Truncate => effects.truncate = true,
                What::ContentType(text) => effects.content_type = Some(text.clone()),
                What::Header(name, value) => effects.headers.push((name.clone(), value.clone())),
                What::Paging(paging) => effects.paging = Some(*paging),
                What::Unfinished(done) => effects.unfinished = Some(*done),
            }
        }
        self.faults.unfinished = effects.unfinished;
        effects
    }
}
