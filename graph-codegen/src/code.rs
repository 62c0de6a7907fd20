//! Rust source text, from templates that look like the code they make.
//!
//! `quote!` makes tokens, and each token is a call into the compiler: half a million for a big schema, in a macro that
//! runs unoptimized. Text takes a quarter of the time, and the compiler's own lexer reads it. Code with spans of the
//! caller is made of tokens: see `select`.

use std::fmt::{self, Display, Write as _};

/// Source text.
#[derive(Clone, Default)]
pub(crate) struct Code(String);

impl Code {
    pub(crate) fn new() -> Self {
        Self(String::with_capacity(128))
    }

    /// Adds tokens. They end in a space, since the next text is another token.
    pub(crate) fn push(&mut self, tokens: &str) {
        self.0.push_str(tokens);
    }

    /// Adds documentation as a comment, which is one token; an attribute is several, and an expression. It is an attribute
    /// if a comment would end early or be read differently.
    pub(crate) fn doc(&mut self, text: &str) {
        let starred = text.contains('*') && (is_framed(text) || text.contains("*/") || text.contains("/*"));
        let plain = !text.contains('\r') && text.starts_with(' ') && !text.ends_with('/');
        if plain && !starred {
            self.push("/**");
            self.push(text);
            self.push("*/");
        } else {
            // Writing to a string cannot fail.
            let _ = write!(self.0, "#[doc = {text:?}] ");
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    pub(crate) fn into_string(self) -> String {
        self.0
    }
}

impl<A: Put> FromIterator<A> for Code {
    fn from_iter<I: IntoIterator<Item = A>>(items: I) -> Self {
        let mut code = Self::new();
        for item in items {
            item.put(&mut code);
        }
        code
    }
}

/// Whether the compiler could take stars at the beginning of lines for decoration and remove them, as it does if all
/// lines but the first begin with one.
fn is_framed(text: &str) -> bool {
    let starred = |text: &str| text.trim_start().starts_with('*');
    starred(text) || text.split_once('\n').is_some_and(|(_, rest)| starred(rest))
}

/// A Rust identifier, with `r#` where it needs one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Name(String);

impl Name {
    pub(crate) fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// Its text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A value that a template can insert with `#`.
pub(crate) trait Put {
    /// Adds the value.
    fn put(&self, code: &mut Code);
}

impl Put for Code {
    fn put(&self, code: &mut Code) {
        code.push(&self.0);
    }
}

impl Put for Name {
    fn put(&self, code: &mut Code) {
        code.push(&self.0);
        code.push(" ");
    }
}

/// As a literal.
impl Put for str {
    fn put(&self, code: &mut Code) {
        // Writing to a string cannot fail. What `Debug` escapes, Rust reads back.
        let _ = write!(code.0, "{self:?} ");
    }
}

impl Put for String {
    fn put(&self, code: &mut Code) {
        self.as_str().put(code);
    }
}

macro_rules! plain_literals {
    ($($ty:ty)*) => {$(
        impl Put for $ty {
            fn put(&self, code: &mut Code) {
                let _ = write!(code.0, "{self} ");
            }
        }
    )*};
}

plain_literals! { bool i64 u16 u64 usize }

impl<T: Put> Put for Option<T> {
    fn put(&self, code: &mut Code) {
        if let Some(item) = self {
            item.put(code);
        }
    }
}

impl<T: Put + ?Sized> Put for &T {
    fn put(&self, code: &mut Code) {
        T::put(self, code);
    }
}

/// Collections in a repetition: they are borrowed.
pub(crate) trait Many {
    type Item;
    fn many(&self) -> std::slice::Iter<'_, Self::Item>;
}

impl<T> Many for Vec<T> {
    type Item = T;
    fn many(&self) -> std::slice::Iter<'_, T> {
        self.iter()
    }
}

impl<T, const N: usize> Many for [T; N] {
    type Item = T;
    fn many(&self) -> std::slice::Iter<'_, T> {
        self.iter()
    }
}

/// Iterators in a repetition: they are consumed.
pub(crate) trait ManyOnce: Iterator + Sized {
    fn many(self) -> Self {
        self
    }
}

impl<I: Iterator> ManyOnce for I {}

/// A name from a template, as in `format!`.
macro_rules! name {
    ($($format:tt)*) => {
        $crate::code::Name::new(::std::format!($($format)*))
    };
}

/// Code from a template: `#name` inserts a variable, `#(..)*` repeats for each element of the variables in it, which are
/// collections or iterators, and `#(..),*` adds a separator. Nothing else is special.
macro_rules! code {
    () => {
        $crate::code::Code::new()
    };
    ($($template:tt)+) => {{
        let mut code = $crate::code::Code::new();
        $crate::code::put!(code [] [] $($template)+);
        code
    }};
}

/// Adds a template piece by piece. Pieces without variables are collected until a variable follows: text in the first
/// brackets, then tokens in the second. `@` marks the end of a group.
macro_rules! put {
    ($code:ident [] []) => {};
    ($code:ident [$($text:tt)*] [$($run:tt)*]) => {
        $code.push(::core::concat!($($text)* ::core::stringify!($($run)*), " "));
    };
    ($code:ident $text:tt $run:tt #($($each:tt)+)* $($rest:tt)*) => {
        $crate::code::put!($code $text $run);
        $crate::code::repeat!($code [] [$($each)+] [] $($each)+);
        $crate::code::put!($code [] [] $($rest)*);
    };
    ($code:ident $text:tt $run:tt #($($each:tt)+) $between:tt * $($rest:tt)*) => {
        $crate::code::put!($code $text $run);
        $crate::code::repeat!($code [$between] [$($each)+] [] $($each)+);
        $crate::code::put!($code [] [] $($rest)*);
    };
    ($code:ident $text:tt $run:tt #[doc = #$variable:ident] $($rest:tt)*) => {
        $crate::code::put!($code $text $run);
        $code.doc($variable.as_ref());
        $crate::code::put!($code [] [] $($rest)*);
    };
    ($code:ident $text:tt $run:tt #$variable:ident $($rest:tt)*) => {
        $crate::code::put!($code $text $run);
        $crate::code::Put::put(&$variable, &mut $code);
        $crate::code::put!($code [] [] $($rest)*);
    };
    ($code:ident [$($text:tt)*] [$($run:tt)*] {$($inner:tt)*} $($rest:tt)*) => {
        $crate::code::put!(
            $code [$($text)* ::core::stringify!($($run)*), "{ ",] [] $($inner)* @"} " $($rest)*
        );
    };
    ($code:ident [$($text:tt)*] [$($run:tt)*] ($($inner:tt)*) $($rest:tt)*) => {
        $crate::code::put!(
            $code [$($text)* ::core::stringify!($($run)*), "( ",] [] $($inner)* @") " $($rest)*
        );
    };
    ($code:ident [$($text:tt)*] [$($run:tt)*] [$($inner:tt)*] $($rest:tt)*) => {
        $crate::code::put!(
            $code [$($text)* ::core::stringify!($($run)*), "[ ",] [] $($inner)* @"] " $($rest)*
        );
    };
    ($code:ident [$($text:tt)*] [$($run:tt)*] @$end:tt $($rest:tt)*) => {
        $crate::code::put!($code [$($text)* ::core::stringify!($($run)*), $end,] [] $($rest)*);
    };
    ($code:ident $text:tt [$($run:tt)*] $token:tt $($rest:tt)*) => {
        $crate::code::put!($code $text [$($run)* $token] $($rest)*);
    };
}

/// Repeats a template. Finds its variables first, including those in groups.
macro_rules! repeat {
    ($code:ident [$($between:tt)?] [$($each:tt)+] [$($variable:ident)+]) => {{
        #[allow(unused_imports)]
        use $crate::code::{Many as _, ManyOnce as _};
        $(let mut $variable = $variable.many();)+
        #[allow(unused_mut, unused_assignments, unused_variables)]
        let mut first = true;
        #[allow(irrefutable_let_patterns)]
        while let ($(Some($variable),)+) = ($($variable.next(),)+) {
            $(
                if !first {
                    $code.push(::core::concat!(::core::stringify!($between), " "));
                }
                first = false;
            )?
            $crate::code::put!($code [] [] $($each)+);
        }
    }};
    ($code:ident $between:tt $each:tt [$($found:ident)*] #$variable:ident $($rest:tt)*) => {
        $crate::code::repeat!($code $between $each [$($found)* $variable] $($rest)*);
    };
    ($code:ident $between:tt $each:tt $found:tt ($($inner:tt)*) $($rest:tt)*) => {
        $crate::code::repeat!($code $between $each $found $($inner)* $($rest)*);
    };
    ($code:ident $between:tt $each:tt $found:tt [$($inner:tt)*] $($rest:tt)*) => {
        $crate::code::repeat!($code $between $each $found $($inner)* $($rest)*);
    };
    ($code:ident $between:tt $each:tt $found:tt {$($inner:tt)*} $($rest:tt)*) => {
        $crate::code::repeat!($code $between $each $found $($inner)* $($rest)*);
    };
    ($code:ident $between:tt $each:tt $found:tt $token:tt $($rest:tt)*) => {
        $crate::code::repeat!($code $between $each $found $($rest)*);
    };
}

pub(crate) use {code, name, put, repeat};

#[cfg(test)]
mod tests {
    use proc_macro2::TokenStream;
    use quote::quote;

    use super::*;

    #[test]
    fn templates_expand_as_with_quote() {
        let name = name!("Se{}", "t");
        let (fields, types) = (["r#type", "b"].map(Name::new), vec![code!(i64), code!(&'static str)]);
        let words = ["it's \"one\"\\", "two\n\u{301}é"];
        let (some, none) = (Some(code!(pub)), None::<Code>);
        let numbers = 0..2_usize;
        let made = code! {
            #[doc = "words"]
            #some struct #name<'a, T> { #(#fields: #types,)* }
            const WORDS: &[&str] = &[#(#words),*];
            #none fn f() -> [u8; 2] { match x { #(#numbers => (#fields.0, [1]),)* _ => #name::new() } }
        };
        let wanted = quote! {
            #[doc = "words"]
            pub struct Set<'a, T> { r#type: i64, b: &'static str, }
            const WORDS: &[&str] = &["it's \"one\"\\", "two\n\u{301}é"];
            fn f() -> [u8; 2] { match x { 0 => (r#type.0, [1]), 1 => (b.0, [1]), _ => Set::new() } }
        };
        let tokens: TokenStream = made.as_str().parse().unwrap();
        let same = |tokens: TokenStream| tokens.to_string().replace(' ', "");
        assert_eq!(same(tokens), same(wanted));
    }

    #[test]
    fn documentation_round_trips() {
        let texts = [
            " One line.",
            " Two.\n\n * a list\n * of `*`\n\n | a table |\n",
            " * Only a list\n * of two",
            " Ends */ early",
            " Opens /* and does not close",
            " Ends with a slash/",
            " Ends with a star*",
            " Another\r\nline break, \"quoted\" \\ and é",
            "No space",
            "",
        ];
        for text in texts {
            let made: TokenStream = code!(#[doc = #text] struct A;).as_str().parse().unwrap();
            assert_eq!(made.to_string(), quote!(#[doc = #text] struct A;).to_string());
        }
        // The parser above leaves stars where they are; rustdoc does not.
        let framed = [
            " * Only a list\n * of two",
            " Which one:\n * `a`: first\n * `b`: second",
            " A thing.\n\n **Note**: be careful.",
            " A thing.\n ***",
            " Either\n* too small, or\n* too big",
        ];
        for text in framed {
            let made = code!(#[doc = #text] struct A;);
            assert!(made.as_str().starts_with("#[doc ="), "{}", made.as_str());
        }
        let plain = " A *word*, é.\n\n Two * three.";
        assert!(code!(#[doc = #plain] struct A;).as_str().starts_with("/** A *word*"));
        let twice = [" a", " b"];
        let made: TokenStream = code!(#(#[doc = #twice])* struct A;).as_str().parse().unwrap();
        assert_eq!(made.to_string(), quote!(#(#[doc = #twice])* struct A;).to_string());
    }

    #[test]
    fn an_empty_repetition_writes_nothing() {
        let empty: Vec<Name> = Vec::new();
        assert!(code!(#(#empty),*).is_empty());
        assert!(code!().is_empty());
        let joined: Code = [code!(a), code!(b)].into_iter().collect();
        assert_eq!(joined.into_string().split_whitespace().collect::<Vec<_>>(), ["a", "b"]);
    }
}
