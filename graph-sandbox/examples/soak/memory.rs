//! The memory of both sides over time, and whether it is flat in the end.

use std::time::Duration;

/// What was measured.
#[derive(Default)]
pub struct Curve(Vec<(Duration, u64)>);

impl Curve {
    pub fn add(&mut self, at: Duration, kib: u64) {
        self.0.push((at, kib));
    }

    /// The median of what was measured in a part of the time, in KiB; 0 if nothing was.
    fn median(&self, from: Duration, to: Duration) -> u64 {
        let mut part: Vec<u64> =
            self.0.iter().filter(|(at, _)| (from..to).contains(at)).map(|(_, kib)| *kib).collect();
        part.sort_unstable();
        part.get(part.len() / 2).copied().unwrap_or(0)
    }

    /// Twelve medians, in MiB, of equal parts of the time.
    pub fn shown(&self, time: Duration) -> String {
        let part = time / 12;
        let medians = (0..12).map(|at| self.median(part * at, part * (at + 1)));
        medians.map(|kib| format!("{:>6.1}", kib as f64 / 1024.0)).collect::<Vec<_>>().join(" ")
    }

    /// How much the memory grew in the last half of the time, in KiB: from the median of the third quarter to that of
    /// the last.
    pub fn growth(&self, time: Duration) -> u64 {
        let (third, last) = (self.median(time / 2, time / 4 * 3), self.median(time / 4 * 3, time * 2));
        last.saturating_sub(third)
    }
}
