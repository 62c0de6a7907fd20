//! Enums: the known words, with a table of their names.

use graph_schema::model::Enum;

use super::docs::Docs;
use crate::{
    code::{Code, Name, code},
    names,
};

pub(super) fn item(item: &Enum) -> Code {
    let docs = Docs::new(&item.doc, format!("Values of `{}`.", item.name))
        .say("Responses may contain other values, so fields of this type are read as `Open`.");
    words(&names::member(&item.name), &docs, &item.words, &item.deprecated)
}

/// An enum of words.
pub(super) fn words(
    name: &Name,
    docs: &Docs,
    words: &[(String, String)],
    deprecated: &[(String, String)],
) -> Code {
    let docs = docs.attributes();
    let variants = names::variants(words.iter().map(|(word, _)| word.as_str()));
    let texts = words.iter().map(|(word, _)| word);
    let word_docs = words.iter().map(|(word, doc)| {
        let docs = Docs::new(doc, format!("`{word}`")).attributes();
        let why = deprecated.iter().find(|(known, _)| known == word).map(|(_, why)| why.as_str());
        let deprecated = super::fields::deprecated(why);
        code!(#docs #deprecated)
    });
    // Only its users are to be warned.
    let quiet = super::fields::quiet(!deprecated.is_empty());
    // By the enum's name: with `Self`, rustc searches all variants for each one.
    let values = variants.iter().map(|variant| code!(#name::#variant));
    // With derives every build would take a third longer: the derived `PartialEq` and `Clone` are larger, and `Debug`
    // and `Hash` list all words once more.
    code! {
        #docs
        #[non_exhaustive]
        pub enum #name {
            #(#word_docs #variants,)*
        }

        // For the lints: a copy is a clone.
        #[automatically_derived]
        impl ::core::clone::Clone for #name {
            #[inline]
            fn clone(&self) -> Self {
                *self
            }
        }

        impl ::core::marker::Copy for #name {}

        impl ::core::cmp::PartialEq for #name {
            #[inline]
            fn eq(&self, other: &Self) -> __rt::bool {
                __rt::same_word(*self, *other)
            }
        }

        impl ::core::cmp::Eq for #name {}

        impl __rt::fmt::Debug for #name {
            #[inline]
            fn fmt(&self, f: &mut __rt::fmt::Formatter<'_>) -> __rt::fmt::Result {
                __rt::show_word(*self, f)
            }
        }

        impl ::core::hash::Hash for #name {
            #[inline]
            fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
                __rt::hash_word(*self, state)
            }
        }

        #quiet
        impl __rt::KnownEnum for #name {
            #[inline]
            fn words() -> (&'static [&'static __rt::str], &'static [Self]) {
                (&[#(#texts),*], &[#(#values),*])
            }
        }
    }
}
