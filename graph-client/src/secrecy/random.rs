//! Unpredictable random bytes.

use std::hash::{BuildHasher, Hasher, RandomState};

/// Random bytes from the operating system.
pub(crate) fn random_bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    if getrandom::fill(&mut bytes).is_err() {
        // Fallback: a `RandomState` has keys from the operating system, and its hasher is a keyed hash.
        for chunk in bytes.chunks_mut(8) {
            let number = RandomState::new().build_hasher().finish().to_le_bytes();
            chunk.iter_mut().zip(number).for_each(|(byte, random)| *byte = random);
        }
    }
    bytes
}
