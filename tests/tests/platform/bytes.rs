//! Files of the platform through the client and a sandbox: uploads that go on after a cut, and downloads with the token.

use std::path::Path;

use graph_client::{ErrorKind, Fields, File, Graph, Method, UserToken};
use graph_platform::{
    SystemUserToken,
    whatsapp::{self as wa, media_file, phone_number},
};
use graph_sandbox::{Fault, Sandbox};

#[derive(Fields)]
#[graph(node = media_file)]
struct Media {
    url: Option<String>,
    mime_type: Option<String>,
    file_size: Option<i64>,
}

/// A film of 300 000 bytes, each part of which differs.
fn film() -> Vec<u8> {
    (0..75_000_u32).flat_map(u32::to_le_bytes).collect()
}

#[tokio::test]
async fn media_that_was_uploaded_can_be_downloaded() {
    let data = r#"{ "nodes": [{ "id": "1065", "node": "PhoneNumber" }] }"#;
    let sandbox = Sandbox::builder().api("whatsapp").data(data).start().unwrap();
    let graph = Graph::builder().api(wa::api()).host(sandbox.url()).build();
    let bot = graph.with(SystemUserToken::new(sandbox.user_token()));
    let upload = phone_number::id("1065")
        .media()
        .create(File::new("film.mp4", film()).content_type("video/mp4"), "video/mp4");
    let id = bot.send(upload).await.unwrap().id;
    let file = bot.get::<Media>(media_file::id(id)).await.unwrap();
    assert_eq!((file.file_size, file.mime_type.as_deref()), (Some(300_000), Some("video/mp4")));
    let url = file.url.clone().unwrap();
    assert_eq!(bot.download(&url).bytes().await.unwrap(), film());
    // A connection that is cut in the middle of the file is no end of it.
    sandbox.fault("cut=body,times=1".parse::<Fault>().unwrap());
    assert_eq!(bot.download(&url).bytes().await.unwrap(), film());
    let long = bot.download(&url).limit(1000).bytes().await.unwrap_err();
    assert!(long.to_string().contains("1000"), "{long}");
    let stranger = graph.with(SystemUserToken::new("unknown")).download(&url).bytes().await.unwrap_err();
    assert_eq!(stranger.kind(), ErrorKind::Authentication, "{stranger}");
}

#[tokio::test]
async fn an_upload_goes_on_after_a_cut() {
    let schema = graph_schema::load(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/platform/reels.json")));
    let sandbox = Sandbox::builder().schema(schema.into_result().unwrap()).start().unwrap();
    let me = Graph::builder().host(sandbox.url()).build().with(UserToken::new(sandbox.user_token()));
    let started = me.raw(Method::POST, "me/reels").param("upload_phase", "start").await.unwrap();
    let address = started["upload_url"].as_str().unwrap().to_owned();
    sandbox.fault("cut=before,times=2,method=post".parse::<Fault>().unwrap());
    me.upload_to(&address, File::new("film.mp4", film())).await.unwrap();
    let asked = |method: &str| {
        let of = |request: &&graph_sandbox::Recorded| {
            request.path.contains("/video-upload/") && request.method == method
        };
        sandbox.requests().iter().filter(of).count()
    };
    assert_eq!((asked("POST"), asked("GET")), (3, 2));
    let id = started["video_id"].as_str().unwrap();
    let clip = me.raw(Method::GET, id).param("fields", "source,title").await.unwrap();
    assert_eq!(me.download(clip["source"].as_str().unwrap()).bytes().await.unwrap(), film());

    let refused = me.upload_to(address.replace(id, "5"), File::new("film.mp4", film())).await.unwrap_err();
    assert!(refused.to_string().contains("No upload has been started for 5"), "{refused}");
    let session = me.raw(Method::POST, "me/uploads").await.unwrap();
    let done = me.upload_to(session["id"].as_str().unwrap(), File::new("a.png", film())).await.unwrap();
    assert!(done.handle().is_some_and(|handle| handle.starts_with("4::")), "{done:?}");
}
