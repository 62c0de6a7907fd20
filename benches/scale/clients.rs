//! A hundred clients of one `Graph`, each with a token of its own, beside one client with as many calls at a time.

use futures_util::{StreamExt, stream};
use graph_benches::{Row, Unit};
use graph_client::{Client, UserToken, api::user};

use crate::{
    lists::{Profile, graph, runtime},
    process::{self, Took},
    stub,
};

/// The calls of all clients together.
const CALLS: u64 = 40_000;
/// The calls at a time.
const AT_A_TIME: u64 = 100;

pub fn rows() -> Vec<Row> {
    let took = |clients: u64| process::run("clients", &stub::start(0), clients);
    let (hundred, one) = (took(AT_A_TIME), took(1));
    let per_call = |took: &Took| took.used.cpu / CALLS as f64;
    let a_second = |took: &Took| CALLS as f64 / took.wall;
    vec![
        Row::against(
            "scale",
            "CPU of a call of 100 clients that share limits, one client",
            Unit::Seconds,
            per_call(&hundred),
            per_call(&one),
        )
        .goal(1.1)
        .note(&format!(
            "100 calls at a time; {:.0} and {:.0} a second, with the server on the same machine",
            a_second(&hundred),
            a_second(&one)
        )),
    ]
}

/// Sends all calls from this many clients, and prints what this process used.
pub fn child(url: &str, clients: u64) {
    let graph = graph(url);
    let clients: Vec<Client<UserToken>> =
        (0..clients).map(|number| graph.with(UserToken::new(format!("token-{number}")))).collect();
    runtime().block_on(async {
        let in_turn = (0..AT_A_TIME).map(|number| {
            let me = &clients[number as usize % clients.len()];
            async move {
                for _ in 0..CALLS / AT_A_TIME {
                    me.get::<Profile>(user::me()).await.unwrap();
                }
            }
        });
        stream::iter(in_turn).buffer_unordered(AT_A_TIME as usize).collect::<()>().await;
    });
    process::print_used();
}
