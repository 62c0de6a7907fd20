//! Calls on a person: fields, connections and operations.

#![allow(dead_code, reason = "what a selection holds is read by `Debug`")]

use graph_client::{
    api::{
        self as fb, album, event, permission,
        user::{self, feed, notes, photos, picture},
    },
    *,
};

use crate::{Call, Clients};

#[derive(Debug, Fields)]
#[graph(node = user)]
struct Card {
    id: user::Id,
    name: String,
    birthday: Option<Birthday>,
    #[graph(limit = 2)]
    albums: Connection<Cover>,
}

#[derive(Debug, Fields)]
#[graph(node = album)]
struct Cover {
    name: String,
    count: Option<i64>,
}

#[derive(Debug, Fields)]
#[graph(node = user)]
struct Name {
    id: user::Id,
    name: String,
}

fn moment(seconds: i64) -> DateTime {
    DateTime::from_unix_seconds(seconds).unwrap()
}

#[expect(deprecated, reason = "what is going away is still sent")]
pub(crate) fn calls(Clients { me, app, anyone, .. }: &Clients) -> Vec<Call> {
    calls! {
        "user.get" => me.get::<fb::User>(user::me()),
        "user.get" => me.get::<Card>(user::me()),
        "user.get" => me.get::<fb::User>(user::me().fields([user::fields::id, user::fields::currency, user::fields::devices])),
        "user.get" => app.get::<fb::User>(user::id("100001").fields([user::fields::installed])),
        "user.get" => anyone.get::<Name>(user::id("zuck")),
        "user.get" => me.get::<Name>(user::id("9999")),
        "user.get" => me.get::<Name>(user::me()),
        "user.accounts.list" => me.page(user::me().accounts()),
        "user.achievements.list" => me.page(user::me().achievements()),
        "friend.achievements.list" => app.page(user::friend("100002").achievements().limit(10)),
        "user.achievements.create" => app.send(user::id("100001").achievements().create("https://example.com/ten.html")),
        "user.achievements.create" => app.send(user::id("100001").achievements().create("https://example.com/none.html")),
        "user.achievements.create" => me.send(user::me().achievements().create("https://example.com/ten.html")),
        "user.achievements.delete" => app.send(user::id("100001").achievements().delete("https://example.com/ten.html")),
        "user.achievements.delete" => me.send(user::me().achievements().delete("https://example.com/ten.html")),
        "user.activities.list" => me.page(user::me().activities()),
        "user.albums.list" => me.page(user::me().albums().limit(2).after("MTAw")),
        "user.albums.create" => me.send(
            user::me()
                .albums()
                .create("Trip")
                .message("To the sea & back")
                .privacy(fb::Privacy { value: Some(fb::PrivacyValue::Custom.into()), deny: Some("100003,100004".into()), ..Default::default() })
        ),
        "user.apprequests.list" => me.page(user::me().apprequests()),
        "user.apprequests.list" => app.page(user::id("100001").apprequests()),
        "user.apprequests.create" => app.send(user::id("100001").apprequests().create("Play with me!").data("level=3;gift=a+b")),
        "user.books.list" => me.page(user::me().books()),
        "user.checkins.list" => me.page(user::me().checkins().since(moment(1_346_000_000))),
        "user.checkins.create" => me.send(
            user::me()
                .checkins()
                .create("110843418940484", fb::Coordinates { latitude: Some(48.8584), longitude: Some(2.2945), ..Default::default() })
                .tags(["100002", "100003"])
                .message("What a view")
                .link("https://example.com/tower")
                .picture("https://example.com/tower.png")
        ),
        "user.events.list" => me.page(user::me().events().since(moment(1_340_000_000)).until(moment(1_350_000_000))),
        "user.events.create" => me.send(user::me().events().create("Picnic", event::Time::date(2012, 7, 4))),
        "user.events.create" => me.send(
            user::me()
                .events()
                .create("Fête", event::Time::date_time(2012, 7, 4, 19, 0, -420))
                .end_time(event::Time::date_time(2012, 7, 4, 23, 30, 0))
                .description("Bring cake")
                .location("The park")
                .location_id("110843418940484")
                .privacy_type(fb::EventPrivacy::Secret)
        ),
        "user.family.list" => me.page(user::me().family()),
        "user.feed.list" => me.page(user::me().feed().limit(25)),
        "user.feed.list_with_location" => me.page(user::me().feed().with(fb::PostFilter::Location)),
        "user.feed.create_post" => me.send(
            user::me()
                .feed()
                .create_post(
                    feed::link("https://example.com/?a=1&b=2")
                        .message("look")
                        .picture("https://example.com/thumb.png")
                        .name("A title")
                        .caption("example.com")
                        .description("What is there"),
                )
                .actions([fb::Action { name: Some("Play".into()), link: Some("https://example.com/play".into()), ..Default::default() }])
                .place(feed::place("110843418940484").tags(["100002", "100003"]))
                .privacy(fb::Privacy { value: Some(fb::PrivacyValue::AllFriends.into()), ..Default::default() })
                .object_attachment("200001")
        ),
        "user.feed.create_post" => me.send(user::friend("100002").feed().create_post(feed::message("Happy birthday! 🎂"))),
        "user.feed.create_post" => me.send(user::me().feed().create_post(feed::message("hi"))),
        "user.feed.create_link" => me.send(user::me().feed().create_post(feed::link("https://example.com").message("look"))),
        "user.feed.create_status" => me.send(user::me().feed().create_post(feed::message("hi"))),
        "user.friendlists.list" => me.page(user::me().friendlists()),
        "user.friendlists.create" => me.send(user::me().friendlists().create("Chess club")),
        "user.friendrequests.list" => me.page(user::me().friendrequests()),
        "user.friends.list" => me.page(user::me().friends().limit(2).offset(4)),
        "user.friends.list" => me.page(user::me().friends().select::<Name>()),
        "user.friends.list" => me.page(user::id("100002").friends()),
        "user.friends.check" => me.send(user::me().friends().check("100002")),
        "user.friends.check" => me.send(user::me().friends().check("100009")),
        "user.games.list" => me.page(user::me().games()),
        "user.groups.list" => me.page(user::me().groups()),
        "user.home.list" => me.page(user::me().home()),
        "user.home.list_filtered" => me.page(user::me().home().filter("app_2305272732")),
        "user.home.list_with_location" => me.page(user::me().home().with(fb::PostFilter::Location)),
        "user.inbox.list" => me.page(user::me().inbox()),
        "user.interests.list" => me.page(user::me().interests()),
        "user.likes.list" => me.page(user::me().likes()),
        "user.likes.check" => me.send(user::me().likes().check("305272732")),
        "user.likes.check" => me.send(user::friend("100002").likes().check("1")),
        "user.links.list" => me.page(user::me().links().before("MTA")),
        "user.locations.list" => me.page(user::me().locations()),
        "user.movies.list" => me.page(user::me().movies()),
        "user.music.list" => me.page(user::me().music()),
        "user.mutualfriends.list" => me.page(user::id("100002").mutualfriends()),
        "user.mutualfriends.with" => me.page(user::me().mutualfriends().with("100002")),
        "user.notes.list" => me.page(user::me().notes()),
        "user.notes.create" => me.send(user::me().notes().create(notes::CreateParams { subject: "Plans".into(), message: "<b>Big</b> ones".into() })),
        "user.notifications.list" => me.page(user::me().notifications().include_read(true)),
        "user.notifications.create" => app.send(user::id("100001").notifications().create("{100002} beat your score").href("scores?from=100002")),
        "user.outbox.list" => me.page(user::me().outbox()),
        "user.payment_transactions.list" => app.page(user::id("100001").payment_transactions()),
        "user.payment_transactions.list_range" => app.page(user::id("100001").payment_transactions().since(moment(1_354_000_000)).until(moment(1_355_000_000))),
        "user.payments.list" => app.page(user::id("100001").payments()),
        "user.permissions.list" => me.page(user::me().permissions()),
        "user.permissions.revoke_one" => me.send(user::me().permissions().revoke_one(permission::Name::Email)),
        "user.permissions.revoke_all" => app.send(user::id("100001").permissions().revoke_all()),
        "user.photos.list" => me.page(user::me().photos()),
        "user.photos.create" => me.send(
            user::me()
                .photos()
                .create(photos::source(File::new("beach.jpg", vec![0xFF, 0xD8, 0xFF]).content_type("image/jpeg")))
                .message("The beach")
                .place("110843418940484")
                .no_story(true)
        ),
        "user.photos.create" => me.send(user::me().photos().create(photos::url("https://example.com/a.jpg")).no_story(false)),
        "user.photos.delete" => me.send(user::me().photos().delete()),
        "user.photos_uploaded.list" => me.page(user::me().photos_uploaded()),
        "user.picture.get" => me.send(user::me().picture().get()),
        "user.picture.get" => me.send(user::me().picture().get().size(picture::width(200).height(100)).redirect(false)),
        "user.picture.get" => anyone.send(user::id("zuck").picture().get().size(picture::r#type(fb::PictureSize::Large)).return_ssl_resources(true)),
        "user.pokes.list" => me.page(user::me().pokes()),
        "user.posts.list" => app.page(user::id("100001").posts()),
        "user.posts.list_with_location" => me.page(user::me().posts().with(fb::PostFilter::Location)),
        "user.questions.list" => me.page(user::me().questions()),
        "user.questions.create" => me.send(user::me().questions().create("Which one?").options(["The \"red\" one", "None"]).allow_new_options(false)),
        "user.scores.list" => me.page(user::me().scores()),
        "friend.scores.list" => me.page(user::friend("100002").scores()),
        "user.scores.create" => app.send(user::id("100001").scores().create(3500)),
        "user.scores.delete" => app.send(user::id("100001").scores().delete()),
        "user.sharedposts.list" => me.page(user::me().sharedposts()),
        "user.statuses.list" => me.page(user::me().statuses()),
        "user.subscribedto.list" => me.page(user::me().subscribedto()),
        "user.subscribers.list" => me.page(user::me().subscribers()),
        "user.tagged.list" => me.page(user::me().tagged()),
        "user.television.list" => me.page(user::me().television()),
        "user.updates.list" => me.page(user::me().updates()),
        "user.videos.list" => me.page(user::friend("100002").videos()),
        "user.videos.create" => me.send(user::me().videos().create(File::new("a.mp4", "bytes")).title("A film").description("The sea & us")),
    }
}
