//! A worker on one connection of its own: it remembers what was acknowledged.

use std::{collections::VecDeque, sync::atomic::Ordering, thread, time::Duration};

use crate::{
    Shared,
    http::{Connection, Outcome},
};

/// How many of its posts a worker keeps; older ones are deleted.
const KEPT: usize = 10;

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

/// One connection, and what was acknowledged on it.
#[derive(Default)]
pub struct Worker {
    number: usize,
    authorization: String,
    round: usize,
    /// Ids and messages of posts.
    posts: VecDeque<(String, String)>,
    /// The URL and the size of the last uploaded file.
    file: Option<(String, usize)>,
    /// Posts that were deleted.
    deleted: VecDeque<String>,
    pub unexpected: Vec<String>,
}

impl Worker {
    pub fn new(number: usize, authorization: String) -> Self {
        Self { number, authorization, ..Self::default() }
    }

    pub fn run(&mut self, shared: &Shared) {
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
    pub fn check(
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
