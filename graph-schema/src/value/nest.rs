//! Puts values at their paths into objects.

/// Values with their paths.
type Placed<'a, V> = Vec<(Vec<&'a str>, V)>;

/// The members of an object with these values at their paths. Those with the same beginning stand in one object, which
/// `object` makes.
pub fn nest<V>(values: Placed<'_, V>, object: &dyn Fn(Vec<(String, V)>) -> V) -> Vec<(String, V)> {
    let mut order: Vec<&str> = Vec::new();
    let mut direct: Vec<(&str, V)> = Vec::new();
    let mut below: Vec<(&str, Placed<'_, V>)> = Vec::new();
    for (path, value) in values {
        let Some((first, rest)) = path.split_first() else { continue };
        if !order.contains(first) {
            order.push(first);
        }
        if rest.is_empty() {
            direct.push((first, value));
            continue;
        }
        match below.iter_mut().find(|(name, _)| name == first) {
            Some((_, inner)) => inner.push((rest.to_vec(), value)),
            None => below.push((first, vec![(rest.to_vec(), value)])),
        }
    }
    let mut out = Vec::with_capacity(order.len());
    for name in order {
        if let Some(at) = direct.iter().position(|(known, _)| *known == name) {
            out.push((name.to_owned(), direct.swap_remove(at).1));
        } else if let Some(at) = below.iter().position(|(known, _)| *known == name) {
            let inner = below.swap_remove(at).1;
            out.push((name.to_owned(), object(nest(inner, object))));
        }
    }
    out
}
