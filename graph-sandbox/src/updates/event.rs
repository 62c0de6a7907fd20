//! Deliveries on request: an event of a kind that the schema describes, in the platform's envelope.

use std::sync::Arc;

use graph_schema::{
    Schema,
    model::{Envelope, Event, EventPlace, Node, Type, Webhook},
    suggest,
};
use serde_json::{Map, Value, json};

use super::{
    example::{self, Example, Own, Times},
    messages::Message,
};
use crate::{
    protocol::{Refusal, to_text},
    world::{Happened, World, seed::Random},
};

/// What to deliver.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wanted<'a> {
    /// The name of the kind of object in deliveries.
    pub(crate) object: &'a str,
    /// The field, or `messaging` or `standby`; then, after a dot, the variant of a union or the member of an object.
    pub(crate) field: &'a str,
    /// The value as JSON, if it is not generated.
    pub(crate) value: Option<&'a str>,
    /// The id of the object that the event is about.
    pub(crate) id: Option<&'a str>,
    /// The URL, if it is not that of a subscription.
    pub(crate) to: Option<&'a str>,
}

/// The deliveries of the events that happened in the current call, to their subscriptions.
pub(crate) fn happened(world: &mut World) -> Vec<Message> {
    let mut messages = Vec::new();
    for Happened { object, subscribed, field, id, value } in std::mem::take(&mut world.happened) {
        let subscription = world
            .subscriptions
            .all()
            .iter()
            .find(|one| one.object == object && one.fields.iter().any(|field| field == subscribed));
        let Some(to) = subscription.map(|subscription| subscription.callback_url.clone()) else { continue };
        world.turn_to_event(object, &[field]);
        let schema = Arc::clone(&world.schema);
        let Some(webhook) = schema.webhook(object) else { continue };
        let Some(event) = webhook.events.iter().find(|event| event.field == field) else { continue };
        let pool = webhook.node.and_then(|node| world.store.generator.pool(node).first().cloned());
        let id =
            id.or(pool).unwrap_or_else(|| world.store.generator.number(&["webhooks", object]).to_string());
        let body = entries(webhook, event, &id, world.clock.unix(), value);
        messages.push(Message::json(to, to_text(&body)));
    }
    messages
}

/// Makes the delivery.
pub(crate) fn event(world: &mut World, wanted: &Wanted<'_>) -> Result<Message, Refusal> {
    let schema = turn(world, wanted)?;
    let number = world.count().to_string();
    let fits = |webhook: &&Webhook| find(webhook, wanted.field).is_ok();
    let of_api = || schema.webhooks.iter().find(fits).or(schema.webhooks.first());
    let Some(webhook) = schema.webhook(wanted.object).or_else(of_api) else {
        return Err(unknown("API", wanted.object, Vec::new()));
    };
    let (event, variant) = find(webhook, wanted.field)?;
    let to = match (wanted.to, world.subscriptions.all().iter().find(|one| one.object == webhook.object)) {
        (Some(to), _)
            if to.starts_with("http://") && to.bytes().all(|byte| (b'!'..=b'~').contains(&byte)) =>
        {
            to.to_owned()
        }
        (Some(_), _) => {
            return Err(Refusal::parameter(
                "Param to must be an http:// address: the sandbox does not support TLS",
            ));
        }
        (None, Some(subscription)) => subscription.callback_url.clone(),
        (None, None) => {
            return Err(Refusal::parameter(format!(
                "The app has no subscription to {}: create one, or name the address in the param to",
                webhook.object
            )));
        }
    };
    let own = own(world);
    let generator = &world.store.generator;
    let pool = webhook.node.and_then(|node| generator.pool(node).first().cloned());
    let id = wanted.id.map(str::to_owned).or(pool);
    let id = id.unwrap_or_else(|| generator.number(&["webhooks", &webhook.object]).to_string());
    let time = world.clock.unix();
    let value = match wanted.value {
        Some(text) => serde_json::from_str(text)
            .map_err(|error| Refusal::parameter(format!("Param value must be JSON: {error}")))?,
        None => {
            let known = example::names(generator, &event.ty);
            if let Some(variant) =
                variant.filter(|variant| !known.contains(variant) && !has_member(world, &event.ty, variant))
            {
                return Err(unknown("variant", variant, known.into_iter().collect()));
            }
            let times = match (event.place, &webhook.envelope) {
                (EventPlace::Messaging | EventPlace::Standby, _) => Times::Milliseconds,
                (EventPlace::Field, Envelope::Single { .. }) => Times::Text,
                (EventPlace::Field, Envelope::Entries) => Times::Seconds,
            };
            let node = webhook.node.or_else(|| schema.nodes().next().map(|(node, _)| node));
            node.and_then(|node| {
                let example = Example { generator, node, time, times, wanted: variant, own: &own };
                example.value(&event.ty, &format!("{number}/{}", event.field), 0)
            })
            .unwrap_or_default()
        }
    };
    // Whoever writes may be written to.
    for message in value.get("messages").and_then(Value::as_array).into_iter().flatten() {
        if let Some(person) = message.get("from").and_then(Value::as_str) {
            world.chat.write(person, time);
        }
    }
    let app = &world.cast.app;
    let body = match &webhook.envelope {
        Envelope::Entries => entries(webhook, event, &id, time, value),
        Envelope::Single { values, id: member } => {
            let subscription =
                Random::of(world.seed(), &["subscription", &webhook.object]).below(100_000).to_string();
            let mut body = Map::new();
            body.insert("app_id".to_owned(), app.as_str().into());
            body.insert(member.as_deref().unwrap_or("id").to_owned(), id.into());
            body.insert("time".to_owned(), time.into());
            body.insert("subscription_id".to_owned(), subscription.into());
            body.insert(values.clone(), json!({ "value": value, "field": event.field }));
            Value::Object(body)
        }
    };
    Ok(Message::json(to, to_text(&body)))
}

/// Turns to the API that describes the event: by the word of the object and the field, or by the name of the API, which
/// stands for its object that has the field.
fn turn(world: &mut World, wanted: &Wanted<'_>) -> Result<Arc<Schema>, Refusal> {
    let field = wanted.field.rsplit_once('.').map_or(wanted.field, |(field, _)| field);
    if world.turn_to_event(wanted.object, &[wanted.field, field]) {
        return Ok(Arc::clone(&world.schema));
    }
    if let Some(place) = world.names.iter().position(|name| !name.is_empty() && name == wanted.object) {
        world.turn_to(place);
        return Ok(Arc::clone(&world.schema));
    }
    let schemas = world.schemas();
    let words = schemas.iter().flat_map(|schema| &schema.webhooks).map(|webhook| webhook.object.as_str());
    Err(unknown("object", wanted.object, words.collect()))
}

fn entries(webhook: &Webhook, event: &Event, id: &str, time: i64, value: Value) -> Value {
    let entry = match event.place {
        EventPlace::Field => {
            json!({ "id": id, "time": time, "changes": [{ "field": event.field, "value": value }] })
        }
        place => json!({ "id": id, "time": time.saturating_mul(1000), place.member(): [value] }),
    };
    json!({ "object": webhook.object, "entry": [entry] })
}

/// The kind of event, and what follows the dot.
fn find<'a, 'w>(webhook: &'a Webhook, wanted: &'w str) -> Result<(&'a Event, Option<&'w str>), Refusal> {
    let of = |name: &str| webhook.events.iter().find(|event| event.field == name);
    if let Some(event) = of(wanted) {
        return Ok((event, None));
    }
    let (name, variant) = wanted.rsplit_once('.').unwrap_or((wanted, ""));
    match of(name) {
        Some(event) => Ok((event, Some(variant))),
        None => {
            Err(unknown("field", name, webhook.events.iter().map(|event| event.field.as_str()).collect()))
        }
    }
}

/// What the current API has of the sandbox's own.
fn own(world: &World) -> Own {
    let has = |name: &str| world.schema.node(name).is_some_and(|(_, node)| !node.is_object);
    let is_file =
        |node: &Node| !node.is_object && node.field("mime_type").is_some() && node.field("url").is_some();
    let kind = world.schema.nodes().find(|(_, node)| is_file(node)).map(|(id, _)| id);
    let file = kind.and_then(|kind| world.store.generator.pool(kind).first());
    Own {
        phone_number: if has("PhoneNumber") { world.cast.phone_number.clone() } else { String::new() },
        file: file.map(|id| (id.clone(), world.download_url(&format!("of/{id}")))),
    }
}

fn has_member(world: &World, ty: &Type, name: &str) -> bool {
    matches!(ty, Type::Node(id) if world.schema[*id].field(name).is_some())
}

fn unknown(param: &str, word: &str, known: Vec<&str>) -> Refusal {
    let mut text = format!("The schema describes no webhooks of the {param} {word}");
    match suggest(word, known.iter().copied()) {
        Some(near) => text += &format!("; did you mean {near}?"),
        None if known.is_empty() => text += ": there are none in \"webhooks\"",
        None => text += &format!(": it has {}", known.join(", ")),
    }
    Refusal::parameter(text)
}
