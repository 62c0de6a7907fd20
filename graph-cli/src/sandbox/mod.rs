//! `graph sandbox`: runs a Graph API server until it is interrupted.

mod arguments;
mod files;
mod started;

use std::{
    error::Error as _,
    io::{self, Write},
};

use graph_client::Method;
use graph_sandbox::{Builder, Sandbox};
use graph_schema::Schema;
use serde_json::Value;

pub use self::arguments::SandboxOptions;
use self::{
    arguments::{DeliverOptions, SandboxCommand},
    files::Files,
    started::Started,
};
use crate::{
    output::{report_error, report_server_error},
    run::block_on,
    schema,
    session::ConnectOptions,
    status::Status,
};

pub fn run(options: &SandboxOptions, out: &mut impl Write) -> io::Result<Status> {
    match &options.command {
        Some(SandboxCommand::Dump { connect }) => return dump(connect, out),
        Some(SandboxCommand::Health { connect }) => {
            return control(connect, Method::GET, "health", &[], out, |answer| Ok(answer["status"].clone()));
        }
        Some(SandboxCommand::Deliver(options)) => return deliver(options, out),
        None => {}
    }
    let (builder, schema_has_me) = match (schema::apis(), &options.schema) {
        ([_, ..], None) => {
            (schema::apis().iter().fold(Sandbox::builder(), |builder, name| builder.api(name)), false)
        }
        _ => {
            let schema = match schema::usable(options.schema.as_deref()) {
                Ok(schema) => schema,
                Err(status) => return Ok(status),
            };
            let schema_has_me = has_me(&schema);
            (Sandbox::builder().schema(schema), schema_has_me)
        }
    };
    let builder = builder.seed(options.seed).people(options.people).port(options.port);
    let builder = builder.address(options.address);
    let builder = options.person.iter().fold(builder, Builder::people_of);
    let builder = options.fault.iter().flat_map(|faults| &faults.0).cloned().fold(builder, Builder::fault);
    let builder = if options.require_proof { builder.demand_proof() } else { builder };
    let builder = options.allow_host.iter().fold(builder, Builder::allow_host);
    let builder = if options.callbacks_anywhere { builder.callbacks_anywhere() } else { builder };
    let builder = builder.upload_limit((options.upload_limit as usize).saturating_mul(1 << 20));
    let builder = options.db.iter().fold(builder, Builder::db);
    let builder = options.load.iter().fold(builder, Builder::load);
    let sandbox = match builder.start() {
        Ok(sandbox) => sandbox,
        Err(error) => {
            let cause = error.source().map(|cause| format!(": {cause}")).unwrap_or_default();
            report_error(&format!("{error}{cause}"));
            return Ok(Status::CannotRun);
        }
    };
    let started = Started::new(&sandbox);
    let files = if options.json { None } else { Files::write(&started) };
    match options.json {
        true => writeln!(out, "{}", serde_json::to_string(&started)?)?,
        false => started::print(&started, &sandbox, files.as_ref(), schema_has_me, out)?,
    }
    out.flush()?;
    // The server runs on its own threads, which end with the process.
    let status = block_on(async {
        interrupted().await?;
        Ok(Status::Success)
    });
    drop(files);
    status
}

#[cfg(unix)]
async fn interrupted() -> io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};

    let mut terminate = signal(SignalKind::terminate())?;
    tokio::select! {
        interrupt = tokio::signal::ctrl_c() => interrupt,
        _ = terminate.recv() => Ok(()),
    }
}

#[cfg(not(unix))]
async fn interrupted() -> io::Result<()> {
    tokio::signal::ctrl_c().await
}

/// Prints the data of a running sandbox, in the format of `--load`.
fn dump(connect: &ConnectOptions, out: &mut impl Write) -> io::Result<Status> {
    control(connect, Method::GET, "dump", &[], out, |data| Ok(data.clone()))
}

/// Makes a running sandbox deliver an event, and prints the delivery.
fn deliver(options: &DeliverOptions, out: &mut impl Write) -> io::Result<Status> {
    let optional = [("value", &options.value), ("id", &options.id), ("to", &options.to)];
    let optional = optional.into_iter().filter_map(|(name, value)| Some((name, value.as_deref()?)));
    let params: Vec<_> = [("object", options.object.as_str()), ("field", &options.field)]
        .into_iter()
        .chain(optional)
        .collect();
    control(&options.connect, Method::POST, "deliver", &params, out, |answer| {
        serde_json::from_str(answer["body"].as_str().unwrap_or_default())
    })
}

/// Calls a control endpoint of a running sandbox, and prints a part of the answer.
fn control(
    connect: &ConnectOptions,
    method: Method,
    endpoint: &str,
    params: &[(&str, &str)],
    out: &mut impl Write,
    part: impl Fn(&Value) -> serde_json::Result<Value>,
) -> io::Result<Status> {
    block_on(async {
        let connection = connect.open(false)?;
        let mut path =
            graph_schema::call::unchecked(&connection.schema, &format!("_sandbox/{endpoint}"), &[]);
        path.version = None;
        let client = connection.client();
        let call = client.raw(method, &path.path).of(connection.api(&path));
        match params.iter().fold(call, |call, (name, value)| call.param(*name, value)).await {
            Ok(answer) => {
                serde_json::to_writer_pretty(&mut *out, &part(&answer).map_err(io::Error::from)?)
                    .map_err(io::Error::from)?;
                writeln!(out)?;
                Ok(Status::Success)
            }
            Err(error) => Ok(report_server_error(&error, &connection.redactor, &[])),
        }
    })
}

/// Whether the schema has the target `me`, which the printed examples use.
fn has_me(schema: &Schema) -> bool {
    schema.nodes.iter().flat_map(|node| &node.targets).any(|target| target.path.as_deref() == Some("me"))
}
