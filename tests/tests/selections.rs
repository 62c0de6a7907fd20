//! `derive(Fields)`: requested fields and decoded responses.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use bytes::Bytes;
use graph_client::{
    api::{self as fb, album, event, page, photo, post, user},
    transport::{BoxFuture, Transport, TransportError},
    *,
};

/// Responds to everything with one body.
struct Canned(&'static str);

impl Transport for Canned {
    fn send(&self, _: http::Request<Bytes>) -> BoxFuture<Result<http::Response<Bytes>, TransportError>> {
        let body = Bytes::from_static(self.0.as_bytes());
        Box::pin(async move { Ok(http::Response::new(body)) })
    }
}

fn me(body: &'static str) -> Client<UserToken> {
    Graph::builder().transport(Canned(body)).build().with(UserToken::new("x"))
}

fn asked(call: &impl Describe) -> String {
    let line = call.curl().replace("%7B", "{").replace("%7D", "}");
    line.split_once("fields=").expect("a list of fields").1.trim_end_matches('\'').to_owned()
}

const MOST: u32 = 3;

#[derive(Debug, Clone, PartialEq, Fields)]
#[graph(node = user)]
struct Everything {
    /// A field under another Rust name.
    #[graph(field = first_name)]
    given: String,
    #[graph(required)]
    birthday: Birthday,
    age_range: Option<AgeRange>,
    relationship_status: Option<Open<fb::RelationshipStatus>>,
    #[graph(limit = MOST, order = chronological)]
    albums: Connection<Album>,
    #[graph(field = albums, alias = newest, limit = 1)]
    newest: Connection<Album>,
    #[graph(raw = "favorite_color")]
    color: Option<serde_json::Value>,
    #[graph(rest)]
    rest: std::collections::BTreeMap<String, serde_json::Value>,
}

#[derive(Debug, Clone, PartialEq, Fields)]
#[graph(node = fb::age_range)]
struct AgeRange {
    min: u8,
    max: Option<u8>,
}

#[derive(Debug, Clone, PartialEq, Fields)]
#[graph(node = album)]
struct Album {
    id: album::Id,
    r#type: String,
    from: Option<Author>,
    photos: Connection<Photo>,
}

#[derive(Debug, Clone, PartialEq, Fields)]
#[graph(node = user)]
struct Author {
    name: String,
}

#[derive(Debug, Clone, PartialEq, Fields)]
#[graph(node = photo)]
struct Photo {
    id: photo::Id,
}

#[test]
fn requests_every_named_field() {
    assert_eq!(
        asked(&user::me().get::<Everything>()),
        "first_name,birthday,age_range{min,max},relationship_status,\
         albums.limit(3).order(chronological){id,type,from{name},photos{id}},\
         albums.limit(1).as(newest){id,type,from{name},photos{id}},favorite_color"
    );
    assert_eq!(asked(&user::me().friends().select::<Author>()), "name");
}

#[tokio::test]
async fn decodes_responses_into_the_struct() -> Result<()> {
    let body = r#"{
        "newest": {"data": [{"id": 9007199254740993, "type": "wall", "photos": {"data": [{"id": "7"}]}}]},
        "first_name": "Ann", "birthday": "07\/04", "age_range": {"min": "21"}, "unknown": {"a": [1]},
        "relationship_status": "In a Relationship", "favorite_color": "blue"
    }"#;
    let read = me(body).get::<Everything>(user::me()).await?;
    assert_eq!(read.given, "Ann");
    assert_eq!(read.birthday.to_string(), "07/04");
    assert_eq!(read.age_range, Some(AgeRange { min: 21, max: None }));
    assert_eq!(read.relationship_status, Some(fb::RelationshipStatus::InARelationship.into()));
    assert!(read.albums.is_empty(), "absent is empty");
    assert_eq!(read.newest[0].id.as_str(), "9007199254740993");
    assert_eq!(read.newest[0].photos[0].id.as_str(), "7");
    assert_eq!(read.color, Some("blue".into()));
    assert_eq!(read.rest.keys().collect::<Vec<_>>(), ["unknown"]);
    Ok(())
}

#[tokio::test]
async fn names_missing_and_mismatched_fields() {
    for (body, reason) in [
        (r#"{"birthday":"07/04"}"#, "field `first_name` is missing"),
        (r#"{"first_name":"Ann"}"#, "field `birthday` is missing"),
        (
            r#"{"first_name":"Ann","birthday":"07/04","albums":{"data":[{"id":"1","type":"x"},{"id":"2"}]}}"#,
            "albums.data[1]: field `type` is missing",
        ),
        (r#"{"first_name":"Ann","birthday":"soon"}"#, "birthday: expected "),
    ] {
        let error = me(body).get::<Everything>(user::me()).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode);
        assert!(error.to_string().contains(reason), "{body}: {error}");
        assert!(error.decode_error().is_some());
    }
}

#[tokio::test]
async fn ready_structs_decode_every_form() -> Result<()> {
    let body = r#"{
        "id": "4_5", "from": {"id": 4, "name": "Ann"}, "message": "hi \ud83d\ude00", "type": "hologram",
        "privacy": {"value": "", "friends": ""}, "application": [], "created_time": "2012-12-06T13:28:21+0000"
    }"#;
    let read = me(body).get::<fb::Post>(post::id("4_5")).await?;
    assert_eq!(read.message.as_deref(), Some("hi 😀"));
    assert_eq!(read.r#type, Some(Open::Other("hologram".into())));
    assert_eq!(read.from.and_then(|from| from.id).map(|id| id.to_string()), Some("4".into()));
    assert_eq!(read.created_time.map(|time| time.unix_seconds()), Some(1_354_800_501));

    let body = r#"{"id": 5, "name": "Picnic", "start_time": "2012-07-04", "privacy": "CLOSED"}"#;
    let read = me(body).get::<fb::Event>(event::id(5)).await?;
    assert_eq!(read.start_time, Some(event::Time::date(2012, 7, 4)));
    assert_eq!(read.privacy.map(|word| word.as_str().to_owned()), Some("CLOSED".into()));

    let read = me(r#"{"id":"4","hometown":"Paris","favorite_teams":[{"id":"1","name":"A"},null]}"#);
    let read = read.get::<fb::User>(user::me()).await?;
    assert_eq!(read.hometown.and_then(|town| town.name), Some("Paris".into()));
    #[expect(deprecated, reason = "the field is going away, and is read until then")]
    let teams: Vec<Ref<page::Node>> = read.favorite_teams.unwrap();
    assert_eq!(teams.len(), 1);
    Ok(())
}

/// Structs by a macro: their types come with the hygiene of its arguments.
macro_rules! selected {
    ($name:ident, $ty:ty, $plain:ty, $rest:ty) => {
        #[derive(Debug, Clone, Fields)]
        #[graph(node = user)]
        struct $name {
            first_name: $ty,
            id: $plain,
            #[graph(rest)]
            rest: $rest,
        }
    };
}

selected!(ByMacro, Option<String>, user::Id, std::collections::BTreeMap<String, serde_json::Value>);

#[tokio::test]
async fn a_macro_can_pass_the_types_of_a_selection() -> Result<()> {
    let read = me(r#"{"id": "1", "name": "Ann"}"#).get::<ByMacro>(user::me()).await?;
    // An `Option` that a macro passes is one.
    assert_eq!((read.id.as_str(), read.first_name, read.rest.len()), ("1", None, 1));
    Ok(())
}
