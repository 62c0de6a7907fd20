//! Calls on nodes other than a person.

#![allow(dead_code, reason = "what a selection holds is read by `Debug`")]

use graph_client::{
    api::{
        self as fb, album, application, apprequest, event, link, messenger, note, page, photo, post,
        question, user, video,
    },
    *,
};

use crate::{Call, Clients};

#[derive(Debug, Fields)]
#[graph(node = messenger)]
struct Sender {
    first_name: Option<String>,
    timezone: Option<f64>,
    is_payment_enabled: Option<bool>,
}

pub(crate) fn calls(Clients { me, app, bot, anyone }: &Clients) -> Vec<Call> {
    calls! {
        "page.get" => anyone.get::<fb::Page>(page::id("305272732")),
        "application.get" => anyone.get::<fb::Application>(application::id("2305272732")),
        "album.get" => me.get::<fb::Album>(album::id("300001")),
        "album.photos.list" => me.page(album::id("300001").photos().limit(1)),
        "apprequest.get" => app.get::<fb::AppRequest>(apprequest::id("493703870648580_100001")),
        "apprequest.get" => me.get::<fb::AppRequest>(apprequest::of("493703870648580", user::Id::new("100001"))),
        "apprequest.delete" => app.send(apprequest::of("493703870648580", user::Id::new("100001")).delete()),
        "event.get" => me.get::<fb::Event>(event::id("400001")),
        "event.update" => me.send(
            event::id("400001").update(
                event::update::name("Feast")
                    .start_time(event::Time::date_time(2012, 7, 4, 19, 0, 120))
                    .end_time(event::Time::date(2012, 7, 5))
                    .description("")
                    .location("The park")
                    .location_id("110843418940484")
                    .privacy_type(fb::EventPrivacy::Friends)
            )
        ),
        "event.update" => me.send(event::id("400001").update(event::update::description("More cake"))),
        "event.delete" => me.send(event::id("400001").delete()),
        "event.delete" => me.send(event::id("400001").delete()),
        "link.get" => me.get::<fb::Link>(link::id("500001")),
        "note.get" => me.get::<fb::Note>(note::id("600001")),
        "photo.get" => me.get::<fb::Photo>(photo::id("200001")),
        "photo.delete" => me.send(photo::id("200001").delete()),
        "post.get" => bot.get::<fb::Post>(post::id("100001_700001")),
        "post.delete" => me.send(post::id("100001_700001").delete()),
        "post.delete" => me.send(post::id("100001_700002").delete()),
        "question.get" => me.get::<fb::Question>(question::id("800001")),
        "question.delete" => me.send(question::id("800001").delete()),
        "video.get" => me.get::<fb::Video>(video::id("900001")),
        "messenger.user_profile.get" => bot.get::<fb::MessengerProfile>(messenger::profile("1254459154682919")),
        "messenger.user_profile.get" => bot.get::<Sender>(messenger::profile("1254459154682919")),
        "messenger.user_profile.get" => bot.get::<Sender>(messenger::profile("1254459154682920")),
    }
}
