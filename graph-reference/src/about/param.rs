//! Parameters and their rules, as text.

use graph_schema::{
    Schema,
    model::{Encoding, Operation, Param, ParamId, ParamPlace, Rule, Scalar, Type, Whose},
};

use super::limits::{limits, with_values};

/// Limits, default and encoding of a parameter.
pub fn rules(schema: &Schema, param: &Param) -> Vec<String> {
    let mut rules = limits(&param.limits);
    rules.extend(param.constant.as_ref().map(|json| format!("always {json}, if it is sent")));
    if param.flat {
        rules.push("its members are parameters of the call".to_owned());
    }
    rules.extend(param.brings.iter().map(|(name, json)| format!("sent with {name}={json}")));
    rules.extend(param.default.as_ref().map(|default| format!("{default} by default")));
    if let Type::Enum(id) = param.ty {
        let words: Vec<&str> = schema[id].words.iter().map(|(word, _)| word.as_str()).collect();
        rules.push(format!("one of {}", words.join(", ")));
    }
    if param.place == ParamPlace::Path {
        rules.push("part of the path".to_owned());
    }
    if param.place == ParamPlace::Query {
        rules.push("in the query".to_owned());
    }
    match param.encoding {
        Encoding::Text => {}
        Encoding::Json if param.ty == Type::Scalar(Scalar::Json) => {}
        // So is everything in a JSON body.
        Encoding::Json if param.place == ParamPlace::Json || param.flat => {}
        Encoding::Json => rules.push("written as JSON text".to_owned()),
        Encoding::Commas => rules.push("separated by commas".to_owned()),
        Encoding::One => rules.push("`1` if true, omitted if false".to_owned()),
    }
    rules
}

/// A rule across parameters.
pub fn rule(operation: &Operation, rule: &Rule) -> String {
    let name = |id: &ParamId| operation.param(*id).name.as_str();
    let names = |list: &[ParamId]| list.iter().map(name).collect::<Vec<_>>().join(", ");
    match rule {
        Rule::AtLeastOne(list) => format!("at least one of {}", names(list)),
        Rule::ExactlyOne(list) => format!("exactly one of {}", names(list)),
        Rule::NotTogether { sides, .. } => {
            let sides: Vec<String> =
                sides.iter().map(|side| side.iter().map(name).collect::<Vec<_>>().join(" with ")).collect();
            format!("not together: {}", sides.join("; "))
        }
        Rule::OnlyWith { param, with, values } => {
            format!("{} only with {}", name(param), with_values(name(with), values))
        }
        Rule::OnlyOn { param, whose } => format!("{} only for {}", name(param), person(*whose)),
    }
}

/// Whose data it is, as text.
pub fn person(whose: Whose) -> &'static str {
    match whose {
        Whose::Own => "the current user",
        Whose::Friend => "friends",
        Whose::Other => "others",
        Whose::Unknown => "everybody",
    }
}
