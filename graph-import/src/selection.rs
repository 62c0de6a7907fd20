//! What is taken of the catalogue: what was asked for, with all objects that it is made of.

use std::collections::BTreeSet;

use crate::{
    error::Error,
    read::{Catalogue, Spec},
    spelling,
};

/// The names of the specs that are taken.
pub(crate) fn taken<'a>(
    catalogue: &'a Catalogue,
    only: Option<&[String]>,
) -> Result<BTreeSet<&'a str>, Error> {
    let Some(only) = only else { return Ok(catalogue.specs.keys().map(String::as_str).collect()) };
    let mut taken = BTreeSet::new();
    let mut open = Vec::new();
    for name in only {
        let Some((name, spec)) = catalogue.specs.get_key_value(name) else {
            let known = catalogue.specs.keys().map(String::as_str);
            let meant = graph_schema::suggest(name, known).map(str::to_owned);
            return Err(Error::UnknownSpec { name: name.clone(), meant });
        };
        if taken.insert(name.as_str()) {
            open.push(spec);
        }
    }
    while let Some(spec) = open.pop() {
        for ty in types(spec) {
            let Some(name) = spelling::parse(ty).map(|spelling| spelling.leaf()) else { continue };
            // Nodes lead to all other nodes; objects are parts of what was asked for.
            if let Some((name, spec)) = catalogue.specs.get_key_value(name)
                && !spec.is_node()
                && taken.insert(name.as_str())
            {
                open.push(spec);
            }
        }
    }
    Ok(taken)
}

fn types(spec: &Spec) -> impl Iterator<Item = &str> {
    let fields = spec.fields.iter().map(|field| field.ty.as_str());
    let calls = spec.apis.iter().flat_map(|api| {
        api.params.iter().map(|param| param.ty.as_str()).chain(std::iter::once(api.returns.as_str()))
    });
    fields.chain(calls)
}
