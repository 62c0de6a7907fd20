//! `graph webhook listen`: a server that verifies updates and prints them.

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
use graph_client::webhooks::{Delivery, Received, Untyped, Webhooks};
use serde_json::json;
use tokio::{net::TcpListener, sync::mpsc};

use super::{app_secret, arguments::ListenOptions, cannot_run, print::Printer};
use crate::{
    local_server::LocalServer,
    output::{note, sanitize},
    run::Exit,
    schema,
    session::secret,
    status::Status,
};

/// The maximum size of an update.
const MAX_BODY_BYTES: usize = 16 << 20;

struct Receiver {
    webhooks: Webhooks,
    events: mpsc::Sender<Event>,
}

/// A request that was received.
enum Event {
    Delivery(Delivery, Bytes),
    Handshake,
    Rejected(String),
}

pub async fn run(options: &ListenOptions, out: &mut impl Write) -> Result<Status, Exit> {
    let schema = schema::usable(options.schema.as_deref())?;
    let app_secret = app_secret(options.secret.app_secret_file.as_deref())?;
    let verify = secret::find(options.verify_token_file.as_deref(), "GRAPH_VERIFY_TOKEN", "verify-token");
    let Some(verify) = verify.map_err(|reason| cannot_run(&reason))? else {
        return Err(cannot_run(
            "no verify token; write the one of the subscription to a file of mode 600 and use --verify-token-file, \
             or set GRAPH_VERIFY_TOKEN",
        ));
    };
    let record = options.record.as_ref().map(|path| {
        let opened = fs::OpenOptions::new().create(true).append(true).open(path);
        opened.map_err(|error| cannot_run(&format!("cannot write {}: {error}", path.display())))
    });
    let mut record = record.transpose()?;
    let cannot_listen =
        |error: io::Error| cannot_run(&format!("cannot listen on 127.0.0.1:{}: {error}", options.port));
    let listener = TcpListener::bind(("127.0.0.1", options.port)).await.map_err(cannot_listen)?;
    let address = listener.local_addr().map_err(cannot_listen)?;
    note(&format!("listening on http://{address}/ (ctrl-c to stop)"));

    let printer = Printer { schema: &schema, in_words: options.words };
    let (events, mut received) = mpsc::channel(64);
    let receiver = Arc::new(Receiver { webhooks: Webhooks::new(app_secret, verify), events });
    let router = Router::new().fallback(any(receive)).with_state(receiver);
    let server = LocalServer::start(listener, router);
    let mut left = options.count;
    while left != Some(0) {
        match received.recv().await {
            Some(Event::Delivery(delivery, body)) => {
                if let Some(record) = &mut record {
                    let line = json!({ "body": String::from_utf8_lossy(&body) });
                    writeln!(record, "{line}")?;
                }
                printer.delivery(&delivery, out)?;
                out.flush()?;
                left = left.map(|left| left - 1);
            }
            Some(Event::Handshake) => {
                note("answered a handshake");
            }
            Some(Event::Rejected(why)) => {
                note(&format!("rejected a request: {}", sanitize(&why)));
            }
            None => return Err(cannot_run("the server stopped")),
        }
    }
    server.stop().await;
    Ok(Status::Success)
}

async fn receive(State(receiver): State<Arc<Receiver>>, request: Request<Body>) -> Response<Body> {
    let (head, body) = request.into_parts();
    let Ok(body) = axum::body::to_bytes(body, MAX_BODY_BYTES).await else {
        return status(StatusCode::PAYLOAD_TOO_LARGE);
    };
    let (event, response) =
        match receiver.webhooks.receive::<Untyped>(&Request::from_parts(head, body.clone())) {
            Ok(Received::Handshake(response)) => (Event::Handshake, response.map(Body::from)),
            Ok(Received::Delivery(delivery)) => (Event::Delivery(delivery, body), status(StatusCode::OK)),
            Err(rejected) => (Event::Rejected(rejected.to_string()), rejected.response().map(Body::from)),
        };
    // Without an acknowledgement, the platform sends the update again.
    match receiver.events.send(event).await {
        Ok(()) => response,
        Err(_) => status(StatusCode::SERVICE_UNAVAILABLE),
    }
}

fn status(status: StatusCode) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    response
}
