//! Resolves unions.

use super::{Resolver, snake_case};
use crate::list::List as _;
use crate::{
    diagnostic::{Diagnostic, code, suggest},
    model::{Function, Union, UnionForm, Variant},
    raw, reserved,
};

impl Resolver<'_> {
    pub(super) fn union(&mut self, raw: &raw::Union) -> Union {
        let module =
            raw.module.as_ref().map_or_else(|| snake_case(&raw.name.value), |module| module.value.clone());
        let variants: Vec<Variant> =
            raw.variants.iter().filter_map(|variant| self.union_variant(variant, &module)).list();
        let default = raw.default.as_ref().and_then(|word| {
            let found = variants.iter().position(|variant| variant.word == word.value);
            if found.is_none() {
                let words = raw.variants.iter().map(|variant| variant.word.value.as_str());
                self.diags.push(
                    Diagnostic::error(
                        code::UNKNOWN_MEMBER,
                        format!("`{}` has no variant `{}`", raw.name.value, word.value),
                    )
                    .at(word.span, "not a variant of this union")
                    .suggest(suggest(&word.value, words)),
                );
            }
            found
        });
        Union {
            name: raw.name.value.clone(),
            module,
            doc: raw.doc.clone(),
            note: raw.note.clone(),
            form: self.form(raw),
            default,
            variants,
            span: raw.name.span,
        }
    }

    fn form(&mut self, raw: &raw::Union) -> UnionForm {
        let tag = raw.tag.as_ref().map(|tag| tag.value.clone());
        match (tag, raw.inline, &raw.content_in) {
            (None, Some(span), _) => self.no_tag("inline", span),
            (None, None, Some(content)) => self.no_tag("content_in", content.span),
            (None, None, None) => {
                if let Some(default) = &raw.default {
                    return self.no_tag("default", default.span);
                }
                UnionForm::Member
            }
            (Some(tag), Some(span), Some(content)) => {
                self.diags.push(
                    Diagnostic::error(code::BAD_RULE, "\"inline\" and \"content_in\" exclude each other")
                        .at(span, "the content stands beside the tag, ...")
                        .also(content.span, "... or in a member: remove one of the keys"),
                );
                UnionForm::Inline { tag }
            }
            (Some(tag), Some(_), None) => UnionForm::Inline { tag },
            (Some(tag), None, Some(content)) => UnionForm::Within { tag, content: content.value.clone() },
            (Some(tag), None, None) => UnionForm::Named { tag },
        }
    }

    fn no_tag(&mut self, key: &str, span: crate::diagnostic::source::Span) -> UnionForm {
        self.diags.push(
            Diagnostic::error(code::MISSING_KEY, format!("\"{key}\" requires the key \"tag\""))
                .at(span, "the union has no tag: the member that is present decides")
                .help("name the member with the word of the variant: `\"tag\": \"type\"`"),
        );
        UnionForm::Member
    }

    /// Resolves a variant. Returns `None` if its type was reported.
    fn union_variant(&mut self, raw: &raw::Variant, module: &str) -> Option<Variant> {
        let ty = match &raw.ty {
            Some(ty) => Some(self.ty(ty)?),
            None => None,
        };
        let function = match &raw.function {
            Some(function) if function.value.contains("::") => self.function(function),
            Some(function) => Some(Function { module: module.to_owned(), name: function.value.clone() }),
            None => None,
        };
        let own = || {
            let word = reserved::member(&raw.word.value).to_lowercase();
            Function { module: module.to_owned(), name: word }
        };
        Some(Variant {
            word: raw.word.value.clone(),
            aliases: raw.aliases.iter().map(|alias| alias.value.clone()).list(),
            rust: raw
                .rust
                .as_ref()
                .map_or_else(|| reserved::camel(&raw.word.value), |name| name.value.clone()),
            function: function.unwrap_or_else(own),
            member: raw.member.as_ref().unwrap_or(&raw.word).value.clone(),
            ty,
            limits: self.limits(&raw.limits),
            doc: raw.doc.clone(),
            note: raw.note.clone(),
            deprecated: raw.deprecated.clone(),
            span: raw.word.span,
        })
    }
}
