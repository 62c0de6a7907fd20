//! Progress of a long list: one line on a terminal, nothing otherwise.

use std::{
    io::{self, IsTerminal, Write},
    time::Instant,
};

pub struct Progress {
    is_shown: bool,
    is_on_screen: bool,
    pages: usize,
    items: usize,
    began: Instant,
}

impl Progress {
    pub fn new() -> Self {
        Self {
            is_shown: io::stderr().is_terminal(),
            is_on_screen: false,
            pages: 0,
            items: 0,
            began: Instant::now(),
        }
    }

    pub fn items(&self) -> usize {
        self.items
    }

    /// Counts a page, and updates the line.
    pub fn page(&mut self, items: usize) {
        self.pages += 1;
        self.items += items;
        if self.is_shown {
            let seconds = self.began.elapsed().as_secs_f64();
            let rate = if seconds > 0.0 { self.items as f64 / seconds } else { 0.0 };
            let pages = if self.pages == 1 { "page" } else { "pages" };
            let line =
                format!("{} items, {} {pages}, {seconds:.1} s, {rate:.0} items/s", self.items, self.pages);
            let _ = write!(io::stderr(), "\r\u{1b}[K{line}").and_then(|()| io::stderr().flush());
            self.is_on_screen = true;
        }
    }

    /// Removes the line, so that output can be printed.
    pub fn clear(&mut self) {
        if std::mem::take(&mut self.is_on_screen) {
            let _ = write!(io::stderr(), "\r\u{1b}[K").and_then(|()| io::stderr().flush());
        }
    }
}
