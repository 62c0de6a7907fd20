//! Where a piece of generated code stands, and how it names the others.

use graph_schema::model::{EnumId, NodeId, PerTarget, Requirement, Schema, TokenKinds, Whose};

use crate::{
    code::{Code, Name, code, name},
    names,
};

/// A module of the generated API: its depth below the root.
#[derive(Clone, Copy)]
pub(crate) struct Scope<'a> {
    pub(crate) schema: &'a Schema,
    depth: usize,
}

impl<'a> Scope<'a> {
    pub(crate) fn root(schema: &'a Schema) -> Self {
        Self { schema, depth: 0 }
    }

    /// A module inside this one.
    pub(crate) fn inner(self) -> Self {
        Self { depth: self.depth + 1, ..self }
    }

    /// The path to the root module, with `::` behind it.
    pub(crate) fn to_root(self) -> Code {
        // Nothing is written more often: no loop.
        match self.depth {
            0 => code!(self::),
            1 => code!(super::),
            2 => code!(super::super::),
            3 => code!(super::super::super::),
            depth => {
                let supers = (0..depth).map(|_| code!(super::));
                code!(#(#supers)*)
            }
        }
    }

    /// A node's module.
    pub(crate) fn module(self, node: NodeId) -> Code {
        let root = self.to_root();
        let module = names::member(&self.schema[node].module);
        code!(#root #module)
    }

    /// A node's marker.
    pub(crate) fn marker(self, node: NodeId) -> Code {
        let module = self.module(node);
        code!(#module::Node)
    }

    /// The ready struct of a node.
    pub(crate) fn ready(self, node: NodeId) -> Code {
        let root = self.to_root();
        let name = names::member(&self.schema[node].name);
        code!(#root #name)
    }

    /// An enum.
    pub(crate) fn enumeration(self, id: EnumId) -> Code {
        let root = self.to_root();
        let name = names::member(&self.schema[id].name);
        code!(#root #name)
    }

    /// What must have been granted, as a type.
    ///
    /// The subject is what the message names where nothing opens it.
    pub(crate) fn permission(self, rule: &PerTarget<Requirement>, subject: &str) -> Code {
        let own = self.requirement(&rule.own, subject);
        let same_other = same(&rule.friend, &rule.other);
        if same(&rule.own, &rule.friend) && same_other {
            // Then it holds for everybody, also where nobody knows whose the data is.
            return own;
        }
        let friend = self.requirement(&rule.friend, subject);
        if same_other {
            return code!(__rt::Perm<#own, #friend>);
        }
        let other = self.requirement(&rule.other, subject);
        code!(__rt::Perm<#own, #friend, #other>)
    }

    fn requirement(self, requirement: &Requirement, subject: &str) -> Code {
        match requirement {
            Requirement::None | Requirement::Unknown | Requirement::Widens(_) => code!(__rt::Nothing),
            Requirement::Never => self.never(Never::Permission, subject),
            Requirement::Needs(all) => {
                let root = self.to_root();
                let each: Vec<_> = all
                    .iter()
                    .map(|any| {
                        let name = alternative(self.schema, any).1;
                        code!(#root permission::#name)
                    })
                    .collect();
                let pairs = each.into_iter().rev().reduce(|rest, one| code!((#one, #rest)));
                pairs.unwrap_or_else(|| code!(__rt::Nothing))
            }
        }
    }

    /// Accepted kinds of token, as a type.
    pub(crate) fn token(self, rule: &PerTarget<TokenKinds>, subject: &str) -> Code {
        let one = |kinds| match kinds {
            TokenKinds::NEVER => self.never(Never::Token, subject),
            kinds => token(kinds),
        };
        if rule.is_uniform() {
            return one(rule.own);
        }
        let [own, friend, other] = [rule.own, rule.friend, rule.other].map(one);
        code!(__rt::accepts::PerTarget<#own, #friend, #other>)
    }

    /// What takes no token and no permission, as a type.
    pub(crate) fn never(self, kind: Never, subject: &str) -> Code {
        let (root, name) = (self.to_root(), never(kind, subject).1);
        code!(#root never::#name)
    }
}

/// Whether anybody's client may, whatever was granted.
pub(crate) fn demands_nothing(rule: &PerTarget<Requirement>) -> bool {
    [&rule.own, &rule.friend, &rule.other].into_iter().all(is_nothing)
}

fn same(one: &Requirement, other: &Requirement) -> bool {
    one == other || (is_nothing(one) && is_nothing(other))
}

fn is_nothing(requirement: &Requirement) -> bool {
    match requirement {
        Requirement::None | Requirement::Unknown | Requirement::Widens(_) => true,
        Requirement::Needs(all) => all.is_empty(),
        Requirement::Never => false,
    }
}

/// Why something is never given.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Never {
    /// No permission opens it.
    Permission,
    /// No access token opens it.
    Token,
    /// It is a connection that cannot be listed.
    List,
}

/// Trait and type of what is never given: `never_email`, `Email`.
pub(crate) fn never(kind: Never, subject: &str) -> (Name, Name) {
    let suffix = match kind {
        Never::Permission => "",
        Never::Token => "_token",
        Never::List => "_list",
    };
    (names::member(&format!("never_{subject}{suffix}")), names::camel(&format!("{subject}{suffix}")))
}

/// Trait and type of "any of these permissions": `user_photos_or_user_status`, `UserPhotosOrUserStatus`.
pub(crate) fn alternative(schema: &Schema, any: &[graph_schema::model::PermissionId]) -> (Name, Name) {
    let mut names: Vec<&str> = any.iter().map(|id| schema[*id].name.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    let name = names.join("_or_");
    (names::member(&name), names::camel(&name))
}

fn token(kinds: TokenKinds) -> Code {
    let set = match (kinds.none, kinds.user, kinds.app, kinds.page) {
        (true, ..) => "Without",
        (_, true, true, true) => "AnyKind",
        (_, true, true, false) => "UserOrApp",
        (_, true, false, true) => "UserOrPage",
        (_, false, true, true) => "AppOrPage",
        (_, true, false, false) => "User",
        (_, false, true, false) => "App",
        (_, false, false, true) => "Page",
        // Taken out before: nothing accepts no kind at all.
        (_, false, false, false) => "AnyKind",
    };
    let set = name!("{set}");
    code!(__rt::accepts::#set)
}

/// How the target below a connection follows from the one above.
pub(crate) fn mapping(whose: Whose) -> Code {
    match whose {
        Whose::Own => code!(__rt::ToOwn),
        Whose::Friend => code!(__rt::ToFriend),
        Whose::Other => code!(__rt::ToOther),
        Whose::Unknown => code!(__rt::ToAnyone),
    }
}

/// The target type of a way to name a node.
pub(crate) fn target(whose: Whose) -> Code {
    match whose {
        Whose::Own => code!(__rt::Me),
        Whose::Friend => code!(__rt::Friend),
        Whose::Other => code!(__rt::Other),
        Whose::Unknown => code!(__rt::Anyone),
    }
}
