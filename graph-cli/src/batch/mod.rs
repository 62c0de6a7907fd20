//! `graph batch`: many calls in few requests. Prints one response per line, in the order of the calls.

mod arguments;
mod item;
mod pack;
mod send;

use std::io::{self, Write};

pub use self::arguments::BatchOptions;
use self::item::Item;
use crate::{
    output::{note, report_error, sanitize},
    run::{Exit, block_on, cannot_run},
    session::Connection,
    status::Status,
};

pub fn run(options: &BatchOptions, out: &mut impl Write) -> io::Result<Status> {
    block_on(async {
        let cannot_run = |reason: String| cannot_run(&sanitize(&reason));
        let items = item::read(&options.file).map_err(cannot_run)?;
        let mut connection = options.connect.open(true)?;
        check(&items, options, &mut connection)?;
        let batches = pack::batches(&items).map_err(cannot_run)?;
        send::send_all(&connection, &items, batches, out).await
    })
}

/// Reports what is wrong with the calls, and adds the tokens inside them to the redacted secrets.
fn check(items: &[Item], options: &BatchOptions, connection: &mut Connection) -> Result<(), Exit> {
    let mut is_valid = true;
    for (at, item) in items.iter().enumerate() {
        let invalid = item.invalid().into_iter();
        let problems = if options.no_check { Vec::new() } else { item.check(&connection.schema) };
        for problem in invalid.chain(problems) {
            let place = connection.redactor.redact(&item.relative_url);
            let text = format!("call {}: {problem}\n  in {} {place}", at + 1, item.method);
            report_error(&sanitize(&text));
            is_valid = false;
        }
        item.secrets().iter().for_each(|secret| connection.redactor.add(secret));
    }
    if is_valid {
        return Ok(());
    }
    note("nothing was sent");
    Err(Status::CannotRun.into())
}
