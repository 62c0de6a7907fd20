//! A WhatsApp bot with axum: it answers texts, offers tea, and marks what it reads.
//!
//! `cargo run --example whatsapp_bot` runs it against a sandbox, with a person who writes to it. With `GRAPH_TOKEN`,
//! `WHATSAPP_NUMBER`, `APP_SECRET` and `VERIFY_TOKEN` it receives the platform's webhooks on port 8080, behind your HTTPS
//! proxy, and sends answers only with `--write`.

use std::{env, io, sync::Arc, time::Duration};

use axum::{Router, body::Body, extract::Request, extract::State, response::Response};
use graph_platform::{
    AppSecret, Client, Graph, Result, Secret, SystemUserToken, Throttle,
    webhooks::Webhooks,
    whatsapp::{self as wa, Incoming, IncomingMessage, message, phone_number, rate, webhooks::Event},
};
use graph_sandbox::{Line, Person, Sandbox};
use tokio::{net::TcpListener, task::JoinHandle};

type Error = Box<dyn std::error::Error + Send + Sync>;

struct Bot {
    client: Client<SystemUserToken>,
    number: String,
    webhooks: Webhooks,
    writes: bool,
}

/// The bot's answer to a message.
fn answer(content: &Incoming) -> Option<wa::Message> {
    match content {
        Incoming::Text(text) if text.body.to_lowercase().contains("tea") => {
            let teas = [message::row("1", "Green"), message::row("2", "Black").description("strong")];
            Some(message::list("Which tea?", "Choose").section("Teas", teas).into())
        }
        Incoming::Text(text) => Some(message::text(format!("You said: {}", text.body)).into()),
        Incoming::Interactive(_) => Some(message::text("On its way.").into()),
        // Kinds that the bot does not handle, and kinds that the platform may add later.
        _ => None,
    }
}

impl Bot {
    async fn handle(self: Arc<Self>, event: Event) {
        let Event::Messages(change) = event else { return println!("{event:?}") };
        change.statuses.iter().for_each(|status| println!("{} is {}", status.id, status.status.as_str()));
        for incoming in change.messages {
            if let Err(error) = self.reply(incoming).await {
                eprintln!("{error}. {}", error.remedy().unwrap_or_default());
            }
        }
    }

    async fn reply(&self, incoming: IncomingMessage) -> Result<()> {
        let number = || phone_number::id(&*self.number).messages();
        let (Some(to), Some(answer)) = (incoming.from, answer(&incoming.content)) else { return Ok(()) };
        if self.writes {
            self.client.send(number().mark_read(&incoming.id).typing()).await?;
            self.client.send(number().create(&to, answer).reply_to(&incoming.id)).await?;
        }
        Ok(())
    }
}

async fn hook(State(bot): State<Arc<Bot>>, request: Request) -> Response {
    match bot.webhooks.read::<wa::Webhooks>(request).await {
        Ok(received) => {
            received.events().for_each(|event| drop(tokio::spawn(bot.clone().handle(event))));
            received.response().map(Body::from)
        }
        Err(rejected) => rejected.response().map(Body::from),
    }
}

async fn serve(bot: Bot, address: &str) -> Result<(String, JoinHandle<io::Result<()>>), Error> {
    let listener = TcpListener::bind(address).await?;
    let url = format!("http://{}/hook", listener.local_addr()?);
    let service = Router::new().fallback(hook).with_state(Arc::new(bot));
    Ok((url, tokio::spawn(async { axum::serve(listener, service).await })))
}

/// A scripted person in the sandbox writes to the bot. Returns the conversation.
async fn scripted() -> Result<Vec<Line>, Error> {
    let unknown = serde_json::json!({ "type": "hologram", "hologram": { "depth": 3 } });
    let ada = Person::whatsapp("4915700000001").named("Ada").says("Do you have tea?").taps("Green");
    let ada = ada.sends(unknown).without_answer().says("Thanks");
    let sandbox = Sandbox::builder().api("whatsapp").person(ada).start()?;
    let graph = Graph::builder().api(wa::api()).host(sandbox.url()).build();
    let (secret, verify_token) = (AppSecret::new(sandbox.app_secret()), Secret::new("verify"));
    let client = graph.with(SystemUserToken::new(sandbox.system_user_token()));
    let webhooks = Webhooks::new(secret.clone(), verify_token.expose());
    let bot = Bot { client, number: sandbox.phone_number_id(), webhooks, writes: true };
    let (url, _) = serve(bot, "127.0.0.1:0").await?;
    let app = graph.app(sandbox.app_id(), secret);
    app.subscribe("whatsapp_business_account", ["messages"], &url, &verify_token).await?;
    Ok(sandbox.finished(Duration::from_secs(20)).await?)
}

#[tokio::main]
async fn main() -> Result<(), Error> {
    let Ok(token) = env::var("GRAPH_TOKEN") else {
        scripted().await?.iter().for_each(|line| println!("{line}"));
        return Ok(());
    };
    let throttle = Throttle::default().rate(rate::pair()).rate(rate::throughput(80));
    let client = Graph::builder().api(wa::api()).throttle(throttle).build().with(SystemUserToken::new(token));
    let webhooks = Webhooks::new(AppSecret::new(env::var("APP_SECRET")?), env::var("VERIFY_TOKEN")?);
    let (number, writes) = (env::var("WHATSAPP_NUMBER")?, env::args().any(|arg| arg == "--write"));
    let (url, served) = serve(Bot { client, number, webhooks, writes }, "127.0.0.1:8080").await?;
    println!("listening at {url}");
    Ok(served.await??)
}

#[cfg(test)]
#[tokio::test]
async fn the_bot_answers() {
    let said: Vec<String> = scripted().await.unwrap().into_iter().map(|line| line.text).collect();
    assert_eq!(said[..4], ["Do you have tea?", "Which tea?", "Green", "On its way."]);
    // The hologram is not answered, and does not affect the other messages.
    assert_eq!(said[5..], ["Thanks", "You said: Thanks"]);
}
