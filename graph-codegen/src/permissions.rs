//! `permissions!` in two steps. Macros cannot see types, so a macro in the generated API passes the table of
//! alternatives on as tokens.

use graph_schema::list::List as _;
use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::{
    Attribute, Path, Token, Visibility, bracketed,
    parse::{Parse, ParseStream},
    punctuated::Punctuated,
};

/// `pub struct MyApp in fb: [user_likes, publish_stream];`
struct Set {
    attributes: Vec<Attribute>,
    visibility: Visibility,
    name: Ident,
    api: Path,
    permissions: Punctuated<Ident, Token![,]>,
}

impl Parse for Set {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let attributes = input.call(Attribute::parse_outer)?;
        let visibility = input.parse()?;
        input.parse::<Token![struct]>()?;
        let name = input.parse()?;
        input.parse::<Token![in]>().map_err(|error| {
            syn::Error::new(error.span(), "name the API after the set: `pub struct MyApp in fb: [user_likes];`, where `fb` is the module of the API")
        })?;
        let api = Path::parse_mod_style(input)?;
        input.parse::<Token![:]>()?;
        let list;
        bracketed!(list in input);
        let permissions = Punctuated::parse_terminated_with(&list, |input| {
            if input.peek(syn::LitStr) {
                return Err(input.error("write the name without quotes: `[user_likes]`"));
            }
            input.parse()
        })?;
        input.parse::<Option<Token![;]>>()?;
        Ok(Self { attributes, visibility, name, api, permissions })
    }
}

/// The first step: calls the macro with the API's table.
pub fn permissions(input: TokenStream) -> TokenStream {
    let sets = |input: ParseStream<'_>| {
        let mut sets: Vec<Set> = Vec::new();
        while !input.is_empty() {
            sets.push(input.parse()?);
        }
        Ok(sets)
    };
    let sets = match syn::parse::Parser::parse2(sets, input) {
        Ok(sets) => sets,
        Err(error) => return error.into_compile_error(),
    };
    sets.iter()
        .map(|Set { attributes, visibility, name, api, permissions }| {
            let permissions = permissions.iter();
            quote! {
                #(#attributes)*
                #visibility struct #name;
                // The rest is written in the second step, so that a path to something else is reported once.
                #api::permission::table! { #api::__rt::permission_impls; #name [#api] [#(#permissions)*] }
            }
        })
        .collect()
}

/// `MyApp [fb] [user_likes ..] ; user_photos_or_user_status = [user_photos user_status]; ..`
struct Granted {
    name: Ident,
    api: Path,
    permissions: Vec<Ident>,
    alternatives: Vec<(Ident, Vec<Ident>)>,
}

fn idents(input: ParseStream<'_>) -> syn::Result<Vec<Ident>> {
    let list;
    bracketed!(list in input);
    let mut idents = Vec::new();
    while !list.is_empty() {
        idents.push(list.parse()?);
    }
    Ok(idents)
}

impl Parse for Granted {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let name = input.parse()?;
        let api;
        bracketed!(api in input);
        let api = Path::parse_mod_style(&api)?;
        let permissions = idents(input)?;
        input.parse::<Token![;]>()?;
        let mut alternatives = Vec::new();
        while !input.is_empty() {
            let name = input.parse()?;
            input.parse::<Token![=]>()?;
            alternatives.push((name, idents(input)?));
            input.parse::<Token![;]>()?;
        }
        Ok(Self { name, api, permissions, alternatives })
    }
}

/// The second step: implements each permission once, and each alternative that one of them meets once.
pub fn permission_impls(input: TokenStream) -> TokenStream {
    let Granted { name, api, permissions, alternatives } = match syn::parse2(input) {
        Ok(granted) => granted,
        Err(error) => return error.into_compile_error(),
    };
    let mut once: Vec<Ident> = Vec::new();
    for permission in permissions {
        if !once.contains(&permission) {
            once.push(permission);
        }
    }
    let texts = once.iter().map(|name| name.to_string().trim_start_matches("r#").to_owned());
    let opened: Vec<_> = alternatives
        .iter()
        .filter(|(_, members)| members.iter().any(|member| once.contains(member)))
        .map(|(name, _)| name)
        .list();
    quote! {
        impl #api::__rt::PermissionSet for #name {
            const NAMES: &'static [&'static str] = &[#(#texts),*];
            type Api = #api::__Api;
        }
        #(impl #api::permission::#once for #name {})*
        #(impl #api::permission::#opened for #name {})*
    }
}
