//! Reads with a tag: against the sandbox, and against servers that answer oddly.

use std::sync::{Arc, Mutex};

use graph_client::{
    api::{event, user},
    testing::Answers,
    *,
};
use graph_sandbox::Sandbox;

use crate::stub::{Instantly, Reply, Stub, TOKEN, failed, json};

#[derive(Debug, Clone, PartialEq, Fields)]
#[graph(node = event)]
struct Party {
    name: String,
}

#[derive(Debug, Clone, Fields)]
#[graph(node = user)]
struct Card {
    #[expect(dead_code, reason = "it is only read from answers")]
    id: user::Id,
}

/// What was read, with its tag.
fn changed<A>(read: IfChanged<A>) -> (A, ETag) {
    match read {
        IfChanged::Changed { value, tag: Some(tag) } => (value, tag),
        IfChanged::Changed { tag: None, .. } => panic!("the response has no tag"),
        IfChanged::NotModified => panic!("not modified"),
    }
}

#[tokio::test]
async fn a_node_is_read_again_only_if_it_changed() -> Result<()> {
    let sandbox = Sandbox::start().unwrap();
    let statuses = Arc::new(Mutex::new(Vec::new()));
    let reported = statuses.clone();
    let graph = Graph::builder().host(sandbox.url()).on_call(move |call| {
        assert!(call.error.is_none());
        reported.lock().unwrap().push(call.status);
    });
    let me = graph.build().with(UserToken::new(sandbox.user_token()));
    let picnic = me.send(user::me().events().create("Picnic", event::Time::date(2012, 7, 4))).await?;
    let read = |known: Option<&ETag>| me.get::<Party>(event::id(&picnic.id)).if_changed(known.cloned());

    let (party, tag) = changed(read(None).await?);
    assert_eq!(party.name, "Picnic");
    assert!(read(Some(&tag)).await?.is_not_modified());
    // Kept as text, and with settings of the call before and after.
    let kept: ETag = serde_json::from_str(&serde_json::to_string(&tag).unwrap()).unwrap();
    let long = std::time::Duration::from_secs(60);
    let again = me.get::<Party>(event::id(&picnic.id)).no_retry().if_changed(kept).timeout(long);
    assert_eq!(again.await?, IfChanged::NotModified);

    me.send(event::id(&picnic.id).update(event::update::name("Party"))).await?;
    let (party, newer) = changed(read(Some(&tag)).await?);
    assert_eq!(party.name, "Party");
    assert_ne!(newer, tag);
    assert_eq!(*statuses.lock().unwrap(), [200, 200, 304, 304, 200, 200].map(Some));
    Ok(())
}

#[tokio::test]
async fn pages_raw_calls_and_calls_in_a_batch_have_tags() -> Result<()> {
    let sandbox = Sandbox::start().unwrap();
    let me = Graph::builder().host(sandbox.url()).build().with(UserToken::new(sandbox.user_token()));
    let (page, tag) = changed(me.page(user::me().likes()).if_changed(None).await?);
    assert!(!page.is_empty());
    assert!(me.page(user::me().likes()).if_changed(tag).await?.is_not_modified());

    let (_, of_raw) = changed(me.raw(Method::GET, "me").if_changed(None).await?);
    assert!(me.raw(Method::GET, "me").if_changed(of_raw).await?.is_not_modified());

    let card = || user::me().get::<Card>();
    let (first, other) = me.batch((me.prepare(card()).if_changed(None), card())).await?;
    let (_, tag) = changed(first?);
    other?;
    let old = ETag::new("\"old\"");
    let (same, other, plain) = me
        .batch((me.prepare(card()).if_changed(tag.clone()), me.prepare(card()).if_changed(old), card()))
        .await?;
    assert!(same?.is_not_modified());
    assert_eq!(changed(other?).1, tag);
    plain?;
    // A batch as a whole and a write have none.
    let whole = me.batch((card(),)).if_changed(tag.clone()).await?;
    assert!(matches!(whole, IfChanged::Changed { value: (Ok(_),), tag: None }));
    let write = me.send(user::me().scores().create(5)).if_changed(tag).await?;
    assert!(matches!(write, IfChanged::Changed { tag: None, .. }));
    Ok(())
}

#[tokio::test]
async fn the_tag_is_sent_as_it_is_with_each_attempt_and_only_if_known() -> Result<()> {
    let stub = Stub::start(|seen, before| match (before, seen.header("if-none-match")) {
        (0, _) => Reply::Http(200, vec![("ETag", "W/\"a, b\"".to_owned())], br#"{"id":"4"}"#.to_vec()),
        (1, _) => Reply::Http(500, vec![("ETag", "\"of an error\"".to_owned())], b"{}".to_vec()),
        (2, Some("W/\"a, b\"")) => Reply::Http(304, vec![], vec![]),
        _ => failed(100),
    });
    let me = stub.graph().timer(Instantly::default()).timeout(None).build().with(UserToken::new(TOKEN));
    let (_, tag) = changed(me.get::<Card>(user::me()).if_changed(None).await?);
    assert_eq!(tag.as_str(), "W/\"a, b\"");
    assert!(me.get::<Card>(user::me()).if_changed(tag.clone()).await?.is_not_modified());
    let sent: Vec<_> =
        stub.seen().iter().map(|seen| seen.header("if-none-match").map(str::to_owned)).collect();
    assert_eq!(sent, [None, Some(tag.to_string()), Some(tag.to_string())]);
    // An error stays an error.
    assert_eq!(me.get::<Card>(user::me()).if_changed(tag).await.unwrap_err().code(), Some(100));
    Ok(())
}

#[tokio::test]
async fn not_modified_without_a_tag_is_no_answer() {
    let stub = Stub::start(|_, _| Reply::Http(304, vec![("ETag", "\"a\"".to_owned())], vec![]));
    let me = stub.me();
    let asked = me.get::<Card>(user::me()).no_retry().if_changed(None).await.unwrap_err();
    let plain = me.get::<Card>(user::me()).no_retry().await.unwrap_err();
    for error in [asked, plain] {
        assert_eq!((error.kind(), error.status()), (ErrorKind::Decode, Some(304)), "{error}");
    }
}

#[tokio::test]
async fn a_response_without_a_tag_and_a_tag_that_cannot_be_sent() -> Result<()> {
    let stub = Stub::start(|_, _| json(r#"{"id":"4"}"#));
    let me = stub.me();
    let read = me.get::<Card>(user::me()).if_changed(ETag::new("\"old\"")).await?;
    assert!(matches!(read, IfChanged::Changed { tag: None, .. }));
    let error = me.get::<Card>(user::me()).if_changed(ETag::new("a\nb")).await.unwrap_err();
    assert_eq!((error.kind(), stub.count()), (ErrorKind::Request, 1));
    assert!(error.to_string().contains("pass the tag of a response"), "{error}");
    Ok(())
}

#[tokio::test]
async fn prepared_answers_can_be_not_modified() -> Result<()> {
    let answers = Answers::new()
        .fail(&user::me().get::<Card>(), 304, "")
        .on(&user::me().get::<Card>(), r#"{"id":"4"}"#);
    let me = Graph::builder().answers(&answers).build().with(UserToken::new(TOKEN));
    assert!(me.get::<Card>(user::me()).if_changed(ETag::new("\"a\"")).await?.is_not_modified());
    assert!(me.get::<Card>(user::me()).if_changed(ETag::new("\"a\"")).await?.changed().is_some());
    let (in_batch,) =
        me.batch((me.prepare(user::me().get::<Card>()).if_changed(ETag::new("\"a\"")),)).await?;
    assert!(in_batch?.changed().is_some());
    Ok(())
}

#[tokio::test]
async fn what_several_requests_read_has_no_tag() -> Result<()> {
    // Each page has a tag, and the Page is on the second one.
    let stub = Stub::start(|seen, _| {
        assert_eq!(seen.header("if-none-match"), None);
        let body = match seen.param("after") {
            None => {
                r#"{"data":[{"id":"7","tasks":["A"]}],"paging":{"cursors":{"after":"x"},"next":"http://x/"}}"#
            }
            Some(_) => r#"{"data":[{"id":"9","tasks":["B"]}]}"#,
        };
        Reply::Http(200, vec![("ETag", "\"one\"".to_owned())], body.into())
    });
    let me = stub.me();
    match me.page_tasks("9").if_changed(ETag::new("\"one\"")).await? {
        IfChanged::Changed { value, tag: None } => assert!(value.names().eq(["B"])),
        other => panic!("{other:?}"),
    }
    Ok(())
}

#[tokio::test]
async fn a_tag_that_no_header_can_have_is_refused_in_a_batch_too() {
    let stub = Stub::start(|_, _| json("[]"));
    let me = stub.me();
    let odd = || ETag::new("\"a\"\nAuthorization: other");
    let alone = me.get::<Card>(user::me()).if_changed(odd()).await.unwrap_err();
    let card = me.prepare(user::me().get::<Card>()).if_changed(odd());
    let (batch,) = me.batch((card,)).await.unwrap();
    let batch = batch.unwrap_err();
    for error in [alone, batch] {
        assert_eq!(error.kind(), ErrorKind::Request);
        assert!(error.to_string().contains("invalid characters; pass the tag of a response"), "{error}");
    }
    assert_eq!(stub.count(), 0);
}
