//! Objects, unions and JSON bodies in the reference: what it shows is accepted.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use graph_reference::{Site, Subject, card, find};
use graph_schema::{
    Schema,
    call::{self, value::Notation},
    model::{Method, Type},
};

fn whatsapp() -> Schema {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/slices/whatsapp/graph.json");
    graph_schema::load(file.as_ref()).into_result().unwrap()
}

#[test]
fn every_example_of_a_union_is_accepted() {
    let schema = whatsapp();
    for (id, union) in schema.unions() {
        let card = card(&schema, &Subject::Union(id));
        let examples = card.members.iter().find(|(name, _)| *name == "examples").unwrap();
        assert_eq!(examples.1.len(), union.variants.len(), "{}", union.name);
        for example in &examples.1 {
            let read = call::value::json(&schema, &Type::Union(id), &example.what, Notation::Wire);
            let sent = read.unwrap_or_else(|wrong| panic!("{} {}: {wrong:#?}", union.name, example.what));
            let json = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
            assert_eq!(json(&sent), json(&example.what));
        }
    }
}

#[test]
fn the_curl_line_of_a_json_body_is_accepted() {
    let schema = whatsapp();
    for name in ["phone_number.messages.create", "phone_number.messages.mark_read"] {
        let found = find(&schema, name);
        let curl = card(&schema, &found[0]).curl.unwrap_or_else(|| panic!("{name} without a curl line"));
        assert!(curl.contains(" -H 'Content-Type: application/json' -d '{"), "{curl}");
        let body = curl.split(" -d '").nth(1).unwrap().split("' '").next().unwrap();
        let call = call::by_path_with_json(&schema, Method::Post, "1234/messages", &[], body);
        let call = call.unwrap_or_else(|problems| panic!("{curl}: {problems:#?}"));
        assert_eq!(call.operation.as_deref(), Some(name), "{curl}");
    }
}

#[test]
fn a_card_tells_how_values_are_sent() {
    let schema = whatsapp();
    let text = |name: &str| serde_json::to_string(&card(&schema, &find(&schema, name)[0])).unwrap();
    for (name, expected) in [
        ("Text", "string, always, required, at least 1 character, at most 4096 characters"),
        ("Text", "\"made_by\":\"message::text(body)\""),
        ("CtaUrl", "always \\\"cta_url\\\", at action.name"),
        ("CtaUrl", "message::cta_url(CtaUrlParams { .. })"),
        ("Contact", "\"rules\":[\"at least one of first_name, last_name\"]"),
        ("Message", "[Contact], at least 1 element, at most 257 elements, message::contacts(content)"),
        ("Component", "`type` stands among the members of the content"),
        ("Media", "the member that is present has the content"),
        ("ReplyButton.title", "required, at reply.title, at most 20 characters"),
        ("phone_number.messages.create", "\"body\":\"JSON\""),
        ("phone_number.messages.create", "\"always_sent\":\"messaging_product=\\\"whatsapp\\\"\""),
        ("phone_number.messages.create", "its members are parameters of the call"),
        ("phone_number.messages.mark_read", "always {\\\"type\\\":\\\"text\\\"}, if it is sent"),
    ] {
        let text = text(name);
        assert!(text.contains(expected), "{name} without {expected}: {text}");
    }
}

#[test]
fn a_union_has_a_page() {
    let site = Site::new(&whatsapp());
    let text = |path: &str| site.page(path).unwrap_or_else(|| panic!("no {path}")).text.clone();
    let message = text("union/Message.html");
    for part in [
        "id=\"variant-text\"",
        "href=\"../object/Text.html\"",
        "message::contacts(content)",
        "A value without the tag is <code>text</code>.",
        "&quot;type&quot;: &quot;contacts&quot;",
        "at least 1 element; at most 257 elements",
        "node/PhoneNumber.html#op-messages.create",
    ] {
        let known = message.contains(part) || message.contains(&part.replace("&quot;", "\""));
        assert!(known, "{part}: {message}");
    }
    let node = text("node/PhoneNumber.html");
    assert!(node.contains("<textarea name=\":json\"") && !node.contains("<input name=\"to\""), "{node}");
    assert!(text("unions.html").contains("union/Header.html"));
    assert!(text("index.html").contains("unions.html"));
    assert!(text("object/Parameter.html").contains("href=\"../union/ParameterValue.html\""));
    assert!(text("object/Text.html").contains("union/Message.html#variant-text"));
    assert!(text("object/ReplyButton.html").contains("at reply.title"));
}
