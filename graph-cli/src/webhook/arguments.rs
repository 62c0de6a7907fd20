//! Options of `graph webhook`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use crate::session::AppSecretOption;

/// What to do with real-time updates.
#[derive(Debug, Subcommand)]
pub enum WebhookCommand {
    /// Receive updates: answer the handshake, verify signatures, print one change per line as JSON
    ///
    /// Listens on 127.0.0.1. The platform needs a tunnel to reach it; a local sandbox does not.
    #[command(
        after_help = "Example:\n  graph webhook listen --port 9000 --verify-token-file verify --app-secret-file app-secret"
    )]
    Listen(ListenOptions),
    /// Sign recorded updates again and post them to a URL
    ///
    /// The file contains one update per line, as written by `graph webhook listen --record FILE`, or a JSON
    /// list of updates. Exits with 1 if the response to an update is not 2xx.
    #[command(
        after_help = "Example:\n  graph webhook replay updates.ndjson --to http://127.0.0.1:9000/ --app-secret-file app-secret"
    )]
    Replay(ReplayOptions),
}

/// Where updates are received.
#[derive(Args, Debug)]
pub struct ListenOptions {
    /// Port on 127.0.0.1; 0 selects a free port
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub port: u16,
    /// File with the verify token of the subscription (mode 600). Default: GRAPH_VERIFY_TOKEN, or the file
    /// named by GRAPH_VERIFY_TOKEN_FILE
    #[arg(long, value_name = "FILE")]
    pub verify_token_file: Option<PathBuf>,
    #[command(flatten)]
    pub secret: AppSecretOption,
    /// Print one readable line per event, with its kind according to the schema, instead of JSON
    #[arg(long)]
    pub words: bool,
    /// Append every update, as received, to this file for `graph webhook replay`
    #[arg(long, value_name = "FILE")]
    pub record: Option<PathBuf>,
    /// Exit after this number of updates
    #[arg(long, value_name = "N")]
    pub count: Option<usize>,
    /// A manifest, or a folder with a graph.json. Default: the built-in schema
    #[arg(long, value_name = "PATH")]
    pub schema: Option<PathBuf>,
}

/// What is posted where.
#[derive(Args, Debug)]
pub struct ReplayOptions {
    /// File with the recorded updates
    pub file: PathBuf,
    /// URL to post them to
    #[arg(long, value_name = "URL")]
    pub to: String,
    #[command(flatten)]
    pub secret: AppSecretOption,
}
