//! The impls of a selection. Every name and bound carries the span of the user's field, so that
//! errors point there.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::{GenericArgument, PathArguments, Type, spanned::Spanned};

use super::parse::{Member, Modifier, Selection, Source};

pub(super) fn selection(selection: &Selection) -> TokenStream {
    let Selection { name, node, members } = selection;
    // In scope by this name: a path of the user's crate at each place takes the compiler its time.
    let rt = quote!(__rt);
    let node_marker = quote_spanned!(node.span()=> #node::Node);
    let checks = members.iter().filter_map(check);
    let aliases = members.iter().filter_map(|member| alias(member, selection));
    let bounds = members.iter().flat_map(bounds);
    let nested = nested(members, &rt);
    let read = read(members, node, &rt);
    let allowed = quote_spanned! {name.span()=>
        impl<__Target, __Token, __Set> __Allowed<__Target, __Token, __Set> for #name
        where
            #(#bounds,)*
        {
        }

        impl<__Target, __Token, __Set> __Below<__Target, __Token, __Set> for #name where #name: __Allowed<__Target, __Token, __Set> {}
    };
    quote! {
        const _: () = {
            // By names of one piece, bounds have the place of the field alone.
            #[allow(unused_imports)]
            use #node::__rt::{__rt, Allowed as __Allowed, Below as __Below, Facts as __Facts, GrantedFor as __GrantedFor, Reaches as __Reaches, Takes as __Takes};

            // Each field is named once, so that a deprecated one warns once.
            #(#aliases)*

            #(#checks)*

            impl #rt::ReadsAs<#rt::wire::Node<#node_marker>> for #name {
                const NESTED: #rt::Option<#rt::Nested> = #rt::Some(#nested);

                fn read(__reader: &mut #rt::Reader<'_>) -> #rt::Decoded<Self> {
                    #read
                }
            }

            impl #rt::Fields for #name {
                type Node = #node_marker;
            }

            impl #rt::Of<#node_marker> for #name {}

            #allowed
        };
    }
}

/// A field whose name on the wire only its facts know: the schema calls nothing else by a leading `_`.
fn named_otherwise(member: &Member) -> bool {
    matches!(&member.source, Source::Field(field) if plain(field).starts_with('_'))
}

/// The key in the answer, as an expression.
fn key_tokens(member: &Member, rt: &TokenStream) -> TokenStream {
    match facts(member) {
        Some(facts) if member.alias.is_none() && named_otherwise(member) => {
            quote!(<#facts as #rt::WireName>::NAME)
        }
        _ => {
            let key = key(member);
            quote!(#key)
        }
    }
}

/// The name of the field's facts inside the expansion.
fn facts(member: &Member) -> Option<Ident> {
    match &member.source {
        Source::Field(_) => Some(format_ident!("__Field{}", member.number, span = member.ident.span())),
        Source::Raw(_) | Source::Rest => None,
    }
}

pub(super) fn plain(ident: &Ident) -> String {
    ident.to_string().trim_start_matches("r#").to_owned()
}

fn alias(member: &Member, selection: &Selection) -> Option<TokenStream> {
    let facts = facts(member)?;
    let Source::Field(field) = &member.source else { return None };
    let node = &selection.node;
    Some(quote_spanned!(field.span()=> type #facts = #node::fields::#field;))
}

/// Fails to compile where a field that may be missing is read as a plain type. That the type
/// itself fits is demanded where it is read, and only there: rustc reports it once a body.
fn check(member: &Member) -> Option<TokenStream> {
    let facts = facts(member)?;
    let ty = &member.ty;
    let may_be_missing = !member.required && !is(ty, "Option") && !is(ty, "Connection");
    let plain = may_be_missing.then(
        || quote_spanned!(ty.span()=> const _: () = __rt::plain::<<#facts as __rt::Facts>::Presence>();),
    );
    let limited = member.modifiers.iter().any(|(modifier, _)| *modifier != "as");
    let span = member.ident.span();
    let several = limited
        .then(|| quote_spanned!(span=> const _: () = __rt::several::<<#facts as __rt::Facts>::Wire>();));
    Some(quote!(#plain #several))
}

/// What the selection needs: permission and token of each field, and what nested selections need.
fn bounds(member: &Member) -> Vec<TokenStream> {
    let Some(facts) = facts(member) else { return Vec::new() };
    let span = member.ident.span();
    let mut bounds = vec![
        quote_spanned!(span=> <#facts as __Facts>::Permission: __GrantedFor<__Target, __Set>),
        quote_spanned!(span=> <#facts as __Facts>::Token: __Takes<__Target, __Token>),
    ];
    if let Some(ty) = nested_type(&member.ty) {
        bounds.push(quote_spanned!(span=> #facts: __Reaches<__Target>));
        bounds.push(
            quote_spanned!(span=> #ty: __Below<<#facts as __Reaches<__Target>>::Target, __Token, __Set>),
        );
    }
    bounds
}

/// The innermost type, unless it is one that holds no fields of its own.
pub(super) fn nested_type(ty: &Type) -> Option<&Type> {
    for wrapper in ["Option", "Vec", "Box", "Connection"] {
        if let Some(inner) = argument(ty, wrapper) {
            return nested_type(inner);
        }
    }
    let values = ["String", "bool", "i8", "i16", "i32", "i64", "u8", "u16", "u32", "u64", "f32", "f64"];
    (!values.iter().any(|value| is(ty, value))).then_some(ty)
}

/// The type without the invisible groups and parentheses around it.
fn peeled(ty: &Type) -> &Type {
    match ty {
        Type::Group(group) => peeled(&group.elem),
        Type::Paren(paren) => peeled(&paren.elem),
        ty => ty,
    }
}

pub(super) fn is(ty: &Type, name: &str) -> bool {
    matches!(peeled(ty), Type::Path(path) if path.path.segments.last().is_some_and(|segment| segment.ident == name))
}

fn argument<'a>(ty: &'a Type, name: &str) -> Option<&'a Type> {
    let Type::Path(path) = peeled(ty) else { return None };
    let segment = path.path.segments.last().filter(|segment| segment.ident == name)?;
    let PathArguments::AngleBracketed(arguments) = &segment.arguments else { return None };
    arguments.args.iter().find_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    })
}

/// The sub-selection, `{id,name,albums.limit(5){id}}`: a text, or what writes it.
fn nested(members: &[Member], rt: &TokenStream) -> TokenStream {
    let mut statements = Vec::new();
    let mut text = String::from("{");
    let mut first = true;
    for member in members {
        let name = match &member.source {
            Source::Field(field) => plain(field),
            Source::Raw(name) => name.clone(),
            Source::Rest => continue,
        };
        if !std::mem::take(&mut first) {
            text.push(',');
        }
        match facts(member) {
            Some(facts) if named_otherwise(member) => {
                let before = std::mem::take(&mut text);
                statements.push(quote! {
                    __out.push_str(#before);
                    __out.push_str(<#facts as #rt::WireName>::NAME);
                });
            }
            _ => text += &name,
        }
        for (modifier, value) in &member.modifiers {
            match value {
                Modifier::Text(value) => text += &format!(".{modifier}({value})"),
                Modifier::Expr(value) => {
                    text += &format!(".{modifier}(");
                    let before = std::mem::take(&mut text);
                    statements.push(quote!(__out.push_str(#before); __out.push_str(&::std::string::ToString::to_string(&(#value)));));
                    text.push(')');
                }
            }
        }
        if let Some(facts) = facts(member)
            && nested_type(&member.ty).is_some()
        {
            let before = std::mem::take(&mut text);
            let ty = &member.ty;
            statements.push(quote! {
                __out.push_str(#before);
                (&#rt::Probe::<<#facts as #rt::Facts>::Wire, #ty>::NEW).nested(__out);
            });
        }
    }
    text.push('}');
    if statements.is_empty() {
        return quote!(#rt::Nested::Fixed(#text));
    }
    quote! {
        #rt::Nested::Made(|__out| {
            #[allow(unused_imports)]
            use #rt::NotNested as _;
            #(#statements)*
            __out.push_str(#text);
        })
    }
}

fn read(members: &[Member], node: &syn::Path, rt: &TokenStream) -> TokenStream {
    let named: Vec<&Member> =
        members.iter().filter(|member| !matches!(member.source, Source::Rest)).collect();
    let keys = named.iter().map(|member| key_tokens(member, rt));
    let keys = quote!(&[#(#keys),*]);
    // What may all be missing is read into its place.
    if members.iter().all(|member| is(&member.ty, "Option") && !matches!(member.source, Source::Rest)) {
        let idents = named.iter().map(|member| &member.ident);
        let set = set(&named, rt, |member| {
            let ident = &member.ident;
            quote!(#ident)
        });
        return quote! {
            let mut __this = Self { #(#idents: #rt::None,)* };
            #rt::object::<#node::Node, _>(__reader, #keys, &mut __this, #set)?;
            #rt::Ok(__this)
        };
    }
    let slots: Vec<Ident> = named.iter().map(|member| format_ident!("__slot{}", member.number)).collect();
    let empty = slots.iter().map(|_| quote!(#rt::None));
    let numbers = |number: usize| syn::Index::from(number);
    let mut places = (0..named.len()).map(numbers);
    let set = set(&named, rt, |_| places.next().map_or_else(TokenStream::new, |place| quote!(#place)));
    let values = named.iter().zip(&slots).map(|(member, slot)| {
        let ident = &member.ident;
        let key = key_tokens(member, rt);
        let value = if is(&member.ty, "Option") {
            quote!(#slot)
        } else if is(&member.ty, "Connection") {
            quote!(::core::option::Option::unwrap_or_default(#slot))
        } else {
            quote!(match #slot {
                #rt::Some(__value) => __value,
                #rt::None => return #rt::Err(#rt::DecodeError::missing(#key)),
            })
        };
        quote!(#ident: #value,)
    });
    let rest = members.iter().find(|member| matches!(member.source, Source::Rest));
    let (object, rest) = match rest {
        Some(Member { ident, ty, .. }) => {
            let value = quote_spanned!(ty.span()=> __rest);
            let object = quote! {
                let mut __rest: #rt::Rest = ::core::default::Default::default();
                #rt::object_with_rest::<#node::Node, _>(__reader, #keys, &mut __state, #set, &mut __rest)?;
            };
            (object, quote!(#ident: #value,))
        }
        None => {
            (quote!(#rt::object::<#node::Node, _>(__reader, #keys, &mut __state, #set)?;), TokenStream::new())
        }
    };
    quote! {
        let mut __state = (#(#empty,)*);
        #object
        let (#(#slots,)*) = __state;
        #rt::Ok(Self { #(#values)* #rest })
    }
}

/// What reads the member of a number into its place in `__to`. It captures nothing: that costs the compiler much.
fn set(members: &[&Member], rt: &TokenStream, mut place: impl FnMut(&Member) -> TokenStream) -> TokenStream {
    let indices = 0..members.len();
    let reads = members.iter().map(|member| {
        let ty = value_type(&member.ty);
        let place = place(member);
        let facts = facts(member).map_or_else(|| quote!(#rt::RawField), |facts| quote!(#facts));
        quote_spanned!(ty.span()=> #rt::read_field::<#facts, #ty>(__reader, &mut __to.#place))
    });
    quote! {
        |__to, __at, __reader| match __at {
            #(#indices => #reads,)*
            _ => __reader.skip(),
        }
    }
}

/// The key in the answer.
pub(super) fn key(member: &Member) -> String {
    match (&member.alias, &member.source) {
        (Some(alias), _) => alias.clone(),
        (None, Source::Field(field)) => plain(field),
        // `picture.width(100).as(pic)` comes back as `pic`.
        (None, Source::Raw(name)) => match name.split_once(".as(").and_then(|(_, rest)| rest.split_once(')'))
        {
            Some((alias, _)) => alias.trim().to_owned(),
            None => name.split(['.', '{']).next().unwrap_or("").to_owned(),
        },
        (None, Source::Rest) => String::new(),
    }
}

/// The type inside an `Option`, else the type itself.
fn value_type(ty: &Type) -> &Type {
    argument(ty, "Option").unwrap_or(ty)
}
