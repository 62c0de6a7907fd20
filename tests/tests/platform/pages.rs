//! Posts, media, comments, metrics and leads of Pages.

use bytes::Bytes;
use graph_client::{AppSecret, Connection, Describe, Fields, Picture, webhooks::Webhooks};
use serde_json::{Value, json};

use graph_platform::pages as fb;

use fb::{FeedItem, app, comment, lead_form, live_video, page, photo, post, user, video};

const PAGE: &str = "1033";

fn faults(call: &impl Describe) -> Vec<String> {
    call.faults().iter().map(ToString::to_string).collect()
}

/// The parameters of a call, as its curl command has them.
fn sent(call: &impl Describe) -> Vec<String> {
    let curl = call.curl();
    let parts = curl.split("--data-urlencode '").skip(1);
    parts.map(|part| part.split('\'').next().unwrap().to_owned()).collect()
}

#[test]
fn a_post_is_scheduled_with_its_photos() {
    let feed = || page::id(PAGE).feed();
    let time: graph_client::DateTime = "2026-06-01T06:00:00+0000".parse().unwrap();
    let photos = [post::photo("1221").message("Three"), post::photo("1222")];
    let call = feed().create(page::feed::attached_media(photos).message("Rye")).scheduled_publish_time(time);
    assert_eq!(faults(&call), [""; 0]);
    assert_eq!(
        sent(&call),
        [
            r#"attached_media=[{"media_fbid":"1221","message":"Three"},{"media_fbid":"1222"}]"#,
            "message=Rye",
            "scheduled_publish_time=2026-06-01T06:00:00+0000",
            "published=false",
            "unpublished_content_type=SCHEDULED",
        ]
    );
    let draft =
        feed().create(page::feed::message("Later")).unpublished_content_type(fb::UnpublishedContent::Draft);
    assert_eq!(sent(&draft), ["message=Later", "unpublished_content_type=DRAFT", "published=false"]);
    let temporary = page::id(PAGE)
        .photos()
        .upload(page::photos::upload_url("https://bakes.example/1.jpg"))
        .temporary(true);
    assert_eq!(sent(&temporary), ["published=false", "url=https://bakes.example/1.jpg", "temporary=true"]);
    assert_eq!(temporary.tasks(), ["CREATE_CONTENT"]);
}

#[test]
fn limits_and_rules_of_posts_are_checked() {
    let cards =
        [post::card("https://bakes.example/rye").picture("https://bakes.example/r.jpg").image_hash("a1")];
    let call =
        page::id(PAGE).feed().create(page::feed::link("https://bakes.example").child_attachments(cards));
    assert_eq!(
        faults(&call),
        [
            "`child_attachments`: must have at least 2 elements, but has 1",
            "`child_attachments[0]`: must have at most one of `picture`, `image_hash`, but has 2",
        ]
    );
    let far = post::targeting().age_min(64);
    let call = page::id(PAGE).feed().create(page::feed::message("Hei")).targeting(far);
    assert_eq!(faults(&call), ["`targeting.age_min`: must be at most 25, but is 64"]);
    let tag = photo::tag().tag_uid("7012").x(10.5);
    let call = page::id(PAGE).photos().create(page::photos::url("https://bakes.example/1.jpg")).tags([tag]);
    assert_eq!(faults(&call), ["`tags[0]`: must have all of `x`, `y`, or none"]);
}

#[test]
fn posts_for_ads_have_their_own_permission() {
    let ad = page::id(PAGE).feed().create_for_ads(page::feed::create_for_ads_message("Rye"));
    assert_eq!(sent(&ad), ["published=false", "unpublished_content_type=ADS_POST", "message=Rye"]);
    assert_eq!(ad.tasks(), ["ADVERTISE"]);
    let schema = graph_schema::embedded("pages").unwrap().into_result().unwrap();
    let calls = graph_schema::call::find::calls(&schema);
    let needs = |name: &str| -> Vec<Vec<&str>> {
        let operation = calls.iter().find(|call| call.name() == name).unwrap().operation().unwrap();
        let named = |ids: &Vec<graph_schema::model::PermissionId>| {
            ids.iter().map(|id| schema[*id].name.as_str()).collect()
        };
        operation.permission.own.needs().iter().map(named).collect()
    };
    assert_eq!(needs("page.feed.create_for_ads"), [["pages_manage_ads"], ["pages_show_list"]]);
    // One of the two is enough.
    assert_eq!(needs("page.live_videos.create"), [["publish_video", "pages_manage_posts"]]);
}

#[test]
fn what_belongs_together_is_sent_together() {
    let feed = || page::id(PAGE).feed().create(page::feed::message("Baking"));
    let activity = feed().activity(post::activity("3836", "1360").og_phrase("baking"));
    assert_eq!(
        sent(&activity),
        ["message=Baking", "og_action_type_id=3836", "og_object_id=1360", "og_phrase=baking"]
    );
    let comments = || post::id("1033_1").comments();
    let answer = comments().create(post::comments::attachment(comment::gif_url("https://gif.example/1.gif")));
    assert_eq!(sent(&answer), ["attachment_share_url=https://gif.example/1.gif"]);
    let answer = comments().create(post::comments::message("Yes").attachment(comment::photo("1221")));
    assert_eq!(sent(&answer), ["message=Yes", "attachment_id=1221"]);
    let edited = comment::id("1_2")
        .update(comment::update::attachment(comment::photo_url("https://bakes.example/1.jpg")));
    assert_eq!(sent(&edited), ["attachment_url=https://bakes.example/1.jpg"]);

    let locations = || page::id(PAGE).locations();
    let store = locations().create(3, page::locations::location_page_id("111"));
    assert_eq!(sent(&store), ["store_number=3", "location_page_id=111"]);
    let closed = locations().delete([3], ["111"]).curl();
    assert!(closed.contains("store_numbers=") && closed.contains("location_page_ids="), "{closed}");
}

#[test]
fn posts_and_comments_of_a_time_are_listed() {
    let time = || "2026-06-01T06:00:00+0000".parse::<graph_client::DateTime>().unwrap();
    let page = || page::id(PAGE);
    for curl in [
        page().feed().since(time()).until(time()).curl(),
        page().posts().since(time()).until(time()).curl(),
        page().published_posts().since(time()).until(time()).curl(),
        page().ads_posts().since(time()).until(time()).curl(),
        page().stories().since(time()).until(time()).status([fb::StoryStatus::Archived]).curl(),
    ] {
        assert!(curl.contains("since=2026-06-01") && curl.contains("until=2026-06-01"), "{curl}");
    }
    for curl in [
        post::id("1_2").comments().since(time()).curl(),
        comment::id("1_2").comments().since(time()).curl(),
        live_video::id("66").comments().since(time()).curl(),
    ] {
        assert!(curl.contains("since=2026-06-01"), "{curl}");
    }
}

#[test]
fn uploads_have_phases() {
    let videos = || page::id(PAGE).videos();
    let start = videos().start(8_123_456);
    assert_eq!(sent(&start), ["upload_phase=start", "file_size=8123456"]);
    assert!(start.curl().contains("https://graph-video.facebook.com/v25.0/1033/videos"), "{}", start.curl());
    let finish = videos().finish("1564").title("Rye");
    assert_eq!(sent(&finish), ["upload_phase=finish", "upload_session_id=1564", "title=Rye"]);
    let reels = || page::id(PAGE).video_reels();
    let finish = reels().finish("1203", fb::ReelState::Published).description("Rye");
    assert_eq!(
        sent(&finish),
        ["upload_phase=finish", "video_id=1203", "video_state=PUBLISHED", "description=Rye"]
    );
    let time: graph_client::DateTime = "2026-06-01T06:00:00+0000".parse().unwrap();
    assert_eq!(
        sent(&reels().schedule("1203", time)),
        [
            "upload_phase=finish",
            "video_state=SCHEDULED",
            "video_id=1203",
            "scheduled_publish_time=2026-06-01T06:00:00+0000"
        ]
    );
    let session = app::id("90").uploads().create(8_123_456, "video/mp4").file_name("rye.mp4");
    assert!(session.curl().contains("/90/uploads"), "{}", session.curl());
}

#[test]
fn metrics_are_words_joined_by_commas() {
    let list = page::id(PAGE)
        .insights([fb::PageMetric::PageMediaView, fb::PageMetric::PageFollows])
        .period(fb::InsightPeriod::Day)
        .breakdown([fb::InsightBreakdown::IsFromAds]);
    let curl = list.curl();
    assert!(
        curl.contains("metric=page_media_view%2Cpage_follows")
            || curl.contains("metric=page_media_view,page_follows"),
        "{curl}"
    );
    assert_eq!(list.operation(), Some("page.insights.list"));
    let of_video = video::id("1203").video_insights([fb::VideoMetric::FbReelsTotalPlays]);
    assert_eq!(of_video.tasks(), ["ANALYZE"]);
}

#[test]
fn forms_and_comments() {
    let question = lead_form::question(fb::QuestionType::Custom)
        .key("guests")
        .label("How many guests?")
        .option(lead_form::option("under 20").key("a"));
    let form = page::id(PAGE)
        .leadgen_forms()
        .create("Catering", [lead_form::question(fb::QuestionType::Email), question])
        .privacy_policy(lead_form::privacy_policy("https://bakes.example/privacy"));
    assert_eq!(faults(&form), [""; 0]);
    assert_eq!(
        sent(&form)[1],
        r#"questions=[{"type":"EMAIL"},{"type":"CUSTOM","key":"guests","label":"How many guests?","options":[{"value":"under 20","key":"a"}]}]"#
    );
    let form = page::id(PAGE)
        .leadgen_forms()
        .create("Catering", [lead_form::question(fb::QuestionType::Email).inline_context("For the offer")])
        .thank_you_page(lead_form::thank_you_page().title("Thanks").business_phone_number("22334455"))
        .custom_disclaimer(
            lead_form::disclaimer().text("Read them").checkbox(lead_form::checkbox().key("agree")),
        );
    assert_eq!(faults(&form), [""; 0]);
    let answer = comment::id("1_2").comments().create(comment::comments::message("Yes"));
    assert_eq!(sent(&answer), ["message=Yes"]);
    assert_eq!(sent(&comment::id("1_2").hide(true)), ["is_hidden=true"]);
    assert_eq!(sent(&live_video::id("66").end()), ["end_live_video=true"]);
    assert!(user::me().accounts().curl().contains("/me/accounts"));
}

#[test]
fn deliveries_are_events() {
    use fb::webhooks::Event;
    let body = json!({ "object": "page", "entry": [{ "id": PAGE, "time": 6, "changes": [
        { "field": "feed", "value": { "item": "comment", "verb": "add", "comment_id": "1_2", "post_id": "1033_1",
            "created_time": 1_777_878_999, "message": "Any left?", "from": { "id": "7012", "name": "Ada" } } },
        { "field": "feed", "value": { "item": "video", "verb": "block", "video_id": 1203, "video_flag_reason": 1 } },
        { "field": "feed", "value": { "item": "hologram", "verb": "project", "post_id": "1033_1", "depth": 3 } },
        { "field": "feed" },
        { "field": "leadgen", "value": { "leadgen_id": 918_273_645_546_372_001_u64, "page_id": 1033, "form_id": 2455 } },
        { "field": "ratings", "value": { "item": "rating", "verb": "add", "open_graph_story_id": 9, "recommendation_type": "POSITIVE" } },
        { "field": "website", "value": "https://bakes.example" },
        { "field": "foo", "value": "bar" }
    ] }] })
    .to_string();
    let webhooks = Webhooks::new(AppSecret::new("secret"), "token");
    let request = http::Request::post("/").header("X-Hub-Signature-256", webhooks.sign(body.as_bytes()));
    let received = webhooks.receive::<fb::Webhooks>(&request.body(Bytes::from(body)).unwrap()).unwrap();
    let delivered: Vec<_> = received.delivered().collect();
    assert_eq!(delivered[0].node::<page::Node>().map(|id| id.to_string()).as_deref(), Some(PAGE));
    let events: Vec<Event> = received.events().collect();
    let [
        Event::Feed(comment),
        Event::Feed(blocked),
        Event::Feed(unknown),
        Event::Other(_),
        Event::Leadgen(lead),
        Event::Ratings(rating),
        Event::Website(Value::String(_)),
        Event::Other(_),
    ] = events.as_slice()
    else {
        panic!("{events:?}")
    };
    assert!(
        matches!(&comment.item, FeedItem::Comment(comment) if comment.message.as_deref() == Some("Any left?"))
    );
    assert_eq!(comment.from.as_ref().and_then(|from| from.id.as_deref()), Some("7012"));
    assert!(matches!(&blocked.item, FeedItem::Video(video) if video.video_flag_reason == Some(1)));
    assert_eq!(unknown.post_id.as_ref().map(|id| id.as_str()), Some("1033_1"));
    assert!(matches!(&unknown.item, FeedItem::Other(_)), "{unknown:?}");
    assert_eq!(lead.leadgen_id.as_str(), "918273645546372001");
    assert!(
        matches!(&rating.item, fb::RatingItem::Rating(rating) if rating.recommendation_type.as_ref().is_some_and(|kind| kind.as_str() == "positive"))
    );
}

#[derive(Debug, Clone, Fields)]
#[graph(node = comment)]
#[expect(dead_code, reason = "only the request is tested")]
struct CommentCard {
    id: comment::Id,
    message: Option<String>,
}

#[derive(Debug, Clone, Fields)]
#[graph(node = post)]
#[expect(dead_code, reason = "only the request is tested")]
struct PostCard {
    id: post::Id,
    #[graph(limit = 3)]
    comments: Connection<CommentCard>,
    #[graph(args = post::id("1").insights([fb::PostMetric::PostClicks]))]
    insights: Connection<fb::Insight>,
}

#[derive(Debug, Clone, Fields)]
#[graph(node = page)]
#[expect(dead_code, reason = "only the request is tested")]
struct PageCard {
    id: page::Id,
    #[graph(args = page::args::picture().width(200).height(200))]
    picture: Option<Picture>,
    #[graph(args)]
    has_lead_access: Option<fb::HasLeadAccess>,
}

#[test]
fn selections_give_arguments() {
    let fields = |curl: String| {
        let query = curl.split("fields=").nth(1).unwrap().split(['\'', '&']).next().unwrap().to_owned();
        percent_encoding::percent_decode_str(&query).decode_utf8().unwrap().into_owned()
    };
    let posts = page::id(PAGE).published_posts().select::<PostCard>();
    assert_eq!(fields(posts.curl()), "id,comments.limit(3){id,message},insights.metric(post_clicks)");
    let of_page = page::id(PAGE)
        .locations()
        .with_args(page::args::has_lead_access().user_id("88"))
        .select::<PageCard>();
    assert!(
        fields(of_page.curl()).starts_with("id,picture.width(200).height(200),has_lead_access.user_id(88)"),
        "{}",
        fields(of_page.curl())
    );
}

#[test]
fn metrics_that_ended_name_one_that_lives() {
    let schema = graph_schema::embedded("pages").unwrap().into_result().unwrap();
    let metrics = ["PageMetric", "PostMetric", "VideoMetric", "StoryMetric"];
    let enums = || schema.enums.iter().filter(|r#enum| metrics.contains(&&*r#enum.name));
    let lives = |metric: &str| {
        enums().any(|r#enum| {
            r#enum.words.iter().any(|(word, _)| word == metric) && r#enum.deprecation(metric).is_none()
        })
    };
    let ended: Vec<_> = enums().flat_map(|r#enum| &r#enum.deprecated).collect();
    for (metric, reason) in &ended {
        assert!(reason.split('`').nth(1).is_some_and(lives), "{metric}: {reason}");
    }
    assert!(ended.len() > 40, "{}", ended.len());
}

#[derive(Debug, Clone, Fields)]
#[graph(node = post)]
struct Popularity {
    #[graph(limit = 0, args = post::id("1").reactions().summary(true))]
    reactions: Connection<fb::Reaction>,
    #[graph(field = reactions, alias = love, limit = 0, args = post::id("1").reactions().r#type(fb::ReactionType::Love).summary(true))]
    love: Connection<fb::Reaction>,
    #[graph(limit = 0, args = post::id("1").comments().summary(true))]
    comments: Connection<fb::Comment>,
}

/// Most people who react are not listed: how many they are is in the summary alone.
#[tokio::test]
async fn summaries_are_asked_for() {
    let sandbox = graph_sandbox::Sandbox::builder().api("pages").start().unwrap();
    let graph = graph_client::Graph::builder().host(sandbox.url()).build();
    let client = graph.with(graph_client::PageToken::new(sandbox.page_token()));
    let feed = page::id(sandbox.page_id()).feed();
    let made = client.send(feed.create(page::feed::message("Rye"))).await.unwrap();
    let made = || post::id(&made.id);
    client.send(made().comments().create(post::comments::message("Fine"))).await.unwrap();

    let comments = || made().comments().select::<CommentCard>();
    let answer = client.page(comments().summary(true)).await.unwrap();
    let summary = answer.summary::<fb::CommentSummary>().unwrap().unwrap();
    assert_eq!((answer.len(), summary.total_count), (1, Some(1)));
    let answer = client.page(comments().summary(true).limit(0)).await.unwrap();
    assert_eq!((answer.len(), answer.total_count(), answer.next().is_none()), (0, Some(1), true));
    assert_eq!(client.page(comments()).await.unwrap().summary_json(), None);

    let call = made().get::<Popularity>();
    let query = percent_encoding::percent_decode_str(&call.curl()).decode_utf8().unwrap().into_owned();
    let fields = "reactions.summary(true).limit(0),reactions.type(LOVE).summary(true).limit(0).as(love),comments.summary(true).limit(0)";
    assert!(query.contains(fields), "{query}");
    let popularity = client.get::<Popularity>(made()).await.unwrap();
    assert_eq!((popularity.comments.len(), popularity.comments.total_count()), (0, Some(1)));
    assert!(popularity.reactions.total_count() >= popularity.love.total_count());
}
