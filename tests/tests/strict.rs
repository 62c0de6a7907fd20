//! Decodes a full response of every type in strict mode: no member is unknown, and none is lost.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::{
    collections::BTreeMap,
    fmt::Debug,
    sync::{Arc, Mutex},
};

use bytes::Bytes;
use graph_client::{
    api::{self as fb, album, apprequest, event, link, messenger, note, photo, post, question, user, video},
    transport::{BoxFuture, Transport, TransportError},
    *,
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, json};

/// Responds to everything alike.
struct Same(String);

impl Transport for Same {
    fn send(
        &self,
        _: http::Request<Bytes>,
    ) -> BoxFuture<std::result::Result<http::Response<Bytes>, TransportError>> {
        let body = Bytes::from(self.0.clone());
        Box::pin(async move { Ok(http::Response::new(body)) })
    }
}

/// A client with a fixed response, and the deviations that strict mode reports.
struct StrictClient {
    graph: Graph,
    reported: Arc<Mutex<Vec<String>>>,
}

impl StrictClient {
    fn new(answer: impl ToString) -> Self {
        let reported = Arc::<Mutex<Vec<String>>>::default();
        let to = Arc::clone(&reported);
        let observe = move |deviation: &Deviation| {
            let unknown = deviation.kind == DeviationKind::UnknownField;
            to.lock().unwrap().push(format!("{}{deviation}", if unknown { "UNKNOWN " } else { "" }));
        };
        let graph = Graph::builder().transport(Same(answer.to_string())).on_deviation(observe).build();
        Self { graph, reported }
    }

    fn me(&self) -> Client<UserToken> {
        self.graph.with(UserToken::new("TOKEN"))
    }

    fn app(&self) -> Client<AppToken> {
        self.graph.with(AppToken::new("TOKEN"))
    }

    fn reported(&self) -> Vec<String> {
        std::mem::take(&mut self.reported.lock().unwrap())
    }

    /// Fails if an example contains unknown members.
    #[track_caller]
    fn assert_no_unknown(&self, name: &str) {
        let unknown: Vec<String> =
            self.reported().into_iter().filter(|reported| reported.starts_with("UNKNOWN")).collect();
        assert_eq!(unknown, [""; 0], "{name}");
    }
}

fn example(name: &str) -> Value {
    let text = graph_schema_files::example(name).unwrap_or_else(|| panic!("no example `{name}`"));
    serde_json::from_str(text).unwrap()
}

/// Counts every string, number and boolean in a JSON value, at any depth.
fn leaves(value: &Value, to: &mut BTreeMap<String, usize>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| leaves(item, to)),
        Value::Object(members) => members.values().for_each(|member| leaves(member, to)),
        Value::Number(number) => *to.entry(number.as_f64().unwrap().to_string()).or_default() += 1,
        // The platform writes true as `1` in some places.
        Value::Bool(truth) => *to.entry(u8::from(*truth).to_string()).or_default() += 1,
        Value::Null => {}
        other => *to.entry(other.to_string()).or_default() += 1,
    }
}

/// Checks that a decoded value can be serialized and decoded again without loss.
#[track_caller]
fn round_trips<T: Serialize + DeserializeOwned + PartialEq + Debug>(name: &str, read: &T, example: &Value) {
    let written = serde_json::to_value(read).unwrap();
    let again: T = serde_json::from_value(written.clone()).unwrap();
    assert_eq!(&again, read, "{name}");
    let (mut had, mut has) = (BTreeMap::new(), BTreeMap::new());
    leaves(example, &mut had);
    leaves(&written, &mut has);
    had.retain(|leaf, count| has.get(leaf).copied().unwrap_or(0) < *count);
    assert!(had.is_empty(), "{name} loses {had:?} and becomes {written}");
}

macro_rules! nodes {
    ($($name:literal as $ty:ident of $at:expr;)*) => {{
        let mut names = Vec::new();
        $(
            let strict = StrictClient::new(example($name));
            let read = strict.me().get::<fb::$ty>($at).await.unwrap();
            strict.assert_no_unknown($name);
            round_trips($name, &read, &example($name));
            names.push($name);
        )*
        names
    }};
}

macro_rules! items {
    ($client:ident: $($name:literal in $list:expr;)*) => {{
        let mut names = Vec::new();
        $(
            let strict = StrictClient::new(json!({ "data": [example($name)], "paging": { "next": "http://x/?a=b" } }));
            let read = strict.$client().page($list).await.unwrap();
            strict.assert_no_unknown($name);
            round_trips($name, &read[0], &example($name));
            names.push($name);
        )*
        names
    }};
}

#[tokio::test]
async fn full_examples_round_trip() {
    let mut seen = nodes! {
        "User" as User of user::me();
        "IdName" as User of user::id("4");
        "Album" as Album of album::id("4");
        "AppRequest" as AppRequest of apprequest::id("4");
        "Event" as Event of event::id("4");
        "EventListItem" as Event of event::id("4");
        "Link" as Link of link::id("4");
        "Note" as Note of note::id("4");
        "Photo" as Photo of photo::id("4");
        "Post" as Post of post::id("4");
        "Question" as Question of question::id("4");
        "Video" as Video of video::id("4");
    };
    let me = user::me;
    seen.extend(items! { me:
        "PageLike" in me().likes();
        "AchievementInstance" in me().achievements();
        "Checkin" in me().checkins();
        "FamilyMember" in me().family();
        "FriendList" in me().friendlists();
        "FriendRequest" in me().friendrequests();
        "GroupMembership" in me().groups();
        "Thread" in me().inbox();
        "LocationItem" in me().locations();
        "Notification" in me().notifications();
        "PermissionMap" in me().permissions();
        "Poke" in me().pokes();
        "Score" in me().scores();
        "StatusMessage" in me().statuses();
    });
    seen.extend(items! { app:
        "Order" in user::id("4").payments();
        "PaymentTransaction" in user::id("4").payment_transactions();
    });
    // Types that only occur inside other responses.
    for (name, outside) in [("Location", "venue"), ("Privacy", "privacy")] {
        let strict = StrictClient::new(json!({ "id": "4", outside: example(name) }));
        match name {
            "Location" => {
                let read = strict.me().get::<fb::Event>(event::id("4")).await.unwrap();
                round_trips(name, &read.venue.unwrap(), &example(name));
            }
            _ => {
                let read = strict.me().get::<fb::Post>(post::id("4")).await.unwrap();
                round_trips(name, &read.privacy.unwrap(), &example(name));
            }
        }
        strict.assert_no_unknown(name);
        seen.push(name);
    }
    let strict = StrictClient::new(example("MessengerProfile"));
    let bot = strict.graph.with(PageToken::new("TOKEN"));
    let profile = bot.get::<fb::MessengerProfile>(messenger::profile("4")).await.unwrap();
    strict.assert_no_unknown("MessengerProfile");
    round_trips("MessengerProfile", &profile.unwrap(), &example("MessengerProfile"));
    let strict = StrictClient::new(example("PictureRedirect"));
    let picture = strict.me().send(user::me().picture().get().redirect(false)).await.unwrap();
    strict.assert_no_unknown("PictureRedirect");
    round_trips("PictureRedirect", &picture, &example("PictureRedirect"));
    // A token is kept, but not displayed.
    let strict = StrictClient::new(json!({ "data": [example("Account")] }));
    let accounts = strict.me().page(user::me().accounts()).await.unwrap();
    let mut account = accounts[0].clone();
    strict.assert_no_unknown("Account");
    let mut shown = example("Account");
    let token = shown.as_object_mut().unwrap().remove("access_token").unwrap();
    assert_eq!(account.access_token.take().unwrap().expose(), token.as_str().unwrap());
    round_trips("Account", &account, &shown);
    seen.extend(["MessengerProfile", "PictureRedirect", "Account"]);

    let mut all: Vec<&str> = graph_schema_files::EXAMPLES.iter().map(|(name, _)| *name).collect();
    all.retain(|name| !name.starts_with("documents/"));
    seen.sort_unstable();
    assert_eq!(seen, all);
}

#[tokio::test]
async fn document_examples_have_no_unknown_members() {
    let document = |name: &str| StrictClient::new(example(&format!("documents/{name}")));
    let strict = document("user.payment_transactions.list");
    let payments = strict.app().page(user::id("4").payment_transactions()).await.unwrap();
    strict.assert_no_unknown("payments");
    assert!(payments.next().is_some() && payments.previous().is_some());
    assert!(!format!("{:?}", payments.next()).contains("access_token"));
    assert!(payments[0].actions.as_ref().unwrap()[0].amount.is_some());
    let data = example("documents/user.payment_transactions.list");
    for (payment, data) in payments.iter().zip(data["data"].as_array().unwrap()) {
        round_trips("payments", payment, data);
    }
    let strict = document("user.permissions.list");
    let permissions = strict.me().page(user::me().permissions()).await.unwrap();
    assert!(permissions[0].values().all(|granted| *granted));
    round_trips("permissions", &permissions[0], &example("documents/user.permissions.list")["data"][0]);
    // `1` for true is the only coercion.
    let reported = strict.reported();
    assert_eq!(reported.len(), permissions[0].len());
    let one = "user.permissions.list: data[0].installed: expected true or false, found a number";
    assert!(reported.contains(&one.to_owned()), "{reported:?}");
    let strict = document("messenger.user_profile.get");
    let bot = strict.graph.with(PageToken::new("TOKEN"));
    let profile = bot.get::<fb::MessengerProfile>(messenger::profile("4")).await.unwrap();
    assert_eq!(strict.reported(), [""; 0]);
    round_trips("messenger", &profile.unwrap(), &example("documents/messenger.user_profile.get"));
    let strict = document("messenger.user_profile.get.empty");
    let bot = strict.graph.with(PageToken::new("TOKEN"));
    assert_eq!(bot.get::<fb::MessengerProfile>(messenger::profile("4")).await.unwrap(), None);
    let strict = document("user.notifications.create");
    strict.me().send(user::id("4").notifications().create("hi")).await.unwrap();
    assert_eq!(strict.reported(), [""; 0]);
}

/// One line per quirk: the response, and the deviation that strict mode reports. All of them are decoded.
#[tokio::test]
async fn reports_every_deviation() {
    for (answer, expected) in [
        (r#"{"id":"4","name":"x"}"#, &[][..]),
        (r#"{"id":4}"#, &["id: expected an id as a string, found a number"]),
        (r#"{"name":17}"#, &["name: expected a string, found a number"]),
        (r#"{"brand_new":{"a":1}}"#, &["UNKNOWN user.get: brand_new: unknown field, an object"]),
        (
            r#"{"access_token":"hUsHsEcReTmArK"}"#,
            &["UNKNOWN user.get: access_token: unknown field, a string"],
        ),
        (r#"{"gender":"other"}"#, &["gender: unknown enum value \"other\""]),
        (r#"{"gender":"FEMALE"}"#, &["gender: expected the schema's spelling, found a string"]),
        (r#"{"verified":"true"}"#, &["verified: expected true or false, found a string"]),
        (r#"{"verified":1}"#, &["verified: expected true or false, found a number"]),
        (r#"{"age_range":{"min":"18"}}"#, &["age_range.min: expected an integer, found a string"]),
        (r#"{"age_range":{"min":18.0}}"#, &["age_range.min: expected an integer, found a number"]),
        (r#"{"age_range":[]}"#, &["age_range: expected a value, found an empty list"]),
        (r#"{"age_range":false}"#, &["age_range: expected a value, found false"]),
        (r#"{"age_range":null}"#, &[]),
        (r#"{"birthday":""}"#, &["birthday: expected a value, found an empty string"]),
        (r#"{"updated_time":1354800501}"#, &["updated_time: expected a date and time, found a number"]),
        (r#"{"hometown":"Paris"}"#, &["hometown: expected an object, found a string"]),
        (r#"{"hometown":{"id":"4","name":"Paris"}}"#, &[]),
        (r#"{"languages":{}}"#, &["languages: expected a list, found an empty object"]),
        (r#"{"languages":{"data":[{"id":"4"}]}}"#, &[]),
        (
            r#"{"languages":{"0":{"id":"4"}}}"#,
            &["languages.0: expected an element of a list, found an object"],
        ),
        (
            r#"{"education":[{"school":{"id":"4"},"mascot":"owl"}]}"#,
            &["UNKNOWN user.get: education[0].mascot: unknown field, a string"],
        ),
    ] {
        let strict = StrictClient::new(answer);
        strict.me().get::<fb::User>(user::me()).await.unwrap();
        let reported: Vec<String> = strict
            .reported()
            .iter()
            .map(|reported| reported.trim_start_matches("user.get: ").to_owned())
            .collect();
        assert_eq!(reported, expected, "{answer}");
    }
}

#[tokio::test]
async fn accepts_several_shapes_of_a_field() {
    let post = |answer: Value| async move {
        StrictClient::new(answer).me().get::<fb::Post>(post::id("4")).await.unwrap()
    };
    let likes = |value: Value| async move { post(json!({ "likes": value })).await.likes };
    assert_eq!(likes(json!(17)).await.unwrap().total_count(), Some(17));
    let both = likes(json!({ "data": [{ "id": "4", "name": "Ann" }], "count": 17 })).await.unwrap();
    assert_eq!((both.len(), both.total_count()), (1, Some(17)));
    assert_eq!(likes(json!({ "count": 17 })).await.unwrap().total_count(), Some(17));
    assert_eq!(likes(json!({ "total_count": 17 })).await.unwrap().total_count(), Some(17));
    assert_eq!(likes(json!([{ "id": "4" }])).await.unwrap().len(), 1);
    assert_eq!(likes(json!([])).await, None);
    let summary = json!({ "data": [], "summary": { "total_count": 3, "can_like": true } });
    assert_eq!(likes(summary).await.unwrap().total_count(), Some(3));
    assert_eq!(post(json!({ "shares": 5 })).await.shares.unwrap().count, Some(5));
    let place = post(json!({ "place": { "location": "Main Street 5" } })).await.place.unwrap();
    assert_eq!(place.location.unwrap().text.as_deref(), Some("Main Street 5"));
    let tags = json!({ "0": [{ "id": 4, "name": "Ann" }], "9": [{ "id": "5", "name": "Bo" }] });
    let names = |tags: &[fb::TextTag]| tags.iter().filter_map(|tag| tag.name.clone()).collect::<Vec<_>>();
    assert_eq!(names(&post(json!({ "message_tags": tags })).await.message_tags.unwrap()), ["Ann", "Bo"]);
    let properties =
        post(json!({ "properties": [[], { "name": "Length", "text": "3:20" }] })).await.properties;
    assert_eq!(properties.unwrap().len(), 1);
    let unknown = post(json!({ "new": { "deep": [1] } })).await;
    assert_eq!(unknown.rest["new"], json!({ "deep": [1] }));
}

#[tokio::test]
async fn summaries_are_typed() {
    let strict =
        StrictClient::new(json!({ "data": [], "summary": { "total_count": 3, "unread_count": "2" } }));
    let page = strict.me().page(user::me().friendrequests()).await.unwrap();
    let summary = page.summary::<fb::FriendRequestSummary>().unwrap().unwrap();
    assert_eq!((summary.unread_count, page.total_count()), (Some(2), Some(3)));
    assert_eq!(page.summary_json(), Some(r#"{"total_count":3,"unread_count":"2"}"#));
}
