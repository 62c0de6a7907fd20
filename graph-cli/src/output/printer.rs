//! Prints answers as a table, as JSON, as JSON lines or as CSV.

use std::io::{self, IsTerminal, Write};

use clap::ValueEnum;
use serde_json::Value;

use super::{Pick, Redactor, csv, escape, note, pick::Unpicked, report_error, table};
use crate::status::Status;

/// How answers are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum OutputFormat {
    /// Columns that fit the width of the terminal
    Table,
    /// Indented JSON
    Json,
    /// One JSON object per line: the items of a list, or the response
    Ndjson,
    /// A header and a row for each item; nested objects are JSON
    Csv,
}

impl OutputFormat {
    /// A table on a terminal, and JSON for programs.
    pub fn default_for_stdout() -> Self {
        if io::stdout().is_terminal() { Self::Table } else { Self::Json }
    }
}

/// Prints one answer, or the items of a list one by one.
pub struct Printer<'a> {
    format: OutputFormat,
    /// Prints parts of the answer instead.
    pick: Option<&'a Pick>,
    /// The order of columns.
    fields: Vec<String>,
    redactor: Redactor,
    /// The items of a table or of CSV, kept until the end: the columns depend on all of them.
    rows: Vec<Value>,
    is_list: bool,
    /// Whether the output must have no control characters.
    is_terminal: bool,
    count: usize,
    has_redacted: bool,
    has_failed: bool,
}

impl<'a> Printer<'a> {
    /// `fields` is the selection of the call. It gives the columns of a table their order.
    pub fn new(format: OutputFormat, fields: Option<&str>, redactor: Redactor) -> Self {
        let fields = fields.map(table::names).unwrap_or_default();
        Self {
            format,
            pick: None,
            fields,
            redactor,
            rows: Vec::new(),
            is_list: false,
            is_terminal: io::stdout().is_terminal(),
            count: 0,
            has_redacted: false,
            has_failed: false,
        }
    }

    /// Prints what a filter picks from the answer, or from each item of a list.
    pub fn picking(mut self, pick: Option<&'a Pick>) -> Self {
        self.pick = pick;
        self
    }

    /// Whether everything could be printed.
    pub fn status(&self) -> Status {
        if self.has_failed { Status::Failure } else { Status::Success }
    }

    fn json(&self, text: String) -> String {
        if self.is_terminal { escape(&text) } else { text }
    }

    fn pick(&mut self, answer: &Value, out: &mut impl Write) -> io::Result<()> {
        match self.pick.map(|pick| pick.print(answer, out)) {
            None | Some(Ok(())) => Ok(()),
            Some(Err(Unpicked::Output(error))) => Err(error),
            Some(Err(Unpicked::Filter(why))) => {
                out.flush()?;
                report_error(&format!("the filter failed on the response: {why}"));
                self.has_failed = true;
                Ok(())
            }
        }
    }

    /// Prints a whole answer.
    pub fn answer(&mut self, mut answer: Value, out: &mut impl Write) -> io::Result<()> {
        self.has_redacted |= self.redactor.redact_json(&mut answer);
        if self.pick.is_some() {
            return self.pick(&answer, out);
        }
        match (self.format, answer.get("data").and_then(Value::as_array)) {
            (OutputFormat::Json, _) => writeln!(out, "{}", self.json(format!("{answer:#}"))),
            (OutputFormat::Ndjson, Some(items)) => {
                items.iter().try_for_each(|item| writeln!(out, "{}", self.json(item.to_string())))
            }
            (OutputFormat::Ndjson, None) => writeln!(out, "{}", self.json(answer.to_string())),
            (OutputFormat::Csv, None) => csv::list(&[answer], &self.fields, out),
            (OutputFormat::Table | OutputFormat::Csv, Some(items)) => {
                match self.format {
                    OutputFormat::Csv => csv::list(items, &self.fields, out)?,
                    _ => table::list(items, &self.fields, out)?,
                }
                let next = answer.pointer("/paging/next").and_then(Value::as_str);
                if next.is_some_and(|next| !next.is_empty()) {
                    out.flush()?;
                    note("there are more pages; use --all to read them");
                }
                Ok(())
            }
            (OutputFormat::Table, None) => table::one(&answer, &self.fields, out),
        }
    }

    /// Begins a list of items.
    pub fn begin(&mut self, out: &mut impl Write) -> io::Result<()> {
        self.is_list = self.pick.is_none();
        if self.is_list && self.format == OutputFormat::Json { write!(out, "[") } else { Ok(()) }
    }

    /// Prints an item of a list.
    pub fn item(&mut self, mut item: Value, out: &mut impl Write) -> io::Result<()> {
        self.has_redacted |= self.redactor.redact_json(&mut item);
        if self.pick.is_some() {
            return self.pick(&item, out);
        }
        let comma = if self.count > 0 { "," } else { "" };
        self.count += 1;
        match self.format {
            OutputFormat::Table | OutputFormat::Csv => {
                self.rows.push(item);
                Ok(())
            }
            OutputFormat::Ndjson => writeln!(out, "{}", self.json(item.to_string())),
            OutputFormat::Json => write!(out, "{comma}\n  {}", self.json(item.to_string())),
        }
    }

    /// Ends a list, and notes what was redacted.
    pub fn end(&mut self, out: &mut impl Write) -> io::Result<()> {
        match self.format {
            OutputFormat::Table if self.is_list => table::list(&self.rows, &self.fields, out)?,
            OutputFormat::Csv if self.is_list => csv::list(&self.rows, &self.fields, out)?,
            OutputFormat::Json if self.is_list => {
                writeln!(out, "{}]", if self.count > 0 { "\n" } else { "" })?
            }
            OutputFormat::Table | OutputFormat::Json | OutputFormat::Ndjson | OutputFormat::Csv => {}
        }
        if self.has_redacted {
            out.flush()?;
            note("access tokens are hidden; `graph token page ID` saves the token of a Page to a file");
        }
        Ok(())
    }
}
