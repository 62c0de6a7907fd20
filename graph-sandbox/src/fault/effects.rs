//! The combined effect of all faults on one call.

use std::time::Duration;

use graph_schema::model::TokenKind;

use super::{
    active::Faults,
    apply,
    model::{BrokenPaging, Cut, Fault, Kind, Subject},
    usage::Usage,
};
use crate::{
    protocol::{Call, Refusal},
    world::World,
};

/// What faults do to one call.
#[derive(Debug, Default)]
pub(crate) struct Effects {
    pub(crate) latency: Duration,
    /// The fault that replaces the response.
    pub(super) instead: Option<Fault>,
    /// The error of an exceeded limit.
    pub(super) limited: Option<Refusal>,
    /// Usage headers.
    pub(super) usage: Vec<(&'static str, String)>,
    pub(super) reduce: Option<usize>,
    pub(super) paging: Option<BrokenPaging>,
    pub(super) unfinished: Option<usize>,
    /// The code with which a message is not delivered.
    pub(super) failing: Option<i64>,
    pub(crate) cut: Option<Cut>,
    pub(crate) slow: Option<Duration>,
    pub(crate) truncate: bool,
    pub(crate) content_type: Option<String>,
    pub(crate) headers: Vec<(String, String)>,
}

impl Effects {
    /// Whether a fault replaces the response.
    pub(crate) fn replaces_response(&self) -> bool {
        self.instead.is_some()
    }
}

/// The ids under which a call is counted.
#[derive(Debug)]
pub(super) struct Counted {
    user: Option<String>,
    page: Option<String>,
    app: String,
}

impl Counted {
    pub(super) fn by(&self, subject: Subject) -> Option<&str> {
        match subject {
            Subject::App | Subject::Custom | Subject::Business | Subject::AdAccount => Some(&self.app),
            Subject::User => self.user.as_deref(),
            Subject::Page => self.page.as_deref(),
        }
    }
}

impl Faults {
    /// The effect of all faults on a call; `header` are the faults of its own header.
    pub(crate) fn effects(
        &mut self,
        world: &World,
        call: &Call,
        in_batch: bool,
        header: &[Fault],
    ) -> Effects {
        if header.is_empty() && self.is_empty() {
            return Effects::default();
        }
        let caller = world.tokens.caller(call.token.as_deref()).ok();
        let of_kind = |kind| {
            caller.as_ref().filter(|caller| caller.kind == Some(kind)).and_then(|caller| caller.who.clone())
        };
        let counted = Counted {
            user: of_kind(TokenKind::User),
            page: of_kind(TokenKind::Page),
            app: world.cast.app.clone(),
        };
        let met = self.meet(call, in_batch, &counted, header, world.clock.elapsed());
        let id = counted.page.unwrap_or_else(|| world.cast.page.clone());
        let mut effects = Effects::default();
        for (fault, usage) in met {
            effects.add(world, fault, usage, &id);
        }
        effects
    }
}

impl Effects {
    fn add(&mut self, world: &World, fault: Fault, usage: Option<Usage>, id: &str) {
        match &fault.kind {
            Kind::Latency(time) => self.latency = self.latency.saturating_add(*time),
            Kind::Error(..) | Kind::Body(..) | Kind::Redirect(_) => self.instead = Some(fault),
            Kind::Usage(subject, percent) => {
                self.usage.extend(subject.header(*percent, Duration::from_secs(3600), id));
            }
            Kind::Limit(subject, ..) => {
                if let Some(Usage { percent, left }) = usage {
                    self.usage.extend(subject.header(percent, left, id));
                    if percent > 100.0 {
                        let (code, subcode) = subject.code();
                        self.limited = Some(apply::refusal(&world.schema, code, subcode, &fault.details));
                    }
                }
            }
            Kind::Reduce(most) => self.reduce = Some(*most),
            Kind::Cut(cut) => self.cut = Some(*cut),
            Kind::Slow(time) => self.slow = Some(*time),
            Kind::Truncate => self.truncate = true,
            Kind::ContentType(text) => self.content_type = Some(text.clone()),
            Kind::Header(name, value) => self.headers.push((name.clone(), value.clone())),
            Kind::Paging(paging) => self.paging = Some(*paging),
            Kind::Unfinished(done) => self.unfinished = Some(*done),
            Kind::Status(code) => self.failing = Some(*code),
        }
    }
}
