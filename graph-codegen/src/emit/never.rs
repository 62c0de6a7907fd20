//! What no permission or token gives access to: a trait for each, so that the message names it.

use std::collections::BTreeMap;

use graph_schema::model::{
    Connection, Field, Node, Operation, PerTarget, Requirement, Schema, TokenKinds, Type,
};

use crate::{
    code::{Code, code},
    names,
    plan::{self, ListForm, ListPlan, Never, NeverNames},
};

/// The message of one trait.
pub(super) struct Case {
    message: String,
    label: &'static str,
    note: String,
}

/// The names of all cases.
pub(super) fn names_of(cases: &Cases) -> NeverNames {
    NeverNames::new(cases.keys().map(|(kind, subject)| (*kind, subject.as_str())))
}

pub(super) fn module(cases: &Cases, names: &NeverNames) -> Code {
    let items = cases.iter().map(|((kind, subject), Case { message, label, note })| {
        let (trait_name, type_name) = names.of(*kind, subject);
        let doc = format!(" Appears in messages: {message}.");
        let given = match kind {
            Never::Permission => code! {
                impl<S: #trait_name> __rt::GrantedTo<S> for #type_name {}
                impl<T, S: #trait_name> __rt::GrantedFor<T, S> for #type_name {}
            },
            Never::Token | Never::List | Never::Missing => {
                code!(impl<T, K: #trait_name> __rt::AcceptsToken<T, K> for #type_name {})
            }
        };
        code! {
            #[doc = #doc]
            #[diagnostic::on_unimplemented(message = #message, label = #label, note = #note)]
            pub trait #trait_name {}
            impl #trait_name for Nobody {}
            #[doc = #doc]
            pub struct #type_name;
            #given
        }
    });
    code! {
        // Not hidden: rustc prints hidden names with their full path.
        /// Names that appear in compiler messages, of what no permission or token gives access to. Programs do not
        /// use them.
        #[allow(non_camel_case_types)]
        pub mod never {
            use super::__rt;
            /// The only type that implements these traits: for a trait without impls, rustc lists unrelated ones.
            pub struct Nobody;
            #(#items)*
        }
    }
}

/// What is never available in a schema.
pub(super) type Cases = BTreeMap<(Never, String), Case>;

pub(super) fn cases(schema: &Schema) -> Cases {
    let mut cases = Cases::new();
    for node in &schema.nodes {
        for field in &node.fields {
            add(&mut cases, &field.name, &field.permission, &field.token);
            if let Some(subject) = missing_arguments(field) {
                cases.entry((Never::Missing, subject)).or_insert_with(|| without_arguments(node, field));
            }
        }
        for operation in &node.operations {
            add(&mut cases, &operation.name, &operation.permission, &operation.token);
        }
        for connection in &node.connections {
            add(&mut cases, &connection.name, &connection.permission, &connection.token);
            for Operation { name, permission, token, .. } in &connection.operations {
                add(&mut cases, &format!("{}.{name}", connection.name), permission, token);
            }
            if !connection.has_list {
                cases.insert((Never::List, connection.name.clone()), no_list(connection));
            }
            if let Some(subject) = missing(connection) {
                cases.insert((Never::Missing, subject), lacking(node, connection));
            }
        }
    }
    cases
}

fn add(cases: &mut Cases, subject: &str, permission: &PerTarget<Requirement>, token: &PerTarget<TokenKinds>) {
    let never = |kinds: &TokenKinds| *kinds == TokenKinds::NEVER;
    let rules = [
        (Never::Permission, permission.each().map(|requirement| *requirement == Requirement::Never)),
        (Never::Token, token.each().map(never)),
    ];
    for (kind, [own, friend, other]) in rules {
        if own || friend || other {
            let case = cases.entry((kind, subject.to_owned())).or_insert_with(|| Case {
                message: format!("`{subject}` is never available"),
                label: "not available with any token or permission",
                note: "remove it".to_owned(),
            });
            if !own {
                case.message = format!("`{subject}` is available only for the current user");
                case.label = "not available for this target";
                case.note = "remove it, or request it with `me()`".to_owned();
            }
        }
    }
}

/// The name of a list without what it requires; `None` if it requires nothing. Lists that are called in the same way
/// share it.
pub(super) fn missing(connection: &Connection) -> Option<String> {
    let mut subject = connection.name.clone();
    match ListForm::of(connection) {
        ListForm::Plain => return None,
        ListForm::Arguments => {}
        ListForm::Method => subject += ".list",
    }
    plan::required(connection).for_each(|param| subject = format!("{subject}.{}", param.name));
    Some(subject)
}

fn lacking(node: &Node, connection: &Connection) -> Case {
    let name = &connection.name;
    let plan = ListPlan::new(connection);
    let call = plan.call();
    let names: Vec<String> = plan::required(connection).map(|param| format!("`{}`", param.name)).collect();
    let (word, them) = if names.len() == 1 { ("parameter", "it") } else { ("parameters", "them") };
    let given = match &call.arguments_struct {
        Some(name) => format!("{}::{name} {{ .. }}", call.module),
        None => {
            let arguments = call.arguments.iter().map(|argument| argument.name.to_string());
            arguments.collect::<Vec<_>>().join(", ")
        }
    };
    let method = match plan.form {
        ListForm::Plain | ListForm::Arguments => format!("{}({given})", call.method),
        ListForm::Method => format!("{}().list({given})", names::beside_node(name)),
    };
    Case {
        message: format!("the list `{name}` requires the {word} {}", names.join(" and ")),
        label: "a required parameter is missing",
        note: match connection.item {
            // Only nodes can be selected.
            Type::Node(_) => format!(
                "pass {them} where you read the list: `.{method}`; in a selection, write the list at the field: \
                 `#[graph(args = {}::id(..).{method})]`",
                node.module
            ),
            _ => format!("pass {them} where you read the list: `.{method}`"),
        },
    }
}

/// The name of a field without the arguments that it requires; `None` if it requires none.
pub(super) fn missing_arguments(field: &Field) -> Option<String> {
    field.required_params().next()?;
    let names = field.required_params().map(|param| param.name.as_str());
    Some([field.name.as_str()].into_iter().chain(names).collect::<Vec<_>>().join("."))
}

fn without_arguments(node: &Node, field: &Field) -> Case {
    let name = &field.name;
    let names: Vec<String> = field.required_params().map(|param| format!("`{}`", param.name)).collect();
    let word = if names.len() == 1 { "argument" } else { "arguments" };
    let position = node.fields.iter().position(|known| known.name == *name);
    let plans = plan::with_arguments(node);
    let plan = plans.iter().find(|(at, _)| Some(*at) == position).map(|(_, plan)| plan);
    let made = plan.map_or_else(String::new, |plan| format!("{}::args::{}(..)", node.module, plan.function));
    Case {
        message: format!("the field `{name}` requires the {word} {}", names.join(" and ")),
        label: "a required argument is missing",
        note: format!(
            "write a constant value at the field: `#[graph(args = {made})]`; for any other, write `#[graph(args)]` there, \
             and pass it to the node or list: `.with_args({made})`"
        ),
    }
}

fn no_list(connection: &Connection) -> Case {
    let operations: Vec<String> =
        connection.operations.iter().map(|operation| format!("`.{}(..)`", operation.name)).collect();
    Case {
        message: format!("`{}` cannot be listed", connection.name),
        label: "not a list",
        note: format!("send one of its operations: {}", operations.join(", ")),
    }
}
