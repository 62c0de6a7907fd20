//! Lists and batches of a sandbox with faults: no item is lost or repeated, and every call ends.

use futures_util::StreamExt;
use graph_client::{
    api::{
        self as fb, event,
        user::{self, feed},
    },
    *,
};

use crate::faults::{Card, only, posts, start};

async fn liked(me: &Client<UserToken>, limit: u32) -> Result<Vec<String>> {
    let likes = me.items(user::me().likes().limit(limit)).try_collect().await?;
    Ok(likes.into_iter().filter_map(|like| Some(like.id?.to_string())).collect())
}

#[derive(Debug, Clone, Fields)]
#[graph(node = user)]
struct Liked {
    #[graph(limit = 12)]
    likes: Connection<fb::PageLike>,
}

#[tokio::test]
async fn shrinks_lists_that_are_too_large() -> Result<()> {
    let (sandbox, graph, _) = start();
    let me = graph.build().with(UserToken::new(sandbox.user_token()));
    let all = liked(&me, 100).await?;
    assert!(all.len() > 12, "{}", all.len());
    for most in [1, 3, 5, 11] {
        only(&sandbox, &format!("reduce={most}"));
        assert_eq!(liked(&me, 50).await?, all, "{most}");
        // Also without an explicit page size.
        assert_eq!(me.items(user::me().likes()).try_collect().await?.len(), all.len(), "{most}");
        // A nested list is shortened, and continued from there.
        let nested = me.get::<Liked>(user::me()).await?.likes;
        assert!(nested.len() <= most && nested.next().is_some(), "{most}: {}", nested.len());
        let nested = me.items(nested).try_collect().await?;
        let ids: Vec<String> = nested.into_iter().filter_map(|like| Some(like.id?.to_string())).collect();
        assert_eq!(ids, all, "{most}");
        let mut nodes = me.nodes::<Liked>([sandbox.user_id()]);
        assert!(nodes.next().await.unwrap().1?.likes.len() <= most, "{most}");
    }
    only(&sandbox, "reduce=0");
    assert!(me.page(user::me().likes()).await.unwrap_err().wants_less_data());
    assert!(me.get::<Liked>(user::me()).await.unwrap_err().wants_less_data());
    Ok(())
}

#[tokio::test]
async fn endless_lists_are_an_error() -> Result<()> {
    let (sandbox, graph, _) = start();
    let me = graph.build().with(UserToken::new(sandbox.user_token()));
    let all = liked(&me, 100).await?;
    for (trouble, says) in [
        ("paging=same", "read already"),
        ("paging=same_empty", "read already"),
        ("paging=empty", "empty pages"),
    ] {
        only(&sandbox, trouble);
        let before = sandbox.requests().len();
        let error = liked(&me, 5).await.unwrap_err();
        assert!(error.to_string().contains(says), "{trouble}: {error}");
        assert!(sandbox.requests().len() - before <= 20, "{trouble}");
    }
    // A few empty pages, or an empty string as the last link, are not an error.
    for (trouble, limit) in [("paging=empty:3", 5), ("paging=blank", 5), ("paging=blank", 100)] {
        only(&sandbox, trouble);
        assert_eq!(liked(&me, limit).await?, all, "{trouble}");
    }
    // Transient errors between pages are retried.
    for trouble in ["cut=body,after=1,times=2", "html,rate=0.2", "error=2,rate=0.2"] {
        only(&sandbox, trouble);
        assert_eq!(liked(&me, 3).await?, all, "{trouble}");
    }
    Ok(())
}

#[tokio::test]
async fn one_bad_id_does_not_affect_the_others() -> Result<()> {
    let (sandbox, graph, _) = start();
    let me = graph.build().with(UserToken::new(sandbox.user_token()));
    let known = me.raw(Method::GET, "_sandbox/nodes/User").await?;
    let known = known["data"].as_array().unwrap();
    let mut ids: Vec<String> = known.iter().map(|row| row["id"].as_str().unwrap().to_owned()).collect();
    ids.truncate(1000);
    assert_eq!(ids.len(), 1000);
    ids[617] = "31337".to_owned();
    let before = sandbox.requests().len();
    let rows: Vec<_> = me.nodes::<Card>(ids.clone()).collect().await;
    let found: Vec<String> = rows.iter().map(|(id, _)| id.to_string()).collect();
    assert_eq!(found, ids);
    let bad: Vec<&str> = rows.iter().filter(|(_, row)| row.is_err()).map(|(id, _)| id.as_str()).collect();
    assert_eq!(bad, ["31337"]);
    assert!(
        rows.iter().all(|(id, row)| row.as_ref().is_ok_and(|card| card.id == *id) || id.as_str() == "31337")
    );
    // Twenty calls, plus those that isolate the bad id.
    let calls = sandbox.requests().len() - before;
    assert!((21..=32).contains(&calls), "{calls}");
    // Retries can be disabled here too.
    only(&sandbox, "error=2");
    let before = sandbox.requests().len();
    let rows: Vec<_> = me.nodes::<Card>(ids[..100].to_vec()).no_retry().collect().await;
    assert!(rows.iter().all(|(_, row)| row.as_ref().is_err_and(|error| error.attempts() == 1)));
    assert_eq!(sandbox.requests().len() - before, 2);
    let twice = RetryPolicy::default().attempts(2);
    let rows: Vec<_> = me.nodes::<Card>(ids[..9].to_vec()).retry(twice).collect().await;
    assert_eq!((rows.len(), rows[0].1.as_ref().unwrap_err().attempts()), (9, 2));
    Ok(())
}

#[tokio::test]
async fn retries_unfinished_batch_calls_that_are_safe() -> Result<()> {
    let (sandbox, graph, _) = start();
    let me = graph.build().with(UserToken::new(sandbox.user_token()));
    let reads = || (0..30).map(|_| user::me().get::<Card>()).collect::<Vec<_>>();
    only(&sandbox, "unfinished=12");
    let before = sandbox.requests().iter().filter(|seen| seen.in_batch).count();
    assert!(me.batch(reads()).await?.iter().all(Result::is_ok));
    // Each call was run once.
    assert_eq!(sandbox.requests().iter().filter(|seen| seen.in_batch).count() - before, 30);

    // The outcome of a write without a response is unknown: it is reported, not retried.
    sandbox.clear_faults();
    let count = posts(&me).await?;
    let writes = || (0..5).map(|_| user::me().feed().create_post(feed::message("once"))).collect::<Vec<_>>();
    only(&sandbox, "unfinished=2,times=1");
    let made = me.batch(writes()).await?;
    assert_eq!(made.iter().filter(|made| made.is_ok()).count(), 2);
    for error in made.into_iter().filter_map(Result::err) {
        assert_eq!((error.kind(), error.is_retryable()), (ErrorKind::Timeout, false), "{error}");
        assert!(error.to_string().contains("may have been run"), "{error}");
    }
    assert_eq!(posts(&me).await? - count, 2);
    // Writes declared idempotent are retried.
    only(&sandbox, "unfinished=2,times=1");
    assert!(me.batch(writes()).idempotent().await?.iter().all(Result::is_ok));
    assert_eq!(posts(&me).await? - count, 7);
    // A call that depends on a call that was not run was not run either, and is retried with it.
    let read_and_post = || {
        user::me().get::<Card>().then(|card| user::me().feed().create_post(feed::message(card.field("id"))))
    };
    only(&sandbox, "unfinished=0,times=1");
    let (card, post) = me.batch(read_and_post()).await?;
    card?;
    post?;
    assert_eq!(posts(&me).await? - count, 8);
    Ok(())
}

#[tokio::test]
async fn faults_apply_to_single_batch_calls() -> Result<()> {
    let (sandbox, graph, _) = start();
    let me = graph.build().with(UserToken::new(sandbox.user_token()));
    let count = posts(&me).await?;
    let calls = || (user::me().get::<Card>(), user::me().feed().create_post(feed::message("once")));
    for (trouble, done) in [
        ("error=2,items,times=2", 0),
        ("error=2,items,done,method=post,times=1", 1),
        ("html,items,done,times=2", 1),
    ] {
        only(&sandbox, trouble);
        let before = posts(&me).await?;
        let (card, post) = me.batch(calls()).await?;
        card?;
        assert!(!post.unwrap_err().is_retryable(), "{trouble}");
        assert_eq!(posts(&me).await? - before, done, "{trouble}");
    }
    // The whole batch: halved if none of it can have happened twice, otherwise an error.
    only(&sandbox, "error=960,times=2,path=/,method=post");
    let reads: Vec<_> = (0..9).map(|_| user::me().get::<Card>()).collect();
    assert!(me.batch(reads).await?.iter().all(Result::is_ok));
    for trouble in [
        "error=960,done,times=1,method=post",
        "cut=body,times=1,method=post",
        "html,done,times=1,method=post",
    ] {
        only(&sandbox, trouble);
        let before = posts(&me).await?;
        let error = match me.batch(calls()).await {
            Err(error) => error,
            // Only the read was retried.
            Ok((card, post)) => {
                card?;
                post.map(drop).unwrap_err()
            }
        };
        assert!(!error.is_retryable(), "{trouble}: {error}");
        assert_eq!(posts(&me).await? - before, 1, "{trouble}");
    }
    // Rejected before execution, as a whole and call by call.
    for trouble in ["error=4,times=1,method=post", "error=4,items,times=2"] {
        only(&sandbox, trouble);
        let before = posts(&me).await?;
        let (card, post) = me.batch(calls()).await?;
        card?;
        post?;
        assert_eq!(posts(&me).await? - before, 1, "{trouble}");
    }
    assert!(posts(&me).await? > count);
    // A write is not repeated for the sake of its dependent call.
    only(&sandbox, "error=2,items,method=delete,times=2");
    let picnic = user::me().events().create("Picnic", event::Time::date(2013, 7, 4));
    let (made, gone) = me.batch(picnic.then(|event| event::id(event.id()).delete())).await?;
    made?;
    gone?;
    let created = sandbox.requests().iter().filter(|seen| seen.path.ends_with("/me/events")).count();
    assert_eq!(created, 1);
    Ok(())
}
