//! `graph drift`: compares recorded answers with the schema, using the client's coercions.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod support;

use std::fs;

use serde_json::Value;
use support::{fine, folder, graph, lines, project};

const SCHEMA: &str = r#"{
  "nodes": {
    "Person": {
      "fields": {
        "id": { "type": "Id<Person>", "presence": "always" },
        "name": { "type": "string" },
        "age": { "type": "integer" },
        "height": { "type": "number" },
        "verified": { "type": "boolean" },
        "born": { "type": "Birthday" },
        "seen": { "type": "DateTime" },
        "day": { "type": "Date" },
        "party": { "type": "EventTime" },
        "pays": { "type": "Money" },
        "zone": { "type": "TimeZone" },
        "kind": { "type": "Kind" },
        "friend": { "type": "Ref<Person>" },
        "boss": { "type": "Id<Person>" },
        "home": { "type": "Home" },
        "tags": { "type": "[Home]" },
        "rooms": { "type": "{integer}" },
        "likes": { "type": "Connection<Home>" },
        "picture": { "type": "Picture" },
        "free": { "type": "json" }
      },
      "connections": { "homes": { "item": "Home" } }
    }
  },
  "objects": { "Home": { "bare": "street", "fields": { "street": { "type": "string" }, "room": { "type": "integer" } } } },
  "enums": { "Kind": { "words": ["BIG", "SMALL"] } }
}"#;

/// The findings of one answer, as `kind path: what`, and the exit code.
fn drift(name: &str, what: &[&str], answer: &str) -> (i32, Vec<String>) {
    let folder = folder(&format!("drift-{name}"), &[("graph.json", SCHEMA), ("answer.json", answer)]);
    let path = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    let (schema, answer) = (path("graph.json"), path("answer.json"));
    let (status, out, err) = graph(&[&["drift", "--json", "--schema", &schema], what, &[&answer]].concat());
    assert_eq!(err, "", "{name}");
    let rows = lines(&out);
    let text = |row: &Value, key: &str| row[key].as_str().unwrap_or_default().to_owned();
    let findings = rows.iter().filter(|row| row["path"].is_string());
    let shown =
        findings.map(|row| format!("{} {}: {}", text(row, "kind"), text(row, "path"), text(row, "what")));
    (status, shown.collect())
}

#[test]
fn connections_that_were_read_with_their_node_are_lists_of_their_items() {
    let answer = r#"{"id":"1","homes":{"data":[{"street":"A","door":2},{"room":"x"}],"paging":{"next":"https://a.example/"}}}"#;
    let (status, findings) = drift("nested", &["--node", "Person"], answer);
    assert_eq!(
        findings,
        [
            "unknown field homes.data[0].door: a number",
            "failed homes.data[1].room: expected an integer, found \"x\""
        ]
    );
    assert_eq!(status, 1);
    let (status, findings) = drift("nested-other", &["--node", "Person"], r#"{"id":"1","homes":"x"}"#);
    assert_eq!((status, findings), (0, vec!["unknown field homes: a string".to_owned()]));
}

#[test]
fn each_finding_has_its_place() {
    let cases: &[(&str, i32, &[&str])] = &[
        (
            r#""name": "Ann", "age": 7, "height": 1.5, "verified": true, "zone": -7, "free": { "a": [1] }"#,
            0,
            &[],
        ),
        // Coerced values.
        (r#""name": 17"#, 0, &["coerced name: expected a string, found a number"]),
        (r#""name": []"#, 0, &["coerced name: expected a value, found an empty list"]),
        (r#""name": null, "age": null, "home": null, "tags": null"#, 0, &[]),
        (r#""age": "7""#, 0, &["coerced age: expected an integer, found a string"]),
        (r#""age": 7.0"#, 0, &["coerced age: expected an integer, found a number"]),
        (r#""age": """#, 0, &["coerced age: expected a value, found an empty string"]),
        (r#""height": "1.5""#, 0, &["coerced height: expected a number, found a string"]),
        (r#""verified": 1"#, 0, &["coerced verified: expected true or false, found a number"]),
        (r#""verified": "true""#, 0, &["coerced verified: expected true or false, found a string"]),
        (r#""seen": 1354800501"#, 0, &["coerced seen: expected a date and time, found a number"]),
        (r#""seen": "2012-12-06T13:28:21+0000", "born": "12/06", "day": "2012-12-06""#, 0, &[]),
        (r#""seen": "2012-12-06T13:28", "born": "1980", "party": "2012-12-06", "pays": "3.98""#, 0, &[]),
        (r#""boss": 9007199254740993"#, 0, &["coerced boss: expected an id as a string, found a number"]),
        (r#""kind": "big""#, 0, &["coerced kind: expected the schema's spelling, found another case"]),
        (r#""friend": "Bob""#, 0, &["coerced friend: expected an object, found a string"]),
        (r#""friend": false"#, 0, &["coerced friend: expected a value, found false"]),
        (r#""home": "Baker Street", "picture": "http://a.b/""#, 0, &[]),
        (r#""home": []"#, 0, &["coerced home: expected a value, found an empty list"]),
        (r#""tags": {}"#, 0, &["coerced tags: expected a list, found an empty object"]),
        (r#""tags": { "data": [{ "street": "A" }, null, "B"], "paging": {} }"#, 0, &[]),
        (
            r#""tags": { "0": [{ "street": "A" }] }"#,
            0,
            &["coerced tags.0: expected an element of a list, found a list"],
        ),
        (r#""rooms": { "any": 1 }"#, 0, &[]),
        (r#""rooms": []"#, 0, &["coerced rooms: expected an object, found an empty list"]),
        (r#""likes": 3"#, 0, &[]),
        (r#""likes": [{ "room": 1 }]"#, 0, &[]),
        (r#""likes": { "data": [], "count": 3, "summary": { "total_count": 3 } }"#, 0, &[]),
        (r#""picture": { "data": { "url": "http://a.b/", "is_silhouette": false } }"#, 0, &[]),
        // Unknown fields and words are kept.
        (r#""color": "red""#, 0, &["unknown field color: a string"]),
        (
            r#""tags": [{ "street": "A" }, { "wide": {} }]"#,
            0,
            &["unknown field tags[1].wide: an empty object"],
        ),
        (r#""kind": "HUGE""#, 0, &["unknown value kind: \"HUGE\""]),
        // Unknown members of a reference or list are kept by the enclosing object.
        (r#""friend": { "id": "1", "name": "B", "age": 3 }"#, 0, &["unknown field friend.age: a number"]),
        (r#""likes": { "data": [], "more": 1 }"#, 0, &["unknown field likes.more: a number"]),
        // Values that cannot be decoded.
        (r#""age": 1.5"#, 1, &["failed age: expected an integer, found 1.5"]),
        (r#""age": [1]"#, 1, &["failed age: expected an integer, found a list"]),
        (r#""verified": "yes""#, 1, &["failed verified: expected true or false, found \"yes\""]),
        (r#""seen": "soon""#, 1, &["failed seen: expected a date and time, found \"soon\""]),
        (
            r#""born": "13/40""#,
            1,
            &["failed born: expected a birthday such as 12/06/1980, 12/06 or 1980, found \"13/40\""],
        ),
        (r#""boss": 1.5"#, 1, &["failed boss: expected an id, found 1.5"]),
        (r#""home": true"#, 1, &["failed home: expected an object, found true"]),
        (r#""tags": 7"#, 1, &["failed tags: expected a list, found 7"]),
        (
            r#""likes": { "data": [{ "room": {} }] }"#,
            1,
            &["failed likes.data[0].room: expected an integer, found an empty object"],
        ),
        (r#""rooms": { "a b": "x" }"#, 1, &["failed rooms[\"a b\"]: expected an integer, found \"x\""]),
    ];
    for (at, (members, status, findings)) in cases.iter().enumerate() {
        let answer = format!(r#"{{ "id": "1", {members} }}"#);
        let found = drift(&at.to_string(), &["--node", "Person"], &answer);
        assert_eq!(found, (*status, findings.iter().map(|text| (*text).to_owned()).collect()), "{members}");
    }
}

#[test]
fn whole_answers() {
    let person = ["--node", "Person"];
    assert_eq!(
        drift("always", &person, "{}"),
        (0, vec!["missing id: the schema says that it is always present".to_owned()])
    );
    let (status, found) = drift("error", &person, r#"{ "error": { "code": 190 } }"#);
    assert_eq!((status, found), (1, vec!["failed : the file contains an error response".to_owned()]));
    let (status, found) = drift("html", &person, "<html>");
    assert!(status == 1 && found[0].starts_with("failed : invalid JSON"), "{found:?}");
    assert_eq!(drift("half", &person, r#"{ "id": "1", "name": "\ud83d" }"#), (0, Vec::new()));
    assert_eq!(drift("object", &["--object", "Home"], r#"{ "street": "A" }"#), (0, Vec::new()));
    let page = r#"{ "data": [{ "street": "A" }, "B", { "room": "x" }], "paging": { "next": "" } }"#;
    let (status, found) = drift("page", &["--as", "connection:Person.homes"], page);
    assert_eq!(
        (status, found),
        (1, vec!["failed data[2].room: expected an integer, found \"x\"".to_owned()])
    );
    // A page has no enclosing object that could keep it.
    let page = r#"{ "data": [], "more": 1 }"#;
    let lost = drift("lost", &["--as", "connection:Person.homes"], page);
    assert_eq!(lost, (1, vec!["lost field more: a number".to_owned()]));
}

#[test]
fn findings_are_printed_per_file_with_totals() {
    let folder =
        folder("drift-text", &[("a.json", r#"{ "id": "1", "new": 1 }"#), ("b.json", r#"{ "id": 2 }"#)]);
    let path = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    let (a, b) = (path("a.json"), path("b.json"));
    let out = fine(&["drift", "--node", "User", &a, &b]);
    assert!(out.contains(&format!("{a}: 1 of 2 keys known\n  unknown field  new: a number\n")), "{out}");
    assert!(out.contains("coerced        id: expected an id as a string, found a number"), "{out}");
    assert!(
        out.ends_with("keys known     2 of 3 (66.7 %)\n") && out.contains("\n2 files, 0 without findings"),
        "{out}"
    );
}

/// The examples of the built-in schema have only known keys.
#[test]
fn examples_of_the_schema_have_nothing_unknown() {
    let mut seen = 0;
    for file in fs::read_dir(project("schema/examples")).unwrap() {
        let path = file.unwrap().path();
        let (Some(name), Some(file)) = (path.file_stem().and_then(|name| name.to_str()), path.to_str())
        else {
            continue;
        };
        // Examples whose names are not types.
        let (what, name) = match name {
            "EventListItem" => ("--node", "Event"),
            "Messenger" => ("--node", "MessengerProfile"),
            name => match graph(&["schema", "show", name]) {
                (0, out, _) if out.contains("(node)") => ("--node", name),
                (0, _, _) => ("--object", name),
                _ => continue,
            },
        };
        let out = fine(&["drift", what, name, "--json", file]);
        for row in lines(&out) {
            assert!(
                row["kind"] == "file"
                    || row["kind"] == "summary"
                    || row["kind"] == "coerced"
                    || row["kind"] == "missing",
                "{name}: {row}"
            );
        }
        let total = lines(&out).pop().unwrap();
        assert_eq!(total["known"], total["keys"], "{name}");
        seen += 1;
    }
    assert!(seen > 20, "{seen}");
}

#[test]
fn wrong_usage_suggests_a_fix() {
    for (arguments, message) in [
        (&["--node", "Usr", "x"][..], "did you mean `User`?"),
        (&["--node", "AgeRange", "x"], "write --object AgeRange"),
        (&["--object", "User", "x"], "write --node User"),
        (&["--as", "connection:User.lieks", "x"], "did you mean `likes`?"),
        (&["--as", "list", "x"], "expected --as connection:User.likes"),
        (&["--node", "User"], "required"),
        (&["x"], "required"),
        (&["--node", "User", "/nowhere.json"], "cannot read `/nowhere.json`"),
        (&["--node", "User", "--object", "AgeRange", "x"], "cannot be used with"),
    ] {
        let (status, _, err) = graph(&[&["drift"], arguments].concat());
        assert_eq!(status, 2, "{arguments:?}");
        assert!(err.contains(message), "{arguments:?}: {err}");
    }
}

const EVENTS: &str = r#"{
  "nodes": {
    "Person": {
      "fields": { "id": { "type": "Id<Person>" }, "name": { "type": "string" } },
      "updates": { "fields": "all" }
    }
  },
  "objects": {
    "Post": { "fields": { "id": { "type": "string" }, "likes": { "type": "integer" } } },
    "Said": { "fields": { "text": { "type": "string" } } }
  },
  "webhooks": {
    "page": { "messaging": "Said", "fields": { "feed": { "type": "Post" }, "name": { "type": "string" } } },
    "threads": { "envelope": "values", "id": "target_id", "fields": { "replies": { "type": "Post" } } }
  }
}"#;

/// The findings of one file of deliveries, and the exit code.
fn webhook(name: &str, file: &str) -> (i32, Vec<String>) {
    let folder = folder(&format!("drift-webhook-{name}"), &[("graph.json", EVENTS), ("file", file)]);
    let path = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    let (schema, file) = (path("graph.json"), path("file"));
    let (status, out, err) = graph(&["drift", "--json", "--webhook", "--schema", &schema, &file]);
    assert_eq!(err, "", "{name}");
    let rows = lines(&out);
    let text = |row: &Value, key: &str| row[key].as_str().unwrap_or_default().to_owned();
    let findings = rows.iter().filter(|row| row["path"].is_string());
    let shown =
        findings.map(|row| format!("{} {}: {}", text(row, "kind"), text(row, "path"), text(row, "what")));
    (status, shown.collect())
}

#[test]
fn deliveries_are_compared_by_the_kind_of_each_event() {
    let page = |entry: &str| format!(r#"{{"object":"page","entry":[{{"id":"1","time":2,{entry}}}]}}"#);
    let cases: &[(&str, String, i32, &[&str])] = &[
        (
            "fine",
            page(r#""changes":[{"field":"feed","value":{"id":"7","likes":1}},{"field":"name","value":"x"}]"#),
            0,
            &[],
        ),
        ("without", page(r#""changes":[{"field":"feed"}],"changed_fields":["name"]"#), 0, &[]),
        (
            "members",
            page(
                r#""changes":[{"field":"feed","value":{"new":1},"odd":2}],"messaging":[{"text":"a","mood":{}}],"more":[]"#,
            ),
            0,
            &[
                "unknown field entry[0].changes[0].odd: a number",
                "unknown field entry[0].changes[0].value.new: a number",
                "unknown field entry[0].messaging[0].mood: an empty object",
                "unknown field entry[0].more: an empty list",
            ],
        ),
        (
            "kinds",
            page(r#""changes":[{"field":"leadgen","value":1}],"standby":[{}]"#),
            0,
            &[
                "unknown event entry[0].changes[0]: `leadgen`, which the schema does not describe for `page`",
                "unknown event entry[0].standby[0]: `standby`, which the schema does not describe for `page`",
            ],
        ),
        (
            "objects",
            r#"{"object":"planet","entry":[{"id":"1","changes":[{"field":"orbit","value":1}]}]}"#.to_owned(),
            0,
            &[
                "unknown event entry[0].changes[0]: `orbit` of the object `planet`, which the schema does not describe",
            ],
        ),
        (
            "failed",
            page(r#""changes":[{"field":"feed","value":{"likes":"many"}},{"value":1},5],"messaging":7"#),
            1,
            &[
                "failed entry[0].changes[0].value.likes: expected an integer, found \"many\"",
                "failed entry[0].changes[1]: expected a change with a field, found an object",
                "failed entry[0].changes[2]: expected a change, found 5",
                "failed entry[0].messaging: expected a list with an event, found 7",
            ],
        ),
        (
            "nothing",
            "{}".to_owned(),
            1,
            &["failed : expected a delivery with entries, found an empty object"],
        ),
        (
            "updates",
            r#"{"object":"person","entry":[{"id":"1","changes":[{"field":"name","value":"x"}]}]}"#.to_owned(),
            0,
            &[],
        ),
        (
            "envelope",
            r#"{"target_id":"1","time":2,"values":{"field":"replies","value":{"id":"7","likes":[1]}}}"#
                .to_owned(),
            1,
            &["failed values.value.likes: expected an integer, found a list"],
        ),
        ("sample", r#"{"field":"feed","value":{"id":"7"}}"#.to_owned(), 0, &[]),
        (
            "lines",
            format!(
                "{}\n{}\n",
                r#"{"body":"{\"object\":\"page\",\"entry\":[]}"}"#,
                page(r#""changes":[{"field":"x"}]"#)
            ),
            0,
            &["unknown event [1].entry[0].changes[0]: `x`, which the schema does not describe for `page`"],
        ),
    ];
    for (name, file, status, findings) in cases {
        assert_eq!(
            webhook(name, file),
            (*status, findings.iter().map(|text| (*text).to_owned()).collect()),
            "{name}"
        );
    }
}

#[test]
fn kinds_of_events_are_listed() {
    let folder = folder("listed-events", &[("graph.json", EVENTS)]);
    let rows = lines(&fine(&["schema", "list", "--json", folder.to_str().unwrap()]));
    let events: Vec<String> = rows
        .iter()
        .filter(|row| row["kind"] == "event")
        .map(|row| {
            format!("{}.{}: {} {}", row["object"], row["name"], row["type"], row["variant"]).replace('"', "")
        })
        .collect();
    assert_eq!(
        events,
        [
            "page.feed: Post Feed",
            "page.name: string Name",
            "page.messaging: Said Messaging",
            "threads.replies: Post Replies"
        ]
    );
    assert!(fine(&["schema", "list", folder.to_str().unwrap()]).contains("Webhooks (4)"));
}
