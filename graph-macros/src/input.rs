//! The input of `graph_api!`: the path of the runtime, then the schema.

use proc_macro2::TokenStream;
use syn::{
    Error, Ident, LitStr, Result, bracketed,
    parse::{Parse, ParseStream},
};

/// `[$crate] "schema/graph.json"` or `[$crate] builtin`
pub(crate) struct Input {
    /// The path of `graph-client` in the caller's crate.
    pub(crate) runtime: TokenStream,
    /// The schema.
    pub(crate) schema: Which,
}

/// Where the schema is.
pub(crate) enum Which {
    /// One that this version ships.
    Shipped(Ident),
    /// A file.
    File(LitStr),
}

impl Parse for Input {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let runtime;
        bracketed!(runtime in input);
        let runtime = runtime.parse()?;
        if input.is_empty() {
            return Err(Error::new(
                proc_macro2::Span::call_site(),
                "missing the schema: write its path, such as `graph_api!(\"schema/graph.json\")`",
            ));
        }
        let schema = if input.peek(LitStr) {
            Which::File(input.parse()?)
        } else {
            let word: Ident = input.parse().map_err(|error| {
                Error::new(
                    error.span(),
                    "expected the path of a schema as a literal, such as \"schema/graph.json\"",
                )
            })?;
            Which::Shipped(word)
        };
        if !input.is_empty() {
            return Err(input.error("unexpected token after the schema"));
        }
        Ok(Self { runtime, schema })
    }
}
