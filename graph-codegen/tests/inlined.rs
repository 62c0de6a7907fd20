//! Every function of a generated API is generic or `#[inline]`, so that it is compiled to machine code only where it is
//! used. A build then costs no more than a check.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// The names of functions with a body that are neither.
fn compiled(tokens: TokenStream, generic: bool, found: &mut Vec<String>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let word = |at: usize| tokens.get(at).map(ToString::to_string).unwrap_or_default();
    // State of the current item.
    let (mut inline, mut of_generic, mut function) = (false, generic, None);
    for (at, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Ident(ident) if ident == "impl" && word(at + 1) == "<" => of_generic = true,
            TokenTree::Ident(ident) if ident == "fn" => {
                // `fn()` as a type has no name.
                function = matches!(tokens.get(at + 1), Some(TokenTree::Ident(_))).then(|| word(at + 1));
                of_generic |= word(at + 2) == "<";
            }
            TokenTree::Group(group) => match group.delimiter() {
                Delimiter::Bracket if group.stream().to_string() == "inline" => inline = true,
                Delimiter::Parenthesis if function.is_some() => {
                    let is_impl = |token| matches!(token, TokenTree::Ident(ident) if ident == "impl");
                    of_generic |= group.stream().into_iter().any(is_impl);
                }
                Delimiter::Brace => {
                    match function.take() {
                        Some(name) if !inline && !of_generic => found.push(name),
                        Some(_) => {}
                        None => compiled(group.stream(), of_generic, found),
                    }
                    (inline, of_generic) = (false, generic);
                }
                _ => {}
            },
            TokenTree::Punct(punct) if punct.as_char() == ';' => {
                (inline, of_generic, function) = (false, generic, None);
            }
            _ => {}
        }
    }
}

#[test]
fn every_function_is_generic_or_inline() {
    let platform = graph_schema::shipped().filter_map(graph_schema::embedded);
    for loaded in std::iter::once(graph_schema::builtin()).chain(platform) {
        let api: TokenStream = graph_codegen::api(&loaded.schema, "test").parse().unwrap();
        let mut found = Vec::new();
        compiled(api, false, &mut found);
        assert_eq!(found, [""; 0]);
    }
}

#[test]
fn other_functions_are_found() {
    let code = r"
        impl<T> List<T> { pub fn generic(self) -> u8 { 1 } }
        impl Clone for A { #[inline] fn clone(&self) -> Self { *self } }
        impl A { pub fn by_argument(self, to: impl AsText) {} pub fn by_parameter<V>(self, to: V) {} }
        pub trait B { fn required(self) -> fn() -> u8; }
        impl A { pub fn neither(self, to: &str) {} }
        mod c { #[inline] pub fn inlined() {} pub const fn constant() {} }
    ";
    let mut found = Vec::new();
    compiled(code.parse().unwrap(), false, &mut found);
    assert_eq!(found, ["neither", "constant"]);
}
