//! Values in every form of the schema language, written and read.

use bytes::Bytes;
use graph_client::{
    Describe, Graph, UserToken,
    transport::{BoxFuture, Transport, TransportError},
};
use serde_json::{Value, json};

mod api {
    graph_client::graph_api!("../../slices/forms/graph.json");
}

use api::{Block, Card, Condition, Not, block, both, condition, more, outer, page, page::send};

fn body(call: &impl Describe) -> Value {
    serde_json::from_str(&call.json_body().expect("a JSON body")).unwrap()
}

fn read(json: &Value) -> Card {
    serde_json::from_value(json.clone()).unwrap()
}

#[test]
fn a_value_that_holds_its_own_kind_ends() {
    let condition = condition::not(Condition::All(vec![
        condition::is("red"),
        condition::not(condition::is("old")).into(),
    ]));
    assert_eq!(
        body(&page::id("1").send().condition(condition)),
        json!({ "condition": {
            "not": { "condition": { "all": [{ "is": "red" }, { "not": { "condition": { "is": "old" } } }] } }
        } })
    );
    // Not so deep that reading it would overflow the stack.
    let read: Not = serde_json::from_value(json!({ "condition": { "is": "red" } })).unwrap();
    assert_eq!(read.condition, Box::new(Condition::Is("red".to_owned())));
}

#[test]
fn contents_stand_where_the_union_says() {
    let call = page::id("1").send().outer(outer::inner(both::rich("<b>"))).text(both::plain("a"));
    assert_eq!(
        body(&call),
        json!({
            "outer": { "kind": "inner", "inner": { "type": "rich", "payload": "<b>" } },
            "text": { "type": "plain", "payload": "a" }
        })
    );
}

#[test]
fn what_stands_beside_a_tag_is_read_once() {
    for json in [
        json!({ "title": "A", "type": "quote", "body": { "text": "b" }, "author": "c" }),
        json!({ "title": "A", "type": "more", "more_type": "link", "target": { "href": "https://a.example" } }),
        json!({ "title": "A", "type": "rule" }),
        json!({ "title": "A" }),
    ] {
        let card = read(&json);
        assert!(card.rest.is_empty(), "{json}: {:?}", card.rest);
        assert_eq!(serde_json::to_value(&card).unwrap(), json);
    }
    let by_alias = read(&json!({ "name": "A", "type": "QUOTE", "quote_text": "b", "by": "c", "new": 1 }));
    let Some(Block::Quote(quote)) = &by_alias.block else { panic!("{by_alias:?}") };
    assert_eq!((quote.text.as_str(), quote.author.as_deref()), ("b", Some("c")));
    assert_eq!(by_alias.rest.keys().collect::<Vec<_>>(), ["new"]);
}

#[test]
fn values_beside_the_tag_are_made_by_functions() {
    let card = Card::new("A").block(block::more(more::link("https://a.example")));
    assert_eq!(
        body(&page::id("1").send().card(card)),
        json!({ "card": {
            "title": "A", "type": "more", "more_type": "link", "target": { "href": "https://a.example" }
        } })
    );
}

#[test]
fn what_depends_on_a_parameter_is_a_member_of_the_body() {
    let link = send::link("https://a.example").captions(["a"]).cover(both::plain("b"));
    assert_eq!(
        body(&page::id("1").send().link(link).red_or_blue(send::blue(both::rich("c")))),
        json!({
            "link": "https://a.example", "captions": ["a"], "cover": { "type": "plain", "payload": "b" },
            "blue": { "type": "rich", "payload": "c" }
        })
    );
}

/// Takes everything.
struct Canned;

impl Transport for Canned {
    fn send(
        &self,
        _: http::Request<Bytes>,
    ) -> BoxFuture<std::result::Result<http::Response<Bytes>, TransportError>> {
        Box::pin(async move {
            Ok(http::Response::new(Bytes::from_static(b"{\"success\": true, \"title\": \"A\"}")))
        })
    }
}

#[tokio::test]
async fn lists_are_counted_before_they_are_sent() {
    let me = Graph::builder().transport(Canned).build().with(UserToken::new("x"));
    let page = || page::id("1");
    let three = me.send(page().tag(["a", "b", "c"])).await.unwrap_err().to_string();
    assert!(three.contains("at most 2 elements"), "{three}");
    let long = me.send(page().tag(["a", "long"])).await.unwrap_err().to_string();
    assert!(long.contains("at most 3 characters"), "{long}");
    let high = me.send(page().tag(["a"]).scores([("a".to_owned(), 6)].into())).await.unwrap_err().to_string();
    assert!(high.contains("at most 5"), "{high}");
    let json = me.send(page().send().ids(["a", "b", "c"])).await.unwrap_err().to_string();
    assert!(json.contains("at most 2 elements"), "{json}");
    me.send(page().tag(["a", "b"])).await.unwrap();
    assert!(
        page().tag(["a", "b"]).curl().contains("labels=[\"a\",\"b\"]"),
        "{}",
        page().tag(["a", "b"]).curl()
    );
}
