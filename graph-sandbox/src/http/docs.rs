//! The schema reference under `/docs/`, where every operation can be tried.

use std::{
    collections::BTreeSet,
    sync::{Arc, OnceLock},
};

use axum::{
    body::Body,
    extract::{Request, State},
    http::{HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::Response,
};
use graph_reference::{Html, Page, Site, html};
use serde_json::{Map, Value, json};

use crate::{service::Shared, world::World};

/// The site, generated on the first request: a large schema has thousands of pages.
#[derive(Clone)]
pub(crate) struct Docs {
    shared: Shared,
    /// One for each API, by name.
    sites: Arc<[(String, OnceLock<Site>)]>,
}

impl Docs {
    pub(crate) fn new(shared: Shared, names: Vec<String>) -> Self {
        Self { shared, sites: names.into_iter().map(|name| (name, OnceLock::new())).collect() }
    }

    /// The page of a name. With several APIs it begins with that of one of them.
    fn page(&self, name: &str) -> Option<&Page> {
        let (place, name) = match &*self.sites {
            [_] => (0, name),
            sites => {
                let (api, name) = name.split_once('/')?;
                (sites.iter().position(|(known, _)| known == api)?, name)
            }
        };
        let (_, site) = self.sites.get(place)?;
        let site = site.get_or_init(|| {
            let (schema, access) = {
                let world = &mut self.shared.lock().world;
                world.turn_to(place);
                (Arc::clone(&world.schema), access(world))
            };
            Site::new(&schema).with_access(&access)
        });
        site.page(if name.is_empty() { "index.html" } else { name })
    }

    /// The list of APIs, if there are several.
    fn list(&self) -> Response {
        let links: Html = self
            .sites
            .iter()
            .map(|(name, _)| html!("<li><a href=\"/docs/{}/index.html\">{}</a></li>\n", name, name))
            .collect();
        let text = html!(
            "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Reference</title></head>\n<body><h1>Reference</h1><ul>\n{links}</ul></body></html>\n";
            links
        );
        let mut response = Response::new(Body::from(text.into_string()));
        let kind = HeaderValue::from_static("text/html; charset=utf-8");
        response.headers_mut().insert(header::CONTENT_TYPE, kind);
        response
    }
}

/// Serves pages of the reference; other requests go to the next handler.
pub(crate) async fn pages(State(docs): State<Docs>, request: Request, next: Next) -> Response {
    if request.method() != Method::GET && request.method() != Method::HEAD {
        return next.run(request).await;
    }
    let path = request.uri().path();
    if path == "/docs" || (path == "/" && request.uri().query().is_none() && is_browser(&request)) {
        return moved("/docs/");
    }
    let Some(name) = path.strip_prefix("/docs/") else { return next.run(request).await };
    let name = percent_encoding::percent_decode_str(name).decode_utf8_lossy();
    if name.is_empty() && docs.sites.len() > 1 {
        return docs.list();
    }
    match docs.page(&name) {
        Some(page) => page_response(page),
        None => plain(StatusCode::NOT_FOUND, "No such page. The reference starts at /docs/\n"),
    }
}

/// API clients that read the root do not accept HTML.
fn is_browser(request: &Request) -> bool {
    let accept = request.headers().get(header::ACCEPT).and_then(|value| value.to_str().ok());
    accept.is_some_and(|accept| accept.contains("text/html"))
}

fn page_response(page: &Page) -> Response {
    let mut response = Response::new(Body::from(page.text.clone()));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(page.content_type()));
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("frame-ancestors 'none'"));
    // The next sandbox on this port may have another schema and other tokens.
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    response
}

fn plain(status: StatusCode, text: &'static str) -> Response {
    let mut response = Response::new(Body::from(text));
    *response.status_mut() = status;
    let kind = HeaderValue::from_static("text/plain; charset=utf-8");
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    response
}

fn moved(to: &'static str) -> Response {
    let mut response = plain(StatusCode::FOUND, "The reference is at /docs/\n");
    response.headers_mut().insert(header::LOCATION, HeaderValue::from_static(to));
    response
}

/// Tokens of each kind, and an example id of every node type.
fn access(world: &mut World) -> Value {
    let (cast, granted) = (world.cast.clone(), world.all_permissions());
    let mut tokens = vec![
        ("user", world.tokens.user(&cast.user, granted.clone())),
        ("user without permissions", world.tokens.user(&cast.user, BTreeSet::new())),
    ];
    if !cast.page.is_empty() {
        tokens.push(("page", world.tokens.page(&cast.page, granted)));
    }
    tokens.push(("app", cast.app_token()));
    let mut ids = Map::new();
    for (id, node) in world.schema.nodes() {
        if let Some(first) = world.store.generator.pool(id).first() {
            ids.insert(node.name.clone(), json!(first));
        }
        if world.store.generator.is_person(id) {
            ids.insert(":person".into(), json!(node.name));
        }
    }
    for (who, id) in [("self", cast.user), ("friend", cast.friend), ("other", cast.stranger)] {
        ids.insert(who.into(), json!(id));
    }
    json!({ "tokens": tokens, "ids": ids })
}
