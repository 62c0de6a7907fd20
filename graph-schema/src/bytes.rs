//! Byte loops that are fast in unoptimized builds, in which macros usually run: slice patterns need no calls,
//! while an iterator makes several per byte.

/// Counts the leading bytes that are `good`.
pub fn leading(text: &str, good: impl Fn(u8) -> bool) -> usize {
    let mut rest = text.as_bytes();
    let mut count = 0;
    while let [first, others @ ..] = rest {
        if !good(*first) {
            break;
        }
        rest = others;
        count += 1;
    }
    count
}

/// Returns whether all bytes are `good`.
pub fn all(text: &str, good: impl Fn(u8) -> bool) -> bool {
    leading(text, good) == text.len()
}
