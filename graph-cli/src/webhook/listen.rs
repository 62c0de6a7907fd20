//! `graph webhook listen`: a server that prints what it is told.

use std::{
    fs,
    io::{self, Write},
    sync::Arc,
};

use axum::{
    Router,
    body::Body,
    extract::State,
    http::{Request, Response, StatusCode},
    routing::any,
};
use bytes::Bytes;
use graph_client::webhooks::{Delivery, Received, Webhooks};
use graph_schema::Schema;
use serde_json::{Value, json};
use tokio::{net::TcpListener, sync::mpsc};

use super::{app_secret, arguments::ListenOptions, unusable};
use crate::{
    call::{Stop, hide::tame, secret, serving::Serving},
    schema,
    status::Status,
};

/// No update is longer.
const LARGEST: usize = 16 << 20;

struct Door {
    webhooks: Webhooks,
    tells: mpsc::Sender<Told>,
}

/// What came to the door.
enum Told {
    Delivery(Delivery, Bytes),
    Handshake,
    Rejected(String),
}

pub async fn run(options: &ListenOptions, out: &mut impl Write) -> Result<Status, Stop> {
    let schema = schema::usable(options.schema.as_deref())?;
    let app_secret = app_secret(options.secret.app_secret_file.as_deref())?;
    let verify = secret::find(options.verify_token_file.as_deref(), "GRAPH_VERIFY_TOKEN", "verify-token");
    let Some(verify) = verify.map_err(|why| unusable(&why))? else {
        return Err(unusable(
            "there is no verify token; write the one of the subscription to a file of mode 600 and name that with \
             --verify-token-file, or set GRAPH_VERIFY_TOKEN",
        ));
    };
    let record = options.record.as_ref().map(|path| {
        let opened = fs::OpenOptions::new().create(true).append(true).open(path);
        opened.map_err(|error| unusable(&format!("cannot write {}: {error}", path.display())))
    });
    let mut record = record.transpose()?;
    let no_port =
        |error: io::Error| unusable(&format!("cannot listen on 127.0.0.1:{}: {error}", options.port));
    let listener = TcpListener::bind(("127.0.0.1", options.port)).await.map_err(no_port)?;
    let address = listener.local_addr().map_err(no_port)?;
    let _ = writeln!(io::stderr(), "note: listening on http://{address}/ until ctrl-c");

    let (tells, mut told) = mpsc::channel(64);
    let door = Arc::new(Door { webhooks: Webhooks::new(app_secret, verify), tells });
    let router = Router::new().fallback(any(receive)).with_state(door);
    let serving = Serving::start(listener, router);
    let mut left = options.count;
    while left != Some(0) {
        match told.recv().await {
            Some(Told::Delivery(delivery, body)) => {
                if let Some(record) = &mut record {
                    let line = json!({ "body": String::from_utf8_lossy(&body) });
                    writeln!(record, "{line}")?;
                }
                changes(&schema, &delivery, out)?;
                out.flush()?;
                left = left.map(|left| left - 1);
            }
            Some(Told::Handshake) => {
                let _ = writeln!(io::stderr(), "note: answered a handshake");
            }
            Some(Told::Rejected(why)) => {
                let _ = writeln!(io::stderr(), "note: rejected: {}", tame(&why));
            }
            None => return Err(unusable("the server ended")),
        }
    }
    serving.end().await;
    Ok(Status::Fine)
}

async fn receive(State(door): State<Arc<Door>>, request: Request<Body>) -> Response<Body> {
    let (head, body) = request.into_parts();
    let Ok(body) = axum::body::to_bytes(body, LARGEST).await else {
        return status(StatusCode::PAYLOAD_TOO_LARGE);
    };
    let (told, answer) = match door.webhooks.receive(&Request::from_parts(head, body.clone())) {
        Ok(Received::Handshake(answer)) => (Told::Handshake, answer.map(Body::from)),
        Ok(Received::Delivery(delivery)) => (Told::Delivery(delivery, body), status(StatusCode::OK)),
        Err(rejected) => (Told::Rejected(rejected.to_string()), rejected.response().map(Body::from)),
    };
    // Not acknowledged where it cannot be told: it is sent again.
    match door.tells.send(told).await {
        Ok(()) => answer,
        Err(_) => status(StatusCode::SERVICE_UNAVAILABLE),
    }
}

fn status(status: StatusCode) -> Response<Body> {
    let mut answer = Response::new(Body::empty());
    *answer.status_mut() = status;
    answer
}

/// One line for each change, and for each message.
fn changes(schema: &Schema, delivery: &Delivery, out: &mut impl Write) -> io::Result<()> {
    let node = schema.nodes.iter().find(|node| node.module.eq_ignore_ascii_case(&delivery.object));
    let parsed = |text: &str| serde_json::from_str(text).unwrap_or_else(|_| Value::String(text.to_owned()));
    for entry in &delivery.entries {
        let line = || {
            let mut line = json!({ "object": delivery.object, "id": entry.id });
            if let Some(time) = &entry.time {
                line["time"] = Value::String(time.to_string());
            }
            line
        };
        for change in &entry.changes {
            let mut line = line();
            line["field"] = Value::String(change.field.clone());
            if let Some(verb) = &change.verb {
                line["verb"] = Value::String(verb.clone());
            }
            if let Some(value) = &change.value {
                line["value"] = parsed(value);
            }
            // Whether the schema says that there are updates of it.
            line["known"] = Value::Bool(node.is_some_and(|node| node.updates.contains(&change.field)));
            writeln!(out, "{line}")?;
        }
        for (name, messages) in [("messaging", &entry.messaging), ("standby", &entry.standby)] {
            for message in messages {
                let mut line = line();
                line[name] = parsed(message);
                writeln!(out, "{line}")?;
            }
        }
    }
    Ok(())
}
