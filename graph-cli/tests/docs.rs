//! `graph schema docs`, and the same pages served by a sandbox, with working forms.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod support;

use std::{
    collections::BTreeMap,
    fs,
    io::{Read, Write},
    net::TcpStream,
};

use graph_sandbox::Sandbox;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;
use support::{fine, folder, graph};

#[test]
fn a_site_is_written() {
    let folder = folder("docs", &[]);
    let to = folder.join("deep/site");
    let out = fine(&["schema", "docs", "--out", to.to_str().unwrap()]);
    assert!(out.contains("files to") && out.contains("index.html"), "{out}");
    let site = graph_reference::Site::new(&graph_schema::builtin().into_result().unwrap());
    for page in site.pages() {
        assert_eq!(fs::read_to_string(to.join(&page.path)).unwrap(), page.text, "{}", page.path);
    }
}

#[test]
fn unwritable_folders_are_reported() {
    let folder = folder("docs-taken", &[("site", "a file"), ("bad.json", r#"{ "nodes": { "A": 1 } }"#)]);
    let path = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    let (status, _, err) = graph(&["schema", "docs", "--out", &path("site")]);
    assert_eq!(status, 2);
    assert!(err.contains("cannot write") && err.contains("site"), "{err}");
    let (status, _, err) = graph(&["schema", "docs", &path("bad.json"), "--out", &path("new")]);
    assert_eq!(status, 1, "{err}");
    assert!(!folder.join("new").exists());
}

struct Answer {
    status: u16,
    head: String,
    body: String,
}

fn send(sandbox: &Sandbox, method: &str, path: &str, headers: &str, body: &str) -> Answer {
    let host = sandbox.url().trim_start_matches("http://");
    let mut stream = TcpStream::connect(host).unwrap();
    let length = body.len();
    let text = format!(
        "{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nContent-Length: {length}\r\n{headers}\r\n{body}"
    );
    stream.write_all(text.as_bytes()).unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    let answer = String::from_utf8(answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    Answer { status: head[9..12].parse().unwrap(), head: head.to_lowercase(), body: body.to_owned() }
}

fn get(sandbox: &Sandbox, path: &str) -> Answer {
    send(sandbox, "GET", path, "", "")
}

#[test]
fn a_sandbox_serves_its_reference() {
    let sandbox = Sandbox::start().unwrap();
    let front = get(&sandbox, "/docs/");
    assert_eq!(front.status, 200);
    assert!(front.head.contains("content-type: text/html"), "{}", front.head);
    assert!(front.body.contains("<h1>graph.facebook.com</h1>"));
    assert_eq!(get(&sandbox, "/docs/node/User.html").status, 200);
    assert!(get(&sandbox, "/docs/assets/reference.css").head.contains("text/css"));
    assert_eq!(get(&sandbox, "/docs/node/../../Cargo.toml").status, 404);
    assert_eq!(get(&sandbox, "/docs/nothing.html").status, 404);
    let moved = get(&sandbox, "/docs");
    assert_eq!(moved.status, 302);
    assert!(moved.head.contains("location: /docs/"), "{}", moved.head);
    // A browser is redirected; an API client is not.
    assert_eq!(send(&sandbox, "GET", "/", "Accept: text/html,*/*\r\n", "").status, 302);
    assert!(get(&sandbox, "/").body.contains("\"code\":100"));
    assert!(send(&sandbox, "POST", "/docs/", "", "").body.contains("\"error\""));
    // Pages of the reference are not recorded as calls.
    assert!(!sandbox.requests().iter().any(|request| request.path.contains("docs/node")));
}

/// A form of a page, as `try.js` reads it.
struct Form {
    method: String,
    path: String,
    token: String,
    /// The inputs: name, value, and whether it belongs to the path.
    inputs: Vec<(String, String, bool)>,
    /// The selected target, with the names and nodes of its arguments.
    target: String,
    args: Vec<(String, String)>,
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let value = tag.split(&format!(" {name}=\"")).nth(1)?.split('"').next()?;
    Some(
        value
            .replace("&quot;", "\"")
            .replace("&#39;", "'")
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&amp;", "&"),
    )
}

fn forms(page: &str, ids: &Value) -> Vec<Form> {
    page.split("<form class=\"try\"")
        .skip(1)
        .map(|rest| {
            let form = rest.split("</form>").next().unwrap();
            let head = &form[..form.find('>').unwrap()];
            let targets =
                form.split("<select name=\":target\">").nth(1).unwrap().split("</select>").next().unwrap();
            let option =
                targets.split("<option").find(|option| option.contains(" selected")).unwrap_or_default();
            let args = attribute(option, "data-args").unwrap_or_default();
            let args = args.split(',').filter_map(|pair| pair.split_once('='));
            let mut inputs = Vec::new();
            for tag in form.split("<input").skip(1) {
                let tag = &tag[..tag.find('>').unwrap()];
                let node = attribute(tag, "data-node").unwrap_or_default();
                let value = attribute(tag, "value").filter(|value| !value.is_empty());
                let value = value.or_else(|| Some(ids[&node].as_str()?.to_owned())).unwrap_or_default();
                let in_path = tag.contains("data-place=\"path\"");
                inputs.push((attribute(tag, "name").unwrap(), value, in_path));
            }
            for select in form.split("<select").skip(1).filter(|select| !select.starts_with(" name=\":")) {
                let chosen = select
                    .split("</select>")
                    .next()
                    .unwrap()
                    .split("<option")
                    .find(|one| one.contains(" selected"));
                let value = chosen.and_then(|one| attribute(one, "value")).unwrap_or_default();
                inputs.push((
                    attribute(select, "name").unwrap(),
                    value,
                    select.contains("data-place=\"path\""),
                ));
            }
            Form {
                method: attribute(head, "data-method").unwrap(),
                path: attribute(head, "data-path").unwrap(),
                token: attribute(head, "data-token").unwrap(),
                inputs,
                target: attribute(option, "value").unwrap_or_default(),
                args: args.map(|(name, node)| (name.to_owned(), node.to_owned())).collect(),
            }
        })
        .collect()
}

fn encoded(text: &str) -> String {
    utf8_percent_encode(text, NON_ALPHANUMERIC).to_string()
}

#[test]
fn forms_send_valid_calls() {
    let sandbox = Sandbox::start().unwrap();
    let access = get(&sandbox, "/docs/assets/try.js").body;
    let access = access.trim().trim_start_matches("window.REFERENCE_ACCESS = ").trim_end_matches(';');
    let access: Value = serde_json::from_str(access).unwrap();
    let tokens: BTreeMap<&str, &str> = access["tokens"]
        .as_array()
        .unwrap()
        .iter()
        .map(|pair| (pair[0].as_str().unwrap(), pair[1].as_str().unwrap()))
        .collect();
    let schema = graph_schema::builtin().into_result().unwrap();
    let (mut sent, mut fine) = (0, 0);
    let mut refused = Vec::new();
    let mut forms: Vec<Form> = Vec::new();
    for node in schema.nodes.iter().filter(|node| !node.is_object) {
        let page = get(&sandbox, &format!("/docs/node/{}.html", node.name)).body;
        forms.extend(self::forms(&page, &access["ids"]));
    }
    // Deletes come last, and those that revoke the token at the very end.
    forms.sort_by_key(|form| (form.path.contains("permissions"), form.method == "DELETE"));
    for form in forms {
        let mut path = form.path.replace("{:target}", &form.target);
        for (name, node) in &form.args {
            let id = access["ids"][node].as_str().unwrap_or_else(|| panic!("no id of a {node}"));
            path = path.replace(&format!("{{{name}}}"), id);
        }
        let mut pairs = Vec::new();
        for (name, value, in_path) in form.inputs.iter().filter(|(_, value, _)| !value.is_empty()) {
            match in_path {
                true => path = path.replace(&format!("{{{name}}}"), &encoded(value)),
                false => pairs.push(format!("{}={}", encoded(name), encoded(value))),
            }
        }
        let headers = tokens
            .get(form.token.as_str())
            .map_or_else(String::new, |token| format!("Authorization: Bearer {token}\r\n"));
        let query = pairs.join("&");
        let answer = match form.method.as_str() {
            "POST" => {
                let headers = format!("{headers}Content-Type: application/x-www-form-urlencoded\r\n");
                send(&sandbox, "POST", &path, &headers, &query)
            }
            method if query.is_empty() => send(&sandbox, method, &path, &headers, ""),
            method => send(&sandbox, method, &format!("{path}?{query}"), &headers, ""),
        };
        sent += 1;
        match answer.status {
            200 | 302 => fine += 1,
            _ => refused.push(format!("{} {path} {query}: {}", form.method, answer.body)),
        }
        assert!(!path.contains('{'), "{path} has an empty placeholder");
        assert!(!answer.body.contains("Unknown path"), "{path}: {}", answer.body);
    }
    // A few need input that is not prefilled, such as a file, or fail because the item exists.
    assert!(sent > 90, "{sent}");
    assert!(refused.len() <= 9, "{fine} of {sent}:\n{}", refused.join("\n"));
}

#[test]
fn several_apis_have_one_reference() {
    let to = folder("docs-apis", &[]);
    let site = to.to_str().unwrap();
    let out = fine(&["schema", "docs", "--api", "threads,instagram_login", "--out", site]);
    assert!(out.contains("index.html"), "{out}");
    for page in ["index.html", "threads/index.html", "instagram_login/webhooks.html", "assets/reference.css"]
    {
        assert!(to.join(page).is_file(), "{page}");
    }
    let front = std::fs::read_to_string(to.join("index.html")).unwrap();
    assert!(front.contains("href=\"threads/index.html\""), "{front}");
    let (status, _, err) = graph(&["schema", "list", "--api", "all"]);
    assert!(status == 2 && err.contains("`graph schema docs`"), "{err}");
}
