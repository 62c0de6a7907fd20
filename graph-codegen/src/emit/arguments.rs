//! Parameters that others depend on, and groups of which one must be given: each is an argument
//! type of its own, so that a dependent parameter has no place where it could go wrong.

use std::collections::BTreeSet;

use graph_schema::model::{Operation, ParamId};

use super::{docs, forms};
use crate::{
    code::{Code, Name, code, name},
    names,
    plan::{CallPlan, Choice, ChoiceKind, Owner, Scope, input, stand_ins},
};

/// Names that earlier operations of the same module have taken.
pub(super) struct Taken(BTreeSet<String>);

impl Taken {
    /// With the names of operations, whose markers stand in the module too.
    pub(super) fn of<'a>(operations: impl Iterator<Item = &'a Operation>) -> Self {
        let names = operations.map(|operation| operation.name.clone());
        Self(names.chain(["list".to_owned()]).collect())
    }

    /// The name, or with its operation's name in front where it is taken.
    pub(super) fn free(&mut self, operation: &str, name: &str) -> String {
        let name = if self.0.contains(name) { format!("{operation}_{name}") } else { name.to_owned() };
        self.0.insert(name.clone());
        name
    }
}

/// The trait of what becomes an argument type.
pub(super) fn argument_trait(ty: &Name) -> Name {
    name!("Into{ty}")
}

/// Its definition, with the message of what does not.
fn takes_item(ty: &Name, message: &str, label: &str, note: &str) -> Code {
    let name = argument_trait(ty);
    let doc = format!(" What becomes a [`{ty}`] where one is wanted.");
    code! {
        #[doc = #doc]
        #[diagnostic::on_unimplemented(message = #message, label = #label, note = #note)]
        pub trait #name {
            #[doc(hidden)]
            fn into_argument(self) -> #ty;
        }
    }
}

/// The argument types of one operation.
pub(super) struct Arguments<'a> {
    operation: &'a Operation,
    plan: &'a CallPlan,
    scope: Scope<'a>,
    module: &'a str,
    /// The Rust name of each owner, in the order of the plan.
    owners: Vec<String>,
    /// The Rust name of each group.
    choices: Vec<String>,
}

impl<'a> Arguments<'a> {
    pub(super) fn new(
        operation: &'a Operation,
        plan: &'a CallPlan,
        scope: Scope<'a>,
        module: &'a str,
        taken: &mut Taken,
    ) -> Self {
        let owners = plan
            .owners
            .iter()
            .map(|owner| taken.free(&operation.name, &operation.param(owner.param).rust))
            .collect();
        let choices = plan.choices.iter().enumerate().map(|(at, choice)| {
            let about = match &choice.kind {
                ChoiceKind::AtMost { name, .. } => name.clone(),
                ChoiceKind::Several | ChoiceKind::One if at == 0 => "content".to_owned(),
                ChoiceKind::Several | ChoiceKind::One => format!("content{}", at + 1),
            };
            taken.free("the", &format!("{}_{about}", operation.name))
        });
        let choices = choices.collect();
        Self { operation, plan, scope, module, owners, choices }
    }

    fn name_of(&self, param: ParamId) -> &str {
        let at = self.plan.owners.iter().position(|owner| owner.param == param);
        at.and_then(|at| self.owners.get(at)).map_or("", String::as_str)
    }

    /// The type of a parameter with its dependents.
    pub(super) fn owner_type(&self, param: ParamId) -> Name {
        names::camel(self.name_of(param))
    }

    /// The type of a group.
    pub(super) fn choice_type(&self, choice: usize) -> Name {
        names::camel(self.choices.get(choice).map_or("", String::as_str))
    }

    /// Puts `value`, an argument of an owner's type, into `params`: what was given before goes, with all
    /// that depended on it.
    pub(super) fn put_owner(&self, param: ParamId) -> Code {
        let ty = self.owner_type(param);
        let owner = self.plan.owners.iter().find(|owner| owner.param == param);
        let names = std::iter::once(param)
            .chain(owner.into_iter().flat_map(|owner| owner.dependents.iter().copied()))
            .map(|id| &self.operation.param(id).name);
        let takes = argument_trait(&ty);
        code!(params.replace(&[#(#names),*], #takes::into_argument(value).0);)
    }

    /// The same for a group.
    pub(super) fn put_choice(&self, choice: usize) -> Code {
        let ty = self.choice_type(choice);
        let members = self.plan.choices.get(choice).into_iter().flat_map(|choice| &choice.members);
        let owners =
            members.flat_map(|member| self.plan.owners.iter().filter(|owner| owner.param == *member));
        let names = owners
            .flat_map(|owner| std::iter::once(owner.param).chain(owner.dependents.iter().copied()))
            .map(|id| &self.operation.param(id).name);
        let takes = argument_trait(&ty);
        code!(params.replace(&[#(#names),*], #takes::into_argument(value).0);)
    }

    /// All types with their functions.
    pub(super) fn items(&self) -> Code {
        let owners = self.plan.owners.iter().map(|owner| self.owner(owner));
        let choices = self.plan.choices.iter().enumerate().map(|(at, choice)| self.choice(at, choice));
        let traits = self.plan.owners.iter().map(|owner| self.only_with_trait(owner));
        code!(#(#owners)* #(#choices)* #(#traits)*)
    }

    fn choice(&self, at: usize, choice: &Choice) -> Code {
        let name = self.choice_type(at);
        let module = self.module;
        let members: Vec<Name> = choice.members.iter().map(|member| self.owner_type(*member)).collect();
        let makers: Vec<String> = choice
            .members
            .iter()
            .map(|member| format!("`{module}::{}(..)`", names::member(self.name_of(*member))))
            .collect();
        let several = match choice.kind {
            ChoiceKind::Several => "at least one of them is there",
            ChoiceKind::One => "exactly one of them is there",
            ChoiceKind::AtMost { .. } => "what excludes each other is not there together",
        };
        let what = match &choice.kind {
            ChoiceKind::AtMost { name, .. } => format!("The `{name}` of `{}`", self.operation.name),
            ChoiceKind::Several | ChoiceKind::One => format!("What `{}` is about", self.operation.name),
        };
        let doc = format!(" {what}: made by {}, so that {several}.", makers.join(" or "));
        let takes = argument_trait(&name);
        let which: Vec<String> =
            choice.members.iter().map(|id| format!("`{}`", self.operation.param(*id).name)).collect();
        let which = match which.as_slice() {
            [head @ .., last] => format!("{} and {last}", head.join(", ")),
            [] => String::new(),
        };
        let takes_trait = takes_item(
            &name,
            &format!("`{{Self}}` does not say which of {which} it is"),
            "one of them is expected here",
            &format!("write {}", makers.join(" or ")),
        );
        let of_members = members.iter().map(|member| {
            code! {
                impl #takes for #member {
                    #[inline]
                    fn into_argument(self) -> #name { #name(self.0) }
                }
            }
        });
        let form = forms::form(self.operation, choice, &self.plan.owners, &name, self.scope);
        let only_one = self.only_one_trait(at, choice, &makers);
        let not_on_call = self.not_on_call_traits(choice);
        code! {
            #form
            #only_one
            #not_on_call
            #[doc = #doc]
            #[derive(Clone, Debug, PartialEq)]
            pub struct #name(__rt::Params);
            #takes_trait
            impl #takes for #name {
                #[inline]
                fn into_argument(self) -> #name { self }
            }
            #(#of_members)*
        }
    }

    fn owner(&self, owner: &Owner) -> Code {
        let param = self.operation.param(owner.param);
        let function = names::member(self.name_of(owner.param));
        let name = self.owner_type(owner.param);
        let (ty, put) = input(param, self.scope);
        let docs = docs::param(param).attributes();
        let with = match owner.dependents.as_slice() {
            [] => "",
            _ => ", with what goes only together with it",
        };
        let plain = self.name_of(owner.param);
        let type_doc = format!(" `{}`{with}; made by [`{plain}`](fn@{plain}).", param.name);
        let setters = owner.dependents.iter().map(|id| self.dependent(*id));
        let others = self
            .plan
            .choices
            .get(owner.choice.unwrap_or(usize::MAX))
            .into_iter()
            .flat_map(|choice| self.others(owner, choice));
        let stand_ins = match owner.choice {
            // A member of a choice is named, so that it is plain which one was chosen.
            Some(_) => Vec::new(),
            None => stand_ins(&param.ty, self.scope),
        };
        let takes = argument_trait(&name);
        let of_stand_ins = stand_ins.iter().map(|stand_in| {
            code! {
                impl #takes for #stand_in {
                    #[inline]
                    fn into_argument(self) -> #name { #function(self) }
                }
            }
        });
        let takes_trait = takes_item(
            &name,
            &format!("`{{Self}}` is not what `{}` takes", param.name),
            "not a value of this parameter",
            &format!("give the value alone, or `{}::{function}(..)`, on which more can be set", self.module),
        );
        code! {
            #[doc = #type_doc]
            #[derive(Clone, Debug, PartialEq)]
            pub struct #name(__rt::Params);

            #docs
            #[inline]
            pub fn #function(value: #ty) -> #name {
                let mut params: __rt::Params = ::core::default::Default::default();
                #put
                #name(params)
            }

            impl #name {
                #(#setters)*
                #(#others)*
            }

            #takes_trait
            impl #takes for #name {
                #[inline]
                fn into_argument(self) -> #name { self }
            }
            #(#of_stand_ins)*
        }
    }

    /// A parameter that goes only with the owner.
    fn dependent(&self, id: ParamId) -> Code {
        let param = self.operation.param(id);
        let name = names::member(&param.rust);
        let docs = docs::param(param).attributes();
        let (ty, put) = input(param, self.scope);
        code! {
            #docs
            #[inline]
            pub fn #name(mut self, value: #ty) -> Self {
                let params = &mut self.0;
                #put
                self
            }
        }
    }

    /// On a member of a choice: the other members, and the dependents of others that it lacks.
    fn others(&self, owner: &Owner, choice: &Choice) -> Vec<Code> {
        let mut setters = Vec::new();
        for other in self
            .plan
            .owners
            .iter()
            .filter(|other| other.param != owner.param && choice.members.contains(&other.param))
        {
            setters.extend(self.misplaced(other));
            if !choice.together(owner.param, other.param) {
                setters.push(self.second(other, owner.choice.unwrap_or_default()));
                continue;
            }
            let param = self.operation.param(other.param);
            let name = names::member(&param.rust);
            let docs = docs::param(param);
            if other.dependents.is_empty() {
                let docs = docs.attributes();
                let (ty, put) = input(param, self.scope);
                setters.push(code! {
                    #docs
                    #[inline]
                    pub fn #name(mut self, value: #ty) -> Self {
                        let params = &mut self.0;
                        #put
                        self
                    }
                });
            } else {
                let other_type = self.owner_type(other.param);
                let function = names::member(self.name_of(other.param));
                let put_other = self.put_owner(other.param);
                let docs =
                    docs.say(format!("Takes what [`{function}`] makes, and goes on as that.")).attributes();
                setters.push(code! {
                    #docs
                    #[inline]
                    pub fn #name(self, value: #other_type) -> #other_type {
                        let mut both = self.0;
                        let params = &mut both;
                        #put_other
                        #other_type(both)
                    }
                });
            }
        }
        setters
    }

    fn only_one(&self, choice: usize) -> Name {
        name!("OnlyOneFor{}", self.choice_type(choice))
    }

    /// Never implemented: its message says that there is one of the group already.
    fn only_one_trait(&self, at: usize, choice: &Choice, makers: &[String]) -> Option<Code> {
        let list = |members: &[ParamId]| {
            let names = members.iter().map(|id| format!("`{}`", self.operation.param(*id).name));
            names.collect::<Vec<_>>().join(" and ")
        };
        let name = self.only_one(at);
        let message = match &choice.kind {
            ChoiceKind::Several => return None,
            ChoiceKind::One => format!("exactly one of {} may be given", list(&choice.members)),
            ChoiceKind::AtMost { sides, .. } => {
                let sides: Vec<String> = sides.iter().map(|side| list(side)).collect();
                format!("{} cannot be given together", sides.join(", or "))
            }
        };
        let note = format!("give the one you want and no other: {}", makers.join(" or "));
        let nobody = self.nobody();
        Some(code! {
            #[doc(hidden)]
            #[diagnostic::on_unimplemented(message = #message, label = "this would be a second one", note = #note)]
            pub trait #name {}
            #[diagnostic::do_not_recommend]
            impl #name for #nobody {}
        })
    }

    /// A second member of a group of which exactly one goes: it does not compile.
    fn second(&self, other: &Owner, choice: usize) -> Code {
        let name = names::member(&self.operation.param(other.param).rust);
        let bound = self.only_one(choice);
        code! {
            #[doc(hidden)]
            pub fn #name<V>(self, _value: V) -> Self where V: #bound {
                self
            }
        }
    }

    fn not_on_call(&self, member: ParamId) -> Name {
        name!("GivenWith{}{}", names::camel(&self.operation.name), self.owner_type(member))
    }

    /// Never implemented: their messages say where a member of a group is given.
    fn not_on_call_traits(&self, choice: &Choice) -> Code {
        let nobody = self.nobody();
        let traits = choice.members.iter().map(|member| {
            let name = self.not_on_call(*member);
            let param = &self.operation.param(*member).name;
            let maker = format!("{}::{}(..)", self.module, names::member(self.name_of(*member)));
            let (message, note) = match &choice.kind {
                ChoiceKind::AtMost { name, .. } => (
                    format!("`{param}` is given as the `{name}` of this call"),
                    format!("write `.{name}({maker})`"),
                ),
                ChoiceKind::Several | ChoiceKind::One => {
                    let method = names::member(&self.operation.name);
                    let more = match choice.kind {
                        ChoiceKind::Several => format!(", and set more of them behind `{maker}`"),
                        _ => ", in the place of what stands there".to_owned(),
                    };
                    (
                        format!("`{param}` is given where this call is made"),
                        format!("write `.{method}({maker})`{more}"),
                    )
                }
            };
            code! {
                #[doc(hidden)]
                #[diagnostic::on_unimplemented(message = #message, label = "not set here", note = #note)]
                pub trait #name {}
                #[diagnostic::do_not_recommend]
                impl #name for #nobody {}
            }
        });
        code!(#(#traits)*)
    }

    /// Who implements what nobody else does: where a trait has no impl at all, rustc proposes one.
    fn nobody(&self) -> Code {
        let root = self.scope.to_root();
        code!(#root never::Nobody)
    }

    /// The members of groups, as they would wrongly be set on the call.
    fn members_on_call(&self) -> impl Iterator<Item = Code> {
        self.plan.choices.iter().flat_map(|choice| &choice.members).map(|member| {
            let (name, bound) =
                (names::member(&self.operation.param(*member).rust), self.not_on_call(*member));
            code! {
                #[doc(hidden)]
                pub fn #name<V>(self, _value: V) -> Self where V: #bound {
                    self
                }
            }
        })
    }

    fn only_with(&self, owner: &Owner) -> Name {
        name!("OnlyWith{}", self.owner_type(owner.param))
    }

    /// Never implemented: its message says where a dependent parameter belongs.
    fn only_with_trait(&self, owner: &Owner) -> Option<Code> {
        let first = owner.dependents.first()?;
        let name = self.only_with(owner);
        let owner_name = &self.operation.param(owner.param).name;
        let list: Vec<String> =
            owner.dependents.iter().map(|id| format!("`{}`", self.operation.param(*id).name)).collect();
        let (verb, list) = match list.as_slice() {
            [one] => ("goes", one.clone()),
            [head @ .., last] => ("go", format!("{} and {last}", head.join(", "))),
            [] => return None,
        };
        let message = format!("{list} {verb} only with `{owner_name}`");
        let label = format!("not set here, but on `{owner_name}`");
        let function = format!("{}::{}", self.module, names::member(self.name_of(owner.param)));
        let example = &self.operation.param(*first).name;
        let nobody = self.nobody();
        let note = match owner.choice {
            Some(_) => {
                format!("start with `{function}(..)`, and set it there: `{function}(..).{example}(..)`")
            }
            None => {
                format!("give it together with `{owner_name}`: `.{owner_name}({function}(..).{example}(..))`")
            }
        };
        Some(code! {
            #[doc(hidden)]
            #[diagnostic::on_unimplemented(message = #message, label = #label, note = #note)]
            pub trait #name {}
            #[diagnostic::do_not_recommend]
            impl #name for #nobody {}
        })
    }

    /// Methods for the dependents of an owner where they do not belong: none of them compiles.
    fn misplaced(&self, owner: &Owner) -> Vec<Code> {
        let bound = self.only_with(owner);
        owner
            .dependents
            .iter()
            .map(|id| {
                let name = names::member(&self.operation.param(*id).rust);
                code! {
                    #[doc(hidden)]
                    pub fn #name<V>(self, _value: V) -> Self where V: #bound {
                        self
                    }
                }
            })
            .collect()
    }

    /// The dependents of all owners, as they would wrongly be set on the call.
    pub(super) fn misplaced_on_call(&self) -> Vec<Code> {
        let dependents = self.plan.owners.iter().flat_map(|owner| self.misplaced(owner));
        dependents.chain(self.members_on_call()).collect()
    }
}
