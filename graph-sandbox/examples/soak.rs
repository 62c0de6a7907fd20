//! Soak test: `cargo xtask soak [SECONDS] [CONNECTIONS]`.
//!
//! Each connection writes, deletes, uploads and reads, with faults in between, to a sandbox with a database file in a
//! separate process, which is killed and started again twice. At the end, what was acknowledged must be there, what
//! was deleted must be gone, and the memory of the sandbox must not have grown since the last start.

mod http;

use std::{
    collections::VecDeque,
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

/// The argument that runs the program as the sandbox, with a database file.
const SERVE: &str = "--serve";
/// How often the sandbox runs, each time for the same share of the time.
const RUNS: u32 = 3;
/// How many of its posts a worker keeps; older ones are deleted.
const KEPT: usize = 10;
/// How much the sandbox's memory may grow in the second half of its last run, in KiB.
const GROWTH: u64 = 32 << 10;

/// Faults of reads and writes whose results are not counted.
const FAULTS: &[&str] = &[
    "error=2",
    "cut=before",
    "cut=head",
    "cut=body",
    "latency=3ms",
    "html",
    "truncate",
    "error=4,done",
    "slow=1ms",
];

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
    let workers: Vec<_> = (0..connections)
        .map(|number| {
            let (shared, authorization) = (Arc::clone(&shared), authorization.clone());
            thread::spawn(move || {
                let mut worker = Worker { number, authorization, ..Worker::default() };
                worker.run(&shared);
                worker
            })
        })
        .collect();
    let started = Instant::now();
    let mut middle = 0;
    for run in 0..RUNS {
        thread::sleep(time / RUNS / 2);
        middle = server.memory();
        thread::sleep(time / RUNS / 2);
        let done = shared.requests.load(Ordering::Relaxed);
        println!(
            "run {}: {done} requests so far, memory {middle} KiB, then {} KiB",
            run + 1,
            server.memory()
        );
        if run + 1 < RUNS {
            // Killed while it writes.
            drop(server);
            let (new, host, _) = Server::start(&[SERVE, path])?;
            server = new;
            shared.moved_to(host);
        }
    }
    shared.stop.store(true, Ordering::Relaxed);
    let workers: Vec<Worker> = workers.into_iter().filter_map(|worker| worker.join().ok()).collect();
    let took = started.elapsed().as_secs_f64();
    let end = server.memory();
    // What is answered now comes from the file.
    drop(server);
    let (_server, host, _) = Server::start(&[SERVE, path])?;
    let mut connection = Connection::new(&host)?;
    let (mut present, mut gone, mut wrong) = (0, 0, Vec::new());
    for worker in &workers {
        worker.check(&mut connection, &mut present, &mut gone, &mut wrong)?;
    }
    let (requests, acknowledged) =
        (shared.requests.load(Ordering::Relaxed), shared.acknowledged.load(Ordering::Relaxed));
    println!(
        "{connections} connections, {took:.0} s: {requests} requests, {acknowledged} acknowledged writes"
    );
    println!(
        "after {RUNS} kills: {present} posts and files present, {gone} deleted ones gone, {} wrong",
        wrong.len()
    );
    println!("database file: {} KiB", fs::metadata(file)?.len() >> 10);
    for one in wrong.iter().take(10) {
        eprintln!("error: {one}");
    }
    let unexpected: Vec<&String> = workers.iter().flat_map(|worker| &worker.unexpected).collect();
    for one in unexpected.iter().take(10) {
        eprintln!("error: {one}");
    }
    if workers.len() < connections || !wrong.is_empty() || !unexpected.is_empty() {
        return Err("acknowledged writes were lost, or answers were unexpected".into());
    }
    if end > middle + GROWTH {
        return Err(format!("the memory grew from {middle} KiB to {end} KiB").into());
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

/// One connection, and what was acknowledged on it.
#[derive(Default)]
struct Worker {
    number: usize,
    authorization: String,
    round: usize,
    /// Ids and messages of posts.
    posts: VecDeque<(String, String)>,
    /// The URL and the size of the last uploaded file.
    file: Option<(String, usize)>,
    /// Posts that were deleted.
    deleted: VecDeque<String>,
    unexpected: Vec<String>,
}

impl Worker {
    fn run(&mut self, shared: &Shared) {
        while !shared.stop.load(Ordering::Relaxed) {
            let Ok(mut connection) = Connection::new(&shared.host()) else {
                thread::sleep(Duration::from_millis(50));
                continue;
            };
            // An error is a killed sandbox, or a connection that a fault cut.
            while self.round(&mut connection, shared).is_ok() {
                if shared.stop.load(Ordering::Relaxed) {
                    return;
                }
            }
        }
    }

    fn send(
        &mut self,
        connection: &mut Connection,
        shared: &Shared,
        (method, target, form): (&str, &str, &str),
        wanted: u16,
    ) -> Outcome<String> {
        let (status, body) = connection.send(method, target, &[&self.authorization], form)?;
        shared.requests.fetch_add(1, Ordering::Relaxed);
        if status != wanted && self.unexpected.len() < 10 {
            self.unexpected.push(format!("{method} {target}: {status} {}", body.get(..200).unwrap_or(&body)));
        }
        Ok(body)
    }

    fn round(&mut self, connection: &mut Connection, shared: &Shared) -> Outcome<()> {
        self.round += 1;
        let (number, round) = (self.number, self.round);
        let message = format!("w{number}r{round}");
        let form = format!("message={message}");
        let body = self.send(connection, shared, ("POST", "/me/feed", &form), 200)?;
        self.posts.push_back((id(&body)?, message));
        shared.acknowledged.fetch_add(1, Ordering::Relaxed);
        while self.posts.len() > KEPT {
            // If there is no answer, it is unknown whether it was deleted.
            let Some((id, _)) = self.posts.pop_front() else { break };
            self.send(connection, shared, ("DELETE", &format!("/{id}"), ""), 200)?;
            shared.acknowledged.fetch_add(1, Ordering::Relaxed);
            self.deleted.push_back(id);
            if self.deleted.len() > KEPT {
                self.deleted.pop_front();
            }
        }
        self.send(connection, shared, ("GET", "/me?fields=id,name,albums.limit(2)%7Bname%7D", ""), 200)?;
        let batch = "batch=%5B%7B%22name%22%3A%22a%22%2C%22relative_url%22%3A%22me%3Ffields%3Did%22%7D%2C%7B%22relative_url%22%3A%22%7Bresult%3Da%3A%24.id%7D%2Flikes%3Flimit%3D2%22%7D%5D";
        self.send(connection, shared, ("POST", "/", batch), 200)?;
        if round % 8 == number % 8 {
            self.upload(connection, shared)?;
        }
        if round % 8 == (number + 4) % 8 {
            let refused = format!("access_token=nonsense&message={}", "x".repeat(100_000));
            self.send(connection, shared, ("POST", "/me/feed", &refused), 400)?;
        }
        if round % 3 == number % 3
            && let Some(fault) = FAULTS.get((round / 3 + number) % FAULTS.len())
        {
            let header = format!("X-Sandbox-Fault: {fault}");
            shared.requests.fetch_add(1, Ordering::Relaxed);
            connection.send("GET", "/me/likes?limit=5", &[&self.authorization, &header], "")?;
        }
        Ok(())
    }

    /// Uploads a photo and deletes it again, except for the last before the sandbox is killed.
    fn upload(&mut self, connection: &mut Connection, shared: &Shared) -> Outcome<()> {
        let size = 10_000 + self.number;
        let body = format!(
            "--b\r\nContent-Disposition: form-data; name=\"source\"; filename=\"a.jpg\"\r\n\r\n{}\r\n--b--\r\n",
            "x".repeat(size)
        );
        let headers = [self.authorization.as_str(), "Content-Type: multipart/form-data; boundary=b"];
        let (status, body) = connection.send("POST", "/me/photos", &headers, &body)?;
        shared.requests.fetch_add(1, Ordering::Relaxed);
        if status != 200 {
            self.unexpected.push(format!("upload: {status} {body}"));
        }
        let new = id(&body)?;
        shared.acknowledged.fetch_add(1, Ordering::Relaxed);
        if let Some((old, _)) = self.file.replace((new, size)) {
            self.send(connection, shared, ("DELETE", &format!("/{old}"), ""), 200)?;
            shared.acknowledged.fetch_add(1, Ordering::Relaxed);
        }
        Ok(())
    }

    /// Looks for what was acknowledged.
    fn check(
        &self,
        connection: &mut Connection,
        present: &mut usize,
        gone: &mut usize,
        wrong: &mut Vec<String>,
    ) -> Outcome<()> {
        let mut get = |target: String| connection.send("GET", &target, &[&self.authorization], "");
        for (id, message) in &self.posts {
            match get(format!("/{id}?fields=message"))? {
                (200, body) if body.contains(&format!("\"{message}\"")) => *present += 1,
                other => wrong.push(format!("post {id} `{message}`: {other:?}")),
            }
        }
        for id in &self.deleted {
            match get(format!("/{id}"))? {
                (400, _) => *gone += 1,
                other => wrong.push(format!("deleted {id}: {other:?}")),
            }
        }
        if let Some((id, size)) = &self.file {
            let (_, body) = get(format!("/{id}?fields=source"))?;
            let path =
                body.split("_sandbox").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default();
            match get(format!("/_sandbox{}", path.replace('\\', "")))? {
                (200, file) if file.len() == *size => *present += 1,
                (status, _) => wrong.push(format!("file of {id}: {status}, {body}")),
            }
        }
        Ok(())
    }
}

fn id(body: &str) -> Outcome<String> {
    Ok(body.split('"').nth(3).ok_or("no id")?.to_owned())
}
