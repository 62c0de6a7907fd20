//! Requests that a sandbox answers, beside a handler of axum that answers with the same bytes: `PATH OF graph`. Prints one
//! row per line as JSON; `cargo xtask bench --only tools` formats them as a table.

#![allow(missing_docs, clippy::unwrap_used, clippy::panic, reason = "not a library")]

mod connection;
mod server;

use std::{env, thread, time::Instant};

use graph_benches::{Row, Unit};

use connection::Connection;
use server::Server;

const GROUP: &str = "tools";
/// Connections at a time: enough to keep one core of a server busy.
const CONNECTIONS: usize = 4;
/// Requests of each connection.
const REQUESTS: usize = 5_000;
/// Requests before the first that is measured.
const WARM_UP: usize = 200;

fn main() {
    // Cargo adds `--bench`.
    let args: Vec<String> = env::args().skip(1).filter(|arg| arg != "--bench").collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let graph = match args[..] {
        [server::FLAG, body] => return server::serve(body),
        [graph] => graph,
        _ => panic!("expected the path of the program `graph`"),
    };
    if !cfg!(target_os = "linux") {
        return;
    }
    let read = "/me?fields=id,name,first_name,last_name,gender,locale,link,username,updated_time,verified";
    let post = "message=Good+morning";
    let rows = [
        row("a read of ten fields", graph, "GET", read, ""),
        row("a page of 25 friends", graph, "GET", "/me/friends?fields=id,name&limit=25", ""),
        row("a post that is written", graph, "POST", "/me/feed", post),
    ];
    for row in rows {
        println!("{}", row.to_json().unwrap());
    }
}

/// Measures one kind of request. A sandbox that was written to is not used again.
fn row(what: &str, graph: &str, method: &str, path: &str, form: &str) -> Row {
    let sandbox = Server::sandbox(graph);
    let request = connection::request(method, path, form, &sandbox);
    let body = Connection::new(&sandbox.address).send(&request);
    let ours = load(&sandbox, &request);
    let other = load(&Server::axum(&body), &request);
    let row =
        Row::against(GROUP, &format!("{what}, axum with the same bytes"), Unit::Seconds, ours.cpu, other.cpu);
    row.note(&format!(
        "CPU of the server; {:.0} and {:.0} a second, {} bytes",
        ours.a_second,
        other.a_second,
        body.len()
    ))
}

/// What a server did under load.
struct Load {
    /// Seconds of CPU time of the server for a request.
    cpu: f64,
    a_second: f64,
}

fn load(server: &Server, request: &str) -> Load {
    send(server, request, WARM_UP);
    let (before, started) = (server.cpu(), Instant::now());
    send(server, request, REQUESTS);
    let sent = (CONNECTIONS * REQUESTS) as f64;
    Load { cpu: (server.cpu() - before) / sent, a_second: sent / started.elapsed().as_secs_f64() }
}

/// Sends a number of requests on each connection.
fn send(server: &Server, request: &str, each: usize) {
    thread::scope(|scope| {
        for _ in 0..CONNECTIONS {
            scope.spawn(|| {
                let mut connection = Connection::new(&server.address);
                for _ in 0..each {
                    connection.send(request);
                }
            });
        }
    });
}
