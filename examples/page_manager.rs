//! A Page manager: it schedules a post with two photos, publishes a video, answers comments that arrive by webhook, and reads
//! metrics.
//!
//! ```sh
//! cargo run --example page_manager
//! ```
//!
//! A sandbox takes the role of the platform. With `GRAPH_TOKEN` (the token of a Page), `PAGE_ID`, `APP_SECRET` and
//! `VERIFY_TOKEN`, it works on the platform: it only reads metrics, unless `--write` is given. `messenger_bot` shows how a server
//! passes deliveries on.

use std::{env, time::Duration};

use bytes::Bytes;
use graph_platform::{
    AppSecret, Client, DateTime, Graph, PageToken,
    pages::{
        self as fb, FeedItem, FeedVerb, InsightPeriod, PageMetric, Video, comment, page, post, video,
        webhooks::Event,
    },
    webhooks::Webhooks,
};
use graph_sandbox::Sandbox;

type Error = Box<dyn std::error::Error + Send + Sync>;

struct Manager {
    client: Client<PageToken>,
    page: String,
    webhooks: Webhooks,
}

impl Manager {
    /// Schedules a post. Its photos are uploaded before, and are not visible until then.
    async fn schedule(&self, text: &str, photos: [&str; 2], at: DateTime) -> Result<(), Error> {
        let page = || page::id(&*self.page);
        let mut uploaded = Vec::new();
        for url in photos {
            let photo = self
                .client
                .send(page().photos().upload(page::photos::upload_url(url)).temporary(true))
                .await?;
            uploaded.push(post::photo(photo.id));
        }
        let content = page::feed::attached_media(uploaded).message(text);
        self.client.send(page().feed().create(content).scheduled_publish_time(at)).await?;
        Ok(())
    }

    /// Publishes a video, and waits until it is converted.
    async fn publish(&self, url: &str, title: &str) -> Result<(), Error> {
        let content = page::videos::file_url(url);
        let made = self.client.send(page::id(&*self.page).videos().create(content).title(title)).await?;
        self.client.wait_for::<Video>(video::id(made.id)).every(Duration::from_millis(10)).await?;
        Ok(())
    }

    /// Answers the new comments of a delivery, and returns how many.
    async fn answer(&self, request: &http::Request<Bytes>) -> Result<usize, Error> {
        let mut answered = 0;
        for event in self.webhooks.receive::<fb::Webhooks>(request)?.events() {
            let Event::Feed(change) = event else { continue };
            let (Some(FeedVerb::Add), FeedItem::Comment(new)) = (change.verb, change.item) else { continue };
            // What the Page answers is delivered as well.
            let by_page = change.from.is_some_and(|from| from.id.as_ref() == Some(&self.page));
            let Some(id) = new.comment_id.filter(|_| !by_page) else { continue };
            let thanks = comment::comments::message("Thank you!");
            self.client.send(comment::id(&id).comments().create(thanks)).await?;
            answered += 1;
        }
        Ok(answered)
    }

    /// The number of values of two metrics.
    async fn metrics(&self) -> Result<usize, Error> {
        let metrics = [PageMetric::PageMediaView, PageMetric::PageFollows];
        let insights = page::id(&*self.page).insights(metrics).period(InsightPeriod::Day);
        Ok(self.client.page(insights).await?.iter().map(|insight| insight.values.len()).sum())
    }

    async fn work(&self) -> Result<(), Error> {
        let photos = ["https://bakes.example/rye.jpg", "https://bakes.example/oat.jpg"];
        self.schedule("Out soon.", photos, "2026-06-01T06:00:00+0000".parse()?).await?;
        self.publish("https://bakes.example/rye.mp4", "How rye is made").await
    }
}

/// A visitor comments, by the sandbox.
async fn scripted() -> Result<(usize, usize), Error> {
    let comment = r#"{ "nodes": [{ "id": "1033_2", "node": "Comment" }] }"#;
    let sandbox = Sandbox::builder().api("pages").data(comment).start()?;
    let client = Graph::builder()
        .api(fb::api())
        .host(sandbox.url())
        .build()
        .with(PageToken::new(sandbox.page_token()));
    let webhooks = Webhooks::new(AppSecret::new(sandbox.app_secret()), "verify");
    let manager = Manager { client, page: sandbox.page_id(), webhooks };
    manager.work().await?;
    let body = r#"{"object":"page","entry":[{"id":"1033","time":1777879001,"changes":[{"field":"feed","value":{
        "item":"comment","verb":"add","comment_id":"1033_2","from":{"id":"7012","name":"Ada"}}}]}]}"#;
    let signature = manager.webhooks.sign(body.as_bytes());
    let request = http::Request::post("/hook").header("X-Hub-Signature-256", signature).body(body.into())?;
    Ok((manager.answer(&request).await?, manager.metrics().await?))
}

#[tokio::main]
async fn main() -> Result<(), Error> {
    let Ok(token) = env::var("GRAPH_TOKEN") else { return Ok(println!("{:?}", scripted().await?)) };
    let client = Graph::builder().api(fb::api()).build().with(PageToken::new(token));
    let webhooks = Webhooks::new(AppSecret::new(env::var("APP_SECRET")?), env::var("VERIFY_TOKEN")?);
    let manager = Manager { client, page: env::var("PAGE_ID")?, webhooks };
    if env::args().any(|arg| arg == "--write") {
        manager.work().await?;
    }
    Ok(println!("{} values", manager.metrics().await?))
}

#[cfg(test)]
#[tokio::test]
async fn the_page_is_managed() {
    let (answered, values) = scripted().await.unwrap();
    assert!(answered == 1 && values > 0, "{answered} {values}");
}
