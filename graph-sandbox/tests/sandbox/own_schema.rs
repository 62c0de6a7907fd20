//! Custom schemas work without code: new nodes, fields, connections, operations.

use crate::common::{delete, get, ids, post};
use graph_sandbox::Sandbox;
use serde_json::json;

const SCHEMA: &str = r#"{
    "extends": "builtin",
    "enums": { "Colour": { "words": { "red": "Red.", "blue": "Blue." } } },
    "objects": {
        "Moon": { "fields": { "id": { "type": "string" }, "name": { "type": "string", "presence": "usual" }, "orbit": { "type": "Orbit" } } },
        "Orbit": { "fields": { "moon": { "type": "Moon", "presence": "usual" }, "days": { "type": "number", "presence": "usual" } } }
    },
    "nodes": {
        "Planet": {
            "fields": {
                "id": { "type": "Id<Planet>", "presence": "always" },
                "name": { "type": "string", "presence": "usual" },
                "colour": { "type": "Colour", "presence": "usual" },
                "price": { "type": "Money", "presence": "usual" },
                "found": { "type": "Date", "presence": "usual" },
                "twin": { "type": "Planet", "presence": "usual" },
                "moon_ids": { "type": "[integer]", "presence": "usual" },
                "labels": { "type": "{string}", "presence": "usual" },
                "anything": { "type": "json", "presence": "usual" },
                "orbit": { "type": "Orbit", "presence": "usual" }
            },
            "connections": {
                "rings": { "path": "rings/outer", "item": "Moon", "paging": "cursor" },
                "moons": {
                    "item": "Moon",
                    "operations": {
                        "create": {
                            "method": "POST",
                            "params": {
                                "name": { "type": "string", "required": true, "max_length": 5 },
                                "size": { "type": "integer", "min": 1, "max": 9 },
                                "weight": { "type": "number" },
                                "bright": { "type": "boolean" },
                                "colour": { "type": "Colour" },
                                "seen": { "type": "Date" },
                                "at": { "type": "DateTime" },
                                "price": { "type": "Money" },
                                "born": { "type": "Birthday" },
                                "notes": { "type": "json" },
                                "labels": { "type": "{integer}" },
                                "near": { "type": "[Id<Planet>]" },
                                "home": { "type": "Ref<Planet>" },
                                "quiet": { "type": "boolean", "encoding": "one" },
                                "email": { "type": "string" },
                                "phone": { "type": "string" },
                                "theirs": { "type": "string", "only_on": "friend" }
                            },
                            "rules": [{ "exactly_one": ["email", "phone"] }],
                            "returns": { "id": "string", "made": "boolean" }
                        },
                        "drop": {
                            "method": "DELETE", "path": "/{moon}",
                            "params": { "moon": { "type": "string", "in": "path", "required": true } },
                            "returns": "success"
                        }
                    }
                },
                "visitors": {
                    "item": "User", "items_are": "other",
                    "operations": {
                        "invite": {
                            "method": "POST", "path": "/guest/{user}",
                            "params": { "user": { "type": "Id<User>", "in": "path", "required": true } },
                            "returns": "success"
                        },
                        "count": { "method": "GET", "path": "/count", "returns": { "total": "integer", "moons": "[Moon]" } }
                    }
                }
            },
            "operations": {
                "rename": {
                    "method": "POST", "token": "app",
                    "params": { "name": { "type": "string", "required": true } },
                    "returns": "success"
                }
            }
        },
        "User": {
            "fields": { "planet": { "type": "Planet", "presence": "usual" }, "shoe_size": { "type": "integer", "presence": "usual" } },
            "connections": { "planets": { "item": "Planet", "paging": "cursor" } }
        }
    }
}"#;

fn start() -> Sandbox {
    let schema = graph_schema::parse(&[("graph.json", SCHEMA)])
        .into_result()
        .unwrap_or_else(|errors| panic!("{errors}"));
    Sandbox::builder().schema(schema).start().unwrap()
}

fn planet(sandbox: &Sandbox) -> String {
    ids(&get(sandbox, &sandbox.user_token(), "/me/planets", &[]).ok()).remove(0)
}

#[test]
fn every_type_has_generated_values() {
    let sandbox = start();
    let token = sandbox.user_token();
    let planet = get(&sandbox, &token, &format!("/{}", planet(&sandbox)), &[]).ok();
    assert!(["red", "blue"].contains(&planet["colour"].as_str().unwrap()));
    assert!(planet["price"].as_str().unwrap().parse::<f64>().is_ok());
    assert_eq!(planet["found"].as_str().unwrap().len(), 10);
    assert!(
        planet["twin"]["id"].is_string()
            && planet["moon_ids"][0].is_number()
            && planet["labels"]["first"].is_string()
    );
    // Recursive objects are finite.
    assert!(planet["orbit"]["moon"]["name"].is_string());
    let me = get(&sandbox, &token, "/me", &[("fields", "shoe_size,planet{twin{colour}}")]).ok();
    assert!(me["shoe_size"].is_number() && me["planet"]["twin"]["colour"].is_string(), "{me}");
    ids(&get(&sandbox, &token, &format!("/{}/rings/outer", planet["id"].as_str().unwrap()), &[]).ok());
}

#[test]
fn every_parameter_type_is_checked() {
    let sandbox = start();
    let token = sandbox.user_token();
    let path = format!("/{}/moons", planet(&sandbox));
    let send = |name: &str, value: &str| {
        post(&sandbox, &token, &path, &[("name", "Io"), ("email", "x"), (name, value)])
    };
    for (name, wrong, right) in [
        ("name", "Ganymede", "Titan"),
        ("size", "0", "1"),
        ("size", "10", "9"),
        ("size", "two", "2"),
        ("weight", "NaN", "1.5"),
        ("bright", "maybe", "true"),
        ("colour", "green", "red"),
        ("seen", "2013-7-4", "2013-07-04"),
        ("at", "noon", "2013-07-04T12:00:00+0000"),
        ("price", "1,5", "1.50"),
        ("born", "13/01", "12/24"),
        ("notes", "{", "{}"),
        ("labels", r#"{"a":"x"}"#, r#"{"a":1}"#),
        ("near", "{}", "[1,\"2\"]"),
        ("near", "a b", "1,2"),
        ("home", "7", r#"{"id":"7"}"#),
        ("quiet", "yes", "1"),
    ] {
        send(name, wrong).refused(400, 100, &format!("Param {name}"));
        let answer = send(name, right).ok();
        assert_eq!(answer["made"], true, "{name}");
    }
    send("phone", "1").refused(400, 100, "Exactly one of these parameters is required: email, phone");
    post(&sandbox, &token, &path, &[("name", "Io")]).refused(400, 100, "Exactly one");
    send("theirs", "x").refused(400, 100, "theirs may only be sent for a friend");
    let friends =
        ids(&get(&sandbox, &token, &format!("/{}/planets", sandbox.friend_id()), &[]).ok()).remove(0);
    post(&sandbox, &token, &format!("/{friends}/moons"), &[("name", "Io"), ("email", "x"), ("theirs", "x")])
        .ok();
}

#[test]
fn items_can_be_created_and_deleted() {
    let sandbox = start();
    let token = sandbox.user_token();
    let planet = planet(&sandbox);
    let path = format!("/{planet}/moons");
    let made = post(&sandbox, &token, &path, &[("name", "Io"), ("phone", "1"), ("fields", "name")]).ok();
    assert_eq!(made["name"], "Io");
    let id = made["id"].as_str().unwrap();
    let list = get(&sandbox, &token, &path, &[]).ok();
    assert_eq!((&list["data"][0]["id"], &list["data"][0]["name"]), (&json!(id), &json!("Io")));
    assert_eq!(delete(&sandbox, &token, &format!("{path}/{id}"), &[]).ok(), json!(true));
    assert!(!ids(&get(&sandbox, &token, &path, &[]).ok()).contains(&id.to_owned()));
    let visitors = format!("/{planet}/visitors");
    assert_eq!(
        post(&sandbox, &token, &format!("{visitors}/guest/{}", sandbox.stranger_id()), &[]).ok(),
        json!(true)
    );
    assert!(ids(&get(&sandbox, &token, &visitors, &[]).ok()).contains(&sandbox.stranger_id()));
    let count = get(&sandbox, &token, &format!("{visitors}/count"), &[]).ok();
    assert!(count["total"].is_number() && count["moons"][0]["name"].is_string(), "{count}");
}

#[test]
fn nodes_can_be_updated() {
    let sandbox = start();
    let path = format!("/{}", planet(&sandbox));
    post(&sandbox, &sandbox.user_token(), &path, &[("name", "New")]).refused(403, 10, "an app token");
    assert_eq!(post(&sandbox, &sandbox.app_token(), &path, &[("name", "New")]).ok(), json!(true));
    assert_eq!(get(&sandbox, &sandbox.user_token(), &path, &[("fields", "name")]).ok()["name"], "New");
    let read = post(&sandbox, &sandbox.app_token(), &path, &[("name", "Newer"), ("fields", "name")]).ok();
    assert_eq!(read["name"], "Newer");
}

#[test]
fn a_schema_without_people_is_served() {
    let schema = graph_schema::parse(&[(
        "graph.json",
        r#"{ "nodes": { "Planet": { "fields": { "name": { "type": "string", "token": "none" } } } } }"#,
    )]);
    let sandbox = Sandbox::builder().schema(schema.into_result().unwrap()).start().unwrap();
    get(&sandbox, &sandbox.user_token(), "/me", &[]).refused(400, 100, "does not exist");
    assert_eq!(sandbox.psid(), "");
    get(&sandbox, "", "/424242", &[]).refused(400, 100, "424242");
}

/// A schema as imported from a catalogue: names and types without targets, paging or token kinds.
const IMPORTED: &str = r#"{
  "host": "https://graph.example", "version": "v25.0",
  "nodes": {
    "User": {
      "fields": { "id": { "type": "Id<User>" }, "name": { "type": "string" }, "birthday": { "type": "string" } },
      "connections": {
        "accounts": { "item": "Page" },
        "friends": { "item": "User" },
        "permissions": { "item": "Grant" },
        "picture": { "item": "Face" },
        "posts": {
          "item": "Post",
          "operations": { "create": { "method": "POST", "params": { "message": { "type": "string" } }, "returns": { "id": "Id<Post>" } } }
        }
      }
    },
    "Page": {
      "fields": {
        "id": { "type": "Id<Page>" }, "name": { "type": "string" },
        "category": { "type": "string" }, "access_token": { "type": "string" }
      }
    },
    "Post": { "fields": { "id": { "type": "Id<Post>" }, "message": { "type": "string" }, "created_time": { "type": "DateTime" } } }
  },
  "objects": {
    "Grant": { "fields": { "permission": { "type": "string" }, "status": { "type": "string" } } },
    "Face": { "fields": { "url": { "type": "string" }, "is_silhouette": { "type": "boolean" } } }
  },
  "permissions": { "email": "An address." }
}"#;

#[test]
fn a_catalogue_is_served_like_the_platform() {
    let schema = graph_schema::parse(&[("graph.json", IMPORTED)]);
    let sandbox = Sandbox::builder().schema(schema.into_result().unwrap()).start().unwrap();
    let token = sandbox.user_token();
    let read = |path: &str, params: &[(&str, &str)]| get(&sandbox, &token, &format!("/v25.0{path}"), params);
    let me = read("/me", &[]).ok();
    assert_eq!((&me["id"], me.as_object().unwrap().len()), (&serde_json::json!(sandbox.user_id()), 2));
    assert!(ids(&read("/me/friends", &[("limit", "100")]).ok()).contains(&sandbox.friend_id()));
    let accounts = read("/me/accounts", &[]).ok();
    assert_eq!(ids(&accounts).len(), 3);
    let of_page = accounts["data"][0]["access_token"].as_str().unwrap();
    let page = get(&sandbox, of_page, "/v25.0/me", &[]).ok();
    assert_eq!((&page["id"], page.get("access_token")), (&accounts["data"][0]["id"], None));
    assert_eq!(read("/me/permissions", &[]).ok()["data"][0]["status"], "granted");
    let picture = read("/me/picture", &[]);
    assert_eq!((picture.status, picture.header("content-type")), (302, Some("image/png")));
    assert!(read("/me/picture", &[("redirect", "0")]).ok()["data"]["url"].is_string());
    let made = post(&sandbox, &token, "/v25.0/me/posts", &[("message", "new")]).ok()["id"].clone();
    let page = read("/me/posts", &[("limit", "2")]).ok();
    assert_eq!((&page["data"][0]["id"], &page["data"][0]["message"]), (&made, &serde_json::json!("new")));
    assert!(
        page["data"][1]["created_time"].is_string() && page["paging"]["cursors"]["after"].is_string(),
        "{page}"
    );
}
