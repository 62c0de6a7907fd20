//! Selects the specs to import: the requested ones, with all objects that they contain.

use std::collections::BTreeSet;

use crate::{
    error::Error,
    read::{Catalogue, Spec},
    spelling,
};

/// The names of the selected specs.
pub(crate) fn select<'a>(
    catalogue: &'a Catalogue,
    only: Option<&[String]>,
) -> Result<BTreeSet<&'a str>, Error> {
    let Some(only) = only else { return Ok(catalogue.specs.keys().map(String::as_str).collect()) };
    let mut selected = BTreeSet::new();
    let mut open = Vec::new();
    for name in only {
        let Some((name, spec)) = catalogue.specs.get_key_value(name) else {
            let known = catalogue.specs.keys().map(String::as_str);
            let meant = graph_schema::suggest(name, known).map(str::to_owned);
            return Err(Error::UnknownSpec { name: name.clone(), meant });
        };
        if selected.insert(name.as_str()) {
            open.push(spec);
        }
    }
    while let Some(spec) = open.pop() {
        for ty in types(spec) {
            let Some(name) = spelling::parse(ty).map(|spelling| spelling.leaf()) else { continue };
            // Only objects: nodes refer to all other nodes.
            if let Some((name, spec)) = catalogue.specs.get_key_value(name)
                && !spec.is_node()
                && selected.insert(name.as_str())
            {
                open.push(spec);
            }
        }
    }
    Ok(selected)
}

fn types(spec: &Spec) -> impl Iterator<Item = &str> {
    let fields = spec.fields.iter().map(|field| field.ty.as_str());
    let calls = spec.apis.iter().flat_map(|api| {
        api.params.iter().map(|param| param.ty.as_str()).chain(std::iter::once(api.returns.as_str()))
    });
    fields.chain(calls)
}
