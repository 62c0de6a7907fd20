//! `/_sandbox/..`: control endpoints for tests in any language.

use std::time::Duration;

use serde_json::{Map, Value, json};

use super::Service;
use crate::{
    fault::{ActiveFault, Fault, FaultError},
    keep,
    protocol::{Answer, Call, File, PREFIX, Refusal, Verb},
    updates::{self, Delivery, Message, Wanted},
    world::{Line, World, picture},
};

impl Service {
    /// Answers a call to a control endpoint; `text` is its body.
    pub(crate) fn control(&mut self, call: &Call, text: &str) -> Answer {
        let answer = self.route(call, text).unwrap_or_else(|refusal| refusal.answer(self.world.count()));
        self.queue_updates();
        self.save(answer)
    }

    fn route(&mut self, call: &Call, text: &str) -> Result<Answer, Refusal> {
        let path: Vec<&str> = call.segments.iter().skip(1).map(String::as_str).collect();
        let world = &mut self.world;
        match (call.verb, path.as_slice()) {
            (Verb::Get, ["health"]) => Ok(Answer::ok(json!({ "status": "ok" }))),
            (Verb::Get, ["faults"]) => Ok(list(self.faults.iter().map(fault_row))),
            (Verb::Post, ["faults"]) => self.add_faults(call.param("fault").unwrap_or(text)),
            (Verb::Delete, ["faults"]) => {
                self.faults.clear();
                Ok(success())
            }
            (Verb::Delete, ["faults", id]) => {
                let is_gone = id.parse().is_ok_and(|id| self.faults.remove(id));
                if is_gone { Ok(success()) } else { Err(Refusal::no_such_object(id, "delete")) }
            }
            (Verb::Post, ["clock"]) => {
                let seconds = call.param("advance").and_then(|text| text.parse::<u32>().ok());
                let seconds = seconds
                    .ok_or_else(|| Refusal::parameter("Param advance must be a whole number of seconds"))?;
                world.clock.advance(Duration::from_secs(u64::from(seconds)));
                Ok(success())
            }
            (Verb::Get, ["files", number]) => {
                let file = number.parse().ok().and_then(|number| world.uploads.get(number));
                file.map(File::answer).ok_or_else(|| Refusal::no_such_object(number, "get"))
            }
            (Verb::Get, ["pictures", id, size]) => Ok(profile_picture(id, size)),
            (Verb::Get, ["dump"]) => Ok(Answer::ok(keep::dump(world))),
            (Verb::Post, ["load"]) => {
                let tokens = keep::load(world, text).map_err(Refusal::parameter)?;
                Ok(Answer::ok(json!({ "success": true, "tokens": tokens })))
            }
            (Verb::Get, ["deliveries"]) => Ok(list(self.updates.attempts().map(delivery_row))),
            (Verb::Post, ["deliver"]) => self.deliver(call),
            (Verb::Post, ["signed_request"]) => self.send_signed_request(call),
            (Verb::Get, ["conversation"]) => Ok(list(world.chat.lines().iter().map(line_row))),
            (Verb::Get, ["nodes", name]) => {
                world.turn(|schema, _| schema.node(name).is_some_and(|(_, node)| !node.is_object));
                nodes(world, name)
            }
            (Verb::Get, ["requests"]) => Ok(self.requests()),
            (Verb::Delete, ["requests"]) => {
                self.log.clear();
                Ok(success())
            }
            _ => Err(Refusal::new(2500, format!("Unknown path components: /{PREFIX}/{}", path.join("/")))),
        }
    }

    /// Loads data. Returns the new tokens.
    pub(crate) fn load(&mut self, text: &str) -> Result<Vec<String>, Refusal> {
        let tokens = keep::load(&mut self.world, text).map_err(Refusal::parameter)?;
        self.keep().map(|()| tokens)
    }

    fn deliver(&mut self, call: &Call) -> Result<Answer, Refusal> {
        let required = |name: &str| {
            call.param(name).ok_or_else(|| Refusal::parameter(format!("The parameter {name} is required")))
        };
        let (object, field) = (required("object")?, required("field")?);
        let (value, id, to) = (call.param("value"), call.param("id"), call.param("to"));
        let (url, body) = self.deliver_event(&Wanted { object, field, value, id, to })?;
        Ok(Answer::ok(json!({ "success": true, "url": url, "body": body })))
    }

    /// Queues an event. Returns the address that it goes to, and the body.
    pub(crate) fn deliver_event(&mut self, wanted: &Wanted<'_>) -> Result<(String, String), Refusal> {
        let message = updates::event(&mut self.world, wanted)?;
        let queued = (message.to.clone(), message.body.clone());
        self.updates.push(vec![message], self.world.clock.elapsed());
        Ok(queued)
    }

    /// Posts a `signed_request` about a person to an address, as the platform does when the person removes the app.
    fn send_signed_request(&mut self, call: &Call) -> Result<Answer, Refusal> {
        let to = call.param("to").filter(|to| to.starts_with("http://"));
        let to = to.ok_or_else(|| Refusal::parameter("Param to must be an http:// address"))?;
        let person = call.param("user_id").unwrap_or(&self.world.cast.user);
        let text = updates::signed_request(&self.world.cast.secret, person, self.world.clock.unix());
        let body = format!("signed_request={text}");
        let message = Message { to: to.to_owned(), body, is_form: true };
        self.updates.push(vec![message], self.world.clock.elapsed());
        Ok(Answer::ok(json!({ "success": true, "signed_request": text })))
    }

    fn add_faults(&mut self, text: &str) -> Result<Answer, Refusal> {
        let wrong = |error: FaultError| Refusal::parameter(error.to_string());
        let new = Fault::all(text).map_err(wrong)?;
        if new.is_empty() {
            return Err(Refusal::parameter("Send a fault, such as error=4,times=2"));
        }
        let ids: Vec<u64> = new.into_iter().map(|fault| self.faults.add(fault)).collect();
        Ok(Answer::ok(json!({ "ids": ids })))
    }

    fn requests(&self) -> Answer {
        let pairs = |pairs: &[(String, String)]| -> Map<String, Value> {
            pairs.iter().map(|(name, value)| (name.clone(), value.as_str().into())).collect()
        };
        let rows = self.log.iter().map(|one| {
            json!({
                "method": one.method,
                "path": one.path,
                "query": pairs(&one.query),
                "form": pairs(&one.form),
                "status": one.status,
                "in_batch": one.in_batch,
            })
        });
        Answer::ok(json!({ "data": rows.collect::<Vec<_>>(), "dropped": self.log.dropped() }))
    }
}

fn success() -> Answer {
    Answer::ok(json!({ "success": true }))
}

fn list(rows: impl Iterator<Item = Value>) -> Answer {
    Answer::ok(json!({ "data": rows.collect::<Vec<_>>() }))
}

fn fault_row(active: &ActiveFault) -> Value {
    json!({ "id": active.id, "fault": active.fault.to_string(), "met": active.met })
}

fn line_row(one: &Line) -> Value {
    json!({ "person": one.person, "from_person": one.from_person, "text": one.text, "choices": one.choices })
}

fn delivery_row(one: &Delivery) -> Value {
    json!({ "url": one.url, "body": one.body, "attempt": one.attempt, "status": one.status, "problem": one.problem })
}

/// The picture of a node; `size` is `WIDTHxHEIGHT.png`.
fn profile_picture(id: &str, size: &str) -> Answer {
    let sides = size.strip_suffix(".png").and_then(|size| size.split_once('x'));
    let sides = sides.and_then(|(width, height)| Some((width.parse().ok()?, height.parse().ok()?)));
    let (width, height) = sides.unwrap_or((50, 50));
    picture(id, width, height).answer()
}

/// The ids of a node type that exist from the start.
fn nodes(world: &World, name: &str) -> Result<Answer, Refusal> {
    let Some((node, _)) = world.schema.node(name) else {
        return Err(Refusal::parameter(format!("Unknown node {name}")));
    };
    Ok(list(world.store.generator.pool(node).iter().map(|id| json!({ "id": id }))))
}
