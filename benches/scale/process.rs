//! Work in a process of its own, with its CPU time and its peak memory.

use std::{
    env,
    process::{Command, Stdio},
    time::Instant,
};

use graph_benches::Used;

/// The flag before the kind of work, the URL of the stub and a number.
pub const FLAG: &str = "--child";

/// What work took.
pub struct Took {
    /// The process.
    pub used: Used,
    /// Seconds of the clock.
    pub wall: f64,
}

/// Does work in another process. Fails if that did not do all of it.
pub fn run(work: &str, url: &str, count: u64) -> Took {
    let started = Instant::now();
    let mut child = Command::new(env::current_exe().unwrap());
    let out = child.args([FLAG, work, url, &count.to_string()]).stderr(Stdio::inherit()).output().unwrap();
    let wall = started.elapsed().as_secs_f64();
    let text = String::from_utf8(out.stdout).unwrap();
    let numbers: Vec<f64> = text.split_whitespace().map(|number| number.parse().unwrap()).collect();
    let [cpu, memory] = numbers[..] else { panic!("`{work}` failed") };
    eprintln!("{work} {count}: {wall:.1} s, {cpu:.1} s cpu");
    Took { used: Used { cpu, memory }, wall }
}

/// Prints what this process used, for [`run`].
pub fn print_used() {
    let Used { cpu, memory } = graph_benches::used("self").unwrap();
    println!("{cpu} {memory}");
}
