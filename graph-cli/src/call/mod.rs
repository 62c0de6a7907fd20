//! `graph get`, `graph post`, `graph delete`: a call by its path, checked against the schema before it is sent.

mod arguments;
mod dry_run;
mod input;

use std::io::{self, Write};

use graph_client::{File, Method, Raw};
use graph_schema::call::ByPath;

pub use self::arguments::{CallOptions, ChangeOptions, GetOptions};
use crate::{
    output::{
        OutputFormat, Pick, Printer, Progress, note, note_permissions, report_error, report_server_error,
        upload_progress,
    },
    run::{Exit, block_on, cannot_run},
    session::{Client, Connection},
    status::Status,
};

pub fn get(options: &GetOptions, out: &mut impl Write) -> io::Result<Status> {
    block_on(async {
        let limit = options.limit.map(|limit| ("limit".to_owned(), limit.to_string()));
        let call = Call::prepare(&options.call, Method::GET, limit, None)?;
        if let Some(status) = call.show(&options.call, out)? {
            return Ok(status);
        }
        if options.all {
            call.send_all(&options.call, out).await
        } else {
            call.send(&options.call, out).await
        }
    })
}

pub fn change(method: Method, options: &ChangeOptions, out: &mut impl Write) -> io::Result<Status> {
    block_on(async {
        let call = Call::prepare(&options.call, method, None, options.json.as_deref())?;
        match call.show(&options.call, out)? {
            Some(status) => Ok(status),
            None => call.send(&options.call, out).await,
        }
    })
}

/// A call that passed the checks.
struct Call {
    connection: Connection,
    method: Method,
    path: ByPath,
    files: Vec<(String, File)>,
    /// The part of the response to print.
    pick: Option<Pick>,
}

impl Call {
    fn prepare(
        options: &CallOptions,
        method: Method,
        limit: Option<(String, String)>,
        json: Option<&str>,
    ) -> Result<Self, Exit> {
        let pick = options.jq.as_deref().map(Pick::parse).transpose();
        let pick = pick.map_err(|why| cannot_run(&format!("invalid filter of --jq: {why}")))?;
        let values = input::values(options, limit).map_err(|reason| cannot_run(&reason))?;
        let body = json.map(input::body).transpose().map_err(|reason| cannot_run(&reason))?;
        let connection = options.connect.open(!options.curl && !options.dry_run)?;
        let (path, files) = match input::check(&connection.schema, &method, options, &values, body.as_deref())
        {
            Ok(call) => call,
            Err(problems) => {
                let describe = |problem| input::describe(problem, options, json);
                problems.iter().for_each(|problem| report_error(&describe(problem)));
                note("nothing was sent; use --no-check to send the call anyway");
                return Err(Status::CannotRun.into());
            }
        };
        let mut opened = Vec::new();
        for (name, path) in files {
            if method != Method::POST {
                return Err(cannot_run(&format!("`{name}` is a file; only `graph post` can send files")));
            }
            let file = File::stream(&path).map_err(|error| {
                cannot_run(&format!("cannot read the file {path} of --param {name}: {error}"))
            })?;
            let file = file.on_progress(upload_progress(&path));
            opened.push((name, file));
        }
        if !options.quiet {
            note_permissions(&path.needs);
        }
        Ok(Self { connection, method, path, files: opened, pick })
    }

    fn raw(&self, client: &Client) -> Raw {
        // An empty path is the root: a batch, or a read of several ids.
        let path = if self.path.path.is_empty() { "/" } else { &self.path.path };
        let raw = client.raw(self.method.clone(), path).of(self.connection.api(&self.path));
        let raw = self.path.body.iter().fold(raw, |raw, body| raw.json(body));
        let params = self.path.params.iter().chain(&self.path.query);
        let raw = params.fold(raw, |raw, (name, value)| raw.param(name, value));
        self.files.iter().fold(raw, |raw, (name, file)| raw.file(name, file.clone()))
    }

    /// Prints the call, if it is not to be sent.
    fn show(&self, options: &CallOptions, out: &mut impl Write) -> Result<Option<Status>, Exit> {
        if options.curl {
            return self.curl(out).map(Some);
        }
        if options.dry_run {
            let host = options.connect.host();
            let text = dry_run::text(&self.method, &self.path, &self.files, host.as_deref());
            write!(out, "{}", self.connection.redactor.redact(&text))?;
            return Ok(Some(Status::Success));
        }
        Ok(None)
    }

    fn curl(&self, out: &mut impl Write) -> Result<Status, Exit> {
        let client = self.connection.client();
        writeln!(out, "{}", self.connection.redactor.redact(&client.curl(&self.raw(&client))))?;
        Ok(Status::Success)
    }

    async fn send(&self, options: &CallOptions, out: &mut impl Write) -> Result<Status, Exit> {
        let client = self.connection.client();
        match self.raw(&client).await {
            Ok(answer) => {
                let format = options.output.unwrap_or_else(OutputFormat::default_for_stdout);
                let mut printer = self.printer(format, options);
                printer.answer(answer, out)?;
                printer.end(out)?;
                Ok(printer.status())
            }
            Err(error) => Ok(report_server_error(&error, &self.connection.redactor, &self.path.needs)),
        }
    }

    /// Reads a list to its end, and prints the items page by page.
    async fn send_all(&self, options: &CallOptions, out: &mut impl Write) -> Result<Status, Exit> {
        if let Some(name) = self.path.operation.as_deref().filter(|_| !self.path.is_list) {
            return Err(cannot_run(&format!("`{name}` is not a list; remove --all")));
        }
        let client = self.connection.client();
        let mut pages = client.pages(self.raw(&client));
        let mut printer = self.printer(options.output.unwrap_or(OutputFormat::Ndjson), options);
        let mut progress = Progress::new();
        printer.begin(out)?;
        loop {
            match pages.try_next().await {
                Ok(Some(page)) => {
                    let count = page.len();
                    progress.paused(|| {
                        page.into_iter().try_for_each(|item| printer.item(item, out))?;
                        out.flush()
                    })?;
                    progress.page(count);
                }
                Ok(None) => {
                    progress.end();
                    printer.end(out)?;
                    return Ok(printer.status());
                }
                Err(error) => {
                    progress.end();
                    printer.end(out)?;
                    out.flush()?;
                    let status = report_server_error(&error, &self.connection.redactor, &self.path.needs);
                    if progress.items() > 0 {
                        note(&format!("{} items were read before the error", progress.items()));
                    }
                    return Ok(status);
                }
            }
        }
    }

    fn printer(&self, format: OutputFormat, options: &CallOptions) -> Printer<'_> {
        let printer = Printer::new(format, options.fields.as_deref(), self.connection.redactor.clone());
        printer.picking(self.pick.as_ref())
    }
}
