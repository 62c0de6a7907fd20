//! `graph post --json` and `--dry-run`: objects and unions on the command line, without a network and a token.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod support;

use support::{fine, folder, graph, lines, project};

/// Runs `graph post` with the schema of messages, and `--dry-run`.
fn post(arguments: &[&str]) -> (i32, String, String) {
    let schema = project("tests/slices/whatsapp");
    let mut all = vec!["post", "1065/messages", "--dry-run", "-q", "--schema", schema.to_str().unwrap()];
    all.extend(arguments);
    graph(&all)
}

#[test]
fn a_whole_body_is_checked_and_printed() {
    let body = r#"{"to":"49157","template":{"name":"order","language":{"code":"en_US"},
        "components":[{"type":"body","parameters":[{"text":"Zoe"}]}]}}"#;
    let folder =
        folder("values-body", &[("body.json", body), ("wrong.json", r#"{"to":1,"text":{"boy":""}}"#)]);
    let file = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    let (status, out, err) = post(&["--json", &file("body.json")]);
    assert_eq!((status, err.as_str()), (0, ""), "{out}");
    let (head, sent) = out.split_once("\n\n").unwrap();
    assert_eq!(head, "POST https://graph.facebook.com/v25.0/1065/messages\nContent-Type: application/json");
    let sent: serde_json::Value = serde_json::from_str(sent).unwrap();
    assert_eq!(sent["messaging_product"], "whatsapp");
    assert_eq!(sent["type"], "template");
    assert_eq!(sent["template"]["components"][0]["parameters"][0]["type"], "text");

    let wrong = file("wrong.json");
    let (status, out, err) = post(&["--json", &wrong]);
    assert_eq!((status, out.as_str()), (2, ""));
    for expected in [
        "`to` must be a string, not a number",
        "`message.text.body` is required; set it",
        "`message.text.boy` is not a member of `Text`; did you mean `body`?",
        &format!("in --json {wrong}"),
    ] {
        assert!(err.contains(expected), "{expected}: {err}");
    }
}

#[test]
fn nested_values_are_parameters() {
    let message = r#"message={"type":"location","location":{"latitude":48.5,"longitude":2}}"#;
    let (status, out, err) = post(&["-p", "to=1", "-p", message]);
    assert_eq!((status, err.as_str()), (0, ""), "{out}");
    assert!(out.contains("\"latitude\": 48.5"), "{out}");
    let (status, _, err) = post(&["-p", "to=1", "-p", r#"text={"body":5}"#]);
    assert_eq!(status, 2);
    assert!(err.contains("`message.text.body` must be a string, not a number"), "{err}");
}

#[test]
fn a_form_is_printed_too() {
    let (status, out, err) = graph(&["post", "me/feed", "-p", "message=a b", "--dry-run", "-q"]);
    assert_eq!((status, err.as_str()), (0, ""), "{out}");
    assert!(
        out.ends_with("/me/feed\nContent-Type: application/x-www-form-urlencoded\n\nmessage=a b\n"),
        "{out}"
    );
    let (_, out, _) = graph(&["delete", "me/scores", "--dry-run", "-q"]);
    assert!(out.starts_with("DELETE https://") && out.ends_with("/me/scores\n"), "{out}");
    let (_, out, _) = graph(&["get", "me", "--fields", "id,name", "--dry-run", "-q"]);
    assert!(out.ends_with("/me?fields=id%2Cname\n"), "{out}");
    let (status, _, err) = graph(&["post", "me/feed", "--json", "nowhere.json", "--dry-run"]);
    assert!(status == 2 && err.contains("cannot read nowhere.json"), "{err}");
}

#[test]
fn unions_and_members_that_are_sent_are_listed() {
    let schema = project("tests/slices/whatsapp");
    let schema = schema.to_str().unwrap();
    let rows = lines(&fine(&["schema", "list", "--json", schema]));
    let find = |kind: &str, key: &str, of: &str, name: &str| {
        let is = |row: &&serde_json::Value| row["kind"] == kind && row[key] == of && row["name"] == name;
        rows.iter().find(is).cloned().unwrap_or_default()
    };
    assert_eq!(find("union", "name", "Message", "Message")["default"], "text");
    assert_eq!(find("union", "name", "Component", "Component")["inline"], true);
    let contacts = find("variant", "union", "Message", "contacts");
    assert_eq!(contacts["max_items"], 257, "{contacts}");
    assert_eq!(contacts["function"], "message::contacts");
    let title = find("field", "node", "ReplyButton", "title");
    assert_eq!(title["sent"]["at"], "reply.title", "{title}");
    assert_eq!((&title["sent"]["required"], &title["sent"]["max_length"]), (&true.into(), &20.into()));
    assert_eq!(find("field", "node", "ReplyButton", "type")["sent"]["const"], "reply");
    let create = find("operation", "node", "PhoneNumber", "phone_number.messages.create");
    assert_eq!(
        (&create["body"], &create["const"]["messaging_product"]),
        (&"json".into(), &"whatsapp".into())
    );
    assert_eq!(find("param", "operation", "phone_number.messages.create", "message")["flat"], true);

    let table = fine(&["schema", "list", schema]);
    for title in ["Unions (10)", "Variants (", "Members that are sent ("] {
        assert!(table.contains(title), "{title}: {table}");
    }
    let shown = fine(&["schema", "show", "Message", schema]);
    assert!(shown.contains("Variants\n") && shown.contains("message::text(body)"), "{shown}");
}
