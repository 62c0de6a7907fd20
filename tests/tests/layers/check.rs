//! Compares the uses of a crate with its declared order.

use std::{collections::BTreeMap, path::Path};

use crate::source::{Crate, layer};

/// The order of the layers of a crate.
pub struct Order {
    pub package: &'static str,
    /// From the lowest layer to the crate root. Names on one line do not use each other.
    pub layers: &'static [&'static str],
    /// Files that may use a layer above their own, such as `("client/graph.rs", "api")`.
    pub exceptions: &'static [(&'static str, &'static str)],
}

/// What breaks the order, one message per use.
pub fn violations(order: &Order, found: &Crate) -> Vec<String> {
    let Order { package, layers, exceptions } = order;
    let shown = layers.join(" < ");
    let ranks: BTreeMap<&str, usize> = layers
        .iter()
        .enumerate()
        .flat_map(|(rank, line)| line.split_whitespace().map(move |name| (name, rank)))
        .collect();
    let root = layers.last().copied().unwrap_or_default();
    let mut messages = Vec::new();
    for layer in found.modules.values().filter(|layer| !ranks.contains_key(layer.as_str())) {
        let message = format!(
            "{package}: `src/{layer}` has no place in the order; add it to tests/tests/layers/orders.rs"
        );
        if !messages.contains(&message) {
            messages.push(message);
        }
    }
    for name in ranks.keys().filter(|name| **name != root) {
        if !found.modules.values().any(|layer| layer == name) {
            messages.push(format!("{package}: the order has `{name}`, but `src/` does not"));
        }
    }
    for used in &found.uses {
        let (from, to) = (layer(&used.file), layer_of_path(&used.path, found, root));
        let (Some(from_rank), Some(to_rank)) = (ranks.get(from.as_str()), ranks.get(to.as_str())) else {
            continue;
        };
        let is_exception =
            exceptions.iter().any(|(file, layer)| used.file == Path::new(file) && to == *layer);
        if from == to || from_rank > to_rank || is_exception {
            continue;
        }
        let problem = if from_rank == to_rank { "is on the same line of" } else { "comes later in" };
        messages.push(format!(
            "{package}/src/{}:{}: `{from}` uses `{to}` (`crate::{}`), which {problem} the order: {shown}",
            used.file.display(),
            used.line,
            used.path.join("::"),
        ));
    }
    messages
}

/// The layer that a path leads to. A name that is not known comes from the crate root.
pub fn layer_of_path(path: &[String], found: &Crate, root: &str) -> String {
    let Some(first) = path.first() else { return root.to_owned() };
    if let Some(layer) = found.modules.get(first) {
        return layer.clone();
    }
    if let Some(file) = found.macros.get(first) {
        return layer(file);
    }
    let module = found.reexports.get(first).and_then(|module| found.modules.get(module));
    module.cloned().unwrap_or_else(|| root.to_owned())
}
