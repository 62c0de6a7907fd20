//! A Page manager: it schedules a post with two photos, publishes a reel, answers comments and reads metrics.
//!
//! `cargo run --example page_manager` runs it against a sandbox. With `GRAPH_TOKEN` (the token of a Page), `PAGE_ID`,
//! `APP_SECRET` and `VERIFY_TOKEN` it only reads metrics from the platform, unless `--write` is given.

use std::{env, time::Duration};

use bytes::Bytes;
use graph_platform::{
    AppSecret, Client, DateTime, Graph, Open, PageToken,
    pages::{self, FeedItem, FeedVerb, PageMetric, ReelState, comment, page, post, video, webhooks::Event},
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
    /// Schedules a post. Its photos are uploaded first, and are not visible until the post is published.
    async fn schedule(&self, text: &str, photos: [&str; 2], at: DateTime) -> Result<post::Id, Error> {
        let page = || page::id(&*self.page);
        let mut uploaded = Vec::new();
        for url in photos.map(page::photos::upload_url) {
            let photo = self.client.send(page().photos().upload(url).temporary(true)).await?;
            uploaded.push(post::photo(photo.id));
        }
        let content = page::feed::attached_media(uploaded).message(text);
        Ok(self.client.send(page().feed().create(content).scheduled_publish_time(at)).await?.id)
    }

    /// Publishes a reel whose video the platform fetches, and waits until it is converted.
    async fn publish(&self, url: &str, title: &str) -> Result<(), Error> {
        let reels = || page::id(&*self.page).video_reels();
        let reel = self.client.send(reels().start()).await?;
        let Some((id, address)) = reel.video_id.zip(reel.upload_url) else { return Err("no address".into()) };
        self.client.upload_link_to(address, url).await?;
        self.client.send(reels().finish(&id, ReelState::Published).description(title)).await?;
        self.client.wait_for::<pages::Video>(video::id(id)).await?;
        Ok(())
    }

    /// Answers the new comments in a delivery, and returns their number.
    async fn answer(&self, request: &http::Request<Bytes>) -> Result<usize, Error> {
        let mut answered = 0;
        for event in self.webhooks.receive::<pages::Webhooks>(request)?.events() {
            let Event::Feed(change) = event else { continue };
            let Some(Open::Known(FeedVerb::Add)) = change.verb else { continue };
            let FeedItem::Comment(new) = change.item else { continue };
            // The Page's own answers are delivered too.
            let by_page = change.from.is_some_and(|from| from.id.as_ref() == Some(&self.page));
            let Some(id) = new.comment_id.filter(|_| !by_page) else { continue };
            self.client
                .send(comment::id(id).comments().create(comment::comments::message("Thanks!")))
                .await?;
            answered += 1;
        }
        Ok(answered)
    }

    /// The number of values of two metrics.
    async fn metrics(&self) -> Result<usize, Error> {
        let metrics = [PageMetric::PageMediaView, PageMetric::PageFollows];
        let page = self.client.page(page::id(&*self.page).insights(metrics)).await?;
        Ok(page.iter().map(|insight| insight.values.as_ref().map_or(0, Vec::len)).sum())
    }

    async fn work(&self) -> Result<post::Id, Error> {
        self.publish("https://bakes.example/rye.mp4", "How rye is made").await?;
        let photos = ["https://bakes.example/rye.jpg", "https://bakes.example/oat.jpg"];
        let in_two_days = DateTime::now() + Duration::from_secs(2 * 24 * 60 * 60);
        self.schedule("Out soon.", photos, in_two_days).await
    }
}

/// Handles a visitor's comment in the sandbox. Returns the numbers of comments answered and of values read.
async fn scripted() -> Result<(usize, usize), Error> {
    let sandbox = Sandbox::builder().api("pages").start()?;
    let graph = Graph::builder().api(pages::api()).host(sandbox.url()).build();
    let client = graph.with(PageToken::new(sandbox.page_token()));
    let webhooks = Webhooks::new(AppSecret::new(sandbox.app_secret()), "verify");
    let manager = Manager { client, page: sandbox.page_id(), webhooks };
    let post = manager.work().await?;
    let question = post::comments::message("Any left?");
    let comment = manager.client.send(post::id(post).comments().create(question)).await?.id;
    let body = format!(
        r#"{{"object":"page","entry":[{{"id":"1033","time":1777879001,"changes":[{{"field":"feed","value":{{
        "item":"comment","verb":"add","comment_id":"{comment}","from":{{"id":"7012","name":"Ada"}}}}}}]}}]}}"#
    );
    let signature = manager.webhooks.sign(body.as_bytes());
    let request = http::Request::post("/hook").header("X-Hub-Signature-256", signature).body(body.into())?;
    Ok((manager.answer(&request).await?, manager.metrics().await?))
}

#[tokio::main]
async fn main() -> Result<(), Error> {
    let Ok(token) = env::var("GRAPH_TOKEN") else {
        println!("{:?}", scripted().await?);
        return Ok(());
    };
    let client = Graph::builder().api(pages::api()).build().with(PageToken::new(token));
    let webhooks = Webhooks::new(AppSecret::new(env::var("APP_SECRET")?), env::var("VERIFY_TOKEN")?);
    let manager = Manager { client, page: env::var("PAGE_ID")?, webhooks };
    if env::args().any(|arg| arg == "--write") {
        manager.work().await?;
    }
    println!("read {} values", manager.metrics().await?);
    Ok(())
}

#[cfg(test)]
#[tokio::test]
async fn the_page_is_managed() {
    assert!(matches!(scripted().await.unwrap(), (1, 1..)));
}
