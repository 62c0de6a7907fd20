//! Checks length limits and ranges.

use crate::{
    diagnostic::{Diagnostic, Diagnostics, code},
    raw::{Document, TypeKind},
};

pub(super) fn check(raw: &Document, diags: &mut Diagnostics) {
    for param in super::params_of(raw) {
        let is =
            |names: &[&str]| matches!(&param.ty.kind, TypeKind::Name(name) if names.contains(&name.as_str()));
        let lengths = [&param.min_length, &param.max_length];
        let ranges = [&param.min, &param.max];
        for limit in lengths.into_iter().flatten().filter(|_| !is(&["string", "url", "Permission"])) {
            wrong_type(
                &param.name.value,
                limit.span,
                "only a `string`, `url` or `Permission` can have a length limit",
                diags,
            );
        }
        for limit in ranges.into_iter().flatten().filter(|_| !is(&["integer", "number"])) {
            wrong_type(
                &param.name.value,
                limit.span,
                "only an `integer` or `number` can have a range",
                diags,
            );
        }
        let crossed = match (lengths, ranges) {
            ([Some(min), Some(max)], _) if min.value > max.value => Some(min.span),
            (_, [Some(min), Some(max)]) if min.value > max.value => Some(min.span),
            _ => None,
        };
        if let Some(span) = crossed {
            diags.push(
                Diagnostic::error(
                    code::BAD_LIMIT,
                    format!("the limits of `{}` exclude every value", param.name.value),
                )
                .at(span, "greater than the maximum"),
            );
        }
    }
}

fn wrong_type(param: &str, span: crate::diagnostic::source::Span, label: &str, diags: &mut Diagnostics) {
    diags.push(
        Diagnostic::error(code::BAD_LIMIT, format!("limit does not fit the type of `{param}`"))
            .at(span, label),
    );
}
