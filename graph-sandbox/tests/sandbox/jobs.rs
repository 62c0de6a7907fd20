//! Nodes that move through the states of their job as the clock does.

use std::time::Duration;

use crate::common::{get, post};
use graph_sandbox::Sandbox;

const SCHEMA: &str = r#"{
    "extends": "builtin",
    "enums": { "State": { "words": ["ERROR", "FINISHED", "IN_PROGRESS"] } },
    "objects": { "Status": { "fields": {
        "video_status": { "type": "string" }, "progress": { "type": "integer" }, "errors": { "type": "[json]" }
    } },
    "Upload": { "fields": {
        "id": { "type": "Id<Container>", "presence": "always" }, "uri": { "type": "url", "presence": "always" }
    } } },
    "nodes": {
        "Container": {
            "fields": {
                "id": { "type": "Id<Container>", "presence": "always" },
                "status_code": { "type": "State" }, "status": { "type": "string" }, "caption": { "type": "string" }
            },
            "job": { "state": "status_code", "done": "FINISHED", "failed": "ERROR", "error": "status", "every": 5 }
        },
        "Film": {
            "fields": { "id": { "type": "Id<Film>", "presence": "always" }, "status": { "type": "Status" } },
            "job": {
                "state": "status.video_status", "done": "ready", "failed_if": "status.errors",
                "progress": "status.progress", "every": 5
            }
        },
        "User": {
            "operations": {
                "publish": {
                    "method": "POST", "path": "/publish", "params": { "name": { "type": "string" } }, "returns": { "id": "Id<Film>" }
                }
            },
            "connections": {
                "posts": {
                    "item": "Film",
                    "operations": {
                        "prepare": {
                            "method": "POST", "params": { "caption": { "type": "string", "required": true } },
                            "returns": { "id": "Id<Container>" }
                        },
                        "create_upload": { "method": "POST", "path": "/upload", "returns": "Upload" }
                    }
                },
                "containers": {
                    "item": "Container",
                    "operations": { "create": {
                        "method": "POST", "params": { "caption": { "type": "string" } }, "returns": { "id": "Id<Container>" }
                    } }
                },
                "films": {
                    "item": "Film",
                    "operations": { "create": { "method": "POST", "returns": { "id": "Id<Film>" } } }
                }
            }
        }
    }
}"#;

fn start() -> Sandbox {
    let schema = graph_schema::parse(&[("own.json", SCHEMA)]).into_result();
    Sandbox::builder().schema(schema.unwrap_or_else(|errors| panic!("{errors}"))).start().unwrap()
}

#[test]
fn a_created_node_is_finished_after_a_while() {
    let sandbox = start();
    let token = sandbox.user_token();
    let created = post(&sandbox, &token, "/me/containers", &[("caption", "rye")]).ok();
    let path = format!("/{}", created["id"].as_str().unwrap());
    let read = || get(&sandbox, &token, &path, &[("fields", "status_code,caption")]).ok();
    assert_eq!((&read()["status_code"], &read()["caption"]), (&"IN_PROGRESS".into(), &"rye".into()));
    sandbox.advance(Duration::from_secs(8));
    assert_eq!(read()["status_code"], "IN_PROGRESS");
    sandbox.advance(Duration::from_secs(2));
    assert_eq!(read()["status_code"], "FINISHED");

    let created = post(&sandbox, &token, "/me/films", &[]).ok();
    let path = format!("/{}", created["id"].as_str().unwrap());
    sandbox.advance(Duration::from_secs(5));
    let status = || get(&sandbox, &token, &path, &[("fields", "status")]).ok()["status"].clone();
    let halfway = status();
    assert_eq!(halfway["video_status"], "IN_PROGRESS");
    assert!((50..70).contains(&halfway["progress"].as_u64().unwrap()), "{halfway}");
    assert!(halfway.get("errors").is_none(), "{halfway}");
    sandbox.advance(Duration::from_secs(5));
    assert_eq!((&status()["video_status"], &status()["progress"]), (&"ready".into(), &100.into()));
}

#[test]
fn the_answer_says_which_node_is_created() {
    let sandbox = start();
    let token = sandbox.user_token();
    let films = || get(&sandbox, &token, "/me/posts", &[]).ok()["data"].as_array().map(Vec::len);
    let before = films();
    // The items of the connection are films.
    let prepared = post(&sandbox, &token, "/me/posts", &[("caption", "rye")]).ok();
    let path = format!("/{}", prepared["id"].as_str().unwrap());
    let container = get(&sandbox, &token, &path, &[("fields", "status_code,caption")]).ok();
    assert_eq!((&container["status_code"], &container["caption"]), (&"IN_PROGRESS".into(), &"rye".into()));
    let upload = post(&sandbox, &token, "/me/posts/upload", &[]).ok();
    assert!(upload["uri"].is_string(), "{upload}");
    let path = format!("/{}", upload["id"].as_str().unwrap());
    assert_eq!(get(&sandbox, &token, &path, &[("fields", "status_code")]).ok()["status_code"], "IN_PROGRESS");
    assert_eq!(films(), before);
    // An operation of a node.
    let film = post(&sandbox, &token, "/me/publish", &[("name", "rye")]).ok();
    let path = format!("/{}", film["id"].as_str().unwrap());
    assert_eq!(
        get(&sandbox, &token, &path, &[("fields", "status")]).ok()["status"]["video_status"],
        "IN_PROGRESS"
    );
    assert_ne!(get(&sandbox, &token, "/me", &[("fields", "name")]).ok()["name"], "rye");
}
