//! Every kind of message, through the client to a sandbox.

use std::{env, fs, path::Path, process};

use graph_client::{Graph, UserToken};
use graph_sandbox::Sandbox;

use super::whatsapp::wa::{self, header, media, message, parameter, phone_number, template};

const TO: &str = "4915700000001";

fn start() -> Sandbox {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/slices/whatsapp/graph.json");
    let schema = graph_schema::load(Path::new(file)).into_result().unwrap();
    let data = env::temp_dir().join(format!("graph-tests-whatsapp-{}.json", process::id()));
    fs::write(&data, r#"{"nodes":[{"id":"1065","node":"PhoneNumber"}]}"#).unwrap();
    let sandbox = Sandbox::builder().schema(schema).load(&data).start().unwrap();
    fs::remove_file(&data).unwrap();
    sandbox
}

fn of(message: impl Into<wa::Message>) -> wa::Message {
    message.into()
}

fn messages() -> Vec<wa::Message> {
    let picture = || media::link("https://cdn.example/a.png");
    let full = template::parameter(parameter::currency("9 EUR", "EUR", 9000)).parameter_name("price");
    vec![
        of(message::text("Hello").preview_url(true)),
        of(message::image(picture()).caption("New")),
        of(message::audio(media::id("5")).voice(true)),
        of(message::video(media::id("5")).caption("New")),
        of(message::document(picture()).filename("a.pdf")),
        of(message::sticker(media::id("5"))),
        of(message::location(48.5, 2.25).name("Here")),
        message::contacts([message::contact("Zoe A").first_name("Zoe").phone(wa::Phone::new("+49157"))]),
        of(message::reaction("wamid.1", "")),
        of(message::buttons("Tea?", [message::reply_button("y", "Yes"), message::reply_button("n", "No")])
            .header(header::text("Tea"))
            .footer("Today")),
        of(message::list("Which tea?", "Choose")
            .section("Teas", [message::row("1", "Green"), message::row("2", "Black").description("strong")])),
        of(message::cta_url(wa::cta_url::CtaUrlParams {
            body: "Look".to_owned(),
            display_text: "Open".to_owned(),
            url: "https://example.com/".to_owned(),
        })
        .header(header::image(picture()))),
        of(message::template("order_confirmation", "en_US")
            .component(template::header([template::parameter(parameter::image(picture()))]))
            .component(template::body([full, template::parameter("42")]))
            .component(template::body([template::parameter(parameter::date_time("today"))]))
            .component(template::url_button(0, ["a"]))
            .component(template::quick_reply_button(1).parameters([parameter::payload("b")]))
            .component(template::url_button(2, [parameter::coupon_code("A1")]))),
    ]
}

#[tokio::test]
async fn a_sandbox_accepts_what_the_client_sends() {
    let sandbox = start();
    let graph = Graph::builder().host(sandbox.url()).build();
    let client = graph.with(UserToken::new(sandbox.user_token()));
    let from = || phone_number::id("1065").messages();
    for message in messages() {
        let shown = format!("{message:?}");
        let sent = client.send(from().create(TO, message)).await;
        let sent: wa::Sent = sent.unwrap_or_else(|error| panic!("{shown}: {error}"));
        let messages = sent.messages.unwrap_or_default();
        assert!(messages.iter().all(|message| message.id.is_some()), "{messages:?}");
    }
    let group = from()
        .create(TO, message::text("Hi"))
        .recipient_type(wa::RecipientType::Group)
        .reply_to(wa::Reply::new("wamid.1"))
        .biz_opaque_callback_data("x");
    client.send(group).await.unwrap();
    client.send(from().mark_read("wamid.1").typing()).await.unwrap();
}

/// The tags of unions in unions belong to none of the contents.
#[test]
fn a_nested_tag_is_no_unknown_member() {
    let json = r#"{"type":"button","sub_type":"quick_reply","index":1}"#;
    let component: wa::Component = serde_json::from_str(json).unwrap();
    let wa::Component::Button(wa::ButtonComponent::QuickReply(button)) = &component else {
        panic!("{component:?}")
    };
    assert!(button.rest.is_empty(), "{button:?}");
    assert_eq!(
        serde_json::to_value(&component).unwrap(),
        serde_json::from_str::<serde_json::Value>(json).unwrap()
    );
}
