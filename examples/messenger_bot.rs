//! A Messenger bot with axum: it answers messages with quick replies, and buttons with a card.
//!
//! `cargo run --example messenger_bot` runs it against a sandbox, with a person who writes to it. With `GRAPH_TOKEN` (the
//! token of a Page), `PAGE_ID`, `APP_SECRET` and `VERIFY_TOKEN` it receives the platform's webhooks on port 8080, behind
//! your HTTPS proxy, and sends answers only with `--write`.

use std::{env, io, sync::Arc, time::Duration};

use axum::{Router, body::Body, extract::Request, extract::State, response::Response};
use graph_platform::{
    AppSecret, Client, Graph, PageToken, Result, Secret,
    messenger::{
        self as ms, EventKind, MessagingEvent, OutgoingMessage, message, page, quick_reply, recipient,
        template, webhooks::Event,
    },
    webhooks::Webhooks,
};
use graph_sandbox::{Line, Person, Sandbox};
use tokio::{net::TcpListener, task::JoinHandle};

type Error = Box<dyn std::error::Error + Send + Sync>;

struct Bot {
    client: Client<PageToken>,
    page: String,
    webhooks: Webhooks,
    writes: bool,
}

/// The bot's answer to an event.
fn answer(kind: &EventKind) -> Option<OutgoingMessage> {
    match kind {
        // The Page's own messages are delivered as echoes.
        EventKind::Message(message) if message.is_echo == Some(true) => None,
        EventKind::Message(message) if message.quick_reply.is_some() => Some("Painted.".into()),
        EventKind::Message(_) => {
            let (red, blue) = (quick_reply::text("Red", "RED"), quick_reply::text("Blue", "BLUE"));
            Some(message::of("Which color?").quick_reply(red).quick_reply(blue))
        }
        EventKind::Postback(_) => Some(template::generic([template::card("Chair").subtitle("Oak")]).into()),
        // Receipts, and kinds that the platform may add later.
        _ => None,
    }
}

impl Bot {
    async fn handle(self: Arc<Self>, event: Event) {
        let Event::Messaging(event) = event else { return println!("{event:?}") };
        if let Err(error) = self.reply(event).await {
            eprintln!("{error}. {}", error.remedy().unwrap_or_default());
        }
    }

    async fn reply(&self, event: MessagingEvent) -> Result<()> {
        let page = || page::id(&*self.page).messages();
        let Some(person) = event.sender.and_then(|sender| sender.id) else { return Ok(()) };
        let Some(answer) = answer(&event.kind) else { return Ok(()) };
        if self.writes {
            self.client.send(page().typing_on(recipient::id(&person))).await?;
            self.client.send(page().create(recipient::id(&person), answer)).await?;
        }
        Ok(())
    }
}

async fn hook(State(bot): State<Arc<Bot>>, request: Request) -> Response {
    match bot.webhooks.read::<ms::Webhooks>(request).await {
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

/// A scripted person in the sandbox writes to the Page. Returns the conversation.
async fn scripted() -> Result<Vec<Line>, Error> {
    let chairs = serde_json::json!({ "postback": { "title": "Chairs", "payload": "CHAIRS" } });
    let ada = Person::messenger("2540").says("Hello").taps("Red").sends(chairs);
    let sandbox = Sandbox::builder().api("messenger").person(ada).start()?;
    let graph = Graph::builder().api(ms::api()).host(sandbox.url()).build();
    let (secret, verify_token) = (AppSecret::new(sandbox.app_secret()), Secret::new("verify"));
    let client = graph.with(PageToken::new(sandbox.page_token()));
    let webhooks = Webhooks::new(secret.clone(), verify_token.expose());
    let bot = Bot { client, page: sandbox.page_id(), webhooks, writes: true };
    let (url, _) = serve(bot, "127.0.0.1:0").await?;
    let fields = ["messages", "message_deliveries", "message_reads", "message_echoes", "messaging_postbacks"];
    graph.app(sandbox.app_id(), secret).subscribe("page", fields, &url, &verify_token).await?;
    Ok(sandbox.finished(Duration::from_secs(20)).await?)
}

#[tokio::main]
async fn main() -> Result<(), Error> {
    let Ok(token) = env::var("GRAPH_TOKEN") else {
        scripted().await?.iter().for_each(|line| println!("{line}"));
        return Ok(());
    };
    let client = Graph::builder().api(ms::api()).build().with(PageToken::new(token));
    let webhooks = Webhooks::new(AppSecret::new(env::var("APP_SECRET")?), env::var("VERIFY_TOKEN")?);
    let (page, writes) = (env::var("PAGE_ID")?, env::args().any(|arg| arg == "--write"));
    let (url, served) = serve(Bot { client, page, webhooks, writes }, "127.0.0.1:8080").await?;
    println!("listening at {url}");
    Ok(served.await??)
}

#[cfg(test)]
#[tokio::test]
async fn the_bot_answers() {
    let said: Vec<String> = scripted().await.unwrap().into_iter().map(|line| line.text).collect();
    let chairs = r#"{"postback":{"payload":"CHAIRS","title":"Chairs"}}"#;
    assert_eq!(said, ["Hello", "Which color?", "Red", "Painted.", chairs, "Chair"]);
}
