//! Posts of Instagram and Threads: containers that are published, posts that are published at once, and replies.

use std::time::Duration;

use graph_sandbox::Sandbox;
use serde_json::{Value, json};

use crate::common::{get, ids, post, raw};

fn account(sandbox: &Sandbox) -> String {
    let known = raw(sandbox.url(), "GET", "/_sandbox/nodes/Account", &[], b"").ok();
    known["data"][0]["id"].as_str().unwrap().to_owned()
}

#[track_caller]
fn made(sandbox: &Sandbox, path: &str, form: &[(&str, &str)]) -> String {
    post(sandbox, &sandbox.user_token(), path, form).ok()["id"].as_str().unwrap().to_owned()
}

fn fields(sandbox: &Sandbox, id: &str, fields: &str) -> Value {
    get(sandbox, &sandbox.user_token(), &format!("/{id}"), &[("fields", fields)]).ok()
}

#[test]
fn a_container_is_published_once_and_when_it_is_finished() {
    let sandbox = Sandbox::builder().api("instagram").start().unwrap();
    let (token, account) = (sandbox.user_token(), account(&sandbox));
    let (media, publish) = (format!("/{account}/media"), format!("/{account}/media_publish"));
    post(&sandbox, &token, &publish, &[("creation_id", "5")]).refused(400, 24, "The container has expired");
    // An image needs no `media_type`.
    let form = [("image_url", "https://a.example/rye.jpg"), ("caption", "Rye bread"), ("alt_text", "A loaf")];
    let container = made(&sandbox, &media, &form);
    let early = post(&sandbox, &token, &publish, &[("creation_id", &container)]);
    assert_eq!(early.json()["error"]["error_subcode"], 2207027, "{early:?}");
    early.refused(400, 9007, "cannot be published yet");
    sandbox.advance(Duration::from_secs(60));
    let post_id = made(&sandbox, &publish, &[("creation_id", &container)]);
    let read = fields(&sandbox, &post_id, "caption,alt_text,media_type,media_product_type,media_url,owner");
    let expected = json!({
        "id": post_id, "caption": "Rye bread", "alt_text": "A loaf", "media_type": "IMAGE", "media_product_type": "FEED",
        "media_url": "https://a.example/rye.jpg",
    });
    for (name, value) in expected.as_object().unwrap() {
        assert_eq!(&read[name], value, "{name}");
    }
    assert_eq!(read["owner"]["id"], account.as_str());
    assert_eq!(ids(&get(&sandbox, &token, &media, &[]).ok())[0], post_id);
    assert_eq!(fields(&sandbox, &container, "status_code")["status_code"], "PUBLISHED");
    post(&sandbox, &token, &publish, &[("creation_id", &container)]).refused(400, 24, "");
    // A video without a kind is none.
    assert_eq!(post(&sandbox, &token, &media, &[("video_url", "https://a.example/rye.mp4")]).status, 400);
}

#[test]
fn a_carousel_has_its_items_in_their_order() {
    let sandbox = Sandbox::builder().api("instagram").start().unwrap();
    let (token, account) = (sandbox.user_token(), account(&sandbox));
    let media = format!("/{account}/media");
    let item = |url: &str| made(&sandbox, &media, &[("image_url", url), ("is_carousel_item", "true")]);
    let items = [item("https://a.example/1.jpg"), item("https://a.example/2.jpg")];
    let form = [("media_type", "CAROUSEL"), ("children", &json!(items).to_string()), ("caption", "Two")];
    let container = made(&sandbox, &media, &form);
    sandbox.advance(Duration::from_secs(60));
    let post_id = made(&sandbox, &format!("/{account}/media_publish"), &[("creation_id", &container)]);
    let read = fields(&sandbox, &post_id, "media_type,caption,children{media_url,media_type}");
    assert_eq!((&read["media_type"], &read["caption"]), (&json!("CAROUSEL_ALBUM"), &json!("Two")));
    let urls: Vec<&Value> =
        read["children"]["data"].as_array().unwrap().iter().map(|one| &one["media_url"]).collect();
    assert_eq!(urls, ["https://a.example/1.jpg", "https://a.example/2.jpg"]);
    // Items and stories are not in the list of media.
    let story = [("media_type", "STORIES"), ("video_url", "https://a.example/s.mp4")];
    let container = made(&sandbox, &media, &story);
    sandbox.advance(Duration::from_secs(60));
    let story = made(&sandbox, &format!("/{account}/media_publish"), &[("creation_id", &container)]);
    assert_eq!(fields(&sandbox, &story, "media_product_type,media_type")["media_product_type"], "STORY");
    let listed = ids(&get(&sandbox, &token, &media, &[]).ok());
    assert!(listed[0] == post_id && !listed.contains(&story), "{listed:?}");
    assert!(ids(&get(&sandbox, &token, &format!("/{account}/stories"), &[]).ok()).contains(&story));
}

#[test]
fn texts_and_replies_on_threads_are_posts() {
    let sandbox = Sandbox::builder().api("threads").start().unwrap();
    let token = sandbox.user_token();
    let text = |text: &str| {
        [("media_type", "TEXT"), ("auto_publish_text", "true"), ("text", text)]
            .map(|(name, value)| (name, value.to_owned()))
    };
    let publish = |form: &[(&str, String)]| {
        let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
        made(&sandbox, "/me/threads", &form)
    };
    let (first, second) = (publish(&text("Rye")), publish(&text("Oats")));
    assert_ne!(first, second);
    assert_eq!(fields(&sandbox, &first, "text,media_type")["text"], "Rye");
    assert_eq!(fields(&sandbox, &second, "text,media_type")["media_type"], "TEXT_POST");
    assert_eq!(ids(&get(&sandbox, &token, "/me/threads", &[]).ok())[..2], [second.clone(), first.clone()]);

    let reply = publish(&[&text("Mine too")[..], &[("reply_to_id", first.clone())]].concat());
    let form = [("media_type", "TEXT"), ("text", "And mine"), ("reply_to_id", reply.as_str())];
    let container = made(&sandbox, "/me/threads", &form);
    post(&sandbox, &token, "/me/threads_publish", &[("creation_id", &container)]).refused(
        400,
        24,
        "not finished",
    );
    sandbox.advance(Duration::from_secs(60));
    let nested = made(&sandbox, "/me/threads_publish", &[("creation_id", &container)]);
    let read = fields(&sandbox, &nested, "text,replied_to,root_post,is_reply");
    assert_eq!((&read["text"], &read["is_reply"]), (&json!("And mine"), &json!(true)));
    assert_eq!((&read["replied_to"]["id"], &read["root_post"]["id"]), (&json!(reply), &json!(first)));
    let list = |id: &str, name: &str| ids(&get(&sandbox, &token, &format!("/{id}/{name}"), &[]).ok());
    assert_eq!(
        (list(&first, "replies"), list(&reply, "replies")),
        (vec![reply.clone()], vec![nested.clone()])
    );
    assert_eq!(list(&first, "conversation"), [nested, reply.clone()]);
    assert!(!list("me", "threads").contains(&reply));
    // A repost is a post of its own.
    let repost = made(&sandbox, &format!("/{first}/repost"), &[]);
    let read = fields(&sandbox, &repost, "media_type,reposted_post");
    assert_eq!((&read["media_type"], &read["reposted_post"]["id"]), (&json!("REPOST_FACADE"), &json!(first)));
    assert_eq!(list("me", "threads")[0], repost);
}
