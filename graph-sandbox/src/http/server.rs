//! The server: a thread with its own runtime.

use std::{
    io,
    net::{IpAddr, SocketAddr, TcpListener},
    thread::{self, JoinHandle},
    time::Duration,
};

use axum::{Extension, Router, middleware};
use hyper::server::conn::http1;
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
    service::TowerToHyperService,
};
use tokio::{sync::watch, time};

use super::{
    body::Bodies,
    boundary::{self, Boundary},
    deliver,
    docs::{self, Docs},
    leash, respond,
};
use crate::service::Shared;

/// How long open calls may take to end after the sandbox was stopped.
const SHUTDOWN_TIMEOUT: Duration = Duration::from_millis(500);

/// The limits of a connection, and of all connections together.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    /// The time in which nothing arrives, or nothing is accepted of a response.
    pub(crate) idle_timeout: Duration,
    /// The bytes of request bodies that are held at a time.
    pub(crate) bodies: usize,
}

/// A server that stops when it is dropped.
#[derive(Debug)]
pub(crate) struct Server {
    stop: Option<watch::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

/// Binds the port before the data is generated, because the data contains the server's URL.
pub(crate) fn bind(address: IpAddr, port: u16) -> io::Result<(TcpListener, SocketAddr)> {
    let listener = TcpListener::bind((address, port))?;
    listener.set_nonblocking(true)?;
    let address = listener.local_addr()?;
    Ok((listener, address))
}

impl Server {
    pub(crate) fn start(
        listener: TcpListener,
        shared: Shared,
        names: Vec<String>,
        boundary: Boundary,
        limits: Limits,
    ) -> io::Result<Self> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let listener = {
            let _inside = runtime.enter();
            tokio::net::TcpListener::from_std(listener)?
        };
        let (stop, stopped) = watch::channel(());
        let thread = thread::Builder::new().name("graph-sandbox".to_owned()).spawn(move || {
            runtime.block_on(serve(listener, shared, names, boundary, limits, stopped));
        })?;
        Ok(Self { stop: Some(stop), thread: Some(thread) })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            // A panic of that thread was already reported there.
            let _ = thread.join();
        }
    }
}

async fn serve(
    listener: tokio::net::TcpListener,
    shared: Shared,
    names: Vec<String>,
    boundary: Boundary,
    limits: Limits,
    mut stopped: watch::Receiver<()>,
) {
    let docs = middleware::from_fn_with_state(Docs::new(shared.clone(), names), docs::pages);
    let Limits { idle_timeout, bodies } = limits;
    let state = (shared.clone(), Bodies::new(bodies, idle_timeout));
    let app = Router::new().fallback(respond::respond).with_state(state).layer(docs);
    let app = app.layer(middleware::from_fn_with_state((boundary, shared.clone()), boundary::check));
    let mut http = http1::Builder::new();
    // Between requests it waits for the next header, so this limits idle connections as well.
    http.timer(TokioTimer::new()).header_read_timeout(idle_timeout);
    let open = GracefulShutdown::new();
    let accepting = async {
        loop {
            let (wire, leash) = leash::accept(&listener, idle_timeout).await;
            let service = TowerToHyperService::new(app.clone().layer(Extension(leash)));
            let connection = open.watch(http.serve_connection(TokioIo::new(wire), service));
            tokio::spawn(async move {
                // Its errors are those of the client, or of an injected fault.
                let _ = connection.await;
            });
        }
    };
    tokio::select! {
        _ = stopped.changed() => {}
        () = accepting => {}
        () = deliver::run(shared) => {}
    }
    drop(listener);
    let _ = time::timeout(SHUTDOWN_TIMEOUT, open.shutdown()).await;
}
