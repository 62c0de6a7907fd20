//! The server: a thread with its own runtime.

use std::{
    io,
    net::{Ipv4Addr, SocketAddr, TcpListener},
    thread::{self, JoinHandle},
    time::Duration,
};

use axum::{Router, middleware};
use tokio::sync::watch;

use super::{
    boundary::{self, Boundary},
    deliver,
    docs::{self, Docs},
    leash::{Leash, LeashedListener},
    respond,
};
use crate::service::Shared;

/// How long open calls may take to end after the sandbox was stopped.
const SHUTDOWN_TIMEOUT: Duration = Duration::from_millis(500);

/// A server that stops when it is dropped.
#[derive(Debug)]
pub(crate) struct Server {
    stop: Option<watch::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

/// Binds the port before the data is generated, because the data contains the server's URL.
pub(crate) fn bind(port: u16) -> io::Result<(TcpListener, SocketAddr)> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
    listener.set_nonblocking(true)?;
    let address = listener.local_addr()?;
    Ok((listener, address))
}

impl Server {
    pub(crate) fn start(listener: TcpListener, shared: Shared, boundary: Boundary) -> io::Result<Self> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let listener = {
            let _inside = runtime.enter();
            tokio::net::TcpListener::from_std(listener)?
        };
        let (stop, stopped) = watch::channel(());
        let thread = thread::Builder::new().name("graph-sandbox".to_owned()).spawn(move || {
            runtime.block_on(serve(listener, shared, boundary, stopped));
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
    boundary: Boundary,
    stopped: watch::Receiver<()>,
) {
    let (mut first, mut second) = (stopped.clone(), stopped);
    let docs = middleware::from_fn_with_state(Docs::new(shared.clone()), docs::pages);
    let app = Router::new().fallback(respond::respond).with_state(shared.clone()).layer(docs);
    let app = app.layer(middleware::from_fn_with_state((boundary, shared.clone()), boundary::check));
    let app = app.into_make_service_with_connect_info::<Leash>();
    let serving = axum::serve(LeashedListener(listener), app).with_graceful_shutdown(async move {
        let _ = first.changed().await;
    });
    let timeout = async move {
        let _ = second.changed().await;
        tokio::time::sleep(SHUTDOWN_TIMEOUT).await;
    };
    tokio::select! {
        _ = serving.into_future() => {}
        () = timeout => {}
        () = deliver::run(shared) => {}
    }
}
