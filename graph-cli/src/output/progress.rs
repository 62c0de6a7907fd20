//! Progress of a long list or an upload: a line on a terminal, nothing otherwise.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use super::sanitize;

/// How often the line is drawn again while nothing arrives.
const TICK: Duration = Duration::from_millis(120);

/// The pages and items of a list that were read so far.
pub struct Progress {
    bar: ProgressBar,
    pages: usize,
    items: usize,
}

impl Progress {
    pub fn new() -> Self {
        Self { bar: ProgressBar::new_spinner(), pages: 0, items: 0 }
    }

    pub fn items(&self) -> usize {
        self.items
    }

    /// Counts a page, and updates the line.
    pub fn page(&mut self, items: usize) {
        self.pages += 1;
        self.items += items;
        let pages = if self.pages == 1 { "page" } else { "pages" };
        let seconds = self.bar.elapsed().as_secs_f64();
        let rate = if seconds > 0.0 { self.items as f64 / seconds } else { 0.0 };
        self.bar.set_message(format!("{} items, {} {pages}, {rate:.0} items/s", self.items, self.pages));
        self.bar.enable_steady_tick(TICK);
    }

    /// Prints while the line is hidden.
    pub fn paused<T>(&self, print: impl FnOnce() -> T) -> T {
        self.bar.suspend(print)
    }

    /// Removes the line.
    pub fn end(&self) {
        self.bar.finish_and_clear();
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.end();
    }
}

/// A bar for the bytes of an upload, which goes away when they are sent.
pub fn upload(name: &str) -> impl Fn(u64, u64) + Send + Sync + 'static {
    let bar = ProgressBar::new(0);
    let template = "{msg} [{bar:30}] {bytes} of {total_bytes}, {bytes_per_sec}, {eta} left";
    bar.set_style(ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar()));
    bar.set_message(sanitize(name));
    move |sent, total| {
        bar.set_length(total);
        bar.set_position(sent);
        if sent >= total {
            bar.finish_and_clear();
        }
    }
}
