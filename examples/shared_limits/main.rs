//! Two clients, as in two processes, that keep to the rate limits of their app together. The limits are in Redis.
//!
//! ```sh
//! REDIS_URL=redis://127.0.0.1 cargo run --example shared_limits
//! ```
//!
//! A sandbox takes the role of the platform.

mod redis_limits;

use std::{env, time::Duration};

use graph_client::{Client, ErrorKind, Graph, Method, Rate, RetryPolicy, Throttle, UserToken};
use graph_sandbox::Sandbox;

use redis_limits::RedisLimits;

type Error = Box<dyn std::error::Error + Send + Sync>;

/// A client with a connection of its own, as each process has one. It does not wait: a call without a turn fails.
async fn client(url: &str, app: &str, sandbox: &Sandbox, token: &str) -> Result<Client<UserToken>, Error> {
    let rate = Rate::of(["user.scores.create"], 1, Duration::from_secs(600)).burst(3);
    let graph = Graph::builder()
        .host(sandbox.url())
        .limits(RedisLimits::connect(url, app).await?)
        .throttle(Throttle::default().longest_wait(Duration::ZERO).rate(rate))
        .retry(RetryPolicy::never())
        .build();
    Ok(graph.with(UserToken::new(token)))
}

/// Whether a call had a turn, or else the seconds until it has one.
async fn read(client: &Client<UserToken>) -> Result<Option<u64>, Error> {
    match client.raw(Method::GET, "me").param("fields", "id").await {
        Ok(_) => Ok(None),
        Err(error) if error.kind() == ErrorKind::Throttled => {
            Ok(Some(error.retry_after().unwrap_or_default().as_secs()))
        }
        Err(error) => Err(error.into()),
    }
}

#[tokio::main]
async fn main() -> Result<(), Error> {
    let Ok(url) = env::var("REDIS_URL") else {
        println!("set REDIS_URL to the address of a Redis server, such as redis://127.0.0.1");
        return Ok(());
    };
    let sandbox = Sandbox::start()?;
    let token = sandbox.user_token();
    let app = format!("example-{}", std::process::id());
    let (one, two) =
        (client(&url, &app, &sandbox, &token).await?, client(&url, &app, &sandbox, &token).await?);
    println!("nothing is known of any limit: {:?}", read(&two).await?);
    sandbox.fault("usage=app:100".parse()?);
    println!("the first client hears that the limit is reached: {:?}", read(&one).await?);
    println!("so the second one has to wait for {:?} seconds", read(&two).await?);
    Ok(())
}

#[cfg(test)]
mod tests {
    use graph_client::api::user;

    use super::*;

    /// A server and an app of its own for each test; `None` without a server.
    fn server(test: &str) -> Option<(String, String)> {
        let url = env::var("REDIS_URL").ok();
        if url.is_none() {
            eprintln!("{test}: skipped, REDIS_URL is not set");
        }
        Some((url?, format!("{test}-{}-{}", std::process::id(), rand_of_clock())))
    }

    fn rand_of_clock() -> u128 {
        std::time::SystemTime::UNIX_EPOCH.elapsed().map_or(0, |time| time.as_nanos())
    }

    #[tokio::test]
    async fn a_limit_that_one_hears_of_holds_for_both() -> Result<(), Error> {
        let Some((url, app)) = server("a_limit") else { return Ok(()) };
        let sandbox = Sandbox::start()?;
        let token = sandbox.user_token();
        let (one, two) =
            (client(&url, &app, &sandbox, &token).await?, client(&url, &app, &sandbox, &token).await?);
        // Not near.
        sandbox.fault("usage=app:10".parse()?);
        for client in [&one, &two, &one] {
            assert_eq!(read(client).await?, None);
        }
        for fault in ["usage=app:100", "usage=business:100", "usage=page:100"] {
            // Its own app, since limits do not relax by themselves.
            let app = format!("{app}-{fault}");
            let (one, two) =
                (client(&url, &app, &sandbox, &token).await?, client(&url, &app, &sandbox, &token).await?);
            sandbox.clear_faults();
            sandbox.fault(fault.parse()?);
            assert_eq!(read(&one).await?, None, "{fault}");
            let wait = read(&two).await?;
            assert!(wait.is_some_and(|wait| (20..=30).contains(&wait)), "{fault}: {wait:?}");
            // A refused call takes no turn.
            assert!(read(&two).await?.is_some_and(|wait| wait <= 30), "{fault}");
        }
        // A third client with another app knows nothing of it.
        sandbox.clear_faults();
        assert_eq!(read(&client(&url, "other", &sandbox, &token).await?).await?, None);
        Ok(())
    }

    #[tokio::test]
    async fn a_rate_counts_the_calls_of_both() -> Result<(), Error> {
        let Some((url, app)) = server("a_rate") else { return Ok(()) };
        let sandbox = Sandbox::start()?;
        let token = sandbox.user_token();
        let (one, two) =
            (client(&url, &app, &sandbox, &token).await?, client(&url, &app, &sandbox, &token).await?);
        let score = || user::me().scores().create(5);
        one.send(score()).await?;
        two.send(score()).await?;
        one.send(score()).await?;
        for client in [&one, &two] {
            let error = client.send(score()).await.unwrap_err();
            assert_eq!((error.kind(), error.attempts()), (ErrorKind::Throttled, 0), "{error}");
            let wait = error.retry_after().unwrap_or_default().as_secs();
            assert!((500..=600).contains(&wait), "{wait}");
        }
        Ok(())
    }
}
