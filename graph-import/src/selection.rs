//! Selects the specs to import: the requested ones, and what their answers and parameters contain.

use std::collections::BTreeSet;

use crate::{
    error::{Error, UnknownSpec},
    read::{Catalogue, Spec},
    spelling,
};

/// The names of the selected specs.
#[derive(Debug, Default)]
pub(crate) struct Selection<'a> {
    /// The specs to import whole.
    pub(crate) whole: BTreeSet<&'a str>,
    /// The nodes to import with their fields alone.
    pub(crate) fields: BTreeSet<&'a str>,
}

impl Selection<'_> {
    /// Whether a spec has its fields in the schema. Otherwise it is a stub.
    pub(crate) fn contains(&self, name: &str) -> bool {
        self.whole.contains(name) || self.fields.contains(name)
    }
}

/// Selects specs. `only` has the requested ones; `None` selects all of them.
///
/// Objects are selected wherever they occur. Nodes in the answers of requested nodes, also inside of objects, are selected
/// with their fields, and so are all nodes without calls that these contain. A `shallow` selection has neither.
pub(crate) fn select<'a>(
    catalogue: &'a Catalogue,
    only: Option<&[String]>,
    shallow: bool,
) -> Result<Selection<'a>, Error> {
    let Some(only) = only else {
        let whole = catalogue.specs.keys().map(String::as_str).collect();
        return Ok(Selection { whole, ..Selection::default() });
    };
    let whole = requested(catalogue, only)?;
    let mut selection = Selection { whole: whole.keys().copied().collect(), ..Selection::default() };
    // What is reached from an answer comes first, so that it does not matter what else refers to it.
    let (mut answers, mut others): (Vec<_>, Vec<_>) =
        whole.values().copied().flat_map(references).partition(|reference| reference.in_answer);
    while let Some(reference) = answers.pop().or_else(|| others.pop()) {
        let Some((name, spec)) = reference.spec(catalogue).filter(|(name, _)| !selection.contains(name))
        else {
            continue;
        };
        if !spec.is_node() {
            // Its members are answered where it is.
            selection.whole.insert(name);
            let inside =
                references(spec).map(|inside| Reference { in_answer: reference.in_answer, ..inside });
            if reference.in_answer { answers.extend(inside) } else { others.extend(inside) }
        } else if !shallow && (reference.in_answer || spec.apis.is_empty()) {
            selection.fields.insert(name);
            // The nodes in it are not read with the requested one.
            others.extend(fields(spec).map(|inside| Reference { in_answer: false, ..inside }));
        }
    }
    Ok(selection)
}

type Specs<'a> = std::collections::BTreeMap<&'a str, &'a Spec>;

/// The requested specs, or all names that the catalogue does not have.
fn requested<'a>(catalogue: &'a Catalogue, only: &[String]) -> Result<Specs<'a>, Error> {
    let (mut specs, mut unknown) = (Specs::new(), Vec::<UnknownSpec>::new());
    for name in only {
        if let Some((name, spec)) = catalogue.specs.get_key_value(name) {
            specs.insert(name, spec);
        } else if unknown.iter().all(|found| found.name != *name) {
            let known = catalogue.specs.keys().map(String::as_str);
            let meant = graph_schema::suggest(name, known).map(str::to_owned);
            unknown.push(UnknownSpec { name: name.clone(), meant });
        }
    }
    if unknown.is_empty() { Ok(specs) } else { Err(Error::UnknownSpecs { specs: unknown }) }
}

/// A type that a spec names.
struct Reference<'a> {
    ty: &'a str,
    /// Whether it is part of an answer.
    in_answer: bool,
}

impl Reference<'_> {
    fn spec<'c>(&self, catalogue: &'c Catalogue) -> Option<(&'c str, &'c Spec)> {
        let name = spelling::parse(self.ty)?.leaf();
        catalogue.specs.get_key_value(name).map(|(name, spec)| (name.as_str(), spec))
    }
}

fn references(spec: &Spec) -> impl Iterator<Item = Reference<'_>> {
    let calls = spec.apis.iter().flat_map(|api| {
        let params = api.params.iter().map(|param| Reference { ty: &param.ty, in_answer: false });
        params.chain([Reference { ty: &api.returns, in_answer: true }])
    });
    fields(spec).chain(calls)
}

/// The types of the fields, which are answered when the spec is read.
fn fields(spec: &Spec) -> impl Iterator<Item = Reference<'_>> {
    spec.fields.iter().map(|field| Reference { ty: &field.ty, in_answer: true })
}
