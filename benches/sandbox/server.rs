//! The servers, each in a process of its own.

use std::{
    env,
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
};

use axum::{Router, http::header};
use serde_json::Value;
use tokio::{net::TcpListener, runtime::Builder};

/// The flag before the body of all responses, for a process that serves it.
pub const FLAG: &str = "--axum";

pub struct Server {
    child: Child,
    /// Its host and port.
    pub address: String,
    /// The token of a user.
    pub token: String,
}

impl Server {
    pub fn sandbox(graph: &str) -> Self {
        let mut command = Command::new(graph);
        command.args(["sandbox", "--json"]);
        let (child, line) = started(command);
        let facts: Value = serde_json::from_str(&line).unwrap();
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let address = text(&facts["url"]).trim_start_matches("http://").to_owned();
        Self { child, address, token: text(&facts["tokens"]["user"]) }
    }

    pub fn axum(body: &[u8]) -> Self {
        let mut command = Command::new(env::current_exe().unwrap());
        command.args([FLAG, std::str::from_utf8(body).unwrap()]);
        let (child, address) = started(command);
        Self { child, address, token: String::new() }
    }

    /// Seconds of CPU time so far.
    pub fn cpu(&self) -> f64 {
        graph_benches::used(&self.child.id().to_string()).unwrap().cpu
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Starts a server, and returns the first line that it prints.
fn started(mut command: Command) -> (Child, String) {
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    (child, line.trim().to_owned())
}

/// Answers each request with the body, until the process is killed.
pub fn serve(body: &str) {
    let body = body.to_owned();
    Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
        let answer = move || {
            let body = body.clone();
            async move { ([(header::CONTENT_TYPE, "application/json; charset=UTF-8")], body) }
        };
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        println!("{}", listener.local_addr().unwrap());
        axum::serve(listener, Router::new().fallback(answer)).await.unwrap();
    });
}
