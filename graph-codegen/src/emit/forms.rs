//! Forms: a group of parameters as a struct of options, for data that is known only at run time. The rules of the
//! schema are checked when a form becomes the argument.

use graph_schema::{list::List as _, model::ParamId};

use super::{docs, given::put, scope::Scope, types::owned_type};
use crate::{
    code::{Code, Name, code, name},
    names,
    plan::{CallPlan, Choice, ChoiceKind},
};

/// The form of a group of parameters, with the conversion into the group's argument type.
pub(super) fn form(plan: &CallPlan<'_>, choice: &Choice, scope: Scope<'_>) -> Code {
    let (operation, ty, name) = (plan.operation, &choice.ty, &choice.form);
    let mut members: Vec<(ParamId, Option<ParamId>)> = Vec::new();
    for owner in plan.members(choice) {
        members.push((owner.param, None));
        members.extend(owner.dependents.iter().map(|id| (*id, Some(owner.param))));
    }
    let idents: Vec<Name> = members.iter().map(|(id, _)| names::member(&operation.param(*id).rust)).list();
    let fields = members.iter().zip(&idents).map(|((id, _), ident)| {
        let param = operation.param(*id);
        let docs = docs::param(param).attributes();
        let ty = owned_type(&param.ty, scope);
        code!(#docs pub #ident: __rt::Option<#ty>,)
    });
    let puts = members.iter().zip(&idents).map(|((id, _), ident)| {
        let put = put(operation.param(*id), &code!(params), &name!("value"), scope);
        code!(if let __rt::Some(value) = form.#ident { #put; })
    });
    let start = super::arguments::start(operation);
    let orphans = members.iter().zip(&idents).filter_map(|((id, owner), ident)| {
        let owner_ident = names::member(&operation.param((*owner)?).rust);
        let owner = &operation.param((*owner)?).name;
        let param = &operation.param(*id).name;
        let reason = format!("it requires `{owner}`");
        Some(code!(if form.#ident.is_some() && form.#owner_ident.is_none() {
            return __rt::Err(__rt::refused(#param, #reason));
        }))
    });
    let is_given = |id: &ParamId| {
        let ident = names::member(&operation.param(*id).rust);
        code!(form.#ident.is_some())
    };
    // Those of one side count as one.
    let counted: Vec<Code> = match &choice.kind {
        ChoiceKind::Several | ChoiceKind::One => {
            plan.members(choice).map(|owner| is_given(&owner.param)).list()
        }
        ChoiceKind::AtMost { sides, .. } => sides
            .iter()
            .map(|side| {
                let given = side.iter().map(is_given);
                code!(#(#given)||*)
            })
            .list(),
    };
    let mut names = plan.members(choice).map(|owner| operation.param(owner.param).name.as_str());
    let list = names.clone().map(|name| format!("`{name}`")).list().join(" and ");
    let first = names.next().unwrap_or_default();
    let (wrong, reason) = match choice.kind {
        ChoiceKind::Several => (code!(given == 0), format!("at least one of {list} is required")),
        ChoiceKind::One => (code!(given != 1), format!("exactly one of {list} is required")),
        ChoiceKind::AtMost { .. } => (code!(given > 1), format!("some of {list} cannot be set together")),
    };
    let doc = format!(
        " [`{ty}`] as plain data, such as the fields of a web form. `try_into` converts it and checks which parameters are set together."
    );
    code! {
        #[doc = #doc]
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct #name {
            #(#fields)*
        }

        impl __rt::TryFrom<#name> for #ty {
            type Error = __rt::Error;

            #[inline]
            fn try_from(form: #name) -> ::core::result::Result<Self, Self::Error> {
                let given = __rt::count(&[#(#counted),*]);
                if #wrong {
                    return __rt::Err(__rt::refused(#first, #reason));
                }
                #(#orphans)*
                let mut params = <__rt::Params as ::core::default::Default>::default();
                #start
                #(#puts)*
                __rt::Ok(Self(params))
            }
        }
    }
}
