//! The command as a process: arguments, output and exit code.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
};

use serde_json::{Value, json};

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_graph"));
    command.args(arguments);
    command
}

/// Exit code, standard output, standard error.
fn graph(arguments: &[&str]) -> (i32, String, String) {
    let Output { status, stdout, stderr } = command(arguments).output().unwrap();
    (status.code().unwrap(), String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap())
}

/// Creates an empty folder with these files.
fn folder(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    for (name, text) in files {
        fs::write(folder.join(name), text).unwrap();
    }
    folder
}

const BROKEN: &str = r#"{
  "nodes": {
    "Planet": {
      "fields": {
        "name": { "type": "strng" },
        "mass": { "type": "number", "presense": "usual" }
      }
    }
  }
}
"#;

fn lines(text: &str) -> Vec<Value> {
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}")))
        .collect()
}

fn listed() -> Vec<Value> {
    let (status, out, err) = graph(&["schema", "list", "--json"]);
    assert_eq!((status, err.as_str()), (0, ""));
    lines(&out)
}

fn find<'a>(rows: &'a [Value], kind: &str, facts: Value) -> &'a Value {
    let fits = |row: &&Value| {
        row["kind"] == kind && facts.as_object().unwrap().iter().all(|(key, value)| row[key] == *value)
    };
    let found: Vec<&Value> = rows.iter().filter(fits).collect();
    assert_eq!(found.len(), 1, "{kind} {facts}: {found:?}");
    found[0]
}

#[test]
fn the_built_in_schema_is_valid() {
    let (status, out, err) = graph(&["schema", "check"]);
    assert_eq!((status, err.as_str()), (0, ""));
    assert!(out.starts_with("the built-in schema is valid: "), "{out}");
    let (_, out, _) = graph(&["schema", "check", "--api", "pages"]);
    assert!(out.starts_with("the schema of `pages` is valid: "), "{out}");
    for format in ["short", "json"] {
        assert_eq!(graph(&["schema", "check", "--format", format]), (0, String::new(), String::new()));
    }
}

#[test]
fn errors_are_shown_with_place_and_caret() {
    let folder = folder("broken", &[("graph.json", BROKEN)]);
    for path in [folder.clone(), folder.join("graph.json")] {
        let (status, out, err) = graph(&["schema", "check", path.to_str().unwrap()]);
        assert_eq!((status, err.as_str()), (1, ""));
        assert!(out.contains("error[G0008]: unknown type `strng`"), "{out}");
        assert!(out.contains(&format!("{}:5:28", folder.join("graph.json").display())), "{out}");
        assert!(out.contains("5 |         \"name\": { \"type\": \"strng\" },"), "{out}");
        assert!(out.contains("^^^^^ not a scalar"), "{out}");
        assert!(out.contains("did you mean `string`?"), "{out}");
        assert!(out.contains("error[G0004]"), "{out}");
        assert!(out.contains("has 2 errors"), "{out}");
        assert!(!out.contains('\u{1b}'), "colour without a terminal: {out}");
    }
}

#[test]
fn short_problems_are_one_line_each() {
    let folder = folder("short", &[("graph.json", BROKEN)]);
    let (status, out, _) = graph(&["schema", "check", folder.to_str().unwrap(), "--format", "short"]);
    assert_eq!(status, 1);
    let lines: Vec<&str> = out.lines().collect();
    assert_eq!(lines.len(), 2, "{out}");
    assert!(
        lines.iter().any(|line| line.contains("graph.json:5:28: error[G0008]: unknown type `strng`")),
        "{out}"
    );
}

#[test]
fn problems_as_json() {
    let folder = folder("json", &[("graph.json", BROKEN)]);
    let (status, out, _) = graph(&["schema", "check", folder.to_str().unwrap(), "--format", "json"]);
    assert_eq!(status, 1);
    let problems = lines(&out);
    assert_eq!(problems.len(), 2, "{out}");
    let problem = problems.iter().find(|problem| problem["code"] == "G0008").unwrap();
    assert_eq!(problem["severity"], "error");
    assert_eq!(problem["title"], "unknown type `strng`");
    assert!(problem["file"].as_str().unwrap().ends_with("graph.json"));
    assert_eq!((&problem["line"], &problem["column"]), (&json!(5), &json!(28)));
    assert!(problem["label"].as_str().unwrap().starts_with("not a scalar"));
    assert_eq!(problem["help"], json!(["did you mean `string`?"]));
}

#[test]
fn an_unreadable_path_is_not_a_schema_error() {
    let folder = folder("empty", &[("listed.json", r#"{ "files": ["nowhere.json"] }"#)]);
    let path = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    // A folder without a manifest, and a missing file.
    for path in [path(""), path("nowhere.json")] {
        let (status, out, _) = graph(&["schema", "check", &path]);
        assert_eq!(status, 2, "{out}");
        assert!(out.contains("error[G0001]: cannot read"), "{out}");
        let (status, out, _) = graph(&["schema", "check", &path, "--format", "json"]);
        assert_eq!(status, 2);
        assert_eq!(lines(&out)[0]["file"], Value::Null);
        let (status, out, err) = graph(&["schema", "list", &path]);
        assert_eq!((status, out.as_str()), (2, ""));
        assert!(err.contains("error[G0001]"), "{err}");
    }
    // A missing file that the manifest lists is an error of the schema.
    assert_eq!(graph(&["schema", "check", &path("listed.json")]).0, 1);
}

#[test]
fn a_list_has_every_kind_of_row() {
    let rows = listed();
    assert!(rows.len() > 200, "{}", rows.len());
    for kind in [
        "node",
        "object",
        "enum",
        "field",
        "connection",
        "operation",
        "param",
        "rule",
        "permission",
        "error",
        "update",
    ] {
        assert!(rows.iter().any(|row| row["kind"] == kind), "{kind}");
    }
    let rule = json!({ "self": "user_birthday", "friend": "friends_birthday", "other": "friends_birthday" });
    let birthday = find(&rows, "field", json!({ "node": "User", "name": "birthday" }));
    assert_eq!(
        (&birthday["type"], &birthday["presence"], &birthday["permission"]),
        (&json!("Birthday"), &json!("gated"), &rule)
    );
    let id = find(&rows, "field", json!({ "node": "User", "name": "id" }));
    assert_eq!(
        (&id["permission"]["self"], &id["token"]),
        (&Value::Null, &json!(["user", "app", "page", "none"]))
    );
    assert_eq!(find(&rows, "field", json!({ "node": "User", "name": "age_range" }))["on_request"], true);
    assert!(
        find(&rows, "field", json!({ "node": "User", "name": "favorite_teams" }))["deprecated"].is_string()
    );
    let checkins = find(&rows, "connection", json!({ "node": "User", "name": "checkins" }));
    assert_eq!(checkins["permission"]["self"], json!({ "any": ["user_checkins", "user_status"] }));
    let feed = find(&rows, "connection", json!({ "node": "User", "name": "feed" }));
    assert_eq!(feed["permission"]["self"], json!({ "widens": ["read_stream"] }));
    assert_eq!(
        find(&rows, "connection", json!({ "node": "User", "name": "friends" }))["items_are"],
        "friend"
    );
    find(&rows, "update", json!({ "node": "User", "name": "feed" }));
    assert!(!rows.iter().any(|row| row["kind"] == "update" && row["name"] == "verified"));
}

#[test]
fn a_list_has_implicit_operations() {
    let rows = listed();
    let get = find(&rows, "operation", json!({ "name": "user.get" }));
    assert_eq!(
        (&get["method"], &get["path"], &get["returns"]),
        (&json!("GET"), &json!("/{user}"), &json!("User"))
    );
    assert_eq!(
        find(&rows, "operation", json!({ "name": "messenger.user_profile.get" }))["path"],
        "/v2.6/{messenger}"
    );
    let list = find(&rows, "operation", json!({ "name": "user.events.list" }));
    assert_eq!((&list["path"], &list["returns"]), (&json!("/{user}/events"), &json!("[Event]")));
    find(&rows, "param", json!({ "operation": "user.events.list", "name": "since", "required": false }));
    let check = find(&rows, "operation", json!({ "name": "user.friends.check" }));
    assert_eq!(
        (&check["path"], &check["returns"]),
        (&json!("/{user}/friends/{friend_id}"), &json!("membership"))
    );
    for connection in rows.iter().filter(|row| row["kind"] == "connection") {
        find(&rows, "operation", json!({ "name": connection["list"] }));
    }
    for node in rows.iter().filter(|row| row["kind"] == "node") {
        let gets = rows.iter().filter(|row| {
            row["kind"] == "operation" && row["node"] == node["name"] && row["returns"] == node["name"]
        });
        assert_eq!(gets.count(), 1, "{node}");
    }
}

#[test]
fn a_list_has_conditional_parameters_and_rules() {
    let rows = listed();
    let operation = "user.feed.create_post";
    let create = find(&rows, "operation", json!({ "name": operation }));
    assert_eq!(create["returns"], json!({ "id": "Id<Post>" }));
    assert_eq!((&create["variant_of"], &create["tokens"]), (&Value::Null, &json!(["user"])));
    for name in ["message", "link"] {
        find(
            &rows,
            "param",
            json!({ "operation": operation, "name": name, "required": "conditional", "requires": [] }),
        );
    }
    find(
        &rows,
        "param",
        json!({ "operation": operation, "name": "picture", "required": false, "requires": ["link"] }),
    );
    find(
        &rows,
        "param",
        json!({ "operation": operation, "name": "tags", "required": false, "requires": ["place"] }),
    );
    find(&rows, "param", json!({ "operation": operation, "name": "privacy", "only_on": "self" }));
    find(&rows, "rule", json!({ "operation": operation, "rule": { "at_least_one": ["message", "link"] } }));
    find(
        &rows,
        "rule",
        json!({ "operation": operation, "rule": { "only_with": { "param": "tags", "with": "place" } } }),
    );
    assert_eq!(find(&rows, "operation", json!({ "name": "user.feed.create_link" }))["variant_of"], operation);
    find(&rows, "param", json!({ "operation": "user.feed.create_link", "name": "link", "required": true }));
    find(
        &rows,
        "param",
        json!({ "operation": "user.feed.create_link", "name": "message", "required": false }),
    );
}

#[test]
fn a_list_has_common_and_operation_errors() {
    let rows = listed();
    find(&rows, "error", json!({ "code": 4, "operation": null, "retryable": true, "retry": "later" }));
    find(&rows, "error", json!({ "code": 190, "subcode": 463, "name": "Expired", "retryable": false }));
    find(&rows, "error", json!({ "code": "200-299", "name": "PermissionMissing" }));
    find(
        &rows,
        "error",
        json!({ "code": 3501, "name": "AlreadyAchieved", "operation": "user.achievements.create" }),
    );
    assert_eq!(
        find(&rows, "operation", json!({ "name": "user.achievements.create" }))["errors"],
        json!([3403, 3501])
    );
}

#[test]
fn permissions_and_tokens_that_the_built_in_schema_does_not_use() {
    let text = r#"{
      "version": "v9.9",
      "permissions": { "a": "", "b": "", "c": "" },
      "nodes": { "Planet": {
        "fields": {
          "never": { "type": "string", "permission": { "self": "never" } },
          "all": { "type": "string", "permission": { "all": ["a", { "any": ["b", "c"] }] } },
          "tokens": { "type": "string", "token": { "self": "user", "friend": "app" } }
        },
        "connections": { "moons": { "item": "Planet", "path": "moons/named", "paging": "none", "params": { "limit": { "type": "integer", "max": 5 } } } },
        "operations": { "get": { "method": "GET", "returns": "success" } }
      } }
    }"#;
    let folder = folder("demands", &[("graph.json", text)]);
    let (status, out, err) = graph(&["schema", "list", "--json", folder.to_str().unwrap()]);
    assert_eq!((status, err.as_str()), (0, ""));
    let rows = lines(&out);
    let field = |name: &str| find(&rows, "field", json!({ "name": name }));
    assert_eq!(
        field("never")["permission"],
        json!({ "self": "never", "friend": "unknown", "other": "unknown" })
    );
    assert_eq!(field("all")["permission"]["self"], json!({ "all": ["a", { "any": ["b", "c"] }] }));
    assert_eq!(field("tokens")["token"], json!(["user", "app"]));
    assert_eq!(
        field("tokens")["token_by_target"],
        json!({ "self": ["user"], "friend": ["app"], "other": ["app"] })
    );
    find(&rows, "connection", json!({ "name": "moons/named", "list": "planet.moons.list" }));
    find(&rows, "operation", json!({ "name": "planet.moons.list", "path": "/v9.9/{planet}/moons/named" }));
    assert_eq!(find(&rows, "operation", json!({ "name": "planet.get" }))["returns"], "success");
    assert_eq!(find(&rows, "param", json!({ "name": "limit" }))["max"], 5);
}

#[test]
fn a_text_list_has_a_table_per_kind() {
    let (status, out, err) = graph(&["schema", "list"]);
    assert_eq!((status, err.as_str()), (0, ""));
    for title in [
        "Nodes (",
        "Fields (",
        "Connections (",
        "Operations (",
        "Parameters (",
        "Rules (",
        "Permissions (",
        "Errors (",
    ] {
        assert!(out.lines().any(|line| line.starts_with(title)), "{title}");
    }
    let birthday = out.lines().find(|line| line.contains(" birthday ")).unwrap();
    assert!(birthday.ends_with("self: user_birthday; friend: friends_birthday"), "{birthday}");
    assert!(!out.lines().any(|line| line.ends_with(' ')));
}

#[test]
fn a_closed_output_is_not_an_error() {
    for arguments in [&["schema", "list"][..], &["schema", "list", "--json"]] {
        let mut child = command(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let Output { status, stderr, .. } = child.wait_with_output().unwrap();
        assert!(status.success(), "{status}");
        assert_eq!(String::from_utf8(stderr).unwrap(), "");
    }
}

#[test]
fn a_code_is_explained() {
    let (status, out, _) = graph(&["explain", "G0007"]);
    assert_eq!(status, 0);
    assert!(out.starts_with("G0007: A type is a name"), "{out}");
    assert_eq!(graph(&["explain", "g7"]).1, out);
    assert_eq!(graph(&["explain"]).1.lines().count(), graph_schema::code::ALL.len());
    for unknown in ["G0070", "G0000", "zzz", "-", "G99999999999", ""] {
        let (status, out, err) = graph(&["explain", "--", unknown]);
        assert_eq!((status, out.as_str()), (2, ""), "{unknown}");
        assert!(err.starts_with(&format!("error: unknown code `{unknown}`")), "{err}");
    }
    assert!(graph(&["explain", "G0070"]).2.contains("did you mean `G0007`?"));
}

#[test]
fn help_and_wrong_usage() {
    let (status, out, _) = graph(&["--help"]);
    assert_eq!(status, 0);
    for part in ["graph sandbox ", "graph schema check", "graph explain G0007", "Exit codes"] {
        assert!(out.contains(part), "{part}: {out}");
    }
    for wrong in
        [&[][..], &["schma"], &["schema"], &["schema", "list", "--yaml"], &["sandbox", "--port", "many"]]
    {
        let (status, out, err) = graph(wrong);
        assert_eq!((status, out.as_str()), (2, ""), "{wrong:?}");
        assert!(!err.is_empty());
    }
    assert!(graph(&["schma"]).2.contains("'schema'"));
}

#[test]
fn every_command_has_an_example_and_is_in_the_overview() {
    let overview = graph(&["--help"]).1;
    for command in [
        "get",
        "post",
        "delete",
        "batch",
        "token debug",
        "token exchange",
        "token login",
        "token page",
        "webhook listen",
        "webhook replay",
        "schema check",
        "schema list",
        "schema show",
        "schema diff",
        "schema fmt",
        "schema expand",
        "schema docs",
        "schema meta",
        "explain",
        "drift",
        "import",
        "sandbox",
        "sandbox dump",
    ] {
        let words: Vec<&str> = command.split(' ').chain(["--help"]).collect();
        let (status, out, _) = graph(&words);
        assert_eq!(status, 0, "{command}");
        let (_, examples) = out.split_once("Example").unwrap_or_else(|| panic!("{command} has no example"));
        assert!(examples.contains(&format!("graph {command}")), "{command}: {examples}");
        let group = words[0];
        assert!(overview.contains(&format!("\n  {group}")), "{group}");
        assert!(overview.contains(&format!("graph {group}")), "no example of {group}: {overview}");
    }
    // It fits a terminal of 100 columns.
    assert!(overview.lines().all(|line| line.chars().count() <= 100), "{overview}");
}

/// A sandbox that is killed at the end of the test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn ask(url: &str, path: &str, token: &str) -> Value {
    let host = url.trim_start_matches("http://");
    let mut stream = TcpStream::connect(host).unwrap();
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {token}\r\nConnection: close\r\n\r\n"
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let (_, body) = answer.split_once("\r\n\r\n").unwrap();
    serde_json::from_str(body).unwrap_or_else(|error| panic!("{error}: {answer}"))
}

#[test]
fn a_sandbox_serves_until_it_is_stopped() {
    let mut running =
        Running(command(&["sandbox", "--json", "--seed", "7"]).stdout(Stdio::piped()).spawn().unwrap());
    let mut line = String::new();
    BufReader::new(running.0.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let started: Value = serde_json::from_str(&line).unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let url = text(&started["url"]);
    let me = ask(&url, "/me?fields=id", &text(&started["tokens"]["user"]));
    assert_eq!(me["id"], started["user_id"]);
    assert_eq!(
        text(&started["tokens"]["app"]),
        format!("{}|{}", text(&started["app_id"]), text(&started["app_secret"]))
    );
    // One line with these keys in this order, for scripts without a JSON parser.
    let keys = ["url", "app_id", "app_secret", "tokens", "user", "friend_limited", "page", "app", "user_id"];
    let places: Vec<_> = keys.iter().map(|key| line.find(&format!("\"{key}\":")).unwrap()).collect();
    assert!(places.is_sorted(), "{line}");
    assert_eq!((started.as_object().unwrap().len(), started["tokens"].as_object().unwrap().len()), (7, 5));
    let user = text(&started["tokens"]["user"]);
    let ids = |path: &str| -> Vec<String> {
        let page = ask(&url, path, &user);
        page["data"].as_array().unwrap().iter().map(|item| text(&item["id"])).collect()
    };
    let (friends, likes) = (ids("/me/friends?limit=100"), ids("/v25.0/me/likes?limit=100"));
    assert!(friends.len() > 20 && likes.len() > 10);
    assert!(!likes.contains(&"1".to_owned()));
    assert_eq!(ask(&url, "/me/likes/1", &user)["data"], serde_json::json!([]));
    let limited = text(&started["tokens"]["friend_limited"]);
    let friend = ask(&url, "/me?fields=id,name,birthday,email", &limited);
    assert!(friends.contains(&text(&friend["id"])), "{friend}");
    assert_eq!(friend.as_object().unwrap().len(), 2, "{friend}");
    assert_eq!(ask(&url, "/me/likes", &limited)["error"]["code"], 200);
    let missing = ask(&url, "/999999999999999", &user);
    assert_eq!((&missing["error"]["code"], &missing["error"]["error_subcode"]), (&100.into(), &33.into()));
    assert!(!text(&started["tokens"]["page"]).is_empty());
    assert!(running.0.try_wait().unwrap().is_none(), "stopped by itself");

    // The port is in use.
    let port = url.rsplit(':').next().unwrap();
    let (status, out, err) = graph(&["sandbox", "--port", port]);
    assert_eq!((status, out.as_str()), (2, ""));
    assert!(err.starts_with("error: the sandbox cannot listen on 127.0.0.1: "), "{err}");
}

/// As in a container: every option has a variable, and a command checks the health.
#[test]
fn a_sandbox_is_configured_by_its_environment() {
    let start = |variables: &[(&str, &str)]| {
        let mut sandbox = command(&["sandbox", "--json"]);
        sandbox.envs(variables.iter().copied()).stdout(Stdio::piped());
        let mut running = Running(sandbox.spawn().unwrap());
        let mut line = String::new();
        BufReader::new(running.0.stdout.take().unwrap()).read_line(&mut line).unwrap();
        (running, serde_json::from_str::<Value>(&line).unwrap())
    };
    let variables = [
        ("GRAPH_SANDBOX_ADDRESS", "0.0.0.0"),
        ("GRAPH_SANDBOX_SEED", "7"),
        ("GRAPH_SANDBOX_PEOPLE", "20"),
        ("GRAPH_SANDBOX_ALLOW_HOST", "sandbox;graph.test"),
        ("GRAPH_SANDBOX_FAULT", "error=190,path=/me/likes;error=4,path=/me/feed,message=\"a; b\""),
    ];
    let (_running, started) = start(&variables);
    let (url, user) = (started["url"].as_str().unwrap(), started["tokens"]["user"].as_str().unwrap());
    assert!(url.starts_with("http://127.0.0.1:"), "{url}");
    assert_eq!(ask(url, "/me/likes", user)["error"]["code"], 190);
    assert_eq!(ask(url, "/me/feed", user)["error"]["message"], "a; b");
    // The same seed has the same ids.
    let (_other, again) = start(&variables);
    assert_eq!((&started["user_id"], &started["app_secret"]), (&again["user_id"], &again["app_secret"]));
    let healthy = |url: &str| {
        let mut health = command(&["sandbox", "health", "--no-retry", "--host", url]);
        health.envs(variables).output().unwrap().status.code().unwrap()
    };
    assert_eq!((healthy(url), healthy("http://127.0.0.1:1")), (0, 1));
    // The API, words for true and false, and variables that are empty, as of a compose file.
    let (_pages, started) = start(&[
        ("GRAPH_SANDBOX_API", "pages; instagram"),
        ("GRAPH_SANDBOX_REQUIRE_PROOF", "1"),
        ("GRAPH_SANDBOX_CALLBACKS_ANYWHERE", "no"),
        ("GRAPH_SANDBOX_PEOPLE", "20"),
        ("GRAPH_SANDBOX_PORT", ""),
        ("GRAPH_SANDBOX_DB", ""),
        ("GRAPH_SANDBOX_LOAD", ""),
        ("GRAPH_SANDBOX_ALLOW_HOST", ""),
        ("GRAPH_SANDBOX_SCHEMA", ""),
    ]);
    let (url, user) = (started["url"].as_str().unwrap(), started["tokens"]["user"].as_str().unwrap());
    assert!(ask(url, "/_sandbox/nodes/Page", "")["data"][0]["id"].is_string());
    assert!(ask(url, "/me", user)["error"]["message"].as_str().unwrap().contains("appsecret_proof"));
    for (arguments, name, value, says) in [
        (&["sandbox"][..], "GRAPH_SANDBOX_FAULT", "eror=4", "eror"),
        (&["sandbox"], "GRAPH_SANDBOX_API", "pages,whatsap", "unknown API \"whatsap\""),
        (&["sandbox"], "GRAPH_SANDBOX_REQUIRE_PROOF", "perhaps", "perhaps"),
        (&["sandbox"], "GRAPH_SANDBOX_PEOPLE", "2", "3..=5000"),
        (&["sandbox", "--api", "pages"], "GRAPH_SANDBOX_SCHEMA", "my.json", "GRAPH_SANDBOX_SCHEMA"),
    ] {
        let wrong = command(arguments).env(name, value).output().unwrap();
        let err = String::from_utf8(wrong.stderr).unwrap();
        assert!(wrong.status.code() == Some(2) && err.contains(says), "{name}: {err}");
    }
}

/// A command for a running sandbox never asks the platform, and sends nobody the token.
#[test]
fn a_running_sandbox_is_found() {
    let mut sandbox = Running(command(&["sandbox", "--json"]).stdout(Stdio::piped()).spawn().unwrap());
    let mut line = String::new();
    BufReader::new(sandbox.0.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let started: Value = serde_json::from_str(&line).unwrap();
    let url = started["url"].as_str().unwrap();
    let health = |arguments: &[&str], variables: &[(&str, &str)]| {
        let mut health = command(&[&["sandbox", "health", "--no-retry"], arguments].concat());
        let ran = health.env_clear().envs(variables.iter().copied()).output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (ran.status.code().unwrap(), text(ran.stdout), text(ran.stderr))
    };
    let fine = (0, "\"ok\"\n".to_owned(), String::new());
    assert_eq!(health(&["--host", url], &[]), fine);
    assert_eq!(health(&[], &[("GRAPH_HOST", url)]), fine);
    let port = url.rsplit(':').next().unwrap();
    assert_eq!(health(&[], &[("GRAPH_SANDBOX_PORT", port), ("GRAPH_SANDBOX_ADDRESS", "0.0.0.0")]), fine);
    let (status, _, err) = health(&[], &[("GRAPH_TOKEN", "EAAsecret")]);
    assert!(status == 2 && err.contains("--host"), "{err}");

    // Another server, which answers anything.
    let other = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let host = format!("http://{}", other.local_addr().unwrap());
    let asked = std::thread::spawn(move || {
        let (mut stream, _) = other.accept().unwrap();
        let mut request = [0; 4096];
        let length = stream.read(&mut request).unwrap();
        let head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}";
        stream.write_all(head.as_bytes()).unwrap();
        String::from_utf8_lossy(&request[..length]).into_owned()
    });
    let (status, out, err) = health(&["--host", &host], &[("GRAPH_TOKEN", "EAAsecret")]);
    assert!(status == 1 && out.is_empty() && err.contains("is not a sandbox"), "{status} {out} {err}");
    assert!(!asked.join().unwrap().contains("EAAsecret"));
}

#[test]
fn a_sandbox_prints_credentials() {
    let mut sandbox = command(&["sandbox"]);
    // It is killed and cannot delete its files.
    sandbox.env("TMPDIR", folder("greeting", &[]));
    let mut running = Running(sandbox.stdout(Stdio::piped()).spawn().unwrap());
    let mut lines = BufReader::new(running.0.stdout.take().unwrap()).lines().map(Result::unwrap);
    assert!(lines.next().unwrap().starts_with("Graph API sandbox listening on http://127.0.0.1:"));
    let printed: Vec<String> = lines.by_ref().take_while(|line| !line.contains("curl")).collect();
    let printed = printed.join("\n");
    for part in ["  id ", "  secret ", "  user ", "  friend_limited ", "  page ", "  app "] {
        assert!(printed.contains(part), "{part}: {printed}");
    }
}

#[test]
fn a_sandbox_injects_faults() {
    let faults = ["--fault", "error=4,times=1", "--fault", "usage=app:95"];
    let arguments = [&["sandbox", "--json", "--people", "30"], &faults[..]].concat();
    let mut running = Running(command(&arguments).stdout(Stdio::piped()).spawn().unwrap());
    let mut line = String::new();
    BufReader::new(running.0.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let started: Value = serde_json::from_str(&line).unwrap();
    let url = started["url"].as_str().unwrap();
    let token = started["tokens"]["user"].as_str().unwrap();
    assert_eq!(ask(url, "/me", token)["error"]["code"], 4);
    assert_eq!(ask(url, "/me", token)["id"], started["user_id"]);
    let (status, _, err) = graph(&["sandbox", "--fault", "eror=4"]);
    assert_eq!(status, 2);
    assert!(err.contains("invalid fault at `eror`"), "{err}");
}

#[test]
fn a_sandbox_of_a_broken_schema_does_not_start() {
    let folder = folder("sandbox", &[("graph.json", BROKEN)]);
    let (status, out, err) = graph(&["sandbox", "--schema", folder.to_str().unwrap()]);
    assert_eq!((status, out.as_str()), (1, ""));
    assert!(err.contains("error[G0008]"), "{err}");
}

#[test]
fn a_catalogue_is_imported_and_omissions_are_reported() {
    let catalogue = folder(
        "catalogue",
        &[
            (
                "Planet.json",
                r#"{"fields":[{"name":"id","type":"string"},{"name":"mass","type":"float"},{"name":"1st","type":"string"},{"name":"+","type":"string"}],"apis":[{"method":"GET","endpoint":"moons","return":"Planet","params":[]}]}"#,
            ),
            ("enum_types.json", "[]"),
        ],
    );
    let out = folder("imported", &[]);
    let (status, printed, err) =
        graph(&["import", catalogue.to_str().unwrap(), "--out", out.to_str().unwrap(), "--version", "v25.0"]);
    assert_eq!((status, err.as_str()), (0, ""));
    assert!(!printed.contains("1st") && printed.contains("field +"), "{printed}");
    assert!(
        printed.contains("wrote 4 files") && printed.contains("next:\n  graph schema check "),
        "{printed}"
    );
    let planet = std::fs::read_to_string(out.join("nodes/planet.json")).unwrap();
    assert!(planet.contains("\"1st\""), "{planet}");
    let (status, printed, _) = graph(&["schema", "check", out.to_str().unwrap()]);
    assert_eq!(status, 0, "{printed}");

    // The overlay is the user's: it is valid, and a second import keeps it.
    let overlay = out.join("overlay.json");
    let (status, checked, err) = graph(&["schema", "check", overlay.to_str().unwrap()]);
    assert_eq!((status, err.as_str()), (0, ""), "{checked}");
    std::fs::write(&overlay, "{\"extends\": \"graph.json\"}").unwrap();
    let (status, printed, _) =
        graph(&["import", catalogue.to_str().unwrap(), "--out", out.to_str().unwrap()]);
    assert!(status == 0 && printed.contains("kept "), "{printed}");
    assert_eq!(std::fs::read_to_string(&overlay).unwrap(), "{\"extends\": \"graph.json\"}");

    let (status, _, err) = graph(&["import", "nowhere", "--out", out.to_str().unwrap()]);
    assert_eq!(status, 2);
    assert!(err.contains("nowhere"), "{err}");
}

/// A few rows of each kind on the terminal, all of them in the file. All wrong names are one error.
#[test]
fn the_report_of_an_import_is_short() {
    let fields: Vec<String> =
        (1..=5).map(|at| format!(r#"{{"name":"f{at}","type":"Unheard{at}"}}"#)).collect();
    let spec = |fields: &[String]| format!(r#"{{"apis":[],"fields":[{}]}}"#, fields.join(","));
    let planet = spec(&[vec![r#"{"name":"+","type":"string"}"#.to_owned()], fields].concat());
    let moon = spec(&[r#"{"name":"f","type":"Unheard"}"#.to_owned()]);
    let catalogue = folder("reported", &[("Planet.json", &planet), ("Moon.json", &moon)]);
    let out = folder("reported-out", &[]);
    let file = out.join("report.txt");
    let (catalogue, to) = (catalogue.to_str().unwrap(), out.to_str().unwrap());

    let (status, short, _) = graph(&["import", catalogue, "--out", to]);
    assert_eq!(status, 0);
    let lines: Vec<_> = short.lines().collect();
    assert_eq!(lines[0], "names that the schema language does not allow (1):", "{short}");
    assert_eq!(lines[2], "types in answers that the catalogue does not describe (6, no loss):", "{short}");
    assert!(lines[3].contains("Moon") && short.contains("and 3 more") && !short.contains("f5"), "{short}");
    assert!(short.contains("1 of 7 are losses; --report FILE writes all of them"), "{short}");

    let (status, again, _) = graph(&["import", catalogue, "--out", to, "--report", file.to_str().unwrap()]);
    assert_eq!(status, 0);
    assert!(again.contains("wrote all 7 to "), "{again}");
    let whole = std::fs::read_to_string(&file).unwrap();
    assert!(whole.contains("f5") && !whole.contains("more"), "{whole}");
    let (status, _, err) = graph(&["import", catalogue, "--out", to, "--report", to]);
    assert_eq!(status, 2);
    assert!(err.contains(to), "{err}");

    let (status, _, err) = graph(&["import", catalogue, "--out", to, "--only", "Plnet,Mon"]);
    assert_eq!(status, 2);
    assert!(err.contains("did you mean `Planet`?") && err.contains("did you mean `Moon`?"), "{err}");
}

/// Starts a sandbox with a database file. Returns what it printed too.
fn with_database(file: &Path) -> (Running, Value) {
    let arguments = ["sandbox", "--json", "--people", "30", "--db", file.to_str().unwrap()];
    let mut running = Running(command(&arguments).stdout(Stdio::piped()).spawn().unwrap());
    let mut line = String::new();
    BufReader::new(running.0.stdout.take().unwrap()).read_line(&mut line).unwrap();
    (running, serde_json::from_str(&line).unwrap())
}

/// Sends a POST with a form. Returns the status and the body.
#[cfg(unix)]
fn submit(url: &str, path: &str, form: &str) -> (u16, String) {
    let host = url.trim_start_matches("http://");
    let mut stream = TcpStream::connect(host).unwrap();
    let length = form.len();
    write!(
        stream,
        "POST {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n{form}"
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    (head[9..12].parse().unwrap(), body.to_owned())
}

#[cfg(unix)]
#[test]
fn reads_are_answered_with_a_full_disk() {
    let folder = folder("full", &[]);
    let file = folder.join("sandbox.db");
    drop(with_database(&file));
    // A file may not grow beyond 8 MiB, like on a full disk.
    let mut limited = Command::new("sh");
    limited.args(["-c", "trap '' XFSZ; ulimit -f 16384; exec \"$0\" \"$@\"", env!("CARGO_BIN_EXE_graph")]);
    limited.args(["sandbox", "--json", "--people", "30", "--db", file.to_str().unwrap()]);
    let mut running = Running(limited.stdout(Stdio::piped()).spawn().unwrap());
    let mut line = String::new();
    BufReader::new(running.0.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let started: Value = serde_json::from_str(&line).unwrap();
    let (url, token) = (started["url"].as_str().unwrap(), started["tokens"]["user"].as_str().unwrap());
    let form = format!("access_token={token}&message={}", "x".repeat(1 << 20));
    let answers: Vec<_> = (0..12).map(|_| submit(url, "/me/feed", &form)).collect();
    let (status, body) = answers.last().unwrap();
    assert_eq!(*status, 500, "{body}");
    assert!(body.contains("sandbox.db") && body.contains("Make room"), "{body}");
    assert_eq!(ask(url, "/me?fields=id", token)["id"], started["user_id"]);
    let saved = answers.iter().filter(|(status, _)| *status == 200).count();
    assert!(saved > 0, "{answers:?}");
    drop(running);
    // With more room, it starts with what was acknowledged.
    let (_running, started) = with_database(&file);
    let feed = ask(started["url"].as_str().unwrap(), "/me/feed?limit=100&fields=id", token);
    let ids: Vec<_> =
        feed["data"].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap()).collect();
    for (_, body) in answers.iter().filter(|(status, _)| *status == 200) {
        let id = serde_json::from_str::<Value>(body).unwrap()["id"].as_str().unwrap().to_owned();
        assert!(ids.contains(&id.as_str()), "{id} is not in {ids:?}");
    }
}

#[test]
fn a_damaged_database_is_an_error() {
    let folder = folder("damaged", &[]);
    let file = folder.join("sandbox.db");
    drop(with_database(&file));
    let whole = std::fs::read(&file).unwrap();
    for bytes in [&whole[..whole.len() / 2], b"no database"] {
        std::fs::write(&file, bytes).unwrap();
        let (status, out, err) = graph(&["sandbox", "--people", "30", "--db", file.to_str().unwrap()]);
        assert_eq!((status, out.as_str()), (2, ""), "{err}");
        assert!(err.starts_with("error: cannot read the database file "), "{err}");
        assert!(err.contains("sandbox.db") && err.contains("Restore a copy"), "{err}");
        assert_eq!(err.lines().count(), 1, "{err}");
    }
}

#[test]
fn acknowledged_writes_survive_a_kill() {
    const CREATES: usize = 1000;
    let folder = folder("killed", &[]);
    let file = folder.join("sandbox.db");
    let (mut running, started) = with_database(&file);
    let (url, token) =
        (started["url"].as_str().unwrap().to_owned(), started["tokens"]["user"].as_str().unwrap());
    let (sender, acknowledged) = std::sync::mpsc::channel::<String>();
    let writer = std::thread::spawn({
        let (url, token) = (url.clone(), token.to_owned());
        move || {
            for number in 0..CREATES {
                let form = format!("access_token={token}&message=number+{number}");
                let host = url.trim_start_matches("http://");
                let request = format!(
                    "POST /me/feed HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nContent-Length: {}\r\n\r\n{form}",
                    form.len()
                );
                let Ok(mut stream) = TcpStream::connect(host) else { return };
                let mut answer = String::new();
                if stream.write_all(request.as_bytes()).is_err()
                    || stream.read_to_string(&mut answer).is_err()
                {
                    return;
                }
                // A truncated response acknowledges nothing.
                let Some((_, body)) = answer.split_once("\r\n\r\n") else { return };
                let Ok(body) = serde_json::from_str::<Value>(body) else { return };
                sender.send(body["id"].as_str().unwrap().to_owned()).unwrap();
            }
        }
    });
    let mut ids: Vec<String> = acknowledged.iter().take(CREATES / 2).collect();
    assert_eq!(ids.len(), CREATES / 2);
    running.0.kill().unwrap();
    running.0.wait().unwrap();
    ids.extend(acknowledged.iter());
    writer.join().unwrap();
    assert!(ids.len() < CREATES, "all writes finished before the kill");

    let (_running, started) = with_database(&file);
    let url = started["url"].as_str().unwrap();
    // The old token is still valid.
    let mut there = std::collections::BTreeSet::new();
    let mut path = "/me/feed?fields=id,message&limit=400".to_owned();
    loop {
        let page = ask(url, &path, token);
        for post in page["data"].as_array().unwrap() {
            there.insert(post["id"].as_str().unwrap().to_owned());
        }
        match page["paging"]["next"].as_str() {
            Some(next) => path = next.strip_prefix(url).unwrap().to_owned(),
            None => break,
        }
    }
    let lost: Vec<_> = ids.iter().filter(|id| !there.contains(*id)).collect();
    assert!(lost.is_empty(), "{} of {} are lost: {lost:?}", lost.len(), ids.len());
}
