//! Prints a card as text.

use std::io::{self, Write};

use graph_reference::{Access, ByTarget, Card, Param};

use crate::output::write_columns;

/// The indentation of facts.
const INDENT: &str = "  ";

pub fn print(card: &Card<'_>, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "{} ({})", card.name, card.kind)?;
    if !card.doc.is_empty() {
        writeln!(out, "{INDENT}{}", card.doc)?;
    }
    let mut facts: Vec<(&str, String)> = Vec::new();
    facts.extend(card.deprecated.map(|why| ("deprecated", why.to_owned())));
    if let Some(path) = &card.path {
        let call = card.method.map_or_else(|| path.clone(), |method| format!("{method} {path}"));
        facts.push(("path", call));
    }
    facts.extend(card.host.map(|host| ("host", host.to_owned())));
    facts.extend(card.facts.iter().map(|(name, text)| (*name, text.clone())));
    if let Some(access) = &card.access {
        facts.extend(access_facts(access));
    }
    facts.extend(card.rust.clone().map(|text| ("in Rust", text)));
    facts.extend(card.curl.clone().map(|text| ("as curl", text)));
    facts.extend(card.delivery.clone().map(|text| ("delivery", text)));
    facts.extend(card.note.map(|note| ("note", note.to_owned())));
    if !facts.is_empty() {
        writeln!(out)?;
        let facts: Vec<[String; 2]> = facts.into_iter().map(|(name, text)| [name.to_owned(), text]).collect();
        write_columns(&facts, out)?;
    }
    if !card.params.is_empty() {
        writeln!(out, "\nParameters")?;
        let rows: Vec<[String; 4]> = card.params.iter().map(param).collect();
        write_columns(&rows, out)?;
    }
    if !card.rules.is_empty() {
        writeln!(out, "\nRules")?;
        for rule in &card.rules {
            writeln!(out, "{INDENT}{rule}")?;
        }
    }
    if !card.errors.is_empty() {
        writeln!(out, "\nOwn errors")?;
        let rows: Vec<[String; 3]> = card
            .errors
            .iter()
            .map(|error| {
                let says = [error.meaning, error.remedy].into_iter().filter(|text| !text.is_empty());
                [error.code.clone(), error.name.to_owned(), says.collect::<Vec<_>>().join(" ")]
            })
            .collect();
        write_columns(&rows, out)?;
    }
    for (title, members) in &card.members {
        let mut title = (*title).to_owned();
        if let Some(first) = title.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        writeln!(out, "\n{title}")?;
        let rows: Vec<[String; 3]> = members
            .iter()
            .map(|member| [member.name.clone(), member.what.clone(), member.doc.to_owned()])
            .collect();
        write_columns(&rows, out)?;
    }
    Ok(())
}

/// One line if the access is the same for everyone, otherwise one per kind of target.
fn access_facts(access: &Access<'_>) -> Vec<(&'static str, String)> {
    let ByTarget { own, friend, other } = &access.token;
    let permissions = access.permission.each();
    let [mine, theirs, others] = permissions.each_ref();
    if own == friend && friend == other && mine == theirs && theirs == others {
        return vec![("token", own.clone()), ("permission", mine.clone())];
    }
    let line = |token: &str, permission: &str| format!("{token}; permission: {permission}");
    let mut lines = vec![("for the current user", line(own, mine))];
    if (friend, theirs) == (other, others) {
        lines.push(("for everyone else", line(friend, theirs)));
    } else {
        lines.extend([("for friends", line(friend, theirs)), ("for others", line(other, others))]);
    }
    lines
}

fn param(param: &Param<'_>) -> [String; 4] {
    let mut rules = vec![if param.required { "required" } else { "optional" }.to_owned()];
    rules.extend(param.rules.iter().cloned());
    let mut doc = param.doc.to_owned();
    if let Some(why) = param.deprecated {
        doc = format!("{doc} Deprecated: {why}");
    }
    if let Some(note) = param.note {
        doc = format!("{doc} ({note})");
    }
    let about = if doc.is_empty() { rules.join(", ") } else { format!("{} | {doc}", rules.join(", ")) };
    [param.name.to_owned(), param.ty.clone(), param.rust.clone(), about]
}
