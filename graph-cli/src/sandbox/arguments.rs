//! Options of `graph sandbox`.

use std::{
    net::{IpAddr, Ipv4Addr},
    path::PathBuf,
    str::FromStr,
};

use clap::{
    Args, Subcommand,
    builder::{BoolishValueParser, RangedU64ValueParser},
};
use graph_sandbox::Fault;

use crate::session::ConnectOptions;

/// What to do with a running sandbox.
#[derive(Debug, Subcommand)]
pub enum SandboxCommand {
    /// Print what was created, changed and deleted in a running sandbox, as JSON for --load
    #[command(after_help = "Example:\n  graph sandbox dump --host http://127.0.0.1:8080 > data.json")]
    Dump {
        #[command(flatten)]
        connect: ConnectOptions,
    },
    /// Exit with 0 if a sandbox is running and answers, as the health check of a container
    #[command(after_help = "Example:\n  graph sandbox health --host http://127.0.0.1:8080")]
    Health {
        #[command(flatten)]
        connect: ConnectOptions,
    },
    /// Deliver a webhook event from a running sandbox to the subscription of the app
    ///
    /// The schema must describe the event in "webhooks". The delivery is signed like the platform's. Its value is
    /// generated from the types of the schema, unless it is given as --value. Prints the delivery as JSON.
    #[command(after_help = DELIVER)]
    Deliver(DeliverOptions),
}

const DELIVER: &str = "\
Examples:
  graph sandbox deliver page messaging.postback --host http://127.0.0.1:8080
  graph sandbox deliver whatsapp messages.image --to http://127.0.0.1:9000/";

/// What is delivered.
#[derive(Args, Debug)]
pub struct DeliverOptions {
    /// The kind of object in deliveries, such as page, or the name of an API, such as whatsapp
    pub object: String,
    /// The field, or messaging or standby. To require a variant of a union or a member of an object in the generated
    /// value, append it after a dot, such as messages.text
    #[arg(value_name = "FIELD[.VARIANT]")]
    pub field: String,
    /// The value as JSON. Default: generated
    #[arg(long, value_name = "JSON")]
    pub value: Option<String>,
    /// The id of the object that the event is about. Default: that of a node of the sandbox
    #[arg(long, value_name = "ID")]
    pub id: Option<String>,
    /// The URL to deliver to. Default: the URL of the subscription to the object
    #[arg(long, value_name = "URL")]
    pub to: Option<String>,
    #[command(flatten)]
    pub connect: ConnectOptions,
}

/// How to start a sandbox.
#[derive(Args, Debug)]
#[command(args_conflicts_with_subcommands = true, subcommand_value_name = "dump|health|deliver")]
pub struct SandboxOptions {
    #[command(subcommand)]
    pub command: Option<SandboxCommand>,
    /// Port to listen on; 0 selects a free port
    #[arg(long, value_name = "N", default_value_t = 0, env = "GRAPH_SANDBOX_PORT")]
    pub port: u16,
    /// Address to listen on. In a container, 0.0.0.0 makes the sandbox reachable from other containers; allow the name
    /// under which they reach it with --allow-host
    #[arg(long, value_name = "IP", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST), env = "GRAPH_SANDBOX_ADDRESS")]
    pub address: IpAddr,
    /// A manifest, or a folder with a graph.json. Default: the built-in schema
    #[arg(long, value_name = "PATH", env = "GRAPH_SANDBOX_SCHEMA")]
    pub schema: Option<PathBuf>,
    /// Seed of the generated data: the same seed generates the same people, data and tokens
    #[arg(long, value_name = "N", default_value_t = 1, env = "GRAPH_SANDBOX_SEED")]
    pub seed: u64,
    /// Number of people, from 3 to 5000
    #[arg(long, value_name = "N", default_value_t = 1000, env = "GRAPH_SANDBOX_PEOPLE", value_parser = RangedU64ValueParser::<usize>::new().range(3..=5000))]
    pub people: usize,
    /// Keep changes in this file, created if missing; otherwise they are lost on exit. Use the same seed,
    /// people and schema at each start
    #[arg(long, value_name = "FILE", env = "GRAPH_SANDBOX_DB")]
    pub db: Option<PathBuf>,
    /// Load data from a JSON file (see docs/sandbox.md); repeatable
    #[arg(long, value_name = "FILE", env = "GRAPH_SANDBOX_LOAD", value_delimiter = ';')]
    pub load: Vec<PathBuf>,
    /// Scripted people who write to your bot, from a JSON file (see docs/sandbox.md); repeatable
    #[arg(long, value_name = "FILE", env = "GRAPH_SANDBOX_PERSON", value_delimiter = ';')]
    pub person: Vec<PathBuf>,
    /// Reject calls with a user or Page token but without an appsecret_proof
    #[arg(long, env = "GRAPH_SANDBOX_REQUIRE_PROOF", value_parser = BoolishValueParser::new())]
    pub require_proof: bool,
    /// Also answer requests for this host, such as the name of a container: NAME or NAME:PORT; repeatable
    #[arg(long, value_name = "HOST", env = "GRAPH_SANDBOX_ALLOW_HOST", value_delimiter = ';')]
    pub allow_host: Vec<String>,
    /// Send real-time updates to any machine; otherwise, callback URLs must lead to this one
    #[arg(long, env = "GRAPH_SANDBOX_CALLBACKS_ANYWHERE", value_parser = BoolishValueParser::new())]
    pub callbacks_anywhere: bool,
    /// Judge messages on WhatsApp as the platform does: an open window, and templates and files that exist
    #[arg(long, env = "GRAPH_SANDBOX_STRICT_MESSAGES", value_parser = BoolishValueParser::new())]
    pub strict_messages: bool,
    /// Keep at most this many MiB of uploaded files, in memory; uploads beyond that are refused
    #[arg(long, value_name = "MIB", default_value_t = 256, env = "GRAPH_SANDBOX_UPLOAD_LIMIT")]
    pub upload_limit: u32,
    /// Inject a fault, such as `error=4,times=2` or `latency=200ms` (see docs/sandbox.md); repeatable, or several
    /// separated by semicolons
    #[arg(long, value_name = "FAULT", env = "GRAPH_SANDBOX_FAULT")]
    pub fault: Vec<Faults>,
    /// Print the URL and the tokens as one line of JSON
    #[arg(long)]
    pub json: bool,
}

/// Faults of one option.
#[derive(Clone, Debug)]
pub struct Faults(pub Vec<Fault>);

impl FromStr for Faults {
    type Err = <Fault as FromStr>::Err;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Fault::all(text).map(Self)
    }
}
