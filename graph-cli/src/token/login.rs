//! `graph token login`: the dialog's address, and a door for the person who comes back from it.

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

use super::{arguments::NewToken, failed, kept, unusable};
use crate::{
    call::{Stop, serving::Serving},
    status::Status,
};

const BACK: &str = "<!DOCTYPE html><meta charset=\"utf-8\"><title>graph</title><p>That was it. The window can be closed; the terminal says how it went.</p>";

pub async fn run(
    scope: &[String],
    port: u16,
    long_lived: bool,
    new: &NewToken,
    out: &mut impl Write,
) -> Result<Status, Stop> {
    let (mut connection, app, file) = new.open(false)?;
    let unknown = scope.iter().find(|name| connection.schema.permission(name).is_none());
    if let Some(name) = unknown {
        let names = connection.schema.permissions.iter().map(|permission| permission.name.as_str());
        let near = graph_schema::suggest(name, names).map(|near| format!("; did you mean `{near}`?"));
        let _ = writeln!(
            io::stderr(),
            "note: the schema has no permission `{}`{}",
            crate::call::hide::tame(name),
            near.unwrap_or_default()
        );
    }
    let failed_to_listen = |error: io::Error| {
        unusable(&format!("cannot listen on 127.0.0.1:{port}: {error}; choose another one with --port"))
    };
    let listener = TcpListener::bind(("127.0.0.1", port)).await.map_err(failed_to_listen)?;
    let port = listener.local_addr().map_err(failed_to_listen)?.port();
    let redirect = format!("http://localhost:{port}/");
    let state = State::random();
    let address = app.dialog(&redirect, &state).scope(scope).url();
    writeln!(out, "Open this address in a browser:\n\n  {address}\n\nWaiting on {redirect} until ctrl-c.")?;
    out.flush()?;

    let (came, mut comes) = mpsc::channel::<String>(4);
    let door = Router::new().route("/", get(back)).with_state(came);
    let door = Serving::start(listener, door);
    let code = loop {
        let Some(query) = comes.recv().await else {
            return Err(unusable("nobody can come back any more: the server ended"));
        };
        match app.code(&query, &state) {
            Ok(code) => break code,
            // Somebody else knocked, who does not know the state: the person may still come.
            Err(error) if error.kind() == graph_client::ErrorKind::Authentication => {
                let _ =
                    writeln!(io::stderr(), "note: somebody came back with another state, and was ignored");
            }
            Err(error) => return Ok(failed(&error, &connection)),
        }
    };
    connection.hide.add(code.expose());
    let mut grant = match app.exchange_code(&code, &redirect).await {
        Ok(grant) => grant,
        Err(error) => return Ok(failed(&error, &connection)),
    };
    connection.hide.add(grant.token.expose());
    if long_lived {
        grant = match app.long_lived(&grant.token).await {
            Ok(grant) => grant,
            Err(error) => return Ok(failed(&error, &connection)),
        };
    }
    door.end().await;
    kept(&file, grant.token.expose(), grant.expires_in, out)
}

async fn back(
    Extract(came): Extract<mpsc::Sender<String>>,
    RawQuery(query): RawQuery,
) -> (StatusCode, Html<&'static str>) {
    match query {
        Some(query) if came.try_send(query.clone()).is_ok() => (StatusCode::OK, Html(BACK)),
        _ => (
            StatusCode::BAD_REQUEST,
            Html("<!DOCTYPE html><title>graph</title><p>This is not the way back from a login.</p>"),
        ),
    }
}
