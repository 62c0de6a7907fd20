//! Makes invented values fit their limits.

use crate::model::{Limits, Pattern};

/// No invented text is longer.
const LONGEST: usize = 10_000;

/// A text that satisfies the limits, as like the given one as possible.
#[must_use]
pub fn text(limits: &Limits, text: &str) -> String {
    let kept: String = match limits.pattern {
        None => text.to_owned(),
        Some(Pattern::Digits) => text.chars().filter(char::is_ascii_digit).collect(),
        Some(Pattern::Alphanumeric) => text.chars().filter(char::is_ascii_alphanumeric).collect(),
        Some(Pattern::Snake) => {
            let words = text.to_ascii_lowercase().replace([' ', '-', '.'], "_");
            words.chars().filter(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || *c == '_').collect()
        }
        Some(Pattern::Https) if limits_https(text) => text.to_owned(),
        Some(Pattern::Https) => "https://example.com/".to_owned(),
        Some(Pattern::OneLine) => text.replace(['\n', '\r'], " "),
    };
    let size = |limit: Option<u64>| limit.and_then(|limit| usize::try_from(limit).ok());
    let most = size(limits.max_length).unwrap_or(usize::MAX);
    let mut out: String = kept.chars().take(most).collect();
    if let Some(bytes) = size(limits.max_bytes) {
        while out.len() > bytes {
            out.pop();
        }
    }
    let fill = if limits.pattern == Some(Pattern::Digits) { '1' } else { 'x' };
    let is_digits = limits.pattern == Some(Pattern::Digits);
    let least = size(limits.min_length).unwrap_or(0).max(usize::from(is_digits));
    let missing = least.min(LONGEST).saturating_sub(out.chars().count());
    out.extend(std::iter::repeat_n(fill, missing));
    out
}

fn limits_https(text: &str) -> bool {
    Pattern::Https.fits(text)
}

/// A whole number within the limits.
#[must_use]
pub fn integer(limits: &Limits, number: i64) -> i64 {
    number.max(limits.min.unwrap_or(i64::MIN)).min(limits.max.unwrap_or(i64::MAX))
}

/// A number within the limits.
#[must_use]
pub fn number(limits: &Limits, number: f64) -> f64 {
    let least = limits.min.map_or(f64::NEG_INFINITY, |min| min as f64);
    let most = limits.max.map_or(f64::INFINITY, |max| max as f64);
    number.max(least).min(most)
}

/// A number of elements within the limits.
#[must_use]
pub fn count(limits: &Limits, count: usize) -> usize {
    let size = |limit: u64| usize::try_from(limit).unwrap_or(usize::MAX).min(LONGEST);
    count.max(limits.min_items.map_or(0, size)).min(limits.max_items.map_or(usize::MAX, size))
}
