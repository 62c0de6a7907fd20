//! Checks unions: their variants must differ, and the content of each must be where the union says.

use super::{flat, unique::Unique};
use crate::{
    diagnostic::{Diagnostic, Diagnostics, code, source::Span},
    model::{self, Schema, Type, UnionForm},
    raw::{Document, Union, Variant},
    reserved,
    table::Table,
};

/// The variant for values that the schema does not know.
pub(super) const OTHER: &str = "Other";

pub(super) fn check(raw: &Document, schema: &Schema, diags: &mut Diagnostics) {
    for (union, resolved) in raw.unions.iter().zip(&schema.unions) {
        words(union, diags);
        names(union, diags);
        form(union, &resolved.form, diags);
        for variant in &union.variants {
            let found = resolved.variants.iter().find(|known| known.word == variant.word.value);
            content(union, variant, found, &resolved.form, schema, diags);
        }
    }
}

/// Words are compared without regard to their case.
fn words(union: &Union, diags: &mut Diagnostics) {
    let mut seen: Table<(Span, &str)> = Table::default();
    let own = union.variants.iter().map(|variant| &variant.word);
    for word in own.chain(union.variants.iter().flat_map(|variant| &variant.aliases)) {
        if word.value.is_empty() {
            diags.push(
                Diagnostic::error(
                    code::BAD_NAME,
                    format!("an empty word in the union `{}`", union.name.value),
                )
                .at(word.span, "a word needs at least one character")
                .help("for values without a tag, name a variant in \"default\""),
            );
        }
        if let Some((first, other)) = seen.get(&word.value.to_ascii_lowercase()) {
            let label = match *other == word.value {
                true => "second use",
                false => "differs only in case, which is ignored when a value is read",
            };
            diags.push(
                Diagnostic::error(
                    code::BAD_UNION,
                    format!("two variants of `{}` have the word `{}`", union.name.value, word.value),
                )
                .at(word.span, label)
                .also(*first, "first use")
                .help("remove one of them"),
            );
            continue;
        }
        seen.insert(&word.value.to_ascii_lowercase(), (word.span, &word.value));
    }
}

/// The variants of a union are variants of one enum in Rust.
fn names(union: &Union, diags: &mut Diagnostics) {
    let mut names = Unique::default();
    for variant in &union.variants {
        let what = format!("the variant `{}`", variant.word.value);
        let name = match &variant.rust {
            Some(name) => {
                super::names::type_name(name, diags);
                name.value.clone()
            }
            None => reserved::camel(&variant.word.value),
        };
        let span = variant.rust.as_ref().unwrap_or(&variant.word).span;
        if name == OTHER {
            diags.push(
                Diagnostic::error(code::DESCRIBED_TWICE, format!("the variant name `{OTHER}` is reserved"))
                    .at(span, "every union has a variant of this name, for what the schema does not know")
                    .help("set another \"name\" on this variant, such as `Others`"),
            );
        } else if name.is_empty() {
            if !variant.word.value.is_empty() {
                diags.push(
                    Diagnostic::error(
                        code::BAD_NAME,
                        format!("the word `{}` has no Rust name", variant.word.value),
                    )
                    .at(span, "there is no ASCII letter or digit in it")
                    .help("set the \"name\" of the variant, such as `Text`"),
                );
            }
        } else {
            names.define(name, what, span, diags);
        }
    }
}

fn form(union: &Union, form: &UnionForm, diags: &mut Diagnostics) {
    for name in [&union.tag, &union.content_in].into_iter().flatten() {
        super::names::wire_name(name, diags);
    }
    if let (UnionForm::Within { tag, content }, Some(span)) = (form, &union.content_in)
        && tag == content
    {
        diags.push(
            Diagnostic::error(
                code::BAD_UNION,
                format!("the tag and the content of `{}` are both in `{tag}`", union.name.value),
            )
            .at(span.span, "also the name of the tag")
            .help("name the member that has the content, or remove \"content_in\""),
        );
    }
}

fn content(
    union: &Union,
    raw: &Variant,
    variant: Option<&model::Variant>,
    form: &UnionForm,
    schema: &Schema,
    diags: &mut Diagnostics,
) {
    let word = &raw.word.value;
    let bad = |span: Span, title: String, label: &str, help: String, diags: &mut Diagnostics| {
        diags.push(Diagnostic::error(code::BAD_UNION, title).at(span, label).help(help));
    };
    if let Some(member) = &raw.member {
        super::names::wire_name(member, diags);
    }
    match form {
        UnionForm::Member => {
            if raw.ty.is_none() {
                let title = format!("the variant `{word}` of `{}` has no type", union.name.value);
                let label = "there is no tag: a variant is recognized by the member with its content";
                bad(
                    raw.word.span,
                    title,
                    label,
                    "set its \"type\", or the \"tag\" of the union".to_owned(),
                    diags,
                );
            }
        }
        UnionForm::Inline { .. } | UnionForm::Within { .. } => {
            if let Some(member) = &raw.member {
                let key = if matches!(form, UnionForm::Inline { .. }) { "inline" } else { "content_in" };
                let title = format!("the variant `{word}` has both \"member\" and \"{key}\" of its union");
                let label = "the union already says where the content is";
                bad(
                    member.span,
                    title,
                    label,
                    format!("remove \"member\", or \"{key}\" of the union"),
                    diags,
                );
            }
        }
        UnionForm::Named { .. } => {}
    }
    let name = raw.member.as_ref().unwrap_or(&raw.word);
    if matches!(form, UnionForm::Named { .. } | UnionForm::Member) && raw.ty.is_some() && !word.is_empty() {
        if raw.member.is_none() {
            super::names::wire_name(name, diags);
        }
        if form.tag() == Some(name.value.as_str()) {
            let title = format!("the tag and the content of `{word}` are both in `{}`", name.value);
            let help = "set another \"member\" on the variant".to_owned();
            bad(name.span, title, "also the name of the tag", help, diags);
        }
        let other = union.variants.iter().take_while(|other| other.word.span != raw.word.span);
        let of = |variant: &Variant| variant.member.as_ref().unwrap_or(&variant.word).value == name.value;
        if *form == UnionForm::Member
            && let Some(other) = other.into_iter().find(|other| of(other))
        {
            let title = format!("the variants `{}` and `{word}` are in the same member", other.word.value);
            let help = "set the \"tag\" of the union, or another \"member\"".to_owned();
            bad(name.span, title, "without a tag, the member says which variant it is", help, diags);
        }
    }
    let (UnionForm::Inline { tag }, Some(ty)) = (form, variant.and_then(|variant| variant.ty.as_ref()))
    else {
        return;
    };
    let span = raw.ty.as_ref().map_or(raw.word.span, |ty| ty.span);
    let members = match ty {
        Type::Node(id) => flat::of_object(schema, *id),
        Type::Union(id) => flat::of_union(schema, *id),
        ty => {
            let title = format!("the content of `{word}` is `{}`, which has no members", ty.name(schema));
            let label = "with \"inline\", the members of the content stand beside the tag";
            let help = "use an object or union, or remove \"inline\" from the union".to_owned();
            return bad(span, title, label, help, diags);
        }
    };
    if members.contains(tag) {
        let title =
            format!("`{}` has a member `{tag}`, which is the tag of `{}`", ty.name(schema), union.name.value);
        let help = format!("remove the member: the tag of the union sends `{word}`");
        bad(span, title, "with \"inline\", the members of the content stand beside the tag", help, diags);
    }
}
