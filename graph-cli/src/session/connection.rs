//! A connection: the schema, the configured client, and the secrets to redact.

use std::env;

use graph_client::{AnyToken, Api, AppSecret, ErrorKind, ErrorRow, Graph, RetryPolicy};
use graph_schema::{
    Schema,
    call::ByPath,
    model::{ErrorCode, Operation, Retry},
};

use super::{Client, ConnectOptions, secret};
use crate::{
    output::{Redactor, note, report_error, sanitize},
    profile::{self, default_file},
    schema,
    status::Status,
};

pub struct Connection {
    pub schema: Schema,
    pub graph: Graph,
    token: Option<String>,
    pub redactor: Redactor,
}

impl ConnectOptions {
    /// Loads the schema and finds the host and the token. Reports what is missing.
    pub fn open(&self, needs_token: bool) -> Result<Connection, Status> {
        self.prepare(needs_token).map_err(|reason| match reason {
            Reason::Text(text) => {
                report_error(&text);
                Status::CannotRun
            }
            Reason::Reported(status) => status,
        })
    }

    /// The host that replaces the one of the schema.
    pub fn host(&self) -> Option<String> {
        let configured = || profile::current().host.clone().or_else(|| env::var("GRAPH_HOST").ok());
        self.host.clone().or_else(configured).filter(|host| !host.is_empty())
    }

    fn prepare(&self, needs_token: bool) -> Result<Connection, Reason> {
        if self.token.is_some() {
            return Err(Reason::Text(
                "a token on the command line is visible to other users and saved in the shell history; \
                 set GRAPH_TOKEN, or use --token-file with a file of mode 600"
                    .to_owned(),
            ));
        }
        let mut schema = schema::usable(self.schema.as_deref())?;
        if let Some(version) = &profile::current().version {
            schema.version = Some(version.clone());
        }
        let host = self.host();
        if let Some(host) = host.as_deref().filter(|host| !is_http_url(host)) {
            let host = sanitize(host);
            return Err(Reason::Text(format!(
                "invalid host {host:?}: expected a URL such as http://127.0.0.1:8080"
            )));
        }
        let token = match self.no_token {
            true => None,
            false => secret::token(self.token_file.as_deref())?,
        };
        let app_secret = secret::app_secret(None)?;
        if let (Some(host), Some(_)) = (host.as_deref().filter(|host| is_unencrypted(host)), &token) {
            note(&format!("the token is sent unencrypted to {}; use https", sanitize(host)));
        }
        if needs_token && token.is_none() && !self.no_token {
            return Err(Reason::Text(no_token()));
        }
        let mut redactor = Redactor::default();
        token.iter().chain(&app_secret).for_each(|secret| redactor.add(secret));
        let graph = self.graph(host.as_deref(), app_secret);
        Ok(Connection { schema, graph, token, redactor })
    }

    fn graph(&self, host: Option<&str>, app_secret: Option<String>) -> Graph {
        let mut builder = Graph::builder().on_call(|call| {
            if let Some(wait) = call.again_in.filter(|wait| wait.as_secs() > 0) {
                let why = call.error.map_or("the call failed", |error| match error.kind() {
                    ErrorKind::Throttled => "rate limit reached",
                    ErrorKind::Network | ErrorKind::Timeout => "no response",
                    _ => "server error",
                });
                note(&format!("{why}; retrying in {} s", wait.as_secs() + 1));
            }
        });
        if let Some(host) = host {
            builder = builder.host(host);
        }
        if self.no_retry {
            builder = builder.retry(RetryPolicy::never());
        }
        // The client then adds an `appsecret_proof` to each call.
        if let Some(secret) = app_secret {
            builder = builder.app_secret(AppSecret::new(secret));
        }
        builder.build()
    }
}

/// Why there is no connection.
enum Reason {
    Text(String),
    /// The errors of the schema have been printed.
    Reported(Status),
}

impl From<String> for Reason {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<Status> for Reason {
    fn from(status: Status) -> Self {
        Self::Reported(status)
    }
}

fn no_token() -> String {
    let file = default_file("token")
        .map_or_else(|| "a file and use --token-file".to_owned(), |file| file.display().to_string());
    format!(
        "no access token; set GRAPH_TOKEN, or write the token to {file} (mode 600), or run `graph token login`"
    )
}

fn is_http_url(host: &str) -> bool {
    let Ok(uri) = host.parse::<http::Uri>() else { return false };
    matches!(uri.scheme_str(), Some("http" | "https")) && uri.host().is_some_and(|host| !host.is_empty())
}

/// Whether requests to this host cross a network without encryption.
fn is_unencrypted(host: &str) -> bool {
    let Ok(uri) = host.parse::<http::Uri>() else { return false };
    let name = uri.host().unwrap_or_default();
    let is_local = name == "localhost" || name == "[::1]" || name.starts_with("127.");
    uri.scheme_str() == Some("http") && !is_local
}

impl Connection {
    pub fn client(&self) -> Client {
        match &self.token {
            Some(token) => Client::WithToken(self.graph.with(AnyToken::new(token.as_str()))),
            None => Client::WithoutToken(self.graph.without_token()),
        }
    }

    /// The text of the token, to debug it or to exchange it for another one.
    pub fn token(&self) -> Option<&str> {
        self.token.as_deref()
    }

    /// The API description for a call: host, version and error codes from the schema.
    ///
    /// Leaked on purpose: a command creates only a few before the process ends.
    pub fn api(&self, call: &ByPath) -> &'static Api {
        let leak = |text: &str| -> &'static str { Box::leak(text.to_owned().into_boxed_str()) };
        let own = self.operation(call).map_or(&[][..], |operation| &operation.errors);
        let common = self.schema.errors.iter().map(|error| error_row(error, &leak));
        let own = own.iter().map(|error| {
            let same = |code: &&ErrorCode| {
                (code.code.first, code.code.last, code.subcode) == (error.code, error.code, None)
            };
            let known = self.schema.errors.iter().find(same).map(|code| error_row(code, &leak));
            ErrorRow {
                first: error.code,
                last: error.code,
                subcode: None,
                name: leak(&error.name),
                meaning: leak(&error.meaning),
                remedy: leak(&error.remedy),
                kind: known.as_ref().map_or(ErrorKind::Api, |row| row.kind),
                retry: known.as_ref().is_some_and(|row| row.retry),
                last_word: known.is_some_and(|row| row.last_word),
            }
        });
        // The last matching row wins, so the operation's own codes come last.
        let errors: Vec<ErrorRow> = common.chain(own).collect();
        Box::leak(Box::new(Api {
            host: leak(&call.host),
            version: call.version.as_deref().map(leak),
            dialog: None,
            hosts: &[],
            errors: errors.leak(),
            common: &[],
        }))
    }

    /// The API description for calls that no operation describes.
    pub fn plain_api(&self) -> &'static Api {
        self.api(&graph_schema::call::unchecked(&self.schema, "", &[]))
    }

    fn operation(&self, call: &ByPath) -> Option<&Operation> {
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

fn error_row(error: &ErrorCode, leak: &dyn Fn(&str) -> &'static str) -> ErrorRow {
    ErrorRow {
        first: error.code.first,
        last: error.code.last,
        subcode: error.subcode,
        name: leak(&error.name),
        meaning: leak(&error.meaning),
        remedy: leak(&error.remedy),
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
        last_word: error.says_retry,
    }
}
