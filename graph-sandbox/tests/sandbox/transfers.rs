//! Files at addresses: downloads with the token, and uploads that go on after a cut.

use std::{
    io::{Read, Write},
    net::TcpStream,
    time::Duration,
};

use graph_sandbox::Sandbox;
use serde_json::{Value, json};

use crate::common::{Answer, get, post, raw};

const SCHEMA: &str = r#"{
    "extends": "builtin",
    "nodes": {
        "Clip": {
            "fields": {
                "id": { "type": "Id<Clip>", "presence": "always" }, "title": { "type": "string" },
                "source": { "type": "url" }, "status": { "type": "string" }
            },
            "job": { "state": "status", "done": "ready", "failed": "error", "every": 5 }
        },
        "Attachment": {
            "fields": {
                "id": { "type": "Id<Attachment>", "presence": "always" }, "url": { "type": "url" },
                "mime_type": { "type": "string" }, "sha256": { "type": "string" }, "file_size": { "type": "integer" }
            }
        },
        "User": {
            "connections": {
                "reels": { "item": "json", "list": false, "operations": { "start": {
                    "method": "POST", "const": { "upload_phase": "start" }, "params": { "title": { "type": "string" } },
                    "returns": { "video_id": "Id<Clip>", "upload_url": "url" } } } },
                "clips": { "item": "Clip", "paging": "cursor", "operations": { "start": {
                    "method": "POST", "const": { "upload_phase": "start" }, "params": { "title": { "type": "string" } },
                    "returns": { "video_id": "Id<Clip>", "upload_url": "url" } } } },
                "uploads": { "item": "json", "list": false, "operations": { "create": {
                    "method": "POST", "returns": { "id": "string" } } } },
                "attachments": { "item": "Attachment", "operations": { "create": {
                    "method": "POST", "params": { "file": { "type": "file", "required": true } },
                    "returns": { "id": "Id<Attachment>" } } } }
            }
        }
    }
}"#;

fn start() -> Sandbox {
    let schema = graph_schema::parse(&[("own.json", SCHEMA)]).into_result();
    Sandbox::builder().schema(schema.unwrap_or_else(|errors| panic!("{errors}"))).start().unwrap()
}

/// The path of an address of the sandbox.
fn path(sandbox: &Sandbox, address: &Value) -> String {
    address.as_str().unwrap().strip_prefix(sandbox.url()).unwrap_or_else(|| panic!("{address}")).to_owned()
}

fn send(sandbox: &Sandbox, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
    let authorization = format!("OAuth {}", sandbox.user_token());
    let mut all = vec![("Authorization", authorization.as_str())];
    all.extend(headers);
    raw(sandbox.url(), method, path, &all, body)
}

/// Starts a video. Returns its id, and the path for its bytes.
fn reel(sandbox: &Sandbox) -> (String, String) {
    let form = [("upload_phase", "start"), ("title", "Rye")];
    let started = post(sandbox, &sandbox.user_token(), "/me/reels", &form).ok();
    (started["video_id"].as_str().unwrap().to_owned(), path(sandbox, &started["upload_url"]))
}

#[test]
fn bytes_arrive_in_parts() {
    let sandbox = start();
    let (id, upload) = reel(&sandbox);
    assert!(upload.starts_with("/video-upload/") && upload.ends_with(&id), "{upload}");
    let offset = || send(&sandbox, "GET", &upload, &[], b"").ok();
    assert_eq!(offset(), json!({ "offset": 0 }));
    let part = send(&sandbox, "POST", &upload, &[("offset", "0"), ("file_size", "9")], b"abcd");
    assert_eq!((part.status, part.json()["debug_info"]["type"].as_str()), (400, Some("PartialRequestError")));
    assert_eq!(part.json()["debug_info"]["retriable"], true);
    assert_eq!(offset(), json!({ "offset": 4 }));
    let wrong = send(&sandbox, "POST", &upload, &[("offset", "0"), ("file_size", "9")], b"abcd").json();
    assert_eq!(wrong["debug_info"]["type"], "OffsetInvalidError");
    assert_eq!(wrong["debug_info"]["message"], "The offset is 0, but 4 bytes have arrived");
    let long = send(&sandbox, "POST", &upload, &[("offset", "4"), ("file_size", "9")], b"efghijk").json();
    assert_eq!(long["debug_info"]["type"], "ProcessingFailedError");
    assert_eq!(offset(), json!({ "offset": 4 }));
    let done = send(&sandbox, "POST", &upload, &[("offset", "4"), ("file_size", "9")], b"efghi").ok();
    assert_eq!(done, json!({ "success": true }));
    assert_eq!(offset(), json!({ "offset": 9 }));
    // The file is that of the video, which the platform now works on.
    let token = sandbox.user_token();
    let clip = |fields: &str| get(&sandbox, &token, &format!("/{id}"), &[("fields", fields)]).ok();
    assert_eq!(clip("title,status")["title"], "Rye");
    assert_eq!(clip("status")["status"], "IN_PROGRESS");
    sandbox.advance(Duration::from_secs(10));
    assert_eq!(clip("status")["status"], "ready");
    let file = send(&sandbox, "GET", &path(&sandbox, &clip("source")["source"]), &[], b"");
    assert_eq!(file.text, "abcdefghi");
}

#[test]
fn an_item_that_is_started_is_in_its_list() {
    let sandbox = start();
    let token = sandbox.user_token();
    let form = [("upload_phase", "start"), ("title", "Rye")];
    let id = post(&sandbox, &token, "/me/clips", &form).ok()["video_id"].clone();
    let read = get(&sandbox, &token, &format!("/{}", id.as_str().unwrap()), &[("fields", "title")]).ok();
    assert_eq!(read["title"], "Rye");
    let list = get(&sandbox, &token, "/me/clips", &[("fields", "title")]).ok();
    assert!(list["data"].as_array().unwrap().iter().any(|clip| clip["id"] == id), "{list}");
}

#[test]
fn a_cut_keeps_what_arrived() {
    let sandbox = start();
    let (_, upload) = reel(&sandbox);
    let address = sandbox.url().strip_prefix("http://").unwrap().to_owned();
    let mut stream = TcpStream::connect(&address).unwrap();
    let head = format!(
        "POST {upload} HTTP/1.1\r\nhost: {address}\r\nauthorization: OAuth {}\r\noffset: 0\r\nfile_size: 100\r\ncontent-length: 100\r\n\r\n",
        sandbox.user_token()
    );
    stream.write_all(head.as_bytes()).unwrap();
    stream.write_all(&[7; 30]).unwrap();
    stream.shutdown(std::net::Shutdown::Write).unwrap();
    let _ = stream.read_to_end(&mut Vec::new());
    assert_eq!(send(&sandbox, "GET", &upload, &[], b"").ok(), json!({ "offset": 30 }));
}

#[test]
fn only_known_callers_and_places_take_bytes() {
    let sandbox = start();
    let (_, upload) = reel(&sandbox);
    let headers = [("offset", "0"), ("file_size", "1")];
    let nobody = raw(sandbox.url(), "POST", &upload, &headers, b"a");
    assert_eq!(
        (nobody.status, nobody.json()["debug_info"]["type"].as_str()),
        (401, Some("NotAuthorizedError"))
    );
    let unknown = send(&sandbox, "POST", "/video-upload/v25.0/5", &headers, b"a");
    assert_eq!((unknown.status, unknown.json()["debug_info"]["retriable"].as_bool()), (404, Some(false)));
    let headless = send(&sandbox, "POST", &upload, &[], b"a").json();
    assert_eq!(headless["debug_info"]["message"], "The header offset is missing or not a number");
    let link = send(&sandbox, "POST", &upload, &[("file_url", "https://a.example/a.mp4")], b"").ok();
    assert_eq!(link, json!({ "success": true }));
}

#[test]
fn a_session_has_a_handle_at_its_end() {
    let sandbox = start();
    let session = post(&sandbox, &sandbox.user_token(), "/me/uploads", &[]).ok();
    let upload = format!("/v2.6/{}", session["id"].as_str().unwrap());
    assert!(upload.starts_with("/v2.6/upload:"), "{upload}");
    send(&sandbox, "POST", &upload, &[("file_offset", "5")], b"a").refused(
        400,
        100,
        "The offset is 5, but 0 bytes have arrived",
    );
    let offset = send(&sandbox, "GET", &upload, &[], b"").ok();
    assert_eq!((offset["id"].as_str(), &offset["file_offset"]), (session["id"].as_str(), &json!(0)));
    let done = send(&sandbox, "POST", &upload, &[("file_offset", "0")], b"abc").ok();
    assert!(done["h"].as_str().unwrap().starts_with("4::"), "{done}");
}

/// The app of the sandbox is a node, and an operation of a node that answers a session opens one.
#[test]
fn the_header_of_a_template_is_uploaded_to_a_session_of_the_app() {
    let sandbox = Sandbox::builder().api("whatsapp").api("pages").start().unwrap();
    let form = [("file_name", "rye.png"), ("file_length", "3"), ("file_type", "image/png")];
    let path = format!("/v25.0/{}/uploads", sandbox.app_id());
    let session = post(&sandbox, &sandbox.user_token(), &path, &form).ok();
    let upload = format!("/v25.0/{}", session["id"].as_str().unwrap());
    assert!(upload.starts_with("/v25.0/upload:"), "{upload}");
    let done = send(&sandbox, "POST", &upload, &[("file_offset", "0")], b"abc").ok();
    assert!(done["h"].as_str().unwrap().starts_with("4::"), "{done}");
    // The app is the same in each API.
    let alone = Sandbox::builder().api("pages").start().unwrap();
    let app =
        |sandbox: &Sandbox| get(sandbox, &sandbox.user_token(), &format!("/{}", sandbox.app_id()), &[]).ok();
    assert_eq!(app(&sandbox)["id"], app(&alone)["id"]);
}

#[test]
fn a_file_is_loaded_with_a_token() {
    let sandbox = start();
    let token = sandbox.user_token();
    let body = "--x\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\ncontent-type: text/plain\r\n\r\nHello\r\n--x--\r\n";
    let kind = [("Content-Type", "multipart/form-data; boundary=x")];
    let made = send(&sandbox, "POST", "/me/attachments", &kind, body.as_bytes()).ok();
    let fields = [("fields", "url,mime_type,file_size,sha256")];
    let attachment = get(&sandbox, &token, &format!("/{}", made["id"].as_str().unwrap()), &fields).ok();
    assert_eq!((&attachment["mime_type"], &attachment["file_size"]), (&json!("text/plain"), &json!(5)));
    assert_eq!(attachment["sha256"], "185f8db32271fe25f561a6fc938b2e264306ec304eda518007d1764826381969");
    let place = path(&sandbox, &attachment["url"]);
    assert_eq!(send(&sandbox, "GET", &place, &[], b"").text, "Hello");
    assert_eq!(raw(sandbox.url(), "GET", &place, &[], b"").status, 401);
    // Those that were there from the start have a file as well.
    let known = raw(sandbox.url(), "GET", "/_sandbox/nodes/Attachment", &[], b"").ok();
    let id = known["data"][0]["id"].as_str().unwrap();
    let url = get(&sandbox, &token, &format!("/{id}"), &[("fields", "url")]).ok();
    let file = send(&sandbox, "HEAD", &path(&sandbox, &url["url"]), &[], b"");
    assert_eq!((file.status, file.header("content-type")), (200, Some("image/png")));
    assert_eq!(send(&sandbox, "GET", "/_sandbox/downloads/99", &[], b"").status, 404);
}
