//! "Did you mean" suggestions by edit distance.

/// Longer names are not compared: no name of an API is longer, and the work grows with the square.
const LONGEST: usize = 64;

/// The maximum number of candidates that are compared letter by letter: those with the most letters in common.
const MOST_COMPARED: usize = 32;

/// Returns the candidate most similar to `name`, if it is similar enough.
pub fn suggest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // Compiled once, not once per type of iterator: this crate is built in every build of its users.
    closest(name, &mut candidates.into_iter())
}

fn closest<'a>(name: &str, candidates: &mut dyn Iterator<Item = &'a str>) -> Option<&'a str> {
    let length = name.chars().count();
    if length > LONGEST {
        return None;
    }
    let mut limit = (length / 3).max(1);
    let letters = letters(name);
    let mut close: Vec<(usize, &str)> = Vec::new();
    for candidate in candidates {
        // An edit adds or removes a letter, or replaces one. Letters of other alphabets are several bytes.
        let is_near = candidate.len().abs_diff(name.len()) <= 4 * limit && candidate.len() <= 4 * LONGEST;
        if is_near && candidate != name {
            let differing = differing(&letters, &self::letters(candidate));
            if differing <= 8 * limit {
                close.push((differing, candidate));
            }
        }
    }
    if close.len() > MOST_COMPARED {
        close.sort_by_key(|(differing, _)| *differing);
        close.truncate(MOST_COMPARED);
    }
    let name = lower(name);
    let mut best = None;
    for (_, candidate) in close {
        if let Some(found) = distance(&name, &lower(candidate), limit) {
            best = Some(candidate);
            let Some(closer) = found.checked_sub(1) else { break };
            limit = closer;
        }
    }
    best
}

/// How often each letter occurs. A loop over bytes, since this runs unoptimized for many names.
fn letters(text: &str) -> [u8; 32] {
    let mut counts = [0_u8; 32];
    let mut rest = text.as_bytes();
    while let [first, others @ ..] = rest {
        // Upper and lower case differ in a bit above.
        if let Some(count) = counts.get_mut(usize::from(*first & 31)) {
            *count = count.saturating_add(1);
        }
        rest = others;
    }
    counts
}

fn differing(left: &[u8; 32], right: &[u8; 32]) -> usize {
    let mut sum = 0;
    let (mut left, mut right) = (left.as_slice(), right.as_slice());
    while let ([l, left_rest @ ..], [r, right_rest @ ..]) = (left, right) {
        sum += usize::from(l.abs_diff(*r));
        (left, right) = (left_rest, right_rest);
    }
    sum
}

fn lower(text: &str) -> Vec<char> {
    text.chars().map(|c| c.to_ascii_lowercase()).collect()
}

/// Case-insensitive optimal string alignment distance, if it is within the limit: swapping two adjacent characters is
/// one edit.
fn distance(left: &[char], right: &[char], limit: usize) -> Option<usize> {
    let mut before = vec![0; right.len() + 1];
    let mut previous: Vec<usize> = (0..=right.len()).collect();
    let mut current = vec![0; right.len() + 1];
    for (i, l) in left.iter().enumerate() {
        current[0] = i + 1;
        let mut least = i + 1;
        for (j, r) in right.iter().enumerate() {
            let mut best = (previous[j] + usize::from(l != r)).min(previous[j + 1] + 1).min(current[j] + 1);
            if i > 0 && j > 0 && *l == right[j - 1] && left[i - 1] == *r {
                best = best.min(before[j - 1] + 1);
            }
            current[j + 1] = best;
            least = least.min(best);
        }
        // A swap reaches back over one row.
        if least > limit + 1 {
            return None;
        }
        std::mem::swap(&mut before, &mut previous);
        std::mem::swap(&mut previous, &mut current);
    }
    previous.last().copied().filter(|distance| *distance <= limit)
}

#[cfg(test)]
mod tests {
    use super::suggest;

    #[test]
    fn suggests_only_similar_names() {
        let names = ["first_name", "last_name", "birthday", "id"];
        for (typed, meant) in [
            ("frist_name", Some("first_name")),
            ("birhtday", Some("birthday")),
            ("Birthday", Some("birthday")),
            ("di", Some("id")),
            ("quotes", None),
            ("", None),
        ] {
            assert_eq!(suggest(typed, names), meant, "{typed}");
        }
    }
}
