//! Platform quirks that have broken clients, and the tests that reproduce them with the sandbox.
//!
//! | | quirk | test |
//! | --- | --- | --- |
//! | 1 | `next` is an empty string | `misleading_pages` |
//! | 2, 3 | `before` equals `after`, with a next page and without | `misleading_pages` |
//! | 4, 5 | an empty page before the data; an empty page that links to itself | `misleading_pages` |
//! | 6 | a link inside a batch with `_fb_` parameters | `protocol::page_links_inside_a_batch_work_only_there` |
//! | 7 | links without the proof | `protocol::proof_can_be_required` |
//! | 8 | the three meanings of `null` in a batch | `null_in_a_batch_has_three_meanings` |
//! | 9 | 51 items | `null_in_a_batch_has_three_meanings` |
//! | 10 | ids above 2^53, as a string and as a number | `value_quirks` |
//! | 11, 12 | `[]` for an object or a string, `{}` for a list | `value_quirks` |
//! | 13 | an unknown enum value | `value_quirks` |
//! | 14 to 18 | errors with status 200, as HTML, permanent, without type or code, with a large subcode | `error_quirks` |
//! | 19 | `original_response` | `error_quirks` |
//! | 20 | `"name": "error"` is not an error | `value_quirks` |
//! | 21 | a token as a form | `protocol::old_versions_return_tokens_as_a_form` |
//! | 22 | usage with a new key, a float, nonsense | `error_quirks` |
//! | 23, 24 | signed escapes; values that are a string, a list, absent | `update_quirks` |
//! | 25 | times in five formats | `value_quirks` |
//! | 26 | a summary object with its own type | `list_quirks` |
//! | 27 | a nested list with a next page | `list_quirks` |
//! | 28 | `ids=` with `[]` | `list_quirks` |
//! | 29 | 302 in a batch | `list_quirks` |
//! | 30 | `true`, `{"success":true}`, an empty body | `write_quirks` |

use graph_sandbox::Sandbox;
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};

use crate::{
    common::{Answer, delete, follow, get, ids, post, raw},
    updates::{listen, next, subscribe},
};

fn with(sandbox: &Sandbox, token: &str, target: &str, fault: &str) -> Answer {
    let authorization = format!("Bearer {token}");
    raw(sandbox.url(), "GET", target, &[("Authorization", &authorization), ("X-Sandbox-Fault", fault)], b"")
}

fn load(sandbox: &Sandbox, own: &Value) -> Value {
    raw(sandbox.url(), "POST", "/_sandbox/load", &[], own.to_string().as_bytes()).ok()
}

#[test]
fn misleading_pages() {
    let sandbox = Sandbox::start().unwrap();
    let token = sandbox.user_token();
    let blank = with(&sandbox, &token, "/me/albums", "paging=blank").ok();
    assert_eq!(blank["paging"]["next"], "");
    // With one item per page, `before` equals `after`; the last page has no `next`.
    let mut page = get(&sandbox, &token, "/me/albums", &[("limit", "1")]).ok();
    let mut pages = 1;
    loop {
        assert_eq!(page["paging"]["cursors"]["before"], page["paging"]["cursors"]["after"]);
        let Some(link) = page["paging"]["next"].as_str() else { break };
        page = follow(&sandbox, link).ok();
        pages += 1;
    }
    assert_eq!(pages, 3);
    let fault = sandbox.fault("paging=empty:1".parse().unwrap());
    let first = get(&sandbox, &token, "/me/albums", &[]).ok();
    assert_eq!(first["data"], json!([]));
    let second = follow(&sandbox, first["paging"]["next"].as_str().unwrap()).ok();
    assert_eq!(second["data"].as_array().unwrap().len(), 3);
    sandbox.remove_fault(fault);
    sandbox.fault("paging=same_empty".parse().unwrap());
    let first = get(&sandbox, &token, "/me/albums", &[]).ok();
    assert_eq!(follow(&sandbox, first["paging"]["next"].as_str().unwrap()).ok(), first);
}

#[test]
fn null_in_a_batch_has_three_meanings() {
    let sandbox = Sandbox::start().unwrap();
    let token = sandbox.user_token();
    let send = |items: Value| post(&sandbox, &token, "/", &[("batch", &items.to_string())]);
    let friends = json!({ "name": "a", "relative_url": "me/friends?limit=2" });
    let they = json!({ "relative_url": "?ids={result=a:$.data.*.id}" });
    // Omitted because it succeeded and other items use it.
    let answer = send(json!([friends, they])).ok();
    assert_eq!((&answer[0], &answer[1]["code"]), (&Value::Null, &json!(200)));
    let ids: Value = serde_json::from_str(answer[1]["body"].as_str().unwrap()).unwrap();
    assert_eq!(ids.as_object().unwrap().len(), 2);
    // Not run because an item that it depends on failed.
    let failing = json!({ "name": "a", "relative_url": "nobody.at.all" });
    let answer = send(json!([failing, they])).ok();
    assert_eq!((&answer[0]["code"], &answer[1]), (&json!(404), &Value::Null));
    // Not run because the batch timed out.
    sandbox.fault("unfinished=1,times=1".parse().unwrap());
    let answer = send(json!([{ "relative_url": "me" }, { "relative_url": "me" }])).ok();
    assert_eq!((&answer[0]["code"], &answer[1]), (&json!(200), &Value::Null));
    let many: Vec<Value> = (0..51).map(|_| json!({ "relative_url": "me?fields=id" })).collect();
    send(json!(many)).refused(400, 1, "Maximum batch size is 50");
    let answer = send(json!(many[..50])).ok();
    assert!(answer.as_array().unwrap().iter().all(|item| item["code"] == 200));
}

#[test]
fn value_quirks() {
    let sandbox = Sandbox::start().unwrap();
    let token = sandbox.user_token();
    let app = get(&sandbox, &token, "/me/likes", &[("limit", "1")]).ok();
    let id: u64 = app["data"][0]["id"].as_str().unwrap().parse().unwrap();
    assert!(id > 1 << 53);
    let number = with(&sandbox, &token, "/me", r#"body="{\"id\":10150000000000000001}""#);
    assert_eq!(number.text, r#"{"id":10150000000000000001}"#);

    let times = [
        "2010-09-14T22:41:25+0000",
        "2010-09-14T22:41:25+02:00",
        "2012-07-22",
        "1284504085",
        "1284504085000",
    ];
    let event = |(at, time): (usize, &str)| json!({ "id": format!("80{at}"), "node": "Event", "fields": { "start_time": time } });
    let events = times.into_iter().enumerate().map(event);
    let odd = json!({ "id": "7009", "node": "User", "fields": {
        "name": "error", "gender": "unheard of", "work": {}, "hometown": [], "quotes": [], "timezone": "-4.5",
    } });
    let nodes: Vec<Value> = events.chain([odd]).collect();
    let all = ["user_hometown", "user_work_history", "user_about_me"];
    let loaded =
        load(&sandbox, &json!({ "nodes": nodes, "tokens": [{ "user": "7009", "permissions": all }] }));
    let own = loaded["tokens"][0].as_str().unwrap();
    let me = get(&sandbox, own, "/me", &[("fields", "name,gender,work,hometown,quotes,timezone")]).ok();
    let expected = json!({
        "id": "7009", "name": "error", "gender": "unheard of", "work": {}, "hometown": [], "quotes": [], "timezone": "-4.5",
    });
    assert_eq!(me, expected);
    for (at, time) in times.into_iter().enumerate() {
        let event = get(&sandbox, &token, &format!("/80{at}"), &[("fields", "start_time")]).ok();
        assert_eq!(event["start_time"], time);
    }
}

#[test]
fn error_quirks() {
    let sandbox = Sandbox::start().unwrap();
    let token = sandbox.user_token();
    let ask = |fault: &str| with(&sandbox, &token, "/me", fault);
    assert_eq!((ask("error=190,status=200").status, ask("html").status), (200, 200));
    assert_eq!(ask("error=1,transient=false").json()["error"]["is_transient"], false);
    assert!(ask("error=341,form=no_type").json()["error"].get("type").is_none());
    assert!(ask("error=341,form=no_code").json()["error"].get("code").is_none());
    assert_eq!(ask("error=100/2018001").json()["error"]["error_subcode"], 2_018_001);
    let read_back = post(&sandbox, &token, "/me/feed", &[("message", "x"), ("fields", "nonsense")]);
    read_back.refused(400, 100, "nonexisting field");
    let original = read_back.json()["error"]["original_response"]["id"].clone();
    get(&sandbox, &token, &format!("/{}", original.as_str().unwrap()), &[]).ok();

    for value in [r#"{"call_count":28.5,"total_time":25,"new_key":[1]}"#, "nonsense"] {
        let fault = format!("header={}", Value::from(format!("X-App-Usage: {value}")));
        assert_eq!(ask(&fault).header("x-app-usage"), Some(value));
    }
}

#[test]
fn update_quirks() {
    let sandbox = Sandbox::start().unwrap();
    let (url, came) = listen(&[]);
    let fields = [("fields", "feed,work,email,birthday"), ("include_values", "true")];
    subscribe(&sandbox, &url, &fields).ok();
    next(&came);
    post(&sandbox, &sandbox.user_token(), "/me/feed", &[("message", "caf\u{e9} \u{1f600}/")]).ok();
    let received = next(&came);
    assert!(received.body.contains(r"caf\u00e9 \ud83d\ude00\/"), "{}", received.body);
    let sum = Hmac::<sha2::Sha256>::new_from_slice(sandbox.app_secret().as_bytes()).unwrap();
    let sum = sum.chain_update(&received.body).finalize().into_bytes();
    let hex: String = sum.iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(received.header("x-hub-signature-256"), format!("sha256={hex}"));
    let fields = json!({ "email": "a@b.example", "work": [{ "employer": { "id": "1" } }], "birthday": null });
    load(&sandbox, &json!({ "nodes": [{ "id": sandbox.user_id(), "node": "User", "fields": fields }] }));
    let received: Value = serde_json::from_str(&next(&came).body).unwrap();
    let changes = received["entry"][0]["changes"].as_array().unwrap();
    let of = |name: &str| changes.iter().find(|change| change["field"] == name).unwrap();
    assert!(
        of("email")["value"].is_string()
            && of("work")["value"].is_array()
            && of("birthday").get("value").is_none()
    );
}

const SUMMED: &str = r#"{
  "nodes": {
    "Account": {
      "fields": { "id": { "type": "Id<Account>" } },
      "connections": { "rows": { "item": "Row", "paging": "cursor", "summary": "Row" } }
    }
  },
  "objects": { "Row": { "fields": { "spend": { "type": "Money", "presence": "always" } } } }
}"#;

#[test]
fn list_quirks() {
    let sandbox = Sandbox::start().unwrap();
    let token = sandbox.user_token();
    let me = get(&sandbox, &token, "/me", &[("fields", "likes.limit(2){id}")]).ok();
    let second = follow(&sandbox, me["likes"]["paging"]["next"].as_str().unwrap()).ok();
    assert_eq!(ids(&second).len(), 2);
    assert!(ids(&second).iter().all(|id| !ids(&me["likes"]).contains(id)));

    let own = json!({
        "nodes": [{ "id": "7001", "node": "User" }],
        "tokens": [{ "user": "7001", "permissions": ["user_likes"] }],
    });
    let own = load(&sandbox, &own)["tokens"][0].clone();
    let answer = get(&sandbox, own.as_str().unwrap(), "/likes", &[("ids", "7001")]).ok();
    assert_eq!(answer, json!({ "7001": [] }));

    let items = r#"[{"relative_url":"me/picture"}]"#;
    let item = post(&sandbox, &token, "/", &[("batch", items)]).ok()[0].clone();
    assert_eq!((&item["code"], &item["body"]), (&json!(302), &Value::Null));
    assert!(
        item["headers"]
            .as_array()
            .unwrap()
            .iter()
            .any(|header| header["name"].as_str().unwrap().eq_ignore_ascii_case("location"))
    );

    let schema =
        graph_schema::parse(&[("graph.json", SUMMED)]).into_result().unwrap_or_else(|text| panic!("{text}"));
    let sandbox = Sandbox::builder().schema(schema).start().unwrap();
    let account =
        raw(sandbox.url(), "GET", "/_sandbox/nodes/Account", &[], b"").ok()["data"][0]["id"].clone();
    let path = format!("/{}/rows", account.as_str().unwrap());
    let rows = get(&sandbox, &sandbox.app_token(), &path, &[("summary", "true")]).ok();
    assert!(rows["summary"]["spend"].is_string() && rows["summary"].get("total_count").is_none(), "{rows}");
}

#[test]
fn write_quirks() {
    let sandbox = Sandbox::start().unwrap();
    let token = sandbox.user_token();
    let made = || {
        let made = post(&sandbox, &token, "/me/feed", &[("message", "x")]).ok();
        made["id"].as_str().unwrap().to_owned()
    };
    assert_eq!(delete(&sandbox, &token, &format!("/{}", made()), &[]).ok(), true);
    assert_eq!(delete(&sandbox, &token, &format!("/v2.6/{}", made()), &[]).ok(), json!({ "success": true }));
    sandbox.fault("empty,done,method=delete".parse().unwrap());
    let last = made();
    let nothing = delete(&sandbox, &token, &format!("/{last}"), &[]);
    assert_eq!((nothing.status, nothing.text.as_str()), (200, ""));
    get(&sandbox, &token, &format!("/{last}"), &[]).refused(400, 100, "does not exist");
}
