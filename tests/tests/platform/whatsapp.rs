//! The program of a WhatsApp bot as one would like to write it.

use bytes::Bytes;
use graph_client::{AppSecret, Describe, Fields, Graph, SystemUserToken, webhooks::Webhooks};
use graph_platform::whatsapp::{
    self as wa, button, component, flow, message, parameter, phone_number, template, waba, webhooks::Event,
};
use graph_sandbox::Sandbox;
use serde_json::{Value, json};

const FROM: &str = "1065";
const TO: &str = "4915700000001";
const DATA: &str = r#"{ "nodes": [{ "id": "1065", "node": "PhoneNumber" }] }"#;

#[tokio::test]
async fn a_bot_reads_as_it_is_meant() {
    let sandbox = Sandbox::builder().api("whatsapp").data(DATA).start().unwrap();
    let graph = Graph::builder().api(wa::api()).host(sandbox.url()).build();
    let bot = graph.with(SystemUserToken::new(sandbox.system_user_token()));

    let from = || phone_number::id(FROM);
    bot.send(from().messages().create(TO, message::text("Hello").preview_url(true))).await.unwrap();
    bot.send(from().messages().create(
        TO,
        message::template("order_confirmation", "en_US").component(template::body(["Zoe", "42"])),
    ))
    .await
    .unwrap();
    bot.send(
        from().messages().create(
            TO,
            message::list("Which tea?", "Choose").section(
                "Teas",
                [message::row("1", "Green"), message::row("2", "Black").description("strong")],
            ),
        ),
    )
    .await
    .unwrap();
    bot.send(from().messages().mark_read("wamid.1").typing()).await.unwrap();

    let kind = |form: &[(String, String)]| {
        let member =
            |wanted: &str| form.iter().find(|(name, _)| name == wanted).map(|(_, text)| text.clone());
        member("type").or(member("status")).unwrap_or_default()
    };
    let requests = sandbox.requests();
    let kinds: Vec<_> = requests.iter().map(|request| (request.status, kind(&request.form))).collect();
    let expected = ["text", "template", "interactive", "read"].map(|kind| (200, kind.to_owned()));
    assert_eq!(kinds, expected);
}

/// A signed delivery of these changes.
fn delivery(webhooks: &Webhooks, changes: &Value) -> http::Request<Bytes> {
    let entry =
        json!({ "object": "whatsapp_business_account", "entry": [{ "id": "1", "changes": changes }] });
    let body = entry.to_string();
    let signature = webhooks.sign(body.as_bytes());
    http::Request::post("/").header("X-Hub-Signature-256", signature).body(Bytes::from(body)).unwrap()
}

#[test]
fn events_are_matched_in_words_and_nothing_is_dropped() {
    let webhooks = Webhooks::new(AppSecret::new("secret"), "verify");
    let message = |kind: &str, content: Value| json!({ "id": "wamid.1", "from": TO, "timestamp": "1790000000", "type": kind, kind: content });
    let value = json!({
        "messaging_product": "whatsapp",
        "metadata": { "display_phone_number": "15550001", "phone_number_id": FROM },
        "messages": [message("text", json!({ "body": "Hi" })), message("hologram", json!({ "depth": 3 })), message("reaction", json!({ "message_id": "wamid.0", "emoji": "" }))]
    });
    let request = delivery(
        &webhooks,
        &json!([{ "field": "messages", "value": value }, { "field": "news", "value": { "of": 2027 } }]),
    );
    let (mut replies, mut logged, mut others) = (Vec::new(), Vec::new(), Vec::new());
    let mut reply = |text: String| replies.push(text);
    let mut log = |json: Value| logged.push(json);

    for event in webhooks.receive::<wa::Webhooks>(&request).unwrap().events() {
        match event {
            Event::Messages(change) => {
                for incoming in change.messages {
                    match incoming.content {
                        wa::Incoming::Text(text) => reply(text.body),
                        wa::Incoming::Other(json) => log(json),
                        _ => {}
                    }
                }
            }
            other => others.push(format!("{other:?}")),
        }
    }

    assert_eq!(replies, ["Hi"]);
    assert_eq!(logged, [json!({ "type": "hologram", "hologram": { "depth": 3 } })]);
    assert!(others.len() == 1 && others[0].contains("2027"), "{others:?}");
}

fn faults(call: &impl Describe) -> Vec<String> {
    call.faults().iter().map(ToString::to_string).collect()
}

#[derive(Debug, Clone, Fields)]
#[graph(node = flow)]
#[expect(dead_code, reason = "only the request is tested")]
struct FlowCard {
    id: flow::Id,
    #[graph(args = flow::args::preview().invalidate(true))]
    preview: Option<wa::FlowPreview>,
    #[graph(args)]
    health_status: Option<wa::HealthStatus>,
    #[graph(args = flow::args::metric(wa::FlowMetricName::EndpointRequestCount, wa::FlowGranularity::Day))]
    metric: Option<wa::FlowMetric>,
}

#[derive(Debug, Clone, Fields)]
#[graph(node = waba)]
#[expect(dead_code, reason = "only the request is tested")]
struct Sums {
    id: waba::Id,
    #[graph(args)]
    analytics: Option<Value>,
}

#[derive(Debug, Clone, Fields)]
#[graph(node = wa::qr_code)]
#[expect(dead_code, reason = "only the request is tested")]
struct Code {
    code: String,
    #[graph(args = wa::qr_code::args::qr_image_url().format(wa::QrImage::Svg))]
    qr_image_url: Option<String>,
}

#[test]
fn fields_of_flows_accounts_and_codes_take_arguments() {
    let fields = |curl: String| {
        let query = curl.split("fields=").nth(1).unwrap().split(['\'', '&']).next().unwrap().to_owned();
        percent_encoding::percent_decode_str(&query).decode_utf8().unwrap().into_owned()
    };
    let health = flow::args::health_status().phone_number(FROM);
    let card = fields(flow::id("880001").with_args(health).get::<FlowCard>().curl());
    assert_eq!(
        card,
        "id,preview.invalidate(true),health_status.phone_number(1065),metric.name(ENDPOINT_REQUEST_COUNT).granularity(DAY)"
    );
    let of = waba::args::AnalyticsParams {
        start: 1_543_543_200,
        end: 1_544_148_000,
        granularity: "DAY".to_owned(),
    };
    let sums = fields(waba::id("600").with_args(waba::args::analytics(of)).get::<Sums>().curl());
    assert_eq!(sums, "id,analytics.start(1543543200).end(1544148000).granularity(DAY)");
    let codes = fields(phone_number::id(FROM).message_qrdls().select::<Code>().curl());
    assert_eq!(codes, "code,qr_image_url.format(SVG)");
}

#[test]
fn one_time_passwords_have_what_their_button_needs() {
    let create = |button: wa::TemplateButton| {
        let parts = [wa::TemplateComponent::from(component::body()), component::buttons([button]).into()];
        waba::id("600").message_templates().create(wa::waba::message_templates::CreateParams {
            name: "code".to_owned(),
            category: wa::TemplateCategory::Authentication.into(),
            language: "en".to_owned(),
            components: parts.into(),
        })
    };
    let one_tap = || button::otp_one_tap().autofill_text("Fill in");
    let whole = create(one_tap().supported_app("example.bakery", "Zx0+8f/aQ1c").into());
    assert_eq!(faults(&whole), [""; 0]);
    let button = r#"{"type":"OTP","otp_type":"ONE_TAP","autofill_text":"Fill in","supported_apps":[{"package_name":"example.bakery","signature_hash":"Zx0+8f/aQ1c"}]}"#;
    assert!(whole.curl().contains(button), "{}", whole.curl());
    assert_eq!(
        faults(&create(one_tap().into())),
        ["`components[1].buttons[0]`: must have exactly one of `supported_apps`, `package_name`, but has 0"]
    );
    let zero_tap = button::otp_zero_tap(true).supported_app("example.bakery", "Zx0+8f/aQ1c");
    assert_eq!(faults(&create(zero_tap.into())), [""; 0]);
    assert_eq!(faults(&create(button::otp_copy_code().text("Copy").into())), [""; 0]);
}

#[test]
fn webhooks_are_delivered_elsewhere_and_back() {
    let other = || phone_number::callback("https://hooks.bakery.example", "vt");
    let url = r#""override_callback_uri":"https://hooks.bakery.example","verify_token":"#;
    let set = phone_number::id(FROM).set_webhook(other()).curl();
    assert!(set.contains(url), "{set}");
    let removed = phone_number::id(FROM).remove_webhook();
    assert!(
        removed.curl().contains(r#"{"webhook_configuration":{"override_callback_uri":""}}"#),
        "{}",
        removed.curl()
    );
    let subscribed = waba::id("600").subscribed_apps().create().override_with(other()).curl();
    assert!(subscribed.contains(url), "{subscribed}");
    assert_eq!(faults(&phone_number::id(FROM).set_pin("48291O")).len(), 1);
}

#[test]
fn a_profile_loses_its_industry() {
    let call = phone_number::id(FROM).whatsapp_business_profile().remove_vertical();
    assert!(call.curl().contains(r#"{"messaging_product":"whatsapp","vertical":""}"#), "{}", call.curl());
}

#[test]
fn a_place_above_a_template_has_a_name_and_an_address() {
    let place = parameter::location(48.1, 11.5, "Bakery", "Main Square 1");
    let order = message::template("order_ready", "en").component(template::header([place]));
    let call = phone_number::id(FROM).messages().create(TO, order);
    assert_eq!(faults(&call), [""; 0]);
    assert!(call.curl().contains(r#""name":"Bakery","address":"Main Square 1""#), "{}", call.curl());
}

#[test]
fn old_forms_of_statuses_are_read() {
    let status: wa::MessageStatus = serde_json::from_value(json!({
        "id": "wamid.1", "status": "failed", "timestamp": "1790000000", "message": { "recipient_id": TO },
        "errors": [{ "code": 1026, "title": "Receiver Incapable", "details": "The phone is too old" }]
    }))
    .unwrap();
    assert_eq!(status.message_recipient_id.as_deref(), Some(TO));
    assert_eq!(status.errors[0].details.as_deref(), Some("The phone is too old"));
}
