//! Objects that are sent: a struct, its tables, a constructor and setters.

use graph_schema::{
    list::List as _,
    model::{Field, MemberRule, Node, NodeId, Type},
};

use super::{
    docs::{self, Docs},
    fields::{deprecated, quiet},
    given::{Generics, owned_value},
    scope::Scope,
    types::{Held, member_type, owned_type, ready_type},
    value::{conversions, limits, of_object, vacant},
};
use crate::{
    code::{Code, Name, code, name},
    names,
    plan::values,
};

pub(super) fn item(id: NodeId, node: &Node, scope: Scope<'_>) -> Code {
    let name = names::member(&node.name);
    let all: Vec<&Field> = values::members(node).list();
    let rest = names::rest(all.iter().map(|field| field.rust.as_str()));
    let idents: Vec<Name> = all.iter().map(|field| names::member(&field.rust)).list();
    let docs =
        Docs::new(&node.doc, format!("The object `{}`.", node.name)).note(node.note.as_deref()).attributes();
    let members = all.iter().zip(&idents).map(|(field, ident)| {
        // A flat union is itself, so that it can be matched: its variants have the boxes.
        let ty = match field.flat {
            true => ready_type(&field.ty, scope),
            false => member_type(Held::Node(id), &field.ty, scope),
        };
        let ty = if values::is_plain(field) { ty } else { code!(__rt::Option<#ty>) };
        let docs = docs::member(field).attributes();
        let deprecated = deprecated(field.deprecated.as_deref());
        code!(#docs #deprecated pub #ident: #ty,)
    });
    let empty = all.iter().zip(&idents).map(|(field, ident)| match values::is_plain(field) {
        true => {
            // A flat union is not in a box.
            let value = match field.flat {
                true => code!(__rt::shape::made()),
                false => vacant(Held::Node(id), &field.ty, scope),
            };
            code!(#ident: #value)
        }
        false => code!(#ident: __rt::None),
    });
    let quiet = quiet(all.iter().any(|field| field.deprecated.is_some()));
    let paths = all.iter().map(|field| path(field));
    let numbers: Vec<usize> = (0..idents.len()).list();
    let facts = facts(node, &all);
    let sent = scope.values.is_sent(id).then(|| builder(id, node, &all, &rest, scope));
    let default = all.iter().all(|field| !field.is_certain()).then(|| {
        code! {
            impl ::core::default::Default for #name {
                #[inline]
                fn default() -> Self {
                    __rt::shape::made()
                }
            }
        }
    });
    let conversions = scope.values.is_sent(id).then(|| conversions::object(id, scope));
    let plain = of_object(id, &name, scope);
    let node_name = &node.name;
    code! {
        #docs
        pub struct #name {
            #(#members)*
            /// Members that the schema does not know.
            pub #rest: __rt::Rest,
        }

        #quiet
        impl __rt::Shape for #name {
            #[inline]
            fn table() -> &'static __rt::Table {
                &__rt::Table { name: #node_name, names: &[#(#paths),*], record: &#facts, union: __rt::None }
            }
            #[inline]
            fn make(_: __rt::usize) -> Self {
                Self { #(#empty,)* #rest: __rt::Rest::new() }
            }
            #[inline]
            fn slot(&self, at: __rt::usize) -> &dyn __rt::ready::Slot {
                match at { #(#numbers => &self.#idents,)* _ => &self.#rest }
            }
            #[inline]
            fn slot_mut(&mut self, at: __rt::usize) -> &mut dyn __rt::ready::Slot {
                match at { #(#numbers => &mut self.#idents,)* _ => &mut self.#rest }
            }
        }

        #plain
        #default
        #sent
        #conversions
    }
}

/// The name of a member, or its path.
fn path(field: &Field) -> String {
    if field.at.is_empty() { field.name.clone() } else { field.at.join(".") }
}

/// The table of what is demanded.
fn facts(node: &Node, all: &[&Field]) -> Code {
    let place = |wanted: &str| all.iter().position(|field| field.name == wanted);
    let which = |is: &dyn Fn(&Field) -> bool| -> Vec<usize> {
        all.iter().enumerate().filter(|(_, field)| is(field)).map(|(at, _)| at).list()
    };
    let list = |name: &str, members: Vec<usize>| {
        let name = Name::new(name);
        (!members.is_empty()).then(|| code!(#name: &[#(#members),*],))
    };
    let certain = list("certain", which(&Field::is_certain));
    let needed = list("needed", which(&|field| field.required && !field.is_certain()));
    let flat = list("flat", which(&|field| field.flat));
    let limited: Vec<Code> = all
        .iter()
        .enumerate()
        .filter(|(_, field)| !field.limits.is_empty())
        .map(|(at, field)| {
            let limits = limits(&field.limits);
            code!((#at, &[#(#limits),*]))
        })
        .list();
    let limited = (!limited.is_empty()).then(|| code!(limits: &[#(#limited),*],));
    let constants: Vec<Code> = node
        .fields
        .iter()
        .filter_map(|field| {
            let (path, json) = (path(field), field.constant.as_ref()?);
            Some(code!((#path, #json)))
        })
        .list();
    let constants = (!constants.is_empty()).then(|| code!(constants: &[#(#constants),*],));
    let aliases: Vec<Code> = all
        .iter()
        .enumerate()
        .flat_map(|(at, field)| field.aliases.iter().map(move |alias| code!((#alias, #at))))
        .list();
    let aliases = (!aliases.is_empty()).then(|| code!(aliases: &[#(#aliases),*],));
    let rules: Vec<Code> = node
        .rules
        .iter()
        .filter_map(|rule| {
            let places = |list: &[usize]| -> Vec<usize> {
                list.iter().filter_map(|at| place(&node.fields.get(*at)?.name)).list()
            };
            let (kind, list) = match rule {
                MemberRule::AtLeastOne(list) => ("AtLeastOne", places(list)),
                MemberRule::ExactlyOne(list) => ("ExactlyOne", places(list)),
                MemberRule::NotTogether(list) => ("NotTogether", places(list)),
                MemberRule::Together(list) => ("Together", places(list)),
                MemberRule::OnlyWith { member, with, values } => {
                    let [member, with] = places(&[*member, *with])[..] else { return None };
                    if values.is_empty() {
                        return Some(code!(__rt::MemberRule::OnlyWith(#member, #with)));
                    }
                    let values = values.iter().map(String::as_str);
                    return Some(code!(__rt::MemberRule::OnlyWithValue(#member, #with, &[#(#values),*])));
                }
            };
            let kind = Name::new(kind);
            Some(code!(__rt::MemberRule::#kind(&[#(#list),*])))
        })
        .list();
    let rules = (!rules.is_empty()).then(|| code!(rules: &[#(#rules),*],));
    let has_paths = node.fields.iter().any(|field| !field.at.is_empty()).then(|| code!(has_paths: true,));
    let bare = node.bare.as_ref().map(|bare| code!(bare: __rt::Some(#bare),));
    let all = code!(#certain #needed #flat #limited #constants #aliases #rules #has_paths #bare);
    match all.is_empty() {
        true => code!(__rt::RecordFacts::NONE),
        false => code!(__rt::RecordFacts { #all ..__rt::RecordFacts::NONE }),
    }
}

/// The constructor and the setters.
fn builder(id: NodeId, node: &Node, all: &[&Field], rest: &Name, scope: Scope<'_>) -> Code {
    let name = names::member(&node.name);
    let required: Vec<&Field> = values::arguments(node).list();
    let idents: Vec<Name> = required.iter().map(|field| names::member(&field.rust)).list();
    let others = all.iter().filter(|field| !field.required).map(|field| {
        let ident = names::member(&field.rust);
        match values::is_plain(field) {
            true => {
                let value = vacant(Held::Node(id), &field.ty, scope);
                code!(#ident: #value,)
            }
            false => code!(#ident: __rt::None,),
        }
    });
    let held = required.iter().zip(&idents).map(|(field, ident)| {
        let value = held(Held::Node(id), field, ident, scope);
        match values::is_plain(field) {
            true => code!(#ident: #value,),
            false => code!(#ident: __rt::Some(#value),),
        }
    });
    let make = code!(Self { #(#held)* #(#others)* #rest: __rt::Rest::new() });
    let new = constructor(node, &required, &idents, make, scope);
    let setters =
        all.iter().filter(|field| !field.required).map(|field| setter(Held::Node(id), field, scope));
    let adders = all.iter().filter_map(|field| adder(field, scope));
    let quiet = quiet(all.iter().any(|field| field.deprecated.is_some()));
    code! {
        #quiet
        impl #name {
            #new
            #(#setters)*
            #(#adders)*
        }
    }
}

/// The struct of an object's required members.
pub(super) fn arguments_struct(node: &Node, scope: Scope<'_>) -> Option<(Name, Code)> {
    if !values::has_arguments_struct(node) {
        return None;
    }
    let name = name!("{}Params", node.name);
    let members = values::arguments(node).map(|field| {
        let (ident, ty) = (names::member(&field.rust), owned_type(&field.ty, scope));
        let docs = docs::member(field).attributes();
        code!(#docs pub #ident: #ty,)
    });
    let doc = format!(" The required members of `{}`.", node.name);
    let item = code! {
        #[doc = #doc]
        #[derive(Clone, Debug, PartialEq)]
        pub struct #name {
            #(#members)*
        }
    };
    Some((name, item))
}

fn constructor(node: &Node, required: &[&Field], idents: &[Name], make: Code, scope: Scope<'_>) -> Code {
    if let Some((params, _)) = arguments_struct(node, scope) {
        let module = names::member(&node.module);
        let root = scope.to_root();
        let idents = idents.iter();
        return code! {
            /// Creates one from its required members.
            #[inline]
            pub fn new(required: #root #module::#params) -> Self {
                let #root #module::#params { #(#idents),* } = required;
                #make
            }
        };
    }
    let (generics, inputs) = inputs(required, scope);
    let doc = match required.is_empty() {
        true => " Creates one without members.".to_owned(),
        false => {
            let all = required.iter().map(|field| {
                let doc = field.doc.lines().next().unwrap_or_default();
                format!("* `{}`{}{doc}", field.rust, if doc.is_empty() { "" } else { ": " })
            });
            format!(" Creates one from what it requires.\n\n {}", all.list().join("\n "))
        }
    };
    let new_without_default = required.is_empty().then(|| code!(#[must_use]));
    let inline = inline(&generics, &inputs);
    code! {
        #[doc = #doc]
        #new_without_default
        #inline
        pub fn new #generics(#(#inputs),*) -> Self {
            #make
        }
    }
}

/// The attribute of a function that is not generic, so that it is compiled to machine code only where it is used.
fn inline(generics: &Option<Code>, inputs: &[Code]) -> Option<Code> {
    let is_generic = generics.is_some() || inputs.iter().any(|input| input.as_str().contains("impl "));
    (!is_generic).then(|| code!(#[inline]))
}

/// `body: impl AsText`, and the type parameters.
pub(super) fn inputs(required: &[&Field], scope: Scope<'_>) -> (Option<Code>, Vec<Code>) {
    let mut generics = Generics::default();
    let input = |field: &&Field| {
        let (ident, ty) = (names::member(&field.rust), generics.given_type(&values::given(&field.ty), scope));
        code!(#ident: #ty)
    };
    let inputs = required.iter().map(input).list();
    (generics.code(), inputs)
}

/// The value of a member, from the argument of its name.
fn held(holder: Held, field: &Field, ident: &Name, scope: Scope<'_>) -> Code {
    let value = owned_value(&values::given(&field.ty), ident, scope);
    if !field.flat && holder.needs_box(&field.ty, scope.schema) {
        code!(__rt::Box::new(#value))
    } else {
        value
    }
}

fn setter(holder: Held, field: &Field, scope: Scope<'_>) -> Code {
    let ident = names::member(&field.rust);
    let method = names::beside_value(&field.rust);
    let docs = docs::member(field).attributes();
    let deprecated = deprecated(field.deprecated.as_deref());
    let mut generics = Generics::default();
    let ty = generics.given_type(&values::given(&field.ty), scope);
    let generics = generics.code();
    let value = held(holder, field, &name!("value"), scope);
    let value = if values::is_plain(field) { value } else { code!(__rt::Some(#value)) };
    let inline = inline(&generics, std::slice::from_ref(&ty));
    code! {
        #docs
        #deprecated
        #[must_use]
        #inline
        pub fn #method #generics(mut self, value: #ty) -> Self {
            self.#ident = #value;
            self
        }
    }
}

/// The setter that adds one element to a list.
fn adder(field: &Field, scope: Scope<'_>) -> Option<Code> {
    let (Some(add), Type::List(item)) = (&field.add, &field.ty) else { return None };
    let (ident, method) = (names::member(&field.rust), names::beside_value(add));
    let doc = format!(" Adds one to `{}`.", field.rust);
    let element = match &**item {
        Type::Node(id) if scope.values.is_sent(*id) && is_made_in_place(&scope.schema[*id]) => Some(*id),
        _ => None,
    };
    let (generics, inputs, value) = match element {
        Some(id) => {
            let required: Vec<&Field> = values::arguments(&scope.schema[id]).list();
            let idents = required.iter().map(|field| names::member(&field.rust));
            let ((generics, inputs), ready) = (inputs(&required, scope), scope.ready(id));
            (generics, inputs, code!(#ready::new(#(#idents),*)))
        }
        None => {
            let given = values::given(item);
            let mut generics = Generics::default();
            let ty = generics.given_type(&given, scope);
            (generics.code(), vec![code!(value: #ty)], owned_value(&given, &name!("value"), scope))
        }
    };
    let inline = inline(&generics, &inputs);
    Some(code! {
        #[doc = #doc]
        #[must_use]
        #inline
        pub fn #method #generics(mut self, #(#inputs),*) -> Self {
            self.#ident.push(#value);
            self
        }
    })
}

/// Whether an element is made from the arguments of the method that adds it.
fn is_made_in_place(node: &Node) -> bool {
    values::arguments(node).count() > 1 && !values::has_arguments_struct(node)
}
