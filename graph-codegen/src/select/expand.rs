//! The impls of a selection. Every name and bound has the span of the user's field, so that errors point to it.

use graph_schema::list::List as _;
use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::spanned::Spanned;

use super::{
    parse::{Args, Member, Modifier, Selection, Source},
    shape::Outer,
};

pub(super) fn selection(selection: &Selection) -> TokenStream {
    let Selection { name, node, members } = selection;
    let node_marker = quote_spanned!(node.span()=> #node::Node);
    let checks = members.iter().filter_map(|member| check(member, selection));
    let aliases = members.iter().filter_map(|member| alias(member, selection));
    let bounds = members.iter().flat_map(bounds);
    // What is not used is not imported: an `allow` of the lint would be an error in a crate that forbids it.
    let readable =
        members.iter().any(|member| facts(member).is_some()).then(|| quote!(, Readable as __Readable));
    let has_nested = members.iter().any(|member| facts(member).is_some() && member.nested().is_some());
    let reaches = has_nested.then(|| quote!(, Reaches as __Reaches));
    let gives = members.iter().any(|member| matches!(member.args, Some(Args::Given)));
    let gives = gives.then(|| quote!(, Gives as __Gives));
    let nested = nested(members);
    let read = read(members, node);
    let allowed = quote_spanned! {name.span()=>
        impl<__Target, __Token, __Set> __Allowed<__Target, __Token, __Set> for #name
        where
            #(#bounds,)*
        {
        }

        impl<__Target, __Token, __Set> __Selectable<__Target, __Token, __Set> for #name where #name: __Allowed<__Target, __Token, __Set> {}
    };
    quote! {
        const _: () = {
            // Short names compile faster than a path at each place. With a single segment, a bound has the span of its
            // field alone.
            use #node::__rt::{__rt, Allowed as __Allowed, Selectable as __Selectable #readable #reaches #gives};

            // Each field is referred to once, so that a deprecated one warns once.
            #(#aliases)*

            #(#checks)*

            impl __rt::ReadsAs<__rt::wire::Node<#node_marker>> for #name {
                const NESTED: __rt::Option<__rt::Nested> = __rt::Some(__rt::asked::<#node_marker>(#nested));

                fn read(__reader: &mut __rt::Reader<'_>) -> __rt::Decoded<Self> {
                    #read
                }
            }

            impl __rt::Fields for #name {
                type Node = #node_marker;
            }

            impl __rt::SelectionOf<#node_marker> for #name {}

            #allowed
        };
    }
}

/// Whether only the facts of a field have its wire name: in a schema, these names begin with `_`.
fn named_otherwise(member: &Member) -> bool {
    matches!(member.source, Source::Field(_)) && member.name.starts_with('_')
}

/// The key in the answer, as an expression.
fn key_tokens(member: &Member) -> TokenStream {
    match facts(member) {
        Some(facts) if member.alias.is_none() && named_otherwise(member) => {
            quote!(<#facts as __rt::WireName>::NAME)
        }
        _ => {
            let key = &member.key;
            quote!(#key)
        }
    }
}

/// The name of a field in a request, as an expression.
fn wire_name(member: &Member) -> TokenStream {
    match facts(member).filter(|_| named_otherwise(member)) {
        Some(facts) => quote!(<#facts as __rt::WireName>::NAME),
        None => {
            let name = &member.name;
            quote!(#name)
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

fn alias(member: &Member, selection: &Selection) -> Option<TokenStream> {
    let facts = facts(member)?;
    let Source::Field(field) = &member.source else { return None };
    let node = &selection.node;
    if member.renamed {
        return Some(or_no_field(member, &facts, field, node));
    }
    if member.args.is_none() {
        return Some(quote_spanned!(field.span()=> type #facts = #node::fields::#field;));
    }
    let (takes, args) = (takes(member), args(member));
    Some(quote_spanned! {field.span()=>
        type #takes = #node::fields::#field;
        type #facts = __rt::Argued<#takes>;
        type #args = <#takes as __rt::TakesArgs>::Of;
    })
}

/// The name of a field with what it takes, inside the expansion.
fn takes(member: &Member) -> Ident {
    format_ident!("__Takes{}", member.number, span = member.ident.span())
}

/// The name of the arguments of a field.
fn args(member: &Member) -> Ident {
    format_ident!("__Args{}", member.number, span = member.ident.span())
}

/// The name of the facts of a field that may not be in the schema: then it is that of a type with a message of its own.
/// Names of the inner block hide those of the outer one, also if they are imported by `*`.
fn or_no_field(member: &Member, facts: &Ident, field: &Ident, node: &syn::Path) -> TokenStream {
    let holder = format_ident!("__Holder{}", member.number);
    // At a place of the user's, rustc would also warn that nothing of the import is used.
    let mut module = node.clone();
    for segment in module.segments.iter_mut().filter(|segment| segment.ident != "$crate") {
        segment.ident.set_span(Span::call_site());
    }
    let check = quote_spanned!(field.span()=> const _: () = __rt::in_schema::<#facts>(););
    quote! {
        struct #holder;
        const _: () = {
            use __rt::NoField as #field;
            // It is used, whether or not the schema has such a field.
            const _: __rt::Option<#field> = __rt::None;
            const _: () = {
                use #module::fields::*;
                impl __rt::Renamed for #holder { type Field = #field; }
            };
        };
        type #facts = <#holder as __rt::Renamed>::Field;
        #check
    }
}

/// Does not compile if a field that may be missing is read as a plain type. Whether the type fits is checked only where
/// it is read, since rustc reports an unmet bound once per function body.
fn check(member: &Member, selection: &Selection) -> Option<TokenStream> {
    let Some(facts) = facts(member) else { return raw(member, selection) };
    let ty = &member.ty;
    let may_be_missing = !member.required && member.shape.outer == Outer::Plain;
    let plain = may_be_missing.then(
        || quote_spanned!(ty.span()=> const _: () = __rt::plain::<<#facts as __rt::Facts>::Presence>();),
    );
    let limited = member.modifiers.iter().any(|(modifier, _)| *modifier != "as");
    let span = member.ident.span();
    let several = limited
        .then(|| quote_spanned!(span=> const _: () = __rt::several::<<#facts as __rt::Facts>::Wire>();));
    let requested = (!member.modifiers.is_empty())
        .then(|| quote_spanned!(span=> const _: () = __rt::requested::<#facts>();));
    Some(quote!(#plain #several #requested))
}

/// Does not compile if a name that is written by hand is that of a field that comes unasked.
fn raw(member: &Member, selection: &Selection) -> Option<TokenStream> {
    let Source::Raw(text) = &member.source else { return None };
    let name = text.split(['.', '{']).next().unwrap_or("").trim();
    let node = &selection.node;
    let span = member.ident.span();
    Some(quote_spanned!(span=> const _: () = __rt::asks::<#node::Node>(#name);))
}

/// The bounds of the selection: permission and token of each field, and the bounds of nested selections.
fn bounds(member: &Member) -> Vec<TokenStream> {
    let Some(facts) = facts(member) else { return Vec::new() };
    let span = member.ident.span();
    let mut bounds = vec![quote_spanned!(span=> #facts: __Readable<__Target, __Token, __Set>)];
    if matches!(member.args, Some(Args::Given)) {
        let args = args(member);
        bounds.push(quote_spanned!(span=> __Token: __Gives<#args>));
    }
    if let Some(ty) = member.nested() {
        bounds.push(quote_spanned!(span=> #facts: __Reaches<__Target>));
        bounds.push(
            quote_spanned!(span=> #ty: __Selectable<<#facts as __Reaches<__Target>>::Target, __Token, __Set>),
        );
    }
    bounds
}

/// The nested selection, `{id,name,albums.limit(5){id}}`: a constant, or a function that writes it.
fn nested(members: &[Member]) -> TokenStream {
    let mut statements = Vec::new();
    let mut text = String::from("{");
    let mut first = true;
    for member in members {
        if matches!(member.source, Source::Rest) {
            continue;
        }
        if !std::mem::take(&mut first) {
            text.push(',');
        }
        match facts(member) {
            Some(facts) if named_otherwise(member) => {
                let before = std::mem::take(&mut text);
                statements.push(quote! {
                    __out.push_str(#before);
                    __out.push_str(<#facts as __rt::WireName>::NAME);
                });
            }
            _ => text += &member.name,
        }
        if let Some(given) = &member.args {
            let before = std::mem::take(&mut text);
            let args = args(member);
            statements.push(match given {
                Args::Given => quote!(__out.push_str(#before); __rt::later::<#args>(__out);),
                Args::Expr(value) => {
                    let name = wire_name(member);
                    let span = value.span();
                    quote_spanned!(span=> __out.push_str(#before); __rt::argue::<#args, _>(#name, &(#value), __out);)
                }
            });
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
            && member.shape.inner.is_some()
        {
            let before = std::mem::take(&mut text);
            let ty = &member.ty;
            statements.push(quote! {
                __out.push_str(#before);
                (&__rt::Probe::<<#facts as __rt::Facts>::Wire, #ty>::NEW).nested(__out);
            });
        }
    }
    text.push('}');
    if statements.is_empty() {
        return quote!(__rt::Nested::Fixed(#text));
    }
    quote! {
        __rt::Nested::Made(|__out| {
            use __rt::NotNested as __NotNested;
            // The import is used, whether or not one of the calls below needs it.
            let _ = <&__rt::Probe<(), ()> as __NotNested>::nested;
            #(#statements)*
            __out.push_str(#text);
        })
    }
}

fn read(members: &[Member], node: &syn::Path) -> TokenStream {
    let named: Vec<&Member> = members.iter().filter(|member| !matches!(member.source, Source::Rest)).list();
    let keys = named.iter().map(|member| key_tokens(member));
    let keys = quote!(&[#(#keys),*]);
    // If every field may be missing, they are read in place.
    let may_be_missing =
        |member: &Member| member.shape.outer == Outer::Option && !matches!(member.source, Source::Rest);
    if members.iter().all(may_be_missing) {
        let idents = named.iter().map(|member| &member.ident);
        let set = set(&named, |member| {
            let ident = &member.ident;
            quote!(#ident)
        });
        return quote! {
            let mut __this = Self { #(#idents: __rt::None,)* };
            __rt::object::<#node::Node, _>(__reader, #keys, &mut __this, #set)?;
            __rt::Ok(__this)
        };
    }
    let slots: Vec<Ident> = named.iter().map(|member| format_ident!("__slot{}", member.number)).list();
    let empty = slots.iter().map(|_| quote!(__rt::None));
    let numbers = |number: usize| syn::Index::from(number);
    let mut places = (0..named.len()).map(numbers);
    let set = set(&named, |_| places.next().map_or_else(TokenStream::new, |place| quote!(#place)));
    let values = named.iter().zip(&slots).map(|(member, slot)| {
        let ident = &member.ident;
        let key = key_tokens(member);
        let value = match member.shape.outer {
            Outer::Option => quote!(#slot),
            Outer::Connection => quote!(__rt::Option::unwrap_or_default(#slot)),
            Outer::Plain => quote!(match #slot {
                __rt::Some(__value) => __value,
                __rt::None => return __rt::Err(__rt::DecodeError::missing(#key)),
            }),
        };
        quote!(#ident: #value,)
    });
    let rest = members.iter().find(|member| matches!(member.source, Source::Rest));
    let (object, rest) = match rest {
        Some(Member { ident, ty, .. }) => {
            let value = quote_spanned!(at_call_site(ty)=> ::core::convert::Into::into(__rest));
            let object = quote! {
                let mut __rest = __rt::BTreeMap::<__rt::String, __rt::Json>::new();
                __rt::object_with_rest::<#node::Node, _>(__reader, #keys, &mut __state, #set, &mut __rest)?;
            };
            (object, quote!(#ident: #value,))
        }
        None => (
            quote!(__rt::object::<#node::Node, _>(__reader, #keys, &mut __state, #set)?;),
            TokenStream::new(),
        ),
    };
    quote! {
        let mut __state = (#(#empty,)*);
        #object
        let (#(#slots,)*) = __state;
        __rt::Ok(Self { #(#values)* #rest })
    }
}

/// The place of a type, for code with variables: a type that a `macro_rules!` macro was given does not see those of the
/// expansion otherwise.
fn at_call_site(ty: &syn::Type) -> Span {
    ty.span().resolved_at(Span::call_site())
}

/// A closure that reads the member of an index into its place in `__to`. It captures nothing, since captures are slow to
/// compile.
fn set(members: &[&Member], mut place: impl FnMut(&Member) -> TokenStream) -> TokenStream {
    let indices = 0..members.len();
    let reads = members.iter().map(|member| {
        let ty = member.value();
        let place = place(member);
        let facts = facts(member).map_or_else(|| quote!(__rt::RawField), |facts| quote!(#facts));
        match member.renamed {
            true => {
                quote_spanned!(at_call_site(ty)=> <#facts as __rt::ReadInto<#ty>>::read_into(__reader, &mut __to.#place))
            }
            false => quote_spanned!(at_call_site(ty)=> __rt::read_field::<#facts, #ty>(__reader, &mut __to.#place)),
        }
    });
    quote! {
        |__to, __at, __reader| match __at {
            #(#indices => #reads,)*
            _ => __reader.skip(),
        }
    }
}
