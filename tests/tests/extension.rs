//! Uses a schema that overlays the built-in one.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use graph_client::*;
use graph_sandbox::Sandbox;

#[path = "extension/overlay.rs"]
mod overlay;

mod api {
    graph_client::graph_api!("../extension/graph.json");
}

use api::{
    gift,
    user::{self, gifts},
};

#[derive(Debug, Clone, Fields)]
#[graph(node = user)]
struct Taste {
    first_name: String,
    favorite_color: Option<String>,
    gifts: Connection<GiftCard>,
}

#[derive(Debug, Clone, Fields)]
#[graph(node = gift)]
struct GiftCard {
    id: gift::Id,
    title: String,
    wrapping: Option<Open<api::Wrapping>>,
}

permissions! {
    /// The merged API has the permissions of both.
    struct MyApp in api: [user_taste, publish_actions];
}

#[tokio::test]
async fn added_items_work_like_builtin_ones() -> Result<()> {
    let schema = graph_schema::load(concat!(env!("CARGO_MANIFEST_DIR"), "/extension").as_ref()).into_result();
    let sandbox = Sandbox::builder().schema(schema.unwrap()).start().unwrap();
    let graph = Graph::builder().host(sandbox.url()).build();
    let me = graph.with(UserToken::new(sandbox.user_token())).verify::<MyApp>().await?;

    let call = user::me().gifts().create("Kite").wrapping(api::Wrapping::Cloth);
    assert_eq!(call.operation(), Some("user.gifts.create"));
    let given = me.send(call).await?;
    let taste = me.get::<Taste>(user::me()).await?;
    assert!(!taste.first_name.is_empty());
    assert!(taste.favorite_color.is_some());
    let kite = taste.gifts.iter().find(|gift| gift.id == given.id).expect("the kite");
    assert_eq!((kite.title.as_str(), &kite.wrapping), ("Kite", &Some(api::Wrapping::Cloth.into())));

    // A limit of the schema, checked before anything is sent.
    let error = me.send(user::me().gifts().create("A kite with a very long tail")).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Request);
    assert!(error.to_string().contains("must have at most 20 characters, but has 28"), "{error}");

    // A value added to an enum of the built-in schema.
    assert_eq!(Open::from(api::EventPrivacy::Closed).as_str(), "CLOSED");
    Ok(())
}

#[tokio::test]
async fn custom_error_codes_are_typed() {
    struct Full;
    impl transport::Transport for Full {
        fn send(
            &self,
            request: http::Request<bytes::Bytes>,
        ) -> transport::BoxFuture<Result<http::Response<bytes::Bytes>, transport::TransportError>> {
            assert_eq!(request.uri(), "https://graph.facebook.com/me/gifts");
            assert_eq!(request.body(), "title=Kite");
            let body = r#"{"error":{"message":"(#9001) enough","code":9001,"type":"OAuthException"}}"#;
            Box::pin(async move { Ok(http::Response::builder().status(400).body(body.into()).unwrap()) })
        }
    }
    let me = Graph::builder().transport(Full).build().with(UserToken::new("x"));
    let error = me.send(user::me().gifts().create("Kite")).await.unwrap_err();
    assert_eq!(error.known(), Some(gifts::CreateError::TooManyGifts));
    assert_eq!(error.to_string(), "user.gifts.create: (#9001) enough (code 9001 TooManyGifts)");
}
