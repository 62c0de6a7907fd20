//! Checks a value before it is sent, and reports all faults at once, each with its path.

use std::fmt;

use super::{
    MemberRule, RecordFacts,
    any::{AnyShape, Table},
    write::show,
};
use crate::{
    answer::Ready,
    request::{Limit, Within, count_fault, either, number_fault, plain, text_fault},
};

/// A violation of the schema by a value that is to be sent. Returned by [`Describe::faults`](crate::Describe::faults).
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
    /// The path to the current value. `None` if the check only looks for whether there are faults.
    path: Option<String>,
    faults: Vec<Fault>,
}

/// The faults of a value.
pub fn faults(value: &impl Ready) -> Vec<Fault> {
    faults_within(value, Within::NOTHING)
}

/// The faults of a value that is limited.
pub(crate) fn faults_within(value: &impl Ready, limits: Within<'_>) -> Vec<Fault> {
    let check = |path| {
        let mut check = Check { path, ..Check::default() };
        value.check(limits, &mut check);
        check.faults
    };
    // Hardly any value has faults, and most of the work is to keep track of the path.
    if check(None).is_empty() { Vec::new() } else { check(Some(String::new())) }
}

impl Check {
    /// Records a fault of the current value.
    pub fn fault(&mut self, reason: impl Into<String>) {
        let path = self.path.clone().unwrap_or_default();
        self.faults.push(Fault { path, reason: reason.into() });
    }

    /// Checks a member.
    pub fn member(&mut self, name: &str, check: impl FnOnce(&mut Self)) {
        self.below(check, |path| {
            if !path.is_empty() {
                path.push('.');
            }
            path.push_str(name);
        });
    }

    /// Checks an element of a list.
    pub fn element(&mut self, at: usize, check: impl FnOnce(&mut Self)) {
        self.below(check, |path| show(format_args!("[{at}]"), path));
    }

    fn below(&mut self, check: impl FnOnce(&mut Self), go: impl FnOnce(&mut String)) {
        let before = self.path.as_mut().map(|path| {
            let before = path.len();
            go(path);
            before
        });
        check(self);
        if let (Some(path), Some(before)) = (&mut self.path, before) {
            path.truncate(before);
        }
    }

    /// Checks a text.
    pub(crate) fn text(&mut self, text: &str, within: Within<'_>) {
        if within.limits.is_empty() {
            return;
        }
        let length = text.chars().count() as u64;
        self.beyond(within.limits, |limit| text_fault(limit, text, length));
    }

    /// Checks a number.
    pub(crate) fn number(&mut self, number: f64, within: Within<'_>) {
        self.beyond(within.limits, |limit| number_fault(limit, number, number));
    }

    /// Checks the number of elements.
    pub(crate) fn count(&mut self, count: usize, within: Within<'_>) {
        if !within.is_element {
            self.beyond(within.limits, |limit| count_fault(limit, count as u64));
        }
    }

    fn beyond(&mut self, limits: &[Limit], reason: impl Fn(Limit) -> Option<String>) {
        limits.iter().filter_map(|limit| reason(*limit)).for_each(|reason| self.fault(reason));
    }
}

/// Checks an object or union.
pub(crate) fn shape(this: &dyn AnyShape, check: &mut Check) {
    let &Table { names, record, union, .. } = this.table();
    let Some(facts) = union else { return members(this, names, record, check) };
    let at = this.variant();
    if at >= names.len() || facts.is_empty(at) {
        return;
    }
    let limits = limits(facts.limits, at);
    match facts.member(names, at) {
        Some(member) => check.member(member, |check| this.member(0).check(limits, check)),
        None => this.member(0).check(limits, check),
    }
}

fn limits(table: &'static [(u16, &'static [Limit])], at: usize) -> Within<'static> {
    let own = table.iter().find(|(of, _)| usize::from(*of) == at);
    own.map_or(Within::NOTHING, |(_, limits)| Within::new(limits))
}

fn members(this: &dyn AnyShape, names: &[&str], facts: &RecordFacts, check: &mut Check) {
    for (at, name) in names.iter().enumerate() {
        let slot = this.member(at);
        if facts.is_flat(at) {
            slot.check(limits(facts.limits, at), check);
            continue;
        }
        let is_needed = facts.needed.iter().any(|needed| usize::from(*needed) == at);
        check.member(name, |check| match slot.is_none() && !facts.is_certain(at) {
            true if is_needed => check.fault("is required"),
            true => {}
            false => slot.check(limits(facts.limits, at), check),
        });
    }
    for rule in facts.rules {
        if let Some(reason) = broken(this, names, rule) {
            check.fault(reason);
        }
    }
}

/// The reason, if a rule is broken.
fn broken(this: &dyn AnyShape, names: &[&str], rule: &MemberRule) -> Option<String> {
    let is_given = |at: &u16| !this.member(usize::from(*at)).is_none();
    let name = |at: &u16| format!("`{}`", names.get(usize::from(*at)).copied().unwrap_or_default());
    let all = |list: &[u16]| list.iter().map(name).collect::<Vec<_>>().join(", ");
    let given = |list: &[u16]| list.iter().filter(|at| is_given(at)).count();
    match rule {
        MemberRule::AtLeastOne(list) if given(list) == 0 => {
            Some(format!("must have at least one of {}", all(list)))
        }
        MemberRule::ExactlyOne(list) if given(list) != 1 => {
            Some(format!("must have exactly one of {}, but has {}", all(list), given(list)))
        }
        MemberRule::NotTogether(list) if given(list) > 1 => {
            Some(format!("must have at most one of {}, but has {}", all(list), given(list)))
        }
        MemberRule::Together(list) if given(list) != 0 && given(list) != list.len() => {
            Some(format!("must have all of {}, or none", all(list)))
        }
        MemberRule::OnlyWith(member, with) if is_given(member) && !is_given(with) => {
            Some(format!("cannot have {} without {}", name(member), name(with)))
        }
        MemberRule::OnlyWithValue(member, with, values) if is_given(member) => {
            let mut json = String::new();
            this.member(usize::from(*with)).write(&mut json);
            let given = plain(&json);
            (!values.iter().any(|json| plain(json) == given))
                .then(|| format!("can have {} only with {} {}", name(member), name(with), either(values)))
        }
        _ => None,
    }
}
