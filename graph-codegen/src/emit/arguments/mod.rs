//! Argument types: a parameter that others depend on, or a member of a group, has its own type. Dependent parameters are
//! methods of that type, so they cannot be set without it.

mod choice;
mod misplaced;
mod owner;

use graph_schema::{
    list::List as _,
    model::{BodyFormat, Operation, Param, ParamId},
};

use super::{given::put, scope::Scope};
use crate::{
    code::{Code, Name, code, name},
    names,
    plan::{CallPlan, Choice, Owner},
};

/// The argument types of one operation.
#[derive(Clone, Copy)]
pub(super) struct Arguments<'a> {
    plan: &'a CallPlan<'a>,
    scope: Scope<'a>,
}

impl<'a> Arguments<'a> {
    pub(super) fn new(plan: &'a CallPlan<'a>, scope: Scope<'a>) -> Self {
        Self { plan, scope }
    }

    /// All argument types, with the functions that make them.
    pub(super) fn items(self) -> Code {
        let owners = self.plan.owners.iter().map(|owner| self.owner(owner));
        let choices = self.plan.choices.iter().map(|choice| self.choice(choice));
        let traits = self.plan.owners.iter().map(|owner| self.only_with_trait(owner));
        code!(#(#owners)* #(#choices)* #(#traits)*)
    }

    /// Writes the argument `value` of a parameter into `params`, with all that was set on it. What an earlier argument
    /// had set is removed.
    pub(super) fn put_owner(self, owner: &Owner, params: &Code, value: &Code) -> Code {
        let names = self.written_by(owner);
        code!(#params.replace(&[#(#names),*], #value.0))
    }

    /// The same for the argument of a group.
    pub(super) fn put_choice(self, choice: &Choice, params: &Code, value: &Code) -> Code {
        let names = self.plan.members(choice).flat_map(|owner| self.written_by(owner));
        code!(#params.replace(&[#(#names),*], #value.0))
    }

    /// The parameters that the argument of an owner may hold.
    fn written_by(self, owner: &'a Owner) -> impl Iterator<Item = &'a str> {
        let ids = std::iter::once(owner.param).chain(owner.dependents.iter().copied());
        ids.map(move |id| self.param(id).name.as_str())
    }

    fn param(self, id: ParamId) -> &'a Param {
        self.plan.operation.param(id)
    }

    /// The function that makes an argument, as it is called: `feed::link(..)`.
    fn maker(self, owner: &Owner) -> String {
        format!("{}::{}(..)", self.plan.module, owner.function)
    }

    /// A method of an argument type that sets one more parameter.
    fn setter(self, id: ParamId) -> Code {
        let param = self.param(id);
        let name = names::member(&param.rust);
        let docs = super::docs::param(param).say(self.only_with_text(id)).attributes();
        let mut generics = super::given::Generics::default();
        let ty = generics.argument_type(param, self.scope);
        let generics = generics.code();
        let put = put(param, &code!(self.0), &name!("value"), self.scope);
        let check = self.value_check(id);
        code! {
            #docs
            #[inline]
            pub fn #name #generics(mut self, value: #ty) -> Self {
                #put;
                #check
                self
            }
        }
    }
}

impl Arguments<'_> {
    /// The statement that checks the value with which a parameter is sent, if not every value will do.
    fn value_check(self, id: ParamId) -> Option<Code> {
        let values = self.plan.operation.only_with_values(id);
        let with = self.plan.operation.only_with(id).filter(|_| !values.is_empty())?;
        let (name, with) = (&self.param(id).name, &self.param(with).name);
        let values = values.iter().map(String::as_str);
        Some(code!(self.0.only_with(#name, #with, &[#(#values),*]);))
    }

    /// The same in words.
    fn only_with_text(self, id: ParamId) -> String {
        let values = self.plan.operation.only_with_values(id);
        let with = self.plan.operation.only_with(id).filter(|_| !values.is_empty());
        with.map_or_else(String::new, |with| {
            let values: Vec<String> = values.iter().map(|json| format!("`{json}`")).list();
            format!("Only with `{}` {}.", self.param(with).name, values.join(" or "))
        })
    }
}

/// The statement that makes `params` members of a JSON body, if the call has one.
pub(super) fn start(operation: &Operation) -> Option<Code> {
    (operation.body == BodyFormat::Json).then(|| code!(params.start_json();))
}

/// The trait of what converts into an argument type, with the message for what does not.
fn conversion_trait(name: &Name, ty: &Name, message: &str, label: &str, note: &str) -> Code {
    let doc = format!(" Converts into a [`{ty}`].");
    code! {
        #[doc = #doc]
        #[diagnostic::on_unimplemented(message = #message, label = #label, note = #note)]
        pub trait #name {
            #[doc(hidden)]
            fn into_argument(self) -> #ty;
        }
        impl #name for #ty {
            #[inline]
            fn into_argument(self) -> #ty { self }
        }
    }
}
