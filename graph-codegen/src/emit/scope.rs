//! The module that a piece of generated code is in, and its paths to others.

use graph_schema::{
    list::List as _,
    model::{EnumId, NodeId, PerTarget, Requirement, Schema, TokenKinds, UnionId, Whose},
};

use crate::{
    code::{Code, code, name},
    names,
    plan::{Never, NeverNames, Values, is_same},
};

/// A module of the generated API, by its depth below the root.
#[derive(Clone, Copy)]
pub(super) struct Scope<'a> {
    pub(super) schema: &'a Schema,
    pub(super) values: &'a Values,
    never: &'a NeverNames,
    depth: usize,
}

impl<'a> Scope<'a> {
    pub(super) fn root(schema: &'a Schema, values: &'a Values, never: &'a NeverNames) -> Self {
        Self { schema, values, never, depth: 0 }
    }

    /// A module inside this one.
    pub(super) fn inner(self) -> Self {
        Self { depth: self.depth + 1, ..self }
    }

    /// The path to the root module, ending in `::`.
    pub(super) fn to_root(self) -> Code {
        // The most frequent code of all: no loop.
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
    pub(super) fn module(self, node: NodeId) -> Code {
        let root = self.to_root();
        let module = names::member(&self.schema[node].module);
        code!(#root #module)
    }

    /// A node's marker type.
    pub(super) fn marker(self, node: NodeId) -> Code {
        let module = self.module(node);
        code!(#module::Node)
    }

    /// The ready struct of a node.
    pub(super) fn ready(self, node: NodeId) -> Code {
        let root = self.to_root();
        let name = names::member(&self.schema[node].name);
        code!(#root #name)
    }

    /// A union.
    pub(super) fn union(self, id: UnionId) -> Code {
        let root = self.to_root();
        let name = names::member(&self.schema[id].name);
        code!(#root #name)
    }

    /// An enum.
    pub(super) fn enumeration(self, id: EnumId) -> Code {
        let root = self.to_root();
        let name = names::member(&self.schema[id].name);
        code!(#root #name)
    }

    /// The required permission as a type. Messages name the subject if no permission gives access to it.
    pub(super) fn permission(self, rule: &PerTarget<Requirement>, subject: &str) -> Code {
        let own = self.requirement(&rule.own, subject);
        let same_other = is_same(&rule.friend, &rule.other);
        if is_same(&rule.own, &rule.friend) && same_other {
            // The rule holds for any target, including one that is not known.
            return own;
        }
        let friend = self.requirement(&rule.friend, subject);
        if same_other {
            return code!(__rt::RequiredPermission<#own, #friend>);
        }
        let other = self.requirement(&rule.other, subject);
        code!(__rt::RequiredPermission<#own, #friend, #other>)
    }

    fn requirement(self, requirement: &Requirement, subject: &str) -> Code {
        match requirement {
            Requirement::Never => self.never(Never::Permission, subject),
            Requirement::None | Requirement::Unknown | Requirement::Widens(_) | Requirement::Needs(_) => {
                let root = self.to_root();
                let each: Vec<_> = requirement
                    .needs()
                    .iter()
                    .map(|any| {
                        let name = names::any_of(self.schema, any).1;
                        code!(#root permission::#name)
                    })
                    .list();
                let pairs = each.into_iter().rev().reduce(|rest, one| code!((#one, #rest)));
                pairs.unwrap_or_else(|| code!(__rt::NoPermission))
            }
        }
    }

    /// The accepted kinds of token as a type.
    pub(super) fn token(self, rule: &PerTarget<TokenKinds>, subject: &str) -> Code {
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

    /// The type of a permission or token that does not exist.
    pub(super) fn never(self, kind: Never, subject: &str) -> Code {
        let (root, name) = (self.to_root(), self.never.of(kind, subject).1);
        code!(#root never::#name)
    }
}

fn token(kinds: TokenKinds) -> Code {
    let set = match (kinds.none, kinds.user, kinds.app, kinds.page) {
        (true, ..) => "NoTokenRequired",
        (_, true, true, true) => "AnyKind",
        (_, true, true, false) => "UserOrApp",
        (_, true, false, true) => "UserOrPage",
        (_, false, true, true) => "AppOrPage",
        (_, true, false, false) => "User",
        (_, false, true, false) => "App",
        (_, false, false, true) => "Page",
        // `Scope::token` handles the empty set.
        (_, false, false, false) => "AnyKind",
    };
    let set = name!("{set}");
    code!(__rt::accepts::#set)
}

/// The mapping from the target above a connection to the one below.
pub(super) fn mapping(whose: Whose) -> Code {
    match whose {
        Whose::Own => code!(__rt::SameTarget),
        Whose::Friend => code!(__rt::FriendTarget),
        Whose::Other => code!(__rt::OtherTarget),
        Whose::Unknown => code!(__rt::UnknownTarget),
    }
}

/// The target type of a function that names a node.
pub(super) fn target(whose: Whose) -> Code {
    match whose {
        Whose::Own => code!(__rt::Me),
        Whose::Friend => code!(__rt::Friend),
        Whose::Other => code!(__rt::Other),
        Whose::Unknown => code!(__rt::Anyone),
    }
}
