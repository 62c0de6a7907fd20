//! Compares the names of members.

/// Whether two names are the same. Faster than `==` for names, as [`same_bytes`] is.
#[inline]
pub(crate) fn same(one: &str, other: &str) -> bool {
    one.len() == other.len() && same_bytes(one.as_bytes(), other.as_bytes())
}

/// Compares two slices of the same length. Names are short, and for them this is faster than a call of `memcmp`.
#[inline]
pub(super) fn same_bytes(one: &[u8], other: &[u8]) -> bool {
    // The first and last chunk may overlap, which avoids a loop over the remainder.
    if let (Some(first), Some(other_first)) = (one.first_chunk::<8>(), other.first_chunk::<8>()) {
        return first == other_first
            && one.last_chunk::<8>() == other.last_chunk::<8>()
            && (one.len() <= 16 || same_words(one, other));
    }
    if let (Some(first), Some(other_first)) = (one.first_chunk::<4>(), other.first_chunk::<4>()) {
        return first == other_first && one.last_chunk::<4>() == other.last_chunk::<4>();
    }
    one.first_chunk::<2>() == other.first_chunk::<2>() && one.last() == other.last()
}

/// Compares all but the remainder.
#[inline(never)]
fn same_words(one: &[u8], other: &[u8]) -> bool {
    one.as_chunks::<8>().0 == other.as_chunks::<8>().0
}

/// The index of a name. Most likely the names between the last one and this one are absent.
#[inline]
pub(super) fn position(names: &[&str], next: usize, key: &str) -> Option<usize> {
    let (before, after) = names.split_at_checked(next)?;
    for (at, name) in after.iter().enumerate() {
        if same(name, key) {
            return Some(next + at);
        }
    }
    before.iter().position(|name| same(name, key))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_to_their_last_byte() {
        let name = "a_name_of_thirty_four_characters__";
        for length in 0..=name.len() {
            let one = &name[..length];
            assert!(same(one, one));
            for at in 0..length {
                let mut other = one.to_owned();
                other.replace_range(at..=at, "X");
                assert!(!same(one, &other), "{one} {other}");
            }
        }
        assert!(!same("", "a") && !same("ab", "a"));
    }
}
