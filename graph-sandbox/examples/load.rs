//! Load test: `cargo run --release -p graph-sandbox --example load -- [SECONDS] [CONNECTIONS]`.
//!
//! Each connection reads a person, pages, expands fields, writes and deletes posts and sends batches,
//! sequentially, to a sandbox in a separate process. An unexpected response is an error.

use std::{
    env,
    error::Error,
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    process::{Child, Command, Stdio},
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use graph_sandbox::Sandbox;

type Outcome<T> = Result<T, Box<dyn Error + Send + Sync>>;

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

    let mut server = Server(Command::new(env::current_exe()?).arg(SERVE).stdout(Stdio::piped()).spawn()?);
    let mut line = String::new();
    BufReader::new(server.0.stdout.take().ok_or("no output from the sandbox")?).read_line(&mut line)?;
    let (host, token) = line.trim().split_once(' ').ok_or("unexpected output from the sandbox")?;

    // Generates data before measuring.
    work(&mut Connection::new(host)?, token, 0, &mut Vec::new())?;
    let before = memory(server.0.id());
    let stop = Arc::new(AtomicBool::new(false));
    let (calls, errors) = (Arc::new(AtomicU64::new(0)), Arc::new(AtomicU64::new(0)));
    let started = Instant::now();
    let workers: Vec<_> = (0..connections)
        .map(|number| {
            let (stop, calls, errors) = (Arc::clone(&stop), Arc::clone(&calls), Arc::clone(&errors));
            let (host, token) = (host.to_owned(), token.to_owned());
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
    println!("sandbox memory: {before} at start, {} at end", memory(server.0.id()));
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

/// The sandbox process, killed on drop.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

struct Connection {
    stream: BufReader<TcpStream>,
    host: String,
}

impl Connection {
    fn new(host: &str) -> Outcome<Self> {
        let stream = TcpStream::connect(host)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(Duration::from_secs(30)))?;
        Ok(Self { stream: BufReader::new(stream), host: host.to_owned() })
    }

    /// Returns the body of a response; a status other than 200 is an error.
    fn call(&mut self, method: &str, target: &str, token: &str, form: &str) -> Outcome<String> {
        let (length, host) = (form.len(), &self.host);
        let request = format!(
            "{method} {target} HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {token}\r\nContent-Length: {length}\r\n\r\n{form}"
        );
        self.stream.get_mut().write_all(request.as_bytes())?;
        let (mut head, mut length) = (String::new(), 0);
        loop {
            let from = head.len();
            if self.stream.read_line(&mut head)? == 0 {
                return Err("connection closed".into());
            }
            let line = head.get(from..).unwrap_or_default().trim_end();
            if line.is_empty() {
                break;
            }
            if let Some(text) = line.strip_prefix("content-length: ") {
                length = text.parse()?;
            }
        }
        let mut body = vec![0; length];
        self.stream.read_exact(&mut body)?;
        let body = String::from_utf8(body)?;
        if head.starts_with("HTTP/1.1 200") {
            Ok(body)
        } else {
            Err(format!("{method} {target}: {head}{body}").into())
        }
    }
}

/// Makes a round of calls, checks the responses and returns the number of calls.
fn work(connection: &mut Connection, token: &str, number: usize, times: &mut Vec<Duration>) -> Outcome<u64> {
    let mut done = 0;
    let mut call = |method: &str, target: &str, form: &str, part: &str| -> Outcome<String> {
        let started = Instant::now();
        let body = connection.call(method, target, token, form)?;
        times.push(started.elapsed());
        done += 1;
        if body.contains(part) {
            Ok(body)
        } else {
            Err(format!("{target}: `{part}` is not in {body}").into())
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

/// The resident memory of a process; only available on Linux.
fn memory(process: u32) -> String {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.map_or("unknown".to_owned(), |text| text.trim().to_owned())
}
