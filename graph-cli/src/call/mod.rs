//! `graph get`, `graph post`, `graph delete`: any call by its path, checked against the schema before it is sent.

pub mod arguments;
pub mod connect;
pub mod hide;
pub mod print;
mod progress;
pub mod secret;
pub mod serving;
mod table;
pub mod trouble;

use std::{
    future::Future,
    io::{self, IsTerminal, Write},
};

use graph_client::{File, Method, Raw};
use graph_schema::{
    Schema,
    call::{self, ByPath, Problem},
    model,
};

use self::{
    arguments::{CallOptions, GetOptions, Output},
    connect::Connection,
    print::Printer,
    progress::Progress,
};
use crate::status::{Status, complain};

/// What ends a command early: the output cannot be written, or it was said already.
pub enum Stop {
    Output(io::Error),
    Said(Status),
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

impl From<Status> for Stop {
    fn from(status: Status) -> Self {
        Self::Said(status)
    }
}

/// Runs something that waits for the network.
pub fn block_on<F: Future<Output = Result<Status, Stop>>>(future: F) -> io::Result<Status> {
    let runtime = match tokio::runtime::Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            complain(&format!("cannot start: {error}"));
            return Ok(Status::Unusable);
        }
    };
    match runtime.block_on(future) {
        Ok(status) | Err(Stop::Said(status)) => Ok(status),
        Err(Stop::Output(error)) => Err(error),
    }
}

pub fn get(options: &GetOptions, out: &mut impl Write) -> io::Result<Status> {
    block_on(async {
        let limit = options.limit.map(|limit| ("limit".to_owned(), limit.to_string()));
        let call = Call::read(&options.call, Method::GET, limit)?;
        if options.call.curl {
            return call.curl(out);
        }
        if options.all { call.all(&options.call, out).await } else { call.once(&options.call, out).await }
    })
}

pub fn change(method: Method, options: &CallOptions, out: &mut impl Write) -> io::Result<Status> {
    block_on(async {
        let call = Call::read(options, method, None)?;
        if options.curl { call.curl(out) } else { call.once(options, out).await }
    })
}

/// A call that may be sent.
struct Call {
    connection: Connection,
    method: Method,
    path: ByPath,
    files: Vec<(String, File)>,
}

impl Call {
    fn read(options: &CallOptions, method: Method, limit: Option<(String, String)>) -> Result<Self, Stop> {
        let values = values(options, limit).map_err(|why| {
            complain(&why);
            Status::Unusable
        })?;
        let connection = options.connect.open(!options.curl)?;
        let (path, files) = match checked(&connection.schema, &method, options, &values) {
            Ok(call) => call,
            Err(problems) => {
                problems.iter().for_each(|problem| complain(&said(problem, options)));
                let _ = writeln!(io::stderr(), "note: nothing was sent; --no-check sends it all the same");
                return Err(Status::Unusable.into());
            }
        };
        let mut opened = Vec::new();
        for (name, path) in files {
            if method != Method::POST {
                complain(&format!("`{name}` is a file, and files go with `graph post` only"));
                return Err(Status::Unusable.into());
            }
            match File::stream(&path) {
                Ok(file) => opened.push((name, file)),
                Err(error) => {
                    complain(&format!("cannot read {path}, which --param {name} names: {error}"));
                    return Err(Status::Unusable.into());
                }
            }
        }
        if !options.quiet {
            trouble::note_needs(&path.needs);
        }
        Ok(Self { connection, method, path, files: opened })
    }

    fn raw(&self, client: &connect::Client) -> Raw {
        // A path of its own is that of a batch and of several ids.
        let path = if self.path.path.is_empty() { "/" } else { &self.path.path };
        let raw = client.raw(self.method.clone(), path).of(self.connection.api(&self.path));
        let raw = self.path.params.iter().fold(raw, |raw, (name, value)| raw.param(name, value));
        self.files.iter().fold(raw, |raw, (name, file)| raw.file(name, file.clone()))
    }

    fn curl(&self, out: &mut impl Write) -> Result<Status, Stop> {
        let client = self.connection.client();
        writeln!(out, "{}", self.connection.hide.text(&client.curl(&self.raw(&client))))?;
        Ok(Status::Fine)
    }

    async fn once(&self, options: &CallOptions, out: &mut impl Write) -> Result<Status, Stop> {
        let client = self.connection.client();
        match self.raw(&client).await {
            Ok(answer) => {
                let mut printer = Printer::new(options, self.connection.hide.clone());
                printer.answer(answer, out)?;
                printer.end(out)?;
                Ok(Status::Fine)
            }
            Err(error) => {
                trouble::server(&error, &self.connection.hide, &self.path.needs);
                Ok(trouble::status(&error))
            }
        }
    }

    async fn all(&self, options: &CallOptions, out: &mut impl Write) -> Result<Status, Stop> {
        if self.path.operation.is_some() && !self.path.is_list {
            let name = self.path.operation.as_deref().unwrap_or_default();
            complain(&format!("`{name}` is no list; leave out --all"));
            return Ok(Status::Unusable);
        }
        let client = self.connection.client();
        let mut pages = client.pages(self.raw(&client));
        let mut printer =
            Printer::of(options.output.unwrap_or(Output::Ndjson), options, self.connection.hide.clone());
        let mut progress = Progress::new();
        printer.begin(out)?;
        loop {
            match pages.try_next().await {
                Ok(Some(page)) => {
                    progress.clear();
                    let count = page.len();
                    for item in page {
                        printer.item(item, out)?;
                    }
                    out.flush()?;
                    progress.page(count);
                }
                Ok(None) => {
                    progress.clear();
                    printer.end(out)?;
                    return Ok(Status::Fine);
                }
                Err(error) => {
                    progress.clear();
                    printer.end(out)?;
                    out.flush()?;
                    trouble::server(&error, &self.connection.hide, &self.path.needs);
                    if progress.items() > 0 {
                        let items = progress.items();
                        let _ = writeln!(io::stderr(), "note: {items} items were read before that");
                    }
                    return Ok(trouble::status(&error));
                }
            }
        }
    }
}

/// Names and values, and whether each is a file.
type Values = Vec<(String, String, bool)>;

/// What was given for the call, in the query of its path and by options.
fn values(options: &CallOptions, limit: Option<(String, String)>) -> Result<Values, String> {
    let query = options.path.split_once('?').map_or("", |(_, query)| query);
    let mut values: Values = form_urlencoded::parse(query.as_bytes())
        .map(|(name, value)| (name.into(), value.into(), false))
        .collect();
    for param in &options.params {
        let Some((name, value)) = param.split_once('=') else {
            // It may be a secret that was meant for something else.
            return Err("--param takes NAME=VALUE, and one was given without `=`".to_owned());
        };
        let (value, is_file) = match value.strip_prefix('@') {
            Some(text) if text.starts_with('@') => (text, false),
            Some(path) => (path, true),
            None => (value, false),
        };
        values.push((name.to_owned(), value.to_owned(), is_file));
    }
    values.extend(options.fields.iter().map(|fields| ("fields".to_owned(), fields.clone(), false)));
    values.extend(limit.map(|(name, value)| (name, value, false)));
    for (name, ..) in &values {
        if hide::SECRETS.iter().any(|secret| name.eq_ignore_ascii_case(secret)) {
            return Err(format!(
                "`{name}` is a secret, and secrets are not taken from the command line, where other users and the \
                 shell's history see them; set GRAPH_TOKEN, or name a file of mode 600 with --token-file"
            ));
        }
    }
    Ok(values)
}

/// The names of parameters that are files, with their paths.
type Files = Vec<(String, String)>;

/// The call as it goes on the wire, with its files.
fn checked(
    schema: &Schema,
    method: &Method,
    options: &CallOptions,
    values: &Values,
) -> Result<(ByPath, Files), Vec<Problem>> {
    let path = options.path.split('?').next().unwrap_or_default();
    let pairs = |files: bool| {
        let wanted = values.iter().filter(move |(.., is_file)| files || !is_file);
        wanted.map(|(name, value, _)| (name.as_str(), value.as_str())).collect::<Vec<_>>()
    };
    if options.no_check {
        let files = values.iter().filter(|(.., is_file)| *is_file);
        let files = files.map(|(name, value, _)| (name.clone(), value.clone())).collect();
        return Ok((call::unchecked(schema, path, &pairs(false)), files));
    }
    let method = match *method {
        Method::POST => model::Method::Post,
        Method::DELETE => model::Method::Delete,
        _ => model::Method::Get,
    };
    let mut call = call::by_path(schema, method, path, &pairs(true))?;
    let is_file = |name: &str| call.files.iter().any(|(known, _)| known == name);
    let problem = |rule: String, remedy: String, name: &str| Problem {
        kind: call::ProblemKind::Type,
        params: vec![name.to_owned()],
        rule,
        remedy,
    };
    let wrong: Vec<Problem> = values
        .iter()
        .filter(|(name, _, given)| *given != is_file(name))
        .map(|(name, value, given)| {
            if *given {
                let remedy = "leave out the @, or write @@ before a text that begins with one".to_owned();
                problem(format!("`{name}` is no file"), remedy, name)
            } else {
                problem(format!("`{name}` is a file"), format!("write --param {name}=@{value}"), name)
            }
        })
        .collect();
    if !wrong.is_empty() {
        return Err(wrong);
    }
    // Where a picture is: an answer in place of a redirect.
    if call.redirects && !call.params.iter().any(|(name, _)| name == "redirect") {
        call.params.push(("redirect".to_owned(), "false".to_owned()));
    }
    let files = std::mem::take(&mut call.files);
    Ok((call, files))
}

/// A mistake with the place where it stands on the command line.
fn said(problem: &Problem, options: &CallOptions) -> String {
    let place = problem.params.iter().find_map(|param| {
        if param == "fields" {
            return options.fields.as_ref().map(|fields| format!("--fields {fields}"));
        }
        let given = options.params.iter().find(|given| given.split('=').next() == Some(param.as_str()));
        given.map(|given| format!("--param {given}"))
    });
    let place = place.unwrap_or_else(|| options.path.clone());
    format!("{problem}\n  in {}", hide::tame(&place))
}

/// Whether a stream is a terminal, for tables and progress.
fn is_terminal(stream: &impl IsTerminal) -> bool {
    stream.is_terminal()
}
