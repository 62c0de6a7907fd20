//! Rates that no header reports.

use std::{sync::mpsc, time::Duration};

use graph_platform::{
    ErrorKind, Graph, SystemUserToken, Throttle,
    whatsapp::{self as wa, message, phone_number, rate},
};
use graph_sandbox::Sandbox;

use super::tokens::Skipping;

#[tokio::test]
async fn messages_to_one_person_wait_for_their_turn() {
    let sandbox = Sandbox::builder().api("whatsapp").start().unwrap();
    let (waits, waited) = mpsc::channel();
    let graph = |rate, longest: u64| {
        let throttle = Throttle::default().rate(rate).longest_wait(Duration::from_secs(longest));
        let graph = Graph::builder().api(wa::api()).host(sandbox.url()).throttle(throttle);
        graph.timeout(None).idle_timeout(None).timer(Skipping::default())
    };
    let client = |graph: Graph| graph.with(SystemUserToken::new(sandbox.system_user_token()));
    let business =
        client(graph(rate::pair(), 10).on_call(move |call| waits.send(call.waited).unwrap()).build());
    let number = sandbox.phone_number_id();
    let send = |to: &str| {
        business.send(phone_number::id(&*number).messages().create(to, message::text("Hello"))).no_retry()
    };
    for _ in 0..45 {
        send("4915700000001").await.unwrap();
    }
    assert_eq!(waited.try_iter().max(), Some(Duration::ZERO));
    send("4915700000001").await.unwrap();
    send("4915700000002").await.unwrap();
    assert_eq!(waited.try_iter().collect::<Vec<_>>(), [Duration::from_secs(6), Duration::ZERO]);
    // A wait that is too long is an error, and nothing is sent.
    let business = client(graph(rate::pair().burst(1), 5).build());
    let hello = || phone_number::id(&*number).messages().create("4915700000001", message::text("Hello"));
    business.send(hello()).await.unwrap();
    let error = business.send(hello()).no_retry().await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Throttled, 0));
    assert_eq!(error.retry_after(), Some(Duration::from_secs(6)));
}
