//! One payload of each kind: what is sent is accepted, or refused for its reason, and what is received is read and written
//! again without losing a member.

use std::{collections::BTreeSet, fs, path::PathBuf};

use graph_schema::{Schema, call};
use serde::Deserialize;
use serde_json::Value;

/// A payload, of a type or for an operation.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Payload {
    name: String,
    r#type: Option<String>,
    operation: Option<String>,
    json: Value,
    /// Why the operation refuses it, or a part of that.
    refused: Option<String>,
}

fn payloads(api: &str) -> Vec<Payload> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("platform/payloads").join(api);
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let read = |path: &PathBuf| -> Vec<Payload> {
        serde_json::from_str(&fs::read_to_string(path).unwrap())
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    };
    files.iter().flat_map(read).collect()
}

/// Reads a value as a type of an API, and writes it again.
macro_rules! reads {
    ($api:ident: $($name:ident)*) => {
        mod $api {
            pub(super) fn again(name: &str, json: &serde_json::Value) -> Result<serde_json::Value, String> {
                match name {
                    $(stringify!($name) => {
                        let value: graph_platform::$api::$name =
                            serde_json::from_value(json.clone()).map_err(|error| error.to_string())?;
                        serde_json::to_value(&value).map_err(|error| error.to_string())
                    })*
                    other => Err(format!("add `{other}` to the types of this test")),
                }
            }
        }
    };
}

reads! {
    whatsapp:
        AccessToken AccountAlert AccountReview AccountUpdate AnalyticsResult AppStateChange
        AssignedUser AutomaticEventsChange BlockResult BlockedUser BusinessCapability BusinessProfile
        CallPermissions CallsChange CommerceSettings ComparedMetric ComplianceInfo CreatedTemplate
        EchoesChange EncryptionKey Flow FlowAsset FlowChange FlowCreated FlowUploaded Group
        GroupLifecycleChange GroupPage GroupParticipantsChange GroupSettingsChange HistoryChange
        InviteLink JoinRequest JoinRequestResult MediaFile MessageEvent MessageTemplate MessagesChange
        MigratedFlows MigratedTemplates ParentUserIdAccount PaymentConfiguration
        PaymentConfigurationChange PhoneNumber PhoneNumberNameChange PhoneNumberQualityChange
        PreferencesChange PreverifiedNumber QrCode SecurityChange Sent Settings Signup Solution
        SolutionChange StartedCall SubscribedApp TemplateAnalyticsResult TemplateCategoryChange
        TemplateComponentsChange TemplatePreview TemplateQualityChange TemplateStatusChange
        UploadSession UpsertedTemplate UserIdChange Username UsernameChange WhatsAppBusinessAccount
}

reads! {
    messenger:
        Conversation CustomLabel FeatureReview InboxLabelChange Insight InstagramPerson LibraryTemplate
        Message MessagingEvent MessagingFeatureStatus MessengerProfile NotificationToken Person Persona
        SecondaryReceiver Sent SubscribedApp TemplateStatusChange ThreadOwner UserSettings
        UtilityTemplate WelcomeMessageFlow
}

reads! {
    pages:
        AccessToken Account Ad Album App AssignedUser Attachment Business Caption Collaborator
        Comment CommentSummary DynamicPost Event FeedChange FoundPage GrantedPermission GroupChange
        Insight InstagramAccount IntegrityChange Lead LeadChange LeadForm LeadUpdate LikeSummary
        LiveError LiveInputStream LiveVideo LiveVideoChange MentionChange Page PageButton
        PageChangeProposal PageSetting PageUpcomingChange Photo PictureSource PollOption Post
        Profile ProposalChange RatingChange Reaction ReactionSummary Recommendation
        Story SubscribedApp Subscription Tab Thumbnail TicketTier TokenFacts UpcomingChange
        UploadSession User Video VideoChange VideoList VideoPoll VideoUpload
}

reads! {
    instagram:
        Account AccountInsight Audio Business CollaborationInvite Collaborator Comment CommentChange
        Container Embed FoundAudio FoundHashtag FoundProduct Hashtag HashtagMedia Media MediaInsight
        MentionChange Page Person PublishingLimit StartedUpload StoryInsightsChange SubscribedApp
        TaggedProduct
}

reads! {
    instagram_login:
        Account AccountInsight Comment CommentChange Container IssuedToken LongToken Media MediaInsight
        MentionChange PublishingLimit SubscribedApp
}

reads! {
    threads:
        Container DeleteEvent Embedded Location LongLivedToken MediaInsight MentionEvent ProfileInsight
        PublicProfile PublishEvent Published PublishingLimit ReplyEvent ShortLivedToken ThreadsMedia
        ThreadsUser TokenFacts
}

reads! {
    ads:
        Ad AdAccount AdActivity AdCreative AdImage AdLabel AdPreview AdReportRun AdSet AdVideo AdVolume
        AdsInsights AdsPixel AudienceSession AudienceUpload Campaign CustomAudience DeliveryEstimate
        HighDemandPeriod Lead MinimumBudget ReachEstimate SavedAudience SharedAccount TargetingOption
        UploadedImage
}

/// The paths of all members, without the positions in lists.
fn keys(json: &Value, path: &str, all: &mut BTreeSet<String>) {
    match json {
        Value::Object(members) => {
            for (key, value) in members.iter().filter(|(_, value)| !is_empty(value)) {
                let path = format!("{path}.{}", key.replace('-', "_"));
                all.insert(path.clone());
                keys(value, &path, all);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| keys(item, path, all)),
        _ => {}
    }
}

/// An empty list is the same as none.
fn is_empty(value: &Value) -> bool {
    value.is_null() || value.as_array().is_some_and(Vec::is_empty)
}

fn check(api: &str, at_least: usize, again: fn(&str, &Value) -> Result<Value, String>) {
    let schema = graph_schema::embedded(api).unwrap().into_result().unwrap();
    let mut wrong = Vec::new();
    let payloads = payloads(api);
    assert!(payloads.len() >= at_least, "{}", payloads.len());
    for payload in payloads {
        let Payload { name, json, .. } = &payload;
        if let Some(operation) = &payload.operation {
            let why = match (refused(&schema, operation, json), &payload.refused) {
                (Some(why), Some(reason)) => (!why.contains(reason)).then_some(why),
                (None, Some(_)) => Some("it is accepted".to_owned()),
                (why, None) => why,
            };
            wrong.extend(why.map(|why| format!("{operation}, {name}: {why}")));
        }
        let Some(ty) = &payload.r#type else { continue };
        match again(ty, json) {
            Err(error) => wrong.push(format!("{ty}, {name}: {error}")),
            Ok(written) => {
                let [mut before, mut after] = [BTreeSet::new(), BTreeSet::new()];
                keys(json, "", &mut before);
                keys(&written, "", &mut after);
                let lost: Vec<_> = before.difference(&after).collect();
                if !lost.is_empty() {
                    wrong.push(format!("{ty}, {name}: lost {lost:?} in {written}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Why a body is refused.
fn refused(schema: &Schema, operation: &str, json: &Value) -> Option<String> {
    let all = call::find::calls(schema);
    let Some(found) = all.iter().find(|call| call.name() == operation) else {
        return Some("no such operation".to_owned());
    };
    let node = found.node;
    let mut target = vec!["id", "1"];
    if let Some(other) = node.targets.first().filter(|first| first.path.is_some() || !first.args.is_empty()) {
        target = vec![&other.name];
        target.extend(other.args.iter().map(|_| "1"));
        if other.path.is_none() && other.args.is_empty() {
            target.push("1");
        }
    }
    // What the path takes is not part of the body.
    let params = found.operation().map_or(&[][..], |operation| &operation.params);
    let on_path = params.iter().filter(|param| param.place == graph_schema::model::ParamPlace::Path);
    let on_path: Vec<(&str, &str)> = on_path.map(|param| (param.name.as_str(), "1")).collect();
    match call::with_json(schema, operation, &target, &on_path, &json.to_string()) {
        Ok(_) => None,
        Err(problems) => Some(problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")),
    }
}

#[test]
fn payloads_of_whatsapp() {
    check("whatsapp", 101, whatsapp::again);
}

#[test]
fn payloads_of_messenger() {
    check("messenger", 101, messenger::again);
}

#[test]
fn payloads_of_instagram() {
    check("instagram", 100, instagram::again);
}

#[test]
fn payloads_of_instagram_login() {
    check("instagram_login", 50, instagram_login::again);
}

#[test]
fn payloads_of_pages() {
    check("pages", 100, pages::again);
}

#[test]
fn payloads_of_threads() {
    check("threads", 95, threads::again);
}

#[test]
fn payloads_of_ads() {
    check("ads", 100, ads::again);
}
