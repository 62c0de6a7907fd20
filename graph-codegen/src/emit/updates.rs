//! What real-time updates about a node can be about, as an enum.

use graph_schema::model::Node;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::{docs::Docs, enums};

pub(super) fn item(node: &Node) -> Option<TokenStream> {
    let mut words: Vec<(String, String)> = Vec::new();
    // A field and a connection may share a name; the update then is about both.
    for name in &node.updates {
        if !words.iter().any(|(known, _)| known == name) {
            words.push((name.clone(), format!("`{name}` changed.")));
        }
    }
    if words.is_empty() {
        return None;
    }
    let name = format_ident!("Update");
    let docs = Docs::new("", format!("What a real-time update about a `{}` can be about.", node.name));
    let words = enums::words(&name, &docs, &words);
    let object = node.name.to_lowercase();
    Some(quote! {
        #words

        impl __rt::Updates for Node {
            type Update = Update;
            const OBJECT: &'static str = #object;
        }
    })
}
