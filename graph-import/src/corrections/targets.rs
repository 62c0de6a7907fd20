//! Paths of nodes besides their ids, and the hosts where they are.

/// A path that addresses a node.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Path {
    /// The function that addresses it.
    pub(crate) name: &'static str,
    pub(crate) path: &'static str,
    /// The argument in the path, a string.
    pub(crate) argument: Option<&'static str>,
    /// Whose data it is: `self` for the owner of the token.
    pub(crate) whose: &'static str,
    pub(crate) doc: &'static str,
}

const fn of_token(path: &'static str, doc: &'static str) -> Path {
    Path { name: "me", path, argument: None, whose: "self", doc }
}

/// The paths by spec. `IGUser` has none: with a token of Facebook Login, `me` is the person or the Page.
const PATHS: &[(&str, Path)] = &[
    // Graph API: Overview, the /me endpoint.
    ("User", of_token("me", "The person or system user whose token is used.")),
    ("Page", of_token("me", "The Page whose token is used.")),
    // Graph API: Reference, Application.
    ("Application", of_token("app", "The app whose token is used.")),
    // Instagram Platform: API with Instagram Login, Get Started.
    ("IGUserForIGOnlyAPI", of_token("me", "The account whose token is used.")),
    // Marketing API: Reference, Ad Account.
    (
        "AdAccount",
        Path {
            name: "account",
            path: "act_{account_id}",
            argument: Some("account_id"),
            whose: "unknown",
            doc: "The account with this id without `act_`.",
        },
    ),
];

/// The hosts of nodes that are not on the host of the API.
const HOSTS: &[(&str, &str)] = &[
    // Instagram Platform: API with Instagram Login, Host URL.
    ("IGUserForIGOnlyAPI", "https://graph.instagram.com"),
    ("IGMediaForIGOnlyAPI", "https://graph.instagram.com"),
];

/// The paths of a node besides its id.
pub(crate) fn targets(spec: &str) -> impl Iterator<Item = &'static Path> {
    PATHS.iter().filter(move |(of, _)| *of == spec).map(|(_, path)| path)
}

/// The host of a node, if it has one of its own.
pub(crate) fn host(spec: &str) -> Option<&'static str> {
    HOSTS.iter().find(|(of, _)| *of == spec).map(|(_, host)| *host)
}

#[cfg(test)]
mod tests {
    use super::{PATHS, host, targets};

    #[test]
    fn arguments_are_in_their_paths() {
        for (spec, path) in PATHS {
            assert!(targets(spec).any(|found| found == path), "{spec}");
            let named = path.argument.map(|argument| format!("{{{argument}}}"));
            assert_eq!(path.path.contains('{'), named.is_some(), "{spec}");
            assert!(named.is_none_or(|named| path.path.contains(&named)), "{spec}");
        }
        assert_eq!(targets("IGUser").count(), 0);
        assert_eq!(host("IGUser"), None);
        assert_eq!(host("IGUserForIGOnlyAPI"), Some("https://graph.instagram.com"));
    }
}
