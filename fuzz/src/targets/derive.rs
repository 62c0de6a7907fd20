//! The input of `derive(Fields)` and of `permissions!`: what they make is Rust.

use std::str::FromStr as _;

use proc_macro2::TokenStream;

/// The longest input, in bytes: `syn` reads nested expressions by recursion.
const LONGEST: usize = 1024;

pub fn run(data: &[u8]) {
    if data.len() > LONGEST {
        return;
    }
    let Ok(text) = std::str::from_utf8(data) else { return };
    let Ok(input) = TokenStream::from_str(text) else { return };
    for (name, expand) in [
        ("derive(Fields)", graph_codegen::fields as fn(TokenStream) -> TokenStream),
        ("permissions!", graph_codegen::permissions),
        ("permission_impls", graph_codegen::permission_impls),
    ] {
        let made = expand(input.clone());
        if let Err(error) = syn::parse2::<syn::File>(made) {
            panic!("what {name} makes is not valid Rust: {error}");
        }
    }
}
