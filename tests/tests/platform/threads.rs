//! Posts of Threads: how they are sent, what is refused, what is awaited, and what is delivered.

use bytes::Bytes;
use graph_client::{
    AppSecret, Describe, ErrorKind, Fields, Graph, NoToken, Secret, UserToken, testing::Answers,
    webhooks::Webhooks,
};
use graph_platform::threads as th;
use graph_sandbox::Sandbox;
use serde_json::{Value, json};

use th::{container, item, oauth, public_profile, search, thread, user};

/// The values that a call sends, as `name=value`, in the order of their names.
fn sent(call: &impl Describe) -> Vec<String> {
    assert!(call.faults().is_empty(), "{:?}", call.faults());
    let curl = call.curl();
    let values = curl.split("--data-urlencode '").skip(1);
    let mut values: Vec<_> = values.map(|value| value.split('\'').next().unwrap().to_owned()).collect();
    values.sort();
    values
}

fn faults(call: &impl Describe) -> Vec<String> {
    call.faults().iter().map(ToString::to_string).collect()
}

#[test]
fn posts_are_sent_as_forms() {
    let posts = || user::me().threads();
    let text = thread::text("Rye?").reply_control(th::ReplyControl::FollowersOnly).topic_tag("bread");
    assert_eq!(
        sent(&posts().create(text)),
        ["media_type=TEXT", "reply_control=followers_only", "text=Rye?", "topic_tag=bread"]
    );
    let poll = thread::text("Rye?").poll_attachment(thread::poll("Yes", "No").option_c("Oats"));
    assert_eq!(
        sent(&posts().create(poll)),
        [
            "media_type=TEXT",
            r#"poll_attachment={"option_a":"Yes","option_b":"No","option_c":"Oats"}"#,
            "text=Rye?"
        ]
    );
    assert_eq!(
        sent(&posts().create(thread::image("https://cdn.example/a.jpg").alt_text("A loaf")).location("61")),
        ["alt_text=A loaf", "image_url=https://cdn.example/a.jpg", "location_id=61", "media_type=IMAGE"]
    );
    assert_eq!(
        sent(&posts().create(thread::carousel(["1", "2"])).countries(["IE", "GB"])),
        ["allowlisted_country_codes=IE,GB", r#"children=["1","2"]"#, "media_type=CAROUSEL"]
    );
    assert_eq!(
        sent(&posts().create_item(item::video("https://cdn.example/a.mp4"))),
        ["is_carousel_item=true", "media_type=VIDEO", "video_url=https://cdn.example/a.mp4"]
    );
    assert_eq!(
        sent(&posts().publish_text(thread::text("Thanks").reply_to_id("18"))),
        ["auto_publish_text=true", "media_type=TEXT", "reply_to_id=18", "text=Thanks"]
    );
    assert_eq!(
        sent(&posts().publish_text(thread::text("Thanks")).share_to_instagram_dark(true)),
        ["auto_publish_text=true", "crossreshare_to_ig_dark_mode=true", "media_type=TEXT", "text=Thanks"]
    );
    assert_eq!(
        sent(&posts().create_attachment(
            thread::attachment().text_attachment(thread::long_text("First, the water.").styled(
                0,
                5,
                [th::TextStyle::Bold]
            ))
        )),
        [
            "media_type=TEXT",
            r#"text_attachment={"plaintext":"First, the water.","text_with_styling_info":[{"length":5,"offset":0,"styling_info":["bold"]}]}"#
        ]
    );
}

#[test]
fn what_the_platform_refuses_is_not_sent() {
    let posts = || user::me().threads();
    let both =
        thread::text("Hi").link_attachment("https://a.example").poll_attachment(thread::poll("a", "b"));
    assert_eq!(
        faults(&posts().create(both)),
        [
            "`thread`: must have at most one of `link_attachment`, `poll_attachment`, `text_attachment`, but has 2"
        ]
    );
    let ghost = thread::text("Hi").is_ghost_post(true).reply_to_id("1");
    assert_eq!(faults(&posts().create(ghost)).len(), 1);
    let ghost = || thread::text("Hi").is_ghost_post(true);
    for more in [
        ghost().topic_tag("bread"),
        ghost().quote_post_id("1"),
        ghost().link_attachment("https://a.example"),
        ghost().reply_control(th::ReplyControl::FollowersOnly),
    ] {
        assert_eq!(faults(&posts().create(more)).len(), 1);
    }
    assert!(faults(&posts().create(ghost().text_entity(th::EntityType::Spoiler, 0, 2))).is_empty());
    assert_eq!(faults(&posts().create(thread::text("x".repeat(501)))).len(), 1);
    assert_eq!(faults(&posts().create(thread::carousel(["1"]))).len(), 1);
    assert_eq!(faults(&posts().create(thread::carousel((0..21).map(|id| id.to_string())))).len(), 1);
    let fourth = thread::text("Hi").poll_attachment(thread::poll("a", "b").option_d("d"));
    assert_eq!(faults(&posts().create(fourth)).len(), 1);
    assert_eq!(faults(&posts().create_attachment(thread::attachment())).len(), 1);
    assert_eq!(faults(&search::root().oembed("https://t.example").maxwidth(300)).len(), 1);
}

#[test]
fn calls_have_their_host_version_and_permissions() {
    let near = search::root()
        .locations_near(search::locations_near::ListParams { latitude: 53.2, longitude: -9.0 })
        .named("Market")
        .curl();
    assert!(near.contains("https://graph.threads.net/v1.0/location_search?"), "{near}");
    let renewed = oauth::oauth().refresh(Secret::new("THQ")).curl();
    assert!(renewed.contains("https://graph.threads.net/refresh_access_token?"), "{renewed}");
    let facts = oauth::oauth().debug_token(Secret::new("THQ")).curl();
    assert!(facts.contains("https://graph.threads.net/v1.0/debug_token?"), "{facts}");
    let insights = user::me().threads_insights([th::ProfileMetric::Views, th::ProfileMetric::Clicks]).curl();
    assert!(insights.contains("metric=views,clicks"), "{insights}");
    let plain = user::me().threads().create(thread::text("Hi"));
    assert_eq!(plain.permissions(), [["threads_basic"], ["threads_content_publish"]]);
}

#[derive(Debug, Clone, Fields)]
#[graph(node = container)]
struct Container {
    id: container::Id,
}

#[derive(Debug, Clone, Fields)]
#[graph(node = public_profile)]
struct Profile {
    follower_count: Option<u64>,
}

#[tokio::test]
async fn containers_are_awaited_and_errors_are_known() {
    let of = |answers: &Answers| Graph::builder().api(th::api()).answers(answers).build();
    let answers = Answers::new();
    let me = of(&answers).with(UserToken::new("a token"));
    let publish = user::me().publish("9");
    let answers = answers
        .fail(&publish, 400, r#"{"error":{"message":"The requested resource does not exist","type":"OAuthException","code":24,"error_subcode":4279009,"is_transient":false}}"#)
        .on(&public_profile::lookup().username("meta").get::<Profile>(), r#"{"follower_count":"12"}"#);
    let error = me.send(publish).await.unwrap_err();
    assert!(matches!(error.known(), Some(user::publish::PublishError::ContainerNotReady)), "{error}");
    let profile = me.get::<Profile>(public_profile::lookup().username("meta")).await.unwrap();
    assert_eq!(profile.follower_count, Some(12));
    drop(answers);

    let code = oauth::exchange_code::ExchangeCodeParams {
        client_id: "1".to_owned(),
        client_secret: Secret::new("s"),
        code: Secret::new("c"),
        redirect_uri: "https://a.example".to_owned(),
    };
    let exchange = oauth::oauth().exchange_code(code);
    let answers = Answers::new().fail(
        &exchange,
        400,
        r#"{"error_type":"OAuthException","code":400,"error_message":"Invalid authorization code"}"#,
    );
    let error = of(&answers).with(NoToken).send(exchange).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Api, "{error}");
    assert!(error.to_string().contains("Invalid authorization code"), "{error}");
}

#[tokio::test]
async fn the_sandbox_makes_containers_and_not_posts() {
    let sandbox = Sandbox::builder().api("threads").start().unwrap();
    let graph = Graph::builder().api(th::api()).host(sandbox.url()).build();
    let me = graph.with(UserToken::new(sandbox.user_token()));
    let made = me.send(user::me().threads().create(thread::text("Hi"))).await.unwrap();
    let ready = me.get::<Container>(container::id(&made.id)).await.unwrap();
    assert_eq!(ready.id, made.id);
    let posts = me.page(user::me().threads()).await.unwrap();
    assert!(posts.iter().all(|post| post.id.as_ref().unwrap().as_str() != made.id.as_str()), "{posts:?}");
}

#[test]
fn deliveries_are_events() {
    use th::webhooks::Event;
    let deliver = |field: &str, topic: &str, value: Value| {
        let body = json!({
            "app_id": "4402817", "topic": topic, "target_id": "18", "time": 1786012345, "subscription_id": "77120",
            "has_uid_field": false, "values": { "value": value, "field": field }
        })
        .to_string();
        let webhooks = Webhooks::new(AppSecret::new("secret"), "token");
        let request = http::Request::post("/").header("X-Hub-Signature-256", webhooks.sign(body.as_bytes()));
        let received = webhooks.receive::<th::Webhooks>(&request.body(Bytes::from(body)).unwrap()).unwrap();
        let delivered: Vec<_> = received.delivered().collect();
        let [one] = delivered.try_into().unwrap();
        assert_eq!((one.object.as_str(), one.id.as_str()), ("threads", "18"));
        one.event
    };
    let reply = deliver(
        "replies",
        "moderate",
        json!({ "id": "19", "text": "Rye!", "root_post": { "id": "18", "owner_id": "7" } }),
    );
    let Event::Reply(reply) = reply else { panic!("{reply:?}") };
    assert_eq!(reply.root_post.unwrap().owner_id.unwrap().as_str(), "7");
    let deleted = deliver("delete", "moderate", json!({ "id": "19", "owner": { "owner_id": "7" } }));
    let Event::Delete(deleted) = deleted else { panic!("{deleted:?}") };
    assert_eq!(deleted.owner_id.unwrap().as_str(), "7");
    assert!(matches!(deliver("mentions", "interaction", json!({ "id": "19" })), Event::Mention(_)));
    let mention =
        deliver("mentions", "interaction", json!({ "text": "@harbour Rye!", "username": "early_bird" }));
    let Event::Mention(mention) = mention else { panic!("{mention:?}") };
    assert_eq!((mention.id, mention.username.as_deref()), (None, Some("early_bird")));
    assert!(matches!(deliver("publish", "interaction", json!({ "id": "19" })), Event::Publish(_)));
    assert!(matches!(deliver("likes", "interaction", json!({ "id": "19" })), Event::Other(_)));
}
