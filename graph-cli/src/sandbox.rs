//! `graph sandbox`: a Graph API server until it is interrupted.

use std::{
    error::Error as _,
    io::{self, Write},
    thread,
};

use graph_sandbox::{Builder, Sandbox};
use graph_schema::Schema;
use serde::Serialize;

use crate::{
    arguments::SandboxOptions,
    schema,
    status::{Status, complain},
};

pub fn run(options: &SandboxOptions, out: &mut impl Write) -> io::Result<Status> {
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
    match options.json {
        true => writeln!(out, "{}", serde_json::to_string(&started)?)?,
        false => greet(&started, &sandbox, has_me, out)?,
    }
    out.flush()?;
    // The server has threads of its own, and an interrupt ends the process with all of them.
    loop {
        thread::park();
    }
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

fn greet(started: &Started, sandbox: &Sandbox, has_me: bool, out: &mut impl Write) -> io::Result<()> {
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
        writeln!(out, "\nTry\n  curl '{url}/me?fields=name,likes.limit(3)&access_token={}'", tokens.user)?;
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
