//! What can be asked about tokens.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use crate::call::arguments::{AppSecretOption, Connect, Output};

/// What to do with a token.
#[derive(Debug, Subcommand)]
pub enum TokenCommand {
    /// Say whose a token is, what was granted and until when
    #[command(after_help = "Example:\n  GRAPH_APP_ID=.. GRAPH_APP_SECRET_FILE=app-secret graph token debug")]
    Debug {
        /// How it is printed. Default: a table on a terminal, JSON otherwise
        #[arg(long, short = 'o', value_enum)]
        output: Option<Output>,
        #[command(flatten)]
        app: AppOptions,
        #[command(flatten)]
        connect: Connect,
    },
    /// Exchange a person's token for one that is good for about 60 days, and keep that
    #[command(after_help = "Example:\n  graph token exchange --app-id 12 --app-secret-file app-secret")]
    Exchange(NewToken),
    /// Get a person's token: prints the address of the login dialog and waits for the person to come back
    ///
    /// Open the address in a browser. Its redirect must be among those that the app's dashboard allows:
    /// http://localhost:PORT/
    #[command(
        after_help = "Example:\n  graph token login --app-id 12 --app-secret-file app-secret --scope user_likes,email"
    )]
    Login {
        /// The permissions to ask for
        #[arg(long, value_name = "LIST", value_delimiter = ',')]
        scope: Vec<String>,
        /// The port of 127.0.0.1 that the person comes back to; 0 takes a free one
        #[arg(long, value_name = "N", default_value_t = 8787)]
        port: u16,
        /// Also exchange the token for one that is good for about 60 days
        #[arg(long)]
        long_lived: bool,
        #[command(flatten)]
        new: NewToken,
    },
    /// Keep the token of a Page that the person manages in a file
    #[command(
        after_help = "Example:\n  graph token page 123 --out page-token\n  graph get me --token-file page-token"
    )]
    Page {
        /// The Page's id
        id: String,
        #[command(flatten)]
        keep: Keep,
        #[command(flatten)]
        connect: Connect,
    },
}

/// Where a new token comes from, and where it goes.
#[derive(Args, Debug)]
pub struct NewToken {
    #[command(flatten)]
    pub keep: Keep,
    #[command(flatten)]
    pub app: AppOptions,
    #[command(flatten)]
    pub connect: Connect,
}

/// The app that asks.
#[derive(Args, Debug)]
#[command(next_help_heading = "App")]
pub struct AppOptions {
    /// The app's id. Default: the variable GRAPH_APP_ID
    #[arg(long, value_name = "ID")]
    pub app_id: Option<String>,
    #[command(flatten)]
    pub secret: AppSecretOption,
}

/// Where a token is kept.
#[derive(Args, Debug)]
pub struct Keep {
    /// Where the token is kept, with mode 600. Default: where the commands look for it
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}
