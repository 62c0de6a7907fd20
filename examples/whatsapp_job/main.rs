//! A WhatsApp bot: it sends a text, a template and a list, marks what it reads, and answers.
//!
//! `by_hand.rs` is the same program with `reqwest` and `serde_json`.

mod platform;

use std::sync::Arc;

use graph_platform::{
    AppSecret, Client, Graph, SystemUserToken,
    webhooks::Webhooks,
    whatsapp::{self as wa, message, phone_number, template, webhooks::Event},
};
use platform::{Error, NUMBER, Platform, Request, Response, TO, VERIFY};

struct Bot {
    client: Client<SystemUserToken>,
    webhooks: Webhooks,
}

impl Bot {
    async fn greet(&self) -> Result<(), Error> {
        let (bot, from) = (&self.client, || phone_number::id(NUMBER).messages());
        bot.send(from().create(TO, message::text("Hello").preview_url(true))).await?;
        let order = message::template("order_confirmation", "en_US").component(template::body(["Zoe", "42"]));
        bot.send(from().create(TO, order)).await?;
        let teas = [message::row("1", "Green"), message::row("2", "Black").description("strong")];
        bot.send(from().create(TO, message::list("Which tea?", "Choose").section("Teas", teas))).await?;
        Ok(())
    }

    async fn receive(self: Arc<Self>, request: Request) -> Result<Response, Error> {
        let (bot, from) = (&self.client, || phone_number::id(NUMBER).messages());
        let received = self.webhooks.receive::<wa::Webhooks>(&request)?;
        for event in received.events() {
            let Event::Messages(change) = event else { continue };
            for incoming in change.messages {
                bot.send(from().mark_read(&incoming.id).typing()).await?;
                let wa::Incoming::Text(text) = incoming.content else { continue };
                let answer = message::text(format!("You said: {}", text.body));
                bot.send(from().create(TO, answer).reply_to(&incoming.id)).await?;
            }
        }
        Ok(received.response())
    }
}

async fn run(platform: &Platform) -> Result<(), Error> {
    let graph = Graph::builder().api(wa::api()).host(platform.url()).build();
    let client = graph.with(SystemUserToken::new(platform.token()));
    let bot = Arc::new(Bot { client, webhooks: Webhooks::new(AppSecret::new(platform.secret()), VERIFY) });
    bot.greet().await?;
    platform.serve(bot, Bot::receive).await
}

#[tokio::main]
async fn main() -> Result<(), Error> {
    run(&Platform::start()?).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn it_sends_what_the_program_by_hand_sends() {
        let platform = Platform::start().unwrap();
        run(&platform).await.unwrap();
        assert_eq!(platform.sent(), platform::expected());
    }

    #[test]
    fn the_program_is_short_and_plain() {
        let program = include_str!("main.rs").split_once("#[cfg(test)]").unwrap().0;
        assert!(program.lines().count() <= 60, "{}", program.lines().count());
        assert!(!program.contains("Some(") && !program.contains("..Default"));
    }
}
