//! The arguments of fields: `args::business_discovery("bluebottle")`.

use graph_schema::model::{Field, Node};

use super::{
    constructor::{self, Constructor},
    docs::{self, Docs},
    fields::deprecated,
    operation,
    scope::Scope,
};
use crate::{
    code::{Code, code},
    plan::{self, FieldPlan, Input},
};

/// The module with a function for each field that takes arguments.
pub(super) fn module(node: &Node, scope: Scope<'_>) -> Option<Code> {
    let plans = plan::with_arguments(node);
    if plans.is_empty() {
        return None;
    }
    let items = plans.iter().map(|(at, plan)| item(node, &node.fields[*at], plan, scope));
    let doc = format!(
        " Arguments of fields of `{}`: constant ones are written at the field of a struct, `#[graph(args = ..)]`; others \
         are passed with `with_args(..)` where it has `#[graph(args)]`.",
        node.name
    );
    Some(code! {
        #[doc = #doc]
        pub mod args {
            use super::__rt;
            #(#items)*
        }
    })
}

fn item(node: &Node, field: &Field, plan: &FieldPlan, scope: Scope<'_>) -> Code {
    let (function, ty) = (&plan.function, &plan.ty);
    let call = plan.call();
    let name = &field.name;
    let begin = code!(#ty { request: __rt::Request::nowhere::<super::Node>() });
    let Constructor { item, generics, inputs, body } = constructor::new(&call, scope, begin);
    let setters = call.setters.iter().filter_map(|setter| {
        let Input::Param(id) = setter.input else { return None };
        let param = call.operation.param(id);
        let docs = docs::param(param).attributes();
        Some(operation::setter(&setter.name, &code!(#docs #[inline]), param, scope))
    });
    let setters: Code = setters.collect();
    let setters = (!setters.is_empty()).then(|| code!(impl #ty { #setters }));
    let docs = Docs::new(&field.doc, format!("The field `{name}`."))
        .say(format!("Arguments of the field `{name}` of `{}`.", node.name))
        .attributes();
    let deprecated = deprecated(field.deprecated.as_deref());
    let type_doc = format!(" The arguments of `{name}`; made by [`{function}`](fn@{function}).");
    code! {
        #[doc = #type_doc]
        #[derive(Clone, Debug, PartialEq)]
        pub struct #ty {
            request: __rt::Request,
        }

        impl __rt::HasRequest for #ty {
            type Target = ();
            #[inline]
            fn request_mut(&mut self) -> &mut __rt::Request {
                &mut self.request
            }
            #[inline]
            fn into_request(self) -> __rt::Request {
                self.request
            }
        }

        impl __rt::ArgumentsOf<#ty> for #ty {
            #[inline]
            fn field(&self) -> &__rt::str {
                #name
            }
            #[inline]
            fn arguments(&self) -> &__rt::Request {
                &self.request
            }
        }

        impl __rt::Arguments for #ty {
            type Of = #ty;
        }

        #item

        #docs
        #deprecated
        #[inline]
        pub fn #function #generics(#(#inputs),*) -> #ty {
            #body
        }

        #setters
    }
}
