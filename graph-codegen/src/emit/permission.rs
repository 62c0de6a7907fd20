//! Permissions: a trait for each, with a message in the API's terms.

use graph_schema::{
    list::List as _,
    model::{PermissionId, Schema},
    table::Table,
};

use super::{docs::Docs, enums, scope::Scope};
use crate::{
    code::{Code, Name, code, name},
    names,
};

pub(super) fn module(scope: Scope<'_>, mark: &str) -> Code {
    let schema = scope.schema;
    let alternatives = alternatives(schema);
    let alternatives = alternatives.sorted();
    let singles = schema.permissions().map(|(id, permission)| {
        let (trait_name, type_name) = names::any_of(schema, &[id]);
        let above: Vec<&Name> =
            alternatives.iter().filter(|any| any.members.contains(&id)).map(|any| &any.names.0).list();
        let supers = (!above.is_empty()).then(|| code!(: #(#above)+*));
        let name = &permission.name;
        let docs = Docs::new(&permission.doc, format!("The permission `{name}`.")).alias(name.clone());
        one(
            docs,
            &trait_name,
            &type_name,
            supers.as_ref(),
            &format!("the permission `{name}`"),
            &format!("`{name}`"),
        )
    });
    let any_of = alternatives.iter().map(|any| {
        let words: Vec<String> = any.members.iter().map(|id| format!("`{}`", schema[*id].name)).list();
        let words = words.join(" or ");
        let docs = Docs::new("", format!("Any of {words}."));
        one(docs, &any.names.0, &any.names.1, None, &format!("any of the permissions {words}"), &words)
    });
    let table = table(schema, &alternatives, mark);
    let names =
        schema.permissions.iter().map(|permission| (permission.name.clone(), permission.doc.clone())).list();
    let words = enums::words(&name!("Name"), &Docs::new("Names of permissions, as values.", ""), &names, &[]);
    code! {
        /// Permissions: a trait for each, implemented by the sets that `permissions!` makes.
        ///
        /// A function requires one with a bound: `P: permission::user_likes`.
        #[allow(non_camel_case_types)]
        pub mod permission {
            use super::__rt;
            #(#singles)*
            #(#any_of)*
            #words
            #table
        }
    }
}

/// A trait with its message, the type that fields and operations refer to, and the impl for unchecked clients.
fn one(
    docs: Docs,
    trait_name: &Name,
    type_name: &Name,
    supers: Option<&Code>,
    what: &str,
    words: &str,
) -> Code {
    let docs = docs.attributes_for(trait_name);
    let message = format!("`{{Self}}` does not hold {what}");
    let label = format!("this needs {words}");
    let note = format!(
        "add {words} to the `permissions!` list of `{{Self}}`, or to its bounds if it is a type parameter"
    );
    code! {
        #docs
        #[diagnostic::on_unimplemented(message = #message, label = #label, note = #note)]
        pub trait #trait_name #supers {}
        #[doc(hidden)]
        pub struct #type_name;
        impl<S: #trait_name> __rt::GrantedTo<S> for #type_name {}
        impl<T, S: #trait_name> __rt::GrantedFor<T, S> for #type_name {}
        impl #trait_name for __rt::Unchecked {}
    }
}

/// A group of permissions of which any is enough.
struct AnyOf {
    names: (Name, Name),
    members: Vec<PermissionId>,
}

fn alternatives(schema: &Schema) -> Table<AnyOf> {
    let mut found = Table::default();
    for any in schema.alternatives() {
        let mut members = any.to_vec();
        members.sort_by_key(|id| &schema[*id].name);
        members.dedup();
        let names = names::any_of(schema, &members);
        if members.len() > 1 {
            found.insert(&names.0.to_string(), AnyOf { names, members });
        }
    }
    found
}

/// The facts that `permissions!` needs, as a macro that passes them on: macros cannot see types.
fn table(schema: &Schema, alternatives: &[&AnyOf], mark: &str) -> Code {
    let name = name!("__graph_permissions_{mark}");
    let rows = alternatives.iter().map(|any| {
        let (trait_name, _) = &any.names;
        let members = any.members.iter().map(|id| names::member(&schema[*id].name));
        code!(#trait_name = [#(#members)*];)
    });
    code! {
        #[doc(hidden)]
        #[macro_export]
        macro_rules! #name {
            ($callback:path; $($given:tt)*) => {
                $callback! { $($given)* ; #(#rows)* }
            };
        }
        #[doc(hidden)]
        pub use #name as table;
    }
}
