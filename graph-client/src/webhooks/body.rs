//! Reading the body of a webhook request.

use std::{future::poll_fn, pin::pin};

use bytes::{Buf as _, Bytes, BytesMut};
use http::{Request, StatusCode};
use http_body::Body;

use super::{Events, Received, Rejected, Webhooks};

/// The maximum length of a body in bytes, by default. The platform sends up to 3 MB.
pub(super) const LIMIT: usize = 4 << 20;

impl Webhooks {
    /// Reads the body of a request from your web framework, then verifies and decodes it like
    /// [`receive`](Self::receive). The body may have up to 4 MiB: see [`body_limit`](Self::body_limit).
    ///
    /// ```ignore
    /// // A handler of axum.
    /// async fn hook(State(bot): State<Arc<Bot>>, request: Request) -> Response {
    ///     match bot.webhooks.read::<wa::Webhooks>(request).await {
    ///         Ok(received) => {
    ///             for event in received.events() {
    ///                 tokio::spawn(bot.clone().handle(event));
    ///             }
    ///             received.response().map(Body::from)
    ///         }
    ///         Err(rejected) => rejected.response().map(Body::from),
    ///     }
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// As for [`receive`](Self::receive), and if the body is too large or incomplete.
    pub async fn read<W: Events>(&self, request: Request<impl Body>) -> Result<Received<W>, Rejected> {
        let (head, body) = request.into_parts();
        let body = whole(body, self.body_limit).await?;
        self.receive(&Request::from_parts(head, body))
    }

    /// Sets the maximum length of a body that [`read`](Self::read) accepts, in bytes. The default is 4 MiB.
    #[must_use]
    pub fn body_limit(mut self, bytes: usize) -> Self {
        self.body_limit = bytes;
        self
    }
}

async fn whole(body: impl Body, limit: usize) -> Result<Bytes, Rejected> {
    let mut body = pin!(body);
    let mut whole = BytesMut::new();
    while let Some(frame) = poll_fn(|context| body.as_mut().poll_frame(context)).await {
        let broken = |_| Rejected::new(StatusCode::BAD_REQUEST, "the body of the delivery is incomplete");
        let Ok(mut data) = frame.map_err(broken)?.into_data() else { continue };
        if whole.len() + data.remaining() > limit {
            let reason = format!("the body of the delivery is larger than {limit} bytes");
            return Err(Rejected::new(StatusCode::PAYLOAD_TOO_LARGE, reason));
        }
        whole.extend_from_slice(&data.copy_to_bytes(data.remaining()));
    }
    Ok(whole.freeze())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{secrecy::AppSecret, webhooks::Untyped};

    /// A body in one frame, which is ready at once.
    fn read(webhooks: &Webhooks, body: &str) -> Result<Received<Untyped>, Rejected> {
        let request = Request::post("/hook").header("X-Hub-Signature-256", webhooks.sign(body.as_bytes()));
        let mut reading = pin!(webhooks.read(request.body(body.to_owned()).unwrap()));
        let mut context = std::task::Context::from_waker(std::task::Waker::noop());
        match std::future::Future::poll(reading.as_mut(), &mut context) {
            std::task::Poll::Ready(received) => received,
            std::task::Poll::Pending => panic!("not ready"),
        }
    }

    #[test]
    fn a_body_is_read_up_to_the_limit() {
        let webhooks = Webhooks::new(AppSecret::new("secret"), "verify").body_limit(40);
        let body = r#"{"object":"user","entry":[]}"#;
        assert!(matches!(read(&webhooks, body), Ok(Received::Delivery(_))));
        let error = read(&webhooks, &format!("{body}{}", " ".repeat(20))).unwrap_err();
        assert_eq!(error.status(), StatusCode::PAYLOAD_TOO_LARGE);
        assert!(error.to_string().contains("larger than 40 bytes"), "{error}");
    }
}
