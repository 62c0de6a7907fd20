//! Answers as a table, as JSON or as JSON lines.

use std::io::{self, Write};

use serde_json::Value;

use super::{
    arguments::{CallOptions, Output},
    hide::Hide,
    table,
};

/// Prints one answer, or the items of a list one after the other.
pub struct Printer {
    output: Output,
    /// The order of columns.
    fields: Vec<String>,
    hide: Hide,
    /// Items of a table, which is as wide as the widest of them.
    rows: Vec<Value>,
    is_array: bool,
    count: usize,
    has_hidden: bool,
}

impl Printer {
    /// In the form that was asked for; otherwise a table on a terminal, and JSON for programs.
    pub fn new(options: &CallOptions, hide: Hide) -> Self {
        let usual = if super::is_terminal(&io::stdout()) { Output::Table } else { Output::Json };
        Self::of(options.output.unwrap_or(usual), options, hide)
    }

    /// The same without a call.
    pub fn plain(output: Option<Output>, hide: Hide) -> Self {
        let usual = if super::is_terminal(&io::stdout()) { Output::Table } else { Output::Json };
        Self::with(output.unwrap_or(usual), Vec::new(), hide)
    }

    pub fn of(output: Output, options: &CallOptions, hide: Hide) -> Self {
        let fields = options.fields.as_deref().map(table::names).unwrap_or_default();
        Self::with(output, fields, hide)
    }

    fn with(output: Output, fields: Vec<String>, hide: Hide) -> Self {
        Self { output, fields, hide, rows: Vec::new(), is_array: false, count: 0, has_hidden: false }
    }

    /// A whole answer.
    pub fn answer(&mut self, mut answer: Value, out: &mut impl Write) -> io::Result<()> {
        self.has_hidden |= self.hide.json(&mut answer);
        match (self.output, answer.get("data").and_then(Value::as_array)) {
            (Output::Json, _) => print_pretty(&answer, out),
            (Output::Ndjson, Some(items)) => items.iter().try_for_each(|item| writeln!(out, "{item}")),
            (Output::Ndjson, None) => writeln!(out, "{answer}"),
            (Output::Table, Some(items)) => {
                table::list(items, &self.fields, out)?;
                let more = answer
                    .pointer("/paging/next")
                    .and_then(Value::as_str)
                    .is_some_and(|next| !next.is_empty());
                if more {
                    out.flush()?;
                    let _ = writeln!(io::stderr(), "note: there are further pages; --all reads them, too");
                }
                Ok(())
            }
            (Output::Table, None) => table::one(&answer, &self.fields, out),
        }
    }

    /// Begins a list of items.
    pub fn begin(&mut self, out: &mut impl Write) -> io::Result<()> {
        self.is_array = true;
        if self.output == Output::Json { write!(out, "[") } else { Ok(()) }
    }

    /// An item of a list.
    pub fn item(&mut self, mut item: Value, out: &mut impl Write) -> io::Result<()> {
        self.has_hidden |= self.hide.json(&mut item);
        let comma = if self.count > 0 { "," } else { "" };
        self.count += 1;
        match self.output {
            Output::Table => {
                self.rows.push(item);
                Ok(())
            }
            Output::Ndjson => writeln!(out, "{item}"),
            Output::Json => write!(out, "{comma}\n  {item}"),
        }
    }

    /// Everything was said.
    pub fn end(&mut self, out: &mut impl Write) -> io::Result<()> {
        match self.output {
            Output::Table if self.is_array => table::list(&self.rows, &self.fields, out)?,
            Output::Json if self.is_array => writeln!(out, "{}]", if self.count > 0 { "\n" } else { "" })?,
            Output::Table | Output::Json | Output::Ndjson => {}
        }
        if self.has_hidden {
            out.flush()?;
            let _ = writeln!(
                io::stderr(),
                "note: access tokens are not shown; `graph token page ID` keeps that of a Page in a file"
            );
        }
        Ok(())
    }
}

fn print_pretty(value: &Value, out: &mut impl Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, value)?;
    writeln!(out)
}
