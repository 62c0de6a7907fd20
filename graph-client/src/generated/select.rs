//! The `fields` parameter of a selection.

use std::borrow::Cow;

use crate::{
    answer::{Allowed, FieldOf, Fields, SelectionOf, field_list},
    decode::{Asked, DEEPEST, Nested, ReadsAs, list},
    facts::{Available, Holding, MaybeUnavailable, Node, ReachedWith},
    request::{Request, arguments},
    value::IntoList,
    wire,
};

/// Requests the fields of a selection.
pub fn select<F: Fields>(request: &mut Request) {
    set_fields(request, field_list::<wire::Node<F::Node>, F>());
}

/// The conditions of [`SelectsOf`](crate::call::SelectsOf) for a node `N` that is reached as `T`.
#[diagnostic::on_unimplemented(
    message = "the fields of `{F}` are not known to be allowed here with a `{K}`",
    label = "may select fields that this call does not allow",
    note = "give the type parameter the bounds `Fields<Node = ..> + SelectionOf<..> + Allowed<..>` (example in `graph_client::bounds`)"
)]
pub trait Selected<F, N, T, K, S> {
    /// Requests the fields.
    fn select(request: &mut Request);
}

macro_rules! selected {
    ($($availability:ident)*) => {$(
        impl<F, N, T, K, S> Selected<F, N, T, K, S> for $availability
        where
            F: Fields + SelectionOf<N> + Allowed<T, K, S>,
            T: ReachedWith<K>,
        {
            fn select(request: &mut Request) {
                select::<F>(request);
            }
        }
    )*};
}
selected! { Available MaybeUnavailable }

/// [`Selected`] for a node that comes with the arguments `G`.
#[diagnostic::on_unimplemented(
    message = "the fields of `{F}` are not known to be allowed here with a `{K}`",
    label = "may select fields that this call does not allow",
    note = "give the type parameter the bounds `Fields<Node = ..> + SelectionOf<..> + Allowed<..>` (example in `graph_client::bounds`)"
)]
pub trait SelectedWith<F, N, T, K, S, G> {
    /// Requests the fields.
    fn select(request: &mut Request);
}

macro_rules! selected_with {
    ($($availability:ident)*) => {$(
        impl<F, N, T, K, S, G> SelectedWith<F, N, T, K, S, G> for $availability
        where
            F: Fields + SelectionOf<N> + Allowed<T, Holding<K, G>, S>,
            T: ReachedWith<K>,
        {
            fn select(request: &mut Request) {
                select::<F>(request);
            }
        }
    )*};
}
selected_with! { Available MaybeUnavailable }

/// The fields of a selection that are requested: all but those that are sent without being asked.
pub const fn asked<N: Node>(nested: Nested) -> Nested {
    match nested {
        _ if N::UNASKED.is_empty() => nested,
        Nested::Fixed(text) => Nested::Without(N::UNASKED, Asked::Fixed(text)),
        Nested::Made(write) => Nested::Without(N::UNASKED, Asked::Made(write)),
        Nested::Without(..) => nested,
    }
}

/// Fails to compile if a name that is written by hand is that of a field that is sent without being asked.
///
/// With `track_caller`, the message points to the field, and does not show where the standard library panics.
#[track_caller]
pub const fn asks<N: Node>(name: &str) {
    let mut at = 0;
    while at < N::UNASKED.len() {
        assert!(
            !same(N::UNASKED[at], name),
            "this field comes unasked and cannot be requested: remove `raw`, and select it under its name"
        );
        at += 1;
    }
}

/// Texts cannot be compared by `==` in a constant.
const fn same(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    let mut at = 0;
    while at < one.len() && at < other.len() && one[at] == other[at] {
        at += 1;
    }
    at == one.len() && at == other.len()
}

/// Requests an explicit list of fields.
pub fn select_named<N: Node, F: FieldOf<N>>(request: &mut Request, list: impl IntoList<F>) {
    let names: Vec<&str> = list.into_list().map(|field| field.into_name().as_str()).collect();
    let is_unasked = |name: &&&str| names.iter().any(|item| list::is_of(item, name));
    let unasked = N::UNASKED.iter().find(is_unasked);
    request.params().commas("fields", &names);
    if let Some(name) = unasked {
        let reason = format!("`{name}` comes unasked and cannot be requested: remove it from the list");
        request.params().refuse("fields", reason);
    }
}

/// Requests the fields of a selection for the items of a list.
pub fn select_items<W, F: ReadsAs<W>>(request: &mut Request) {
    set_fields(request, field_list::<W, F>());
}

fn set_fields(request: &mut Request, list: Option<Cow<'static, str>>) {
    let Some(list) = list else { return };
    if list.contains('\0') {
        let reason = format!("the selection contains itself or is nested deeper than {} levels", DEEPEST);
        request.params().refuse("fields", reason);
    } else if arguments::is_open(&list) {
        match arguments::filled(&list, &request.given) {
            Ok(list) => request.params().text("fields", list),
            Err(reason) => request.params().refuse("fields", reason),
        }
    } else {
        request.params().text("fields", list);
    }
}
