//! The APIs of today's platform: `--api` before and behind the command, and several of them.

use std::{
    io::{BufRead as _, BufReader},
    process::{Child, Stdio},
};

use graph_sandbox::{Fault, Sandbox};
use serde_json::Value;

use super::support::Stage;

const HELLO: &str =
    r#"{"messaging_product":"whatsapp","to":"4915700000001","type":"text","text":{"body":"Hello"}}"#;

fn stage(name: &str) -> Stage {
    let data = r#"{ "nodes": [{ "id": "1065", "node": "PhoneNumber" }] }"#;
    Stage::of(name, Sandbox::builder().api("whatsapp").data(data))
}

#[test]
fn a_message_is_checked_without_a_network() {
    let stage = stage("platform-dry");
    stage.file("hello.json", HELLO);
    stage.file("wrong.json", HELLO.replace("body", "bodi"));
    let call = ["post", "1065/messages", "--json", "hello.json", "--dry-run"];
    let before = stage.run(&[&["--api", "whatsapp"][..], &call].concat()).fine();
    let behind = stage.run(&[&call[..], &["--api", "whatsapp"]].concat()).fine();
    assert_eq!(before.out, behind.out);
    assert!(before.out.contains("/1065/messages") && before.out.contains("4915700000001"), "{before:?}");
    let wrong = ["--api", "whatsapp", "post", "1065/messages", "--json", "wrong.json", "--dry-run"];
    stage.run(&wrong).fails(2, &["`message.text.bodi`"]);
    assert!(stage.sandbox.requests().is_empty(), "something was sent");
}

/// What the reference shows of an event is a delivery that decodes, without an unknown member or kind.
#[test]
fn the_examples_of_the_reference_are_deliveries() {
    let stage = stage("platform-examples");
    for api in graph_schema::shipped() {
        let schema = graph_schema::embedded(api).unwrap().into_result().unwrap();
        let mut files = Vec::new();
        for webhook in &schema.webhooks {
            for event in &webhook.events {
                let name = format!("{api}.{}.json", graph_reference::event_name(webhook, event));
                stage.file(&name, graph_reference::delivery(&schema, webhook, event).to_string());
                files.push(name);
            }
        }
        let files: Vec<&str> = files.iter().map(String::as_str).collect();
        if files.is_empty() {
            continue;
        }
        let ran = stage.run(&[&["drift", "--api", api, "--webhook"][..], &files].concat());
        assert_eq!(ran.status, 0, "{api}: {}", ran.out);
        for kind in ["unknown", "lost", "missing", "failed"] {
            assert!(!ran.out.lines().any(|line| line.starts_with(kind)), "{api}: {}", ran.out);
        }
    }
}

#[test]
fn an_error_shows_what_to_do() {
    let stage = stage("platform-remedy");
    stage.file("hello.json", HELLO);
    let call = ["--api", "whatsapp", "post", "1065/messages", "--json", "hello.json", "--no-retry"];
    stage.sandbox.fault(Fault::error(131_047).times(1));
    stage.run(&call).fails(1, &["code     131047 WindowClosed", "remedy   Send a template."]);
    // A code of the operation has the category of the API's table, so the wait is shown, too.
    stage.sandbox.fault(Fault::error(131_056).times(1));
    stage.run(&call).fails(1, &["remedy   Wait 6 seconds", "next     try again later"]);
    let shown = stage.run(&["--api", "whatsapp", "schema", "show", "131047"]).fine();
    assert!(shown.out.contains("Send a template."), "{shown:?}");
}

#[test]
fn several_apis_are_for_the_sandbox_alone() {
    let stage = stage("platform-several");
    stage
        .run(&["get", "1065", "--api", "whatsapp,messenger"])
        .fails(2, &["whatsapp, messenger", "choose one"]);
    stage.run(&["--api", "whatsup", "get", "1065"]).fails(2, &["whatsup"]);
    stage.file("people.json", r#"{"people":[{"whatsapp":"491","steps":["Hi"]}]}"#);
    let mut command = stage.command(&[
        "--api",
        "whatsapp,messenger",
        "sandbox",
        "--json",
        "--people",
        "10",
        "--person",
        "people.json",
    ]);
    let running = Running(command.stdout(Stdio::piped()).spawn().unwrap());
    let mut running = running;
    let mut line = String::new();
    BufReader::new(running.0.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let started: Value = serde_json::from_str(&line).unwrap();
    let text = |place: &str| started.pointer(place).unwrap().as_str().unwrap().to_owned();
    let read = |id: String, api: &str, token: String| {
        let mut command = stage.command(&["get", &id, "--fields", "id", "--api", api]);
        let ran = stage.ran(command.env("GRAPH_HOST", text("/url")).env("GRAPH_TOKEN", token)).fine();
        assert_eq!(ran.json()["id"], id);
    };
    read(text("/phone_number_id"), "whatsapp", text("/tokens/system_user"));
    read(text("/page_id"), "messenger", text("/tokens/page"));
    let deliver = ["sandbox", "deliver", "whatsapp", "messages.image", "--to", "http://127.0.0.1:9/"];
    let ran = stage.ran(stage.command(&deliver).env("GRAPH_HOST", text("/url"))).fine();
    assert_eq!(ran.json()["entry"][0]["changes"][0]["value"]["messages"][0]["type"], "image");
}

#[test]
fn all_apis_are_served_at_once() {
    let stage = stage("platform-all");
    let mut command = stage.command(&["sandbox", "--api", "all", "--json", "--people", "10"]);
    let mut running = Running(command.stdout(Stdio::piped()).spawn().unwrap());
    let mut line = String::new();
    BufReader::new(running.0.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let started: Value = serde_json::from_str(&line).unwrap();
    let text = |place: &str| started.pointer(place).unwrap().as_str().unwrap().to_owned();
    let ran = |api: &str, call: &[&str], token: &str| {
        let mut command = stage.command(&[call, &["--api", api]].concat());
        stage.ran(command.env("GRAPH_HOST", text("/url")).env("GRAPH_TOKEN", text(token))).fine().json()
    };
    let user = "/tokens/user";
    let template = ["get", &text("/phone_number_id"), "--fields", "id"];
    assert_eq!(ran("whatsapp", &template, user)["id"], text("/phone_number_id"));
    let page = text("/page_id");
    assert_eq!(ran("messenger", &["get", &page, "--fields", "id"], "/tokens/page")["id"], *page);
    let posted = ran("pages", &["post", &format!("{page}/feed"), "-p", "message=Hi"], "/tokens/page");
    assert!(posted["id"].as_str().unwrap().starts_with(&page), "{posted}");
    let profile = ran("threads", &["get", "me", "--fields", "id,threads_biography"], user);
    assert!(profile["threads_biography"].is_string(), "{profile}");
    let own = ran("instagram_login", &["get", "me", "--fields", "user_id,username"], user);
    assert!(own["user_id"].is_string(), "{own}");
    let accounts = ran("ads", &["get", "me/adaccounts", "--fields", "account_id"], user);
    let account = accounts["data"][0]["id"].as_str().unwrap().to_owned();
    assert_eq!(ran("ads", &["get", &account, "--fields", "id"], user)["id"], *account);
    for (object, field) in
        [("whatsapp", "messages.text"), ("page", "feed"), ("page", "messaging"), ("threads", "replies")]
    {
        let deliver = ["sandbox", "deliver", object, field, "--to", "http://127.0.0.1:9/", "--api", "all"];
        stage.ran(stage.command(&deliver).env("GRAPH_HOST", text("/url"))).fine();
    }
}

#[test]
fn all_apis_are_refused_where_one_is_needed() {
    let stage = stage("platform-all-refused");
    for command in [&["get", "1065"][..], &["schema", "check"], &["drift", "--node", "Page", "a.json"]] {
        let said = ["--api all is only for `graph sandbox`", "whatsapp, messenger"];
        stage.run(&[command, &["--api", "all"]].concat()).fails(2, &said);
    }
    stage.run(&["sandbox", "--api", "all", "--schema", "api"]).fails(2, &["--api", "--schema", "choose one"]);
}

/// A sandbox that is killed at the end of the test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
