//! Options of `graph token`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use crate::{
    output::OutputFormat,
    session::{AppSecretOption, ConnectOptions},
};

/// What to do with a token.
#[derive(Debug, Subcommand)]
pub enum TokenCommand {
    /// Show the user, the permissions and the expiry of a token
    #[command(after_help = "Example:\n  GRAPH_APP_ID=.. GRAPH_APP_SECRET_FILE=app-secret graph token debug")]
    Debug {
        /// Output format. Default: a table on a terminal, JSON otherwise
        #[arg(long, short = 'o', value_enum)]
        output: Option<OutputFormat>,
        #[command(flatten)]
        app: AppOptions,
        #[command(flatten)]
        connect: ConnectOptions,
    },
    /// Exchange a user token for one that is valid for about 60 days, and save it
    #[command(after_help = "Example:\n  graph token exchange --app-id 12 --app-secret-file app-secret")]
    Exchange(NewToken),
    /// Get a user token: print the URL of the login dialog, wait for the redirect, save the token
    ///
    /// Open the URL in a browser. The app's settings must allow the redirect URL http://localhost:PORT/
    #[command(
        after_help = "Example:\n  graph token login --app-id 12 --app-secret-file app-secret --scope user_likes,email"
    )]
    Login {
        /// Permissions to request
        #[arg(long, value_name = "LIST", value_delimiter = ',')]
        scope: Vec<String>,
        /// Port on 127.0.0.1 for the redirect; 0 selects a free port
        #[arg(long, value_name = "N", default_value_t = 8787)]
        port: u16,
        /// Also exchange the token for one that is valid for about 60 days
        #[arg(long)]
        long_lived: bool,
        #[command(flatten)]
        new: NewToken,
    },
    /// Save the token of a Page that the user manages
    #[command(
        after_help = "Example:\n  graph token page 123 --out page-token\n  graph get me --token-file page-token"
    )]
    Page {
        /// Id of the Page
        id: String,
        #[command(flatten)]
        save: SaveOptions,
        #[command(flatten)]
        connect: ConnectOptions,
    },
}

/// How to get a new token, and where to save it.
#[derive(Args, Debug)]
pub struct NewToken {
    #[command(flatten)]
    pub save: SaveOptions,
    #[command(flatten)]
    pub app: AppOptions,
    #[command(flatten)]
    pub connect: ConnectOptions,
}

/// The app.
#[derive(Args, Debug)]
#[command(next_help_heading = "App")]
pub struct AppOptions {
    /// Id of the app. Default: GRAPH_APP_ID
    #[arg(long, value_name = "ID")]
    pub app_id: Option<String>,
    #[command(flatten)]
    pub secret: AppSecretOption,
}

/// Where to save a token.
#[derive(Args, Debug)]
pub struct SaveOptions {
    /// File to save the token to (mode 600). Default: the file that the other commands read
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}
