//! Parameters that take the bytes of a file.

use super::is_about;

/// Parameters that the catalogue has as text, by spec (`*` for all), edge and name.
const FILES: &[(&str, &str, &str)] = &[
    // Video API: Publishing; Marketing API: Ad Account, Advideos.
    ("*", "videos", "source"),
    ("*", "advideos", "source"),
    ("*", "video_ads", "source"),
    ("*", "videos", "video_file_chunk"),
    ("*", "advideos", "video_file_chunk"),
    ("*", "video_ads", "video_file_chunk"),
    // The catalogue itself: `source` of MediaFingerprint, #update, is a file.
    ("Page", "media_fingerprints", "source"),
];

/// Parameters that the catalogue does not have, because its own clients send files in another way.
const MISSING: &[(&str, &str, &str)] = &[
    // Graph API: Page Photos, User Photos, Album Photos.
    ("Page", "photos", "source"),
    ("User", "photos", "source"),
    ("Album", "photos", "source"),
    ("Group", "photos", "source"),
    // Graph API: Page Picture.
    ("Page", "picture", "source"),
    // Graph API: Object Comments.
    ("AdVideo", "comments", "source"),
    ("Album", "comments", "source"),
    ("Comment", "comments", "source"),
    ("Link", "comments", "source"),
    ("PagePost", "comments", "source"),
    ("Photo", "comments", "source"),
    ("Post", "comments", "source"),
    // Marketing API: Ad Account, Adimages.
    ("AdAccount", "adimages", "filename"),
    // Messenger Platform: Send API, Attachment Upload API.
    ("Page", "messages", "filedata"),
    ("Page", "message_attachments", "filedata"),
];

/// Whether a parameter of a POST call on an edge takes the bytes of a file, although the catalogue has it as text.
pub(crate) fn is_file(spec: &str, edge: &str, param: &str) -> bool {
    FILES.iter().any(|(of, on, name)| is_about(of, spec) && *on == edge && *name == param)
}

/// The files that a POST call on an edge takes and that the catalogue does not have.
pub(crate) fn missing_files(spec: &str, edge: &str) -> impl Iterator<Item = &'static str> {
    MISSING.iter().filter(move |(of, on, _)| is_about(of, spec) && *on == edge).map(|(_, _, name)| *name)
}

#[cfg(test)]
mod tests {
    use super::{FILES, MISSING, is_file, missing_files};

    #[test]
    fn every_file_can_be_found() {
        for (of, edge, name) in FILES {
            assert!(is_file(if *of == "*" { "Other" } else { of }, edge, name), "{of}.{edge}");
        }
        for (of, edge, name) in MISSING {
            assert_eq!(missing_files(of, edge).collect::<Vec<_>>(), [*name], "{of}.{edge}");
            assert!(!is_file(of, edge, name), "{of}.{edge} is in both tables");
        }
        assert!(!is_file("Page", "feed", "source"));
        assert_eq!(missing_files("IGMedia", "comments").count(), 0);
    }
}
