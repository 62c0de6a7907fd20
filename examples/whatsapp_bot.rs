//! A WhatsApp bot with axum: it answers texts, offers tea, and marks what it reads.
//!
//! ```sh
//! cargo run --example whatsapp_bot
//! ```
//!
//! A sandbox takes the role of the platform, and of a person who writes to the bot. With `GRAPH_TOKEN`, `WHATSAPP_NUMBER`,
//! `APP_SECRET` and `VERIFY_TOKEN`, the same handler serves the platform at port 8080, behind your HTTPS proxy; it sends
//! answers only with `--write`.

use std::{env, sync::Arc, time::Duration};

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::{Request, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use graph_platform::{
    AppSecret, Client, Graph, Method, SystemUserToken,
    webhooks::Webhooks,
    whatsapp::{self as wa, Incoming, IncomingMessage, message, phone_number, webhooks::Event},
};
use graph_sandbox::Sandbox;
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};

type Error = Box<dyn std::error::Error + Send + Sync>;

struct Bot {
    client: Client<SystemUserToken>,
    number: String,
    webhooks: Webhooks,
    writes: bool,
    seen: UnboundedSender<String>,
}

/// What the bot answers.
fn answer(content: &Incoming) -> Option<wa::Message> {
    match content {
        Incoming::Text(text) if text.body.to_lowercase().contains("tea") => Some(
            message::list("Which tea?", "Choose")
                .section(
                    "Teas",
                    [message::row("1", "Green"), message::row("2", "Black").description("strong")],
                )
                .into(),
        ),
        Incoming::Text(text) => Some(message::text(format!("You said: {}", text.body)).into()),
        Incoming::Interactive(_) => Some(message::text("On its way.").into()),
        Incoming::Image(image) => Some(message::text(format!("A picture: {}", image.id)).into()),
        // Kinds that the bot does not know, and those that the platform adds tomorrow.
        _ => None,
    }
}

impl Bot {
    async fn reply(&self, incoming: IncomingMessage) -> Result<(), Error> {
        let number = || phone_number::id(&*self.number).messages();
        let (Some(to), Some(answer)) = (incoming.from, answer(&incoming.content)) else { return Ok(()) };
        if self.writes {
            self.client.send(number().mark_read(&incoming.id).typing()).await?;
            self.client.send(number().create(&to, answer).reply_to(&incoming.id)).await?;
        }
        let _ = self.seen.send(format!("answered {to}"));
        Ok(())
    }
}

async fn hook(State(bot): State<Arc<Bot>>, request: Request) -> Response {
    let (head, body) = request.into_parts();
    let Ok(body) = to_bytes(body, 3 << 20).await else {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    };
    let received = match bot.webhooks.receive::<wa::Webhooks>(&http::Request::from_parts(head, body)) {
        Ok(received) => received,
        Err(rejected) => return rejected.response().map(Body::from),
    };
    let response = received.response().map(Body::from);
    for event in received.events() {
        match event {
            Event::Messages(change) => {
                for incoming in change.messages {
                    let bot = bot.clone();
                    tokio::spawn(async move {
                        if let Err(error) = bot.reply(incoming).await {
                            eprintln!("{error}");
                        }
                    });
                }
                for status in change.statuses {
                    let _ = bot.seen.send(format!("{} is {}", status.id, status.status.as_str()));
                }
            }
            other => eprintln!("{other:?}"),
        }
    }
    response
}

async fn serve(bot: Bot, address: &str) -> Result<String, Error> {
    let listener = tokio::net::TcpListener::bind(address).await?;
    let url = format!("http://{}/hook", listener.local_addr()?);
    let service = Router::new().fallback(hook).with_state(Arc::new(bot));
    tokio::spawn(async move { axum::serve(listener, service).await });
    Ok(url)
}

/// The phone number of the business in the sandbox.
const NUMBER: &str = r#"{ "nodes": [{ "id": "1065", "node": "PhoneNumber" }] }"#;

/// A person writes to the bot, by the sandbox.
async fn scripted(report: impl Fn(&str)) -> Result<(), Error> {
    let sandbox = Sandbox::builder().api("whatsapp").data(NUMBER).start()?;
    let graph = Graph::builder().api(wa::api()).host(sandbox.url()).build();
    let (seen, mut events) = unbounded_channel();
    let bot = Bot {
        client: graph.with(SystemUserToken::new(sandbox.user_token())),
        number: "1065".to_owned(),
        webhooks: Webhooks::new(AppSecret::new(sandbox.app_secret()), "verify"),
        writes: true,
        seen,
    };
    let url = serve(bot, "127.0.0.1:0").await?;
    let app = graph.app(sandbox.app_id(), AppSecret::new(sandbox.app_secret()));
    graph
        .with(app.own_token())
        .raw(Method::POST, &format!("{}/subscriptions", sandbox.app_id()))
        .param("object", "whatsapp_business_account")
        .param("fields", "messages")
        .param("callback_url", &url)
        .param("verify_token", "verify")
        .await?;
    for content in [
        r#""type":"text","text":{"body":"Do you have tea?"}"#,
        r#""type":"interactive","interactive":{"type":"list_reply","list_reply":{"id":"1","title":"Green"}}"#,
        r#""type":"hologram","hologram":{"depth":3}"#,
        r#""type":"text","text":{"body":"Thanks"}"#,
    ] {
        let value = format!(
            r#"{{"messaging_product":"whatsapp","metadata":{{"phone_number_id":"1065"}},"messages":[{{"from":"4915700000001","id":"wamid.1",{content}}}]}}"#
        );
        sandbox.deliver("whatsapp_business_account", "messages", Some(&value))?;
    }
    for _ in 0..3 {
        let line = tokio::time::timeout(Duration::from_secs(20), events.recv()).await?;
        report(&line.ok_or("the bot stopped")?);
    }
    let sent = sandbox.requests().iter().filter(|request| request.path.ends_with("/messages")).count();
    report(&format!("{sent} requests to send and to mark as read"));
    Ok(())
}

#[tokio::main]
async fn main() -> Result<(), Error> {
    let Ok(token) = env::var("GRAPH_TOKEN") else { return scripted(|line| println!("{line}")).await };
    let (seen, mut events) = unbounded_channel();
    let bot = Bot {
        client: Graph::builder().api(wa::api()).build().with(SystemUserToken::new(token)),
        number: env::var("WHATSAPP_NUMBER")?,
        webhooks: Webhooks::new(AppSecret::new(env::var("APP_SECRET")?), env::var("VERIFY_TOKEN")?),
        writes: env::args().any(|arg| arg == "--write"),
        seen,
    };
    println!("listening at {}", serve(bot, "127.0.0.1:8080").await?);
    while let Some(line) = events.recv().await {
        println!("{line}");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    #[tokio::test]
    async fn the_bot_answers() {
        let lines = Mutex::new(Vec::new());
        super::scripted(|line| lines.lock().unwrap().push(line.to_owned())).await.unwrap();
        let lines = lines.into_inner().unwrap();
        assert_eq!(lines[..3], ["answered 4915700000001"; 3]);
        assert_eq!(lines[3], "6 requests to send and to mark as read");
    }
}
