//! The database file, and loading your own data.

use std::{env, fs, path::PathBuf, process};

use graph_sandbox::Sandbox;
use serde_json::{Value, json};

use crate::common::{bytes, delete, get, ids, post, raw};

/// A file that is removed after the test.
pub struct Kept(pub PathBuf);

impl Kept {
    pub fn new(name: &str) -> Self {
        let path = env::temp_dir().join(format!("graph-sandbox-{}-{name}", process::id()));
        let _ = fs::remove_file(&path);
        Self(path)
    }
}

impl Drop for Kept {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

#[test]
fn database_file_keeps_all_changes() {
    let file = Kept::new("everything.db");
    let start = || Sandbox::builder().people(40).db(&file.0).start().unwrap();
    let sandbox = start();
    let token = sandbox.user_token();
    let post_id = post(&sandbox, &token, "/me/feed", &[("message", "kept")]).ok()["id"].clone();
    let post_id = post_id.as_str().unwrap();
    let gone = post(&sandbox, &token, "/me/feed", &[("message", "gone")]).ok()["id"].clone();
    let gone = gone.as_str().unwrap();
    delete(&sandbox, &token, &format!("/{gone}"), &[]).ok();
    let achievement = sandbox.achievement_url();
    post(&sandbox, &token, "/me/achievements", &[("achievement", &achievement)]).ok();
    let limited = sandbox.friend_token_with(&["email", "user_likes"]);
    delete(&sandbox, &limited, "/me/permissions/user_likes", &[]).ok();
    let body = "--b\r\nContent-Disposition: form-data; name=\"source\"; filename=\"a.jpg\"\r\n\r\nbytes\r\n--b--\r\n";
    let authorization = format!("Bearer {token}");
    let headers =
        [("Authorization", authorization.as_str()), ("Content-Type", "multipart/form-data; boundary=b")];
    let photo = raw(sandbox.url(), "POST", "/me/photos", &headers, body.as_bytes()).ok()["id"].clone();
    let feed = get(&sandbox, &token, "/me/feed", &[("limit", "100")]).ok();
    let untouched = get(&sandbox, &token, "/me/likes", &[("limit", "100")]).ok();
    drop(sandbox);

    let sandbox = start();
    let again = get(&sandbox, &token, "/me/feed", &[("limit", "100")]).ok();
    assert_eq!(ids(&again), ids(&feed));
    assert_eq!(again["data"], feed["data"]);
    assert_eq!(get(&sandbox, &token, &format!("/{post_id}"), &[]).ok()["message"], "kept");
    get(&sandbox, &token, &format!("/{gone}"), &[]).refused(400, 100, "does not exist");
    assert_eq!(get(&sandbox, &token, "/me/likes", &[("limit", "100")]).ok()["data"], untouched["data"]);
    post(&sandbox, &token, "/me/achievements", &[("achievement", &achievement)])
        .refused(400, 3501, "already");
    get(&sandbox, &limited, "/me/likes", &[]).refused(403, 200, "user_likes");
    let photo = format!("/{}", photo.as_str().unwrap());
    // Its URL has the new port.
    let source = get(&sandbox, &token, &photo, &[("fields", "source")]).ok()["source"].clone();
    assert_eq!(bytes(&sandbox, source.as_str().unwrap()).1, b"bytes");
    // New ids and tokens do not repeat old ones.
    let new = post(&sandbox, &token, "/me/feed", &[("message", "new")]).ok()["id"].clone();
    assert!(!ids(&again).contains(&new.as_str().unwrap().to_owned()) && new != *gone);
    assert_ne!(sandbox.user_token(), token);
    drop(sandbox);

    let other = Sandbox::builder().seed(2).people(40).db(&file.0).start().unwrap_err().to_string();
    assert!(other.contains("created with seed 1 and 40 people"), "{other}");
    fs::write(&file.0, "no such file").unwrap();
    let broken = Sandbox::builder().people(40).db(&file.0).start().unwrap_err().to_string();
    assert!(broken.contains("everything.db: ") && broken.contains("Restore a copy"), "{broken}");
}

const OWN: &str = r#"{
  "nodes": [
    { "id": "7001", "node": "User", "fields": { "name": "Zoë Own", "first_name": "Zoë", "birthday": "02/29/1980" } },
    { "id": "7002", "node": "User", "fields": { "name": "Yan Own" } },
    { "id": "7001_1", "node": "Post", "owner": "7001", "fields": { "message": "mine" } }
  ],
  "lists": [
    { "of": "7001", "connection": "friends", "items": ["7002"] },
    { "of": "7001", "connection": "feed", "items": ["7001_1"] },
    { "of": "7001", "connection": "likes", "items": [{ "id": "5", "name": "Tea", "category": "Drink" }] }
  ],
  "tokens": [{ "user": "7001", "permissions": ["user_birthday", "read_stream", "user_likes", "friends_birthday"] }]
}"#;

#[test]
fn your_own_data_can_be_loaded() {
    let file = Kept::new("own.json");
    fs::write(&file.0, OWN).unwrap();
    let sandbox = Sandbox::builder().people(10).load(&file.0).start().unwrap();
    let control =
        |method: &str, path: &str, body: &str| raw(sandbox.url(), method, path, &[], body.as_bytes());
    let loaded = control("POST", "/_sandbox/load", OWN).ok();
    let token = loaded["tokens"][0].as_str().unwrap();
    let me =
        get(&sandbox, token, "/me", &[("fields", "id,name,birthday,friends{name},likes{name,category}")])
            .ok();
    assert_eq!(
        (&me["id"], &me["name"], &me["birthday"]),
        (&json!("7001"), &json!("Zoë Own"), &json!("02/29/1980"))
    );
    assert_eq!(me["friends"]["data"], json!([{ "id": "7002", "name": "Yan Own" }]));
    assert_eq!(me["likes"]["data"][0]["category"], "Drink");
    assert_eq!(ids(&get(&sandbox, token, "/me/feed", &[]).ok()), ["7001_1"]);
    post(&sandbox, token, "/me/feed", &[("message", "x")]).refused(403, 200, "publish_stream");
    // Mistakes are reported, and nothing is loaded.
    for (text, part) in [
        ("{", "EOF"),
        (r#"{ "nodse": [] }"#, "nodse"),
        (r#"{ "nodes": [{ "id": "8", "node": "Usr" }] }"#, "no node `Usr`"),
        (r#"{ "nodes": [{ "id": "8", "node": "User", "fields": { "nam": 1 } }] }"#, "no field `nam`"),
        (r#"{ "lists": [{ "of": "8", "connection": "likes", "items": [] }] }"#, "no such node"),
        (
            r#"{ "nodes": [{ "id": "8", "node": "User" }], "lists": [{ "of": "8", "connection": "lkes", "items": [] }] }"#,
            "`lkes`",
        ),
    ] {
        control("POST", "/_sandbox/load", text).refused(400, 100, part);
    }
    get(&sandbox, token, "/8", &[]).refused(400, 100, "does not exist");
    // The dump has the format of the load.
    let dumped = control("GET", "/_sandbox/dump", "").ok();
    let other = Sandbox::builder().people(10).start().unwrap();
    raw(other.url(), "POST", "/_sandbox/load", &[], dumped.to_string().as_bytes()).ok();
    let again = raw(other.url(), "GET", "/_sandbox/dump", &[], b"").ok();
    let sorted = |dump: &Value| (dump["nodes"].as_array().unwrap().len(), dump["lists"].clone());
    assert_eq!(sorted(&again), sorted(&dumped));
    fs::write(&file.0, "{}}").unwrap();
    let wrong = Sandbox::builder().load(&file.0).start().unwrap_err().to_string();
    assert!(wrong.contains("own.json: trailing"), "{wrong}");
}
