//! A call as it is written in Rust. It follows the code generator: what is required is an argument in
//! schema order, what depends on another parameter stands on that one's value.

use graph_schema::{
    Schema,
    model::{
        Field, Node, NodeId, Operation, ParamId, ParamPlace, Presence, Returns, Rule, Scalar, Target, Type,
        Whose,
    },
};

use super::find::{Call, What};

/// More arguments than these are a struct.
const MOST: usize = 4;

/// The call with its required arguments, and the first thing that can be set on it.
pub fn call(call: &Call<'_>) -> String {
    let Call { node, connection, what } = call;
    let whose = match what {
        What::Variant(variant) => variant.whose,
        What::Get | What::List | What::Operation(_) => None,
    };
    let mut text = target(node, whose);
    if let Some(connection) = connection {
        text += &format!(".{}()", beside(&connection.name, &["get", "fields", "clone", "eq"]));
    }
    match what {
        What::Get => text += &format!(".get::<{}>()", node.name),
        What::List => {
            if let Some(param) = connection.and_then(|connection| connection.params.first()) {
                text += &format!(".{}(..)", on_list(&param.rust));
            }
        }
        What::Variant(variant) => {
            for (name, value) in &variant.with {
                text += &format!(".{}({value:?})", on_list(name));
            }
        }
        What::Operation(operation) => text += &Plan::new(call, operation).call(),
    }
    text
}

/// Where a parameter is given: as an argument, by a setter, on the value of another parameter.
pub fn place(call: &Call<'_>, id: ParamId) -> String {
    match call.what {
        What::Get => String::new(),
        What::List | What::Variant(_) => call
            .connection
            .and_then(|connection| connection.params.get(id.0))
            .map_or_else(String::new, |param| format!(".{}(..)", on_list(&param.rust))),
        What::Operation(operation) => Plan::new(call, operation).place(id),
    }
}

/// A field of one's own struct.
pub(crate) fn field(schema: &Schema, field: &Field) -> String {
    let ty = ty(schema, &field.ty);
    let plain = field.presence != Presence::Gated;
    let ty = if plain { ty } else { format!("Option<{ty}>") };
    // A name that Rust cannot have begins with `_` there, and the derive takes it from the field's facts.
    format!("{}: {ty}", ident(&field.rust))
}

/// A node by one of its targets: `user::friend(id)`.
pub(crate) fn by(node: &Node, target: &Target) -> String {
    let args = match (&target.path, target.args.as_slice()) {
        (None, _) => "id".to_owned(),
        (Some(_), args) => args.iter().map(|(name, _)| ident(name)).collect::<Vec<_>>().join(", "),
    };
    format!("{}::{}({args})", ident(&node.module), ident(&target.name))
}

/// One way to name a node; of the person of the token, where it can be.
fn target(node: &Node, whose: Option<Whose>) -> String {
    let wanted = whose.unwrap_or(Whose::Own);
    let fits = node.targets.iter().find(|target| target.whose == wanted);
    fits.or(node.targets.first()).map_or_else(|| ident(&node.module), |target| by(node, target))
}

/// The type that a field or a parameter has in Rust.
pub fn ty(schema: &Schema, ty: &Type) -> String {
    let module = |id: NodeId| ident(&schema[id].module);
    match ty {
        Type::Scalar(scalar) => match scalar {
            Scalar::String | Scalar::Url => "String",
            Scalar::Integer => "i64",
            Scalar::Number => "f64",
            Scalar::Boolean => "bool",
            Scalar::Json => "serde_json::Value",
            Scalar::Permission => "Open<permission::Name>",
            Scalar::File => "File",
            Scalar::Date
            | Scalar::DateTime
            | Scalar::Birthday
            | Scalar::EventTime
            | Scalar::Money
            | Scalar::TimeZone
            | Scalar::Secret
            | Scalar::Picture => scalar.name(),
        }
        .to_owned(),
        Type::Id(node) => format!("{}::Id", module(*node)),
        Type::Ref(node) => format!("Ref<{}::Node>", module(*node)),
        Type::Enum(id) => format!("Open<{}>", schema[*id].name),
        Type::Node(node) => schema[*node].name.clone(),
        Type::Connection(node) => format!("Connection<{}>", schema[*node].name),
        Type::List(item) => format!("Vec<{}>", self::ty(schema, item)),
        Type::Map(item) => format!("BTreeMap<String, {}>", self::ty(schema, item)),
    }
}

/// The shape of one operation in Rust.
struct Plan<'a> {
    call: &'a Call<'a>,
    /// The operation whose Rust item it is: of a special case, its base.
    base: &'a Operation,
    /// The operation itself.
    own: &'a Operation,
    module: String,
    choices: Vec<(String, Vec<ParamId>, bool)>,
}

impl<'a> Plan<'a> {
    fn new(call: &'a Call<'a>, own: &'a Operation) -> Self {
        let siblings = siblings(call);
        let base = own.variant_of.as_ref().and_then(|name| siblings.iter().find(|base| base.name == *name));
        let base = base.unwrap_or(own);
        let module = match call.connection {
            Some(connection) => ident(&connection.name),
            None => format!("{}::{}", ident(&call.node.module), ident(&base.name)),
        };
        let choices = base.rules.iter().filter_map(|rule| match rule {
            Rule::AtLeastOne(members) | Rule::ExactlyOne(members) => {
                Some((String::new(), members.clone(), true))
            }
            Rule::NotTogether { name, sides } => Some((name.clone(), sides.concat(), false)),
            Rule::OnlyWith { .. } | Rule::OnlyOn { .. } => None,
        });
        Self { call, base, own, module, choices: choices.collect() }
    }

    fn call(&self) -> String {
        let mut arguments: Vec<(String, String, String)> = Vec::new();
        let mut setters = Vec::new();
        let mut chosen = Vec::new();
        for (id, param) in self.base.params() {
            if let Some(at) = self.choice(id) {
                if !chosen.contains(&at) {
                    chosen.push(at);
                    let (name, _, demanded) = &self.choices[at];
                    let member = format!("{}(..)", self.maker(self.member(at)));
                    match demanded {
                        true => arguments.push((String::new(), member, format!("choice {at}"))),
                        false => setters.push(format!(".{}({member})", ident(name))),
                    }
                }
            } else if self.base.only_with(id).is_none() {
                let name = ident(&param.rust);
                match self.is_argument(id) {
                    true => arguments.push((name.clone(), name, self.type_key(id))),
                    false => setters.push(format!(".{name}(..)")),
                }
            }
        }
        let types: Vec<&String> = arguments.iter().map(|(_, _, ty)| ty).collect();
        let swappable = types.iter().enumerate().any(|(at, ty)| types[..at].contains(ty));
        let texts: Vec<&str> = arguments.iter().map(|(_, text, _)| text.as_str()).collect();
        let inside = match self.base.returns != Returns::List && (swappable || texts.len() > MOST) {
            true => format!("{}::{}Params {{ {} }}", self.module, camel(&self.base.name), texts.join(", ")),
            false => texts.join(", "),
        };
        let setter = setters.into_iter().next().unwrap_or_default();
        format!(".{}({inside}){setter}", self.method())
    }

    fn place(&self, id: ParamId) -> String {
        let name = ident(&self.base.param(id).rust);
        if let Some(at) = self.choice(id) {
            let (choice, _, demanded) = &self.choices[at];
            let maker = format!("{}(..)", self.maker(id));
            return if *demanded { maker } else { format!(".{}({maker})", ident(choice)) };
        }
        match self.base.only_with(id) {
            Some(with) => format!("{}(..).{name}(..)", self.maker(with)),
            None if self.is_argument(id) => "argument".to_owned(),
            None => format!(".{name}(..)"),
        }
    }

    fn method(&self) -> String {
        match self.call.connection {
            Some(_) => on_list(&self.base.name),
            None => beside(&self.base.name, &["get", "fields", "clone", "eq"]),
        }
    }

    fn is_argument(&self, id: ParamId) -> bool {
        let param = self.base.param(id);
        param.required || param.place == ParamPlace::Path
    }

    /// The group that a parameter is chosen from.
    fn choice(&self, id: ParamId) -> Option<usize> {
        self.choices.iter().position(|(_, members, _)| members.contains(&id))
    }

    /// The member of a group that the call has: what it demands, or the first.
    fn member(&self, choice: usize) -> ParamId {
        let members = self.choices.get(choice).map_or(&[][..], |(_, members, _)| members.as_slice());
        let demanded =
            members.iter().find(|id| self.own.params.get(id.0).is_some_and(|param| param.required));
        demanded.or(members.first()).copied().unwrap_or(ParamId(0))
    }

    /// The function that makes the value of a parameter: `feed::link`.
    fn maker(&self, id: ParamId) -> String {
        format!("{}::{}", self.module, ident(&self.owner(id)))
    }

    /// The name of that function: where another one has it, with the operation's name in front.
    fn owner(&self, id: ParamId) -> String {
        let siblings = match self.call.connection {
            Some(connection) => connection.operations.as_slice(),
            None => std::slice::from_ref(self.base),
        };
        let mut taken: Vec<String> = siblings.iter().map(|sibling| sibling.name.clone()).collect();
        taken.push("list".to_owned());
        for sibling in siblings {
            if sibling.variant_of.is_some() || sibling.returns == Returns::List {
                continue;
            }
            for (owner, param) in sibling.params() {
                let has_type = sibling.params().any(|(id, _)| sibling.only_with(id) == Some(owner))
                    || sibling.rules.iter().any(|rule| match rule {
                        Rule::AtLeastOne(members) | Rule::ExactlyOne(members) => members.contains(&owner),
                        Rule::NotTogether { sides, .. } => sides.iter().any(|side| side.contains(&owner)),
                        Rule::OnlyWith { .. } | Rule::OnlyOn { .. } => false,
                    });
                if !has_type {
                    continue;
                }
                let name = match taken.contains(&param.rust) {
                    true => format!("{}_{}", sibling.name, param.rust),
                    false => param.rust.clone(),
                };
                if sibling.name == self.base.name && owner == id {
                    return name;
                }
                taken.push(name);
            }
        }
        self.base.param(id).rust.clone()
    }

    /// Two arguments with the same key could be swapped.
    fn type_key(&self, id: ParamId) -> String {
        let depended = self.base.params().any(|(other, _)| self.base.only_with(other) == Some(id));
        if depended { format!("owner {}", id.0) } else { type_key(&self.base.param(id).ty) }
    }
}

fn type_key(ty: &Type) -> String {
    match ty {
        Type::Scalar(Scalar::String | Scalar::Url) => "text".to_owned(),
        Type::Id(node) | Type::Ref(node) => format!("id {node:?}"),
        Type::List(item) => format!("[{}]", type_key(item)),
        Type::Map(item) => format!("{{{}}}", type_key(item)),
        Type::Scalar(_) | Type::Enum(_) | Type::Node(_) | Type::Connection(_) => format!("{ty:?}"),
    }
}

fn siblings<'a>(call: &Call<'a>) -> &'a [Operation] {
    call.connection.map_or(&call.node.operations, |connection| &connection.operations)
}

fn on_list(name: &str) -> String {
    beside(name, &["limit", "after", "before", "since", "until", "offset", "select", "clone", "eq"])
}

/// A method beside those that are always there.
fn beside(name: &str, taken: &[&str]) -> String {
    if taken.contains(&name) { format!("{name}_") } else { ident(name) }
}

/// Words that are no names in Rust.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else",
    "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro",
    "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "static", "struct", "trait",
    "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// A name of the schema as a Rust name.
pub fn ident(name: &str) -> String {
    match name {
        "self" | "super" | "crate" => format!("{name}_"),
        _ if KEYWORDS.contains(&name) => format!("r#{name}"),
        _ => name.to_owned(),
    }
}

fn camel(name: &str) -> String {
    let capital = |word: &str| {
        let mut letters = word.chars();
        letters
            .next()
            .map_or_else(String::new, |first| format!("{}{}", first.to_ascii_uppercase(), letters.as_str()))
    };
    name.split('_').map(capital).collect()
}
