//! Lists of what an iterator returns.
//!
//! `collect` is compiled again for each chain of iterators, with each way to fill a list faster, and this crate is compiled
//! without optimization in every build of a user. A list of names needs no faster way.

/// Collects an iterator.
pub trait List: Iterator + Sized {
    /// The items as a list. Like `collect`, but compiled once for each type of item.
    fn list(mut self) -> Vec<Self::Item> {
        fill(&mut || self.next())
    }
}

impl<I: Iterator> List for I {}

fn fill<T>(next: &mut dyn FnMut() -> Option<T>) -> Vec<T> {
    let mut list = Vec::new();
    while let Some(item) = next() {
        list.push(item);
    }
    list
}
