//! Messages of Pages and Instagram accounts.

use bytes::Bytes;
use graph_client::{AppSecret, Describe, webhooks::Webhooks};
use serde_json::{Value, json};

use graph_platform::messenger as ms;

use ms::{
    button, instagram_account, instagram_button, instagram_message, instagram_recipient, library_button,
    marketing, media, menu, message, page, profile, quick_reply, recipient, template, utility,
};

const TO: &str = "2540";

fn body(call: &impl Describe) -> Value {
    serde_json::from_str(&call.json_body().expect("a JSON body")).unwrap()
}

fn faults(call: &impl Describe) -> Vec<String> {
    call.faults().iter().map(ToString::to_string).collect()
}

/// The message of a call that sends one.
fn sent(message: impl Into<ms::OutgoingMessage>) -> Value {
    body(&page::id("1050").messages().create(recipient::id(TO), message))["message"].take()
}

#[test]
fn messages_are_written_as_the_platform_reads_them() {
    let from = || page::id("1050").messages();
    assert_eq!(
        body(&from().create(recipient::id(TO), "Hi")),
        json!({ "recipient": { "id": TO }, "message": { "text": "Hi" } })
    );
    assert_eq!(
        body(
            &from()
                .create_tagged(recipient::comment_id("1_2"), message::text("Hi"), ms::MessageTag::HumanAgent)
                .reply_to("m_1")
        ),
        json!({
            "recipient": { "comment_id": "1_2" }, "message": { "text": "Hi" },
            "tag": "HUMAN_AGENT", "messaging_type": "MESSAGE_TAG", "reply_to": { "mid": "m_1" }
        })
    );
    let phone = recipient::of(recipient::phone_number("+4930")).name(recipient::name("Ada", "Example"));
    assert_eq!(
        body(&from().create(phone, "Hi"))["recipient"],
        json!({ "phone_number": "+4930", "name": { "first_name": "Ada", "last_name": "Example" } })
    );
    let question = message::of("Which color?")
        .quick_reply(quick_reply::text("Red", "RED").image_url("https://cdn.example/r.png"))
        .quick_reply(quick_reply::email())
        .metadata("q-1");
    assert_eq!(
        sent(question),
        json!({
            "text": "Which color?", "metadata": "q-1",
            "quick_replies": [
                { "content_type": "text", "title": "Red", "payload": "RED", "image_url": "https://cdn.example/r.png" },
                { "content_type": "user_email" }
            ]
        })
    );
    assert_eq!(
        sent(message::video(media::id("17"))),
        json!({ "attachment": { "type": "video", "payload": { "attachment_id": "17" } } })
    );
    assert_eq!(
        sent(message::image(media::of(media::url("https://cdn.example/a.png")).is_reusable(true))),
        json!({ "attachment": { "type": "image", "payload": { "url": "https://cdn.example/a.png", "is_reusable": true } } })
    );
    assert_eq!(
        sent(message::images([media::url("https://cdn.example/a.png"), media::id("17")])),
        json!({
            "attachments": [
                { "type": "image", "payload": { "url": "https://cdn.example/a.png" } },
                { "type": "image", "payload": { "attachment_id": "17" } }
            ]
        })
    );
    assert_eq!(sent(message::like_heart()), json!({ "attachment": { "type": "like_heart" } }));
    assert_eq!(
        sent(message::media_share("179")),
        json!({ "attachment": { "type": "MEDIA_SHARE", "payload": { "id": "179" } } })
    );
}

#[test]
fn templates_have_two_tags() {
    let card = template::card("Chair")
        .subtitle("Oak")
        .default_action("https://shop.example/c")
        .button(button::web_url("Open", "https://shop.example/c"))
        .button(button::postback("Ask", "ASK"));
    let template = |value: Value| json!({ "attachment": { "type": "template", "payload": value } });
    assert_eq!(
        sent(template::generic([card])),
        template(json!({
            "template_type": "generic",
            "elements": [{
                "title": "Chair", "subtitle": "Oak",
                "default_action": { "type": "web_url", "url": "https://shop.example/c" },
                "buttons": [
                    { "type": "web_url", "title": "Open", "url": "https://shop.example/c" },
                    { "type": "postback", "title": "Ask", "payload": "ASK" }
                ]
            }]
        }))
    );
    assert_eq!(
        sent(template::button("Next?", [button::account_unlink()])),
        template(
            json!({ "template_type": "button", "text": "Next?", "buttons": [{ "type": "account_unlink" }] })
        )
    );
    assert_eq!(
        sent(template::product(["4567"])),
        template(json!({ "template_type": "product", "elements": [{ "id": "4567" }] }))
    );
    let one = template::media_element(ms::MediaType::Image, media::id("17"));
    assert_eq!(
        sent(message::template(template::media([one]))),
        template(
            json!({ "template_type": "media", "elements": [{ "media_type": "image", "attachment_id": "17" }] })
        )
    );
    let order = message::utility("order", "en")
        .component(utility::body(["77"]))
        .component(utility::buttons([utility::url("77")]));
    assert_eq!(
        body(&page::id("1050").messages().create_utility(recipient::id(TO), order)),
        json!({
            "recipient": { "id": TO }, "messaging_type": "UTILITY",
            "message": {
                "template": {
                    "name": "order", "language": { "code": "en" },
                    "components": [
                        { "type": "body", "parameters": [{ "type": "text", "text": "77" }] },
                        { "type": "buttons", "parameters": [{ "type": "URL", "url": "77" }] }
                    ]
                }
            }
        })
    );
}

#[test]
fn actions_are_calls_of_their_own() {
    let from = || instagram_account::me().messages();
    let to = || instagram_recipient::id(TO);
    assert_eq!(
        body(&from().typing_on(to())),
        json!({ "recipient": { "id": TO }, "sender_action": "typing_on" })
    );
    assert_eq!(
        body(&from().react(to(), message::reaction("m_1", "love"))),
        json!({ "recipient": { "id": TO }, "sender_action": "react", "payload": { "message_id": "m_1", "reaction": "love" } })
    );
    assert_eq!(
        body(&from().unreact(to(), "m_1")),
        json!({ "recipient": { "id": TO }, "sender_action": "unreact", "payload": { "message_id": "m_1" } })
    );
}

#[test]
fn instagram_has_messages_of_its_own() {
    let from = || instagram_account::me().messages();
    let to = || instagram_recipient::id(TO);
    let hi = from().create(to(), "Hi");
    assert_eq!(body(&hi), json!({ "recipient": { "id": TO }, "message": { "text": "Hi" } }));
    assert_eq!(hi.permissions(), [["instagram_business_basic"], ["instagram_business_manage_messages"]]);
    let late = from().create_tagged(to(), instagram_message::like_heart());
    assert_eq!(
        body(&late),
        json!({
            "recipient": { "id": TO }, "message": { "attachment": { "type": "like_heart" } },
            "messaging_type": "MESSAGE_TAG", "tag": "HUMAN_AGENT"
        })
    );
    let card = instagram_message::card("Chair")
        .subtitle("Oak")
        .button(instagram_button::web_url("Open", "https://shop.example/c"));
    let call = from().create(to(), instagram_message::template(instagram_message::generic([card])));
    assert_eq!(
        body(&call)["message"]["attachment"]["payload"]["elements"][0]["buttons"][0]["type"],
        json!("web_url")
    );
    // Bytes are counted there, and characters on Messenger.
    assert_eq!(
        faults(&from().create(to(), "ü".repeat(501))),
        ["`message.text`: must have at most 1000 bytes, but has 1002"]
    );
    assert!(faults(&from().create(to(), "ü".repeat(500))).is_empty());
    let on_messenger = |text: String| faults(&page::id("1050").messages().create(recipient::id(TO), text));
    assert!(on_messenger("ü".repeat(1999)).is_empty());
    assert_eq!(on_messenger("ü".repeat(2000)).len(), 1);
}

#[test]
fn control_is_released_or_passed() {
    let from = || page::id("1050").messages();
    let sent = |control: ms::ThreadControl| from().create(recipient::id(TO), "Bye").thread_control(control);
    assert_eq!(body(&sent(message::thread_control()))["thread_control"], json!({}));
    let pass = message::thread_control().control_type(ms::ThreadControlType::Pass).app_id("263");
    assert_eq!(body(&sent(pass))["thread_control"], json!({ "control_type": "pass", "app_id": "263" }));
    let release = message::thread_control().control_type(ms::ThreadControlType::Release).app_id("263");
    assert_eq!(faults(&sent(release)).len(), 1);
}

#[test]
fn a_file_has_one_reason() {
    use page::messages;
    let file = || graph_client::File::new("a.png", "bytes");
    let call = || {
        page::id("1050").messages().create_from_file(
            recipient::id(TO),
            message::upload(ms::AttachmentKind::Image),
            file(),
        )
    };
    let update = call().reason(messages::messaging_type(ms::MessagingType::Update));
    assert!(faults(&update).is_empty());
    let tagged = call().reason(messages::tag(ms::MessageTag::HumanAgent)).reply_to("m_1");
    let curl = tagged.curl();
    assert!(curl.contains("messaging_type=MESSAGE_TAG") && curl.contains("tag=HUMAN_AGENT"), "{curl}");
}

#[test]
fn questions_are_set_by_language_or_at_once() {
    let settings = || page::id("1050").messenger_profile();
    let question = || profile::ice_breaker("Which color?", "COLOR");
    let plain = json!([{ "question": "Which color?", "payload": "COLOR" }]);
    assert_eq!(body(&settings().set_ice_breakers([question()])), json!({ "ice_breakers": plain }));
    assert_eq!(
        body(&settings().set_ice_breakers([question()]).platform(ms::Platform::Instagram)),
        json!({ "ice_breakers": plain, "platform": "instagram" })
    );
    let local = || [profile::ice_breakers("default", [question()])];
    let by_language = json!([{ "locale": "default", "call_to_actions": plain }]);
    assert_eq!(
        body(&settings().update(page::messenger_profile::ice_breakers(local()))),
        json!({ "ice_breakers": by_language })
    );
    let on_instagram =
        body(&settings().update_instagram(page::messenger_profile::update_instagram_ice_breakers(local())));
    assert_eq!(on_instagram, json!({ "ice_breakers": by_language, "platform": "instagram" }));
    let five = (0..5).map(|_| question());
    assert_eq!(faults(&settings().set_ice_breakers(five)).len(), 1);
}

#[test]
fn settings_are_checked_before_sending() {
    let settings = || page::id("1050").messenger_profile();
    let domains = |domain: &str| {
        faults(&settings().update(page::messenger_profile::whitelisted_domains([domain.to_owned()])))
    };
    assert_eq!(domains("http://shop.example").len(), 1);
    assert!(domains("https://shop.example").is_empty());
    let login = |url: &str| faults(&settings().update(page::messenger_profile::account_linking_url(url)));
    assert_eq!((login("http://shop.example/login").len(), login("https://shop.example/login").len()), (1, 0));
    let flows = page::id("1050").welcome_message_flows().create();
    let flow = flows.eligible_platforms([ms::WelcomePlatform::Instagram]).curl();
    assert!(flow.contains(r#"eligible_platforms=["INSTAGRAM"]"#), "{flow}");
    let features = page::id("1050").business_messaging_feature_status([json!({ "name": "routing" })]).curl();
    assert!(features.contains(r#"features=[{"name":"routing"}]"#), "{features}");
    let long = "A title of the menu that is longer than that of a button";
    let menu = profile::menu("default", [menu::postback(long, "HELP")]);
    assert!(faults(&settings().update(page::messenger_profile::persistent_menu([menu]))).is_empty());
}

#[test]
fn templates_of_pages_and_marketing_messages_are_written() {
    let templates = || page::id("1050").message_templates();
    let call = templates()
        .create_from_library(page::message_templates::CreateFromLibraryParams {
            name: "order".to_owned(),
            language: "en".to_owned(),
            library_template_name: "order_update".to_owned(),
        })
        .library_template_body_inputs([ms::LibraryBodyInput::new("77")])
        .library_template_button_inputs([library_button::url("https://shop.example")]);
    assert_eq!(body(&call)["library_template_body_inputs"], json!([{ "type": "body", "text": "77" }]));
    let waiting = templates().status([ms::TemplateStatus::Pending, ms::TemplateStatus::InAppeal]).curl();
    assert!(waiting.contains("IN_APPEAL"), "{waiting}");
    let order =
        page::id("1050").messages().create_utility(recipient::id(TO), message::utility("order", "en"));
    assert_eq!(order.permissions(), [["page_utility_messaging"]]);
    let video = |kind| marketing::media_element(kind).video_id("9");
    let of = |element| {
        let template = marketing::media([element]);
        page::id("1050").messages().create_marketing("token", template)
    };
    assert_eq!(
        body(&of(video(ms::MediaType::Video)))["message"]["attachment"]["payload"]["elements"],
        json!([{ "media_type": "video", "video_id": "9" }])
    );
    assert_eq!(faults(&of(video(ms::MediaType::Image))).len(), 1);
    assert_eq!(faults(&of(marketing::media_element(ms::MediaType::Image))).len(), 1);
}

#[test]
fn a_group_of_parameters_is_part_of_a_json_body() {
    let settings = || page::id("1050").messenger_profile();
    let menu = profile::menu("default", [menu::postback("Help", "HELP")]);
    let call = settings().update(
        page::messenger_profile::get_started("START")
            .greeting([profile::greeting("default", "Welcome")])
            .persistent_menu([menu]),
    );
    let expected = json!({
        "get_started": { "payload": "START" },
        "greeting": [{ "locale": "default", "text": "Welcome" }],
        "persistent_menu": [{
            "locale": "default", "call_to_actions": [{ "type": "postback", "title": "Help", "payload": "HELP" }]
        }]
    });
    assert_eq!(body(&call), expected);
    assert!(!call.curl().contains("get_started="), "nothing of it is in the address: {}", call.curl());
    // The same from plain data.
    let form = page::messenger_profile::UpdateForm {
        get_started: Some(ms::GetStarted::new("START")),
        ..Default::default()
    };
    let content: page::messenger_profile::UpdateContent = form.try_into().unwrap();
    assert_eq!(body(&settings().update(content)), json!({ "get_started": { "payload": "START" } }));
    assert_eq!(
        body(&settings().delete([ms::ProfileProperty::Greeting]).platform(ms::Platform::Instagram)),
        json!({ "fields": ["greeting"] })
    );
}

#[test]
fn limits_and_rules_are_checked_before_sending() {
    let from = || page::id("1050").messages();
    let call =
        from().create(recipient::id(TO), message::template(template::generic([template::card("Chair")])));
    assert_eq!(
        faults(&call),
        [
            "`message.attachment.payload.elements[0]`: must have at least one of `subtitle`, `image_url`, `default_action`, `buttons`"
        ]
    );
    let long = message::of("Which?").quick_reply(quick_reply::text("A label that is much too long", "P"));
    assert_eq!(
        faults(&from().create(recipient::id(""), long)),
        [
            "`recipient.id`: must have at least 1 character, but has 0",
            "`message.quick_replies[0].title`: must have at most 20 characters, but has 29",
        ]
    );
}

#[test]
fn events_are_told_apart_by_the_member_that_is_present() {
    let read = |kind: Value| {
        let mut event = json!({ "sender": { "id": 2540 }, "recipient": { "id": "1050" }, "timestamp": 1_790_000_000_123_i64 });
        let (event_members, kind) = (event.as_object_mut().unwrap(), kind.as_object().unwrap().clone());
        event_members.extend(kind);
        serde_json::from_value::<ms::MessagingEvent>(event).unwrap()
    };
    let event = read(
        json!({ "message": { "mid": "m_1", "text": "Hi" }, "prior_message": { "source": "checkbox_plugin" } }),
    );
    assert_eq!(event.sender.and_then(|sender| sender.id).as_deref(), Some("2540"));
    assert_eq!(event.timestamp.map(|time| time.unix_millis()), Some(1_790_000_000_123));
    assert!(matches!(event.kind, ms::EventKind::Message(message) if message.text.as_deref() == Some("Hi")));
    assert_eq!(event.prior_message.and_then(|prior| prior.source).as_deref(), Some("checkbox_plugin"));
    // One page spells it with an underscore, deliveries with a hyphen.
    for name in ["policy_enforcement", "policy-enforcement"] {
        let event = read(json!({ name: { "action": "unblock" } }));
        assert!(matches!(event.kind, ms::EventKind::PolicyEnforcement(_)), "{event:?}");
    }
    let roles = read(json!({ "app_roles": { "123": ["primary_receiver"] } }));
    assert!(matches!(roles.kind, ms::EventKind::AppRoles(roles) if roles["123"] == ["primary_receiver"]));
    let link = read(json!({ "message": { "attachments": [
        { "type": "fallback", "payload": null, "title": "News", "url": "https://news.example" },
        { "type": "ephemeral" },
        { "type": "hologram", "payload": { "depth": 3 } }
    ] } }));
    let ms::EventKind::Message(link) = link.kind else { panic!("a message") };
    let shown: Vec<String> =
        link.attachments.iter().map(|attachment| format!("{:?}", attachment.content)).collect();
    assert_eq!(
        shown,
        [
            "fallback(Null)",
            "ephemeral",
            r#"other(Object {"payload": Object {"depth": Number(3)}, "type": String("hologram")})"#
        ]
    );
    // If there are two, the one that stands first in the schema is the kind, and the other one is kept.
    for both in [
        r#"{ "delivery": { "watermark": 5 }, "message": { "mid": "m_1" } }"#,
        r#"{ "message": { "mid": "m_1" }, "delivery": { "watermark": 5 } }"#,
    ] {
        let event: ms::MessagingEvent = serde_json::from_str(both).unwrap();
        assert!(matches!(event.kind, ms::EventKind::Message(_)), "{event:?}");
        assert!(event.rest.contains_key("delivery"), "{event:?}");
    }
    assert!(matches!(read(json!({ "teleport": { "to": "moon" } })).kind, ms::EventKind::Other(_)));
}

#[test]
fn deliveries_are_events() {
    use ms::webhooks::Event;
    let receive = |body: Value| -> Vec<Event> {
        let (webhooks, body) = (Webhooks::new(AppSecret::new("secret"), "token"), body.to_string());
        let request = http::Request::post("/").header("X-Hub-Signature-256", webhooks.sign(body.as_bytes()));
        webhooks
            .receive::<ms::Webhooks>(&request.body(Bytes::from(body)).unwrap())
            .unwrap()
            .events()
            .collect()
    };
    let event = |kind: &str, content: Value| json!({ "sender": { "id": TO }, "recipient": { "id": "1050" }, "timestamp": 5, kind: content });
    let events = receive(json!({
        "object": "page",
        "entry": [
            { "id": "1050", "time": 6, "messaging": [event("message", json!({ "mid": "m_1", "text": "Hi" }))] },
            { "id": "1050", "time": 6, "standby": [event("postback", json!({ "mid": "m_2", "title": "Help" }))] },
            { "id": "1050", "time": 6, "changes": [
                { "field": "inbox_labels", "value": { "action": "add", "user": { "id": TO }, "label": { "id": "61" } } },
                { "field": "message_template_status_update", "value": { "event": "APPROVED", "message_template_id": 9 } },
                { "field": "feed", "value": { "item": "post" } }
            ] }
        ]
    }));
    let [
        Event::Messaging(first),
        Event::Standby(second),
        Event::InboxLabels(label),
        Event::MessageTemplateStatusUpdate(status),
        Event::Other(_),
    ] = events.as_slice()
    else {
        panic!("{events:?}")
    };
    assert!(matches!(&first.kind, ms::EventKind::Message(message) if message.text.as_deref() == Some("Hi")));
    assert!(matches!(&second.kind, ms::EventKind::Postback(postback) if postback.payload.is_none()));
    assert_eq!(label.user_id.as_deref(), Some(TO));
    assert_eq!(status.message_template_id.as_deref(), Some("9"));
    let seen = receive(json!({
        "object": "instagram",
        "entry": [
            { "id": "1784", "time": 6, "messaging": [event("read", json!({ "mid": "aWdfZQ" }))] },
            { "id": "1784", "time": 6, "changes": [{ "field": "messages", "value": event("message", json!({ "mid": "aWdfZg" })) }] }
        ]
    }));
    assert!(matches!(seen.as_slice(), [Event::Messaging(_), Event::Messages(_)]), "{seen:?}");
}
