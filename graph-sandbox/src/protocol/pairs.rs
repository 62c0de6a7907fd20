//! Decoded parameters and uploaded files, as a query or a form holds them.

use super::File;

/// Decoded names and values, in the order they were sent.
pub(crate) type Pairs = Vec<(String, String)>;

/// Uploaded files with the names of their form parts.
pub(crate) type Files = Vec<(String, File)>;

/// Decodes `a=1&b=2`.
pub(crate) fn pairs(bytes: &[u8]) -> Pairs {
    form_urlencoded::parse(bytes).map(|(name, value)| (name.into_owned(), value.into_owned())).collect()
}

/// Reads a list of names: a JSON array, or names separated by commas.
pub(crate) fn names(text: &str) -> Vec<String> {
    serde_json::from_str::<Vec<String>>(text).unwrap_or_else(|_| {
        text.split(',').map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).collect()
    })
}
