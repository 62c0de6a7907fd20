//! A node's module: its marker type, its id, its targets, fields, connections and operations.

use graph_schema::{
    list::List as _,
    model::{Job, Node, NodeId, Target},
};

use super::{
    connection,
    docs::{self, Docs},
    errors::option,
    field_args, fields,
    given::{Generics, path_value},
    makers, node_path, operation,
    scope::{Scope, target},
    types::ready_type,
    updates,
};
use crate::{
    code::{Code, Name, code, name},
    names,
    plan::Given,
};

pub(super) fn module(id: NodeId, node: &Node, scope: Scope<'_>) -> Code {
    if !scope.values.has_module(scope.schema, id) {
        return Code::new();
    }
    let inner = scope.inner();
    let module = names::member(&node.module);
    let docs = Docs::new(&node.doc, format!("The node `{}`.", node.name)).note(node.note.as_deref());
    let docs = match &node.job {
        Some(job) => {
            docs.say(format!("`wait_for` of a client waits for it: it is {}.", job.sentence())).attributes()
        }
        None => docs.attributes(),
    };
    let has_fields = scope.values.has_fields(id);
    let marker = has_fields.then(|| marker(node));
    let targets = node.targets.iter().map(|target| self::target_fn(node, target, inner));
    let aliases = node.names.iter().map(|(name, ty)| {
        let (ident, ty) = (names::member(name), ready_type(ty, inner));
        let doc = format!(" The type of `{name}` in `{}`.", node.name);
        code!(#[doc = #doc] pub type #ident = #ty;)
    });
    let id_type = (!node.is_object).then(|| {
        let doc = format!(" The id of {}, as a distinct type.", docs::a(&node.name));
        code!(#[doc = #doc] pub type Id = __rt::Id<Node>;)
    });
    let fields = has_fields.then(|| fields::module(node, inner.inner()));
    let args = has_fields.then(|| field_args::module(node, inner.inner())).flatten();
    let path = node_path(scope.schema, node);
    let (handles, connections): (Vec<_>, Vec<_>) =
        node.connections.iter().map(|connection| connection::module(node, connection, &path, inner)).unzip();
    let operations = node
        .operations
        .iter()
        .filter(|operation| operation.variant_of.is_none())
        .map(|operation| operation::on_node(node, operation, &path, inner));
    let methods: Code = handles.into_iter().chain(setters(node, inner)).collect();
    let methods = (!methods.is_empty()).then(|| code!(impl<T> super::At<Node, T> { #methods }));
    let updates = updates::item(node);
    let makers = makers::of_node(id, node, inner);
    code! {
        #docs
        #[allow(clippy::derive_partial_eq_without_eq)]
        pub mod #module {
            #[doc(hidden)]
            pub use super::__rt;
            #marker
            #id_type
            #(#aliases)*
            #(#targets)*
            #methods
            #updates
            #makers
            #fields
            #args
            #(#connections)*
            #(#operations)*
        }
    }
}

/// The parameters of reading the node, as methods of its value.
fn setters(node: &Node, scope: Scope<'_>) -> impl Iterator<Item = Code> {
    node.params.iter().map(move |param| {
        let name = names::beside_node(&param.rust);
        let docs =
            docs::read_param(param).say("Applies to reading the node, not to its connections.").attributes();
        operation::setter(&name, &docs, param, scope)
    })
}

fn marker(node: &Node) -> Code {
    let read = &node.get;
    let name = &node.name;
    // Ends in an empty line, so that a node without fields differs from one whose ready struct has them.
    let fields: String = match node.is_ready {
        true => String::new(),
        false => {
            node.fields.iter().map(|field| format!("\n{}", field.name)).chain(["\n".to_owned()]).collect()
        }
    };
    let doc = format!(" Marker type for `{name}`.");
    let there = Name::new(if node.empty_is_unavailable { "MaybeUnavailable" } else { "Available" });
    let bare = node.bare.as_deref().map(|bare| {
        let bare = option(Some(bare));
        code!(const BARE: __rt::Option<&'static __rt::str> = #bare;)
    });
    let unasked: Vec<&str> =
        node.fields.iter().filter(|field| field.unasked).map(|field| field.name.as_str()).list();
    let unasked = (!unasked.is_empty())
        .then(|| code!(const UNASKED: &'static [&'static __rt::str] = &[#(#unasked),*];));
    let version = node.version.as_deref().map(|version| {
        let version = option(Some(version));
        code!(const VERSION: __rt::Option<&'static __rt::str> = #version;)
    });
    let host = node.host.as_deref().map(|host| {
        let host = option(Some(host));
        code!(const HOST: __rt::Option<&'static __rt::str> = #host;)
    });
    let job = node.job.as_ref().map(job);
    code! {
        #[doc = #doc]
        pub struct Node;

        #job

        impl __rt::Node for Node {
            const NAMES: (&'static __rt::str, &'static __rt::str, &'static __rt::str) = (#name, #read, #fields);
            #bare
            #unasked
            #version
            #host
            type Api = super::__Api;
            type Availability = __rt::#there;
        }
    }
}

/// How to wait for the node.
fn job(job: &Job) -> Code {
    let (state, every, progress) = (&job.state, job.every, option(job.progress.as_deref()));
    let fields = job.fields().join(",");
    let (done, failed) = (job.done.iter(), job.failed.iter());
    let (failed_if, error) = (job.failed_if.iter(), job.error.iter());
    code! {
        impl __rt::HasJob for Node {
            const JOB: __rt::Job = __rt::Job {
                fields: #fields,
                state: #state,
                done: &[#(#done),*],
                failed: &[#(#failed),*],
                failed_if: &[#(#failed_if),*],
                progress: #progress,
                error: &[#(#error),*],
                every: #every,
            };
        }
    }
}

fn target_fn(node: &Node, item: &Target, scope: Scope<'_>) -> Code {
    let name = names::member(&item.name);
    let whose = target(item.whose);
    let version = option(node.version.as_deref());
    let docs = Docs::new(&item.doc, format!("Refers to {} by its id.", docs::a(&node.name))).attributes();
    if !item.args.is_empty() {
        return composed(item, &docs, &name, &whose, &version, scope);
    }
    match &item.path {
        Some(path) => code! {
            #docs
            #[inline]
            pub fn #name() -> super::At<Node, #whose> {
                super::__at(#version, #path)
            }
        },
        None => code! {
            #docs
            pub fn #name(id: impl __rt::IntoId<Node>) -> super::At<Node, #whose> {
                super::__of_id(#version, id)
            }
        },
    }
}

/// A target whose path contains values: `repos/{owner}/{name}`, or `{request}_{user}` as one part of the path. Each part
/// is encoded by itself.
fn composed(item: &Target, docs: &Code, name: &Name, whose: &Code, version: &Code, scope: Scope<'_>) -> Code {
    let args: Vec<_> = item.args.iter().map(|(name, _)| names::member(name)).list();
    let mut generics = Generics::default();
    let types = item.args.iter().map(|(_, ty)| generics.given_type(&Given::new(ty), scope));
    let types: Vec<_> = types.list();
    let generics = generics.code();
    let values = item.args.iter().zip(&args).map(|((_, ty), arg)| path_value(ty, arg, scope));
    let texts = item.args.iter().map(|(name, _)| name!("__{name}"));
    let template = item.path.as_deref().unwrap_or("");
    let parts: Vec<&str> = template.split('/').filter(|part| !part.is_empty()).list();
    let is_id = parts.len() == 1;
    let parts = parts.into_iter().map(|part| self::part(item, part, is_id));
    code! {
        #docs
        #[inline]
        pub fn #name #generics(#(#args: #types),*) -> super::At<Node, #whose> {
            #(let #texts = ::std::string::ToString::to_string(&#values);)*
            let mut __node: super::At<Node, #whose> = super::__at(#version, "");
            #(#parts)*
            __node
        }
    }
}

/// The statement that adds a part of the path.
fn part(item: &Target, part: &str, is_id: bool) -> Code {
    let request = code!(__rt::HasRequest::request_mut(&mut __node));
    let mut pieces = Vec::new();
    let mut values = Vec::new();
    let mut rest = part;
    // The nearest of the placeholders, until there is none.
    while let Some((at, name)) =
        item.args.iter().filter_map(|(name, _)| Some((rest.find(&format!("{{{name}}}"))?, name))).min()
    {
        let (before, behind) = rest.split_at(at);
        if !before.is_empty() {
            pieces.push(code!(#before));
        }
        let text = name!("__{name}");
        pieces.push(code!(&#text));
        values.push((name, text));
        rest = behind.get(name.len() + 2..).unwrap_or_default();
    }
    if !rest.is_empty() {
        pieces.push(code!(#rest));
    }
    let Some((first, text)) = values.first() else { return code!(#request.segment(#part);) };
    let name = if is_id { "id" } else { first.as_str() };
    if let [_] = pieces.as_slice() {
        return code!(#request.value_segment(#name, &#text););
    }
    let texts = values.iter().map(|(_, text)| text);
    code! {
        // With an empty value, the rest would be another id.
        let __whole = match [#(&#texts),*].into_iter().any(|text| text.is_empty()) {
            true => __rt::String::new(),
            false => [#(#pieces as &str),*].concat(),
        };
        #request.value_segment(#name, __whole);
    }
}
