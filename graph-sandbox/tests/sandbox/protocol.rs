//! Behavior that third-party clients rely on: login, uploads, ETags, response forms of old versions.

use std::time::Duration;

use graph_sandbox::Sandbox;
use serde_json::{Value, json};

use crate::common::{Answer, bytes, follow, get, ids, post, raw};

/// The parameters after `mark` in a URL.
fn params(address: &str, mark: char) -> Vec<(String, String)> {
    let (_, query) = address.split_once(mark).unwrap_or_else(|| panic!("{address}"));
    form_urlencoded::parse(query.as_bytes()).into_owned().collect()
}

fn param<'a>(params: &'a [(String, String)], name: &str) -> &'a str {
    &params.iter().find(|(known, _)| known == name).unwrap_or_else(|| panic!("no {name}: {params:?}")).1
}

fn exchange(sandbox: &Sandbox, path: &str, more: &[(&str, &str)]) -> Answer {
    let app = [("client_id", sandbox.app_id()), ("client_secret", sandbox.app_secret())];
    post(sandbox, "", path, &[&app, more].concat())
}

#[test]
fn login_dialog() {
    let sandbox = Sandbox::start().unwrap();
    let back = "http://localhost:9/back?x=1";
    let asked = [
        ("client_id", sandbox.app_id()),
        ("redirect_uri", back),
        ("state", "a\"<b>"),
        ("scope", "email,user_likes,nonsense"),
    ];
    let page = get(&sandbox, "", "/v2.6/dialog/oauth", &asked);
    assert_eq!((page.status, page.header("content-type")), (200, Some("text/html; charset=utf-8")));
    assert!(page.text.contains("value=\"a&quot;&lt;b&gt;\"") && page.text.contains("user_likes"), "{page:?}");
    assert!(!page.text.contains("value=\"nonsense\""));

    // Only one of the two checkboxes is checked.
    let ticked = [&asked[..], &[("boxes", "1"), ("granted", "email"), ("decision", "allow")]].concat();
    let went = post(&sandbox, "", "/dialog/oauth", &ticked);
    assert_eq!(went.status, 302);
    let to = went.header("location").unwrap().to_owned();
    assert!(to.starts_with("http://localhost:9/back?x=1&code="), "{to}");
    let said = params(&to, '?');
    assert_eq!(param(&said, "state"), "a\"<b>");
    let code = param(&said, "code");

    let wrong = [("code", code), ("redirect_uri", "http://localhost:9/back")];
    exchange(&sandbox, "/oauth/access_token", &wrong).refused(400, 100, "identical");
    let right = [("code", code), ("redirect_uri", back)];
    let token = exchange(&sandbox, "/v2.6/oauth/access_token", &right).ok();
    assert_eq!((&token["token_type"], &token["expires_in"]), (&json!("bearer"), &json!(7200)));
    let again = exchange(&sandbox, "/oauth/access_token", &right);
    again.refused(400, 100, "has been used");
    let token = token["access_token"].as_str().unwrap();
    let me = get(&sandbox, token, "/me", &[("fields", "email,birthday")]).ok();
    assert!(me.get("email").is_some() && me.get("birthday").is_none(), "{me}");
    get(&sandbox, token, "/me/likes", &[]).refused(403, 200, "user_likes");

    // It expires before a long-lived token does.
    let long = [("grant_type", "fb_exchange_token"), ("fb_exchange_token", token)];
    let long = exchange(&sandbox, "/oauth/access_token", &long).ok();
    let long = long["access_token"].as_str().unwrap();
    sandbox.advance(Duration::from_secs(7201));
    let expired = get(&sandbox, token, "/me", &[]);
    expired.refused(400, 190, "expired");
    assert_eq!(expired.json()["error"]["error_subcode"], 463);
    get(&sandbox, long, "/me", &[]).ok();
    let about = get(&sandbox, &sandbox.app_token(), "/debug_token", &[("input_token", long)]).ok();
    assert!(about["data"]["expires_at"].as_i64().unwrap() > 1_700_000_000, "{about}");

    let denied = post(&sandbox, "", "/dialog/oauth", &[&asked[..], &[("decision", "deny")]].concat());
    let said = params(denied.header("location").unwrap(), '?');
    assert_eq!((param(&said, "error"), param(&said, "error_reason")), ("access_denied", "user_denied"));
    let implicit =
        [&asked[..], &[("response_type", "token"), ("decision", "allow"), ("person", "friend")]].concat();
    let said = params(post(&sandbox, "", "/dialog/oauth", &implicit).header("location").unwrap(), '#');
    let friend = get(&sandbox, param(&said, "access_token"), "/me", &[]).ok();
    assert_eq!(friend["id"], sandbox.friend_id());
    get(&sandbox, "", "/dialog/oauth", &[]).refused(400, 100, "client_id");
    let elsewhere = [("client_id", sandbox.app_id()), ("redirect_uri", "javascript:alert(1)")];
    get(&sandbox, "", "/dialog/oauth", &elsewhere).refused(400, 191, "not permitted");
}

#[test]
fn old_versions_return_tokens_as_a_form() {
    let sandbox = Sandbox::start().unwrap();
    let user = sandbox.user_token();
    let more = [("grant_type", "fb_exchange_token"), ("fb_exchange_token", user.as_str())];
    let answer = exchange(&sandbox, "/v2.2/oauth/access_token", &more);
    assert_eq!((answer.status, answer.header("content-type")), (200, Some("text/plain; charset=UTF-8")));
    let said = params(&format!("?{}", answer.text), '?');
    assert_eq!(param(&said, "expires"), "5184000");
    get(&sandbox, param(&said, "access_token"), "/me", &[]).ok();
}

#[test]
fn accounts_contain_valid_page_tokens() {
    let sandbox = Sandbox::start().unwrap();
    let token = sandbox.user_token_with(&["manage_pages"]);
    let accounts = get(&sandbox, &token, "/me/accounts", &[]).ok();
    let list = accounts["data"].as_array().unwrap();
    assert_eq!((list.len(), &list[0]["id"]), (3, &json!(sandbox.page_id())));
    for account in list {
        let page = get(&sandbox, account["access_token"].as_str().unwrap(), "/me", &[]).ok();
        assert_eq!((&page["id"], &page["name"]), (&account["id"], &account["name"]));
    }
    assert_eq!(get(&sandbox, &token, "/me/accounts", &[]).ok(), accounts);
    let of_page = list[0]["access_token"].as_str().unwrap();
    get(&sandbox, of_page, "/me/accounts", &[]).refused(400, 2500, "Unknown path");
    // Revoking all permissions invalidates Page tokens too.
    raw(sandbox.url(), "DELETE", &format!("/me/permissions?access_token={token}"), &[], b"").ok();
    get(&sandbox, of_page, "/me", &[]).refused(400, 190, "not authorized");
}

#[test]
fn proof_can_be_required() {
    use hmac::{Hmac, KeyInit, Mac};
    let sandbox = Sandbox::builder().demand_proof().start().unwrap();
    let token = sandbox.user_token();
    let proof: String = Hmac::<sha2::Sha256>::new_from_slice(sandbox.app_secret().as_bytes())
        .unwrap()
        .chain_update(token.as_bytes())
        .finalize()
        .into_bytes()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    get(&sandbox, &token, "/me", &[]).refused(400, 100, "require an appsecret_proof");
    let page = get(&sandbox, &token, "/me/likes", &[("appsecret_proof", &proof), ("limit", "2")]).ok();
    // Links have no proof; the client has to add it.
    let next = page["paging"]["next"].as_str().unwrap();
    follow(&sandbox, next).refused(400, 100, "require an appsecret_proof");
    follow(&sandbox, &format!("{next}&appsecret_proof={proof}")).ok();
    get(&sandbox, &sandbox.app_token(), &format!("/{}", sandbox.user_id()), &[("fields", "id")]).ok();
    // In a batch it applies only to items that use the batch's token.
    let other = sandbox.user_token();
    let items =
        json!([{ "relative_url": "me" }, { "relative_url": format!("me?access_token={other}") }]).to_string();
    let answer = post(&sandbox, &token, "/", &[("batch", &items), ("appsecret_proof", &proof)]).ok();
    assert_eq!((&answer[0]["code"], &answer[1]["code"]), (&json!(200), &json!(400)));
}

/// A multipart form of (name, content, file name).
fn multipart(parts: &[(&str, &str, Option<&str>)]) -> Vec<u8> {
    let mut body = String::new();
    for (name, value, file) in parts {
        body.push_str(&format!("--b\r\nContent-Disposition: form-data; name=\"{name}\""));
        if let Some(file) = file {
            body.push_str(&format!("; filename=\"{file}\"\r\nContent-Type: image/jpeg"));
        }
        body.push_str(&format!("\r\n\r\n{value}\r\n"));
    }
    body.push_str("--b--\r\n");
    body.into_bytes()
}

fn upload(sandbox: &Sandbox, path: &str, body: &[u8]) -> Answer {
    let authorization = format!("Bearer {}", sandbox.user_token());
    let headers =
        [("Authorization", authorization.as_str()), ("Content-Type", "multipart/form-data; boundary=b")];
    raw(sandbox.url(), "POST", path, &headers, body)
}

#[test]
fn uploads_are_stored_and_served() {
    let sandbox = Sandbox::start().unwrap();
    let content = "\u{1}\u{2}--b\r\nnot the end\u{0}";
    let body = multipart(&[("message", "a cat", None), ("any name", content, Some("cat.jpg"))]);
    let made = upload(&sandbox, "/me/photos", &body).ok();
    let photo = made["id"].as_str().unwrap();
    let token = sandbox.user_token();
    let read = get(&sandbox, &token, &format!("/{photo}"), &[("fields", "name,source,picture")]).ok();
    assert_eq!((&read["name"], &read["picture"]), (&json!("a cat"), &read["source"]));
    let (head, served) = bytes(&sandbox, read["source"].as_str().unwrap());
    assert!(head.contains("content-type: image/jpeg"), "{head}");
    assert_eq!(served, content.as_bytes());
    assert_eq!(ids(&get(&sandbox, &token, "/me/photos", &[]).ok())[0], photo);
    // A file name is not a file.
    post(&sandbox, &token, "/me/photos", &[("source", "cat.jpg")]).refused(400, 324, "Requires upload file");
    // Attached to an item of a batch.
    let batch = r#"[{"method":"POST","relative_url":"me/photos?fields=source","body":"message=x","attached_files":"f1"}]"#;
    let body = multipart(&[("batch", batch, None), ("f1", "one", Some("1.jpg"))]);
    let item = upload(&sandbox, "/", &body).ok()[0].clone();
    let item: Value = serde_json::from_str(item["body"].as_str().unwrap()).unwrap();
    assert_eq!(bytes(&sandbox, item["source"].as_str().unwrap()).1, b"one");
    let missing = batch.replace("f1", "f2");
    let body = multipart(&[("batch", &missing, None), ("f1", "one", Some("1.jpg"))]);
    assert_eq!(upload(&sandbox, "/", &body).ok()[0]["code"], 400);
}

#[test]
fn pictures_are_valid_png() {
    let sandbox = Sandbox::start().unwrap();
    let moved = get(&sandbox, &sandbox.user_token(), "/me/picture", &[("width", "64"), ("height", "32")]);
    assert_eq!((moved.status, moved.text.as_str()), (302, ""));
    let (head, image) = bytes(&sandbox, moved.header("location").unwrap());
    assert!(head.starts_with("HTTP/1.1 200") && head.contains("image/png"), "{head}");
    assert_eq!(image[..8], *b"\x89PNG\r\n\x1a\n");
    assert_eq!(image[16..24], [0, 0, 0, 64, 0, 0, 0, 32]);
    let received = get(
        &sandbox,
        "",
        &format!("/{}/picture", sandbox.user_id()),
        &[("redirect", "0"), ("type", "large")],
    );
    let data = received.ok()["data"].clone();
    assert_eq!((&data["width"], &data["height"]), (&json!(200), &json!(300)));
}

#[test]
fn matching_etag_returns_304() {
    let sandbox = Sandbox::start().unwrap();
    let token = sandbox.user_token();
    let first = get(&sandbox, &token, "/me", &[]);
    let tag = first.header("etag").unwrap().to_owned();
    assert!(tag.starts_with('"') && tag.ends_with('"'), "{tag}");
    let authorization = format!("Bearer {token}");
    let again = |target: &str, tag: &str| {
        raw(sandbox.url(), "GET", target, &[("Authorization", &authorization), ("If-None-Match", tag)], b"")
    };
    let same = again("/me", &tag);
    assert_eq!((same.status, same.text.as_str(), same.header("etag")), (304, "", Some(tag.as_str())));
    assert_eq!(again("/me?fields=id", &tag).status, 200);
    assert_eq!(again("/me", "\"other\"").status, 200);
    let items = json!([{ "relative_url": "me", "headers": [{ "name": "If-None-Match", "value": tag }] }, { "relative_url": "me" }]);
    let answer = post(&sandbox, &token, "/", &[("batch", &items.to_string())]).ok();
    assert_eq!(
        (&answer[0]["code"], &answer[0]["body"], &answer[1]["code"]),
        (&json!(304), &Value::Null, &json!(200))
    );
    assert!(first.text.len() > 100);
}

#[test]
fn later_versions_return_fewer_default_fields() {
    let sandbox = Sandbox::start().unwrap();
    let token = sandbox.user_token();
    let keys = |path: &str| -> Vec<String> {
        get(&sandbox, &token, path, &[]).ok().as_object().unwrap().keys().cloned().collect()
    };
    assert!(keys("/me").len() > 10 && keys("/v2.3/me").len() > 10);
    assert_eq!(keys("/v2.4/me"), ["id", "name"]);
    assert_eq!(keys("/v25.0/me"), ["id", "name"]);
    // Objects without id and name return all fields.
    let profile = get(&sandbox, &sandbox.page_token(), &format!("/v2.6/{}", sandbox.psid()), &[]).ok();
    assert!(profile.get("first_name").is_some(), "{profile}");
    // Permissions are listed one by one since v2.0.
    let token = sandbox.user_token_with(&["email"]);
    let old = get(&sandbox, &token, "/me/permissions", &[]).ok();
    assert_eq!(old["data"][0]["email"], 1);
    let new = get(&sandbox, &token, "/v2.0/me/permissions", &[]).ok();
    assert_eq!(new["data"], json!([{ "permission": "email", "status": "granted" }]));
}

#[test]
fn nested_lists_support_limit_and_summary() {
    let sandbox = Sandbox::start().unwrap();
    let token = sandbox.user_token();
    let posts = get(&sandbox, &token, "/me/feed", &[("fields", "likes,comments"), ("limit", "50")]).ok();
    let posts = posts["data"].as_array().unwrap();
    let of = |post: &Value, list: &str| post[list]["data"].as_array().map_or(0, Vec::len);
    let found = posts.iter().flat_map(|post| [(post, "likes"), (post, "comments")]);
    let (full, list) = found.max_by_key(|(post, list)| of(post, list)).unwrap();
    assert_eq!(of(full, list), 2);
    let fields = format!("{list}.limit(1).summary(true)");
    let cut =
        get(&sandbox, &token, &format!("/{}", full["id"].as_str().unwrap()), &[("fields", &fields)]).ok();
    assert_eq!((of(&cut, list), &cut[list]["summary"]["total_count"]), (1, &json!(2)));
}

#[test]
fn ids_of_a_connection() {
    let sandbox = Sandbox::start().unwrap();
    let token = sandbox.user_token();
    let album = post(&sandbox, &token, "/me/albums", &[("name", "Empty"), ("fields", "id")]).ok();
    let album = album["id"].as_str().unwrap();
    let full = ids(&get(&sandbox, &token, "/me/albums", &[]).ok())[1].clone();
    let both = format!("{album},{full}");
    let answer = get(&sandbox, &token, "/photos", &[("ids", &both)]);
    if answer.status == 200 {
        assert_eq!(answer.json()[album], json!([]));
        assert!(!answer.json()[&full]["data"].as_array().unwrap().is_empty());
    }
    let people = format!("{},{}", sandbox.user_id(), sandbox.friend_id());
    let likes = get(&sandbox, &token, "/likes", &[("ids", &people), ("limit", "1")]).ok();
    assert_eq!(likes.as_object().unwrap().len(), 2);
    // One invalid id fails the whole call.
    let bad = format!("{people},999999999999");
    get(&sandbox, &token, "/likes", &[("ids", &bad)]).refused(400, 100, "999999999999");
    get(&sandbox, &token, "/", &[("ids", &format!("{people},no.body"))]).refused(404, 803, "no.body");
}

#[test]
fn page_links_inside_a_batch_work_only_there() {
    let sandbox = Sandbox::start().unwrap();
    let token = sandbox.user_token();
    let items = r#"[{"relative_url":"me/likes?limit=2&fields=id"}]"#;
    let answer = post(&sandbox, &token, "/", &[("batch", items)]).ok();
    let page: Value = serde_json::from_str(answer[0]["body"].as_str().unwrap()).unwrap();
    let next = page["paging"]["next"].as_str().unwrap();
    assert!(next.contains("_fb_batch_child_request=1"), "{next}");
    follow(&sandbox, next).refused(400, 1, "batch");
    let (path, query) = next.split_once('?').unwrap();
    let kept: Vec<_> = query.split('&').filter(|part| !part.starts_with("_fb_")).collect();
    let second = follow(&sandbox, &format!("{path}?{}", kept.join("&"))).ok();
    assert_eq!(second["data"].as_array().unwrap().len(), 2);
    assert!(!second["paging"]["next"].as_str().unwrap().contains("_fb_"));
}

#[test]
fn response_modifiers() {
    let sandbox = Sandbox::start().unwrap();
    let token = sandbox.user_token();
    let fine = get(&sandbox, &token, "/999999999999", &[("suppress_http_code", "1")]);
    assert_eq!((fine.status, &fine.json()["error"]["code"]), (200, &json!(100)));
    assert_eq!(
        get(&sandbox, &token, "/me", &[("debug", "all"), ("fields", "id")]).ok()["__debug__"],
        json!({})
    );
    let time = |params: &[(&str, &str)]| {
        let params = [&[("fields", "updated_time")], params].concat();
        get(&sandbox, &token, "/me", &params).ok()["updated_time"].clone()
    };
    assert!(time(&[]).as_str().unwrap().ends_with("+0000"));
    assert!(time(&[("date_format", "U")]).as_i64().unwrap() > 1_300_000_000);
}

const SHOP: &str = r#"{
  "host": "https://graph.example", "version": "v9.0",
  "nodes": {
    "Shop": {
      "fields": { "id": { "type": "Id<Shop>", "presence": "always" }, "name": { "type": "string" }, "pictures": { "type": "[url]" } },
      "params": { "level": { "type": "integer", "max": 5 } },
      "operations": {
        "measure": {
          "method": "GET", "params": { "unit": { "type": "string", "required": true } },
          "returns": { "size": "integer" }
        },
        "update": { "method": "POST", "params": { "pictures": { "type": "[file]" }, "name": { "type": "string" } }, "returns": "success" }
      }
    }
  }
}"#;

#[test]
fn operations_with_several_files_and_get_operations() {
    let schema =
        graph_schema::parse(&[("graph.json", SHOP)]).into_result().unwrap_or_else(|text| panic!("{text}"));
    let sandbox = Sandbox::builder().schema(schema).start().unwrap();
    let app = sandbox.app_token();
    let read = |path: &str, params: &[(&str, &str)]| get(&sandbox, &app, path, params);
    let shop = raw(sandbox.url(), "GET", "/_sandbox/nodes/Shop", &[], b"").ok()["data"][0]["id"].clone();
    let shop = format!("/v9.0/{}", shop.as_str().unwrap());
    assert!(read(&shop, &[]).ok().get("id").is_some());
    assert!(read(&shop, &[("unit", "m")]).ok()["size"].is_i64());
    read(&shop, &[("level", "4")]).ok();
    read(&shop, &[("level", "6")]).refused(400, 100, "level");
    let body = multipart(&[("pictures[0]", "one", Some("1.jpg")), ("pictures[1]", "two", Some("2.jpg"))]);
    let authorization = format!("Bearer {app}");
    let headers =
        [("Authorization", authorization.as_str()), ("Content-Type", "multipart/form-data; boundary=b")];
    raw(sandbox.url(), "POST", &shop, &headers, &body).ok();
    let pictures = read(&shop, &[("fields", "pictures")]).ok()["pictures"].clone();
    let served: Vec<_> =
        pictures.as_array().unwrap().iter().map(|url| bytes(&sandbox, url.as_str().unwrap()).1).collect();
    assert_eq!(served, [b"one".to_vec(), b"two".to_vec()]);
}
