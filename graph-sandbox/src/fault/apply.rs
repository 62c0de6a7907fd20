//! Applies faults to the response of a call.

use graph_schema::{
    Schema,
    model::{ErrorCode, Retry},
};
use serde_json::{Map, Value, json};

use super::{
    effects::Effects,
    model::{BrokenPaging, Details, Fault, Form, Kind},
};
use crate::{
    dispatch::{self, Items},
    protocol::{Answer, Call, Refusal, Verb},
    world::World,
};

/// Answers one item of a batch.
pub(crate) type ItemAnswer<'a> = &'a mut dyn FnMut(&mut World, &Call) -> Answer;

/// Answers a call under the effect of faults. `item` answers the items of a batch; without it a batch is refused.
pub(crate) fn answer(
    world: &mut World,
    call: &Call,
    effects: &Effects,
    item: Option<ItemAnswer<'_>>,
) -> Answer {
    world.failing = effects.failing;
    let items = item.map(|answer| Items { limit: effects.unfinished, answer });
    let mut answer = match (&effects.limited, &effects.instead) {
        (Some(refusal), _) => refusal.clone().answer(world.count()),
        (None, Some(fault)) if !fault.details.done => instead(world, call, fault),
        (None, Some(fault)) => {
            dispatch::answer(world, call, items);
            instead(world, call, fault)
        }
        (None, None) => altered(world, call, effects, items),
    };
    world.failing = None;
    answer.headers.extend(effects.usage.iter().cloned());
    answer
}

/// The response of a fault that replaces the regular one.
fn instead(world: &mut World, call: &Call, fault: &Fault) -> Answer {
    let details = &fault.details;
    match &fault.kind {
        Kind::Error(code, subcode) => {
            let refusal = refusal(&world.schema, *code, *subcode, details);
            reshape(refusal.answer(world.count()), details.form)
        }
        Kind::Body(text, content_type) => Answer {
            status: details.status.unwrap_or(200),
            ..Answer::raw(*content_type, text.clone().into_bytes())
        },
        Kind::Redirect(to) => Answer {
            status: details.status.unwrap_or(302),
            ..Answer::redirect(format!("{to}{}", call.target))
        },
        _ => Answer::ok(Value::Null),
    }
}

/// The regular response, refused if it is too large, with broken paging links.
fn altered(world: &mut World, call: &Call, effects: &Effects, items: Option<Items<'_>>) -> Answer {
    if let Some(most) = effects.reduce
        && call.verb == Verb::Get
        && call.param("limit").and_then(|limit| limit.parse().ok()).is_some_and(|limit: usize| limit > most)
    {
        return too_large(world);
    }
    let mut answer = dispatch::answer(world, call, items);
    if let Some(most) = effects.reduce
        && call.verb == Verb::Get
        && answer.body.as_ref().is_some_and(|body| longest(body) > most)
    {
        return too_large(world);
    }
    if let (Some(paging), Some(Value::Object(body)), Verb::Get) =
        (effects.paging, &mut answer.body, call.verb)
        && body.get("data").is_some_and(Value::is_array)
    {
        break_paging(body, paging, call, &world.url);
    }
    answer
}

/// The length of the longest list in a response, at any depth.
fn longest(body: &Value) -> usize {
    match body {
        Value::Object(members) => {
            let own = members.get("data").and_then(Value::as_array).map_or(0, Vec::len);
            members.values().map(longest).max().unwrap_or(0).max(own)
        }
        Value::Array(items) => items.iter().map(longest).max().unwrap_or(0),
        _ => 0,
    }
}

fn too_large(world: &mut World) -> Answer {
    let message = "Please reduce the amount of data you're asking for, then retry your request";
    Refusal::new(1, message).subcode(99).status(500).answer(world.count())
}

/// The parameter that counts empty pages along their links.
const EMPTY: &str = "__empty";

fn break_paging(body: &mut Map<String, Value>, paging: BrokenPaging, call: &Call, url: &str) {
    let link = |count: Option<u64>| {
        let kept = call.params().filter(|(name, _)| name != EMPTY && name != "access_token");
        let token = call.token.iter().map(|token| ("access_token", token.as_str()));
        let count = count.map(|count| count.to_string());
        let query = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(token)
            .extend_pairs(kept)
            .extend_pairs(count.iter().map(|count| (EMPTY, count)))
            .finish();
        format!("{url}{}?{query}", call.path())
    };
    let seen = call.param(EMPTY).and_then(|count| count.parse::<u64>().ok()).unwrap_or(0);
    let next = match paging {
        BrokenPaging::Same => link(None),
        BrokenPaging::SameEmpty => {
            body.insert("data".to_owned(), json!([]));
            link(None)
        }
        BrokenPaging::Empty(pages) if pages.is_none_or(|pages| seen < pages) => {
            body.insert("data".to_owned(), json!([]));
            link(Some(seen.saturating_add(1)))
        }
        BrokenPaging::Empty(_) => return,
        BrokenPaging::Blank if body.get("paging").and_then(|paging| paging.get("next")).is_none() => {
            String::new()
        }
        BrokenPaging::Blank => return,
    };
    let paging = body.entry("paging").or_insert_with(|| json!({}));
    if !paging.is_object() {
        *paging = json!({});
    }
    paging["next"] = next.into();
}

/// An error with the platform's message if it is known, or else with the meaning from the schema.
pub(super) fn refusal(schema: &Schema, code: i64, subcode: Option<i64>, details: &Details) -> Refusal {
    let fits = |error: &&ErrorCode| (error.code.first..=error.code.last).contains(&code);
    let described = schema
        .errors
        .iter()
        .filter(fits)
        .find(|error| error.subcode.is_some() && error.subcode == subcode)
        .or_else(|| schema.errors.iter().filter(fits).find(|error| error.subcode.is_none()));
    let message = match (code, subcode) {
        (1, _) => "An unknown error occurred".to_owned(),
        (2, _) => "Service temporarily unavailable".to_owned(),
        (4, _) => "(#4) Application request limit reached".to_owned(),
        (17, _) => "(#17) User request limit reached".to_owned(),
        (32, _) => "(#32) Page request limit reached".to_owned(),
        (190, Some(463)) => "Error validating access token: Session has expired.".to_owned(),
        (613, _) => "(#613) Calls to this api have exceeded the rate limit.".to_owned(),
        (80001, _) => {
            "(#80001) There have been too many calls to this Page account. Wait a bit and try again."
                .to_owned()
        }
        _ => format!("(#{code}) {}", described.map_or("Unknown error", |error| &error.meaning)),
    };
    let transient = match (details.transient, described.map(|error| error.retry)) {
        (Some(transient), _) => Some(transient),
        (None, Some(Retry::Soon)) => Some(true),
        (None, _) => None,
    };
    let status = details.status.unwrap_or(match code {
        -3 | 1 | 2 | 960 => 500,
        4 | 10 | 200..=299 => 403,
        803 => 404,
        _ => 400,
    });
    let mut refusal = Refusal::new(code, details.message.clone().unwrap_or(message)).status(status);
    if let Some(subcode) = subcode {
        refusal = refusal.subcode(subcode);
    }
    refusal.for_people(details.title.clone(), details.text.clone()).transient(transient)
}

fn reshape(mut answer: Answer, form: Form) -> Answer {
    let Some(Value::Object(error)) = answer.body.as_mut().and_then(|body| body.get_mut("error")) else {
        return answer;
    };
    match form {
        Form::Envelope => {}
        Form::NoCode => {
            error.remove("code");
        }
        Form::NoType => {
            error.remove("type");
        }
        Form::Bare => answer.body = Some(json!({ "error": error.get("message") })),
        Form::Flat => {
            answer.body = Some(json!({ "error_code": error.get("code"), "error_msg": error.get("message") }));
        }
    }
    answer
}
