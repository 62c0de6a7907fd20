//! `graph token`: inspects tokens and gets new ones. Tokens are saved to files, never printed.

mod arguments;
mod login;

use std::{
    env,
    io::{self, Write},
    path::{Path, PathBuf},
    time::Duration,
};

use graph_client::{AnyToken, App, AppSecret, Error, Method, UserToken, login::TokenInfo};
use serde_json::{Value, json};

pub use self::arguments::TokenCommand;
use self::arguments::{AppOptions, NewToken, SaveOptions};
use crate::{
    output::{OutputFormat, Printer, note, report_error, report_server_error, sanitize},
    profile::{self, default_file},
    run::{Exit, block_on, cannot_run},
    session::{ConnectOptions, Connection, secret},
    status::Status,
};

pub fn run(command: &TokenCommand, out: &mut impl Write) -> io::Result<Status> {
    block_on(async {
        match command {
            TokenCommand::Debug { app, output, connect } => debug(app, *output, connect, out).await,
            TokenCommand::Exchange(new) => exchange(new, out).await,
            TokenCommand::Login { scope, port, long_lived, new } => {
                login::run(scope, *port, *long_lived, new, out).await
            }
            TokenCommand::Page { id, save, connect } => page(id, save, connect, out).await,
        }
    })
}

/// The app. Its secret is added to the redacted ones.
fn app(options: &AppOptions, connection: &mut Connection) -> Result<App, Exit> {
    let configured = || profile::current().app_id.clone().or_else(|| env::var("GRAPH_APP_ID").ok());
    let id = options.app_id.clone().or_else(configured).filter(|id| !id.is_empty());
    let Some(id) = id else {
        return Err(cannot_run("no app id; use --app-id, or set GRAPH_APP_ID"));
    };
    let secret = secret::required_app_secret(options.secret.app_secret_file.as_deref())
        .map_err(|reason| cannot_run(&reason))?;
    connection.redactor.add(&secret);
    Ok(connection.graph.app(id, AppSecret::new(secret)).of(connection.plain_api()))
}

fn report(error: &Error, connection: &Connection) -> Status {
    report_server_error(error, &connection.redactor, &[])
}

/// The file that a new token is saved to.
fn token_file(save: &SaveOptions, connect: &ConnectOptions) -> Result<PathBuf, Exit> {
    let profile = || profile::current().token_file.clone();
    let configured =
        || connect.token_file.clone().or_else(profile).or_else(|| secret::file_of("GRAPH_TOKEN"));
    let file = save.out.clone().or_else(configured).or_else(|| default_file("token"));
    file.ok_or_else(|| cannot_run("no configuration directory; use --out to choose a file for the token"))
}

/// Saves a token, and prints the file and the time until it expires.
fn save(file: &Path, token: &str, expires: Option<Duration>, out: &mut impl Write) -> Result<Status, Exit> {
    secret::write(file, token).map_err(|reason| cannot_run(&reason))?;
    let expiry = expires.map_or_else(String::new, |time| format!(", expires in {}", human_duration(time)));
    writeln!(out, "saved to {}{expiry}", file.display())?;
    let is_of_profile = profile::current().token_file.as_deref() == Some(file);
    if !is_of_profile && env::var_os("GRAPH_TOKEN").is_some_and(|token| !token.is_empty()) {
        note("GRAPH_TOKEN is set and takes precedence over this file");
    }
    Ok(Status::Success)
}

fn human_duration(time: Duration) -> String {
    let minutes = time.as_secs() / 60;
    match minutes {
        0..=120 => format!("{minutes} minutes"),
        121..=2880 => format!("{} hours", minutes / 60),
        _ => format!("{} days", minutes / 1440),
    }
}

async fn debug(
    options: &AppOptions,
    output: Option<OutputFormat>,
    connect: &ConnectOptions,
    out: &mut impl Write,
) -> Result<Status, Exit> {
    let mut connection = connect.open(true)?;
    let app = app(options, &mut connection)?;
    let token = AnyToken::new(connection.token().unwrap_or_default());
    match app.debug_token(&token).await {
        Ok(info) => {
            let is_valid = info.is_valid;
            let format = output.unwrap_or_else(OutputFormat::default_for_stdout);
            let mut printer = Printer::new(format, None, connection.redactor.clone());
            printer.answer(facts(info), out)?;
            Ok(if is_valid { Status::Success } else { Status::Failure })
        }
        Err(error) => Ok(report(&error, &connection)),
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
    /// The connection, the app, and the file to save the token to.
    fn open(&self, with_token: bool) -> Result<(Connection, App, PathBuf), Exit> {
        let mut connection = self.connect.open(with_token)?;
        let app = app(&self.app, &mut connection)?;
        let file = token_file(&self.save, &self.connect)?;
        Ok((connection, app, file))
    }
}

async fn exchange(new: &NewToken, out: &mut impl Write) -> Result<Status, Exit> {
    let (connection, app, file) = new.open(true)?;
    let token = UserToken::new(connection.token().unwrap_or_default());
    match app.long_lived(&token).await {
        Ok(grant) => save(&file, grant.token.expose(), grant.expires_in, out),
        Err(error) => Ok(report(&error, &connection)),
    }
}

async fn page(
    id: &str,
    options: &SaveOptions,
    connect: &ConnectOptions,
    out: &mut impl Write,
) -> Result<Status, Exit> {
    let Some(file) = options.out.clone() else {
        return Err(cannot_run("use --out to choose a file for the Page's token, separate from the user's"));
    };
    let connection = connect.open(true)?;
    let client = connection.client();
    // Each Page that the user manages is listed with its token.
    let call =
        client.raw(Method::GET, "me/accounts").param("fields", "id,access_token").of(connection.plain_api());
    let mut pages = client.pages(call);
    loop {
        match pages.try_next().await {
            Ok(Some(list)) => {
                let page = list.iter().find(|page| page.get("id").and_then(Value::as_str) == Some(id));
                if let Some(token) = page.and_then(|page| page.get("access_token")).and_then(Value::as_str) {
                    return save(&file, token, None, out);
                }
            }
            Ok(None) => {
                report_error(&format!(
                    "the user does not manage the Page {}, or did not grant manage_pages; run `graph get me/accounts` \
                     to list the user's Pages",
                    sanitize(id)
                ));
                return Ok(Status::Failure);
            }
            Err(error) => return Ok(report(&error, &connection)),
        }
    }
}
