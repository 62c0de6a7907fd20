//! What can be asked of a client on the command line.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// What an app proves itself by.
#[derive(Args, Debug)]
pub struct AppSecretOption {
    /// The file with the app's secret, of mode 600. Default: the variable GRAPH_APP_SECRET, the file that
    /// GRAPH_APP_SECRET_FILE names, or graph/app-secret in your folder of settings
    #[arg(long, value_name = "FILE")]
    pub app_secret_file: Option<PathBuf>,
}

/// Where calls go, and with which token.
#[derive(Args, Debug, Default)]
#[command(next_help_heading = "Connection")]
pub struct Connect {
    /// Where to send calls, such as the address of a sandbox. Default: GRAPH_HOST, else the schema's host
    #[arg(long, value_name = "URL")]
    pub host: Option<String>,
    /// A manifest, or a folder that holds a graph.json; without one, the built-in schema
    #[arg(long, value_name = "PATH")]
    pub schema: Option<PathBuf>,
    /// The file with the access token, of mode 600. Default: the variable GRAPH_TOKEN, the file that
    /// GRAPH_TOKEN_FILE names, or graph/token in your folder of settings
    #[arg(long, value_name = "FILE")]
    pub token_file: Option<PathBuf>,
    /// Send calls without a token
    #[arg(long)]
    pub no_token: bool,
    /// Do not repeat calls that fail for the moment
    #[arg(long)]
    pub no_retry: bool,
    /// Stands here to be refused with a reason.
    #[arg(long, hide = true, num_args = 0..=1, default_missing_value = "", alias = "access-token", alias = "access_token")]
    pub token: Option<String>,
}

/// How answers are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Output {
    /// Columns as wide as the terminal lets them be
    Table,
    /// The answer as it came, indented
    Json,
    /// One JSON object a line: the items of a list, or the answer
    Ndjson,
}

/// A call by its path.
#[derive(Args, Debug)]
pub struct CallOptions {
    /// What it is about: me, an id, me/likes, /v2.6/me. A query goes with it
    pub path: String,
    /// The fields that are wanted: name,albums.limit(5){name}
    #[arg(long, value_name = "LIST")]
    pub fields: Option<String>,
    /// A parameter; may be given more than once. NAME=@FILE sends a file, NAME=@@TEXT a text that begins with @
    #[arg(long = "param", short = 'p', value_name = "NAME=VALUE")]
    pub params: Vec<String>,
    /// How the answer is printed. Default: a table on a terminal, JSON otherwise
    #[arg(long, short = 'o', value_enum)]
    pub output: Option<Output>,
    /// Print the call as a curl line, without the token, and send nothing
    #[arg(long)]
    pub curl: bool,
    /// Send the call even if the schema says that it is wrong
    #[arg(long)]
    pub no_check: bool,
    /// Say nothing of permissions
    #[arg(long, short)]
    pub quiet: bool,
    #[command(flatten)]
    pub connect: Connect,
}

/// A read by its path.
#[derive(Args, Debug)]
pub struct GetOptions {
    /// Read the list to its end, page by page: one JSON object a line, as they come
    #[arg(long)]
    pub all: bool,
    /// How many items a page has
    #[arg(long, value_name = "N")]
    pub limit: Option<u32>,
    #[command(flatten)]
    pub call: CallOptions,
}

/// A batch.
#[derive(Args, Debug)]
pub struct BatchOptions {
    /// The calls, as a JSON list or one JSON object a line; - reads them from the standard input
    pub file: PathBuf,
    /// Send the calls even if the schema says that one is wrong
    #[arg(long)]
    pub no_check: bool,
    #[command(flatten)]
    pub connect: Connect,
}
