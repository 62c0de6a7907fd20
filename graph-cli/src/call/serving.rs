//! A server that ends once what it was asked is answered.

use std::time::Duration;

use axum::Router;
use tokio::{net::TcpListener, sync::oneshot, task::JoinHandle, time::timeout};

/// So long an answer on its way is waited for at the end.
const PATIENCE: Duration = Duration::from_secs(2);

pub struct Serving {
    end: oneshot::Sender<()>,
    task: JoinHandle<()>,
}

impl Serving {
    pub fn start(listener: TcpListener, router: Router) -> Self {
        let (end, ended) = oneshot::channel::<()>();
        let serve = axum::serve(listener, router).with_graceful_shutdown(async move { drop(ended.await) });
        // It ends with the process at the latest, and what it says then interests nobody.
        let task = tokio::spawn(async move { drop(serve.await) });
        Self { end, task }
    }

    /// Takes nothing new, and waits for the answers that are on their way.
    pub async fn end(self) {
        drop(self.end);
        let _ = timeout(PATIENCE, self.task).await;
    }
}
