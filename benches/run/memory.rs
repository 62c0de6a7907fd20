//! Peak memory of reading a list, in a separate process per list length.

use std::{
    env,
    process::{Command, Stdio},
};

use graph_benches::{Row, Unit};
use graph_client::api::user;
use tokio::runtime::Builder;

use crate::{round_trip, server, shapes::Ours};

/// The flag before the URL, for a process that reads a list.
pub const FLAG: &str = "--stream";
const GROUP: &str = "memory";

pub fn rows() -> Vec<Row> {
    if !cfg!(target_os = "linux") {
        return Vec::new();
    }
    let (short, long) = (peak(1_000), peak(10_000));
    let name = "stream of 10,000 items, 1,000 items";
    vec![Row::against(GROUP, name, Unit::Bytes, long, short).goal(1.05).note("must not grow")]
}

/// The peak memory of a child process that reads this number of items. The server runs in this process.
fn peak(items: usize) -> f64 {
    let mut child = Command::new(env::current_exe().unwrap());
    let out = child.args([FLAG, &server::start(items)]).stderr(Stdio::inherit()).output().unwrap();
    let text = String::from_utf8(out.stdout).unwrap();
    let (read, bytes) = text.trim().split_once(' ').unwrap();
    assert_eq!(read, items.to_string());
    bytes.parse().unwrap()
}

/// Reads all items of the list; prints their number and the peak memory in bytes.
pub fn stream(url: &str) {
    let runtime = Builder::new_current_thread().enable_all().build().unwrap();
    let me = round_trip::client(url, &round_trip::reqwest_client());
    let read = runtime.block_on(async {
        let mut friends = me.items(user::me().friends().select::<Ours>().limit(100));
        let mut read = 0;
        while friends.try_next().await.unwrap().is_some() {
            read += 1;
        }
        read
    });
    let memory = graph_benches::used("self").unwrap().memory;
    println!("{read} {memory}");
}
