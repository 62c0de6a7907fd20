//! Profile pictures: a bare address of old, an object since.

use serde::{Deserialize, Serialize};

/// A picture: where it is, and what is known of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Picture {
    /// The address of the image.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Whether it only stands in for one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_silhouette: Option<bool>,
    /// Its width in pixels.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub width: Option<u32>,
    /// Its height in pixels.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub height: Option<u32>,
}
