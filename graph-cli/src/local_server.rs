//! An HTTP server on this machine, with a graceful shutdown.

use std::time::Duration;

use axum::Router;
use tokio::{net::TcpListener, sync::oneshot, task::JoinHandle, time::timeout};

/// How long a shutdown waits for open requests.
const SHUTDOWN_TIMEOUT: Duration = Duration::from_secs(2);

pub struct LocalServer {
    end: oneshot::Sender<()>,
    task: JoinHandle<()>,
}

impl LocalServer {
    pub fn start(listener: TcpListener, router: Router) -> Self {
        let (end, ended) = oneshot::channel::<()>();
        let serve = axum::serve(listener, router).with_graceful_shutdown(async move { drop(ended.await) });
        // It runs until the process ends; its result is not needed.
        let task = tokio::spawn(async move { drop(serve.await) });
        Self { end, task }
    }

    /// Stops accepting requests, and waits for the open ones.
    pub async fn stop(self) {
        drop(self.end);
        let _ = timeout(SHUTDOWN_TIMEOUT, self.task).await;
    }
}
