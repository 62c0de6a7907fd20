//! Checks a value before it is sent. All faults are reported at once, each with its path.

use std::fmt;

use super::{MemberRule, Shape};
use crate::{
    answer::Ready,
    request::{Limits, either, plain},
};

/// A fault of a value that is to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Fault {
    /// The path to the value, such as `components[0].parameters`; empty for the value itself.
    pub path: String,
    /// What is wrong with it.
    pub reason: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`: {}", self.path, self.reason)
    }
}

/// A check in progress.
#[derive(Default)]
pub struct Check {
    path: String,
    faults: Vec<Fault>,
}

/// The faults of a value.
pub fn faults(value: &impl Ready) -> Vec<Fault> {
    let mut check = Check::default();
    value.check(&Limits::NONE, &mut check);
    check.faults
}

impl Check {
    /// What was found.
    pub fn into_faults(self) -> Vec<Fault> {
        self.faults
    }

    /// Records a fault of the current value.
    pub fn fault(&mut self, reason: impl Into<String>) {
        self.faults.push(Fault { path: self.path.clone(), reason: reason.into() });
    }

    /// Checks a member.
    pub fn member(&mut self, name: &str, check: impl FnOnce(&mut Self)) {
        let length = self.path.len();
        if length > 0 {
            self.path.push('.');
        }
        self.path.push_str(name);
        check(self);
        self.path.truncate(length);
    }

    /// Checks an element of a list.
    pub fn element(&mut self, at: usize, check: impl FnOnce(&mut Self)) {
        let length = self.path.len();
        self.path.push_str(&format!("[{at}]"));
        check(self);
        self.path.truncate(length);
    }

    /// Checks a text.
    pub(crate) fn text(&mut self, text: &str, limits: &Limits) {
        if limits.is_none() {
            return;
        }
        let length = text.chars().count() as u64;
        let bytes = text.len() as u64;
        if let Some(min) = limits.min_length.filter(|min| length < *min) {
            self.fault(format!("must have at least {}, but has {length}", counted(min, "character")));
        }
        if let Some(max) = limits.max_length.filter(|max| length > *max) {
            self.fault(format!("must have at most {}, but has {length}", counted(max, "character")));
        }
        if let Some(max) = limits.max_bytes.filter(|max| bytes > *max) {
            self.fault(format!("must have at most {}, but has {bytes}", counted(max, "byte")));
        }
        if let Some(pattern) = limits.pattern.filter(|pattern| !pattern.fits(text)) {
            self.fault(format!("must be {}", pattern.describe()));
        }
    }

    /// Checks a number.
    pub(crate) fn number(&mut self, number: f64, limits: &Limits) {
        if let Some(min) = limits.min.filter(|min| number < *min as f64) {
            self.fault(format!("must be at least {min}, but is {number}"));
        }
        if let Some(max) = limits.max.filter(|max| number > *max as f64) {
            self.fault(format!("must be at most {max}, but is {number}"));
        }
    }

    /// Checks the number of elements.
    pub(crate) fn count(&mut self, count: usize, limits: &Limits) {
        let count = count as u64;
        if let Some(min) = limits.min_items.filter(|min| count < *min) {
            self.fault(format!("must have at least {}, but has {count}", counted(min, "element")));
        }
        if let Some(max) = limits.max_items.filter(|max| count > *max) {
            self.fault(format!("must have at most {}, but has {count}", counted(max, "element")));
        }
    }
}

fn counted(count: u64, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

/// Checks an object or union.
pub(super) fn shape<S: Shape>(this: &S, check: &mut Check) {
    match S::UNION {
        Some(facts) => {
            let at = this.at();
            if at >= S::NAMES.len() || facts.is_empty(at) {
                return;
            }
            let limits = limits(facts.limits, at);
            match facts.member(S::NAMES, at) {
                Some(member) => check.member(member, |check| this.slot(0).check(limits, check)),
                None => this.slot(0).check(limits, check),
            }
        }
        None => record(this, check),
    }
}

fn limits(table: &'static [(u16, Limits)], at: usize) -> &'static Limits {
    table.iter().find(|(of, _)| usize::from(*of) == at).map_or(&Limits::NONE, |(_, limits)| limits)
}

fn record<S: Shape>(this: &S, check: &mut Check) {
    let facts = S::RECORD;
    for (at, name) in S::NAMES.iter().enumerate() {
        let (slot, limits) = (this.slot(at), limits(facts.limits, at));
        if facts.is_flat(at) {
            slot.check(limits, check);
            continue;
        }
        let is_needed = facts.needed.iter().any(|needed| usize::from(*needed) == at);
        check.member(name, |check| match slot.is_none() && !facts.is_certain(at) {
            true if is_needed => check.fault("is required"),
            true => {}
            false => slot.check(limits, check),
        });
    }
    for rule in facts.rules {
        if let Some(reason) = broken::<S>(this, rule) {
            check.fault(reason);
        }
    }
}

/// The reason, if a rule is broken.
fn broken<S: Shape>(this: &S, rule: &MemberRule) -> Option<String> {
    let is_given = |at: &u16| !this.slot(usize::from(*at)).is_none();
    let name = |at: &u16| format!("`{}`", S::NAMES.get(usize::from(*at)).copied().unwrap_or_default());
    let names = |list: &[u16]| list.iter().map(name).collect::<Vec<_>>().join(", ");
    let given = |list: &[u16]| list.iter().filter(|at| is_given(at)).count();
    match rule {
        MemberRule::AtLeastOne(list) if given(list) == 0 => {
            Some(format!("must have at least one of {}", names(list)))
        }
        MemberRule::ExactlyOne(list) if given(list) != 1 => {
            Some(format!("must have exactly one of {}, but has {}", names(list), given(list)))
        }
        MemberRule::NotTogether(list) if given(list) > 1 => {
            Some(format!("must have at most one of {}, but has {}", names(list), given(list)))
        }
        MemberRule::Together(list) if given(list) != 0 && given(list) != list.len() => {
            Some(format!("must have all of {}, or none", names(list)))
        }
        MemberRule::OnlyWith(member, with) if is_given(member) && !is_given(with) => {
            Some(format!("cannot have {} without {}", name(member), name(with)))
        }
        MemberRule::OnlyWithValue(member, with, values) if is_given(member) => {
            let mut json = String::new();
            this.slot(usize::from(*with)).write(&mut json);
            let given = plain(&json);
            (!values.iter().any(|json| plain(json) == given))
                .then(|| format!("can have {} only with {} {}", name(member), name(with), either(values)))
        }
        _ => None,
    }
}
