//! The `fields` parameter of a selection.

use std::borrow::Cow;

use crate::{
    answer::{Fields, field_list},
    decode::{DEEPEST, ReadsAs},
    request::Request,
    wire,
};

/// Requests the fields of a selection.
pub fn select<F: Fields>(request: &mut Request) {
    set_fields(request, field_list::<wire::Node<F::Node>, F>());
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
