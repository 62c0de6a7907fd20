//! The procedural macros of `graph-client`, a thin layer over `graph-codegen`. Use them through `graph-client`.

mod api;
mod input;

use proc_macro::TokenStream;

/// The implementation of `graph_client::graph_api!`, which passes the path of its crate.
#[doc(hidden)]
#[proc_macro]
pub fn __graph_api(input: TokenStream) -> TokenStream {
    api::expand(input.into()).into()
}

/// Derives the trait `graph_client::Fields`, whose documentation describes the attributes: the fields of the struct are
/// the fields to request.
#[proc_macro_derive(Fields, attributes(graph))]
pub fn fields(input: TokenStream) -> TokenStream {
    graph_codegen::fields(input.into()).into()
}

/// Defines a set of permissions, for `verify` and `assume` of a client.
///
/// ```ignore
/// graph_client::permissions! { pub struct MyApp in graph_client::api: [user_likes, publish_stream]; }
/// ```
///
/// The path after `in` is the module of the API; the names are permissions of its schema.
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
