//! The command line: all commands with their help texts.

use std::{env, path::PathBuf};

use clap::{
    Arg, CommandFactory, FromArgMatches, Parser, Subcommand,
    builder::{PossibleValuesParser, Resettable},
};
use clap_complete::Shell;

use crate::{
    batch::BatchOptions,
    call::{ChangeOptions, GetOptions},
    check::ProblemFormat,
    drift::DriftOptions,
    import::ImportOptions,
    profile,
    sandbox::SandboxOptions,
    search::{OpenOptions, SearchOptions},
    token::TokenCommand,
    webhook::WebhookCommand,
};

const EXAMPLES: &str = "\
Try it without an app:
  graph sandbox                           start a local Graph API server; it prints commands to
                                          paste into another terminal

Call the API (the token comes from GRAPH_TOKEN or a file, never from the command line):
  graph token login --app-id 12 --app-secret-file app-secret --scope user_likes
  graph get me --fields 'name,likes.limit(3)'
  graph get me/friends --all > friends.ndjson
  graph post me/feed -p message=Hello     checked against the schema before it is sent
  graph post me/photos -p source=@a.jpg
  graph delete 123
  graph get me/likes --curl               print a curl command, send nothing
  graph batch calls.json                  many calls in few requests
  graph webhook listen --port 9000        receive real-time updates

Look things up:
  graph search birthday                   by words of names and descriptions
  graph open user.events.create           its page of the reference, in a browser
  graph schema list | less                nodes, fields, connections, operations, permissions
  graph schema show user.events.create    one of them in detail: Rust, curl, permissions
  graph schema docs --out site            the reference as a static site

Write your own schema:
  graph schema check my-api/              report errors in a folder with a graph.json
  graph schema fmt my-api/                format its files
  graph schema diff HEAD:schema schema    list changes, and whether they break code
  graph explain G0007                     explain the code of an error message
  graph import specs --out api            convert the platform's published catalogue to a schema
  graph drift --node User responses/*.json  compare recorded responses with the schema

Exit codes:
  0  success
  1  the server returned an error, a check failed, or the schema has errors
  2  wrong usage, a call that does not match the schema (nothing was sent), or an input that could
     not be read";

const GET: &str = "\
Examples:
  graph get me --fields id,name,birthday
  graph get me/albums --fields 'name,photos.limit(2){source}' -o json
  graph get me/friends --all --fields name | head
  graph get me/friends --all --fields id,name -o csv > friends.csv
  graph get me/friends --all --fields name --jq .name
  graph get '/?ids=4,5' --fields name
  graph get me/likes --host http://127.0.0.1:8080 --token-file token";

const POST: &str = "\
Examples:
  graph post me/feed -p message=Hello
  graph post me/events -p name=Picnic -p start_time=2012-07-04 -p location=Paris
  graph post me/photos -p source=@beach.jpg -p message=Beach
  graph post me/feed -p message=Hello --curl
  graph post 1065/messages --api whatsapp --json body.json --dry-run";

const DELETE: &str = "\
Examples:
  graph delete 123
  graph delete me/scores
  graph delete 123 --dry-run";

const BATCH: &str = "\
Examples:
  graph batch calls.json
  echo '{\"relative_url\":\"me?fields=name\"}' | graph batch -

  [{\"method\":\"POST\",\"relative_url\":\"me/events\",\"name\":\"picnic\",
    \"body\":{\"name\":\"Picnic\",\"start_time\":\"2012-07-04\"}},
   {\"relative_url\":\"{result=picnic:$.id}?fields=name\"}]";

/// Command-line client and schema tools for the Graph API
///
/// A schema (JSON) describes the nodes, fields, connections, operations, permissions and errors of a
/// Graph API. The tool checks calls against it, generates typed Rust code from it, and runs a sandbox
/// server for it. Commands use the built-in schema unless another one is specified.
#[derive(Debug, Parser)]
#[command(name = "graph", version, after_help = EXAMPLES, arg_required_else_help = true)]
pub struct Arguments {
    /// A current API to use instead of the built-in schema, such as whatsapp. For a sandbox or the reference: one or
    /// more, separated by commas, or `all`. A sandbox also reads GRAPH_SANDBOX_API
    #[arg(long, global = true, value_name = "NAME", value_delimiter = ',', value_parser = apis())]
    pub api: Vec<String>,
    /// A profile from graph/config.toml in your configuration directory: a named set of server, API and secret files.
    /// Default: GRAPH_PROFILE, or the default profile of the file
    #[arg(long, global = true, value_name = "NAME")]
    pub profile: Option<String>,
    /// The command.
    #[command(subcommand)]
    pub command: Command,
}

impl Arguments {
    /// Reads the command line. The process exits if it is invalid, or asks for help.
    pub fn read() -> Self {
        // An empty variable counts as unset, as everywhere else.
        let unset = |arg: Arg| match arg.get_env().and_then(env::var_os) {
            Some(value) if value.is_empty() => arg.env(Resettable::Reset),
            _ => arg,
        };
        let mut command = Self::command().mut_subcommand("sandbox", |sandbox| sandbox.mut_args(unset));
        let matches = command.get_matches_mut();
        Self::from_arg_matches(&matches).unwrap_or_else(|error| error.format(&mut command).exit())
    }

    /// The names that were given: by the option, by the profile, or in the environment of a sandbox.
    fn given(&self) -> Result<Vec<String>, String> {
        let profile = profile::current();
        let is_free = profile.api.is_none() && profile.schema.is_none();
        match (&self.command, &profile.api) {
            _ if !self.api.is_empty() => Ok(self.api.clone()),
            (_, Some(api)) => Ok(vec![api.clone()]),
            (Command::Sandbox(SandboxOptions { command: None, schema: None, .. }), None) if is_free => {
                let text = env::var_os(API).unwrap_or_default();
                let text = text.into_string().map_err(|_| format!("{API} is not valid UTF-8"))?;
                names(&text)
            }
            _ => Ok(Vec::new()),
        }
    }

    /// The names of the APIs to use, all of them for `all`.
    ///
    /// # Errors
    ///
    /// If there are several and the command takes one, or if a name in the environment is unknown.
    pub fn apis(&self) -> Result<Vec<String>, String> {
        let given = self.given()?;
        let has_all = given.iter().any(|name| name == ALL);
        let names = match has_all {
            true => graph_schema::shipped().map(str::to_owned).collect(),
            false => given,
        };
        match &self.command {
            Command::Sandbox(SandboxOptions { command: None, schema: Some(_), .. })
                if !self.api.is_empty() =>
            {
                Err("--api and --schema (GRAPH_SANDBOX_SCHEMA) cannot be used together: choose one"
                    .to_owned())
            }
            _ if names.len() < 2 => Ok(names),
            Command::Sandbox(SandboxOptions { command: None, .. }) => Ok(names),
            Command::Schema(SchemaCommand::Docs { path: None, .. }) => Ok(names),
            // A running sandbox has its APIs.
            Command::Sandbox(SandboxOptions { command: Some(_), .. }) => Ok(Vec::new()),
            _ if has_all => Err(format!(
                "--api all is only for `graph sandbox` and `graph schema docs`; this command works on one API: {}",
                names.join(", ")
            )),
            _ => Err(format!(
                "--api has several names ({}), which only `graph sandbox` and `graph schema docs` take: choose one",
                names.join(", ")
            )),
        }
    }
}

/// The name that stands for every API.
pub const ALL: &str = "all";

/// The APIs of a sandbox.
const API: &str = "GRAPH_SANDBOX_API";

/// Reads the names in the environment.
fn names(text: &str) -> Result<Vec<String>, String> {
    let names = text.split([',', ';']).map(str::trim).filter(|name| !name.is_empty());
    let known = |name: &str| {
        let is_known = name == ALL || graph_schema::embedded(name).is_some();
        is_known.then(|| name.to_owned()).ok_or_else(|| {
            let all: Vec<&str> = graph_schema::shipped().chain([ALL]).collect();
            format!("{API} has the unknown API {name:?}: expected some of {}", all.join(", "))
        })
    };
    names.map(known).collect()
}

/// The names that `--api` takes.
fn apis() -> PossibleValuesParser {
    PossibleValuesParser::new(graph_schema::shipped().chain([ALL]))
}

/// A command.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Read a node or a list
    ///
    /// The call is checked against the schema first: fields, parameters, rules. If the check fails, nothing
    /// is sent. Access tokens in responses are hidden.
    #[command(after_help = GET)]
    Get(GetOptions),
    /// Create or change a node
    ///
    /// The call is checked against the schema first. It is retried only if the server certainly did not execute it.
    #[command(after_help = POST)]
    Post(ChangeOptions),
    /// Delete a node or an item of a connection
    #[command(after_help = DELETE)]
    Delete(ChangeOptions),
    /// Send many calls in few requests
    ///
    /// A call is an object with `relative_url` and optionally `method`, `body` (a form or an object), `name`
    /// and `depends_on`. A later call can use the response to a named call: {result=NAME:$.id}. Prints one
    /// response per line as JSON, in the order of the calls. Exits with 1 if a call failed.
    #[command(after_help = BATCH)]
    Batch(BatchOptions),
    /// Inspect a token or get a new one
    #[command(subcommand, arg_required_else_help = true)]
    Token(TokenCommand),
    /// Receive real-time updates or replay recorded ones
    #[command(subcommand, arg_required_else_help = true)]
    Webhook(WebhookCommand),
    /// Check, list, compare, format and document schemas
    #[command(subcommand, arg_required_else_help = true)]
    Schema(SchemaCommand),
    /// Find nodes, fields, operations, permissions, events and error codes by their names and descriptions
    ///
    /// All words must occur, in the name or in the description. Exact names come first. `graph schema show NAME` shows
    /// one result in detail.
    #[command(
        visible_alias = "api",
        after_help = "Examples:\n  graph search birthday\n  graph search --api whatsapp template button\n  graph search send message --json"
    )]
    Search(SearchOptions),
    /// Open a page of the reference in a browser
    #[command(
        after_help = "Examples:\n  graph open\n  graph open user.events.create\n  graph open --api whatsapp whatsapp_business_account.messages"
    )]
    Open(OpenOptions),
    /// Explain the code of a schema error
    #[command(after_help = "Example:\n  graph explain G0007")]
    Explain {
        /// The code, such as G0007 or g7; without one, all codes are listed
        code: Option<String>,
    },
    /// Compare recorded responses with the schema
    ///
    /// Each file is decoded as the client would decode it. The findings are: fields that the schema does not have
    /// (unknown field), and those that decoding drops (lost field); webhook events that the schema does not describe
    /// (unknown event); values that an enum does not have (unknown value); values in another representation that
    /// decoding accepts (coerced); absent fields that should always be present according to the schema (missing); and
    /// values that cannot be decoded (failed). Exits with 1 if there is a failed or lost finding.
    #[command(
        after_help = "Examples:\n  graph drift --node User responses/*.json\n  graph drift --webhook deliveries/*.json --schema api/"
    )]
    Drift(DriftOptions),
    /// Convert the platform's published catalogue to schema files
    ///
    /// The catalogue is a folder of JSON specs, one per node. It has fields, operations and parameters, but no
    /// permissions and no error codes. Add those in overlay.json, which the first import creates next to its files and
    /// later imports leave unchanged. With --from-answers, prints schema lines for fields that recorded responses have
    /// and the schema lacks.
    #[command(
        after_help = "Examples:\n  graph import specs --out api --only User,Page --version v25.0\n  graph import --from-answers page.json --node Page --schema api > found.json"
    )]
    Import(ImportOptions),
    /// Start a local Graph API server
    ///
    /// The server listens on 127.0.0.1 and has generated people, albums, posts and everything else in the
    /// schema. It checks tokens, permissions and parameters as the schema describes them. It runs until
    /// ctrl-c; without --db, all changes are lost then.
    #[command(after_help = "Example:\n  graph sandbox --port 8080 --fault latency=200ms")]
    Sandbox(SandboxOptions),
    /// Print the completion script of a shell
    #[command(
        after_help = "Examples:\n  graph completions bash > ~/.local/share/bash-completion/completions/graph\n  graph completions zsh > ~/.zfunc/_graph\n  graph completions fish > ~/.config/fish/completions/graph.fish"
    )]
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Write manual pages, one for each command
    #[command(after_help = "Example:\n  graph man --out ~/.local/share/man/man1")]
    Man {
        /// The folder for the pages
        #[arg(long)]
        out: PathBuf,
    },
}

/// A command on a schema.
#[derive(Debug, Subcommand)]
pub enum SchemaCommand {
    /// Report all errors in a schema
    #[command(after_help = "Example:\n  graph schema check my-api/ --format short")]
    Check {
        /// A manifest, or a folder with a graph.json. Default: the built-in schema
        path: Option<PathBuf>,
        /// Output format
        #[arg(long, value_enum, default_value_t = ProblemFormat::Text)]
        format: ProblemFormat,
    },
    /// List nodes, fields, connections, operations, parameters, permissions and errors
    #[command(after_help = "Example:\n  graph schema list --json | grep birthday")]
    List {
        /// A manifest, or a folder with a graph.json. Default: the built-in schema
        path: Option<PathBuf>,
        /// Print one JSON object per line, each with its "kind"
        #[arg(long)]
        json: bool,
    },
    /// Format schema files
    ///
    /// The keys of the schema language are put into a fixed order; fields, connections, parameters and enum values keep
    /// theirs. No value changes.
    #[command(after_help = "Example:\n  graph schema fmt my-api/ --check")]
    Fmt {
        /// A manifest, a folder with a graph.json, or any schema file. Default: the current folder.
        /// The files listed in a manifest are formatted too
        path: Option<PathBuf>,
        /// Write nothing; print the files that would change, and exit with 1 if there are any
        #[arg(long)]
        check: bool,
    },
    /// Print the Rust code that is generated from a schema
    #[command(after_help = "Example:\n  graph schema expand --node User --out user.rs")]
    Expand {
        /// A manifest, or a folder with a graph.json. Default: the built-in schema
        path: Option<PathBuf>,
        /// Print only these nodes and objects: their structs and modules
        #[arg(long, value_name = "NODE", value_delimiter = ',')]
        node: Vec<String>,
        /// Write to this file instead of standard output
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
    /// Write the reference of a schema as a static site
    ///
    /// One page per node, object, enum and union, with Rust and curl code for every field and operation; permissions
    /// and what they grant; error codes; webhook events; a search. Open index.html in a browser. With several APIs,
    /// each gets its own folder, with a common front page and a switch between them.
    #[command(
        after_help = "Examples:\n  graph schema docs --out site\n  graph schema docs --out site --api all"
    )]
    Docs {
        /// A manifest, or a folder with a graph.json. Default: the built-in schema
        path: Option<PathBuf>,
        /// Folder to write to, created if missing
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
    },
    /// Write a JSON Schema for schema files, with the names in one schema
    ///
    /// Editors use it to complete and describe types, permissions, nodes and members of the schema,
    /// including those it extends. Refer to the file with "$schema". docs/editors.md has the settings.
    #[command(after_help = "Example:\n  graph schema meta my-api/ --out my-api/graph.schema.json")]
    Meta {
        /// A manifest, or a folder with a graph.json. Default: the built-in schema
        path: Option<PathBuf>,
        /// Write to this file instead of standard output
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
    /// List the changes between two schemas, and which of them break code
    ///
    /// A schema is `builtin`, a folder with a graph.json, a manifest, or `REVISION:PATH` in the current git
    /// repository, such as HEAD:schema. docs/compatibility.md has the rules. Exits with 1 if a change is
    /// breaking.
    #[command(after_help = "Example:\n  graph schema diff HEAD:schema schema")]
    Diff {
        /// The old schema
        old: String,
        /// The new schema
        new: Option<String>,
        /// Compare a path with its state at this git revision: --git HEAD~1 schema
        #[arg(long, value_name = "REV")]
        git: Option<String>,
        /// Print one JSON object per line: the changes, then the verdict
        #[arg(long)]
        json: bool,
    },
    /// Show an operation, field, connection, node, enum, union, permission or error code in detail
    #[command(after_help = "Example:\n  graph schema show user.events.create")]
    Show {
        /// The name, such as user.events.create, user.events.list, User.birthday, User.events, User, EventPrivacy,
        /// user_likes, 190/463
        name: String,
        /// A manifest, or a folder with a graph.json. Default: the built-in schema
        path: Option<PathBuf>,
        /// Print one JSON object per line, each with its "kind"
        #[arg(long)]
        json: bool,
    },
}
