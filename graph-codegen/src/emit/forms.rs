//! Plain data for what is typed with care: a form of a web page fills a struct of options, and
//! the rules of the schema are checked when it is turned into the argument.

use graph_schema::model::{Operation, ParamId, Type};

use super::docs;
use crate::{
    code::{Code, Name, code, name},
    names,
    plan::{Choice, ChoiceKind, Owner, Scope, input, ready_type},
};

/// The form of a group of parameters, with the check that makes the group of it.
pub(super) fn form(
    operation: &Operation,
    choice: &Choice,
    owners: &[Owner],
    ty: &Name,
    scope: Scope<'_>,
) -> Code {
    let name = name!("{}Form", ty.to_string().trim_end_matches("Content"));
    let mut members: Vec<(ParamId, Option<ParamId>)> = Vec::new();
    for member in &choice.members {
        members.push((*member, None));
        let owner = owners.iter().find(|owner| owner.param == *member);
        members.extend(owner.into_iter().flat_map(|owner| &owner.dependents).map(|id| (*id, Some(*member))));
    }
    let idents: Vec<Name> = members.iter().map(|(id, _)| names::member(&operation.param(*id).rust)).collect();
    let fields = members.iter().zip(&idents).map(|((id, _), ident)| {
        let param = operation.param(*id);
        let docs = docs::param(param).attributes();
        let ty = match &param.ty {
            Type::Node(node) => scope.ready(*node),
            ty => ready_type(ty, scope),
        };
        code!(#docs pub #ident: ::core::option::Option<#ty>,)
    });
    let puts = members.iter().zip(&idents).map(|((id, _), ident)| {
        let (_, put) = input(operation.param(*id), scope);
        code!(if let ::core::option::Option::Some(value) = form.#ident { #put })
    });
    let orphans = members.iter().zip(&idents).filter_map(|((id, owner), ident)| {
        let owner_ident = names::member(&operation.param((*owner)?).rust);
        let owner = &operation.param((*owner)?).name;
        let param = &operation.param(*id).name;
        let reason = format!("it goes only with `{owner}`");
        Some(code!(if form.#ident.is_some() && form.#owner_ident.is_none() {
            return ::core::result::Result::Err(__rt::refused(#param, #reason));
        }))
    });
    let is_given = |id: &ParamId| {
        let ident = names::member(&operation.param(*id).rust);
        code!(form.#ident.is_some())
    };
    // Those of one side count as one.
    let counted: Vec<Code> = match &choice.kind {
        ChoiceKind::Several | ChoiceKind::One => choice.members.iter().map(is_given).collect(),
        ChoiceKind::AtMost { sides, .. } => sides
            .iter()
            .map(|side| {
                let given = side.iter().map(is_given);
                code!(#(#given)||*)
            })
            .collect(),
    };
    let first = choice.members.first().map_or("", |id| operation.param(*id).name.as_str());
    let list: Vec<String> =
        choice.members.iter().map(|id| format!("`{}`", operation.param(*id).name)).collect();
    let list = list.join(" and ");
    let (wrong, reason) = match choice.kind {
        ChoiceKind::Several => (code!(given == 0), format!("one of {list} must be given")),
        ChoiceKind::One => (code!(given != 1), format!("exactly one of {list} must be given")),
        ChoiceKind::AtMost { .. } => (code!(given > 1), format!("of {list}, some exclude each other")),
    };
    let doc = format!(
        " The same as plain data, such as a form that somebody filled in: becomes [`{ty}`] with `try_into`, which checks what goes together."
    );
    code! {
        #[doc = #doc]
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct #name {
            #(#fields)*
        }

        impl ::core::convert::TryFrom<#name> for #ty {
            type Error = __rt::Error;

            #[inline]
            fn try_from(form: #name) -> ::core::result::Result<Self, Self::Error> {
                let given = [#(#counted),*].into_iter().filter(|given| *given).count();
                if #wrong {
                    return ::core::result::Result::Err(__rt::refused(#first, #reason));
                }
                #(#orphans)*
                let mut __params: __rt::Params = ::core::default::Default::default();
                let params = &mut __params;
                #(#puts)*
                ::core::result::Result::Ok(Self(__params))
            }
        }
    }
}
