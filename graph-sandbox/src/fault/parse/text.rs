//! The syntax of faults: separators, quoting, numbers and durations.

use std::time::Duration;

use super::FaultError;

/// Parses a whole number.
pub(super) fn count(text: &str) -> Result<u64, FaultError> {
    text.trim().parse().map_err(|_| FaultError::new(text, "expected a whole number"))
}

/// Parses `250`, `250ms`, `2s`, `5m` or `1h`.
pub(super) fn duration(text: &str) -> Result<Duration, FaultError> {
    let text = text.trim();
    let (digits, unit) = text.split_at(text.bytes().take_while(u8::is_ascii_digit).count());
    let number = digits.parse::<u64>().ok().filter(|number| *number <= 1_000_000_000);
    match (number, unit) {
        (Some(number), "" | "ms") => Ok(Duration::from_millis(number)),
        (Some(number), "s") => Ok(Duration::from_secs(number)),
        (Some(number), "m") => Ok(Duration::from_secs(number.saturating_mul(60))),
        (Some(number), "h") => Ok(Duration::from_secs(number.saturating_mul(3600))),
        _ => Err(FaultError::new(text, "expected a duration such as 250ms, 2s, 5m or 1h")),
    }
}

/// Parses `name=value` or `name`; a value may be quoted.
pub(super) fn named(text: &str) -> Result<(String, Option<String>), FaultError> {
    let text = text.trim();
    let Some((name, value)) = text.split_once('=') else { return Ok((text.to_owned(), None)) };
    let value = value.trim();
    let value = if value.starts_with('"') {
        serde_json::from_str(value)
            .map_err(|_| FaultError::new(value, "a quoted value must be a JSON string"))?
    } else {
        value.to_owned()
    };
    Ok((name.trim().to_owned(), Some(value)))
}

/// Splits at a separator outside quotes.
pub(super) fn split(text: &str, separator: char) -> Result<Vec<String>, FaultError> {
    let (mut parts, mut part, mut quoted, mut escaped) = (Vec::new(), String::new(), false, false);
    for c in text.chars() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            _ if c == separator && !quoted => {
                parts.push(std::mem::take(&mut part));
                continue;
            }
            _ => {}
        }
        part.push(c);
    }
    if quoted {
        return Err(FaultError::new(text, "unclosed quote"));
    }
    parts.push(part);
    Ok(parts)
}
