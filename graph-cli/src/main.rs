//! The `graph` command: parses arguments, runs a command, prints the result.

mod answers;
mod arguments;
mod batch;
mod call;
mod check;
mod diff;
mod docs;
mod drift;
mod expand;
mod explain;
mod format;
mod import;
mod list;
mod local_server;
mod meta;
mod output;
mod profile;
mod run;
mod sandbox;
mod schema;
mod search;
mod session;
mod shell;
mod show;
mod status;
mod token;
mod webhook;

use std::{
    io::{self, BufWriter, Write},
    process::ExitCode,
};

use arguments::{Arguments, Command, SchemaCommand};
use clap::CommandFactory;
use graph_client::Method;
use output::{report_error, sanitize};
use status::Status;

fn main() -> ExitCode {
    let arguments = Arguments::read();
    match profile::choose(arguments.profile.as_deref()).and_then(|()| arguments.apis()) {
        Ok(names) => schema::use_apis(&names),
        Err(why) => {
            report_error(&sanitize(&why));
            return Status::CannotRun.into();
        }
    }
    let status = match execute(&arguments) {
        Ok(status) => status,
        // The reader of the output has closed it: `graph schema list | head`.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Status::Success,
        Err(error) => {
            report_error(&format!("cannot write the output: {error}"));
            Status::CannotRun
        }
    };
    status.into()
}

fn execute(arguments: &Arguments) -> io::Result<Status> {
    let mut out = BufWriter::new(io::stdout().lock());
    let status = match &arguments.command {
        Command::Schema(SchemaCommand::Check { path, format }) => {
            check::run(path.as_deref(), *format, &mut out)
        }
        Command::Schema(SchemaCommand::List { path, json }) => list::run(path.as_deref(), *json, &mut out),
        Command::Schema(SchemaCommand::Show { name, path, json }) => {
            show::run(name, path.as_deref(), *json, &mut out)
        }
        Command::Schema(SchemaCommand::Diff { old, new, git, json }) => {
            diff::run(old, new.as_deref(), git.as_deref(), *json, &mut out)
        }
        Command::Schema(SchemaCommand::Fmt { path, check }) => format::run(path.as_deref(), *check, &mut out),
        Command::Schema(SchemaCommand::Expand { path, node, out: to }) => {
            expand::run(path.as_deref(), node, to.as_deref(), &mut out)
        }
        Command::Schema(SchemaCommand::Meta { path, out: to }) => {
            meta::run(path.as_deref(), to.as_deref(), &mut out)
        }
        Command::Schema(SchemaCommand::Docs { path, out: folder }) => {
            docs::run(path.as_deref(), folder, &mut out)
        }
        Command::Get(options) => call::get(options, &mut out),
        Command::Post(options) => call::change(Method::POST, options, &mut out),
        Command::Delete(options) => call::change(Method::DELETE, options, &mut out),
        Command::Batch(options) => batch::run(options, &mut out),
        Command::Token(command) => token::run(command, &mut out),
        Command::Webhook(command) => webhook::run(command, &mut out),
        Command::Drift(options) => drift::run(options, &mut out),
        Command::Search(options) => search::search(options, &mut out),
        Command::Open(options) => search::open(options, &mut out),
        Command::Explain { code } => explain::run(code.as_deref(), &mut out),
        Command::Import(options) => import::run(options, &mut out),
        Command::Sandbox(options) => sandbox::run(options, &mut out),
        Command::Completions { shell } => shell::completions(*shell, Arguments::command(), &mut out),
        Command::Man { out: folder } => shell::man(Arguments::command(), folder, &mut out),
    }?;
    out.flush()?;
    Ok(status)
}
