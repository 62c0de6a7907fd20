//! Lists of fields as text: `{id,albums.limit(5){name}}`.

/// The fields of a list in braces, without those of some names. Nothing if none is left.
pub(super) fn without(list: &str, names: &[&str]) -> String {
    let inside = list.strip_prefix('{').and_then(|list| list.strip_suffix('}')).unwrap_or(list);
    let kept: Vec<&str> = items(inside).filter(|item| !names.iter().any(|name| is_of(item, name))).collect();
    match kept.is_empty() {
        true => String::new(),
        false => format!("{{{}}}", kept.join(",")),
    }
}

/// Whether an item of a list is a field of this name: `albums.limit(5){name}` is `albums`.
pub(crate) fn is_of(item: &str, name: &str) -> bool {
    // A name can have dots: an argument has brackets.
    item.strip_prefix(name).is_some_and(|rest| match rest.as_bytes() {
        [] | [b'{', ..] => true,
        [b'.', ..] => rest.contains('('),
        _ => false,
    })
}

/// The items between the commas that are outside of brackets and quotes.
fn items(list: &str) -> impl Iterator<Item = &str> {
    let (mut depth, mut quoted, mut escaped) = (0_usize, false, false);
    list.split(move |c: char| {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            // Only a value of an argument can be quoted.
            '"' if depth > 0 => quoted = !quoted,
            _ if quoted => {}
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        c == ',' && depth == 0
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leaves_out_fields_of_the_list_itself() {
        let list = r#"{spend,age,actions.filter([{"a":"),x"}]).limit(2){age,value},gender.as(g)}"#;
        let kept = r#"{spend,actions.filter([{"a":"),x"}]).limit(2){age,value}}"#;
        assert_eq!(without(list, &["age", "gender"]), kept);
        assert_eq!(without(list, &["value"]), list);
        assert_eq!(without("{age}", &["age"]), "");
        assert_eq!(without("{a.b,a.limit(1),ab,a.b.as(c)}", &["a.b"]), "{a.limit(1),ab}");
    }
}
