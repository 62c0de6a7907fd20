//! Constants: functions that check them against the limits of their parameter at compile time.

use graph_schema::model::{Param, Scalar, Type};

use crate::{
    code::{Code, Put, code},
    plan::CallPlan,
};

/// One function for each parameter with limits.
pub(super) fn functions(plan: &CallPlan<'_>) -> Code {
    let functions = plan.checked.iter().filter_map(|checked| {
        let (param, function) = (plan.operation.param(checked.param), &checked.function);
        let (ty, check, limits) = limits(param)?;
        let message = format!("`{}` is out of range: expected {limits}", param.name);
        let doc = format!(
            " Checks a constant for `{}` at compile time: it takes {limits}.\n\n \
             `const VALUE: {} = {}::{function}(..);` does not compile with a value outside the limits. A value that \
             is known only at run time is checked before it is sent.",
            param.name,
            ty.as_str().trim_end(),
            plan.module,
        );
        Some(code! {
            #[doc = #doc]
            // The message points to the constant.
            #[track_caller]
            #[inline]
            pub const fn #function(value: #ty) -> #ty {
                ::core::assert!(#check, #message);
                value
            }
        })
    });
    functions.collect()
}

/// The type, the condition and the limits in words.
fn limits(param: &Param) -> Option<(Code, Code, String)> {
    match param.ty {
        Type::Scalar(Scalar::String | Scalar::Url) => {
            let (least, most) = (param.limits.min_length, param.limits.max_length);
            let characters = code!(__rt::characters(value));
            let check = between(&characters, least, most)?;
            Some((code!(&'static __rt::str), check, words(least, most, "characters")))
        }
        Type::Scalar(Scalar::Integer) => {
            let (least, most) = (param.limits.min, param.limits.max);
            let check = between(&code!(value), least, most)?;
            Some((code!(__rt::i64), check, words(least, most, "")))
        }
        _ => None,
    }
}

fn between<N: Put>(value: &Code, least: Option<N>, most: Option<N>) -> Option<Code> {
    match (least, most) {
        (None, None) => None,
        (Some(least), None) => Some(code!(#value >= #least)),
        (None, Some(most)) => Some(code!(#value <= #most)),
        (Some(least), Some(most)) => Some(code!(#value >= #least && #value <= #most)),
    }
}

fn words<N: std::fmt::Display>(least: Option<N>, most: Option<N>, unit: &str) -> String {
    let words = match (least, most) {
        (Some(least), Some(most)) => format!("{least} to {most} {unit}"),
        (Some(least), None) => format!("at least {least} {unit}"),
        (None, Some(most)) => format!("at most {most} {unit}"),
        (None, None) => String::new(),
    };
    let words = words.trim_end();
    // One of them is not several.
    words
        .strip_suffix("at least 1 characters")
        .map_or_else(|| words.to_owned(), |before| format!("{before}at least 1 character"))
}
