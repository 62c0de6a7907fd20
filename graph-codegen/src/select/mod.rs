//! `derive(Fields)`: never opens the schema. It names the fields of the node's module with the
//! spans of the user's struct, and rustc does the rest.

mod expand;
mod parse;

use proc_macro2::TokenStream;

/// What `derive(Fields)` adds to a struct.
pub fn fields(input: TokenStream) -> TokenStream {
    let parsed = syn::parse2(input).and_then(parse::selection);
    match parsed {
        Ok(selection) => expand::selection(&selection),
        Err(error) => error.into_compile_error(),
    }
}
