//! Decodes responses: a selection against serde's derive, `serde_json::Value` and simd-json.

use std::hint::black_box;

use graph_benches::{Pair, Row, pair};
use graph_client::{
    __rt::{Body, page},
    Page,
    api::{self as fb, user},
    decode::{Reader, ReadsAs, wire},
};
use serde_json::Value;

use crate::{
    bodies,
    shapes::{Lenient, Ours, Plain, PlainPage},
};

const GROUP: &str = "decode";
/// About ten megabytes.
const PAGES: usize = 142;

pub fn rows() -> Vec<Row> {
    let mut rows = one();
    rows.extend(page_of_100());
    rows.extend(megabytes());
    rows
}

fn one() -> Vec<Row> {
    let body = &bodies::profile(1);
    let other = &bodies::coerced_profile(1);
    assert_eq!(our_one(body).name, plain(body).name);
    assert_eq!(our_one(other).id.as_str(), lenient(other).id);
    let row = |name: &str, pair: Pair| Row::of_pair(GROUP, name, &pair);
    vec![
        row("20 fields, serde_json into a derived struct", pair(|| our_one(body), || plain(body)))
            .goal(0.6)
            .note("the struct keeps times and enum words as strings"),
        row(
            "20 coerced fields, serde_json with deserialize_with",
            pair(|| our_one(other), || lenient(other)),
        )
        .goal(0.6)
        .note("numbers as strings, [] for an absent object"),
        row("20 coerced fields, serde_json on the regular response", pair(|| our_one(other), || plain(body)))
            .note("the cost of coercions; the struct cannot read them"),
        row("20 fields, serde_json::Value", pair(|| our_one(body), || tree(body))),
        row("20 fields, simd-json into a derived struct", pair(|| our_one(body), || simd::<Plain>(body)))
            .goal(1.0)
            .note("including the copy that it needs"),
    ]
}

fn page_of_100() -> Vec<Row> {
    let body = &bodies::page(0..100, Some("https://graph.facebook.com/me/friends?after=100"));
    assert_eq!(our_page(body).len(), plain_page(body).data.len());
    let row = |name: &str, pair: Pair| Row::of_pair(GROUP, name, &pair);
    vec![
        row("page of 100, serde_json into a derived struct", pair(|| our_page(body), || plain_page(body)))
            .goal(0.6),
        row("page of 100, serde_json::Value", pair(|| our_page(body), || tree(body))),
        row(
            "page of 100, simd-json into a derived struct",
            pair(|| our_page(body), || simd::<PlainPage>(body)),
        )
        .goal(1.0)
        .note("including the copy that it needs"),
    ]
}

fn megabytes() -> Vec<Row> {
    let pages: Vec<String> =
        (0..PAGES).map(|page| bodies::page(page * 100..page * 100 + 100, None)).collect();
    let bytes: usize = pages.iter().map(String::len).sum();
    let pair = pair(
        || pages.iter().map(|page| our_page(page).len()).sum::<usize>(),
        || pages.iter().map(|page| plain_page(page).data.len()).sum::<usize>(),
    );
    let speed = |seconds: f64| bytes as f64 / 1e6 / seconds;
    let name = format!("{:.1} MB of pages, serde_json into a derived struct", bytes as f64 / 1e6);
    let note = format!("{:.0} MB/s, reference {:.0}", speed(pair.ours), speed(pair.other));
    vec![Row::of_pair(GROUP, &name, &pair).goal(0.6).note(&note)]
}

fn our_one(body: &str) -> Ours {
    Reader::whole(black_box(body.as_bytes()), <Ours as ReadsAs<wire::Node<user::Node>>>::read).unwrap()
}

/// Like the client, including the paging links.
fn our_page(body: &str) -> Page<Ours> {
    let body = Body::new(black_box(body.as_bytes()), fb::api());
    page::<wire::Node<user::Node>, Ours>(body).unwrap()
}

fn plain(body: &str) -> Plain {
    serde_json::from_slice(black_box(body.as_bytes())).unwrap()
}

fn plain_page(body: &str) -> PlainPage {
    serde_json::from_slice(black_box(body.as_bytes())).unwrap()
}

fn lenient(body: &str) -> Lenient {
    serde_json::from_slice(black_box(body.as_bytes())).unwrap()
}

fn tree(body: &str) -> Value {
    serde_json::from_slice(black_box(body.as_bytes())).unwrap()
}

/// simd-json unescapes in place, so shared bytes must be copied first.
fn simd<T: serde::de::DeserializeOwned>(body: &str) -> T {
    simd_json::serde::from_slice(&mut black_box(body.as_bytes()).to_vec()).unwrap()
}
