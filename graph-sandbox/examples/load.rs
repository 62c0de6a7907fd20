//! Load test: `cargo run --release -p graph-sandbox --example load -- [SECONDS] [CONNECTIONS]`.
//!
//! Each connection reads a person, pages, expands fields, writes and deletes posts and sends batches,
//! sequentially, to a sandbox in a separate process. An unexpected response is an error.

mod http;

use std::{
    env,
    io::Read,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use graph_sandbox::Sandbox;

use http::{Connection, Outcome, Server};

/// The argument that runs the program as the sandbox.
const SERVE: &str = "--serve";

fn main() -> Outcome<()> {
    let mut arguments = env::args().skip(1);
    let first = arguments.next();
    if first.as_deref() == Some(SERVE) {
        return serve();
    }
    let seconds: u64 = first.map_or(Ok(60), |text| text.parse())?;
    let connections: usize = arguments.next().map_or(Ok(64), |text| text.parse())?;

    let (server, host, token) = Server::start(&[SERVE])?;

    // Generates data before measuring.
    work(&mut Connection::new(&host)?, &token, 0, &mut Vec::new())?;
    let before = server.memory();
    let stop = Arc::new(AtomicBool::new(false));
    let (calls, errors) = (Arc::new(AtomicU64::new(0)), Arc::new(AtomicU64::new(0)));
    let started = Instant::now();
    let workers: Vec<_> = (0..connections)
        .map(|number| {
            let (stop, calls, errors) = (Arc::clone(&stop), Arc::clone(&calls), Arc::clone(&errors));
            let (host, token) = (host.clone(), token.clone());
            thread::spawn(move || {
                let mut times = Vec::new();
                let Ok(mut connection) = Connection::new(&host) else {
                    errors.fetch_add(1, Ordering::Relaxed);
                    return times;
                };
                while !stop.load(Ordering::Relaxed) {
                    match work(&mut connection, &token, number, &mut times) {
                        Ok(done) => drop(calls.fetch_add(done, Ordering::Relaxed)),
                        Err(error) => {
                            eprintln!("error: {error}");
                            errors.fetch_add(1, Ordering::Relaxed);
                            match Connection::new(&host) {
                                Ok(new) => connection = new,
                                Err(_) => break,
                            }
                        }
                    }
                }
                times
            })
        })
        .collect();
    thread::sleep(Duration::from_secs(seconds));
    stop.store(true, Ordering::Relaxed);
    let mut times: Vec<Duration> =
        workers.into_iter().filter_map(|worker| worker.join().ok()).flatten().collect();
    let took = started.elapsed();
    times.sort_unstable();
    let at =
        |share: usize| times.get((times.len() * share / 100).min(times.len().saturating_sub(1))).copied();
    let (calls, errors) = (calls.load(Ordering::Relaxed), errors.load(Ordering::Relaxed));
    println!(
        "{connections} connections, {:.1} s: {calls} requests, {:.0} per second, {errors} errors",
        took.as_secs_f64(),
        calls as f64 / took.as_secs_f64()
    );
    println!("latency: p50 {:?}, p99 {:?}", at(50).unwrap_or_default(), at(99).unwrap_or_default());
    println!("sandbox memory: {before} KiB at start, {} KiB at end", server.memory());
    if errors > 0 { Err("there were errors".into()) } else { Ok(()) }
}

fn serve() -> Outcome<()> {
    let sandbox = Sandbox::start()?;
    println!("{} {}", sandbox.url().trim_start_matches("http://"), sandbox.user_token());
    // Runs until the parent process kills it.
    drop(std::io::stdin().read_to_end(&mut Vec::new()));
    loop {
        thread::park();
    }
}

/// Makes a round of calls, checks the responses and returns the number of calls.
fn work(connection: &mut Connection, token: &str, number: usize, times: &mut Vec<Duration>) -> Outcome<u64> {
    let mut done = 0;
    let mut call = |method: &str, target: &str, form: &str, part: &str| -> Outcome<String> {
        let started = Instant::now();
        let authorization = format!("Authorization: Bearer {token}");
        let (status, body) = connection.send(method, target, &[&authorization], form)?;
        times.push(started.elapsed());
        done += 1;
        if status == 200 && body.contains(part) {
            Ok(body)
        } else {
            Err(format!("{method} {target}: {status}, `{part}` is expected in {body}").into())
        }
    };
    call("GET", "/me?fields=id,name,birthday,email", "", "\"birthday\":")?;
    call("GET", "/v2.6/me/likes?limit=10&fields=id,name", "", "\"next\":")?;
    call("GET", "/me/friends?limit=25&offset=3", "", "\"data\":")?;
    call("GET", "/me?fields=name,albums.limit(2)%7Bname,photos.limit(2)%7Bsource%7D%7D", "", "\"albums\":")?;
    let made = call("POST", "/me/feed", &format!("message=number+{number}"), "\"id\":")?;
    let id = made.split('"').nth(3).ok_or("no id")?.to_owned();
    call("GET", &format!("/{id}?fields=message"), "", &format!("number {number}"))?;
    call("DELETE", &format!("/{id}"), "", "true")?;
    let batch = "batch=%5B%7B%22relative_url%22%3A%22me%3Ffields%3Did%22%7D%2C%7B%22relative_url%22%3A%22me%2Flikes%3Flimit%3D2%22%7D%5D";
    call("POST", "/", batch, "\"code\":200")?;
    Ok(done)
}
