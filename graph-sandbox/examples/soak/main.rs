//! Soak test: `cargo xtask soak [SECONDS] [CONNECTIONS]`.
//!
//! Each connection writes, deletes, uploads and reads, with faults in between, to a sandbox with a database file in a
//! separate process, which is killed and started again twice in the first half of the time. A quarter of the
//! connections are workers with `graph-client`. At the end, what was acknowledged must be there, what was deleted must
//! be gone, and in the last half of the time the memory of neither process may have grown.

mod client;
#[path = "../http/mod.rs"]
mod http;
mod memory;
mod worker;

use std::{
    env, fs,
    io::Read,
    path::Path,
    process,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use graph_sandbox::Sandbox;

use http::{Connection, Outcome, Server};
use memory::Curve;
use worker::Worker;

/// The argument that runs the program as the sandbox, with a database file.
const SERVE: &str = "--serve";
/// The quarters of the time at whose end the sandbox is killed and started again.
const KILLED_AFTER: [u32; 2] = [1, 2];
/// How much the memory may grow from the third quarter of the time to the last, in KiB: of the sandbox, which keeps
/// deleted ids, and of the client, which keeps nothing.
const GROWTH: [u64; 2] = [32 << 10, 8 << 10];

fn main() -> Outcome<()> {
    let mut arguments = env::args().skip(1);
    let first = arguments.next();
    if first.as_deref() == Some(SERVE) {
        return serve(&arguments.next().ok_or("no database file")?);
    }
    let seconds: u32 = first.map_or(Ok(180), |text| text.parse())?;
    let connections: usize = arguments.next().map_or(Ok(64), |text| text.parse())?;
    let file = env::temp_dir().join(format!("graph-sandbox-soak-{}.db", process::id()));
    let result = soak(&file, Duration::from_secs(seconds.into()), connections);
    drop(fs::remove_file(&file));
    result
}

/// What the workers share.
#[derive(Default)]
struct Shared {
    host: Mutex<String>,
    stop: AtomicBool,
    requests: AtomicU64,
    acknowledged: AtomicU64,
}

impl Shared {
    fn host(&self) -> String {
        self.host.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn moved_to(&self, host: String) {
        *self.host.lock().unwrap_or_else(PoisonError::into_inner) = host;
    }
}

fn soak(file: &Path, time: Duration, connections: usize) -> Outcome<()> {
    let path = file.to_str().ok_or("the temporary folder is not text")?;
    let shared = Arc::new(Shared::default());
    let (mut server, host, token) = Server::start(&[SERVE, path])?;
    // The first write saves the token.
    let authorization = format!("Authorization: Bearer {token}");
    let first = Connection::new(&host)?.send("POST", "/me/feed", &[&authorization], "message=first")?;
    if first.0 != 200 {
        return Err(format!("{first:?}").into());
    }
    shared.moved_to(host);
    let raw = connections - connections / 4;
    let workers: Vec<_> = (0..raw)
        .map(|number| {
            let (shared, authorization) = (Arc::clone(&shared), authorization.clone());
            thread::spawn(move || {
                let mut worker = Worker::new(number, authorization);
                worker.run(&shared);
                worker
            })
        })
        .collect();
    let clients = {
        let (shared, token) = (Arc::clone(&shared), token.clone());
        thread::spawn(move || client::run(&shared, &token, connections - raw))
    };
    let started = Instant::now();
    let mut curves = [Curve::default(), Curve::default()];
    let mut kills = KILLED_AFTER.iter().map(|quarter| time / 4 * *quarter).peekable();
    let between = (time / 240).clamp(Duration::from_millis(100), Duration::from_secs(5));
    while started.elapsed() < time {
        thread::sleep(between);
        let [sandbox, client] = &mut curves;
        sandbox.add(started.elapsed(), server.memory());
        client.add(started.elapsed(), http::memory("self"));
        if kills.next_if(|kill| started.elapsed() >= *kill).is_some() {
            // Killed while it writes.
            drop(server);
            let (new, host, _) = Server::start(&[SERVE, path])?;
            server = new;
            shared.moved_to(host);
            println!("killed and started again after {:.0} s", started.elapsed().as_secs_f64());
        }
    }
    shared.stop.store(true, Ordering::Relaxed);
    let workers: Vec<Worker> = workers.into_iter().filter_map(|worker| worker.join().ok()).collect();
    let clients = clients.join().unwrap_or_default();
    let took = started.elapsed().as_secs_f64();
    // What is answered now comes from the file.
    drop(server);
    let (_server, host, _) = Server::start(&[SERVE, path])?;
    let mut connection = Connection::new(&host)?;
    let (mut present, mut gone, mut wrong) = (0, 0, Vec::new());
    for worker in &workers {
        worker.check(&mut connection, &mut present, &mut gone, &mut wrong)?;
    }
    for id in clients.iter().flat_map(|client| &client.posts) {
        match connection.send("GET", &format!("/{id}"), &[&authorization], "")? {
            (200, _) => present += 1,
            other => wrong.push(format!("post {id} of the client: {other:?}")),
        }
    }
    let (requests, acknowledged) =
        (shared.requests.load(Ordering::Relaxed), shared.acknowledged.load(Ordering::Relaxed));
    println!(
        "{connections} connections, {took:.0} s: {requests} requests, {acknowledged} acknowledged writes"
    );
    println!(
        "graph-client: {} workers, {} calls, {} interrupted",
        clients.len(),
        clients.iter().map(|client| client.calls).sum::<u64>(),
        clients.iter().map(|client| client.interrupted).sum::<u64>()
    );
    println!(
        "after {} kills: {present} posts and files present, {gone} deleted ones gone, {} wrong",
        KILLED_AFTER.len() + 1,
        wrong.len()
    );
    for (name, curve) in ["sandbox", "client"].iter().zip(&curves) {
        println!("memory of the {name} in MiB, over twelfths of the time: {}", curve.shown(time));
    }
    println!("database file: {} KiB", fs::metadata(file)?.len() >> 10);
    for one in wrong.iter().take(10) {
        eprintln!("error: {one}");
    }
    let unexpected: Vec<&String> = workers
        .iter()
        .flat_map(|worker| &worker.unexpected)
        .chain(clients.iter().flat_map(|client| &client.unexpected))
        .collect();
    for one in unexpected.iter().take(10) {
        eprintln!("error: {one}");
    }
    if workers.len() < raw || !wrong.is_empty() || !unexpected.is_empty() {
        return Err("acknowledged writes were lost, or answers were unexpected".into());
    }
    for ((name, curve), limit) in ["sandbox", "client"].iter().zip(&curves).zip(GROWTH) {
        let growth = curve.growth(time);
        println!("growth of the {name} in the last half: {growth} KiB, at most {limit} KiB are allowed");
        if growth > limit {
            return Err(format!("the memory of the {name} grew by {growth} KiB").into());
        }
    }
    Ok(())
}

fn serve(file: &str) -> Outcome<()> {
    let sandbox = Sandbox::builder().people(30).db(file).start()?;
    println!("{} {}", sandbox.url().trim_start_matches("http://"), sandbox.user_token());
    // Runs until the parent process kills it.
    drop(std::io::stdin().read_to_end(&mut Vec::new()));
    loop {
        thread::park();
    }
}
