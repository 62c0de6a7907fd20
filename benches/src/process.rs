//! CPU time and peak memory of a process, from `/proc`.

use std::fs;

/// What a process used so far. Linux only.
#[derive(Clone, Copy, Debug)]
pub struct Used {
    /// Seconds of CPU time of all threads that run, with that of the system for them.
    pub cpu: f64,
    /// Bytes of memory at the peak.
    pub memory: f64,
}

/// What a process used so far: the process with this id, or `self`. `None` if it ended, or the system has no `/proc`.
pub fn used(process: &str) -> Option<Used> {
    let read = |file: &str| fs::read_to_string(format!("/proc/{process}/{file}")).ok();
    let cpu = of_threads(process).or_else(|| cpu(&read("stat")?));
    Some(Used { cpu: cpu?, memory: memory(&read("status")?)? })
}

/// The CPU time of the threads that run, in nanoseconds; a kernel may not count it.
fn of_threads(process: &str) -> Option<f64> {
    let threads = fs::read_dir(format!("/proc/{process}/task")).ok()?;
    let nanoseconds = |thread: fs::DirEntry| {
        let counted = fs::read_to_string(thread.path().join("schedstat")).ok()?;
        counted.split(' ').next()?.parse::<f64>().ok()
    };
    let sum: f64 = threads.flatten().map(nanoseconds).sum::<Option<f64>>()?;
    (sum > 0.0).then_some(sum / 1e9)
}

fn cpu(stat: &str) -> Option<f64> {
    // The name of the program, in parentheses, may contain anything.
    let (_, after_name) = stat.rsplit_once(") ")?;
    let mut ticks = after_name.split(' ').skip(11).map_while(|ticks| ticks.parse::<f64>().ok());
    // Linux counts hundredths of a second here.
    Some((ticks.next()? + ticks.next()?) / 100.0)
}

fn memory(status: &str) -> Option<f64> {
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(peak.trim().trim_end_matches("kB").trim().parse::<f64>().ok()? * 1024.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_program_may_look_like_the_rest() {
        let stat = "7 (a) S 1 9) ) R 1 2 3 4 5 6 7 8 9 10 250 50 0 0 20";
        assert_eq!(cpu(stat), Some(3.0));
        assert_eq!(cpu("7 (a) R 1 2"), None);
    }

    #[test]
    fn the_peak_is_in_kilobytes() {
        assert_eq!(memory("Name:\ta\nVmHWM:\t    2048 kB\nVmRSS:\t 1 kB\n"), Some(2_097_152.0));
        assert_eq!(memory("Name:\ta\n"), None);
    }
}
