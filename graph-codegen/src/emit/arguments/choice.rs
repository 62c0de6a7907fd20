//! The argument type of a group of parameters.

use graph_schema::list::List as _;

use super::{Arguments, conversion_trait};
use crate::{
    code::{Code, code},
    emit::forms,
    plan::{Choice, ChoiceKind},
};

impl Arguments<'_> {
    pub(super) fn choice(self, choice: &Choice) -> Code {
        let Choice { ty: name, conversion, .. } = choice;
        let operation = &self.plan.operation.name;
        let makers: Vec<String> =
            self.plan.members(choice).map(|owner| format!("`{}`", self.maker(owner))).list();
        let makers = makers.join(" or ");
        let doc = match &choice.kind {
            ChoiceKind::Several => {
                format!(" The content of `{operation}`: made by {makers}, so that at least one is given.")
            }
            ChoiceKind::One => {
                format!(" The content of `{operation}`: made by {makers}, so that exactly one is given.")
            }
            ChoiceKind::AtMost { name, .. } => format!(
                " The `{name}` of `{operation}`: made by {makers}, so that no two that exclude each other are given."
            ),
        };
        let members: Vec<String> =
            self.plan.members(choice).map(|owner| format!("`{}`", self.param(owner.param).name)).list();
        let conversion_trait = conversion_trait(
            conversion,
            name,
            &format!("expected one of {}, found `{{Self}}`", and(&members)),
            "does not name the parameter",
            &format!("write {makers}"),
        );
        let of_members = self.plan.members(choice).map(|owner| {
            let member = &owner.ty;
            code! {
                impl #conversion for #member {
                    #[inline]
                    fn into_argument(self) -> #name { #name(self.0) }
                }
            }
        });
        // A field of the struct of arguments has the type of the group.
        let of_fields =
            self.plan.arguments_struct.iter().flat_map(|_| self.plan.members(choice)).map(|owner| {
                let member = &owner.ty;
                code! {
                    impl ::core::convert::From<#member> for #name {
                        #[inline]
                        fn from(value: #member) -> Self { Self(value.0) }
                    }
                }
            });
        let form = forms::form(self.plan, choice, self.scope);
        let only_one = self.only_one_trait(choice, &makers);
        let not_on_call = self.not_on_call_traits(choice);
        code! {
            #form
            #only_one
            #not_on_call
            #[doc = #doc]
            #[derive(Clone, Debug, PartialEq)]
            pub struct #name(__rt::Params);
            #conversion_trait
            #(#of_members)*
            #(#of_fields)*
        }
    }
}

/// `a, b and c`.
pub(super) fn and(list: &[String]) -> String {
    match list {
        [head @ .., last] if !head.is_empty() => format!("{} and {last}", head.join(", ")),
        list => list.concat(),
    }
}
