//! Building a call against writing its text by hand.

#![allow(missing_docs, reason = "a benchmark is no library")]

use divan::black_box;
use graph_client::{
    Describe,
    api::{event, user},
};

fn main() {
    divan::main();
}

#[divan::bench]
fn call_as_a_value() -> impl Sized {
    user::me()
        .events()
        .create(black_box("Picnic at the river"), event::Time::date(2012, 7, 4))
        .location(black_box("Paris"))
        .description(black_box("Bring something, and somebody"))
}

#[divan::bench]
fn call_as_a_curl_line() -> String {
    call_as_a_value_of("Picnic at the river").curl()
}

fn call_as_a_value_of(name: &str) -> impl Describe + use<> {
    user::me().events().create(black_box(name), event::Time::date(2012, 7, 4)).location(black_box("Paris"))
}

#[divan::bench]
fn form_by_hand() -> String {
    format!(
        "name={}&start_time={}&location={}&description={}",
        black_box("Picnic at the river").replace(' ', "%20"),
        "2012-07-04",
        black_box("Paris"),
        black_box("Bring something, and somebody").replace(' ', "%20"),
    )
}
