//! Converts the catalogue to a GraphQL schema.

use std::{collections::BTreeMap, fmt::Write};

use crate::{
    catalogue::{Call, Catalogue, Member, Node, Type},
    names::{Names, pascal, snake},
};

struct Writer<'a> {
    catalogue: &'a Catalogue,
    /// The name of each enum. An enum without words becomes a string.
    enums: BTreeMap<&'a str, String>,
    mutations: Names,
}

/// The whole schema: one type per node, lists as fields with arguments, and writes as fields of `Mutation`.
pub fn document(catalogue: &Catalogue) -> String {
    let mut names = Names::default();
    for name in ["Query", "Mutation", "String", "Int", "Float", "Boolean", "ID", "JSON"] {
        names.take(name.to_owned());
    }
    for node in &catalogue.nodes {
        names.take(node.name.clone());
    }
    let enums = catalogue.enums.iter().filter(|(_, words)| !words.is_empty()).map(|(name, _)| {
        let short = name.strip_suffix("_enum_param").unwrap_or(name);
        (name.as_str(), names.take(pascal(short)))
    });
    let enums = enums.collect();
    let mut writer = Writer { catalogue, enums, mutations: Names::default() };
    let mut out = "scalar JSON\n\nschema { query: Query mutation: Mutation }\n".to_owned();
    let (mut queries, mut mutations, mut ids) = (Vec::new(), Vec::new(), Names::default());
    for node in &catalogue.nodes {
        block(&mut out, "type", &node.name, &writer.fields(node));
        queries.push(format!("{}(id: ID!): {}", ids.take(snake(&node.name)), node.name));
        let writes = node.calls.iter().filter(|call| call.method != "GET");
        mutations.extend(writes.map(|call| writer.mutation(node, call)));
    }
    for (name, called) in &writer.enums {
        let mut names = Names::default();
        let words = catalogue.enums.get(*name).into_iter().flatten();
        let words: Vec<_> = words.map(|word| names.take(plain(word))).collect();
        block(&mut out, "enum", called, &words);
    }
    block(&mut out, "type", "Query", &queries);
    block(&mut out, "type", "Mutation", &mutations);
    out
}

impl Writer<'_> {
    /// The fields of a node, then its lists.
    fn fields(&self, node: &Node) -> Vec<String> {
        let mut names = Names::default();
        let mut fields: Vec<_> = node
            .fields
            .iter()
            .map(|field| format!("{}: {}", names.take(plain(&field.name)), self.answer(&field.kind)))
            .collect();
        for call in node.calls.iter().filter(|call| call.method == "GET" && !call.endpoint.is_empty()) {
            let args = self.args(&[], &call.params);
            fields.push(format!(
                "{}{args}: [{}!]",
                names.take(plain(&call.endpoint)),
                self.answer(&call.answer)
            ));
        }
        fields
    }

    fn mutation(&mut self, node: &Node, call: &Call) -> String {
        let verb = match &*call.method {
            "POST" if call.endpoint.is_empty() => "update",
            "POST" => "create",
            _ => "delete",
        };
        let name = snake(&format!("{}_{verb}_{}", snake(&node.name), call.endpoint));
        let name = self.mutations.take(plain(&name));
        format!("{name}{}: {}", self.args(&["id: ID!"], &call.params), self.answer(&call.answer))
    }

    fn args(&self, before: &[&str], params: &[Member]) -> String {
        let mut names = Names::default();
        names.take("id".to_owned());
        let mut args: Vec<_> = before.iter().map(|&arg| arg.to_owned()).collect();
        args.extend(params.iter().map(|param| {
            let required = if param.required { "!" } else { "" };
            format!("{}: {}{required}", names.take(plain(&param.name)), self.param(&param.kind))
        }));
        if args.is_empty() { String::new() } else { format!("({})", args.join(", ")) }
    }

    fn answer(&self, spelling: &str) -> String {
        self.kind(&self.catalogue.kind(spelling))
    }

    /// Parameters that are not scalars, enums or lists of them are JSON.
    fn param(&self, spelling: &str) -> String {
        let simple = |kind: &Type| !matches!(kind, Type::Any | Type::Node(_) | Type::List(_) | Type::Map(_));
        match self.catalogue.kind(spelling) {
            Type::List(item) if simple(&item) => format!("[{}!]", self.kind(&item)),
            kind if simple(&kind) => self.kind(&kind),
            _ => "JSON".to_owned(),
        }
    }

    fn kind(&self, kind: &Type) -> String {
        match kind {
            Type::Text => "String".to_owned(),
            Type::Integer | Type::Unsigned => "Int".to_owned(),
            Type::Number => "Float".to_owned(),
            Type::Boolean => "Boolean".to_owned(),
            Type::Any | Type::Map(_) => "JSON".to_owned(),
            Type::Enum(name) => self.enums.get(name.as_str()).cloned().unwrap_or_else(|| "String".to_owned()),
            Type::Node(name) => name.clone(),
            Type::List(item) => format!("[{}]", self.kind(item)),
        }
    }
}

/// A block of lines. GraphQL does not allow empty blocks, so those get a placeholder.
fn block(out: &mut String, word: &str, name: &str, lines: &[String]) {
    // Writing to a `String` cannot fail.
    let _ = writeln!(out, "\n{word} {name} {{");
    for line in lines {
        let _ = writeln!(out, "  {line}");
    }
    if lines.is_empty() {
        out.push_str("  nothing: Boolean\n");
    }
    out.push_str("}\n");
}

/// A valid GraphQL name.
fn plain(name: &str) -> String {
    let mut out: String = name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
    if out.is_empty() || out.starts_with("__") || out.starts_with(|c: char| c.is_ascii_digit()) {
        out.insert(0, 'n');
    }
    if matches!(&*out, "true" | "false" | "null") {
        out.push('_');
    }
    out
}
