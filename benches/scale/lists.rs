//! A list of millions of items, and a million profiles by their ids: the memory must not grow, and each item must cost
//! the same.

use std::time::Duration;

use graph_benches::{Row, Unit, Used};
use graph_client::{
    Client, DateTime, Fields, Graph, Ref, Throttle, UserToken,
    api::{page, user},
};
use tokio::runtime::{Builder, Runtime};

use crate::{process, stub};

const GROUP: &str = "scale";
/// Items per page.
const PAGE: u32 = 100;

#[derive(Fields)]
#[graph(node = user)]
#[allow(dead_code, reason = "read, not used")]
pub struct Profile {
    pub id: user::Id,
    name: String,
    locale: Option<String>,
    updated_time: Option<DateTime>,
    verified: Option<bool>,
    location: Option<Ref<page::Node>>,
}

/// The rows of a list of this length, beside one of a tenth of it.
pub fn rows(items: u64) -> Vec<Row> {
    let mut rows = compared("items of a list", "list", items);
    rows.extend(compared("profiles by ids", "ids", items / 10));
    rows
}

fn compared(what: &str, work: &str, many: u64) -> Vec<Row> {
    let few = (many / 10).max(1);
    let used = |count: u64| process::run(work, &stub::start(count), count).used;
    let (short, long) = (used(few), used(many));
    let per_item = |used: &Used, count: u64| used.cpu / count as f64;
    let sizes = format!("{} and {}", shown(many), shown(few));
    vec![
        Row::against(
            GROUP,
            &format!("memory, {what}, a tenth of them"),
            Unit::Bytes,
            long.memory,
            short.memory,
        )
        .goal(1.05)
        .note(&sizes),
        Row::against(
            GROUP,
            &format!("CPU for each of the {what}, a tenth of them"),
            Unit::Seconds,
            per_item(&long, many),
            per_item(&short, few),
        )
        .goal(1.1)
        .note(&sizes),
    ]
}

fn shown(count: u64) -> String {
    match count {
        millions if millions >= 1_000_000 => format!("{} million", millions as f64 / 1e6),
        fewer => fewer.to_string(),
    }
}

/// Reads `count` items, and prints what this process used.
pub fn child(work: &str, url: &str, count: u64) {
    let runtime = runtime();
    let me = graph(url).with(UserToken::new("token"));
    let read = runtime.block_on(async {
        match work {
            "list" => items(&me).await,
            _ => by_ids(&me, count).await,
        }
    });
    assert_eq!(read, count);
    process::print_used();
}

async fn items(me: &Client<UserToken>) -> u64 {
    let mut friends = me.items(user::me().friends().select::<Profile>().limit(PAGE));
    let mut read = 0;
    while let Some(friend) = friends.try_next().await.unwrap() {
        assert!(friend.id.as_str().ends_with(&read.to_string()));
        read += 1;
    }
    read
}

async fn by_ids(me: &Client<UserToken>, count: u64) -> u64 {
    let mut profiles = me.nodes::<Profile>((0..count).map(|number| user::Id::new(stub::id(number))));
    let mut read = 0;
    while let Some((id, profile)) = profiles.next().await {
        assert_eq!(profile.unwrap().id, id);
        read += 1;
    }
    read
}

pub fn runtime() -> Runtime {
    Builder::new_current_thread().enable_all().build().unwrap()
}

/// A graph that takes turns, and waits for none: the spacing is shorter than any call.
pub fn graph(url: &str) -> Graph {
    Graph::builder().host(url).throttle(Throttle::default().spacing(Duration::from_micros(1))).build()
}
