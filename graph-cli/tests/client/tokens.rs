//! Sources of tokens, and `graph token`.

use std::{
    fs,
    io::{Read, Write},
    net::TcpStream,
    process::Command,
};

use super::support::{Running, Stage, mode};

#[test]
fn tokens_on_the_command_line_are_rejected() {
    let stage = Stage::new("arguments");
    let before = stage.sandbox.requests().len();
    let token = stage.token.as_str();
    let (equals, param, query) =
        (format!("--token={token}"), format!("access_token={token}"), format!("me?access_token={token}"));
    for arguments in [
        &["get", "me", "--token", token][..],
        &["get", "me", &equals],
        &["get", "me", "--access-token", token],
        &["get", "me", "-p", &param],
        &["get", &query],
        &["get", "me", "-p", token],
        &["batch", "x.json", "--token", token],
        &["token", "debug", "--token", token],
    ] {
        let mut command = stage.command(arguments);
        let ran = stage.ran(command.env("GRAPH_APP_ID", "1").env("GRAPH_APP_SECRET", "2"));
        assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{ran:?}");
    }
    stage
        .run(&["get", "me", "--token", "x"])
        .fails(2, &["visible to other users", "GRAPH_TOKEN", "--token-file"]);
    stage.run(&["get", "me", "-p", "access_token=x"]).fails(2, &["`access_token` is a secret"]);
    assert_eq!(stage.sandbox.requests().len(), before);
}

#[test]
fn a_token_comes_from_the_environment_or_from_a_file_of_mode_600() {
    let stage = Stage::new("sources");
    let without = |arguments: &[&str]| {
        let mut command = stage.command(arguments);
        command.env_remove("GRAPH_TOKEN");
        command
    };
    let ran = stage.ran(&mut without(&["get", "me"]));
    ran.fails(
        2,
        &["no access token; set GRAPH_TOKEN", ".config/graph/token (mode 600)", "graph token login"],
    );
    stage.ran(&mut without(&["get", "me", "--no-token", "--fields", "id"])).fails(1, &["code     "]);

    let file = stage.secret("token", &format!("{}\n", stage.token));
    let path = file.to_str().unwrap();
    stage.ran(&mut without(&["get", "me", "--token-file", path])).fine();
    stage.ran(without(&["get", "me"]).env("GRAPH_TOKEN_FILE", path)).fine();
    // The default file.
    let settings = stage.folder.join(".config/graph");
    fs::create_dir_all(&settings).unwrap();
    fs::copy(&file, settings.join("token")).unwrap();
    mode(&settings.join("token"), 0o600);
    stage.ran(&mut without(&["get", "me"])).fine();
    let curl = without(&["get", "me", "--token-file", path, "--curl", "--host", "http://graph.example"]);
    let ran = stage.ran(&mut { curl }).fine();
    assert!(ran.err.contains("the token is sent unencrypted to http://graph.example"), "{ran:?}");
    // The option takes precedence over the environment.
    stage.ran(stage.command(&["get", "me", "--token-file", path]).env("GRAPH_TOKEN", "wrong")).fine();

    let before = stage.sandbox.requests().len();
    if cfg!(unix) {
        for reachable in [0o644, 0o640, 0o604, 0o660, 0o666] {
            mode(&file, reachable);
            let ran = stage.ran(&mut without(&["get", "me", "--token-file", path]));
            ran.fails(2, &[&format!("(mode {reachable:o})"), &format!("chmod 600 '{path}'")]);
        }
        mode(&file, 0o400);
    }
    stage.ran(&mut without(&["get", "me", "--token-file", "nowhere"])).fails(2, &["cannot read nowhere"]);
    stage.ran(&mut without(&["get", "me", "--token-file", "."])).fails(2, &[". is not a regular file"]);
    let empty = stage.secret("empty", " \n");
    stage.ran(&mut without(&["get", "me", "--token-file", empty.to_str().unwrap()])).fails(2, &["is empty"]);
    assert_eq!(stage.sandbox.requests().len(), before);
}

fn of_app<'a>(stage: &Stage, command: &'a mut Command) -> &'a mut Command {
    let secret = stage.secret("app-secret", stage.sandbox.app_secret());
    command.env("GRAPH_APP_ID", stage.sandbox.app_id()).env("GRAPH_APP_SECRET_FILE", secret)
}

#[cfg(unix)]
fn is_own(path: &std::path::Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    fs::metadata(path).unwrap().permissions().mode() & 0o777 == 0o600
}

#[cfg(not(unix))]
fn is_own(_: &std::path::Path) -> bool {
    true
}

#[test]
fn a_token_is_debugged_and_exchanged() {
    let stage = Stage::new("exchanged");
    let ran = stage.ran(of_app(&stage, &mut stage.command(&["token", "debug"]))).fine();
    assert_eq!(
        (&ran.json()["is_valid"], &ran.json()["user_id"]),
        (&true.into(), &stage.sandbox.user_id().into())
    );
    assert!(ran.json()["scopes"].as_array().unwrap().contains(&"user_likes".into()));
    let mut wrong = stage.command(&["token", "debug"]);
    let ran = stage.ran(of_app(&stage, &mut wrong).env("GRAPH_TOKEN", "EAAwrong"));
    assert_eq!((ran.status, &ran.json()["is_valid"]), (1, &false.into()));
    stage.run(&["token", "debug"]).fails(2, &["no app id; use --app-id, or set GRAPH_APP_ID"]);
    stage.run(&["token", "debug", "--app-id", "5"]).fails(2, &["no app secret", "--app-secret-file"]);

    let out = stage.folder.join("new");
    let ran = stage.ran(of_app(&stage, &mut stage.command(&["token", "exchange", "--out", "new"]))).fine();
    assert!(ran.out.contains("saved to new, expires in 60 days"), "{ran:?}");
    let new = fs::read_to_string(&out).unwrap();
    assert!(is_own(&out) && !ran.out.contains(new.trim()) && new.trim() != stage.token);
    stage.ran(stage.command(&["get", "me", "--token-file", "new"]).env_remove("GRAPH_TOKEN")).fine();
    // A failed exchange keeps the old file.
    let mut wrong = stage.command(&["token", "exchange", "--out", "new"]);
    stage.ran(of_app(&stage, &mut wrong).env("GRAPH_TOKEN", "EAAwrong")).fails(1, &["error: "]);
    assert_eq!(fs::read_to_string(&out).unwrap(), new);
    assert!(
        !fs::read_dir(&stage.folder)
            .unwrap()
            .any(|file| { file.unwrap().file_name().to_string_lossy().starts_with(".new") })
    );
}

#[test]
fn a_page_token_is_saved_and_not_printed() {
    let stage = Stage::new("pages");
    let (id, token) = (stage.sandbox.page_id(), stage.sandbox.page_token());
    let listed = stage.run(&["get", "me/accounts", "--fields", "name,access_token"]).fine();
    assert!(listed.json()["data"][0]["access_token"] == "<hidden>" && !listed.out.contains(&token));
    assert!(listed.err.contains("graph token page ID"), "{listed:?}");
    let ran = stage.run(&["token", "page", &id, "--out", "page-token"]).fine();
    assert_eq!(ran.out, "saved to page-token\n");
    let page = stage
        .ran(&mut stage.command(&["get", "me", "--fields", "id", "--no-check", "--token-file", "page-token"]))
        .fine();
    assert_eq!(page.json()["id"], id.as_str());
    stage.run(&["token", "page", "1", "--out", "x"]).fails(1, &["does not manage the Page 1"]);
    assert!(!stage.folder.join("x").exists());
}

/// Sends a request. Returns the head and the body of the response.
fn go(method: &str, url: &str, form: &str) -> (String, String) {
    let rest = url.strip_prefix("http://").unwrap();
    let (host, path) = rest.split_once('/').unwrap();
    let mut stream = TcpStream::connect(host.replace("localhost", "127.0.0.1")).unwrap();
    let length = form.len();
    write!(
        stream,
        "{method} /{path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n\r\n{form}"
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    (head.to_owned(), body.to_owned())
}

fn location(head: &str) -> String {
    let line = head.lines().find_map(|line| line.strip_prefix("location: ")).unwrap();
    line.to_owned()
}

#[test]
fn a_login_uses_the_dialog_of_the_host() {
    let stage = Stage::new("login");
    let arguments = ["token", "login", "--port", "0", "--scope", "user_likes,email", "--long-lived"];
    let mut command = stage.command(&arguments);
    let mut running = Running::start(of_app(&stage, &mut command).env_remove("GRAPH_TOKEN"));
    let dialog = running.line_with("/dialog/oauth?").trim().to_owned();
    assert!(
        dialog.starts_with(stage.sandbox.url()) && dialog.contains("scope=user_likes%2Cemail"),
        "{dialog}"
    );
    let back = running.line_with("Waiting for the redirect to ").trim().to_owned();
    let back = back.split(' ').nth(5).unwrap().to_owned();
    // A redirect with another `state` is ignored, and so is a request without a query.
    assert!(go("GET", &format!("{back}?code=stolen&state=guessed"), "").0.contains("200"));
    assert!(go("GET", &back, "").0.contains("400"));
    let (head, _) = go("POST", &dialog, "decision=allow");
    assert!(go("GET", &location(&head), "").1.contains("You can close this window"));
    let saved = running.line_with("saved to ");
    assert!(saved.contains(".config/graph/token, expires in 60 days"), "{saved}");
    assert!(running.child.wait().unwrap().success());
    let file = stage.folder.join(".config/graph/token");
    assert!(is_own(&file));
    let mut err = String::new();
    running.child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
    stage.hidden(&[&err, &saved, &dialog]);
    assert!(err.contains("ignored a redirect with an unexpected `state`"), "{err}");
    // The other commands find the token.
    stage.ran(stage.command(&["get", "me/likes"]).env_remove("GRAPH_TOKEN")).fine();
    let feed = stage.ran(stage.command(&["post", "me/feed", "-p", "message=x"]).env_remove("GRAPH_TOKEN"));
    feed.fails(1, &["needs    publish_stream"]);
}

#[test]
fn a_denied_login_saves_no_token() {
    let stage = Stage::new("denied");
    let mut command = stage.command(&["token", "login", "--port", "0", "--out", "token"]);
    let mut running = Running::start(of_app(&stage, &mut command));
    let dialog = running.line_with("/dialog/oauth?").trim().to_owned();
    let (head, _) = go("POST", &dialog, "decision=deny");
    go("GET", &location(&head), "");
    assert_eq!(running.child.wait().unwrap().code(), Some(1));
    let mut err = String::new();
    running.child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
    assert!(err.contains("the login dialog failed"), "{err}");
    assert!(!stage.folder.join("token").exists());
}
