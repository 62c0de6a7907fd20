//! The `fields` parameter of a selection.

use std::borrow::Cow;

use crate::{
    answer::{Fields, field_list},
    decode::{DEEPEST, ReadsAs},
    request::Request,
    wire,
};

/// Asks for the fields of a selection.
pub fn select<F: Fields>(request: &mut Request) {
    put_list(request, field_list::<wire::Node<F::Node>, F>());
}

/// Asks for the fields of the items of a list.
pub fn select_items<W, F: ReadsAs<W>>(request: &mut Request) {
    put_list(request, field_list::<W, F>());
}

fn put_list(request: &mut Request, list: Option<Cow<'static, str>>) {
    let Some(list) = list else { return };
    if list.contains('\0') {
        let reason = format!("the selection contains itself, or is deeper than {} levels", DEEPEST);
        request.params().refuse("fields", reason);
    } else {
        request.params().text("fields", list);
    }
}
