//! A form that sends a call. It is shown if the server accepts calls.

use graph_schema::model::{
    BodyFormat, Encoding, Operation, Param, ParamId, ParamPlace, Returns, Scalar, Segment, Target, TokenKind,
    TokenKinds, Type, Whose,
};

use super::{links::Links, parts::part};
use crate::{
    Html,
    about::{Call, What, example, reach},
    html,
};

pub(super) fn form(links: &Links<'_>, call: &Call<'_>, level: usize) -> Html {
    let operation = match call.what {
        What::Operation(operation) => Some(operation),
        What::Get | What::List | What::Variant(_) => None,
    };
    let method = operation.map_or("GET", |operation| operation.method.name());
    let version = call.version(links.schema);
    let version = version.map(|version| format!("/{version}")).unwrap_or_default();
    let reach = reach(call);
    let token = reach.map_or("", |reach| token(call, reach.tokens));
    let first = reach.map(|reach| reach.target);
    let targets: Html = call
        .node
        .targets
        .iter()
        .map(|target| option(links, call, target, first.is_some_and(|first| std::ptr::eq(first, target))))
        .collect();
    let mut inputs = Html::new();
    let fixed = match call.what {
        What::Variant(variant) => variant.with.as_slice(),
        _ => &[],
    };
    let own: &[Param] = match (call.what, call.connection) {
        (What::Operation(operation), _) => &operation.params,
        (What::List | What::Variant(_), Some(connection)) => &connection.params,
        (What::Get | What::List | What::Variant(_), _) => &call.node.params,
    };
    let body = operation.filter(|operation| operation.body == BodyFormat::Json);
    for (at, param) in own.iter().enumerate() {
        if body.is_some() && param.place == ParamPlace::Json {
            continue;
        }
        let value = fixed.iter().find(|(name, _)| *name == param.name).map(|(_, value)| value.as_str());
        let needed = param.required || operation.is_some_and(|operation| is_needed(operation, at));
        inputs += input(links, param, needed, value);
    }
    if body.is_some() {
        let example = example::body(links.schema, call).unwrap_or_else(|| "{}".to_owned());
        inputs += html!(
            "<label><span>JSON</span><textarea name=\":json\" rows=\"6\">{}</textarea></label>\n",
            example
        );
    }
    let lists = match call.what {
        What::List | What::Variant(_) => true,
        What::Operation(operation) => operation.returns == Returns::List,
        What::Get => false,
    };
    let paging = call.connection.filter(|_| lists).map_or(&[][..], |connection| connection.paging.params());
    let fields = if method == "GET" { &["fields"][..] } else { &[] };
    for name in fields.iter().copied().chain(paging.iter().map(|(name, _)| *name)) {
        if !own.iter().any(|param| param.name == name) {
            inputs += plain(name, "");
        }
    }
    html!(
        "<form class=\"try\" hidden data-token=\"{}\" data-method=\"{method}\" data-path=\"{}\">\n{head}<div class=\"inputs\">\n<label><span>token</span><select name=\":token\"></select></label>\n<label><span>of</span><select name=\":target\">{targets}</select></label>\n<div class=\"args\"></div>\n{inputs}</div>\n<button type=\"submit\">Send</button>\n<div class=\"got\" hidden><p class=\"status\"></p><pre><code></code></pre></div>\n</form>\n",
        token, format!("{version}/{{:target}}{}", behind(call, operation));
        method, targets, inputs, head = part(level, "Try it")
    )
}

/// A kind of token that the call accepts for the target that the form begins with.
fn token(call: &Call<'_>, kinds: TokenKinds) -> &'static str {
    // A read accepts what its fields accept.
    let of_fields = call.node.fields.iter().map(|field| field.token.own).reduce(TokenKinds::or);
    let of_fields = of_fields.filter(|_| matches!(call.what, What::Get)).unwrap_or(TokenKinds::ANY);
    let named = [TokenKind::User, TokenKind::Page, TokenKind::App];
    let accepted = named.into_iter().find(|kind| kinds.accepts(*kind) && of_fields.accepts(*kind));
    accepted.map_or("", TokenKind::name)
}

/// The path after the node, with the names of parameters in braces.
fn behind(call: &Call<'_>, operation: Option<&Operation>) -> String {
    let mut path = String::new();
    if let Some(connection) = call.connection {
        path += &format!("/{}", connection.path.trim_matches('/'));
    }
    for segment in operation.map_or(&[][..], |operation| &operation.path) {
        path += "/";
        match segment {
            Segment::Literal(text) => path += text,
            Segment::Param(id) => path += &format!("{{{}}}", operation.map_or("", |of| &of.param(*id).name)),
        }
    }
    path
}

fn option(links: &Links<'_>, call: &Call<'_>, target: &Target, is_first: bool) -> Html {
    let path = target.path.clone().unwrap_or_else(|| "{id}".to_owned());
    let node = |ty: &Type| match ty {
        Type::Id(id) | Type::Ref(id) => links.schema[*id].name.clone(),
        _ => String::new(),
    };
    // The script fills an argument with the id of a person of that kind, or of a node of that name.
    let whose = match target.whose {
        Whose::Own => "self",
        Whose::Friend => "friend",
        Whose::Other => "other",
        Whose::Unknown => "",
    };
    let mut args: Vec<String> = target.args.iter().map(|(name, ty)| format!("{name}={}", node(ty))).collect();
    if target.path.is_none() {
        args.push(format!("id={}", call.node.name));
    }
    html!(
        "<option value=\"{}\" data-args=\"{}\" data-whose=\"{whose}\"{}>{}</option>",
        path, args.join(","), if is_first { " selected" } else { "" }, target.name;
        whose
    )
}

/// Whether a group requires it, as the first of its members that is not a file.
fn is_needed(operation: &Operation, at: usize) -> bool {
    use graph_schema::model::Rule;
    operation.rules.iter().any(|rule| match rule {
        Rule::AtLeastOne(members) | Rule::ExactlyOne(members) => {
            let is_file = |id: &ParamId| operation.param(*id).ty == Type::Scalar(Scalar::File);
            members.iter().find(|id| !is_file(id)).or(members.first()).is_some_and(|first| first.0 == at)
                && !members.iter().any(|id| operation.param(*id).required)
        }
        Rule::NotTogether { .. } | Rule::OnlyWith { .. } | Rule::OnlyOn { .. } => false,
    })
}

fn input(links: &Links<'_>, param: &Param, needed: bool, fixed: Option<&str>) -> Html {
    let name = &param.name;
    let example = example::of_param(links.schema, param);
    let value = match (fixed, needed) {
        (Some(fixed), _) => fixed,
        // No node has an example id.
        (None, true) if !matches!(param.ty, Type::Id(_) | Type::Ref(_)) => &example,
        (None, _) => "",
    };
    let place = if param.place == ParamPlace::Path { html!(" data-place=\"path\"") } else { Html::new() };
    let star = if needed { html!(" <b title=\"required\">*</b>") } else { Html::new() };
    let choice = |words: &[(&str, &str)]| {
        let options: Html = words
            .iter()
            .map(|(word, shown)| {
                let chosen = if *word == value && !word.is_empty() { " selected" } else { "" };
                html!("<option value=\"{}\"{chosen}>{}</option>", word, shown; chosen)
            })
            .collect();
        html!(
            "<select name=\"{name}\"{place}><option value=\"\"></option>{options}</select>";
            name, place, options
        )
    };
    let control = match &param.ty {
        Type::Enum(id) => {
            let words: Vec<(&str, &str)> =
                links.schema[*id].words.iter().map(|(word, _)| (word.as_str(), word.as_str())).collect();
            choice(&words)
        }
        Type::Scalar(Scalar::Boolean) if param.encoding == Encoding::One => choice(&[("1", "true")]),
        Type::Scalar(Scalar::Boolean) => choice(&[("true", "true"), ("false", "false")]),
        Type::Scalar(Scalar::File) => {
            html!("<input type=\"file\" name=\"{name}\"{place}>"; name, place)
        }
        ty => {
            let node = match ty {
                Type::Id(id) | Type::Ref(id) if needed => {
                    html!(" data-node=\"{}\"", links.schema[*id].name)
                }
                _ => Html::new(),
            };
            html!(
                "<input name=\"{name}\" value=\"{value}\" placeholder=\"{}\" autocomplete=\"off\"{place}{node}>",
                example;
                name, value, place, node
            )
        }
    };
    html!("<label><span>{name}{star}</span>{control}</label>\n"; name, star, control)
}

fn plain(name: &str, value: &str) -> Html {
    html!(
        "<label><span>{name}</span><input name=\"{name}\" value=\"{value}\" autocomplete=\"off\"></label>\n";
        name, value
    )
}
