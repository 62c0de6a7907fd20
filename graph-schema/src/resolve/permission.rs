//! Resolves permission and token rules.

use super::Resolver;
use crate::list::List as _;
use crate::{
    diagnostic::{Diagnostic, code, suggest},
    model::{Grants, PerTarget, PermissionId, PermissionRule, Requirement, TokenKind, TokenKinds},
    raw::{self, Name, PermissionExpr},
};

/// The most sets that a rule is rewritten to: "any" of pairs doubles them with each pair.
const MOST_COMBINATIONS: usize = 16;

impl Resolver<'_> {
    /// Resolves the rule, or returns `inherited` if there is none.
    pub(super) fn permission_rule(
        &mut self,
        rule: Option<&raw::PermissionRule>,
        inherited: PermissionRule,
    ) -> PermissionRule {
        match rule {
            None => inherited,
            Some(raw::PermissionRule::Everybody(expr)) => PerTarget::everybody(self.requirement(expr)),
            Some(raw::PermissionRule::PerTarget { own, friend, other }) => {
                let own = own.as_ref().map_or(Requirement::None, |expr| self.requirement(expr));
                let friend = friend.as_ref().map_or(Requirement::Unknown, |expr| self.requirement(expr));
                let other = other.as_ref().map_or_else(|| friend.clone(), |expr| self.requirement(expr));
                PerTarget { own, friend, other }
            }
        }
    }

    /// Resolves what is required besides permissions.
    pub(super) fn grants(&mut self, raw: &raw::Grants) -> Grants {
        let (tasks, features) = (self.names.tasks.clone(), self.names.features.clone());
        Grants {
            tasks: self.granted(&raw.tasks, "task", "tasks", &tasks),
            features: self.granted(&raw.features, "feature", "features", &features),
        }
    }

    fn granted(&mut self, names: &[Name], what: &str, section: &str, known: &[String]) -> Vec<String> {
        for name in names.iter().filter(|name| !known.contains(&name.value)) {
            self.diags.push(
                Diagnostic::error(code::UNKNOWN_PERMISSION, format!("unknown {what} `{}`", name.value))
                    .at(name.span, format!("not defined under \"{section}\""))
                    .suggest(suggest(&name.value, known.iter().map(String::as_str))),
            );
        }
        names.iter().map(|name| name.value.clone()).list()
    }

    pub(super) fn requirement(&mut self, expr: &PermissionExpr) -> Requirement {
        match expr {
            PermissionExpr::None => Requirement::None,
            PermissionExpr::Never => Requirement::Never,
            PermissionExpr::Unknown => Requirement::Unknown,
            PermissionExpr::Widens(inner) => match self.requirement(inner) {
                Requirement::Needs(all) => Requirement::Widens(all.into_iter().flatten().list()),
                other => other,
            },
            PermissionExpr::Name(_) | PermissionExpr::Any(..) | PermissionExpr::All(..) => {
                let all = self.all_of(expr);
                if all.is_empty() { Requirement::None } else { Requirement::Needs(all) }
            }
        }
    }

    /// Converts the expression to conjunctive normal form: all of the lists, any of the permissions in each.
    fn all_of(&mut self, expr: &PermissionExpr) -> Vec<Vec<PermissionId>> {
        match expr {
            PermissionExpr::Name(name) => self.permission(name).map(|id| vec![vec![id]]).unwrap_or_default(),
            PermissionExpr::All(list) => list.iter().flat_map(|expr| self.all_of(expr)).list(),
            PermissionExpr::Any(list, span) => {
                if list.len() < 2 {
                    self.diags.push(
                        Diagnostic::error(code::BAD_RULE, "\"any\" with fewer than two permissions")
                            .at(*span, "needs at least two to choose from")
                            .help("write the single permission without \"any\""),
                    );
                }
                let mut product: Vec<Vec<PermissionId>> = vec![Vec::new()];
                for expr in list {
                    let all = self.all_of(expr);
                    if all.is_empty() {
                        continue;
                    }
                    if product.len().saturating_mul(all.len()) > MOST_COMBINATIONS {
                        self.diags.push(
                            Diagnostic::error(
                                code::BAD_RULE,
                                "\"any\" of too many combinations of permissions",
                            )
                            .at(*span, format!("more than {MOST_COMBINATIONS} ways to combine them"))
                            .help("use fewer \"all\" inside \"any\""),
                        );
                        break;
                    }
                    product = product
                        .iter()
                        .flat_map(|left| {
                            all.iter().map(move |right| left.iter().chain(right).copied().list())
                        })
                        .list();
                }
                product.retain(|any: &Vec<PermissionId>| !any.is_empty());
                product
            }
            // `read` rejects these inside lists, and `requirement` handles them outside.
            PermissionExpr::None
            | PermissionExpr::Never
            | PermissionExpr::Unknown
            | PermissionExpr::Widens(_) => Vec::new(),
        }
    }

    fn permission(&mut self, name: &Name) -> Option<PermissionId> {
        let id = self.names.permissions.get(&name.value).copied();
        if id.is_none() {
            let found = suggest(&name.value, self.names.permissions.names());
            self.diags.push(
                Diagnostic::error(code::UNKNOWN_PERMISSION, format!("unknown permission `{}`", name.value))
                    .at(name.span, "not defined under \"permissions\"")
                    .suggest(found),
            );
        }
        id
    }

    /// Resolves the accepted token kinds, or returns `inherited` if there is no rule.
    pub(super) fn token_rule(
        &mut self,
        rule: Option<&raw::TokenRule>,
        inherited: PerTarget<TokenKinds>,
    ) -> PerTarget<TokenKinds> {
        match rule {
            None => inherited,
            Some(raw::TokenRule::Everybody(words)) => PerTarget::everybody(self.token_kinds(words)),
            Some(raw::TokenRule::PerTarget { own, friend, other }) => {
                let own = own.as_ref().map_or(TokenKinds::ANY, |words| self.token_kinds(words));
                let friend = friend.as_ref().map_or(own, |words| self.token_kinds(words));
                let other = other.as_ref().map_or(friend, |words| self.token_kinds(words));
                PerTarget { own, friend, other }
            }
        }
    }

    fn token_kinds(&mut self, words: &[Name]) -> TokenKinds {
        const KINDS: super::words::Words<TokenKinds> = &[
            ("user", TokenKinds { user: true, ..TokenKinds::NEVER }),
            ("app", TokenKinds { app: true, ..TokenKinds::NEVER }),
            ("page", TokenKinds { page: true, ..TokenKinds::NEVER }),
            ("any", TokenKinds::ANY),
            ("none", TokenKinds::NONE_NEEDED),
            ("never", TokenKinds::NEVER),
        ];
        debug_assert!(KINDS.iter().take(3).zip(TokenKind::ALL).all(|((_, set), kind)| set.accepts(kind)));
        words.iter().fold(TokenKinds::NEVER, |set, word| {
            set.or(self.word("\"token\"", Some(word), KINDS, TokenKinds::ANY))
        })
    }
}
