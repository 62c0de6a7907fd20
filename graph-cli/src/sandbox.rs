//! `graph sandbox`: a Graph API server until it is interrupted.

use std::{
    env,
    error::Error as _,
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
    process,
};

use graph_sandbox::{Builder, Sandbox};
use graph_schema::Schema;
use serde::Serialize;

use crate::{
    arguments::{SandboxCommand, SandboxOptions},
    call::{self, secret, trouble},
    schema,
    status::{Status, complain},
};

pub fn run(options: &SandboxOptions, out: &mut impl Write) -> io::Result<Status> {
    if let Some(SandboxCommand::Dump { connect }) = &options.command {
        return dump(connect, out);
    }
    let schema = match schema::usable(options.schema.as_deref()) {
        Ok(schema) => schema,
        Err(status) => return Ok(status),
    };
    let has_me = has_me(&schema);
    let builder =
        Sandbox::builder().schema(schema).seed(options.seed).people(options.people).port(options.port);
    let builder = options.fault.iter().cloned().fold(builder, Builder::fault);
    let builder = if options.require_proof { builder.demand_proof() } else { builder };
    let builder = options.db.iter().fold(builder, Builder::db);
    let builder = options.load.iter().fold(builder, Builder::load);
    let sandbox = match builder.start() {
        Ok(sandbox) => sandbox,
        Err(error) => {
            let cause = error.source().map(|cause| format!(": {cause}")).unwrap_or_default();
            complain(&format!("{error}{cause}"));
            return Ok(Status::Unusable);
        }
    };
    let started = Started::new(&sandbox);
    let files = if options.json { None } else { Files::write(&started) };
    match options.json {
        true => writeln!(out, "{}", serde_json::to_string(&started)?)?,
        false => greet(&started, &sandbox, files.as_ref(), has_me, out)?,
    }
    out.flush()?;
    // The server has threads of its own, which end with the process.
    let status = call::block_on(async {
        interrupted().await?;
        Ok(Status::Fine)
    });
    drop(files);
    status
}

#[cfg(unix)]
async fn interrupted() -> io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};

    let mut ends = signal(SignalKind::terminate())?;
    tokio::select! {
        interrupt = tokio::signal::ctrl_c() => interrupt,
        _ = ends.recv() => Ok(()),
    }
}

#[cfg(not(unix))]
async fn interrupted() -> io::Result<()> {
    tokio::signal::ctrl_c().await
}

/// What calls of the command line need of this sandbox, as files that end with it.
struct Files(PathBuf);

impl Files {
    /// None where they cannot be written: it works without.
    fn write(started: &Started) -> Option<Self> {
        let port = started.url.rsplit(':').next()?;
        let folder = env::temp_dir().join(format!("graph-sandbox-{port}-{}", process::id()));
        secret::new_folder(&folder).ok()?;
        let files = Self(folder);
        let Tokens { user, page, .. } = &started.tokens;
        for (name, text) in [("token", user), ("page-token", page), ("app-secret", &started.app_secret)] {
            if !text.is_empty() {
                secret::write(&files.path(name), text).ok()?;
            }
        }
        Some(files)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for Files {
    fn drop(&mut self) {
        // What is left there is good for nothing any more.
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Data of a running sandbox, in the form that `--load` takes.
fn dump(connect: &call::arguments::Connect, out: &mut impl Write) -> io::Result<Status> {
    call::block_on(async {
        let connection = connect.open(false)?;
        let mut path = graph_schema::call::unchecked(&connection.schema, "_sandbox/dump", &[]);
        path.version = None;
        let client = connection.client();
        let call = client.raw(graph_client::Method::GET, &path.path).of(connection.api(&path));
        match call.await {
            Ok(data) => {
                serde_json::to_writer_pretty(&mut *out, &data).map_err(io::Error::from)?;
                writeln!(out)?;
                Ok(Status::Fine)
            }
            Err(error) => {
                trouble::server(&error, &connection.hide, &[]);
                Ok(trouble::status(&error))
            }
        }
    })
}

/// A path as a shell takes it.
fn quoted(path: &Path) -> String {
    let text = path.display().to_string();
    let is_plain = text.chars().all(|c| c.is_ascii_alphanumeric() || "/._-:".contains(c));
    if is_plain { text } else { format!("'{}'", text.replace('\'', r"'\''")) }
}

#[derive(Serialize)]
struct Started {
    url: String,
    app_id: String,
    app_secret: String,
    tokens: Tokens,
    user_id: String,
}

#[derive(Serialize)]
struct Tokens {
    user: String,
    friend_limited: String,
    page: String,
    app: String,
}

impl Started {
    fn new(sandbox: &Sandbox) -> Self {
        Self {
            url: sandbox.url().to_owned(),
            app_id: sandbox.app_id().to_owned(),
            app_secret: sandbox.app_secret().to_owned(),
            tokens: Tokens {
                user: sandbox.user_token(),
                friend_limited: sandbox.friend_token_with(&[]),
                page: sandbox.page_token(),
                app: sandbox.app_token(),
            },
            user_id: sandbox.user_id(),
        }
    }
}

fn greet(
    started: &Started,
    sandbox: &Sandbox,
    files: Option<&Files>,
    has_me: bool,
    out: &mut impl Write,
) -> io::Result<()> {
    let Started { url, app_id, app_secret, tokens, user_id } = started;
    writeln!(out, "A Graph API server listens on {url} until ctrl-c.\n")?;
    writeln!(out, "App")?;
    writeln!(out, "  id       {app_id}")?;
    writeln!(out, "  secret   {app_secret}\n")?;
    writeln!(out, "Access tokens")?;
    writeln!(out, "  user            {}   granted every permission", tokens.user)?;
    writeln!(
        out,
        "  friend_limited  {}   of a friend, granted nothing beyond the basics",
        tokens.friend_limited
    )?;
    if !sandbox.page_id().is_empty() {
        writeln!(out, "  page            {}", tokens.page)?;
    }
    writeln!(out, "  app             {}\n", tokens.app)?;
    writeln!(out, "Ids")?;
    for (who, id) in [
        ("user    ", user_id.clone()),
        ("friend  ", sandbox.friend_id()),
        ("stranger", sandbox.stranger_id()),
        ("page    ", sandbox.page_id()),
        ("psid    ", sandbox.psid()),
    ] {
        if !id.is_empty() {
            writeln!(out, "  {who} {id}")?;
        }
    }
    writeln!(out, "\nReference, where every operation can be tried\n  {url}/docs/")?;
    if has_me {
        writeln!(out, "\nPaste into another terminal")?;
        if let Some(files) = files {
            let file = |name: &str| quoted(&files.path(name));
            writeln!(out, "  export GRAPH_HOST={url} GRAPH_TOKEN_FILE={}", file("token"))?;
            writeln!(out, "  export GRAPH_APP_ID={app_id} GRAPH_APP_SECRET_FILE={}", file("app-secret"))?;
            writeln!(out, "  graph get me --fields name,birthday")?;
            writeln!(out, "  graph get me/friends --all")?;
            writeln!(out, "  graph post me/feed -p message=Hello")?;
        }
        writeln!(out, "  curl '{url}/me?fields=name,likes.limit(3)&access_token={}'", tokens.user)?;
        writeln!(
            out,
            "  curl -d 'error=4,times=2' {url}/_sandbox/faults    # the next two calls reach the app's limit"
        )?;
    }
    Ok(())
}

fn has_me(schema: &Schema) -> bool {
    schema.nodes.iter().flat_map(|node| &node.targets).any(|target| target.path.as_deref() == Some("me"))
}
