//! What can be asked about real-time updates.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use crate::call::arguments::AppSecretOption;

/// What to do with real-time updates.
#[derive(Debug, Subcommand)]
pub enum WebhookCommand {
    /// Receive updates: answers the handshake, verifies signatures, prints one change a line as JSON
    ///
    /// It listens on 127.0.0.1; what the platform sends reaches it through a tunnel of yours. What a sandbox
    /// sends reaches it as it is.
    #[command(
        after_help = "Example:\n  graph webhook listen --port 9000 --verify-token-file verify --app-secret-file app-secret"
    )]
    Listen(ListenOptions),
    /// Sign recorded updates anew and post them to an address
    ///
    /// A file holds one update a line, as `graph webhook listen --record FILE` writes them, or a JSON list of
    /// updates. The exit code is 1 where one was not answered with 2xx.
    #[command(
        after_help = "Example:\n  graph webhook replay updates.ndjson --to http://127.0.0.1:9000/ --app-secret-file app-secret"
    )]
    Replay(ReplayOptions),
}

/// Where updates are received.
#[derive(Args, Debug)]
pub struct ListenOptions {
    /// The port of 127.0.0.1; 0 takes a free one
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub port: u16,
    /// The file with the verify token of the subscription, of mode 600. Default: the variable GRAPH_VERIFY_TOKEN,
    /// or the file that GRAPH_VERIFY_TOKEN_FILE names
    #[arg(long, value_name = "FILE")]
    pub verify_token_file: Option<PathBuf>,
    #[command(flatten)]
    pub secret: AppSecretOption,
    /// Also write every update to this file as it came, for `graph webhook replay`
    #[arg(long, value_name = "FILE")]
    pub record: Option<PathBuf>,
    /// End after so many updates
    #[arg(long, value_name = "N")]
    pub count: Option<usize>,
    /// A manifest, or a folder that holds a graph.json; without one, the built-in schema
    #[arg(long, value_name = "PATH")]
    pub schema: Option<PathBuf>,
}

/// What is posted where.
#[derive(Args, Debug)]
pub struct ReplayOptions {
    /// The recorded updates
    pub file: PathBuf,
    /// Where to post them
    #[arg(long, value_name = "URL")]
    pub to: String,
    #[command(flatten)]
    pub secret: AppSecretOption,
}
