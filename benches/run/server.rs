//! A minimal HTTP server: reads the head of a request and writes a prepared response.

use std::{
    io::{BufRead, BufReader, Write},
    net::{TcpListener, TcpStream},
    sync::Arc,
    thread,
};

use crate::bodies;

/// Items per page.
pub const PAGE: usize = 100;
/// Ids per call.
pub const IDS: usize = 50;

struct Responses {
    profile: String,
    pages: Vec<String>,
    /// [`IDS`] friends each.
    by_ids: Vec<String>,
}

/// Serves a profile at `/me`, and this number of friends at `/me/friends` and by id (`ids=`, in order). Returns the
/// URL. The server runs until the process ends.
pub fn start(friends: usize) -> String {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let pages = (0..friends.div_ceil(PAGE))
        .map(|page| {
            let (first, end) = (page * PAGE, friends.min(page * PAGE + PAGE));
            let next = format!("{url}/me/friends?limit={PAGE}&after={end}");
            bodies::page(first..end, (end < friends).then_some(&*next))
        })
        .collect();
    let by_ids = (0..friends.div_ceil(IDS))
        .map(|part| bodies::by_ids(part * IDS..friends.min(part * IDS + IDS)))
        .collect();
    let responses = Arc::new(Responses { profile: bodies::profile(1), pages, by_ids });
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let responses = responses.clone();
            thread::spawn(move || serve(stream, &responses));
        }
    });
    url
}

fn serve(stream: TcpStream, responses: &Responses) {
    let mut to = stream.try_clone().unwrap();
    to.set_nodelay(true).unwrap();
    let mut from = BufReader::new(stream);
    let (mut first, mut line) = (String::new(), String::new());
    let mut out = Vec::new();
    loop {
        first.clear();
        if from.read_line(&mut first).unwrap_or(0) == 0 {
            return;
        }
        while line != "\r\n" {
            line.clear();
            if from.read_line(&mut line).unwrap_or(0) == 0 {
                return;
            }
        }
        line.clear();
        let body = responses.of(&first);
        out.clear();
        write!(
            out,
            "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        )
        .unwrap();
        if to.write_all(&out).is_err() {
            return;
        }
    }
}

impl Responses {
    fn of(&self, request: &str) -> &str {
        if let Some((_, ids)) = request.split_once("?ids=") {
            let first: String = ids.chars().take_while(char::is_ascii_digit).collect();
            let part = self.by_ids.iter().find(|part| part[2..].starts_with(&first));
            return part.map_or("[]", String::as_str);
        }
        if !request.starts_with("GET /me/friends") {
            return &self.profile;
        }
        let after = request.split_once("after=").map_or("0", |(_, after)| after);
        let digits = after.split(|c: char| !c.is_ascii_digit()).next().unwrap_or_default();
        let item: usize = digits.parse().unwrap_or(0);
        self.pages.get(item / PAGE).map_or(r#"{"data":[]}"#, String::as_str)
    }
}
