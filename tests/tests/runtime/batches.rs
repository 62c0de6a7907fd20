//! Batches: splitting, dependent calls, unfinished calls and retries.

use std::{
    collections::HashMap,
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use futures_util::StreamExt;
use graph_client::{
    api::{
        event, photo,
        user::{self, feed},
    },
    testing::Answers,
    *,
};
use serde_json::{Value, json as value};

use crate::stub::{MARK, Reply, Seen, Stub, TOKEN, failed, json, status};

#[derive(Debug, Clone, Fields)]
#[graph(node = user)]
struct Card {
    id: user::Id,
}

/// Parses the calls of a batch from its request.
fn items(seen: &Seen) -> Vec<Value> {
    serde_json::from_str(&seen.param("batch").unwrap()).unwrap()
}

fn ok(body: impl ToString) -> Value {
    value!({"code": 200, "body": body.to_string()})
}

fn error(code: i64, transient: bool) -> Value {
    value!({"code": 400, "body": value!({"error": {"message": "x", "code": code, "is_transient": transient}}).to_string()})
}

/// Starts a server that responds to each call of a batch by its index among all calls received.
fn batches(answer: impl Fn(&Value, usize) -> Value + Send + Sync + 'static) -> Stub {
    let count = AtomicUsize::new(0);
    Stub::start(move |seen, _| {
        let answers: Vec<Value> =
            items(seen).iter().map(|item| answer(item, count.fetch_add(1, Ordering::SeqCst))).collect();
        json(Value::from(answers).to_string())
    })
}

fn score(score: i64) -> impl BatchPart<UserToken, Unchecked, Output = Result<()>> {
    user::me().scores().create(score)
}

#[tokio::test]
async fn splits_large_batches_in_order() -> Result<()> {
    let stub = batches(|item, _| {
        let id =
            item["relative_url"].as_str().unwrap().rsplit('/').next().unwrap().split('?').next().unwrap();
        ok(value!({ "id": id }))
    });
    let calls: Vec<_> = (0..123).map(|id: u64| user::id(id).get::<Card>()).collect();
    let cards = stub.me().batch(calls).await?;
    let ids: Vec<String> = cards.into_iter().map(|card| card.unwrap().id.to_string()).collect();
    assert_eq!(ids, (0..123).map(|id| id.to_string()).collect::<Vec<_>>());
    assert_eq!(stub.seen().iter().map(|seen| items(seen).len()).collect::<Vec<_>>(), [50, 50, 23]);
    let none: Vec<_> = std::iter::repeat_with(|| event::id("5").delete()).take(0).collect();
    assert!(stub.me().batch(none).await?.is_empty());
    Ok(())
}

/// A batch reads one page of each list, and the pages that follow in another one.
#[tokio::test]
async fn lists_are_part_of_a_batch() -> Result<()> {
    let stub = batches(|item, count| {
        let url = item["relative_url"].as_str().unwrap();
        let data = match url.split('?').next().unwrap() {
            "v2.0/me/likes" => value!([{ "id": "7", "name": "Bakes" }]),
            "v2.0/me/friends" => value!([{ "id": count.to_string() }]),
            other => panic!("{other}"),
        };
        let next =
            format!("https://graph.facebook.com/v2.0/me/friends?access_token={MARK}&limit=1&after=A{count}");
        ok(value!({ "data": data, "paging": { "next": next } }))
    });
    let me = stub.me();
    let friends = user::me().friends().limit(1).select::<Card>();
    let (likes, mut friends) = me.batch((user::me().likes(), friends)).await?;
    assert_eq!(likes?.into_items()[0].name.as_deref(), Some("Bakes"));
    let mut ids = Vec::new();
    for _ in 0..2 {
        let page = friends?;
        ids.extend(page.iter().map(|card| card.id.to_string()));
        let next = page.next().unwrap();
        friends = me.batch(vec![next]).await?.pop().unwrap();
    }
    ids.extend(friends?.iter().map(|card| card.id.to_string()));
    assert_eq!(ids, ["1", "2", "3"]);
    let seen = stub.seen();
    let urls: Vec<String> =
        seen.iter().flat_map(items).map(|item| item["relative_url"].to_string()).collect();
    assert_eq!(urls[1], "\"v2.0/me/friends?limit=1&fields=id\"");
    assert!(urls[2].contains("after=A1") && urls[2].contains("limit=1"), "{urls:?}");
    assert!(!urls.concat().contains(MARK));
    Ok(())
}

/// What is wrong with one list is its own error.
#[tokio::test]
async fn a_list_of_a_batch_fails_by_itself() -> Result<()> {
    let stub = batches(|item, _| match item["relative_url"].as_str().unwrap().contains("me/likes") {
        true => error(100, false),
        false => ok(value!({ "data": [] })),
    });
    let (likes, friends) = stub.me().batch((user::me().likes(), user::me().friends())).await?;
    assert_eq!(likes.unwrap_err().code(), Some(100));
    assert!(friends?.is_empty());
    Ok(())
}

#[tokio::test]
async fn twelve_different_calls_return_twelve_results() -> Result<()> {
    let stub = batches(|_, number| if number == 5 { error(190, false) } else { ok(value!({"id": "4"})) });
    let read = || user::me().get::<Card>();
    let all = (
        read(),
        score(1),
        read(),
        score(2),
        read(),
        score(3),
        read(),
        score(4),
        read(),
        score(5),
        read(),
        (read(), score(6)),
    );
    let (first, .., sixth, seventh, _, _, _, _, (_, last)) = stub.me().batch(all).await?;
    first?;
    assert_eq!(sixth.unwrap_err().kind(), ErrorKind::Authentication);
    seventh?;
    last
}

#[tokio::test]
async fn dependent_calls_reference_earlier_results() -> Result<()> {
    let stub = batches(|item, _| match item["method"].as_str().unwrap() {
        "POST" => ok(value!({"id": "77"})),
        _ => ok(true),
    });
    let picnic = user::me().events().create("Picnic", event::Time::date(2012, 7, 4));
    let then = picnic.then(|picnic| {
        let post = feed::message(format!("Come! {}", picnic.field("id")));
        (event::id(picnic.id()).delete(), user::me().feed().create_post(post))
    });
    let me = stub.me();
    assert!(
        me.curl_batch((picnic_and_nothing(),)).contains("create"),
        "{}",
        me.curl_batch((picnic_and_nothing(),))
    );
    let (made, (gone, posted)) = me.batch(then).await?;
    assert_eq!(made?.id.as_str(), "77");
    gone?;
    posted?;
    let sent = items(&stub.seen()[0]);
    // The name cannot be guessed, and differs in each request.
    let name = sent[0]["name"].as_str().unwrap();
    assert!(name.starts_with("call") && name.len() > 16, "{name}");
    assert_eq!(sent[0]["omit_response_on_success"], value!(false));
    assert_eq!(sent[1]["relative_url"], format!("v2.0/{{result={name}:$.id}}"));
    assert_eq!(sent[2]["body"], format!("message=Come%21%20{{result={name}:$.id}}"));
    assert_eq!(sent[1]["name"], Value::Null);
    Ok(())
}

/// Exists only for its curl line.
fn picnic_and_nothing() -> impl BatchPart<UserToken, Unchecked> {
    user::me()
        .events()
        .create("create", event::Time::date(2012, 7, 4))
        .then(|picnic| event::id(picnic.id()).delete())
}

#[tokio::test]
async fn skips_calls_that_depend_on_a_failed_call() -> Result<()> {
    let stub = batches(|item, _| if item["method"] == "POST" { error(100, false) } else { Value::Null });
    let picnic = user::me().events().create("Picnic", event::Time::date(2012, 7, 4));
    let (made, gone) = stub.me().batch(picnic.then(|picnic| event::id(picnic.id()).delete())).await?;
    assert_eq!(made.unwrap_err().kind(), ErrorKind::Parameter);
    assert_eq!(gone.unwrap_err().kind(), ErrorKind::Skipped);
    assert_eq!(stub.count(), 1);
    Ok(())
}

#[tokio::test]
async fn does_not_retry_calls_with_omitted_responses() -> Result<()> {
    let stub = batches(|item, _| if item["method"] == "POST" { Value::Null } else { ok(true) });
    let picnic = user::me().events().create("Picnic", event::Time::date(2012, 7, 4));
    let (made, gone) = stub.me().batch(picnic.then(|picnic| event::id(picnic.id()).delete())).await?;
    let made = made.unwrap_err();
    assert!(made.to_string().contains("omitted its response") && !made.is_retryable(), "{made}");
    gone?;
    assert_eq!(stub.count(), 1);
    Ok(())
}

#[tokio::test]
async fn retries_only_unfinished_calls() -> Result<()> {
    // First attempt: one success, one call not run, a read and a write with transient errors, a permanent error, and a
    // pair whose second call was not run.
    let stub = batches(|item, number| match number {
        0 => ok(value!({"id": "1"})),
        1 => Value::Null,
        2 | 3 => error(2, true),
        4 => error(100, false),
        5 => ok(value!({"id": "55"})),
        6 => Value::Null,
        7 | 8 => ok(value!({"id": "2"})),
        9 => {
            assert_eq!(item["relative_url"], "v2.0/55");
            ok(true)
        }
        _ => panic!("{number}: {item}"),
    });
    let read = || user::me().get::<Card>();
    let pair = user::me()
        .events()
        .create("x", event::Time::date(2012, 7, 4))
        .then(|made| event::id(made.id()).delete());
    let (one, two, three, write, wrong, (made, gone)) =
        stub.me().batch((read(), read(), read(), score(1), read(), pair)).await?;
    assert_eq!([one?.id, two?.id, three?.id].map(|id| id.to_string()), ["1", "2", "2"]);
    assert_eq!(write.unwrap_err().name(), Some("ServiceUnavailable"));
    assert_eq!(wrong.unwrap_err().kind(), ErrorKind::Parameter);
    made?;
    gone?;
    assert_eq!(stub.seen().iter().map(|seen| items(seen).len()).collect::<Vec<_>>(), [7, 3]);
    // A call that is never run fails eventually.
    let stub = batches(|_, _| Value::Null);
    let (never,) = stub.me().batch((read(),)).await?;
    let never = never.unwrap_err();
    assert_eq!((never.kind(), never.attempts(), stub.count()), (ErrorKind::Timeout, 4, 4));
    Ok(())
}

#[tokio::test]
async fn batch_calls_respect_the_deadline() -> Result<()> {
    let stub = batches(|_, _| error(2, true));
    // The wait is years, and its random share almost never fits the deadline.
    let years = Duration::from_secs(1_000_000_000_000);
    let slow = RetryPolicy::default().first_wait(years).longest_wait(Duration::MAX);
    let me = Graph::builder().host(stub.host()).retry(slow).build().with(UserToken::new(TOKEN));
    let (card,) = me.batch((user::me().get::<Card>(),)).timeout(Duration::from_secs(20)).await?;
    assert_eq!((card.unwrap_err().code(), stub.count()), (Some(2), 1));
    Ok(())
}

#[tokio::test]
async fn null_responses_have_three_meanings() -> Result<()> {
    // The first batch only responds to the second call: the call it depends on ran, and its response was omitted.
    let picnic = || user::me().events().create("Picnic", event::Time::date(2012, 7, 4));
    let stub = batches(|item, number| match (number, item["method"].as_str().unwrap()) {
        (1, _) => ok(true),
        (0..=5, _) => Value::Null,
        (_, "GET") => ok(value!({"id": "4"})),
        (_, _) => ok(value!({"id": "77", "success": true})),
    });
    let ((left_out, gone), (read, built_upon), write, delete) = stub
        .me()
        .batch((
            picnic().then(|made| event::id(made.id()).delete()),
            user::me()
                .get::<Card>()
                .then(|card| user::me().feed().create_post(feed::message(card.field("id")))),
            score(1),
            event::id("5").delete(),
        ))
        .await?;
    assert!(left_out.unwrap_err().to_string().contains("omitted its response"));
    gone?;
    // Timeout: retries the read, and with it the write that depends on its response.
    read?;
    built_upon?;
    delete?;
    // The outcome of the write is unknown.
    let write = write.unwrap_err();
    assert_eq!(
        (write.kind(), write.is_retryable(), write.attempts()),
        (ErrorKind::Timeout, false, 1),
        "{write}"
    );
    assert!(write.to_string().contains("may have taken effect"), "{write}");
    let sent: Vec<usize> = stub.seen().iter().map(|seen| items(seen).len()).collect();
    assert_eq!(sent, [6, 3]);

    // A transient read error: the dependent write was not run, whatever the response says.
    for recorded in [Value::Null, error(2, true)] {
        let not_run = recorded.clone();
        let stub = batches(move |_, number| match number {
            0 => error(2, true),
            1 => not_run.clone(),
            2 => ok(value!({"id": "4"})),
            _ => ok(value!({"id": "77"})),
        });
        let follows = |card: Reference<Card>| user::me().feed().create_post(feed::message(card.field("id")));
        let (read, written) = stub.me().batch(user::me().get::<Card>().then(follows)).await?;
        read?;
        // The call's own error does not reveal whether it was run.
        assert_eq!(written.is_ok(), recorded.is_null(), "{written:?}");
    }

    // A call that ran, with two dependent calls, one without a response: the outcome of that one is unknown.
    let stub = batches(|_, number| if number == 1 { ok(true) } else { Value::Null });
    let (made, (gone, posted)) = stub
        .me()
        .batch(picnic().then(|made| {
            (event::id(made.id()).delete(), user::me().feed().create_post(feed::message(made.field("id"))))
        }))
        .await?;
    assert!(made.unwrap_err().to_string().contains("omitted its response"));
    gone?;
    assert!(posted.unwrap_err().to_string().contains("may have taken effect"));
    assert_eq!(stub.count(), 1);
    Ok(())
}

#[tokio::test]
async fn halves_batches_that_time_out() -> Result<()> {
    let stub = Stub::start(|seen, _| match items(seen).len() {
        count if count > 3 => failed(960),
        count => json(Value::from(vec![ok(value!({"id": "4"})); count]).to_string()),
    });
    let cards = stub.me().batch((0..8_u64).map(|id| user::id(id).get::<Card>()).collect::<Vec<_>>()).await?;
    assert!(cards.iter().all(Result::is_ok));
    // Writes that may have happened are not retried: they return the error of the batch.
    let stub = Stub::start(|_, _| failed(960));
    let error = stub.me().batch((score(1), score(2))).await.unwrap_err();
    assert_eq!((error.name(), error.is_retryable(), stub.count()), (Some("BatchTimedOut"), false, 1));
    Ok(())
}

#[tokio::test]
async fn batch_calls_can_have_their_own_token_and_proof() -> Result<()> {
    let stub = batches(|_, _| ok(true));
    let graph = stub.graph().app_secret(AppSecret::new(format!("{MARK}-app"))).build();
    let (me, other) =
        (graph.with(UserToken::new(TOKEN)), graph.with(UserToken::new(format!("{MARK}-other"))));
    let calls =
        || (score(1), other.prepare(user::me().scores().create(2)), other.prepare(event::id("5").delete()));
    assert!(!me.curl_batch(calls()).contains(MARK), "{}", me.curl_batch(calls()));
    let (one, two, three) = me.batch(calls()).await?;
    one?;
    two?;
    three?;
    let seen = stub.seen().remove(0);
    let sent = items(&seen);
    assert_eq!(sent[0]["body"], "score=1");
    let body = sent[1]["body"].as_str().unwrap();
    let proof = body.strip_prefix(&format!("score=2&access_token={MARK}-other&appsecret_proof=")).unwrap();
    assert_eq!(sent[2]["relative_url"], format!("v2.0/5?access_token={MARK}-other&appsecret_proof={proof}"));
    // The proof belongs to the token, so that of the whole batch differs.
    let whole = seen.param("appsecret_proof").unwrap();
    assert_eq!((proof.len(), whole.len(), proof == whole), (64, 64, false));
    assert_eq!(seen.header("authorization"), Some(format!("Bearer {TOKEN}").as_str()));
    Ok(())
}

#[tokio::test]
async fn attaches_files_to_their_calls() -> Result<()> {
    let stub = Stub::start(|_, _| json(Value::from(vec![ok(true), ok(value!({"id": "9"}))]).to_string()));
    let beach = user::me().photos().create(user::photos::source(File::new("beach.jpg", "bytes of a beach")));
    let (score, photo) = stub.me().batch((score(1), beach)).await?;
    score?;
    assert_eq!(photo?.id.unwrap().as_str(), "9");
    let body = stub.seen()[0].text();
    assert!(body.contains("name=\"call1_source\"; filename=\"beach.jpg\""), "{body}");
    assert!(body.contains(r#""attached_files":"call1_source""#), "{body}");
    Ok(())
}

#[tokio::test]
async fn reads_many_nodes_by_id() {
    // The server knows one wrong id, one nonexistent id and one unreadable node.
    let most = AtomicUsize::new(0);
    let stub = Stub::start(move |seen, _| {
        let ids = seen.param("ids").unwrap();
        let ids: Vec<&str> = ids.split(',').collect();
        assert!(ids.len() <= 50);
        most.fetch_max(ids.len(), Ordering::SeqCst);
        if ids.contains(&"66") {
            return failed(803);
        }
        let nodes: HashMap<&str, Value> = ids
            .iter()
            .filter(|id| **id != "130")
            .map(|id| (*id, if *id == "140" { value!({"id": []}) } else { value!({"id": id}) }))
            .collect();
        json(value!(nodes).to_string())
    });
    let taken = std::sync::Arc::new(Mutex::new(0));
    let count = taken.clone();
    let ids = (0..1000_u64).inspect(move |_| *count.lock().unwrap() += 1);
    let mut nodes = stub.me().nodes::<Card>(ids);
    let first = nodes.next().await.unwrap();
    assert_eq!((first.0.as_str(), first.1.unwrap().id.as_str()), ("0", "0"));
    // Takes no more ids than calls in flight.
    assert!(*taken.lock().unwrap() <= 250, "{}", taken.lock().unwrap());
    let rest: Vec<(user::Id, Result<Card>)> = nodes.collect().await;
    assert_eq!(
        rest.iter().map(|(id, _)| id.to_string()).collect::<Vec<_>>(),
        (1..1000).map(|id| id.to_string()).collect::<Vec<_>>()
    );
    let failed: Vec<_> =
        rest.iter().filter_map(|(id, card)| Some((id.as_str(), card.as_ref().err()?.kind()))).collect();
    assert_eq!(
        failed,
        [("66", ErrorKind::NotFound), ("130", ErrorKind::NotFound), ("140", ErrorKind::Decode)]
    );
    // Twenty calls, plus those that isolate the bad id.
    assert!(stub.count() <= 20 + 12, "{}", stub.count());
}

#[tokio::test]
async fn request_errors_are_shared_by_all_nodes() {
    let stub = Stub::start(|_, _| failed(190));
    let rows: Vec<_> = stub.me().nodes::<Card>(["1", "2", "3"]).collect().await;
    assert!(rows.iter().all(|(_, row)| row.as_ref().unwrap_err().kind() == ErrorKind::Authentication));
    assert_eq!((rows.len(), stub.count()), (3, 1));
    let empty = Stub::start(|_, _| Reply::Http(200, vec![], b"[]".to_vec()));
    let rows: Vec<_> = empty.me().nodes::<Card>(["a,b", "1", ""]).collect().await;
    let kinds: Vec<_> =
        rows.iter().map(|(id, row)| (id.as_str(), row.as_ref().unwrap_err().kind())).collect();
    assert_eq!(kinds, [("a,b", ErrorKind::Request), ("1", ErrorKind::NotFound), ("", ErrorKind::Request)]);
    let rows: Vec<_> = empty.me().nodes::<Card>(["1"]).collect().await;
    assert_eq!(rows[0].1.as_ref().unwrap_err().kind(), ErrorKind::NotFound);
}

#[tokio::test]
async fn canned_responses_apply_to_batch_calls() -> Result<()> {
    let picnic = || user::me().events().create("Picnic", event::Time::date(2012, 7, 4));
    let answers = Answers::new().on(&picnic(), r#"{"id":"77"}"#).on(&event::id("77").delete(), "true").fail(
        &photo::id("5").delete(),
        400,
        r#"{"error":{"message":"x","code":200}}"#,
    );
    let me = Graph::builder().answers(&answers).build().with(UserToken::new(TOKEN));
    let ((made, gone), photo) =
        me.batch((picnic().then(|picnic| event::id(picnic.id()).delete()), photo::id("5").delete())).await?;
    assert_eq!(made?.id.as_str(), "77");
    gone?;
    assert_eq!(photo.unwrap_err().kind(), ErrorKind::Permission);
    assert!(answers.was_made(&event::id("77").delete()));
    Ok(())
}

#[tokio::test]
async fn a_batch_ends_with_its_time_even_if_its_calls_are_sent_alone() {
    let stub = Stub::start(|_, _| Reply::Silence);
    let me = Graph::builder().host(stub.host()).build().with(UserToken::new("x"));
    // A text that looks like a reference is sent alone.
    let post = |n: u8| user::me().feed().create_post(user::feed::message(format!("{n} {{result=x:$.id}}")));
    let begin = std::time::Instant::now();
    let time = Duration::from_millis(300);
    let results = me.batch((0..8).map(post).collect::<Vec<_>>()).timeout(time).await.unwrap();
    assert!(begin.elapsed() < 4 * time, "{:?}", begin.elapsed());
    for result in results {
        assert_eq!(result.unwrap_err().kind(), ErrorKind::Timeout);
    }
}

#[tokio::test]
async fn calls_of_several_apis_share_a_batch_if_their_host_is_the_same() {
    use graph_platform::{messenger, pages};
    let stub = Stub::start(|_, _| {
        json(
            r#"[{"code":200,"body":"{\"success\":true}"},{"code":200,"body":"{\"recipient_id\":\"1\",\"message_id\":\"m\"}"}]"#,
        )
    });
    let client = stub.graph().build().with(PageToken::new("x"));
    let hide = pages::comment::id("7").hide(true);
    let reply = messenger::page::id("9").messages();
    let reply = reply.create(messenger::recipient::comment_id("7"), messenger::message::text("Hello"));
    let (hidden, replied) = client.batch((hide, reply)).await.unwrap();
    assert!(hidden.is_ok() && replied.is_ok(), "{hidden:?} {replied:?}");
    let me = stub.graph().build().with(UserToken::new("x"));
    let read = user::me().get::<Card>();
    let (_, other) =
        me.batch((read, graph_platform::instagram_login::comment::id("7").delete())).await.unwrap();
    assert!(other.unwrap_err().to_string().contains("another host"));
}

#[tokio::test]
async fn ids_are_not_read_one_by_one_if_the_call_itself_is_wrong() {
    let wrong =
        |message: String| status(400, value!({ "error": { "message": message, "code": 100 } }).to_string());
    let stub = Stub::start(move |_, _| wrong("(#100) Tried accessing nonexisting field (x)".to_owned()));
    let ids: Vec<String> = (1..=200).map(|id| id.to_string()).collect();
    let rows: Vec<_> = stub.me().nodes::<Card>(ids.clone()).collect().await;
    assert!(
        rows.len() == 200
            && rows.iter().zip(&ids).all(|((id, row), given)| id.as_str() == given && row.is_err())
    );
    assert!(stub.count() <= 4 * 8, "{}", stub.count());
    // An error about an id names it: all others are read.
    let stub = Stub::start(move |seen, _| {
        let asked = seen.param("ids").unwrap();
        match asked.split(',').find(|id| ["1", "2", "3"].contains(id)) {
            Some(gone) => wrong(format!("Object with ID '{gone}' does not exist")),
            None => {
                let rows = asked.split(',').map(|id| format!(r#""{id}":{{"id":"{id}"}}"#));
                json(format!("{{{}}}", rows.collect::<Vec<_>>().join(",")))
            }
        }
    });
    let rows: Vec<_> = stub.me().nodes::<Card>(ids).collect().await;
    assert_eq!(rows.iter().filter(|(_, row)| row.is_err()).count(), 3);
}
