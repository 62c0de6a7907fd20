//! Connections: access, and every paging style.

use std::collections::BTreeSet;

use crate::common::{follow, get, ids, post};
use graph_sandbox::Sandbox;
use serde_json::{Value, json};

/// The ids of all pages, and the number of pages.
fn walk(sandbox: &Sandbox, first: Value, link: &str) -> (Vec<String>, usize) {
    let (mut all, mut pages, mut page) = (ids(&first), 1, first);
    while let Some(next) = page["paging"][link].as_str().map(str::to_owned) {
        page = follow(sandbox, &next).ok();
        all.extend(ids(&page));
        pages += 1;
        assert!(pages < 100, "paging does not end");
    }
    (all, pages)
}

fn is_complete(walked: &[String], whole: &Value) {
    assert_eq!(walked, ids(whole));
    assert_eq!(walked.iter().collect::<BTreeSet<_>>().len(), walked.len(), "duplicate items");
}

#[test]
fn offset_paging() {
    let sandbox = Sandbox::start().unwrap();
    let token = sandbox.user_token();
    let whole = get(&sandbox, &token, "/me/likes", &[("limit", "1000")]).ok();
    assert!(ids(&whole).len() >= 30 && whole.get("paging").is_none(), "{whole}");
    assert!(!ids(&whole).contains(&"1".to_owned()));
    let first = get(&sandbox, &token, "/v2.1/me/likes", &[("limit", "10"), ("fields", "name")]).ok();
    let next = first["paging"]["next"].as_str().unwrap();
    assert!(
        next.starts_with(&format!(
            "{}/v2.1/{}/likes?access_token={token}&",
            sandbox.url(),
            sandbox.user_id()
        )),
        "{next}"
    );
    assert!(
        next.contains("fields=name") && next.contains("limit=10") && next.contains("offset=10"),
        "{next}"
    );
    assert!(first["paging"].get("previous").is_none());
    let (walked, pages) = walk(&sandbox, first, "next");
    is_complete(&walked, &whole);
    assert_eq!(pages, walked.len().div_ceil(10));
    assert_eq!(ids(&get(&sandbox, &token, "/me/likes", &[]).ok()).len(), 25);
    get(&sandbox, &token, "/me/likes", &[("offset", "x")]).refused(400, 100, "offset");
    assert_eq!(get(&sandbox, &token, "/me/likes", &[("offset", "99999")]).ok(), json!({ "data": [] }));
}

#[test]
fn cursor_paging() {
    let sandbox = Sandbox::start().unwrap();
    let token = sandbox.user_token();
    for number in 0..4 {
        post(&sandbox, &token, "/me/albums", &[("name", &format!("Album {number}"))]).ok();
    }
    let whole = get(&sandbox, &token, "/me/albums", &[]).ok();
    assert_eq!(ids(&whole).len(), 7);
    assert!(
        whole["paging"]["cursors"]["after"].is_string() && whole["paging"].get("next").is_none(),
        "{whole}"
    );
    let (walked, pages) = walk(&sandbox, get(&sandbox, &token, "/me/albums", &[("limit", "3")]).ok(), "next");
    is_complete(&walked, &whole);
    assert_eq!(pages, 3);
    // Backwards.
    let after = whole["paging"]["cursors"]["after"].as_str().unwrap();
    let last = get(&sandbox, &token, "/me/albums", &[("limit", "2"), ("before", after)]).ok();
    assert_eq!(ids(&last), ids(&whole)[4..6]);
    let previous = follow(&sandbox, last["paging"]["previous"].as_str().unwrap()).ok();
    assert_eq!(ids(&previous), ids(&whole)[2..4]);
    let reversed = get(&sandbox, &token, "/me/albums", &[("order", "chronological")]).ok();
    assert_eq!(ids(&reversed).into_iter().rev().collect::<Vec<_>>(), ids(&whole));
    get(&sandbox, &token, "/me/albums", &[("after", "nonsense")]).refused(400, 100, "cursor");
    let none = get(&sandbox, &token, "/me/albums", &[("limit", "0"), ("summary", "true")]).ok();
    assert_eq!((&none["data"], none.get("paging")), (&json!([]), None));
    assert_eq!(none["summary"]["total_count"], walked.len());
    get(&sandbox, &token, "/me/albums", &[("limit", "-1")]).refused(400, 100, "limit");
}

#[test]
fn cursor_of_a_removed_item_is_refused() {
    let sandbox = Sandbox::start().unwrap();
    let token = sandbox.user_token();
    let first = get(&sandbox, &token, "/me/albums", &[("limit", "1")]).ok();
    let next = first["paging"]["next"].as_str().unwrap().replace("QVFI100000", "QVFI123456");
    follow(&sandbox, &next).refused(400, 100, "removed");
}

#[test]
fn time_paging() {
    let sandbox = Sandbox::start().unwrap();
    let token = sandbox.user_token();
    post(&sandbox, &token, "/me/feed", &[("message", "the newest")]).ok();
    let whole = get(&sandbox, &token, "/me/feed", &[]).ok();
    assert_eq!(ids(&whole).len(), 9);
    assert_eq!(whole["data"][0]["message"], "the newest");
    let times: Vec<_> =
        whole["data"].as_array().unwrap().iter().map(|post| post["created_time"].as_str().unwrap()).collect();
    assert!(times.is_sorted_by(|newer, older| newer >= older), "{times:?}");
    let first = get(&sandbox, &token, "/me/feed", &[("limit", "2")]).ok();
    let next = first["paging"]["next"].as_str().unwrap();
    assert!(next.contains("until=") && next.contains("__paging_token="), "{next}");
    let (walked, pages) = walk(&sandbox, first, "next");
    is_complete(&walked, &whole);
    assert_eq!(pages, 5);
    // The bounds are inclusive and are kept in links.
    let bounds = [("since", times[6]), ("until", times[1]), ("limit", "2")];
    let (walked, _) = walk(&sandbox, get(&sandbox, &token, "/me/feed", &bounds).ok(), "next");
    assert_eq!(walked, ids(&whole)[1..7]);
    // `previous` leads to newer items and ends with an empty page.
    let second = follow(&sandbox, next_of(&get(&sandbox, &token, "/me/feed", &[("limit", "2")]).ok())).ok();
    let newer = follow(&sandbox, second["paging"]["previous"].as_str().unwrap()).ok();
    assert_eq!(ids(&newer), ids(&whole)[0..2]);
    let none = follow(&sandbox, newer["paging"]["previous"].as_str().unwrap()).ok();
    assert_eq!(none, json!({ "data": [] }));
    get(&sandbox, &token, "/me/feed", &[("since", "some day")]).refused(400, 100, "since");
}

fn next_of(page: &Value) -> &str {
    page["paging"]["next"].as_str().unwrap()
}

#[test]
fn unpaged_lists_and_unknown_styles() {
    let schema = graph_schema::parse(&[(
        "graph.json",
        r#"{ "extends": "builtin", "nodes": { "User": { "connections": {
            "rooms": { "item": "Ref<Page>", "paging": "none" },
            "houses": { "item": "Ref<Page>" },
            "words": { "item": "string", "paging": "cursor" }
        } } } }"#,
    )]);
    let sandbox = Sandbox::builder().schema(schema.into_result().unwrap()).start().unwrap();
    let token = sandbox.user_token();
    let rooms = get(&sandbox, &token, "/me/rooms", &[("limit", "1")]).ok();
    assert!(ids(&rooms).len() > 1 && rooms.get("paging").is_none(), "{rooms}");
    let whole = get(&sandbox, &token, "/me/houses", &[]).ok();
    let (walked, pages) = walk(&sandbox, get(&sandbox, &token, "/me/houses", &[("limit", "2")]).ok(), "next");
    is_complete(&walked, &whole);
    assert_eq!(pages, 3);
    assert!(get(&sandbox, &token, "/me/words", &[]).ok()["data"][0].is_string());
    get(&sandbox, &token, "/me/words", &[("fields", "id")]).refused(400, 100, "Subfields");
}

#[test]
fn lists_require_their_permission() {
    let sandbox = Sandbox::start().unwrap();
    let none = sandbox.user_token_with(&[]);
    get(&sandbox, &none, "/me/likes", &[]).refused(
        403,
        200,
        "(#200) Requires extended permission: user_likes",
    );
    get(&sandbox, &none, "/me/checkins", &[]).refused(403, 200, "user_checkins or user_status");
    ids(&get(&sandbox, &sandbox.user_token_with(&["user_status"]), "/me/checkins", &[]).ok());
    ids(&get(&sandbox, &none, "/me/friends", &[]).ok());
    let likes = format!("/{}/likes", sandbox.friend_id());
    get(&sandbox, &sandbox.user_token_with(&["user_likes"]), &likes, &[]).refused(403, 200, "friends_likes");
    ids(&get(&sandbox, &sandbox.user_token_with(&["friends_likes"]), &likes, &[]).ok());
}

#[test]
fn friends_of_other_people_cannot_be_listed() {
    let sandbox = Sandbox::start().unwrap();
    for person in [sandbox.friend_id(), sandbox.stranger_id()] {
        get(&sandbox, &sandbox.user_token(), &format!("/{person}/friends"), &[]).refused(
            400,
            604,
            "Can't lookup all friends",
        );
        let check = format!("/{person}/friends/{}", sandbox.user_id());
        get(&sandbox, &sandbox.user_token(), &check, &[]).refused(400, 604, "Can't lookup");
    }
    assert!(ids(&get(&sandbox, &sandbox.user_token(), "/me/friends", &[("limit", "100")]).ok()).len() >= 25);
}

#[test]
fn lists_require_their_kind_of_token() {
    let sandbox = Sandbox::start().unwrap();
    let likes = format!("/{}/likes", sandbox.user_id());
    get(&sandbox, &sandbox.app_token(), &likes, &[]).refused(
        403,
        10,
        "accepts a user token, and was made with an app token",
    );
    get(&sandbox, &sandbox.page_token(), &likes, &[]).refused(403, 10, "with a page token");
    let feed = format!("/{}/feed", sandbox.user_id());
    for token in [sandbox.user_token(), sandbox.app_token(), sandbox.page_token()] {
        ids(&get(&sandbox, &token, &feed, &[]).ok());
    }
}

#[test]
fn some_permissions_only_widen_a_list() {
    let sandbox = Sandbox::start().unwrap();
    let narrow = get(&sandbox, &sandbox.user_token_with(&[]), "/me/feed", &[]).ok();
    let wide = get(&sandbox, &sandbox.user_token_with(&["read_stream"]), "/me/feed", &[]).ok();
    assert!(ids(&narrow).len() < ids(&wide).len());
    assert!(ids(&narrow).iter().all(|id| ids(&wide).contains(id)));
    let own = get(&sandbox, &sandbox.user_token_with(&[]), "/me/achievements", &[]).ok();
    assert!(!ids(&own).is_empty());
    for achievement in own["data"].as_array().unwrap() {
        assert_eq!(achievement["application"]["id"], sandbox.app_id());
    }
    assert!(ids(&own).len() < ids(&get(&sandbox, &sandbox.user_token(), "/me/achievements", &[]).ok()).len());
}

#[test]
fn membership_is_a_list_of_at_most_one_item() {
    let sandbox = Sandbox::start().unwrap();
    let token = sandbox.user_token();
    let liked = ids(&get(&sandbox, &token, "/me/likes", &[]).ok()).remove(0);
    assert_eq!(ids(&get(&sandbox, &token, &format!("/me/likes/{liked}"), &[]).ok()), vec![liked.clone()]);
    assert_eq!(get(&sandbox, &token, "/me/likes/1", &[]).ok(), json!({ "data": [] }));
    let named = get(&sandbox, &token, &format!("/me/likes/{liked}"), &[("fields", "category")]).ok();
    assert_eq!(named["data"][0].as_object().unwrap().len(), 2);
    let friend = format!("/me/friends/{}", sandbox.friend_id());
    assert_eq!(ids(&get(&sandbox, &token, &friend, &[]).ok()), [sandbox.friend_id()]);
    assert!(
        ids(&get(&sandbox, &token, &format!("/me/friends/{}", sandbox.stranger_id()), &[]).ok()).is_empty()
    );
    get(&sandbox, &sandbox.user_token_with(&[]), "/me/likes/1", &[]).refused(403, 200, "user_likes");
    get(&sandbox, &sandbox.app_token(), &format!("/{}/likes/1", sandbox.user_id()), &[]).refused(
        403,
        10,
        "user token",
    );
}

#[test]
fn permissions_are_a_single_object() {
    let sandbox = Sandbox::start().unwrap();
    let answer = get(&sandbox, &sandbox.user_token_with(&["email"]), "/me/permissions", &[]).ok();
    assert_eq!(answer, json!({ "data": [{ "email": 1, "installed": 1 }], "paging": {} }));
    let app = get(&sandbox, &sandbox.app_token(), &format!("/{}/permissions", sandbox.user_id()), &[]).ok();
    assert_eq!(app["data"][0]["email"], 1);
}

#[test]
fn summary_counts_all_items() {
    let sandbox = Sandbox::start().unwrap();
    let likes =
        get(&sandbox, &sandbox.user_token(), "/me/likes", &[("limit", "1"), ("summary", "true")]).ok();
    assert_eq!(likes["summary"]["total_count"], 34);
}
