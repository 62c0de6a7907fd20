//! The target that a call is shown with, and the tokens that it accepts there.

use graph_schema::model::{PerTarget, Requirement, Target, TokenKind, TokenKinds, Whose};

use super::find::{Call, What};

/// A target of a node, and the kinds of token that a call about it accepts.
#[derive(Clone, Copy, Debug)]
pub struct Reach<'a> {
    /// The target.
    pub target: &'a Target,
    /// The kinds of token.
    pub tokens: TokenKinds,
}

/// The target that a call is shown with: the current user if the call can be about that person, else the first that
/// some token is accepted for.
#[must_use]
pub fn reach<'a>(call: &Call<'a>) -> Option<Reach<'a>> {
    let targets = &call.node.targets;
    let only = match call.what {
        What::Variant(variant) => variant.whose.filter(|whose| *whose != Whose::Unknown),
        What::Get | What::List | What::Operation(_) => None,
    };
    let fits = |target: &&Target| only.is_none_or(|only| only == target.whose);
    let own = targets.iter().filter(|target| target.whose == Whose::Own);
    let others = targets.iter().filter(|target| target.whose != Whose::Own);
    let mut reaches =
        own.chain(others).filter(fits).map(|target| Reach { target, tokens: tokens(call, target) });
    let first = reaches.clone().next().or_else(|| {
        let target = targets.first()?;
        Some(Reach { target, tokens: tokens(call, target) })
    });
    reaches.find(|reach| reach.tokens != TokenKinds::NEVER).or(first)
}

/// The kinds of token that a call accepts for a target.
fn tokens(call: &Call<'_>, target: &Target) -> TokenKinds {
    let (rule, permission) = match (call.what, call.connection) {
        (What::Operation(operation), _) => (operation.token.clone(), Some(&operation.permission)),
        (What::List | What::Variant(_), Some(connection)) => {
            (connection.token.clone(), Some(&connection.permission))
        }
        // What a read needs depends on its fields.
        (What::Get | What::List | What::Variant(_), _) => (PerTarget::everybody(TokenKinds::ANY), None),
    };
    let of_all = rule.is_uniform().then_some(&rule.own);
    let kinds = rule.of(target.whose).or(of_all).copied().unwrap_or(TokenKinds::ANY);
    if permission.and_then(|permission| permission.of(target.whose)) == Some(&Requirement::Never) {
        return TokenKinds::NEVER;
    }
    // Only a user token has a current user.
    match target.whose {
        Whose::Own if kinds.user => TokenKinds::NEVER.with(TokenKind::User),
        Whose::Own => TokenKinds::NEVER,
        Whose::Friend | Whose::Other | Whose::Unknown => kinds,
    }
}
