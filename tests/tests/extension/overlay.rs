//! Everything that can be overridden: field, connection, operation, parameter, enum value, permission, error code,
//! update and deprecation. The code does not compile if an override has no effect.

#![deny(unfulfilled_lint_expectations)]

use std::sync::{Arc, Mutex};

use bytes::Bytes;
use graph_client::{
    transport::{BoxFuture, Transport, TransportError},
    *,
};
use graph_schema::model::{Paging, Presence, Requirement, Retry};

mod api {
    graph_client::graph_api!("../../extension/overlay.json");
}

use api::{
    event,
    user::{self, events},
};

/// A gated field made usual, a changed type, a new field, and permissions that are no longer required.
#[derive(Debug, Clone, Fields)]
#[graph(node = user)]
struct Person {
    bio: String,
    languages: Option<Vec<String>>,
    mood: Option<Open<api::Mood>>,
    gender: Option<Open<api::Gender>>,
}

#[expect(deprecated, reason = "the field is deprecated by the overlay")]
mod quotes {
    use super::{Fields, user};

    #[derive(Debug, Clone, Fields)]
    #[graph(node = user)]
    pub struct Quotes {
        pub quotes: Option<String>,
    }
}

permissions! {
    /// A new permission, and one that is now an alternative.
    struct Waves in api: [wave_at_people, publish_actions];
}

permissions! {
    struct Nothing in api: [];
}

/// Responds with one status and body, and records the requests.
#[derive(Clone)]
struct Answers(u16, &'static str, Arc<Mutex<Vec<String>>>);

impl Transport for Answers {
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<std::result::Result<http::Response<Bytes>, TransportError>> {
        let body = String::from_utf8_lossy(request.body()).into_owned();
        self.2.lock().unwrap().push(format!("{} {} {body}", request.method(), request.uri()));
        let answer = http::Response::builder().status(self.0).body(Bytes::from(self.1)).unwrap();
        Box::pin(async move { Ok(answer) })
    }
}

/// Creates a client with these permissions. Returns it with the recorded requests.
fn client<P: permission::PermissionSet>(
    status: u16,
    body: &'static str,
) -> (Client<UserToken, P>, Arc<Mutex<Vec<String>>>) {
    let sent = Arc::default();
    let graph = Graph::builder().transport(Answers(status, body, Arc::clone(&sent))).build();
    (graph.with(UserToken::new("x")).assume::<P>(), sent)
}

#[tokio::test]
async fn overlay_fields_and_values() -> Result<()> {
    // No permission is granted; bio no longer requires one, but languages does.
    #[derive(Debug, Clone, Fields)]
    #[graph(node = user)]
    struct Bio {
        bio: String,
    }
    let (me, _) = client::<Nothing>(200, r#"{"bio":"Hi"}"#);
    assert_eq!(me.get::<Bio>(user::me()).await?.bio, "Hi");

    // An alternative instead of a rule per target.
    #[derive(Debug, Clone, Fields)]
    #[graph(node = user)]
    struct Born {
        birthday: Option<Birthday>,
    }
    let (me, _) = client::<Waves>(200, r#"{"birthday":"07/04/1976"}"#);
    assert!(me.get::<Born>(user::friend("5")).await?.birthday.is_some());

    let body = r#"{"bio":"Hi","languages":["Czech"],"mood":"SAD","gender":"other"}"#;
    let graph = Graph::builder().transport(Answers(200, body, Arc::default())).build();
    let me = graph.with(UserToken::new("x"));
    let person = me.get::<Person>(user::me()).await?;
    assert_eq!(person.bio, "Hi");
    assert_eq!(person.languages.as_deref(), Some(&["Czech".to_owned()][..]));
    assert_eq!(person.mood, Some(api::Mood::Sad.into()));
    // The new value, next to the existing ones.
    assert_eq!(person.gender, Some(api::Gender::Other.into()));
    assert_eq!(Open::from(api::Gender::Female).as_str(), "female");
    assert_eq!(me.get::<quotes::Quotes>(user::me()).await?.quotes, None);
    Ok(())
}

#[tokio::test]
async fn overlay_connections_and_operations() -> Result<()> {
    let (me, sent) = client::<Waves>(200, r#"{"id":"5"}"#);
    // By the alternative, with a parameter that depends on an existing one.
    let place = events::location_id("7").mood(api::Mood::Glad);
    me.send(user::me().events().create("Fete", event::Time::date(2012, 7, 4)).location_id(place)).await?;
    #[expect(deprecated, reason = "the parameter is deprecated by the overlay")]
    let _ = user::me().events().create("Fete", event::Time::date(2012, 7, 4)).location("Paris");
    let error =
        me.send(user::me().events().create("A fete", event::Time::date(2012, 7, 4))).await.unwrap_err();
    assert!(error.to_string().contains("must have at most 5 characters"), "{error}");
    // A cursor instead of an offset, and no permission.
    let list = user::me().likes().since_when("2012-07-04".parse::<Date>().unwrap()).after("abc");
    let (nobody, asked) = client::<Nothing>(200, r#"{"data":[]}"#);
    nobody.page(list).await?;
    let sent = sent.lock().unwrap().clone();
    assert_eq!(sent.len(), 1, "what breaks a limit is not sent: {sent:?}");
    assert!(sent[0].contains("mood=GLAD") && sent[0].contains("location_id=7"), "{sent:?}");
    assert!(asked.lock().unwrap()[0].contains("since_when=2012-07-04&after=abc"));

    let (me, sent) = client::<Waves>(200, "true");
    me.send(user::me().wave()).await?;
    assert_eq!(*sent.lock().unwrap(), ["POST https://graph.facebook.com/me/wave "]);
    Ok(())
}

#[tokio::test]
async fn overlay_error_codes() {
    let create = || user::me().events().create("Fete", event::Time::date(2012, 7, 4));
    let (me, _) = client::<Waves>(400, r#"{"error":{"message":"sad","code":9005,"type":"OAuthException"}}"#);
    let error = me.send(create()).await.unwrap_err();
    assert_eq!(error.known(), Some(events::CreateError::TooSad));
    // The codes of the built-in schema remain.
    let (me, _) = client::<Waves>(400, r#"{"error":{"message":"x","code":3501,"type":"OAuthException"}}"#);
    let error = me.send(user::me().achievements().create("https://a.b")).await.unwrap_err();
    assert_eq!(error.known(), Some(user::achievements::CreateError::AlreadyAchieved));

    let asked = |body: &'static str| async move {
        let (me, _) = client::<Nothing>(400, body);
        me.page(user::me().likes()).await.unwrap_err()
    };
    let token = asked(r#"{"error":{"message":"x","code":190,"type":"OAuthException"}}"#).await;
    assert!(token.is_retryable() && token.kind() == ErrorKind::Authentication, "{token:?}");
    // What the schema says itself is the last word; what the built-in one says is not.
    let token = asked(r#"{"error":{"message":"x","code":190,"is_transient":false}}"#).await;
    assert!(token.is_retryable(), "{token:?}");
    let unknown = asked(r#"{"error":{"message":"x","code":1,"is_transient":false}}"#).await;
    assert!(!unknown.is_retryable(), "{unknown:?}");
    let tired = asked(r#"{"error":{"message":"x","code":9100,"type":"OAuthException"}}"#).await;
    assert!(tired.is_retryable() && tired.kind() == ErrorKind::Throttled, "{tired:?}");
}

#[test]
fn overlay_documentation() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/extension/overlay.json");
    let schema = graph_schema::load(path.as_ref()).into_result().unwrap();
    let builtin = graph_schema::builtin().into_result().unwrap();
    let (_, user) = schema.node("User").unwrap();
    assert_eq!(user.updates, ["birthday", "mood", "likes"]);
    let bio = user.field("bio").unwrap();
    assert_eq!((bio.presence, &bio.permission.own), (Presence::Usual, &Requirement::None));
    // Everything else is unchanged: documentation, targets and order.
    let (_, before) = builtin.node("User").unwrap();
    assert_eq!(bio.doc, before.field("bio").unwrap().doc);
    let names = |node: &graph_schema::model::Node| -> Vec<String> {
        node.fields.iter().map(|field| field.name.clone()).collect()
    };
    assert_eq!(names(user)[..names(before).len()], names(before));
    assert_eq!(user.connection("likes").unwrap().paging, Paging::Cursor);
    assert_eq!(user.connection("likes").unwrap().operations.len(), 1);
    assert_eq!(user.field("quotes").unwrap().deprecated.as_deref(), Some("nobody quotes any more"));
    let permission = |name: &str| schema[schema.permission(name).unwrap()].doc.as_str();
    assert_eq!(permission("email"), "Opens the address, and nothing else.");
    assert_eq!(permission("wave_at_people"), "Lets the app wave.");
    let code = |code: i64| {
        schema.errors.iter().find(|error| error.code.first == code && error.subcode.is_none()).unwrap()
    };
    assert_eq!((code(190).retry, code(190).name.as_str()), (Retry::Soon, "TokenInvalid"));
    assert_eq!(code(9100).retry, Retry::Later);
}
