//! The faults of request headers, with their counters.

use std::collections::HashMap;

use super::{active::ActiveFault, model::Fault};

/// The number of distinct header texts to keep counters for.
const MOST: usize = 4096;

/// The maximum size of the counters, in bytes.
const MOST_BYTES: usize = 16 << 20;

/// Faults by header text: `times=2` in a header means two calls with that header. Beyond a limit, all counters start
/// again.
#[derive(Debug, Default)]
pub(super) struct ByHeader {
    faults: HashMap<String, Vec<ActiveFault>>,
    bytes: usize,
}

impl ByHeader {
    /// The faults of a header, with the counters of the calls before it.
    pub(super) fn of(&mut self, header: &[Fault]) -> &mut [ActiveFault] {
        if header.is_empty() {
            return &mut [];
        }
        let text = header.iter().map(ToString::to_string).collect::<Vec<_>>().join(";");
        if !self.faults.contains_key(&text) {
            // The text approximates the heap size of a fault.
            let size = 2 * text.len() + header.len() * size_of::<ActiveFault>();
            if self.faults.len() >= MOST || self.bytes.saturating_add(size) > MOST_BYTES {
                self.clear();
            }
            self.bytes = self.bytes.saturating_add(size);
        }
        let new = || header.iter().map(|fault| ActiveFault::new(0, fault.clone())).collect();
        self.faults.entry(text).or_insert_with(new)
    }

    pub(super) fn clear(&mut self) {
        self.faults.clear();
        self.bytes = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_bounded() {
        let mut kept = ByHeader::default();
        let mut largest = 0;
        for number in 0..8_000 {
            // Long texts, and then short ones.
            let text = if number < 1_500 { "x".repeat(8_000) } else { String::new() };
            let faults = Fault::all(&format!("error=2,message=\"{number}{text}\";error=4")).unwrap();
            assert_eq!(kept.of(&faults).len(), 2);
            assert!(kept.bytes <= MOST_BYTES && kept.faults.len() <= MOST);
            if number % 500 == 0 {
                assert!(kept.faults.keys().map(String::len).sum::<usize>() <= kept.bytes);
            }
            largest = largest.max(kept.faults.len());
        }
        assert_eq!(largest, MOST);
        // The same text is kept once.
        kept.clear();
        let faults = Fault::all("error=2").unwrap();
        kept.of(&faults);
        let bytes = kept.bytes;
        kept.of(&faults);
        assert_eq!((kept.bytes, kept.faults.len(), kept.of(&[]).len()), (bytes, 1, 0));
    }
}
