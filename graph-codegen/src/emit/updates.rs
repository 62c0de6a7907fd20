//! The members of a node that real-time updates report.

use graph_schema::model::Node;

use super::docs::Docs;
use crate::{
    code::{Code, code},
    names,
};

pub(super) fn item(node: &Node) -> Option<Code> {
    let object = node.update_object.as_ref()?;
    let mut words: Vec<(String, String)> = Vec::new();
    // A field and a connection may share a name; the update reports either.
    for name in &node.updates {
        if !words.iter().any(|(known, _)| known == name) {
            words.push((name.clone(), format!(" `{name}` changed.")));
        }
    }
    let docs =
        Docs::new("", format!("A member of {} that a real-time update reports.", super::docs::a(&node.name)))
            .say(
                "Its values are constants, since an enum's variants could have the names of the API's types.",
            )
            .attributes();
    let consts = names::variants(words.iter().map(|(word, _)| word.as_str()));
    let each = consts.iter().zip(&words).zip(0_u16..).map(|((name, (_, doc)), number)| {
        code! {
            #[doc = #doc]
            pub const #name: Self = Self(#number);
        }
    });
    let texts = words.iter().map(|(word, _)| word);
    Some(code! {
        #docs
        #[derive(Clone, Copy, PartialEq, Eq)]
        pub struct Updated(__rt::u16);

        #[allow(non_upper_case_globals)]
        impl Updated {
            #(#each)*
        }

        impl __rt::fmt::Debug for Updated {
            #[inline]
            fn fmt(&self, f: &mut __rt::fmt::Formatter<'_>) -> __rt::fmt::Result {
                __rt::show_word(*self, f)
            }
        }

        impl __rt::KnownEnum for Updated {
            #[inline]
            fn words() -> (&'static [&'static __rt::str], &'static [Self]) {
                (&[#(#texts),*], &[#(Self::#consts),*])
            }

            #[inline]
            fn index(self) -> __rt::usize {
                self.0 as __rt::usize
            }
        }

        impl __rt::Updates for Node {
            type Update = Updated;
            const OBJECT: &'static __rt::str = #object;
        }
    })
}
