//! `/dialog/oauth`: where a person logs in and grants permissions, as a page for a browser.

use std::collections::BTreeSet;

use crate::{
    protocol::{Answer, Call, Refusal, Verb},
    world::{Code, SHORT_LIVED, World},
};

/// The page, or what came of it: a redirect back to the app.
pub(crate) fn answer(world: &mut World, call: &Call) -> Result<Answer, Refusal> {
    let given = |name: &str| {
        call.param(name)
            .filter(|text| !text.is_empty())
            .ok_or_else(|| Refusal::parameter(format!("The parameter {name} is required")))
    };
    if given("client_id")? != world.cast.app {
        return Err(Refusal::new(101, "Invalid App ID"));
    }
    let redirect = given("redirect_uri")?;
    let is_address = ["http://", "https://"].iter().any(|scheme| redirect.starts_with(scheme));
    if !is_address || redirect.bytes().any(|byte| !(b'!'..=b'~').contains(&byte)) {
        return Err(Refusal::new(191, "Given URL is not permitted by the application configuration"));
    }
    match (call.verb, call.param("decision")) {
        (Verb::Post, Some("allow")) => Ok(allowed(world, call, redirect)),
        (Verb::Post, _) => {
            let said = [
                ("error", "access_denied"),
                ("error_code", "200"),
                ("error_description", "Permissions error"),
                ("error_reason", "user_denied"),
            ];
            Ok(back(redirect, '?', call, &said))
        }
        _ => Ok(Answer::raw("text/html; charset=utf-8", page(world, call).into_bytes())),
    }
}

fn allowed(world: &mut World, call: &Call, redirect: &str) -> Answer {
    let person = match call.param("person") {
        Some("friend") => world.cast.friend.clone(),
        _ => world.cast.user.clone(),
    };
    // A page that has no boxes to tick grants all that was asked for.
    let ticked: BTreeSet<String> =
        call.params().filter(|(name, _)| name == "granted").map(|(_, scope)| scope.clone()).collect();
    let asked = scopes(world, call);
    let granted: BTreeSet<String> = match call.param("boxes") {
        Some(_) => asked.into_iter().filter(|scope| ticked.contains(scope)).collect(),
        None => asked.into_iter().collect(),
    };
    if call.param("response_type").is_some_and(|kind| kind.split([' ', ',']).any(|kind| kind == "token")) {
        let token = world.tokens.passing(&person, granted, SHORT_LIVED);
        return back(
            redirect,
            '#',
            call,
            &[("access_token", &token), ("expires_in", &SHORT_LIVED.to_string())],
        );
    }
    let code = Code { redirect_uri: redirect.to_owned(), person, granted, used: false };
    let code = world.tokens.code(code);
    back(redirect, '?', call, &[("code", &code)])
}

fn back(redirect: &str, mark: char, call: &Call, said: &[(&str, &str)]) -> Answer {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(said);
    if let Some(state) = call.param("state") {
        query.append_pair("state", state);
    }
    let mark = if mark == '?' && redirect.contains('?') { '&' } else { mark };
    let location = format!("{redirect}{mark}{}", query.finish());
    Answer::redirect(location)
}

/// The permissions that were asked for, as far as the schema has them.
fn scopes(world: &World, call: &Call) -> Vec<String> {
    let asked = call.param("scope").unwrap_or_default();
    let names = asked.split([',', ' ']).map(str::trim).filter(|name| world.schema.permission(name).is_some());
    names.map(str::to_owned).collect()
}

fn page(world: &mut World, call: &Call) -> String {
    let mut name = |id: &str| {
        let name = world.store.object(id).and_then(|object| object.get("name")?.as_str().map(str::to_owned));
        escaped(&name.unwrap_or_else(|| id.to_owned()))
    };
    let (user, friend) = (world.cast.user.clone(), world.cast.friend.clone());
    let (user, friend) = (name(&user), name(&friend));
    let kept: String = ["client_id", "redirect_uri", "state", "scope", "response_type"]
        .iter()
        .filter_map(|name| Some((name, call.param(name)?)))
        .map(|(name, value)| {
            format!("<input type=\"hidden\" name=\"{name}\" value=\"{}\">\n", escaped(value))
        })
        .collect();
    let boxes: String = scopes(world, call)
        .iter()
        .map(|scope| {
            let doc = world.schema.permission(scope).map_or("", |id| &world.schema[id].doc);
            format!(
                "<p><label><input type=\"checkbox\" name=\"granted\" value=\"{scope}\" checked> <b>{scope}</b> {}</label></p>\n",
                escaped(doc)
            )
        })
        .collect();
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Log in to the sandbox</title>\n\
         <style>body{{font:16px/1.5 sans-serif;max-width:34em;margin:3em auto;padding:0 1em}}button{{font:inherit;padding:.4em 1.2em}}</style></head>\n\
         <body><h1>Log in to the sandbox</h1>\n<p>An app asks to act for you.</p>\n<form method=\"post\">\n{kept}\
         <input type=\"hidden\" name=\"boxes\" value=\"1\">\n\
         <p>You are <select name=\"person\"><option value=\"user\">{user}</option><option value=\"friend\">{friend}</option></select></p>\n{boxes}\
         <p><button name=\"decision\" value=\"allow\">Continue</button> <button name=\"decision\" value=\"deny\">Not now</button></p>\n\
         </form></body></html>\n"
    )
}

fn escaped(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '&' => "&amp;".to_owned(),
            '<' => "&lt;".to_owned(),
            '>' => "&gt;".to_owned(),
            '"' => "&quot;".to_owned(),
            '\'' => "&#39;".to_owned(),
            c => c.to_string(),
        })
        .collect()
}
