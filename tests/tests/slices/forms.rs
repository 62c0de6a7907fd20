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

use api::{
    Block, Card, Condition, Kind, Not, Thread, block, both, condition, more, outer, page,
    page::{send, tag},
};

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

#[tokio::test]
async fn lists_joined_by_commas_and_patterns_are_checked_before_they_are_sent() {
    let me = Graph::builder().transport(Canned).build().with(UserToken::new("x"));
    let tag = || page::id("1").tag(["a"]);
    for (call, expected) in [
        (tag().ids(["1", "2", "3"]), "`ids`: must have at most 2 elements, but has 3"),
        (tag().ids(["1", "22222"]), "`ids[1]`: must have at most 4 characters, but has 5"),
        (tag().ids(["x"]), "`ids[0]`: must have only digits"),
        (tag().slug("Ab"), "`slug`: must be lower-case letters, digits and `_` only"),
        (tag().slug("abcde"), "`slug`: must have at most 4 bytes, but has 5"),
    ] {
        let refused = me.send(call).await.unwrap_err().to_string();
        assert!(refused.contains(expected), "{refused}");
    }
    let good = tag().ids(["1", "22"]).slug("a_b");
    assert!(good.curl().contains("ids=1,22") && good.curl().contains("slug=a_b"), "{}", good.curl());
    me.send(good).await.unwrap();
}

#[tokio::test]
async fn the_value_of_another_parameter_decides_what_may_be_sent() {
    let me = Graph::builder().transport(Canned).build().with(UserToken::new("x"));
    let call = |kind: Kind| page::id("1").tag(["a"]).kind(tag::kind(kind).cover("https://a.b").rank(2));
    me.send(call(Kind::Reels)).await.unwrap();
    let one = me.send(call(Kind::Stories)).await.unwrap_err().to_string();
    assert!(one.contains("`rank`: may only be sent with `kind` `REELS`"), "{one}");
    assert!(!one.contains("`cover`"), "{one}");
    let both = me.send(call(Kind::Image)).await.unwrap_err().to_string();
    assert!(both.contains("`cover`: may only be sent with `kind` `REELS` or `STORIES`"), "{both}");
    // The last value counts.
    me.send(call(Kind::Image).kind(Kind::Reels)).await.unwrap();

    let send = |kind: Kind| page::id("1").send().kind(send::kind(kind).length(5));
    me.send(send(Kind::Reels)).await.unwrap();
    let json = me.send(send(Kind::Image)).await.unwrap_err().to_string();
    assert!(json.contains("`length`: may only be sent with `kind` `REELS`"), "{json}");
}

#[tokio::test]
async fn the_value_of_another_member_decides_what_may_be_sent() {
    let me = Graph::builder().transport(Canned).build().with(UserToken::new("x"));
    let call = |thread: Thread| page::id("1").send().thread(thread);
    me.send(call(Thread::new("pass").app("5").loud(true).tone(3))).await.unwrap();
    let wrong = me.send(call(Thread::new("release").app("5").loud(false).tone(3))).await.unwrap_err();
    let wrong = wrong.to_string();
    assert!(wrong.contains("can have `app` only with `control` `pass`"), "{wrong}");
    assert!(wrong.contains("can have `tone` only with `loud` `true`"), "{wrong}");
}
