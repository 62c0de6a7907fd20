//! Everything that can be laid over what is there: field, connection, operation, parameter, word, permission,
//! error code, update, deprecation. What is used here does not compile where one of them has no effect.

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

/// A gated field that is usual now, another type, a new field; permissions that were demanded and are not.
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
    /// One that is new, and one that stands in an alternative now.
    struct Waves in api: [wave_at_people, publish_actions];
}

permissions! {
    struct Nothing in api: [];
}

/// Answers with one status and body, and keeps what was asked.
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

/// A client with these permissions, and what it sends.
fn client<P: permission::PermissionSet>(
    status: u16,
    body: &'static str,
) -> (Client<UserToken, P>, Arc<Mutex<Vec<String>>>) {
    let sent = Arc::default();
    let graph = Graph::builder().transport(Answers(status, body, Arc::clone(&sent))).build();
    (graph.with(UserToken::new("x")).assume::<P>(), sent)
}

#[tokio::test]
async fn fields_and_words_are_those_of_the_overlay() -> Result<()> {
    // Nothing is granted, and nothing is needed for the bio any more; languages still need theirs.
    #[derive(Debug, Clone, Fields)]
    #[graph(node = user)]
    struct Bio {
        bio: String,
    }
    let (me, _) = client::<Nothing>(200, r#"{"bio":"Hi"}"#);
    assert_eq!(me.get::<Bio>(user::me()).await?.bio, "Hi");

    // An alternative in place of what was said for each kind of person.
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
    // The new word beside the old ones.
    assert_eq!(person.gender, Some(api::Gender::Other.into()));
    assert_eq!(Open::from(api::Gender::Female).as_str(), "female");
    assert_eq!(me.get::<quotes::Quotes>(user::me()).await?.quotes, None);
    Ok(())
}

#[tokio::test]
async fn connections_and_operations_are_those_of_the_overlay() -> Result<()> {
    let (me, sent) = client::<Waves>(200, r#"{"id":"5"}"#);
    // By the alternative, with a parameter that hangs on one of the old ones.
    let place = events::location_id("7").mood(api::Mood::Glad);
    me.send(user::me().events().create("Fete", event::Time::date(2012, 7, 4)).location_id(place)).await?;
    #[expect(deprecated, reason = "the parameter is deprecated by the overlay")]
    let _ = user::me().events().create("Fete", event::Time::date(2012, 7, 4)).location("Paris");
    let error =
        me.send(user::me().events().create("A fete", event::Time::date(2012, 7, 4))).await.unwrap_err();
    assert!(error.to_string().contains("at most 5 characters are allowed"), "{error}");
    // A cursor where there was an offset, and nothing granted for it.
    let list = user::me().likes().since_when("2012-07-04".parse().unwrap()).after("abc");
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
async fn error_codes_are_those_of_the_overlay() {
    let create = || user::me().events().create("Fete", event::Time::date(2012, 7, 4));
    let (me, _) = client::<Waves>(400, r#"{"error":{"message":"sad","code":9005,"type":"OAuthException"}}"#);
    let error = me.send(create()).await.unwrap_err();
    assert_eq!(error.known(), Some(events::CreateError::TooSad));
    // Those of the built-in schema are still there.
    let (me, _) = client::<Waves>(400, r#"{"error":{"message":"x","code":3501,"type":"OAuthException"}}"#);
    let error = me.send(user::me().achievements().create("https://a.b")).await.unwrap_err();
    assert_eq!(error.known(), Some(user::achievements::CreateError::AlreadyAchieved));

    let asked = |body: &'static str| async move {
        let (me, _) = client::<Nothing>(400, body);
        me.page(user::me().likes()).await.unwrap_err()
    };
    let token = asked(r#"{"error":{"message":"x","code":190,"type":"OAuthException"}}"#).await;
    assert!(token.is_retryable() && token.kind() == ErrorKind::Authentication, "{token:?}");
    let tired = asked(r#"{"error":{"message":"x","code":9100,"type":"OAuthException"}}"#).await;
    assert!(tired.is_retryable() && tired.kind() == ErrorKind::Throttled, "{tired:?}");
}

#[test]
fn the_model_has_what_no_code_sees() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/extension/overlay.json");
    let schema = graph_schema::load(path.as_ref()).into_result().unwrap();
    let builtin = graph_schema::builtin().into_result().unwrap();
    let (_, user) = schema.node("User").unwrap();
    assert_eq!(user.updates, ["birthday", "mood", "likes"]);
    let bio = user.field("bio").unwrap();
    assert_eq!((bio.presence, &bio.permission.own), (Presence::Usual, &Requirement::None));
    // What was not laid over is as it was: texts, targets, the place in the order.
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
