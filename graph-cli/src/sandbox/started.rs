//! What a started sandbox prints: its URL, credentials, ids and commands to try.

use std::io::{self, Write};

use graph_sandbox::Sandbox;
use serde::Serialize;

use super::files::Files;

#[derive(Serialize)]
pub struct Started {
    pub url: String,
    pub app_id: String,
    pub app_secret: String,
    pub tokens: Tokens,
    pub user_id: String,
    pub page_id: String,
    pub phone_number_id: String,
}

#[derive(Serialize)]
pub struct Tokens {
    pub user: String,
    pub friend_limited: String,
    pub page: String,
    pub system_user: String,
    pub app: String,
}

impl Started {
    pub fn new(sandbox: &Sandbox) -> Self {
        Self {
            url: sandbox.url().to_owned(),
            app_id: sandbox.app_id().to_owned(),
            app_secret: sandbox.app_secret().to_owned(),
            tokens: Tokens {
                user: sandbox.user_token(),
                friend_limited: sandbox.friend_token_with(&[]),
                page: sandbox.page_token(),
                system_user: sandbox.system_user_token(),
                app: sandbox.app_token(),
            },
            user_id: sandbox.user_id(),
            page_id: sandbox.page_id(),
            phone_number_id: sandbox.phone_number_id(),
        }
    }
}

/// Prints the credentials and commands to try.
pub fn print(
    started: &Started,
    sandbox: &Sandbox,
    files: Option<&Files>,
    schema_has_me: bool,
    out: &mut impl Write,
) -> io::Result<()> {
    let Started { url, app_id, app_secret, tokens, user_id, .. } = started;
    writeln!(out, "Graph API sandbox listening on {url} (ctrl-c to stop)\n")?;
    writeln!(out, "App")?;
    writeln!(out, "  id       {app_id}")?;
    writeln!(out, "  secret   {app_secret}\n")?;
    writeln!(out, "Access tokens")?;
    writeln!(out, "  user            {}   all permissions granted", tokens.user)?;
    writeln!(out, "  friend_limited  {}   a friend, basic permissions only", tokens.friend_limited)?;
    if !sandbox.page_id().is_empty() {
        writeln!(out, "  page            {}", tokens.page)?;
    }
    if !sandbox.phone_number_id().is_empty() {
        writeln!(out, "  system_user     {}   a system user of the business", tokens.system_user)?;
    }
    writeln!(out, "  app             {}\n", tokens.app)?;
    writeln!(out, "Ids")?;
    for (who, id) in [
        ("user    ", user_id.clone()),
        ("friend  ", sandbox.friend_id()),
        ("stranger", sandbox.stranger_id()),
        ("page    ", sandbox.page_id()),
        ("psid    ", sandbox.psid()),
        ("number  ", sandbox.phone_number_id()),
    ] {
        if !id.is_empty() {
            writeln!(out, "  {who} {id}")?;
        }
    }
    writeln!(out, "\nReference with a form for every operation\n  {url}/docs/")?;
    if schema_has_me {
        writeln!(out, "\nTry it in another terminal")?;
        if let Some(files) = files {
            writeln!(out, "  export GRAPH_HOST={url} GRAPH_TOKEN_FILE={}", files.quoted("token"))?;
            writeln!(
                out,
                "  export GRAPH_APP_ID={app_id} GRAPH_APP_SECRET_FILE={}",
                files.quoted("app-secret")
            )?;
            writeln!(out, "  graph get me --fields name,birthday")?;
            writeln!(out, "  graph get me/friends --all")?;
            writeln!(out, "  graph post me/feed -p message=Hello")?;
        }
        writeln!(out, "  curl '{url}/me?fields=name,likes.limit(3)&access_token={}'", tokens.user)?;
        writeln!(
            out,
            "  curl -d 'error=4,times=2' {url}/_sandbox/faults    # the next two calls exceed the rate limit"
        )?;
    }
    Ok(())
}
