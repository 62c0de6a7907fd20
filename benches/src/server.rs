//! A minimal HTTP server: it reads the head of a request and writes the response that a function makes.

use std::{
    io::{self, BufRead, BufReader, Write},
    net::{TcpListener, TcpStream},
    sync::Arc,
    thread,
};

/// A server that listens and does not answer yet.
pub struct Server {
    listener: TcpListener,
    /// Its URL.
    pub url: String,
}

impl Server {
    /// Listens on a free port of this machine.
    ///
    /// # Errors
    ///
    /// If there is none.
    pub fn bind() -> io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0))?;
        let url = format!("http://{}", listener.local_addr()?);
        Ok(Self { listener, url })
    }

    /// Answers each request with 200, these header lines and the body that `write` makes of the request line. Runs until
    /// the process ends.
    pub fn start(self, headers: &'static str, write: impl Fn(&str, &mut Vec<u8>) + Send + Sync + 'static) {
        let write = Arc::new(write);
        thread::spawn(move || {
            for stream in self.listener.incoming().flatten() {
                let write = Arc::clone(&write);
                // A client that is gone ends its connection.
                thread::spawn(move || serve(stream, headers, &*write));
            }
        });
    }
}

fn serve(stream: TcpStream, headers: &str, write: &dyn Fn(&str, &mut Vec<u8>)) -> io::Result<()> {
    let mut to = stream.try_clone()?;
    to.set_nodelay(true)?;
    let mut from = BufReader::new(stream);
    let (mut first, mut line) = (String::new(), String::new());
    let (mut body, mut out) = (Vec::new(), Vec::new());
    loop {
        first.clear();
        if from.read_line(&mut first)? == 0 {
            return Ok(());
        }
        while line != "\r\n" {
            line.clear();
            if from.read_line(&mut line)? == 0 {
                return Ok(());
            }
        }
        line.clear();
        body.clear();
        write(&first, &mut body);
        out.clear();
        let length = body.len();
        write!(
            out,
            "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n{headers}content-length: {length}\r\n\r\n"
        )?;
        out.extend_from_slice(&body);
        to.write_all(&out)?;
    }
}
