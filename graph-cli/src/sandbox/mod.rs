//! `graph sandbox`: runs a Graph API server until it is interrupted.

mod arguments;
mod files;
mod started;

use std::{
    env,
    error::Error as _,
    io::{self, Write},
    net::IpAddr,
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
    output::{report_error, report_server_error, sanitize},
    run::block_on,
    schema,
    session::ConnectOptions,
    status::Status,
};

pub fn run(options: &SandboxOptions, out: &mut impl Write) -> io::Result<Status> {
    match &options.command {
        Some(SandboxCommand::Dump { connect }) => return dump(connect, out),
        Some(SandboxCommand::Health { connect }) => {
            return control(connect, Method::GET, "health", &[], out, |answer| {
                Some(answer["status"].clone()).filter(|status| status == "ok")
            });
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
    let builder = if options.strict_messages { builder.strict_messages() } else { builder };
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
    control(connect, Method::GET, "dump", &[], out, |data| Some(data.clone()))
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
        serde_json::from_str(answer["body"].as_str()?).ok()
    })
}

/// Finds the running sandbox. Its control endpoints need no token.
fn running(connect: &ConnectOptions) -> Result<ConnectOptions, String> {
    let host = connect.host().or_else(|| neighbour(|name| env::var(name).ok())).ok_or(
        "no sandbox selected; use --host or set GRAPH_HOST to the URL that `graph sandbox` prints when it starts",
    )?;
    Ok(ConnectOptions { host: Some(host), no_token: true, token_file: None, ..connect.clone() })
}

/// The URL of the sandbox that these variables configure: a command in its container has the same variables.
fn neighbour(variable: impl Fn(&str) -> Option<String>) -> Option<String> {
    let port: u16 = variable("GRAPH_SANDBOX_PORT")?.parse().ok().filter(|port| *port != 0)?;
    let address = variable("GRAPH_SANDBOX_ADDRESS").and_then(|address| address.parse::<IpAddr>().ok());
    Some(match address.filter(|address| !address.is_unspecified()) {
        Some(IpAddr::V6(address)) => format!("http://[{address}]:{port}"),
        Some(IpAddr::V4(address)) => format!("http://{address}:{port}"),
        None => format!("http://127.0.0.1:{port}"),
    })
}

/// Calls a control endpoint of a running sandbox, and prints a part of the response; `None` if it is not the response
/// of a sandbox.
fn control(
    connect: &ConnectOptions,
    method: Method,
    endpoint: &str,
    params: &[(&str, &str)],
    out: &mut impl Write,
    part: impl Fn(&Value) -> Option<Value>,
) -> io::Result<Status> {
    let connect = match running(connect) {
        Ok(connect) => connect,
        Err(why) => {
            report_error(&why);
            return Ok(Status::CannotRun);
        }
    };
    block_on(async {
        let connection = connect.open(false)?;
        let mut path =
            graph_schema::call::unchecked(&connection.schema, &format!("_sandbox/{endpoint}"), &[]);
        path.version = None;
        let client = connection.client();
        let call = client.raw(method, &path.path).of(connection.api(&path));
        match params.iter().fold(call, |call, (name, value)| call.param(*name, value)).await {
            Ok(answer) => match part(&answer) {
                Some(part) => {
                    writeln!(out, "{part:#}")?;
                    Ok(Status::Success)
                }
                None => {
                    let host = sanitize(&connect.host().unwrap_or_default());
                    report_error(&format!(
                        "{host} answers, but is not a sandbox; check --host and GRAPH_HOST"
                    ));
                    Ok(Status::Failure)
                }
            },
            Err(error) => Ok(report_server_error(&error, &connection.redactor, &[])),
        }
    })
}

/// Whether the schema has the target `me`, which the printed examples use.
fn has_me(schema: &Schema) -> bool {
    schema.nodes.iter().flat_map(|node| &node.targets).any(|target| target.path.as_deref() == Some("me"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sandbox_is_found_by_its_own_variables() {
        let found = |port: Option<&str>, address: Option<&str>| {
            neighbour(|name| match name {
                "GRAPH_SANDBOX_PORT" => port.map(str::to_owned),
                "GRAPH_SANDBOX_ADDRESS" => address.map(str::to_owned),
                _ => None,
            })
        };
        for (port, address, host) in [
            (Some("9000"), Some("0.0.0.0"), Some("http://127.0.0.1:9000")),
            (Some("9000"), None, Some("http://127.0.0.1:9000")),
            (Some("9000"), Some("::"), Some("http://127.0.0.1:9000")),
            (Some("9000"), Some("::1"), Some("http://[::1]:9000")),
            (Some("9000"), Some("10.0.0.5"), Some("http://10.0.0.5:9000")),
            (Some("0"), None, None),
            (Some(""), None, None),
            (None, Some("0.0.0.0"), None),
        ] {
            assert_eq!(found(port, address).as_deref(), host, "{port:?} {address:?}");
        }
    }
}
