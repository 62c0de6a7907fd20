//! Nine tasks with the typed Graph API, against a sandbox that the program starts.
//!
//! ```sh
//! cargo run --example profile
//! ```
//!
//! With an access token in `GRAPH_TOKEN`, it calls the real platform instead, but only `me?fields=id,name`; for the
//! other tasks it prints the curl commands.

use std::env;

use graph_client::{
    api::{
        self as fb, album, event, messenger,
        user::{self, achievements, feed},
    },
    *,
};
use graph_sandbox::Sandbox;

#[derive(Debug, Clone, Fields)]
#[graph(node = user)]
struct Card {
    id: user::Id,
    name: String,
}

#[derive(Debug, Clone, Fields)]
#[graph(node = album)]
struct AlbumCard {
    name: String,
    count: Option<u32>,
}

#[derive(Debug, Clone, Fields)]
#[graph(node = user)]
struct Profile {
    first_name: String,
    last_name: String,
    birthday: Option<Birthday>,
    email: Option<String>,
    hometown: Option<Ref<fb::page::Node>>,
    #[graph(limit = 5)]
    albums: Connection<AlbumCard>,
}

#[derive(Debug, Clone, Fields)]
#[graph(node = messenger)]
struct Sender {
    first_name: Option<String>,
    locale: Option<String>,
}

permissions! {
    /// The permissions that this program needs.
    pub struct MyApp in fb: [user_likes, publish_stream];
}

/// Only compiles for a client whose permissions include `user_likes`.
async fn pages_liked<P: fb::permission::user_likes>(me: &Client<UserToken, P>) -> Result<Vec<fb::PageLike>> {
    me.items(user::me().likes()).try_collect().await
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> std::result::Result<(), Box<dyn std::error::Error>> {
    if let Ok(token) = env::var("GRAPH_TOKEN") {
        return Ok(on_the_platform(&token).await?);
    }
    let sandbox = Sandbox::start()?;
    println!("Sandbox of the built-in schema running at {}\n", sandbox.url());
    let graph = Graph::builder().host(sandbox.url()).build();
    let me = graph.with(UserToken::new(sandbox.user_token()));
    let bot = graph.with(PageToken::new(sandbox.page_token()));
    people(&me).await?;
    writing(&me).await?;
    permissions(&graph, &me, &sandbox).await?;
    messenger_profiles(&bot, &sandbox).await?;
    errors(&me, &sandbox).await?;
    several_at_once(&me).await?;
    Ok(())
}

fn task(number: u8, title: &str, curl: &str) {
    println!("{number}. {title}\n   $ {curl}");
}

async fn people(me: &Client<UserToken>) -> Result<()> {
    task(1, "My profile", &me.curl(&user::me().get::<Profile>()));
    let profile = me.get::<Profile>(user::me()).await?;
    println!("   {} {}", profile.first_name, profile.last_name);
    if let Some(birthday) = profile.birthday {
        println!("   born on {birthday}");
    }
    if let Some(email) = &profile.email {
        println!("   {email}");
    }
    if let Some(town) = profile.hometown.as_ref().and_then(|town| town.name.as_deref()) {
        println!("   from {town}");
    }
    for album in &profile.albums {
        println!("   album {} ({} photos)", album.name, album.count.unwrap_or(0));
    }

    let likes = user::me().likes().limit(25);
    task(2, "One page of what I like", &me.curl(&likes));
    let likes = me.page(likes).await?;
    let names: Vec<_> = likes.iter().take(4).filter_map(|page| page.name.as_deref()).collect();
    println!("   {} on this page, such as {}", likes.len(), names.join(", "));
    match likes.next() {
        Some(next) => println!("   the next page: {next:?}"),
        None => println!("   this is the last page"),
    }

    let friends = user::me().friends().select::<Card>().limit(10);
    task(3, "All of my friends, page by page", &me.curl(&friends));
    let mut friends = me.items(friends);
    let mut count = 0;
    while let Some(friend) = friends.try_next().await? {
        if count < 3 {
            println!("   {} ({})", friend.name, friend.id);
        }
        count += 1;
    }
    println!("   {count} in total");
    Ok(())
}

async fn writing(me: &Client<UserToken>) -> Result<()> {
    let post = user::me().feed().create_post(
        feed::link("https://example.com").message("look").picture("https://example.com/thumb.png"),
    );
    task(4, "A post with a link, and a picture that requires the link", &me.curl(&post));
    let post = me.send(post).await?;
    println!("   posted as {}", post.id);

    let picnic = user::me().events().create("Picnic", event::Time::date(2012, 7, 4)).location("Paris");
    task(5, "An event: required parameters are arguments, optional ones are setters", &me.curl(&picnic));
    let picnic = me.send(picnic).await?;
    println!("   created as {}", picnic.id);
    Ok(())
}

async fn permissions(graph: &Graph, me: &Client<UserToken>, sandbox: &Sandbox) -> Result<()> {
    task(6, "Permissions as types", &me.curl(&me.raw(Method::GET, "me/permissions")));
    let verified = me.verify::<MyApp>().await?;
    println!(
        "   granted, so the function that needs `user_likes` can be called: {} pages",
        pages_liked(&verified).await?.len()
    );
    let limited = graph.with(UserToken::new(sandbox.user_token_with(&["user_likes"])));
    if let Err(error) = limited.verify::<MyApp>().await {
        println!("   another token lacks {:?}; request it at", error.missing_permissions());
        println!("   {}", error.login_url(sandbox.app_id(), "https://example.com/back").unwrap_or_default());
    }
    Ok(())
}

async fn messenger_profiles(bot: &Client<PageToken>, sandbox: &Sandbox) -> Result<()> {
    let sender = messenger::profile(sandbox.psid());
    task(7, "Who writes to the Page", &bot.curl(&sender.clone().get::<Sender>()));
    for psid in [sandbox.psid(), sandbox.silent_psid()] {
        match bot.get::<Sender>(messenger::profile(psid)).await? {
            Some(sender) => println!(
                "   {} ({})",
                sender.first_name.unwrap_or_default(),
                sender.locale.unwrap_or_default()
            ),
            None => println!("   a sender whose profile is not available"),
        }
    }
    Ok(())
}

async fn errors(me: &Client<UserToken>, sandbox: &Sandbox) -> Result<()> {
    let give = user::me().achievements().create(sandbox.achievement_url());
    task(8, "A documented error as a type", &me.curl(&give));
    for _ in 0..2 {
        match me.send(give.clone()).await {
            Ok(given) => println!("   given as {}", given.id.unwrap_or_default()),
            Err(error) if matches!(error.known(), Some(achievements::CreateError::AlreadyAchieved)) => {
                println!("   already achieved: {error}");
            }
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

async fn several_at_once(me: &Client<UserToken>) -> Result<()> {
    let calls = || (user::me().get::<Profile>(), user::me().feed().create_post(feed::message("hi")));
    task(9, "Two calls in one request, each with its own result", &me.curl_batch(calls()));
    let (who, posted) = me.batch(calls()).await?;
    println!("   {} posted {}", who?.first_name, posted?.id);
    Ok(())
}

/// Sends one read to the real platform, and prints the other calls.
async fn on_the_platform(token: &str) -> Result<()> {
    let me = Graph::new().with(UserToken::new(token));
    let likes = user::me().likes().limit(25);
    let post = user::me().feed().create_post(feed::link("https://example.com").message("look"));
    let picnic = user::me().events().create("Picnic", event::Time::date(2012, 7, 4)).location("Paris");
    println!("Not sent, since today's platform no longer supports most of it:");
    for (title, curl) in [
        ("my profile", me.curl(&user::me().get::<Profile>())),
        ("what I like", me.curl(&likes)),
        ("my friends", me.curl(&user::me().friends().select::<Card>())),
        ("a post", me.curl(&post)),
        ("an event", me.curl(&picnic)),
        ("permissions", me.curl(&me.raw(Method::GET, "me/permissions"))),
        ("who writes to the Page", me.curl(&messenger::profile("PSID").get::<Sender>())),
        ("an achievement", me.curl(&user::me().achievements().create("https://example.com/won"))),
        (
            "two calls in one request",
            me.curl_batch((user::me().get::<Profile>(), user::me().feed().create_post(feed::message("hi")))),
        ),
    ] {
        println!("  {title}\n    $ {curl}");
    }
    println!("\nSent:\n    $ {}", me.curl(&user::me().get::<Card>()));
    let card = me.get::<Card>(user::me()).await?;
    println!("    {} ({})", card.name, card.id);
    Ok(())
}
