//! Two pieces of work, timed in turns.

use std::{
    hint::black_box,
    time::{Duration, Instant},
};

/// How often each of the two is timed.
const ROUNDS: usize = 61;
/// How long one timing takes at least, so that the clock and an interrupt matter little.
const TIMING: Duration = Duration::from_millis(4);

/// What two pieces of work take.
pub struct Pair {
    /// Seconds of one run of ours: the median.
    pub ours: f64,
    /// Seconds of one run of the other: the median.
    pub other: f64,
    /// Ours by the other's: the first quartile, the median and the third quartile of the rounds' ratios.
    pub ratio: [f64; 3],
}

/// Times both in turns, so that what disturbs the machine disturbs both.
pub fn pair<A, B>(mut ours: impl FnMut() -> A, mut other: impl FnMut() -> B) -> Pair {
    let (our_runs, other_runs) = (runs(&mut ours), runs(&mut other));
    let mut our_times = Vec::with_capacity(ROUNDS);
    let mut other_times = Vec::with_capacity(ROUNDS);
    let mut ratios = Vec::with_capacity(ROUNDS);
    for round in 0..ROUNDS {
        // Who goes first takes turns too.
        let (a, b) = if round % 2 == 0 {
            let a = time(&mut ours, our_runs);
            (a, time(&mut other, other_runs))
        } else {
            let b = time(&mut other, other_runs);
            (time(&mut ours, our_runs), b)
        };
        our_times.push(a);
        other_times.push(b);
        ratios.push(a / b);
    }
    Pair {
        ours: at(&mut our_times, 0.5),
        other: at(&mut other_times, 0.5),
        ratio: [at(&mut ratios, 0.25), at(&mut ratios, 0.5), at(&mut ratios, 0.75)],
    }
}

/// How many runs fill one timing.
fn runs<T>(work: &mut impl FnMut() -> T) -> u32 {
    let mut runs = 1;
    loop {
        let once = time(work, runs) * f64::from(runs);
        if once >= TIMING.as_secs_f64() || runs >= 1 << 20 {
            return runs;
        }
        runs *= 2;
    }
}

/// Seconds of one run, over several.
fn time<T>(work: &mut impl FnMut() -> T, runs: u32) -> f64 {
    let start = Instant::now();
    for _ in 0..runs {
        black_box(work());
    }
    start.elapsed().as_secs_f64() / f64::from(runs)
}

fn at(figures: &mut [f64], part: f64) -> f64 {
    figures.sort_by(f64::total_cmp);
    let last = figures.len().saturating_sub(1);
    figures.get((last as f64 * part).round() as usize).copied().unwrap_or(f64::NAN)
}
