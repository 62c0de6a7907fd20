//! Operations: matching, tokens, permissions, parameters, rules, effects.

use crate::common::{delete, get, ids, post, raw};
use graph_sandbox::Sandbox;
use serde_json::json;

#[test]
fn events_can_be_created_read_and_deleted() {
    let sandbox = Sandbox::start().unwrap();
    let token = sandbox.user_token();
    let made = post(
        &sandbox,
        &token,
        "/me/events",
        &[
            ("name", "Picnic"),
            ("start_time", "2013-07-04T12:00:00+0200"),
            ("location", "Paris"),
            ("unheard_of", "1"),
        ],
    );
    let id = made.ok()["id"].as_str().unwrap().to_owned();
    let event = get(&sandbox, &token, &format!("/{id}"), &[]).ok();
    assert_eq!(event["name"], "Picnic");
    assert_eq!(event["start_time"], "2013-07-04T12:00:00+0200");
    assert_eq!(event["privacy"], "OPEN", "the default applies");
    assert_eq!(event["owner"]["id"], sandbox.user_id());
    assert!(event.get("description").is_none(), "{event}");
    assert!(ids(&get(&sandbox, &token, "/me/events", &[]).ok()).contains(&id));
    assert_eq!(delete(&sandbox, &token, &format!("/{id}"), &[]).ok(), json!(true));
    get(&sandbox, &token, &format!("/{id}"), &[]).refused(400, 100, &id);
    assert!(!ids(&get(&sandbox, &token, "/me/events", &[]).ok()).contains(&id));
}

#[test]
fn method_may_be_a_parameter() {
    let sandbox = Sandbox::start().unwrap();
    let token = sandbox.user_token();
    let id = post(&sandbox, &token, "/me/feed", &[("message", "hi")]).ok()["id"].as_str().unwrap().to_owned();
    assert!(id.starts_with(&format!("{}_", sandbox.user_id())));
    assert_eq!(post(&sandbox, &token, &format!("/{id}"), &[("method", "delete")]).ok(), json!(true));
    get(&sandbox, &token, &format!("/{id}"), &[]).refused(400, 100, &id);
    post(&sandbox, &token, "/me", &[("method", "brew")]).refused(400, 100, "Unsupported brew request");
}

#[test]
fn operations_require_token_and_permission() {
    let sandbox = Sandbox::start().unwrap();
    let feed = format!("/{}/feed", sandbox.user_id());
    let message = [("message", "hi")];
    post(&sandbox, "", &feed, &message).refused(400, 104, "access token");
    post(&sandbox, &sandbox.app_token(), &feed, &message).refused(403, 10, "a user token");
    post(&sandbox, &sandbox.page_token(), &feed, &message).refused(403, 10, "with a page token");
    post(&sandbox, &sandbox.user_token_with(&["read_stream"]), &feed, &message).refused(
        403,
        200,
        "publish_stream",
    );
    let post_id = post(&sandbox, &sandbox.user_token_with(&["publish_stream"]), &feed, &message).ok()["id"]
        .as_str()
        .unwrap()
        .to_owned();
    delete(&sandbox, &sandbox.user_token_with(&[]), &format!("/{post_id}"), &[]).refused(
        403,
        200,
        "publish_stream",
    );
    // Other people's nodes cannot be changed.
    let friends_feed =
        get(&sandbox, &sandbox.user_token(), &format!("/{}/feed", sandbox.friend_id()), &[]).ok();
    delete(&sandbox, &sandbox.user_token(), &format!("/{}", ids(&friends_feed)[0]), &[]).refused(
        403,
        200,
        "Permissions error",
    );
    post(&sandbox, &sandbox.user_token(), "/me/friends", &[]).refused(400, 100, "Unsupported post request");
    delete(&sandbox, &sandbox.user_token(), "/me", &[]).refused(400, 100, "Unsupported delete request");
}

#[test]
fn parameters_are_checked() {
    let sandbox = Sandbox::start().unwrap();
    let token = sandbox.user_token();
    let event = |params: &[(&str, &str)]| post(&sandbox, &token, "/me/events", params);
    event(&[("name", "x")]).refused(400, 100, "(#100) The parameter start_time is required");
    event(&[("start_time", "2013-07-04")]).refused(400, 100, "The parameter name is required");
    event(&[("name", ""), ("start_time", "2013-07-04")]).refused(
        400,
        100,
        "Param name must have at least 1 character",
    );
    event(&[("name", "x"), ("start_time", "2013-07-04T12:00")]).refused(
        400,
        100,
        "must include a UTC offset",
    );
    event(&[("name", "x"), ("start_time", "1372680000")]).refused(
        400,
        100,
        "Param start_time must be a date",
    );
    event(&[("name", "x"), ("start_time", "2013-07-04"), ("privacy_type", "CLOSED")]).refused(
        400,
        100,
        "Param privacy_type must be one of {OPEN, SECRET, FRIENDS}",
    );
    event(&[("name", "x"), ("start_time", "2013-07-04"), ("location_id", "a b")]).refused(
        400,
        100,
        "location_id must be a valid ID",
    );
    let feed = |params: &[(&str, &str)]| post(&sandbox, &token, "/me/feed", params);
    feed(&[("link", "nowhere")]).refused(400, 100, "Param link must be a valid URL");
    feed(&[("message", "x"), ("privacy", "EVERYONE")]).refused(
        400,
        100,
        "Param privacy must be a JSON object",
    );
    feed(&[("message", "x"), ("privacy", r#"{"value":"NOBODY"}"#)]).refused(
        400,
        100,
        "privacy['value'] must be one of",
    );
    feed(&[("message", "x"), ("actions", r#"{"name":"a"}"#)]).refused(
        400,
        100,
        "Param actions must be an array",
    );
    feed(&[("message", "x"), ("actions", r#"[{"name":"a","link":"b"}]"#)]).refused(
        400,
        100,
        "actions[0]['link'] must be a valid URL",
    );
}

#[test]
fn rules_are_enforced() {
    let sandbox = Sandbox::start().unwrap();
    let token = sandbox.user_token();
    let feed = |params: &[(&str, &str)]| post(&sandbox, &token, "/me/feed", params);
    feed(&[]).refused(400, 100, "At least one of these parameters is required: message, link");
    feed(&[("message", "x"), ("picture", "http://x/y.png")]).refused(
        400,
        100,
        "picture may only be sent with link",
    );
    feed(&[("message", "x"), ("tags", "1,2")]).refused(400, 100, "tags may only be sent with place");
    feed(&[("message", "x"), ("place", "1"), ("tags", "1,2")]).ok();
    feed(&[
        ("link", "http://x/"),
        ("picture", "http://x/y.png"),
        ("name", "n"),
        ("caption", "c"),
        ("description", "d"),
    ])
    .ok();
    let picture = |params: &[(&str, &str)]| get(&sandbox, &token, "/me/picture", params);
    let both = [("redirect", "false"), ("width", "200"), ("height", "100"), ("type", "large")];
    picture(&both).refused(400, 100, "may not be sent together");
    picture(&both[..3]).ok();
    let privacy = [("message", "x"), ("privacy", r#"{"value":"SELF"}"#)];
    feed(&privacy).ok();
    post(&sandbox, &token, &format!("/{}/feed", sandbox.friend_id()), &privacy).refused(
        400,
        100,
        "privacy may only be sent for the current user",
    );
    post(&sandbox, &token, &format!("/{}/feed", sandbox.friend_id()), &privacy[..1]).ok();
}

#[test]
fn created_objects_can_be_read_in_the_same_call() {
    let sandbox = Sandbox::start().unwrap();
    let token = sandbox.user_token();
    let made =
        post(&sandbox, &token, "/me/feed", &[("message", "hé"), ("fields", "message,from,created_time")])
            .ok();
    assert_eq!(made["message"], "hé");
    assert_eq!(made["from"]["id"], sandbox.user_id());
    assert!(made["id"].is_string() && made["created_time"].is_string());
    let failed = post(&sandbox, &token, "/me/feed", &[("message", "x"), ("fields", "nothing")]);
    failed.refused(400, 100, "nonexisting field (nothing)");
    let id = failed.json()["error"]["original_response"]["id"].as_str().unwrap().to_owned();
    assert_eq!(get(&sandbox, &token, &format!("/{id}"), &[]).ok()["message"], "x");
    let album = post(
        &sandbox,
        &token,
        "/me/albums",
        &[("name", "A"), ("message", "B"), ("privacy", r#"{"value":"SELF"}"#)],
    )
    .ok();
    let album = get(&sandbox, &token, &format!("/{}", album["id"].as_str().unwrap()), &[]).ok();
    assert_eq!((&album["description"], &album["privacy"]), (&json!("B"), &json!("self")));
}

#[test]
fn achievements() {
    let sandbox = Sandbox::start().unwrap();
    for token in [sandbox.user_token(), sandbox.app_token()] {
        let path = format!("/{}/achievements", sandbox.user_id());
        let url = sandbox.achievement_url();
        let unknown = [("achievement", "http://elsewhere.example/1")];
        post(&sandbox, &token, &path, &unknown).refused(400, 3403, "not registered");
        delete(&sandbox, &token, &path, &[("achievement", &url)]).refused(400, 3404, "does not have");
        let id =
            post(&sandbox, &token, &path, &[("achievement", &url)]).ok()["id"].as_str().unwrap().to_owned();
        post(&sandbox, &token, &path, &[("achievement", &url)]).refused(400, 3501, "already has");
        let list = get(&sandbox, &token, &path, &[("fields", "achievement{url},application")]).ok();
        let earned = list["data"].as_array().unwrap().iter().find(|item| item["id"] == id).unwrap();
        assert_eq!(earned["achievement"], json!({ "url": url }));
        assert_eq!(earned["application"]["id"], sandbox.app_id());
        assert_eq!(delete(&sandbox, &token, &path, &[("achievement", &url)]).ok(), json!(true));
        delete(&sandbox, &token, &path, &[("achievement", &url)]).refused(400, 3404, "does not have");
        delete(&sandbox, &token, &path, &[]).refused(400, 100, "achievement is required");
        post(&sandbox, &token, &path, &[("achievement", "")]).refused(400, 100, "at least 1 character");
    }
    let none = sandbox.user_token_with(&[]);
    post(&sandbox, &none, "/me/achievements", &[("achievement", "http://x/")]).refused(
        403,
        200,
        "publish_actions",
    );
}

#[test]
fn permissions_can_be_revoked() {
    let sandbox = Sandbox::start().unwrap();
    let token = sandbox.user_token_with(&["email", "user_likes", "user_birthday"]);
    assert_eq!(delete(&sandbox, &token, "/me/permissions/email", &[]).ok(), json!(true));
    assert!(get(&sandbox, &token, "/me", &[]).ok().get("email").is_none());
    // Old clients send it in the query.
    assert_eq!(
        delete(&sandbox, &token, "/me/permissions", &[("permission", "user_birthday")]).ok(),
        json!(true)
    );
    let left = get(&sandbox, &token, "/me/permissions", &[]).ok();
    assert_eq!(left["data"][0], json!({ "installed": 1, "user_likes": 1 }));
    delete(&sandbox, &token, "/me/permissions/nonsense", &[]).refused(400, 100, "the name of a permission");
    delete(&sandbox, &token, "/me/permissions", &[("permission", "")]).refused(
        400,
        100,
        "at least 1 character",
    );
    let friend = format!("/{}/permissions", sandbox.friend_id());
    delete(&sandbox, &token, &friend, &[]).refused(403, 200, "Permissions error");
    assert_eq!(delete(&sandbox, &token, "/me/permissions", &[]).ok(), json!(true));
    let ended = get(&sandbox, &token, "/me", &[]);
    ended.refused(400, 190, "not authorized the application");
    assert_eq!(ended.json()["error"]["error_subcode"], 458);
    get(&sandbox, &sandbox.user_token(), "/me", &[]).ok();
}

#[test]
fn bodies_may_be_form_json_or_multipart() {
    let sandbox = Sandbox::start().unwrap();
    let token = sandbox.user_token();
    let authorization = format!("Bearer {token}");
    let send = |kind: &str, body: &[u8]| {
        raw(
            sandbox.url(),
            "POST",
            "/me/feed?fields=message",
            &[("Authorization", &authorization), ("Content-Type", kind)],
            body,
        )
    };
    assert_eq!(send("application/json", br#"{"message":"json"}"#).ok()["message"], "json");
    assert_eq!(send("application/x-www-form-urlencoded", b"message=a+form").ok()["message"], "a form");
    let parts = "--b\r\nContent-Disposition: form-data; name=\"message\"\r\n\r\nparts\r\n--b--\r\n";
    assert_eq!(send("multipart/form-data; boundary=b", parts.as_bytes()).ok()["message"], "parts");
    send("application/json", b"{").refused(400, 100, "not a JSON object");
    send("multipart/form-data", b"x").refused(400, 100, "multipart");
    send("application/x-www-form-urlencoded", b"%ff%fe=%&&&=").refused(400, 100, "At least one");
}
