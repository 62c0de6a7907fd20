//! `graph webhook`, and the commands that `graph sandbox` prints.

use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    process::Command,
};

use serde_json::{Value, json};

use super::support::{Running, Stage};

/// Starts a listener. Returns its URL too.
fn listening(stage: &Stage, arguments: &[&str]) -> (Running, String) {
    let secret = stage.secret("app-secret", stage.sandbox.app_secret());
    let verify = stage.secret("verify", "a verify token");
    let mut command = stage.command(&[&["webhook", "listen"], arguments].concat());
    command
        .env_remove("GRAPH_TOKEN")
        .arg("--app-secret-file")
        .arg(secret)
        .arg("--verify-token-file")
        .arg(verify);
    let mut running = Running::start(&mut command);
    let mut stderr = BufReader::new(running.child.stderr.take().unwrap());
    let mut line = String::new();
    stderr.read_line(&mut line).unwrap();
    let address = line.split(' ').find(|word| word.starts_with("http")).unwrap().to_owned();
    // The rest is read and dropped, so that the command never blocks on a full pipe.
    std::thread::spawn(move || std::io::copy(&mut stderr, &mut std::io::sink()));
    (running, address)
}

fn subscribe(stage: &Stage, address: &str) {
    let path = format!("{}/subscriptions", stage.sandbox.app_id());
    let callback = format!("callback_url={address}");
    let params = ["object=user", "fields=likes,feed,events", &callback, "verify_token=a verify token"];
    let mut command = stage.command(&["post", &path, "-p", "include_values=true"]);
    for param in params {
        command.args(["-p", param]);
    }
    stage.ran(command.env("GRAPH_TOKEN", stage.sandbox.app_token())).fine();
}

#[test]
fn updates_of_a_sandbox_are_received_recorded_and_replayed() {
    let stage = Stage::new("updates");
    let (mut running, address) = listening(&stage, &["--record", "updates.ndjson", "--count", "2"]);
    subscribe(&stage, &address);
    for name in ["One", "Two ü"] {
        let name = format!("name={name}");
        stage.run(&["post", "me/events", "-p", &name, "-p", "start_time=2013-07-04"]).fine();
    }
    let lines: Vec<Value> = (0..2).map(|_| serde_json::from_str(&running.line()).unwrap()).collect();
    for line in &lines {
        assert_eq!(
            (&line["object"], &line["field"], &line["known"]),
            (&json!("user"), &json!("events"), &json!(true))
        );
        assert_eq!(line["id"], stage.sandbox.user_id());
        assert!(line["value"].is_object() && line["time"].is_string(), "{line}");
    }
    assert!(running.child.wait().unwrap().success());
    assert!(stage.sandbox.deliveries().iter().all(|delivery| delivery.status == Some(200)));

    // Replay the recorded updates to another listener.
    let (mut running, address) = listening(&stage, &["--count", "2"]);
    let secret = stage.folder.join("app-secret");
    let replay = |file: &str, to: &str, secret: &str| {
        stage.run(&["webhook", "replay", file, "--to", to, "--app-secret-file", secret])
    };
    let other = stage.secret("other", "another secret");
    let refused = replay("updates.ndjson", &address, other.to_str().unwrap());
    let refused = refused.fails(1, &["2 of 2 updates were not accepted"]);
    assert_eq!(refused.lines()[0]["status"], 403);
    let ran = replay("updates.ndjson", &address, secret.to_str().unwrap()).fine();
    assert_eq!(ran.lines(), [json!({ "update": 1, "status": 200 }), json!({ "update": 2, "status": 200 })]);
    let again: Vec<Value> = (0..2).map(|_| serde_json::from_str(&running.line()).unwrap()).collect();
    assert_eq!(again, lines);
    replay("updates.ndjson", &address, "nowhere").fails(2, &["cannot read nowhere"]);
    stage.file("bad.ndjson", "{}");
    replay("bad.ndjson", &address, secret.to_str().unwrap()).fails(2, &["invalid update"]);
}

#[test]
fn forged_requests_are_rejected() {
    let stage = Stage::new("rejected");
    let (mut running, address) = listening(&stage, &["--count", "1"]);
    let host = address.trim_start_matches("http://").trim_end_matches('/').to_owned();
    let send = |head: &str, body: &str| {
        let mut stream = TcpStream::connect(&host).unwrap();
        let length = body.len();
        write!(stream, "{head}\r\nHost: x\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n{body}")
            .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    };
    let body = r#"{"object":"page","entry":[{"id":"4","time":1,"changes":[{"field":"new","value":"x"}],"messaging":[{"text":"hi"}]}]}"#;
    assert!(send("POST / HTTP/1.1", body).starts_with("HTTP/1.1 403"));
    assert!(send("POST / HTTP/1.1\r\nX-Hub-Signature-256: sha256=00", body).starts_with("HTTP/1.1 403"));
    assert!(
        send("GET /?hub.mode=subscribe&hub.challenge=77&hub.verify_token=guess HTTP/1.1", "")
            .starts_with("HTTP/1.1 403")
    );
    let handshake =
        send("GET /?hub.mode=subscribe&hub.challenge=77&hub.verify_token=a%20verify%20token HTTP/1.1", "");
    assert!(handshake.starts_with("HTTP/1.1 200") && handshake.ends_with("\r\n\r\n77"), "{handshake}");
    // A valid update for a field that the schema does not have.
    let secret = stage.folder.join("app-secret");
    stage.file("one.json", body);
    stage
        .run(&[
            "webhook",
            "replay",
            "one.json",
            "--to",
            &address,
            "--app-secret-file",
            secret.to_str().unwrap(),
        ])
        .fine();
    let line: Value = serde_json::from_str(&running.line()).unwrap();
    assert_eq!((&line["field"], &line["known"], &line["value"]), (&json!("new"), &json!(false), &json!("x")));
    let line: Value = serde_json::from_str(&running.line()).unwrap();
    assert_eq!(line["messaging"]["text"], "hi");
    assert!(running.child.wait().unwrap().success());
}

#[test]
fn missing_secrets_are_reported() {
    let stage = Stage::new("needs");
    let without = stage.run(&["webhook", "listen"]);
    without.fails(2, &["no app secret"]);
    let ran = stage.ran(stage.command(&["webhook", "listen"]).env("GRAPH_APP_SECRET", "x"));
    ran.fails(2, &["no verify token"]);
}

#[cfg(unix)]
#[test]
fn the_commands_printed_by_a_sandbox_work() {
    let stage = Stage::new("pasted");
    let mut command = stage.command(&["sandbox", "--people", "30"]);
    let mut running = Running::start(command.env("TMPDIR", &stage.folder));
    let token = running.line_with("export GRAPH_HOST=").trim().to_owned();
    let app = running.line_with("export GRAPH_APP_ID=").trim().to_owned();
    let get = running.line_with("graph get me --fields").trim().to_owned();
    let graph = format!("graph() {{ '{}' \"$@\"; }}", env!("CARGO_BIN_EXE_graph"));
    let paste = |line: &str| {
        let script = format!("{graph}; {token}; {app}; {line}");
        stage.ran(Command::new("/bin/sh").args(["-c", &script]).env_clear())
    };
    assert!(paste(&get).fine().json()["name"].is_string());
    assert_eq!(paste("graph token debug").fine().json()["is_valid"], true);
    paste("graph post me/feed -p message=kept").fine();
    let dump = paste("graph sandbox dump").fine();
    assert!(dump.out.contains("\"kept\""), "{dump:?}");
    // Its files are deleted when it is interrupted.
    let folder =
        |entry: std::io::Result<fs::DirEntry>| entry.unwrap().file_name().to_string_lossy().into_owned();
    let folders = || fs::read_dir(&stage.folder).unwrap().map(folder).collect::<Vec<_>>();
    assert!(folders().iter().any(|name| name.starts_with("graph-sandbox-")));
    Command::new("kill").args(["-INT", &running.child.id().to_string()]).status().unwrap();
    assert!(running.child.wait().unwrap().success());
    assert!(!folders().iter().any(|name| name.starts_with("graph-sandbox-")), "{:?}", folders());
}

#[test]
fn events_of_a_schema_are_delivered_and_printed_in_words() {
    const SCHEMA: &str = r#"{
      "nodes": { "Page": { "fields": { "id": { "type": "Id<Page>" } } } },
      "objects": {
        "Said": { "fields": { "sender": { "type": "string" }, "what": { "type": "What", "required": true, "flat": true } } },
        "Text": { "fields": { "text": { "type": "string", "required": true } } }
      },
      "unions": {
        "What": { "variants": { "message": { "type": "Text" }, "postback": { "type": "Button" } } },
        "Button": { "tag": "type", "variants": { "payload": { "type": "Text" }, "link": {} } }
      },
      "webhooks": { "page": { "node": "Page", "messaging": "Said", "fields": { "name": { "type": "string" } } } }
    }"#;
    let schema = graph_schema::parse(&[("graph.json", SCHEMA)]).into_result().unwrap();
    let stage = Stage::of("events", graph_sandbox::Sandbox::builder().people(10).schema(schema));
    stage.file("graph.json", SCHEMA);
    let (mut running, address) = listening(&stage, &["--words", "--schema", "graph.json", "--count", "3"]);
    let deliver = |arguments: &[&str]| {
        let connect = ["--to", &address, "--no-token", "--schema", "graph.json"];
        stage.run(&[&["sandbox", "deliver", "page"], arguments, &connect].concat())
    };
    let delivered = deliver(&["messaging.link", "--id", "7"]).fine().json();
    assert_eq!(delivered["entry"][0]["messaging"][0]["postback"], json!({ "type": "link" }));
    let line = running.line();
    assert!(line.starts_with("page 7 at ") && line.contains(": messaging postback link {"), "{line}");
    deliver(&["name", "--value", "\"Bakery\""]).fine();
    let line = running.line();
    assert!(line.trim_end().ends_with(": name \"Bakery\""), "{line}");
    let reply = deliver(&["messaging", "--value", r#"{"sender":"1","wave":{}}"#]).fine().json();
    assert_eq!(reply["object"], "page");
    let line = running.line();
    assert!(line.contains(": messaging unknown {"), "{line}");
    assert!(running.child.wait().unwrap().success());
    deliver(&["mesaging"]).fails(1, &["did you mean messaging?"]);
}
