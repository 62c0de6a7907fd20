//! Values in every form of the schema language, written and read.

use std::sync::{Arc, Mutex};

use bytes::Bytes;
use graph_client::{
    Describe, Graph, UserToken,
    transport::{BoxFuture, Transport, TransportError},
};
use serde_json::{Value, json};

pub(super) mod api {
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

/// Takes everything, and keeps it. Each call of a batch succeeds.
#[derive(Clone, Default)]
struct Canned(Arc<Mutex<Vec<http::Request<Bytes>>>>);

impl Transport for Canned {
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<std::result::Result<http::Response<Bytes>, TransportError>> {
        let answer = json!({ "success": true, "title": "A" });
        let form = form_of(&request);
        self.0.lock().unwrap().push(request);
        let answer = match form.iter().find(|(name, _)| name == "batch") {
            None => answer,
            Some((_, calls)) => {
                let calls: Vec<Value> = serde_json::from_str(calls).unwrap();
                calls.iter().map(|_| json!({ "code": 200, "body": answer.to_string() })).collect()
            }
        };
        Box::pin(async move { Ok(http::Response::new(answer.to_string().into())) })
    }
}

/// The names and values of a form, or of a query.
fn pairs_of(text: &str) -> Vec<(String, String)> {
    let decoded = |text: &str| percent_encoding::percent_decode_str(text).decode_utf8().unwrap().into_owned();
    let pairs = text.split('&').filter_map(|pair| pair.split_once('='));
    pairs.map(|(name, value)| (decoded(name), decoded(value))).collect()
}

fn form_of(request: &http::Request<Bytes>) -> Vec<(String, String)> {
    pairs_of(std::str::from_utf8(request.body()).unwrap())
}

/// The calls of a batch.
fn calls_of(request: &http::Request<Bytes>) -> Vec<Value> {
    let form = form_of(request);
    let (_, calls) = form.iter().find(|(name, _)| name == "batch").unwrap();
    serde_json::from_str(calls).unwrap()
}

#[tokio::test]
async fn a_delete_with_a_json_body_has_its_members_in_the_query_of_a_batch() {
    let canned = Canned::default();
    let me = Graph::builder().transport(canned.clone()).build().with(UserToken::new("x"));
    let untag = || page::id("1").untag(["a&b", "c"]).text(both::plain("d"));
    let members = [("labels", r#"["a&b","c"]"#), ("text", r#"{"type":"plain","payload":"d"}"#)];
    let members = members.map(|(name, value)| (name.to_owned(), value.to_owned()));
    // Alone, it has a body.
    me.send(untag()).await.unwrap();
    let (first, second) = me.batch((untag(), page::id("1").tag(["e"]))).await.unwrap();
    first.unwrap();
    second.unwrap();
    let seen = std::mem::take(&mut *canned.0.lock().unwrap());
    let [alone, batch] = &seen[..] else { panic!("{seen:?}") };
    assert_eq!(
        (alone.method().as_str(), alone.uri().path(), alone.uri().query()),
        ("DELETE", "/1/tag", None)
    );
    assert_eq!(alone.headers()["content-type"], "application/json");
    assert_eq!(
        serde_json::from_slice::<Value>(alone.body()).unwrap(),
        json!({ "labels": ["a&b", "c"], "text": { "type": "plain", "payload": "d" } })
    );
    let calls = calls_of(batch);
    let (path, query) = calls[0]["relative_url"].as_str().unwrap().split_once('?').unwrap();
    assert_eq!((calls[0]["method"].as_str(), path, calls[0].get("body")), (Some("DELETE"), "1/tag", None));
    assert_eq!(pairs_of(query), members);
    assert_eq!(calls[1]["body"], "labels=[%22e%22]".replace('[', "%5B").replace(']', "%5D"));
}

#[tokio::test]
async fn a_json_body_that_leaves_a_batch_is_sent_once_and_as_it_is() {
    let canned = Canned::default();
    let me = Graph::builder().transport(canned.clone()).build().with(UserToken::new("x"));
    // What the platform would read as a reference to another call of the batch.
    let text = "{result=other:$.id}";
    let (one, two, three) = me
        .batch((
            page::id("1").send().text(both::plain(text)).red_or_blue(send::red(5)),
            page::id("2").send().text(both::plain("b")),
            page::id("3").untag([text]),
        ))
        .await
        .unwrap();
    assert_eq!((one.unwrap().title, two.unwrap().title), ("A".to_owned(), "A".to_owned()));
    three.unwrap();
    let seen = std::mem::take(&mut *canned.0.lock().unwrap());
    let mut alone: Vec<_> = seen.iter().filter(|request| request.uri().path().len() > 1).collect();
    alone.sort_by_key(|request| request.uri().path().to_owned());
    let shown = alone.iter().map(|request| {
        let body: Value = serde_json::from_slice(request.body()).unwrap();
        assert_eq!(
            (request.headers()["content-type"].as_bytes(), request.uri().query()),
            (&b"application/json"[..], None)
        );
        format!("{} {} {body}", request.method(), request.uri().path())
    });
    assert_eq!(
        shown.collect::<Vec<_>>(),
        [
            format!(r#"POST /1/send {{"red":5,"text":{{"payload":"{text}","type":"plain"}}}}"#),
            format!(r#"DELETE /3/tag {{"labels":["{text}"]}}"#),
        ]
    );
    // Only the other one is in the batch.
    let batches: Vec<_> = seen.iter().filter(|request| request.uri().path().len() <= 1).collect();
    assert_eq!(batches.len(), 1);
    let calls = calls_of(batches[0]);
    let bodies: Vec<_> = calls.iter().map(|call| pairs_of(call["body"].as_str().unwrap())).collect();
    assert_eq!(bodies, [[("text".to_owned(), r#"{"type":"plain","payload":"b"}"#.to_owned())]]);
}

#[tokio::test]
async fn lists_are_counted_before_they_are_sent() {
    let me = Graph::builder().transport(Canned::default()).build().with(UserToken::new("x"));
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
    let me = Graph::builder().transport(Canned::default()).build().with(UserToken::new("x"));
    let tag = || page::id("1").tag(["a"]);
    for (call, expected) in [
        (tag().ids(["1", "2", "3"]), "`ids`: must have at most 2 elements, but has 3"),
        (tag().ids(["1", "22222"]), "`ids[1]`: must have at most 4 characters, but has 5"),
        (tag().ids(["x"]), "`ids[0]`: must have only digits"),
        (tag().slug("Ab"), "`slug`: must have only lower-case letters, digits and `_`"),
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
    let me = Graph::builder().transport(Canned::default()).build().with(UserToken::new("x"));
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
    let me = Graph::builder().transport(Canned::default()).build().with(UserToken::new("x"));
    let call = |thread: Thread| page::id("1").send().thread(thread);
    me.send(call(Thread::new("pass").app("5").loud(true).tone(3))).await.unwrap();
    let wrong = me.send(call(Thread::new("release").app("5").loud(false).tone(3))).await.unwrap_err();
    let wrong = wrong.to_string();
    assert!(wrong.contains("can have `app` only with `control` `pass`"), "{wrong}");
    assert!(wrong.contains("can have `tone` only with `loud` `true`"), "{wrong}");
}
