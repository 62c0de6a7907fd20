//! `/dialog/oauth`: the page on which a person logs in and grants permissions.

use std::collections::BTreeSet;

use crate::{
    protocol::{Answer, Call, Refusal, Verb},
    world::{Code, SHORT_LIVED, World},
};
use graph_reference::{Html, html};

/// Answers with the page, or redirects back to the app once it was submitted.
pub(crate) fn answer(world: &mut World, call: &Call) -> Result<Answer, Refusal> {
    let required = |name: &str| {
        call.param(name)
            .filter(|text| !text.is_empty())
            .ok_or_else(|| Refusal::parameter(format!("The parameter {name} is required")))
    };
    if required("client_id")? != world.cast.app {
        return Err(Refusal::new(101, "Invalid App ID"));
    }
    let redirect = required("redirect_uri")?;
    let is_address = ["http://", "https://"].iter().any(|scheme| redirect.starts_with(scheme));
    if !is_address || redirect.bytes().any(|byte| !(b'!'..=b'~').contains(&byte)) {
        return Err(Refusal::new(191, "Given URL is not permitted by the application configuration"));
    }
    match (call.verb, call.param("decision")) {
        (Verb::Post, Some("allow")) => Ok(allowed(world, call, redirect)),
        (Verb::Post, _) => {
            let denied = [
                ("error", "access_denied"),
                ("error_code", "200"),
                ("error_description", "Permissions error"),
                ("error_reason", "user_denied"),
            ];
            Ok(back(redirect, '?', call, &denied))
        }
        _ => {
            let page = page(world, call).into_string().into_bytes();
            let mut answer = Answer::raw("text/html; charset=utf-8", page);
            // In a frame of another site, people could be tricked into clicking on it.
            answer.headers.push(("content-security-policy", "frame-ancestors 'none'".to_owned()));
            Ok(answer)
        }
    }
}

fn allowed(world: &mut World, call: &Call, redirect: &str) -> Answer {
    let person = match call.param("person") {
        Some("friend") => world.cast.friend.clone(),
        _ => world.cast.user.clone(),
    };
    // Without checkboxes, as in a request that skips the page, all requested scopes are granted.
    let checked: BTreeSet<String> =
        call.params().filter(|(name, _)| name == "granted").map(|(_, scope)| scope.clone()).collect();
    let requested = scopes(world, call);
    let granted: BTreeSet<String> = match call.param("boxes") {
        Some(_) => requested.into_iter().filter(|scope| checked.contains(scope)).collect(),
        None => requested.into_iter().collect(),
    };
    if call.param("response_type").is_some_and(|kind| kind.split([' ', ',']).any(|kind| kind == "token")) {
        let token = world.tokens.expiring(&person, granted, SHORT_LIVED);
        return back(
            redirect,
            '#',
            call,
            &[("access_token", &token), ("expires_in", &SHORT_LIVED.to_string())],
        );
    }
    let redirect_uri = Some(redirect.to_owned());
    let code = Code { redirect_uri, person, granted, targets: Vec::new(), used: false };
    let code = world.tokens.code(code);
    back(redirect, '?', call, &[("code", &code)])
}

/// Redirects to the app with these parameters, in the query (`?`) or the fragment (`#`).
fn back(redirect: &str, mark: char, call: &Call, params: &[(&str, &str)]) -> Answer {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(params);
    if let Some(state) = call.param("state") {
        query.append_pair("state", state);
    }
    let mark = if mark == '?' && redirect.contains('?') { '&' } else { mark };
    let location = format!("{redirect}{mark}{}", query.finish());
    Answer::redirect(location)
}

/// The requested permissions that the schema has.
fn scopes(world: &World, call: &Call) -> Vec<String> {
    let scope = call.param("scope").unwrap_or_default();
    let names = scope.split([',', ' ']).map(str::trim).filter(|name| world.has_permission(name));
    names.map(str::to_owned).collect()
}

fn page(world: &mut World, call: &Call) -> Html {
    let (user, friend) = (world.cast.user.clone(), world.cast.friend.clone());
    let (user, friend) = (name(world, &user), name(world, &friend));
    let kept: Html = ["client_id", "redirect_uri", "state", "scope", "response_type"]
        .into_iter()
        .filter_map(|name| Some(hidden_input(name, call.param(name)?)))
        .chain([hidden_input("boxes", "1")])
        .collect();
    let checkboxes: Html = scopes(world, call)
        .iter()
        .map(|scope| {
            let doc = world.schema.permission(scope).map_or("", |id| &world.schema[id].doc);
            checkbox(scope, doc)
        })
        .collect();
    html!(
        r#"<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Log in to the sandbox</title>
<style>body{{font:16px/1.5 sans-serif;max-width:34em;margin:3em auto;padding:0 1em}}button{{font:inherit;padding:.4em 1.2em}}</style></head>
<body><h1>Log in to the sandbox</h1>
<p>An app requests permission to act on your behalf.</p>
<form method="post">
{kept}<p>You are <select name="person"><option value="user">{user}</option><option value="friend">{friend}</option></select></p>
{checkboxes}<p><button name="decision" value="allow">Continue</button> <button name="decision" value="deny">Not now</button></p>
</form></body></html>
"#; kept, user, friend, checkboxes
    )
}

fn hidden_input(name: &str, value: &str) -> Html {
    html!("<input type=\"hidden\" name=\"{}\" value=\"{}\">\n", name, value)
}

fn checkbox(scope: &str, doc: &str) -> Html {
    html!(
        "<p><label><input type=\"checkbox\" name=\"granted\" value=\"{scope}\" checked> <b>{scope}</b> {doc}</label></p>\n";
        scope, doc
    )
}

/// The name of a person, or the id without one.
fn name(world: &mut World, id: &str) -> String {
    let name = world.store.object(id).and_then(|object| object.get("name")?.as_str().map(str::to_owned));
    name.unwrap_or_else(|| id.to_owned())
}
