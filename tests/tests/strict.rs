//! Every type reads a full answer in strict mode: nothing is unknown, and nothing is lost.

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

/// Answers the same to everything.
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

/// A client that is told an answer, and what strict mode says of it.
struct Told {
    graph: Graph,
    said: Arc<Mutex<Vec<String>>>,
}

impl Told {
    fn new(answer: impl ToString) -> Self {
        let said = Arc::<Mutex<Vec<String>>>::default();
        let to = Arc::clone(&said);
        let observe = move |deviation: &Deviation| {
            let unknown = deviation.kind == DeviationKind::UnknownField;
            to.lock().unwrap().push(format!("{}{deviation}", if unknown { "UNKNOWN " } else { "" }));
        };
        let graph = Graph::builder().transport(Same(answer.to_string())).on_deviation(observe).build();
        Self { graph, said }
    }

    fn me(&self) -> Client<UserToken> {
        self.graph.with(UserToken::new("TOKEN"))
    }

    fn app(&self) -> Client<AppToken> {
        self.graph.with(AppToken::new("TOKEN"))
    }

    fn said(&self) -> Vec<String> {
        std::mem::take(&mut self.said.lock().unwrap())
    }

    /// What must never be said of an example.
    #[track_caller]
    fn nothing_unknown(&self, name: &str) {
        let unknown: Vec<String> =
            self.said().into_iter().filter(|said| said.starts_with("UNKNOWN")).collect();
        assert_eq!(unknown, [""; 0], "{name}");
    }
}

fn example(name: &str) -> Value {
    let text = graph_schema_files::example(name).unwrap_or_else(|| panic!("no example `{name}`"));
    serde_json::from_str(text).unwrap()
}

/// Every text, number and truth value of a JSON, with how often it is there; whatever holds it.
fn leaves(value: &Value, to: &mut BTreeMap<String, usize>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| leaves(item, to)),
        Value::Object(members) => members.values().for_each(|member| leaves(member, to)),
        Value::Number(number) => *to.entry(number.as_f64().unwrap().to_string()).or_default() += 1,
        // `1` is how the platform writes truth in some places.
        Value::Bool(truth) => *to.entry(u8::from(*truth).to_string()).or_default() += 1,
        Value::Null => {}
        other => *to.entry(other.to_string()).or_default() += 1,
    }
}

/// What was read can be written and read again, and holds all that the answer held.
#[track_caller]
fn keeps<T: Serialize + DeserializeOwned + PartialEq + Debug>(name: &str, read: &T, example: &Value) {
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
            let told = Told::new(example($name));
            let read = told.me().get::<fb::$ty>($at).await.unwrap();
            told.nothing_unknown($name);
            keeps($name, &read, &example($name));
            names.push($name);
        )*
        names
    }};
}

macro_rules! items {
    ($client:ident: $($name:literal in $list:expr;)*) => {{
        let mut names = Vec::new();
        $(
            let told = Told::new(json!({ "data": [example($name)], "paging": { "next": "http://x/?a=b" } }));
            let read = told.$client().page($list).await.unwrap();
            told.nothing_unknown($name);
            keeps($name, &read[0], &example($name));
            names.push($name);
        )*
        names
    }};
}

#[tokio::test]
async fn full_examples_are_known_and_kept() {
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
    // What stands only inside of other answers.
    for (name, outside) in [("Location", "venue"), ("Privacy", "privacy")] {
        let told = Told::new(json!({ "id": "4", outside: example(name) }));
        match name {
            "Location" => {
                let read = told.me().get::<fb::Event>(event::id("4")).await.unwrap();
                keeps(name, &read.venue.unwrap(), &example(name));
            }
            _ => {
                let read = told.me().get::<fb::Post>(post::id("4")).await.unwrap();
                keeps(name, &read.privacy.unwrap(), &example(name));
            }
        }
        told.nothing_unknown(name);
        seen.push(name);
    }
    let told = Told::new(example("MessengerProfile"));
    let bot = told.graph.with(PageToken::new("TOKEN"));
    let profile = bot.get::<fb::MessengerProfile>(messenger::profile("4")).await.unwrap();
    told.nothing_unknown("MessengerProfile");
    keeps("MessengerProfile", &profile.unwrap(), &example("MessengerProfile"));
    let told = Told::new(example("PictureRedirect"));
    let picture = told.me().send(user::me().picture().get().redirect(false)).await.unwrap();
    told.nothing_unknown("PictureRedirect");
    keeps("PictureRedirect", &picture, &example("PictureRedirect"));
    // A token is kept, but nobody gets to see it.
    let told = Told::new(json!({ "data": [example("Account")] }));
    let accounts = told.me().page(user::me().accounts()).await.unwrap();
    let mut account = accounts[0].clone();
    told.nothing_unknown("Account");
    let mut shown = example("Account");
    let token = shown.as_object_mut().unwrap().remove("access_token").unwrap();
    assert_eq!(account.access_token.take().unwrap().expose(), token.as_str().unwrap());
    keeps("Account", &account, &shown);
    seen.extend(["MessengerProfile", "PictureRedirect", "Account"]);

    let mut all: Vec<&str> = graph_schema_files::EXAMPLES.iter().map(|(name, _)| *name).collect();
    all.retain(|name| !name.starts_with("documents/"));
    seen.sort_unstable();
    assert_eq!(seen, all);
}

#[tokio::test]
async fn the_documents_examples_are_known() {
    let document = |name: &str| Told::new(example(&format!("documents/{name}")));
    let told = document("user.payment_transactions.list");
    let payments = told.app().page(user::id("4").payment_transactions()).await.unwrap();
    told.nothing_unknown("payments");
    assert!(payments.next().is_some() && payments.previous().is_some());
    assert!(!format!("{:?}", payments.next()).contains("access_token"));
    assert!(payments[0].actions.as_ref().unwrap()[0].amount.is_some());
    let data = example("documents/user.payment_transactions.list");
    for (payment, data) in payments.iter().zip(data["data"].as_array().unwrap()) {
        keeps("payments", payment, data);
    }
    let told = document("user.permissions.list");
    let permissions = told.me().page(user::me().permissions()).await.unwrap();
    assert!(permissions[0].values().all(|granted| *granted));
    keeps("permissions", &permissions[0], &example("documents/user.permissions.list")["data"][0]);
    // Ones for truth is a coercion, and the only one.
    let said = told.said();
    assert_eq!(said.len(), permissions[0].len());
    let one = "user.permissions.list: data[0].installed: expected true or false, found a number";
    assert!(said.contains(&one.to_owned()), "{said:?}");
    let told = document("messenger.user_profile.get");
    let bot = told.graph.with(PageToken::new("TOKEN"));
    let profile = bot.get::<fb::MessengerProfile>(messenger::profile("4")).await.unwrap();
    assert_eq!(told.said(), [""; 0]);
    keeps("messenger", &profile.unwrap(), &example("documents/messenger.user_profile.get"));
    let told = document("messenger.user_profile.get.empty");
    let bot = told.graph.with(PageToken::new("TOKEN"));
    assert_eq!(bot.get::<fb::MessengerProfile>(messenger::profile("4")).await.unwrap(), None);
    let told = document("user.notifications.create");
    told.me().send(user::id("4").notifications().create("hi")).await.unwrap();
    assert_eq!(told.said(), [""; 0]);
}

/// One line for each quirk: the answer, and what strict mode says of it. All of them are read.
#[tokio::test]
async fn every_deviation_is_told() {
    for (answer, expected) in [
        (r#"{"id":"4","name":"x"}"#, &[][..]),
        (r#"{"id":4}"#, &["id: expected an id as text, found a number"]),
        (r#"{"name":17}"#, &["name: expected a text, found a number"]),
        (r#"{"brand_new":{"a":1}}"#, &["UNKNOWN user.get: brand_new: unknown field, an object"]),
        (r#"{"access_token":"hUsHsEcReTmArK"}"#, &["UNKNOWN user.get: access_token: unknown field, a text"]),
        (r#"{"gender":"other"}"#, &["gender: unknown enum value \"other\""]),
        (r#"{"gender":"FEMALE"}"#, &["gender: expected the word as the schema has it, found a text"]),
        (r#"{"verified":"true"}"#, &["verified: expected true or false, found a text"]),
        (r#"{"verified":1}"#, &["verified: expected true or false, found a number"]),
        (r#"{"age_range":{"min":"18"}}"#, &["age_range.min: expected an integer, found a text"]),
        (r#"{"age_range":{"min":18.0}}"#, &["age_range.min: expected an integer, found a number"]),
        (r#"{"age_range":[]}"#, &["age_range: expected a value, found an empty list"]),
        (r#"{"age_range":false}"#, &["age_range: expected a value, found false"]),
        (r#"{"age_range":null}"#, &[]),
        (r#"{"birthday":""}"#, &["birthday: expected a value, found an empty text"]),
        (r#"{"updated_time":1354800501}"#, &["updated_time: expected a date and time, found a number"]),
        (r#"{"hometown":"Paris"}"#, &["hometown: expected an object, found a text"]),
        (r#"{"hometown":{"id":"4","name":"Paris"}}"#, &[]),
        (r#"{"languages":{}}"#, &["languages: expected a list, found an empty object"]),
        (r#"{"languages":{"data":[{"id":"4"}]}}"#, &[]),
        (
            r#"{"languages":{"0":{"id":"4"}}}"#,
            &["languages.0: expected an element of a list, found an object"],
        ),
        (
            r#"{"education":[{"school":{"id":"4"},"mascot":"owl"}]}"#,
            &["UNKNOWN user.get: education[0].mascot: unknown field, a text"],
        ),
    ] {
        let told = Told::new(answer);
        told.me().get::<fb::User>(user::me()).await.unwrap();
        let said: Vec<String> =
            told.said().iter().map(|said| said.trim_start_matches("user.get: ").to_owned()).collect();
        assert_eq!(said, expected, "{answer}");
    }
}

#[tokio::test]
async fn several_shapes_of_one_field() {
    let post =
        |answer: Value| async move { Told::new(answer).me().get::<fb::Post>(post::id("4")).await.unwrap() };
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
    let told = Told::new(json!({ "data": [], "summary": { "total_count": 3, "unread_count": "2" } }));
    let page = told.me().page(user::me().friendrequests()).await.unwrap();
    let summary = page.summary::<fb::FriendRequestSummary>().unwrap().unwrap();
    assert_eq!((summary.unread_count, page.total_count()), (Some(2), Some(3)));
    assert_eq!(page.summary_json(), Some(r#"{"total_count":3,"unread_count":"2"}"#));
}
