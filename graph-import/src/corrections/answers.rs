//! What writes answer. The catalogue is made for clients that wrap every answer in the type of some node, so it names
//! one also where the answer is none.

/// What a write answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Answer {
    /// A success flag.
    Success,
    /// The id of a node of this spec.
    Id(&'static str),
    /// These members, with types as the catalogue spells them; `id of Spec` is the id of a node. All are optional.
    Members(&'static [(&'static str, &'static str)]),
}

use Answer::{Id, Members, Success};

/// All phases of an upload: `start`, `transfer` and `finish` answer different members, an upload in one call the id.
/// The offsets are numbers as text.
const VIDEO: Answer = Members(&[
    ("id", "id of AdVideo"),
    ("video_id", "id of AdVideo"),
    ("upload_session_id", "string"),
    ("start_offset", "int"),
    ("end_offset", "int"),
    ("success", "bool"),
    ("skip_upload", "bool"),
]);

/// `start` answers where to upload to, `finish` the post.
const SHORT_VIDEO: Answer = Members(&[
    ("success", "bool"),
    ("post_id", "string"),
    ("video_id", "id of AdVideo"),
    ("upload_url", "string"),
    ("message", "string"),
]);

/// A run, which is polled until its report is complete.
const REPORT_RUN: Answer = Members(&[("report_run_id", "id of AdReportRun")]);

/// A sent message. `recipient_id` is missing for recipients without an id, `attachment_id` for other messages than
/// reusable attachments, and a sender action answers the recipient alone.
const MESSAGE: Answer =
    Members(&[("recipient_id", "string"), ("message_id", "string"), ("attachment_id", "string")]);

/// People of an audience that were accepted and refused.
const AUDIENCE: Answer = Members(&[
    ("audience_id", "id of CustomAudience"),
    ("session_id", "string"),
    ("num_received", "int"),
    ("num_invalid_entries", "int"),
    ("invalid_entry_samples", "Object"),
]);

/// The true answers of POST calls, by spec (`*` for all) and edge.
const ANSWERS: &[(&str, &str, Answer)] = &[
    // Marketing API: Ad Account Insights, Asynchronous Jobs.
    ("AdAccount", "insights", REPORT_RUN),
    ("Campaign", "insights", REPORT_RUN),
    ("AdSet", "insights", REPORT_RUN),
    ("Ad", "insights", REPORT_RUN),
    // Marketing API: Custom Audience, Users.
    ("CustomAudience", "users", AUDIENCE),
    ("CustomAudience", "usersreplace", AUDIENCE),
    // Video API: Publishing; Marketing API: Ad Account, Advideos.
    ("*", "videos", VIDEO),
    ("AdAccount", "advideos", VIDEO),
    ("AdAccount", "video_ads", VIDEO),
    // Video API: Reels Publishing. Pages API: Page Stories.
    ("Page", "video_reels", SHORT_VIDEO),
    ("Page", "video_stories", SHORT_VIDEO),
    ("Page", "photo_stories", Members(&[("success", "bool"), ("post_id", "string")])),
    // Pages API: Page Feed, Page Photos, Page Settings, Page Picture, Page Locations.
    ("Page", "feed", Id("PagePost")),
    ("*", "photos", Members(&[("id", "id of Photo"), ("post_id", "string")])),
    ("Page", "settings", Success),
    ("Page", "picture", Success),
    // Messenger Platform: Send API, Messenger Profile API, Conversation Routing.
    ("Page", "messages", MESSAGE),
    ("Page", "messenger_profile", Success),
    ("Page", "custom_user_settings", Success),
    ("Page", "pass_thread_control", Success),
    ("Page", "take_thread_control", Success),
    ("Page", "request_thread_control", Success),
    ("Page", "release_thread_control", Success),
    ("Page", "extend_thread_control", Success),
    ("PageUserMessageThreadLabel", "label", Success),
    // Webhooks: Pages, WhatsApp Business Accounts.
    ("*", "subscribed_apps", Success),
    // WhatsApp Business Management API: Templates, Migration.
    (
        "WhatsAppBusinessAccount",
        "message_templates",
        Members(&[("id", "string"), ("status", "string"), ("category", "string")]),
    ),
    (
        "WhatsAppBusinessAccount",
        "migrate_message_templates",
        Members(&[("migrated_templates", "list"), ("failed_templates", "Object")]),
    ),
    (
        "WhatsAppBusinessAccount",
        "migrate_flows",
        Members(&[("migrated_flows", "list"), ("failed_flows", "list")]),
    ),
    // Business Management API: Assigned Users, Agencies.
    ("*", "assigned_users", Success),
    ("*", "agencies", Success),
    // Graph API: Object Likes, Object Comments; Instagram Graph API: IG Comment, Replies.
    ("*", "likes", Success),
    ("Comment", "comments", Id("Comment")),
    ("IGComment", "replies", Id("IGComment")),
];

/// What a POST call on an edge truly answers, if it is known.
pub(crate) fn answer(spec: &str, edge: &str) -> Option<Answer> {
    ANSWERS
        .iter()
        .find(|(of, name, _)| (*of == "*" || *of == spec) && *name == edge)
        .map(|(_, _, answer)| *answer)
}

#[cfg(test)]
mod tests {
    use super::{ANSWERS, Answer, answer};

    #[test]
    fn every_answer_can_be_found() {
        for (of, edge, expected) in ANSWERS {
            let spec = if *of == "*" { "Other" } else { of };
            assert_eq!(answer(spec, edge), Some(*expected), "{of}.{edge}");
        }
        assert_eq!(answer("Planet", "feed"), None);
        assert_eq!(answer("Page", "subscribed_apps"), Some(Answer::Success));
    }
}
