//! A worker that is a user of `graph-client`: reads, lists, batches and writes, over the client's own connections.

use std::sync::{Arc, atomic::Ordering};

use graph_client::{
    Client, Error, ErrorKind, Graph, RetryPolicy, UserToken,
    api::{
        self as fb, event,
        user::{self, feed},
    },
};

use crate::Shared;

/// What a worker of the client did.
#[derive(Default)]
pub struct Done {
    pub calls: u64,
    /// Calls that failed since the sandbox was killed, or since a connection was cut.
    pub interrupted: u64,
    /// Ids of acknowledged posts that were not deleted.
    pub posts: Vec<String>,
    pub unexpected: Vec<String>,
}

/// Runs workers on one thread until the soak stops.
pub fn run(shared: &Arc<Shared>, token: &str, workers: usize) -> Vec<Done> {
    let runtime = match tokio::runtime::Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            return vec![Done { unexpected: vec![format!("no runtime: {error}")], ..Done::default() }];
        }
    };
    runtime.block_on(async {
        let tasks: Vec<_> = (0..workers)
            .map(|number| tokio::spawn(work(Arc::clone(shared), token.to_owned(), number)))
            .collect();
        let mut done = Vec::new();
        for task in tasks {
            match task.await {
                Ok(one) => done.push(one),
                Err(error) => done.push(Done { unexpected: vec![error.to_string()], ..Done::default() }),
            }
        }
        done
    })
}

async fn work(shared: Arc<Shared>, token: String, number: usize) -> Done {
    let mut done = Done::default();
    let mut round = 0;
    while !shared.stop.load(Ordering::Relaxed) {
        // A sandbox that is started again has another port.
        let host = shared.host();
        let graph = Graph::builder().host(format!("http://{host}")).retry(RetryPolicy::never()).build();
        let me = graph.with(UserToken::new(&token));
        while shared.host() == host && !shared.stop.load(Ordering::Relaxed) {
            round += 1;
            if let Err(error) = one_round(&me, &mut done, &shared, (number, round)).await {
                match error.kind() {
                    ErrorKind::Network | ErrorKind::Timeout => {
                        done.interrupted += 1;
                        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
                    }
                    _ if done.unexpected.len() < 10 => done.unexpected.push(error.to_string()),
                    _ => {}
                }
            }
        }
    }
    done
}

async fn one_round(
    me: &Client<UserToken>,
    done: &mut Done,
    shared: &Shared,
    (number, round): (usize, u64),
) -> Result<(), Error> {
    let count = |done: &mut Done, calls: u64| {
        done.calls += calls;
        shared.requests.fetch_add(calls, Ordering::Relaxed);
    };
    let text = format!("c{number}r{round}");
    let post = me.send(user::me().feed().create_post(feed::message(&text))).await?;
    count(done, 1);
    shared.acknowledged.fetch_add(1, Ordering::Relaxed);
    done.posts.push(post.id.to_string());
    me.get::<fb::User>(user::me()).await?;
    count(done, 1);
    // Every id is new to the client, as those of a long-running program are.
    let unknown = me.get::<fb::Event>(event::id(format!("{}", 900_000_000 + round))).await;
    count(done, 1);
    if let Err(error) = unknown
        && matches!(error.kind(), ErrorKind::Network | ErrorKind::Timeout)
    {
        return Err(error);
    }
    let mut likes = me.items(user::me().likes().limit(5));
    for _ in 0..12 {
        if likes.try_next().await?.is_none() {
            break;
        }
    }
    count(done, 3);
    let (first, second) = me.batch((user::me().get::<fb::User>(), user::me().get::<fb::User>())).await?;
    count(done, 1);
    first.and(second)?;
    while done.posts.len() > 10 {
        let oldest = done.posts.remove(0);
        me.send(fb::post::id(oldest.as_str()).delete()).await?;
        count(done, 1);
        shared.acknowledged.fetch_add(1, Ordering::Relaxed);
    }
    Ok(())
}
