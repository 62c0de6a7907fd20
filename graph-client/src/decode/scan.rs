//! Finds the first character of a string that needs special handling, eight bytes at a time.

/// The number of bytes before the first quote, backslash or control character.
#[inline]
pub(crate) fn plain_len(bytes: &[u8]) -> usize {
    let mut rest = bytes;
    while let Some((word, after)) = rest.split_first_chunk() {
        let length = plain_in_word(word);
        if length < 8 {
            return bytes.len() - rest.len() + length;
        }
        rest = after;
    }
    plain_to_end(bytes, rest)
}

/// The same at the end of the input: `rest` are less than eight bytes, and those before them are plain.
#[cold]
fn plain_to_end(bytes: &[u8], rest: &[u8]) -> usize {
    match bytes.last_chunk() {
        // The last word may overlap the one before.
        Some(word) if !rest.is_empty() => bytes.len() - 8 + plain_in_word(word),
        Some(_) => bytes.len(),
        None => rest.iter().position(|b| matches!(b, b'"' | b'\\' | 0..=0x1f)).unwrap_or(rest.len()),
    }
}

/// The number of bytes before the first quote, backslash or control character among eight; 8 if there is none.
#[inline]
pub(super) fn plain_in_word(word: &[u8; 8]) -> usize {
    (special(u64::from_le_bytes(*word)).trailing_zeros() / 8) as usize
}

/// Sets the high bit of each special byte. Only the lowest set bit is reliable, due to borrows.
#[inline]
fn special(word: u64) -> u64 {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x8080_8080_8080_8080;
    let below = |word: u64, limit: u64| word.wrapping_sub(ONES * limit);
    // With this bit flipped, the quote follows the control characters, so that one subtraction finds both.
    let quote_or_control = below(word ^ (ONES * 0x02), 0x21);
    let backslash = below(word ^ (ONES * 0x5c), 1);
    (quote_or_control | backslash) & !word & HIGH
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_every_special_byte_at_every_position() {
        for len in 0..20 {
            for at in 0..len {
                for byte in 0..=255u8 {
                    let mut bytes = vec![b'x'; len];
                    bytes[at] = byte;
                    let special = matches!(byte, b'"' | b'\\' | 0..=0x1f);
                    assert_eq!(plain_len(&bytes), if special { at } else { len });
                }
            }
            let neighbours: Vec<u8> = [0xff, 0x80, 0x21, 0x23, 0x5b, 0x5d, 0x20, 0x7f, 0xa2, 0xdc].repeat(2);
            assert_eq!(plain_len(&neighbours[..len]), len);
        }
    }
}
