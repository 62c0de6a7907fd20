//! "Did you mean" suggestions by edit distance.

/// Returns the candidate most similar to `name`, if it is similar enough.
pub fn suggest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let limit = (name.chars().count() / 3).max(1);
    candidates
        .into_iter()
        .filter(|candidate| *candidate != name)
        .map(|candidate| (distance(name, candidate), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// Case-insensitive optimal string alignment distance: swapping two adjacent characters is one edit.
fn distance(left: &str, right: &str) -> usize {
    let left: Vec<char> = left.chars().map(|c| c.to_ascii_lowercase()).collect();
    let right: Vec<char> = right.chars().map(|c| c.to_ascii_lowercase()).collect();
    let mut before = vec![0; right.len() + 1];
    let mut previous: Vec<usize> = (0..=right.len()).collect();
    for (i, l) in left.iter().enumerate() {
        let mut current = vec![i + 1];
        for (j, r) in right.iter().enumerate() {
            let mut best = (previous[j] + usize::from(l != r)).min(previous[j + 1] + 1).min(current[j] + 1);
            if i > 0 && j > 0 && *l == right[j - 1] && left[i - 1] == *r {
                best = best.min(before[j - 1] + 1);
            }
            current.push(best);
        }
        before = previous;
        previous = current;
    }
    previous.last().copied().unwrap_or(0)
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
