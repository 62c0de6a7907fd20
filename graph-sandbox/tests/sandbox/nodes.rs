//! Reading nodes: fields, tokens, permissions, expansion.

use crate::common::{follow, get, ids, post, raw};
use graph_sandbox::Sandbox;
use serde_json::{Value, json};

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

#[test]
fn without_fields_all_permitted_fields_are_returned() {
    let sandbox = Sandbox::start().unwrap();
    let me = get(&sandbox, &sandbox.user_token(), "/me", &[]).ok();
    assert_eq!(me["id"], sandbox.user_id());
    for field in
        ["name", "first_name", "last_name", "gender", "birthday", "email", "hometown", "timezone", "verified"]
    {
        assert!(me.get(field).is_some(), "{field}: {me}");
    }
    // Returned only on request, or for other kinds of token.
    assert!(me.get("age_range").is_none() && me.get("installed").is_none());
    let age = get(&sandbox, &sandbox.user_token(), "/me", &[("fields", "age_range")]).ok();
    assert_eq!(age, json!({ "id": sandbox.user_id(), "age_range": { "min": 18, "max": 20 } }));
}

#[test]
fn values_match_their_types() {
    let sandbox = Sandbox::start().unwrap();
    let me = get(&sandbox, &sandbox.user_token(), "/me", &[]).ok();
    let time = me["updated_time"].as_str().unwrap();
    assert!(time.len() == 24 && time.ends_with("+0000"), "{time}");
    let birthday = me["birthday"].as_str().unwrap();
    assert!(birthday.len() == 10 && birthday.matches('/').count() == 2, "{birthday}");
    assert_eq!(keys(&me["hometown"]), ["id", "name"]);
    assert!(["female", "male"].contains(&me["gender"].as_str().unwrap()));
    assert!(me["timezone"].is_number());
    // Ids exceed the range of exact doubles.
    let album = ids(&get(&sandbox, &sandbox.user_token(), "/me/albums", &[]).ok())[0].parse::<u64>().unwrap();
    assert!(album > 1 << 53);
}

#[test]
fn fields_require_their_permission() {
    let sandbox = Sandbox::start().unwrap();
    let fields = [("fields", "name,birthday,email,website")];
    let none = get(&sandbox, &sandbox.user_token_with(&[]), "/me", &fields).ok();
    assert_eq!(keys(&none), ["id", "name"]);
    let some = get(&sandbox, &sandbox.user_token_with(&["email"]), "/me", &fields).ok();
    assert_eq!(keys(&some), ["email", "id", "name"]);
    // A friend's birthday requires another permission; no permission grants access to a friend's address.
    let friend = format!("/{}", sandbox.friend_id());
    let own_only =
        get(&sandbox, &sandbox.user_token_with(&["user_birthday", "email"]), &friend, &fields).ok();
    assert!(own_only.get("birthday").is_none(), "{own_only}");
    let all = get(&sandbox, &sandbox.user_token(), &friend, &fields).ok();
    assert!(all.get("email").is_none(), "{all}");
    let friends = get(&sandbox, &sandbox.user_token(), "/me/friends", &[("fields", "birthday")]).ok();
    assert!(
        friends["data"].as_array().unwrap().iter().any(|friend| friend.get("birthday").is_some()),
        "{friends}"
    );
}

#[test]
fn fields_require_their_kind_of_token() {
    let sandbox = Sandbox::start().unwrap();
    let user = format!("/{}", sandbox.user_id());
    let fields = [("fields", "name,installed,timezone,verified")];
    assert_eq!(
        keys(&get(&sandbox, &sandbox.user_token(), &user, &fields).ok()),
        ["id", "name", "timezone", "verified"]
    );
    assert_eq!(
        keys(&get(&sandbox, &sandbox.app_token(), &user, &fields).ok()),
        ["id", "installed", "name", "verified"]
    );
    assert_eq!(keys(&get(&sandbox, "", &user, &fields).ok()), ["id", "name"]);
    let everything = get(&sandbox, "", &user, &[]).ok();
    assert!(everything.get("verified").is_none() && everything.get("username").is_some(), "{everything}");
    // No field of an album is public.
    let album = ids(&get(&sandbox, &sandbox.user_token(), "/me/albums", &[]).ok()).remove(0);
    get(&sandbox, "", &format!("/{album}"), &[]).refused(400, 104, "access token is required");
}

#[test]
fn tokens_are_accepted_in_header_query_and_form() {
    let sandbox = Sandbox::start().unwrap();
    let token = sandbox.user_token();
    let fields = "/v2.6/me?fields=id";
    for scheme in ["Bearer", "OAuth", "bearer"] {
        raw(sandbox.url(), "GET", fields, &[("Authorization", &format!("{scheme} {token}"))], b"").ok();
    }
    let answer = raw(sandbox.url(), "GET", &format!("{fields}&access_token={token}"), &[], b"");
    answer.ok();
    assert_eq!(answer.header("facebook-api-version"), Some("v2.6"));
    assert_eq!(answer.header("content-type"), Some("application/json; charset=UTF-8"));
    post(&sandbox, "", "/me", &[("method", "get"), ("fields", "id"), ("access_token", &token)]).ok();
    let app = sandbox.app_token();
    assert_eq!(app, format!("{}|{}", sandbox.app_id(), sandbox.app_secret()));
    get(&sandbox, "", &format!("/{}", sandbox.user_id()), &[("access_token", &app), ("fields", "installed")])
        .ok();
}

#[test]
fn invalid_tokens_are_refused() {
    let sandbox = Sandbox::start().unwrap();
    let answer = get(&sandbox, "nonsense", "/me", &[]);
    answer.refused(400, 190, "Invalid OAuth access token");
    assert!(answer.header("www-authenticate").unwrap().contains("invalid_token"));
    get(&sandbox, "", "/me", &[]).refused(400, 2500, "active access token");
    get(&sandbox, &sandbox.app_token(), "/me", &[]).refused(400, 2500, "active access token");
    get(&sandbox, "", "/me/likes", &[]).refused(400, 2500, "active access token");
    get(&sandbox, "", &format!("/{}/likes", sandbox.user_id()), &[]).refused(400, 104, "access token");
    let other = Sandbox::builder().seed(2).start().unwrap();
    get(&sandbox, &other.user_token(), "/me", &[]).refused(400, 190, "");
}

#[test]
fn me_with_a_page_token_is_the_page() {
    let sandbox = Sandbox::start().unwrap();
    assert_eq!(get(&sandbox, &sandbox.page_token(), "/me", &[]).ok()["id"], sandbox.page_id());
}

#[test]
fn unknown_names_are_refused() {
    let sandbox = Sandbox::start().unwrap();
    let token = sandbox.user_token();
    let answer = get(&sandbox, &token, "/424242", &[]);
    answer.refused(400, 100, "Object with ID '424242' does not exist");
    assert_eq!(answer.json()["error"]["error_subcode"], 33);
    get(&sandbox, &token, "/nobody.here", &[]).refused(404, 803, "nobody.here");
    get(&sandbox, &token, "/me/nothing", &[]).refused(400, 2500, "Unknown path components: /nothing");
    get(&sandbox, &token, "/me/friends/1/2", &[]).refused(400, 2500, "Unknown path components");
    get(&sandbox, &token, "/", &[]).refused(400, 100, "Unsupported get request");
    raw(sandbox.url(), "PATCH", "/me", &[], b"").refused(400, 100, "Unsupported patch request");
    let field = get(&sandbox, &token, "/me", &[("fields", "id,nme")]);
    field.refused(400, 100, "(#100) Tried accessing nonexisting field (nme) on node type (User)");
    get(&sandbox, &token, "/me", &[("fields", "albums{nme}")]).refused(
        400,
        100,
        "(nme) on node type (Album)",
    );
    get(&sandbox, &token, "/me", &[("fields", "age_range{nme}")]).refused(
        400,
        100,
        "(nme) on node type (AgeRange)",
    );
    get(&sandbox, &token, "/me", &[("fields", "name{first}")]).refused(
        400,
        100,
        "Subfields are not supported by name",
    );
    get(&sandbox, &token, "/me", &[("fields", "albums{id")]).refused(400, 2500, "Syntax error");
}

#[test]
fn people_have_vanity_names() {
    let sandbox = Sandbox::start().unwrap();
    let token = sandbox.user_token();
    let name =
        get(&sandbox, &token, "/me", &[("fields", "username")]).ok()["username"].as_str().unwrap().to_owned();
    assert_eq!(get(&sandbox, &token, &format!("/{name}"), &[("fields", "id")]).ok()["id"], sandbox.user_id());
    assert_eq!(get(&sandbox, &token, "/", &[("id", &name), ("fields", "id")]).ok()["id"], sandbox.user_id());
}

#[test]
fn fields_can_be_expanded() {
    let sandbox = Sandbox::start().unwrap();
    let token = sandbox.user_token();
    let fields =
        "name,albums.limit(2).as(books){name,from{birthday},photos.limit(1){source}},hometown{category}";
    let me = get(&sandbox, &token, "/me", &[("fields", fields)]).ok();
    assert_eq!(keys(&me), ["books", "hometown", "id", "name"]);
    assert_eq!(keys(&me["hometown"]), ["category", "id"]);
    let books = &me["books"];
    assert_eq!(books["data"].as_array().unwrap().len(), 2);
    let book = &books["data"][0];
    assert_eq!(keys(book), ["from", "id", "name", "photos"]);
    assert_eq!(keys(&book["from"]), ["birthday", "id"]);
    assert_eq!(book["photos"]["data"].as_array().unwrap().len(), 1);
    assert_eq!(keys(&book["photos"]["data"][0]), ["id", "source"]);
    // `next` of a nested list continues with the same fields.
    let more = follow(&sandbox, books["paging"]["next"].as_str().unwrap()).ok();
    assert_eq!(more["data"].as_array().unwrap().len(), 1);
    assert_eq!(keys(&more["data"][0]), ["from", "id", "name", "photos"]);
}

#[test]
fn empty_or_forbidden_nested_lists_are_absent() {
    let sandbox = Sandbox::start().unwrap();
    let token = sandbox.user_token();
    let id =
        post(&sandbox, &token, "/me/albums", &[("name", "Empty")]).ok()["id"].as_str().unwrap().to_owned();
    let album = get(&sandbox, &token, &format!("/{id}"), &[("fields", "name,photos")]).ok();
    assert_eq!(album, json!({ "id": id, "name": "Empty" }));
    let album = get(&sandbox, &token, &format!("/{id}"), &[("fields", "photos.summary(true)")]).ok();
    assert_eq!(album["photos"], json!({ "data": [], "summary": { "total_count": 0 } }));
    let me =
        get(&sandbox, &sandbox.user_token_with(&[]), "/me", &[("fields", "likes,friends.limit(1)")]).ok();
    assert_eq!(keys(&me), ["friends", "id"]);
}

#[test]
fn messenger_profiles() {
    let sandbox = Sandbox::start().unwrap();
    let page = sandbox.page_token();
    let path = format!("/v2.6/{}", sandbox.psid());
    let fields = "first_name,last_name,profile_pic,locale,timezone,gender,is_payment_enabled";
    let all = get(&sandbox, &page, &path, &[("fields", fields)]).ok();
    assert_eq!(keys(&all).len(), 7, "{all}");
    assert!(get(&sandbox, &page, &path, &[]).ok().get("is_payment_enabled").is_none());
    let silent = format!("/v2.6/{}", sandbox.silent_psid());
    assert_eq!(get(&sandbox, &page, &silent, &[("fields", fields)]).ok(), json!({}));
    get(&sandbox, &page, "/v2.6/31337", &[]).refused(400, 100, "31337");
    get(&sandbox, &sandbox.user_token(), &path, &[]).refused(
        403,
        10,
        "accepts a page token, and was made with a user token",
    );
    get(&sandbox, &sandbox.app_token(), &path, &[]).refused(403, 10, "with an app token");
    get(&sandbox, "", &path, &[]).refused(400, 104, "access token");
}

#[test]
fn several_nodes_in_one_call() {
    let sandbox = Sandbox::start().unwrap();
    let token = sandbox.user_token();
    let (me, friend) = (sandbox.user_id(), sandbox.friend_id());
    let both = format!("{me},{friend}");
    let answer = get(&sandbox, &token, "/", &[("ids", &both), ("fields", "name")]).ok();
    assert_eq!(keys(&answer[&friend]), ["id", "name"]);
    assert_eq!(answer[&me]["id"], me);
    let lists = get(&sandbox, &token, "/likes", &[("ids", &both), ("limit", "2")]).ok();
    assert_eq!(lists[&me]["data"].as_array().unwrap().len(), 2);
    assert_eq!(get(&sandbox, &token, "/", &[("ids", r#"["me"]"#)]).ok()["me"]["id"], me);
    get(&sandbox, &token, "/", &[("ids", "me,424242")]).refused(400, 100, "424242");
    get(&sandbox, &token, "/", &[("ids", ",")]).refused(400, 100, "ids");
    get(&sandbox, &token, "/", &[("ids", &"me,".repeat(51))]).refused(400, 100, "Too many IDs");
}

#[test]
fn metadata_lists_fields_and_connections() {
    let sandbox = Sandbox::start().unwrap();
    let token = sandbox.user_token();
    let metadata = &get(&sandbox, &token, "/me", &[("metadata", "1"), ("fields", "id")]).ok()["metadata"];
    assert_eq!(metadata["type"], "user");
    assert!(metadata["fields"].as_array().unwrap().iter().any(|field| field["name"] == "birthday"));
    ids(&follow(&sandbox, metadata["connections"]["albums"].as_str().unwrap()).ok());
}

#[test]
fn the_same_seed_generates_the_same_data() {
    let make = |seed| Sandbox::builder().seed(seed).people(10).start().unwrap();
    let (one, same, other) = (make(5), make(5), make(6));
    assert_eq!(one.user_token(), same.user_token());
    assert_ne!(one.user_token(), other.user_token());
    let me = |sandbox: &Sandbox| {
        get(sandbox, &sandbox.user_token(), "/me", &[("fields", "name,birthday,albums{name}")]).ok()
    };
    let names =
        |value: Value| (value["name"].clone(), value["birthday"].clone(), value["albums"]["data"].clone());
    assert_eq!(names(me(&one)), names(me(&same)));
    assert_ne!(names(me(&one)), names(me(&other)));
    assert_ne!(one.user_id(), one.stranger_id());
}
