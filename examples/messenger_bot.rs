//! A Messenger bot with axum: it answers messages with quick replies, and buttons with a card.
//!
//! ```sh
//! cargo run --example messenger_bot
//! ```
//!
//! A sandbox takes the role of the platform, and of a person who writes to the Page. With `GRAPH_TOKEN` (the token of a
//! Page), `PAGE_ID`, `APP_SECRET` and `VERIFY_TOKEN`, the same handler serves the platform at port 8080, behind your HTTPS
//! proxy; it sends answers only with `--write`.

use std::{env, sync::Arc, time::Duration};

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::{Request, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use graph_platform::{
    AppSecret, Client, Graph, Method, PageToken,
    messenger::{
        self as ms, EventKind, MessagingEvent, OutgoingMessage, message, page, quick_reply, recipient,
        template,
    },
    webhooks::Webhooks,
};
use graph_sandbox::Sandbox;
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};

type Error = Box<dyn std::error::Error + Send + Sync>;

struct Bot {
    client: Client<PageToken>,
    page: String,
    webhooks: Webhooks,
    writes: bool,
    seen: UnboundedSender<String>,
}

/// What the bot answers.
fn answer(kind: &EventKind) -> Option<OutgoingMessage> {
    match kind {
        // What the Page sent itself comes back as an echo.
        EventKind::Message(message) if message.is_echo == Some(true) => None,
        EventKind::Message(message) if message.quick_reply.is_some() => Some("Painted.".into()),
        EventKind::Message(_) => Some(
            message::of("Which color?")
                .quick_reply(quick_reply::text("Red", "RED"))
                .quick_reply(quick_reply::text("Blue", "BLUE")),
        ),
        EventKind::Postback(_) => Some(template::generic([template::card("Chair").subtitle("Oak")]).into()),
        // Receipts, and kinds that the platform adds tomorrow.
        _ => None,
    }
}

impl Bot {
    async fn reply(&self, event: MessagingEvent) -> Result<(), Error> {
        let page = || page::id(&*self.page).messages();
        let Some(person) = event.sender.and_then(|sender| sender.id) else { return Ok(()) };
        let Some(answer) = answer(&event.kind) else { return Ok(()) };
        if self.writes {
            self.client.send(page().typing_on(recipient::id(&person))).await?;
            self.client.send(page().create(recipient::id(&person), answer)).await?;
        }
        let _ = self.seen.send(format!("answered {person}"));
        Ok(())
    }
}

async fn hook(State(bot): State<Arc<Bot>>, request: Request) -> Response {
    let (head, body) = request.into_parts();
    let Ok(body) = to_bytes(body, 1 << 20).await else {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    };
    let received = match bot.webhooks.receive::<ms::Webhooks>(&http::Request::from_parts(head, body)) {
        Ok(received) => received,
        Err(rejected) => return rejected.response().map(Body::from),
    };
    let response = received.response().map(Body::from);
    for event in received.events() {
        let ms::webhooks::Event::Messaging(event) = event else {
            eprintln!("{event:?}");
            continue;
        };
        let bot = bot.clone();
        tokio::spawn(async move {
            if let Err(error) = bot.reply(event).await {
                eprintln!("{error}");
            }
        });
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

/// A person writes to the Page, by the sandbox.
async fn scripted(report: impl Fn(&str)) -> Result<(), Error> {
    let sandbox = Sandbox::builder().api("messenger").start()?;
    let graph = Graph::builder().api(ms::api()).host(sandbox.url()).build();
    let (seen, mut events) = unbounded_channel();
    let bot = Bot {
        client: graph.with(PageToken::new(sandbox.page_token())),
        page: sandbox.page_id(),
        webhooks: Webhooks::new(AppSecret::new(sandbox.app_secret()), "verify"),
        writes: true,
        seen,
    };
    let url = serve(bot, "127.0.0.1:0").await?;
    let app = graph.app(sandbox.app_id(), AppSecret::new(sandbox.app_secret()));
    graph
        .with(app.own_token())
        .raw(Method::POST, &format!("{}/subscriptions", sandbox.app_id()))
        .param("object", "page")
        .param("fields", "messages,messaging_postbacks")
        .param("callback_url", &url)
        .param("verify_token", "verify")
        .await?;
    for content in [
        r#""message":{"mid":"m_1","text":"Hello"}"#,
        r#""message":{"mid":"m_2","text":"Red","quick_reply":{"payload":"RED"}}"#,
        r#""postback":{"mid":"m_3","title":"Chairs","payload":"CHAIRS"}"#,
        r#""telepathy":{"mood":"good"}"#,
    ] {
        let event = format!(
            r#"{{"sender":{{"id":"2540"}},"recipient":{{"id":"1050"}},"timestamp":1790000000000,{content}}}"#
        );
        sandbox.deliver("page", "messaging", Some(&event))?;
    }
    for _ in 0..3 {
        let line = tokio::time::timeout(Duration::from_secs(20), events.recv()).await?;
        report(&line.ok_or("the bot stopped")?);
    }
    Ok(())
}

#[tokio::main]
async fn main() -> Result<(), Error> {
    let Ok(token) = env::var("GRAPH_TOKEN") else { return scripted(|line| println!("{line}")).await };
    let (seen, mut events) = unbounded_channel();
    let bot = Bot {
        client: Graph::builder().api(ms::api()).build().with(PageToken::new(token)),
        page: env::var("PAGE_ID")?,
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
        assert_eq!(lines.into_inner().unwrap(), ["answered 2540"; 3]);
    }
}
