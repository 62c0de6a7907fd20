//! `graph batch`.

use serde_json::json;

use super::support::Stage;

#[test]
fn answers_come_in_the_order_of_the_calls() {
    let stage = Stage::new("batch");
    let calls = json!([
        { "method": "POST", "relative_url": "me/events", "name": "picnic",
          "body": { "name": "Picnic", "start_time": "2013-07-04" } },
        { "relative_url": "{result=picnic:$.id}?fields=name" },
        { "method": "delete", "relative_url": "{result=picnic:$.id}", "depends_on": "picnic" },
        { "relative_url": "me?fields=id" },
    ]);
    stage.file("calls.json", calls.to_string());
    let ran = stage.run(&["batch", "calls.json"]).fine();
    let lines = ran.lines();
    assert_eq!(lines.len(), 4);
    assert_eq!(
        (&lines[0]["call"], &lines[0]["name"], &lines[0]["code"]),
        (&json!(1), &json!("picnic"), &json!(200))
    );
    assert_eq!(lines[1]["body"]["name"], "Picnic");
    assert_eq!(lines[2]["body"], json!(true));
    assert_eq!(lines[3]["body"]["id"], stage.sandbox.user_id());
    assert_eq!(ran.err, "");
}

#[test]
fn many_calls_are_split_into_batches() {
    let stage = Stage::new("many");
    let mut text = String::new();
    for number in 0..120 {
        let limit = number % 7 + 1;
        text.push_str(&format!("{}\n", json!({ "relative_url": format!("me/likes?limit={limit}") })));
    }
    stage.file("calls.ndjson", &text);
    stage.sandbox.fault("unfinished=20,times=1".parse().unwrap());
    let lines = stage.run(&["batch", "calls.ndjson"]).fine().lines();
    assert_eq!(lines.len(), 120);
    for (number, line) in lines.iter().enumerate() {
        assert_eq!(line["call"], number + 1);
        assert_eq!(line["body"]["data"].as_array().unwrap().len(), number % 7 + 1, "{line}");
    }
}

#[test]
fn failed_calls_and_their_dependents_are_reported() {
    let stage = Stage::new("failed");
    let calls = json!([
        { "relative_url": "999", "name": "gone" },
        { "relative_url": "{result=gone:$.id}?fields=name" },
        { "relative_url": "me?fields=id" },
        { "relative_url": format!("me/likes?access_token={}", stage.sandbox.friend_token_with(&[])) },
    ]);
    stage.file("calls.json", calls.to_string());
    let ran = stage.run(&["batch", "calls.json"]).fails(1, &["of 4 calls failed"]);
    let lines = ran.lines();
    assert_eq!(lines[0]["body"]["error"]["code"], 100);
    assert!(lines[1]["not_run"].is_string() || lines[1]["code"].as_i64() >= Some(400), "{ran:?}");
    assert_eq!(lines[2]["code"], 200);
    assert_eq!(lines[3]["body"]["error"]["code"], 200);
    assert!(!ran.out.contains(&stage.sandbox.friend_token_with(&[])), "{ran:?}");

    stage.sandbox.fault("error=190/463".parse().unwrap());
    stage
        .run(&["batch", "calls.json"])
        .fails(1, &["code     190/463 Expired", "4 of 4 calls have no response"]);
}

#[test]
fn an_invalid_batch_is_not_sent() {
    let stage = Stage::new("wrong");
    let before = stage.sandbox.requests().len();
    for (text, words) in [
        (
            r#"[{"relative_url":"me?fields=nam"}]"#,
            &["call 1: `User` has no field `nam`; did you mean `name`?", "in GET me?fields=nam"][..],
        ),
        (
            "{\"relative_url\":\"me\"}\n{\"relativ_url\":\"me\"}",
            &["calls.json:2: invalid call", "relative_url"],
        ),
        (r#"[{"relative_url":"{result=a:$.id}"}]"#, &["call 1: no earlier call is named `a`"]),
        (r#"[{"relative_url":"me","method":"BREW"}]"#, &["call 1: `method` must be GET, POST or DELETE"]),
        (
            r#"[{"relative_url":"me/photos","method":"POST","attached_files":"a"}]"#,
            &["a batch cannot send files"],
        ),
        (r#"[{"relative_url":"me","body":5}]"#, &["`body` must be an object, or a form"]),
        ("[", &["calls.json: invalid list of calls"]),
    ] {
        stage.file("calls.json", text);
        let ran = stage.run(&["batch", "calls.json"]).fails(2, words);
        assert_eq!(ran.out, "");
    }
    stage.run(&["batch", "nowhere.json"]).fails(2, &["cannot read nowhere.json"]);
    assert_eq!(stage.sandbox.requests().len(), before);
}
