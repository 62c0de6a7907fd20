//! The functions that make objects and variants of unions.

use graph_codegen::plan::{
    Values,
    values::{Makes, arguments, has_arguments_struct},
};
use graph_schema::{
    Schema,
    model::{NodeId, UnionId},
};

/// The functions that make an object: `message::text(body)`.
pub(crate) fn of_object(schema: &Schema, values: &Values, object: NodeId) -> Vec<String> {
    all(schema, values, |makes| matches!(makes, Makes::Object(id) if id == object))
}

/// The function that makes a variant of a union, or the object that is its content. `None` if no call sends it.
pub(crate) fn of_variant(schema: &Schema, values: &Values, union: UnionId, at: usize) -> Option<String> {
    let variant = schema[union].variants.get(at)?;
    values
        .makers_of(&variant.function.module)
        .iter()
        .find(|maker| maker.name == variant.function.name)
        .map(|maker| line(schema, &variant.function.module, &maker.name, maker.makes))
}

fn all(schema: &Schema, values: &Values, fits: impl Fn(Makes) -> bool) -> Vec<String> {
    let mut lines = Vec::new();
    for (module, makers) in values.makers() {
        let fitting = makers.iter().filter(|maker| fits(maker.makes));
        lines.extend(fitting.map(|maker| line(schema, module, &maker.name, maker.makes)));
    }
    lines
}

fn line(schema: &Schema, module: &str, name: &str, makes: Makes) -> String {
    let arguments = match makes {
        Makes::Object(node) if has_arguments_struct(&schema[node]) => {
            format!("{}Params {{ .. }}", schema[node].name)
        }
        Makes::Object(node) => {
            let names: Vec<&str> = arguments(&schema[node]).map(|field| field.rust.as_str()).collect();
            names.join(", ")
        }
        Makes::Variant(union, at) => {
            let has_content = schema[union].variants.get(at).is_some_and(|variant| variant.ty.is_some());
            if has_content { "content".to_owned() } else { String::new() }
        }
    };
    format!("{module}::{name}({arguments})")
}
