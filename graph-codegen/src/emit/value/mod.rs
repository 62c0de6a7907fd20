//! What objects that are sent and unions have in common.

pub(super) mod conversions;

use graph_schema::model::{Limits, Pattern};

use crate::code::{Code, Name, code};

/// The implementations that only call the runtime.
pub(super) fn plain(name: &Name, wire: &Code) -> Code {
    code!(__rt::shape_impls! { #name: #wire })
}

/// The limits of a member or parameter.
pub(super) fn limits(limits: &Limits) -> Code {
    let Limits { min_length, max_length, max_bytes, min, max, min_items, max_items, pattern } = *limits;
    let counts = [
        ("min_length", min_length),
        ("max_length", max_length),
        ("max_bytes", max_bytes),
        ("min_items", min_items),
        ("max_items", max_items),
    ];
    let counts = counts.into_iter().filter_map(|(key, limit)| {
        let key = Name::new(key);
        limit.map(|limit| code!(#key: __rt::Some(#limit),))
    });
    let ranges = [("min", min), ("max", max)].into_iter().filter_map(|(key, limit)| {
        let key = Name::new(key);
        limit.map(|limit| code!(#key: __rt::Some(#limit),))
    });
    let pattern = pattern.map(|pattern| {
        let pattern = Name::new(match pattern {
            Pattern::Digits => "Digits",
            Pattern::Alphanumeric => "Alphanumeric",
            Pattern::Snake => "Snake",
            Pattern::Https => "Https",
            Pattern::OneLine => "OneLine",
        });
        code!(pattern: __rt::Some(__rt::Pattern::#pattern),)
    });
    code!(__rt::Limits { #(#counts)* #(#ranges)* #pattern ..__rt::Limits::NONE })
}
