//! Packs calls into batches. Dependent calls go into the same batch.

use super::item::Item;

/// The maximum number of calls in a batch.
pub const MAX_CALLS: usize = 50;

/// The indexes of the calls of each batch, in order. An error if the calls cannot be packed.
pub fn batches(items: &[Item]) -> Result<Vec<Vec<usize>>, String> {
    let mut group: Vec<usize> = (0..items.len()).collect();
    for (at, item) in items.iter().enumerate() {
        if let Some(name) = &item.name
            && items.iter().take(at).any(|other| other.name.as_ref() == Some(name))
        {
            return Err(format!("call {}: the name `{name}` is used by another call", at + 1));
        }
        for name in item.dependencies() {
            let Some(needed) = items.iter().take(at).position(|other| other.name.as_ref() == Some(&name))
            else {
                return Err(format!("call {}: no earlier call is named `{name}`", at + 1));
            };
            let (from, to) = (place(&group, at), place(&group, needed));
            group.iter_mut().filter(|number| **number == from).for_each(|number| *number = to);
        }
    }
    let mut batches: Vec<Vec<usize>> = Vec::new();
    for first in 0..items.len() {
        let own: Vec<usize> = (0..items.len()).filter(|at| place(&group, *at) == first).collect();
        if own.len() > MAX_CALLS {
            return Err(format!(
                "{} calls depend on each other, but a batch has at most {MAX_CALLS}; split them into several files",
                own.len()
            ));
        }
        match batches.last_mut() {
            Some(batch) if batch.len() + own.len() <= MAX_CALLS => batch.extend(own),
            _ if own.is_empty() => {}
            _ => batches.push(own),
        }
    }
    batches.iter_mut().for_each(|batch| batch.sort_unstable());
    Ok(batches)
}

fn place(group: &[usize], at: usize) -> usize {
    group.get(at).copied().unwrap_or(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items(list: &[(&str, &str)]) -> Vec<Item> {
        let item = |(name, url): &(&str, &str)| {
            let name = (!name.is_empty()).then_some(*name);
            serde_json::from_value(serde_json::json!({ "relative_url": url, "name": name })).unwrap()
        };
        list.iter().map(item).collect()
    }

    #[test]
    fn dependent_calls_share_a_batch() {
        let mut list = vec![("", "me"); 49];
        list.push(("a", "me"));
        list.push(("", "{result=a:$.id}"));
        let packed = batches(&items(&list)).unwrap();
        assert_eq!(packed.iter().map(Vec::len).collect::<Vec<_>>(), [49, 2]);
        assert_eq!(packed[1], [49, 50]);
        assert_eq!(batches(&items(&vec![("", "me"); 101])).unwrap().len(), 3);
        assert!(batches(&[]).unwrap().is_empty());
    }

    #[test]
    fn invalid_references_are_errors() {
        for (list, message) in [
            (vec![("", "{result=b:$.id}"), ("b", "me")], "call 1: no earlier call is named `b`"),
            (vec![("a", "me"), ("a", "me")], "call 2: the name `a` is used by another call"),
        ] {
            assert_eq!(batches(&items(&list)).unwrap_err(), message);
        }
        let mut chain = vec![("a", "me")];
        chain.extend(vec![("", "{result=a:$.id}"); 50]);
        assert!(batches(&items(&chain)).unwrap_err().starts_with("51 calls depend on each other"));
    }
}
