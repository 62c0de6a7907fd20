//! Answers that are not quite as the schema says: content before its tag, and members that it does not know.

use graph_client::Describe;
use serde_json::{Value, json};

use super::forms::api::{Block, Card, Entry, Folder, Quote, block, page};

fn read(json: &Value) -> Card {
    serde_json::from_value(json.clone()).unwrap()
}

/// As many folders in each other, each in this member and without a name.
fn nameless(depth: usize, member: &str) -> Value {
    (0..depth).fold(json!({ "size": 1 }), |folder, _| json!({ member: folder }))
}

#[test]
fn content_that_cannot_be_read_is_tried_once() {
    // To try it twice at each level would be 2^60 reads: the test would not end.
    for depth in [1, 2, 5, 60] {
        for (member, word) in
            [("folder", None), ("folder", Some("folder")), ("folder", Some("file")), ("archive", Some("tar"))]
        {
            let mut json = nameless(depth, member);
            json["name"] = json!("A");
            if let Some(word) = word {
                json["type"] = json!(word);
            }
            // The content stands before its tag.
            assert_eq!(json.as_object().unwrap().keys().next().unwrap(), member);
            let folder: Folder = serde_json::from_value(json.clone()).unwrap();
            let Some(Entry::Other(other)) = &folder.entry else { panic!("{folder:?}") };
            assert_eq!((folder.name.as_str(), &other[member]), ("A", &nameless(depth - 1, member)));
            assert_eq!(serde_json::to_value(&folder).unwrap(), json);
        }
    }
}

#[test]
fn content_before_its_tag_is_of_the_variant_that_the_tag_names() {
    for (member, word) in [("folder", "folder"), ("archive", "zip"), ("archive", "tar")] {
        let (mut json, depth) = (json!({ "name": "B" }), 40);
        for _ in 0..depth {
            json = json!({ member: json, "name": "A", "type": word });
        }
        let folder: Folder = serde_json::from_value(json.clone()).unwrap();
        assert_eq!(serde_json::to_value(&folder).unwrap(), json);
        let inner = std::iter::successors(Some(&folder), |folder| match (word, folder.entry.as_ref()?) {
            ("folder", Entry::Folder(inner)) | ("zip", Entry::Zip(inner)) | ("tar", Entry::Tar(inner)) => {
                Some(&**inner)
            }
            other => panic!("{other:?}"),
        });
        assert_eq!(inner.map(|folder| folder.name.as_str()).collect::<String>(), "A".repeat(depth) + "B");
    }
}

#[test]
fn a_dot_in_the_name_of_a_member_is_no_path() {
    for json in [
        json!({ "title": "A", "a.b": 2 }),
        json!({ "title": "A", "a": 1, "a.b": 2 }),
        json!({ "title": "A", "a": { "c": 1 }, "a.b": 2, "a.b.c": 3, ".": 4, "a.": 5 }),
    ] {
        let card = read(&json);
        assert_eq!(serde_json::to_value(&card).unwrap(), json);
        let mut rest = json;
        rest.as_object_mut().unwrap().remove("title");
        assert_eq!(serde_json::to_value(&card.rest).unwrap(), rest);
    }
    // What the schema does not know below a member keeps its place, and its name as well.
    let body = json!({ "text": "b", "new": 1, "n.w": 2, "deep": { "x.y": 3 } });
    let quote: Quote = serde_json::from_value(json!({ "body": body, "body.new": 4 })).unwrap();
    assert_eq!(quote.text, "b");
    assert_eq!(
        serde_json::to_value(&quote.rest).unwrap(),
        json!({ "body": { "new": 1, "n.w": 2, "deep": { "x.y": 3 } }, "body.new": 4 })
    );
}

#[test]
fn unknown_members_below_a_member_are_written_in_their_place() {
    for json in [
        json!({ "body": { "text": "b", "new": 1 } }),
        json!({ "body": { "text": "b", "n.w": 1, "deep": { "x": [2] } }, "body.new": 3, "new": {} }),
    ] {
        let quote: Quote = serde_json::from_value(json.clone()).unwrap();
        assert_eq!(serde_json::to_value(&quote).unwrap(), json);
    }
    // A member of which only a part is read is kept as a whole.
    let body = json!({ "text": "b", "page": { "id": "1", "name": "x" }, "new": 1 });
    let quote: Quote = serde_json::from_value(json!({ "body": body })).unwrap();
    assert_eq!(quote.page.as_ref().map(|page| page.as_str()), Some("1"));
    let kept = json!({ "body": { "page": { "id": "1", "name": "x" }, "new": 1 } });
    assert_eq!(serde_json::to_value(&quote.rest).unwrap(), kept);
    assert_eq!(serde_json::to_value(&quote).unwrap(), json!({ "body": body }));
    // Of a member that occurs twice, the last one counts.
    let twice = r#"{"body":{"text":"b","page":{"id":"1","name":"x"},"page":"2"}}"#;
    let quote: Quote = serde_json::from_str(twice).unwrap();
    assert!(quote.rest.is_empty(), "{quote:?}");
    // What has no place is left out, rather than what is known.
    let mut quote = Quote::new("b");
    quote.rest.insert("body".to_owned(), json!(1));
    assert_eq!(serde_json::to_value(&quote).unwrap(), json!({ "body": { "text": "b" } }));
    // What is sent has no member twice either.
    let mut card = Card::new("A").block(block::quote("b"));
    let Some(Block::Quote(quote)) = &mut card.block else { panic!("{card:?}") };
    quote.rest.insert("body".to_owned(), json!({ "new": 1 }));
    let sent = page::id("1").send().card(card).json_body().unwrap();
    assert_eq!(sent.matches("\"body\"").count(), 1, "{sent}");
}

#[test]
fn unknown_members_below_a_member_beside_the_tag_are_kept() {
    let json = json!({ "title": "A", "type": "quote", "body": { "text": "b", "new": 1 }, "other": 2 });
    let card = read(&json);
    let Some(Block::Quote(quote)) = &card.block else { panic!("{card:?}") };
    assert_eq!(serde_json::to_value(&quote.rest).unwrap(), json!({ "body": { "new": 1 } }));
    assert_eq!(serde_json::to_value(&card.rest).unwrap(), json!({ "other": 2 }));
    assert_eq!(serde_json::to_value(&card).unwrap(), json);
}
