//! The `fields` parameter of a selection.

use std::borrow::Cow;

use crate::{
    answer::{Allowed, FieldName, Fields, SelectionOf, field_list},
    decode::{DEEPEST, ReadsAs},
    facts::{Available, MaybeUnavailable, ReachedWith},
    request::Request,
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

/// Requests an explicit list of fields.
pub fn select_named<N>(request: &mut Request, list: impl IntoIterator<Item = FieldName<N>>) {
    request.params().commas("fields", list.into_iter().map(|name| name.as_str()));
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
    } else {
        request.params().text("fields", list);
    }
}
