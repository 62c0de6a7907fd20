//! `graph webhook`: real-time updates, received and sent.

pub mod arguments;
mod listen;
mod replay;

use std::{
    io::{self, Write},
    path::Path,
};

use graph_client::AppSecret;

use self::arguments::WebhookCommand;
use crate::{
    call::{self, Stop, connect},
    status::{Status, complain},
};

pub fn run(command: &WebhookCommand, out: &mut impl Write) -> io::Result<Status> {
    call::block_on(async {
        match command {
            WebhookCommand::Listen(options) => listen::run(options, out).await,
            WebhookCommand::Replay(options) => replay::run(options, out).await,
        }
    })
}

fn unusable(why: &str) -> Stop {
    complain(&call::hide::tame(why));
    Status::Unusable.into()
}

fn app_secret(file: Option<&Path>) -> Result<AppSecret, Stop> {
    match connect::app_secret(file) {
        Ok(Some(secret)) => Ok(AppSecret::new(secret)),
        Ok(None) => Err(unusable(
            "there is no app secret; write it to a file of mode 600 and name that with --app-secret-file, or set \
             GRAPH_APP_SECRET",
        )),
        Err(why) => Err(unusable(&why)),
    }
}
