//! Logs that keep the most recent entries.

use std::collections::VecDeque;

/// The most recent entries of a log, bounded in number and in bytes, so that a long-running sandbox does not grow.
#[derive(Debug)]
pub(crate) struct Recent<T> {
    /// Entries with their sizes.
    entries: VecDeque<(usize, T)>,
    most: usize,
    most_bytes: usize,
    bytes: usize,
    /// The index of the first entry: how many came before it.
    first: usize,
    dropped: u64,
}

impl<T> Recent<T> {
    /// Keeps this many entries, and this many bytes of them.
    pub(crate) fn new(most: usize, most_bytes: usize) -> Self {
        Self { entries: VecDeque::new(), most, most_bytes, bytes: 0, first: 0, dropped: 0 }
    }

    /// Adds an entry of about this many bytes and returns its index. The oldest entries are dropped; an entry that is
    /// larger than the log itself as well.
    pub(crate) fn push(&mut self, entry: T, bytes: usize) -> usize {
        let index = self.first + self.entries.len();
        self.bytes = self.bytes.saturating_add(bytes);
        self.entries.push_back((bytes, entry));
        while self.entries.len() > self.most || self.bytes > self.most_bytes {
            let Some((bytes, _)) = self.entries.pop_front() else { break };
            self.bytes = self.bytes.saturating_sub(bytes);
            self.first += 1;
            self.dropped += 1;
        }
        index
    }

    /// The entry with this index, if it was not dropped.
    pub(crate) fn get_mut(&mut self, index: usize) -> Option<&mut T> {
        let at = index.checked_sub(self.first)?;
        self.entries.get_mut(at).map(|(_, entry)| entry)
    }

    /// The entries, oldest first.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &T> {
        self.entries.iter().map(|(_, entry)| entry)
    }

    /// How many entries were dropped since the log was cleared.
    pub(crate) fn dropped(&self) -> u64 {
        self.dropped
    }

    /// Removes all entries.
    pub(crate) fn clear(&mut self) {
        self.first += self.entries.len();
        self.entries.clear();
        (self.bytes, self.dropped) = (0, 0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn oldest_entries_are_dropped() {
        let mut log = Recent::new(3, 10);
        let shown = |log: &Recent<u32>| log.iter().copied().collect::<Vec<_>>();
        assert_eq!((log.push(0, 1), log.push(1, 1), log.push(2, 1), log.push(3, 1)), (0, 1, 2, 3));
        assert_eq!((shown(&log), log.dropped()), (vec![1, 2, 3], 1));
        assert_eq!((log.get_mut(0).copied(), log.get_mut(3).copied()), (None, Some(3)));
        assert_eq!(log.push(4, 9), 4);
        assert_eq!((shown(&log), log.dropped()), (vec![3, 4], 3));
        log.push(5, 11);
        assert_eq!((shown(&log), log.dropped()), (vec![], 6));
        log.clear();
        assert_eq!((log.push(6, 10), log.dropped()), (6, 0));
        assert_eq!(log.get_mut(6).copied(), Some(6));
    }
}
