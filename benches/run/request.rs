//! Builds requests, against hand-written code.

use std::hint::black_box;

use graph_benches::{Row, pair};
use graph_client::{
    Client, Graph, UserToken,
    api::{event, user},
    transport::{BoxFuture, Transport, TransportError},
};
use http::{Method, header};
use tokio::runtime::{Builder, Runtime};

const GROUP: &str = "request";

pub fn rows() -> Vec<Row> {
    let runtime = Builder::new_current_thread().build().unwrap();
    let me = Graph::builder().transport(NoNetwork).build().with(UserToken::new("token"));
    vec![
        Row::of_pair(GROUP, "call with 4 parameters, form_urlencoded and format!", &pair(ours, by_hand))
            .goal(1.0)
            .note("both produce the path and the form"),
        Row::of_pair(
            GROUP,
            "the same with http::Request and response, http::Request by hand",
            &pair(|| send(&runtime, &me), || send_by_hand(&runtime)),
        )
        .goal(1.0)
        .note("the transport returns an id immediately"),
    ]
}

fn ours() -> impl Sized {
    user::me()
        .events()
        .create(black_box("Picnic at the river"), event::Time::date(2012, 7, 4))
        .location(black_box("Paris"))
        .description(black_box("Bring something, and somebody"))
}

/// The same without a builder: the URL, and the pairs through `form_urlencoded`.
fn by_hand() -> (String, String) {
    let url = format!("https://graph.facebook.com/{}/events", black_box("me"));
    let mut form = form_urlencoded::Serializer::new(String::new());
    form.append_pair("name", black_box("Picnic at the river"));
    form.append_pair(
        "start_time",
        &format!("{:04}-{:02}-{:02}", black_box(2012), black_box(7), black_box(4)),
    );
    form.append_pair("location", black_box("Paris"));
    form.append_pair("description", black_box("Bring something, and somebody"));
    (url, form.finish())
}

/// A transport that immediately returns an id.
struct NoNetwork;

type Request = http::Request<bytes::Bytes>;
type Answer = Result<http::Response<bytes::Bytes>, TransportError>;

impl Transport for NoNetwork {
    fn send(&self, request: Request) -> BoxFuture<Answer> {
        black_box(request);
        Box::pin(async { Ok(http::Response::new(bytes::Bytes::from_static(br#"{"id":"5"}"#))) })
    }
}

fn send(runtime: &Runtime, me: &Client<UserToken>) -> String {
    let call = user::me()
        .events()
        .create(black_box("Picnic at the river"), event::Time::date(2012, 7, 4))
        .location(black_box("Paris"))
        .description(black_box("Bring something, and somebody"));
    runtime.block_on(me.send(call)).unwrap().id.to_string()
}

#[derive(serde::Deserialize)]
struct Created {
    id: String,
}

fn send_by_hand(runtime: &Runtime) -> String {
    let (url, form) = by_hand();
    let request = http::Request::builder()
        .method(Method::POST)
        .uri(url)
        .header(header::AUTHORIZATION, format!("Bearer {}", black_box("token")))
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(bytes::Bytes::from(form))
        .unwrap();
    let answer = runtime.block_on(NoNetwork.send(request)).unwrap();
    serde_json::from_slice::<Created>(answer.body()).unwrap().id
}
