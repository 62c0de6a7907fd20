//! `graph token login`: prints the URL of the login dialog, and serves its redirect.

use std::io::{self, Write};

use axum::{
    Router,
    extract::{RawQuery, State as Extract},
    http::StatusCode,
    response::Html,
    routing::get,
};
use graph_client::login::State;
use tokio::{net::TcpListener, sync::mpsc};

use super::{arguments::NewToken, report, save};
use crate::{
    local_server::LocalServer,
    output::{note, sanitize},
    run::{Exit, cannot_run},
    status::Status,
};

const DONE: &str = "<!DOCTYPE html><meta charset=\"utf-8\"><title>graph</title><p>Login received. You can close this window; the result is in the terminal.</p>";
const NO_LOGIN: &str =
    "<!DOCTYPE html><title>graph</title><p>This is not a redirect of the login dialog.</p>";

pub async fn run(
    scope: &[String],
    port: u16,
    long_lived: bool,
    new: &NewToken,
    out: &mut impl Write,
) -> Result<Status, Exit> {
    let (mut connection, app, file) = new.open(false)?;
    let unknown = scope.iter().find(|name| connection.schema.permission(name).is_none());
    if let Some(name) = unknown {
        let names = connection.schema.permissions.iter().map(|permission| permission.name.as_str());
        let near = graph_schema::suggest(name, names).map(|near| format!("; did you mean `{near}`?"));
        note(&format!("the schema has no permission `{}`{}", sanitize(name), near.unwrap_or_default()));
    }
    let cannot_listen = |error: io::Error| {
        cannot_run(&format!("cannot listen on 127.0.0.1:{port}: {error}; choose another port with --port"))
    };
    let listener = TcpListener::bind(("127.0.0.1", port)).await.map_err(cannot_listen)?;
    let port = listener.local_addr().map_err(cannot_listen)?.port();
    let redirect = format!("http://localhost:{port}/");
    let state = State::random();
    let address = app.dialog(&redirect, &state).scope(scope).url();
    writeln!(
        out,
        "Open this URL in a browser:\n\n  {address}\n\nWaiting for the redirect to {redirect} (ctrl-c to cancel)"
    )?;
    out.flush()?;

    let (sender, mut queries) = mpsc::channel::<String>(4);
    let router = Router::new().route("/", get(redirected)).with_state(sender);
    let server = LocalServer::start(listener, router);
    let code = loop {
        let Some(query) = queries.recv().await else {
            return Err(cannot_run("the server stopped before the redirect"));
        };
        match app.code(&query, &state) {
            Ok(code) => break code,
            // Not the redirect of this login: it has another `state`. Keep waiting.
            Err(error) if error.kind() == graph_client::ErrorKind::Authentication => {
                note("ignored a redirect with an unexpected `state`");
            }
            Err(error) => return Ok(report(&error, &connection)),
        }
    };
    connection.redactor.add(code.expose());
    let mut grant = match app.exchange_code(&code, &redirect).await {
        Ok(grant) => grant,
        Err(error) => return Ok(report(&error, &connection)),
    };
    connection.redactor.add(grant.token.expose());
    if long_lived {
        grant = match app.long_lived(&grant.token).await {
            Ok(grant) => grant,
            Err(error) => return Ok(report(&error, &connection)),
        };
    }
    server.stop().await;
    save(&file, grant.token.expose(), grant.expires_in, out)
}

async fn redirected(
    Extract(sender): Extract<mpsc::Sender<String>>,
    RawQuery(query): RawQuery,
) -> (StatusCode, Html<&'static str>) {
    match query {
        Some(query) if sender.try_send(query.clone()).is_ok() => (StatusCode::OK, Html(DONE)),
        _ => (StatusCode::BAD_REQUEST, Html(NO_LOGIN)),
    }
}
