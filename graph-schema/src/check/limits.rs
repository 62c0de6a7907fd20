//! Checks limits of lengths, values and numbers of elements.

use crate::list::List as _;
use crate::{
    diagnostic::{
        Diagnostic, Diagnostics, code,
        source::{Span, Spanned},
    },
    model::Scalar,
    raw::{Document, Limits, Param, TypeExpr, TypeKind},
    table::Set,
};

pub(super) fn check(raw: &Document, diags: &mut Diagnostics) {
    let mut known = Set::default();
    let (nodes, enums) = (raw.nodes.iter().map(|node| &node.name), raw.enums.iter().map(|item| &item.name));
    for name in nodes.chain(enums).chain(raw.unions.iter().map(|union| &union.name)) {
        known.insert(&name.value);
    }
    for param in super::params_of(raw) {
        let limits = &param.limits;
        if limits.is_empty()
            || only_chosen(&param.name.value, param.constant.is_some(), param.flat, limits, diags)
        {
            continue;
        }
        let texts = ["string", "url", "Permission"];
        Limited { name: &param.name.value, ty: &param.ty, texts: &texts, limits }.check(&known, diags);
        of_files(param, diags);
    }
    for field in raw.nodes.iter().flat_map(|node| &node.fields) {
        let Some(sent) = field.sent.as_ref().filter(|sent| !sent.limits.is_empty()) else { continue };
        let name = &field.name.value;
        if !only_chosen(name, sent.constant.is_some(), sent.flat, &sent.limits, diags) {
            Limited { name, ty: &field.ty, texts: &TEXTS, limits: &sent.limits }.check(&known, diags);
        }
    }
    let variants = raw.unions.iter().flat_map(|union| &union.variants);
    for variant in variants.filter(|variant| !variant.limits.is_empty()) {
        let name = &variant.word.value;
        match &variant.ty {
            Some(ty) => Limited { name, ty, texts: &TEXTS, limits: &variant.limits }.check(&known, diags),
            None => {
                if let Some((span, _)) = first(&variant.limits) {
                    wrong_type(name, span, "the variant has no content", "set its \"type\"", diags);
                }
            }
        }
    }
}

/// The types of text in values that are sent.
const TEXTS: [&str; 2] = ["string", "url"];

/// The place of the first limit, with its key.
fn first(limits: &Limits) -> Option<(Span, &'static str)> {
    let counts = [
        (&limits.min_length, "min_length"),
        (&limits.max_length, "max_length"),
        (&limits.max_bytes, "max_bytes"),
        (&limits.min_items, "min_items"),
        (&limits.max_items, "max_items"),
    ];
    let ranges = [(&limits.min, "min"), (&limits.max, "max")];
    let pattern = limits.pattern.as_ref().map(|pattern| (pattern.span, "pattern"));
    let counts = counts.into_iter().filter_map(|(limit, key)| Some((limit.as_ref()?.span, key)));
    let ranges = ranges.into_iter().filter_map(|(limit, key)| Some((limit.as_ref()?.span, key)));
    counts.chain(ranges).chain(pattern).next()
}

/// Reports limits of what the caller does not choose, or of a value that stands in no member. Returns whether that
/// is all there is to say.
fn only_chosen(
    name: &str,
    is_constant: bool,
    flat: Option<Span>,
    limits: &Limits,
    diags: &mut Diagnostics,
) -> bool {
    let label = match (is_constant, flat) {
        (true, _) => "the value is a constant",
        (false, Some(_)) => "the value is a flat union, whose members are sent here",
        (false, None) => return false,
    };
    if let Some((span, key)) = first(limits) {
        let help = match is_constant {
            true => format!("remove \"{key}\""),
            false => {
                format!("set \"{key}\" on the variants of the union, or on the members of their objects")
            }
        };
        wrong_type(name, span, label, &help, diags);
    }
    true
}

/// A list of files, which are parts of a form each.
fn of_files(param: &Param, diags: &mut Diagnostics) {
    let of_files = matches!(&param.ty.kind, TypeKind::List(item) if is_named(item, "file"));
    if let Some((span, key)) = first(&param.limits).filter(|_| of_files) {
        let label = "the files of a list are not counted before they are sent";
        let help = format!("remove \"{key}\", and describe the limit in \"doc\"");
        wrong_type(&param.name.value, span, label, &help, diags);
    }
}

fn is_named(ty: &TypeExpr, wanted: &str) -> bool {
    matches!(&ty.kind, TypeKind::Name(name) if name == wanted)
}

/// A value with limits.
struct Limited<'a> {
    name: &'a str,
    ty: &'a TypeExpr,
    /// The types that are text.
    texts: &'a [&'a str],
    limits: &'a Limits,
}

impl Limited<'_> {
    fn check(&self, known: &Set, diags: &mut Diagnostics) {
        let inner = innermost(self.ty);
        let is_known = match &inner.kind {
            TypeKind::Name(name) => Scalar::from_name(name).is_some() || known.contains(name),
            TypeKind::Bad => false,
            _ => true,
        };
        if is_known {
            self.types(inner, diags);
        }
        let Limits { min_length, max_length, max_bytes, min, max, min_items, max_items, .. } = self.limits;
        crossed(self.name, min_length, max_length, "greater than the maximum", diags);
        // No character is shorter than a byte.
        crossed(self.name, min_length, max_bytes, "greater than the maximum in bytes", diags);
        crossed(self.name, min, max, "greater than the maximum", diags);
        crossed(self.name, min_items, max_items, "greater than the maximum", diags);
    }

    fn types(&self, inner: &TypeExpr, diags: &mut Diagnostics) {
        let Limits { min_length, max_length, max_bytes, min, max, min_items, max_items, pattern } =
            self.limits;
        let is = |names: &[&str]| names.iter().any(|name| is_named(inner, name));
        let lengths = [min_length, max_length, max_bytes].into_iter().flatten().map(|limit| limit.span);
        let is_text = is(self.texts);
        let all = self.texts.iter().map(|name| format!("`{name}`")).list();
        let texts = match all.as_slice() {
            [others @ .., last] => format!("{} or {last}", others.join(", ")),
            [] => String::new(),
        };
        for span in lengths.filter(|_| !is_text) {
            let label = format!("only a {texts} can have a length limit");
            wrong_type(self.name, span, &label, "", diags);
        }
        if let Some(pattern) = pattern.as_ref().filter(|_| !is_text) {
            wrong_type(self.name, pattern.span, &format!("only a {texts} can have a pattern"), "", diags);
        }
        let ranges = [min, max].into_iter().flatten();
        for limit in ranges.filter(|_| !is(&["integer", "number"])) {
            wrong_type(self.name, limit.span, "only an `integer` or `number` can have a range", "", diags);
        }
        let is_counted = matches!(self.ty.kind, TypeKind::List(_) | TypeKind::Map(_) | TypeKind::Keyed(..));
        for limit in [min_items, max_items].into_iter().flatten().filter(|_| !is_counted) {
            let label = "only a list or map has a number of elements";
            let help = match is_text {
                true => "for the number of characters, use \"min_length\" and \"max_length\"",
                false => "",
            };
            wrong_type(self.name, limit.span, label, help, diags);
        }
    }
}

/// The type of the elements, at any depth.
fn innermost(ty: &TypeExpr) -> &TypeExpr {
    match &ty.kind {
        TypeKind::List(item) | TypeKind::Map(item) | TypeKind::Keyed(_, item) => innermost(item),
        _ => ty,
    }
}

fn crossed<T: PartialOrd>(
    name: &str,
    min: &Option<Spanned<T>>,
    max: &Option<Spanned<T>>,
    label: &str,
    diags: &mut Diagnostics,
) {
    if let (Some(min), Some(max)) = (min, max)
        && min.value > max.value
    {
        diags.push(
            Diagnostic::error(code::BAD_LIMIT, format!("the limits of `{name}` exclude every value"))
                .at(min.span, label),
        );
    }
}

fn wrong_type(name: &str, span: Span, label: &str, help: &str, diags: &mut Diagnostics) {
    let diagnostic = Diagnostic::error(code::BAD_LIMIT, format!("limit does not fit the type of `{name}`"))
        .at(span, label);
    diags.push(if help.is_empty() { diagnostic } else { diagnostic.help(help) });
}
