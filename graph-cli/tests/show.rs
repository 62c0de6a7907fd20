//! `graph schema show`: details of one item, as text and as JSON.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod support;

use serde_json::json;
use support::{fine, folder, graph, lines};

#[track_caller]
fn shows(name: &str, texts: &[&str]) {
    let out = fine(&["schema", "show", name]);
    for text in texts {
        assert!(out.contains(text), "{name} without {text:?}:\n{out}");
    }
}

#[test]
fn an_operation_is_shown_in_detail() {
    shows(
        "user.events.create",
        &[
            "user.events.create (operation)\n  Creates an event.",
            "POST /{user}/events",
            "{ id: Id<Event> }",
            "a user token",
            "create_event",
            "user::me().events().create(name, start_time).end_time(..)",
            "curl -X POST -H 'Authorization: Bearer <token>' --data-urlencode 'name=a name' \
             --data-urlencode 'start_time=2012-07-04' 'https://graph.facebook.com/me/events'",
            "name          string        argument",
            "required, at least 1 character | The event's title.",
            "\"OPEN\" by default, one of OPEN, SECRET, FRIENDS",
        ],
    );
    shows("user.achievements.create", &["3501  AlreadyAchieved"]);
    shows("user.checkins.create", &["deprecated  make a post with a place"]);
    shows("user.videos.create", &["https://graph-video.facebook.com"]);
    shows("apprequest.get", &["/{request_object_id}_{user_id}"]);
    shows("user.friends.list", &["permission: never", "takes limit, offset"]);
}

#[test]
fn the_rust_line_matches_the_generated_api() {
    for (name, rust) in [
        ("user.get", "user::me().get::<User>()"),
        ("user.likes.list", "user::me().likes()"),
        ("user.feed.create_post", "user::me().feed().create_post(feed::message(..)).actions(..)"),
        ("user.feed.create_link", "user::me().feed().create_post(feed::link(..)).actions(..)"),
        ("user.notes.create", "user::me().notes().create(notes::CreateParams { subject, message })"),
        ("user.picture.get", "user::me().picture().get().size(picture::r#type(..))"),
        ("user.friends.check", "user::me().friends().check(friend_id)"),
        ("user.photos.create", "user::me().photos().create(photos::source(..)).message(..)"),
        ("event.update", "event::id(id).update(event::update::name(..))"),
        ("friend.scores.list", "user::friend(id).scores()"),
        ("messenger.user_profile.get", "messenger::profile(id).get::<MessengerProfile>()"),
    ] {
        let shown = lines(&fine(&["schema", "show", name, "--json"]));
        assert_eq!(shown[0]["rust"], rust, "{name}");
    }
    shows("user.feed.create_post", &["feed::link(..).picture(..)", "feed::place(..).tags(..)"]);
}

#[test]
fn every_operation_has_a_call_in_rust_and_as_curl() {
    for row in lines(&fine(&["schema", "list", "--json"])) {
        let name = row["name"].as_str().unwrap_or_default();
        // The list has a row for every connection, but this one cannot be listed.
        if row["kind"] != "operation" || name == "user.picture.list" {
            continue;
        }
        let shown = lines(&fine(&["schema", "show", name, "--json"]));
        assert_eq!(shown[0]["name"], name);
        assert!(shown[0]["rust"].is_string(), "{name}");
        assert!(shown[0]["curl"].as_str().is_some_and(|line| line.starts_with("curl ")), "{name}");
    }
}

#[test]
fn other_items_are_shown() {
    shows(
        "User.birthday",
        &["for the current user", "user_birthday", "friends_birthday", "birthday: Option<Birthday>"],
    );
    shows("user.birthday", &["User.birthday (field)"]);
    shows("User.id", &["always present", "id: user::Id"]);
    shows("User.events", &["(connection)", "time: takes limit, since, until", "user.events.create"]);
    // Both a field and a connection.
    shows("User.picture", &["User.picture (field)", "User.picture (connection)", "cannot be listed"]);
    shows("User.photos/uploaded", &["User.photos_uploaded (connection)"]);
    shows("User", &["User (node)", "Targets", "Fields", "Connections", "announced changes"]);
    shows("AgeRange", &["AgeRange (object)"]);
    shows("EventPrivacy", &["SECRET   Visible to invited people only."]);
    shows("user_likes", &["User.favorite_teams", "user.books.list", "user.likes.check"]);
    shows("user_status", &["or user_checkins"]);
    shows("190", &["190 TokenInvalid", "authentication"]);
    shows("190/463", &["Expired"]);
    shows("Expired", &["190/463"]);
    shows("217", &["200-299 PermissionMissing"]);
    shows("3501", &["AlreadyAchieved", "user.achievements.create"]);
}

#[test]
fn details_as_json() {
    let shown = lines(&fine(&["schema", "show", "user.events.create", "--json"]));
    let card = &shown[0];
    assert_eq!((&card["kind"], &card["method"]), (&json!("operation"), &json!("POST")));
    assert_eq!(card["access"]["permission"]["self"], "create_event");
    assert_eq!(card["access"]["token"]["friend"], "a user token");
    let name = &card["params"][0];
    assert_eq!(
        (&name["name"], &name["required"], &name["rust"]),
        (&json!("name"), &json!(true), &json!("argument"))
    );
    let user = lines(&fine(&["schema", "show", "User", "--json"]));
    assert!(user[0]["members"]["fields"].as_array().is_some_and(|fields| fields.len() == 39));
    assert_eq!(lines(&fine(&["schema", "show", "User.picture", "--json"])).len(), 2);
}

#[test]
fn an_unknown_name_suggests_a_similar_one() {
    for (name, help) in [
        ("user.evnts.create", "did you mean `user.events.create`?"),
        ("User.birhtday", "did you mean `User.birthday`?"),
        ("user.events.creat", "did you mean `user.events.create`?"),
        ("Usr", "did you mean `User`?"),
        ("user_lieks", "did you mean `user_likes`?"),
        ("user.picture.zzz", "`user.picture` has get"),
        ("zzz", "`graph schema list` lists all names"),
        ("", "`graph schema list`"),
    ] {
        let (status, out, err) = graph(&["schema", "show", name]);
        assert_eq!((status, out.as_str()), (2, ""), "{name}");
        assert!(err.contains(help), "{name}: {err}");
    }
}

#[test]
fn a_custom_schema_is_shown() {
    let own = r#"{ "extends": "builtin", "nodes": { "User": { "connections": { "gifts": {
        "item": "string", "operations": { "create": { "method": "POST", "returns": "success",
          "params": { "title": { "type": "string", "required": true, "max_length": 3 } } } } } } } } }"#;
    let folder = folder("show", &[("graph.json", own)]);
    let out = fine(&["schema", "show", "user.gifts.create", folder.to_str().unwrap()]);
    assert!(out.contains("at most 3 characters") && out.contains("'title=a t'"), "{out}");
    let (status, _, err) = graph(&["schema", "show", "User", "/nowhere"]);
    assert_eq!(status, 2, "{err}");
}

#[test]
fn what_a_list_requires_is_shown() {
    let own = r#"{ "extends": "builtin", "nodes": { "User": { "connections": { "views": {
        "item": "string", "params": { "period": { "type": "string" }, "metric": { "type": "string", "required": true } } } } } } }"#;
    let folder = folder("show-required", &[("graph.json", own)]);
    let out = fine(&["schema", "show", "user.views.list", folder.to_str().unwrap()]);
    for text in ["user::me().views(metric).period(..)", "metric  string  argument", "metric=a%20metric'"] {
        assert!(out.contains(text), "without {text:?}:\n{out}");
    }
    let shown = lines(&fine(&["schema", "show", "user.views.list", folder.to_str().unwrap(), "--json"]));
    assert_eq!(shown[0]["params"][1]["required"], json!(true));
}

#[test]
fn what_another_api_has_is_found_there() {
    let (status, _, message) = graph(&["schema", "show", "MessageStatus"]);
    assert_eq!(status, 2);
    assert_eq!(
        message,
        "error: this schema has nothing called `MessageStatus`, but `whatsapp` has: add `--api whatsapp`\n"
    );
    let shown = fine(&["schema", "show", "--api", "whatsapp", "MessageStatus.errors"]);
    assert!(shown.contains("errors: Vec<WebhookError>"), "{shown}");
}
