//! Names in the specs of the API with Instagram Login. The catalogue has the inner names of the platform there: types that
//! it does not describe, or that are nodes of Facebook, and edges without their underscore.

/// The specs end with it.
const SUFFIX: &str = "ForIGOnlyAPI";

/// Instagram Platform: Reference, IG User, IG Media, IG Comment, Access Token, Refresh Access Token.
const TYPES: &[(&str, &str)] = &[
    ("Media", "IGMediaForIGOnlyAPI"),
    ("IGGraphMedia", "IGMediaForIGOnlyAPI"),
    ("User", "IGUserForIGOnlyAPI"),
    ("IGGraphUser", "IGUserForIGOnlyAPI"),
    ("Comment", "IGComment"),
    ("IGGraphComment", "IGComment"),
    ("UserSubscribedAppsData", "IGUserSubscribedAppsData"),
    ("AccessToken", "IGAccessTokenForIGOnlyAPI"),
    ("RefreshAccessToken", "IGRefreshAccessTokenForIGOnlyAPI"),
];

/// Instagram Platform: Reference, IG User, Media Publish. Instagram Messaging: Attachment Upload.
const EDGES: &[(&str, &str)] =
    &[("mediapublish", "media_publish"), ("messageattachments", "message_attachments")];

/// The type that a spec means.
pub(crate) fn type_name(spec: &str, name: String) -> String {
    renamed(spec, name, TYPES)
}

/// The edge that a spec means.
pub(crate) fn edge_name(spec: &str, name: String) -> String {
    renamed(spec, name, EDGES)
}

fn renamed(spec: &str, name: String, names: &[(&str, &str)]) -> String {
    let meant = names.iter().find(|(inner, _)| *inner == name && spec.ends_with(SUFFIX));
    meant.map_or(name, |(_, meant)| (*meant).to_owned())
}

#[cfg(test)]
mod tests {
    use super::{edge_name, type_name};

    #[test]
    fn only_specs_of_instagram_login_are_meant_otherwise() {
        let media = |spec| type_name(spec, "Media".to_owned());
        assert_eq!(
            (media("IGUserForIGOnlyAPI"), media("IGUser")),
            ("IGMediaForIGOnlyAPI".into(), "Media".into())
        );
        assert_eq!(type_name("IGUserForIGOnlyAPI", "string".to_owned()), "string");
        assert_eq!(edge_name("IGUserForIGOnlyAPI", "mediapublish".to_owned()), "media_publish");
        assert_eq!(edge_name("Page", "mediapublish".to_owned()), "mediapublish");
    }
}
