//! Run-time benchmarks against hand-written code. Prints one row per line as JSON; `cargo xtask bench --only run`
//! formats them as a table.

#![allow(missing_docs, clippy::unwrap_used, reason = "not a library")]

mod bodies;
mod by_ids;
mod decode;
mod memory;
mod request;
mod round_trip;
mod server;
mod shapes;
mod values;

use std::env;

fn main() {
    // Cargo adds `--bench`.
    let args: Vec<String> = env::args().filter(|arg| arg != "--bench").collect();
    if let [_, flag, url] = &args[..]
        && flag == memory::FLAG
    {
        return memory::stream(url);
    }
    if let [_, flag, rest @ ..] = &args[..]
        && flag == "--repeat"
    {
        graph_benches::repeat(rest).unwrap();
    }
    for measure in [decode::rows, values::rows, request::rows, round_trip::rows, by_ids::rows, memory::rows] {
        for row in measure() {
            println!("{}", row.to_json().unwrap());
        }
    }
}
