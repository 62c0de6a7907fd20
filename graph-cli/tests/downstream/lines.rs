//! Compiles the Rust lines of the reference, with placeholders for values.

use std::fs;

use graph_reference::{Subject, calls, card, find};

use crate::{list::base, package::Package, support::project};

/// Errors about the types of the placeholders.
const PLACEHOLDER_ERRORS: [&str; 4] = ["E0277", "E0282", "E0283", "E0284"];

/// The line with a placeholder for each `..` and each argument.
fn with_placeholders(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    let mut open = Vec::new();
    while let Some(first) = rest.chars().next() {
        let is_name = |c: char| c == '_' || c == '#' || c.is_ascii_alphanumeric();
        if let Some(after) = rest.strip_prefix("..") {
            out += "x()";
            rest = after;
        } else if first == '"' {
            let end = rest[1..].find('"').map_or(rest.len(), |at| at + 2);
            out += &rest[..end];
            rest = &rest[end..];
        } else if is_name(first) {
            let end = rest.find(|c| !is_name(c)).unwrap_or(rest.len());
            let (name, after) = rest.split_at(end);
            let is_alone =
                !out.ends_with(['.', ':']) && after.starts_with([',', ')', ' ']) && !after.starts_with(" {");
            match open.last() {
                Some('(') if is_alone => out += "x()",
                Some('{') if is_alone => out += &format!("{name}: x()"),
                _ => out += name,
            }
            rest = after;
        } else {
            match first {
                '(' | '{' => open.push(first),
                ')' | '}' => drop(open.pop()),
                _ => {}
            }
            out.push(first);
            rest = &rest[first.len_utf8()..];
        }
    }
    out
}

/// The lines of a schema: one per call, and one per parameter.
fn lines(schema: &graph_schema::Schema) -> Vec<(String, String, String)> {
    let mut lines = Vec::new();
    for call in calls(schema) {
        let card = card(schema, &Subject::Call(call));
        let line = card.rust.unwrap();
        for param in &card.params {
            let place = match param.rust.strip_prefix('.') {
                // Replace the last setter of the call.
                Some(setter) => {
                    let depth = |at: usize| {
                        line[..at].matches(['(', '{']).count() - line[..at].matches([')', '}']).count()
                    };
                    let mut setters = line
                        .match_indices('.')
                        .map(|(at, _)| at)
                        .filter(|at| depth(*at) == 0 && !line[*at..].starts_with(".."));
                    let own = setters.next_back().unwrap();
                    // `user::me().likes().limit(..)` ends in a setter, `user::me().likes()` does not.
                    let is_set = card
                        .params
                        .iter()
                        .any(|param| line[own..].split('(').next() == param.rust.split('(').next());
                    let call = if is_set { &line[..own] } else { line.as_str() };
                    format!("{call}.{setter}")
                }
                None => param.rust.clone(),
            };
            if place != "argument" && !place.is_empty() {
                lines.push((format!("{}({})", card.name, param.name), call.node.module.clone(), place));
            }
        }
        lines.push((card.name, call.node.module.clone(), line));
    }
    lines
}

fn compiled(name: &str, schema: &graph_schema::Schema, text: &str) {
    let package = Package::new(name, &[("graph.json", text)]);
    fs::create_dir_all(package.folder.join("src")).unwrap();
    let lines = lines(schema);
    let mut lib = String::from(
        "#![allow(warnings)]\npub mod api { graph_client::graph_api!(\"../graph.json\"); }\nfn x<T>() -> T { loop {} }\n",
    );
    for (at, (name, module, line)) in lines.iter().enumerate() {
        lib += &format!("mod l{at};\n");
        let text = format!(
            "// {name}\nuse crate::{{x, api::{{*, {module}::*}}}};\npub fn line() {{\n    let _ = {};\n}}\n",
            with_placeholders(line)
        );
        package.write(&format!("src/l{at}.rs"), &text);
    }
    // One wrong line, to prove that errors are found despite the placeholders.
    lib += "mod wrong;\n";
    let (_, module, line) = &lines[0];
    let wrong = format!(
        "use crate::{{x, api::{{*, {module}::*}}}};\npub fn line() {{ let _ = {}.no_such_thing(x()); }}\n",
        with_placeholders(line)
    );
    package.write("src/wrong.rs", &wrong);
    package.write("src/lib.rs", &lib);
    let mut problems = package.problems();
    problems.retain(|problem| !PLACEHOLDER_ERRORS.contains(&problem.code.as_str()));
    let (wrong, others): (Vec<_>, Vec<_>) =
        problems.into_iter().partition(|problem| problem.file == "src/wrong.rs");
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

#[test]
fn placeholders_are_inserted() {
    for (line, text) in [
        ("user::me().likes()", "user::me().likes()"),
        (
            "user::friend(id).feed().create_post(feed::link(..)).actions(..)",
            "user::friend(x()).feed().create_post(feed::link(x())).actions(x())",
        ),
        (
            "a().create(notes::CreateParams { subject, message })",
            "a().create(notes::CreateParams { subject: x(), message: x() })",
        ),
        ("a().r#with(\"b, c\", name)", "a().r#with(\"b, c\", x())"),
    ] {
        assert_eq!(with_placeholders(line), text);
    }
}

/// Names that are invalid in Rust, several arguments of one type, several choices.
#[test]
fn the_lines_of_unusual_names_compile() {
    for name in ["own", "imported"] {
        let text = fs::read_to_string(project(&format!("tests/{name}/graph.json"))).unwrap();
        let schema = graph_schema::parse(&[("graph.json", &text)]).into_result().unwrap();
        compiled(&format!("{name}-odd-lines"), &schema, &text);
    }
}
