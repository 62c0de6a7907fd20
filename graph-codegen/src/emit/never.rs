//! What no permission or token gives access to: a trait for each, so that the message names it.

use graph_schema::{
    list::List as _,
    model::{Connection, Field, Node, Operation, PerTarget, Requirement, Schema, TokenKinds, Type},
    table::Table,
};

use crate::{
    code::{Code, code},
    names,
    plan::{self, ListForm, ListPlan, Never, NeverNames},
};

/// The message of one trait.
pub(super) struct Case {
    kind: Never,
    subject: String,
    message: String,
    label: &'static str,
    note: String,
}

/// The names of all cases.
pub(super) fn names_of(cases: &Cases) -> NeverNames {
    NeverNames::new(cases.sorted().into_iter().map(|case| (case.kind, case.subject.as_str())))
}

pub(super) fn module(cases: &Cases, names: &NeverNames) -> Code {
    let items = cases.sorted().into_iter().map(|case| {
        let Case { kind, subject, message, label, note } = case;
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
pub(super) type Cases = Table<Case>;

pub(super) fn cases(schema: &Schema) -> Cases {
    let mut cases = Cases::default();
    for node in &schema.nodes {
        for field in &node.fields {
            add(&mut cases, &field.name, &field.permission, &field.token);
            if let Some(subject) = missing_arguments(field) {
                let case = without_arguments(node, field, subject);
                cases.insert_first(&plan::key(case.kind, &case.subject), case);
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
                cases.insert(&plan::key(Never::List, &connection.name), no_list(connection));
            }
            if let Some(subject) = missing(connection) {
                let case = lacking(node, connection, subject);
                cases.insert(&plan::key(case.kind, &case.subject), case);
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
            let key = plan::key(kind, subject);
            let case = |message, label, note: &str| Case {
                kind,
                subject: subject.to_owned(),
                message: format!("`{subject}` is {message}"),
                label,
                note: note.to_owned(),
            };
            if own {
                let label = "not available with any token or permission";
                cases.insert_first(&key, case("never available", label, "remove it"));
            } else {
                let note = "remove it, or request it with `me()`";
                let message = "available only for the current user";
                cases.insert(&key, case(message, "not available for this target", note));
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

fn lacking(node: &Node, connection: &Connection, subject: String) -> Case {
    let name = &connection.name;
    let plan = ListPlan::new(connection);
    let call = plan.call();
    let names: Vec<String> = plan::required(connection).map(|param| format!("`{}`", param.name)).list();
    let (word, them) = if names.len() == 1 { ("parameter", "it") } else { ("parameters", "them") };
    let given = match &call.arguments_struct {
        Some(name) => format!("{}::{name} {{ .. }}", call.module),
        None => {
            let arguments = call.arguments.iter().map(|argument| argument.name.to_string());
            arguments.list().join(", ")
        }
    };
    let method = match plan.form {
        ListForm::Plain | ListForm::Arguments => format!("{}({given})", call.method),
        ListForm::Method => format!("{}().list({given})", names::beside_node(name)),
    };
    Case {
        kind: Never::Missing,
        subject,
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
    Some([field.name.as_str()].into_iter().chain(names).list().join("."))
}

fn without_arguments(node: &Node, field: &Field, subject: String) -> Case {
    let name = &field.name;
    let names: Vec<String> = field.required_params().map(|param| format!("`{}`", param.name)).list();
    let word = if names.len() == 1 { "argument" } else { "arguments" };
    let position = node.fields.iter().position(|known| known.name == *name);
    let plans = plan::with_arguments(node);
    let plan = plans.iter().find(|(at, _)| Some(*at) == position).map(|(_, plan)| plan);
    let made = plan.map_or_else(String::new, |plan| format!("{}::args::{}(..)", node.module, plan.function));
    Case {
        kind: Never::Missing,
        subject,
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
        connection.operations.iter().map(|operation| format!("`.{}(..)`", operation.name)).list();
    Case {
        kind: Never::List,
        subject: connection.name.clone(),
        message: format!("`{}` cannot be listed", connection.name),
        label: "not a list",
        note: format!("send one of its operations: {}", operations.join(", ")),
    }
}
