//! `graph token`: what a token is good for, and how one gets one. No token is ever printed.

pub mod arguments;
mod login;

use std::{
    env,
    io::{self, Write},
    path::{Path, PathBuf},
    time::Duration,
};

use graph_client::{AnyToken, App, AppSecret, Error, UserToken, login::TokenInfo};
use serde_json::{Value, json};

use self::arguments::{AppOptions, Keep, NewToken, TokenCommand};
use crate::{
    call::{
        self, Stop,
        arguments::{Connect, Output},
        connect::{self, Connection},
        hide::tame,
        print::Printer,
        secret, trouble,
    },
    status::{Status, complain},
};

pub fn run(command: &TokenCommand, out: &mut impl Write) -> io::Result<Status> {
    call::block_on(async {
        match command {
            TokenCommand::Debug { app, output, connect } => debug(app, *output, connect, out).await,
            TokenCommand::Exchange(new) => exchange(new, out).await,
            TokenCommand::Login { scope, port, long_lived, new } => {
                login::run(scope, *port, *long_lived, new, out).await
            }
            TokenCommand::Page { id, keep, connect } => page(id, keep, connect, out).await,
        }
    })
}

fn unusable(why: &str) -> Stop {
    complain(why);
    Status::Unusable.into()
}

/// The app, with its secret added to what is hidden.
fn app(options: &AppOptions, connection: &mut Connection) -> Result<App, Stop> {
    let id = options.app_id.clone().or_else(|| env::var("GRAPH_APP_ID").ok()).filter(|id| !id.is_empty());
    let Some(id) = id else {
        return Err(unusable("there is no app id; give --app-id, or set GRAPH_APP_ID"));
    };
    let secret =
        connect::app_secret(options.secret.app_secret_file.as_deref()).map_err(|why| unusable(&why))?;
    let Some(secret) = secret else {
        return Err(unusable(
            "there is no app secret; write it to a file of mode 600 and name that with --app-secret-file, or set \
             GRAPH_APP_SECRET",
        ));
    };
    connection.hide.add(&secret);
    let api = connection.api(&graph_schema::call::unchecked(&connection.schema, "", &[]));
    Ok(connection.graph.app(id, AppSecret::new(secret)).of(api))
}

fn failed(error: &Error, connection: &Connection) -> Status {
    trouble::server(error, &connection.hide, &[]);
    trouble::status(error)
}

/// The file that a new token is kept in.
fn keeps(keep: &Keep, connect: &Connect) -> Result<PathBuf, Stop> {
    let usual = || connect.token_file.clone().or_else(|| secret::file_of("GRAPH_TOKEN"));
    let file = keep.out.clone().or_else(usual).or_else(|| secret::default_file("token"));
    file.ok_or_else(|| {
        unusable("there is no folder of settings; say with --out where the token is to be kept")
    })
}

/// Keeps a token, and says where and for how long it is good.
fn kept(file: &Path, token: &str, expires: Option<Duration>, out: &mut impl Write) -> Result<Status, Stop> {
    secret::write(file, token).map_err(|why| unusable(&why))?;
    let good = expires.map_or_else(String::new, |time| format!(", good for {}", in_words(time)));
    writeln!(out, "kept in {}{good}", file.display())?;
    if env::var_os("GRAPH_TOKEN").is_some_and(|token| !token.is_empty()) {
        let _ = writeln!(io::stderr(), "note: GRAPH_TOKEN is set, and is used in place of that file");
    }
    Ok(Status::Fine)
}

fn in_words(time: Duration) -> String {
    let minutes = time.as_secs() / 60;
    match minutes {
        0..=120 => format!("{minutes} minutes"),
        121..=2880 => format!("{} hours", minutes / 60),
        _ => format!("{} days", minutes / 1440),
    }
}

async fn debug(
    options: &AppOptions,
    output: Option<Output>,
    connect: &Connect,
    out: &mut impl Write,
) -> Result<Status, Stop> {
    let mut connection = connect.open(true)?;
    let app = app(options, &mut connection)?;
    let token = AnyToken::new(connection.token().unwrap_or_default());
    match app.debug_token(&token).await {
        Ok(info) => {
            let is_valid = info.is_valid;
            let mut printer = Printer::plain(output, connection.hide.clone());
            printer.answer(facts(info), out)?;
            Ok(if is_valid { Status::Fine } else { Status::Wrong })
        }
        Err(error) => Ok(failed(&error, &connection)),
    }
}

fn facts(info: TokenInfo) -> Value {
    let mut facts = json!({ "is_valid": info.is_valid, "scopes": info.scopes });
    let texts = [
        ("app_id", info.app_id),
        ("application", info.application),
        ("type", info.kind),
        ("user_id", info.user_id),
        ("profile_id", info.profile_id),
    ];
    for (name, text) in texts {
        if let Some(text) = text {
            facts[name] = Value::String(text);
        }
    }
    let times = [
        ("expires_at", info.expires_at),
        ("data_access_expires_at", info.data_access_expires_at),
        ("issued_at", info.issued_at),
    ];
    for (name, time) in times {
        if let Some(time) = time {
            facts[name] = json!(time.unix_seconds());
        }
    }
    if let Some(problem) = info.problem {
        let (code, subcode, message) = (problem.code, problem.subcode, problem.message);
        facts["error"] = json!({ "code": code, "subcode": subcode, "message": message });
    }
    facts
}

impl NewToken {
    /// What it takes to get one: the connection, the app, and the file it is kept in.
    fn open(&self, with_token: bool) -> Result<(Connection, App, PathBuf), Stop> {
        let mut connection = self.connect.open(with_token)?;
        let app = app(&self.app, &mut connection)?;
        let file = keeps(&self.keep, &self.connect)?;
        Ok((connection, app, file))
    }
}

async fn exchange(new: &NewToken, out: &mut impl Write) -> Result<Status, Stop> {
    let (connection, app, file) = new.open(true)?;
    let token = UserToken::new(connection.token().unwrap_or_default());
    match app.long_lived(&token).await {
        Ok(grant) => kept(&file, grant.token.expose(), grant.expires_in, out),
        Err(error) => Ok(failed(&error, &connection)),
    }
}

async fn page(id: &str, keep: &Keep, connect: &Connect, out: &mut impl Write) -> Result<Status, Stop> {
    let Some(file) = keep.out.clone() else {
        return Err(unusable(
            "say with --out where the Page's token is to be kept, apart from that of the person",
        ));
    };
    let connection = connect.open(true)?;
    let client = connection.client();
    let api = connection.api(&graph_schema::call::unchecked(&connection.schema, "", &[]));
    // Where the person manages it, it comes with its token.
    let call =
        client.raw(graph_client::Method::GET, "me/accounts").param("fields", "id,access_token").of(api);
    let mut pages = client.pages(call);
    loop {
        match pages.try_next().await {
            Ok(Some(list)) => {
                let own = list.iter().find(|page| page.get("id").and_then(Value::as_str) == Some(id));
                if let Some(token) = own.and_then(|page| page.get("access_token")).and_then(Value::as_str) {
                    return kept(&file, token, None, out);
                }
            }
            Ok(None) => {
                complain(&format!(
                    "the person manages no Page {}, or did not grant manage_pages; `graph get me/accounts` lists them",
                    tame(id)
                ));
                return Ok(Status::Wrong);
            }
            Err(error) => return Ok(failed(&error, &connection)),
        }
    }
}
