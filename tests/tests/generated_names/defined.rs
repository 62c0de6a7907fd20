//! The names that Rust code defines, by where they must be unique.

use std::collections::BTreeMap;

use quote::ToTokens;
use syn::{Fields, File, FnArg, ImplItem, Item, Pat, Signature, Type};

/// How often a name is defined, by its place, namespace and text.
type Defined = BTreeMap<String, usize>;

/// The names that are defined more than once in one place.
pub fn twice(file: &File) -> Vec<String> {
    let mut defined = Defined::new();
    items(&file.items, "api", &mut defined);
    defined.into_iter().filter(|(_, times)| *times > 1).map(|(name, _)| name).collect()
}

/// The types, functions and constants of a module of the API, by name: `user::likes`.
pub fn in_module(file: &File, module: &str) -> Vec<String> {
    let mut defined = Defined::new();
    items(&file.items, "api", &mut defined);
    let place = format!(" api::{module}::");
    let names = defined.keys().filter_map(|key| {
        let (space, name) = key.split_once(&place)?;
        (matches!(space, "type" | "value") && !name.contains("::")).then(|| name.to_owned())
    });
    names.collect()
}

fn define(defined: &mut Defined, place: &str, space: &str, name: &impl ToString) {
    *defined.entry(format!("{space} {place}::{}", name.to_string().trim_start_matches("r#"))).or_default() +=
        1;
}

fn items(items: &[Item], place: &str, defined: &mut Defined) {
    for item in items {
        match item {
            Item::Mod(module) => {
                define(defined, place, "type", &module.ident);
                let place = format!("{place}::{}", module.ident);
                self::items(module.content.as_ref().map_or(&[], |(_, items)| items), &place, defined);
            }
            Item::Struct(item) => {
                define(defined, place, "type", &item.ident);
                if matches!(item.fields, Fields::Unit | Fields::Unnamed(_)) {
                    define(defined, place, "value", &item.ident);
                }
                let inner = format!("{place}::{}", item.ident);
                for field in item.fields.iter().filter_map(|field| field.ident.as_ref()) {
                    define(defined, &inner, "field", field);
                }
            }
            Item::Enum(item) => {
                define(defined, place, "type", &item.ident);
                let inner = format!("{place}::{}", item.ident);
                for variant in &item.variants {
                    define(defined, &inner, "variant", &variant.ident);
                }
            }
            Item::Trait(item) => define(defined, place, "type", &item.ident),
            Item::Type(item) => define(defined, place, "type", &item.ident),
            Item::Const(item) => define(defined, place, "value", &item.ident),
            Item::Static(item) => define(defined, place, "value", &item.ident),
            Item::Fn(item) => {
                define(defined, place, "value", &item.sig.ident);
                inputs(&item.sig, place, defined);
            }
            Item::Impl(item) => {
                let ty = absolute(&item.self_ty, place);
                if let Some((path, _)) = &item.trait_ {
                    // One of each: of `From<A>` and `From<B>`, both.
                    let (generics, path) = (item.generics.to_token_stream(), path.to_token_stream());
                    let path = format!("{generics} {path} for {ty}");
                    define(defined, place, "impl", &path);
                    continue;
                }
                for inner in &item.items {
                    match inner {
                        ImplItem::Fn(method) => {
                            define(defined, &ty, "method", &method.sig.ident);
                            inputs(&method.sig, &ty, defined);
                        }
                        ImplItem::Const(item) => define(defined, &ty, "method", &item.ident),
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }
}

fn inputs(signature: &Signature, place: &str, defined: &mut Defined) {
    let place = format!("{place}::{}(..)", signature.ident);
    for input in &signature.inputs {
        if let FnArg::Typed(input) = input
            && let Pat::Ident(pat) = &*input.pat
        {
            define(defined, &place, "input", &pat.ident);
        }
    }
}

/// The type with each path from the root. Lists and nodes are extended from several modules.
fn absolute(ty: &Type, place: &str) -> String {
    let text = ty.to_token_stream().to_string().replace(' ', "").replace("self::", "");
    let mut whole = String::new();
    let mut rest = text.as_str();
    while !rest.is_empty() {
        let path =
            rest.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '#' | ':'))).unwrap_or(rest.len());
        let (mut name, others) = rest.split_at(path.max(1).min(rest.len()));
        if path > 0 {
            let mut parts: Vec<&str> = place.split("::").collect();
            while let Some(inner) = name.strip_prefix("super::") {
                parts.pop();
                name = inner;
            }
            whole += &parts.join("::");
            whole += "::";
        }
        whole += name;
        rest = others;
    }
    // The parameter of the target has the place of its impl.
    let target = [",", place, "::T"].concat();
    whole.replace(&target, ",T")
}
