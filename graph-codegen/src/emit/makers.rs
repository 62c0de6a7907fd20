//! Functions that make values: `message::text(..)`.

use graph_schema::{
    list::List as _,
    model::{Field, Node, NodeId, UnionId},
};

use super::{
    docs::Docs,
    given::{Generics, owned_value},
    record::{arguments_struct, inputs},
    scope::Scope,
    union,
};
use crate::{
    code::{Code, code, name},
    names,
    plan::values::{self, Maker, Makes},
};

/// The modules with functions that are not those of a node or object.
pub(super) fn modules(scope: Scope<'_>) -> Code {
    let own = |module: &str| scope.schema.nodes.iter().any(|node| node.module == module);
    let modules = scope.values.makers().filter(|(module, _)| !own(module)).map(|(module, _)| {
        let functions = functions(module, None, scope.inner());
        let ident = names::member(module);
        let doc = format!(" Functions that make values: `{module}`.");
        code! {
            #[doc = #doc]
            pub mod #ident {
                #[doc(hidden)]
                pub use super::__rt;
                #functions
            }
        }
    });
    modules.collect()
}

/// The functions of the module of a node or object, and the struct of arguments.
pub(super) fn of_node(id: NodeId, node: &Node, scope: Scope<'_>) -> Code {
    let is_made = scope.values.is_sent(id) && scope.values.is_shaped(id);
    let arguments = is_made.then(|| arguments_struct(node, scope)).flatten();
    functions(&node.module, arguments.map(|(_, item)| item), scope)
}

fn functions(module: &str, arguments: Option<Code>, scope: Scope<'_>) -> Code {
    let functions = scope.values.makers_of(module).iter().map(|maker| function(maker, scope));
    code!(#arguments #(#functions)*)
}

fn function(maker: &Maker, scope: Scope<'_>) -> Code {
    match maker.makes {
        Makes::Object(id) => object(maker, id, scope),
        Makes::Variant(id, at) => variant(maker, id, at, scope),
    }
}

fn object(maker: &Maker, id: NodeId, scope: Scope<'_>) -> Code {
    let node = &scope.schema[id];
    let (name, ready) = (names::member(&maker.name), scope.ready(id));
    let docs = Docs::new(&node.doc, format!("Makes a `{}`.", node.name)).attributes();
    if let Some((params, _)) = arguments_struct(node, scope) {
        let (root, module) = (scope.to_root(), names::member(&node.module));
        return code! {
            #docs
            #[inline]
            pub fn #name(required: #root #module::#params) -> #ready {
                #ready::new(required)
            }
        };
    }
    let required: Vec<&Field> = values::arguments(node).list();
    let (generics, inputs) = inputs(&required, scope);
    let idents = required.iter().map(|field| names::member(&field.rust));
    code! {
        #docs
        #[inline]
        pub fn #name #generics(#(#inputs),*) -> #ready {
            #ready::new(#(#idents),*)
        }
    }
}

fn variant(maker: &Maker, id: UnionId, at: usize, scope: Scope<'_>) -> Code {
    let union = &scope.schema[id];
    let variant = &union.variants[at];
    let (name, path) = (names::member(&maker.name), scope.union(id));
    let docs =
        Docs::new(&variant.doc, format!("A `{}` of the kind `{}`.", union.name, variant.word)).attributes();
    let deprecated = super::fields::deprecated(variant.deprecated.as_deref());
    let mut generics = Generics::default();
    let (input, content) = match &variant.ty {
        None => (None, Code::new()),
        Some(ty) => {
            let given = values::given(ty);
            let (ty, value) =
                (generics.given_type(&given, scope), owned_value(&given, &name!("content"), scope));
            (Some(code!(content: #ty)), value)
        }
    };
    let generics = generics.code();
    let made = union::variant(id, at, content, scope);
    // Only its users are to be warned.
    let quiet = super::fields::quiet(deprecated.is_some());
    code! {
        #docs
        #deprecated
        #quiet
        #[inline]
        pub fn #name #generics(#input) -> #path {
            #made
        }
    }
}
