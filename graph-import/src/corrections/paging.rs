//! How lists are paged, which the catalogue does not say.

/// A documented style of paging.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Paging {
    Cursor,
    Time,
    OnePage,
}

impl Paging {
    /// The word of the schema language.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Cursor => "cursor",
            Self::Time => "time",
            Self::OnePage => "none",
        }
    }
}

/// The lists whose paging is documented, by spec. `AdVideo.thumbnails` and `Page.subscribed_apps` are not here: pages
/// of the documentation contradict each other.
const LISTS: &[(&str, Paging, &[&str])] = &[
    // Marketing API: Reference.
    ("Ad", Paging::Cursor, &["adcreatives", "adrules_governed", "copies", "insights", "leads"]),
    (
        "AdAccount",
        Paging::Cursor,
        &[
            "adcreatives",
            "adimages",
            "adlabels",
            "ads",
            "ads_volume",
            "adsbylabels",
            "adsets",
            "adsetsbylabels",
            "adspixels",
            "advideos",
            "campaigns",
            "campaignsbylabels",
            "customaudiences",
            "insights",
            "minimum_budgets",
            "promote_pages",
            "saved_audiences",
            "targetingsearch",
        ],
    ),
    ("AdAccount", Paging::OnePage, &["targetingbrowse", "targetingsuggestions", "targetingvalidation"]),
    ("AdAccount", Paging::Time, &["activities"]),
    ("AdReportRun", Paging::Cursor, &["insights"]),
    (
        "AdSet",
        Paging::Cursor,
        &["ad_studies", "adcreatives", "adrules_governed", "ads", "budget_schedules", "copies", "insights"],
    ),
    ("AdSet", Paging::Time, &["activities"]),
    (
        "Campaign",
        Paging::Cursor,
        &["ad_studies", "adrules_governed", "ads", "adsets", "budget_schedules", "copies", "insights"],
    ),
    ("CustomAudience", Paging::Cursor, &["adaccounts", "ads", "sessions", "shared_account_info"]),
    // Graph API: Reference, User, Application, Business.
    (
        "User",
        Paging::Cursor,
        &["accounts", "adaccounts", "assigned_whatsapp_business_accounts", "businesses"],
    ),
    ("User", Paging::OnePage, &["permissions"]),
    ("Application", Paging::Cursor, &["connected_client_businesses", "whatsapp_business_solutions"]),
    ("Application", Paging::OnePage, &["subscriptions"]),
    (
        "Business",
        Paging::Cursor,
        &[
            "client_ad_accounts",
            "client_pages",
            "client_whatsapp_business_accounts",
            "owned_ad_accounts",
            "owned_pages",
            "owned_whatsapp_business_accounts",
            "preverified_numbers",
        ],
    ),
    // Pages API: Reference. Messenger Platform: Conversations, Messenger Profile API.
    (
        "Page",
        Paging::Cursor,
        &[
            "ads_posts",
            "agencies",
            "albums",
            "assigned_users",
            "blocked",
            "call_to_actions",
            "conversations",
            "crosspost_whitelisted_pages",
            "custom_labels",
            "events",
            "feed",
            "global_brand_children",
            "indexed_videos",
            "instagram_accounts",
            "leadgen_forms",
            "likes",
            "live_videos",
            "locations",
            "message_templates",
            "messaging_feature_review",
            "notification_message_tokens",
            "page_backed_instagram_accounts",
            "personas",
            "photos",
            "posts",
            "published_posts",
            "ratings",
            "roles",
            "scheduled_posts",
            "secondary_receivers",
            "stories",
            "tagged",
            "video_lists",
            "video_reels",
            "videos",
            "visitor_posts",
            "welcome_message_flows",
        ],
    ),
    (
        "Page",
        Paging::OnePage,
        &["custom_user_settings", "messenger_profile", "settings", "tabs", "thread_owner"],
    ),
    ("Page", Paging::Time, &["insights"]),
    ("UnifiedThread", Paging::Cursor, &["messages"]),
    // Pages API: Posts, Photos, Videos, Comments, Insights, Leads.
    (
        "PagePost",
        Paging::Cursor,
        &["comments", "dynamic_posts", "likes", "reactions", "sharedposts", "sponsor_tags", "to"],
    ),
    ("PagePost", Paging::OnePage, &["attachments"]),
    ("PagePost", Paging::Time, &["insights"]),
    (
        "Post",
        Paging::Cursor,
        &["comments", "dynamic_posts", "reactions", "sharedposts", "sponsor_tags", "to"],
    ),
    ("Post", Paging::OnePage, &["attachments"]),
    ("Post", Paging::Time, &["insights"]),
    ("Photo", Paging::Cursor, &["comments", "likes", "sponsor_tags"]),
    ("Photo", Paging::Time, &["insights"]),
    ("Album", Paging::Cursor, &["comments", "likes", "photos"]),
    (
        "AdVideo",
        Paging::Cursor,
        &["collaborators", "comments", "crosspost_shared_pages", "likes", "polls", "sponsor_tags", "tags"],
    ),
    ("AdVideo", Paging::OnePage, &["captions"]),
    ("AdVideo", Paging::Time, &["video_insights"]),
    ("VideoList", Paging::Cursor, &["videos"]),
    ("VideoPoll", Paging::Cursor, &["poll_options"]),
    (
        "LiveVideo",
        Paging::Cursor,
        &[
            "blocked_users",
            "comments",
            "crosspost_shared_pages",
            "crossposted_broadcasts",
            "errors",
            "polls",
            "reactions",
        ],
    ),
    ("Stories", Paging::OnePage, &["insights"]),
    ("Comment", Paging::Cursor, &["comments", "likes", "reactions"]),
    (
        "Event",
        Paging::Cursor,
        &["comments", "feed", "live_videos", "photos", "posts", "roles", "ticket_tiers", "videos"],
    ),
    ("LeadgenForm", Paging::Cursor, &["leads", "test_leads"]),
    // Instagram Platform: IG User, IG Media, IG Comment, IG Hashtag.
    (
        "IGUser",
        Paging::Cursor,
        &[
            "catalog_product_search",
            "collaboration_invites",
            "collaborative_media",
            "live_media",
            "media",
            "recently_searched_hashtags",
            "stories",
            "tags",
        ],
    ),
    ("IGUser", Paging::Time, &["insights"]),
    ("IGUserForIGOnlyAPI", Paging::Cursor, &["live_media", "media", "stories", "tags"]),
    ("IGUserForIGOnlyAPI", Paging::OnePage, &["subscribed_apps"]),
    ("IGUserForIGOnlyAPI", Paging::Time, &["insights"]),
    ("IGMedia", Paging::Cursor, &["collaborators", "comments", "product_tags"]),
    ("IGMedia", Paging::OnePage, &["children", "insights"]),
    ("IGMediaForIGOnlyAPI", Paging::Cursor, &["comments"]),
    ("IGMediaForIGOnlyAPI", Paging::OnePage, &["children", "insights"]),
    ("IGComment", Paging::Cursor, &["replies"]),
    ("ShadowIGHashtag", Paging::Cursor, &["recent_media", "top_media"]),
    // WhatsApp Business Management API: Reference.
    (
        "WhatsAppBusinessAccount",
        Paging::Cursor,
        &[
            "assigned_users",
            "flows",
            "group_analytics",
            "message_template_previews",
            "message_templates",
            "payment_configurations",
            "phone_numbers",
            "solutions",
            "template_analytics",
            "template_group_analytics",
        ],
    ),
    (
        "WhatsAppBusinessAccount",
        Paging::OnePage,
        &["call_analytics", "conversation_analytics", "pricing_analytics", "subscribed_apps"],
    ),
    ("WhatsAppBusinessPreVerifiedPhoneNumber", Paging::Cursor, &["partners"]),
];

/// The paging of a list: as it is documented, or by time if the list takes the two limits of paging by time.
pub(crate) fn paging(spec: &str, edge: &str, has_param: impl Fn(&str) -> bool) -> Option<Paging> {
    let known = LISTS.iter().find(|(of, _, edges)| *of == spec && edges.contains(&edge));
    known
        .map(|(_, paging, _)| *paging)
        .or_else(|| (has_param("since") && has_param("until")).then_some(Paging::Time))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{LISTS, Paging, paging};

    #[test]
    fn every_list_is_known_once() {
        let mut lists = BTreeSet::new();
        for (spec, expected, edges) in LISTS {
            for edge in *edges {
                assert_eq!(paging(spec, edge, |_| false), Some(*expected), "{spec}.{edge}");
                assert!(lists.insert((spec, edge)), "{spec}.{edge} twice");
            }
        }
    }

    #[test]
    fn documents_come_before_parameters() {
        assert_eq!(paging("IGUser", "media", |_| true), Some(Paging::Cursor));
        assert_eq!(paging("Planet", "moons", |_| true), Some(Paging::Time));
        assert_eq!(paging("Planet", "moons", |name| name == "since"), None);
    }
}
