//! Paging over servers that return changing links, repeat themselves, or are asked for too much.

use std::time::Duration;

use futures_util::TryStreamExt;
use graph_client::{
    api::{album, user},
    *,
};

use crate::stub::{MARK, Reply, Seen, Stub, TOKEN, json, status};

#[derive(Debug, Clone, Fields)]
#[graph(node = user)]
struct Card {
    id: user::Id,
}

#[derive(Debug, Clone, Fields)]
#[graph(node = album)]
struct Album {
    id: album::Id,
}

#[derive(Debug, Clone, Fields)]
#[graph(node = user)]
struct Profile {
    #[graph(limit = 2)]
    albums: Connection<Album>,
}

/// Returns a page of friends from `offset`, for a server with `all` friends that can return `most` at once.
fn friends(seen: &Seen, all: usize, most: usize) -> Reply {
    let number = |name: &str, other| seen.param(name).map_or(other, |text| text.parse().unwrap());
    let (offset, limit) = (number("offset", 0), number("limit", 25));
    if limit > most {
        return status(
            500,
            r#"{"error":{"message":"Please reduce the amount of data you're asking for, then retry your request","code":1}}"#,
        );
    }
    let items: Vec<String> =
        (offset..all.min(offset + limit)).map(|id| format!(r#"{{"id":"{id}"}}"#)).collect();
    // Links as the platform writes them: with the token, on another host, without the proof.
    let next = (offset + limit < all).then(|| {
        let token = percent_encoding::utf8_percent_encode(TOKEN, percent_encoding::NON_ALPHANUMERIC);
        format!("https://graph.intern.example/v1.0/4/friends?access_token={token}&_fb_url=x&limit={limit}&offset={}", offset + limit)
    });
    let next = next.map(|next| format!(r#","paging":{{"next":"{next}"}}"#)).unwrap_or_default();
    json(format!(r#"{{"data":[{}]{next}}}"#, items.join(",")))
}

#[tokio::test]
async fn halving_pages_neither_loses_nor_repeats_items() -> Result<()> {
    let stub = Stub::start(|seen, _| friends(seen, 103, 30));
    let me = stub.me();
    let all: Vec<Card> = me.items(user::me().friends().limit(100).select::<Card>()).try_collect().await?;
    let ids: Vec<String> = all.iter().map(|card| card.id.to_string()).collect();
    assert_eq!(ids, (0..103).map(|id| id.to_string()).collect::<Vec<_>>());
    // 100 and 50 were too many, and are not requested again.
    let limits: Vec<_> = stub.seen().iter().map(|seen| seen.param("limit").unwrap()).collect();
    assert_eq!(limits, ["100", "50", "25", "25", "25", "25", "25"]);
    // A single page has fewer items, and links to the rest.
    let page = me.page(user::me().friends().limit(40).select::<Card>()).await?;
    assert_eq!((page.len(), page.next().is_some()), (20, true));
    let none = Stub::start(|seen, _| friends(seen, 9, 0));
    let error = none.me().page(user::me().friends().limit(4)).await.unwrap_err();
    assert!(error.wants_less_data(), "{error}");
    assert_eq!(none.count(), 3);
    Ok(())
}

#[tokio::test]
async fn page_links_get_the_api_host_token_and_proof() -> Result<()> {
    let stub = Stub::start(|seen, _| friends(seen, 30, 100));
    let graph = stub.graph().app_secret(AppSecret::new(format!("{MARK}-app"))).build();
    let me = graph.with(UserToken::new(TOKEN));
    let mut pages = me.pages(user::me().friends().select::<Card>());
    let first = pages.try_next().await?.unwrap();
    assert!(!format!("{:?} {:?}", first.next(), pages.rest()).contains(MARK));
    assert_eq!(pages.try_next().await?.unwrap().len(), 5);
    assert!(pages.try_next().await?.is_none());
    let seen = stub.seen();
    let bearer = format!("Bearer {TOKEN}");
    for seen in &seen {
        assert_eq!(seen.header("authorization"), Some(bearer.as_str()));
        assert_eq!(seen.param("access_token"), None);
        assert_eq!(seen.param("_fb_url"), None);
        assert_eq!(seen.param("appsecret_proof").as_deref().map(str::len), Some(64), "{}", seen.path);
    }
    assert_eq!(seen[0].param("appsecret_proof"), seen[1].param("appsecret_proof"));
    assert!(seen[1].path.starts_with("/v1.0/4/friends?"), "{}", seen[1].path);
    Ok(())
}

#[tokio::test]
async fn endless_paging_is_an_error() {
    let next = |after: &str, items: &str| {
        json(format!(r#"{{"data":[{items}],"paging":{{"next":"https://x/me/friends?after={after}"}}}}"#))
    };
    // The same page forever, two pages that link to each other, and empty pages forever.
    let same = Stub::start(move |_, _| next("a", r#"{"id":"1"}"#));
    let two = Stub::start(move |_, before| next(if before % 2 == 0 { "a" } else { "b" }, r#"{"id":"1"}"#));
    let empty = Stub::start(move |_, before| next(&before.to_string(), ""));
    for (stub, calls, says) in
        [(&same, 2, "already read"), (&two, 3, "already read"), (&empty, 20, "empty pages")]
    {
        let mut pages = stub.me().pages(user::me().friends().select::<Card>());
        let error = loop {
            match pages.try_next().await {
                Ok(page) => assert!(page.is_some(), "it ended as if that were all"),
                Err(error) => break error,
            }
        };
        assert!(error.to_string().contains(says), "{error}");
        assert_eq!(stub.count(), calls);
        assert!(pages.rest().is_some());
        assert!(pages.try_next().await.unwrap().is_none());
    }
}

#[tokio::test]
async fn nested_lists_are_read_to_the_end() -> Result<()> {
    let stub = Stub::start(|seen, _| {
        if seen.path.contains("fields=albums") {
            json(
                r#"{"albums":{"data":[{"id":"1"},{"id":"2"}],"paging":{"next":"https://x/v2.0/4/albums?limit=2&after=q&access_token=T"}}}"#,
            )
        } else {
            json(r#"{"data":[{"id":"3"}]}"#)
        }
    });
    let me = stub.me();
    let profile = me.get::<Profile>(user::me()).await?;
    let ids = |albums: &[Album]| albums.iter().map(|album| album.id.to_string()).collect::<Vec<_>>();
    let more = me.items(profile.albums.next().unwrap()).try_collect().await?;
    assert_eq!(ids(&more), ["3"]);
    let all: Vec<Album> = TryStreamExt::try_collect(me.items(profile.albums)).await?;
    assert_eq!(ids(&all), ["1", "2", "3"]);
    // A stored page continues in the same way.
    let page = me.page(user::me().albums().select::<Album>()).await?;
    assert_eq!(ids(&me.items(page).try_collect().await?), ["3"]);
    assert_eq!(stub.seen()[1].path, "/v2.0/4/albums?limit=2&after=q");
    Ok(())
}

#[tokio::test]
async fn does_not_shrink_nested_lists_without_cursors() -> Result<()> {
    const TOO_MUCH: &str =
        r#"{"error":{"message":"Please reduce the amount of data you're asking for","code":1}}"#;
    // A list without an envelope has no link, so the items cut off would be lost.
    for (answer, good) in [
        (r#"{"albums":[{"id":"1"}]}"#, false),
        (r#"{"albums":{"data":[{"id":"1"}],"paging":{"next":"https://x/4/albums?after=1"}}}"#, true),
        (r#"{"albums":[]}"#, true),
    ] {
        let stub = Stub::start(move |seen, _| match seen.param("fields").as_deref() {
            Some("albums.limit(1){id}") => json(answer),
            _ => status(500, TOO_MUCH),
        });
        let read = stub.me().get::<Profile>(user::me()).await;
        assert_eq!((read.is_ok(), stub.count()), (good, 2), "{answer}: {read:?}");
        assert!(good || read.unwrap_err().wants_less_data());
    }
    Ok(())
}

#[tokio::test]
async fn paging_can_resume_after_an_error() -> Result<()> {
    let stub = Stub::start(|seen, before| {
        if before == 1 {
            status(400, r#"{"error":{"message":"x","code":190}}"#)
        } else {
            friends(seen, 60, 100)
        }
    });
    let me = stub.me();
    let mut items = me.items(user::me().friends().select::<Card>());
    let mut read = Vec::new();
    let error = loop {
        match items.try_next().await {
            Ok(item) => read.push(item.unwrap().id.to_string()),
            Err(error) => break error,
        }
    };
    assert_eq!(error.kind(), ErrorKind::Authentication);
    let rest = items.rest().unwrap().clone();
    read.extend(me.items(rest).try_collect().await?.into_iter().map(|card: Card| card.id.to_string()));
    assert_eq!(read, (0..60).map(|id| id.to_string()).collect::<Vec<_>>());
    Ok(())
}

/// Insights: every page has a next one, which moves the window.
#[tokio::test]
async fn pages_stay_within_the_requested_times() -> Result<()> {
    let stub = Stub::start(|seen, _| {
        let day = |name: &str| seen.param(name).map_or(0, |text| text.parse::<u64>().unwrap()) / 86_400;
        let (since, until) = (day("since"), day("until"));
        let items: Vec<String> = (since..until).map(|day| format!(r#"{{"id":"{day}"}}"#)).collect();
        let length = until - since;
        let next = format!(
            "https://graph.example/v2.0/me/home?since={}&until={}",
            until * 86_400,
            (until + length) * 86_400
        );
        json(format!(r#"{{"data":[{}],"paging":{{"next":"{next}"}}}}"#, items.join(",")))
    });
    let day = |day: i64| DateTime::from_unix_seconds(day * 86_400).unwrap();
    let list = user::me().home().since(day(10)).until(day(12));
    let items = stub.me().items(list).try_collect().await?;
    assert_eq!((items.len(), stub.count()), (2, 1));
    Ok(())
}

#[tokio::test]
async fn page_tasks_end_with_their_list_and_their_time() {
    let row = |next: &str| {
        json(format!(
            r#"{{"data":[{{"id":"1","tasks":[]}}],"paging":{{"cursors":{{"after":"{next}"}},"next":"https://x/"}}}}"#
        ))
    };
    let circle = Stub::start(move |seen, _| row(if seen.path.contains("after=a") { "b" } else { "a" }));
    let error = circle.me().page_tasks("9").await.unwrap_err();
    assert!(error.to_string().contains("endless list"), "{error}");
    let slow = Stub::start(move |_, before| {
        std::thread::sleep(Duration::from_millis(100));
        row(&before.to_string())
    });
    let me = Graph::builder().host(slow.host()).build().with(UserToken::new("x"));
    let error = me.page_tasks("9").timeout(Duration::from_millis(350)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout, "{error}");
}
