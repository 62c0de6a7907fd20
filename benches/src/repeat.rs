//! Repeats one side of one benchmark, for profilers and to count instructions.

use std::{
    hint::black_box,
    process,
    sync::{
        OnceLock,
        atomic::{AtomicUsize, Ordering},
    },
};

static ONLY: OnceLock<Repeat> = OnceLock::new();
static PAIRS: AtomicUsize = AtomicUsize::new(0);

/// What is repeated.
struct Repeat {
    pair: usize,
    is_ours: bool,
    runs: u32,
}

/// Reads `ROW SIDE RUNS`. From then on, no pair is timed; the given one is repeated, and the process ends.
///
/// # Errors
///
/// If it is anything else.
pub fn repeat(args: &[String]) -> Result<(), String> {
    let read = || {
        let [pair, side, runs] = args else { return None };
        let is_ours = match side.as_str() {
            "ours" => true,
            "other" => false,
            _ => return None,
        };
        Some(Repeat { pair: pair.parse().ok()?, is_ours, runs: runs.parse().ok()? })
    };
    let repeat =
        read().ok_or("expected a row by its number from 0, `ours` or `other`, and a number of runs")?;
    ONLY.set(repeat).map_err(|_| "can be given once".to_owned())
}

/// Whether nothing is timed. Ends the process if this is the pair to repeat.
pub(crate) fn is_repeating<A, B>(ours: &mut impl FnMut() -> A, other: &mut impl FnMut() -> B) -> bool {
    let Some(only) = ONLY.get() else { return false };
    if PAIRS.fetch_add(1, Ordering::Relaxed) == only.pair {
        for _ in 0..only.runs {
            if only.is_ours {
                black_box(ours());
            } else {
                black_box(other());
            }
        }
        process::exit(0);
    }
    true
}
