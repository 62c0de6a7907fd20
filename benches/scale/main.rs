//! Scale: what long lists, many clients and many deliveries cost. Prints one row per line as JSON; `cargo xtask bench
//! --only scale` formats them as a table.

#![allow(missing_docs, clippy::unwrap_used, clippy::panic, reason = "not a library")]

mod clients;
mod deliveries;
mod lists;
mod process;
mod stub;

use std::env;

use graph_benches::Row;

/// The items of the longest list, if no other number is given.
const ITEMS: u64 = 10_000_000;

fn main() {
    // Cargo adds `--bench`.
    let given: Vec<String> = env::args().skip(1).filter(|arg| arg != "--bench").collect();
    let args: Vec<&str> = given.iter().map(String::as_str).collect();
    let items = match args[..] {
        [process::FLAG, "clients", url, count] => return clients::child(url, count.parse().unwrap()),
        [process::FLAG, work, url, count] => return lists::child(work, url, count.parse().unwrap()),
        ["--repeat", ..] => {
            graph_benches::repeat(&given[1..]).unwrap();
            ITEMS
        }
        ["--items", items] => items.parse().unwrap(),
        _ => ITEMS,
    };
    for row in deliveries::rows().into_iter().chain(of_processes(items)) {
        println!("{}", row.to_json().unwrap());
    }
}

/// The rows that read the memory and the CPU time of processes from `/proc`.
fn of_processes(items: u64) -> Vec<Row> {
    if !cfg!(target_os = "linux") {
        return Vec::new();
    }
    let mut rows = clients::rows();
    rows.extend(lists::rows(items));
    rows
}
