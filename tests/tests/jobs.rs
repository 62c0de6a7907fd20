//! The nine reference tasks for the generated API, over a real socket.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use graph_client::{
    api::{
        self as fb, PageLike, album, event, messenger,
        user::{self, achievements, feed},
    },
    *,
};
use graph_sandbox::Sandbox;

#[derive(Debug, Clone, Fields)]
#[graph(node = album)]
struct AlbumCard {
    id: album::Id,
    name: String,
}

#[derive(Debug, Clone, Fields)]
#[graph(node = user)]
struct Card {
    id: user::Id,
    name: String,
}

#[derive(Debug, Clone, Fields)]
#[graph(node = messenger)]
struct Sender {
    first_name: Option<String>,
}

#[derive(Debug, Clone, Fields)]
#[graph(node = user)]
struct Profile {
    id: user::Id,
    first_name: String,
    birthday: Option<Birthday>,
    email: Option<String>,
    #[graph(limit = 2)]
    albums: Connection<AlbumCard>,
}

permissions! { struct MyApp in fb: [user_likes, publish_stream]; }

async fn fans<P: fb::permission::user_likes>(me: &Client<UserToken, P>) -> Result<Vec<PageLike>> {
    me.items(user::me().likes()).try_collect().await
}

fn start() -> (Sandbox, Graph) {
    let sandbox = Sandbox::start().unwrap();
    let graph = Graph::builder().host(sandbox.url()).build();
    (sandbox, graph)
}

#[tokio::test]
async fn reads_the_current_user() -> Result<()> {
    let (sandbox, graph) = start();
    let me = graph.with(UserToken::new(sandbox.user_token()));
    let profile = me.get::<Profile>(user::me()).await?;
    assert_eq!(profile.id.as_str(), sandbox.user_id());
    assert!(!profile.first_name.is_empty());
    assert!(profile.birthday.is_some());
    assert!(profile.email.is_some_and(|email| email.contains('@')));
    assert_eq!(profile.albums.len(), 2);
    let more = profile.albums.next().expect("three albums, two at a time");
    let rest = me.page(more).await?;
    assert_eq!(rest.len(), 1);
    assert!(!rest[0].name.is_empty());
    assert!(!profile.albums.iter().any(|album| album.id == rest[0].id));
    let sent = sandbox.requests();
    assert_eq!(sent[0].param("fields"), Some("id,first_name,birthday,email,albums.limit(2){id,name}"));
    Ok(())
}

#[tokio::test]
async fn reads_one_page() -> Result<()> {
    let (sandbox, graph) = start();
    let me = graph.with(UserToken::new(sandbox.user_token()));
    let likes = me.page(user::me().likes().limit(25)).await?;
    assert_eq!(likes.len(), 25);
    assert!(likes[0].name.is_some());
    let next = likes.next().expect("more than 25 likes");
    assert!(!format!("{next:?}").contains(&sandbox.user_token()), "the token is not in it");
    let rest = me.page(next).await?;
    assert!(!rest.is_empty());
    assert!(rest.next().is_none());
    Ok(())
}

#[tokio::test]
async fn reads_all_items() -> Result<()> {
    let (sandbox, graph) = start();
    let me = graph.with(UserToken::new(sandbox.user_token()));
    let mut friends = me.items(user::me().friends().select::<Card>().limit(7));
    let mut ids = Vec::new();
    while let Some(friend) = friends.try_next().await? {
        assert!(!friend.name.is_empty());
        ids.push(friend.id);
    }
    assert!(ids.len() > 20, "{}", ids.len());
    let mut once = ids.clone();
    once.sort();
    once.dedup();
    assert_eq!(once.len(), ids.len(), "nobody twice");

    let mut pages = me.pages(user::me().friends().limit(7));
    let mut count = 0;
    while let Some(page) = pages.try_next().await? {
        count += page.len();
    }
    assert_eq!(count, ids.len());
    Ok(())
}

#[tokio::test]
async fn sets_conditional_parameters() -> Result<()> {
    let (sandbox, graph) = start();
    let me = graph.with(UserToken::new(sandbox.user_token()));
    let thumb = "https://example.com/thumb.png";
    let call =
        user::me().feed().create_post(feed::link("https://example.com").message("look").picture(thumb));
    assert_eq!(call.operation(), Some("user.feed.create_post"));
    assert_eq!(call.permissions(), [["publish_stream"]]);
    let post = me.send(call).await?;
    let sent = sandbox.requests();
    assert_eq!((sent[0].method.as_str(), sent[0].path.as_str()), ("POST", "/me/feed"));
    assert_eq!(sent[0].param("picture"), Some(thumb));
    let read = me.get::<fb::Post>(fb::post::id(&post.id)).await?;
    assert_eq!(read.message.as_deref(), Some("look"));

    // Rules also hold if the content is assembled at run time.
    let mut call = user::me().feed().create_post(feed::message("with friends"));
    if let Some(friend) =
        me.page(user::me().friends().limit(1)).await?.first().and_then(|friend| friend.id.clone())
    {
        call = call.place(feed::place("110843418940484").tags([friend]));
    }
    me.send(
        call.privacy(fb::Privacy { value: Some(fb::PrivacyValue::AllFriends.into()), ..Default::default() }),
    )
    .await?;
    let sent = sandbox.requests();
    let last = sent.last().unwrap();
    assert_eq!(last.param("privacy"), Some(r#"{"value":"ALL_FRIENDS"}"#));
    assert!(last.param("tags").is_some());

    // The same from plain data, with the same rules.
    let form = feed::CreatePostForm { message: Some("hi".into()), ..Default::default() };
    let content = feed::CreatePostContent::try_from(form.clone())?;
    assert_eq!(user::me().feed().create_post(content), user::me().feed().create_post(feed::message("hi")));
    for (form, reason) in [
        (feed::CreatePostForm::default(), "at least one of `message` and `link` is required"),
        (feed::CreatePostForm { picture: Some("p".into()), ..form }, "it requires `link`"),
    ] {
        let error = feed::CreatePostContent::try_from(form).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Request);
        assert!(error.to_string().ends_with(reason), "{error}");
    }

    // The order of setters does not matter.
    assert_eq!(
        user::me().feed().create_post(feed::message("a").link(feed::link("b"))),
        user::me().feed().create_post(feed::link("b").message("a")),
    );
    Ok(())
}

#[tokio::test]
async fn sets_required_and_optional_parameters() -> Result<()> {
    let (sandbox, graph) = start();
    let me = graph.with(UserToken::new(sandbox.user_token()));
    let picnic = me
        .send(user::me().events().create("Picnic", event::Time::date(2012, 7, 4)).location("Paris"))
        .await?;
    let read = me.get::<fb::Event>(event::id(&picnic.id)).await?;
    assert_eq!(read.name.as_deref(), Some("Picnic"));
    assert_eq!(read.start_time, Some(event::Time::date(2012, 7, 4)));
    me.send(event::id(&picnic.id).delete()).await?;
    assert!(me.get::<fb::Event>(event::id(&picnic.id)).await.is_err());

    // Violated limits are rejected before anything is sent.
    let before = sandbox.requests().len();
    for (call, param) in [
        (user::me().events().create("Picnic", event::Time::date(2012, 13, 4)), "start_time"),
        (user::me().events().create("", event::Time::date(2012, 7, 4)), "name"),
    ] {
        let error = me.send(call).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Request);
        assert!(error.to_string().contains(&format!("`{param}`")), "{error}");
    }
    assert_eq!(sandbox.requests().len(), before);
    Ok(())
}

#[tokio::test]
async fn checks_permissions_as_types() -> Result<()> {
    let (sandbox, graph) = start();
    let me = graph.with(UserToken::new(sandbox.user_token()));
    let me = me.verify::<MyApp>().await?;
    assert!(fans(&me).await?.len() > 25);

    let limited = graph.with(UserToken::new(sandbox.user_token_with(&["user_likes"])));
    let error = limited.verify::<MyApp>().await.unwrap_err();
    assert_eq!(error.missing_permissions(), ["publish_stream"]);
    let login = error.login_url("123", "https://example.com/back").unwrap();
    assert!(login.ends_with("scope=publish_stream"), "{login}");
    assert!(login.starts_with(&format!("{}/dialog/oauth?", sandbox.url())), "{login}");

    // An unchecked client learns at run time what is required.
    let error = limited.send(user::me().feed().create_post(feed::message("hi"))).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Permission);
    assert_eq!(error.missing_permissions(), ["publish_stream"]);
    assert_eq!(error.operation(), Some("user.feed.create_post"));
    Ok(())
}

#[tokio::test]
async fn reads_a_messenger_profile() -> Result<()> {
    let (sandbox, graph) = start();
    let bot = graph.with(PageToken::new(sandbox.page_token()));
    let person = bot.get::<Sender>(messenger::profile(sandbox.psid())).await?;
    assert!(person.is_some_and(|person| person.first_name.is_some()));
    assert!(bot.get::<Sender>(messenger::profile(sandbox.silent_psid())).await?.is_none());
    assert!(sandbox.requests().iter().all(|request| request.path.starts_with("/v2.6/")));
    Ok(())
}

#[tokio::test]
async fn matches_a_documented_error() -> Result<()> {
    let (sandbox, graph) = start();
    let me = graph.with(UserToken::new(sandbox.user_token()));
    let url = sandbox.achievement_url();
    me.send(user::me().achievements().create(&url)).await?;
    match me.send(user::me().achievements().create(&url)).await {
        Err(e) if matches!(e.known(), Some(achievements::CreateError::AlreadyAchieved)) => {
            // The code of one operation is not a code of another.
            assert_eq!(e.known::<achievements::DeleteError>(), None);
            assert_eq!(e.code(), Some(3501));
        }
        other => panic!("{other:?}"),
    }
    let unknown = me.send(user::me().achievements().create("https://example.com/nothing")).await.unwrap_err();
    assert_eq!(unknown.known(), Some(achievements::CreateError::NotRegistered));
    me.send(user::me().achievements().delete(&url)).await?;
    let gone = me.send(user::me().achievements().delete(&url)).await.unwrap_err();
    assert_eq!(gone.known(), Some(achievements::DeleteError::NotAchieved));
    let delete = sandbox.requests().into_iter().find(|request| request.method == "DELETE").unwrap();
    assert!(delete.query.iter().any(|(name, _)| name == "achievement"), "in the query, not in a body");
    Ok(())
}

#[tokio::test]
async fn sends_several_calls_in_a_batch() -> Result<()> {
    let (sandbox, graph) = start();
    let me = graph.with(UserToken::new(sandbox.user_token()));
    let (who, posted) =
        me.batch((user::me().get::<Profile>(), user::me().feed().create_post(feed::message("hi")))).await?;
    assert_eq!(who?.id.as_str(), sandbox.user_id());
    assert!(posted?.id.as_str().contains('_'));

    // Each item has its own error; an invalid item does not affect the others.
    let (bad, missing, good) = me
        .batch((
            user::me().events().create("", event::Time::date(2012, 7, 4)),
            event::id("1").delete(),
            user::me().get::<Card>(),
        ))
        .await?;
    assert_eq!(bad.unwrap_err().kind(), ErrorKind::Request);
    assert_eq!(missing.unwrap_err().code(), Some(100));
    assert_eq!(good?.id.as_str(), sandbox.user_id());
    Ok(())
}

#[tokio::test]
async fn membership_permissions_and_raw_calls() -> Result<()> {
    let (sandbox, graph) = start();
    let me = graph.with(UserToken::new(sandbox.user_token()));
    let liked = me.page(user::me().likes().limit(1)).await?[0].id.clone().unwrap();
    assert!(me.send(user::me().likes().check(&liked)).await?.is_some());
    assert!(me.send(user::me().likes().check("1")).await?.is_none());

    let granted = me.page(user::me().permissions()).await?;
    assert_eq!(granted[0].get("email"), Some(&true));
    me.send(user::me().permissions().revoke_one(fb::permission::Name::Email)).await?;
    let last = sandbox.requests().pop().unwrap();
    assert_eq!((last.method.as_str(), last.path.as_str()), ("DELETE", "/me/permissions/email"));
    assert_ne!(me.page(user::me().permissions()).await?[0].get("email"), Some(&true));
    let nothing = me.send(user::me().permissions().revoke_one(Open::Other("".into()))).await.unwrap_err();
    assert_eq!(nothing.kind(), ErrorKind::Request, "an empty name would take everything back");
    me.send(user::me().permissions().revoke_all()).await?;

    let raw =
        graph.with(UserToken::new(sandbox.user_token())).raw(Method::GET, "me").param("fields", "id").await?;
    assert_eq!(raw["id"], sandbox.user_id());
    let error = me.raw(Method::GET, "nobody/at all").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Request);
    Ok(())
}

#[tokio::test]
async fn ready_structs_and_explicit_field_lists() -> Result<()> {
    let (sandbox, graph) = start();
    let me = graph.with(UserToken::new(sandbox.user_token()));
    use user::fields;
    let read = me.get::<fb::User>(user::me().fields([fields::id, fields::age_range])).await?;
    assert_eq!(read.id.unwrap().as_str(), sandbox.user_id());
    assert!(read.age_range.is_some() && read.name.is_none());
    let default = me.get::<fb::User>(user::me()).await?;
    assert!(default.name.is_some() && default.age_range.is_none(), "on request only");
    Ok(())
}

#[tokio::test]
async fn never_displays_a_token() -> Result<()> {
    let (sandbox, graph) = start();
    let secret = sandbox.user_token();
    let me = graph.with(UserToken::new(&secret));
    let page = me.page(user::me().likes().limit(5)).await?;
    let error = graph.with(UserToken::new("EAAnonsense")).get::<Card>(user::me()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Authentication);
    let list = user::me().likes();
    for shown in [
        format!("{me:?} {graph:?} {page:?} {:?} {:?}", page.next(), UserToken::new(&secret)),
        format!("{error} {error:?}"),
        format!("{list:?} {} {}", list.curl(), me.curl(&list)),
    ] {
        assert!(!shown.contains(&secret) && !shown.contains("EAAnonsense"), "{shown}");
    }
    Ok(())
}

#[tokio::test]
async fn edits_only_the_named_parameters() -> Result<()> {
    let (sandbox, graph) = start();
    let me = graph.with(UserToken::new(sandbox.user_token()));
    let made = me
        .send(user::me().events().create("Picnic", event::Time::date(2012, 7, 4)).location("Paris"))
        .await?;
    me.send(event::id(&made.id).update(event::update::name("Feast").end_time(event::Time::date(2012, 7, 5))))
        .await?;
    let sent = sandbox.requests().pop().unwrap();
    let names: Vec<&str> = sent.form.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["name", "end_time"], "no defaults");
    let read = me.get::<fb::Event>(event::id(&made.id)).await?;
    assert_eq!((read.name.as_deref(), read.location.as_deref()), (Some("Feast"), Some("Paris")));
    Ok(())
}

#[tokio::test]
async fn two_string_arguments_are_named() -> Result<()> {
    let (sandbox, graph) = start();
    let me = graph.with(UserToken::new(sandbox.user_token()));
    use user::notes;
    let note = notes::CreateParams { subject: "Plans".into(), message: "<b>Big</b>".into() };
    let made = me.send(user::me().notes().create(note)).await?;
    let read = me.get::<fb::Note>(fb::note::id(&made.id)).await?;
    assert_eq!((read.subject.as_deref(), read.message.as_deref()), (Some("Plans"), Some("<b>Big</b>")));

    let request = me.raw(Method::GET, "me").await?;
    assert!(request["id"].is_string());
    let app = graph.with(AppToken::new(sandbox.app_token()));
    let sent =
        app.send(user::id(sandbox.user_id()).apprequests().create("Play!").data("x".repeat(256))).await;
    assert!(sent.unwrap_err().to_string().contains("must have at most 255 characters, but has 256"));
    let sent = app.send(user::id(sandbox.user_id()).apprequests().create("Play!")).await?;
    assert!(
        sent.request.is_some() && sent.to.is_some_and(|to| !to.is_empty()),
        "the request, and whom it went to"
    );
    let error = me.send(user::me().scores().create(-1)).await.unwrap_err();
    assert!(error.to_string().contains("must be at least 0, but is -1"), "{error}");
    Ok(())
}

#[tokio::test]
async fn special_cases_of_lists() -> Result<()> {
    let (sandbox, graph) = start();
    let me = graph.with(UserToken::new(sandbox.user_token()));
    let shared = user::me().mutualfriends().with(sandbox.friend_id());
    assert_eq!(shared.operation(), Some("user.mutualfriends.with"));
    let page = me.page(shared.select::<Card>().limit(3)).await?;
    assert!(page.len() <= 3);
    let last = sandbox.requests().pop().unwrap();
    assert_eq!(last.path, format!("/me/mutualfriends/{}", sandbox.friend_id()));
    assert_eq!(last.param("fields"), Some("id,name"));

    me.page(user::me().feed().with(fb::PostFilter::Location)).await?;
    assert_eq!(sandbox.requests().pop().unwrap().param("with"), Some("location"));

    let request = fb::apprequest::of("123", user::Id::new("4")).delete();
    assert!(request.curl().ends_with("/123_4'"), "{}", request.curl());
    let nothing = me.send(fb::apprequest::of("", user::Id::new("4")).delete()).await.unwrap_err();
    assert_eq!(nothing.kind(), ErrorKind::Request, "half an id is no id");
    Ok(())
}

#[tokio::test]
async fn files_and_redirects() -> Result<()> {
    let (sandbox, graph) = start();
    let me = graph.with(UserToken::new(sandbox.user_token()));
    use user::photos;
    let photo = File::new("beach.jpg", vec![0xFF, 0xD8, 0xFF]).content_type("image/jpeg");
    let call = user::me().photos().create(photos::source(photo.clone())).message("The beach").no_story(true);
    assert_eq!(
        call.curl(),
        "curl -X POST -H 'Authorization: Bearer <token>' -F 'source=@beach.jpg' --form-string 'message=The beach' \
         --form-string 'no_story=1' 'https://graph.facebook.com/me/photos'"
    );
    let made = me.send(call).await?;
    assert!(made.id.is_some());
    let sent = sandbox.requests().pop().unwrap();
    let pairs: Vec<_> = sent.form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    assert_eq!(pairs, [("message", "The beach"), ("no_story", "1"), ("source", "beach.jpg")]);
    me.send(user::me().photos().create(photos::url("https://example.com/a.jpg"))).await?;
    let form = photos::CreateForm { source: Some(photo.clone()), url: Some("u".into()) };
    assert!(photos::CreateContent::try_from(form).unwrap_err().to_string().contains("exactly one of"));

    let video = user::me().videos().create(File::new("a.mp4", "bytes")).title("A film");
    assert!(video.curl().ends_with("'https://graph-video.facebook.com/me/videos'"), "{}", video.curl());
    assert!(me.curl(&video).contains(sandbox.url()), "a client with a host of its own keeps to it");
    assert!(format!("{video:?}").contains(r#"File("a.mp4", 5 bytes)"#), "{video:?}");
    me.send(video.clone()).await?;

    let picture = me.send(user::me().picture().get().size(user::picture::width(200))).await?;
    assert!(picture.url.is_some_and(|url| url.ends_with("/200x200.png")));
    let json = user::me().picture().get().size(user::picture::width(200).height(100)).redirect(false);
    let picture = me.send(json.clone()).await?;
    assert_eq!((picture.width, picture.height, picture.is_silhouette), (Some(200), Some(100), Some(false)));

    let (redirect, json, photo, wrong) = me
        .batch((
            user::me().picture().get(),
            json,
            user::me().photos().create(photos::source(photo)),
            event::id("1").delete(),
        ))
        .await?;
    assert!(redirect?.url.is_some());
    assert_eq!(json?.width, Some(200));
    assert!(photo?.id.is_some());
    assert!(wrong.is_err());
    Ok(())
}
