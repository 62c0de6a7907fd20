//! Objects, unions and JSON bodies.

use graph_sandbox::Sandbox;
use serde_json::{Value, json};

use crate::common::{Answer, get, post, raw};

const SCHEMA: &str = r#"{
    "host": "https://graph.facebook.com",
    "nodes": {
        "Number": {
            "fields": {
                "id": { "type": "Id<Number>", "presence": "always" },
                "last": { "type": "Incoming", "presence": "usual" },
                "card": { "type": "Card", "presence": "usual" }
            },
            "connections": {
                "messages": { "item": "Sent", "list": false, "operations": {
                    "create": { "method": "POST", "body": "json", "const": { "product": "chat" },
                        "params": {
                            "to": { "type": "string", "required": true },
                            "message": { "type": "Message", "required": true, "flat": true },
                            "silent": { "const": { "for": 5 } },
                            "trace": { "type": "string", "in": "query" }
                        },
                        "returns": "Sent" },
                    "label": { "method": "POST", "path": "/labels", "params": {
                        "names": { "type": "[string]", "max_items": 2, "max_length": 3 },
                        "ids": { "type": "[string]", "encoding": "commas", "max_items": 2, "pattern": "digits" },
                        "scores": { "type": "{integer}", "max_items": 2, "max": 5 },
                        "loud": { "type": "boolean" },
                        "tone": { "type": "integer", "only_with": { "loud": true } },
                        "kind": { "type": "string" },
                        "cover": { "type": "string", "only_with": { "kind": ["reel", "story"] } } },
                        "returns": "success" },
                    "remove": { "method": "DELETE", "body": "json", "params": {
                        "rows": { "type": "[Row]", "required": true, "max_items": 2 } }, "returns": "success" }
                } }
            }
        }
    },
    "unions": {
        "Message": { "tag": "type", "default": "text", "variants": {
            "text": { "type": "Text" }, "list": { "type": "Options" }, "media": { "type": "Media" } } },
        "Where": { "variants": { "id": { "type": "string" }, "link": { "type": "url" } } },
        "Incoming": { "tag": "type", "inline": true, "variants": {
            "note": { "type": "Card" }, "other": { "name": "Remark" } } }
    },
    "objects": {
        "Sent": { "fields": {
            "id": { "type": "string", "presence": "always" },
            "to": { "type": "string", "presence": "always" },
            "kind": { "const": "sent", "at": "meta.kind" },
            "content": { "type": "Message", "required": true, "at": "meta.content" } } },
        "Text": { "fields": { "body": { "type": "string", "required": true, "max_length": 10 } } },
        "Options": { "fields": {
            "body": { "type": "string", "required": true, "at": "body.text" },
            "rows": { "type": "[Row]", "required": true, "at": "action.rows", "min_items": 1 } } },
        "Row": { "fields": { "id": { "type": "string", "required": true }, "size": { "type": "number", "max": 9 } } },
        "Media": { "fields": { "where": { "type": "Where", "required": true, "flat": true } } },
        "Card": { "fields": {
            "code": { "type": "string", "required": true, "pattern": "digits", "min_length": 4, "max_length": 4 },
            "title": { "type": "string", "required": true, "at": "head.title", "max_length": 5 },
            "rows": { "type": "[Row]", "required": true, "min_items": 2, "max_items": 2 },
            "level": { "type": "integer", "required": true, "min": 200 } } }
    }
}"#;

fn start() -> Sandbox {
    let schema = graph_schema::parse(&[("graph.json", SCHEMA)])
        .into_result()
        .unwrap_or_else(|errors| panic!("{errors}"));
    let number = r#"{"nodes":[{"id":"1065","node":"Number"}]}"#;
    Sandbox::builder().schema(schema).data(number).start().unwrap()
}

fn send(sandbox: &Sandbox, method: &str, path: &str, body: &Value) -> Answer {
    let authorization = format!("Bearer {}", sandbox.user_token());
    let headers =
        [("Authorization", authorization.as_str()), ("Content-Type", "application/json; charset=utf-8")];
    raw(sandbox.url(), method, path, &headers, body.to_string().as_bytes())
}

#[test]
fn a_json_body_is_checked_in_depth() {
    let sandbox = start();
    let send = |body: Value| send(&sandbox, "POST", "/1065/messages?trace=a", &body);
    let rows = |rows: Value| json!({ "body": { "text": "?" }, "action": { "rows": rows } });
    for body in [
        json!({ "product": "chat", "to": "1", "type": "text", "text": { "body": "Hello" } }),
        json!({ "product": "chat", "to": 49157, "text": { "body": 5 } }),
        json!({ "product": "chat", "to": "1", "type": "LIST", "list": rows(json!([{ "id": "a", "size": "8" }])) }),
        json!({ "product": "chat", "to": "1", "type": "media", "media": { "id": "5" }, "silent": { "for": 5 } }),
    ] {
        let sent = send(body.clone()).ok();
        let to = body["to"].as_str().map_or_else(|| body["to"].to_string(), str::to_owned);
        assert_eq!(sent["to"], to.as_str(), "{sent}");
        assert_eq!(sent["meta"]["kind"], "sent", "{sent}");
        assert_eq!(sent["meta"]["content"]["type"], "text", "{sent}");
        let text = sent["meta"]["content"]["text"]["body"].as_str().unwrap();
        assert!(text.chars().count() <= 10, "{text}");
    }
    let message = |name: &str, content: Value| {
        let mut body = json!({ "product": "chat", "to": "1", "type": name });
        body[name] = content;
        body
    };
    for (body, expected) in [
        (json!({ "to": "1", "text": { "body": "x" } }), "The parameter product is required."),
        (json!({ "product": "mail", "to": "1", "text": { "body": "x" } }), "Param product must be \"chat\""),
        (json!({ "product": "chat", "to": "1" }), "The parameter text is required."),
        (message("text", json!({})), "The parameter text['body'] is required."),
        (
            message("text", json!({ "body": "a longer text" })),
            "Param text['body'] must have at most 10 characters, but has 13",
        ),
        (message("text", json!({ "body": "x", "b": 1 })), "Unexpected key \"b\" on param \"text\"."),
        (message("txt", json!({})), "Param type must be one of {text, list, media}"),
        (
            message("list", rows(json!([]))),
            "Param list['action']['rows'] must have at least 1 element, but has 0",
        ),
        (
            message("list", rows(json!([{ "id": "a" }, { "size": 10 }]))),
            "The parameter list['action']['rows'][1]['id'] is required.",
        ),
        (
            message("list", rows(json!([{ "id": "a", "size": "10" }]))),
            "Param list['action']['rows'][0]['size'] must be at most 9, but is 10",
        ),
        (message("media", json!({})), "Param media must have one of id, link"),
        (
            message("media", json!({ "id": "1", "link": "https://x/" })),
            "Unexpected key \"link\" on param \"media\".",
        ),
        (
            json!({ "product": "chat", "to": "1", "text": { "body": "x" }, "mesage": 1 }),
            "Unexpected key \"mesage\"",
        ),
    ] {
        send(body).refused(400, 100, &format!("(#100) {expected}"));
    }
    let wrong = raw(
        sandbox.url(),
        "POST",
        "/1065/messages",
        &[
            ("Authorization", &format!("Bearer {}", sandbox.user_token())),
            ("Content-Type", "application/json"),
        ],
        b"[1]",
    );
    wrong.refused(400, 100, "The body is not a JSON object");
}

#[test]
fn the_elements_of_lists_in_a_form_are_checked() {
    let sandbox = start();
    let token = sandbox.user_token();
    let label = |form: &[(&str, &str)]| post(&sandbox, &token, "/1065/messages/labels", form);
    label(&[("names", r#"["abc","de"]"#), ("ids", "1,2")]).ok();
    for (form, expected) in [
        (("names", r#"["a","b","c"]"#), "Param names must have at most 2 elements, but has 3"),
        (("names", r#"["a","long"]"#), "Param names[1] must have at most 3 characters, but has 4"),
        (("scores", r#"{"a":1,"b":6}"#), "Param scores['b'] must be at most 5, but is 6"),
        (("scores", r#"{"a":1,"b":2,"c":3}"#), "Param scores must have at most 2 elements, but has 3"),
        (("ids", "1,2,3"), "Param ids must have at most 2 elements, but has 3"),
        (("ids", "1,x"), "Param ids[1] must have only digits"),
    ] {
        label(&[form]).refused(400, 100, &format!("(#100) {expected}"));
    }
}

#[test]
fn the_value_of_another_parameter_decides() {
    let sandbox = start();
    let token = sandbox.user_token();
    let label = |form: &[(&str, &str)]| post(&sandbox, &token, "/1065/messages/labels", form);
    label(&[("loud", "1"), ("tone", "3"), ("kind", "story"), ("cover", "x")]).ok();
    for (form, expected) in [
        ([("loud", "false"), ("tone", "3")], "The parameter tone may only be sent with loud true"),
        ([("kind", "image"), ("cover", "x")], "The parameter cover may only be sent with kind reel or story"),
        ([("kind", ""), ("cover", "x")], "The parameter cover may only be sent with kind reel or story"),
    ] {
        label(&form).refused(400, 100, &format!("(#100) {expected}"));
    }
}

#[test]
fn a_delete_has_a_body_too() {
    let sandbox = start();
    let remove = |rows: Value| send(&sandbox, "DELETE", "/1065/messages", &json!({ "rows": rows }));
    assert_eq!(remove(json!([{ "id": "1" }])).ok(), json!(true));
    remove(json!([{ "id": "1" }, { "id": "2" }, { "id": "3" }])).refused(
        400,
        100,
        "Param rows must have at most 2 elements, but has 3",
    );
    remove(json!([{}])).refused(400, 100, "The parameter rows[0]['id'] is required.");
}

#[test]
fn a_form_has_the_members_of_a_flat_value() {
    let sandbox = start();
    let token = sandbox.user_token();
    let form = [("product", "chat"), ("to", "1"), ("type", "text"), ("text", r#"{"body":"Hi"}"#)];
    assert_eq!(post(&sandbox, &token, "/1065/messages", &form).ok()["to"], "1");
}

#[test]
fn invented_values_fit_the_schema() {
    let sandbox = start();
    let number = get(&sandbox, &sandbox.user_token(), "/1065", &[("fields", "last,card")]).ok();
    for card in [&number["last"], &number["card"]] {
        let code = card["code"].as_str().unwrap();
        assert!(code.len() == 4 && code.bytes().all(|byte| byte.is_ascii_digit()), "{card}");
        assert!(card["head"]["title"].as_str().unwrap().chars().count() <= 5, "{card}");
        assert_eq!(card["rows"].as_array().unwrap().len(), 2, "{card}");
        assert!(card["rows"][0]["id"].is_string() && card["level"].as_i64().unwrap() >= 200, "{card}");
    }
    assert_eq!(number["last"]["type"], "note");
}
