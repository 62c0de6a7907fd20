//! What can be asked on the command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use graph_sandbox::Fault;

use crate::{
    call::arguments::{BatchOptions, CallOptions, Connect, GetOptions},
    token::arguments::TokenCommand,
    webhook::arguments::WebhookCommand,
};

const EXAMPLES: &str = "\
Try it without an app:
  graph sandbox                           start a Graph API server on this machine; it prints the
                                          lines to paste into another terminal

Call the API (a token comes from GRAPH_TOKEN or a file, never from the command line):
  graph token login --app-id 12 --app-secret-file app-secret --scope user_likes
  graph get me --fields 'name,likes.limit(3)'
  graph get me/friends --all > friends.ndjson
  graph post me/feed -p message=Hello     checked against the schema before it is sent
  graph post me/photos -p source=@a.jpg
  graph delete 123
  graph get me/likes --curl               the same as a curl line; nothing is sent
  graph batch calls.json                  many calls in few
  graph webhook listen --port 9000        receive real-time updates

Look up what there is:
  graph schema list | less                nodes, fields, connections, operations, permissions
  graph schema show user.events.create    everything about one of them: Rust, curl, who may
  graph schema docs --out site            a reference, as pages for a browser

Write a schema of your own:
  graph schema check my-api/              what is wrong with it: a folder with a graph.json
  graph schema fmt my-api/                its files in their one layout
  graph schema diff HEAD:schema schema    what changed, and whether it breaks code
  graph explain G0007                     what a code in an error message stands for
  graph import specs --out api            the platform's published catalogue as a schema
  graph drift --node User answers/*.json  where recorded answers are not as the schema says

Exit codes:
  0  fine
  1  the answer is an error or a no; or the schema has errors
  2  wrong usage; or the schema says that the call is wrong, and nothing was sent; or something could
     not be read or started";

const GET: &str = "\
Examples:
  graph get me --fields id,name,birthday
  graph get me/albums --fields 'name,photos.limit(2){source}' -o json
  graph get me/friends --all --fields name | head
  graph get '/?ids=4,5' --fields name
  graph get me/likes --host http://127.0.0.1:8080 --token-file token";

const POST: &str = "\
Examples:
  graph post me/feed -p message=Hello
  graph post me/events -p name=Picnic -p start_time=2012-07-04 -p location=Paris
  graph post me/photos -p source=@beach.jpg -p message=Beach
  graph post me/feed -p message=Hello --curl";

const DELETE: &str = "\
Examples:
  graph delete 123
  graph delete me/scores";

const BATCH: &str = "\
Examples:
  graph batch calls.json
  echo '{\"relative_url\":\"me?fields=name\"}' | graph batch -

  [{\"method\":\"POST\",\"relative_url\":\"me/events\",\"name\":\"picnic\",
    \"body\":{\"name\":\"Picnic\",\"start_time\":\"2012-07-04\"}},
   {\"relative_url\":\"{result=picnic:$.id}?fields=name\"}]";

/// A Graph API on the command line: call it, try it on this machine, describe your own
///
/// A schema (JSON) describes the nodes, fields, connections, operations, permissions and errors of a
/// graph-shaped API; calls are checked against it, and typed Rust code and a sandbox server are made from
/// it. One is built in: the Graph API. Where no path is given, a command means that one.
#[derive(Debug, Parser)]
#[command(name = "graph", version, after_help = EXAMPLES, arg_required_else_help = true)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Read a node or a list
    ///
    /// The call is checked against the schema first: fields, parameters, rules. What is wrong is said, and
    /// nothing is sent. Access tokens in answers are not shown.
    #[command(after_help = GET)]
    Get(GetOptions),
    /// Create or change something
    ///
    /// The call is checked against the schema first. It is repeated only where it surely did not happen.
    #[command(after_help = POST)]
    Post(CallOptions),
    /// Delete something
    #[command(after_help = DELETE)]
    Delete(CallOptions),
    /// Send many calls in few
    ///
    /// A call is an object with `relative_url` and, where wanted, `method`, `body` (a form, or an object),
    /// `name` and `depends_on`. A later call takes from the answer of one that has a name:
    /// {result=NAME:$.id}. Answers come one JSON object a line, in the order of the calls. The exit code is 1
    /// where a call failed.
    #[command(after_help = BATCH)]
    Batch(BatchOptions),
    /// Say what a token is good for, or get one
    #[command(subcommand, arg_required_else_help = true)]
    Token(TokenCommand),
    /// Receive real-time updates, or send recorded ones
    #[command(subcommand, arg_required_else_help = true)]
    Webhook(WebhookCommand),
    /// Check a schema, list what it describes, compare it, lay it out
    #[command(subcommand, arg_required_else_help = true)]
    Schema(SchemaCommand),
    /// Say what the code of an error in a schema stands for
    #[command(after_help = "Example:\n  graph explain G0007")]
    Explain {
        /// The code, such as G0007 (or g7); without one, all codes are listed
        code: Option<String>,
    },
    /// Say where recorded answers are not as the schema says
    ///
    /// Each file is decoded as the client decodes it. What is found: fields that the schema does not
    /// have, and of these the ones that nobody keeps (lost); words that an enum does not have; values in
    /// another form, which are read all the same (coerced); missing fields that are said to be in every
    /// answer; and values that cannot be read (failed). The exit code is 1 where something failed or is
    /// lost.
    #[command(after_help = "Example:\n  graph drift --node User answers/*.json")]
    Drift(DriftOptions),
    /// Turn the platform's published catalogue into schema files
    ///
    /// The catalogue is a folder of JSON specs, one for each node; it names fields, operations and
    /// parameters, and knows no permissions and no error codes. Lay your own facts over the result
    /// with a second schema.
    #[command(after_help = "Example:\n  graph import specs --out api --only User,Page --version v25.0")]
    Import(ImportOptions),
    /// Start a Graph API server on this machine
    ///
    /// The server listens on 127.0.0.1 and is filled with made-up people, albums, posts and whatever
    /// else the schema describes. It checks tokens, permissions and parameters as the schema states
    /// them. It runs until it is interrupted (ctrl-c), and then forgets everything unless --db keeps it.
    #[command(after_help = "Example:\n  graph sandbox --port 8080 --fault latency=200ms")]
    Sandbox(SandboxOptions),
}

/// What to do with a schema.
#[derive(Debug, Subcommand)]
pub enum SchemaCommand {
    /// Show everything that is wrong with a schema
    #[command(after_help = "Example:\n  graph schema check my-api/ --format short")]
    Check {
        /// A manifest, or a folder that holds a graph.json; without one, the built-in schema
        path: Option<PathBuf>,
        /// How to show what is wrong
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
    },
    /// List nodes, fields, connections, operations, parameters, permissions and errors
    #[command(after_help = "Example:\n  graph schema list --json | grep birthday")]
    List {
        /// A manifest, or a folder that holds a graph.json; without one, the built-in schema
        path: Option<PathBuf>,
        /// Print one JSON object a line, each with its "kind"
        #[arg(long)]
        json: bool,
    },
    /// Bring schema files into their one layout
    ///
    /// The keys of the schema language stand in one order; fields, connections, parameters and words
    /// stay in the order in which they are written. No value changes.
    #[command(after_help = "Example:\n  graph schema fmt my-api/ --check")]
    Fmt {
        /// A manifest, a folder that holds a graph.json, or any schema file; without one, this folder.
        /// The files that a manifest lists are formatted with it
        path: Option<PathBuf>,
        /// Write nothing; name the files that would change, and end with 1 if there are any
        #[arg(long)]
        check: bool,
    },
    /// Show the Rust code that is generated from a schema
    #[command(after_help = "Example:\n  graph schema expand --node User --out user.rs")]
    Expand {
        /// A manifest, or a folder that holds a graph.json; without one, the built-in schema
        path: Option<PathBuf>,
        /// Show these nodes and objects only: their structs and modules
        #[arg(long, value_name = "NODE", value_delimiter = ',')]
        node: Vec<String>,
        /// Write it to this file
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
    /// Write a reference of a schema: a site that needs no server
    ///
    /// A page for each node, object and enum, with the Rust line and the curl line of every field and
    /// operation; what each permission opens; error codes; a search. Open index.html in a browser.
    #[command(after_help = "Example:\n  graph schema docs --out site")]
    Docs {
        /// A manifest, or a folder that holds a graph.json; without one, the built-in schema
        path: Option<PathBuf>,
        /// The folder to write to, made where there is none
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
    },
    /// Write the JSON Schema of schema files, with the names that one schema has
    ///
    /// Editors complete and explain from it the types, permissions, nodes and members of that schema, those
    /// of what it extends among them. Name the file in "$schema". docs/editors.md has the settings.
    #[command(after_help = "Example:\n  graph schema meta my-api/ --out my-api/graph.schema.json")]
    Meta {
        /// A manifest, or a folder that holds a graph.json; without one, the built-in schema
        path: Option<PathBuf>,
        /// Write it to this file
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
    /// Say what changed between two schemas, and whether it breaks code
    ///
    /// A schema is `builtin`, a folder that holds a graph.json, a manifest, or `REVISION:PATH` of
    /// the git repository here, such as HEAD:schema. docs/compatibility.md has the rules. The exit
    /// code is 1 where something breaks.
    #[command(after_help = "Example:\n  graph schema diff HEAD:schema schema")]
    Diff {
        /// The old schema
        old: String,
        /// The new schema
        new: Option<String>,
        /// Compare a path with what it was at this git revision: --git HEAD~1 schema
        #[arg(long, value_name = "REV")]
        git: Option<String>,
        /// Print one JSON object a line: the changes, then the verdict
        #[arg(long)]
        json: bool,
    },
    /// Show everything about one operation, field, connection, node, enum, permission or error code
    #[command(after_help = "Example:\n  graph schema show user.events.create")]
    Show {
        /// Its name: user.events.create, user.events.list, User.birthday, User.events, User,
        /// EventPrivacy, user_likes, 190/463
        name: String,
        /// A manifest, or a folder that holds a graph.json; without one, the built-in schema
        path: Option<PathBuf>,
        /// Print one JSON object a line, each with its "kind"
        #[arg(long)]
        json: bool,
    },
}

/// How problems are shown.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Format {
    /// With the source line and a caret, in colour on a terminal
    Text,
    /// One line each: `file:line:column: error[code]: ...`
    Short,
    /// One JSON object a line
    Json,
}

/// What recorded answers are.
#[derive(Args, Debug)]
#[command(group = clap::ArgGroup::new("what").required(true).args(["node", "object", "shape"]))]
pub struct DriftOptions {
    /// Each answer is this node, such as User
    #[arg(long, value_name = "NODE")]
    pub node: Option<String>,
    /// Each answer is this object, such as Location
    #[arg(long, value_name = "OBJECT")]
    pub object: Option<String>,
    /// Each answer is a page of this list: connection:User.likes
    #[arg(long = "as", value_name = "SHAPE")]
    pub shape: Option<String>,
    /// A manifest, or a folder that holds a graph.json; without one, the built-in schema
    #[arg(long, value_name = "PATH")]
    pub schema: Option<PathBuf>,
    /// Print one JSON object a line: what was found, each file, and the sums
    #[arg(long)]
    pub json: bool,
    /// The answers, as JSON
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
}

/// What is taken from a catalogue.
#[derive(Args, Debug)]
pub struct ImportOptions {
    /// The folder of the catalogue's specs, or the one that holds it
    pub catalogue: PathBuf,
    /// Where to write graph.json and the files it lists
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// Take these nodes only, with the objects and enums that they need
    #[arg(long, value_name = "NODE", value_delimiter = ',')]
    pub only: Option<Vec<String>>,
    /// The version that paths carry, such as v25.0
    #[arg(long)]
    pub version: Option<String>,
}

/// What to do with a sandbox that runs.
#[derive(Debug, Subcommand)]
pub enum SandboxCommand {
    /// Print what was made, changed and deleted in a running sandbox, as JSON for --load
    #[command(after_help = "Example:\n  graph sandbox dump --host http://127.0.0.1:8080 > data.json")]
    Dump {
        #[command(flatten)]
        connect: Connect,
    },
}

/// What a sandbox starts with.
#[derive(Args, Debug)]
#[command(args_conflicts_with_subcommands = true, subcommand_value_name = "dump")]
pub struct SandboxOptions {
    #[command(subcommand)]
    pub command: Option<SandboxCommand>,
    /// The port to listen on; 0 takes a free one
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub port: u16,
    /// A manifest, or a folder that holds a graph.json; without one, the built-in schema
    #[arg(long, value_name = "PATH")]
    pub schema: Option<PathBuf>,
    /// The same seed makes the same people, data and tokens
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,
    /// How many people there are: between 3 and 5000
    #[arg(long, value_name = "N", default_value_t = 1000)]
    pub people: usize,
    /// Keep everything in this file, which is made if it is not there; without one all is forgotten at
    /// the end. Start with the same seed, people and schema again
    #[arg(long, value_name = "FILE")]
    pub db: Option<PathBuf>,
    /// Take data of your own from a JSON file (docs/sandbox.md); may be given more than once
    #[arg(long, value_name = "FILE")]
    pub load: Vec<PathBuf>,
    /// Refuse calls with a user or Page token that come without an appsecret_proof
    #[arg(long)]
    pub require_proof: bool,
    /// Let something go wrong, such as `error=4,times=2` or `latency=200ms` (docs/sandbox.md has all);
    /// may be given more than once
    #[arg(long, value_name = "FAULT")]
    pub fault: Vec<Fault>,
    /// Print the address and the tokens as one line of JSON
    #[arg(long)]
    pub json: bool,
}
