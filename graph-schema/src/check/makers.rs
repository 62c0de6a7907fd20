//! Checks the functions that make values: their names, and the modules that they are in.

use super::unique::Unique;
use crate::{
    diagnostic::{Diagnostic, Diagnostics, code, source::Span},
    model::{Function, Schema, sent},
    raw::{Document, Name},
    reserved,
    table::Table,
};

pub(super) fn check(raw: &Document, schema: &Schema, diags: &mut Diagnostics) {
    let sent = sent(&schema.nodes, &schema.unions);
    let mut modules: Table<Unique> = Table::default();
    for (raw, node) in raw.nodes.iter().zip(&schema.nodes) {
        for target in raw.targets.iter().flatten() {
            let names = modules.of(&node.module);
            let what = format!("the target `{}` of `{}`", target.name.value, node.name);
            names.define_quietly(ident(&target.name.value), what, target.name.span);
        }
        if raw.targets.is_none() && !raw.is_object {
            let what = format!("the target `id` of `{}`", node.name);
            modules.of(&node.module).define_quietly("id".to_owned(), what, node.span);
        }
    }
    for (at, (raw, node)) in raw.nodes.iter().zip(&schema.nodes).enumerate() {
        let (Some(name), Some(function)) = (&raw.function, &node.function) else { continue };
        module(&function.module, name.span, diags);
        if sent.has_node(at) {
            let names = modules.of(&function.module);
            define(names, function, format!("the function of `{}`", node.name), name.span, diags);
        }
    }
    for (at, (raw, union)) in raw.unions.iter().zip(&schema.unions).enumerate() {
        if let Some(name) = &raw.module {
            super::names::member_name(name, "a module", diags);
        }
        module(&union.module, raw.module.as_ref().unwrap_or(&raw.name).span, diags);
        for variant in &union.variants {
            let Some(raw) = raw.variants.iter().find(|raw| raw.word.value == variant.word) else { continue };
            let given = raw.function.as_ref();
            given.into_iter().for_each(|name| plain(name, diags));
            let span = given.unwrap_or(&raw.word).span;
            if variant.function.module != union.module {
                module(&variant.function.module, span, diags);
            }
            if sent.has_union(at) && !variant.word.is_empty() {
                let names = modules.of(&variant.function.module);
                let what = format!("the function of `{}` in `{}`", variant.word, union.name);
                define(names, &variant.function, what, span, diags);
            }
        }
    }
}

fn define(names: &mut Unique, function: &Function, what: String, span: Span, diags: &mut Diagnostics) {
    let rust = ident(&function.name);
    if names.has(&rust) {
        let path = format!("{}::{}", function.module, function.name);
        let help = "set another \"function\" on one of them, or another \"module\" on its union";
        return names.report(&rust, &format!("`{path}`"), &what, help, span, diags);
    }
    names.define(rust, what, span, diags);
}

/// The name as an identifier: these cannot be written raw.
pub(super) fn ident(name: &str) -> String {
    let clean = reserved::member(name);
    match &*clean {
        "self" | "super" | "crate" | "_" => format!("{clean}_"),
        _ => clean.into_owned(),
    }
}

/// A function that is named without its module.
fn plain(name: &Name, diags: &mut Diagnostics) {
    if !name.value.contains("::") {
        super::names::member_name(name, "a function", diags);
    }
}

fn module(module: &str, span: Span, diags: &mut Diagnostics) {
    if reserved::ROOT_MODULES.contains(&module) {
        diags.push(
            Diagnostic::error(code::DESCRIBED_TWICE, format!("the module name `{module}` is reserved"))
                .at(span, "the functions that make values would be in it")
                .help(
                    "set another \"module\" on the union, or another \"function\" on the object or variant",
                ),
        );
    }
}
