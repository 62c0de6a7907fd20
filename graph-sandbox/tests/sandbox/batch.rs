//! Batches.

use crate::common::{Answer, get, post};
use graph_sandbox::Sandbox;
use serde_json::{Value, json};

fn send(sandbox: &Sandbox, token: &str, batch: &Value) -> Answer {
    post(sandbox, token, "/v2.1/", &[("batch", &batch.to_string())])
}

fn body(item: &Value) -> Value {
    serde_json::from_str(item["body"].as_str().unwrap_or_else(|| panic!("no body: {item}"))).unwrap()
}

#[test]
fn responses_are_in_order() {
    let sandbox = Sandbox::start().unwrap();
    let answer = send(
        &sandbox,
        &sandbox.user_token(),
        &json!([
            { "method": "GET", "relative_url": "me?fields=id" },
            { "method": "POST", "relative_url": "me/feed", "body": "message=hello+there" },
            { "relative_url": "/v2.3/me/likes?limit=1" },
            { "method": "GET", "relative_url": "nothing" },
            { "method": "DELETE", "relative_url": "424242" },
        ]),
    )
    .ok();
    let items = answer.as_array().unwrap();
    let codes: Vec<_> = items.iter().map(|item| item["code"].as_i64().unwrap()).collect();
    assert_eq!(codes, [200, 200, 200, 404, 400]);
    assert_eq!(body(&items[0])["id"], sandbox.user_id());
    assert!(body(&items[1])["id"].is_string());
    assert!(body(&items[2])["paging"]["next"].as_str().unwrap().contains("/v2.3/"));
    assert_eq!(body(&items[3])["error"]["code"], 803);
    let headers = items[0]["headers"].as_array().unwrap();
    assert!(headers.contains(&json!({ "name": "Content-Type", "value": "text/javascript; charset=UTF-8" })));
    assert!(headers.contains(&json!({ "name": "facebook-api-version", "value": "v2.1" })));
    // The batch precedes its items; tokens are not recorded.
    let recorded = sandbox.requests();
    let paths: Vec<_> = recorded
        .iter()
        .map(|request| (request.method.as_str(), request.path.as_str(), request.in_batch))
        .collect();
    assert_eq!(
        paths[..3],
        [("POST", "/v2.1", false), ("GET", "/v2.1/me", true), ("POST", "/v2.1/me/feed", true)]
    );
    assert_eq!(recorded[2].form, [("message".to_owned(), "hello there".to_owned())]);
    assert_eq!(recorded[4].status, 404);
}

#[test]
fn headers_can_be_omitted() {
    let sandbox = Sandbox::start().unwrap();
    let token = sandbox.user_token();
    let batch = json!([{ "relative_url": "me" }]).to_string();
    let answer = post(&sandbox, &token, "/", &[("batch", &batch), ("include_headers", "false")]).ok();
    assert!(answer[0].get("headers").is_none() && answer[0]["code"] == 200);
}

#[test]
fn items_may_have_their_own_tokens() {
    let sandbox = Sandbox::start().unwrap();
    let (user, page) = (sandbox.user_token(), sandbox.page_token());
    let batch = json!([
        { "relative_url": "me?fields=id" },
        { "relative_url": format!("me?fields=id&access_token={page}") },
        { "relative_url": "me?fields=id", "access_token": page },
        { "relative_url": "me?fields=id&access_token=nonsense" },
    ]);
    let answer = send(&sandbox, &user, &batch).ok();
    assert_eq!(body(&answer[0])["id"], sandbox.user_id());
    assert_eq!(body(&answer[1])["id"], sandbox.page_id());
    assert_eq!(body(&answer[2])["id"], sandbox.page_id());
    assert_eq!(body(&answer[3])["error"]["code"], 190);
    let without = send(&sandbox, "", &batch).ok();
    assert_eq!(body(&without[0])["error"]["code"], 2500);
    assert_eq!(without[1]["code"], 200);
}

#[test]
fn items_may_refer_to_earlier_items() {
    let sandbox = Sandbox::start().unwrap();
    let batch = json!([
        { "name": "few", "relative_url": "me/friends?limit=3" },
        { "relative_url": "?ids={result=few:$.data.*.id}&fields=name" },
        { "name": "shown", "omit_response_on_success": false, "method": "POST", "relative_url": "me/feed", "body": "message=x" },
        { "relative_url": "{result=shown:$.id}?fields=message" },
        { "relative_url": "me?fields=id", "depends_on": "shown" },
    ]);
    let answer = send(&sandbox, &sandbox.user_token(), &batch).ok();
    assert_eq!(answer[0], Value::Null, "omitted because another item refers to it");
    assert_eq!(body(&answer[1]).as_object().unwrap().len(), 3);
    assert!(body(&answer[2])["id"].is_string());
    assert_eq!(body(&answer[3])["message"], "x");
    assert_eq!(answer[4]["code"], 200);
}

#[test]
fn references_in_texts_are_replaced() {
    let sandbox = Sandbox::start().unwrap();
    let token = sandbox.user_token();
    let encode = |text: &str| -> String { form_urlencoded::byte_serialize(text.as_bytes()).collect() };
    let text = "What {result=me:$.id} and {result=me:$.name} mean";
    let posted = |form: String| {
        let batch = json!([
            { "name": "me", "relative_url": "me?fields=id,name" },
            { "method": "POST", "relative_url": "me/feed", "body": form },
        ]);
        let answer = send(&sandbox, &token, &batch).ok();
        // Another item refers to it, so its own answer is omitted.
        assert_eq!(answer[0], Value::Null);
        let id = body(&answer[1])["id"].as_str().unwrap().to_owned();
        get(&sandbox, &token, &format!("/{id}"), &[]).ok()["message"].as_str().unwrap().to_owned()
    };
    let name = get(&sandbox, &token, "/me", &[]).ok()["name"].as_str().unwrap().to_owned();
    let expected = format!("What {} and {name} mean", sandbox.user_id());
    let encoded = format!("message={}", encode(text));
    assert_eq!(posted(encoded.clone()), expected);
    assert_eq!(posted(encoded.replace("%7B", "%7b").replace("%3D", "=").replace("%7D", "}")), expected);
    assert_eq!(posted(format!("message={text}")), expected);
    // A text that nobody meant as a reference makes the whole batch fail: nothing is executed.
    let before = sandbox.requests().len();
    for part in ["body", "relative_url"] {
        let mut item = json!({ "method": "POST", "relative_url": "me/feed", "body": "message=x" });
        let text = item[part].as_str().unwrap().to_owned();
        item[part] = format!("{text}?m={}", encode("{result=nobody:$.id}").to_lowercase()).into();
        let batch = json!([{ "relative_url": "me" }, item]);
        send(&sandbox, &token, &batch).refused(400, 100, "unknown name: nobody");
    }
    assert_eq!(sandbox.requests().len(), before + 2, "only the batches themselves");
}

#[test]
fn items_that_depend_on_a_failed_item_are_skipped() {
    let sandbox = Sandbox::start().unwrap();
    let batch = json!([
        { "name": "bad", "relative_url": "me/nothing" },
        { "name": "worse", "method": "POST", "relative_url": "me/feed", "body": "message={result=bad:$.id}" },
        { "relative_url": "me", "depends_on": "worse" },
    ]);
    let answer = send(&sandbox, &sandbox.user_token(), &batch).ok();
    assert_eq!(answer[0]["code"], 400);
    assert_eq!(answer[1], Value::Null);
    assert_eq!(answer[2], Value::Null);
    assert_eq!(sandbox.requests().len(), 2);
}

#[test]
fn invalid_batches_are_refused() {
    let sandbox = Sandbox::start().unwrap();
    let token = sandbox.user_token();
    let item = json!({ "relative_url": "me?fields=id" });
    assert_eq!(
        send(&sandbox, &token, &Value::Array(vec![item.clone(); 50])).ok().as_array().unwrap().len(),
        50
    );
    send(&sandbox, &token, &Value::Array(vec![item; 51])).refused(400, 1, "Maximum batch size is 50");
    send(&sandbox, &token, &json!([])).refused(400, 100, "at least one");
    send(&sandbox, &token, &json!({})).refused(400, 100, "array");
    send(&sandbox, &token, &json!([{ "method": "GET" }])).refused(400, 100, "relative_url");
    send(&sandbox, &token, &json!([{ "relative_url": "{result=no:$.id}" }])).refused(
        400,
        100,
        "unknown name: no",
    );
    send(&sandbox, "nonsense", &json!([{ "relative_url": "me" }])).refused(400, 190, "");
    let nested =
        send(&sandbox, &token, &json!([{ "method": "POST", "relative_url": "", "body": "batch=[]" }])).ok();
    assert_eq!(body(&nested[0])["error"]["code"], 100);
}
