//! Deterministic random numbers: a stream depends only on the seed and its purpose.

/// A stream of random numbers for one purpose, such as one field of one person.
#[derive(Clone, Debug)]
pub(crate) struct Random(u64);

impl Random {
    /// Creates the stream for a seed and a purpose.
    pub(crate) fn of(seed: u64, purpose: &[&str]) -> Self {
        let mut state = seed ^ 0xcbf2_9ce4_8422_2325;
        for part in purpose {
            for byte in part.bytes().chain([0xff]) {
                state = (state ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
            }
        }
        Self(state)
    }

    /// The next number.
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`; zero if `end` is zero.
    pub(crate) fn below(&mut self, end: u64) -> u64 {
        self.next().checked_rem(end).unwrap_or(0)
    }

    /// True once in `times`.
    pub(crate) fn once_in(&mut self, times: u64) -> bool {
        self.below(times) == 0
    }

    /// A random element of a list.
    pub(crate) fn pick<'a, T>(&mut self, list: &'a [T]) -> Option<&'a T> {
        list.get(usize::try_from(self.below(list.len() as u64)).ok()?)
    }

    /// A random word.
    pub(crate) fn word(&mut self, words: &'static [&'static str]) -> &'static str {
        self.pick(words).copied().unwrap_or("")
    }

    /// A random permutation of a list.
    pub(crate) fn shuffled<T: Clone>(&mut self, list: &[T]) -> Vec<T> {
        let mut keyed: Vec<_> = list.iter().map(|item| (self.next(), item)).collect();
        keyed.sort_by_key(|(key, _)| *key);
        keyed.into_iter().map(|(_, item)| item.clone()).collect()
    }
}
