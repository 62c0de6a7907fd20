//! The argument type of one parameter.

use super::{Arguments, conversion_trait};
use crate::{
    code::{Code, Name, code, name},
    emit::{
        docs,
        given::{Generics, put, stand_ins},
    },
    names,
    plan::{Choice, Owner},
};

impl Arguments<'_> {
    pub(super) fn owner(self, owner: &Owner) -> Code {
        let param = self.param(owner.param);
        let Owner { function, ty: name, plain, .. } = owner;
        let mut generics = Generics::default();
        let ty = generics.argument_type(param, self.scope);
        let generics = generics.code();
        let put = put(param, &code!(params), &name!("value"), self.scope);
        let start = super::start(self.plan.operation);
        let docs = docs::param(param).attributes();
        let with = match owner.dependents.as_slice() {
            [] => "",
            _ => ", with the parameters that depend on it",
        };
        let type_doc = format!(" `{}`{with}; made by [`{plain}`](fn@{plain}).", param.name);
        let dependents = owner.dependents.iter().map(|id| self.setter(*id));
        let choice = owner.choice.and_then(|at| self.plan.choices.get(at));
        let others = choice.into_iter().flat_map(|choice| self.others(owner, choice));
        let methods: Code = dependents.chain(others).collect();
        let methods = (!methods.is_empty()).then(|| code!(impl #name { #methods }));
        let conversion = owner.conversion.as_ref().map(|conversion| self.conversion(owner, conversion));
        code! {
            #[doc = #type_doc]
            #[derive(Clone, Debug, PartialEq)]
            pub struct #name(__rt::Params);

            #docs
            #[inline]
            pub fn #function #generics(value: #ty) -> #name {
                let mut params = <__rt::Params as ::core::default::Default>::default();
                #start
                #put;
                #name(params)
            }

            #methods
            #conversion
        }
    }

    /// The conversion trait: the plain value is an argument too.
    fn conversion(self, owner: &Owner, conversion: &Name) -> Code {
        let param = self.param(owner.param);
        let Owner { function, ty: name, .. } = owner;
        let stand_ins = stand_ins(&param.ty, self.scope);
        let of_stand_ins = stand_ins.iter().map(|stand_in| {
            code! {
                impl #conversion for #stand_in {
                    #[inline]
                    fn into_argument(self) -> #name { #function(self) }
                }
            }
        });
        let conversion = conversion_trait(
            conversion,
            name,
            &format!("`{{Self}}` is not a value of `{}`", param.name),
            "not a value of this parameter",
            &format!("pass a value, or `{}` to also set the parameters that depend on it", self.maker(owner)),
        );
        code!(#conversion #(#of_stand_ins)*)
    }

    /// On a member of a group: the other members, and the parameters that depend on those.
    fn others(self, owner: &Owner, choice: &Choice) -> Vec<Code> {
        let mut methods = Vec::new();
        for other in self.plan.members(choice).filter(|other| other.param != owner.param) {
            methods.extend(self.misplaced(other));
            methods.push(if !choice.together(owner.param, other.param) {
                self.second(other, choice)
            } else if other.dependents.is_empty() {
                self.setter(other.param)
            } else {
                self.becomes(other)
            });
        }
        methods
    }

    /// Adds a member that others depend on: the result has its type, so that those can be set.
    fn becomes(self, other: &Owner) -> Code {
        let param = self.param(other.param);
        let Owner { function, ty, .. } = other;
        let name = names::member(&param.rust);
        let put = self.put_owner(other, &code!(params), &code!(value));
        let docs =
            docs::param(param).say(format!("Sets this parameter and returns the type of [`{function}`], on which dependent parameters can be set."));
        let docs = docs.attributes();
        code! {
            #docs
            #[inline]
            pub fn #name(self, value: #ty) -> #ty {
                let mut params = self.0;
                #put;
                #ty(params)
            }
        }
    }
}
