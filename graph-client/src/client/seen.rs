//! Which pages of a list were read, in bounded memory.

use std::{collections::HashSet, mem};

/// The minimum number of most recent pages that are remembered. At most twice as many are kept.
const RECENT: usize = 4096;

/// Detects repeated pages. A cycle of up to [`RECENT`] pages, or one that leads back to the first page, is detected at
/// the first page that repeats. In a longer cycle, at most as many pages repeat as were read before it began.
#[derive(Debug, Default)]
pub(super) struct Seen {
    /// Two generations of the last pages.
    recent: HashSet<u64>,
    before: HashSet<u64>,
    /// The 1st, 2nd, 4th, 8th page and so on. Every cycle reaches one of them: between any number and its double there
    /// is a power of two.
    marks: Vec<u64>,
    count: u64,
}

impl Seen {
    /// Records a page. Returns false if it is known to have been read before.
    pub(super) fn insert(&mut self, page: u64) -> bool {
        if self.recent.contains(&page) || self.before.contains(&page) || self.marks.contains(&page) {
            return false;
        }
        self.count += 1;
        if self.count.is_power_of_two() {
            self.marks.push(page);
        }
        if self.recent.len() >= RECENT {
            mem::swap(&mut self.recent, &mut self.before);
            self.recent.clear();
        }
        self.recent.insert(page)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// How many pages are read of a list that leads from its last page back to another one.
    fn read(before_circle: u64, circle: u64) -> u64 {
        let mut seen = Seen::default();
        let page =
            |at: u64| if at < before_circle { at } else { before_circle + (at - before_circle) % circle };
        (0..).find(|at| !seen.insert(page(*at))).unwrap()
    }

    #[test]
    fn memory_is_bounded() {
        let mut seen = Seen::default();
        assert!((0..1_000_000).all(|page| seen.insert(page)));
        assert!(seen.recent.len() + seen.before.len() <= 2 * RECENT);
        assert!(seen.recent.capacity().max(seen.before.capacity()) < 4 * RECENT);
        assert!(seen.marks.len() <= 64);
    }

    #[test]
    fn a_page_that_leads_to_itself_is_noticed_at_once_however_long_the_list() {
        for before_circle in [0, 1, 100_000] {
            assert_eq!(read(before_circle, 1), before_circle + 1);
            assert_eq!(read(before_circle, RECENT as u64), before_circle + RECENT as u64);
        }
        // The whole list again.
        assert_eq!(read(0, 100_000), 100_000);
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]
        #[test]
        fn every_circle_is_noticed(before_circle in 0_u64..30_000, circle in 1_u64..30_000) {
            let read = read(before_circle, circle);
            prop_assert!(read >= before_circle + circle);
            prop_assert!(read <= before_circle + circle + before_circle, "{}", read);
        }
    }
}
