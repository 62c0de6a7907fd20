//! Members that an object must have.

/// The members that must have a value and were not read yet, by their index.
pub(super) struct Missing {
    /// A bit for each of the first ones.
    bits: u64,
    /// Those after them.
    others: Vec<usize>,
}

impl Missing {
    const BITS: usize = u64::BITS as usize;

    #[inline]
    pub(super) fn of(members: &[u16]) -> Self {
        let mut missing = Self { bits: 0, others: Vec::new() };
        for at in members.iter().copied().map(usize::from) {
            match at {
                0..Self::BITS => missing.bits |= 1 << at,
                _ => missing.others.push(at),
            }
        }
        missing
    }

    #[inline(always)]
    pub(super) fn found(&mut self, at: usize) {
        match at {
            0..Self::BITS => self.bits &= !(1 << at),
            _ => self.found_later(at),
        }
    }

    #[cold]
    fn found_later(&mut self, at: usize) {
        self.others.retain(|other| *other != at);
    }

    #[inline]
    pub(super) fn first(&self) -> Option<usize> {
        let first = || self.others.first().copied();
        if self.bits == 0 { first() } else { Some(self.bits.trailing_zeros() as usize) }
    }
}

#[cfg(test)]
mod tests {
    use super::Missing;

    #[test]
    fn any_number_of_members_can_be_missing() {
        let all: Vec<u16> = (0..200).filter(|at| at % 2 == 0).collect();
        let mut missing = Missing::of(&all);
        for at in all.iter().copied().map(usize::from) {
            assert_eq!(missing.first(), Some(at));
            missing.found(at + 1);
            missing.found(at);
        }
        assert_eq!(missing.first(), None);
    }
}
