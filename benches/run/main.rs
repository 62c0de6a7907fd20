//! What happens at run time, each against what people write by hand. `cargo xtask bench --only run` makes a
//! table of the lines that this prints.

#![allow(missing_docs, clippy::unwrap_used, reason = "a benchmark is no library")]

mod bodies;
mod by_ids;
mod decode;
mod memory;
mod request;
mod round_trip;
mod server;
mod shapes;

use std::env;

fn main() {
    let args: Vec<String> = env::args().collect();
    if let [_, flag, url] = &args[..]
        && flag == memory::FLAG
    {
        return memory::stream(url);
    }
    for measure in [decode::rows, request::rows, round_trip::rows, by_ids::rows, memory::rows] {
        for row in measure() {
            println!("{}", row.line());
        }
    }
}
