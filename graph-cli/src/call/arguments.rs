//! Options of `graph get`, `graph post` and `graph delete`.

use clap::Args;

use crate::{output::OutputFormat, session::ConnectOptions};

/// A call by its path.
#[derive(Args, Debug)]
pub struct CallOptions {
    /// Path to call: me, an id, me/likes, /v2.6/me. It may include a query
    pub path: String,
    /// Fields to select, such as name,albums.limit(5){name}
    #[arg(long, value_name = "LIST")]
    pub fields: Option<String>,
    /// A parameter; repeatable. NAME=@FILE sends a file, NAME=@@TEXT sends text that starts with @
    #[arg(long = "param", short = 'p', value_name = "NAME=VALUE")]
    pub params: Vec<String>,
    /// Output format. Default: a table on a terminal, JSON otherwise
    #[arg(long, short = 'o', value_enum)]
    pub output: Option<OutputFormat>,
    /// Print the results of a jq filter on the response; with --all, on each item. Strings are printed raw, anything
    /// else as JSON
    #[arg(long, value_name = "FILTER", conflicts_with = "output")]
    pub jq: Option<String>,
    /// Print the call as a curl command without the token, and send nothing
    #[arg(long)]
    pub curl: bool,
    /// Check the call and print its method, URL and body; needs no token, and sends nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Send the call even if it does not match the schema
    #[arg(long)]
    pub no_check: bool,
    /// Do not print notes about permissions
    #[arg(long, short)]
    pub quiet: bool,
    #[command(flatten)]
    pub connect: ConnectOptions,
}

/// A read by its path.
#[derive(Args, Debug)]
pub struct GetOptions {
    /// Read all pages of a list; prints one JSON object per line as they arrive
    #[arg(long)]
    pub all: bool,
    /// Maximum number of items per page
    #[arg(long, value_name = "N")]
    pub limit: Option<u32>,
    #[command(flatten)]
    pub call: CallOptions,
}

/// A write by its path.
#[derive(Args, Debug)]
pub struct ChangeOptions {
    /// A file with a JSON object: all parameters of the call; - reads standard input
    #[arg(long, value_name = "FILE")]
    pub json: Option<String>,
    #[command(flatten)]
    pub call: CallOptions,
}
