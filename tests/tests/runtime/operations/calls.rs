//! A call of each operation, as a user writes it, in an order in which all of them succeed.

use graph_client::{
    api::{
        self as fb, album, application, apprequest, event, link, messenger, note, page, permission, photo,
        post, question,
        user::{self, feed, notes, photos},
        video,
    },
    transport::BoxFuture,
    *,
};
use graph_sandbox::Sandbox;

use super::Clients;

/// A call that has not been sent.
pub struct Call {
    pub name: &'static str,
    /// The name that the call reports.
    pub described_as: Option<&'static str>,
    /// The number of items of a list.
    pub answered: BoxFuture<Result<Option<usize>>>,
}

macro_rules! calls {
    ($($name:literal => $who:ident.$how:ident $(::<$ty:ty>)? ($($call:tt)*),)*) => {
        vec![$({
            let (described_as, answered) = calls!(@$how $who $(<$ty>)? $($call)*);
            Call { name: $name, described_as, answered }
        }),*]
    };
    (@get $who:ident <$ty:ty> $of:expr) => {{
        let described_as = $of.get::<$ty>().operation();
        let pending = $who.get::<$ty>($of);
        let answered: BoxFuture<_> = Box::pin(async move { pending.await.map(|_| None) });
        (described_as, answered)
    }};
    (@send $who:ident $call:expr) => {{
        let call = $call;
        let described_as = call.operation();
        let pending = $who.send(call);
        let answered: BoxFuture<_> = Box::pin(async move { pending.await.map(|_| None) });
        (described_as, answered)
    }};
    (@page $who:ident $list:expr) => {{
        let list = $list;
        let described_as = list.operation();
        let pending = $who.page(list);
        let answered: BoxFuture<_> = Box::pin(async move { pending.await.map(|page| Some(page.len())) });
        (described_as, answered)
    }};
}

/// The items in the sandbox, including those created for the calls.
pub struct Ids {
    user: String,
    friend: String,
    page: String,
    app: String,
    psid: String,
    achievement: String,
    pub request: String,
    album: album::Id,
    pub event: event::Id,
    link: link::Id,
    note: note::Id,
    pub photo: photo::Id,
    pub post: post::Id,
    pub question: question::Id,
    video: video::Id,
}

fn file() -> File {
    File::new("a", "bytes".as_bytes())
}

fn picnic() -> event::Time {
    event::Time::date(2013, 7, 4)
}

fn moment(seconds: i64) -> DateTime {
    DateTime::from_unix_seconds(seconds).unwrap()
}

impl Ids {
    pub async fn new(sandbox: &Sandbox, Clients { me, app, .. }: &Clients) -> Result<Self> {
        let requests = user::id(sandbox.user_id()).apprequests();
        let plans = notes::CreateParams { subject: "Plans".into(), message: "Big ones".into() };
        let albums = me.page(user::me().albums()).await?;
        let links = me.page(user::me().links()).await?;
        Ok(Self {
            user: sandbox.user_id(),
            friend: sandbox.friend_id(),
            page: sandbox.page_id(),
            app: sandbox.app_id().to_owned(),
            psid: sandbox.psid(),
            achievement: sandbox.achievement_url(),
            request: app.send(requests.create("Play!")).await?.request.unwrap(),
            album: albums[0].id.clone().unwrap(),
            link: links[0].id.clone().unwrap(),
            event: me.send(user::me().events().create("Picnic", picnic())).await?.id,
            note: me.send(user::me().notes().create(plans)).await?.id,
            photo: me.send(user::me().photos().create(photos::source(file()))).await?.id.unwrap(),
            post: me.send(user::me().feed().create_post(feed::message("first"))).await?.id,
            question: me.send(user::me().questions().create("Which one?")).await?.id,
            video: me.send(user::me().videos().create(file())).await?.id,
        })
    }
}

#[expect(deprecated, reason = "what is going away is still done")]
pub fn calls(Clients { me, app, bot }: &Clients, ids: &Ids) -> Vec<Call> {
    let Ids { user, friend, achievement, request, .. } = ids;
    let there = fb::Coordinates { latitude: Some(48.8), longitude: Some(2.3), ..Default::default() };
    let plans = notes::CreateParams { subject: "More plans".into(), message: "Small ones".into() };
    calls! {
        "album.get" => me.get::<fb::Album>(album::id(&ids.album)),
        "album.photos.list" => me.page(album::id(&ids.album).photos()),
        "application.get" => me.get::<fb::Application>(application::id(&ids.app)),
        "apprequest.get" => me.get::<fb::AppRequest>(apprequest::of(request, user::Id::new(user))),
        "apprequest.delete" => app.send(apprequest::of(request, user::Id::new(user)).delete()),
        "event.get" => me.get::<fb::Event>(event::id(&ids.event)),
        "event.update" => me.send(event::id(&ids.event).update(event::update::name("Feast"))),
        "event.delete" => me.send(event::id(&ids.event).delete()),
        "link.get" => me.get::<fb::Link>(link::id(&ids.link)),
        "messenger.user_profile.get" => bot.get::<fb::MessengerProfile>(messenger::profile(&ids.psid)),
        "note.get" => me.get::<fb::Note>(note::id(&ids.note)),
        "page.get" => me.get::<fb::Page>(page::id(&ids.page)),
        "photo.get" => me.get::<fb::Photo>(photo::id(&ids.photo)),
        "photo.delete" => me.send(photo::id(&ids.photo).delete()),
        "post.get" => me.get::<fb::Post>(post::id(&ids.post)),
        "post.delete" => me.send(post::id(&ids.post).delete()),
        "question.get" => me.get::<fb::Question>(question::id(&ids.question)),
        "question.delete" => me.send(question::id(&ids.question).delete()),
        "video.get" => me.get::<fb::Video>(video::id(&ids.video)),
        "user.get" => me.get::<fb::User>(user::me()),
        "user.accounts.list" => me.page(user::me().accounts()),
        "user.achievements.create" => me.send(user::me().achievements().create(achievement)),
        "user.achievements.list" => me.page(user::id(user).achievements()),
        "friend.achievements.list" => me.page(user::friend(friend).achievements()),
        "user.achievements.delete" => me.send(user::me().achievements().delete(achievement)),
        "user.activities.list" => me.page(user::me().activities()),
        "user.albums.list" => me.page(user::me().albums()),
        "user.albums.create" => me.send(user::me().albums().create("Trip").message("To the sea")),
        "user.apprequests.create" => app.send(user::id(user).apprequests().create("Play with me!").data("3")),
        "user.apprequests.list" => app.page(user::id(user).apprequests()),
        "user.books.list" => me.page(user::me().books()),
        "user.checkins.list" => me.page(user::me().checkins()),
        "user.checkins.create" => me.send(user::me().checkins().create(&ids.page, there).tags([friend])),
        "user.events.list" => me.page(user::me().events()),
        "user.events.create" => me.send(user::me().events().create("Fête", picnic()).location("The park")),
        "user.family.list" => me.page(user::me().family()),
        "user.feed.list" => me.page(user::me().feed()),
        "user.feed.list_with_location" => me.page(user::me().feed().with(fb::PostFilter::Location)),
        "user.feed.create_post" => me.send(user::me().feed().create_post(
            feed::link("https://example.com/").message("look")
        )),
        "user.feed.create_link" => me.send(user::me().feed().create_post(feed::link("https://example.com/2"))),
        "user.feed.create_status" => me.send(user::me().feed().create_post(feed::message("hi"))),
        "user.friendlists.list" => me.page(user::me().friendlists()),
        "user.friendlists.create" => me.send(user::me().friendlists().create("Chess club")),
        "user.friendrequests.list" => me.page(user::me().friendrequests()),
        "user.friends.list" => me.page(user::id(user).friends()),
        "user.friends.check" => me.send(user::id(user).friends().check(friend)),
        "user.games.list" => me.page(user::me().games()),
        "user.groups.list" => me.page(user::me().groups()),
        "user.home.list" => me.page(user::me().home()),
        "user.home.list_filtered" => me.page(user::me().home().filter("app_2305272732")),
        "user.home.list_with_location" => me.page(user::me().home().with(fb::PostFilter::Location)),
        "user.inbox.list" => me.page(user::me().inbox()),
        "user.interests.list" => me.page(user::me().interests()),
        "user.likes.list" => me.page(user::me().likes()),
        "user.likes.check" => me.send(user::me().likes().check(&ids.page)),
        "user.links.list" => me.page(user::me().links()),
        "user.locations.list" => me.page(user::me().locations()),
        "user.movies.list" => me.page(user::me().movies()),
        "user.music.list" => me.page(user::me().music()),
        "user.mutualfriends.list" => me.page(user::id(friend).mutualfriends()),
        "user.mutualfriends.with" => me.page(user::id(user).mutualfriends().with(friend)),
        "user.notes.list" => me.page(user::me().notes()),
        "user.notes.create" => me.send(user::me().notes().create(plans)),
        "user.notifications.list" => me.page(user::me().notifications().include_read(true)),
        "user.notifications.create" => app.send(user::id(user).notifications().create("Your turn").href("turn")),
        "user.outbox.list" => me.page(user::me().outbox()),
        "user.payment_transactions.list" => app.page(user::id(user).payment_transactions()),
        "user.payment_transactions.list_range" => app.page(
            user::id(user).payment_transactions().since(moment(0)).until(moment(2_000_000_000))
        ),
        "user.payments.list" => app.page(user::id(user).payments()),
        "user.permissions.list" => me.page(user::id(user).permissions()),
        "user.photos.create" => me.send(user::me().photos().create(photos::source(file())).message("The beach")),
        "user.photos.list" => me.page(user::me().photos()),
        "user.photos_uploaded.list" => me.page(user::me().photos_uploaded()),
        "user.photos.delete" => me.send(user::id(user).photos().delete()),
        "user.picture.get" => me.send(user::me().picture().get().redirect(false)),
        "user.pokes.list" => me.page(user::me().pokes()),
        "user.posts.list" => me.page(user::me().posts()),
        "user.posts.list_with_location" => me.page(user::me().posts().with(fb::PostFilter::Location)),
        "user.questions.list" => me.page(user::me().questions()),
        "user.questions.create" => me.send(user::me().questions().create("Which?").options(["One", "Two"])),
        "user.scores.create" => app.send(user::id(user).scores().create(3500)),
        "user.scores.list" => me.page(user::id(user).scores()),
        "friend.scores.list" => me.page(user::friend(friend).scores()),
        "user.scores.delete" => app.send(user::id(user).scores().delete()),
        "user.sharedposts.list" => me.page(user::id(user).sharedposts()),
        "user.statuses.list" => me.page(user::me().statuses()),
        "user.subscribedto.list" => me.page(user::me().subscribedto()),
        "user.subscribers.list" => me.page(user::me().subscribers()),
        "user.tagged.list" => me.page(user::me().tagged()),
        "user.television.list" => me.page(user::me().television()),
        "user.updates.list" => me.page(user::me().updates()),
        "user.videos.list" => me.page(user::me().videos()),
        "user.videos.create" => me.send(user::me().videos().create(file()).title("A film")),
        "user.permissions.revoke_one" => me.send(user::id(user).permissions().revoke_one(permission::Name::Email)),
        "user.permissions.revoke_all" => app.send(user::id(user).permissions().revoke_all()),
    }
}
