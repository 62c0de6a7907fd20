//! Loops over bytes that are quick without optimization too, as macros run in most builds: going on by a pattern is no
//! call, where an iterator makes several for each byte.

/// How many bytes at the start are `good`.
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

/// Whether all bytes are `good`.
pub fn all(text: &str, good: impl Fn(u8) -> bool) -> bool {
    leading(text, good) == text.len()
}
