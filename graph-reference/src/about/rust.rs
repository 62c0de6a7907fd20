//! A call as it is written in Rust. The plan of the code generator says what is an argument, what is a setter, and
//! what each is called.

use graph_codegen::{
    names::{beside_node, list_setter, member, variants},
    plan::{self, CallPlan, ChoiceKind, Input, ListForm, ListPlan, Owner, Values, with_arguments},
};
use graph_schema::{
    Schema,
    model::{
        Connection, Field, Node, NodeId, Operation, Param, ParamId, Presence, Scalar, Target, Type, Whose,
    },
};

use super::{
    find::{Call, What},
    reach::reach,
};

/// A value that a line leaves open.
#[derive(Clone, Copy, Debug)]
pub enum Open<'a> {
    /// The id of the node.
    Id,
    /// An argument for a value of a type.
    Argument(&'a Type),
    /// A field of the struct of arguments, of a type.
    Field(&'a Type),
}

/// Writes a value that a line leaves open; the text is what the line shows instead.
pub type Write<'a> = &'a dyn Fn(&str, Open<'_>) -> String;

/// The call with its required arguments, and the first thing that can be set on it.
pub fn call(schema: &Schema, call: &Call<'_>) -> String {
    line(schema, call, &|shown, _| shown.to_owned())
}

/// The same with values in place of what is left open.
#[must_use]
pub fn line(schema: &Schema, call: &Call<'_>, write: Write<'_>) -> String {
    let mut text = match reach(call) {
        Some(reach) => target(call.node, reach.target, write),
        None => member(&call.node.module).to_string(),
    };
    match (call.what, call.connection) {
        (What::Get, _) => text += &format!(".get::<{}>()", member(&call.node.name)),
        (What::List, Some(connection)) => text += &list(schema, connection, &[], write),
        (What::Variant(variant), Some(connection)) => {
            text += &list(schema, connection, &variant.with, write);
        }
        (What::Operation(operation), connection) => {
            if let Some(connection) = connection {
                text += &format!(".{}()", beside_node(&connection.name));
            }
            text += &Line::with(call, operation, |line| line.call(write));
        }
        (What::List | What::Variant(_), None) => {}
    }
    text
}

/// A list with what it requires, and with the parameters that a special case sets; without any, with the first that can
/// be set.
fn list(schema: &Schema, connection: &Connection, with: &[(String, String)], write: Write<'_>) -> String {
    let list = ListPlan::new(connection);
    let plan = list.call();
    let fixed = |param: &Param| {
        let value = with.iter().find(|(name, _)| *name == param.name).map(|(_, value)| value);
        value.map(|value| literal(schema, &param.ty, value))
    };
    let given = |id: ParamId, shown: &str| {
        let param = plan.operation.param(id);
        fixed(param).unwrap_or_else(|| write(shown, Open::Argument(&param.ty)))
    };
    // A field has the type itself, not what converts into it.
    let field = |id: ParamId, name: &str| {
        let param = plan.operation.param(id);
        match (fixed(param), &param.ty) {
            (None, ty) => write(name, Open::Field(ty)),
            (Some(value), Type::Id(_) | Type::Ref(_)) => format!("Id::new({value})"),
            (Some(value), Type::Scalar(Scalar::Integer | Scalar::Number | Scalar::Boolean)) => value,
            (Some(value), _) => format!("{value}.into()"),
        }
    };
    let inputs = plan.arguments.iter().filter_map(|argument| match argument.input {
        Input::Param(id) => Some((argument.name.as_str(), id)),
        Input::Owner(_) | Input::Choice(_) => None,
    });
    let arguments: Vec<String> = match &plan.arguments_struct {
        Some(_) => inputs.map(|(name, id)| named(name, field(id, name))).collect(),
        None => inputs.map(|(name, id)| given(id, name)).collect(),
    };
    let arguments = match &plan.arguments_struct {
        Some(name) => format!("{}::{name} {{ {} }}", plan.module, arguments.join(", ")),
        None => arguments.join(", "),
    };
    let mut text = match list.form {
        ListForm::Plain | ListForm::Arguments => format!(".{}({arguments})", plan.method),
        ListForm::Method => format!(".{}().{}({arguments})", beside_node(&connection.name), plan.method),
    };
    let setters = plan.setters.iter().filter_map(|setter| match setter.input {
        Input::Param(id) => Some((&setter.name, id)),
        Input::Owner(_) | Input::Choice(_) => None,
    });
    if with.is_empty() {
        for (name, id) in setters.take(1) {
            text += &format!(".{name}({})", given(id, ".."));
        }
    } else {
        for (name, id) in setters {
            let value = fixed(plan.operation.param(id));
            text += &value.map_or_else(String::new, |value| format!(".{name}({value})"));
        }
    }
    text
}

/// A field of a struct with its value.
fn named(name: &str, value: String) -> String {
    if value == name { value } else { format!("{name}: {value}") }
}

/// A value of the schema as a literal.
fn literal(schema: &Schema, ty: &Type, value: &str) -> String {
    match ty {
        Type::Scalar(Scalar::Integer | Scalar::Number | Scalar::Boolean) => value.to_owned(),
        Type::Enum(id) => {
            let words = &schema[*id].words;
            let at = words.iter().position(|(word, _)| word == value);
            let variant = at.and_then(|at| {
                variants(words.iter().map(|(word, _)| word.as_str())).get(at).map(ToString::to_string)
            });
            variant
                .map_or_else(|| format!("{value:?}"), |name| format!("{}::{name}", member(&schema[*id].name)))
        }
        _ => format!("{value:?}"),
    }
}

/// Where a parameter is given: as an argument, by a setter, or on the argument of another parameter.
pub fn place(call: &Call<'_>, id: ParamId) -> String {
    place_with(call, id, &|shown, _| shown.to_owned())
}

/// The same with values in place of what is left open.
#[must_use]
pub fn place_with(call: &Call<'_>, id: ParamId, write: Write<'_>) -> String {
    match call.what {
        What::Get => match call.node.params.get(id.0) {
            Some(param) => {
                format!(".{}({})", beside_node(&param.rust), write("..", Open::Argument(&param.ty)))
            }
            None => String::new(),
        },
        What::List | What::Variant(_) => {
            let param = call.connection.and_then(|connection| connection.params.get(id.0));
            match param {
                Some(param) if param.required => "argument".to_owned(),
                Some(param) => {
                    format!(".{}({})", list_setter(&param.rust), write("..", Open::Argument(&param.ty)))
                }
                None => String::new(),
            }
        }
        What::Operation(operation) => Line::with(call, operation, |line| line.place(id, write)),
    }
}

/// A field of a struct that selects it.
pub(crate) fn field(schema: &Schema, node: &Node, field: &Field) -> String {
    let arguments = with_arguments(node)
        .into_iter()
        .find(|(at, _)| node.fields.get(*at).is_some_and(|known| known.name == field.name));
    let arguments = arguments.map(|(_, plan)| {
        let given: Vec<String> =
            field.required_params().map(|param| member(&param.rust).to_string()).collect();
        let given = match plan.call().arguments_struct {
            Some(name) => format!("{}::args::{name} {{ .. }}", member(&node.module)),
            None => given.join(", "),
        };
        format!("#[graph(args = {}::args::{}({given}))] ", member(&node.module), plan.function)
    });
    let ty = ty(schema, &field.ty);
    let is_collection = matches!(field.ty, Type::List(_) | Type::Map(_) | Type::Keyed(..));
    // The ready struct of a value that is sent or delivered has an empty list for none.
    let has_empty = || schema.node(&node.name).is_some_and(|(id, _)| Values::new(schema).is_shaped(id));
    let is_plain = field.presence != Presence::Gated || (node.is_object && is_collection && has_empty());
    let ty = if is_plain { ty } else { format!("Option<{ty}>") };
    // A name that Rust does not allow begins with `_` there; the derive takes the wire name from the field's facts.
    format!("{}{}: {ty}", arguments.unwrap_or_default(), member(&field.rust))
}

/// A node by one of its targets: `user::friend(id)`.
pub(crate) fn by(node: &Node, by: &Target) -> String {
    target(node, by, &|shown, _| shown.to_owned())
}

fn target(node: &Node, target: &Target, write: Write<'_>) -> String {
    let args = match (&target.path, target.args.as_slice()) {
        (None, []) => write("id", Open::Id),
        (_, args) => {
            let args = args.iter().map(|(name, ty)| write(member(name).as_str(), Open::Argument(ty)));
            args.collect::<Vec<_>>().join(", ")
        }
    };
    format!("{}::{}({args})", member(&node.module), member(&target.name))
}

/// The type that a field has in Rust.
pub fn ty(schema: &Schema, ty: &Type) -> String {
    let module = |id: NodeId| member(&schema[id].module);
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
        Type::Enum(id) => format!("Open<{}>", member(&schema[*id].name)),
        Type::Node(node) => member(&schema[*node].name).to_string(),
        Type::Union(id) => member(&schema[*id].name).to_string(),
        Type::Connection(node) => format!("Connection<{}>", member(&schema[*node].name)),
        Type::List(item) => format!("Vec<{}>", self::ty(schema, item)),
        Type::Map(item) => format!("BTreeMap<String, {}>", self::ty(schema, item)),
        Type::Keyed(key, item) => format!("Map<{}, {}>", self::ty(schema, key), self::ty(schema, item)),
        Type::Encoded(item) => format!("JsonText<{}>", self::ty(schema, item)),
    }
}

/// One operation with the plan of its Rust items.
struct Line<'a> {
    plan: &'a CallPlan<'a>,
    /// The operation that is shown: a variant of the plan's, or the plan's own.
    own: &'a Operation,
    /// The path of the module that the operation's items are in.
    module: String,
    /// Whose data the target of the line holds.
    whose: Option<Whose>,
}

impl Line<'_> {
    /// What a function says of an operation; nothing if the schema does not have it.
    fn with(call: &Call<'_>, own: &Operation, text: impl FnOnce(&Line<'_>) -> String) -> String {
        // A variant is the operation that it is a case of, with parameters set.
        let name = own.variant_of.as_ref().unwrap_or(&own.name);
        let plan = match call.connection {
            Some(connection) => {
                plan::of_connection(connection).into_iter().find(|plan| plan.operation.name == *name)
            }
            None => {
                let base = call.node.operations.iter().find(|operation| operation.name == *name);
                base.map(plan::of_node)
            }
        };
        let Some(plan) = plan else { return String::new() };
        let module = match call.connection {
            Some(_) => plan.module.to_string(),
            None => format!("{}::{}", member(&call.node.module), plan.module),
        };
        let whose = reach(call).map(|reach| reach.target.whose);
        text(&Line { plan: &plan, own, module, whose })
    }

    fn call(&self, write: Write<'_>) -> String {
        let Self { plan, module, .. } = self;
        let inside = match &plan.arguments_struct {
            Some(name) => {
                let fields = plan.arguments.iter().map(|argument| {
                    let name = argument.name.to_string();
                    let value = match argument.input {
                        Input::Param(id) => write(&name, Open::Field(&plan.operation.param(id).ty)),
                        input => self.value(&name, input, write),
                    };
                    named(&name, value)
                });
                format!("{module}::{name} {{ {} }}", fields.collect::<Vec<_>>().join(", "))
            }
            None => {
                let values = plan
                    .arguments
                    .iter()
                    .map(|argument| self.value(argument.name.as_str(), argument.input, write));
                values.collect::<Vec<_>>().join(", ")
            }
        };
        let mut setters = plan.setters.iter();
        let setter = setters
            .find(|setter| setter.only_on.is_none_or(|only| Some(only) == self.whose))
            .map(|setter| format!(".{}({})", setter.name, self.value("..", setter.input, write)));
        format!(".{}({inside}){}", plan.method, setter.unwrap_or_default())
    }

    fn place(&self, id: ParamId, write: Write<'_>) -> String {
        let plan = self.plan;
        let name = member(&plan.operation.param(id).rust);
        let value = || self.value("..", Input::Param(id), write);
        let owner = plan.owners.iter().find(|owner| owner.dependents.contains(&id));
        if let Some(owner) = owner {
            return format!("{}.{name}({})", self.maker(owner, write), value());
        }
        let is_input = |input: Input| match input {
            Input::Param(own) => own == id,
            Input::Owner(at) => plan.owners.get(at).is_some_and(|owner| owner.param == id),
            Input::Choice(_) => false,
        };
        if plan.arguments.iter().any(|argument| is_input(argument.input)) {
            return "argument".to_owned();
        }
        if let Some(setter) = plan.setters.iter().find(|setter| is_input(setter.input)) {
            return format!(".{}({})", setter.name, value());
        }
        let Some(owner) = plan.owner(id) else { return String::new() };
        let choice = owner.choice.and_then(|at| plan.choices.get(at));
        match choice.map(|choice| &choice.kind) {
            Some(ChoiceKind::AtMost { name, .. }) => {
                format!(".{}({})", member(name), self.maker(owner, write))
            }
            _ => self.maker(owner, write),
        }
    }

    /// The value of an argument or setter.
    fn value(&self, shown: &str, input: Input, write: Write<'_>) -> String {
        let plan = self.plan;
        match input {
            // Only whether it is sent is chosen.
            Input::Param(id) if plan.operation.param(id).constant.is_some() => String::new(),
            Input::Param(id) => write(shown, Open::Argument(&plan.operation.param(id).ty)),
            Input::Owner(at) => match (plan.owners.get(at), plan.arguments_struct.is_some()) {
                // A field of the struct has the argument's own type.
                (Some(owner), true) if shown != ".." => self.maker(owner, write),
                (Some(owner), _) => write(shown, Open::Argument(&plan.operation.param(owner.param).ty)),
                (None, _) => String::new(),
            },
            Input::Choice(at) => {
                let choice = plan.choices.get(at);
                let mut members = choice.into_iter().flat_map(|choice| plan.members(choice));
                let first = members.clone().next();
                // What the operation requires, or the first.
                let is_required =
                    |owner: &&Owner| self.own.params.get(owner.param.0).is_some_and(|param| param.required);
                let member = members.find(is_required).or(first);
                let maker = member.map_or_else(String::new, |owner| self.maker(owner, write));
                // A field of the struct has the type of the group.
                if plan.arguments_struct.is_some() && shown != ".." { maker + ".into()" } else { maker }
            }
        }
    }

    /// The function that makes the argument of a parameter: `feed::link(..)`.
    fn maker(&self, owner: &Owner, write: Write<'_>) -> String {
        let ty = &self.plan.operation.param(owner.param).ty;
        format!("{}::{}({})", self.module, owner.function, write("..", Open::Argument(ty)))
    }
}
