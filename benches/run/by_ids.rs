//! Reads a thousand profiles by id, 50 per call and 4 calls at a time, against hand-written code.

use std::collections::HashMap;

use futures_util::{StreamExt, TryStreamExt, stream};
use graph_benches::{Row, pair};
use graph_client::{Client, UserToken};
use tokio::runtime::{Builder, Runtime};

use crate::{
    bodies,
    round_trip::{FIELDS, client, reqwest_client},
    server,
    shapes::{Ours, Plain},
};

const PROFILES: usize = 1_000;
const CONCURRENT: usize = 4;

pub fn rows() -> Vec<Row> {
    let url = server::start(PROFILES);
    let runtime = Builder::new_current_thread().enable_all().build().unwrap();
    let http = reqwest_client();
    let me = client(&url, &http);
    let ids: Vec<String> = (0..PROFILES).map(bodies::id).collect();
    // Both read all profiles, in the requested order.
    let read = our_profiles(&runtime, &me, &ids);
    assert!(read.iter().map(|profile| profile.id.as_str()).eq(ids.iter().map(String::as_str)));
    let by_hand = by_hand(&runtime, &http, &url, &ids);
    assert!(by_hand.iter().map(|profile| &profile.id).eq(&ids));
    let pair = pair(|| our_profiles(&runtime, &me, &ids), || self::by_hand(&runtime, &http, &url, &ids));
    vec![
        Row::of_pair("round trip", "1000 profiles by id, reqwest and serde by hand", &pair)
            .goal(1.05)
            .note("both: 50 per call, 4 calls at a time"),
    ]
}

fn our_profiles(runtime: &Runtime, me: &Client<UserToken>, ids: &[String]) -> Vec<Ours> {
    runtime.block_on(async {
        let mut nodes = me.nodes::<Ours>(ids.to_vec());
        let mut profiles = Vec::with_capacity(ids.len());
        while let Some((_, profile)) = nodes.next().await {
            profiles.push(profile.unwrap());
        }
        profiles
    })
}

fn by_hand(runtime: &Runtime, http: &reqwest::Client, url: &str, ids: &[String]) -> Vec<Plain> {
    let read = |ids: &[String]| {
        let call = http.get(format!("{url}/?ids={}&fields={FIELDS}", ids.join(",")));
        let ids = ids.to_vec();
        async move {
            let answer = call.bearer_auth("token").send().await?.error_for_status()?;
            let mut profiles: HashMap<String, Plain> = answer.json().await?;
            Ok::<Vec<Plain>, reqwest::Error>(ids.iter().filter_map(|id| profiles.remove(id)).collect())
        }
    };
    let profiles = stream::iter(ids.chunks(server::IDS).map(read)).buffered(CONCURRENT).try_concat();
    runtime.block_on(profiles).unwrap()
}
