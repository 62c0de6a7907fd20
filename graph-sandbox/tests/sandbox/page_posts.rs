//! Posts of a Page that are published later, and comments of visitors that a Page moderates.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use graph_sandbox::Sandbox;
use serde_json::json;

use crate::common::{delete, get, ids, post};

fn in_seconds(ahead: u64) -> String {
    (SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs() + ahead).to_string()
}

#[test]
fn a_scheduled_post_is_in_the_feed_when_its_time_has_come() {
    let sandbox = Sandbox::builder().api("pages").start().unwrap();
    let (token, feed) = (sandbox.page_token(), format!("/{}/feed", sandbox.page_id()));
    let list = |name: &str| {
        let path = format!("/{}/{name}", sandbox.page_id());
        ids(&get(&sandbox, &token, &path, &[("fields", "id"), ("limit", "100")]).ok())
    };
    let now = post(&sandbox, &token, &feed, &[("message", "Open")]).ok()["id"].as_str().unwrap().to_owned();
    for name in ["feed", "posts", "published_posts"] {
        assert_eq!(list(name).iter().filter(|id| **id == now).count(), 1, "{name}");
    }
    assert!(!list("scheduled_posts").contains(&now));

    let form = |ahead: u64| {
        vec![
            ("message", "Closed".to_owned()),
            ("published", "false".to_owned()),
            ("scheduled_publish_time", in_seconds(ahead)),
        ]
    };
    let send = |form: &[(&str, String)]| {
        let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
        post(&sandbox, &token, &feed, &form)
    };
    let later = send(&form(3600)).ok()["id"].as_str().unwrap().to_owned();
    let tomorrow = send(&form(86_400)).ok()["id"].as_str().unwrap().to_owned();
    assert_eq!(list("scheduled_posts")[..2], [tomorrow.clone(), later.clone()]);
    for name in ["feed", "posts", "published_posts"] {
        assert!(!list(name).contains(&later), "{name}");
    }
    let read =
        get(&sandbox, &token, &format!("/{later}"), &[("fields", "is_published,scheduled_publish_time")])
            .ok();
    assert_eq!(read["is_published"], false, "{read}");
    for wrong in [60, 31 * 86_400] {
        send(&form(wrong)).refused(400, 100, "10 minutes to 30 days");
    }
    // A draft is in no list, until it is published.
    let draft = send(&form(0)[..2]).ok()["id"].as_str().unwrap().to_owned();
    assert!(!list("feed").contains(&draft) && !list("scheduled_posts").contains(&draft));

    sandbox.advance(Duration::from_secs(3601));
    assert_eq!(list("feed")[0], later);
    assert!(!list("scheduled_posts").contains(&later));
    post(&sandbox, &token, &format!("/{tomorrow}"), &[("is_published", "true")]).ok();
    assert!(list("published_posts").contains(&tomorrow) && !list("scheduled_posts").contains(&tomorrow));
}

#[test]
fn a_page_hides_and_deletes_comments_of_visitors() {
    let plain = Sandbox::builder().api("pages").start().unwrap();
    let (page, person) = (plain.page_id(), plain.user_id());
    let comment = |id: &str| json!({ "id": id, "node": "Comment", "owner": person, "fields": { "message": "Any left?" } });
    let data = json!({
        "nodes": [
            { "id": "70_1", "node": "Post", "owner": page, "fields": { "message": "Rye" } },
            comment("71_1"), comment("71_2"), comment("71_3"),
        ],
        "lists": [
            { "of": "70_1", "connection": "comments", "items": ["71_1"] },
            { "of": "71_1", "connection": "comments", "items": ["71_2"] },
        ],
    });
    let sandbox = Sandbox::builder().api("pages").data(data.to_string()).start().unwrap();
    let token = sandbox.page_token();
    for id in ["71_2", "71_1"] {
        let path = format!("/{id}");
        post(&sandbox, &token, &path, &[("is_hidden", "true")]).ok();
        assert_eq!(get(&sandbox, &token, &path, &[("fields", "is_hidden")]).ok()["is_hidden"], true);
        // What a visitor wrote, nobody else changes.
        post(&sandbox, &token, &path, &[("message", "Sold out")]).refused(403, 200, "Permissions error");
        delete(&sandbox, &token, &path, &[]).ok();
        assert_eq!(get(&sandbox, &token, &path, &[]).status, 400);
    }
    // A comment elsewhere is not below anything of the Page.
    post(&sandbox, &token, "/71_3", &[("is_hidden", "true")]).refused(403, 200, "");
    assert_eq!(delete(&sandbox, &token, "/71_3", &[]).status, 403);
}
