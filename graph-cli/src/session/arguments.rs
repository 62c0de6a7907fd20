//! Options of every command that calls a server.

use std::path::PathBuf;

use clap::Args;

/// The app secret.
#[derive(Args, Debug)]
pub struct AppSecretOption {
    /// File with the app secret (mode 600). Default: GRAPH_APP_SECRET, the file named by
    /// GRAPH_APP_SECRET_FILE, or graph/app-secret in your configuration directory
    #[arg(long, value_name = "FILE")]
    pub app_secret_file: Option<PathBuf>,
}

/// The server to call, and the token to call it with.
#[derive(Args, Clone, Debug, Default)]
#[command(next_help_heading = "Connection")]
pub struct ConnectOptions {
    /// Server to call, such as the URL of a sandbox. Default: GRAPH_HOST, else the host in the schema
    #[arg(long, value_name = "URL")]
    pub host: Option<String>,
    /// A manifest, or a folder with a graph.json. Default: the built-in schema
    #[arg(long, value_name = "PATH")]
    pub schema: Option<PathBuf>,
    /// File with the access token (mode 600). Default: GRAPH_TOKEN, the file named by GRAPH_TOKEN_FILE,
    /// or graph/token in your configuration directory
    #[arg(long, value_name = "FILE")]
    pub token_file: Option<PathBuf>,
    /// Send calls without a token
    #[arg(long)]
    pub no_token: bool,
    /// Do not retry calls that fail temporarily
    #[arg(long)]
    pub no_retry: bool,
    /// Accepted only to be rejected with an explanation.
    #[arg(long, hide = true, num_args = 0..=1, default_missing_value = "", alias = "access-token", alias = "access_token")]
    pub token: Option<String>,
}
