//! Resolves how the members of an object are sent: limits, paths, rules, and the function that makes it.

use super::Resolver;
use crate::list::List as _;
use crate::{
    diagnostic::{Diagnostic, code, suggest},
    json::Json,
    model::{Function, Limits, MemberRule, Pattern},
    raw::{self, Name, Sent},
};

impl Resolver<'_> {
    pub(super) fn limits(&mut self, raw: &raw::Limits) -> Limits {
        let pattern = raw
            .pattern
            .as_ref()
            .map(|word| self.word("\"pattern\"", Some(word), Pattern::WORDS, Pattern::OneLine));
        Limits {
            min_length: raw.min_length.as_ref().map(|limit| limit.value),
            max_length: raw.max_length.as_ref().map(|limit| limit.value),
            max_bytes: raw.max_bytes.as_ref().map(|limit| limit.value),
            min: raw.min.as_ref().map(|limit| limit.value),
            max: raw.max.as_ref().map(|limit| limit.value),
            min_items: raw.min_items.as_ref().map(|limit| limit.value),
            max_items: raw.max_items.as_ref().map(|limit| limit.value),
            pattern,
        }
    }

    /// The path of a member below its object: `body.text`.
    pub(super) fn place(&mut self, raw: &Sent) -> Vec<String> {
        let Some(at) = &raw.at else { return Vec::new() };
        let parts: Vec<String> = at.value.split('.').map(str::to_owned).list();
        if parts.iter().any(String::is_empty) {
            self.diags.push(
                Diagnostic::error(code::BAD_NAME, format!("invalid path `{}` of a member", at.value))
                    .at(at.span, "expected names with single dots between them, such as `body.text`"),
            );
            return Vec::new();
        }
        parts
    }

    /// The function that makes a value: `message::row`.
    pub(super) fn function(&mut self, raw: &Name) -> Option<Function> {
        let named = raw.value.split_once("::").filter(|(module, name)| is_name(module) && is_name(name));
        if let Some((module, name)) = named {
            return Some(Function { module: module.to_owned(), name: name.to_owned() });
        }
        self.diags.push(
            Diagnostic::error(code::BAD_NAME, format!("invalid name `{}` of a function", raw.value))
                .at(raw.span, "expected a module and a name, such as `message::row`"),
        );
        None
    }

    /// The rules of an object, about its fields.
    pub(super) fn member_rules(&mut self, raw: &raw::Node) -> Vec<MemberRule> {
        const KINDS: &[&str] = &["at_least_one", "exactly_one", "not_together", "together"];
        let mut rules = Vec::new();
        for rule in &raw.rules {
            let members: Vec<usize> =
                rule.sides.iter().flatten().filter_map(|name| self.member(raw, name)).list();
            if rule.sides.concat().len() < 2 {
                self.diags.push(
                    Diagnostic::error(
                        code::BAD_RULE,
                        format!("`{}` with fewer than two fields", rule.kind.value),
                    )
                    .at(rule.span, "needs at least two"),
                );
            }
            rules.push(match rule.kind.value.as_str() {
                "at_least_one" => MemberRule::AtLeastOne(members),
                "exactly_one" => MemberRule::ExactlyOne(members),
                "not_together" => MemberRule::NotTogether(members),
                "together" => MemberRule::Together(members),
                kind => {
                    let known: Vec<_> = KINDS.iter().map(|kind| format!("\"{kind}\"")).list();
                    self.diags.push(
                        Diagnostic::error(code::BAD_RULE, format!("unknown rule `{kind}`"))
                            .at(rule.kind.span, format!("expected one of {}", known.join(", ")))
                            .suggest(suggest(kind, KINDS.iter().copied())),
                    );
                    continue;
                }
            });
        }
        for (at, field) in raw.fields.iter().enumerate() {
            let Some(rule) = field.sent.as_ref().and_then(|sent| sent.only_with.as_ref()) else { continue };
            if let Some(with) = self.member(raw, &rule.name) {
                rules.push(MemberRule::OnlyWith { member: at, with, values: texts(rule) });
            }
        }
        rules
    }

    fn member(&mut self, raw: &raw::Node, name: &Name) -> Option<usize> {
        let found = raw.fields.iter().position(|field| field.name.value == name.value);
        if found.is_none() {
            let fields = raw.fields.iter().map(|field| field.name.value.as_str());
            self.diags.push(
                Diagnostic::error(
                    code::UNKNOWN_MEMBER,
                    format!("`{}` has no field `{}`", raw.name.value, name.value),
                )
                .at(name.span, "not a field of this object")
                .suggest(suggest(&name.value, fields)),
            );
        }
        found
    }
}

/// The values of a rule, as JSON text.
pub(super) fn texts(rule: &raw::OnlyWith) -> Vec<String> {
    rule.values.iter().flatten().map(Json::to_text).list()
}

pub(super) fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}
