//! `/_sandbox/..`: what a test asks of the sandbox itself, in whatever language it is written.

use std::time::Duration;

use serde_json::{Map, Value, json};

use crate::{
    answer::{Answer, Refusal},
    call::{Call, Verb},
    fault::Fault,
    file::File,
    image, own,
    world::World,
};

/// The first part of the paths that are the sandbox's own; no node has such a name.
pub(crate) const PREFIX: &str = "_sandbox";

/// Answers a call to the sandbox itself; `text` is its body.
pub(crate) fn answer(world: &mut World, call: &Call, text: &str) -> Answer {
    respond(world, call, text).unwrap_or_else(|refusal| refusal.answer(world.count()))
}

fn respond(world: &mut World, call: &Call, text: &str) -> Result<Answer, Refusal> {
    let path: Vec<&str> = call.segments.iter().skip(1).map(String::as_str).collect();
    match (call.verb, path.as_slice()) {
        (Verb::Get, ["faults"]) => Ok(faults(world)),
        (Verb::Post, ["faults"]) => {
            let text = call.param("fault").unwrap_or(text);
            let wrong = |error: crate::FaultError| Refusal::parameter(error.to_string());
            let new = Fault::all(text).map_err(wrong)?;
            if new.is_empty() {
                return Err(Refusal::parameter("Send a fault, such as error=4,times=2"));
            }
            let ids: Vec<u64> = new.into_iter().map(|fault| world.faults.add(fault)).collect();
            Ok(Answer::ok(json!({ "ids": ids })))
        }
        (Verb::Delete, ["faults"]) => {
            world.faults.clear();
            Ok(success())
        }
        (Verb::Delete, ["faults", id]) => {
            let is_gone = id.parse().is_ok_and(|id| world.faults.remove(id));
            if is_gone { Ok(success()) } else { Err(Refusal::no_such_object(id, "delete")) }
        }
        (Verb::Post, ["clock"]) => {
            let seconds = call.param("advance").and_then(|text| text.parse::<u32>().ok());
            let seconds = seconds
                .ok_or_else(|| Refusal::parameter("Param advance must be a whole number of seconds"))?;
            world.faults.skip(Duration::from_secs(u64::from(seconds)));
            Ok(success())
        }
        (Verb::Get, ["files", number]) => {
            let file = number.parse().ok().and_then(|number| world.files.get(number));
            file.map(File::answer).ok_or_else(|| Refusal::no_such_object(number, "get"))
        }
        (Verb::Get, ["pictures", id, size]) => {
            let sides = size.strip_suffix(".png").and_then(|size| size.split_once('x'));
            let sides = sides.and_then(|(width, height)| Some((width.parse().ok()?, height.parse().ok()?)));
            let (width, height) = sides.unwrap_or((50, 50));
            Ok(image::picture(id, width, height).answer())
        }
        (Verb::Get, ["dump"]) => Ok(Answer::ok(own::dump(world))),
        (Verb::Post, ["load"]) => {
            let tokens = own::load(world, text).map_err(Refusal::parameter)?;
            Ok(Answer::ok(json!({ "success": true, "tokens": tokens })))
        }
        (Verb::Get, ["deliveries"]) => {
            let told = |one: &crate::Delivery| json!({ "url": one.url, "body": one.body, "attempt": one.attempt, "status": one.status });
            Ok(Answer::ok(json!({ "data": world.hooks.told.iter().map(told).collect::<Vec<_>>() })))
        }
        (Verb::Get, ["nodes", name]) => nodes(world, name),
        (Verb::Get, ["requests"]) => Ok(requests(world)),
        (Verb::Delete, ["requests"]) => {
            world.recorded.clear();
            Ok(success())
        }
        _ => Err(Refusal::new(2500, format!("Unknown path components: /{PREFIX}/{}", path.join("/")))),
    }
}

fn success() -> Answer {
    Answer::ok(json!({ "success": true }))
}

fn faults(world: &World) -> Answer {
    let told =
        |set: &crate::fault::Set| json!({ "id": set.id, "fault": set.fault.to_string(), "met": set.met });
    Answer::ok(json!({ "data": world.faults.iter().map(told).collect::<Vec<_>>() }))
}

/// The nodes of a kind that exist from the start.
fn nodes(world: &World, name: &str) -> Result<Answer, Refusal> {
    let Some((node, _)) = world.schema.node(name) else {
        return Err(Refusal::parameter(format!("No node is called {name}")));
    };
    let ids = world.store.generator.pool(node).iter().map(|id| json!({ "id": id }));
    Ok(Answer::ok(json!({ "data": ids.collect::<Vec<_>>() })))
}

fn requests(world: &World) -> Answer {
    let pairs = |pairs: &[(String, String)]| -> Map<String, Value> {
        pairs.iter().map(|(name, value)| (name.clone(), value.as_str().into())).collect()
    };
    let all: Vec<Value> = world
        .recorded
        .iter()
        .map(|one| {
            json!({
                "method": one.method,
                "path": one.path,
                "query": pairs(&one.query),
                "form": pairs(&one.form),
                "status": one.status,
                "in_batch": one.in_batch,
            })
        })
        .collect();
    Answer::ok(json!({ "data": all }))
}
