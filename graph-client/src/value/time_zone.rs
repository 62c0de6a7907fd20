//! Time zones: hours from UTC, or a name.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A person's time zone: hours from UTC as documented, or a name, which some responses contain instead.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum TimeZone {
    /// Hours east of UTC. May be fractional or negative.
    Hours(f64),
    /// A name, such as `Asia/Tokyo`.
    Name(String),
}

impl TimeZone {
    /// The UTC offset in hours. `None` for a name.
    pub fn hours(&self) -> Option<f64> {
        match self {
            Self::Hours(hours) => Some(*hours),
            Self::Name(_) => None,
        }
    }

    /// Parses a number as hours, and anything else as a name.
    pub(crate) fn from_text(text: &str) -> Self {
        match text.trim().parse() {
            Ok(hours) if f64::is_finite(hours) => Self::Hours(hours),
            _ => Self::Name(text.to_owned()),
        }
    }
}

impl fmt::Display for TimeZone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Hours(hours) => write!(f, "{hours}"),
            Self::Name(name) => f.write_str(name),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parses_hours_and_names() {
        assert_eq!(TimeZone::from_text("-4.5"), TimeZone::Hours(-4.5));
        assert_eq!(TimeZone::from_text("Asia/Tokyo").hours(), None);
        for text in ["-7.0", "\"Asia/Tokyo\""] {
            let zone: TimeZone = serde_json::from_str(text).unwrap();
            assert_eq!(serde_json::to_string(&zone).unwrap(), text);
        }
        assert_eq!(TimeZone::Hours(-7.0).to_string(), "-7");
    }
}
