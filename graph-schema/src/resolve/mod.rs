//! Resolves names to ids: converts [`raw`](crate::raw) to [`model`](crate::model).
//!
//! Only this module reports unknown names. It omits what it cannot resolve, so that a typo costs one member and
//! not the whole schema.

use crate::list::List as _;
mod error;
mod node;
mod operation;
mod permission;
mod ready;
mod types;
mod union;
mod value;
mod webhook;
mod words;

pub use node::snake_case;

use crate::{
    diagnostic::{Diagnostic, Diagnostics, code, source::Span},
    model::{Enum, EnumId, NodeId, Permission, PermissionId, Schema, UnionId},
    raw,
    table::Table,
};

pub(crate) const DEFAULT_HOST: &str = "https://graph.facebook.com";

/// Resolves the whole schema.
pub(crate) fn document(raw: &raw::Document, diags: &mut Diagnostics) -> Schema {
    let mut names = Names::default();
    for (at, node) in raw.nodes.iter().enumerate() {
        names.declare(&node.name, TypeName::Node(NodeId(at), node.is_object), diags);
    }
    for (at, item) in raw.enums.iter().enumerate() {
        names.declare(&item.name, TypeName::Enum(EnumId(at)), diags);
    }
    for (at, item) in raw.unions.iter().enumerate() {
        names.declare(&item.name, TypeName::Union(UnionId(at)), diags);
    }
    for (at, permission) in raw.permissions.iter().enumerate() {
        names.permissions.insert(&permission.name.value, PermissionId(at));
    }

    names.tasks = raw.tasks.iter().map(|task| task.name.value.clone()).list();
    names.features = raw.features.iter().map(|feature| feature.name.value.clone()).list();
    let mut resolver = Resolver { names, diags };
    let mut nodes: Vec<_> = raw.nodes.iter().map(|node| resolver.node(node)).list();
    let unions: Vec<_> = raw.unions.iter().map(|union| resolver.union(union)).list();
    let webhooks = resolver.webhooks(&raw.webhooks);
    resolver.ready(raw.ready.as_ref(), &mut nodes, &unions, &webhooks);
    let errors = resolver.error_codes(&raw.errors);
    error::add_remedies(&mut nodes, &errors);
    let enums = raw
        .enums
        .iter()
        .map(|item| Enum {
            name: item.name.value.clone(),
            doc: item.doc.clone(),
            words: item.words.iter().map(|word| (word.name.value.clone(), word.doc.clone())).list(),
            deprecated: item
                .words
                .iter()
                .filter_map(|word| Some((word.name.value.clone(), word.deprecated.clone()?)))
                .list(),
            span: item.name.span,
        })
        .list();
    let named = |list: &[raw::Permission]| -> Vec<Permission> {
        let named =
            |item: &raw::Permission| Permission { name: item.name.value.clone(), doc: item.doc.clone() };
        list.iter().map(named).list()
    };
    let permissions = named(&raw.permissions);
    Schema {
        doc: raw.doc.clone(),
        host: raw.host.as_ref().map_or(DEFAULT_HOST, |host| host.value.trim_end_matches('/')).to_owned(),
        version: raw.version.as_ref().map(|version| version.value.clone()),
        dialog: raw.dialog.as_ref().map(|dialog| dialog.value.clone()),
        hosts: raw.hosts.iter().map(base).list(),
        nodes,
        enums,
        unions,
        permissions,
        tasks: named(&raw.tasks),
        features: named(&raw.features),
        errors,
        webhooks,
    }
}

struct Resolver<'d> {
    names: Names,
    diags: &'d mut Diagnostics,
}

#[derive(Clone, Copy)]
enum TypeName {
    Node(NodeId, bool),
    Enum(EnumId),
    Union(UnionId),
}

impl TypeName {
    /// The section of the schema that defines it.
    fn section(self) -> &'static str {
        match self {
            Self::Node(_, false) => "nodes",
            Self::Node(_, true) => "objects",
            Self::Enum(_) => "enums",
            Self::Union(_) => "unions",
        }
    }
}

#[derive(Default)]
struct Names {
    types: Table<(TypeName, Span)>,
    permissions: Table<PermissionId>,
    tasks: Vec<String>,
    features: Vec<String>,
}

impl Names {
    fn declare(&mut self, name: &raw::Name, ty: TypeName, diags: &mut Diagnostics) {
        if crate::model::Scalar::from_name(&name.value).is_some()
            || matches!(name.value.as_str(), "Id" | "Ref")
        {
            diags.push(
                Diagnostic::error(
                    code::DESCRIBED_TWICE,
                    format!("the type name `{}` is reserved", name.value),
                )
                .at(name.span, "a built-in type of the schema language")
                .help("choose another name"),
            );
            return;
        }
        if let Some((known, first)) = self.types.get(&name.value) {
            let twice =
                Diagnostic::error(code::DESCRIBED_TWICE, format!("`{}` is defined twice", name.value))
                    .at(name.span, "second definition")
                    .also(*first, "first definition");
            // An item can only override one in the same section.
            diags.push(match (known.section(), ty.section()) {
                (one, other) if one == other => twice,
                (one, other) => twice.help(format!(
                    "one is in \"{one}\", the other in \"{other}\": to override it, use the same section; \
                     otherwise choose another name"
                )),
            });
            return;
        }
        self.types.insert(&name.value, (ty, name.span));
    }
}

/// A base URL, without the slash at its end.
fn base(url: &raw::Name) -> String {
    url.value.trim_end_matches('/').to_owned()
}

/// The version of a node or operation; empty for none.
fn version(raw: &raw::Name) -> String {
    if raw.value == "none" { String::new() } else { raw.value.clone() }
}
