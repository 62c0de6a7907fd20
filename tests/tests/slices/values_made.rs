//! Any value made by constructors is accepted by the checker of the sandbox, is written, and reads back equal.

use std::{path::Path, sync::LazyLock};

use graph_client::Describe;
use graph_schema::{Schema, call, model::Operation};
use proptest::{collection::vec, option, prelude::*};

use super::whatsapp::wa::{self, header, media, message, parameter, phone_number, template};

static SCHEMA: LazyLock<Schema> = LazyLock::new(|| {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/slices/whatsapp/graph.json");
    graph_schema::load(Path::new(file)).into_result().unwrap()
});

fn create() -> &'static Operation {
    let (_, number) = SCHEMA.node("PhoneNumber").unwrap();
    let messages = number.connection("messages").unwrap();
    messages.operations.iter().find(|operation| operation.name == "create").unwrap()
}

/// Texts of all kinds: quotes, controls, characters of several bytes.
fn text(most: usize) -> impl Strategy<Value = String> {
    vec(
        prop_oneof![Just('a'), Just('"'), Just('\\'), Just('\u{7}'), Just('\n'), Just('é'), Just('😀')],
        1..=most.min(9),
    )
    .prop_map(|chars| chars.into_iter().collect())
}

fn degrees(ten_thousandths: i32) -> f64 {
    f64::from(ten_thousandths) / 10_000.0
}

fn url() -> impl Strategy<Value = String> {
    "[a-z]{1,9}".prop_map(|name| format!("https://cdn.example/{name}?a=%22&b=1"))
}

fn source() -> impl Strategy<Value = wa::Media> {
    prop_oneof![text(9).prop_map(media::id), url().prop_map(media::link)].prop_map(Into::into)
}

fn parameter() -> impl Strategy<Value = wa::Parameter> {
    prop_oneof![
        text(9).prop_map(|text| template::parameter(parameter::text(text))),
        (text(9), 1..1_000_000_i64)
            .prop_map(|(text, amount)| template::parameter(parameter::currency(text, "EUR", amount))),
        text(9).prop_map(|text| template::parameter(parameter::date_time(text)).parameter_name("day")),
        source().prop_map(|source| template::parameter(parameter::image(source))),
    ]
}

fn component() -> impl Strategy<Value = wa::Component> {
    prop_oneof![
        vec(parameter(), 1..4).prop_map(|all| template::body(all).into()),
        parameter().prop_map(|one| template::header([one]).into()),
        (0..10_i64, text(9)).prop_map(|(at, text)| template::url_button(at, [text]).into()),
    ]
}

fn content() -> impl Strategy<Value = wa::Message> {
    let rows = vec((text(9), text(9), option::of(text(9))), 1..4).prop_map(|rows| {
        let row = |(id, title, more): (String, String, Option<String>)| match more {
            Some(more) => message::row(id, title).description(more),
            None => message::row(id, title),
        };
        rows.into_iter().map(row).collect::<Vec<_>>()
    });
    prop_oneof![
        (text(9), any::<bool>()).prop_map(|(body, preview)| message::text(body).preview_url(preview).into()),
        (source(), text(9)).prop_map(|(source, caption)| message::image(source).caption(caption).into()),
        source().prop_map(|source| message::sticker(source).into()),
        // As many digits as `serde_json` reads exactly.
        (-900_000..=900_000_i32, -1_800_000..=1_800_000_i32).prop_map(|(lat, long)| message::location(
            degrees(lat),
            degrees(long)
        )
        .into()),
        (text(9), text(9)).prop_map(|(id, emoji)| message::reaction(id, emoji).into()),
        (text(9), text(9), text(9)).prop_map(|(body, id, title)| {
            message::buttons(body, [message::reply_button(id, title)]).header(header::text("Tea")).into()
        }),
        (text(9), text(9), text(9), rows)
            .prop_map(|(body, button, title, rows)| message::list(body, button).section(title, rows).into()),
        ("[a-z0-9_]{1,20}", vec(component(), 0..4)).prop_map(|(name, components)| {
            let made = message::template(name, "en_US");
            components.into_iter().fold(made, |made, component| made.component(component)).into()
        }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn what_constructors_make_is_accepted_and_reads_back_equal(content in content(), to in "[0-9]{1,15}") {
        let call = phone_number::id("1065").messages().create(&to, content.clone());
        prop_assert!(call.faults().is_empty(), "{:?}", call.faults());
        let body = call.json_body().unwrap();
        let received = call::received(&SCHEMA, create(), &[], Some(&body)).unwrap();
        prop_assert!(received.wrong.is_empty() && received.unknown.is_empty(), "{:?} {body}", received);
        let read: wa::Message = serde_json::from_str(&body).unwrap();
        prop_assert!(!matches!(read, wa::Message::Other(_)), "{read:?}");
        prop_assert_eq!(&read, &content);
        // What was read is written like what was made.
        let again = phone_number::id("1065").messages().create(&to, read);
        prop_assert_eq!(again.json_body(), Some(body));
    }

    #[test]
    fn what_exceeds_a_limit_is_refused_by_both(extra in 1..40_usize, which in 0..3_usize) {
        let long = |most: usize| "x".repeat(most + extra);
        let content: wa::Message = match which {
            0 => message::text(long(4096)).into(),
            1 => message::image(media::id("5")).caption(long(1024)).into(),
            _ => message::location(91.0 + extra as f64, 0.0).into(),
        };
        let call = phone_number::id("1065").messages().create("1", content);
        prop_assert_eq!(call.faults().len(), 1);
        let received = call::received(&SCHEMA, create(), &[], Some(&call.json_body().unwrap())).unwrap();
        prop_assert_eq!(received.wrong.len(), 1, "{:?}", received);
    }
}
