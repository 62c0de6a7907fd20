//! Times two functions in alternation.

use std::{
    hint::black_box,
    time::{Duration, Instant},
};

/// How often each function is timed.
const ROUNDS: usize = 61;
/// The minimum duration of one timing, to limit the effect of the clock resolution and of interrupts.
const TIMING: Duration = Duration::from_millis(4);

/// The times of two functions.
pub struct Pair {
    /// The median time of one run of ours, in seconds.
    pub ours: f64,
    /// The median time of one run of the reference, in seconds.
    pub other: f64,
    /// The ratio of ours to the reference per round: first quartile, median, third quartile.
    pub ratio: [f64; 3],
}

/// Times both in alternation, so that disturbances affect both.
pub fn pair<A, B>(mut ours: impl FnMut() -> A, mut other: impl FnMut() -> B) -> Pair {
    let (our_runs, other_runs) = (runs(&mut ours), runs(&mut other));
    let mut our_times = Vec::with_capacity(ROUNDS);
    let mut other_times = Vec::with_capacity(ROUNDS);
    let mut ratios = Vec::with_capacity(ROUNDS);
    for round in 0..ROUNDS {
        // The order alternates too.
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
        ours: quantile(&mut our_times, 0.5),
        other: quantile(&mut other_times, 0.5),
        ratio: [quantile(&mut ratios, 0.25), quantile(&mut ratios, 0.5), quantile(&mut ratios, 0.75)],
    }
}

/// The number of runs that fill one timing.
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

/// The mean time of one run, in seconds.
fn time<T>(work: &mut impl FnMut() -> T, runs: u32) -> f64 {
    let start = Instant::now();
    for _ in 0..runs {
        black_box(work());
    }
    start.elapsed().as_secs_f64() / f64::from(runs)
}

fn quantile(values: &mut [f64], part: f64) -> f64 {
    values.sort_by(f64::total_cmp);
    let last = values.len().saturating_sub(1);
    values.get((last as f64 * part).round() as usize).copied().unwrap_or(f64::NAN)
}
