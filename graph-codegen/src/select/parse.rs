//! The struct and its attributes.

use super::shape::{self, Outer, Shape};
use proc_macro2::{Ident, Span};
use syn::parse::ParseStream;
use syn::{Data, DeriveInput, Error, Expr, Fields, LitStr, Path, Result, Type, spanned::Spanned};

/// A struct that selects fields.
pub(super) struct Selection {
    pub(super) name: Ident,
    pub(super) node: Path,
    pub(super) members: Vec<Member>,
}

/// A field of the struct.
pub(super) struct Member {
    /// Its position among the fields.
    pub(super) number: usize,
    /// Its name in the struct.
    pub(super) ident: Ident,
    pub(super) ty: Type,
    pub(super) shape: Shape,
    pub(super) source: Source,
    /// Its name in the list of fields to request.
    pub(super) name: String,
    /// The key in the answer.
    pub(super) key: String,
    /// Whether its absence is an error although the field may be missing.
    pub(super) required: bool,
    /// `.limit(5)`, `.order(chronological)`, `.as(name)`.
    pub(super) modifiers: Vec<(&'static str, Modifier)>,
    /// The key in the answer, if it differs from the field's name.
    pub(super) alias: Option<String>,
    /// Its arguments.
    pub(super) args: Option<Args>,
    /// Whether serde has another name for it, and no attribute of ours names the field of the schema. Then the name may be
    /// no field of the schema, because serde's was taken for it.
    pub(super) renamed: bool,
}

/// The arguments of a field.
pub(super) enum Args {
    /// Passed with `with_args`.
    Given,
    /// A constant of the user's, or any other expression.
    Expr(Box<Expr>),
}

impl Member {
    /// The innermost type, if it may hold fields of its own.
    pub(super) fn nested(&self) -> Option<&Type> {
        self.shape.inner.as_ref()?.of(&self.ty)
    }

    /// The type inside an `Option`, else the type itself.
    pub(super) fn value(&self) -> &Type {
        let inside = (self.shape.outer == Outer::Option).then(|| shape::inside(&self.ty));
        inside.flatten().unwrap_or(&self.ty)
    }
}

/// Where the value comes from.
pub(super) enum Source {
    /// A field of the schema, with the user's span.
    Field(Ident),
    /// A name that is not in the schema.
    Raw(String),
    /// All other members of the answer.
    Rest,
}

/// The value of a modifier.
pub(super) enum Modifier {
    /// Known at expansion.
    Text(String),
    /// A constant of the user's.
    Expr(Box<Expr>),
}

pub(super) fn selection(input: DeriveInput) -> Result<Selection> {
    let Data::Struct(data) = input.data else {
        return Err(Error::new(
            input.ident.span(),
            "`Fields` can be derived only for a struct: its fields are the fields to request",
        ));
    };
    if let Some(param) = input.generics.params.first() {
        let message = match param {
            syn::GenericParam::Lifetime(_) => {
                "a selection owns its data and cannot have lifetimes: write `String` instead of `&str`"
            }
            _ => "a selection cannot have type parameters: it has fields of one node",
        };
        return Err(Error::new(param.span(), message));
    }
    let Fields::Named(fields) = data.fields else {
        return Err(Error::new(
            input.ident.span(),
            "a selection must have named fields: their names are those of the node's fields",
        ));
    };
    let mut named = None;
    node(&input.attrs, &mut named)?;
    let node = named;
    let Some(node) = node else {
        return Err(Error::new(
            input.ident.span(),
            "missing the node: add `#[graph(node = user)]`, with the module of the node",
        ));
    };
    let members = fields
        .named
        .into_iter()
        .enumerate()
        .map(|(number, field)| member(number, field))
        .collect::<Result<Vec<_>>>()?;
    apart(&input.ident, &members)?;
    if let Some(second) = members.iter().filter(|member| matches!(member.source, Source::Rest)).nth(1) {
        return Err(Error::new(second.ident.span(), "only one field can be `rest`"));
    }
    Ok(Selection { name: input.ident, node, members })
}

/// The node that the struct names.
pub(super) fn node(attributes: &[syn::Attribute], node: &mut Option<Path>) -> Result<()> {
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("graph")) {
        attribute.parse_nested_meta(|meta| {
            if meta.path.is_ident("node") {
                if node.is_some() {
                    return Err(meta.error("duplicate `node`: a selection has fields of one node"));
                }
                let value = meta.value()?;
                no_quotes(value, "the module of the node", "node = user")?;
                let path = value.call(Path::parse_mod_style)?;
                if let Some(own) = path.segments.iter().find(|segment| segment.ident == "Self") {
                    let message = "`Self` is the struct; write the module of the node: `node = user`";
                    return Err(Error::new(own.span(), message));
                }
                *node = Some(path);
                Ok(())
            } else {
                Err(meta
                    .error("unknown key; a selection takes `#[graph(node = user)]`, the module of its node"))
            }
        })?;
    }
    Ok(())
}

fn member(number: usize, field: syn::Field) -> Result<Member> {
    let ident = field.ident.clone().unwrap_or_else(|| Ident::new("_", Span::call_site()));
    let mut seen: Vec<String> = Vec::new();
    let mut member = Member {
        number,
        source: Source::Field(ident.clone()),
        ident,
        shape: Shape::of(&field.ty),
        ty: field.ty,
        name: String::new(),
        key: String::new(),
        required: false,
        modifiers: Vec::new(),
        alias: None,
        args: None,
        renamed: false,
    };
    for attribute in field.attrs.iter().filter(|attribute| attribute.path().is_ident("graph")) {
        attribute.parse_nested_meta(|meta| {
            let Some(key) = meta.path.get_ident().map(ToString::to_string) else {
                return Err(meta.error("unknown key"));
            };
            if seen.contains(&key) {
                return Err(meta.error(format!("duplicate `{key}`")));
            }
            if matches!(key.as_str(), "field" | "raw" | "rest")
                && let Some(other) = seen.iter().find(|other| matches!(other.as_str(), "field" | "raw" | "rest"))
            {
                return Err(meta.error(format!("`{key}` cannot be combined with `{other}`: a field has one source")));
            }
            seen.push(key.clone());
            match key.as_str() {
                "required" => member.required = true,
                "rest" => member.source = Source::Rest,
                "raw" => member.source = Source::Raw(meta.value()?.parse::<LitStr>()?.value()),
                "field" => {
                    let value = meta.value()?;
                    no_quotes(value, "the name", "field = first_name")?;
                    member.source = Source::Field(value.parse()?);
                }
                "alias" => {
                    let value = meta.value()?;
                    no_quotes(value, "the name", "alias = newest")?;
                    member.alias = Some(plain(&value.parse()?));
                }
                "args" => {
                    member.args = Some(match meta.input.peek(syn::Token![=]) {
                        false => Args::Given,
                        true => {
                            let value = meta.value()?;
                            no_quotes(value, "the arguments", "args = page::args::picture().width(100)")?;
                            Args::Expr(Box::new(value.parse()?))
                        }
                    });
                }
                "limit" => {
                    let value = meta.value()?;
                    if value.peek(LitStr) {
                        return Err(value.error("`limit` takes a number or a numeric constant: `limit = 5`"));
                    }
                    let limit: Expr = value.parse()?;
                    if matches!(&limit, Expr::Unary(syn::ExprUnary { op: syn::UnOp::Neg(_), .. })) {
                        return Err(Error::new(limit.span(), "`limit` must not be negative"));
                    }
                    member.modifiers.push(("limit", Modifier::Expr(Box::new(limit))));
                }
                "order" => {
                    let value = meta.value()?;
                    no_quotes(value, "the order", "order = chronological")?;
                    let order: Ident = value.parse()?;
                    if !ORDERS.contains(&plain(&order).as_str()) {
                        let message = "`order` takes `chronological` or `reverse_chronological`; write any other with `raw = \"..\"`";
                        return Err(Error::new(order.span(), message));
                    }
                    member.modifiers.push(("order", Modifier::Text(plain(&order))));
                }
                _ => {
                    return Err(meta.error(
                        "unknown key; a field takes `limit = 5`, `order = chronological`, `args = page::args::picture().width(100)`, `args`, `alias = name`, `field = name`, `raw = \"name\"`, `required` and `rest`",
                    ));
                }
            }
            Ok(())
        })?;
    }
    let has_source = seen.iter().any(|key| matches!(key.as_str(), "field" | "raw" | "rest"));
    member.renamed = !has_source && member.args.is_none() && field.attrs.iter().any(is_serde_name);
    if member.required && member.shape.outer == Outer::Option {
        return Err(Error::new(
            member.ident.span(),
            "`required` is for a field without `Option`: remove the `Option` or the attribute",
        ));
    }
    if member.args.is_some() && !matches!(member.source, Source::Field(_)) {
        let message = "`args` is for a field of the schema: with `raw`, write the arguments into the text";
        return Err(Error::new(member.ident.span(), message));
    }
    if let Some(alias) = &member.alias {
        member.modifiers.push(("as", Modifier::Text(alias.clone())));
    }
    member.name = match &member.source {
        Source::Field(field) => plain(field),
        Source::Raw(name) => name.clone(),
        Source::Rest => String::new(),
    };
    member.key = match (&member.alias, &member.source) {
        (Some(alias), _) => alias.clone(),
        // `picture.width(100).as(pic)` is `pic` in the answer.
        (None, Source::Raw(name)) => match name.split_once(".as(").and_then(|(_, rest)| rest.split_once(')'))
        {
            Some((alias, _)) => alias.trim().to_owned(),
            None => name.split(['.', '{']).next().unwrap_or("").to_owned(),
        },
        (None, Source::Field(_) | Source::Rest) => member.name.clone(),
    };
    Ok(member)
}

/// Whether an attribute gives a field another name for serde.
fn is_serde_name(attribute: &syn::Attribute) -> bool {
    let mut found = false;
    if attribute.path().is_ident("serde") {
        // What cannot be read is for serde to report.
        let _ = attribute.parse_nested_meta(|meta| {
            found |= meta.path.is_ident("rename") || meta.path.is_ident("alias");
            if meta.input.peek(syn::Token![=]) {
                meta.value()?.parse::<Expr>()?;
            } else if !meta.input.is_empty() && !meta.input.peek(syn::Token![,]) {
                meta.input.parse::<proc_macro2::Group>()?;
            }
            Ok(())
        });
    }
    found
}

fn plain(ident: &Ident) -> String {
    ident.to_string().trim_start_matches("r#").to_owned()
}

/// Refuses a string where a name is expected.
fn no_quotes(value: ParseStream<'_>, what: &str, example: &str) -> Result<()> {
    if value.peek(LitStr) {
        return Err(value.error(format!("write {what} without quotes: `{example}`")));
    }
    Ok(())
}

/// The orders in which a connection can be requested.
const ORDERS: [&str; 2] = ["chronological", "reverse_chronological"];

/// Reports what rustc could not explain: two fields with one key, and a selection that contains itself.
fn apart(name: &Ident, members: &[Member]) -> Result<()> {
    let itself = name.to_string();
    for (at, member) in members.iter().enumerate() {
        if matches!(member.source, Source::Rest) {
            continue;
        }
        let own = &member.key;
        if members[..at].iter().any(|other| !matches!(other.source, Source::Rest) && other.key == *own) {
            return Err(Error::new(
                member.ident.span(),
                format!(
                    "`{own}` is selected twice: set another key for one of the fields with `#[graph(alias = ..)]`"
                ),
            ));
        }
        if member.shape.inner.as_ref().is_some_and(|inner| inner.name == itself) {
            return Err(Error::new(
                member.ty.span(),
                "a selection cannot contain itself: the list of fields to request would be infinite",
            ));
        }
    }
    Ok(())
}
