//! Which calls of a batch are sent next: decisions only, no I/O.

/// The maximum number of calls per request.
pub(super) const MAX_CALLS: usize = 50;

/// The state of all calls of a batch. Calls are identified by their index, and depend only on earlier calls.
#[derive(Debug)]
pub(super) struct Progress {
    needs: Vec<Vec<usize>>,
    states: Vec<State>,
    /// Calls that are sent in a request of their own.
    isolated: Vec<bool>,
    size: usize,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum State {
    Open,
    Succeeded,
    Failed,
}

impl Progress {
    /// `needs` has the dependencies of each call.
    pub(super) fn new(needs: Vec<Vec<usize>>) -> Self {
        let (states, isolated) = (vec![State::Open; needs.len()], vec![false; needs.len()]);
        Self { needs, states, isolated, size: MAX_CALLS }
    }

    /// Sends a call in a request of its own: after all calls it depends on, and before those that depend on it.
    pub(super) fn isolate(&mut self, call: usize) {
        if let Some(isolated) = self.isolated.get_mut(call) {
            *isolated = true;
        }
    }

    pub(super) fn is_isolated(&self, call: usize) -> bool {
        self.isolated.get(call).copied().unwrap_or_default()
    }

    /// Halves the maximum number of calls per request. `false` if it is already one.
    pub(super) fn halve(&mut self) -> bool {
        let smaller = self.size > 1;
        self.size = (self.size / 2).max(1);
        smaller
    }

    /// Marks a call as finished.
    pub(super) fn finish(&mut self, call: usize, succeeded: bool) {
        if let Some(state) = self.states.get_mut(call) {
            *state = if succeeded { State::Succeeded } else { State::Failed };
        }
    }

    fn is(&self, call: usize, state: State) -> bool {
        self.states.get(call) == Some(&state)
    }

    /// Finishes the calls that depend on a failed call, and returns them.
    pub(super) fn skip(&mut self) -> Vec<usize> {
        let mut skipped = Vec::new();
        // In order, so that a call is skipped before the calls that depend on it are examined.
        for call in 0..self.needs.len() {
            let needs = self.needs.get(call).map(Vec::as_slice).unwrap_or_default();
            if self.is(call, State::Open) && needs.iter().any(|need| self.is(*need, State::Failed)) {
                self.finish(call, false);
                skipped.push(call);
            }
        }
        skipped
    }

    /// The calls to send next, in order; empty at the end. Dependent calls are sent in the same request if
    /// they fit; otherwise their dependencies are sent first.
    pub(super) fn round(&self) -> Vec<usize> {
        let mut groups = self.groups();
        let waiting = self.waiting();
        groups.iter_mut().for_each(|group| group.retain(|call| waiting.get(*call) == Some(&false)));
        groups.retain(|group| !group.is_empty());
        let mut round: Vec<usize> = Vec::new();
        for group in &groups {
            if round.len() + group.len() <= self.size {
                round.extend(group);
            }
        }
        if round.is_empty()
            && let Some(group) = groups.first()
        {
            round.extend(group.iter().take(self.size));
        }
        round.sort_unstable();
        round
    }

    /// Whether each call has to wait for an earlier request: it, or a call it depends on, is isolated.
    fn waiting(&self) -> Vec<bool> {
        let mut waiting: Vec<bool> = Vec::with_capacity(self.needs.len());
        for (call, needs) in self.needs.iter().enumerate() {
            let mut open = needs.iter().filter(|need| self.is(**need, State::Open));
            // A call depends only on earlier ones, so these are known.
            let waits = open.any(|need| {
                self.is_isolated(call) || self.is_isolated(*need) || waiting.get(*need) == Some(&true)
            });
            waiting.push(waits);
        }
        waiting
    }

    /// Groups the open calls by dependency. The group with the first call comes first.
    fn groups(&self) -> Vec<Vec<usize>> {
        let count = self.needs.len();
        let mut leader: Vec<usize> = (0..count).collect();
        fn find(leader: &[usize], mut call: usize) -> usize {
            while let Some(next) = leader.get(call).filter(|next| **next != call) {
                call = *next;
            }
            call
        }
        for (call, needs) in self.needs.iter().enumerate() {
            let joined = |need: &&usize| {
                self.is(**need, State::Open)
                    && self.is(call, State::Open)
                    && !self.is_isolated(**need)
                    && !self.is_isolated(call)
            };
            for need in needs.iter().filter(joined) {
                let (a, b) = (find(&leader, call), find(&leader, *need));
                if let Some(place) = leader.get_mut(a.max(b)) {
                    *place = a.min(b);
                }
            }
        }
        let mut groups: Vec<Vec<usize>> = vec![Vec::new(); count];
        for call in (0..count).filter(|call| self.is(*call, State::Open)) {
            if let Some(group) = groups.get_mut(find(&leader, call)) {
                group.push(call);
            }
        }
        groups.retain(|group| !group.is_empty());
        groups
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn dependent_calls_are_sent_together() {
        let mut needs: Vec<Vec<usize>> = vec![Vec::new(); 103];
        needs[49] = vec![2];
        needs[50] = vec![49];
        let mut progress = Progress::new(needs);
        let mut rounds = Vec::new();
        loop {
            let round = progress.round();
            if round.is_empty() {
                break;
            }
            round.iter().for_each(|call| progress.finish(*call, true));
            rounds.push(round);
        }
        assert_eq!(rounds.iter().map(Vec::len).collect::<Vec<_>>(), [50, 50, 3]);
        let first = &rounds[0];
        assert!([2, 49, 50].iter().all(|call| first.contains(call)), "{first:?}");
    }

    #[test]
    fn a_chain_that_does_not_fit_is_sent_in_order() {
        let mut progress =
            Progress::new((0_usize..120).map(|call| call.checked_sub(1).into_iter().collect()).collect());
        for from in [0, 50, 100] {
            let round = progress.round();
            assert_eq!(round.first(), Some(&from));
            round.into_iter().for_each(|call| progress.finish(call, true));
        }
        assert!(progress.round().is_empty());
    }

    #[test]
    fn an_isolated_call_is_sent_between_its_dependencies_and_its_dependents() {
        // The last call depends on the first one directly, and through the isolated one.
        let mut progress = Progress::new(vec![vec![], vec![0], vec![0, 1], vec![]]);
        progress.isolate(1);
        for round in [&[0, 3][..], &[1], &[2]] {
            assert_eq!(progress.round(), round);
            round.iter().for_each(|call| progress.finish(*call, true));
        }
        assert!(progress.round().is_empty());
    }

    #[test]
    fn calls_that_depend_on_a_failed_call_are_skipped() {
        let mut progress = Progress::new(vec![vec![], vec![0], vec![1], vec![]]);
        progress.finish(0, false);
        assert_eq!(progress.skip(), [1, 2]);
        assert_eq!(progress.round(), [3]);
    }

    proptest! {
        /// Whatever the server fails or does not run: every call finishes exactly once, is not sent again
        /// afterwards, and is not sent before its dependencies, and no request has too many calls.
        #[test]
        fn every_call_finishes_exactly_once(
            shape in proptest::collection::vec((proptest::collection::vec(0_usize..200, 0..3), 0_u8..10, 0_u8..8), 0..200),
            halves in 0_u8..4,
        ) {
            let needs: Vec<Vec<usize>> = shape.iter().enumerate()
                .map(|(call, (needs, ..))| needs.iter().copied().filter(|need| *need < call).collect()).collect();
            let mut left: Vec<u8> = shape.iter().map(|(_, fate, _)| fate.saturating_sub(7)).collect();
            let mut progress = Progress::new(needs.clone());
            let isolated: Vec<bool> = shape.iter().map(|(.., isolated)| *isolated == 0).collect();
            (0..isolated.len()).filter(|call| isolated[*call]).for_each(|call| progress.isolate(call));
            let (mut ended, mut good) = (vec![0; needs.len()], vec![false; needs.len()]);
            let mut rounds = 0;
            loop {
                for call in progress.skip() {
                    ended[call] += 1;
                }
                let round = progress.round();
                if round.is_empty() {
                    break;
                }
                if rounds < halves { progress.halve(); }
                rounds += 1;
                prop_assert!(round.len() <= MAX_CALLS);
                prop_assert!(round.windows(2).all(|pair| pair[0] < pair[1]));
                for call in &round {
                    prop_assert_eq!(ended[*call], 0);
                    let together = |need: &usize| round.contains(need) && !isolated[*need] && !isolated[*call];
                    let ready = needs[*call].iter().all(|need| good[*need] || together(need));
                    prop_assert!(ready);
                }
                for call in round {
                    // Timed out, or not run because a dependency was not.
                    if left[call] > 0 || needs[call].iter().any(|need| !good[*need]) {
                        left[call] = left[call].saturating_sub(1);
                        continue;
                    }
                    ended[call] += 1;
                    good[call] = shape[call].1 != 0;
                    progress.finish(call, good[call]);
                }
                prop_assert!(rounds as usize <= 4 * needs.len().max(1));
            }
            prop_assert!(ended.iter().all(|count| *count == 1), "{:?}", ended);
        }
    }
}
