//! From the command line and the environment to a client.

use std::{env, io::Write, path::Path};

use graph_client::{AnyToken, Api, AppSecret, ErrorKind, ErrorRow, Graph, Method, NoToken, Raw, RetryPolicy};
use graph_schema::{
    Schema,
    call::ByPath,
    model::{ErrorCode, Retry},
};

use super::{arguments::Connect, hide::Hide, secret};
use crate::{
    schema,
    status::{Status, complain},
};

/// A client, and what it knows.
pub struct Connection {
    pub schema: Schema,
    pub graph: Graph,
    token: Option<String>,
    pub hide: Hide,
}

/// The secret of the app, where one was set.
pub fn app_secret(file: Option<&Path>) -> Result<Option<String>, String> {
    secret::find(file, "GRAPH_APP_SECRET", "app-secret")
}

impl Connect {
    /// Reads the schema, the host and the token. What is missing for a call is said on the standard error.
    pub fn open(&self, needs_token: bool) -> Result<Connection, Status> {
        let connection = self.prepare()?;
        if needs_token && connection.token.is_none() && !self.no_token {
            let file = secret::default_file("token").map_or_else(
                || "a file that --token-file names".to_owned(),
                |file| file.display().to_string(),
            );
            complain(&format!(
                "there is no access token; set GRAPH_TOKEN, or write one to {file} (mode 600), or get one with \
                 `graph token login`"
            ));
            return Err(Status::Unusable);
        }
        Ok(connection)
    }

    fn prepare(&self) -> Result<Connection, Status> {
        let unusable = |why: String| {
            complain(&why);
            Status::Unusable
        };
        if self.token.is_some() {
            return Err(unusable(
                "a token is not taken from the command line, where other users and the shell's history see it; \
                 set GRAPH_TOKEN, or name a file of mode 600 with --token-file"
                    .to_owned(),
            ));
        }
        let schema = schema::usable(self.schema.as_deref())?;
        let host = self.host.clone().or_else(|| env::var("GRAPH_HOST").ok()).filter(|host| !host.is_empty());
        if let Some(host) = &host
            && !is_address(host)
        {
            let host = super::hide::tame(host);
            return Err(unusable(format!("{host:?} is no address; write it such as http://127.0.0.1:8080")));
        }
        let open_to_all = host.as_deref().filter(|host| is_unencrypted(host));
        let token = if self.no_token {
            None
        } else {
            secret::find(self.token_file.as_deref(), "GRAPH_TOKEN", "token").map_err(unusable)?
        };
        let secret = app_secret(None).map_err(unusable)?;
        if let (Some(host), Some(_)) = (open_to_all, &token) {
            let host = super::hide::tame(host);
            let _ = writeln!(std::io::stderr(), "note: the token goes unencrypted to {host}; use https");
        }
        let mut hide = Hide::default();
        token.iter().chain(&secret).for_each(|secret| hide.add(secret));

        let mut builder = Graph::builder().on_call(|call| {
            if let Some(wait) = call.again_in.filter(|wait| wait.as_secs() > 0) {
                let why = call.error.map_or("it failed", |error| match error.kind() {
                    ErrorKind::Throttled => "there were too many calls",
                    ErrorKind::Network | ErrorKind::Timeout => "no answer came",
                    _ => "the server is in trouble",
                });
                let _ = writeln!(std::io::stderr(), "note: {why}; again in {} s", wait.as_secs() + 1);
            }
        });
        if let Some(host) = &host {
            builder = builder.host(host.as_str());
        }
        if self.no_retry {
            builder = builder.retry(RetryPolicy::never());
        }
        // With it goes a proof that the call comes from the app.
        if let Some(secret) = secret {
            builder = builder.app_secret(AppSecret::new(secret));
        }
        Ok(Connection { schema, graph: builder.build(), token, hide })
    }
}

fn is_address(host: &str) -> bool {
    let Ok(uri) = host.parse::<http::Uri>() else { return false };
    matches!(uri.scheme_str(), Some("http" | "https")) && uri.host().is_some_and(|host| !host.is_empty())
}

/// Whether what is sent there can be read on the way.
fn is_unencrypted(host: &str) -> bool {
    let Ok(uri) = host.parse::<http::Uri>() else { return false };
    let name = uri.host().unwrap_or_default();
    let is_here = name == "localhost" || name == "[::1]" || name.starts_with("127.");
    uri.scheme_str() == Some("http") && !is_here
}

/// A client whose token may be missing.
pub enum Client {
    With(graph_client::Client<AnyToken>),
    Without(graph_client::Client<NoToken>),
}

impl Connection {
    pub fn client(&self) -> Client {
        match &self.token {
            Some(token) => Client::With(self.graph.with(AnyToken::new(token.as_str()))),
            None => Client::Without(self.graph.without_token()),
        }
    }

    /// The text of the token, for what is exchanged for another one.
    pub fn token(&self) -> Option<&str> {
        self.token.as_deref()
    }

    /// What the client has to know of the schema for a call. It is kept to the end of the process.
    pub fn api(&self, call: &ByPath) -> &'static Api {
        let leak = |text: &str| -> &'static str { Box::leak(text.to_owned().into_boxed_str()) };
        let own = self.operation(call).map_or(&[][..], |operation| &operation.errors);
        let common = self.schema.errors.iter().map(|error| row(error, &leak));
        let own = own.iter().map(|error| ErrorRow {
            first: error.code,
            last: error.code,
            subcode: None,
            name: leak(&error.name),
            meaning: leak(&error.meaning),
            kind: ErrorKind::Api,
            retry: false,
        });
        // Of two that fit, the last one counts.
        let errors: Vec<ErrorRow> = common.chain(own).collect();
        Box::leak(Box::new(Api {
            host: leak(&call.host),
            version: call.version.as_deref().map(leak),
            errors: errors.leak(),
        }))
    }

    fn operation(&self, call: &ByPath) -> Option<&graph_schema::model::Operation> {
        let (place, name) = call.operation.as_deref()?.rsplit_once('.')?;
        let nodes = self.schema.nodes.iter();
        nodes
            .flat_map(|node| {
                let of_node = node.operations.iter().filter(move |_| node.module == place);
                let of_connections = node
                    .connections
                    .iter()
                    .filter(move |connection| format!("{}.{}", node.module, connection.name) == place)
                    .flat_map(|connection| &connection.operations);
                of_node.chain(of_connections)
            })
            .find(|operation| operation.name == name)
    }
}

fn row(error: &ErrorCode, leak: &dyn Fn(&str) -> &'static str) -> ErrorRow {
    ErrorRow {
        first: error.code.first,
        last: error.code.last,
        subcode: error.subcode,
        name: leak(&error.name),
        meaning: leak(&error.meaning),
        kind: match error.kind.as_str() {
            "authentication" => ErrorKind::Authentication,
            "blocked" => ErrorKind::Blocked,
            "duplicate" => ErrorKind::Duplicate,
            "not_found" => ErrorKind::NotFound,
            "parameter" => ErrorKind::Parameter,
            "permission" => ErrorKind::Permission,
            "server" => ErrorKind::Server,
            "throttled" => ErrorKind::Throttled,
            _ => ErrorKind::Api,
        },
        retry: error.retry != Retry::Never,
    }
}

impl Client {
    pub fn raw(&self, method: Method, path: &str) -> Raw {
        match self {
            Self::With(client) => client.raw(method, path),
            Self::Without(client) => client.raw(method, path),
        }
    }

    pub fn curl(&self, call: &Raw) -> String {
        match self {
            Self::With(client) => client.curl(call),
            Self::Without(client) => client.curl(call).replace(" -H 'Authorization: Bearer <token>'", ""),
        }
    }

    pub fn pages(&self, list: Raw) -> graph_client::Pages<serde_json::Value> {
        match self {
            Self::With(client) => client.pages(list),
            Self::Without(client) => client.pages(list),
        }
    }
}
