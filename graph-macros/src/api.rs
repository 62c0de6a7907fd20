//! `graph_api!`: finds the schema, tracks its files, reports its errors.

use std::{
    hash::{DefaultHasher, Hasher as _},
    path::{Path, PathBuf},
};

use graph_schema::{Loaded, diagnostic::Severity, render};
use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};

use crate::input::{Input, Which};

pub(crate) fn expand(input: TokenStream) -> TokenStream {
    let input: Input = match syn::parse2(input) {
        Ok(input) => input,
        Err(error) => return error.into_compile_error(),
    };
    let (loaded, span) = match &input.schema {
        Which::Shipped(name) => match graph_schema::embedded(&name.to_string()) {
            Some(loaded) => (loaded, Span::call_site()),
            None => {
                let message =
                    "expected the path of a schema as a literal, such as \"schema/graph.json\", or `builtin`";
                return syn::Error::new(name.span(), message).into_compile_error();
            }
        },
        Which::File(path) => (graph_schema::load(&locate(&path.value(), path.span())), path.span()),
    };
    let errors = errors(&loaded, span);
    let tracked = tracked(&loaded);
    let mark = mark(&loaded, span);
    // Even with errors, the valid part of the schema is generated, so that one typo does not cause many unresolved
    // names. The parser of `proc_macro2` would read every token a second time.
    let api = graph_codegen::api(&loaded.schema, &mark).parse::<proc_macro::TokenStream>();
    let api: TokenStream = match api.map(TokenStream::from) {
        Ok(api) => api,
        Err(error) => {
            let text =
                format!("the generated code is not valid Rust, which is a bug in graph-client: {error}");
            quote_spanned!(span=> ::core::compile_error!(#text);)
        }
    };
    let runtime = &input.runtime;
    quote! {
        #errors
        #tracked
        #[doc(hidden)]
        pub use #runtime::__rt;
        #api
    }
}

/// Resolves a path relative to the file that contains the literal, or else to the folder of the crate. The file of the
/// macro call could be that of a `macro_rules!` wrapper.
fn locate(path: &str, span: Span) -> PathBuf {
    let path = Path::new(path);
    let beside = span.unwrap().local_file().and_then(|file| file.parent().map(|folder| folder.join(path)));
    let in_crate = std::env::var_os("CARGO_MANIFEST_DIR").map(|folder| PathBuf::from(folder).join(path));
    let found = [&beside, &in_crate].into_iter().flatten().find(|candidate| candidate.exists());
    found.or(beside.as_ref()).cloned().unwrap_or_else(|| path.to_owned())
}

fn errors(loaded: &Loaded, span: Span) -> TokenStream {
    loaded
        .diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.severity == Severity::Error)
        .map(|diagnostic| {
            let mut diagnostic = diagnostic.clone();
            if diagnostic.primary.is_none() {
                let help = "the path is relative to this file, or to the folder of `Cargo.toml`";
                diagnostic = diagnostic.help(help);
            }
            let text = render::for_compiler(&diagnostic, &loaded.sources);
            quote_spanned!(span=> ::core::compile_error!(#text);)
        })
        .collect()
}

/// Makes every file that was read an input of the build.
fn tracked(loaded: &Loaded) -> TokenStream {
    let files = loaded
        .sources
        .iter()
        .filter_map(|source| source.path.as_ref()?.canonicalize().ok())
        .map(|path| path.display().to_string());
    quote!(
        const _: &[&[::core::primitive::u8]] = &[#(::core::include_bytes!(#files)),*];
    )
}

/// A hash of all files and of the location of the call, so that a call generates the same names in every build with the
/// same compiler, and two calls for one schema generate different ones.
fn mark(loaded: &Loaded, span: Span) -> String {
    let span = span.unwrap();
    let place = format!("{}:{}:{}", span.file(), span.line(), span.column());
    let texts = loaded.sources.iter().map(|source| source.text.as_str());
    let mut hasher = DefaultHasher::new();
    for text in texts.chain([place.as_str()]) {
        hasher.write(text.as_bytes());
    }
    format!("{:016x}", hasher.finish())
}
