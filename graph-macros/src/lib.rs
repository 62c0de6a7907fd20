//! The macros of `graph-client`. They are a thin shell around `graph-codegen`.

mod api;
mod input;

use proc_macro::TokenStream;

/// The expansion of `graph_client::graph_api!`, which passes on the path of its crate.
#[doc(hidden)]
#[proc_macro]
pub fn __graph_api(input: TokenStream) -> TokenStream {
    api::expand(input.into()).into()
}

/// Makes a struct a selection: its fields are the fields to request. See `graph_client::Fields`.
#[proc_macro_derive(Fields, attributes(graph))]
pub fn fields(input: TokenStream) -> TokenStream {
    graph_codegen::fields(input.into()).into()
}

/// Makes a set of permissions: `permissions! { pub struct MyApp in fb: [user_likes]; }`, where `fb` is the module of the
/// API.
#[proc_macro]
pub fn permissions(input: TokenStream) -> TokenStream {
    graph_codegen::permissions(input.into()).into()
}

/// The second step of `permissions!`.
#[doc(hidden)]
#[proc_macro]
pub fn __permission_impls(input: TokenStream) -> TokenStream {
    graph_codegen::permission_impls(input.into()).into()
}
