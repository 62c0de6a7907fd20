//! Deliveries: any body, correctly signed.

use bytes::Bytes;
use graph_client::{
    AppSecret, Loose,
    api::{self as fb, user},
    webhooks::{Delivery, Received, Webhooks},
};

use super::wire::{error_is_one_line, one_line};

pub fn run(body: &[u8]) {
    let Some(delivery) = receive(body) else { return };
    for entry in delivery.entries() {
        assert!(serde_json::from_str::<serde::de::IgnoredAny>(&entry.json).is_ok(), "an entry is not JSON");
        for event in entry.messaging_as::<Loose<user::Node>>().chain(entry.standby_as()) {
            event.err().iter().for_each(error_is_one_line);
        }
        for change in &entry.changes {
            let _ = (change.text(), change.json());
            change.read_as::<fb::Post>().err().iter().for_each(error_is_one_line);
            change.value_of::<user::fields::birthday>().err().iter().for_each(error_is_one_line);
            change.value_of::<user::fields::timezone>().err().iter().for_each(error_is_one_line);
            change.value_of::<user::fields::updated_time>().err().iter().for_each(error_is_one_line);
        }
    }
    let changes = delivery.entries().iter().map(|entry| entry.changes.len()).sum::<usize>();
    let seen = delivery.about::<user::Node>().map(|changed| format!("{changed:?}")).count();
    assert!(seen == 0 || seen == changes, "{seen} of {changes} changes");

    // Nothing is lost: what was kept as JSON is the same delivery.
    let entries: Vec<&str> = delivery.entries().iter().map(|entry| entry.json.as_str()).collect();
    let object = serde_json::Value::from(delivery.object.as_str());
    let body = format!(r#"{{"object":{object},"entry":[{}]}}"#, entries.join(","));
    let again = receive(body.as_bytes()).expect("what was read can be read again");
    assert!(
        again.object == delivery.object && again.entries() == delivery.entries(),
        "{again:?} is not {delivery:?}"
    );
    assert!(again.unread().is_empty(), "{:?}", again.unread());
}

fn receive(body: &[u8]) -> Option<Delivery> {
    let webhooks = Webhooks::new(AppSecret::new("an app's secret"), "a verify token");
    let mut request = http::Request::new(Bytes::copy_from_slice(body));
    *request.method_mut() = http::Method::POST;
    let signature = webhooks.sign(body).parse().expect("a signature is a header");
    request.headers_mut().insert("X-Hub-Signature-256", signature);
    match webhooks.receive(&request) {
        Ok(Received::Delivery(delivery)) => Some(delivery),
        Ok(other) => panic!("{other:?}"),
        Err(rejected) => {
            one_line(&rejected.to_string(), "a rejection");
            assert_eq!(rejected.status(), 400, "{rejected}");
            None
        }
    }
}
