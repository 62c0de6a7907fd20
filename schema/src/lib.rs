//! The text of the built-in schema, embedded so that published crates and installed tools contain it.
//!
//! This crate only contains data. Use `graph-schema` to read it.

macro_rules! files {
    ($($name:literal),* $(,)?) => {
        /// Every file, as its name relative to the manifest and its text. The first one is the manifest.
        pub const FILES: &[(&str, &str)] = &[$(($name, include_str!(concat!("../", $name)))),*];
    };
}

files! {
    "graph.json",
    "objects.json",
    "enums.json",
    "permissions.json",
    "errors.json",
    "nodes/user.json",
    "nodes/page.json",
    "nodes/application.json",
    "nodes/album.json",
    "nodes/app_request.json",
    "nodes/event.json",
    "nodes/link.json",
    "nodes/note.json",
    "nodes/photo.json",
    "nodes/post.json",
    "nodes/question.json",
    "nodes/video.json",
    "nodes/messenger.json",
}

/// Only the error codes that all APIs of the platform share, as a schema.
pub const COMMON: (&str, &str) = ("common.json", include_str!("../common.json"));

macro_rules! platform {
    ($($api:literal: [$($name:literal),* $(,)?],)*) => {
        /// The APIs of today's platform: the name of each, and its files.
        pub const PLATFORM: &[(&str, &[(&str, &str)])] = &[$(($api, &[$((
            concat!("platform/", $api, "/", $name),
            include_str!(concat!("../platform/", $api, "/", $name)),
        )),*])),*];
    };
}

platform! {
    "whatsapp": [
        "graph.json",
        "messages.json",
        "interactive.json",
        "cards.json",
        "template.json",
        "template_definition.json",
        "incoming.json",
        "statuses.json",
        "changes.json",
        "account_changes.json",
        "group_changes.json",
        "calls.json",
        "phone_number_objects.json",
        "group_objects.json",
        "account_objects.json",
        "analytics.json",
        "enums.json",
        "permissions.json",
        "errors.json",
        "nodes/phone_number.json",
        "nodes/phone_number_messages.json",
        "nodes/phone_number_calls.json",
        "nodes/phone_number_business.json",
        "nodes/group.json",
        "nodes/media.json",
        "nodes/flow.json",
        "nodes/waba.json",
        "nodes/waba_templates.json",
        "nodes/waba_analytics.json",
        "nodes/waba_more.json",
        "nodes/message_template.json",
        "nodes/business.json",
        "nodes/oauth.json",
        "webhooks.json",
    ],
    "messenger": [
        "graph.json",
        "nodes/page.json",
        "nodes/inbox.json",
        "nodes/settings.json",
        "nodes/templates.json",
        "nodes/instagram.json",
        "nodes/conversation.json",
        "nodes/people.json",
        "messages.json",
        "instagram_messages.json",
        "buttons.json",
        "templates.json",
        "utility.json",
        "marketing.json",
        "profile.json",
        "answers.json",
        "events.json",
        "incoming.json",
        "webhooks.json",
        "enums.json",
        "permissions.json",
        "errors.json",
    ],
    "pages": [
        "graph.json",
        "nodes/page.json",
        "nodes/page_details.json",
        "nodes/page_posts.json",
        "nodes/page_media.json",
        "nodes/page_videos.json",
        "nodes/page_settings.json",
        "nodes/page_changes.json",
        "nodes/post.json",
        "nodes/post_edges.json",
        "nodes/photo.json",
        "nodes/album.json",
        "nodes/video.json",
        "nodes/video_edges.json",
        "nodes/comment.json",
        "nodes/live_video.json",
        "nodes/event.json",
        "nodes/lead_form.json",
        "nodes/user.json",
        "page_objects.json",
        "login_objects.json",
        "post_objects.json",
        "post_messages.json",
        "video_objects.json",
        "lead_objects.json",
        "insights.json",
        "metrics_page.json",
        "metrics_content.json",
        "feed_changes.json",
        "changes.json",
        "webhooks.json",
        "enums.json",
        "page_words.json",
        "media_words.json",
        "permissions.json",
        "errors.json",
    ],
    "instagram": [
        "graph.json",
        "nodes/account.json",
        "nodes/publishing.json",
        "nodes/container.json",
        "nodes/engagement.json",
        "nodes/insights.json",
        "nodes/media.json",
        "nodes/comment.json",
        "nodes/hashtag.json",
        "nodes/audio.json",
        "nodes/oembed.json",
        "nodes/page.json",
        "posts.json",
        "tags.json",
        "uploads.json",
        "metrics.json",
        "insights.json",
        "answers.json",
        "copyright.json",
        "enums.json",
        "webhooks.json",
        "permissions.json",
        "errors.json",
    ],
    "instagram_login": [
        "graph.json",
        "nodes/account.json",
        "nodes/media.json",
        "nodes/oauth.json",
        "objects.json",
        "lacking.json",
        "permissions.json",
        "webhooks.json",
    ],
    "threads": [
        "graph.json",
        "nodes/user.json",
        "nodes/publishing.json",
        "nodes/media.json",
        "nodes/container.json",
        "nodes/search.json",
        "nodes/oauth.json",
        "thread.json",
        "attachments.json",
        "insights.json",
        "events.json",
        "webhooks.json",
        "enums.json",
        "permissions.json",
        "errors.json",
    ],
    "ads": [
        "graph.json",
        "nodes/ad_account.json",
        "nodes/campaign.json",
        "nodes/ad_set.json",
        "nodes/ad.json",
        "nodes/ad_creative.json",
        "nodes/media.json",
        "nodes/report.json",
        "nodes/ad_set_calls.json",
        "nodes/ad_set_update.json",
        "nodes/ad_creative_calls.json",
        "nodes/media_calls.json",
        "insights.json",
        "insights_more.json",
        "breakdowns.json",
        "insight_objects.json",
        "insight_histograms.json",
        "query.json",
        "nodes/insights_of_campaign.json",
        "nodes/insights_of_ad_set.json",
        "nodes/insights_of_ad.json",
        "nodes/estimates.json",
        "nodes/audience.json",
        "audience.json",
        "nodes/others.json",
        "targeting.json",
        "permissions.json",
        "errors.json",
        "objects.json",
        "objects_ads.json",
        "creative.json",
        "creative_more.json",
        "geo.json",
        "estimates.json",
        "enums.json",
        "enums_more.json",
        "enums_delivery.json",
        "enums_insights.json",
        "enums_settings.json",
    ],
}

/// The names of the APIs of today's platform.
pub fn platform() -> impl Iterator<Item = &'static str> {
    PLATFORM.iter().map(|(name, _)| *name)
}

/// The JSON Schema of schema files, for editors.
pub const META: &str = include_str!("../meta/graph.schema.json");

macro_rules! examples {
    ($($name:literal),* $(,)?) => {
        /// Example responses, as names without `.json` and texts: one for every type, with all known
        /// members, and those printed in the two documents, under `documents/`.
        pub const EXAMPLES: &[(&str, &str)] =
            &[$(($name, include_str!(concat!("../examples/", $name, ".json")))),*];
    };
}

examples! {
    "Account",
    "AchievementInstance",
    "Album",
    "AppRequest",
    "Checkin",
    "Event",
    "EventListItem",
    "FamilyMember",
    "FriendList",
    "FriendRequest",
    "GroupMembership",
    "IdName",
    "Link",
    "Location",
    "LocationItem",
    "MessengerProfile",
    "Note",
    "Notification",
    "Order",
    "PageLike",
    "PaymentTransaction",
    "PermissionMap",
    "Photo",
    "PictureRedirect",
    "Poke",
    "Post",
    "Privacy",
    "Question",
    "Score",
    "StatusMessage",
    "Thread",
    "User",
    "Video",
    "documents/messenger.user_profile.get",
    "documents/messenger.user_profile.get.empty",
    "documents/user.notifications.create",
    "documents/user.payment_transactions.list",
    "documents/user.permissions.list",
}

/// Returns the text of an example.
pub fn example(name: &str) -> Option<&'static str> {
    EXAMPLES.iter().find(|(known, _)| *known == name).map(|(_, text)| *text)
}

/// Returns the text of a file, by its path.
pub fn file(name: &str) -> Option<&'static str> {
    let platform = PLATFORM.iter().flat_map(|(_, files)| *files);
    let all = FILES.iter().chain([&COMMON]).chain(platform);
    all.copied().find(|(known, _)| *known == name).map(|(_, text)| text)
}
