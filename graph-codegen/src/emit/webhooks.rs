//! Webhooks: an enum with the kinds of event, and the type that reads them.

use graph_schema::{
    list::List as _,
    model::{Envelope, Event, EventPlace, PerTarget, Requirement, Type, Webhook},
};

use super::{
    docs::Docs,
    fields::deprecated,
    scope::Scope,
    types::{ready_type, wire},
};
use crate::code::{Code, Name, code};

/// The module of the events and the marker of the API; nothing for a schema without webhooks.
pub(super) fn module(scope: Scope<'_>) -> Option<Code> {
    let webhooks = &scope.schema.webhooks;
    let variants = variants(webhooks);
    if variants.is_empty() {
        return None;
    }
    let names: Vec<Name> = variants.iter().map(|events| Name::new(&events[0].1.rust)).list();
    let items = variants.iter().zip(&names).map(|(events, name)| {
        let (_, event) = events[0];
        let docs = docs(events, scope).attributes();
        let deprecated = deprecated(event.deprecated.as_deref());
        let ty = value(&event.ty, scope.inner());
        code!(#docs #deprecated #name(#ty),)
    });
    let reads = variants.iter().zip(&names).zip(0_u16..).map(|((events, name), number)| {
        let (_, event) = events[0];
        let (ty, wire) = (value(&event.ty, scope), wire(&event.ty, scope));
        let read = code!(<#ty as __rt::ReadsAs<#wire>>::read(reader));
        code!(#number => #read.map(webhooks::Event::#name),)
    });
    let number = |event: &Event| -> Code {
        let at = variants.iter().zip(0_u16..).find(|(events, _)| events[0].1.rust == event.rust);
        let at = at.map_or(0, |(_, number)| number);
        code!(#at)
    };
    let objects = webhooks.iter().map(|webhook| object(webhook, &number));
    let notified = notified(scope);
    Some(code! {
        __rt::with_webhooks! {
            /// What the platform delivers.
            pub mod webhooks {
                use super::__rt;

                /// An event of a delivery.
                #[derive(Clone, Debug)]
                #[non_exhaustive]
                #[allow(clippy::large_enum_variant)]
                pub enum Event {
                    #(#items)*
                    /// An event that the schema does not describe, or that cannot be read: its JSON, and why.
                    Other(__rt::OtherEvent),
                }
            }

            /// The events of the API, for `receive` of `webhooks::Webhooks`.
            #[derive(Clone, Copy, Debug, Default, PartialEq)]
            pub struct Webhooks;

            #[allow(deprecated)]
            impl __rt::Events for Webhooks {
                type Event = webhooks::Event;
                const OBJECTS: &'static [__rt::ObjectFacts] = &[#(#objects),*];

                #[inline]
                fn read(variant: u16, reader: &mut __rt::Reader<'_>) -> __rt::Decoded<webhooks::Event> {
                    match variant {
                        #(#reads)*
                        _ => __rt::Err(reader.at("a known kind of event")),
                    }
                }

                #[inline]
                fn other(other: __rt::OtherEvent) -> webhooks::Event {
                    webhooks::Event::Other(other)
                }
            }

            #(#notified)*
        }
    })
}

/// The kinds of event of each variant, in schema order.
fn variants(webhooks: &[Webhook]) -> Vec<Vec<(&Webhook, &Event)>> {
    let mut variants: Vec<Vec<(&Webhook, &Event)>> = Vec::new();
    for (webhook, event) in
        webhooks.iter().flat_map(|webhook| webhook.events.iter().map(move |event| (webhook, event)))
    {
        match variants.iter_mut().find(|events| events[0].1.rust == event.rust) {
            Some(events) => events.push((webhook, event)),
            None => variants.push(vec![(webhook, event)]),
        }
    }
    variants
}

fn docs(events: &[(&Webhook, &Event)], scope: Scope<'_>) -> Docs {
    let (_, event) = events[0];
    let places = events.iter().map(|(webhook, event)| match event.place {
        EventPlace::Field => format!("the field `{}` of `{}`", event.field, webhook.object),
        EventPlace::Messaging | EventPlace::Standby => {
            format!("an element of `{}` of `{}`", event.field, webhook.object)
        }
    });
    let places = places.list().join(", ");
    let first =
        places.get(..1).map(str::to_uppercase).unwrap_or_default() + places.get(1..).unwrap_or_default();
    let docs = Docs::new(&event.doc, format!("{first}."));
    let docs = if event.doc.is_empty() { docs } else { docs.say(format!("{first}.")) };
    let docs = docs.note(event.note.as_deref());
    match &event.permission {
        Requirement::Unknown => docs,
        known => docs.say(super::docs::permission_text(scope.schema, &PerTarget::everybody(known.clone()))),
    }
}

/// The type of a value. The variant is no part of it, so that nothing has to be boxed.
fn value(ty: &Type, scope: Scope<'_>) -> Code {
    match ty {
        Type::Node(node) => scope.ready(*node),
        Type::Union(id) => scope.union(*id),
        ty => ready_type(ty, scope),
    }
}

fn object(webhook: &Webhook, number: &dyn Fn(&Event) -> Code) -> Code {
    let word = &webhook.object;
    let envelope = match &webhook.envelope {
        Envelope::Entries => code!(__rt::None),
        Envelope::Single { values, id } => {
            let id = id.as_deref().unwrap_or("id");
            code!(__rt::Some((#values, #id)))
        }
    };
    let fields = webhook.events.iter().filter(|event| event.place == EventPlace::Field).map(|event| {
        let (field, number) = (&event.field, number(event));
        code!((#field, #number))
    });
    let element = |place| match webhook.event(place, "") {
        Some(event) => {
            let number = number(event);
            code!(__rt::Some(#number))
        }
        None => code!(__rt::None),
    };
    let (messaging, standby) = (element(EventPlace::Messaging), element(EventPlace::Standby));
    code! {
        __rt::ObjectFacts {
            object: #word,
            envelope: #envelope,
            fields: &[#(#fields),*],
            messaging: #messaging,
            standby: #standby,
        }
    }
}

/// The words of each node, in the order of the nodes.
fn notified(scope: Scope<'_>) -> Vec<Code> {
    let item = |(node, _)| {
        let webhooks = scope.schema.webhooks.iter().filter(|webhook| webhook.node == Some(node));
        let words = webhooks.map(|webhook| &webhook.object).list();
        if words.is_empty() {
            return None;
        }
        let marker = scope.marker(node);
        Some(code! {
            impl __rt::Notified for #marker {
                const OBJECTS: &'static [&'static str] = &[#(#words),*];
            }
        })
    };
    scope.schema.nodes().filter_map(item).list()
}
