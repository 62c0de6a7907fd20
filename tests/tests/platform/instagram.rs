//! Posts, comments and insights of Instagram, with both logins.

use bytes::Bytes;
use graph_client::{
    AppSecret, Connection, Describe, ErrorKind, Fields, File, Graph, Open, Secret, UserToken,
    testing::Answers, webhooks::Webhooks,
};
use graph_sandbox::Sandbox;
use percent_encoding::percent_decode_str;
use serde_json::{Value, json};

use graph_platform::{instagram as ig, instagram_login as login};

use ig::{
    AccountBreakdown, AccountMetric, DemographicBreakdown, DemographicMetric, Graduation, MediaMetric,
    MetricType, Period, Timeframe, account, audio_search, comment, container, hashtag, hashtag_search, item,
    media, story, upload,
};

const IMAGE: &str = "https://cdn.example/bread.jpg";
const VIDEO: &str = "https://cdn.example/bread.mp4";

/// What a call sends in its form, from its curl line.
fn form(call: &impl Describe) -> Value {
    let line = call.curl();
    let parts = line.split("--data-urlencode '").skip(1).map(|part| part.split('\'').next().unwrap());
    let pair = |part: &str| {
        let (name, value) = part.split_once('=').unwrap();
        (name.to_owned(), Value::from(value))
    };
    Value::Object(parts.map(pair).collect())
}

/// Path and query of a call.
fn address(call: &impl Describe) -> String {
    let line = call.curl();
    let address = line.trim_end_matches('\'').rsplit('\'').next().unwrap();
    percent_decode_str(address).decode_utf8().unwrap().into_owned()
}

fn faults(call: &impl Describe) -> Vec<String> {
    call.faults().iter().map(ToString::to_string).collect()
}

/// The form of a call that creates a container.
fn made(media: impl Into<ig::NewMedia>) -> Value {
    form(&account::id("1784").media().create(media))
}

#[test]
fn a_post_is_a_form_by_its_kind() {
    let tagged = media::image(IMAGE).caption("Bread").user_tag("early_bird", 0.25, 0.75).collaborator("mill");
    assert_eq!(
        made(tagged),
        json!({
            "media_type": "IMAGE", "image_url": IMAGE, "caption": "Bread",
            "user_tags": r#"[{"username":"early_bird","x":0.25,"y":0.75}]"#, "collaborators": r#"["mill"]"#
        })
    );
    let reel =
        media::reel(VIDEO).cover_url(IMAGE).thumb_offset(1500).share_to_feed(true).user_tag("early_bird");
    assert_eq!(
        made(reel.trial_params(media::trial(Graduation::Manual))),
        json!({
            "media_type": "REELS", "video_url": VIDEO, "cover_url": IMAGE, "thumb_offset": "1500",
            "share_to_feed": "true", "user_tags": r#"[{"username":"early_bird"}]"#,
            "trial_params": r#"{"graduation_strategy":"MANUAL"}"#
        })
    );
    assert_eq!(
        made(media::story(story::video(VIDEO))),
        json!({ "media_type": "STORIES", "video_url": VIDEO })
    );
    assert_eq!(
        made(media::story(story::image(IMAGE)).user_tag("early_bird")),
        json!({ "media_type": "STORIES", "image_url": IMAGE, "user_tags": r#"[{"username":"early_bird"}]"# })
    );
    assert_eq!(
        made(media::carousel(["17890000000000001", "17890000000000002"]).caption("A day")),
        json!({ "media_type": "CAROUSEL", "children": r#"["17890000000000001","17890000000000002"]"#, "caption": "A day" })
    );
}

#[test]
fn items_and_uploads_are_calls_of_their_own() {
    let media = || account::id("1784").media();
    assert_eq!(
        form(&media().create_item(item::image(IMAGE).alt_text("Dough").product_tag("77"))),
        json!({
            "is_carousel_item": "true", "media_type": "IMAGE", "image_url": IMAGE, "alt_text": "Dough",
            "product_tags": r#"[{"product_id":"77"}]"#
        })
    );
    assert_eq!(
        form(&media().create_item(item::video(VIDEO))),
        json!({ "is_carousel_item": "true", "media_type": "VIDEO", "video_url": VIDEO })
    );
    assert_eq!(
        form(
            &media()
                .create_upload(upload::reel().caption("Shaping").audio_configuration(media::audio("900011")))
        ),
        json!({
            "upload_type": "resumable", "media_type": "REELS", "caption": "Shaping",
            "audio_configuration": r#"{"audio_id":"900011"}"#
        })
    );
    assert_eq!(
        form(&media().create_upload(upload::item())),
        json!({ "upload_type": "resumable", "media_type": "VIDEO", "is_carousel_item": "true" })
    );
}

#[test]
fn limits_are_checked_before_sending() {
    let create = |media: ig::NewMedia| faults(&account::id("1784").media().create(media));
    assert_eq!(
        create(media::carousel(["1"]).into()),
        ["`media.children`: must have at least 2 elements, but has 1"]
    );
    assert_eq!(
        create(media::image(IMAGE).caption("a".repeat(2201)).user_tag("ada", 1.5, 0.0).into()),
        [
            "`media.caption`: must have at most 2200 characters, but has 2201",
            "`media.user_tags[0].x`: must be at most 1, but is 1.5"
        ]
    );
    let mentioned = ig::StoryTag::new("ada").x(0.5);
    assert_eq!(
        create(media::story(story::video(VIDEO)).user_tags([mentioned]).into()),
        ["`media.user_tags[0]`: must have all of `x`, `y`, or none"]
    );
    let placed = |tag: ig::ItemProduct| {
        faults(&account::id("1784").media().create_item(item::image(IMAGE).product_tags([tag])))
    };
    assert!(placed(ig::ItemProduct::new("77").x(0.5).y(1.0)).is_empty());
    assert_eq!(placed(ig::ItemProduct::new("77").x(0.5)).len(), 1);
    let tags = |count| {
        let tags = (0..count).map(|product: u32| ig::ChangedTag::new(product.to_string()));
        faults(&media::id("1806").product_tags().update(tags))
    };
    assert!(tags(30).is_empty());
    assert_eq!(tags(31), ["`updated_tags`: must have at most 30 elements, but has 31"]);
    let top = |limit| faults(&hashtag::id("1784385").top_media("1784").limit(limit));
    assert!(top(50).is_empty());
    assert_eq!(top(51), ["`limit`: must be at most 50, but is 51"]);
    assert_eq!(faults(&account::id("1784").recently_searched_hashtags().limit(31)).len(), 1);
    let four = ["a", "b", "c", "d"];
    assert_eq!(
        create(media::reel(VIDEO).collaborators(four).into()),
        ["`media.collaborators`: must have at most 3 elements, but has 4"]
    );
}

#[test]
fn what_is_read_is_in_the_address() {
    let of = || account::id("1784");
    assert_eq!(
        address(
            &of()
                .insights([AccountMetric::Reach, AccountMetric::Views], Period::Day)
                .metric_type(MetricType::TotalValue)
                .breakdowns([AccountBreakdown::FollowType])
        ),
        "https://graph.facebook.com/v25.0/1784/insights?metric=reach,views&period=day&metric_type=total_value&breakdown=follow_type"
    );
    assert_eq!(
        address(&of().demographics(
            DemographicMetric::FollowerDemographics,
            DemographicBreakdown::Age,
            Timeframe::ThisMonth
        )),
        "https://graph.facebook.com/v25.0/1784/insights?period=lifetime&metric_type=total_value&metric=follower_demographics&breakdown=age&timeframe=this_month"
    );
    assert_eq!(
        address(&media::id("1806").insights([MediaMetric::Views])),
        "https://graph.facebook.com/v25.0/1806/insights?metric=views"
    );
    assert_eq!(
        address(&of().content_publishing_limit()),
        "https://graph.facebook.com/v25.0/1784/content_publishing_limit?fields=quota_usage,config"
    );
    assert_eq!(
        address(&hashtag_search::root().by_name("1784", "bread")),
        "https://graph.facebook.com/v25.0/ig_hashtag_search?user_id=1784&q=bread"
    );
    assert_eq!(
        address(&hashtag::id("1784385").top_media("1784")),
        "https://graph.facebook.com/v25.0/1784385/top_media?user_id=1784"
    );
    assert_eq!(
        address(&audio_search::root().find(ig::AudioType::Music, "1784").query("rain")),
        "https://graph.facebook.com/v25.0/ig_audio?audio_type=music&user_id=1784&search_query=rain"
    );
}

#[derive(Debug, Fields)]
#[graph(node = media)]
struct Post {
    caption: Option<String>,
}

#[derive(Debug, Fields)]
#[graph(node = account)]
struct Other {
    followers_count: Option<i64>,
    #[graph(limit = 3)]
    media: Connection<Post>,
}

#[derive(Debug, Fields)]
#[graph(node = account)]
struct Discovered {
    #[graph(args)]
    business_discovery: Option<Other>,
}

#[derive(Debug, Fields)]
#[graph(node = account)]
struct Mentioned {
    #[graph(args)]
    mentioned_media: Option<Post>,
}

#[tokio::test]
async fn fields_take_the_account_or_post_that_is_meant() {
    let call = || account::id("1784").with_args(account::args::business_discovery("mill"));
    let fields = "business_discovery.username(mill){followers_count,media.limit(3){caption}}";
    let answer = json!({
        "business_discovery": { "followers_count": 12, "media": { "data": [{ "caption": "Flour", "id": "5" }] }, "id": "9" },
        "id": "1784"
    });
    assert_eq!(
        address(&call().get::<Discovered>()),
        format!("https://graph.facebook.com/v25.0/1784?fields={fields}")
    );
    let answers = Answers::new().on(&call().get::<Discovered>(), answer.to_string());
    let graph = Graph::builder().api(ig::api()).answers(&answers).build();
    let found = graph.with(UserToken::new("t")).get::<Discovered>(call()).await.unwrap();
    let other = found.business_discovery.unwrap();
    assert_eq!((other.followers_count, other.media[0].caption.as_deref()), (Some(12), Some("Flour")));
    let mention = account::id("1784").with_args(account::args::mentioned_media("1806")).get::<Mentioned>();
    assert!(address(&mention).ends_with("/1784?fields=mentioned_media.media_id(1806){caption}"));
}

#[test]
fn both_logins_have_their_hosts_and_permissions() {
    use login::{account, media, oauth};

    let call = account::me().media().create(media::reel(VIDEO));
    assert_eq!(address(&call), "https://graph.instagram.com/v25.0/me/media");
    assert_eq!(form(&call), json!({ "media_type": "REELS", "video_url": VIDEO }));
    assert_eq!(call.permissions(), [["instagram_business_basic"], ["instagram_business_content_publish"]]);
    assert!(call.tasks().is_empty());
    let with_facebook = ig::account::id("1784").publish("17890");
    assert_eq!(
        with_facebook.permissions(),
        [["instagram_basic"], ["instagram_content_publish"], ["pages_read_engagement"]]
    );
    assert_eq!(with_facebook.tasks(), ["CREATE_CONTENT", "MANAGE"]);
    let exchanged = oauth::root().exchange_code(oauth::exchange_code::ExchangeCodeParams {
        client_id: "990".into(),
        client_secret: Secret::new("s"),
        redirect_uri: "https://app.example/back".into(),
        code: Secret::new("AQB"),
    });
    assert_eq!(address(&exchanged), "https://api.instagram.com/oauth/access_token");
    let renewed = oauth::root().refresh(Secret::new("IGAA"));
    assert!(address(&renewed).starts_with("https://graph.instagram.com/refresh_access_token?"));
    assert!(!renewed.curl().contains("IGAA"), "the token is not shown");
}

#[test]
fn deliveries_are_events() {
    use ig::webhooks::Event;

    let webhooks = Webhooks::new(AppSecret::new("secret"), "token");
    let comment = json!({
        "id": "1792", "text": "Which flour?", "from": { "id": "9988", "username": "early_bird" },
        "media": { "id": 18_067_712_904_455_012_i64, "media_product_type": "REELS" }
    });
    let changes = [
        json!({ "field": "comments", "value": comment }),
        json!({ "field": "live_comments", "value": comment }),
        json!({ "field": "mentions", "value": { "media_id": "1806" } }),
        json!({ "field": "story_insights", "value": { "media_id": "1806", "exits": 3 } }),
        json!({ "field": "follow", "value": { "what": "ever" } }),
        json!({ "field": "comments", "value": { "text": "without an id" } }),
    ];
    let messaging = [json!({ "sender": { "id": "9988" }, "message": { "mid": "m", "text": "Hi" } })];
    let body = json!({ "object": "instagram", "entry": [
        { "id": "1784", "time": 1_772_435_001, "changes": changes },
        { "id": "1784", "time": 1_772_435_001_123_i64, "messaging": messaging },
    ] })
    .to_string();
    let request = http::Request::post("/").header("X-Hub-Signature-256", webhooks.sign(body.as_bytes()));
    let received = webhooks.receive::<ig::Webhooks>(&request.body(Bytes::from(body)).unwrap()).unwrap();
    let events: Vec<Event> = received.events().collect();
    let [
        Event::Comments(first),
        Event::LiveComments(live),
        Event::Mentions(mention),
        Event::StoryInsights(story),
        Event::Follow(_),
        Event::Other(_),
        Event::Messaging(message),
    ] = events.as_slice()
    else {
        panic!("{events:?}")
    };
    let media = first.media.as_ref().and_then(|media| media.id.as_ref());
    assert_eq!(media.map(|id| id.as_str()), Some("18067712904455012"));
    assert_eq!(
        first.media.as_ref().and_then(|media| media.media_product_type.clone()),
        Some(ig::MediaProduct::Reels.into())
    );
    assert_eq!(live.from.as_ref().and_then(|author| author.username.as_deref()), Some("early_bird"));
    assert_eq!((mention.media_id.as_str(), &mention.comment_id), ("1806", &None));
    assert_eq!(story.exits, Some(3));
    assert_eq!(message["message"]["text"], "Hi");
    // What is answered to a comment.
    assert_eq!(form(&comment::id(&first.id).replies().create("Rye")), json!({ "message": "Rye" }));
}

/// A write is only tried again if the caller says that it may be.
#[tokio::test]
async fn errors_say_whether_another_try_helps() {
    let publish = || account::id("1784").publish("17890");
    for (code, subcode, kind, retryable) in [
        (9007, 2_207_027, ErrorKind::Api, true),
        (24, 2_207_008, ErrorKind::NotFound, true),
        (24, 2_207_006, ErrorKind::NotFound, false),
        (-2, 2_207_003, ErrorKind::Server, true),
        (-2, 2_207_020, ErrorKind::NotFound, false),
        (9, 2_207_042, ErrorKind::Throttled, true),
        (4, 2_207_051, ErrorKind::Blocked, false),
        (36003, 2_207_009, ErrorKind::Parameter, false),
        (100, 33, ErrorKind::NotFound, false),
    ] {
        let error = json!({ "error": {
            "message": "refused", "type": "OAuthException", "code": code, "error_subcode": subcode, "is_transient": false
        } });
        let answers = Answers::new().fail(&publish(), 400, error.to_string());
        let graph = Graph::builder().api(ig::api()).answers(&answers).build();
        let error =
            graph.with(UserToken::new("t")).send(publish()).idempotent().no_retry().await.unwrap_err();
        assert_eq!((error.kind(), error.is_retryable()), (kind, retryable), "{error}");
    }
}

#[test]
fn the_other_login_has_nothing_of_facebook() {
    let schema = graph_schema::embedded("instagram_login").unwrap().into_result().unwrap();
    for name in ["Hashtag", "Audio", "OEmbed", "Page", "Person", "ReelUpload"] {
        assert!(schema.node(name).is_none(), "{name}");
    }
    assert_eq!(schema.host, "https://graph.instagram.com");
    assert!(schema.permissions.iter().all(|permission| permission.name.starts_with("instagram_business_")));
    let (_, media) = schema.node("Media").unwrap();
    assert!(media.operations.iter().all(|operation| operation.name != "delete"));
}

#[derive(Debug, Fields)]
#[graph(node = container)]
struct Made {
    status_code: Open<ig::ContainerState>,
}

#[tokio::test]
async fn bytes_are_sent_to_the_address_of_the_answer() {
    let data = r#"{ "nodes": [{ "id": "1784", "node": "Account" }] }"#;
    let sandbox = Sandbox::builder().api("instagram").data(data).start().unwrap();
    let graph = Graph::builder().api(ig::api()).host(sandbox.url()).build();
    let client = graph.with(UserToken::new(sandbox.user_token()));
    let started = client.send(account::id("1784").media().create_upload(upload::reel())).await.unwrap();
    let file = File::new("bread.mp4", "bytes of a video").content_type("video/mp4");
    let done = client.upload_to(started.uri.as_str(), file).await.unwrap();
    assert_eq!(done.answer()["success"], true, "{done:?}");
    sandbox.advance(std::time::Duration::from_secs(20));
    let made = client.wait_for::<Made>(container::id(&started.id)).await.unwrap();
    assert_eq!(made.status_code, ig::ContainerState::Finished);
}

#[tokio::test]
async fn answers_in_data_are_read_as_what_they_hold() {
    let limit = || account::id("1784").content_publishing_limit();
    let answer =
        r#"{"data":[{"quota_usage":2,"config":{"quota_total":50,"quota_duration":86400}}],"paging":{}}"#;
    let answers = Answers::new().on(&limit(), answer);
    let client = Graph::builder().api(ig::api()).answers(&answers).build().with(UserToken::new("t"));
    let read = client.send(limit()).await.unwrap();
    assert_eq!((read.quota_usage, read.config.and_then(|config| config.quota_total)), (Some(2), Some(50)));

    // A code is exchanged by the servers of Instagram in two forms.
    let exchange = || {
        login::oauth::root().exchange_code(login::oauth::exchange_code::ExchangeCodeParams {
            client_id: "990".into(),
            client_secret: Secret::new("s"),
            redirect_uri: "https://app.example/back".into(),
            code: Secret::new("AQB"),
        })
    };
    let token =
        r#"{"access_token":"IGAA","user_id":26000000000000001,"permissions":["instagram_business_basic"]}"#;
    for answer in [token.to_owned(), format!(r#"{{"data":[{token}]}}"#)] {
        let answers = Answers::new().on(&exchange(), answer);
        let client = Graph::builder().api(login::api()).answers(&answers).build().without_token();
        let issued = client.send(exchange()).await.unwrap();
        assert_eq!(issued.access_token.expose(), "IGAA");
        assert_eq!(issued.user_id.as_deref(), Some("26000000000000001"));
    }
}
