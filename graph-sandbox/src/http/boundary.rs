//! Which requests are answered at all.
//!
//! Any web page can send requests to this machine. With DNS rebinding, it could also read the responses, so a request
//! must name the sandbox as its host. The sandbox's own endpoints require no token, so they also refuse requests from
//! pages of other sites.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    http::{HeaderName, HeaderValue, Method, header, uri::Authority},
    middleware::Next,
    response::Response,
};
use percent_encoding::percent_decode_str;

use super::{leash::Leash, response::response};
use crate::{
    error::Error,
    fault::Effects,
    protocol::{PREFIX, Refusal, is_version},
    service::Shared,
};

/// The hosts that requests may name.
#[derive(Clone, Debug)]
pub(crate) struct Boundary {
    port: u16,
    allowed: Arc<[Authority]>,
}

/// The names of this machine.
const LOOPBACK: &[&str] = &["127.0.0.1", "localhost", "[::1]"];

impl Boundary {
    /// A sandbox on this port of this machine, and the names that are allowed besides.
    pub(crate) fn new(port: u16, allowed: &[String]) -> Result<Self, Error> {
        let read = |name: &String| {
            authority(name).ok_or_else(|| {
                Error::setting(format!("`{name}` is not a host to allow: write NAME or NAME:PORT"))
            })
        };
        Ok(Self { port, allowed: allowed.iter().map(read).collect::<Result<_, _>>()? })
    }

    fn allows(&self, host: &Authority) -> bool {
        let is = |name: &str| host.host().eq_ignore_ascii_case(name);
        let is_own = host.port_u16().unwrap_or(80) == self.port && LOOPBACK.iter().any(|name| is(name));
        let fits = |allowed: &Authority| {
            is(allowed.host()) && (allowed.port().is_none() || allowed.port_u16() == host.port_u16())
        };
        is_own || self.allowed.iter().any(fits)
    }

    /// Why a request is not answered.
    fn problem(&self, request: &Request) -> Option<String> {
        if is_health(request) {
            return None;
        }
        let headers = request.headers();
        let hosts: Vec<&HeaderValue> = headers.get_all(header::HOST).iter().collect();
        let named = match hosts.as_slice() {
            [host] => host.to_str().unwrap_or_default(),
            _ => "",
        };
        let target = request.uri().authority();
        for host in [Some(named), target.map(Authority::as_str)].into_iter().flatten() {
            if !authority(host).is_some_and(|host| self.allows(&host)) {
                let (port, shown) = (self.port, if host.is_empty() { "none, or several" } else { host });
                return Some(format!(
                    "The request must name this sandbox as its host, not {shown:?}. Send it to http://127.0.0.1:{port}, or start the sandbox with --allow-host NAME (Builder::allow_host) for each other name it has"
                ));
            }
        }
        let place = Place::of(request);
        let is_foreign = |origin: &HeaderValue| !self.is_own_origin(origin.to_str().unwrap_or_default());
        let is_from_elsewhere = headers.get_all(header::ORIGIN).iter().any(is_foreign)
            || (place != Place::Image
                && headers.get_all(&FETCH_SITE).iter().any(|site| site == "cross-site"));
        (matches!(place, Place::Image | Place::Own) && is_from_elsewhere).then(|| {
            "A page of another site must not use the sandbox's own pages and endpoints. Open them by their address in a new tab, or call them from outside of a browser".to_owned()
        })
    }

    fn is_own_origin(&self, origin: &str) -> bool {
        let host = origin.strip_prefix("http://").or_else(|| origin.strip_prefix("https://"));
        host.and_then(authority).is_some_and(|host| self.allows(&host))
    }
}

/// Whether a request is a health check. A probe may name any host: the answer reveals nothing.
fn is_health(request: &Request) -> bool {
    matches!(*request.method(), Method::GET | Method::HEAD)
        && request.uri().path() == format!("/{PREFIX}/health")
}

/// What a browser reports about the site that sent a request.
static FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Reads `NAME` or `NAME:PORT`.
fn authority(text: &str) -> Option<Authority> {
    let read: Authority = text.parse().ok()?;
    let has_port = text.rsplit_once(']').map_or(text, |(_, rest)| rest).contains(':');
    let is_plain = !read.host().is_empty() && !text.contains('@') && has_port == read.port_u16().is_some();
    is_plain.then_some(read)
}

/// What a path leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// The simulated API, which a web page may call as on the platform: it needs a token.
    Graph,
    /// A picture or an uploaded file, which a web page may show.
    Image,
    /// The pages of logins, to which apps send people.
    Dialog,
    /// The sandbox's own pages and endpoints, and the decisions of logins.
    Own,
}

impl Place {
    fn of(request: &Request) -> Self {
        let decode = |part| percent_decode_str(part).decode_utf8_lossy().into_owned();
        let parts = request.uri().path().split('/').filter(|part| !part.is_empty()).map(decode);
        let parts: Vec<String> = parts.skip_while(|part| is_version(part)).collect();
        let is_read = matches!(*request.method(), Method::GET | Method::HEAD);
        match parts.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
            [PREFIX, "files" | "pictures", ..] if is_read => Self::Image,
            [PREFIX | "docs", ..] => Self::Own,
            ["dialog", ..] | ["device"] => {
                if is_read {
                    Self::Dialog
                } else {
                    Self::Own
                }
            }
            _ => Self::Graph,
        }
    }
}

/// Refuses requests from elsewhere. Any page can read the responses of the simulated API, as on the platform.
pub(super) async fn check(
    State((boundary, shared)): State<(Boundary, Shared)>,
    request: Request,
    next: Next,
) -> Response {
    if let Some(problem) = boundary.problem(&request) {
        let answer = Refusal::permission(problem).answer(shared.lock().world.count());
        return response(answer, None, &Effects::default(), &Leash::default());
    }
    let place = Place::of(&request);
    let mut response = next.run(request).await;
    if place == Place::Graph {
        // A fault may have set it already.
        let shared = response.headers_mut().entry(header::ACCESS_CONTROL_ALLOW_ORIGIN);
        shared.or_insert(HeaderValue::from_static("*"));
    }
    response
}
