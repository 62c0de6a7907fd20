//! Documentation of generated items, from the facts of the schema.

use graph_schema::{
    list::List as _,
    model::{
        Field, Grants, Limits, Operation, Param, PerTarget, Presence, Requirement, Returns, Schema,
        TokenKinds, Type,
    },
};

use crate::{
    code::{Code, Name, code},
    names,
    plan::Setter,
};

/// Paragraphs of documentation.
pub(super) struct Docs {
    /// Every line begins with a space; an empty line separates paragraphs.
    text: String,
    aliases: Vec<String>,
}

impl Docs {
    /// Starts with the description in the schema, or with a sentence if there is none.
    pub(super) fn new(doc: &str, otherwise: impl AsRef<str>) -> Self {
        let docs = Self { text: String::new(), aliases: Vec::new() };
        if doc.is_empty() { docs.say(otherwise) } else { docs.text(doc) }
    }

    /// Adds a paragraph of one line, unless it is empty.
    pub(super) fn say(mut self, sentence: impl AsRef<str>) -> Self {
        if !sentence.as_ref().is_empty() {
            self.text.push_str(if self.text.is_empty() { " " } else { "\n\n " });
            self.text.push_str(sentence.as_ref());
        }
        self
    }

    /// Adds a text of several lines, unless it is empty.
    pub(super) fn text(mut self, text: &str) -> Self {
        if !text.is_empty() {
            self.text.push_str(if self.text.is_empty() { "" } else { "\n\n" });
            self.text.push_str(&no_code(text).join("\n"));
        }
        self
    }

    /// Adds a text, if there is one.
    pub(super) fn note(self, note: Option<&str>) -> Self {
        self.text(note.unwrap_or(""))
    }

    /// A search term for this item.
    pub(super) fn alias(mut self, word: impl Into<String>) -> Self {
        let word = word.into();
        if !self.aliases.contains(&word) {
            self.aliases.push(word);
        }
        self
    }

    /// Adds the required permissions and the accepted tokens.
    pub(super) fn needs(
        mut self,
        schema: &Schema,
        permission: &PerTarget<Requirement>,
        token: &PerTarget<TokenKinds>,
    ) -> Self {
        for id in permission.each().into_iter().flat_map(Requirement::permissions) {
            self = self.alias(schema[id].name.clone());
        }
        self.say(permission_text(schema, permission)).say(token_text(token))
    }

    /// Adds the tasks and features.
    pub(super) fn grants(self, grants: &Grants) -> Self {
        let words =
            |names: &[String], word: &str| names.iter().map(|name| format!("`{name}`")).list().join(word);
        let tasks = match grants.tasks.is_empty() {
            true => String::new(),
            false => format!("Task on the Page: {}.", words(&grants.tasks, " or ")),
        };
        let features = match grants.features.is_empty() {
            true => String::new(),
            false => format!("Feature of app review: {}.", words(&grants.features, " and ")),
        };
        self.say(tasks).say(features)
    }

    /// The documentation of an item, without an alias that equals its name.
    pub(super) fn attributes_for(mut self, item: &Name) -> Code {
        self.aliases.retain(|alias| item.as_str().trim_start_matches("r#") != alias.trim_start_matches("r#"));
        self.attributes()
    }

    /// The documentation.
    pub(super) fn attributes(&self) -> Code {
        // One comment for all lines: documentation is most of what the compiler reads.
        let text = &self.text;
        let aliases = &self.aliases;
        code!(#[doc = #text] #(#[doc(alias = #aliases)])*)
    }
}

/// Lines of prose. Indented text and bare fences would become doctests of the user's crate.
fn no_code(text: &str) -> Vec<String> {
    let mut in_fence = false;
    text.lines()
        .map(|line| {
            let prose = line.trim_start();
            let indent = (line.len() - prose.len()).min(if in_fence { usize::MAX } else { 3 });
            let fence = prose.starts_with("```") || prose.starts_with("~~~");
            let opens = fence && !in_fence;
            in_fence ^= fence;
            match (line.is_empty(), opens) {
                (true, _) => String::new(),
                (false, true) => " ```text".to_owned(),
                (false, false) => format!(" {}{prose}", " ".repeat(indent)),
            }
        })
        .list()
}

pub(super) fn permission_text(schema: &Schema, rule: &PerTarget<Requirement>) -> String {
    let own = requirement_text(schema, &rule.own);
    if rule.is_uniform() {
        return match rule.own {
            Requirement::None => String::new(),
            _ => format!("Permission: {own}."),
        };
    }
    let friend = requirement_text(schema, &rule.friend);
    let mut text = format!("Permission: {own} for the current user, {friend} for a friend");
    if rule.other != rule.friend {
        text += &format!(", {} for others", requirement_text(schema, &rule.other));
    }
    text + "."
}

fn requirement_text(schema: &Schema, requirement: &Requirement) -> String {
    let name = |id: &graph_schema::model::PermissionId| format!("`{}`", schema[*id].name);
    match requirement {
        Requirement::None => "none".into(),
        Requirement::Never => "never available".into(),
        Requirement::Unknown => "unknown (the server decides)".into(),
        Requirement::Needs(all) => {
            let all: Vec<String> = all.iter().map(|any| any.iter().map(name).list().join(" or ")).list();
            all.join(" and ")
        }
        Requirement::Widens(list) => {
            format!("none; with {}, the response contains more", list.iter().map(name).list().join(" or "))
        }
    }
}

fn token_text(rule: &PerTarget<TokenKinds>) -> String {
    if rule.is_uniform() {
        return format!("Token: {}.", rule.own);
    }
    format!(
        "Token: {} for the current user, {} for a friend, {} for others.",
        rule.own, rule.friend, rule.other
    )
}

/// How likely a field is to be in an answer.
pub(super) fn presence_text(field: &Field) -> String {
    let presence = match field.presence {
        Presence::Always => "Always present.",
        Presence::Usual => "Usually present.",
        Presence::Gated => "May be absent: permission not granted, hidden, or unset.",
    };
    match (field.on_request, field.unasked) {
        (true, _) => format!("{presence} Returned only if it is requested by name."),
        (_, true) => format!("{presence} Comes by itself, and is never requested."),
        _ => presence.into(),
    }
}

/// A parameter, with its limits.
pub(super) fn param(param: &Param) -> Docs {
    let limits = limits(&param.limits);
    let limits = if limits.is_empty() { String::new() } else { format!("Limits: {}.", limits.join(", ")) };
    let default = param.default.as_ref().map(|default| format!("Default: `{default}`."));
    Docs::new(&param.doc, format!("The parameter `{}`.", param.name))
        .say(limits)
        .note(default.as_deref())
        .note(param.note.as_deref())
}

/// A parameter of a call, with the permission that it needs.
pub(super) fn param_of_call(param: &Param, schema: &Schema) -> Docs {
    self::param(param).say(permission_text(schema, &param.permission))
}

/// A member of an object that is sent, with its limits.
pub(super) fn member(field: &Field) -> Docs {
    let limits = limits(&field.limits);
    let limits = if limits.is_empty() { String::new() } else { format!("Limits: {}.", limits.join(", ")) };
    Docs::new(&field.doc, format!("The member `{}`.", field.name)).say(limits).note(field.note.as_deref())
}

/// Limits in words.
fn limits(limits: &Limits) -> Vec<String> {
    let plural = |count: u64, what: &str| format!("{count} {what}{}", if count == 1 { "" } else { "s" });
    let mut all = Vec::new();
    all.extend(limits.min_length.map(|min| format!("at least {}", plural(min, "character"))));
    all.extend(limits.max_length.map(|max| format!("at most {}", plural(max, "character"))));
    all.extend(limits.max_bytes.map(|max| format!("at most {}", plural(max, "byte"))));
    all.extend(limits.min.map(|min| format!("at least {min}")));
    all.extend(limits.max.map(|max| format!("at most {max}")));
    all.extend(limits.min_items.map(|min| format!("at least {}", plural(min, "element"))));
    all.extend(limits.max_items.map(|max| format!("at most {}", plural(max, "element"))));
    all.extend(limits.pattern.map(|pattern| pattern.describe().to_owned()));
    all
}

/// A parameter of a read, which is a setter even if it is required.
pub(super) fn read_param(param: &Param) -> Docs {
    let docs = self::param(param);
    if param.required { docs.say("Required: the server rejects the call without it.") } else { docs }
}

/// The answer of an operation.
fn answer_text(schema: &Schema, operation: &Operation) -> String {
    match &operation.returns {
        Returns::Success => "Returns success, or an error.".to_owned(),
        Returns::Written => "Returns whatever the platform answers; the schema does not know it.".to_owned(),
        Returns::List => "Returns a list, in pages.".to_owned(),
        Returns::Membership(_) => "Returns the item, or `None` if the list does not contain it.".to_owned(),
        Returns::Value(ty) => format!("Returns {}.", a(&ty.name(schema))),
        Returns::Members(members) => match members.as_slice() {
            [(name, Type::Id(node))] if name == "id" => {
                format!("Returns the id of the new `{}`.", schema[*node].name)
            }
            members => {
                let names: Vec<String> = members.iter().map(|(name, _)| format!("`{name}`")).list();
                format!("Returns {}.", names.join(" and "))
            }
        },
    }
}

/// An operation: what it does, its request, permissions, required parameters, setters, answer and errors.
pub(super) fn operation(schema: &Schema, operation: &Operation, path: &str, setters: &[Setter]) -> Docs {
    let mut docs = Docs::new(&operation.doc, format!("The operation `{}`.", operation.name))
        .say(format!("`{} {path}`", operation.method.name()))
        .needs(schema, &operation.permission, &operation.token)
        .grants(&operation.grants)
        .note(operation.note.as_deref());
    let required: Vec<String> = operation
        .params
        .iter()
        .filter(|param| param.required)
        .map(|param| {
            format!("* `{}`: {}", param.name, if param.doc.is_empty() { "required" } else { &param.doc })
        })
        .list();
    let setters: Vec<String> = setters.iter().map(|setter| format!("`.{}(..)`", setter.name)).list();
    let setters = match setters.as_slice() {
        [] => String::new(),
        names => format!("Optional: {}.", names.join(", ")),
    };
    docs = docs.text(&required.join("\n")).say(setters).say(answer_text(schema, operation));
    if !operation.errors.is_empty() {
        let rows: Vec<String> = operation
            .errors
            .iter()
            .map(|error| {
                let remedy =
                    if error.remedy.is_empty() { String::new() } else { format!(" {}", error.remedy) };
                format!("* `{}` ({}): {}{remedy}", error.name, error.code, error.meaning)
            })
            .list();
        docs = docs.say("# Errors").text(&rows.join("\n"));
        for error in &operation.errors {
            docs = docs.alias(error.code.to_string());
        }
    }
    docs
}

/// The name in backticks with its article: "an `Album`".
pub(super) fn a(name: &str) -> String {
    format!("{} `{name}`", names::article(name))
}
