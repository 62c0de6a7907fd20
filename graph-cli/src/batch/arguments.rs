//! Options of `graph batch`.

use std::path::PathBuf;

use clap::Args;

use crate::session::ConnectOptions;

/// A batch.
#[derive(Args, Debug)]
pub struct BatchOptions {
    /// The calls: a JSON list, or one JSON object per line; - reads standard input
    pub file: PathBuf,
    /// Send the calls even if some do not match the schema
    #[arg(long)]
    pub no_check: bool,
    #[command(flatten)]
    pub connect: ConnectOptions,
}
