//! `derive(Fields)`. It never opens the schema: it refers to the fields of the node's module with the spans of the
//! user's struct, and rustc reports what does not exist.

mod expand;
mod parse;
mod shape;

use proc_macro2::TokenStream;
use quote::quote;

/// The expansion of `derive(Fields)`.
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
            // Otherwise rustc also warns that the node's import is unused.
            let import = node.map(|node| quote!(const _: () = { use #node as _; };));
            quote!(#error #import)
        }
    }
}

#[cfg(test)]
mod tests {
    use quote::quote;

    #[test]
    fn the_struct_itself_is_no_node() {
        let made =
            super::fields(quote! { #[graph(node = Self::user)] struct Card { id: String } }).to_string();
        assert!(made.contains("write the module of the node"), "{made}");
        assert!(!made.contains("use Self"), "{made}");
    }
}
