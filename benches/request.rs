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

/// What a client writes that has no builder: the same pairs through `form_urlencoded`, and the address.
#[divan::bench]
fn form_urlencoded_by_hand() -> impl Sized {
    let url = format!("https://graph.facebook.com/{}/events", black_box("me"));
    let mut form = form_urlencoded::Serializer::new(String::new());
    form.append_pair("name", black_box("Picnic at the river"));
    form.append_pair(
        "start_time",
        &format!("{:04}-{:02}-{:02}", black_box(2012), black_box(7), black_box(4)),
    );
    form.append_pair("location", black_box("Paris"));
    form.append_pair("description", black_box("Bring something, and somebody"));
    (url, form.finish())
}
