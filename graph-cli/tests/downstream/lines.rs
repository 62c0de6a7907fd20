//! The Rust lines of the reference compile as they are shown, with a value in place of each `..`, and can be sent with
//! every kind of token that the reference names.

use std::fs;

use graph_codegen::plan::Given;
use graph_reference::{Call, Open, Subject, What, calls, card, find, line, place_with, reach};
use graph_schema::{
    Schema,
    model::{ParamId, Returns, TokenKind},
};

use crate::{list::base, package::Package, support::project};

/// A value for what a line leaves open.
fn value(schema: &Schema, open: Open<'_>) -> String {
    fn argument(schema: &Schema, given: &Given) -> String {
        match given {
            Given::Text => "\"x\"".to_owned(),
            Given::Word(id) => format!("x::<graph_client::Open<api::{}>>()", schema[*id].name),
            Given::Permission => "x::<graph_client::Open<api::permission::Name>>()".to_owned(),
            Given::Id(_) => "\"1\"".to_owned(),
            // The parameter has one type.
            Given::Plain(_) => "x()".to_owned(),
            Given::Time(scalar) => format!("x::<graph_client::{}>()", scalar.name()),
            // What converts into one fits as well, so the type is said.
            Given::Struct(id) => format!("x::<api::{}>()", schema[*id].name),
            Given::Union(id) => format!("x::<api::{}>()", schema[*id].name),
            Given::List(item) => format!("[{}]", argument(schema, item)),
        }
    }
    match open {
        Open::Id => "\"1\"".to_owned(),
        Open::Argument(ty) => argument(schema, &Given::new(ty)),
        Open::Field(_) => "x()".to_owned(),
    }
}

/// A line with the name of what it shows.
struct Line {
    name: String,
    module: String,
    text: String,
    /// The method of a client that sends it, with the kinds of token that it accepts.
    sent: Option<(&'static str, Vec<&'static str>)>,
}

/// Every line of a schema: calls, and where each parameter goes.
fn lines(schema: &Schema) -> Vec<Line> {
    let write = |_: &str, open: Open<'_>| value(schema, open);
    let mut lines = Vec::new();
    for call in calls(schema) {
        let card = card(schema, &Subject::Call(call));
        let shown = card.rust.unwrap();
        assert_eq!(line(schema, &call, &|shown, _| shown.to_owned()), shown);
        let text = line(schema, &call, &write);
        let whose = reach(&call).map(|reach| reach.target.whose);
        for (at, param) in card.params.iter().enumerate() {
            let text = match place_with(&call, ParamId(at), &write) {
                place if place.starts_with('.') => format!("{text}{place}"),
                place => place,
            };
            assert!(!param.rust.is_empty(), "{} {}", card.name, param.name);
            let only = call.operation().and_then(|operation| operation.only_on(ParamId(at)));
            // A parameter for another target than the shown one is not set there.
            if text != "argument" && only.is_none_or(|only| Some(only) == whose) {
                let name = format!("{}({})", card.name, param.name);
                lines.push(Line { name, module: call.node.module.clone(), text, sent: None });
            }
        }
        let sent = Some((method(&call), tokens(&call)));
        lines.push(Line { name: card.name, module: call.node.module.clone(), text, sent });
    }
    lines
}

/// The method of a client that sends a call.
fn method(call: &Call<'_>) -> &'static str {
    match call.what {
        // A read is sent as part of a batch, as it is written.
        What::Get => "batch",
        What::List | What::Variant(_) => "page",
        What::Operation(operation) if operation.returns == Returns::List => "page",
        What::Operation(_) => "send",
    }
}

/// The types of the tokens that the reference names for the line.
fn tokens(call: &Call<'_>) -> Vec<&'static str> {
    let kinds = reach(call).unwrap().tokens;
    let accepted = TokenKind::ALL.into_iter().filter(|kind| kinds.accepts(*kind));
    let mut types: Vec<&str> = accepted
        .map(|kind| match kind {
            TokenKind::User => "UserToken",
            TokenKind::App => "AppToken",
            TokenKind::Page => "PageToken",
        })
        .collect();
    types.extend(kinds.none.then_some("NoToken"));
    types
}

fn compiled(name: &str, schema: &Schema, text: &str) {
    let package = Package::new(name, &[("graph.json", text)]);
    fs::create_dir_all(package.folder.join("src")).unwrap();
    let lines = lines(schema);
    let mut lib = String::from(
        "#![allow(warnings)]\npub mod api { graph_client::graph_api!(\"../graph.json\"); }\nfn x<T>() -> T { loop {} }\n",
    );
    let file = |name: &str, module: &str, functions: &str| {
        format!("// {name}\nuse crate::{{x, api::{{self, *, {module}::*}}}};\n{functions}")
    };
    for (at, Line { name, module, text, sent }) in lines.iter().enumerate() {
        lib += &format!("mod l{at};\n");
        let functions = match sent {
            None => format!("pub fn line() {{\n    let _ = {text};\n}}\n"),
            Some((method, tokens)) => {
                assert!(!tokens.is_empty(), "no token is accepted: {name}");
                let of = |token: &&str| {
                    let text = if *method == "batch" { format!("({text},)") } else { text.clone() };
                    format!(
                        "pub fn with_{}(client: &graph_client::Client<graph_client::{token}>) {{\n    \
                         let _ = client.{method}({text});\n}}\n",
                        token.to_lowercase()
                    )
                };
                tokens.iter().map(of).collect()
            }
        };
        package.write(&format!("src/l{at}.rs"), &file(name, module, &functions));
    }
    // Mistakes are found: a method that does not exist, and a token that is not accepted.
    lib += "mod wrong;\n";
    let Line { module, text, .. } = &lines[0];
    let wrong = format!("pub fn line() {{ let _ = {text}.no_such_thing(x()); }}\n");
    package.write("src/wrong.rs", &file("wrong", module, &wrong));
    package.write("src/lib.rs", &lib);
    let (wrong, others): (Vec<_>, Vec<_>) =
        package.problems().into_iter().partition(|problem| problem.file == "src/wrong.rs");
    assert_eq!(wrong.iter().map(|problem| problem.code.as_str()).collect::<Vec<_>>(), ["E0599"]);
    let texts: Vec<String> = others.into_iter().map(|problem| problem.text).collect();
    assert!(texts.is_empty(), "{} of {} lines:\n{}", texts.len(), lines.len(), texts.join("\n"));
}

#[test]
fn the_lines_of_the_built_in_schema_compile() {
    let schema = graph_schema::builtin().into_result().unwrap();
    assert!(lines(&schema).len() > 150, "{}", lines(&schema).len());
    compiled("lines", &schema, r#"{ "extends": "builtin" }"#);
}

#[test]
fn the_lines_of_a_custom_schema_compile() {
    let text = base().to_string();
    let schema = graph_schema::parse(&[("graph.json", &text)]).into_result().unwrap();
    assert!(!find(&schema, "user.photos.move").is_empty());
    compiled("own-lines", &schema, &text);
}

/// Names that Rust cannot have, many arguments of one type, several choices.
#[test]
fn the_lines_of_unusual_names_compile() {
    for name in ["own", "imported"] {
        let text = fs::read_to_string(project(&format!("tests/{name}/graph.json"))).unwrap();
        let schema = graph_schema::parse(&[("graph.json", &text)]).into_result().unwrap();
        compiled(&format!("{name}-odd-lines"), &schema, &text);
    }
}

/// Connections, operations and parameters with the names of methods and modules that every API has.
#[test]
fn the_lines_of_names_that_clash_compile() {
    let text = r#"{
        "nodes": {
            "Star": {
                "fields": { "id": { "type": "Id<Star>", "presence": "always" } },
                "targets": { "me": { "path": "me", "whose": "self" }, "id": { "whose": "unknown" } },
                "connections": {
                    "fields": {
                        "item": "Star", "token": "any",
                        "operations": {
                            "create": {
                                "method": "POST", "token": "app",
                                "params": {
                                    "x": { "type": "string" }, "list": { "type": "string" },
                                    "type": { "type": "integer", "required": true },
                                    "limit": { "type": "string", "only_with": "x" }
                                },
                                "rules": [{ "exactly_one": ["x", "list"] }], "returns": "success"
                            },
                            "x": {
                                "method": "POST", "params": { "x": { "type": "boolean" } }, "returns": "success"
                            },
                            "limit": {
                                "method": "POST", "returns": "success",
                                "params": {
                                    "a": { "type": "string", "required": true },
                                    "b": { "type": "string", "required": true },
                                    "one": { "type": "string" }, "two": { "type": "string" }
                                },
                                "rules": [{ "at_least_one": ["one", "two"] }]
                            }
                        }
                    },
                    "views": {
                        "item": "Star",
                        "params": { "at": { "type": "integer" }, "limit": { "type": "string", "required": true } }
                    },
                    "roads": {
                        "item": "Star", "lists": { "roads_home": { "with": { "to": "home" } } },
                        "params": {
                            "from": { "type": "string", "required": true }, "to": { "type": "url", "required": true },
                            "since": { "type": "string" }
                        },
                        "operations": { "handle": { "method": "POST", "returns": "success" } }
                    },
                    "get": { "item": "Star", "params": { "select": { "type": "string" }, "move": { "type": "integer" } } }
                },
                "operations": { "clone": { "method": "POST", "returns": "success" } }
            }
        }
    }"#;
    let schema = graph_schema::parse(&[("graph.json", text)]).into_result().unwrap();
    let shown = |name: &str| match find(&schema, name).as_slice() {
        [subject] => card(&schema, subject).rust.unwrap_or_default(),
        subjects => panic!("{name}: {subjects:?}"),
    };
    assert_eq!(shown("star.fields.create"), "star::id(id).fields_().create(fields_::create_x(..), r#type)");
    assert_eq!(shown("star.fields.x"), "star::me().fields_().x().x(..)");
    assert_eq!(
        shown("star.fields.limit"),
        "star::me().fields_().limit_(fields_::LimitParams { a, b, one_or_two: fields_::one(..).into() })"
    );
    assert_eq!(shown("star.get.list"), "star::me().get_().select_(..)");
    assert_eq!(shown("star.clone"), "star::me().clone_()");
    assert_eq!(shown("star.views.list"), "star::me().views(limit).at(..)");
    assert_eq!(shown("star.roads.list"), "star::me().roads().list(roads::ListParams { from, to }).since(..)");
    assert_eq!(
        shown("star.roads.roads_home"),
        "star::me().roads().list(roads::ListParams { from, to: \"home\".into() })"
    );
    compiled("names-that-clash", &schema, text);
}
