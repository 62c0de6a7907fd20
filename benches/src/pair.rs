//! Times two functions in alternation.

use std::{
    hint::black_box,
    time::{Duration, Instant},
};

use crate::repeat::is_repeating;

/// How often each function is timed: as often as fits into [`BUDGET`], within these bounds.
const ROUNDS: (usize, usize) = (61, 601);
/// The time for all rounds.
const BUDGET: Duration = Duration::from_millis(600);
/// The minimum duration of one timing: long against the resolution of the clock, short against the time slices of the
/// scheduler.
const TIMING: Duration = Duration::from_micros(500);
/// The part of the timings that is faster than the reported one. Whatever disturbs a timing makes it slower, so the fast
/// ones show what the code costs. The fastest of all would be an accident.
const UNDISTURBED: f64 = 0.1;
/// The parts of a benchmark whose ratios are compared.
const PARTS: usize = 4;

/// The times of two functions.
pub struct Pair {
    /// The time of one run of ours, in seconds.
    pub ours: f64,
    /// The time of one run of the reference, in seconds.
    pub other: f64,
    /// The ratio of ours to the reference: the lowest of a quarter of the rounds, that of all, the highest of a quarter.
    pub ratio: [f64; 3],
}

/// Times both in alternation, so that disturbances affect both.
pub fn pair<A, B>(mut ours: impl FnMut() -> A, mut other: impl FnMut() -> B) -> Pair {
    if is_repeating(&mut ours, &mut other) {
        return Pair { ours: f64::NAN, other: f64::NAN, ratio: [f64::NAN; 3] };
    }
    let (our_runs, other_runs) = (runs(&mut ours), runs(&mut other));
    let once = time(&mut ours, our_runs) * f64::from(our_runs)
        + time(&mut other, other_runs) * f64::from(other_runs);
    let (fewest, most) = ROUNDS;
    let rounds = ((BUDGET.as_secs_f64() / once) as usize).clamp(fewest, most);
    let mut times: Vec<(f64, f64)> = Vec::with_capacity(rounds);
    for round in 0..rounds {
        // The order alternates too.
        times.push(if round % 2 == 0 {
            let a = time(&mut ours, our_runs);
            (a, time(&mut other, other_runs))
        } else {
            let b = time(&mut other, other_runs);
            (time(&mut ours, our_runs), b)
        });
    }
    let (ours, other) = undisturbed(&times);
    let parts = times.chunks(rounds.div_ceil(PARTS)).map(|part| {
        let (ours, other) = undisturbed(part);
        ours / other
    });
    let (low, high) =
        parts.fold((f64::MAX, f64::MIN), |(low, high), ratio| (low.min(ratio), high.max(ratio)));
    Pair { ours, other, ratio: [low, ours / other, high] }
}

/// What a run of each takes when nothing disturbs it.
fn undisturbed(times: &[(f64, f64)]) -> (f64, f64) {
    let mut ours: Vec<f64> = times.iter().map(|(ours, _)| *ours).collect();
    let mut other: Vec<f64> = times.iter().map(|(_, other)| *other).collect();
    (quantile(&mut ours, UNDISTURBED), quantile(&mut other, UNDISTURBED))
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
