//! Objects and unions that are sent, checked at run time.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use graph_schema::{
    call::{self, ProblemKind, value::Notation},
    model::{Method, Schema, Type},
};

fn whatsapp() -> Schema {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/slices/whatsapp/graph.json");
    graph_schema::load(file.as_ref()).into_result().unwrap()
}

fn post(json: &str) -> Result<String, Vec<String>> {
    call::by_path_with_json(&whatsapp(), Method::Post, "1065/messages", &[], json)
        .map(|call| call.body.expect("a JSON body"))
        .map_err(|problems| problems.iter().map(ToString::to_string).collect())
}

#[test]
fn a_body_is_completed() {
    for (given, expected) in [
        (
            r#"{"to":"49157","text":{"body":"Hello"}}"#,
            r#"{"messaging_product":"whatsapp","to":"49157","type":"text","text":{"body":"Hello"}}"#,
        ),
        (
            r#"{"to":"49157","message":{"image":{"link":"https://x/a.png"}},"context":{"message_id":"wamid.1"}}"#,
            r#"{"messaging_product":"whatsapp","to":"49157","type":"image","image":{"link":"https://x/a.png"},"context":{"message_id":"wamid.1"}}"#,
        ),
        (
            r#"{"to":"1","type":"INTERACTIVE","interactive":{"type":"button","body":{"text":"?"},
                "action":{"buttons":[{"reply":{"id":"a","title":"Yes"}}]}}}"#,
            r#"{"messaging_product":"whatsapp","to":"1","type":"interactive","interactive":{"type":"button","body":{"text":"?"},"action":{"buttons":[{"type":"reply","reply":{"id":"a","title":"Yes"}}]}}}"#,
        ),
        (
            r#"{"to":"1","template":{"name":"order","language":{"code":"en_US"},"components":[
                {"type":"button","sub_type":"url","index":0,"parameters":[{"text":"x"}]}]}}"#,
            r#"{"messaging_product":"whatsapp","to":"1","type":"template","template":{"name":"order","language":{"code":"en_US"},"components":[{"type":"button","sub_type":"url","index":0,"parameters":[{"type":"text","text":"x"}]}]}}"#,
        ),
        (
            r#"{"message_id":"wamid.1","typing_indicator":true}"#,
            r#"{"messaging_product":"whatsapp","status":"read","message_id":"wamid.1","typing_indicator":{"type":"text"}}"#,
        ),
    ] {
        assert_eq!(post(given).unwrap_or_else(|problems| panic!("{given}: {problems:#?}")), expected);
    }
}

#[test]
fn nested_values_are_given_as_texts_too() {
    let schema = whatsapp();
    for values in [
        &[("to", "1"), ("message", r#"{"type":"text","text":{"body":"Hi"}}"#)][..],
        &[("to", "1"), ("type", "text"), ("text", r#"{"body":"Hi"}"#)],
        &[("to", "1"), ("text", r#"{"body":"Hi"}"#), ("messaging_product", "whatsapp")],
    ] {
        let request =
            call::request(&schema, "phone_number.messages.create", &["id", "1065"], values).unwrap();
        let expected = r#"{"messaging_product":"whatsapp","to":"1","type":"text","text":{"body":"Hi"}}"#;
        assert_eq!(request.body.as_deref(), Some(expected));
        assert!(request.params.is_empty() && request.query.is_empty(), "{request:?}");
    }
}

#[test]
fn all_faults_are_reported_with_their_paths() {
    for (given, expected) in [
        (r#"{"to":"1"}"#, &["the parameter `message` is required; set it: The content."][..]),
        (
            r#"{"to":"1","type":"text","text":{"bdy":"x","preview_url":1}}"#,
            &[
                "`message.text.body` is required; set it",
                "`message.text.preview_url` must be true or false, not a number; use `true` or `false`, without quotes",
                "`message.text.bdy` is not a member of `Text`; did you mean `body`?",
            ],
        ),
        (
            r#"{"to":"1","type":"txt","text":{"body":"x"}}"#,
            &[
                "`message.type` must be one of {text, image, audio, video, document, sticker, location, contacts, \
                 reaction, interactive, template}; did you mean `text`?",
            ],
        ),
        (
            r#"{"to":"1","type":"text","text":{"body":"x"},"image":{"id":"1"}}"#,
            &["`image` belongs to `type` `image`, but `type` is `text`; remove it, or set `type` to `image`"],
        ),
        (
            r#"{"to":"1","image":{"id":"1","link":"https://x/"}}"#,
            &["`message.image.link` excludes `id`; keep one of them"],
        ),
        (
            r#"{"to":"1","image":{"caption":"x"}}"#,
            &["`message.image` must have one of `id`, `link`; set one of them"],
        ),
        (
            r#"{"to":"1","contacts":[{"name":{"formatted_name":"Zoe"}}]}"#,
            &[
                "`message.contacts[0]` must have at least one of `first_name`, `last_name`; set at least one of them",
            ],
        ),
        (
            r#"{"to":"1","template":{"name":"No","language":{"code":"en"},"components":[
                {"type":"header","parameters":[]},{"type":"button","sub_type":"url","index":10,
                 "parameters":[{"type":"coupon_code","coupon_code":"a-b"}]}]}}"#,
            &[
                "`message.template.name` must have only lower-case letters, digits and `_`; remove the other characters",
                "`message.template.components[0].parameters` must have at least 1 element, but has 0; add 1 element",
                "`message.template.components[1].index` must be at most 9, but is 10; use 9 or less",
                "`message.template.components[1].parameters[0].coupon_code` must have only letters and digits; \
                 remove the other characters",
            ],
        ),
        (
            r#"{"to":"1","messaging_product":"telegram","text":{"body":"x"},"recipient_tipe":"group"}"#,
            &[
                "`phone_number.messages.create` has no parameter `recipient_tipe`; did you mean `recipient_type`?",
                "`messaging_product` must be \"whatsapp\"; remove it; it is always sent",
            ],
        ),
        (r#"["x"]"#, &["the body must be a JSON object, not a list; enclose it in `{` and `}`"]),
        (r#"{"#, &["the body is not valid JSON: missing closing bracket `}` (character 1); fix the JSON"]),
    ] {
        assert_eq!(post(given).unwrap_err(), expected, "{given}");
    }
}

#[test]
fn the_number_of_elements_is_that_of_the_outer_list() {
    let with = |examples: &str| {
        format!(r#"{{"to":"1","template":{{"name":"a","language":{{"code":"en"}},"examples":{examples}}}}}"#)
    };
    post(&with(r#"[["a","b"]]"#)).unwrap();
    let long =
        "`message.template.examples[0][1]` must have at most 3 characters, but has 4; remove 1 character";
    assert_eq!(post(&with(r#"[["a","long"]]"#)).unwrap_err(), [long]);
    let many = "`message.template.examples` must have at most 1 element, but has 2; remove 1 element";
    assert_eq!(post(&with(r#"[["a"],["b"]]"#)).unwrap_err(), [many]);
}

#[test]
fn what_arrives_must_be_complete() {
    let schema = whatsapp();
    let message = schema.unions().find(|(_, union)| union.name == "Message").unwrap().0;
    let button = schema.node("ReplyButton").unwrap().0;
    let read = |ty: &Type, text: &str| call::value::json(&schema, ty, text, Notation::Wire);
    let wrong = |ty: &Type, text: &str| {
        let wrongs = read(ty, text).unwrap_err();
        wrongs
            .into_iter()
            .map(|wrong| (wrong.kind, format!("{} {}", wrong.place, wrong.rule)))
            .collect::<Vec<_>>()
    };
    let button = Type::Node(button);
    assert!(read(&button, r#"{"type":"reply","reply":{"id":"1","title":"Yes"}}"#).is_ok());
    assert_eq!(
        wrong(&button, r#"{"reply":{"id":1,"title":"Yes","more":1}}"#),
        [
            (ProblemKind::Missing, ".type is required".to_owned()),
            (ProblemKind::UnknownMember, ".reply.more is not a member of `ReplyButton`".to_owned()),
        ]
    );
    let message = Type::Union(message);
    assert_eq!(read(&message, r#"{"text":{"body":5}}"#).unwrap(), r#"{"type":"text","text":{"body":"5"}}"#);
    assert_eq!(
        wrong(&message, r#"{"image":{"id":"1"}}"#)[0],
        (ProblemKind::Missing, ".text is required".to_owned())
    );
    let location = r#"{"type":"location","location":{"latitude":"48.5","longitude":200}}"#;
    assert_eq!(
        wrong(&message, location),
        [(ProblemKind::Range, ".location.longitude must be at most 180, but is 200".to_owned())]
    );
}

#[test]
fn parameters_stay_in_the_query_and_bring_others() {
    let loaded = graph_schema::parse(&[(
        "graph.json",
        r#"{ "host": "https://x.example", "nodes": { "Page": { "fields": { "id": { "type": "Id<Page>" } },
            "connections": { "feed": { "item": "Page", "operations": {
                "create": { "method": "POST", "body": "json", "params": {
                    "dry": { "type": "boolean", "in": "query" },
                    "tags": { "type": "[string]", "max_items": 1 },
                    "published": { "type": "boolean" },
                    "at": { "type": "integer", "brings": { "published": false } } }, "returns": "success" },
                "remove": { "method": "DELETE", "body": "json", "params": {
                    "ids": { "type": "[string]", "required": true } }, "returns": "success" } } } } } } }"#,
    )]);
    let schema = loaded.into_result().unwrap();
    let call = |name: &str, values: &[(&str, &str)]| call::request(&schema, name, &["id", "1"], values);
    let create = call("page.feed.create", &[("at", "5"), ("dry", "true"), ("tags", "a")]).unwrap();
    assert_eq!(create.body.as_deref(), Some(r#"{"tags":["a"],"at":5,"published":false}"#));
    assert_eq!(create.query, [("dry".to_owned(), "true".to_owned())]);
    let wrong = call("page.feed.create", &[("at", "5"), ("published", "true"), ("tags", "a,b")]).unwrap_err();
    let wrong: Vec<String> = wrong.iter().map(ToString::to_string).collect();
    assert_eq!(
        wrong,
        [
            "`at` is sent with `published` false; remove `published`, or `at`",
            "`tags` must have at most 1 element, but has 2; remove 1 element",
        ]
    );
    let remove = call("page.feed.remove", &[("ids", "5,6")]).unwrap();
    assert_eq!((remove.method, remove.body.as_deref()), (Method::Delete, Some(r#"{"ids":["5","6"]}"#)));
}
