//! Maps with typed keys, and strings that contain JSON.

use std::collections::BTreeMap;

use super::{
    error::Decoded,
    reader::Reader,
    reads::{Nested, ReadsAs},
    wire,
};
use crate::value::{Map, MapKey};

macro_rules! maps {
    ($($map:ident: $bound:ident,)*) => {$(
        impl<K: MapKey + $bound, W, T: ReadsAs<W>> ReadsAs<wire::Keyed<K, W>> for $map<K, T> {
            const NESTED: Option<Nested> = T::NESTED;

            fn read(r: &mut Reader<'_>) -> Decoded<Self> {
                let mut map = Self::new();
                entries(r, &mut |key, r| {
                    map.insert(key, T::read(r)?);
                    Ok(())
                })?;
                Ok(map)
            }
        }
    )*};
}

maps! { Map: PartialEq, BTreeMap: Ord, }

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
    if r.peek() == Some(b'[') && !r.empty_list() {
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
        assert_eq!(read::<i64>("{}"), Ok(Map::new()));
        let day = Date { year: 2026, month: 5, day: 1 };
        assert_eq!(read::<Date>(r#"{"2026-05-01":1}"#), Ok(Map::from([(day, 1)])));
        let error = read::<i64>(r#"{"noon":1}"#).unwrap_err();
        assert!(error.contains("noon") && error.contains("key"), "{error}");
    }
}
