//! Which calls of a batch go together, and which go again: decisions only, no I/O.

/// The most calls that the platform takes in one.
pub(super) const MOST: usize = 50;

/// The calls of a batch on their way to an end each. Calls are known by their place; a call needs only ones
/// that stand before it.
#[derive(Debug)]
pub(super) struct Progress {
    needs: Vec<Vec<usize>>,
    states: Vec<State>,
    size: usize,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum State {
    Open,
    Good,
    Failed,
}

impl Progress {
    /// Calls, with those that each of them needs.
    pub(super) fn new(needs: Vec<Vec<usize>>) -> Self {
        let states = vec![State::Open; needs.len()];
        Self { needs, states, size: MOST }
    }

    /// At most so many calls go together from now on.
    pub(super) fn limit(&mut self, size: usize) {
        self.size = size.clamp(1, MOST);
    }

    /// Half as many calls go together from now on; false where it is one already.
    pub(super) fn halve(&mut self) -> bool {
        let smaller = self.size > 1;
        self.size = (self.size / 2).max(1);
        smaller
    }

    /// A call has come to its end.
    pub(super) fn end(&mut self, call: usize, good: bool) {
        if let Some(state) = self.states.get_mut(call) {
            *state = if good { State::Good } else { State::Failed };
        }
    }

    fn is(&self, call: usize, state: State) -> bool {
        self.states.get(call) == Some(&state)
    }

    /// Calls that cannot be run any more, since one that they need failed; they have come to their end.
    pub(super) fn skip(&mut self) -> Vec<usize> {
        let mut skipped = Vec::new();
        // In their order: what skips one is known before what builds upon it.
        for call in 0..self.needs.len() {
            let needs = self.needs.get(call).map(Vec::as_slice).unwrap_or_default();
            if self.is(call, State::Open) && needs.iter().any(|need| self.is(*need, State::Failed)) {
                self.end(call, false);
                skipped.push(call);
            }
        }
        skipped
    }

    /// The calls to send next, in their order; none at the end. What hangs together goes together, where that
    /// is not too much for one batch; else what is needed goes first.
    pub(super) fn round(&self) -> Vec<usize> {
        let groups = self.groups();
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

    /// Open calls by what they hang together with, the one with the first call first.
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
            for need in needs.iter().filter(|need| self.is(**need, State::Open) && self.is(call, State::Open))
            {
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
    fn what_hangs_together_goes_together() {
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
            round.iter().for_each(|call| progress.end(*call, true));
            rounds.push(round);
        }
        assert_eq!(rounds.iter().map(Vec::len).collect::<Vec<_>>(), [50, 50, 3]);
        let first = &rounds[0];
        assert!([2, 49, 50].iter().all(|call| first.contains(call)), "{first:?}");
    }

    #[test]
    fn more_than_fits_goes_in_its_order() {
        let mut progress =
            Progress::new((0_usize..120).map(|call| call.checked_sub(1).into_iter().collect()).collect());
        for from in [0, 50, 100] {
            let round = progress.round();
            assert_eq!(round.first(), Some(&from));
            round.into_iter().for_each(|call| progress.end(call, true));
        }
        assert!(progress.round().is_empty());
    }

    #[test]
    fn what_needs_a_failed_call_is_skipped_with_all_that_needs_it() {
        let mut progress = Progress::new(vec![vec![], vec![0], vec![1], vec![]]);
        progress.end(0, false);
        assert_eq!(progress.skip(), [1, 2]);
        assert_eq!(progress.round(), [3]);
    }

    proptest! {
        /// Whatever a server leaves undone or fails: every call comes to one end, none is sent after it, none
        /// before what it needs, and no batch is too long.
        #[test]
        fn no_call_is_lost_none_is_run_twice_and_it_always_ends(
            shape in proptest::collection::vec((proptest::collection::vec(0_usize..200, 0..3), 0_u8..10), 0..200),
            halves in 0_u8..4,
        ) {
            let needs: Vec<Vec<usize>> = shape.iter().enumerate()
                .map(|(call, (needs, _))| needs.iter().copied().filter(|need| *need < call).collect()).collect();
            let mut left: Vec<u8> = shape.iter().map(|(_, fate)| fate.saturating_sub(7)).collect();
            let mut progress = Progress::new(needs.clone());
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
                prop_assert!(round.len() <= MOST);
                prop_assert!(round.windows(2).all(|pair| pair[0] < pair[1]));
                for call in &round {
                    prop_assert_eq!(ended[*call], 0);
                    prop_assert!(needs[*call].iter().all(|need| good[*need] || round.contains(need)));
                }
                for call in round {
                    // Not run in time, or not run since what it needs was not.
                    if left[call] > 0 || needs[call].iter().any(|need| !good[*need]) {
                        left[call] = left[call].saturating_sub(1);
                        continue;
                    }
                    ended[call] += 1;
                    good[call] = shape[call].1 != 0;
                    progress.end(call, good[call]);
                }
                prop_assert!(rounds as usize <= 4 * needs.len().max(1));
            }
            prop_assert!(ended.iter().all(|count| *count == 1), "{:?}", ended);
        }
    }
}
