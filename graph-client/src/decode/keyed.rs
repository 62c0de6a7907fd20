//! Maps with typed keys, and strings that contain JSON.

use std::collections::{BTreeMap, HashSet};

use super::{
    error::Decoded,
    reader::Reader,
    reads::{Nested, ReadsAs},
    wire,
};
use crate::value::{Map, MapKey};

macro_rules! maps {
    ($($map:ident: $bound:ident = $insert:ident,)*) => {$(
        impl<K: MapKey + $bound, W, T: ReadsAs<W>> ReadsAs<wire::Keyed<K, W>> for $map<K, T> {
            const NESTED: Option<Nested> = T::NESTED;

            fn read(r: &mut Reader<'_>) -> Decoded<Self> {
                let (mut map, mut seen) = (Self::new(), HashSet::new());
                entries(r, &mut |key, r| {
                    let value = T::read(r)?;
                    $insert(&mut map, &mut seen, key, value);
                    Ok(())
                })?;
                Ok(map)
            }
        }
    )*};
}

maps! { Map: PartialEq = in_order, BTreeMap: Ord = sorted, }

/// Above this number of entries, a key is looked up by its hash.
const FEW: usize = 32;

/// Inserts into a map that has no index, whose keys are searched for one by one.
fn in_order<K: MapKey + PartialEq, V>(map: &mut Map<K, V>, seen: &mut HashSet<String>, key: K, value: V) {
    if map.len() < FEW {
        map.insert(key, value);
        return;
    }
    if seen.is_empty() {
        seen.extend(map.keys().map(|key| key.to_key().into_owned()));
    }
    match seen.insert(key.to_key().into_owned()) {
        true => map.push(key, value),
        false => drop(map.insert(key, value)),
    }
}

fn sorted<K: Ord, V>(map: &mut BTreeMap<K, V>, _: &mut HashSet<String>, key: K, value: V) {
    map.insert(key, value);
}

/// Reads the entries that have a value. Hours from 0 on are a list, as PHP writes them.
fn entries<'a, K: MapKey>(
    r: &mut Reader<'a>,
    each: &mut dyn FnMut(K, &mut Reader<'a>) -> Decoded<()>,
) -> Decoded<()> {
    let mut each = |text: &str, r: &mut Reader<'a>| {
        if r.null() {
            return Ok(());
        }
        match K::from_key(text) {
            Some(key) => each(key, r),
            None => Err(r.at("a value whose key has the type of the map")),
        }
    };
    if r.peek() == Some(b'[') {
        if r.empty_list() {
            return Ok(());
        }
        let mut at = 0_usize;
        return r.items(&mut |r| {
            let key = at.to_string();
            at += 1;
            each(&key, r)
        });
    }
    r.entries(&mut each)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Date;

    fn read<K: MapKey + PartialEq>(body: &str) -> Result<Map<K, i64>, String> {
        let read = <Map<K, i64> as ReadsAs<wire::Keyed<K, wire::Integer>>>::read;
        Reader::whole(body.as_bytes(), read).map_err(|error| error.to_string())
    }

    #[test]
    fn reads_keys() {
        assert_eq!(read::<i64>(r#"{"7":1,"0":"2","3":null}"#), Ok(Map::from([(7_i64, 1), (0, 2)])));
        assert_eq!(read::<i64>("[5,null,6]"), Ok(Map::from([(0_i64, 5), (2, 6)])));
        for empty in ["{}", "[]", "[ ]"] {
            assert_eq!(read::<i64>(empty), Ok(Map::new()), "{empty}");
        }
        let day = Date { year: 2026, month: 5, day: 1 };
        assert_eq!(read::<Date>(r#"{"2026-05-01":1}"#), Ok(Map::from([(day, 1)])));
        let error = read::<i64>(r#"{"noon":1}"#).unwrap_err();
        assert!(error.contains("noon") && error.contains("key"), "{error}");
    }

    #[test]
    fn of_a_key_that_occurs_twice_the_last_one_counts() {
        for count in [3, 31, 32, 33, 5000] {
            let entries = (0..count).chain([1, 2]).map(|key| format!("\"{key}\":{}", key + count));
            let text = format!("{{{},\"01\":-1}}", entries.collect::<Vec<_>>().join(","));
            let map = read::<i64>(&text).unwrap();
            assert_eq!((map.len() as i64, map.get(&1), map.get(&2)), (count, Some(&-1), Some(&(2 + count))));
            assert!(map.keys().is_sorted());
        }
    }
}
