//! Profile pictures: a URL in old API versions, an object in newer ones.

use serde::{Deserialize, Serialize};

/// A picture: its URL and properties.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Picture {
    /// The URL of the image.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Whether it is the default silhouette.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_silhouette: Option<bool>,
    /// The width in pixels.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub width: Option<u32>,
    /// The height in pixels.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub height: Option<u32>,
}
