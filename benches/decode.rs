//! Reading answers: the derived selection against what people write by hand, serde's derive.

#![allow(missing_docs, dead_code, clippy::unwrap_used, reason = "a benchmark is no library")]

use divan::{Bencher, black_box};
use graph_client::{
    Birthday, DateTime, Fields, Open, Ref,
    api::{self as fb, page, user},
    decode::{Reader, ReadsAs, wire},
};

fn main() {
    divan::main();
}

#[derive(Fields)]
#[graph(node = user)]
struct Ours {
    id: user::Id,
    name: String,
    first_name: String,
    last_name: String,
    gender: Option<Open<fb::Gender>>,
    locale: Option<String>,
    link: Option<String>,
    username: Option<String>,
    age_range: Option<OurAge>,
    timezone: Option<f64>,
    updated_time: Option<DateTime>,
    verified: Option<bool>,
    birthday: Option<Birthday>,
    email: Option<String>,
    hometown: Option<Ref<page::Node>>,
    website: Option<String>,
}

#[derive(Fields)]
#[graph(node = fb::age_range)]
struct OurAge {
    min: Option<i64>,
    max: Option<i64>,
}

/// The same by hand: no coercions, times left as text.
#[derive(serde::Deserialize)]
struct Theirs {
    id: String,
    name: String,
    first_name: String,
    last_name: String,
    gender: Option<String>,
    locale: Option<String>,
    link: Option<String>,
    username: Option<String>,
    age_range: Option<TheirAge>,
    timezone: Option<f64>,
    updated_time: Option<String>,
    verified: Option<bool>,
    birthday: Option<String>,
    email: Option<String>,
    hometown: Option<IdName>,
    website: Option<String>,
}

#[derive(serde::Deserialize)]
struct TheirAge {
    min: Option<i64>,
    max: Option<i64>,
}

#[derive(serde::Deserialize)]
struct IdName {
    id: String,
    name: String,
}

#[derive(serde::Deserialize)]
struct TheirPage {
    data: Vec<Theirs>,
}

fn profile(number: usize) -> String {
    format!(
        r#"{{"id":"1000{number:06}","name":"Ann-Marie O\u0027Neil","first_name":"Ann-Marie","last_name":"O\u0027Neil","gender":"female","locale":"en_US","link":"https:\/\/www.facebook.com\/ann.{number}","username":"ann.{number}","age_range":{{"min":21}},"timezone":-7.5,"updated_time":"2012-09-27T19:04:38+0000","verified":true,"birthday":"07\/04\/1976","email":"ann.{number}\u0040mail.example","hometown":{{"id":"110843418940484","name":"Seattle, Washington"}},"website":"http:\/\/ann.example http:\/\/second.example"}}"#
    )
}

fn list() -> String {
    let profiles: Vec<String> = (0..100).map(profile).collect();
    format!(
        r#"{{"data":[{}],"paging":{{"next":"https:\/\/graph.facebook.com\/me\/friends?offset=100"}}}}"#,
        profiles.join(",")
    )
}

fn read_ours(body: &[u8]) -> Ours {
    Reader::whole(body, <Ours as ReadsAs<wire::Node<user::Node>>>::read).unwrap()
}

fn read_our_page(body: &[u8]) -> Vec<Ours> {
    let mut all = Vec::new();
    Reader::whole(body, |reader| {
        reader.object(&["data"], &mut |_, reader| {
            reader.elements(&mut |reader| {
                all.push(<Ours as ReadsAs<wire::Node<user::Node>>>::read(reader)?);
                Ok(())
            })
        })
    })
    .unwrap();
    all
}

#[divan::bench_group]
mod one_profile {
    use super::*;

    #[divan::bench]
    fn selection(bencher: Bencher<'_, '_>) {
        let body = profile(1);
        bencher.bench(|| read_ours(black_box(body.as_bytes())));
    }

    #[divan::bench]
    fn serde_by_hand(bencher: Bencher<'_, '_>) {
        let body = profile(1);
        bencher.bench(|| serde_json::from_slice::<Theirs>(black_box(body.as_bytes())).unwrap());
    }

    #[divan::bench]
    fn json_tree(bencher: Bencher<'_, '_>) {
        let body = profile(1);
        bencher.bench(|| serde_json::from_slice::<serde_json::Value>(black_box(body.as_bytes())).unwrap());
    }
}

#[divan::bench_group]
mod page_of_100 {
    use super::*;

    #[divan::bench]
    fn selection(bencher: Bencher<'_, '_>) {
        let body = list();
        bencher.bench(|| read_our_page(black_box(body.as_bytes())));
    }

    #[divan::bench]
    fn serde_by_hand(bencher: Bencher<'_, '_>) {
        let body = list();
        bencher.bench(|| serde_json::from_slice::<TheirPage>(black_box(body.as_bytes())).unwrap());
    }

    #[divan::bench]
    fn json_tree(bencher: Bencher<'_, '_>) {
        let body = list();
        bencher.bench(|| serde_json::from_slice::<serde_json::Value>(black_box(body.as_bytes())).unwrap());
    }
}
