//! `derive(Fields)`: never opens the schema. It names the fields of the node's module with the
//! spans of the user's struct, and rustc does the rest.

mod expand;
mod parse;
mod shape;

use proc_macro2::TokenStream;
use quote::quote;

/// What `derive(Fields)` adds to a struct.
pub fn fields(input: TokenStream) -> TokenStream {
    let input: syn::DeriveInput = match syn::parse2(input) {
        Ok(input) => input,
        Err(error) => return error.into_compile_error(),
    };
    let mut node = None;
    let named = parse::node(&input.attrs, &mut node);
    match named.and_then(|()| parse::selection(input)) {
        Ok(selection) => expand::selection(&selection),
        Err(error) => {
            let error = error.into_compile_error();
            // Or else rustc says that nobody uses the import of the node.
            let import = node.map(|node| quote!(const _: () = { use #node as _; };));
            quote!(#error #import)
        }
    }
}
