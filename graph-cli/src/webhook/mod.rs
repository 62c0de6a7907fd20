//! `graph webhook`: receives and replays real-time updates.

mod arguments;
mod listen;
mod print;
mod replay;
mod words;

use std::{
    io::{self, Write},
    path::Path,
};

use graph_client::AppSecret;

pub use self::arguments::WebhookCommand;
use crate::{
    output::sanitize,
    run::{self, Exit, block_on},
    session::secret,
    status::Status,
};

pub fn run(command: &WebhookCommand, out: &mut impl Write) -> io::Result<Status> {
    block_on(async {
        match command {
            WebhookCommand::Listen(options) => listen::run(options, out).await,
            WebhookCommand::Replay(options) => replay::run(options, out).await,
        }
    })
}

fn cannot_run(reason: &str) -> Exit {
    run::cannot_run(&sanitize(reason))
}

fn app_secret(file: Option<&Path>) -> Result<AppSecret, Exit> {
    secret::required_app_secret(file).map(AppSecret::new).map_err(|reason| cannot_run(&reason))
}
