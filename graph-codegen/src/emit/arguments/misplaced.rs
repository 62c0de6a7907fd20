//! Parameters in the wrong place: hidden methods with a bound that nothing meets, whose message says where the
//! parameter belongs. Without them the message would only be that there is no such method.

use graph_schema::list::List as _;

use super::{Arguments, choice::and};
use crate::{
    code::{Code, Name, code},
    names,
    plan::{Choice, ChoiceKind, Owner},
};

impl<'a> Arguments<'a> {
    /// What is not set on the call itself: dependents of all owners, and members of groups.
    pub(in crate::emit) fn misplaced_on_call(self) -> Vec<Code> {
        let dependents = self.plan.owners.iter().flat_map(|owner| self.misplaced(owner));
        let members = self.plan.choices.iter().flat_map(|choice| self.plan.members(choice));
        let members = members.map(|owner| refused(&self.param(owner.param).rust, &owner.not_on_call));
        dependents.chain(members).list()
    }

    /// The dependents of an owner, where they do not belong.
    pub(super) fn misplaced<'b>(self, owner: &'b Owner) -> impl Iterator<Item = Code> + use<'a, 'b> {
        let bound = &owner.only_with;
        owner.dependents.iter().map(move |id| refused(&self.param(*id).rust, bound))
    }

    /// A second member of a group that takes one.
    pub(super) fn second(self, other: &Owner, choice: &Choice) -> Code {
        refused(&self.param(other.param).rust, &choice.only_one)
    }

    /// The trait whose message says that the group has its one member already.
    pub(super) fn only_one_trait(self, choice: &Choice, makers: &str) -> Option<Code> {
        let list = |members: &mut dyn Iterator<Item = &str>| {
            members.map(|name| format!("`{name}`")).list().join(" and ")
        };
        let message = match &choice.kind {
            ChoiceKind::Several => return None,
            ChoiceKind::One => {
                let mut members =
                    self.plan.members(choice).map(|owner| self.param(owner.param).name.as_str());
                format!("exactly one of {} can be set", list(&mut members))
            }
            ChoiceKind::AtMost { sides, .. } => {
                let sides =
                    sides.iter().map(|side| list(&mut side.iter().map(|id| self.param(*id).name.as_str())));
                format!("only one of these alternatives can be set: {}", sides.list().join(", or "))
            }
        };
        let note = format!("keep one alternative; start with {makers}");
        Some(self.never_met(&choice.only_one, &message, "another alternative is already set", &note))
    }

    /// The traits whose messages say where to give the members of a group.
    pub(super) fn not_on_call_traits(self, choice: &Choice) -> Code {
        let traits = self.plan.members(choice).map(|owner| {
            let param = &self.param(owner.param).name;
            let (maker, method) = (self.maker(owner), &self.plan.method);
            let (message, note) = match &choice.kind {
                ChoiceKind::AtMost { name, .. } => (
                    format!("`{param}` is set with `{name}`, not on the call"),
                    format!("write `.{name}({maker})`"),
                ),
                ChoiceKind::Several => (
                    format!("`{param}` is an argument of `{method}`, not a setter"),
                    format!("write `.{method}({maker})`, and set other parameters of the group on `{maker}`"),
                ),
                ChoiceKind::One => (
                    format!("`{param}` is an argument of `{method}`, not a setter"),
                    format!("write `.{method}({maker})` instead of the current argument"),
                ),
            };
            self.never_met(&owner.not_on_call, &message, "not a setter of this call", &note)
        });
        code!(#(#traits)*)
    }

    /// The trait whose message says which parameter the dependents of an owner are set on.
    pub(super) fn only_with_trait(self, owner: &Owner) -> Option<Code> {
        let first = &self.param(*owner.dependents.first()?).rust;
        let param = self.param(owner.param);
        let list: Vec<String> =
            owner.dependents.iter().map(|id| format!("`{}`", self.param(*id).name)).list();
        let verb = if list.len() == 1 { "requires" } else { "require" };
        let message = format!("{} {verb} `{}`", and(&list), param.name);
        let label = format!("set it on `{}` instead", param.name);
        let maker = self.maker(owner);
        let note = match owner.choice {
            Some(_) => format!("start with `{maker}` and set it there: `{maker}.{first}(..)`"),
            None => format!("pass it together with `{0}`: `.{0}({maker}.{first}(..))`", param.rust),
        };
        Some(self.never_met(&owner.only_with, &message, &label, &note))
    }

    /// A trait with a message that only `Nobody` implements: for a trait without impls rustc would propose to write
    /// one.
    fn never_met(self, name: &Name, message: &str, label: &str, note: &str) -> Code {
        let root = self.scope.to_root();
        code! {
            #[doc(hidden)]
            #[diagnostic::on_unimplemented(message = #message, label = #label, note = #note)]
            pub trait #name {}
            #[diagnostic::do_not_recommend]
            impl #name for #root never::Nobody {}
        }
    }
}

/// A method that does not compile.
fn refused(name: &str, bound: &Name) -> Code {
    let name = names::member(name);
    code! {
        #[doc(hidden)]
        pub fn #name<V>(self, _value: V) -> Self where V: #bound {
            self
        }
    }
}
