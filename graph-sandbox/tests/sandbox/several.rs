//! Every API of today's platform in one sandbox.

use graph_sandbox::{Person, Sandbox};
use serde_json::{Value, json};

use crate::{
    common::{get, post},
    people::{send, subscribe},
    updates::{listen, next},
};

fn all() -> Sandbox {
    Sandbox::builder().all_apis().people(10).start().unwrap()
}

fn first(sandbox: &Sandbox, node: &str) -> String {
    let nodes = get(sandbox, "", &format!("/_sandbox/nodes/{node}"), &[]).ok();
    nodes["data"][0]["id"].as_str().unwrap().to_owned()
}

#[test]
fn each_api_answers_its_calls() {
    let sandbox = all();
    let (user, page) = (sandbox.user_token(), sandbox.page_token());
    let (number, account) = (sandbox.phone_number_id(), first(&sandbox, "Account"));

    let text =
        json!({ "messaging_product": "whatsapp", "to": "491", "type": "text", "text": { "body": "Hi" } });
    let sent = send(&sandbox, &user, &format!("/v25.0/{number}/messages"), &text).ok();
    assert!(sent["messages"][0]["id"].as_str().unwrap().starts_with("wamid."), "{sent}");

    let text = json!({ "recipient": { "id": "2540" }, "message": { "text": "Hi" } });
    assert_eq!(send(&sandbox, &page, "/v25.0/me/messages", &text).ok()["recipient_id"], "2540");

    // The same Page has posts, which are of another API than its messages.
    let posted = post(&sandbox, &page, "/v25.0/me/feed", &[("message", "Open")]).ok();
    let posted = posted["id"].as_str().unwrap();
    assert!(posted.starts_with(&sandbox.page_id()), "{posted}");
    assert_eq!(
        get(&sandbox, &page, &format!("/v25.0/{posted}"), &[("fields", "message")]).ok()["message"],
        "Open"
    );

    let image = [("media_type", "IMAGE"), ("image_url", "https://a.example/a.jpg")];
    let container = post(&sandbox, &user, &format!("/v25.0/{account}/media"), &image).ok();
    let container = container["id"].as_str().unwrap();
    sandbox.advance(std::time::Duration::from_secs(30));
    let published =
        post(&sandbox, &user, &format!("/v25.0/{account}/media_publish"), &[("creation_id", container)]).ok();
    assert!(published["id"].is_string(), "{published}");
    let found = get(&sandbox, &user, "/v25.0/ig_hashtag_search", &[("user_id", &account), ("q", "tea")]).ok();
    assert!(found["data"][0]["id"].is_string(), "{found}");

    // Instagram with a login of its own: `me` is the account.
    let me = get(&sandbox, &user, "/v25.0/me", &[("fields", "user_id,username")]).ok();
    assert!(me["user_id"].is_string() && me["username"].is_string(), "{me}");

    // Threads is told by its version, and by its paths.
    let me = get(&sandbox, &user, "/v1.0/me", &[("fields", "id,threads_biography")]).ok();
    assert!(me["threads_biography"].is_string(), "{me}");
    let thread = post(&sandbox, &user, "/v1.0/me/threads", &[("media_type", "TEXT"), ("text", "Hi")]).ok();
    assert!(thread["id"].is_string(), "{thread}");
    let found = get(&sandbox, &user, "/v1.0/keyword_search", &[("q", "tea")]).ok();
    assert!(found["data"][0]["id"].is_string(), "{found}");

    let accounts = get(&sandbox, &user, "/v25.0/me/adaccounts", &[("fields", "account_id")]).ok();
    let ad_account = accounts["data"][0]["id"].as_str().unwrap();
    assert_eq!(ad_account, format!("act_{}", accounts["data"][0]["account_id"].as_str().unwrap()));
    let insights = |fields: &[(&str, &str)]| {
        get(&sandbox, &user, &format!("/v25.0/{ad_account}/insights"), fields).ok()["data"].clone()
    };
    // Figures are text, and most columns come only if they are asked for.
    let rows = insights(&[("fields", "clicks,spend")]);
    let figures = || rows.as_array().unwrap().iter().flat_map(|row| [&row["clicks"], &row["spend"]]);
    assert!(figures().any(Value::is_string) && !figures().any(Value::is_number), "{rows}");
    let rows = insights(&[]);
    assert!(rows.as_array().unwrap().iter().all(|row| row.get("clicks").is_none()), "{rows}");
}

#[test]
fn a_token_leads_from_people_to_pages_to_accounts() {
    let sandbox = all();
    let pages = get(&sandbox, &sandbox.user_token(), "/v25.0/me/accounts", &[("fields", "id,access_token")]);
    let pages = pages.ok();
    let (page, token) = (&pages["data"][0]["id"], pages["data"][0]["access_token"].as_str().unwrap());
    assert_eq!(*page, sandbox.page_id());
    let me = get(&sandbox, token, "/v25.0/me", &[("fields", "id,instagram_business_account")]).ok();
    assert_eq!(me["id"], *page);
    // Pages and Instagram name its type differently, and mean the same one.
    let account = me["instagram_business_account"]["id"].as_str().unwrap();
    let limit = get(&sandbox, token, &format!("/v25.0/{account}/content_publishing_limit"), &[]);
    assert_eq!(limit.status, 200, "{limit:?}");
}

#[test]
fn a_tokens_permissions_tell_two_logins_of_instagram_apart() {
    let sandbox = all();
    let own = sandbox.user_token_with(&["instagram_business_basic"]);
    let me = get(&sandbox, &own, "/v25.0/me", &[("fields", "id,username")]).ok();
    assert!(me["username"].is_string(), "{me}");
    assert_eq!(get(&sandbox, &own, "/v25.0/me/media", &[]).status, 200);
    let facebook = sandbox.user_token_with(&["pages_show_list"]);
    assert_eq!(get(&sandbox, &facebook, "/v25.0/me/accounts", &[]).status, 200);
}

#[test]
fn each_api_delivers_its_events() {
    let sandbox = all();
    let (url, came) = listen(&[]);
    for (object, fields) in [
        ("whatsapp_business_account", "messages"),
        ("page", "messages,feed"),
        ("instagram", "comments,messages"),
        ("threads", "replies"),
    ] {
        subscribe(&sandbox, object, fields, &url);
        next(&came);
    }
    let deliver = |object: &str, field: &str| -> Value {
        sandbox.deliver(object, field, None).unwrap();
        serde_json::from_str(&next(&came).body).unwrap()
    };
    let text = deliver("whatsapp", "messages.text");
    assert_eq!(text["entry"][0]["changes"][0]["value"]["messages"][0]["type"], "text", "{text}");
    // Two APIs describe events of Pages, and of Instagram accounts: the field tells.
    assert!(deliver("page", "messaging.postback")["entry"][0]["messaging"][0]["postback"].is_object());
    assert_eq!(deliver("page", "feed")["entry"][0]["changes"][0]["field"], "feed");
    assert!(deliver("instagram", "messaging")["entry"][0]["messaging"].is_array());
    assert_eq!(deliver("instagram", "comments")["entry"][0]["changes"][0]["field"], "comments");
    // Names of APIs stand for their objects.
    assert_eq!(deliver("messenger", "messaging")["object"], "page");
    assert_eq!(deliver("pages", "feed")["object"], "page");
    assert_eq!(deliver("instagram_login", "comments")["object"], "instagram");
    assert_eq!(deliver("threads", "replies")["values"]["field"], "replies");
    let error = sandbox.deliver("ads", "feed", None).unwrap_err().to_string();
    assert!(error.contains("no webhooks of the API ads"), "{error}");
}

#[test]
fn people_of_two_apis_write() {
    let ada = Person::whatsapp("491").says("Hi on WhatsApp").without_answer();
    let grace = Person::messenger("2540").says("Hi on Messenger").without_answer();
    let sandbox = Sandbox::builder().all_apis().people(3).person(ada).person(grace).start().unwrap();
    let (url, came) = listen(&[]);
    for (object, api) in [("whatsapp_business_account", "WhatsApp"), ("page", "Messenger")] {
        subscribe(&sandbox, object, "messages", &url);
        next(&came);
        let said = next(&came).body;
        assert!(said.contains(object) && said.contains(&format!("Hi on {api}")), "{said}");
    }
}

#[test]
fn loaded_data_says_its_api_if_the_fields_do_not() {
    let data = r#"{ "nodes": [
        { "id": "70", "node": "Page", "fields": { "fan_count": 5 } },
        { "id": "71", "node": "Container", "api": "threads" },
        { "id": "72", "node": "Container" }
    ] }"#;
    let sandbox = Sandbox::builder().all_apis().people(3).data(data).start().unwrap();
    let user = sandbox.user_token();
    assert_eq!(get(&sandbox, &user, "/v25.0/70", &[("fields", "fan_count")]).ok()["fan_count"], 5);
    let dump = get(&sandbox, "", "/_sandbox/dump", &[]).ok();
    let apis = dump["nodes"].as_array().unwrap().iter().map(|node| (&node["id"], &node["api"]));
    let apis: Vec<_> = apis.map(|(id, api)| (id.as_str().unwrap(), api.as_str().unwrap())).collect();
    for expected in [("70", "pages"), ("71", "threads"), ("72", "instagram")] {
        assert!(apis.contains(&expected), "{apis:?}");
    }
    // What was dumped is loaded again.
    let again = Sandbox::builder().all_apis().people(3).data(dump.to_string()).start().unwrap();
    assert_eq!(
        get(&again, &again.user_token(), "/v25.0/70", &[("fields", "fan_count")]).ok()["fan_count"],
        5
    );
    let wrong = r#"{ "nodes": [{ "id": "1", "node": "Page", "api": "telegram" }] }"#;
    let error = Sandbox::builder().all_apis().data(wrong).start().unwrap_err().to_string();
    assert!(error.contains("the API `telegram` is not served here"), "{error}");
}

#[test]
fn tokens_of_instagram_and_threads_are_renewed() {
    let sandbox = Sandbox::builder().api("threads").people(3).start().unwrap();
    let short = sandbox.user_token();
    let renew = |path: &str, grant: &str, token: &str, secret: &str| {
        let params = [("grant_type", grant), ("access_token", token), ("client_secret", secret)];
        get(&sandbox, "", path, &params)
    };
    let long = renew("/access_token", "th_exchange_token", &short, sandbox.app_secret()).ok();
    let long = long["access_token"].as_str().unwrap();
    sandbox.advance(std::time::Duration::from_secs(50 * 86_400));
    let again = renew("/refresh_access_token", "th_refresh_token", long, "").ok();
    assert_eq!(
        (again["token_type"].as_str(), again["expires_in"].as_i64()),
        (Some("bearer"), Some(5_184_000))
    );
    sandbox.advance(std::time::Duration::from_secs(50 * 86_400));
    renew("/refresh_access_token", "ig_refresh_token", long, "").refused(400, 190, "expired");
    let fresh = again["access_token"].as_str().unwrap();
    assert_eq!(get(&sandbox, fresh, "/v1.0/me", &[("fields", "id")]).status, 200);
    renew("/access_token", "ig_exchange_token", fresh, "wrong").refused(400, 1, "client secret");
}
